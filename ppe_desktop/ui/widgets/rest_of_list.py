"""The room that the lines of a long list not made yet will take: come to, it asks for more of them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy, QWidget

MOST = 100_000
"""Pixels beyond which the bar of a list need not be truer."""


class RestOfList(QWidget):
    """Stands at the foot of a list for the lines still to be made; hidden when there are none.

    Signals:
        reached: it came on screen, or was gone past: more lines are wanted.
    """

    reached = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._area: QAbstractScrollArea | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.reached)
        self.hide()

    def stand_for(self, lines: int, height: int) -> None:
        """Take the room of so many lines of a height in pixels."""
        self.setFixedHeight(min(lines * height, MOST))
        self.setVisible(lines > 0)

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the bar of the page it stands in: a jump to the very end may go past it without painting it."""
        super().showEvent(event)
        if self._area is None:
            self._area = _area_of(self)
            if self._area is not None:
                self._area.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ask for more, once what is on screen is drawn."""
        super().paintEvent(event)
        self._timer.start()

    def _on_scrolled(self) -> None:
        if self._area is not None and self.isVisible():
            viewport = self._area.viewport()
            if self.mapTo(viewport, QPoint(0, 0)).y() < viewport.height():
                self._timer.start()


def _area_of(widget: QWidget) -> QAbstractScrollArea | None:
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QAbstractScrollArea):
        above = above.parentWidget()
    return above
