"""A page made from the top down: what fills the window at once, what stands below it in the turns that follow.

Making and styling widgets is most of what a page costs; three quarters of a long one are below the window when it opens.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from ppe_desktop.ui.widgets.arranging import arranged_once, show_new

BREATH_MS = 15
"""Time left to the screen, to paint and to hear the keyboard, between two steps."""
_NEAR = 48
"""Pixels made below the window at once: the edge of the next thing is seen as soon as one scrolls."""

Step = Callable[[], None]
"""Makes one thing at the foot of the page, or shows the file in it."""


class Unrolling(QObject):
    """Runs the steps that make a page, each adding at its foot, so that nothing on screen ever moves.

    Args:
        area: what scrolls the page.
        column: what the steps fill.
    """

    def __init__(self, area: QScrollArea, column: QWidget) -> None:
        super().__init__(area)
        self._area, self._column = area, column
        self._steps: deque[Step] = deque()
        self._timer = QTimer(self, singleShot=True, interval=BREATH_MS)
        self._timer.timeout.connect(self._on_time)

    def begin(self, steps: Iterable[Step]) -> None:
        """Run steps until the window is full; the others wait for it to be painted. What was still waiting is left."""
        self._steps = deque(steps)
        self._run_while(lambda: not self._is_full())
        self.go_on()

    def go_on(self) -> None:
        """Go on after the next painting, when the page is on screen."""
        if self._steps and self._area.isVisible():
            self._timer.start()

    def is_at_work(self) -> bool:
        """Tell whether something is still to be made."""
        return bool(self._steps)

    def step(self) -> None:
        """Run the next step now."""
        if self._steps:
            with arranged_once(self._column):
                self._steps.popleft()()

    def complete(self) -> None:
        """Make all that is left, now: something below is asked for."""
        self._timer.stop()
        self._run_while(lambda: True)

    def _run_while(self, is_wanted: Callable[[], bool]) -> None:
        if not self._steps:
            return
        with arranged_once(self._column):
            while self._steps and is_wanted():
                self._steps.popleft()()
                show_new(self._column)

    def _on_time(self) -> None:
        if self._area.isVisible():  # else it goes on when one comes back
            self.step()
            self.go_on()

    def _is_full(self) -> bool:
        layout = self._column.layout()
        if layout is None:
            return False
        width = min(self._area.width(), self._column.maximumWidth())
        needed = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        return needed > self._area.height() + _NEAR
