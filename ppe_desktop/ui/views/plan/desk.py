"""What the parts of the plan's screen share: the way to the base, autosave, undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.facts import RecordKind
from ppe_desktop.services.changes import Changes
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.tasks import Tasks, Then

Gesture = Callable[[], None]


class PlanDesk(QObject):
    """The one way by which the screen of a plan changes it.

    Signals:
        undo_offered: what was done, in French, and the gesture that takes it back.
        failed: a :class:`PpeError` to show.
        fields_changed: fields appeared or went away on the page.

    Attributes:
        plan_id: the version on the screen.
    """

    undo_offered = Signal(str, object)
    failed = Signal(object)
    fields_changed = Signal()

    def __init__(self, tasks: Tasks, autosaver: Autosaver, kinds: dict[str, RecordKind], parent: QObject) -> None:
        super().__init__(parent)
        self.tasks, self.autosaver, self.kinds = tasks, autosaver, kinds
        self.plan_id = ""

    def do(
        self,
        work: Callable[..., Changes],
        *args: Any,
        then: Then | None = None,
        failed: Gesture | None = None,
        **values: Any,
    ) -> None:
        """Do a use case on the base, tell its changes, then call ``then`` with them; an error is told and ``failed`` called."""
        self.tasks.ask(
            work, *args, then=partial(self._on_done, then), failed=partial(self._on_failed, failed), **values
        )

    def add(self, kind: str, then: Then | None = None, **values: Any) -> None:
        """Add a record."""
        self.do(self.tasks.session.records.add, kind, then=then, **values)

    def change(self, kind: str, record_id: str, **values: Any) -> None:
        """Change a record at once."""
        self.do(self.tasks.session.records.change, kind, record_id, **values)

    def remove(self, kind: str, record_id: str, said: str, undo: Gesture) -> None:
        """Remove a record, say it, and offer the way back."""
        self.autosaver.send()
        self.do(self.tasks.session.records.remove, kind, record_id, then=partial(self._on_removed, said, undo))

    def _on_removed(self, said: str, undo: Gesture, _changes: Changes) -> None:
        self.undo_offered.emit(said, undo)

    def _on_done(self, then: Then | None, changes: Changes) -> None:
        self.autosaver.changed.emit(changes)
        if then is not None:
            then(changes)

    def _on_failed(self, failed: Gesture | None, error: PpeError) -> None:
        self.failed.emit(error)
        if failed is not None:
            failed()
