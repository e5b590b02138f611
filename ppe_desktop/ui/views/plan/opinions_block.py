"""Who agrees with an objective: the child, each parent, any other holder of parental authority; nothing is supposed of anyone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.plan_objectives import Opiner, asked_opiners, is_told, opiner_called, opinions
from ppe_desktop.domain.vocabulary import Agreement
from ppe_desktop.services.changes import Changes
from ppe_desktop.ui.theme import tone_icon
from ppe_desktop.ui.views.plan.choice_chips import ChoiceChips
from ppe_desktop.ui.views.plan.desk import PlanDesk
from ppe_desktop.ui.views.plan.sheet import SPEAKER_TONES, PlanSheet
from ppe_desktop.ui.views.plan.typography import curly, quoted
from ppe_desktop.ui.views.plan.words_choice import WordsChoice
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel

CHOICES = (
    (Agreement.AGREES.value, "D’accord", "check"),
    (Agreement.PARTLY.value, "En partie", "circle-dashed"),
    (Agreement.DISAGREES.value, "Pas d’accord", "x"),
    (Agreement.NOT_SAID.value, "Ne se prononce pas", "minus"),
)


class OpinionRow(QWidget):
    """What one person says of an objective.

    Attributes:
        chips: the agreement.
        words: the words that tell it.
    """

    def __init__(self, desk: PlanDesk, objective_id: str, opiner: Opiner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"opinion_{opiner.speaker}")
        self._desk, self._objective_id, self._opiner = desk, objective_id, opiner
        speaker, person_id = opiner.speaker, opiner.person_id
        objectives = desk.tasks.session.objectives
        tone = SPEAKER_TONES.get(speaker, "other")
        self.mark = IconMark(tone_icon(tone), tone, 18, self)
        self.name = PlainLabel("", "strong", wrap=True, parent=self)
        self.name.set_tone(tone)
        self.state = PlainLabel("", "small", parent=self)
        self.chips = ChoiceChips(CHOICES, clearable=True, parent=self)
        self.typed = PlainLabel("", wrap=True, parent=self)
        self.typed_note = PlainLabel(self.tr("Ces mots ne sortent pas du service."), "small", wrap=True, parent=self)
        self.keep_button = QuietButton(self.tr("En faire une parole du dossier"), "quote", self)
        self.words = WordsChoice(
            desk, speaker, partial(objectives.note_opinion_words, objective_id, speaker, person_id),
            person_id=person_id, parent=self,
        )  # fmt: skip
        self._typed_words = ""

        self._arrange()

        self.chips.chosen.connect(self._on_chosen)
        self.words.statement_chosen.connect(self._on_statement_chosen)
        self.keep_button.clicked.connect(self._on_keep)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.mark)
        head.addWidget(self.name, 1)
        head.addWidget(self.state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(6)
        column.addLayout(head)
        for widget in (self.chips, self.typed, self.typed_note, self.keep_button, self.words):
            column.addWidget(widget)

    def show_opinion(self, opinion: Item | None, sheet: PlanSheet) -> None:
        """Show what is known; what is not stays to be asked for."""
        self.name.setText(opiner_called(sheet.file, self._opiner, sheet.today))
        self.chips.set_name(self.name.text())
        self.chips.show_value(opinion.agreement if opinion is not None and is_told(opinion) else "")
        self.chips.setVisible(not sheet.is_finished)
        self._show_state(opinion, is_finished=sheet.is_finished)
        statement = sheet.plan.items.one("statement", opinion.statement_id) if opinion is not None else None
        self._typed_words = opinion.words.strip() if opinion is not None and statement is None else ""
        self.typed.setText(quoted(self._typed_words) if self._typed_words else "")
        for widget in (self.typed, self.typed_note):
            widget.setVisible(bool(self._typed_words))
        self.keep_button.setVisible(bool(self._typed_words) and not sheet.is_finished)
        self.words.show_words(sheet, statement)
        self.words.setVisible(not self._typed_words)

    def _show_state(self, opinion: Item | None, *, is_finished: bool) -> None:
        is_known = is_told(opinion)
        known = curly(Agreement.label_of(opinion.agreement)) if opinion is not None and is_finished and is_known else ""
        unknown = self.tr("Avis non recueilli") if is_finished else self.tr("Avis à demander")
        self.state.setText("" if is_known and not is_finished else known or unknown)
        self.state.set_tone("neutral" if known else "soon")

    def _on_chosen(self, code: str) -> None:
        self._do(self._desk.tasks.session.objectives.set_opinion, code)

    def _on_statement_chosen(self, statement_id: str) -> None:
        self._do(self._desk.tasks.session.objectives.link_words, statement_id)

    def _on_keep(self) -> None:
        self._do(self._desk.tasks.session.objectives.keep_typed_words)

    def _do(self, work: Callable[..., Changes], *args: str) -> None:
        whose = partial(work, person_id=self._opiner.person_id)
        self._desk.do(whose, self._objective_id, self._opiner.speaker, *args)


class OpinionsBlock(QWidget):
    """Everyone's opinion of an objective.

    Attributes:
        rows: one for each person asked.
    """

    def __init__(self, desk: PlanDesk, objective_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("opinions_block")
        self._desk, self._objective_id = desk, objective_id
        self.title = PlainLabel(self.tr("Ce que chacun en dit"), "strong", parent=self)
        self.rows: dict[Opiner, OpinionRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 4)
        self._column.setSpacing(10)
        self._column.addWidget(self.title)

    def show_sheet(self, sheet: PlanSheet) -> None:
        """Show the opinions, and whose are still to be asked for."""
        asked = asked_opiners(sheet.file, sheet.today)
        known = opinions(sheet.plan, self._objective_id, asked)
        shown = dict.fromkeys([*asked, *known])
        for opiner in shown:
            if opiner not in self.rows:
                self.rows[opiner] = OpinionRow(self._desk, self._objective_id, opiner, self)
                self._column.addWidget(self.rows[opiner])
            self.rows[opiner].show_opinion(known.get(opiner), sheet)
        for opiner, row in self.rows.items():
            row.setVisible(opiner in shown)
