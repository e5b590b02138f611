"""How each line is drawn: told apart by its shape, so that a grey print says as much as the screen."""

from __future__ import annotations

import math
from itertools import pairwise

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from ppe_desktop.domain.genogram.strokes import LIVED, Point, StrokeKind
from ppe_desktop.ui.theme import Palette

_ROUND = 9.0
_SLASH_AT = 0.27
_COLOURS = {
    StrokeKind.VERY_CLOSE: "done",
    StrokeKind.CLOSE: "done",
    StrokeKind.DISTANT: "info",
    StrokeKind.CONFLICT: "late",
    StrokeKind.BROKEN: "late",
    StrokeKind.KIN: "control",
    StrokeKind.OTHER: "muted",
    StrokeKind.SIBLINGS: "muted",
}
_WIDTHS = {
    StrokeKind.DESCENT: 1.5,
    StrokeKind.CLOSE: 2.4,
    StrokeKind.DISTANT: 2.2,
    StrokeKind.BROKEN: 2.0,
    StrokeKind.CONFLICT: 1.8,
}
_DASHES = {
    StrokeKind.PARENTS: [4.0, 3.0],
    StrokeKind.DISTANT: [0.1, 2.4],
    StrokeKind.KIN: [7.0, 4.0],
    StrokeKind.OTHER: [6.0, 3.0, 1.0, 3.0],
}


def draw_stroke(painter: QPainter, kind: StrokeKind, points: tuple[Point, ...], palette: Palette) -> None:
    """Draw one line with its signs."""
    pen = _pen(kind, palette)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    if kind is StrokeKind.CONFLICT:
        painter.drawPath(_zigzag(points))
    elif kind is StrokeKind.VERY_CLOSE:
        _triple(painter, _path(points), pen, QColor(palette.surface))
    elif kind is StrokeKind.BROKEN:
        _broken(painter, points)
    else:
        painter.drawPath(_path(points, straight=kind not in LIVED))
    slashes = {StrokeKind.SEPARATED: 1, StrokeKind.DIVORCED: 2}.get(kind, 0)
    if slashes:
        _slash(painter, points, slashes)


def _pen(kind: StrokeKind, palette: Palette) -> QPen:
    pen = QPen(QColor(palette.role(_COLOURS.get(kind, "neutral"))), _WIDTHS.get(kind, 1.7))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if kind is StrokeKind.DISTANT else Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if kind in _DASHES:
        pen.setDashPattern(_DASHES[kind])
    return pen


def _path(points: tuple[Point, ...], *, straight: bool = False) -> QPainterPath:
    """Return the line; what is lived turns in curves, kinship at right angles."""
    path = QPainterPath(QPointF(*points[0]))
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        if straight:
            path.lineTo(*corner)
            continue
        path.lineTo(QPointF(*_towards(corner, before)))
        path.quadTo(QPointF(*corner), QPointF(*_towards(corner, after)))
    path.lineTo(*points[-1])
    return path


def _towards(corner: Point, other: Point) -> Point:
    length = math.dist(corner, other) or 1.0
    share = min(_ROUND, length / 2) / length
    return corner[0] + (other[0] - corner[0]) * share, corner[1] + (other[1] - corner[1]) * share


def _triple(painter: QPainter, path: QPainterPath, pen: QPen, ground: QColor) -> None:
    for width, colour in ((8.4, pen.color()), (5.2, ground), (1.8, pen.color())):
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPath(path)


def _zigzag(points: tuple[Point, ...]) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for start, end in pairwise(points):
        length = math.dist(start, end)
        teeth = max(2, round(length / 6))
        across = ((start[1] - end[1]) / (length or 1) * 4.5, (end[0] - start[0]) / (length or 1) * 4.5)
        for tooth in range(1, teeth):
            share, side = tooth / teeth, 1 if tooth % 2 else -1
            x, y = start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
            path.lineTo(x + across[0] * side, y + across[1] * side)
        path.lineTo(*end)
    return path


def _broken(painter: QPainter, points: tuple[Point, ...]) -> None:
    """Draw a line cut in its middle, a bar at each edge of the gap."""
    start, end = max(pairwise(points), key=lambda pair: math.dist(*pair))
    length = math.dist(start, end) or 1.0
    along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    half = min(6.0, length / 5)
    edges = [(middle[0] + along[0] * half * side, middle[1] + along[1] * half * side) for side in (-1, 1)]
    at = points.index(start)
    painter.drawPath(_path((*points[: at + 1], edges[0])))
    painter.drawPath(_path((edges[1], *points[at + 1 :])))
    for edge in edges:
        bar = (-along[1] * 7.0, along[0] * 7.0)
        painter.drawLine(QPointF(edge[0] + bar[0], edge[1] + bar[1]), QPointF(edge[0] - bar[0], edge[1] - bar[1]))


def _slash(painter: QPainter, points: tuple[Point, ...], count: int) -> None:
    """Draw the bars of a separation, away from the middle where the children's line begins."""
    start, end = max(pairwise(points), key=lambda pair: math.dist(*pair))
    for number in range(count):
        x = start[0] + (end[0] - start[0]) * _SLASH_AT + number * 6
        y = start[1] + (end[1] - start[1]) * _SLASH_AT
        painter.drawLine(QPointF(x - 4, y + 8), QPointF(x + 4, y - 8))
