"""What watches over an open base: idleness, the system's signs of leaving, and windows kept out of captures."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from ppe_desktop.runtime.screen_capture import hide_from_capture
from ppe_desktop.ui.locking.idle import IdleWatch
from ppe_desktop.ui.locking.system_watch import SystemWatch
from ppe_desktop.ui.preferences import Preferences

MINUTE = 60


class LockKeeper(QObject):
    """Says when the base must be closed without anybody asking.

    Signals:
        lock_wanted: nobody is there any more, or the machine is being left.

    Attributes:
        idle: the watch over idleness.
        system: the watch over the system.
    """

    lock_wanted = Signal()

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._is_open = False
        self.idle = IdleWatch(self)
        self.system = SystemWatch(self)
        self.idle.idled.connect(self._on_wanted)
        self.system.left.connect(self._on_wanted)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._on_focus_window)

    def opened(self, window: QWindow | None) -> None:
        """Begin: a base is open, shown in a window."""
        self._is_open = True
        self.settings_changed()
        if window is not None:
            self.idle.watch(window)
            self._hide(window)

    def settings_changed(self) -> None:
        """Take the settings as they are now."""
        if self._is_open:
            self.idle.start(self._preferences.lock_minutes * MINUTE)
            for window in QGuiApplication.topLevelWindows():
                if window.isVisible():
                    self._hide(window)

    def locked(self) -> None:
        """End: the base is closed."""
        self._is_open = False
        self.idle.stop()

    def close(self) -> None:
        """Listen to the system no more."""
        self.locked()
        self.system.close()

    def _hide(self, window: QWindow) -> None:
        hide_from_capture(int(window.winId()), is_hidden=self._preferences.hides_from_capture)

    def _on_focus_window(self, window: QWindow | None) -> None:
        if self._is_open and window is not None:
            self._hide(window)

    def _on_wanted(self) -> None:
        if self._is_open:
            self.lock_wanted.emit()
