"""The one field of visit mode: Enter ends a note, Maj and Enter goes to the next line; nothing typed is corrected."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.growing_text_edit import GrowingTextEdit

_WIDEST = 16_777_215


class NoteField(GrowingTextEdit):
    """Text as it is heard: neither underlined nor typeset, since a child's words are kept as they are.

    Signals:
        finished: Enter was pressed.
        left: Escape was pressed.
    """

    finished = Signal()
    left = Signal()

    def __init__(self, placeholder: str, *, min_lines: int, max_lines: int, parent: QWidget | None = None) -> None:
        super().__init__(placeholder, min_lines=min_lines, max_lines=max_lines, parent=parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End the note at Enter, leave the field at Escape, write the rest."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.finished.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def set_lines(self, least: int, most: int) -> None:
        """Take between so many lines and so many: fewer where the window is low."""
        if (least, most) != (self._min_lines, self._max_lines):
            self._max_lines = most
            self.set_min_lines(least)

    def sizeHint(self) -> QSize:
        """Return a modest width: the field takes that of its column."""
        return QSize(px(400), super().sizeHint().height())

    def _readable_width(self) -> int:
        return _WIDEST  # the column is no wider than what is read with ease
