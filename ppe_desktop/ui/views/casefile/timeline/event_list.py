"""The same path as a list, oldest first: for whoever reads rather than looks, and for screen readers."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.timeline import Target, Timeline
from ppe_desktop.ui.forms.summaries import period
from ppe_desktop.ui.theme import icon, px, theme

_NOWHERE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_ROWS_SEEN = 14


class Line(NamedTuple):
    """One event of the list."""

    day: dt.date
    when: str
    lane: str
    label: str
    detail: str
    icon: str
    tone: str
    target: Target


class EventModel(QAbstractTableModel):
    """The events of a path, oldest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self._titles = (self.tr("Quand"), self.tr("Quoi"), self.tr("Détail"))

    def show_timeline(self, timeline: Timeline) -> None:
        """Show a path."""
        self.beginResetModel()
        self.lines = lines_of(timeline)
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Return how many events there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title of a column."""
        is_title = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._titles[section] if is_title else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says."""
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (line.when, line.label, " · ".join(filter(None, (line.lane, line.detail))))[index.column()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 1:
            return icon(line.icon, line.tone)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.when}, {line.lane} : {line.label}. {line.detail}"
        return None


class EventList(QTableView):
    """The list; Enter or a double click opens.

    Signals:
        target_requested: section, kind and identifier of the record to open.
    """

    target_requested = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("event_list")
        self.events = EventModel(self)
        self.setModel(self.events)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAccessibleName(self.tr("Événements du parcours, du plus ancien au plus récent"))
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._fit()

        self.clicked.connect(self._on_activated)
        theme().theme_changed.connect(self._fit)

    def show_timeline(self, timeline: Timeline) -> None:
        """Show a path; the line chosen stays chosen."""
        chosen = self.chosen()
        self.events.show_timeline(timeline)
        targets = [line.target for line in self.events.lines]
        if chosen in targets:
            self.selectRow(targets.index(chosen))
        self.updateGeometry()

    def chosen(self) -> Target | None:
        """Return the record of the line chosen."""
        row = self.currentIndex().row()
        return self.events.lines[row].target if 0 <= row < len(self.events.lines) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._on_activated()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return room for some lines; the list scrolls beyond."""
        rows = min(max(len(self.events.lines), 3), _ROWS_SEEN)
        return QSize(600, rows * px(34) + self.horizontalHeader().sizeHint().height() + 4)

    def minimumSizeHint(self) -> QSize:
        """Return the same height."""
        return QSize(320, self.sizeHint().height())

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(px(34))
        self.setIconSize(QSize(px(16), px(16)))
        self.setColumnWidth(0, px(236))
        self.setColumnWidth(1, px(320))

    def _on_activated(self) -> None:
        target = self.chosen()
        if target is not None:
            self.target_requested.emit(*target)


def lines_of(timeline: Timeline) -> list[Line]:
    """Return the events of a path, oldest first; what has no known beginning comes first."""
    lines = [
        Line(notice.since, period(notice.since, notice.until), "À vérifier", notice.sentence, "", "alert-triangle", notice.tone, notice.target)
        for notice in timeline.notices
    ]  # fmt: skip
    for lane in timeline.lanes:
        for bar in lane.bars:
            begin, when = bar.since or dt.date.min, period(bar.since, bar.until)
            lines.append(Line(begin, when, lane.title, bar.label, bar.detail, bar.icon, bar.tone, bar.target))
        for point in lane.points:
            on = short_date(point.on)
            lines.append(
                Line(point.on, on, lane.title, point.label, point.detail, point.icon, point.tone, point.target)
            )
    return sorted(lines, key=lambda line: line.day)
