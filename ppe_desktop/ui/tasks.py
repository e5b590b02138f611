"""Work done off the screen's thread: use cases on the base, long productions; results come back as plain values."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from ppe_desktop.domain.errors import DefectError, PpeError
from ppe_desktop.runtime.log import report_defect

if TYPE_CHECKING:
    from ppe_desktop.services.session import Session

Then = Callable[[Any], None]


class Tasks(QObject):
    """Asks the open session for things and hands the answers back on the screen's thread.

    Signals:
        error_raised: a :class:`PpeError` that no caller took care of.
    """

    error_raised = Signal(object)
    _answered = Signal(object, object, object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._is_open = True
        self._long = ThreadPoolExecutor(max_workers=1, thread_name_prefix="longs")
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)

    def ask(
        self,
        work: Callable[..., Any],
        /,
        *args: Any,
        then: Then | None = None,
        failed: Then | None = None,
        **kwargs: Any,
    ) -> None:
        """Do a use case on the base, then call ``then`` with its result or ``failed`` with its :class:`PpeError`."""
        if self._is_open:
            self._follow(self.session.submit(work, *args, **kwargs), then, failed)

    def run_long(
        self,
        work: Callable[..., Any],
        /,
        *args: Any,
        then: Then | None = None,
        failed: Then | None = None,
        **kwargs: Any,
    ) -> None:
        """Do something that takes long (a document) away from the base's thread."""
        if self._is_open:
            self._follow(self._long.submit(work, *args, **kwargs), then, failed)

    def follow(self, future: Future[Any], then: Then | None = None, failed: Then | None = None) -> None:
        """Hand back the result of something that works on a thread of its own (a backup)."""
        if self._is_open:
            self._follow(future, then, failed)

    def close(self) -> None:
        """Drop the answers still to come; the session is about to close."""
        self._is_open = False
        self._long.shutdown(wait=True, cancel_futures=True)

    def _follow(self, future: Future[Any], then: Then | None, failed: Then | None) -> None:
        future.add_done_callback(partial(self._answered.emit, then, failed))

    def _on_answered(self, then: Then | None, failed: Then | None, future: Future[Any]) -> None:
        if not self._is_open or future.cancelled():
            return
        error = future.exception()
        if error is None:
            _call(then, future.result())
        else:
            known = error if isinstance(error, PpeError) else DefectError(detail=report_defect(error))
            _call(failed or self.error_raised.emit, known)


def _call(receiver: Then | None, value: Any) -> None:
    """Call the receiver unless the view it belongs to is gone."""
    owner = getattr(receiver, "func", receiver)
    owner = getattr(owner, "__self__", None)
    if receiver is None or (isinstance(owner, QObject) and not shiboken6.isValid(owner)):
        return
    receiver(value)
