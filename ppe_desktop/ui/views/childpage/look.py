"""How large the child's page writes: the size of the program's text, and A− A+ of its own on top."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFont

from ppe_desktop.ui.theme import current, px, theme
from ppe_desktop.ui.theme.fonts import FAMILY

STEPS = (1.0, 1.2, 1.45, 1.75)
LARGEST = 2.2
"""Times the usual size, whatever is asked: above, a word no longer fits on the screen of a small laptop."""
TARGET = 56
"""Least side of what a finger touches, in pixels independent of the device."""


class Look(QObject):
    """Size of the text of one page.

    Signals:
        changed: everything is written at another size.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._step = 0

    def px(self, pixels: int) -> int:
        """Return a length that follows the size of the text."""
        return round(min(px(1000) / 1000 * STEPS[self._step], LARGEST) * pixels)

    def font(self, pixels: int, *, bold: bool = False) -> QFont:
        """Return the font for a text of a number of pixels at the usual size."""
        font = QFont(FAMILY)
        font.setPixelSize(self.px(pixels))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def can_grow(self) -> bool:
        """Tell whether a larger size makes a difference."""
        return self._step + 1 < len(STEPS) and theme().text_scale * STEPS[self._step] < LARGEST

    def can_shrink(self) -> bool:
        """Tell whether there is a smaller size."""
        return self._step > 0

    def grow(self, by: int) -> None:
        """Write larger, or smaller when negative."""
        self._step = min(max(self._step + by, 0), len(STEPS) - 1)
        self.changed.emit()

    def sheet(self) -> str:
        """Return the style sheet of the page: the sizes of its words, over that of the program."""
        return f"""
        ChildPage {{ background: {current().window}; }}
        PlainLabel[child="title"] {{ font-size: {self.px(26)}px; font-weight: 600; }}
        PlainLabel[child="question"] {{ font-size: {self.px(22)}px; font-weight: 600; }}
        PlainLabel[child="label"] {{ font-size: {self.px(17)}px; font-weight: 600; }}
        PlainLabel[child="body"] {{ font-size: {self.px(17)}px; }}
        WordsField {{ font-size: {self.px(22)}px; border-radius: 10px; }}
        WordsField[large="true"] {{ font-size: {self.px(34)}px; }}
        WordsField[house="true"] {{ border-color: transparent; }}
        WordsField[house="true"]:focus {{ border-color: {current().focus}; }}
        QLineEdit {{ font-size: {self.px(18)}px; min-height: {TARGET - 2}px; padding: 0 14px; }}
        QPushButton {{ font-size: {self.px(18)}px; min-height: {TARGET - 2}px; padding: 0 18px; border-radius: 10px; }}
        QLineEdit:focus {{ min-height: {TARGET - 4}px; padding: 0 13px; }}
        QPushButton:focus {{ min-height: {TARGET - 4}px; padding: 0 17px; }}
        QToolButton {{ font-size: 20px; font-weight: 600; padding: 0; border-radius: 10px; }}
        QToolButton:disabled {{ background: transparent; }}
        """
