"""The pieces of the overview: a card with its way in, a line of two ranks, a date to come, an entry or words to open."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import full_date, short_date
from ppe_desktop.domain.known_dates import KnownDate
from ppe_desktop.domain.periods import how_far
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import JournalKind
from ppe_desktop.runtime import clock
from ppe_desktop.ui.theme import px, theme
from ppe_desktop.ui.views.casefile.journal.marks import kind_chip
from ppe_desktop.ui.views.casefile.statements_section import TONES, speaker_name
from ppe_desktop.ui.widgets.buttons import IconButton, QuietButton
from ppe_desktop.ui.widgets.card import ActionCard, Card
from ppe_desktop.ui.widgets.chip import Chip
from ppe_desktop.ui.widgets.plain_label import PlainLabel

EXCERPT = 220
"""Letters shown of an entry or of words; the whole is one click away."""
DATE_WIDTH = 92


class OverviewCard(Card):
    """A card of the overview: a title, the way into the section, and what it says now.

    Signals:
        opened: the person wants the section the card is about.
    """

    opened = Signal()

    def __init__(self, title: str, way_in: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Hashable = None
        self.title_label = PlainLabel(title, "section", parent=self)
        self.open_button = IconButton("chevron-right", way_in, parent=self)
        self.open_button.setVisible(bool(way_in))
        head = QHBoxLayout()
        head.addWidget(self.title_label, 1)
        head.addWidget(self.open_button)
        self.body.addLayout(head)
        self.body.setSpacing(10)

        self.open_button.clicked.connect(self.opened)

    def fill(self, content: Hashable, build: Callable[[], list[QWidget]]) -> None:
        """Show widgets in the place of the former ones, unless ``content`` is already what is shown: the keyboard may be there."""
        if content == self._shown:
            return
        self._shown = content
        while self.body.count() > 1:
            item = self.body.takeAt(1)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for widget in build():
            align = Qt.AlignmentFlag.AlignLeft if isinstance(widget, (Chip, QuietButton)) else Qt.AlignmentFlag(0)
            self.body.addWidget(widget, 0, align)


def line(title: str, second: str = "") -> QWidget:
    """Return a line, and what is said of it underneath."""
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    column.addWidget(PlainLabel(title, "body", wrap=True, parent=held))
    if second:
        column.addWidget(PlainLabel(second, "muted", wrap=True, parent=held))
    return held


def quiet(text: str) -> PlainLabel:
    """Return a sentence that stays in the background."""
    return PlainLabel(text, "muted", wrap=True)


class DateLine(QWidget):
    """A date to come: the day in its column, what it is, how far it is."""

    def __init__(self, date: KnownDate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day_label = PlainLabel(short_date(date.day), "strong", parent=self)
        far = how_far(date.day, clock.today())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.day_label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(line(date.text, far), 1)
        self._fit()

        theme().theme_changed.connect(self._fit)

    def _fit(self) -> None:
        self.day_label.setFixedWidth(px(DATE_WIDTH))


class EntryLine(ActionCard):
    """A recent entry of the journal: its day, its nature, its first words; it opens in the journal."""

    def __init__(self, entry: Item, parent: QWidget | None = None) -> None:
        day = full_date(entry.happened_on) if entry.happened_on else ""
        words = excerpt(entry.text or entry.part_text, EXCERPT) or JournalKind.label_of(entry.kind)
        super().__init__(f"{day}. {JournalKind.label_of(entry.kind)}. {words}", parent)
        self.entry_id = entry.id
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(kind_chip(entry.kind, self))
        head.addWidget(PlainLabel(short_date(entry.happened_on), "muted", parent=self), 1)
        self.body.setContentsMargins(12, 10, 12, 10)
        self.body.setSpacing(6)
        self.body.addLayout(head)
        self.body.addWidget(PlainLabel(words, "body", wrap=True, parent=self))


def words_line(statement: Item, file: CaseFile) -> QWidget:
    """Return recent words: who said them, in their colour and with their mark, when, and the words."""
    held = QWidget()
    words = excerpt(statement.exact_words, EXCERPT)
    said = (
        f"«\N{NO-BREAK SPACE}{words}\N{NO-BREAK SPACE}»"
        if words
        else excerpt(statement.reported_words or statement.observation, EXCERPT)
    )
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(Chip(speaker_name(statement, file), TONES.get(statement.speaker, "other"), "quote", held))
    head.addWidget(PlainLabel(short_date(statement.said_on), "muted", parent=held), 1)
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 4)
    column.setSpacing(4)
    column.addLayout(head)
    column.addWidget(PlainLabel(said, "body", wrap=True, parent=held))
    return held
