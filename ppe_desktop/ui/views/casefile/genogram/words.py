"""What is written under each symbol: name, roles, age, on few lines, elided when too long."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from ppe_desktop.domain.genogram import Node, Sort
from ppe_desktop.domain.genogram.layout import CELL_WIDTH, SYMBOL
from ppe_desktop.ui.theme.fonts import FAMILY

NAME_SIZE, ROLE_SIZE = 13, 12
GAP = 5.0
_NAME_LINES, _ROLE_LINES = 2, 3


class Line(NamedTuple):
    """One line of words.

    Attributes:
        text: as drawn, elided if need be.
        font: its font.
        top: below the top of the cell.
        height: of the line.
        is_name: whether it is part of the name.
    """

    text: str
    font: QFont
    top: float
    height: float
    is_name: bool


def drawing_font(size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return a font of the drawing, in its own points."""
    font = QFont(FAMILY)
    font.setPixelSize(size)
    font.setWeight(weight)
    return font


def lines_of(node: Node) -> tuple[Line, ...]:
    """Return the lines written under a symbol."""
    is_unknown = node.sort is Sort.UNKNOWN
    name_font = drawing_font(ROLE_SIZE if is_unknown else NAME_SIZE, _weight(is_unknown))
    small = drawing_font(ROLE_SIZE)
    found: list[Line] = []
    top = SYMBOL + GAP
    roles = [part for role in node.roles for part in wrapped(role, small, CELL_WIDTH, _ROLE_LINES)]
    for parts, font, is_name in (
        (wrapped(node.name, name_font, CELL_WIDTH, _NAME_LINES), name_font, not is_unknown),
        (roles[:_ROLE_LINES], small, False),
        (wrapped(node.age, small, CELL_WIDTH, 1), small, False),
    ):
        height = QFontMetricsF(font).height()
        for part in parts:
            found.append(Line(part, font, top, height, is_name))
            top += height
    return tuple(found)


def depth_of(lines: tuple[Line, ...]) -> float:
    """Return the height of a symbol and its words."""
    return (lines[-1].top + lines[-1].height + 2) if lines else SYMBOL


def draw(painter: QPainter, line: Line, left: float, top: float) -> None:
    """Write one line under a symbol, centred, in the direction of its own writing."""
    painter.setFont(line.font)
    box = QRectF(left - 20, top + line.top, CELL_WIDTH + 40, line.height)
    painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextSingleLine, line.text)


def wrapped(text: str, font: QFont, width: float, most: int) -> list[str]:
    """Return a text on ``most`` lines at most, the last one elided when words are left."""
    flat = " ".join(text.split())[:400]
    if not flat:
        return []
    layout = QTextLayout(flat, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    cuts = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        cuts.append(line.textStart())
    layout.endLayout()
    parts = _cut(flat, cuts)
    if len(parts) > most:
        rest = "".join(parts[most - 1 :])
        parts[most - 1 :] = [QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)]
    return [part.strip() for part in parts]


def _cut(text: str, cuts: list[int]) -> list[str]:
    """Cut a text where Qt says, which counts an emoji for two."""
    units = text.encode("utf-16-le")
    edges = [2 * cut for cut in cuts] + [len(units)]
    return [units[start:end].decode("utf-16-le", "ignore") for start, end in pairwise(edges)]


def _weight(is_unknown: bool) -> QFont.Weight:
    return QFont.Weight.Normal if is_unknown else QFont.Weight.DemiBold
