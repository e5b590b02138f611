"""Where an attached document comes from: a file read piece by piece, or content that has none; what goes wrong is said in French."""

from __future__ import annotations

import contextlib
import stat
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ppe_desktop.domain.media import LIMIT, AttachmentRefusedError, shown_name, too_big

PIECE = 1024 * 1024
"""Bytes of one piece of content."""

_GONE = "Ce fichier n’est plus là : il a été déplacé, ou la clé qui le contient a été retirée. Retrouvez-le, puis recommencez."
_LOCKED = "Ce fichier ne peut pas être lu : il est protégé, ou ouvert dans un autre programme. Fermez ce programme, puis recommencez."
_FOLDER = "C’est un dossier. Ouvrez-le et joignez un par un les documents qu’il contient."
_NOT_A_FILE = "Ce n’est pas un fichier ordinaire : il n’est pas joint."
_UNREADABLE = "Ce fichier n’a pas pu être lu en entier. Copiez-le sur l’ordinateur, puis recommencez."


@dataclass(frozen=True, slots=True)
class Pasted:
    """Content that has no file: a picture from the clipboard.

    Attributes:
        name: name it takes.
        content: its bytes.
    """

    name: str
    content: bytes


Source = Path | Pasted


class Cancelled(Exception):  # noqa: N818 - it is no error: the person asked for it
    """The person gave up; nothing of the file being read was stored."""


def in_pieces(content: bytes) -> Iterator[bytes]:
    """Give a content piece by piece."""
    return (content[start : start + PIECE] for start in range(0, len(content), PIECE))


class Watch:
    """Tells how far one is, and stops when the person gives up."""

    def __init__(self, name: str, cancel: threading.Event, progress: Callable[[str, int, int], None]) -> None:
        self._name, self._cancel, self._progress = name, cancel, progress

    def over(self, pieces: Iterable[bytes], whole: int, *, begin: float = 0.0, share: float) -> Iterator[bytes]:
        """Give pieces one by one.

        Args:
            pieces: the content.
            whole: bytes in all.
            begin: share of the work done before these pieces.
            share: share of the work that these pieces are.
        """
        done = 0
        for piece in pieces:
            if self._cancel.is_set():
                raise Cancelled
            yield piece
            done += len(piece)
            self._progress(self._name, int(begin * whole + share * done), whole)


def name_of(source: Source) -> str:
    """Return the name of a source, fit for a screen."""
    return shown_name(source.name)


def size_of(source: Source) -> int:
    """Return the size of a file.

    Raises:
        AttachmentRefusedError: it cannot be read, or holds too much.
    """
    if isinstance(source, Pasted):
        size = len(source.content)
    else:
        with _said_in_french():
            facts = source.stat()
        if stat.S_ISDIR(facts.st_mode):
            raise AttachmentRefusedError(_FOLDER)
        if not stat.S_ISREG(facts.st_mode):
            raise AttachmentRefusedError(_NOT_A_FILE)
        size = facts.st_size
    if size > LIMIT:
        raise too_big(size)
    return size


def pieces_of(source: Source) -> Iterator[bytes]:
    """Give the content of a source piece by piece.

    Raises:
        AttachmentRefusedError: it cannot be read, or holds too much.
    """
    if isinstance(source, Pasted):
        yield from in_pieces(source.content)
        return
    read = 0
    with _said_in_french(), source.open("rb") as stream:
        while piece := stream.read(PIECE):
            read += len(piece)
            if read > LIMIT:  # it grew since it was measured
                raise too_big(None)
            yield piece


@contextlib.contextmanager
def _said_in_french() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise AttachmentRefusedError(_GONE) from None
    except IsADirectoryError:
        raise AttachmentRefusedError(_FOLDER) from None
    except PermissionError:
        raise AttachmentRefusedError(_LOCKED) from None
    except (OSError, ValueError):
        raise AttachmentRefusedError(_UNREADABLE) from None
