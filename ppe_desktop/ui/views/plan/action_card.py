"""An action of the plan, and the small buttons that put cards in order."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import ActionState, ActionTarget
from ppe_desktop.ui.views.plan.desk import PlanDesk
from ppe_desktop.ui.views.plan.fold_card import FoldHeader
from ppe_desktop.ui.views.plan.plan_form import PlanForm, PlanReading
from ppe_desktop.ui.views.plan.sheet import PlanSheet
from ppe_desktop.ui.views.plan.text_sections import form_or_reading
from ppe_desktop.ui.views.plan.typography import colon, curly
from ppe_desktop.ui.widgets.buttons import IconButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.in_view import come_into_view

ACTION_LINES = (
    ("text",),
    ("target", "actors"),
    ("start_on", "duration"),
    ("due_on", "state"),
    ("parents_role",),
)
UP, DOWN = -1, 1


def action_lines(action: Item) -> tuple[str, str]:
    """Say an action in two lines."""
    target = curly(ActionTarget.label_of(action.target))
    due = colon("échéance", short_date(action.due_on)) if action.due_on else "sans échéance"
    parts = (colon("pour", target[:1].lower() + target[1:]) if target else "", action.actors, due)
    second = " · ".join(part for part in (*parts, ActionState.label_of(action.state).lower()) if part)
    return excerpt(action.text, 140) or "Action à écrire", second


class OrderButtons(QWidget):
    """Up, down, away.

    Signals:
        move_requested: -1 to go up, 1 to go down.
        removal_requested: take it away.
    """

    move_requested = Signal(int)
    removal_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.up_button = IconButton("chevron-up", self.tr("Monter"), parent=self)
        self.down_button = IconButton("chevron-down", self.tr("Descendre"), parent=self)
        self.remove_button = IconButton("trash", self.tr("Retirer"), parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in (self.up_button, self.down_button, self.remove_button):
            row.addWidget(button)
        self.up_button.clicked.connect(partial(self.move_requested.emit, UP))
        self.down_button.clicked.connect(partial(self.move_requested.emit, DOWN))
        self.remove_button.clicked.connect(self._on_remove)

    def show_place(self, place: int, count: int, what: str) -> None:
        """Offer the moves that a place allows, and say of what they are."""
        self.up_button.setEnabled(place > 0)
        self.down_button.setEnabled(place < count - 1)
        for button in (self.up_button, self.down_button, self.remove_button):
            button.setAccessibleName(f"{button.toolTip()}, {what}")

    def _on_remove(self) -> None:
        self.removal_requested.emit()


class ActionCard(Card):
    """One action: two lines that open on all its facts.

    Signals:
        move_requested: the action, and -1 or 1.
        removal_requested: the action to remove.
    """

    move_requested = Signal(object, int)
    removal_requested = Signal(object)

    def __init__(self, desk: PlanDesk, sheet: PlanSheet, action: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("action_card")
        self._desk, self._sheet, self._action = desk, sheet, action
        self.form: PlanForm | PlanReading | None = None
        self.header = FoldHeader(self)
        self.order = OrderButtons(self)
        self.order.setVisible(not sheet.is_finished)

        self.body.setContentsMargins(6, 4, 6, 4)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.header, 1)
        head.addWidget(self.order, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)

        self.header.toggled.connect(self._on_toggled)
        self.order.move_requested.connect(self._on_move_requested)
        self.order.removal_requested.connect(self._on_removal_requested)

    def show_item(self, action: Item) -> None:
        """Show the action as it is now."""
        self._action = action
        self.header.set_lines(*action_lines(action))
        if self.form is not None:
            self.form.show_item(action)

    def open(self) -> None:
        """Open on the form, with the keyboard in it."""
        self.header.setChecked(True)
        if isinstance(self.form, PlanForm):
            self.form.focus_first()
            come_into_view(self)

    def _on_toggled(self, is_open: bool) -> None:
        if is_open and self.form is None:
            self.form = form_or_reading(self._desk, self._sheet, self._action, ACTION_LINES, self, least_lines=2)
            self.form.setContentsMargins(12, 4, 12, 0)
            self.body.addWidget(self.form)
        if self.form is not None:
            self.form.setVisible(is_open)
        self.body.setContentsMargins(6, 4, 6, 14 if is_open else 4)
        self._desk.fields_changed.emit()

    def _on_move_requested(self, step: int) -> None:
        self.move_requested.emit(self._action, step)

    def _on_removal_requested(self) -> None:
        self.removal_requested.emit(self._action)


def swapped(items: list[Item], item: Item, step: int) -> list[Item]:
    """Return records with one of them moved by a step."""
    ids = [one.id for one in items]
    place = ids.index(item.id)
    other = place + step
    moved = list(items)
    if 0 <= other < len(moved):
        moved[place], moved[other] = moved[other], moved[place]
    return moved
