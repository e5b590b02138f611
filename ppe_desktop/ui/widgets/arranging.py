"""Filling a page that is on screen without laying it out at each line.

Qt lays a page out again, up to its root, each time a widget appears in it: fifty lines shown one by one are fifty layouts of everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLayout, QWidget

_held: list[QLayout] = []
"""Layouts that wait for the end of the outermost call, the innermost ones first."""
_areas: list[QAbstractScrollArea] = []
"""What scrolls the pages that wait."""


@contextmanager
def arranged_once(widget: QWidget) -> Iterator[None]:
    """Let widgets be added, shown and hidden in one that is on screen; everything takes its place once, at the end.

    Calls may be nested: everything waits for the end of the outermost one.

    Args:
        widget: what is filled; the page it stands in, up to the area that scrolls, waits with it.
    """
    is_outermost = not _held and not _areas
    layouts, area = _layouts_up_from(widget)
    added = [layout for layout in layouts if layout.isEnabled()]
    if area is not None and area not in _areas:
        _areas.append(area)
    for layout in added:
        layout.setEnabled(False)
    _held[:0] = added
    try:
        yield
        show_new(widget)
    finally:
        if is_outermost:
            _let_go()


def _let_go() -> None:
    held, areas = _held.copy(), _areas.copy()
    _held.clear()
    _areas.clear()
    for layout in held:
        layout.setEnabled(True)
        layout.invalidate()
    for area in areas:  # the page takes its height first
        if area.isVisible():
            QApplication.sendEvent(area, QEvent(QEvent.Type.LayoutRequest))
    for layout in reversed(held):  # from the page down: a line is laid out in the room it really has
        layout.activate()


def _layouts_up_from(widget: QWidget) -> tuple[list[QLayout], QAbstractScrollArea | None]:
    """Return the layouts of a widget and of all that holds it, up to the area that scrolls, and that area."""
    found: list[QLayout] = []
    above: QWidget | None = widget
    while above is not None and not isinstance(above, QAbstractScrollArea) and not above.isWindow():
        layout = above.layout()
        if layout is not None:
            found.append(layout)
        above = above.parentWidget()
    return found, above if isinstance(above, QAbstractScrollArea) else None


def show_new(widget: QWidget) -> None:
    """Show what was added and not hidden on purpose: left to Qt, each appears in its own turn and everything is laid out each time."""
    if not widget.isVisible():
        return
    for child in widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if child.isHidden() and not child.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            child.show()
