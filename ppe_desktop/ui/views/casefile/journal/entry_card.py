"""One line of the journal as it is read: the day in the margin, then what happened, in full."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import DAYS, full_date
from ppe_desktop.domain.journal import day_of, listed
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.vocabulary import JournalKind, Means, Speaker
from ppe_desktop.ui.theme import current, px, theme
from ppe_desktop.ui.views.casefile.journal.marks import kind_chip, name_in
from ppe_desktop.ui.views.casefile.journal.reading_text import ReadingText
from ppe_desktop.ui.views.casefile.statements_section import TONES, speaker_name
from ppe_desktop.ui.widgets.card import RADIUS, ActionCard
from ppe_desktop.ui.widgets.chip import Chip
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.plain_label import PlainLabel

MARGIN_WIDTH = 104
"""Width of the margin that holds the day, at scale 1, in pixels."""


SIDE = 10
"""Room between the words and the ground that shows under the pointer, in pixels."""


class DatedLine(ActionCard):
    """Something dated of the journal, on the page itself: the ground shows under the pointer, the ring with the keyboard."""

    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.item = item
        day = day_of(item)
        self.day_label = PlainLabel(f"{DAYS[day.weekday()]} {day.day}" if day else "", "strong", wrap=True, parent=self)
        self.facts = QWidget(self)
        self.facts_row = FlowLayout(self.facts)
        self.column = QVBoxLayout()
        self.column.setSpacing(6)
        self.column.addWidget(self.facts)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.day_label, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self.column, 1)
        self.body.setContentsMargins(SIDE, 10, SIDE, 12)
        self.body.addLayout(row)
        self._fit()

        theme().theme_changed.connect(self._fit)

    def _fit(self) -> None:
        self.day_label.setFixedWidth(px(MARGIN_WIDTH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground under the pointer and the ring of the keyboard."""
        ring = self.hasFocus()
        if not ring and not self.underMouse():
            return
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(palette.focus), 2.0) if ring else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.end()

    def _tell(self, *parts: str) -> None:
        """Say to screen readers everything that is read here."""
        day = day_of(self.item)
        self.setAccessibleName(". ".join(part for part in (full_date(day) if day else "", *parts) if part))


class EntryCard(DatedLine):
    """One entry of the journal; opening it is writing in it."""

    def __init__(self, item: Item, file: CaseFile, parent: QWidget | None = None) -> None:
        super().__init__(item, parent)
        self.setObjectName("journal_entry_card")
        self.facts_row.addWidget(kind_chip(item.kind, self.facts))
        circumstances = " · ".join(part for part in (item.at_time, item.place, item.present) if part)
        self.words = ReadingText(
            item.text or ("" if item.part_text else self.tr("Rien n’est encore écrit.")), parent=self
        )
        self.words.setVisible(bool(self.words.text()))
        if circumstances:
            self.column.addWidget(PlainLabel(circumstances, "muted", wrap=True, parent=self))
        self.column.addWidget(self.words)
        self.part: ReadingText | None = None
        own = self.tr("Pour {name} seulement").format(name=first_name_of(file.child))
        if item.part_text:
            self.part = self._add_part(own, item.part_text)
        others = self._others(file)
        if others:
            self.column.addWidget(PlainLabel(others, "muted", wrap=True, parent=self))
        self._tell(
            JournalKind.label_of(item.kind),
            circumstances,
            item.text,
            own if item.part_text else "",
            item.part_text,
            others,
        )

    def _add_part(self, label: str, text: str) -> ReadingText:
        part = ReadingText(text, parent=self)
        title = PlainLabel(label, "small", parent=self)
        title.set_tone("accent")
        column = QVBoxLayout()
        column.setContentsMargins(14, 2, 0, 0)
        column.setSpacing(2)
        column.addWidget(title)
        column.addWidget(part)
        self.column.addLayout(column)
        return part

    def _others(self, file: CaseFile) -> str:
        names = [name_in(file, child_id) for child_id in self.item.children if child_id != file.child.id]
        known = [name for name in names if name]
        if not names:
            return ""
        if not known:
            return self.tr("Concerne aussi un autre enfant")
        return self.tr("Concerne aussi {names}").format(names=listed(sorted(known)))


class WordsCard(DatedLine):
    """Words said, at their day among the entries, in the colour of who speaks."""

    def __init__(self, item: Item, file: CaseFile, parent: QWidget | None = None) -> None:
        super().__init__(item, parent)
        self.setObjectName("journal_words_card")
        tone = TONES.get(item.speaker, "other")
        who = speaker_name(item, file)
        quality = "" if item.speaker == Speaker.CHILD else Speaker.label_of(item.speaker)
        label = who if quality in ("", who) else f"{who} ({quality.lower()})"
        said = (
            f"«\N{NO-BREAK SPACE}{item.exact_words}\N{NO-BREAK SPACE}»"
            if item.exact_words
            else item.reported_words or item.observation
        )
        means = Means.label_of(item.means)
        self.facts_row.addWidget(Chip(label, tone, "quote", self.facts))
        self.words = ReadingText(said, tone, self)
        self.column.addWidget(self.words)
        if means:
            self.column.addWidget(PlainLabel(means, "muted", wrap=True, parent=self))
        self._tell(label, said, means)
