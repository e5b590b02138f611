"""Keeps the page while it is made: in the base a moment after each gesture, and before the screen goes away whatever the cause."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import wait
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from ppe_desktop.domain.errors import PpeError, SituationError
from ppe_desktop.domain.sketch import DataWriter, Made
from ppe_desktop.ui.forms.autosave import FLUSH_SECONDS, LONGEST_MS, PAUSE_MS, RETRY_MS
from ppe_desktop.ui.tasks import Tasks

Content = Callable[[], tuple[Made, str]]
"""Gives what is on the page and its title."""


class Keeper(QObject):
    """Sends one page to the base as it is made; the page has its identifier from the start, so that a second try makes no second page.

    Signals:
        kept: everything made so far is in the base.
        failed: the base could not be written; carries the :class:`PpeError`. It is tried again.

    Attributes:
        sketch_id: identifier of the page.
        is_known: the base has it, or is about to.
    """

    kept = Signal()
    failed = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        child_id: str,
        kind: str,
        content: Content,
        sketch_id: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._child_id, self._kind, self._content = tasks, child_id, kind, content
        self.is_known = bool(sketch_id)
        self.sketch_id = sketch_id or uuid.uuid4().hex
        self._writer = DataWriter()
        self._is_due = False
        self._is_on_way = False
        self._pause, self._longest, self._retry = self._timer(PAUSE_MS), self._timer(LONGEST_MS), self._timer(RETRY_MS)

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self.send)
        return timer

    def prepare(self, made: Made) -> None:
        """Write a large page once aside, so that its first change costs no more than the next ones."""
        self._tasks.run_long(self._writer.write, made)

    def note(self) -> None:
        """Remember that something was made; it is sent after a pause."""
        self._is_due = True
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def is_settled(self) -> bool:
        """Tell whether everything made is in the base."""
        return not (self._is_due or self._is_on_way)

    def send(self) -> None:
        """Send what was made now."""
        self._stop_timers()
        arguments = self._due()
        if arguments is not None:
            self._is_due, self._is_on_way, self.is_known = False, True, True
            keep = self._tasks.session.sketches.keep
            self._tasks.ask(keep, *arguments, then=self._on_kept, failed=self._on_failed)

    def flush(self) -> bool:
        """Put what was made into the base before going on (lock, close); return whether that succeeded."""
        self._stop_timers()
        self._is_due = self._is_due or self._is_on_way  # what is on its way may still be refused
        arguments = self._due()
        if arguments is None:
            return True
        future = self._tasks.session.submit(self._tasks.session.sketches.keep, *arguments)
        wait([future], timeout=FLUSH_SECONDS)
        if not future.done() or isinstance(future.exception(), SituationError):
            return False
        self._is_due, self._is_on_way, self.is_known = False, False, True
        return True

    def stop(self) -> None:
        """Send nothing more: the page is finished or thrown."""
        self._stop_timers()
        self._is_due = False

    def data(self) -> str:
        """Return what is on the page, finished, as it is kept."""
        return self._writer.write(self._content()[0])

    def _due(self) -> tuple[Any, ...] | None:
        """Return what is to be kept; nothing when it is in the base, or when nothing was made on a page that it does not have."""
        made, title = self._content()
        is_blank = made.is_empty() and not (made.question or title)
        if not self._is_due or (is_blank and not self.is_known):
            return None
        data = self._writer.write(made, is_open=True)
        return (self._child_id, self._kind, data, None, title, None, self.sketch_id)

    def _stop_timers(self) -> None:
        for timer in (self._pause, self._longest, self._retry):
            timer.stop()

    def _on_kept(self, _changes: Any) -> None:
        self._is_on_way = False
        if not self._is_due:
            self.kept.emit()

    def _on_failed(self, error: PpeError) -> None:
        self._is_due, self._is_on_way = True, False
        self._retry.start()
        self.failed.emit(error)
