"""An icon that is only looked at."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ppe_desktop.ui.theme import icon, px


class IconMark(QWidget):
    """Draw one icon at a size that follows the text scale. Decoration: the words beside it carry the meaning."""

    def __init__(self, name: str, role: str = "text", size: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._icon = icon(name, role)
        self.name = name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str, role: str) -> None:
        """Show another icon, or the same in another colour."""
        self.name = name
        self._icon = icon(name, role)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the side of the icon at the text scale in force."""
        return QSize(px(self._size), px(self._size))

    def minimumSizeHint(self) -> QSize:
        """Return the same as the size hint: an icon is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon in the palette in force."""
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()
