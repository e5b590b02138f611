"""Copies in clear outside the base: which are still there, and taking them away."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from ppe_desktop.domain.audit import Action, Deed
from ppe_desktop.domain.errors import SituationError
from ppe_desktop.domain.names import list_name
from ppe_desktop.runtime.private_copies import erase_file
from ppe_desktop.storage.database import Database, DatabaseThread
from ppe_desktop.storage.outside import mark_removed, note_outside, read_outside
from ppe_desktop.storage.reading import read_items_of

LONG = dt.timedelta(hours=24)
"""After so long, a copy is asked about."""
NOT_ERASED = "Cette copie n’a pas pu être supprimée : elle est peut-être ouverte dans un autre logiciel, ou protégée. Fermez-la, puis recommencez."


class Presence(StrEnum):
    """What became of a copy."""

    THERE = "there"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class ClearCopy:
    """A copy in clear.

    Attributes:
        copy_id: identifier.
        path: where it was written.
        written_at: when, local.
        child: the child's name; empty when it tells of several.
        presence: whether it is still there, as it was written.
    """

    copy_id: str
    path: Path
    written_at: dt.datetime
    child: str
    presence: Presence


class OutsideService:
    """Use cases on the copies in clear; but for :meth:`known_count` they read disks, away from the thread of the base."""

    def __init__(self, database: Database, thread: DatabaseThread) -> None:
        self._database, self._thread = database, thread

    def enter_file(self, path: Path, told: str) -> None:
        """Remember a file that was written without going through the register, about several children.

        Args:
            path: the file.
            told: what it is, a word of the program for the journal.
        """
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        self._thread.run(self._enter, path, digest, told)

    def copies(self) -> list[ClearCopy]:
        """Return the copies known, the oldest first, each looked for where it was written."""
        rows, names = self._thread.run(self._known)
        return [
            ClearCopy(
                row["id"], Path(row["path"]), row["written_at"], names.get(row["child_id"], ""),
                presence_of(Path(row["path"]), row["sha256"]),
            )
            for row in rows
        ]  # fmt: skip

    def waiting(self) -> tuple[int, int]:
        """Return how many copies are still there, and how many of them for more than a day."""
        rows, _names = self._thread.run(self._known)
        there = [row for row in rows if _is_there(Path(row["path"]))]
        old = [row for row in there if self._database.now() - row["written_at"] >= LONG]
        return len(there), len(old)

    def known_count(self) -> int:
        """Return how many copies were not taken away, without looking for them; on the thread of the base."""
        with self._database.work() as work:
            return len(read_outside(work))

    def remove(self, copy: ClearCopy) -> None:
        """Erase a copy, or forget one that is no longer there.

        Raises:
            SituationError: it could not be erased.
        """
        if _is_there(copy.path):
            try:
                erase_file(copy.path)
            except OSError:
                raise SituationError(NOT_ERASED) from None
        self._thread.run(self._forget, copy.copy_id)

    def _known(self) -> tuple[list[dict[str, Any]], dict[str, str]]:
        with self._database.work() as work:
            names = {child.id: list_name(child) for child in read_items_of(work.connection, "child")}
            return read_outside(work), names

    def _enter(self, path: Path, digest: str, told: str) -> None:
        with self._database.work() as work:
            note_outside(work, str(path), digest)
            work.note(Deed(Action.EXPORT, detail=told))
            work.commit()

    def _forget(self, copy_id: str) -> None:
        with self._database.work() as work:
            child_id = mark_removed(work, copy_id)
            work.note(Deed(Action.COPY_REMOVED, child_id=child_id))
            work.commit()


def presence_of(path: Path, sha256: str) -> Presence:
    """Tell whether a file is where it was written, and as it was."""
    try:
        if not path.is_file():
            return Presence.GONE
        with path.open("rb") as stream:
            present = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return Presence.GONE
    return Presence.THERE if present == sha256 else Presence.CHANGED


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
