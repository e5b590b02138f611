"""What the parts of a file's screen share: the way to the base, autosave, the kinds of record, texts kept aside, undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.facts import RecordKind
from ppe_desktop.domain.names import list_name, person_name
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.forms.typed_ahead import TypedAhead
from ppe_desktop.ui.spelling.speller import speller_of
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.widgets.undo_bar import UndoBar

Then = Callable[[Any], None]


class FileContext(QObject):
    """Shared by the sections of one open file.

    Signals:
        changed: something was added or removed; carries the ``Changes``.
        error_raised: a :class:`PpeError` to show.
        writing_requested: identifier of the document being written that is to be opened.
    """

    changed = Signal(object)
    error_raised = Signal(object)
    writing_requested = Signal(str)

    def __init__(self, tasks: Tasks, autosaver: Autosaver, kinds: dict[str, RecordKind], host: QWidget) -> None:
        super().__init__(host)
        self.tasks, self.autosaver, self.kinds = tasks, autosaver, kinds
        self.pending: dict[tuple[str, str], str] = {}
        self._file: CaseFile | None = None
        self.wanted_field: tuple[str, str] = ("", "")
        self.typed_ahead = TypedAhead(self)
        self.persons: tuple[Item, ...] = ()
        self.other_children: tuple[Item, ...] = ()
        self._undo_bar = UndoBar(host)
        self._removed: Item | None = None
        self._undo_bar.action_requested.connect(self._on_undo)

    @property
    def file(self) -> CaseFile | None:
        """The file on screen; the names it holds are right for the spelling."""
        return self._file

    @file.setter
    def file(self, file: CaseFile | None) -> None:
        self._file = file
        if file is not None:
            speller_of(self.tasks).know(file)
        else:
            self.stop_waiting()

    def take_wanted_field(self, record_id: str) -> str:
        """Return the fact that takes the keyboard in a record about to open, once; empty when none was asked for."""
        wanted_id, name = self.wanted_field
        if wanted_id != record_id:
            return ""
        self.wanted_field = ("", "")
        return name

    def options(self) -> dict[str, list[tuple[str, str]]]:
        """Return the records that may be chosen in the forms of this file, by kind."""
        if self.file is None:
            return {}
        decisions = [(item.id, decision_label(item)) for item in self.file.of("decision")]
        others = [(child.id, list_name(child)) for child in self.other_children if child.id != self.file.child.id]
        return {
            "person": [(person.id, person_name(person)) for person in self.file.of("person")],
            "decision": decisions,
            "child": others,
        }

    def add(self, kind: str, then: Then | None = None, **values: Any) -> None:
        """Add a record, then tell it."""
        self.tasks.ask(
            self.tasks.session.records.add, kind, then=self._announcing(then), failed=self.stop_waiting, **values
        )

    def add_to_write(self, kind: str, then: Then, **values: Any) -> None:
        """Add a record that is to be written in at once: what is typed before its form is there waits for it."""
        self.typed_ahead.begin()
        self.add(kind, then, **values)

    def remove(self, item: Item, said: str) -> None:
        """Remove a record at once and offer the way back."""
        self._removed = None
        self.autosaver.send()  # what was typed in it comes back with it
        self.tasks.ask(
            self.tasks.session.records.remove,
            item.record,
            item.id,
            then=self._announcing(self._on_removed),
            failed=self._on_refused,
        )
        self._undo_bar.show_message(said, self.tr("Annuler"))

    def stop_waiting(self, error: PpeError | None = None) -> None:
        """Wait for no form any more: say why when something failed, and show the words that were typed for it."""
        typed = self.typed_ahead.give_up()
        said = [error.message] if error is not None else []
        if typed:
            words = self.tr("La fiche où vous écriviez n’a pas pu s’ouvrir. Voici vos mots, à reprendre : « {typed} »")
            said.append(words.format(typed=typed))
        if error is not None and not typed:
            self.error_raised.emit(error)
        elif said:
            self.error_raised.emit(PpeError(" ".join(said)))

    def _on_removed(self, changes: Any) -> None:
        self._removed = changes.removed

    def _announcing(self, then: Then | None) -> Then:
        def tell(changes: Any) -> None:
            if then is not None:
                then(changes)
            self.changed.emit(changes)

        return tell

    def _on_refused(self, error: PpeError) -> None:
        self._undo_bar.dismiss()
        self.error_raised.emit(error)

    def _on_undo(self) -> None:
        if self._removed is not None:
            self.tasks.ask(
                self.tasks.session.records.restore, self._removed, then=self.changed.emit, failed=self.error_raised.emit
            )
            self._removed = None


def decision_label(decision: Item) -> str:
    """Return a decision in a few words, to choose it in a list."""
    day = long_date(decision.decided_on)
    return " ".join(part for part in (f"du {day}" if day else "", decision.authority) if part) or "sans date"
