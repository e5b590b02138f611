"""The journal as one continuous text, month by month: built as it is read, so that a long one opens at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.journal import day_of, month_name
from ppe_desktop.ui.views.casefile.journal.entry_card import SIDE, DatedLine, EntryCard, WordsCard
from ppe_desktop.ui.widgets.arranging import arranged_once
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.in_view import come_into_view
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.unrolling import BREATH_MS

FIRST_SHOWN = 3
"""Entries built before the page appears, more if they are too short to fill the window; the next ones follow at once."""
SHOWN_MORE = 4
NEAR = 0.8
"""Heights of the window left to read when the next entries are built."""

Key = tuple[str, str]


class ReadingList(QWidget):
    """Entries and words in order, under the name of their month; one entry may be replaced by its form.

    Signals:
        entry_requested: identifier of an entry that the person opens.
        words_requested: identifier of words that the person opens.
    """

    entry_requested = Signal(str)
    words_requested = Signal(str)

    def __init__(self, page: QScrollArea, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._items: list[Item] = []
        self._file: CaseFile | None = None
        self._first, self._last = 0, FIRST_SHOWN
        self._form: QWidget | None = None
        self._form_id = ""
        self._placed: list[Key] = []
        self._widgets: dict[Key, QWidget] = {}
        self.newer_button = QuietButton(self.tr("Lire ce qui est plus récent"), "chevron-up", self)
        self.older_button = QuietButton(self.tr("Lire la suite"), "chevron-down", self)

        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.newer_button)
        self._column.addWidget(self.older_button)

        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(BREATH_MS)

        self._soon.timeout.connect(self._on_read_further)
        self.newer_button.clicked.connect(self._on_newer)
        self.older_button.clicked.connect(self._on_older)
        page.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        page.verticalScrollBar().rangeChanged.connect(self._on_scrolled)

    def show_items(self, items: Sequence[Item], file: CaseFile, form: QWidget | None, form_id: str) -> None:
        """Show items in the order given; ``form`` stands in the place of the one called ``form_id``."""
        kept = [item.id for item in items] == [item.id for item in self._items]
        self._items, self._file = list(items), file
        self._form, self._form_id = form, form_id
        if not kept:
            self._first, self._last = 0, max(FIRST_SHOWN, min(self._last, len(items)) if self._first == 0 else 0)
        self._lay_out()
        while not kept and self._last < len(items) and self.heightForWidth(self._page.width()) < self._page.height():
            self._last += SHOWN_MORE
            self._lay_out()

    def show_from_the_start(self) -> None:
        """Show the newest first again."""
        self._first, self._last = 0, FIRST_SHOWN

    def reveal(self, item_id: str) -> bool:
        """Build the entries round one, bring it into view and give it the keyboard; return whether it is in the list."""
        places = [item.id for item in self._items]
        if item_id not in places:
            return False
        place = places.index(item_id)
        if not self._first <= place < self._last:
            self._first, self._last = max(place - 1, 0), place + FIRST_SHOWN
            self._lay_out()
        card = self.card(item_id)
        if card is not None:
            card.setFocus()
            come_into_view(card)
        return True

    def card(self, item_id: str) -> DatedLine | None:
        """Return the card of an entry or of words, if it is built."""
        found = self._widgets.get(("item", item_id))
        return found if isinstance(found, DatedLine) else None

    def cards(self) -> list[DatedLine]:
        """Return the cards that are built, in order."""
        return [card for key in self._placed if isinstance(card := self._widgets[key], DatedLine)]

    def months(self) -> list[str]:
        """Return the names of the months that are shown, in order."""
        return [key[1] for key in self._placed if key[0] == "month"]

    def _lay_out(self) -> None:
        if self._form is not None:
            self._make_and_place()  # a form is laid out as it comes: one types and clicks in it at once
            return
        with arranged_once(self):
            self._make_and_place()

    def _make_and_place(self) -> None:
        wanted = self._wanted()
        self._drop(wanted)
        for key, item in wanted.items():
            self._make(key, item)
        placed = list(wanted)
        if placed != self._placed:
            self._place(placed)
        self.newer_button.setVisible(self._first > 0)
        self.older_button.setVisible(self._last < len(self._items))

    def _wanted(self) -> dict[Key, Item]:
        """Return what is to be shown, in order: months, entries, the form."""
        wanted: dict[Key, Item] = {}
        for item in self._items[self._first : self._last]:
            wanted.setdefault(("month", month_name(day_of(item))), item)
            wanted["form" if item.id == self._form_id else "item", item.id] = item
        return wanted

    def _drop(self, wanted: dict[Key, Item]) -> None:
        for key in [key for key in self._widgets if key not in wanted]:
            widget = self._widgets.pop(key)
            self._placed.remove(key)
            self._column.removeWidget(widget)
            widget.hide()
            if key[0] != "form":
                widget.deleteLater()

    def _make(self, key: Key, item: Item) -> None:
        present = self._widgets.get(key)
        if key[0] == "form":
            if present is not self._form and self._form is not None:
                self._widgets[key] = self._form
                self._placed = [other for other in self._placed if other != key]
        elif key[0] == "month":
            if present is None:
                self._widgets[key] = PlainLabel(key[1], "section", parent=self)
        elif not isinstance(present, DatedLine) or present.item != item:
            self._replace_card(key, item, present)

    def _replace_card(self, key: Key, item: Item, former: QWidget | None) -> None:
        card = self._new_card(item)
        self._widgets[key] = card
        if former is not None:
            had_keyboard = former is QApplication.focusWidget()
            self._column.replaceWidget(former, card)
            former.hide()
            former.deleteLater()
            if had_keyboard:
                card.setFocus()

    def _new_card(self, item: Item) -> DatedLine:
        assert self._file is not None
        if item.record == "statement":
            words = WordsCard(item, self._file, self)
            words.activated.connect(partial(self.words_requested.emit, item.id))
            return words
        card = EntryCard(item, self._file, self)
        card.activated.connect(partial(self.entry_requested.emit, item.id))
        return card

    def _place(self, placed: list[Key]) -> None:
        """Put every widget at its place; what is already there, in the same order, is not touched."""
        same = 0
        while same < min(len(placed), len(self._placed)) and placed[same] == self._placed[same]:
            same += 1
        for key in self._placed[same:]:
            self._column.removeWidget(self._widgets[key])
        for index, key in enumerate(placed[same:], start=same + 1):
            widget = self._widgets[key]
            if key[0] == "month":
                widget.setContentsMargins(SIDE, 16 if index > 1 else 4, 0, 4)
            self._column.insertWidget(index, widget)
            widget.show()
        self._placed = placed
        for before, after in pairwise(placed):
            if "form" not in (before[0], after[0]):
                QWidget.setTabOrder(self._widgets[before], self._widgets[after])

    def _on_scrolled(self) -> None:
        self._soon.start()

    def _on_read_further(self) -> None:
        """Build the next entries before the end is in view; never in the middle of a layout."""
        bar = self._page.verticalScrollBar()
        if self.older_button.isVisible() and bar.maximum() - bar.value() < NEAR * self._page.viewport().height():
            self._on_older()

    def _on_older(self) -> None:
        if self._last < len(self._items):
            self._last += SHOWN_MORE
            self._lay_out()

    def _on_newer(self) -> None:
        first = self._items[self._first].id
        self._first = max(self._first - SHOWN_MORE, 0)
        self._lay_out()
        card = self.card(first)
        if card is not None:
            come_into_view(card)
