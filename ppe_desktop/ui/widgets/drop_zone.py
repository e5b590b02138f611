"""Where files are dropped: a quiet dashed frame that lights up under what is carried over it."""

from PySide6.QtCore import QMimeData, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.ui.theme import current
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_RADIUS = 10


class DropZone(QFrame):
    """Say that files may be dropped; the buttons that do the same go in ``buttons``."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_lit = False
        self.mark = IconMark("upload", "accent", 24, self)
        self.label = PlainLabel(text, "muted", wrap=True, parent=self)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)

        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(self.label)
        column.addLayout(self.buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 14, 18, 14)
        row.setSpacing(14)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def is_lit(self) -> bool:
        """Tell whether something is carried over it."""
        return self._is_lit

    def set_lit(self, is_lit: bool) -> None:
        """Show that what is carried may be dropped, or not any more."""
        self._is_lit = is_lit
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame in the palette in force."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = current()
        pen = QPen(QColor(colours.accent if self._is_lit else colours.control), 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(colours.accent_soft) if self._is_lit else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        painter.end()


def holds_documents(data: QMimeData) -> bool:
    """Tell whether what is carried or copied holds files of this computer or a picture."""
    return any(url.isLocalFile() for url in data.urls()) or data.hasImage()
