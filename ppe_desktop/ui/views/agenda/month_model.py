"""The days of a month, whole weeks, for a table."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ppe_desktop.domain.agenda import DayOff, Entry
from ppe_desktop.domain.dates import DAYS, full_date

Index = QModelIndex | QPersistentModelIndex
CellRole = int(Qt.ItemDataRole.UserRole)
_WEEK = 7


class Cell(NamedTuple):
    """One day of the grid.

    Attributes:
        day: the day.
        entries: its lines, in order.
        public: name of the public holiday it is.
        school: name of the school holidays it is in.
        is_inside: it belongs to the month shown.
        is_today: it is today.
    """

    day: dt.date
    entries: tuple[Entry, ...]
    public: str
    school: str
    is_inside: bool
    is_today: bool


class MonthModel(QAbstractTableModel):
    """The days of a month, whole weeks, Monday first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.first = dt.date(2000, 1, 3)
        self._cells: list[Cell] = []

    def show(self, month: dt.date, entries: Iterable[Entry], days_off: Iterable[DayOff], today: dt.date) -> None:
        """Show a month."""
        self.beginResetModel()
        self.first, last = weeks_of(month)
        by_day: dict[dt.date, list[Entry]] = defaultdict(list)
        for entry in entries:
            by_day[entry.day].append(entry)
        off = list(days_off)
        count = (last - self.first).days + 1
        days = [self.first + dt.timedelta(days=number) for number in range(count)]
        self._cells = [
            Cell(
                day, tuple(by_day[day]), _name(off, day, is_public=True), _name(off, day, is_public=False),
                day.month == month.month, day == today,
            )
            for day in days
        ]  # fmt: skip
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many weeks are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._cells) // _WEEK

    def columnCount(self, _parent: Index | None = None) -> int:
        """Return the seven days."""
        return _WEEK

    def cell(self, index: Index) -> Cell:
        """Return the day at a place."""
        return self._cells[index.row() * _WEEK + index.column()]

    def index_of(self, day: dt.date) -> QModelIndex:
        """Return the place of a day; none when the month does not show it."""
        number = (day - self.first).days
        return self.index(*divmod(number, _WEEK)) if 0 <= number < len(self._cells) else QModelIndex()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the names of the days."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return DAYS[section].capitalize()
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a day, or how it is read aloud."""
        if role == CellRole:
            return self.cell(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return said(self.cell(index))
        return None


def said(cell: Cell) -> str:
    """Return a day as it is read aloud: "mercredi 25 novembre 2026, 2 éléments : …"."""
    count = len(cell.entries)
    parts = [full_date(cell.day), cell.public, cell.school]
    parts.append(f"{count} élément{'s' if count > 1 else ''}" if count else "rien de prévu")
    head = ", ".join(part for part in parts if part)
    return f"{head} : {' ; '.join(entry.said() for entry in cell.entries)}" if count else head


def weeks_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and last day of the whole weeks that hold the month of a day."""
    first = day.replace(day=1)
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return first - dt.timedelta(days=first.weekday()), last + dt.timedelta(days=6 - last.weekday())


def _name(days_off: Iterable[DayOff], day: dt.date, *, is_public: bool) -> str:
    return next((one.name for one in days_off if one.is_public is is_public and one.first <= day <= one.last), "")
