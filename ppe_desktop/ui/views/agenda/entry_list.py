"""The lines of the agenda one under the other, day by day: a list that the keyboard and screen readers know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ppe_desktop.domain.agenda import DayOff, Entry
from ppe_desktop.runtime import clock
from ppe_desktop.ui.theme import current, icon_pixmap, px, theme
from ppe_desktop.ui.views.agenda.look import day_title, font_of, icon_of

Index = QModelIndex | QPersistentModelIndex
EntryRole = int(Qt.ItemDataRole.UserRole)
DatedRole = EntryRole + 1


class Head(NamedTuple):
    """The name of a day over its lines.

    Attributes:
        text: "Aujourd’hui, lundi 23 novembre 2026".
        note: "férié (Noël)", or nothing.
        tone: tone of the name.
    """

    text: str
    note: str = ""
    tone: str = "text"


Row = Head | Entry


def by_day(entries: Iterable[Entry], today: dt.date, days_off: Iterable[DayOff] = ()) -> list[Row]:
    """Return the lines under the name of their day."""
    rows: list[Row] = []
    off = list(days_off)
    for day, found in groupby(entries, key=lambda entry: entry.day):
        note = ", ".join(one.name for one in off if one.first <= day <= one.last)
        rows.append(Head(day_title(day, today), note, "accent" if day == today else "text"))
        rows += found
    return rows


class EntryModel(QAbstractListModel):
    """The lines and the names of days."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self.dated = 0

    def show(self, rows: list[Row], dated: int) -> None:
        """Show other lines; the first ``dated`` ones with their day where the others have their hour."""
        self.beginResetModel()
        self.rows, self.dated = rows, dated
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many lines there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the lines be chosen, not the names of days."""
        if isinstance(self.rows[index.row()], Entry):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a line."""
        row = self.rows[index.row()]
        if role == EntryRole:
            return row
        if role == DatedRole:
            return index.row() < self.dated
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.said() if isinstance(row, Entry) else ", ".join(part for part in (row.text, row.note) if part)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, Entry):
            return row.said()
        return None


class EntryDelegate(QStyledItemDelegate):
    """Draws a line: its hour, its mark, the children and what it is; how it stands at the end."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a line."""
        return QSize(px(120), px(46) if isinstance(index.data(EntryRole), Entry) else px(44))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a line."""
        row = index.data(EntryRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Entry):
            self._ground(painter, option)
            self._entry(
                painter, option.rect.adjusted(px(10), px(4), -px(12), -px(4)), row, is_dated=index.data(DatedRole)
            )
        elif isinstance(row, Head):
            self._head(painter, option.rect, row)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        state = option.state
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        if not (is_chosen or has_focus or state & QStyle.StateFlag.State_MouseOver):
            return
        palette = current()
        painter.setPen(QPen(QColor(palette.focus), 2) if has_focus else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.accent_soft if is_chosen else palette.hover))
        painter.drawRoundedRect(option.rect.adjusted(2, 1, -2, -1), 8, 8)

    def _head(self, painter: QPainter, box: QRect, head: Head) -> None:
        palette, font = current(), font_of(15, is_bold=True)
        line = box.adjusted(px(10), px(14), -px(12), -px(2))
        painter.setFont(font)
        painter.setPen(QColor(palette.role(head.tone)))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, head.text)
        beside = line.adjusted(QFontMetrics(font).horizontalAdvance(head.text) + px(12), 0, 0, 0)
        _write(painter, beside, head.note, 13, palette.muted)

    def _entry(self, painter: QPainter, box: QRect, entry: Entry, *, is_dated: bool) -> None:
        palette = current()
        when = _short_day(entry.day) if is_dated else entry.when
        hour = QRect(box.left(), box.top(), px(72), box.height())
        _write(painter, hour, when, 14, palette.text, is_bold=True)
        mark = QRect(hour.right() + px(4), box.center().y() - px(9), px(18), px(18))
        pixmap = icon_pixmap(icon_of(entry), entry.tone, px(18), painter.device().devicePixelRatioF())
        painter.drawPixmap(mark.topLeft(), pixmap)
        right = box.right() - self._state(painter, box, entry)
        words = QRect(QPoint(mark.right() + px(12), box.top()), QPoint(right, box.bottom()))
        more = " · ".join(part for part in (entry.subject, entry.place) if part)
        colour = palette.muted if entry.is_cancelled or entry.tone == "done" else palette.text
        first = words.adjusted(0, 0, 0, -words.height() // 2) if more else words
        taken = _write(painter, first, entry.names, 15, colour, is_bold=True)
        gap = px(10) if taken else 0
        _write(painter, first.adjusted(taken + gap, 0, 0, 0), entry.title, 15, colour)
        if more:
            _write(painter, words.adjusted(0, words.height() // 2, 0, 0), more, 13, palette.muted)

    def _state(self, painter: QPainter, box: QRect, entry: Entry) -> int:
        """Write at the end how a line stands; return the room taken."""
        metrics = QFontMetrics(font_of(13))
        width = metrics.horizontalAdvance(entry.state)
        if not entry.state or width > box.width() // 3:
            return 0
        colour = current().role(entry.tone) if entry.tone in ("late", "soon", "done") else current().muted
        _write(painter, box.adjusted(box.width() - width - px(2), 0, 0, 0), entry.state, 13, colour)
        return width + px(14)


def _short_day(day: dt.date) -> str:
    """Return "25/11", with the year when it is another."""
    return f"{day:%d/%m}" if day.year == clock.today().year else f"{day:%d/%m/%y}"


def _write(painter: QPainter, box: QRect, text: str, pixels: int, colour: str, *, is_bold: bool = False) -> int:
    """Write a text on one line, cut where there is no room; return the room taken."""
    if not text or box.width() <= 0:
        return 0
    font = font_of(pixels, is_bold=is_bold)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
    return QFontMetrics(font).horizontalAdvance(shown)


class EntryList(QListView):
    """Lines to read and to open: Enter, or a click.

    Signals:
        entry_activated: the line to open.
        menu_requested: line and place on screen: what else can be done is asked for.
    """

    entry_activated = Signal(object)
    menu_requested = Signal(object, QPoint)

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries = EntryModel(self)
        self.setModel(self.entries)
        self.setItemDelegate(EntryDelegate(self))
        self.setAccessibleName(accessible_name)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

        self.clicked.connect(self._on_clicked)
        theme().theme_changed.connect(self._on_theme_changed)
        self.customContextMenuRequested.connect(self._on_menu)

    def show_rows(self, rows: list[Row], dated: int = 0) -> None:
        """Show other lines; the one that had the keyboard keeps it when it is still there.

        Args:
            rows: the lines and the names of days.
            dated: how many of the first show their day where the others have their hour.
        """
        if rows == self.entries.rows and dated == self.entries.dated:
            return
        former = self.chosen()
        self.entries.show(rows, dated)
        same = [number for number, row in enumerate(rows) if isinstance(row, Entry) and row == former]
        first = [number for number, row in enumerate(rows) if isinstance(row, Entry)]
        for number in (same or first)[:1]:
            self.setCurrentIndex(self.entries.index(number))
        if not same:
            self.scrollToTop()

    def chosen(self) -> Entry | None:
        """Return the line that has the keyboard, if one has."""
        row = self.currentIndex().data(EntryRole) if self.currentIndex().isValid() else None
        return row if isinstance(row, Entry) else None

    def lines(self) -> list[Entry]:
        """Return the lines shown."""
        return [row for row in self.entries.rows if isinstance(row, Entry)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter; leave the letters to whoever is above."""
        entry = self.chosen()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and entry is not None:
            self.entry_activated.emit(entry)
        elif event.text().isalpha():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Pass over the names of days."""
        found = super().moveCursor(action, modifiers)
        back = (
            QAbstractItemView.CursorAction.MoveUp,
            QAbstractItemView.CursorAction.MovePageUp,
            QAbstractItemView.CursorAction.MoveEnd,
        )
        step = -1 if action in back else 1
        number = found.row()
        while 0 <= number < len(self.entries.rows) and not isinstance(self.entries.rows[number], Entry):
            number += step
        return self.entries.index(number) if 0 <= number < len(self.entries.rows) else self.currentIndex()

    def _on_clicked(self, index: QModelIndex) -> None:
        row = index.data(EntryRole)
        if isinstance(row, Entry):
            self.entry_activated.emit(row)

    def _on_theme_changed(self) -> None:
        self.scheduleDelayedItemsLayout()  # the lines follow the size of the text

    def _on_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        row = index.data(EntryRole) if index.isValid() else None
        if isinstance(row, Entry):
            self.menu_requested.emit(row, self.viewport().mapToGlobal(place))
