"""The foot of a decision: whether it is done, and which objective of the plan it serves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.meetings import objectives_to_serve, served_by
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.widgets.calm_combo import CalmCombo
from ppe_desktop.ui.widgets.plain_label import PlainLabel

LETTERS = 90


class TaskFoot(QWidget):
    """Stands at the foot of the card of a decision."""

    def __init__(
        self,
        context: FileContext,
        task: Item,
        objectives: Callable[[], tuple[Item, ...]],
        parent: QWidget | None = None,
    ) -> None:
        """Build the foot.

        Args:
            context: the open file.
            task: the decision.
            objectives: gives the objectives of every version of the plan, those of the last one first.
            parent: the card.
        """
        super().__init__(parent)
        self._context, self._task_id, self._objectives = context, task.id, objectives
        self.label = PlainLabel(self.tr("Objectif du projet que cette décision sert"), "strong", wrap=True, parent=self)
        self.combo = CalmCombo(self)
        self.combo.setAccessibleName(self.label.text())
        self.box = QCheckBox(self.tr("Fait"), self)
        self.box.setChecked(task.done_on is not None)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        for widget in (self.label, self.combo, self.box):
            column.addWidget(widget)
        self._show_objectives(task)

        self.box.clicked.connect(self._on_done)
        self.combo.activated.connect(self._on_objective)

    def click(self) -> None:
        """Tick the box, or take the tick back."""
        self.box.click()

    def show_file(self, _file: CaseFile) -> None:
        """Follow what the card shows."""
        card: Any = self.parent()
        if card is not None and card.item.id == self._task_id:
            self.box.setChecked(card.item.done_on is not None)
            self._show_objectives(card.item)

    def _show_objectives(self, task: Item) -> None:
        known = self._objectives()
        served = served_by(task, known)
        offered = objectives_to_serve(known, served)
        wanted = [("", self.tr("Aucun en particulier")), *((one.id, excerpt(one.text, LETTERS)) for one in offered)]
        shown = [(self.combo.itemData(row), self.combo.itemText(row)) for row in range(self.combo.count())]
        if shown != wanted:  # a list open under the pointer is left alone
            self.combo.clear()
            for key, words in wanted:
                self.combo.addItem(words, key)
        self.combo.setCurrentIndex(max(0, self.combo.findData(served.id if served is not None else "")))
        for widget in (self.label, self.combo):
            widget.setVisible(bool(offered))

    def _on_objective(self, place: int) -> None:
        self._context.autosaver.send()
        change = self._context.tasks.session.records.change
        self._ask(change, "task", self._task_id, objective_id=self.combo.itemData(place) or None)

    def _on_done(self, is_done: bool) -> None:
        meetings = self._context.tasks.session.meetings
        self._context.autosaver.send()
        self._ask(meetings.done if is_done else meetings.undo, self._task_id)

    def _ask(self, work: Any, *args: Any, **values: Any) -> None:
        context = self._context
        context.tasks.ask(work, *args, then=context.changed.emit, failed=context.error_raised.emit, **values)
