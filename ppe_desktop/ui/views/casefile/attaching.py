"""Taking documents in without holding the screen: what is read, how far, and what became of each."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QImage, QImageWriter

from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.runtime import clock
from ppe_desktop.services.attachment_sources import Pasted, Source
from ppe_desktop.services.attachments import Attached, AttachmentService
from ppe_desktop.services.changes import Changes
from ppe_desktop.ui.forms.context import FileContext


class Attaching(QObject):
    """One batch at a time; it goes on to its end when the person looks at another section.

    Attributes:
        was_cancelled: the last batch was given up before its end.

    Signals:
        started: a batch begins.
        stepped: name of the file in hand, bytes done, bytes in all.
        finished: the list of :class:`Attached`, once the base has them.
    """

    started = Signal()
    stepped = Signal(str, object, object)
    finished = Signal(object)

    def __init__(self, context: FileContext) -> None:
        super().__init__(context)
        self._context = context
        self._cancel: threading.Event | None = None
        self.was_cancelled = False

    def is_running(self) -> bool:
        """Tell whether a batch is being read."""
        return self._cancel is not None

    def take(self, child_id: str, paths: Sequence[Path], picture: QImage | None = None, kind: str = "") -> None:
        """Attach files, or a picture, to a child's file; while a batch is being read, nothing else begins."""
        if self._cancel is not None or not (paths or picture):
            return
        self._cancel = threading.Event()
        tasks = self._context.tasks
        self.started.emit()
        tasks.run_long(
            _attach,
            tasks.session.attachments,
            child_id,
            list(paths),
            picture,
            kind,
            self._cancel,
            self,
            then=self._on_done,
            failed=self._on_failed,
        )

    def take_from(self, child_id: str, data: QMimeData, kind: str = "") -> None:
        """Attach what was dropped or pasted: its files, or else its picture."""
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        picture = QImage(data.imageData()) if not paths and data.hasImage() else None
        self.take(child_id, paths, picture, kind)

    def cancel(self) -> None:
        """Give up the file in hand and those that follow; those already stored stay."""
        if self._cancel is not None:
            self._cancel.set()

    def _on_done(self, done: list[Attached]) -> None:
        self._end()
        records = frozenset(record for one in done for record in one.changes.records)
        self.finished.emit(done)
        if records:
            self._context.changed.emit(Changes(records))

    def _end(self) -> None:
        self.was_cancelled = self._cancel is not None and self._cancel.is_set()
        self._cancel = None

    def _on_failed(self, error: PpeError) -> None:
        self._end()
        self.finished.emit([])
        self._context.error_raised.emit(error)


def _attach(
    service: AttachmentService,
    child_id: str,
    paths: list[Path],
    picture: QImage | None,
    kind: str,
    cancel: threading.Event,
    watcher: Attaching,
) -> list[Attached]:
    sources: list[Source] = list(paths)
    if picture is not None:
        name = f"Image collée du {long_date(clock.now().date())}.png"
        sources.append(Pasted(name, _png(picture)))
    return service.attach_all(child_id, sources, kind=kind, cancel=cancel, progress=watcher.stepped.emit)


def _png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(picture)
    return bytes(buffer.data().data())
