"""A choice whose whole row answers to the mouse, and not its words alone."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QRadioButton, QWidget

from ppe_desktop.ui.widgets.plain_label import PlainLabel


class WideRadio(QRadioButton):
    """A radio button that takes a click anywhere on its row."""

    def hitButton(self, pos: QPoint) -> bool:
        """Tell whether a click falls on the button: anywhere in it."""
        return self.rect().contains(pos)


class ChoiceNote(PlainLabel):
    """What is said under a choice; a click on it makes the choice too."""

    def __init__(self, text: str, choice: QRadioButton, parent: QWidget | None = None) -> None:
        super().__init__(text, "muted", wrap=True, parent=parent)
        self._choice = choice

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Make the choice."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._choice.click()
            self._choice.setFocus(Qt.FocusReason.MouseFocusReason)
