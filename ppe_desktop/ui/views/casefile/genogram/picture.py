"""The whole drawing, ready to be painted on a screen, an image or a page."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPolygonF

from ppe_desktop.domain.genogram import Box, Genogram, Node, Sort, lay_out, strokes_of
from ppe_desktop.domain.genogram.layout import FRAME_FOOT, SYMBOL
from ppe_desktop.domain.genogram.strokes import LIVED, StrokeKind
from ppe_desktop.domain.vocabulary import Sex
from ppe_desktop.ui.theme import Palette
from ppe_desktop.ui.views.casefile.genogram import words
from ppe_desktop.ui.views.casefile.genogram.pens import draw_stroke

MARGIN = 22.0
_DOUBLE = 4.0
_BADGE = 20.0


class Picture:
    """A drawing with its places, its lines and its words; it keeps nothing of the screen."""

    def __init__(self, drawing: Genogram, *, with_lived: bool = True) -> None:
        """Lay out a drawing.

        Args:
            drawing: who is there.
            with_lived: draw what the child lives with each person.
        """
        self.drawing = drawing
        self.lines = {node.key: words.lines_of(node) for node in drawing.nodes}
        self.layout = lay_out(drawing, self._depth)
        strokes = strokes_of(drawing, self.layout, self._depth)
        self.strokes = tuple(s for s in strokes if with_lived or not (s.kind in LIVED and _starts_at_child(s.ends)))
        self._numbers = {
            key: household.number
            for household in drawing.households
            if household.number not in self.layout.enclosures
            for key in household.members
        }

    def size(self) -> QSizeF:
        """Return the size of the drawing with its margins, in its own points."""
        return QSizeF(self.layout.width + 2 * MARGIN, self.layout.height + 2 * MARGIN)

    def cell(self, key: str) -> QRectF:
        """Return the room of a person, margins counted."""
        box = self.layout.cells[key]
        return QRectF(box.x + MARGIN, box.y + MARGIN, box.width, self._depth(key))

    def at(self, point: QPointF) -> str:
        """Return the key of the person at a point, empty when there is none."""
        return next((key for key in self.layout.cells if self.cell(key).contains(point)), "")

    def reading_order(self) -> list[str]:
        """Return every person from top to bottom and left to right, but for those only supposed."""
        keys = [key for row in self.layout.rows for key in row]
        return [key for key in keys if self.drawing.node(key).sort is not Sort.UNKNOWN]

    def _depth(self, key: str) -> float:
        return words.depth_of(self.lines[key])

    def has_badges(self) -> bool:
        """Tell whether a household is shown by numbers."""
        return bool(self._numbers)

    def paint(self, painter: QPainter, palette: Palette) -> None:
        """Paint the drawing from the origin, in its own points, in the colours of a palette."""
        painter.save()
        painter.translate(MARGIN, MARGIN)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_grounds(painter, palette)
        for stroke in self.strokes:
            draw_stroke(painter, stroke.kind, stroke.points, palette)
        self._paint_titles(painter, palette)
        for node in self.drawing.nodes:
            self._paint_node(painter, node, palette)
        painter.restore()

    def _paint_grounds(self, painter: QPainter, palette: Palette) -> None:
        for frame in self.layout.frames:
            painter.setPen(QPen(QColor(palette.border), 1))
            painter.setBrush(QColor(palette.window))
            painter.drawRoundedRect(_rect(frame.box), 10, 10)
        for box in self.layout.enclosures.values():
            pen = QPen(QColor(palette.accent), 1.4)
            pen.setDashPattern([5.0, 4.0])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(_rect(box), 16, 16)

    def _paint_titles(self, painter: QPainter, palette: Palette) -> None:
        """Write the titles at the foot of their frames: lines come in at the head."""
        painter.setFont(words.drawing_font(words.NAME_SIZE, QFont.Weight.DemiBold))
        for frame in self.layout.frames:
            painter.setPen(QColor(palette.muted))
            foot = QRectF(frame.box.x, frame.box.bottom - FRAME_FOOT, frame.box.width, FRAME_FOOT)
            painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, frame.group.label)

    def _paint_node(self, painter: QPainter, node: Node, palette: Palette) -> None:
        cell = self.layout.cells[node.key]
        paint_symbol(painter, node, QPointF(cell.middle, cell.y + SYMBOL / 2), palette)
        for line in self.lines[node.key]:
            painter.setPen(QColor(palette.text if line.is_name else palette.muted))
            words.draw(painter, line, cell.x, cell.y)
        if node.key in self._numbers:
            paint_badge(painter, QPointF(cell.middle + SYMBOL / 2 + 14, cell.y + 10), self._numbers[node.key], palette)


def paint_symbol(painter: QPainter, node: Node, centre: QPointF, palette: Palette, side: float = SYMBOL) -> None:
    """Draw the symbol of a person round a point."""
    tone = node.tone if node.sort is not Sort.UNKNOWN else "neutral"
    pen = QPen(QColor(palette.role(tone)), 2.0)
    if node.sort is Sort.UNKNOWN:
        pen.setDashPattern([3.0, 2.4])
    painter.setPen(pen)
    painter.setBrush(QColor(palette.role(f"{tone}_soft")))
    painter.drawPath(_shape(node.sex, centre, side))
    if node.sort is Sort.CHILD:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inner = 2 * _DOUBLE * (1.5 if node.sex == Sex.UNKNOWN else 1.0)
        painter.drawPath(_shape(node.sex, centre, side - inner * side / SYMBOL))
    if node.sort is Sort.UNKNOWN:
        painter.setFont(words.drawing_font(round(side * 0.42)))
        box = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "?")
    if node.is_deceased:
        paint_cross(painter, centre, palette, side)


def paint_cross(painter: QPainter, centre: QPointF, palette: Palette, side: float = SYMBOL) -> None:
    """Cross a symbol: the person has died."""
    painter.setPen(QPen(QColor(palette.text), 1.8))
    arm = side * 0.5
    for slope in (-1, 1):
        painter.drawLine(centre + QPointF(-arm, -arm * slope), centre + QPointF(arm, arm * slope))


def paint_badge(painter: QPainter, centre: QPointF, number: int, palette: Palette) -> None:
    """Draw a small house with the number of a household."""
    x, y, half = centre.x(), centre.y(), _BADGE / 2
    painter.setPen(QPen(QColor(palette.accent), 1.3))
    painter.setBrush(QColor(palette.accent_soft))
    corners = [(-half, -1), (0, -half - 1), (half, -1), (half, half + 2), (-half, half + 2)]
    painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in corners]))
    painter.setFont(words.drawing_font(11, QFont.Weight.Bold))
    painter.drawText(QRectF(x - half, y - 3, _BADGE, half + 6), Qt.AlignmentFlag.AlignCenter, str(number))


def _shape(sex: str, centre: QPointF, side: float) -> QPainterPath:
    """Return a square, a circle or a diamond."""
    half = side / 2
    path = QPainterPath()
    if sex == Sex.MALE:
        path.addRect(QRectF(centre.x() - half, centre.y() - half, side, side))
    elif sex == Sex.FEMALE:
        path.addEllipse(centre, half, half)
    else:
        corners = ((0, -half), (half, 0), (0, half), (-half, 0), (0, -half))
        path.addPolygon(QPolygonF([centre + QPointF(dx, dy) for dx, dy in corners]))
    return path


def _starts_at_child(ends: tuple[str, ...]) -> bool:
    return ends[0] == "child"


def _rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)


def kinds_used(picture: Picture) -> list[StrokeKind]:
    """Return the kinds of line of a picture, in the order of the legend."""
    used = {stroke.kind for stroke in picture.strokes}
    return [kind for kind in StrokeKind if kind in used and kind is not StrokeKind.DESCENT]
