"""Idleness: nobody touched the keyboard, the mouse or the screen of our windows for a while.

Two clocks are read. The one that only goes forward does not count the sleep of the machine on every system; the one of the wall does,
and when it is set back the other one still counts. Whichever says that enough time went by locks.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

SHORTEST_MS = 200
_GESTURES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Watches the windows of the program as they take the keyboard, only while a base is open.

    Signals:
        idled: nothing was touched for the time allowed.
    """

    idled = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        """Prepare the watch; it begins with :meth:`start`.

        Args:
            parent: parent object.
            steady: seconds of a clock that never goes back.
            wall: seconds of the clock of the machine.
        """
        super().__init__(parent)
        self._clocks = (steady, wall)
        self._last = (0.0, 0.0)
        self._allowed = 0.0
        self._watched: list[QWindow] = []
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_timeout)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._on_focus_window)

    @property
    def is_running(self) -> bool:
        """Whether idleness is watched for."""
        return self._allowed > 0

    def start(self, seconds: float) -> None:
        """Count from now; called again, take the new time allowed."""
        self._allowed = seconds
        self._touch()
        self._on_focus_window(QGuiApplication.focusWindow())
        self._wait(seconds)

    def stop(self) -> None:
        """Watch no more: nothing is open."""
        self._allowed = 0.0
        self._timer.stop()
        for window in self._watched:
            window.removeEventFilter(self)
        self._watched.clear()

    def watch(self, window: QWindow) -> None:
        """Take what happens in a window as a sign of presence."""
        if self.is_running and window not in self._watched:
            window.installEventFilter(self)
            window.destroyed.connect(self._on_destroyed)
            self._watched.append(window)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a gesture; one that comes after the time is up locks instead of being done."""
        if self.is_running and event.type() in _GESTURES:
            if self.seconds_left() <= 0:
                self._fire()
                return True
            self._touch()
        return super().eventFilter(watched, event)

    def seconds_left(self) -> float:
        """Return the seconds before the lock; 0 or less when the time is up."""
        return self._allowed - max(now() - then for now, then in zip(self._clocks, self._last, strict=True))

    def _touch(self) -> None:
        self._last = (self._clocks[0](), self._clocks[1]())

    def _wait(self, seconds: float) -> None:
        self._timer.start(max(SHORTEST_MS, int(seconds * 1000)))

    def _fire(self) -> None:
        self._touch()  # told once; again after as long, if the lock could not be done
        self._wait(self._allowed)
        self.idled.emit()

    def _on_timeout(self) -> None:
        left = self.seconds_left()
        if not self.is_running:
            return
        if left > 0:
            self._wait(left)
        else:
            self._fire()

    def _on_focus_window(self, window: QWindow | None) -> None:
        if window is not None:
            self.watch(window)

    def _on_destroyed(self, gone: QObject | None = None) -> None:
        self._watched = [window for window in self._watched if window is not gone]
