"""A sheet to draw on, with a finger, a pen or the mouse; it follows the hand whatever was drawn before."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
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
    QTabletEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ppe_desktop.domain.sketch import PAGE, Stroke, simplified

PAPER = "#ffffff"
INK = "#202124"
LEAST_DOT = 0.1
BEHIND = 40
"""Strokes between what is painted once for all and the last one: as many are taken back without painting the whole again."""

AT_ONCE = 250
"""Strokes painted before the sheet is first seen; a drawing of more appears as it is painted, and the hand is free meanwhile."""
TURN_SECONDS = 0.008
"""Time of one turn of that painting: half of an image at sixty a second."""
SEEN_SECONDS = 0.04
"""Between two looks at what is painted so far: showing it is no small part of the work."""

Background = Callable[[QPainter], None]
"""Paints what is printed on the paper, in points of the page; a rubber does not touch it."""


class Canvas(QWidget):
    """A sheet of paper.

    What is drawn is painted once on a sheet of glass over the paper; a movement adds its last line to it and asks for that corner of
    the screen only, so that five thousand strokes cost no more than one. A second glass, some strokes behind, serves to take back.
    A large drawing opened again is painted on that second glass little by little, under its picture when one was kept.

    Signals:
        changed: a stroke was added, taken back or put again.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, background: Background | None = None) -> None:
        super().__init__(parent)
        self.colour = INK
        self.width_of_line = 8.0
        self._strokes: list[Stroke] = []
        self._undone: list[Stroke] = []
        self._drawing: list[tuple[float, float]] = []
        self._background = background
        self._paper, self._image, self._behind = QImage(), QImage(), QImage()
        self._behind_count = 0
        self._is_stale = True
        self._preview = QImage()
        self._is_filling = False
        self._opened_with = 0
        self._seen_at = 0.0
        self._fill = QTimer(self)
        self._fill.setInterval(0)
        self._fill.timeout.connect(self._on_turn)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Feuille pour dessiner"))

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """What is drawn, in order."""
        return tuple(self._strokes)

    def show_strokes(self, strokes: tuple[Stroke, ...], picture: QImage | None = None) -> None:
        """Show a drawing, to be gone on with.

        Args:
            strokes: what is drawn.
            picture: what it looks like, if it is known; seen while a large drawing is painted.
        """
        self._strokes, self._undone, self._drawing = list(strokes), [], []
        self._preview = picture or QImage()
        self._forget_images()

    def is_whole(self) -> bool:
        """Tell whether every stroke is painted; a large drawing takes a moment."""
        return not (self._is_stale or self._is_filling)

    def can_undo(self) -> bool:
        """Tell whether there is a stroke to take back."""
        return bool(self._strokes)

    def can_redo(self) -> bool:
        """Tell whether a stroke taken back can be put again."""
        return bool(self._undone)

    def undo(self) -> None:
        """Take back the last stroke."""
        self.end_stroke()
        if self._strokes:
            self._undone.append(self._strokes.pop())
            self._paint_strokes_again()
            self.changed.emit()

    def redo(self) -> None:
        """Put again the stroke last taken back."""
        self.end_stroke()
        if self._undone:
            self._add(self._undone.pop())
            self._on_glass(self._strokes[-1])
            self.update()
            self.changed.emit()

    def end_stroke(self) -> None:
        """End the stroke being drawn, as when the hand is lifted: the screen may go away at any moment."""
        if self._drawing:
            self._add(Stroke(self.colour, self.width_of_line, simplified(self._drawing)))
            self._drawing, self._undone = [], []
            self.changed.emit()

    def show_background(self) -> None:
        """Paint again what is printed on the paper: it changed."""
        if not self._is_stale:
            self._print_paper()
        self.update()

    def picture(self, width: int = 1600) -> bytes:
        """Return the drawing as a PNG image.

        Args:
            width: of the image, in pixels.
        """
        image = QImage(QSize(width, round(width * PAGE[1] / PAGE[0])), QImage.Format.Format_RGB32)
        paint_sheet(image, self._strokes, self._background)
        held = QByteArray()
        buffer = QBuffer(held)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        return bytes(held.data())

    def sizeHint(self) -> QSize:
        """Return the size the sheet would like."""
        return QSize(960, 600)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Paint again at the new size, once it is looked at: a page that is laid out has several sizes in a row."""
        self._forget_images()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the part of the sheet that is asked for."""
        self._catch_up_with_size()
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.palette().window())
        if self._is_filling and not self._preview.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self._sheet(), self._preview)
        else:
            painter.drawImage(self._sheet().topLeft(), self._paper)
            if self._is_filling:
                painter.drawImage(self._sheet().topLeft(), self._behind)
        painter.drawImage(self._sheet().topLeft(), self._image)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke; a touch comes as a mouse does."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the stroke."""
        if self._drawing:
            self._extend(self._place(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.end_stroke()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Draw with a pen, at each place it tells: as a mouse, it would lose some of them."""
        if event.type() == QEvent.Type.TabletPress and event.button() is Qt.MouseButton.LeftButton:
            self._begin(event.position())
        elif event.type() == QEvent.Type.TabletMove and self._drawing:
            self._extend(self._place(event.position()))
        elif event.type() == QEvent.Type.TabletRelease:
            self.end_stroke()
        event.accept()

    def _begin(self, position: QPointF) -> None:
        if self._sheet().contains(position):
            self._drawing = [self._place(position)]
            self._extend(self._drawing[0])

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
        self._on_glass(Stroke(self.colour, self.width_of_line, (before, place)))
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

    def _forget_images(self) -> None:
        self._is_stale = True
        self.update()

    def _catch_up_with_size(self) -> None:
        if not self._is_stale:
            return
        self._is_stale = False
        self._print_paper()
        self._behind = self._glass()
        self._behind_count = 0
        self._opened_with = len(self._strokes)
        self._is_filling = self._opened_with > AT_ONCE
        if self._is_filling:
            self._fill.start()
        self._paint_strokes_again()

    def _on_turn(self) -> None:
        """Paint some more strokes of a large drawing; the last ones go over them once all are there."""
        last, until = self._opened_with - BEHIND, time.perf_counter() + TURN_SECONDS
        painter = _painter(self._behind)
        while self._behind_count < last and time.perf_counter() < until:
            _paint(painter, self._strokes[self._behind_count])
            self._behind_count += 1
        painter.end()
        if self._behind_count >= last or not self._is_filling:
            self._fill.stop()
            self._is_filling, self._preview = False, QImage()
            self._paint_strokes_again()
        elif self._preview.isNull() and until - self._seen_at > SEEN_SECONDS:
            self._seen_at = until
            self.update()

    def _paint_new_ones(self) -> None:
        """Paint over a drawing that is still being painted what was drawn since it was opened."""
        if len(self._strokes) < self._opened_with:
            self._opened_with, self._preview = len(self._strokes), QImage()
        self._image = self._glass()
        painter = _painter(self._image)
        for stroke in self._strokes[self._opened_with :]:
            _paint(painter, stroke)
        painter.end()
        self.update()

    def _print_paper(self) -> None:
        self._paper = QImage(self._pixels(), QImage.Format.Format_RGB32)
        print_paper(self._paper, self._background)
        self._paper.setDevicePixelRatio(self.devicePixelRatioF())

    def _paint_strokes_again(self) -> None:
        """Paint the strokes from the glass some of them behind; from nothing when more than those were taken back."""
        if self._is_stale:
            return
        if self._behind_count > len(self._strokes):
            self._behind, self._behind_count = self._glass(), 0
        if self._is_filling:
            self._paint_new_ones()
            return
        self._catch_up(max(len(self._strokes) - BEHIND, 0))
        self._image = self._behind.copy()
        painter = _painter(self._image)
        for stroke in self._strokes[self._behind_count :]:
            _paint(painter, stroke)
        painter.end()
        self.update()

    def _catch_up(self, count: int) -> None:
        if count <= self._behind_count:
            return
        painter = _painter(self._behind)
        for stroke in self._strokes[self._behind_count : count]:
            _paint(painter, stroke)
        painter.end()
        self._behind_count = count

    def _add(self, stroke: Stroke) -> None:
        self._strokes.append(stroke)
        if self.is_whole() and len(self._strokes) - self._behind_count > 2 * BEHIND:
            self._catch_up(len(self._strokes) - BEHIND)

    def _on_glass(self, stroke: Stroke) -> None:
        self._catch_up_with_size()
        painter = _painter(self._image)
        _paint(painter, stroke)
        painter.end()

    def _pixels(self) -> QSize:
        return (self._sheet().size() * self.devicePixelRatioF()).toSize().expandedTo(QSize(1, 1))

    def _glass(self) -> QImage:
        glass = QImage(self._pixels(), QImage.Format.Format_ARGB32_Premultiplied)
        glass.fill(Qt.GlobalColor.transparent)
        glass.setDevicePixelRatio(self.devicePixelRatioF())
        return glass


def print_paper(image: QImage, background: Background | None = None) -> None:
    """Make an image of the proportions of the page white paper, with what is printed on it."""
    image.fill(QColor(PAPER))
    if background is not None:
        painter = _painter(image)
        background(painter)
        painter.end()


def paint_sheet(image: QImage, strokes: Sequence[Stroke], background: Background | None = None) -> None:
    """Paint a sheet on an image of the proportions of the page: the paper, then the strokes."""
    print_paper(image, background)
    glass = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    glass.fill(Qt.GlobalColor.transparent)
    painter = _painter(glass)
    for stroke in strokes:
        _paint(painter, stroke)
    painter.end()
    over = QPainter(image)
    over.drawImage(QRectF(QPointF(), image.deviceIndependentSize()), glass)
    over.end()


def _painter(image: QImage) -> QPainter:
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scale = image.deviceIndependentSize().width() / PAGE[0]
    painter.scale(scale, scale)
    return painter


def _paint(painter: QPainter, stroke: Stroke) -> None:
    over, rub = QPainter.CompositionMode.CompositionMode_SourceOver, QPainter.CompositionMode.CompositionMode_Clear
    painter.setCompositionMode(over if stroke.colour else rub)
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
