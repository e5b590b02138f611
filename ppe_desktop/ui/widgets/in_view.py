"""Bringing what just appeared into view."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

_MARGIN = 48
SETTLED_MS = 60
LATE_MS = 300
"""Long enough for a page of many wrapped lines to have its height."""


def come_into_view(widget: QWidget) -> None:
    """Scroll the page so that a widget is seen, once its place is known."""
    for delay in (0, SETTLED_MS, LATE_MS):  # rows that go beside or above their label change the height once more
        QTimer.singleShot(delay, widget, _Scroll(widget))


class _Scroll:
    def __init__(self, widget: QWidget) -> None:
        self._widget = widget

    def __call__(self) -> None:
        parent = self._widget.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if parent is None:
            return
        content = parent.widget()
        layout = content.layout() if content is not None else None
        if layout is not None:
            layout.activate()
        parent.ensureWidgetVisible(self._widget, 0, _MARGIN)
