"""The lines of the journal as a table, read as it is scrolled."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from ppe_desktop.domain.dates import clock_time, short_date
from ppe_desktop.services.audit import AuditLine
from ppe_desktop.ui.theme import current

WHEN, TOLD, WHO = range(3)
Index = QModelIndex | QPersistentModelIndex


class JournalModel(QAbstractTableModel):
    """Lines of the journal, the newest first.

    Signals:
        more_wanted: the foot was reached; carries the number of the last line shown.
    """

    more_wanted = Signal(int)

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._lines: list[AuditLine] = []
        self._has_more = False

    def show_lines(self, lines: list[AuditLine], *, has_more: bool) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines, self._has_more = list(lines), has_more
        self.endResetModel()

    def add_lines(self, lines: list[AuditLine], *, has_more: bool) -> None:
        """Add older lines at the foot."""
        self._has_more = has_more
        if lines:
            self.beginInsertRows(QModelIndex(), len(self._lines), len(self._lines) + len(lines) - 1)
            self._lines += lines
            self.endInsertRows()

    def lines(self) -> list[AuditLine]:
        """Return the lines shown."""
        return list(self._lines)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return how many lines are shown."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else 3

    def canFetchMore(self, parent: Index) -> bool:
        """Tell whether there are older lines."""
        return not parent.isValid() and self._has_more

    def fetchMore(self, _parent: Index) -> None:
        """Ask for older lines, once."""
        if self._has_more and self._lines:
            self._has_more = False
            self.more_wanted.emit(self._lines[-1].number)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the heading of a column."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        headings = ("Moment", "Ce qui a été fait", "Par")
        return QCoreApplication.translate("JournalModel", headings[section])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        line = self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(line, index.column())
        if role == Qt.ItemDataRole.ForegroundRole and (line.is_alarm or line.is_late):
            return QColor(current().late)
        return None

    def _words(self, line: AuditLine, column: int) -> str:
        if column == WHEN:
            return f"{short_date(line.at.date())}, {clock_time(line.at)}"
        if column == WHO:
            return line.author
        late = self.tr(" · horloge de l’ordinateur reculée") if line.is_late else ""
        return line.told + late
