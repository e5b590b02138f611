"""What a note is, of which child, and whose words: large buttons, each with its key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.visits import Voice
from ppe_desktop.domain.vocabulary import VisitNoteKind
from ppe_desktop.ui.widgets.chip import ChipButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout

MARKS: tuple[tuple[VisitNoteKind, str, str], ...] = (
    (VisitNoteKind.NOTE, "pen-line", "neutral"),
    (VisitNoteKind.CHILD, "quote", "child"),
    (VisitNoteKind.PARENT, "message-circle", "mother"),
    (VisitNoteKind.OBSERVATION, "eye", "info"),
    (VisitNoteKind.HEALTH, "heart-pulse", "done"),
    (VisitNoteKind.TASK, "list-checks", "soon"),
)
"""The marks in the order of their keys, 1 to 6, each with its icon and tone."""


class MarkBar(QWidget):
    """The marks, the children, the persons.

    Signals:
        kind_pressed: code of the mark pressed, pressed already or not.
        child_pressed: identifier of the child, empty for all of them.
        voice_pressed: the :class:`Voice`.
    """

    kind_pressed = Signal(str)
    child_pressed = Signal(str)
    voice_pressed = Signal(object)

    def __init__(self, key_words: str = "", parent: QWidget | None = None) -> None:
        """Make the bar.

        Args:
            key_words: what stands before the digit of a mark in its key, ``"Ctrl+"``.
            parent: parent widget.
        """
        super().__init__(parent)
        self._key_words = key_words
        self.kind_buttons: dict[str, ChipButton] = {}
        self.child_buttons: dict[str, ChipButton] = {}
        self.voice_buttons: list[ChipButton] = []
        self._voices: list[Voice] = []
        self._children: list[Item] = []
        self.kind_row, self.child_row, self.person_row = QWidget(self), QWidget(self), QWidget(self)
        self._flows = {row: FlowLayout(row, 8) for row in (self.kind_row, self.child_row, self.person_row)}
        for number, (kind, icon_name, tone) in enumerate(MARKS, start=1):
            button = self._chip(f"{number}  {kind.label}", icon_name, tone, self.kind_row)
            button.setToolTip(f"{kind.label} ({key_words}{number})")
            button.setAccessibleName(kind.label)
            button.setObjectName(f"mark_{kind.name.lower()}")
            button.clicked.connect(partial(self._on_kind, kind.value))
            self.kind_buttons[kind.value] = button
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for row in (self.kind_row, self.child_row, self.person_row):
            column.addWidget(row)

    def show_children(self, children: Sequence[Item], *, hides_names: bool = False) -> None:
        """Offer the children; a lone one is not to be chosen."""
        self._empty(self.child_row, self.child_buttons.values())
        self._children, self.child_buttons = list(children), {}
        if len(children) > 1:
            self._add_child("", self.tr("Tous"), "users", 0)
            for number, child in enumerate(children, start=1):
                name = first_name_of(child)
                self._add_child(child.id, f"{name[:1]}." if hides_names else name, "user", number)
        self.child_row.setVisible(bool(self.child_buttons))

    def show_voices(self, voices: Sequence[Voice], *, hides_names: bool = False) -> None:
        """Offer the persons whose words may be noted."""
        self._empty(self.person_row, self.voice_buttons)
        self._voices, self.voice_buttons = list(voices), []
        for voice in self._voices:
            words = voice.label.rpartition(", ")[2].capitalize() if hides_names else voice.label
            button = self._chip(words, "message-square", "mother", self.person_row)
            button.setAccessibleName(voice.label)
            button.clicked.connect(partial(self._on_voice, voice))
            button.show()
            self.voice_buttons.append(button)

    def show_state(self, kind: str, child_id: str, voice: Voice | None) -> None:
        """Show what is chosen."""
        for code, button in self.kind_buttons.items():
            button.setChecked(code == kind)
        for key, button in self.child_buttons.items():
            button.setChecked(key == child_id)
        for one, button in zip(self._voices, self.voice_buttons, strict=True):
            button.setChecked(one == voice)
        self.person_row.setVisible(kind == VisitNoteKind.PARENT and bool(self.voice_buttons))

    def next_child(self, child_id: str, step: int = 1) -> str:
        """Return the child after one, all of them being the first choice; the lone one when there is no choice."""
        keys = list(self.child_buttons)
        if not keys:
            return ""
        return keys[(keys.index(child_id) + step) % len(keys)] if child_id in keys else keys[0]

    def next_voice(self, voice: Voice | None) -> Voice | None:
        """Return the person after one, the first one after none."""
        if not self._voices:
            return None
        return (
            self._voices[(self._voices.index(voice) + 1) % len(self._voices)]
            if voice in self._voices
            else self._voices[0]
        )

    def voice_of(self, person_id: str | None) -> Voice | None:
        """Return a person among those offered."""
        return next((one for one in self._voices if person_id and one.person_id == person_id), None)

    def _add_child(self, child_id: str, words: str, icon_name: str, number: int) -> None:
        button = self._chip(words, icon_name, "accent", self.child_row)
        button.setToolTip(f"{words} (Alt+{number})" if self._key_words else words)
        button.clicked.connect(partial(self._on_child, child_id))
        button.show()
        self.child_buttons[child_id] = button

    def _chip(self, words: str, icon_name: str, tone: str, row: QWidget) -> ChipButton:
        button = ChipButton(words, tone, icon_name, checkable=True, parent=row)
        self._flows[row].addWidget(button)
        return button

    def _empty(self, row: QWidget, buttons: Iterable[ChipButton]) -> None:
        for button in list(buttons):
            self._flows[row].removeWidget(button)
            button.hide()
            button.deleteLater()

    def _on_kind(self, kind: str, _checked: bool = False) -> None:
        self.kind_buttons[kind].setChecked(True)
        self.kind_pressed.emit(kind)

    def _on_child(self, child_id: str, _checked: bool = False) -> None:
        self.child_pressed.emit(child_id)

    def _on_voice(self, voice: Voice, _checked: bool = False) -> None:
        self.voice_pressed.emit(voice)
