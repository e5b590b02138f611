"""Our own drawings of the child's page: weathers, faces, places; lines that print as well in grey."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtSvg import QSvgRenderer

from ppe_desktop.domain.sketch_words import HOUSES
from ppe_desktop.runtime.resources import resource
from ppe_desktop.ui.theme.palette import PALETTES, Palette

HOUSE_TONES = dict(zip(HOUSES, ("info", "soon", "child"), strict=True))
ROOF = 0.26
"""Share of a house that is its roof."""
EMBLEMS = dict(zip(HOUSES, ("pluie", "soleil", "arc-en-ciel"), strict=True))

_ROLE = re.compile(r"@(\w+)")


def paint_picture(painter: QPainter, name: str, area: QRectF, palette: Palette) -> None:
    """Paint one of our drawings in the middle of an area, as large as fits; on paper it stays made of lines.

    Args:
        painter: where.
        name: of the drawing.
        area: in the units of the painter.
        palette: colours.

    Raises:
        FileNotFoundError: no drawing has that name.
    """
    side = min(area.width(), area.height())
    place = QRectF(area.center() - QPointF(side / 2, side / 2), QSizeF(side, side))
    _renderer(name, palette.name).render(painter, place)


def house_shape(area: QRectF) -> QPainterPath:
    """Return the outline of a house that fills an area: the roof above, walls below."""
    eaves, wall = area.top() + area.height() * ROOF, area.width() * 0.06
    path = QPainterPath(QPointF(area.left(), eaves))
    path.lineTo(area.center().x(), area.top())
    path.lineTo(area.right(), eaves)
    path.lineTo(area.right() - wall, eaves)
    path.lineTo(area.right() - wall, area.bottom())
    path.lineTo(area.left() + wall, area.bottom())
    path.lineTo(area.left() + wall, eaves)
    path.closeSubpath()
    return path


def house_room(area: QRectF) -> QRectF:
    """Return the room inside the walls of a house."""
    wall, eaves = area.width() * 0.06, area.height() * ROOF
    return area.adjusted(wall + 8, eaves + 8, -wall - 8, -8)


def paint_house(painter: QPainter, place: str, area: QRectF, palette: Palette, *, ground: str = "surface") -> None:
    """Paint one of the three houses: a roof with its emblem, walls, and nothing inside.

    Args:
        painter: where.
        place: which house.
        area: that it fills.
        palette: colours.
        ground: role of what lies inside the walls.
    """
    tone = HOUSE_TONES[place]
    eaves = area.top() + area.height() * ROOF
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = QPen(QColor(palette.role(tone)), 4)
    line.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(line)
    painter.setBrush(QColor(palette.role(ground)))
    painter.drawPath(house_shape(area))
    painter.setBrush(QColor(palette.role(f"{tone}_soft")))
    roof = [QPointF(area.left(), eaves), QPointF(area.center().x(), area.top()), QPointF(area.right(), eaves)]
    painter.drawPolygon(roof)
    side = area.height() * ROOF * 0.62
    painter.restore()
    paint_picture(painter, EMBLEMS[place], QRectF(area.center().x() - side / 2, eaves - side - 4, side, side), palette)


@cache
def _source(name: str) -> str:
    return resource("childpage", f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=128)
def _renderer(name: str, palette_name: str) -> QSvgRenderer:
    palette = PALETTES[palette_name]
    coloured = _ROLE.sub(lambda found: palette.role(found[1]), _source(name))
    return QSvgRenderer(QByteArray(coloured.encode()))
