"""Cards: a quiet one that groups, and one that opens something."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ppe_desktop.ui.theme import current
from ppe_desktop.ui.widgets.drawn_button import DrawnButton

RADIUS = 10


class Card(QFrame):
    """Group a few things; add them to ``body``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 14, 16, 14)
        self.body.setSpacing(8)


class ActionCard(DrawnButton):
    """A card that opens something: mouse, Enter or Space.

    Buttons may live inside it; they keep their own clicks.

    Signals:
        activated: the person asked for what the card is about.
    """

    activated = Signal()

    def __init__(self, accessible_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 14, 16, 14)
        self.body.setSpacing(8)
        self.setAccessibleName(accessible_name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

        self.clicked.connect(self._on_clicked)

    def sizeHint(self) -> QSize:
        """Return the room that the content asks for."""
        return self.body.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, the edge and the focus ring."""
        palette = current()
        ring = self.hasFocus()
        edge = palette.focus if ring else palette.control if self.underMouse() else palette.border
        width = 2.0 if ring else 1.0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(palette.hover if self.isDown() else palette.surface))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)
        painter.end()

    def _on_clicked(self) -> None:
        self.activated.emit()
