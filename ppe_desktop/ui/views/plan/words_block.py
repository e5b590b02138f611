"""What the child, each parent and others say under a heading: one group of quotations for each."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.vocabulary import Speaker
from ppe_desktop.ui.dialogs.quote_dialog import QuoteDialog
from ppe_desktop.ui.theme import tone_icon
from ppe_desktop.ui.views.plan.desk import PlanDesk
from ppe_desktop.ui.views.plan.quote_card import QuoteCard
from ppe_desktop.ui.views.plan.sheet import SPEAKER_TONES, PlanSheet
from ppe_desktop.ui.views.plan.words_form import WordsForm, blank_words
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class SpeakerGroup(QWidget):
    """The quotations of one speaker, with a way to note more.

    Attributes:
        cards: the quotations shown, by statement.
    """

    def __init__(self, desk: PlanDesk, speaker: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"group_{speaker}")
        self.speaker, self._desk = speaker, desk
        tone = SPEAKER_TONES[speaker]
        self.mark = IconMark(tone_icon(tone), tone, 18, self)
        self.name = PlainLabel("", "strong", wrap=True, parent=self)
        self.name.set_tone(tone)
        self.note_button = QuietButton(self.tr("Noter une parole"), "plus", self)
        self.cards: dict[str, QuoteCard] = {}
        self.empty_label = PlainLabel(self.tr("Rien n’est encore cité."), "muted", wrap=True, parent=self)

        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.mark)
        head.addWidget(self.name, 1)
        head.addWidget(self.note_button)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.column.addLayout(head)
        self.column.addWidget(self.empty_label)

    def show_statements(self, statements: list[Item], sheet: PlanSheet, written: str) -> list[QuoteCard]:
        """Show the quotations of this speaker, but the one being written.

        Returns:
            The cards made just now.
        """
        self.name.setText(
            sheet.speaker_name(self.speaker) if self.speaker != Speaker.OTHER else self.tr("D’autres personnes")
        )
        self.note_button.setAccessibleName(self.tr("Noter une parole, {name}").format(name=self.name.text()))
        self.note_button.setVisible(not sheet.is_finished)
        shown = [statement for statement in statements if statement.id != written]
        for gone in self.cards.keys() - {statement.id for statement in shown}:
            card = self.cards.pop(gone)
            card.hide()
            card.deleteLater()
        new = [self._new_card(statement) for statement in shown if statement.id not in self.cards]
        for place, statement in enumerate(shown, start=2):
            self.column.insertWidget(place, self.cards[statement.id])
            self.cards[statement.id].show_statement(statement, sheet)
        self.empty_label.setVisible(not statements)
        return new

    def _new_card(self, statement: Item) -> QuoteCard:
        card = QuoteCard(self._desk, statement, self)
        self.cards[statement.id] = card
        return card


class WordsBlock(QWidget):
    """All the words quoted under a heading.

    Attributes:
        groups: one group for each speaker.
        form: the form in which words are being written, if one is open.
    """

    def __init__(self, desk: PlanDesk, domain: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"words_{domain}")
        self._desk, self._domain = desk, domain
        self._sheet: PlanSheet | None = None
        self.groups: dict[str, SpeakerGroup] = {}
        self.form: WordsForm | None = None
        self.quote_button = QuietButton(self.tr("Citer une parole du dossier…"), "quote", self)

        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self._column.addWidget(self.quote_button, 0, Qt.AlignmentFlag.AlignLeft)

        self.quote_button.clicked.connect(self._on_quote)

    def show_sheet(self, sheet: PlanSheet) -> None:
        """Show the words of every speaker."""
        self._sheet = sheet
        quoted = sheet.plan.statements(self._domain)
        speakers = sheet.speakers()
        speakers += [one for one in SPEAKER_TONES if one not in speakers and any(s.speaker == one for s in quoted)]
        written = self.form.statement_id() if self.form else ""
        for place, speaker in enumerate(speakers):
            group = self.groups.get(speaker) or self._new_group(speaker)
            self._column.insertWidget(place, group)
            statements = [statement for statement in quoted if statement.speaker == speaker]
            for card in group.show_statements(statements, sheet, written):
                card.edit_requested.connect(self._on_edit_requested)
                card.unquote_requested.connect(self._on_unquote_requested)
            group.setVisible(bool(statements) or not sheet.is_finished)
        self.quote_button.setVisible(not sheet.is_finished and bool(sheet.unquoted()))

    def note_words(self, speaker: str) -> None:
        """Open the form for new words of someone."""
        if self._sheet is not None:
            self._open_form(blank_words(speaker, self._sheet), speaker)

    def _new_group(self, speaker: str) -> SpeakerGroup:
        group = SpeakerGroup(self._desk, speaker, self)
        group.note_button.clicked.connect(partial(self.note_words, speaker))
        self.groups[speaker] = group
        return group

    def _open_form(self, statement: Item, speaker: str) -> None:
        if self._sheet is None:
            return
        self._close_form()
        make = partial(self._desk.tasks.session.plans.note_words, self._desk.plan_id, self._domain)
        self.form = WordsForm(self._desk, self._sheet, make, statement, parent=self)
        self.groups[speaker].column.addWidget(self.form)
        self.form.finished.connect(self._on_form_finished)
        self.show_sheet(self._sheet)
        self.form.start()
        self._desk.fields_changed.emit()

    def _close_form(self) -> None:
        form, self.form = self.form, None
        if form is not None:
            form.close_for_good()

    def _on_form_finished(self) -> None:
        speaker = Speaker.CHILD.value
        for name, group in self.groups.items():
            if self.form is not None and group.isAncestorOf(self.form):
                speaker = name
        self._close_form()
        if self._sheet is not None:
            self.show_sheet(self._sheet)
        self.groups[speaker].note_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edit_requested(self, statement_id: str) -> None:
        statement = self._sheet.plan.items.one("statement", statement_id) if self._sheet else None
        if statement is not None:
            self._open_form(statement, statement.speaker)

    def _on_unquote_requested(self, statement_id: str) -> None:
        rows = self._sheet.plan.of("plan_words") if self._sheet else ()
        row = next((row for row in rows if row.statement_id == statement_id), None)
        if row is not None:
            undo = partial(self._desk.do, self._desk.tasks.session.records.restore, row)
            self._desk.remove(
                "plan_words", row.id, self.tr("Cette parole n’est plus citée. Elle reste dans le dossier."), undo
            )

    def _on_quote(self) -> None:
        if self._sheet is None:
            return
        dialog = QuoteDialog(self._sheet.unquoted(), self._sheet.speaker_name, self.window())
        dialog.statement_chosen.connect(self._on_statement_chosen)
        dialog.open()

    def _on_statement_chosen(self, statement_id: str) -> None:
        self._desk.do(self._desk.tasks.session.plans.quote, self._desk.plan_id, statement_id, self._domain)
