"""Cards: a quiet one that groups, and one that opens something."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from ppe_desktop.ui.theme import current

RADIUS = 10


class Card(QFrame):
    """Group a few things; add them to ``body``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 14, 16, 14)
        self.body.setSpacing(8)


class ActionCard(QAbstractButton):
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
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

        self.clicked.connect(self._on_clicked)

    def sizeHint(self) -> QSize:
        """Return the room that the content asks for."""
        return self.body.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as a click; the rest as any button does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Draw the card as under the pointer."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Draw the card at rest."""
        self.update()
        super().leaveEvent(event)

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
