"""The table of children: Enter opens, the headings sort, columns leave by order of importance when room is short."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ppe_desktop.ui.qt_models.children_cells import COLUMNS, DROPPED_FIRST, MARKED, NAME, NEXT, PLACE, TIGHT
from ppe_desktop.ui.qt_models.children_delegate import ChildrenDelegate
from ppe_desktop.ui.qt_models.children_model import ChildrenModel
from ppe_desktop.ui.theme import px

_FIXED = (NEXT, *MARKED)


class ChildrenTable(QTableView):
    """The list itself: Enter opens, arrows move, a heading sorts.

    Signals:
        child_activated: the row to open.
        sort_requested: key of the sort of the heading that was clicked.
    """

    child_activated = Signal(QModelIndex)
    sort_requested = Signal(str)

    def __init__(self, children: ChildrenModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.delegate = ChildrenDelegate(self)
        self._children = children
        self.setModel(children)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(self.tr("Liste des enfants"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        self.set_compact(is_compact=False)

        header.sectionClicked.connect(self._on_heading_clicked)

    def set_compact(self, *, is_compact: bool) -> None:
        """Show one line a child, or two."""
        self.delegate.is_compact = is_compact
        self.verticalHeader().setDefaultSectionSize(self.delegate.row_height())
        self.viewport().update()

    def show_sort(self, sort: str, *, is_reversed: bool) -> None:
        """Mark the heading by which the list is sorted."""
        column = next((number for number, each in enumerate(COLUMNS) if each.sort == sort), -1)
        order = Qt.SortOrder.DescendingOrder if is_reversed else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicatorShown(column >= 0)
        if column >= 0:
            self.horizontalHeader().setSortIndicator(column, order)

    def rows_in_view(self) -> range:
        """Return the rows that are on screen."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        return range(max(first, 0), last + 1 if last >= 0 else self._children.rowCount())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.child_activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out again."""
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Give each column its room; the least important leave when there is not enough."""
        width = self.viewport().width()
        shown = list(range(len(COLUMNS)))
        least = {number: px(column.width) for number, column in enumerate(COLUMNS)}
        for column in DROPPED_FIRST:
            if sum(least[number] for number in shown) > width:
                shown.remove(column)
        if sum(least[number] for number in shown) > width:
            least = {number: px(column.narrow) for number, column in enumerate(COLUMNS)}
        if sum(least[number] for number in shown) > width:
            least |= {number: px(TIGHT) for number in MARKED}
        for number in range(len(COLUMNS)):
            self.setColumnHidden(number, number not in shown)
        self._children.set_place_dropped(PLACE not in shown)
        spare = max(0, width - sum(least[number] for number in shown))
        stretched = [number for number in shown if number not in _FIXED]
        for number in shown:
            share = spare * (2 if number == NAME else 1) // (len(stretched) + 1) if number in stretched else 0
            self.setColumnWidth(number, least[number] + share)

    def _on_heading_clicked(self, column: int) -> None:
        self.sort_requested.emit(COLUMNS[column].sort)
