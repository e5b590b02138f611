"""Where an objective stands, and what closing it asks for: the result, and the child's words about it. Asked for, never demanded."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.plan_objectives import asked_to_close, is_closed
from ppe_desktop.domain.vocabulary import ObjectiveState, Speaker
from ppe_desktop.ui.views.plan.choice_chips import ChoiceChips
from ppe_desktop.ui.views.plan.desk import PlanDesk
from ppe_desktop.ui.views.plan.flow_lines import STATE_LOOKS
from ppe_desktop.ui.views.plan.plan_form import PlanForm
from ppe_desktop.ui.views.plan.sheet import PlanSheet
from ppe_desktop.ui.views.plan.text_sections import form_or_reading
from ppe_desktop.ui.views.plan.typography import colon
from ppe_desktop.ui.views.plan.words_choice import WordsChoice
from ppe_desktop.ui.widgets.plain_label import PlainLabel

RESULT_LINES = (("result",), ("closed_on",))
_ASKING = (ObjectiveState.PARTLY.value, ObjectiveState.REACHED.value, ObjectiveState.DROPPED.value)


class ResultBlock(QWidget):
    """The state of an objective, its result and what the child says of it.

    Attributes:
        chips: the state.
        form: result and day, once the objective is partly reached or closed.
        words: what the child says of the result.
    """

    def __init__(self, desk: PlanDesk, sheet: PlanSheet, objective: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("result_block")
        self._desk, self._objective = desk, objective
        objectives = desk.tasks.session.objectives
        self._has_chosen = False
        self.title = PlainLabel(self.tr("Où en est-on ?").replace(" ?", "\N{NO-BREAK SPACE}?"), "strong", parent=self)
        states = tuple((one.value, one.label, STATE_LOOKS[one.value][0]) for one in ObjectiveState)
        self.chips = ChoiceChips(states, parent=self)
        self.asked_label = PlainLabel("", "small", wrap=True, parent=self)
        self.asked_label.set_tone("soon")
        self.form = form_or_reading(desk, sheet, objective, RESULT_LINES, self, least_lines=2)
        self.words_title = PlainLabel("", "strong", wrap=True, parent=self)
        self.words = WordsChoice(
            desk,
            Speaker.CHILD.value,
            partial(objectives.note_closing_words, objective.id),
            with_silence=True,
            parent=self,
        )

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(8)
        for widget in (self.title, self.chips, self.asked_label, self.form, self.words_title, self.words):
            column.addWidget(widget)

        self.chips.chosen.connect(self._on_chosen)
        self.words.statement_chosen.connect(self._on_statement_chosen)

    def show_sheet(self, sheet: PlanSheet, objective: Item) -> None:
        """Show where the objective stands."""
        self._objective = objective
        self.chips.show_value(objective.state)
        for widget in (self.title, self.chips):
            widget.setVisible(not sheet.is_finished)
        self.form.show_item(objective)
        statement = sheet.plan.items.one("statement", objective.closing_words_id)
        is_asking = objective.state in _ASKING or bool(objective.result) or statement is not None
        asked = [] if sheet.is_finished else asked_to_close(sheet.plan, objective)
        self.asked_label.setText(colon(self.tr("À demander"), ", ".join(asked)) if asked else "")
        self.asked_label.setVisible(bool(asked))
        self.form.setVisible(is_asking)
        self._name_result(objective)
        self.words_title.setText(self.tr("Ce que {name} en dit").format(name=sheet.speaker_name(Speaker.CHILD.value)))
        self.words_title.setVisible(is_asking and (statement is not None or not sheet.is_finished))
        self.words.setVisible(is_asking)
        self.words.show_words(sheet, statement)
        if self._has_chosen and is_asking and isinstance(self.form, PlanForm):
            self._has_chosen = False
            self.form.focus_first()
            self._desk.fields_changed.emit()

    def _name_result(self, objective: Item) -> None:
        if isinstance(self.form, PlanForm):
            is_dropped = objective.state == ObjectiveState.DROPPED
            self.form.rows["result"].label.setText(
                self.tr("Pourquoi il est abandonné") if is_dropped else self.tr("Résultat")
            )
            self.form.rows["closed_on"].setVisible(is_closed(objective))

    def _on_chosen(self, state: str) -> None:
        self._has_chosen = state in _ASKING
        self._desk.do(self._desk.tasks.session.objectives.set_state, self._objective.id, state)

    def _on_statement_chosen(self, statement_id: str) -> None:
        self._desk.change("plan_objective", self._objective.id, closing_words_id=statement_id)
