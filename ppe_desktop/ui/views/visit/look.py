"""How large visit mode writes: for a tablet on one's knees and a finger in a hurry."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from ppe_desktop.ui.theme import current, px

TARGET = 52
"""Least height of what a finger touches, in pixels independent of the device."""

PLACE = "visit_place"
"""Name under which the base keeps the visit on screen, its step and its note: where one goes on after a lock or a fault."""
SHOWN = "visit_words_shown"
"""Name under which the base keeps whether the words of the notes are shown during a visit."""


def fit_buttons(root: QWidget) -> None:
    """Make the buttons as wide as their words: Qt keeps the width it worked out before the letters of a style sheet grew."""
    for button in root.findChildren(QPushButton):
        is_default = button.autoDefault()
        for value in (not is_default, is_default):  # a width is worked out anew when this changes, and only then
            button.setAutoDefault(value)
            button.sizeHint()
        button.updateGeometry()


def visit_sheet() -> str:
    """Return the style sheet of visit mode, over that of the program: larger letters and targets."""
    palette = current()
    return f"""
    VisitWindow {{ background: {palette.window}; }}
    VisitWindow QPushButton {{ font-size: {px(16)}px; font-weight: 600; min-height: {TARGET - 16}px; padding: 7px 15px; border-radius: 9px; }}
    VisitWindow QPushButton:focus {{ padding: 6px 14px; }}
    VisitWindow ChipButton {{ font-size: {px(15)}px; font-weight: 600; min-height: {TARGET - 22}px; padding: 5px 14px; border-radius: 14px; }}
    VisitWindow ChipButton:focus {{ padding: 4px 13px; }}
    VisitWindow QToolButton {{ min-width: {TARGET - 12}px; min-height: {TARGET - 12}px; }}
    VisitWindow NoteField {{ font-size: {px(21)}px; border-radius: 10px; }}
    VisitWindow QListWidget {{ font-size: {px(16)}px; }}
    VisitWindow QListWidget::item {{ padding: 5px 10px; min-height: {TARGET - 18}px; }}
    """
