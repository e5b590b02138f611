"""A quiet button at the left of a narrow column: a name too long for it ends with "…", the pointer shows it whole."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.buttons import QuietButton

_SIDES = 12
"""Padding and edges of the button, at the size of text 1."""


class ElidedButton(QuietButton):
    """A quiet button that takes the width it is given.

    Args:
        text: what it says, read whole by screen readers.
        plain: written as ordinary text rather than in the accent colour.
        parent: parent widget.
    """

    def __init__(self, text: str, *, plain: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent=parent)
        self._whole = text
        self.setProperty("bare", True)
        self.setProperty("plain", plain)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip(text)
        self.setAccessibleName(text)

    def whole_text(self) -> str:
        """Return what it says, whole."""
        return self._whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as the width allows."""
        super().resizeEvent(event)
        room = self.width() - px(_SIDES)
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))
