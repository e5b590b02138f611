"""A sheet to draw on, with a finger, a pen or the mouse; it follows the hand whatever was drawn before."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ppe_desktop.domain.sketch import PAGE, Stroke, simplified

PAPER = "#ffffff"
INK = "#202124"
LEAST_DOT = 0.1


class Canvas(QWidget):
    """A sheet of paper.

    What is drawn is painted once on an image; a movement adds its last line to it and asks for that corner of the screen only, so
    that five thousand strokes cost no more than one.

    Signals:
        changed: a stroke was added, taken back or put again.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.colour = INK
        self.width_of_line = 8.0
        self._strokes: list[Stroke] = []
        self._undone: list[Stroke] = []
        self._drawing: list[tuple[float, float]] = []
        self._image = QImage()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Feuille pour dessiner"))

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """What is drawn, in order."""
        return tuple(self._strokes)

    def show_strokes(self, strokes: tuple[Stroke, ...]) -> None:
        """Show a drawing, to be gone on with."""
        self._strokes, self._undone, self._drawing = list(strokes), [], []
        self._paint_again()

    def can_undo(self) -> bool:
        """Tell whether there is a stroke to take back."""
        return bool(self._strokes)

    def can_redo(self) -> bool:
        """Tell whether a stroke taken back can be put again."""
        return bool(self._undone)

    def undo(self) -> None:
        """Take back the last stroke."""
        if self._strokes:
            self._undone.append(self._strokes.pop())
            self._paint_again()
            self.changed.emit()

    def redo(self) -> None:
        """Put again the stroke last taken back."""
        if self._undone:
            self._strokes.append(self._undone.pop())
            self._paint_again()
            self.changed.emit()

    def picture(self, width: int = 1600) -> bytes:
        """Return the drawing as a PNG image.

        Args:
            width: of the image, in pixels.
        """
        image = QImage(QSize(width, round(width * PAGE[1] / PAGE[0])), QImage.Format.Format_RGB32)
        paint_strokes(image, self._strokes)
        held = QByteArray()
        buffer = QBuffer(held)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        return bytes(held.data())

    def sizeHint(self) -> QSize:
        """Return the size the sheet would like."""
        return QSize(960, 600)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Paint again at the new size."""
        self._paint_again()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the part of the sheet that is asked for."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.palette().window())
        painter.drawImage(self._sheet().topLeft(), self._image)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke; a touch and a pen come as a mouse does."""
        if event.button() is Qt.MouseButton.LeftButton and self._sheet().contains(event.position()):
            self._drawing = [self._place(event.position())]
            self._extend(self._drawing[0])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the stroke."""
        if self._drawing:
            self._extend(self._place(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke."""
        if self._drawing and event.button() is Qt.MouseButton.LeftButton:
            self._strokes.append(Stroke(self.colour, self.width_of_line, simplified(self._drawing)))
            self._drawing, self._undone = [], []
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take back and put again by the usual keys."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo()
        else:
            super().keyPressEvent(event)

    def _extend(self, place: tuple[float, float]) -> None:
        """Add a line to the stroke being drawn, and show that corner at once."""
        before = self._drawing[-1]
        self._drawing.append(place)
        part = Stroke(self.colour, self.width_of_line, (before, place))
        painter = _painter(self._image)
        _paint(painter, part)
        painter.end()
        self.update(self._corner(before, place))

    def _corner(self, first: tuple[float, float], last: tuple[float, float]) -> QRect:
        scale, sheet = self._scale(), self._sheet()
        room = self.width_of_line * scale + 2
        corner = QRectF(QPointF(*first) * scale, QPointF(*last) * scale).normalized()
        return corner.translated(sheet.topLeft()).adjusted(-room, -room, room, room).toAlignedRect()

    def _place(self, position: QPointF) -> tuple[float, float]:
        on_sheet = (position - self._sheet().topLeft()) / self._scale()
        return round(min(max(on_sheet.x(), 0.0), PAGE[0]), 1), round(min(max(on_sheet.y(), 0.0), PAGE[1]), 1)

    def _scale(self) -> float:
        return max(min(self.width() / PAGE[0], self.height() / PAGE[1]), 0.01)

    def _sheet(self) -> QRectF:
        size = (PAGE[0] * self._scale(), PAGE[1] * self._scale())
        return QRectF((self.width() - size[0]) / 2, (self.height() - size[1]) / 2, *size)

    def _paint_again(self) -> None:
        ratio = self.devicePixelRatioF()
        size = (self._sheet().size() * ratio).toSize()
        self._image = QImage(size.expandedTo(QSize(1, 1)), QImage.Format.Format_RGB32)
        paint_strokes(self._image, self._strokes)
        self._image.setDevicePixelRatio(ratio)
        self.update()


def paint_strokes(image: QImage, strokes: list[Stroke] | tuple[Stroke, ...]) -> None:
    """Paint strokes on an image of the proportions of the page, over white paper."""
    image.fill(QColor(PAPER))
    painter = _painter(image)
    for stroke in strokes:
        _paint(painter, stroke)
    painter.end()


def _painter(image: QImage) -> QPainter:
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scale = image.deviceIndependentSize().width() / PAGE[0]
    painter.scale(scale, scale)
    return painter


def _paint(painter: QPainter, stroke: Stroke) -> None:
    painter.setPen(
        QPen(
            QColor(stroke.colour or PAPER), stroke.width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
            Qt.PenJoinStyle.RoundJoin,
        )
    )  # fmt: skip
    points = [QPointF(x, y) for x, y in stroke.points]
    if len(points) == 1 or all(point == points[0] for point in points):
        painter.drawLine(points[0], points[0] + QPointF(LEAST_DOT, 0))
    else:
        painter.drawPolyline(points)
