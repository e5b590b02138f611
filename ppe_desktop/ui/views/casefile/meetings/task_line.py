"""Something to be done for the child, on the overview: a tick, what it is, who and for when."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.meetings import is_late, task_words
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.ui.widgets.chip import Chip
from ppe_desktop.ui.widgets.plain_label import PlainLabel

LETTERS = 160


class TaskLine(QWidget):
    """One line, with its tick.

    Signals:
        done: identifier of the task that was ticked.
    """

    done = Signal(str)

    def __init__(self, task: Item, today: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.task_id = task.id
        text = excerpt(task.text, LETTERS) or self.tr("Décision à compléter")
        words = task_words(task, today)
        self.box = QCheckBox(self)
        self.box.setAccessibleName(self.tr("Fait\N{NO-BREAK SPACE}: {what}, {when}").format(what=text, when=words))
        self.box.setToolTip(self.tr("Fait"))
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(PlainLabel(text, "body", wrap=True, parent=self))
        if words:
            said.addWidget(PlainLabel(words[:1].upper() + words[1:], "muted", wrap=True, parent=self))
        for label, tone, icon_name, is_shown in (
            (self.tr("Promis à l’enfant"), "child", "star", task.promised),
            (self.tr("En retard"), "late", "clock", is_late(task, today)),
        ):
            if is_shown:
                said.addWidget(Chip(label, tone, icon_name, self), 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(said, 1)

        self.box.clicked.connect(self._on_ticked)

    def _on_ticked(self, _checked: bool) -> None:
        self.done.emit(self.task_id)
