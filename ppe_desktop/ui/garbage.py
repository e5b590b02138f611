"""Collecting unreachable objects on the screen's thread only.

Python collects cycles on whatever thread happens to allocate. A window caught in a cycle would then be destroyed by the thread of the
base, and Qt dies of it. The automatic collection is switched off and done here, between two events.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

PAUSE_MS = 1000
SWEEP_MS = 1500
"""Time after which what a screen left behind is collected: the one that takes its place is drawn by then."""


def sweep() -> None:
    """Give back the memory of a screen that is gone; on the screen's thread.

    The first time, what is alive is frozen: the program itself, a hundred thousand objects that are never given back, need not be
    gone through again, and the next calls take a few milliseconds.
    """
    gc.collect()
    if not gc.get_freeze_count():
        gc.freeze()


class ScreenCollector(QObject):
    """Takes over the collection of cycles as long as it lives; made once, on the screen's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE_MS)
        gc.disable()

        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that has enough to do; the young ones take a millisecond, the old one waits its turn."""
        for generation, (count, threshold) in reversed(
            list(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))
        ):
            if count > threshold:
                gc.collect(generation)
                return
