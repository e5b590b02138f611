"""The month as a grid: a table that the keyboard and screen readers know, drawn without a grid."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from ppe_desktop.domain.agenda import Entry
from ppe_desktop.ui.theme import current, icon_pixmap, px, theme
from ppe_desktop.ui.views.agenda.look import font_of, icon_of
from ppe_desktop.ui.views.agenda.month_model import Cell, CellRole, Index, MonthModel

HEAD, LINE = 30, 20
"""Heights of the number of a day and of a line."""
LEAST = HEAD + 2 * LINE + 4
"""Least height of a week: below, the month scrolls rather than hide everything."""


class MonthDelegate(QStyledItemDelegate):
    """Draws a day: its number, and as many lines as there is room for."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Leave the sizes to the table."""
        return QSize(0, 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a day."""
        cell: Cell = index.data(CellRole)
        table = self.parent()
        is_current = isinstance(table, QTableView) and table.currentIndex() == index
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option.rect, cell, is_current=is_current)
        self._number(painter, option.rect, cell)
        for box, entry in self.boxes(option.rect, cell):
            if entry is None:
                _text(painter, box, self._more(option.rect, cell), 12, current().muted)
            else:
                self._line(painter, box, entry, is_inside=cell.is_inside)
        painter.restore()

    def boxes(self, rect: QRect, cell: Cell) -> list[tuple[QRect, Entry | None]]:
        """Return where each line of a day is drawn; the last place says how many more there are (None)."""
        height, top = px(LINE), rect.top() + px(HEAD)
        room = max(0, (rect.bottom() - px(3) - top) // height)
        shown = cell.entries if len(cell.entries) <= room else cell.entries[: max(0, room - 1)]
        lines: list[Entry | None] = [*shown]
        if len(shown) < len(cell.entries) and room:
            lines.append(None)
        return [
            (QRect(rect.left() + px(5), top + number * height, rect.width() - px(9), height), entry)
            for number, entry in enumerate(lines)
        ]

    def _more(self, rect: QRect, cell: Cell) -> str:
        hidden = len(cell.entries) - sum(entry is not None for _box, entry in self.boxes(rect, cell))
        return self.tr("+ {count} autres").format(count=hidden) if hidden > 1 else self.tr("+ 1 autre")

    def _ground(self, painter: QPainter, rect: QRect, cell: Cell, *, is_current: bool) -> None:
        palette = current()
        rest = palette.surface if cell.is_inside else palette.window
        is_off = cell.is_inside and (cell.day.weekday() > 4 or cell.public)
        painter.fillRect(rect, QColor(palette.sunken if is_off else rest))
        if cell.school and cell.is_inside:
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), px(3)), QColor(palette.info_soft))
        painter.setPen(QPen(QColor(palette.border), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if is_current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.focus), 2))
            painter.drawRoundedRect(rect.adjusted(2, 2, -2, -3), 6, 6)

    def _number(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        palette = current()
        font = font_of(14, is_bold=cell.is_today or cell.is_inside)
        side = px(22)
        place = QRect(rect.left() + px(6), rect.top() + px(6), side, side)
        colour = palette.text if cell.is_inside else palette.muted
        if cell.is_today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.accent))
            painter.drawEllipse(place)
            colour = palette.on_accent
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(cell.day.day))
        begins = cell.school if cell.day.weekday() == 0 or cell.day.day == 1 else ""
        note = place.adjusted(side + px(5), 0, rect.right() - place.right() - px(9), 0)
        note.setRight(rect.right() - px(6))
        _text(painter, note, cell.public or begins, 12, palette.muted)

    def _line(self, painter: QPainter, box: QRect, entry: Entry, *, is_inside: bool) -> None:
        palette = current()
        pixmap = icon_pixmap(icon_of(entry), entry.tone, px(13), painter.device().devicePixelRatioF())
        painter.setOpacity(1.0 if is_inside else 0.6)
        painter.drawPixmap(QPoint(box.left(), box.center().y() - px(6)), pixmap)
        words = box.adjusted(px(17), 0, 0, 0)
        is_quiet = entry.is_cancelled or entry.tone == "done"
        colour = palette.late if entry.tone == "late" else palette.muted if is_quiet else palette.text
        taken = _text(painter, words, _hour(entry), 12, palette.muted)
        words.setLeft(words.left() + taken + (px(4) if taken else 0))
        _text(painter, words, line_words(entry), 13, colour)
        painter.setOpacity(1.0)


def line_words(entry: Entry) -> str:
    """Return a line in few words: the child first, then what it is: "Malo, projet"."""
    names = [child.name for child in entry.children]
    who = f"{names[0]} +{len(names) - 1}" if len(names) > 2 else ", ".join(names)
    return f"{who}, {entry.short[:1].lower()}{entry.short[1:]}" if who else entry.short


def _hour(entry: Entry) -> str:
    """Return the hour as short as can be: "14h30"."""
    if entry.hour is None:
        return ""
    return f"{entry.hour.hour}h{entry.hour.minute:02d}" if entry.hour.minute else f"{entry.hour.hour}h"


def _text(painter: QPainter, box: QRect, text: str, pixels: int, colour: str) -> int:
    if not text or box.width() <= px(8):
        return 0
    font = font_of(pixels)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
    return metrics.horizontalAdvance(shown)


class MonthTable(QTableView):
    """The grid.

    Signals:
        entry_activated: a line was clicked.
        more_requested: what a day does not show was clicked; carries the day.
        day_clicked: the day itself was clicked.
        day_double_clicked: an empty place of a day was clicked twice.
        menu_requested: line and place on screen: what else can be done is asked for.
    """

    entry_activated = Signal(object)
    more_requested = Signal(object)
    day_clicked = Signal(object)
    day_double_clicked = Signal(object)
    menu_requested = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days = MonthModel(self)
        self.delegate = MonthDelegate(self)
        self.setModel(self.days)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(self.tr("Agenda, mois"))
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

        theme().theme_changed.connect(self.fit)

    def fit(self) -> None:
        """Share the height out among the weeks."""
        rows, height = self.days.rowCount(), self.viewport().height()
        for row in range(rows):
            self.setRowHeight(row, max(px(LEAST), height * (row + 1) // rows - height * row // rows))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height out again."""
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys to the page: the arrows go on beyond the month."""
        event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over what opens."""
        super().mouseMoveEvent(event)
        is_line = self.at(event.position().toPoint())[1] is not False
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if is_line else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the day, and open the line that is under the pointer."""
        cell, line = self.at(event.position().toPoint())
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if cell is None:
            return
        self.day_clicked.emit(cell.day)
        if event.button() == Qt.MouseButton.RightButton and isinstance(line, Entry):
            self.menu_requested.emit(line, event.globalPosition().toPoint())
        elif event.button() == Qt.MouseButton.LeftButton and isinstance(line, Entry):
            self.entry_activated.emit(line)
        elif event.button() == Qt.MouseButton.LeftButton and line is None:
            self.more_requested.emit(cell.day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Plan something on a day clicked twice beside its lines."""
        cell, line = self.at(event.position().toPoint())
        if cell is not None and line is False:
            self.day_double_clicked.emit(cell.day)

    def at(self, place: QPoint) -> tuple[Cell | None, Entry | bool | None]:
        """Return the day at a place, and the line there: None for "+ 3 autres", False beside the lines."""
        index = self.indexAt(place)
        if not index.isValid():
            return None, False
        cell = self.days.cell(index)
        for box, entry in self.delegate.boxes(self.visualRect(index), cell):
            if box.contains(place):
                return cell, entry
        return cell, False

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell in full the line under the pointer, or the days off."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell, line = self.at(event.pos())
            off = ", ".join(part for part in (cell.public, cell.school) if part) if cell else ""
            QToolTip.showText(event.globalPos(), line.said() if isinstance(line, Entry) else off, self.viewport())
            return True
        return super().viewportEvent(event)
