"""The legend under the drawing on screen."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ppe_desktop.ui.theme import current, theme
from ppe_desktop.ui.views.casefile.genogram import legend
from ppe_desktop.ui.views.casefile.genogram.picture import Picture


class LegendStrip(QWidget):
    """Says what the signs of the picture shown mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[legend.Entry] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

        theme().theme_changed.connect(self.updateGeometry)

    def show_picture(self, picture: Picture) -> None:
        """Show the signs that a picture uses."""
        self._entries = legend.entries_of(picture)
        self.setAccessibleName(self.tr("Légende\N{NO-BREAK SPACE}: {signs}").format(signs=", ".join(self.texts())))
        self.updateGeometry()
        self.update()

    def texts(self) -> list[str]:
        """Return the words of the legend."""
        return [text for text, _sample in self._entries]

    def heightForWidth(self, width: int) -> int:
        """Return the height that the signs need."""
        scale = theme().text_scale
        return round(legend.height_of(self._entries, width / scale) * scale)

    def sizeHint(self) -> QSize:
        """Return the room at the present width."""
        width = max(self.width(), 320)
        return QSize(320, self.heightForWidth(width))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the signs and their words."""
        painter = QPainter(self)
        scale = theme().text_scale
        painter.scale(scale, scale)
        legend.paint(painter, self._entries, self.width() / scale, current())
        painter.end()
