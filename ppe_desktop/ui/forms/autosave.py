"""What is typed is in the base within two seconds: no Save button, nothing to forget."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import Future, wait
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from ppe_desktop.domain.errors import FieldError, PpeError, SituationError
from ppe_desktop.runtime import clock
from ppe_desktop.ui.tasks import Tasks

PAUSE_MS = 600
"""Pause in typing after which the text is sent to the base."""
LONGEST_MS = 1800
"""Time after which it is sent even if typing goes on."""
RETRY_MS = 5000
FLUSH_SECONDS = 20

Place = tuple[str, str, str]
"""Kind of record, identifier, field."""


class Autosaver(QObject):
    """Sends what is typed to the base, a moment after it was typed, and says how it went.

    Signals:
        saving_started: something is on its way.
        saved: everything typed so far is in the base; carries the moment (``datetime``).
        changed: a use case changed something; carries its ``Changes``.
        field_refused: kind, identifier, field, French sentence; the text typed is kept beside the field.
        field_accepted: kind, identifier, field.
        save_failed: the base could not be written; carries the :class:`PpeError`. What was typed is kept and tried again.

    Attributes:
        tasks: the way to the base.
        guards: what else must be in the base before it is closed, each put there by a call that tells whether that succeeded.
    """

    saving_started = Signal()
    saved = Signal(object)
    changed = Signal(object)
    field_refused = Signal(str, str, str, str)
    field_accepted = Signal(str, str, str)
    save_failed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tasks = tasks
        self.guards: list[Callable[[], bool]] = []
        self._typed: dict[Place, Any] = {}
        self._on_way: dict[Place, Any] = {}
        self._pause = self._timer(PAUSE_MS)
        self._longest = self._timer(LONGEST_MS)
        self._retry = self._timer(RETRY_MS)

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self.send)
        return timer

    def note(self, kind: str, record_id: str, field: str, typed: Any) -> None:
        """Remember what was typed; it is sent after a pause."""
        self._typed[kind, record_id, field] = typed
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()
        self.saving_started.emit()

    def holds(self, kind: str, record_id: str, field: str) -> bool:
        """Tell whether what was typed in a field is still on its way: what the base says of it is older than the screen."""
        place = (kind, record_id, field)
        return place in self._typed or place in self._on_way

    def is_settled(self) -> bool:
        """Tell whether everything typed is in the base."""
        return not self._typed and not self._on_way

    def send(self) -> None:
        """Send what was typed now."""
        self._pause.stop()
        self._longest.stop()
        if self._on_way:  # one batch at a time, or an older text could land after a newer one
            self._pause.start()
            return
        self._on_way, self._typed = self._typed, {}
        for place, typed in self._on_way.items():
            kind, record_id, field = place
            self.tasks.ask(
                self.tasks.session.records.enter,
                kind,
                record_id,
                field,
                typed,
                then=partial(self._on_saved, place),
                failed=partial(self._on_failed, place, typed),
            )

    def flush(self) -> bool:
        """Put everything typed into the base before going on (lock, close); return whether that succeeded.

        What became of each field is told as by :meth:`send`, once it is known.
        """
        self._pause.stop()
        self._longest.stop()
        left = {**self._on_way, **self._typed}
        enter = self.tasks.session.records.enter
        sent = {place: self.tasks.session.submit(enter, *place, typed) for place, typed in left.items()}
        wait(sent.values(), timeout=FLUSH_SECONDS)
        if not all(future.done() and not isinstance(future.exception(), SituationError) for future in sent.values()):
            return False
        self._typed, self._on_way = {}, {}
        for place, future in sent.items():
            self._tell(place, future)
        if sent:
            self.saved.emit(self._now())
        return all(guard() for guard in list(self.guards))

    def _tell(self, place: Place, future: Future[Any]) -> None:
        error = future.exception()
        if isinstance(error, PpeError):
            self._refuse(place, error)
        elif error is None:
            self._accept(place, future.result())

    def _accept(self, place: Place, changes: Any) -> None:
        self.field_accepted.emit(*place)
        if changes.records:
            self.changed.emit(changes)

    def _refuse(self, place: Place, error: PpeError) -> None:
        field = error.field if isinstance(error, FieldError) else place[2]
        self.field_refused.emit(place[0], place[1], field, error.message)

    def _on_saved(self, place: Place, changes: Any) -> None:
        self._accept(place, changes)
        self._settle(place)

    def _on_failed(self, place: Place, typed: Any, error: PpeError) -> None:
        if isinstance(error, SituationError):
            self._typed.setdefault(place, typed)
            self._retry.start()
            self.save_failed.emit(error)
        else:
            self._refuse(place, error)
        self._settle(place, is_good=not isinstance(error, SituationError))

    def _settle(self, place: Place, *, is_good: bool = True) -> None:
        self._on_way.pop(place, None)
        if is_good and self.is_settled():
            self.saved.emit(self._now())

    def _now(self) -> dt.datetime:
        return clock.now()
