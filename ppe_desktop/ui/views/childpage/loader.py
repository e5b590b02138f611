"""The pictures of the child's pages, read from the encrypted base when they come on screen, never written to disk."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.sketch import Made
from ppe_desktop.ui.tasks import Tasks


class SketchPictures(QObject):
    """Gives the picture of a page: the one kept, else painted from what is on it (the page was not finished).

    Signals:
        made: identifier of the page and its picture; a null picture when it cannot be shown.
    """

    made = Signal(str, object)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._known: dict[str, tuple[int, QImage]] = {}
        self._asked: set[tuple[str, int]] = set()

    def want(self, sketch: Item) -> None:
        """Ask for the picture of a page; told at once when it is known and still true."""
        revision, image = self._known.get(sketch.id, (-1, QImage()))
        if revision == sketch.revision:
            self.made.emit(sketch.id, image)
        elif (sketch.id, sketch.revision) not in self._asked:
            self._asked.add((sketch.id, sketch.revision))
            read, then = self._tasks.session.sketches.picture, partial(self._on_read, sketch)
            self._tasks.ask(read, sketch.id, then=then, failed=partial(self._on_failed, sketch))

    def _on_read(self, sketch: Item, content: bytes) -> None:
        if content:
            self._tasks.run_long(QImage.fromData, content, then=partial(self._on_made, sketch))
            return
        read, then = self._tasks.session.sketches.content, partial(self._on_content, sketch)
        self._tasks.ask(read, sketch.id, then=then, failed=partial(self._on_failed, sketch))

    def _on_content(self, sketch: Item, found: tuple[str, Made]) -> None:
        from ppe_desktop.ui.views.childpage.composing import picture_of, printed  # only for a page not finished

        kind, made = found
        paper = printed(kind, made)
        self._tasks.run_long(picture_of, paper, made.strokes, then=partial(self._on_made, sketch))

    def _on_made(self, sketch: Item, image: QImage) -> None:
        self._asked.discard((sketch.id, sketch.revision))
        self._known[sketch.id] = (sketch.revision, image)
        self.made.emit(sketch.id, image)

    def _on_failed(self, sketch: Item, _error: PpeError) -> None:
        self._on_made(sketch, QImage())  # what is wrong with it is said when it is opened
