"""The folded panel: a narrow strip that says how many words bear on the screen, and opens them."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ppe_desktop.ui.theme import current, icon, px, theme
from ppe_desktop.ui.widgets.drawn_button import DrawnButton


class WordsTab(DrawnButton):
    """A strip along the right edge: mark, count, and "Paroles" written upwards."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("words_tab")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._count = 0
        self.setText(self.tr("Paroles"))
        theme().theme_changed.connect(self.updateGeometry)

    def show_count(self, count: int, subject: str) -> None:
        """Say how many words bear on what."""
        self._count = count
        said = self.tr("aucune parole") if not count else self.tr("une parole") if count == 1 else f"{count} paroles"
        words = self.tr("{subject}\N{NO-BREAK SPACE}: {said} (F7)").format(subject=subject, said=said)
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.update()

    def count(self) -> int:
        """Return how many words bear on what is on screen."""
        return self._count

    def sizeHint(self) -> QSize:
        """Return the room of the strip."""
        return QSize(px(40), px(200))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the edge, the mark, the count and the word."""
        palette, width = current(), self.width()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(palette.hover if self.underMouse() else palette.surface))
        painter.fillRect(QRect(0, 0, 1, self.height()), QColor(palette.border))
        side = px(20)
        icon("quote", "child").paint(painter, QRect((width - side) // 2, px(18), side, side))
        painter.setPen(QColor(palette.text))
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        if self._count:
            painter.drawText(QRect(0, px(42), width, px(24)), Qt.AlignmentFlag.AlignCenter, str(self._count))
        font.setBold(False)
        painter.setFont(font)
        painter.save()
        painter.translate(width / 2, px(76))
        painter.rotate(90)
        painter.drawText(
            QRect(0, -width // 2, px(140), width),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            self.text(),
        )
        painter.restore()
        if self.hasFocus():
            painter.setPen(QPen(QColor(palette.focus), 2))
            painter.drawRect(self.rect().adjusted(2, 2, -2, -2))
        painter.end()
