"""The list of children for Qt: thin, read-only, filtered on folded text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ppe_desktop.domain.casefile import ChildCard
from ppe_desktop.domain.children_list import MeasureInForce, Part, PlanState
from ppe_desktop.domain.deadlines.outlook import Outlook
from ppe_desktop.domain.texts import plain
from ppe_desktop.ui.qt_models.children_cells import (
    COLUMNS,
    Cell,
    cell_of,
)
from ppe_desktop.ui.qt_models.children_order import SEARCHED, Arrangement, arranged, chip_test, parts_needed

Index = QModelIndex | QPersistentModelIndex
CARD_ROLE = Qt.ItemDataRole.UserRole
CELL_ROLE = Qt.ItemDataRole.UserRole + 1
HEADING_ROLE = Qt.ItemDataRole.UserRole + 2


class ChildrenModel(QAbstractTableModel):
    """The children that match what is typed and the chips ticked, under headings when they are grouped.

    Names come first; what is known about the children comes one kind of fact after the other, and is put in a line when the line
    is drawn. An order or a filter that rests on a fact is made again when that fact comes.
    """

    def __init__(self, today: dt.date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._all: list[ChildCard] = []
        self._parts: dict[Part, dict[str, Any]] = {}
        self._names: dict[str, str] = {}
        self._arranged: list[tuple[str, ChildCard]] = []
        self._rows: list[ChildCard | str] = []
        self._shown = 0
        self._words: list[str] = []
        self._texts: dict[str, str] = {}
        self._drops_place = False
        self.arrangement = Arrangement()

    def set_cards(
        self, cards: list[ChildCard], parts: Mapping[Part, dict[str, Any]] | None = None, today: dt.date | None = None
    ) -> None:
        """Show other children, who come in alphabetical order; the facts that do not come along stay as they were."""
        self._all = cards
        self._parts.update(parts or {})
        self._today = today or self._today
        self._names = {card.child_id: card.full_name for card in cards if card.siblings}
        self.rearrange()

    def set_part(self, part: Part, known: dict[str, Any]) -> None:
        """Take one kind of fact about everyone."""
        self._parts[part] = known
        is_sought = bool(self._words) and part in SEARCHED
        if is_sought or part in parts_needed(self.arrangement):
            self.rearrange()
            return
        self._texts = {}
        self._repaint()

    def add_outlooks(self, known: Mapping[str, Outlook], *, rearranges: bool) -> None:
        """Take what the deadlines of some children come down to; put them in order again when that is wanted and rests on it."""
        self._parts[Part.OUTLOOK] = {**self._parts.get(Part.OUTLOOK, {}), **known}
        if rearranges and Part.OUTLOOK in parts_needed(self.arrangement):
            self.rearrange()
        else:
            self._repaint()

    def has_part(self, part: Part) -> bool:
        """Tell whether a kind of fact has come, at least for some."""
        return part in self._parts

    def child_ids(self) -> list[str]:
        """Return the identifiers of all the children."""
        return [card.child_id for card in self._all]

    def plan_state(self, row: int) -> str:
        """Return where the plan of the child of a row stands: ``"missing"``, ``"draft"`` or ``"finished"``."""
        plan: PlanState | None = self._parts.get(Part.PLAN, {}).get(self.card(row).child_id)
        return plan.state if plan else "missing"

    def set_filter(self, text: str) -> None:
        """Keep the children in whose line every word typed begins a word, accents and case apart."""
        self._words = [f" {word}" for word in plain(text).split()]
        self._refresh()

    def rearrange(self) -> None:
        """Take the sort and the grouping of :attr:`arrangement`."""
        self._texts = {}
        self._arranged = arranged(self._all, self._parts, self.arrangement)
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
            self._texts = texts = self._texts or self._searched()
            for word in words:
                kept = [entry for entry in kept if word in texts[entry[1].child_id]]
        test = chip_test(self.arrangement.chips, self._parts, self._today)
        kept = [entry for entry in kept if test(entry[1])]
        self._shown = len(kept)
        self._rows = (
            _with_headings(kept) if self.arrangement.group not in ("siblings", "none") else [c for _, c in kept]
        )
        self.endResetModel()

    def _searched(self) -> dict[str, str]:
        """Return the text that what is typed is sought in, by child; what many share is folded once."""
        found = [self._parts.get(part, {}) for part in SEARCHED]
        folded: dict[Any, str] = {None: ""}
        for known in found:
            for value in set(known.values()):
                folded[value] = f" {plain(value.label if isinstance(value, MeasureInForce) else value)}"
        measures, places, referents = (known.get for known in found)
        return {
            card.child_id: (
                f"{card.searchable}{folded[measures(card.child_id)]}{folded[places(card.child_id)]}{folded[referents(card.child_id)]}"
            )
            for card in self._all
        }

    def _repaint(self) -> None:
        """Have the lines drawn again, as they are."""
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(COLUMNS) - 1))

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
        return cell_of(card, self._parts, column, self._today, self._names, place_dropped=self._drops_place)


def _with_headings(kept: list[tuple[str, ChildCard]]) -> list[ChildCard | str]:
    rows: list[ChildCard | str] = []
    before = None
    for heading, card in kept:
        if heading != before:
            before = heading
            rows.append(heading)
        rows.append(card)
    return rows
