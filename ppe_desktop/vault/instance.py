"""One instance at a time on a base, even through a folder shared between computers.

The operating system's lock on ``verrou`` is freed whenever its holder dies; it says nothing of who holds it, and often does not
cross the network. The companion ``verrou.json`` names the holder, and left behind by another computer it betrays a folder that is
shared or synchronised.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from ppe_desktop.domain.errors import BaseInUseError, BaseMissingError, SituationError
from ppe_desktop.runtime.files import write_atomically
from ppe_desktop.vault.paths import BasePaths
from ppe_desktop.vault.rotation import finish_rotation

_MOST_BYTES = 4096
_LONGEST_NAME = 255

LOCK_IMPOSSIBLE = (
    "Le dossier de la base n’est pas accessible en écriture : elle n’a pas été ouverte. Vérifiez les droits sur ce dossier, ou "
    "que son disque est bien branché."
)


@dataclass(frozen=True)
class Holder:
    """Who holds a base.

    Attributes:
        host: name of the computer.
        pid: process number on that computer.
        started: local date and time of opening, ISO format to the second.
    """

    host: str
    pid: int
    started: str

    def describe(self) -> str:
        """Return the French wording for the screen."""
        return f"poste {self.host}, processus {self.pid}, ouvert le {_spoken(self.started)}"


class InstanceLock:
    """The hold of this process on a base; a context manager, freed once."""

    def __init__(self, lock: FileLock, companion: Path, here: str, *, was_cut: bool = False) -> None:
        """Keep a lock that was taken.

        Args:
            lock: the lock.
            companion: the file that names its holder.
            here: name of this computer.
            was_cut: the former opening on this computer was not closed: the program died, or the machine did.
        """
        self.was_cut = was_cut
        self._lock = lock
        self._companion = companion
        self._here = here

    def hold_again(self) -> None:
        """Hold the base again once its disk was pulled out and put back: the former hold is on a file that answers no more.

        Raises:
            BaseInUseError: another program took the base meanwhile.
            SituationError: the folder cannot be written.
        """
        path = Path(self._lock.lock_file)
        with contextlib.suppress(OSError):
            self._lock.release(force=True)
        self._lock = _acquire(path, self._companion, self._here)
        _sign(self._companion, self._here)

    def release(self) -> None:
        """Free the base; harmless if already done."""
        if self._lock.is_locked:
            with contextlib.suppress(
                OSError
            ):  # a companion of this computer left behind is ignored at the next opening
                self._companion.unlink()
            self._lock.release()

    def __enter__(self) -> InstanceLock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def hold_base(folder: Path, *, host: str | None = None, take_over: bool = False) -> InstanceLock:
    """Hold the base of ``folder`` for this process.

    Args:
        folder: folder of the base.
        host: name of this computer; found by default.
        take_over: ignore a companion left by another computer, after an explicit confirmation by the user. A living lock is
            never forced.

    Raises:
        BaseInUseError: another process holds it, or another computer does or did; the message says which and what to do.
        BaseMissingError: the folder does not exist.
        SituationError: the folder cannot be written.
    """
    if not folder.is_dir():
        raise BaseMissingError
    here = host or platform.node() or "poste sans nom"
    paths = BasePaths(folder)
    companion = paths.lock.with_name(paths.lock.name + ".json")
    lock = _acquire(paths.lock, companion, here)
    try:
        left_by = _read_holder(companion)
        if left_by and left_by.host != here and not take_over:
            raise _held_elsewhere(left_by, can_take_over=True)
        _sign(companion, here)
        finish_rotation(folder)
    except OSError:
        lock.release()
        raise SituationError(LOCK_IMPOSSIBLE) from None
    except BaseException:
        lock.release()
        raise
    return InstanceLock(lock, companion, here, was_cut=left_by is not None and left_by.host == here)


@contextlib.contextmanager
def held_for_a_moment(folder: Path) -> Iterator[None]:
    """Hold a base without opening it: nobody signs for it, and what tells of a program that died is left as it is.

    Raises:
        BaseInUseError: a program holds it.
        SituationError: the folder cannot be written.
    """
    paths = BasePaths(folder)
    lock = _acquire(paths.lock, paths.lock.with_name(paths.lock.name + ".json"), platform.node())
    try:
        yield
    finally:
        lock.release()


def _acquire(path: Path, companion: Path, here: str) -> FileLock:
    lock = FileLock(path, timeout=0, thread_local=False)  # taken by the window's thread, freed by the database's
    try:
        lock.acquire()
    except Timeout:
        holder = _read_holder(companion)
        if holder and holder.host != here:
            raise _held_elsewhere(holder) from None
        raise BaseInUseError(holder.describe() if holder else "") from None
    except (OSError, NotImplementedError):
        raise SituationError(LOCK_IMPOSSIBLE) from None
    return lock


def _sign(companion: Path, here: str) -> None:
    holder = Holder(here, os.getpid(), datetime.now().isoformat(timespec="seconds"))
    with contextlib.suppress(OSError):  # the companion only makes messages better: a full disk must not prevent reading
        write_atomically(companion, json.dumps(asdict(holder)).encode("ascii"), private=True)


def _read_holder(companion: Path) -> Holder | None:
    try:
        with companion.open("rb") as stream:
            content = json.loads(stream.read(_MOST_BYTES))
        host, pid, started = content["host"], content["pid"], content["started"]
        datetime.fromisoformat(started)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    if not isinstance(host, str) or not host.isprintable() or type(pid) is not int:
        return None
    return Holder(host[:_LONGEST_NAME], pid, started)


def _held_elsewhere(holder: Holder, *, can_take_over: bool = False) -> BaseInUseError:
    return BaseInUseError(
        holder.describe(),
        f"Cette base est ouverte sur un autre ordinateur, « {holder.host} », depuis le {_spoken(holder.started)}. "
        "Fermez le logiciel sur cet ordinateur, puis recommencez. Une base ne se partage pas : si son dossier est sur un "
        "réseau ou synchronisé (OneDrive, Dropbox…), déplacez-le sur le disque d’un seul poste. Si le logiciel n’y est plus "
        "ouvert (panne, poste remplacé), vous pouvez reprendre la base ici.",
        can_take_over=can_take_over,
    )


def _spoken(started: str) -> str:
    return datetime.fromisoformat(started).strftime("%d/%m/%Y à %H:%M")
