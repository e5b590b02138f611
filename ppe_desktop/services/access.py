"""Making a base and opening one: the vault gives the key, the storage opens the file, the session holds both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ppe_desktop.documents.worker import RenderProcess
from ppe_desktop.domain.errors import BaseExistsError, WrongSecretError
from ppe_desktop.runtime import clock
from ppe_desktop.services.files import checked_profile
from ppe_desktop.services.session import Session
from ppe_desktop.storage.database import Database, DatabaseThread
from ppe_desktop.storage.search_index import version as index_version
from ppe_desktop.storage.unit_of_work import Clock
from ppe_desktop.vault.header import mend_header
from ppe_desktop.vault.instance import InstanceLock, hold_base
from ppe_desktop.vault.keys import READING_BOUNDS, DatabaseKey, KdfBounds, KdfProfile, calibrate
from ppe_desktop.vault.passphrase import assess, propose_passphrase
from ppe_desktop.vault.paths import BasePaths, check_base_file
from ppe_desktop.vault.throttle import AttemptThrottle
from ppe_desktop.vault.vault import create_vault, make_base_folder, open_vault


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
        index_version()  # worked out once, while the passphrase is typed

    def has_base(self, folder: Path) -> bool:
        """Tell whether a base lies in the folder."""
        return BasePaths(folder).database.exists()

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
            PpeError: see :func:`ppe_desktop.vault.vault.create_vault`.
        """
        if self.has_base(folder):
            raise BaseExistsError
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

        session = _session(folder, make, new.key, lock)
        try:
            if kept:
                session.run(session.files.save_profile, **kept)
        except BaseException:
            session.close()
            raise
        return NewBase(session, new.recovery_key, new.vault_id)

    def open(self, folder: Path, secret: str) -> Session:
        """Open a base with the passphrase or the recovery key.

        Raises:
            WrongSecretError: the secret is not the right one; the next attempts wait longer and longer, never for ever.
            WaitBeforeRetryError: a delay runs.
            PpeError: missing, damaged, foreign, in use or too new: each its own error.
        """
        paths = BasePaths(folder)
        check_base_file(paths.database)
        lock = hold_base(folder)
        try:
            throttle = AttemptThrottle(paths.attempts)
            throttle.check()
            try:
                vault = open_vault(folder, secret, bounds=self._bounds)
            except WrongSecretError:
                throttle.record_failure()
                raise
            try:
                throttle.record_success()
                mend_header(paths.header, self._bounds)
            except BaseException:
                vault.key.wipe()
                raise
        except BaseException:
            lock.release()
            raise
        return _session(
            folder, lambda: Database.open(paths.database, vault.key.bytes(), vault.vault_id, self._now), vault.key, lock
        )


def _session(folder: Path, open_database: Callable[[], Database], key: DatabaseKey, lock: InstanceLock) -> Session:
    """Start the database thread, open the base on it, and gather the session; on failure nothing stays open or held."""
    thread = DatabaseThread()
    database = None
    try:
        database = thread.run(open_database)
        return Session(folder, database, thread, key, lock, RenderProcess())
    except BaseException:
        if database is not None:
            thread.submit(database.close)
        thread.stop()
        key.wipe()
        lock.release()
        raise
