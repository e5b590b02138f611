"""A banner across a page: an error of the surroundings with its way out, or a standing notice."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ppe_desktop.ui.theme import tone_icon
from ppe_desktop.ui.widgets.buttons import IconButton, QuietButton
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.styling import announce, set_style_property


class Banner(QFrame):
    """Say what happened, what was kept and what to do.

    Signals:
        action_requested: the button was used.
        closed: the banner was put away.
    """

    action_requested = Signal()
    closed = Signal()

    def __init__(
        self,
        text: str = "",
        tone: str = "info",
        *,
        action: str = "",
        closable: bool = True,
        icon_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.mark = IconMark(icon_name or tone_icon(tone), tone, 20, self)
        self.label = PlainLabel(text, wrap=True, parent=self)
        self.action_button = QuietButton(action, parent=self)
        self.close_button = IconButton("x", self.tr("Fermer ce message"), "text", self)
        self.setProperty("tone", tone)
        self.action_button.setVisible(bool(action))
        self.close_button.setVisible(closable)

        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(self.mark)
        row.addWidget(self.label, 1)
        row.addWidget(self.action_button)
        row.addWidget(self.close_button)
        self.setMinimumHeight(48)

        self.action_button.clicked.connect(self._on_action)
        self.close_button.clicked.connect(self._on_close)
        self.setAccessibleName(text)

    def set_message(self, text: str, tone: str, action: str = "") -> None:
        """Say something else, and show the banner."""
        self.label.setText(text)
        self.mark.set_icon(tone_icon(tone), tone)
        self.action_button.setText(action)
        self.action_button.setVisible(bool(action))
        self.setAccessibleName(text)
        set_style_property(self, "tone", tone)
        if self.isVisible():
            announce(self, text)
        self.show()

    def showEvent(self, event: QShowEvent) -> None:
        """Have screen readers say the banner when it appears."""
        super().showEvent(event)
        announce(self, self.label.text())

    def _on_action(self) -> None:
        self.action_requested.emit()

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()
