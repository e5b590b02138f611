"""The doors of visit mode: from a file, the agenda, the first screen, the menu; and the visit that was on screen at the lock."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.facts import RecordKind
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.views.visit.look import PLACE

if TYPE_CHECKING:
    from ppe_desktop.ui.views.visit.window import VisitWindow

IDLE_MS = 2500
"""Moment after the unlocking at which what visit mode is made of is loaded."""


class VisitOpener(QObject):
    """Opens one visit at a time over the window of the program.

    Signals:
        file_requested: identifier of a child whose file is to be opened.
        lock_requested: the adult locks.
        changed: a use case changed something; carries its ``Changes``.
        left: the visit went away; the screen below is to be read again.
        error_raised: a :class:`PpeError` to show.

    Attributes:
        window: the visit on screen, None when there is none.
    """

    file_requested = Signal(str)
    lock_requested = Signal()
    changed = Signal(object)
    left = Signal()
    error_raised = Signal(object)

    def __init__(self, autosaver: Autosaver, kinds: dict[str, RecordKind], host: QWidget) -> None:
        super().__init__(host)
        self._autosaver, self._tasks, self._kinds, self._host = autosaver, autosaver.tasks, kinds, host
        self.window: VisitWindow | None = None
        QTimer.singleShot(IDLE_MS, self, self._on_idle)

    def prepare(self, child_id: str = "") -> None:
        """Prepare a visit to a child, or ask for whom."""
        window = self._show()
        if child_id:
            window.open_for(child_id)
        else:
            window.open_blank()

    def for_appointment(self, appointment_id: str) -> None:
        """Open the visit of an appointment, made now if it was not yet."""
        self._autosaver.send()
        self._tasks.ask(
            self._tasks.session.visits.for_appointment, appointment_id, then=self._on_found,
            failed=self.error_raised.emit,
        )  # fmt: skip

    def open(self, visit_id: str, step: str = "", note_id: str = "") -> None:
        """Open a visit where it goes on, or at a step and note when given."""
        self._show().open_visit(visit_id, step, note_id)

    def resume(self) -> None:
        """Open again the visit that was on screen when the program was locked, closed or stopped."""
        self._tasks.ask(_left_open, self._tasks.session, then=self._on_left_open)

    def _on_idle(self) -> None:
        """Load visit mode aside, so that its first opening is as short as the next ones."""
        self._tasks.run_long(_load)

    def _show(self) -> VisitWindow:
        from ppe_desktop.ui.views.visit.window import VisitWindow  # loaded when it is first asked for

        self._autosaver.send()
        window = self.window
        if window is None or not shiboken6.isValid(window):
            self.window = window = VisitWindow(self._autosaver, self._kinds, self._host.window())
            window.file_requested.connect(self.file_requested)
            window.lock_requested.connect(self.lock_requested)
            window.changed.connect(self.changed)
            window.left.connect(self._on_left)
            window.showFullScreen()
        window.activateWindow()
        return window

    def _on_found(self, changes: Any) -> None:
        if changes.records:
            self.changed.emit(changes)
        self.open(changes.created)

    def _on_left_open(self, place: dict[str, str] | None) -> None:
        if place is not None:
            self.open(place["visit"], place.get("step", ""), place.get("note", ""))

    def _on_left(self) -> None:
        self.window = None
        if shiboken6.isValid(self):
            self.left.emit()


def _load() -> None:
    import_module("ppe_desktop.ui.views.visit.window")


def _left_open(session: Any) -> dict[str, str] | None:
    """Return where the visit on screen was, if it is still there; in one go on the database thread."""
    place = session.settings.get(PLACE)
    if not isinstance(place, dict) or not any(one.visit.id == place.get("visit") for one in session.visits.waiting()):
        return None
    return place
