"""What an empty place says."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppe_desktop.ui.theme import current, px, theme
from ppe_desktop.ui.widgets.buttons import PrimaryButton
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel

TEXT_WIDTH = 380
"""Width of the words at scale 1, in pixels."""


class EmptyState(QWidget):
    """Say what this place is for and offer the first gesture.

    Signals:
        action_requested: the button was used.
    """

    action_requested = Signal()

    def __init__(
        self, icon_name: str, heading: str, text: str, action: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.mark = _RoundMark(icon_name, self)
        self.heading = PlainLabel(heading, "section", wrap=True, parent=self)
        self.explanation = PlainLabel(text, "body", wrap=True, parent=self)
        self.action_button = PrimaryButton(action, parent=self)
        self.action_button.setVisible(bool(action))
        for label in (self.heading, self.explanation):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)

        column = QVBoxLayout(self)
        column.setContentsMargins(24, 32, 24, 32)
        column.setSpacing(8)
        column.addStretch(1)
        for widget, space in ((self.mark, 8), (self.heading, 0), (self.explanation, 12), (self.action_button, 0)):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
            column.addSpacing(space)
        column.addStretch(2)

        self.action_button.clicked.connect(self._on_action)
        theme().theme_changed.connect(self._fit)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the words all their lines, now that their font is known."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        for label in (self.heading, self.explanation):
            label.setFixedWidth(px(TEXT_WIDTH))
            label.setMinimumHeight(max(label.heightForWidth(px(TEXT_WIDTH)), 0))  # -1 for a label without words

    def _on_action(self) -> None:
        self.action_requested.emit()


class _RoundMark(IconMark):
    def __init__(self, icon_name: str, parent: QWidget) -> None:
        super().__init__(icon_name, "accent", 28, parent)

    def sizeHint(self) -> QSize:
        return QSize(px(64), px(64))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current().accent_soft))
        painter.drawEllipse(QRectF(self.rect()))
        margin = px(18)
        self._icon.paint(painter, self.rect().adjusted(margin, margin, -margin, -margin))
        painter.end()
