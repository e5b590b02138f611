"""During the visit: one field that takes everything, kept as it is typed, and a few large marks."""

from __future__ import annotations

import itertools
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.visits import Voice, is_blank, voices
from ppe_desktop.domain.vocabulary import VisitNoteKind
from ppe_desktop.runtime import clock
from ppe_desktop.services.visits import OpenedVisit
from ppe_desktop.ui.forms.autosave import RETRY_MS, Autosaver
from ppe_desktop.ui.theme import px, theme
from ppe_desktop.ui.views.visit.gesture_row import GestureRow
from ppe_desktop.ui.views.visit.mark_bar import MARKS, MarkBar
from ppe_desktop.ui.views.visit.note_field import NoteField
from ppe_desktop.ui.views.visit.notes_list import NotesList
from ppe_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel

NOTE = "visit_note"
WIDTH = 1080
LOW = 650
"""Height under which the field has two lines, at the size of text 1: every mark and every gesture stays whole."""
MOST_CHILDREN = 9
"""Children who have a key of their own."""


class DuringPage(QWidget):
    """Takes notes.

    Signals:
        place_changed: identifier of the note being written, empty between two: where one goes on after a lock or a fault.
        child_page_requested: identifier of the child to whom the screen is given.
        end_requested: the visit is over.
        words_shown: the adult wants to see, or not to see, the words of the notes.
        left: Escape was pressed.
        error_raised: a :class:`PpeError` to show.
    """

    place_changed = Signal(str)
    child_page_requested = Signal(str)
    end_requested = Signal()
    words_shown = Signal(bool)
    left = Signal()
    error_raised = Signal(object)

    def __init__(self, autosaver: Autosaver, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._autosaver, self._visits = autosaver, autosaver.tasks.session.visits
        self._visit_id, self._note_id, self._is_known = "", "", False
        self._notes: dict[str, Item] = {}
        self._children: tuple[Item, ...] = ()
        self._all_voices: list[Voice] = []
        self._hides_names = False
        self.kind, self.child_id = VisitNoteKind.NOTE.value, ""
        self.voice: Voice | None = None
        self.list = NotesList(self)
        self.empty_label = PlainLabel(
            self.tr("Écrivez tout dans le champ, comme cela vient. Entrée passe à la note suivante. Tout est gardé à mesure."),
            "body", wrap=True, parent=self,
        )  # fmt: skip
        self.words_button = QuietButton(self.tr("Montrer mes notes"), "eye", self)
        self.words_button.setCheckable(True)
        self.bar = MarkBar("Ctrl+", self)
        self.field = NoteField(
            self.tr("Ce que vous voyez, ce que vous entendez…"), min_lines=4, max_lines=7, parent=self
        )
        self.field.setObjectName("note_field")
        self.page_button = SecondaryButton(self.tr("La page de l’enfant"), "sun", self)
        self.next_button = PrimaryButton(self.tr("Garder, noter la suite"), "check", self)
        self.end_button = SecondaryButton(self.tr("Terminer la visite"), "log-out", self)

        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.words_button.setToolTip(self.tr("Montrer ou cacher ce que disent les notes (F8)"))
        self.page_button.setToolTip(self.tr("Donner l’écran à l’enfant (F2)"))
        self.next_button.setToolTip(self.tr("Entrée ; Maj et Entrée pour aller à la ligne"))
        self.end_button.setToolTip(self.tr("Terminer, puis ranger les notes (F4)"))
        self.list.setMinimumHeight(1)  # in a low window the notes make room, never the marks
        foot = GestureRow((self.page_button, self.words_button), (self.end_button, self.next_button))
        held = QWidget(self)
        held.setMaximumWidth(px(WIDTH))
        for before, after in itertools.pairwise(
            (self.field, self.page_button, self.words_button, self.end_button, self.next_button)
        ):
            self.setTabOrder(before, after)  # as they stand on screen
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.empty_label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.empty_label, 1)  # it holds the place of the notes to come
        column.addWidget(self.list, 1)
        column.addWidget(self.bar)
        column.addWidget(self.field)
        column.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(held, 1000)
        row.addStretch(1)

    def _connect(self) -> None:
        self.field.text_edited.connect(self._on_typed)
        self.field.finished.connect(self.next_note)
        self.field.left.connect(self.left)
        self.next_button.clicked.connect(self.next_note)
        self.end_button.clicked.connect(self._on_end)
        self.page_button.clicked.connect(self._on_page)
        self.words_button.toggled.connect(self._on_words)
        self.list.reopened.connect(self.resume)
        self.bar.kind_pressed.connect(self.press_kind)
        self.bar.child_pressed.connect(self._on_child)
        self.bar.voice_pressed.connect(self._on_voice)
        for number, (kind, _icon, _tone) in enumerate(MARKS, start=1):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self, partial(self.press_kind, kind.value))
        for number in range(MOST_CHILDREN + 1):
            QShortcut(QKeySequence(f"Alt+{number}"), self, partial(self._on_child_key, number))
        QShortcut(QKeySequence("F2"), self, self._on_page)
        QShortcut(QKeySequence("F4"), self, self._on_end)
        QShortcut(QKeySequence("F8"), self, self.words_button.toggle)

    def show_visit(self, opened: OpenedVisit, note_id: str = "", *, shows_words: bool = False) -> None:
        """Show a visit under way, going on with a note when given."""
        is_new = opened.visit.id != self._visit_id
        self._visit_id, self._children = opened.visit.id, opened.children
        self._all_voices = voices(opened.close)
        mine = self._notes if not is_new else {}
        self._notes = {note.id: mine.get(note.id, note) for note in opened.notes if not note.sorted_into}
        self.words_button.setChecked(shows_words)
        self._name_all()
        if is_new:
            self._start()
            if note_id in self._notes:
                self.resume(note_id)
        self.page_button.setVisible(bool(self._children))
        self._show_list()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the marks their room in a low window."""
        super().resizeEvent(event)
        is_low = self.height() / theme().text_scale < LOW
        self.field.set_lines(*((2, 3) if is_low else (4, 7)))

    def hide_names(self, *, hidden: bool) -> None:
        """Show initials instead of names, and no words: somebody may be looking."""
        self._hides_names = hidden
        if hidden:
            self.words_button.setChecked(False)
        self.words_button.setEnabled(not hidden)
        self._name_all()
        self._show_list()

    def take_keyboard(self) -> None:
        """Put the keyboard in the field."""
        self.field.setFocus()

    def next_note(self) -> None:
        """Keep the note and begin another one, for the same child."""
        if is_blank_text(self.field.toPlainText()):
            return
        self._autosaver.send()
        self._start()
        self._show_list()
        self.place_changed.emit("")
        self.field.setFocus()

    def resume(self, note_id: str) -> None:
        """Go on with a note."""
        note = self._notes.get(note_id)
        if note is None:
            return
        self._autosaver.send()
        self._note_id, self._is_known = note_id, True
        self.kind, self.child_id = note.kind, note.child_id or ""
        self.voice = self.bar.voice_of(note.person_id)
        self.field.setPlainText(note.text)
        cursor = self.field.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.field.setTextCursor(cursor)
        self._show_state()
        self._show_list()
        self.place_changed.emit(note_id)
        self.field.setFocus()

    def press_kind(self, kind: str) -> None:
        """Mark the note; pressed again, go to the next child or person whose words they may be."""
        if kind != self.kind:
            self.kind = kind
            if kind == VisitNoteKind.CHILD and not self.child_id and len(self._children) > 1:
                self.child_id = self._children[0].id
        elif kind == VisitNoteKind.CHILD:
            self.child_id = self.bar.next_child(self.child_id) or self.bar.next_child("")
        elif kind == VisitNoteKind.PARENT:
            self.voice = self.bar.next_voice(self.voice)
        self._mark()

    def _start(self) -> None:
        """Begin a note that the base does not know yet; its child stays, its mark does not."""
        self._note_id, self._is_known = self._visits.new_id(), False
        self.kind, self.voice = VisitNoteKind.NOTE.value, None
        self.field.setPlainText("")
        self._show_state()

    def _on_typed(self) -> None:
        text = self.field.toPlainText()
        if not self._is_known:
            self._is_known = True
            person = self.voice.person_id if self.voice is not None else ""
            self._autosaver.tasks.ask(
                self._visits.note,
                self._visit_id,
                self._note_id,
                self.kind,
                self.child_id,
                person,
                failed=partial(self._on_not_begun, self._note_id),
            )
            self.place_changed.emit(self._note_id)
        self._autosaver.note(NOTE, self._note_id, "text", text)
        self._remember(text)

    def _remember(self, text: str) -> None:
        former = self._notes.get(self._note_id)
        self._notes[self._note_id] = Item(
            NOTE, self._note_id, 0,
            {
                "text": text, "kind": self.kind, "child_id": self.child_id or None, "sorted_into": "",
                "person_id": (self.voice.person_id if self.voice is not None else "") or None,
                "noted_at": former.noted_at if former is not None else clock.now(),
            },
        )  # fmt: skip

    def _mark(self) -> None:
        self._show_state()
        if self._is_known:
            person = self.voice.person_id if self.voice is not None else ""
            self._autosaver.tasks.ask(
                self._visits.mark, self._note_id, self.kind, self.child_id, person, failed=self._on_failed
            )
            self._remember(self.field.toPlainText())
        self.field.setFocus()

    def _on_not_begun(self, note_id: str, error: PpeError) -> None:
        """Say that the base could not take a new note, and try again: what is typed is still in the field."""
        self.error_raised.emit(error)
        if note_id == self._note_id:
            self._is_known = False
            QTimer.singleShot(RETRY_MS, self, self._on_retry)

    def _on_retry(self) -> None:
        if not self._is_known and not is_blank_text(self.field.toPlainText()):
            self._on_typed()

    def _on_failed(self, error: PpeError) -> None:
        self.error_raised.emit(error)

    def _show_state(self) -> None:
        self.bar.show_state(self.kind, self.child_id, self.voice)

    def _show_list(self) -> None:
        names = {child.id: self._named(child) for child in self._children}
        shown = [note for note in self._notes.values() if note.id != self._note_id and not is_blank(note)]
        is_shown = self.words_button.isChecked() and not self._hides_names
        self.list.show_notes(shown, names, shows_words=is_shown)
        self.list.setVisible(bool(shown))
        self.empty_label.setVisible(not shown)

    def _named(self, child: Item) -> str:
        name = first_name_of(child)
        return f"{name[:1]}." if self._hides_names else name

    def _name_all(self) -> None:
        self.bar.show_children(self._children, hides_names=self._hides_names)
        self.bar.show_voices(self._all_voices, hides_names=self._hides_names)
        self._show_state()

    def _on_child(self, child_id: str) -> None:
        self.child_id = child_id
        self._mark()

    def _on_child_key(self, number: int) -> None:
        keys = list(self.bar.child_buttons)
        if number < len(keys):
            self._on_child(keys[number])

    def _on_voice(self, voice: Any) -> None:
        self.voice = voice
        self._mark()

    def _on_words(self, shown: bool) -> None:
        self.words_button.setText(self.tr("Cacher mes notes") if shown else self.tr("Montrer mes notes"))
        self._show_list()
        self.words_shown.emit(shown)

    def _on_page(self) -> None:
        if self._children:
            self.child_page_requested.emit(self.child_id or (self._children[0].id if len(self._children) == 1 else ""))

    def _on_end(self) -> None:
        self._autosaver.send()
        self.end_requested.emit()


def is_blank_text(text: str) -> bool:
    """Tell whether nothing is written."""
    return not text.strip()
