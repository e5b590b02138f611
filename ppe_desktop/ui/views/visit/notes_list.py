"""What was noted so far: the mark and the hour, and the words only when the adult asks: a child reads over a shoulder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import VisitNoteKind
from ppe_desktop.ui.theme import icon, px
from ppe_desktop.ui.views.visit.mark_bar import MARKS

_ID = int(Qt.ItemDataRole.UserRole)
_LOOKS = {kind.value: (icon_name, tone) for kind, icon_name, tone in MARKS}
LONGEST = 300


def look_of(kind: str) -> tuple[str, str]:
    """Return icon and tone of a mark."""
    return _LOOKS.get(kind, ("pen-line", "neutral"))


class NotesList(QListWidget):
    """The notes, the last one at the foot.

    Signals:
        reopened: identifier of a note to go on with.
    """

    reopened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Ce qui est noté"))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setIconSize(QSize(px(20), px(20)))
        self.setSpacing(1)
        self.itemClicked.connect(self._on_chosen)

    def show_notes(self, notes: Sequence[Item], names: Mapping[str, str], *, shows_words: bool) -> None:
        """Show the notes.

        Args:
            notes: the notes, the oldest first.
            names: how each child is named, by identifier.
            shows_words: in full, or only how many words there are.
        """
        self.clear()
        for note in notes:
            icon_name, tone = look_of(note.kind)
            entry = QListWidgetItem(icon(icon_name, tone), _line(note, names, shows_words=shows_words), self)
            entry.setData(_ID, note.id)
        self.scrollToBottom()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the last note in sight."""
        super().resizeEvent(event)
        self.scrollToBottom()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with the note on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self._on_chosen(self.currentItem())
        else:
            super().keyPressEvent(event)

    def _on_chosen(self, entry: QListWidgetItem) -> None:
        self.reopened.emit(str(entry.data(_ID)))


def _line(note: Item, names: Mapping[str, str], *, shows_words: bool) -> str:
    hour = (
        f"{note.noted_at.hour}\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}{note.noted_at.minute:02d}" if note.noted_at else ""
    )
    head = " · ".join(
        part for part in (hour, VisitNoteKind.label_of(note.kind), names.get(note.child_id or "", "")) if part
    )
    count = len(note.text.split())
    words = excerpt(note.text, LONGEST) if shows_words else _count(count)
    return f"{head}\n{words}"


def _count(count: int) -> str:
    return f"{count}\N{NO-BREAK SPACE}mot{'s' if count > 1 else ''}"
