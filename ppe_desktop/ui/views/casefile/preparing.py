"""Making the sections of the open file while nobody does anything, so that going to one shows it at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ppe_desktop.ui.views.casefile.section import Section

QUIET_MS = 900
"""Time without a key, a click or a turn of the wheel before anything is prepared."""
BREATH_MS = 30
"""Time left to the screen between two steps: each takes about as long as a frame or two."""
_ACTS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
        QEvent.Type.TouchBegin,
    }
)


class Preparing(QObject):
    """Makes pages one after the other, a step at a time; anything that the person does puts it off.

    Args:
        make: makes a page and has it show the file; the page already made when it is.
        parent: what the pages belong to; what is done anywhere in its window counts.
    """

    def __init__(self, make: Callable[[str], Section], parent: QWidget) -> None:
        super().__init__(parent)
        self._make, self._screen = make, parent
        self._steps: Iterator[None] | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.step)

    def begin(self, keys: Iterable[str]) -> None:
        """Prepare pages, by key, once all is quiet; those asked for before are left."""
        self.stop()
        self._steps = self._prepare(list(keys))
        window = (
            self._screen.window().windowHandle()
        )  # the native one: what Qt tells each widget does not pass through it
        if window is not None:
            window.installEventFilter(self)
        self._timer.start(QUIET_MS)

    def stop(self) -> None:
        """Leave what is not prepared."""
        self._timer.stop()
        self._steps = None
        window = self._screen.window().windowHandle()
        if window is not None:
            window.removeEventFilter(self)

    def is_at_work(self) -> bool:
        """Tell whether something is still to be prepared."""
        return self._steps is not None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Wait again as soon as the person does something."""
        if self._steps is not None and event.type() in _ACTS:
            self._timer.start(QUIET_MS)
        return False

    def step(self) -> None:
        """Do the next step now; nothing while a menu or a dialog, which are windows of their own, is being used."""
        if self._steps is None:
            return
        if QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None:
            self._timer.start(QUIET_MS)
        elif next(self._steps, self) is self:
            self.stop()
        else:
            self._timer.start(BREATH_MS)

    def _prepare(self, keys: list[str]) -> Iterator[None]:
        """Make each page, which asks the base for what it shows; then, once it has it, have it laid out."""
        made: list[Section] = []
        for key in keys:
            made.append(self._make(key))
            yield
            yield from _unrolled(made[-1])
        for page in made:
            if not page.isVisible():
                yield from _unrolled(page)  # what it could make of what it has read
                page.grab(QRect(0, 0, 1, 1))  # the only way to have Qt style and lay out what is not shown
            yield


def _unrolled(page: Section) -> Iterator[None]:
    """Have a page make what stands below the window, a step a turn."""
    while page.unrolling.is_at_work():
        page.unrolling.step()
        yield
