"""Documents attached to a file: taken in, kept encrypted, opened for reading only."""

from __future__ import annotations

import contextlib
import hashlib
import json
import struct
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ppe_desktop.documents.output import write_document
from ppe_desktop.documents.worker import RenderProcess
from ppe_desktop.domain.audit import Action, Deed
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.checks import keep
from ppe_desktop.domain.errors import OutputError, PpeError, RenderError
from ppe_desktop.domain.media import (
    DamagedAttachmentError,
    Media,
    NotShownError,
    media_of,
    mismatch,
    proposed_title,
)
from ppe_desktop.domain.recognition import recognise, text_of
from ppe_desktop.domain.vocabulary import AttachmentKind
from ppe_desktop.models import Attachment
from ppe_desktop.runtime.private_copies import WORK_FOLDER, PrivateCopies
from ppe_desktop.services.attachment_sources import (
    Cancelled,
    Pasted,
    Source,
    Watch,
    name_of,
    pieces_of,
    size_of,
)
from ppe_desktop.services.changes import Changes
from ppe_desktop.storage.attachments import count_pieces, find_same, note_copy, read_piece, write_pieces
from ppe_desktop.storage.database import Database, DatabaseThread
from ppe_desktop.storage.kinds import record_kinds
from ppe_desktop.storage.outside import note_outside
from ppe_desktop.storage.reading import read_items
from ppe_desktop.storage.unit_of_work import UnitOfWork

TEXT_SHOWN = 1_000_000
"""Characters of a text shown on screen; the rest is read in another program."""

_KIND = "attachment"
_HEADER = struct.Struct("<3I")
_NO_COPY = (
    "La copie n’a pas pu être faite : le disque est plein ou inaccessible. Libérez de la place, puis recommencez."
)
_NOT_SHOWN = {
    "pdf": "Ce PDF est abîmé, trop lourd ou protégé par un mot de passe : il ne peut pas être montré ici. Ouvrez-le dans un autre programme.",
    "word": "Ce document Word ne peut pas être montré ici. Ouvrez-le dans un autre programme.",
    "picture": "Cette image est abîmée ou incomplète : elle ne peut pas être montrée ici. Ouvrez-la dans un autre programme.",
}
_TOO_LARGE = (
    "Cette image se déclare démesurée ({width} × {height} points) : elle n’est pas dépliée ici, cela pourrait bloquer l’ordinateur. "
    "Demandez-en une version réduite."
)
_LENGTH = struct.Struct("<I")
_PIXEL = 4
"""Bytes."""


@dataclass(frozen=True, slots=True)
class Attached:
    """What became of one file.

    Attributes:
        name: its name, fit for the screen.
        attachment_id: the document in the base; nothing when it was refused.
        is_new: it was stored now; otherwise the same content was there already.
        is_pasted: it came from no file, so that no original remains elsewhere.
        note: what to tell about a name that is not that of the content.
        refusal: why it was not taken, in French.
        changes: what changed in the base.
    """

    name: str
    attachment_id: str = ""
    is_new: bool = False
    is_pasted: bool = False
    note: str = ""
    refusal: str = ""
    changes: Changes = field(default_factory=lambda: Changes(frozenset()))


@dataclass(frozen=True, slots=True)
class Opened:
    """A document read back and checked.

    Attributes:
        item: its facts.
        media: what it is.
        content: its bytes, the very ones attached.
    """

    item: Item
    media: Media
    content: bytes


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page of a PDF as pixels.

    Attributes:
        width, height: in pixels.
        stride: bytes of a line.
        pixels: four bytes a pixel: blue, green, red, nothing.
    """

    width: int
    height: int
    stride: int
    pixels: memoryview


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page of a picture as pixels, with what the picture holds.

    Attributes:
        page: the page asked for.
        is_clear: some of it lets what is under show: the fourth byte of a pixel says how much.
        sizes: width and height of every page.
    """

    page: PageImage
    is_clear: bool
    sizes: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A place where words were found.

    Attributes:
        page: from 0.
        boxes: left, top, right and bottom of each rectangle, as shares of the page.
    """

    page: int
    boxes: tuple[tuple[float, float, float, float], ...]


class AttachmentService:
    """Use cases on attached documents.

    :meth:`of_child` works on the database thread. The others may be called from any thread but that one: a large file is read, told
    and put together aside, and the base is only held to write it or to read one piece of it.
    """

    def __init__(self, database: Database, thread: DatabaseThread, renders: RenderProcess, folder: Path) -> None:
        self._database, self._thread, self._renders = database, thread, renders
        self._copies = PrivateCopies(folder / WORK_FOLDER)

    def of_child(self, child_id: str) -> tuple[Item, ...]:
        """Return the documents attached to a child's file, without their content, the newest first."""
        with self._database.work() as work:
            items = read_items(work.connection, Attachment, Attachment.child_id == uuid.UUID(child_id))
        return tuple(sorted(items, key=lambda item: (item.dated_on or item.created_at.date(), item.id), reverse=True))

    def attach_all(
        self,
        child_id: str,
        sources: Sequence[Source],
        *,
        kind: str = "",
        cancel: threading.Event | None = None,
        progress: Callable[[str, int, int], None] = lambda _name, _done, _whole: None,
    ) -> list[Attached]:
        """Attach several files, each for itself: one refused does not keep the others out.

        Args:
            child_id: the child's file.
            sources: files, or content that has none.
            kind: nature given to all of them.
            cancel: set from another thread to give up; the files already stored stay.
            progress: told the name, the bytes done and the bytes in all.

        Returns:
            What became of each file; without those that giving up left aside.
        """
        done: list[Attached] = []
        for source in sources:
            try:
                done.append(self.attach(child_id, source, kind=kind, cancel=cancel, progress=progress))
            except Cancelled:
                break
            except PpeError as error:
                done.append(Attached(name_of(source), refusal=error.message))
        return done

    def attach(
        self,
        child_id: str,
        source: Source,
        *,
        kind: str = "",
        cancel: threading.Event | None = None,
        progress: Callable[[str, int, int], None] = lambda _name, _done, _whole: None,
    ) -> Attached:
        """Read a file, tell what it is, store it in one transaction; the file itself is not touched.

        Raises:
            AttachmentRefusedError: it cannot be taken in; nothing was stored.
            Cancelled: the person gave up; nothing was stored.
            SituationError: the base cannot be written; nothing was stored.
        """
        name = name_of(source)
        watch = Watch(name, cancel or threading.Event(), progress)
        pieces = list(watch.over(pieces_of(source), size_of(source), share=0.5))
        size = sum(map(len, pieces))
        content = b"".join(pieces)
        values = described(content, name)
        values["kind"] = kind
        del content
        halves = watch.over(pieces, size, begin=0.5, share=0.5)
        changes, is_new = self._thread.run(self._store, child_id, values, halves)
        is_pasted, note = isinstance(source, Pasted), mismatch(name, media_of(values["media_type"]))
        return Attached(name, changes.created, is_new, is_pasted, note, changes=changes)

    def open(self, attachment_id: str) -> Opened:
        """Return a document with its content, checked against its fingerprint.

        Raises:
            UnknownRecordError: it is not there any more.
            DamagedAttachmentError: the content is not the one that was attached.
        """
        item, count = self._thread.run(self._describe, attachment_id)
        content = b"".join(self._thread.run(self._piece, attachment_id, number) for number in range(count))
        if len(content) != item.size or hashlib.sha256(content).hexdigest() != item.sha256:
            raise DamagedAttachmentError
        return Opened(item, media_of(item.media_type), content)

    def word_page(self, content: bytes) -> str:
        """Return a Word document as inert HTML.

        Raises:
            NotShownError: it cannot be shown here.
        """
        return self._shown("word", content).decode("utf-8")

    def pdf_sizes(self, content: bytes) -> list[tuple[float, float]]:
        """Return the width and height of each page of a PDF, in points.

        Raises:
            NotShownError: it cannot be shown here.
        """
        sizes = [(float(width), float(height)) for width, height in json.loads(self._shown("pdf", content))]
        if not sizes:
            raise NotShownError(_NOT_SHOWN["pdf"])
        return sizes

    def pdf_page(self, content: bytes, page: int, scale: float) -> PageImage:
        """Return a page of a PDF, ``scale`` pixels a point.

        Raises:
            NotShownError: it cannot be shown here.
        """
        answer = self._shown("pdf-page", content, page=page, scale=scale)
        width, height, stride = _HEADER.unpack_from(answer)
        return _page_image(width, height, stride, memoryview(answer)[_HEADER.size :], "pdf")

    def pdf_find(self, content: bytes, words: str) -> list[Found]:
        """Return where words are written in a PDF, capitals or not.

        Raises:
            NotShownError: it cannot be read.
        """
        found = json.loads(self._shown("pdf-find", content, words=words))
        return [Found(page, tuple(tuple(box) for box in boxes)) for page, boxes in found]

    def picture(self, content: bytes, page: int, longest: int) -> Drawn:
        """Return a page of a picture as pixels, unpacked in the reading process; not on the screen's thread.

        Args:
            content: the whole file.
            page: which page of a scanned TIFF, from 0.
            longest: points of the longest side: a larger picture is reduced.

        Raises:
            NotShownError: it is broken, or claims a size that would fill the memory.
        """
        answer = self._shown("picture", content, page=page, longest=longest)
        start = _LENGTH.size + _LENGTH.unpack_from(answer)[0]
        told = json.loads(answer[_LENGTH.size : start])
        if "refused" in told:
            raise NotShownError(_TOO_LARGE.format(width=told["width"], height=told["height"]))
        pixels = _page_image(told["width"], told["height"], told["stride"], memoryview(answer)[start:], "picture")
        return Drawn(pixels, told["is_clear"], tuple((width, height) for width, height in told["sizes"]))

    def text(self, content: bytes) -> tuple[str, bool]:
        """Return the beginning of a text, and whether it is the whole of it."""
        text = text_of(content) or ""
        return text[:TEXT_SHOWN], len(text) <= TEXT_SHOWN

    def copy_for_opening(self, attachment_id: str) -> Path:
        """Write a copy in clear for another program, read-only, and note it in the history; it is erased at the lock.

        Raises:
            OutputError: it cannot be written.
            DamagedAttachmentError: the content is not the one that was attached.
        """
        opened = self.open(attachment_id)
        try:
            path = self._copies.write(opened.content, opened.media.suffix)
        except OSError as error:
            raise OutputError(_NO_COPY) from error
        self._thread.run(self._note, opened.item, "Ouvert dans un autre programme", Action.OPENED_OUTSIDE)
        return path

    def save_copy(self, attachment_id: str, target: Path) -> Path:
        """Write a copy in clear where asked, under the next free name, and note it in the history; return its path.

        Raises:
            OutputError: it cannot be written; in French, with what to do.
            DamagedAttachmentError: the content is not the one that was attached.
        """
        opened = self.open(attachment_id)
        written = write_document(target, opened.content)
        self._thread.run(
            self._note, opened.item, "Copie enregistrée hors de la base", Action.EXPORT, written, opened.content
        )
        return written

    def neutral_name(self, item: Item) -> str:
        """Return a file name that tells nothing of the child: ``courrier_2026-03-02.pdf``."""
        kind = item.kind.lower() if item.kind in set(AttachmentKind) else "document"
        day = item.dated_on or item.created_at.date()
        return f"{kind}_{day.isoformat()}{media_of(item.media_type).suffix}"

    def wipe_copies(self) -> None:
        """Erase the copies in clear made for other programs; best effort, what is held is erased at the next start."""
        with contextlib.suppress(OSError):
            self._copies.wipe()

    def _store(self, child_id: str, values: dict[str, Any], pieces: Iterator[bytes]) -> tuple[Changes, bool]:
        with self._database.work() as work:
            work.get("child", child_id)
            same = find_same(work.connection, child_id, values["sha256"])
            if same:
                return Changes(frozenset(), same), False
            created = store_document(work, child_id, values, pieces)
            work.commit()
            return Changes(frozenset(work.changed), created), True

    def _describe(self, attachment_id: str) -> tuple[Item, int]:
        with self._database.work() as work:
            return work.get(_KIND, attachment_id), count_pieces(work.connection, attachment_id)

    def _piece(self, attachment_id: str, number: int) -> bytes:
        with self._database.work() as work:
            return read_piece(work.connection, attachment_id, number)

    def _note(self, item: Item, told: str, action: Action, path: Path | None = None, content: bytes = b"") -> None:
        with self._database.work() as work:
            said = f"{told} : {item.title}"
            note_copy(work.connection, item.id, item.child_id, self._database.author, work.now, said)
            work.note(Deed(action, _KIND, item.id, item.child_id))
            if path is not None:
                note_outside(work, str(path), content, child_id=item.child_id)
            work.commit()

    def _shown(self, action: str, content: bytes, **asked: Any) -> bytes | bytearray:
        try:
            return self._renders.read(action, content, **asked)
        except RenderError as error:
            raise NotShownError(_NOT_SHOWN[action.partition("-")[0]]) from error


def _page_image(width: int, height: int, stride: int, pixels: memoryview, kind: str) -> PageImage:
    """Return pixels that hold what they say they hold: the process they come from read a file nobody vouches for.

    Raises:
        NotShownError: they do not.
    """
    if width < 1 or height < 1 or stride < _PIXEL * width or len(pixels) < stride * height:
        raise NotShownError(_NOT_SHOWN[kind])
    return PageImage(width, height, stride, pixels)


def described(content: bytes, name: str) -> dict[str, Any]:
    """Return what the base keeps of a document beside its content; its title is taken from its name.

    Raises:
        AttachmentRefusedError: it is nothing that may be attached.
    """
    return {
        "title": proposed_title(name),
        "file_name": name,
        "media_type": recognise(content, name).mime,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def store_document(work: UnitOfWork, child_id: str, values: Mapping[str, Any], pieces: Iterable[bytes]) -> str:
    """Write a document and its content in a transaction, and return its identifier; the caller commits."""
    facts = {fact.name: fact for fact in record_kinds()[_KIND].facts}
    kept = {name: keep(facts[name], value) if name in facts else value for name, value in values.items()}
    created = work.add(_KIND, child_id=child_id, **kept)
    write_pieces(work.connection, created, pieces)
    return created
