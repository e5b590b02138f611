"""An objective: folded, its flow from what is aimed at to what came of it; open, everything to write."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.services.changes import Changes
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.plan.action_card import ActionCard, OrderButtons, swapped
from ppe_desktop.ui.views.plan.desk import PlanDesk
from ppe_desktop.ui.views.plan.flow_header import FlowHeader
from ppe_desktop.ui.views.plan.flow_lines import MOST_LETTERS, objective_lines
from ppe_desktop.ui.views.plan.keyed_column import KeyedColumn
from ppe_desktop.ui.views.plan.opinions_block import OpinionsBlock
from ppe_desktop.ui.views.plan.plan_form import PlanForm
from ppe_desktop.ui.views.plan.result_block import ResultBlock
from ppe_desktop.ui.views.plan.sheet import PlanSheet, put_in_order
from ppe_desktop.ui.views.plan.text_sections import form_or_reading
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.in_view import come_into_view
from ppe_desktop.ui.widgets.plain_label import PlainLabel

OBJECTIVE_LINES = (("text",),)


class ObjectiveBody(QWidget):
    """What an open objective shows: its text, everyone's opinion, the actions, where it stands.

    Signals:
        move_requested: -1 or 1.
        removal_requested: take the objective away.
    """

    move_requested = Signal(int)
    removal_requested = Signal()

    def __init__(self, desk: PlanDesk, sheet: PlanSheet, objective: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._sheet, self._objective = desk, sheet, objective
        self._to_open = ""
        self.order = OrderButtons(self)
        self.form = form_or_reading(desk, sheet, objective, OBJECTIVE_LINES, self, least_lines=1, unlabelled=("text",))
        self.opinions = OpinionsBlock(desk, objective.id, self)
        self.actions_label = PlainLabel(self.tr("Actions"), "strong", parent=self)
        self.add_button = QuietButton(self.tr("Ajouter une action"), "plus", self)
        self.result = ResultBlock(desk, sheet, objective, self)
        for widget in (self.order, self.add_button):
            widget.setVisible(not sheet.is_finished)

        actions_column = QVBoxLayout()
        actions_column.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(36), 0, px(8), px(12))
        column.setSpacing(10)
        column.addWidget(self.form)
        column.addWidget(self.opinions)
        column.addWidget(self.actions_label)
        column.addLayout(actions_column)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.result)
        column.addWidget(self.order, 0, Qt.AlignmentFlag.AlignRight)
        self._column: KeyedColumn[ActionCard] = KeyedColumn(actions_column, self._new_action, ActionCard.show_item)

        self.order.move_requested.connect(self.move_requested)
        self.order.removal_requested.connect(self.removal_requested)
        self.add_button.clicked.connect(self._on_add)

    @property
    def action_cards(self) -> dict[str, ActionCard]:
        """Return the cards of the actions."""
        return self._column.widgets

    def show_sheet(self, sheet: PlanSheet, objective: Item, place: int, count: int, name: str) -> None:
        """Show the objective as it is now, and its place among those of the domain."""
        self._sheet, self._objective = sheet, objective
        self.order.show_place(place, count, name)
        self.form.show_item(objective)
        self.form.setVisible(not sheet.is_finished or len(objective.text) > MOST_LETTERS)
        self.opinions.show_sheet(sheet)
        self.result.show_sheet(sheet, objective)
        actions = sheet.plan.actions(objective.id)
        self._column.show_items(actions)
        self.actions_label.setVisible(bool(actions))
        for number, card in enumerate(self.action_cards.values()):
            card.order.show_place(number, len(actions), card.header.title.text())
        if self._to_open in self.action_cards:
            self.action_cards[self._to_open].open()
            self._to_open = ""

    def _new_action(self, action: Item) -> ActionCard:
        card = ActionCard(self._desk, self._sheet, action, self)
        card.move_requested.connect(self._on_action_move)
        card.removal_requested.connect(self._on_action_removal)
        return card

    def _on_add(self) -> None:
        self._desk.add(
            "plan_action", self._on_action_added, objective_id=self._objective.id, position=len(self.action_cards)
        )

    def _on_action_added(self, changes: Changes) -> None:
        self._to_open = changes.created

    def _on_action_move(self, action: Item, step: int) -> None:
        moved = swapped(self._sheet.plan.actions(self._objective.id), action, step)
        self._desk.do(put_in_order, self._desk.tasks.session.records, "plan_action", moved)

    def _on_action_removal(self, action: Item) -> None:
        undo = partial(self._desk.do, self._desk.tasks.session.records.restore, action)
        self._desk.remove("plan_action", action.id, self.tr("L’action est retirée."), undo)


class ObjectiveCard(Card):
    """One objective, folded until it is opened: a plan may hold hundreds.

    Signals:
        move_requested: the objective, and -1 or 1.

    Attributes:
        header: its flow, read without opening it.
        body: everything to write, once it was opened; until then nothing.
    """

    move_requested = Signal(object, int)

    def __init__(self, desk: PlanDesk, sheet: PlanSheet, objective: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("objective_card")
        self._desk, self._sheet, self._objective = desk, sheet, objective
        self._place, self._count = 0, 1
        self.header = FlowHeader(self)
        self.details: ObjectiveBody | None = None

        self.body.setContentsMargins(2, 2, 2, 2)
        self.body.addWidget(self.header)

        self.header.toggled.connect(self._on_toggled)
        self.header.move_requested.connect(self._on_move_requested)

    @property
    def objective_id(self) -> str:
        """Return the identifier of the objective shown."""
        return self._objective.id

    def show_item(self, objective: Item) -> None:
        """Take the objective as it is now; :meth:`show_sheet` shows it."""
        self._objective = objective

    def show_sheet(self, sheet: PlanSheet, place: int, count: int) -> None:
        """Show the objective, and its place among those of the domain."""
        self._sheet, self._place, self._count = sheet, place, count
        lines = objective_lines(sheet, self._objective, place + 1)
        open_lines = lines[:2] if sheet.is_finished else lines[:1]  # the text itself is in its field, just under
        self.header.show_lines(open_lines if self.header.isChecked() else lines)
        if self.details is not None and self.header.isChecked():
            self.details.show_sheet(sheet, self._objective, place, count, lines[0].text)

    def open(self) -> None:
        """Open with the keyboard in the text of the objective."""
        self.header.setChecked(True)
        if self.details is not None and isinstance(self.details.form, PlanForm):
            self.details.form.focus_first()
            come_into_view(self)

    def _on_toggled(self, is_open: bool) -> None:
        if is_open and self.details is None:
            self.details = ObjectiveBody(self._desk, self._sheet, self._objective, self)
            self.details.move_requested.connect(self._on_move_requested)
            self.details.removal_requested.connect(self._on_removal_requested)
            self.body.addWidget(self.details)
        if self.details is not None:
            self.details.setVisible(is_open)
        self.show_sheet(self._sheet, self._place, self._count)
        self._desk.fields_changed.emit()

    def _on_move_requested(self, step: int) -> None:
        if not self._sheet.is_finished:
            self.move_requested.emit(self._objective, step)

    def _on_removal_requested(self) -> None:
        records, actions = self._desk.tasks.session.records, self._sheet.plan.actions(self._objective.id)
        undo = partial(self._desk.do, records.restore, self._objective)
        said = self.tr("L’objectif et ses actions sont retirés.") if actions else self.tr("L’objectif est retiré.")
        self._desk.remove("plan_objective", self._objective.id, said, undo)
