"""The notes to sort, driven by keys: Enter puts one in its place and goes to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.ui.theme import icon, px
from ppe_desktop.ui.views.visit.mark_bar import MARKS
from ppe_desktop.ui.views.visit.notes_list import look_of

_ID = int(Qt.ItemDataRole.UserRole)
LONGEST = 110
_DIGITS = {int(Qt.Key.Key_1) + place: kind.value for place, (kind, _icon, _tone) in enumerate(MARKS)}


class Line(NamedTuple):
    """A note of the list.

    Attributes:
        note: the note.
        place: where it goes, or where it went.
        is_sorted: it is there already.
        warns: something is to be looked at.
    """

    note: Item
    place: str
    is_sorted: bool
    warns: bool


class SortingList(QListWidget):
    """The notes.

    Signals:
        accepted: the present note goes to its place.
        kind_pressed: code of a mark, by its digit.
        child_stepped: 1 or -1, to the next or previous child.
        edit_requested: correct the text.
        due_requested: say for when.
        throw_requested: the note goes in the bin.
        back_requested: take back the last note sorted.
        left: Escape.
    """

    accepted = Signal()
    kind_pressed = Signal(str)
    child_stepped = Signal(int)
    edit_requested = Signal()
    due_requested = Signal()
    throw_requested = Signal()
    back_requested = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sorting_list")
        self.setAccessibleName(self.tr("Notes à ranger"))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setIconSize(QSize(px(20), px(20)))
        self.setSpacing(1)

    def show_lines(self, lines: Sequence[Line], current_id: str) -> None:
        """Show the notes, one of them chosen."""
        self.blockSignals(True)
        self.clear()
        for line in lines:
            icon_name, tone = ("check-circle", "done") if line.is_sorted else look_of(line.note.kind)
            mark = "⚠ " if line.warns and not line.is_sorted else ""
            entry = QListWidgetItem(
                icon(icon_name, tone), f"{mark}{line.place}\n{excerpt(line.note.text, LONGEST)}", self
            )
            entry.setData(_ID, line.note.id)
            if line.note.id == current_id:
                self.setCurrentItem(entry)
        self.blockSignals(False)
        if self.currentItem() is not None:
            self.scrollToItem(self.currentItem())

    def current_id(self) -> str:
        """Return the note chosen."""
        entry = self.currentItem()
        return str(entry.data(_ID)) if entry is not None else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Sort by keys; the arrows up and down choose, as in any list."""
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Undo):
            self.back_requested.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        elif key in _DIGITS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.kind_pressed.emit(_DIGITS[key])
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.child_stepped.emit(1 if key == Qt.Key.Key_Right else -1)
        elif key == Qt.Key.Key_Space:
            self._go_down()
        elif key == Qt.Key.Key_Delete:
            self.throw_requested.emit()
        elif key == Qt.Key.Key_F2:
            self.edit_requested.emit()
        elif key == Qt.Key.Key_D and not event.modifiers():
            self.due_requested.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _go_down(self) -> None:
        if self.count():
            self.setCurrentRow((self.currentRow() + 1) % self.count())
