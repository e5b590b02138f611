"""How the frieze looks: colours, letters, lengths and icons, on screen and on paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from ppe_desktop.runtime.resources import resource
from ppe_desktop.ui.theme import Palette, current, icon_pixmap, tabular, theme
from ppe_desktop.ui.theme.fonts import FAMILY
from ppe_desktop.ui.theme.palette import LIGHT


@dataclass(frozen=True)
class Look:
    """What the drawing is made with.

    Attributes:
        palette: colours.
        scale: scale of the text and of every length.
        is_paper: icons are then drawn as lines, not as pictures of the screen.
    """

    palette: Palette
    scale: float = 1.0
    is_paper: bool = False

    def px(self, pixels: float) -> float:
        """Return a length at this scale."""
        return round(pixels * self.scale)

    def ink(self, role: str, opacity: float = 1.0) -> QColor:
        """Return a colour of the palette."""
        return _ink(self.palette.role(role), opacity)

    def font(self, size: float = 13, *, is_bold: bool = False) -> QFont:
        """Return a font, on screen with figures of one width; on paper with figures that can be copied and searched."""
        return _font(round(size * self.scale), is_bold, not self.is_paper)

    def metrics(self, size: float = 13, *, is_bold: bool = False) -> QFontMetricsF:
        """Return the measures of a font."""
        return _metrics(round(size * self.scale), is_bold, not self.is_paper)

    def advance(self, text: str, size: float = 13, *, is_bold: bool = False) -> float:
        """Return the width of a text."""
        return _advance(text, round(size * self.scale), is_bold, not self.is_paper)

    def draw_icon(self, painter: QPainter, name: str, role: str, rect: QRectF) -> None:
        """Draw an icon in a square."""
        if self.is_paper:
            _draw_lines(painter, name, self.palette.role(role), rect)
        else:
            ratio = painter.device().devicePixelRatioF()
            pixmap = icon_pixmap(name, role, round(rect.width()), ratio)
            painter.drawPixmap(rect.topLeft(), pixmap)

    @property
    def title_width(self) -> float:
        """Width of the column of titles."""
        return self.px(160)

    @property
    def header_height(self) -> float:
        """Height of the scale of years and ages."""
        return self.px(62)

    @property
    def bar_height(self) -> float:
        """Height of a bar."""
        return self.px(22)

    @property
    def row_height(self) -> float:
        """Height of a line of bars, with the space between."""
        return self.px(26)

    @property
    def point_size(self) -> float:
        """Diameter of a point."""
        return self.px(22)

    @property
    def join_width(self) -> float:
        """Distance under which points are drawn as one with their number."""
        return self.px(42)

    @property
    def padding(self) -> float:
        """Space above and below what a lane holds."""
        return self.px(6)


def screen_look() -> Look:
    """Return the look of the screen, in the theme in force."""
    return Look(current(), theme().text_scale)


def paper_look(scale: float = 0.82) -> Look:
    """Return the look of paper: light, at a scale that suits the page."""
    return Look(LIGHT, scale, is_paper=True)


@lru_cache(maxsize=512)
def _ink(colour: str, opacity: float) -> QColor:
    made = QColor(colour)
    made.setAlphaF(opacity)
    return made


@lru_cache(maxsize=4096)
def _advance(text: str, pixels: int, is_bold: bool, is_tabular: bool) -> float:
    return _metrics(pixels, is_bold, is_tabular).horizontalAdvance(text)


@cache
def _font(pixels: int, is_bold: bool, is_tabular: bool) -> QFont:
    font = QFont(FAMILY)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if is_bold else QFont.Weight.Normal)
    return tabular(font) if is_tabular else font


@cache
def _metrics(pixels: int, is_bold: bool, is_tabular: bool) -> QFontMetricsF:
    return QFontMetricsF(_font(pixels, is_bold, is_tabular))


def _draw_lines(painter: QPainter, name: str, colour: str, rect: QRectF) -> None:
    from PySide6.QtSvg import QSvgRenderer

    source = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode())).render(painter, rect)
