"""The table of whose words are missing: a row for each child, a column for each speaker."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ppe_desktop.domain.coverage import ChildCoverage
from ppe_desktop.ui.theme import icon
from ppe_desktop.ui.views.coverage.coverage_cells import HEADINGS, Cell, cell

_Index = QModelIndex | QPersistentModelIndex


class CoverageModel(QAbstractTableModel):
    """What every file has of everyone's words; only those where something is missing, when asked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._everyone: tuple[ChildCoverage, ...] = ()
        self._shown: list[ChildCoverage] = []
        self._only_missing = True
        self._cells: dict[tuple[int, int], Cell] = {}

    def show(self, everyone: tuple[ChildCoverage, ...], *, only_missing: bool) -> None:
        """Show the files, or those alone where something is missing."""
        self.beginResetModel()
        self._everyone, self._only_missing, self._cells = everyone, only_missing, {}
        self._shown = [one for one in everyone if not (only_missing and one.is_complete)]
        self.endResetModel()

    def everyone(self) -> tuple[ChildCoverage, ...]:
        """Return every file, shown or not."""
        return self._everyone

    def coverage(self, row: int) -> ChildCoverage:
        """Return the file of a row."""
        return self._shown[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """Return the number of files shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the heading of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.tr(HEADINGS[section])
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words, the icon or the whole of a cell."""
        shown = self._cell(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return shown.text
        if role == Qt.ItemDataRole.DecorationRole and shown.icon:
            return icon(shown.icon, shown.tone)
        if role == Qt.ItemDataRole.ToolTipRole:
            return shown.whole or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            heading = HEADINGS[index.column()]
            return f"{self._shown[index.row()].name}, {heading}, {shown.text}".replace("\n", ", ")
        return None

    def _cell(self, row: int, column: int) -> Cell:
        key = (row, column)
        if key not in self._cells:
            self._cells[key] = cell(self._shown[row], column)
        return self._cells[key]
