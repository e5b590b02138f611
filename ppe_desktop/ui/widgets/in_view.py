"""Bringing what just appeared into view."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

_MARGIN = 48
SETTLED_MS = 60
LATE_MS = 300
"""Long enough for a page of many wrapped lines to have its height."""
_FOLLOWED_MS = 2000
"""Long enough for what is read in the background, above, to have come and pushed the rest down."""


def come_into_view(widget: QWidget) -> None:
    """Scroll the page so that a widget is seen, once its place is known, and keep it seen while the page fills."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    content = parent.widget() if parent is not None else None
    if parent is not None and content is not None:
        _Following(parent, content, widget)


class _Following(QObject):
    """Keeps a widget in view for a moment; the wheel or a click of the person ends it."""

    def __init__(self, area: QScrollArea, content: QWidget, widget: QWidget) -> None:
        super().__init__(widget)
        self._area, self._followed, self._content = area, widget, content
        for watched in (self._content, area.viewport(), area.verticalScrollBar()):
            watched.installEventFilter(self)
        for delay in (0, SETTLED_MS, LATE_MS):  # rows that go beside or above their label change the height once more
            QTimer.singleShot(delay, self, self._scroll)
        QTimer.singleShot(_FOLLOWED_MS, self, self.deleteLater)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the page when its height changes, unless the person goes elsewhere in it."""
        if event.type() == QEvent.Type.Resize and watched is self._content:
            QTimer.singleShot(0, self, self._scroll)
        elif event.type() in (QEvent.Type.Wheel, QEvent.Type.MouseButtonPress):
            self.deleteLater()
        return False

    def _scroll(self) -> None:
        if not self._content.isAncestorOf(self._followed):
            return  # taken out of the page meanwhile
        layout = self._content.layout()
        if layout is not None:
            layout.activate()
        place = QRect(self._followed.mapTo(self._content, QPoint(0, 0)), self._followed.size())
        left = self._area.horizontalScrollBar().value()
        for edge in (place.bottom(), place.top()):  # Qt's own ensureWidgetVisible looks at the cursor of a text only
            self._area.ensureVisible(left, edge, 0, _MARGIN)
