"""A sentence that opens something: an icon, words that wrap, one stop of the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ppe_desktop.ui.theme import current, icon_pixmap, px
from ppe_desktop.ui.widgets.drawn_button import DrawnButton

_FLAGS = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RemarkLine(DrawnButton):
    """A button whose words may take several lines."""

    def __init__(self, words: str, tone: str, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone, self._icon_name = tone, icon_name
        self.setText(words)
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Return room for the words on one line."""
        return QSize(
            self._inset() + self.fontMetrics().horizontalAdvance(self.text()) + px(12), self.heightForWidth(9999)
        )

    def minimumSizeHint(self) -> QSize:
        """Return the least width: the words then wrap."""
        return QSize(px(200), px(32))

    def heightForWidth(self, width: int) -> int:
        """Return the height that the words take at a width."""
        room = self.fontMetrics().boundingRect(0, 0, max(width - self._inset() - px(8), 50), 4000, _FLAGS, self.text())
        return max(room.height() + px(10), px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the icon, the words and the ring."""
        palette, painter = current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(palette.focus), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.hover) if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(ground, px(6), px(6))
        side = px(18)
        pixmap = icon_pixmap(self._icon_name, self._tone, side, self.devicePixelRatioF())
        painter.drawPixmap(px(6), (self.height() - side) // 2, pixmap)
        painter.setPen(QColor(palette.text))
        painter.drawText(self.rect().adjusted(self._inset(), 0, -px(8), 0), _FLAGS, self.text())
        painter.end()

    def _inset(self) -> int:
        return px(34)
