"""Words that tell an opinion or what is said of a result: those kept in the file, new ones, or the reason why there are none."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.vocabulary import CollectionOutcome
from ppe_desktop.services.changes import Changes
from ppe_desktop.ui.dialogs.quote_dialog import QuoteDialog
from ppe_desktop.ui.views.plan.desk import PlanDesk
from ppe_desktop.ui.views.plan.quote_card import QuoteCard
from ppe_desktop.ui.views.plan.sheet import PlanSheet
from ppe_desktop.ui.views.plan.words_form import OWN_LINES, SILENCE_LINES, WordsForm, blank_words
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout


class WordsChoice(QWidget):
    """Shows the words referred to, or the gestures that find some.

    Signals:
        statement_chosen: identifier of the words of the file to refer to; empty to refer to none.

    Attributes:
        card: the words shown, if there are any.
        form: the form in which words are being noted, if it is open.
    """

    statement_chosen = Signal(str)

    def __init__(
        self,
        desk: PlanDesk,
        speaker: str,
        note: Callable[..., Changes],
        *,
        person_id: str = "",
        with_silence: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Show nothing yet.

        Args:
            desk: the way to the base.
            speaker: whose words they are.
            person_id: which person of that quality; anyone when empty.
            note: makes the statement and refers to it.
            with_silence: offer to say why there are no words.
            parent: parent widget.
        """
        super().__init__(parent)
        self._desk, self._speaker, self._person_id, self._note = desk, speaker, person_id, note
        self._with_silence = with_silence
        self._sheet: PlanSheet | None = None
        self._statement: Item | None = None
        self.card: QuoteCard | None = None
        self.form: WordsForm | None = None
        self.note_button = QuietButton(self.tr("Noter ses mots"), "plus", self)
        self.choose_button = QuietButton(self.tr("Choisir une parole…"), "quote", self)
        self.silence_button = QuietButton(self.tr("Rien n’a été recueilli…"), "minus", self)

        buttons = FlowLayout(spacing=4)
        for button in (self.note_button, self.choose_button, self.silence_button):
            buttons.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addLayout(buttons)

        self.note_button.clicked.connect(self._on_note)
        self.choose_button.clicked.connect(self._on_choose)
        self.silence_button.clicked.connect(self._on_silence)

    def show_words(self, sheet: PlanSheet, statement: Item | None) -> None:
        """Show the words, or the gestures."""
        self._sheet, self._statement = sheet, statement
        written = self.form.statement_id() if self.form is not None else ""
        if self.card is not None and (statement is None or self.card.statement_id != statement.id):
            self.card.hide()
            self.card.deleteLater()
            self.card = None
        if statement is not None and statement.id != written:
            self._show_card(statement, sheet)
        is_asking = statement is None and self.form is None and not sheet.is_finished
        self.note_button.setVisible(is_asking)
        self.choose_button.setVisible(is_asking and bool(self._choices(sheet)))
        self.silence_button.setVisible(is_asking and self._with_silence)

    def _show_card(self, statement: Item, sheet: PlanSheet) -> None:
        if self.card is None:
            self.card = QuoteCard(self._desk, statement, self)
            self.card.edit_requested.connect(self._on_edit)
            self.card.unquote_requested.connect(self._on_taken_away)
            self._column.addWidget(self.card)
            self._desk.fields_changed.emit()
        self.card.show_statement(statement, sheet)

    def _choices(self, sheet: PlanSheet) -> list[Item]:
        said = (one for one in sheet.statements.of("statement") if one.speaker == self._speaker)
        return [one for one in said if not (self._person_id and one.person_id) or one.person_id == self._person_id]

    def _open_form(self, statement: Item, lines: tuple[tuple[str, ...], ...], heading: str) -> None:
        if self._sheet is None or self.form is not None:
            return
        self.form = WordsForm(self._desk, self._sheet, self._note, statement, lines=lines, heading=heading, parent=self)
        self.form.finished.connect(self._on_form_finished)
        self._column.addWidget(self.form)
        self.show_words(self._sheet, self._statement)
        if self.card is not None:
            self.card.hide()
        self.form.start()
        self._desk.fields_changed.emit()

    def _on_note(self) -> None:
        if self._sheet is not None:
            self._open_form(blank_words(self._speaker, self._sheet), OWN_LINES, self.tr("Noter ses mots"))

    def _on_silence(self) -> None:
        if self._sheet is not None:
            blank = blank_words(self._speaker, self._sheet).having(outcome=CollectionOutcome.DECLINED.value)
            self._open_form(blank, SILENCE_LINES, self.tr("Pourquoi rien n’a été recueilli"))

    def _on_edit(self, _statement_id: str) -> None:
        if self._statement is not None:
            is_silent = self._statement.outcome != CollectionOutcome.COLLECTED
            self._open_form(self._statement, SILENCE_LINES if is_silent else OWN_LINES, self.tr("Modifier"))

    def _on_form_finished(self) -> None:
        form, self.form = self.form, None
        if form is not None:
            form.close_for_good()
        if self._sheet is not None:
            self.show_words(self._sheet, self._statement)
            if self.card is not None:
                self.card.show()
        self.note_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._desk.fields_changed.emit()

    def _on_choose(self) -> None:
        if self._sheet is None:
            return
        dialog = QuoteDialog(self._choices(self._sheet), self._sheet.speaker_name, self.window())
        dialog.statement_chosen.connect(self.statement_chosen)
        dialog.open()

    def _on_taken_away(self, _statement_id: str) -> None:
        self.statement_chosen.emit("")
