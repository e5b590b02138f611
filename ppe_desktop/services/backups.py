"""Backups of the open base: made in steps beside the work, read again before they count, kept by age, copied to a second place."""

from __future__ import annotations

import datetime as dt
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from ppe_desktop.domain.audit import Action
from ppe_desktop.domain.backups import FRESH, is_overdue, superfluous
from ppe_desktop.domain.errors import DamagedBaseError, PpeError, SituationError
from ppe_desktop.storage.audit import actions_since
from ppe_desktop.storage.backing_up import Copied, GivenUpError, differs, judge_copy
from ppe_desktop.storage.database import Database, DatabaseThread
from ppe_desktop.storage.settings import read_setting, write_setting
from ppe_desktop.storage.unit_of_work import Clock
from ppe_desktop.vault.bundles import (
    AbandonedError,
    Bundle,
    Manifest,
    backup_name,
    copy_bundle,
    digest_of,
    find_bundles,
    finish,
    partial_folder,
    remove_bundle,
    sync_file,
    write_manifest,
)
from ppe_desktop.vault.keys import DatabaseKey
from ppe_desktop.vault.paths import BasePaths

SECOND_PLACE = "backups.second_place"
SECOND_DONE = "backups.second_done"
SECOND_FOLDER = "Sauvegardes PPE Desktop"
QUIET = {Action.OPEN, Action.REFUSED, Action.READ, Action.BACKUP}
"""What is told in the journal and changes nothing else in the base."""
JOURNAL = "audit_entry"
SPARE_BYTES = 50 * 1024 * 1024
MEBIBYTE = 1024 * 1024

Result = TypeVar("Result")

NOT_WRITTEN = (
    "La sauvegarde n’a pas pu être écrite : le disque est plein ou inaccessible. Rien n’est perdu, vos dossiers sont sur cet "
    "ordinateur. Libérez de la place, puis recommencez."
)
NOT_SOUND = (
    "La sauvegarde a été relue et n’est pas bonne : elle n’a pas été gardée. Les précédentes sont intactes. Recommencez ; si cela se "
    "répète, le disque est peut-être en train de s’abîmer : prévenez votre service informatique."
)
SECOND_ABSENT = "Le deuxième emplacement n’est pas branché : seule la sauvegarde de cet ordinateur a été faite."
SECOND_FAILED = (
    "La sauvegarde de cet ordinateur est faite, mais pas sa copie au deuxième emplacement : il est plein, protégé ou a été "
    "débranché. Libérez de la place ou branchez-le, puis recommencez."
)


@dataclass(frozen=True)
class BackupState:
    """Where the backups stand.

    Attributes:
        last: when the newest sound backup was made; None when there is none.
        count: how many are kept on this computer.
        size: bytes of the newest one.
        second_place: folder chosen for a copy elsewhere; None when none was.
        second_present: that folder can be reached now.
        second_last: when a copy was last made there.
        is_overdue: no backup succeeded for a week.
        is_second_overdue: a second place was chosen and got no copy for a week.
    """

    last: dt.datetime | None
    count: int
    size: int
    second_place: Path | None
    second_present: bool
    second_last: dt.datetime | None
    is_overdue: bool
    is_second_overdue: bool


@dataclass(frozen=True)
class BackupMade:
    """What came of a backup.

    Attributes:
        made_at: when it was made.
        size: bytes of the base in it.
        rows: rows it holds, all tables together.
        in_second_place: it was copied to the second place as well.
        caution: what did not go as wished, in French; empty otherwise.
    """

    made_at: dt.datetime
    size: int
    rows: int
    in_second_place: bool
    caution: str = ""


class BackupService:
    """Use cases on the backups of the open base. Its methods run on any thread but that of the base."""

    def __init__(
        self, database: Database, thread: DatabaseThread, folder: Path, key: DatabaseKey, vault_id: str, now: Clock
    ) -> None:
        self._database, self._thread, self._paths = database, thread, BasePaths(folder)
        self._key, self._vault_id, self._now = key, vault_id, now
        self._stopping = threading.Event()
        self._busy = threading.Lock()
        self._judging: Any = None
        self._worker: ThreadPoolExecutor | None = None
        self.tell: Callable[[Action, str], None] | None = None

    def start(self) -> Future[BackupMade]:
        """Make a backup on a thread of its own; the future gives what came of it."""
        return self._on_own_thread(self.make)

    def start_round(self, *, is_first: bool) -> Future[BackupMade | None]:
        """Make the backup of an opening, or that of later on if it is due, on a thread of its own; None when a recent one is enough."""
        return self._on_own_thread(self.make_for_opening if is_first else self.make_if_stale)

    def make_for_opening(self) -> BackupMade:
        """Make the backup that each opening leaves. Making it reads every page of the base, which checks them all.

        When it is the same picture as the last one of the same day, but for openings and readings told since, it takes its place; a second
        place that got a copy a few hours ago is left alone then.

        Raises:
            PpeError: as :meth:`make`.
        """
        former = next(iter(self._found()), None)
        made = self.make(spares_second=True)
        if former is not None and self._is_same_picture(former.manifest):
            remove_bundle(former)
        return made

    def make_if_stale(self) -> BackupMade | None:
        """Make a backup unless one was made a few hours ago.

        Raises:
            PpeError: as :meth:`make`.
        """
        last = self._last()
        if last is not None and abs(self._now() - last) < FRESH:
            return None
        return self.make()

    def make(self, *, spares_second: bool = False) -> BackupMade:
        """Make a backup, read it again, give it its name, put away those that are too many, copy it to the second place.

        Args:
            spares_second: nothing is copied to the second place when it got a copy a few hours ago.

        Raises:
            SituationError: no room, or the disk refused; the former backups are intact.
            DamagedBaseError: a page of the base cannot be read.
            AbandonedError: the base is being closed.
        """
        with self._busy:
            bundle = self._make_here()
            _rotate(self._paths.backups, self._vault_id)
            in_second, caution = self._copy_elsewhere(bundle, spares_it=spares_second)
        if self.tell is not None:
            self.tell(Action.BACKUP, "second" if in_second else "")
        rows = sum(bundle.manifest.rows.values())
        return BackupMade(bundle.manifest.made_at, bundle.manifest.base_bytes, rows, in_second, caution)

    def state(self) -> BackupState:
        """Tell where the backups stand."""
        found = self._found()
        last = found[0].manifest.made_at if found else None
        place, done = self._thread.run(self._kept)
        present = place is not None and place.is_dir()
        now = self._now()
        return BackupState(
            last,
            len(found),
            found[0].manifest.base_bytes if found else 0,
            place,
            present,
            done,
            is_overdue(last, now),
            place is not None and is_overdue(done, now),
        )

    def choose_second_place(self, folder: Path | None) -> None:
        """Remember where backups are copied as well; None for nowhere.

        Raises:
            SituationError: it lies in the folder of the base: a copy there protects from nothing.
        """
        if folder is not None and self._paths.folder in (folder, *folder.parents):
            raise SituationError(
                "Ce dossier est celui de la base : une copie au même endroit disparaîtrait avec elle. Choisissez une clé USB ou "
                "un dossier du réseau de votre service."
            )
        self._thread.run(self._keep, SECOND_PLACE, str(folder) if folder else None)
        self._thread.run(self._keep, SECOND_DONE, None)

    def stop(self) -> None:
        """Give up what is under way and wait for its end; the base is about to close."""
        self._stopping.set()
        judging = self._judging
        if judging is not None:
            judging.interrupt()
        if self._worker is not None:
            self._worker.shutdown(wait=True, cancel_futures=True)

    def _on_own_thread(self, work: Callable[[], Result]) -> Future[Result]:
        if self._worker is None:
            self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sauvegarde")
        return self._worker.submit(work)

    def _is_same_picture(self, former: Manifest) -> bool:
        """Tell whether the newest backup holds what a former one of its day held, the lines that tell of openings and readings put apart."""
        newest = self._found()[0].manifest
        if former.journal is None or newest.made_at <= former.made_at or newest.made_at.date() != former.made_at.date():
            return False
        names = newest.rows.keys() | former.rows.keys()
        if any(newest.rows.get(name) != former.rows.get(name) for name in names - {JOURNAL}):
            return False
        return self._thread.run(self._actions_since, former.journal[0]) <= QUIET

    def _actions_since(self, number: int) -> set[str]:
        with self._database.work() as work:
            return actions_since(work.connection, number)

    def _make_here(self) -> Bundle:
        self._demand_room()
        moment = self._now().replace(microsecond=0)
        while (self._paths.backups / backup_name(moment)).exists():  # two in the same second
            moment += dt.timedelta(seconds=1)
        try:
            partial = partial_folder(self._paths.backups, moment)
            try:
                return self._write(partial, moment)
            finally:
                shutil.rmtree(partial, ignore_errors=True)
        except GivenUpError:
            raise AbandonedError from None
        except OSError:
            raise SituationError(NOT_WRITTEN) from None
        except DamagedBaseError:
            raise
        except PpeError as error:
            raise error if isinstance(error, AbandonedError | _UnsoundError) else SituationError(NOT_WRITTEN) from None

    def _write(self, partial: Path, moment: dt.datetime) -> Bundle:
        written = BasePaths(partial)
        copied: Copied = self._thread.run(self._database.copy_in_steps, self._key.bytes(), written.database, self._step)
        sync_file(written.database)
        shutil.copyfile(self._paths.header, written.header)
        sync_file(written.header)
        judged = judge_copy(written.database, self._key.bytes(), self._watch)
        if judged.findings or judged.vault_id != self._vault_id or differs(judged, copied):
            raise _UnsoundError(NOT_SOUND)
        go_on = self._is_wanted
        manifest = Manifest(
            moment,
            self._vault_id,
            written.database.stat().st_size,
            digest_of(written.database, go_on),
            digest_of(written.header, go_on),
            judged.rows,
            judged.journal,
        )
        write_manifest(partial, manifest)
        return finish(partial, self._paths.backups, moment)

    def _copy_elsewhere(self, bundle: Bundle, *, spares_it: bool) -> tuple[bool, str]:
        place, done = self._thread.run(self._kept)
        if place is None or (spares_it and done is not None and abs(bundle.manifest.made_at - done) < FRESH):
            return False, ""
        if not place.is_dir():
            return False, SECOND_ABSENT
        try:
            there = second_folder(place, self._vault_id)
            copy_bundle(bundle, there, self._is_wanted)
            _rotate(there, self._vault_id)
        except OSError:
            return False, SECOND_FAILED
        self._thread.run(self._keep, SECOND_DONE, bundle.manifest.made_at.isoformat())
        return True, ""

    def _demand_room(self) -> None:
        needed = self._paths.database.stat().st_size * 11 // 10 + SPARE_BYTES
        try:
            self._paths.backups.mkdir(exist_ok=True)
            free = shutil.disk_usage(self._paths.backups).free
        except OSError:
            raise SituationError(NOT_WRITTEN) from None
        if free < needed:
            raise SituationError(
                f"La sauvegarde n’a pas été faite : il manque {(needed - free) // MEBIBYTE + 1} Mo sur le disque. Rien n’est "
                "perdu, vos dossiers sont sur cet ordinateur. Libérez de la place, puis recommencez."
            )

    def _step(self) -> bool:
        """Let what waits on the thread of the base go first; tell whether to go on."""
        return self._thread.give_way(self._is_wanted)

    def _is_wanted(self) -> bool:
        return not self._stopping.is_set()

    def _watch(self, connection: Any) -> None:
        self._judging = connection
        if connection is not None and self._stopping.is_set():
            connection.interrupt()

    def _found(self) -> list[Bundle]:
        return [one for one in find_bundles(self._paths.backups) if one.manifest.vault_id == self._vault_id]

    def _last(self) -> dt.datetime | None:
        found = self._found()
        return found[0].manifest.made_at if found else None

    def _kept(self) -> tuple[Path | None, dt.datetime | None]:
        with self._database.work() as work:
            place = read_setting(work.connection, SECOND_PLACE)
            done = read_setting(work.connection, SECOND_DONE)
        return Path(place) if place else None, dt.datetime.fromisoformat(done) if done else None

    def _keep(self, name: str, value: str | None) -> None:
        with self._database.work() as work:
            write_setting(work.connection, name, value)
            work.commit()


def second_folder(place: Path, vault_id: str) -> Path:
    """Return where the backups of a base lie in a second place: several persons may share a network folder."""
    return place / SECOND_FOLDER / vault_id[:8]


def _rotate(place: Path, vault_id: str) -> None:
    """Delete the backups of this base that no rule keeps; only after a new one was verified."""
    ours = [one for one in find_bundles(place) if one.manifest.vault_id == vault_id]
    gone = superfluous(one.manifest.made_at for one in ours)
    for bundle in ours:
        if bundle.manifest.made_at in gone:
            remove_bundle(bundle)


class _UnsoundError(SituationError):
    code = "sauvegarde-mauvaise"
