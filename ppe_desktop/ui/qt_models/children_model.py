"""The list of children for Qt: thin, read-only, filtered on folded text."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ppe_desktop.domain.casefile import ChildCard
from ppe_desktop.domain.texts import plain
from ppe_desktop.ui.qt_models.children_cells import (
    COLUMNS,
    Cell,
    cell_of,
)
from ppe_desktop.ui.qt_models.children_order import Arrangement, arranged, chip_test

Index = QModelIndex | QPersistentModelIndex
CARD_ROLE = Qt.ItemDataRole.UserRole
CELL_ROLE = Qt.ItemDataRole.UserRole + 1
HEADING_ROLE = Qt.ItemDataRole.UserRole + 2


class ChildrenModel(QAbstractTableModel):
    """The children that match what is typed and the chips ticked, under headings when they are grouped."""

    def __init__(self, today: dt.date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._all: list[ChildCard] = []
        self._names: dict[str, str] = {}
        self._arranged: list[tuple[str, ChildCard]] = []
        self._rows: list[ChildCard | str] = []
        self._shown = 0
        self._words: list[str] = []
        self._drops_place = False
        self.arrangement = Arrangement()

    def set_cards(self, cards: list[ChildCard], today: dt.date | None = None) -> None:
        """Show other children; they come in alphabetical order."""
        self._all = cards
        self._today = today or self._today
        self._names = {card.child_id: card.full_name for card in cards if card.siblings}
        self.rearrange()

    def set_filter(self, text: str) -> None:
        """Keep the children in whose line every word typed begins a word, accents and case apart."""
        self._words = [f" {word}" for word in plain(text).split()]
        self._refresh()

    def rearrange(self) -> None:
        """Take the sort and the grouping of :attr:`arrangement`."""
        self._arranged = arranged(self._all, self.arrangement)
        self._refresh()

    def set_chips(self, chips: set[str]) -> None:
        """Keep the children whom every chip ticked keeps."""
        self.arrangement.chips = chips
        self._refresh()

    def set_place_dropped(self, is_dropped: bool) -> None:
        """Tell the place under the measure: its own column has no room."""
        self._drops_place = is_dropped

    def card(self, row: int) -> ChildCard:
        """Return the child of a row.

        Raises:
            LookupError: the row is a heading.
        """
        card = self._rows[row]
        if isinstance(card, str):
            raise LookupError("this row is a heading")
        return card

    def is_heading(self, row: int) -> bool:
        """Tell whether a row is a heading."""
        return isinstance(self._rows[row], str)

    def row_of(self, child_id: str) -> int:
        """Return the row of a child, -1 when it is not shown."""
        return next(
            (row for row, card in enumerate(self._rows) if isinstance(card, ChildCard) and card.child_id == child_id),
            -1,
        )

    def first_row(self, start: int = 0) -> int:
        """Return the first row of a child from a row on, -1 when there is none."""
        return next((row for row in range(start, len(self._rows)) if not self.is_heading(row)), -1)

    def total(self) -> int:
        """Return the number of children whose file is open, or closed when closed files are asked for."""
        closed = "closed" in self.arrangement.chips
        return sum(card.is_closed is closed for card in self._all)

    def known(self) -> int:
        """Return the number of children, shown or not, closed or not."""
        return len(self._all)

    def shown(self) -> int:
        """Return the number of children shown."""
        return self._shown

    def _refresh(self) -> None:
        self.beginResetModel()
        words = self._words
        kept = self._arranged
        if words:
            first = words[0]
            kept = [entry for entry in kept if first in entry[1].searchable]
            for word in words[1:]:
                kept = [entry for entry in kept if word in entry[1].searchable]
        test = chip_test(self.arrangement.chips, self._today)
        kept = [entry for entry in kept if test(entry[1])]
        self._shown = len(kept)
        self._rows = (
            _with_headings(kept) if self.arrangement.group not in ("siblings", "none") else [c for _, c in kept]
        )
        self.endResetModel()

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Leave the headings out of the way of the keyboard."""
        return Qt.ItemFlag.NoItemFlags if self.is_heading(index.row()) else super().flags(index)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of rows, headings included."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the French heading of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].title
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            return COLUMNS[section].help
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says, in one line or two, and its tone."""
        card = self._rows[index.row()]
        if isinstance(card, str):
            return card if role in (HEADING_ROLE, Qt.ItemDataRole.AccessibleTextRole) else None
        if role == CARD_ROLE:
            return card
        if role == CELL_ROLE:
            return self._cell(card, index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(card, index.column()).first
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._cell(card, index.column()).told
        return None

    def _cell(self, card: ChildCard, column: int) -> Cell:
        return cell_of(card, column, self._today, self._names, place_dropped=self._drops_place)


def _with_headings(kept: list[tuple[str, ChildCard]]) -> list[ChildCard | str]:
    rows: list[ChildCard | str] = []
    before = None
    for heading, card in kept:
        if heading != before:
            before = heading
            rows.append(heading)
        rows.append(card)
    return rows
