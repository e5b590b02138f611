"""The folded objective: one widget however much it says, so that a plan of three hundred objectives opens as quickly as one of three."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ppe_desktop.ui.theme import current, icon, px
from ppe_desktop.ui.views.plan.flow_lines import FlowLine
from ppe_desktop.ui.widgets.drawn_button import DrawnButton

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_ICON, _GAP, _SIDE, _BETWEEN = 18, 10, 10, 6
_KEYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class FlowHeader(DrawnButton):
    """Draws the flow of an objective; a click, Enter or Space opens or closes it, Alt with an arrow moves it.

    Signals: those of a button (``toggled``), and
        move_requested: -1 to go up, 1 to go down.
    """

    move_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[FlowLine, ...] = ()
        self._heights: dict[int, int] = {}
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setToolTip(self.tr("Entrée pour ouvrir, Alt+↑ ou Alt+↓ pour déplacer"))

    def show_lines(self, lines: list[FlowLine]) -> None:
        """Show these lines."""
        if self._lines == tuple(lines):
            return
        self._lines = tuple(lines)
        self._heights.clear()
        self.setAccessibleName("\n".join(line.text for line in lines))
        self.updateGeometry()
        self.update()

    def text_shown(self) -> str:
        """Return everything that is drawn, line by line."""
        return "\n".join(line.text for line in self._lines)

    def sizeHint(self) -> QSize:
        """Return the room asked for at an ordinary width."""
        return QSize(px(320), self.heightForWidth(max(self.width(), px(320))))

    def minimumSizeHint(self) -> QSize:
        """Return the least room: the lines wrap."""
        return QSize(px(160), px(_ICON))

    def hasHeightForWidth(self) -> bool:
        """The narrower, the taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines at a width."""
        if width not in self._heights:
            if len(self._heights) > 8:
                self._heights.clear()
            self._heights[width] = sum(height for _rect, height in self._places(width)) + 2 * px(_SIDE)
        return self._heights[width]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Alt with an arrow as a move; the rest as any button does."""
        step = _KEYS.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_requested.emit(step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, the thread from line to line, the icons and the texts."""
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(palette.focus), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.hover) if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        self._draw_chevron(painter)
        places = self._places(self.width())
        self._draw_thread(painter, [rect for rect, _height in places])
        for line, (rect, _height) in zip(self._lines, places, strict=True):
            mark = QRect(
                self._icons_at(), rect.top() + (self._line_height(line) - px(_ICON)) // 2, px(_ICON), px(_ICON)
            )
            icon(line.icon, line.tone).paint(painter, mark)
            painter.setFont(self._font(line))
            painter.setPen(QColor(palette.muted if line.role == "muted" else palette.text))
            painter.drawText(rect, _WRAP, line.text)
        painter.end()

    def _icons_at(self) -> int:
        return px(_SIDE) + px(_ICON) + px(_GAP)

    def _places(self, width: int) -> list[tuple[QRect, int]]:
        """Return where each text goes and the height it takes with what separates it from the next."""
        left = self._icons_at() + px(_ICON) + px(_GAP)
        top, places = px(_SIDE), []
        for line in self._lines:
            room = QRect(0, 0, max(width - left - px(_SIDE), px(80)), 100_000)
            height = QFontMetrics(self._font(line)).boundingRect(room, _WRAP, line.text).height()
            places.append((QRect(left, top, room.width(), height + px(2)), height + px(_BETWEEN)))
            top += height + px(_BETWEEN)
        return places

    def _draw_chevron(self, painter: QPainter) -> None:
        name = "chevron-down" if self.isChecked() else "chevron-right"
        icon(name, "muted").paint(painter, QRect(px(_SIDE), px(_SIDE), px(_ICON), px(_ICON)))

    def _draw_thread(self, painter: QPainter, rects: list[QRect]) -> None:
        painter.setPen(QPen(QColor(current().border), 1))
        at = self._icons_at() + px(_ICON) // 2
        for (line, rect), after in zip(zip(self._lines, rects, strict=True), rects[1:], strict=False):
            painter.drawLine(at, rect.top() + self._line_height(line) + px(1), at, after.top() - px(1))

    def _line_height(self, line: FlowLine) -> int:
        return QFontMetrics(self._font(line)).height()

    def _font(self, line: FlowLine) -> QFont:
        font = QFont(self.font())
        if line.role == "strong":
            font.setWeight(QFont.Weight.DemiBold)
        elif line.role == "muted":
            font.setPixelSize(max(round(font.pixelSize() * 0.87), 11))
        return font
