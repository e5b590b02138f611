"""Making a base and opening one: the vault gives the key, the storage opens the file, the session holds both."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from ppe_desktop.documents.pdf import wipe_leftovers
from ppe_desktop.documents.worker import RenderProcess
from ppe_desktop.domain.errors import BaseExistsError, PpeError, SituationError, SyncedFolderError, WrongSecretError
from ppe_desktop.runtime import clock
from ppe_desktop.runtime.places import SYNCED_FR, sync_service
from ppe_desktop.runtime.private_copies import WORK_FOLDER, PrivateCopies
from ppe_desktop.services.files import checked_profile
from ppe_desktop.services.keys import KeyService, PrintedKey
from ppe_desktop.services.restoring import (
    BackupNote,
    Comparison,
    Recovered,
    backups_of,
    compare,
    move_base,
    put_back,
    recover,
    verify,
)
from ppe_desktop.services.rotating import rotate
from ppe_desktop.services.session import Session
from ppe_desktop.storage.database import Database, DatabaseThread
from ppe_desktop.storage.search_index import version as index_version
from ppe_desktop.storage.unit_of_work import Clock
from ppe_desktop.vault.header import mend_header
from ppe_desktop.vault.instance import InstanceLock, held_for_a_moment, hold_base
from ppe_desktop.vault.keys import READING_BOUNDS, WEAK_SECONDS, DatabaseKey, KdfBounds, KdfProfile, calibrate
from ppe_desktop.vault.passphrase import assess, propose_passphrase
from ppe_desktop.vault.paths import BasePaths, check_base_file
from ppe_desktop.vault.throttle import AttemptThrottle, counted
from ppe_desktop.vault.vault import create_vault, make_base_folder, open_vault, strengthen


@dataclass(frozen=True)
class NewBase:
    """A base that was just made.

    Attributes:
        session: open session on it.
        recovery_key: to print on the recovery sheet; shown once, kept nowhere.
        vault_id: identity to print on the sheet.
    """

    session: Session
    recovery_key: str = field(repr=False)
    vault_id: str = ""


class AccessService:
    """Use cases before a base is open.

    Args:
        now: the clock handed to the session.
        profile: cost of the key derivation for a new base; measured on this machine when absent.
        bounds: least cost accepted; only tests lower it.
    """

    def __init__(
        self, now: Clock = clock.now, *, profile: KdfProfile | None = None, bounds: KdfBounds = READING_BOUNDS
    ) -> None:
        self._now = now
        self._profile = profile
        self._bounds = bounds
        self._derivation_seconds = WEAK_SECONDS
        index_version()  # worked out once, while the passphrase is typed

    def has_base(self, folder: Path) -> bool:
        """Tell whether a base lies in the folder."""
        return BasePaths(folder).database.exists()

    def clear_copies(self, folder: Path) -> int:
        """Erase the copies in clear that a program killed left beside its base, or that another held at the lock; no secret is needed.

        Returns:
            How many could not be erased yet; 0 while the base is open.
        """
        place = folder / WORK_FOLDER
        try:
            if not place.is_dir() or not any(place.iterdir()):
                return 0
            with held_for_a_moment(folder):
                wipe_leftovers(place)
                return PrivateCopies(place).wipe()
        except (OSError, PpeError):
            return 0

    def propose_passphrase(self) -> str:
        """Return seven French words drawn at random (90 bits)."""
        return propose_passphrase()

    def judge(self, passphrase: str, personal_words: tuple[str, ...] = ()) -> tuple[bool, int, str]:
        """Judge a passphrase: whether it is accepted, its strength in bits, and advice in French."""
        strength = assess(passphrase, personal_words)
        return strength.accepted, int(strength.bits), strength.advice_fr

    def create(self, folder: Path, passphrase: str, *, is_demo: bool = False, **profile: Any) -> NewBase:
        """Make a base and open it.

        Args:
            folder: folder to hold it, made if needed.
            passphrase: already judged.
            is_demo: it will hold fictitious files only.
            **profile: facts of the user's profile.

        Raises:
            BaseExistsError: there is one already; it is not touched.
            FieldError: a fact of the profile cannot be kept; nothing was made.
            SituationError: a service copies the folder online; nothing was made.
            PpeError: see :func:`ppe_desktop.vault.vault.create_vault`.
        """
        if self.has_base(folder):
            raise BaseExistsError
        service = sync_service(folder, os.environ)
        if service:
            raise SituationError(SYNCED_FR.format(service=service))
        kept = checked_profile(
            self._now().date(), **profile
        )  # before anything is made: a refusal leaves nothing behind
        make_base_folder(folder)
        lock = hold_base(folder)  # before the key file: two creations at once must not set aside each other's
        try:
            if self.has_base(folder):
                raise BaseExistsError
            new = create_vault(folder, passphrase, self._profile or calibrate(), bounds=self._bounds)
        except BaseException:
            lock.release()
            raise

        def make() -> Database:
            return Database.create(
                BasePaths(folder).database, new.key.bytes(), new.vault_id, self._now, is_demo=is_demo
            )

        keys = KeyService(folder, new.key, new.vault_id, "phrase", self._profile, self._bounds)
        session = _session(folder, make, new.key, lock, keys)
        try:
            if kept:
                session.run(session.files.save_profile, **kept)
        except BaseException:
            session.close()
            raise
        return NewBase(session, new.recovery_key, new.vault_id)

    def open(self, folder: Path, secret: str, *, take_over: bool = False) -> Session:
        """Open a base with the passphrase, the recovery key or the key of the service.

        Args:
            folder: folder of the base.
            secret: as typed.
            take_over: ignore the mark of another computer, after the person confirmed that nothing runs there any more.

        Raises:
            WrongSecretError: the secret is not the right one; the next attempts wait longer and longer, never for ever.
            WaitBeforeRetryError: a delay runs.
            SyncedFolderError: a service copies the folder online; see :meth:`move`.
            PpeError: missing, damaged, foreign, in use or too new: each its own error.
        """
        paths = BasePaths(folder)
        check_base_file(paths.database)
        service = sync_service(folder, os.environ)
        if service:
            raise SyncedFolderError(service)
        lock = hold_base(folder, take_over=take_over)
        try:
            throttle = AttemptThrottle(paths.attempts)
            throttle.check()
            started = time.perf_counter()
            try:
                vault = open_vault(folder, secret, bounds=self._bounds)
            except WrongSecretError:
                throttle.record_failure()
                raise
            self._derivation_seconds = time.perf_counter() - started
            try:
                failures = throttle.record_success()
                mend_header(paths.header, self._bounds)
            except BaseException:
                vault.key.wipe()
                raise
        except BaseException:
            lock.release()
            raise
        keys = KeyService(folder, vault.key, vault.vault_id, vault.slot_kind, self._profile, self._bounds)
        return _session(
            folder,
            lambda: Database.open(paths.database, vault.key.bytes(), vault.vault_id, self._now),
            vault.key,
            lock,
            keys,
            failures,
        )

    def last_backup(self, folder: Path) -> dt.datetime | None:
        """Return when the newest backup of a base was made, from what lies beside it."""
        found = backups_of(folder)
        return found[0].made_at if found else None

    def backups(self, folder: Path, elsewhere: Path | None = None) -> list[BackupNote]:
        """Return the backups beside a base and in another place, the newest first."""
        return backups_of(folder, elsewhere)

    def compare(self, folder: Path, backup: Path, secret: str) -> Comparison:
        """Read a backup and the present base through; see :func:`ppe_desktop.services.restoring.compare`."""
        return counted(BasePaths(folder).attempts, partial(compare, folder, backup, secret, self._bounds))

    def verify(self, folder: Path, backup: Path | None, secret: str) -> Comparison:
        """Read the base through, or one of its backups; see :func:`ppe_desktop.services.restoring.verify`."""
        return counted(BasePaths(folder).attempts, partial(verify, folder, backup, secret, self._bounds))

    def put_back(self, folder: Path, backup: Path, secret: str) -> Path | None:
        """Put a backup in the place of the base; see :func:`ppe_desktop.services.restoring.put_back`."""
        work = partial(put_back, folder, backup, secret, self._now(), self._bounds)
        return counted(BasePaths(folder).attempts, work)

    def recover(self, folder: Path, secret: str) -> Recovered:
        """Copy what still reads of a damaged base beside it; see :func:`ppe_desktop.services.restoring.recover`."""
        return counted(BasePaths(folder).attempts, partial(recover, folder, secret, self._now(), self._bounds))

    def rotate(self, folder: Path, secret: str, new_passphrase: str, *, drop_backups: bool = False) -> PrintedKey:
        """Encrypt a closed base again with another key; see :func:`ppe_desktop.services.rotating.rotate`."""
        work = partial(
            rotate, folder, secret, new_passphrase, self._now(), self._profile or calibrate(), self._bounds,
            drop_backups=drop_backups,
        )  # fmt: skip
        return counted(BasePaths(folder).attempts, work)

    def move(self, folder: Path, target: Path) -> Path:
        """Move a base that is not open; return where it is now. See :func:`ppe_desktop.services.restoring.move_base`."""
        move_base(folder, target)
        return target

    def strengthen(self, folder: Path, secret: str) -> bool:
        """Raise the cost of the slot just opened, when this machine derives much faster than the one that chose it.

        Call it once the base is open, with the secret that opened it. Failing changes nothing and is not told: the next opening
        tries again. Return whether the cost was raised.
        """
        if self._derivation_seconds >= WEAK_SECONDS:
            return False
        with contextlib.suppress(PpeError, MemoryError):
            return strengthen(folder, secret, self._profile or calibrate(), bounds=self._bounds)
        return False


def _session(
    folder: Path,
    open_database: Callable[[], Database],
    key: DatabaseKey,
    lock: InstanceLock,
    keys: KeyService,
    failures: int = 0,
) -> Session:
    """Start the database thread, open the base on it, and gather the session; on failure nothing stays open or held."""
    thread = DatabaseThread()
    database = None
    try:
        database = thread.run(open_database)
        return Session(folder, database, thread, key, lock, RenderProcess(), keys, failures)
    except BaseException:
        if database is not None:
            thread.submit(database.close)
        thread.stop()
        key.wipe()
        lock.release()
        raise
