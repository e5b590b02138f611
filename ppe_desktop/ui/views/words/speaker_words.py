"""The words of one speaker in the panel, under a name in the speaker's colour."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.vocabulary import Speaker
from ppe_desktop.domain.words_at_hand import AtHand, FileWords
from ppe_desktop.domain.words_said import speaker_words
from ppe_desktop.ui.theme import tone_icon
from ppe_desktop.ui.views.words.words_card import WordsCard
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.speaker_frame import SPEAKER_TONES

MOST_ASIDE = 20
"""Cards kept hidden for the next words of the same file."""
InsertOf = Callable[[Item], tuple[str, str]]
"""Gives what the button of some words does, and what is said when they are there already."""


class SpeakerWords(QWidget):
    """The cards of one speaker.

    Signals:
        insert_requested, opened: identifier of the words.
        stepped: the card left, and where to: 1 for below, -1 for above.
    """

    insert_requested = Signal(str)
    opened = Signal(str)
    stepped = Signal(object, int)

    def __init__(self, speaker: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.speaker = speaker
        tone = SPEAKER_TONES.get(speaker, "other")
        self.mark = IconMark(tone_icon(tone), tone, 16, self)
        self.name_label = PlainLabel("", "strong", wrap=True, parent=self)
        self.name_label.set_tone(tone)
        self.cards: dict[str, WordsCard] = {}
        self._aside: list[WordsCard] = []

        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.mark)
        head.addWidget(self.name_label, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addLayout(head)

    def show_words(self, words: list[AtHand], file: CaseFile, read: FileWords, insert_of: InsertOf) -> None:
        """Show some words; cards that stay are brought up to date, not made anew."""
        names = [speaker_words(one.statement, file, read.names) for one in words]
        is_one = len(set(names)) == 1 and self.speaker != Speaker.OTHER
        self.name_label.setText(names[0] if is_one else self._several())
        for gone in self.cards.keys() - {one.statement.id for one in words}:
            self._put_aside(gone)
        kept_from: dict[str, list[str]] = {}
        for row in read.items.of("statement_restriction"):
            kept_from.setdefault(row.statement_id, []).append(read.names.get(row.hidden_from_id, ""))
        for place, (one, name) in enumerate(zip(words, names, strict=True), start=1):
            card = self.cards.get(one.statement.id) or self._card_for(one.statement.id)
            if self._column.indexOf(card) != place:
                self._column.insertWidget(place, card)
            insert, there = insert_of(one.statement)
            hidden = tuple(name for name in kept_from.get(one.statement.id, ()) if name)
            card.show_words(one, who="" if is_one else name, kept_from=hidden, insert=insert, there=there)
            card.show()

    def clear(self) -> None:
        """Show nothing."""
        for card_id in list(self.cards):
            self._put_aside(card_id)

    def cards_in_order(self) -> list[WordsCard]:
        """Return the cards from the top."""
        return sorted(self.cards.values(), key=self._column.indexOf)

    def _several(self) -> str:
        return self.tr("D’autres personnes") if self.speaker == Speaker.OTHER else Speaker.label_of(self.speaker)

    def _card_for(self, statement_id: str) -> WordsCard:
        """Return a card put aside, else a new one: going from one subject to another makes none anew."""
        card = self._aside.pop() if self._aside else self._new_card()
        card.take(statement_id)
        self.cards[statement_id] = card
        return card

    def _new_card(self) -> WordsCard:
        card = WordsCard(self)
        card.insert_requested.connect(self.insert_requested)
        card.opened.connect(self.opened)
        card.stepped.connect(self._on_stepped)
        return card

    def _put_aside(self, statement_id: str) -> None:
        card = self.cards.pop(statement_id)
        self._column.removeWidget(card)
        card.hide()
        if len(self._aside) < MOST_ASIDE:
            self._aside.append(card)
        else:
            card.deleteLater()

    def _on_stepped(self, step: int) -> None:
        self.stepped.emit(self.sender(), step)
