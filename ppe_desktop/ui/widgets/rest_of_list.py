"""The room that the lines of a long list not made yet will take: seen, it asks for more of them."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

MOST = 100_000
"""Pixels beyond which the bar of a list need not be truer."""


class RestOfList(QWidget):
    """Stands at the foot of a list for the lines still to be made; hidden when there are none.

    Signals:
        reached: it came on screen: more lines are wanted.
    """

    reached = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.reached)
        self.hide()

    def stand_for(self, lines: int, height: int) -> None:
        """Take the room of so many lines of a height in pixels."""
        self.setFixedHeight(min(lines * height, MOST))
        self.setVisible(lines > 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ask for more, once what is on screen is drawn."""
        super().paintEvent(event)
        self._timer.start()
