"""What is printed on a sheet to draw on: a line of life, circles round oneself; pale, so that the child's lines are seen on it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from ppe_desktop.domain.support_spec import CIRCLES, LINE
from ppe_desktop.ui.theme.fonts import FAMILY
from ppe_desktop.ui.theme.palette import LIGHT

RINGS = (0.17, 0.31, 0.46)
"""Radius of each circle, as a share of the height of the sheet."""
_TODAY = 0.72
"""Where today stands on the line."""
_CENTRE = Qt.AlignmentFlag.AlignCenter


def paint_ground(painter: QPainter, ground: str, area: QRectF) -> None:
    """Paint what is printed on a sheet; nothing for a bare one.

    Args:
        painter: where.
        ground: one of :data:`ppe_desktop.domain.support_spec.GROUNDS`.
        area: the sheet, in the units of the painter.
    """
    painted = {LINE: _paint_line, CIRCLES: _paint_circles}.get(ground)
    if painted is not None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painted(painter, area)
        painter.restore()


def _paint_line(painter: QPainter, area: QRectF) -> None:
    unit = area.width() / 1600
    height = area.center().y()
    left, right = area.left() + 90 * unit, area.right() - 90 * unit
    today = left + (right - left) * _TODAY
    painter.setPen(_pen(6 * unit))
    painter.drawLine(QLineF(left, height, today, height))
    later = _pen(6 * unit)
    later.setDashPattern([2, 2.4])
    painter.setPen(later)
    painter.drawLine(QLineF(today, height, right - 20 * unit, height))
    painter.setPen(_pen(6 * unit))
    tip = QPainterPath(QPointF(right - 26 * unit, height - 22 * unit))
    tip.lineTo(right, height)
    tip.lineTo(right - 26 * unit, height + 22 * unit)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(tip)
    painter.setBrush(QColor(LIGHT.surface))
    for place, words in ((left, _tr("Ma naissance")), (today, _tr("Aujourd’hui"))):
        painter.drawEllipse(QPointF(place, height), 16 * unit, 16 * unit)
        _write(painter, QPointF(place, height + 52 * unit), words, 30 * unit, area)
    _write(painter, QPointF(right, height + 52 * unit), _tr("Plus tard"), 30 * unit, area)


def _paint_circles(painter: QPainter, area: QRectF) -> None:
    unit, centre = area.height() / 1000, area.center()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(4 * unit))
    for ring in RINGS:
        painter.drawEllipse(centre, ring * area.height(), ring * area.height())
    painter.setBrush(QColor(LIGHT.surface))
    painter.drawEllipse(centre, 46 * unit, 46 * unit)
    _write(painter, centre, _tr("Moi"), 34 * unit, area)
    said = (_tr("tout près"), _tr("près"), _tr("plus loin"))
    for ring, words in zip(RINGS, said, strict=True):
        _write(painter, QPointF(centre.x(), centre.y() + ring * area.height() - 24 * unit), words, 24 * unit, area)


def _write(painter: QPainter, middle: QPointF, text: str, size: float, area: QRectF) -> None:
    font = QFont(FAMILY)
    font.setPixelSize(max(round(size), 8))
    painter.save()
    painter.setFont(font)
    painter.setPen(QColor(LIGHT.muted))
    wide = painter.fontMetrics().horizontalAdvance(text) + size
    left = min(max(middle.x() - wide / 2, area.left()), area.right() - wide)
    painter.drawText(QRectF(left, middle.y() - size, wide, 2 * size), _CENTRE, text)
    painter.restore()


def _pen(width: float) -> QPen:
    pen = QPen(QColor(LIGHT.control), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _tr(text: str) -> str:
    return QCoreApplication.translate("ChildGrounds", text)
