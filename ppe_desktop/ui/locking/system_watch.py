"""The system's own signs of leaving, whatever the system: a message of Windows, or a signal on the bus of Linux."""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtCore import SLOT, QObject, Qt, Signal, Slot

from ppe_desktop.runtime.session_watch import SessionWatch

_SLEEP = ("org.freedesktop.login1.Manager", "PrepareForSleep")
_LOCK = ("org.freedesktop.login1.Session", "Lock")
_SAVERS = (("org.freedesktop.ScreenSaver", "ActiveChanged"), ("org.gnome.ScreenSaver", "ActiveChanged"))


class SystemWatch(QObject):
    """Tells when the machine is locked, put to sleep, closed, or left to another user.

    Signals:
        left: the person leaves the machine.
    """

    left = Signal()
    _noticed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Queued: Windows waits for the answer of a message, and the lock may open a dialog.
        self._noticed.connect(self.left, Qt.ConnectionType.QueuedConnection)
        self._session = SessionWatch(self._noticed.emit)
        self.heard = _listen(self) if sys.platform.startswith("linux") else 0

    def close(self) -> None:
        """Listen no more."""
        self._session.close()

    @Slot(bool)
    def on_changed(self, is_starting: bool) -> None:
        """Take the beginning of a sleep, or of a locked screen; its end is not ours."""
        if is_starting:
            self.left.emit()

    @Slot()
    def on_locked(self) -> None:
        """Take the locking of the session."""
        self.left.emit()


def _listen(watch: SystemWatch) -> int:
    """Listen to the buses of the desktop; return how many signals are heard, 0 where there is no bus."""
    from PySide6.QtDBus import QDBusConnection

    buses = ((QDBusConnection.systemBus(), (_SLEEP, _LOCK)), (QDBusConnection.sessionBus(), _SAVERS))
    heard = 0
    for bus, signals in buses:
        if bus.isConnected():
            for interface, name in signals:
                slot: Any = SLOT("on_locked()" if (interface, name) == _LOCK else "on_changed(bool)")
                heard += bus.connect("", "", interface, name, watch, slot)  # the stubs say bytes; only text is taken
    return heard
