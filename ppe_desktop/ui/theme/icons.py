"""Line icons (Lucide), drawn in the colours of the palette in force.

The icon asks for its colour each time it is drawn: after a change of theme nothing has to be set again.
QtSvg is imported at the first drawing, not before.
"""

from functools import cache, lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from ppe_desktop.runtime.resources import resource
from ppe_desktop.ui.theme.apply import current


def icon(name: str, role: str = "text", on_role: str | None = None) -> QIcon:
    """Return an icon that follows the theme.

    Args:
        name: file name in ``resources/icons`` without its ending.
        role: role of the palette it is drawn with.
        on_role: role once checked, when it differs.

    Raises:
        FileNotFoundError: no icon has that name.
    """
    _path(name)
    return QIcon(_Engine(name, role, on_role or role))


def icon_pixmap(name: str, role: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return the drawing of an icon, in the palette in force.

    Args:
        name: name of the icon.
        role: role of the palette.
        size: side in device-independent pixels.
        ratio: device pixels per pixel.
    """
    pixmap = QPixmap(_draw(name, current().role(role), round(size * ratio), round(size * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


class _Engine(QIconEngine):
    def __init__(self, name: str, role: str, on_role: str) -> None:
        super().__init__()
        self._name, self._role, self._on_role = name, role, on_role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        pixmap = self._pixmap(rect.size() * ratio, mode, state)
        painter.drawPixmap(QRectF(rect), pixmap, QRectF(pixmap.rect()))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self._pixmap(size, mode, state)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        return self._pixmap(size * scale, mode, state)

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._role, self._on_role)

    def key(self) -> str:
        return "ppe"

    def _pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        role = self._on_role if state == QIcon.State.On else self._role
        if mode == QIcon.Mode.Disabled:
            role = "disabled"
        return _draw(self._name, current().role(role), size.width(), size.height())


@cache
def _path(name: str) -> Path:
    """Look for the file of an icon, once: a page asks for a hundred icons."""
    return resource("icons", f"{name}.svg")


@cache
def _source(name: str) -> str:
    return _path(name).read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _draw(name: str, colour: str, width: int, height: int) -> QPixmap:
    """Draw an icon at the left of a rectangle of device pixels: what is left over is the gap before a word.

    A widget squeezed to nothing while its page is laid out asks for a rectangle of no size: it gets no drawing.
    """
    if width <= 0 or height <= 0:
        return QPixmap()
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    side = min(width, height)
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, (height - side) // 2, side, side))
    painter.end()
    return pixmap
