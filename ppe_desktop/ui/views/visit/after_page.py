"""After the visit: each note goes to its place, one key a note when it was marked on the way; what is not sorted waits."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.facts import Fact
from ppe_desktop.domain.journal import listed, named_elsewhere
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.texts import elide
from ppe_desktop.domain.visits import (
    Sorting,
    Voice,
    goes_to,
    is_blank,
    missing,
    next_shelf,
    proposed,
    voices,
)
from ppe_desktop.domain.vocabulary import FileStatus, VisitNoteKind
from ppe_desktop.services.visits import OpenedVisit
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.theme import px, theme
from ppe_desktop.ui.views.visit.note_pane import NotePane
from ppe_desktop.ui.views.visit.sorted_panel import SortedPanel
from ppe_desktop.ui.views.visit.sorting_list import Line, SortingList
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.undo_bar import UndoBar

NOTE = "visit_note"
LIST_WIDTH = 400
STACKED_HEIGHT = 140
"""Height of the list above the note: what is left holds the whole note with the day it is for, at one and a half times the size."""
BESIDE_FROM = 960
"""Width from which the list stands beside the note, at the size of text 1."""


class AfterPage(QWidget):
    """Sorts the notes.

    Signals:
        later_requested: go away, what is left stays on the first screen.
        finished: all is sorted and seen.
        file_requested: identifier of a child whose file is to be opened.
        sorted: something went in the files; carries the ``Changes``.
        error_raised: a :class:`PpeError` to show.
    """

    later_requested = Signal()
    finished = Signal()
    file_requested = Signal(str)
    sorted = Signal(object)
    error_raised = Signal(object)

    def __init__(self, autosaver: Autosaver, due_on: Fact, parent: QWidget | None = None) -> None:
        """Show nothing yet.

        Args:
            autosaver: the way to the base.
            due_on: the fact that says for when something is to be done.
            parent: parent widget.
        """
        super().__init__(parent)
        self._autosaver = autosaver
        self._desk = autosaver.tasks.session.visits.sorting
        self._visits = autosaver.tasks.session.visits
        self._opened: OpenedVisit | None = None
        self._notes: dict[str, Item] = {}
        self._chosen: dict[str, Sorting] = {}
        self._where: dict[str, str] = {}
        self._order: list[str] = []
        self._thrown: Item | None = None
        self._is_beside: bool | None = None
        self.list = SortingList(self)
        self.left_label = PlainLabel("", "strong", wrap=True, parent=self)
        self.pages = QStackedWidget(self)
        self.pane = NotePane(due_on, self)
        self.done = SortedPanel()
        self.later_button = SecondaryButton(self.tr("Finir plus tard"), parent=self)
        self._undo_bar = UndoBar(self)

        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.pages.addWidget(self.pane)
        self.pages.addWidget(self.done)
        self.side = QWidget(self)
        side = QVBoxLayout(self.side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.left_label, 1)
        head.addWidget(self.later_button)
        side.addLayout(head)
        side.addWidget(self.list, 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(24)
        self._row.addWidget(self.side)
        self._row.addWidget(self.pages, 1)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._on_row)
        self.list.accepted.connect(self.sort_current)
        self.list.kind_pressed.connect(self.press_kind)
        self.list.child_stepped.connect(self._on_child_step)
        self.list.edit_requested.connect(self.pane.field.setFocus)
        self.list.due_requested.connect(self.pane.take_due)
        self.list.throw_requested.connect(self.throw_current)
        self.list.back_requested.connect(self.take_back_last)
        self.list.left.connect(self.later_requested)
        self.pane.field.text_edited.connect(self._on_typed)
        self.pane.field.finished.connect(self.sort_current)
        self.pane.field.left.connect(self.list.setFocus)
        self.pane.due.edited.connect(self._on_due_typed)
        self.pane.due.finished.connect(self.sort_current)
        self.pane.due.left.connect(self.list.setFocus)
        self._autosaver.field_refused.connect(self._on_field_refused)
        self.pane.bar.kind_pressed.connect(self.press_kind)
        self.pane.bar.child_pressed.connect(self._on_child)
        self.pane.bar.voice_pressed.connect(self._on_voice)
        self.pane.sort_button.clicked.connect(self.sort_current)
        self.pane.next_button.clicked.connect(self._on_next)
        self.pane.throw_button.clicked.connect(self.throw_current)
        self.pane.back_button.clicked.connect(self._on_back)
        self.later_button.clicked.connect(self.later_requested)
        self.done.closed.connect(self.finished)
        self.done.file_requested.connect(self.file_requested)
        self._undo_bar.action_requested.connect(self._on_undo)
        theme().theme_changed.connect(self._fit)

    def show_visit(self, opened: OpenedVisit) -> None:
        """Show the notes of a visit that is over."""
        is_new = self._opened is None or self._opened.visit.id != opened.visit.id
        self._opened = opened
        if is_new:
            self._chosen, self._where, self._order = {}, {}, []
        self._notes = {note.id: note for note in opened.notes if not is_blank(note)}
        self.pane.bar.show_children(opened.children)
        self.pane.bar.show_voices(voices(opened.close))
        for note in self._notes.values():
            self._chosen[note.id] = self._chosen.get(note.id) or self._proposed(note)
            if note.sorted_into:
                self._where.setdefault(note.id, self._place(note))
        left = [note.id for note in self._left()]
        self._show(left[0] if left else next(iter(self._notes), ""))

    def take_keyboard(self) -> None:
        """Put the keyboard on the first note, or on what follows when all is sorted."""
        if self._left():
            self.list.setFocus()
        else:
            self.done.close_button.setFocus()

    def is_sorted(self) -> bool:
        """Tell whether nothing is left."""
        return self._opened is not None and not self._left()

    def sort_current(self) -> None:
        """Put the note in its place and go to the next; what is still to be said is asked first."""
        note = self._note()
        if note is None or note.sorted_into or self._opened is None:
            return
        sorting = self._chosen[note.id]
        said = missing(note, sorting, self._opened.children)
        if said:
            self.pane.say(said)
            return
        self._autosaver.send()
        self._autosaver.tasks.ask(
            self._desk.sort, note.id, sorting, note.text,
            then=partial(self._on_sorted, note.id), failed=partial(self._on_refused, note.id),
        )  # fmt: skip
        self._where[note.id] = self._place(note)
        self._order.append(note.id)
        self._notes[note.id] = note.having(sorted_into="…")
        self._go_on(note.id)

    def press_kind(self, kind: str) -> None:
        """Say what the note is; pressed again, go to the next place, child or person it may be of."""
        note = self._note()
        if note is None or note.sorted_into:
            self._show_current()
            return
        sorting = self._chosen[note.id]
        if kind != note.kind:
            self._change(note.having(kind=kind))
        elif kind == VisitNoteKind.PARENT:
            self._on_voice(self.pane.bar.next_voice(sorting.voice))
        elif kind == VisitNoteKind.CHILD:
            self._on_child_step(1)
        else:
            self._chosen[note.id] = sorting._replace(shelf=next_shelf(kind, sorting.shelf))
            self._show(note.id)

    def throw_current(self) -> None:
        """Put the note in the bin; one gesture brings it back."""
        note = self._note()
        if note is None or note.sorted_into:
            return
        self._autosaver.send()
        self._autosaver.tasks.ask(self._desk.throw, note.id, then=self.sorted.emit, failed=self.error_raised.emit)
        self._thrown = note
        self._go_on(note.id, removed=True)
        self._undo_bar.show_message(self.tr("Note jetée."), self.tr("Annuler"))

    def take_back_last(self) -> None:
        """Take back the last note sorted."""
        if self._order:
            self._take_back(self._order.pop())

    def minimumSizeHint(self) -> QSize:
        """Ask for no more than the list above the note does: a window may become narrow in one step."""
        widths = (self.side.minimumSizeHint().width(), self.pages.minimumSizeHint().width())
        return QSize(max(widths), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the list beside the note or above it, as the width allows."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_beside = self.width() / theme().text_scale >= BESIDE_FROM
        self.side.setMaximumWidth(px(LIST_WIDTH) if is_beside else 16_777_215)
        self.side.setMinimumWidth(px(LIST_WIDTH) if is_beside else 0)
        self.side.setMaximumHeight(16_777_215 if is_beside else px(STACKED_HEIGHT))
        if is_beside != self._is_beside:
            self._is_beside = is_beside
            across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
            self._row.setDirection(across if is_beside else down)

    def _left(self) -> list[Item]:
        return [note for note in self._notes.values() if not note.sorted_into]

    def _note(self) -> Item | None:
        return self._notes.get(self.list.current_id())

    def _proposed(self, note: Item, voice: Voice | None = None) -> Sorting:
        assert self._opened is not None  # the notes come with the visit
        return proposed(note, self._opened.children, self._opened.close, self._opened.visit.made_on, voice)

    def _place(self, note: Item) -> str:
        assert self._opened is not None
        return goes_to(self._chosen[note.id], self._opened.children)

    def _go_on(self, note_id: str, *, removed: bool = False) -> None:
        """Go to the next note to sort, after this one, else from the top."""
        keys = list(self._notes)
        place = keys.index(note_id)
        if removed:
            del self._notes[note_id]
        left = {note.id for note in self._left()}
        following = [key for key in (*keys[place + 1 :], *keys[:place]) if key in left]
        self._show(following[0] if following else next(iter(self._notes), ""))
        if self.is_sorted():
            self.done.close_button.setFocus()
        else:
            self.list.setFocus()

    def _show(self, current_id: str) -> None:
        self.list.show_lines([self._line(note) for note in self._notes.values()], current_id)
        count = len(self._left())
        several = self.tr("{count} notes à ranger")
        words = {0: self.tr("Tout est rangé"), 1: self.tr("Une note à ranger")}.get(count, several.format(count=count))
        self.left_label.setText(words)
        self.later_button.setVisible(bool(count))
        self.list.setVisible(bool(self._notes))
        if not count and self._opened is not None:
            self.done.show_places(self._opened.children, list(self._where.values()))
        self._show_current()

    def _line(self, note: Item) -> Line:
        assert self._opened is not None
        is_sorted = bool(note.sorted_into)
        place = self._where.get(note.id, "") if is_sorted else self._place(note)
        warns = bool(missing(note, self._chosen[note.id], self._opened.children) or self._others_named(note))
        return Line(note, place, is_sorted, warns)

    def _others_named(self, note: Item) -> list[Item]:
        """Return the brothers and sisters named in a note that does not go to their file."""
        assert self._opened is not None
        return named_elsewhere(note.text, self._chosen[note.id].children, self._opened.family)

    def _show_current(self) -> None:
        note = self._note()
        self.pages.setCurrentIndex(1 if note is None or (self.is_sorted() and bool(note.sorted_into)) else 0)
        if note is None or self._opened is None:
            return
        is_sorted = bool(note.sorted_into)
        place = self._where.get(note.id, "") if is_sorted else self._place(note)
        self.pane.show_note(note, self._chosen[note.id], place)
        self.pane.say("" if is_sorted else missing(note, self._chosen[note.id], self._opened.children))
        self._show_named([] if is_sorted else self._others_named(note), note)

    def _show_named(self, others: list[Item], note: Item) -> None:
        """Say gently that a brother or sister is named in what goes to another file, or that a file is closed."""
        assert self._opened is not None
        into = [child for child in self._opened.children if child.id in self._chosen[note.id].children]
        words = ""
        if others:
            who = elide("de", listed([first_name_of(child) for child in others]))
            whose = elide("de", listed([first_name_of(child) for child in into]))
            words = self.tr(
                "Cette note parle aussi {who}, et n’entre que dans le dossier {whose}. Est-ce bien ce que vous voulez\N{NO-BREAK SPACE}?"
            ).format(who=who, whose=whose)
        closed = [first_name_of(child) for child in into if child.status != FileStatus.ACTIVE]
        if closed:
            more = self.tr("Dossier clos depuis\N{NO-BREAK SPACE}: {names}. La note y sera rangée.").format(
                names=listed(closed)
            )
            words = f"{words} {more}".strip()
        self.pane.say_named(words)

    def _change(self, note: Item) -> None:
        """Take another mark or child for a note, here and in the base."""
        former = self._chosen[note.id]
        sorting = self._proposed(note, former.voice)
        if note.kind == self._notes[note.id].kind and note.kind != VisitNoteKind.OBSERVATION:
            sorting = sorting._replace(shelf=former.shelf)  # the other choice made for this mark stays
        self._notes[note.id], self._chosen[note.id] = note, sorting
        kept = (note.kind, note.child_id or "", note.person_id or "")
        self._autosaver.tasks.ask(self._visits.mark, note.id, *kept, failed=self.error_raised.emit)
        self._show(note.id)

    def _on_row(self, _row: int) -> None:
        self._show_current()

    def _on_typed(self) -> None:
        note = self._note()
        if note is not None and not note.sorted_into:
            text = self.pane.field.toPlainText()
            self._notes[note.id] = note.having(text=text)
            self._autosaver.note(NOTE, note.id, "text", text)
            self._show_named(self._others_named(self._notes[note.id]), note)

    def _on_due_typed(self, typed: str) -> None:
        note = self._note()
        if note is not None and not note.sorted_into:
            self._notes[note.id] = note.having(due_on=typed)
            self._autosaver.note(NOTE, note.id, "due_on", typed)
            self.pane.say("")

    def _on_field_refused(self, kind: str, note_id: str, field: str, message: str) -> None:
        """Say why a day cannot be kept; the text stays in the field until it is mended or taken out."""
        note = self._note()
        if (kind, field) == (NOTE, "due_on") and note is not None and note.id == note_id and not note.sorted_into:
            self.pane.say(message)

    def _on_child(self, child_id: str) -> None:
        note = self._note()
        if note is not None and not note.sorted_into:
            self._change(note.having(child_id=child_id or None))

    def _on_child_step(self, step: int) -> None:
        note = self._note()
        if note is not None:
            self._on_child(self.pane.bar.next_child(note.child_id or "", step))

    def _on_voice(self, voice: Any) -> None:
        note = self._note()
        if note is None or note.sorted_into or voice is None:
            return
        self._chosen[note.id] = self._chosen[note.id]._replace(voice=voice)
        self._change(note.having(kind=VisitNoteKind.PARENT.value, person_id=voice.person_id or None))

    def _on_next(self) -> None:
        note = self._note()
        if note is not None:
            self._go_on(note.id)

    def _on_sorted(self, _note_id: str, changes: Any) -> None:
        self.sorted.emit(changes)

    def _on_refused(self, note_id: str, error: PpeError) -> None:
        """Come back to a note that could not be sorted, and say why."""
        if note_id in self._notes:
            self._notes[note_id] = self._notes[note_id].having(sorted_into="")
            self._order = [one for one in self._order if one != note_id]
            self._where.pop(note_id, None)
            self._show(note_id)
        self.pane.say(error.message)

    def _on_undo(self) -> None:
        if self._thrown is not None:
            thrown, self._thrown = self._thrown, None
            self._autosaver.tasks.ask(
                self._desk.put_back, thrown, then=partial(self._on_put_back, thrown), failed=self.error_raised.emit
            )

    def _on_put_back(self, note: Item, _changes: Any) -> None:
        self._notes = dict(sorted({**self._notes, note.id: note}.items()))
        self._show(note.id)
        self.list.setFocus()

    def _on_back(self) -> None:
        note = self._note()
        if note is not None:
            self._order = [one for one in self._order if one != note.id]
            self._take_back(note.id)

    def _take_back(self, note_id: str) -> None:
        """Take a note back out of the files, to sort it otherwise."""
        self._autosaver.tasks.ask(self._desk.take_back, note_id, then=self.sorted.emit, failed=self.error_raised.emit)
        self._notes[note_id] = self._notes[note_id].having(sorted_into="")
        self._where.pop(note_id, None)
        self._show(note_id)
        self.list.setFocus()
