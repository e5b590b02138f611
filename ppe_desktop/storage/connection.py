"""Open the encrypted base: one sequence, one connection, every setting read back.

The connection that :func:`connect` returns is a ``sqlcipher3.dbapi2.Connection`` with these properties:

* ``isolation_level`` is ``None``: the driver begins no transaction of its own (the engine does, ``BEGIN IMMEDIATE``);
* it belongs to the thread that opened it: open, use and close it in the database thread;
* the lock on the file is exclusive from opening to closing, so that no second program reads or writes the base;
* ``ATTACH`` and ``DETACH`` are refused, and with them ``VACUUM`` and any export to a plain file; maintenance lifts that for the
  time of one operation with :func:`attachments_allowed`.

The key never enters SQL text, an URL, a log or an engine: it goes through the driver's ``set_key``.
"""

from __future__ import annotations

import contextlib
import secrets
import sys
import threading
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection as EngineConnection
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from ppe_desktop.domain.errors import (
    BaseExistsError,
    BaseMissingError,
    DamagedBaseError,
    DefectError,
    NotABaseError,
    PpeError,
    SaveFailedError,
)
from ppe_desktop.runtime.files import create_private_file
from ppe_desktop.storage.database_errors import named, translate_database_error

__all__ = [
    "APPLICATION_ID",
    "attachments_allowed",
    "check_integrity",
    "connect",
    "connect_for_reading",
    "create_database_file",
    "is_readable",
    "make_engine",
    "still_answers",
    "translate_database_error",
]

APPLICATION_ID = 0x50504531  # "PPE1"
KEY_BYTES = 32
BUSY_MILLISECONDS = 3000
FULL_VACUUM = 1

NOT_WRITABLE = (
    "Le fichier des dossiers ne peut pas être modifié : le disque est plein, ou le dossier est protégé en écriture. La base n’a pas "
    "été ouverte. Libérez de la place ou vérifiez les droits, puis recommencez."
)
NOT_CREATED = "La base n’a pas pu être créée dans ce dossier : le disque est plein ou protégé en écriture. Choisissez un autre dossier."

STATEMENTS_KEPT = 1024
"""Prepared statements the driver keeps: preparing one allocates much, and each allocation is locked and wiped."""

MEMORY_SECURITY = True
"""Wipe what SQLCipher frees and keep it out of the swap file. It costs half the speed: tests that are about something else do without."""

# What SQLite must answer once set; the order matters (security: exclusive lock before the journal).
_SETTINGS: tuple[tuple[str, str, object], ...] = (
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("journal_mode", "TRUNCATE", "truncate"),
    ("synchronous", "EXTRA", 3),
    ("foreign_keys", "ON", 1),
    ("secure_delete", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("mmap_size", "0", 0),
    ("busy_timeout", str(BUSY_MILLISECONDS), BUSY_MILLISECONDS),
)
_MACOS_SETTINGS: tuple[tuple[str, str, object], ...] = (("fullfsync", "ON", 1),)


def connect(path: Path, key: bytes) -> Any:
    """Open an existing base with its 32-byte raw key.

    Args:
        path: the ``dossiers.db`` of the base, already held (see ``vault.instance``).
        key: raw key, authenticated by the header: a refusal by the base means that the base is damaged.

    Returns:
        A ``sqlcipher3.dbapi2.Connection``.

    Raises:
        BaseMissingError: there is no file.
        NotABaseError: it opens, but another program made it.
        DamagedBaseError: it does not open with its own key.
        BaseInUseError: another program holds it (after three seconds).
        SaveFailedError: it cannot be written.
        DefectError: the driver is not SQLCipher 4 or a setting did not take.
    """
    if not path.is_file():
        raise BaseMissingError
    with _closed_on_failure(_open_keyed(path, key)) as connection, _translated():
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if _pragma(connection, "application_id") != APPLICATION_ID:
            raise NotABaseError
        _apply_settings(connection)
        _take_write_lock(connection)
        _keep_no_free_page(connection)
        connection.set_authorizer(_refuse_attachments)
    return connection


def connect_for_reading(path: Path, key: bytes) -> Any:
    """Open a base that nobody writes, a backup for instance, without being able to change it or its folder.

    Returns:
        A ``sqlcipher3.dbapi2.Connection``.

    Raises:
        BaseMissingError: there is no file.
        NotABaseError: it opens, but another program made it.
        DamagedBaseError: it does not open with its own key.
        DefectError: the driver is not SQLCipher 4.
    """
    if not path.is_file():
        raise BaseMissingError
    with _closed_on_failure(_open_keyed(path, key, "mode=ro&immutable=1")) as connection, _translated():
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if _pragma(connection, "application_id") != APPLICATION_ID:
            raise NotABaseError
        for name, value in (("cell_size_check", "ON"), ("trusted_schema", "OFF"), ("temp_store", "MEMORY")):
            connection.execute(f"PRAGMA {name}={value}").fetchall()
        connection.set_authorizer(_refuse_attachments)
    return connection


def create_database_file(path: Path, key: bytes) -> None:
    """Create an empty encrypted base, private to the user, marked as ours.

    Raises:
        BaseExistsError: a file is already there; it is not touched.
        SaveFailedError: the folder cannot be written; nothing is left behind.
        DefectError: the driver is not SQLCipher 4.
    """
    try:
        create_private_file(path)
    except FileExistsError:
        raise BaseExistsError from None
    except OSError:
        raise SaveFailedError(NOT_CREATED) from None
    try:
        _initialise(path, key)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def make_engine(path: Path, key: bytes) -> Engine:
    """Open the base at once, in the calling thread, and wrap its single connection in an engine.

    The engine keeps no key: once disposed of, it cannot open the base again. Transactions begin with ``BEGIN IMMEDIATE``, and error
    texts never hold bound values.

    Raises:
        PpeError: as :func:`connect`.
    """
    connection = connect(path, key)
    engine = create_engine(
        "sqlite://", module=dbapi2, creator=lambda: connection, poolclass=StaticPool, hide_parameters=True, echo=False
    )
    event.listen(engine, "begin", _begin_immediate)
    event.listen(engine, "rollback", _on_rollback)
    with _closed_on_failure(connection):
        engine.connect().close()  # the pool owns the connection from now on: without this, dispose() would not close it
    return engine


def check_integrity(connection: Any) -> list[str]:
    """Run both checks; neither is enough alone (cut pages escape the first, unread pages the second).

    Args:
        connection: driver connection, outside a transaction.

    Returns:
        One technical line for each finding, empty when the base is sound; no content of the base.
    """
    findings = _check(connection, "cipher_integrity_check")
    findings += [line for line in _check(connection, "integrity_check") if line != "ok"]
    return findings


def still_answers(engine: Engine) -> bool:
    """Tell whether the open connection still reads its file: one whose disk was pulled out never does again, even put back."""
    try:
        with engine.connect() as opened:
            driver: Any = opened.connection.dbapi_connection
            driver.execute(
                "PRAGMA shrink_memory"
            ).fetchall()  # what is kept in memory would answer in the place of the disk
            driver.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except (dbapi2.Error, DBAPIError):
        return False
    return True


def is_readable(path: Path) -> bool:
    """Tell whether the file of a base can be read, by someone who did not have it open."""
    try:
        with path.open("rb") as stream:
            return bool(stream.read(1))
    except OSError:
        return False


@contextlib.contextmanager
def attachments_allowed(connection: Any) -> Iterator[None]:
    """Lift the refusal of ``ATTACH`` for one maintenance operation (``VACUUM``, new key)."""
    connection.set_authorizer(None)
    try:
        yield
    finally:
        connection.set_authorizer(_refuse_attachments)


def _open_keyed(path: Path, key: bytes, query: str = "mode=rw") -> Any:
    if len(key) != KEY_BYTES:
        raise ValueError("a database key has 32 bytes")
    with _HOLDING:
        _hold_the_library()
    with _translated():
        # A URI, for mode=rw: without it a missing file would be created empty.
        connection = dbapi2.connect(
            f"{path.absolute().as_uri()}?{query}",
            uri=True,
            isolation_level=None,
            timeout=BUSY_MILLISECONDS / 1000,
            cached_statements=STATEMENTS_KEPT,
        )
    with _closed_on_failure(connection), _translated():
        connection.execute("PRAGMA cipher_log_level=NONE").fetchall()
        if MEMORY_SECURITY:
            connection.execute("PRAGMA cipher_memory_security=ON").fetchall()
        _set_raw_key(connection, key)
        if not str(_pragma(connection, "cipher_version")).startswith("4."):
            raise DefectError
        if MEMORY_SECURITY:
            _expect(connection, "cipher_memory_security", "1")
    return connection


_HOLDING = threading.Lock()


@cache
def _hold_the_library() -> Any:
    """Keep one empty connection in memory, under a key of its own, for as long as the program lives.

    SQLCipher puts its library away when the last connection closes. A base opened by another thread at that very moment is then said
    damaged, or in use, although it is sound: one opening in a few thousand where bases are opened and closed side by side.
    """
    connection = dbapi2.connect(":memory:", check_same_thread=False)
    _set_raw_key(connection, secrets.token_bytes(KEY_BYTES))
    connection.execute("CREATE TABLE held (one)")
    return connection


def _set_raw_key(connection: Any, key: bytes) -> None:
    """Give the key in the spelling that SQLCipher takes as is, without 256,000 rounds of derivation."""
    spelled = bytearray(b"x'" + key.hex().encode("ascii") + b"'")
    try:
        connection.set_key(spelled)
    finally:
        spelled[:] = bytes(len(spelled))


def _initialise(path: Path, key: bytes) -> None:
    connection = _open_keyed(path, key)
    with contextlib.closing(connection), _translated():
        connection.execute("PRAGMA auto_vacuum=FULL")  # only possible before the first page is written
        connection.execute("PRAGMA synchronous=EXTRA")
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        _expect(connection, "auto_vacuum", FULL_VACUUM)
        _expect(connection, "application_id", APPLICATION_ID)


def _apply_settings(connection: Any) -> None:
    settings = _SETTINGS + (_MACOS_SETTINGS if sys.platform == "darwin" else ())
    for name, value, _ in settings:
        connection.execute(f"PRAGMA {name}={value}").fetchall()
    for name, _, expected in settings:
        _expect(connection, name, expected)


def _take_write_lock(connection: Any) -> None:
    """Lock for as long as the connection lives, and prove that the base can be written.

    In exclusive mode SQLite takes the write lock at the first write only, and it opens a read-only file without a word: begin a
    write of what is already there, and give it up.
    """
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute("ROLLBACK")
    _forget_pages(connection)


def _forget_pages(connection: Any) -> None:
    """Have the pages kept in memory read again, after a rollback.

    Undoing a change of the first page, SQLite looks at it before SQLCipher has deciphered it: once in ten thousand times it takes noise
    for the head of a page, and says a sound base damaged for as long as that page is kept.
    """
    connection.execute("PRAGMA shrink_memory").fetchall()


def _keep_no_free_page(connection: Any) -> None:
    """Have every commit give its free pages back to the disk, in a base made before that was so.

    SQLite keeps no former version of a free page it takes again, since its content counts for nothing. A power cut may then leave
    one half written, and SQLCipher cannot authenticate it: every check, and every backup, would take a sound base for a damaged one.
    Without free pages between two transactions there is none to take again.
    """
    if _pragma(connection, "auto_vacuum") == FULL_VACUUM:
        return
    with contextlib.suppress(dbapi2.Error, MemoryError):  # SQLCipher says a refused page so; the checks will tell more
        connection.execute("PRAGMA auto_vacuum=FULL").fetchall()
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _expect(connection: Any, name: str, expected: object) -> None:
    if _pragma(connection, name) != expected:
        raise DefectError(detail=name)


def _pragma(connection: Any, name: str) -> object:
    row = connection.execute(f"PRAGMA {name}").fetchone()
    return row[0] if row else None


def _check(connection: Any, name: str) -> list[str]:
    try:
        return [str(row[0]) for row in connection.execute(f"PRAGMA {name}")]
    except dbapi2.DatabaseError as error:
        if isinstance(translate_database_error(error), DamagedBaseError):
            return [f"{name}: unreadable"]
        raise


def _refuse_attachments(action: int, *_: object) -> int:
    refused = action in (dbapi2.SQLITE_ATTACH, dbapi2.SQLITE_DETACH)
    return int(dbapi2.SQLITE_DENY if refused else dbapi2.SQLITE_OK)


def _begin_immediate(connection: EngineConnection) -> None:
    driver: Any = connection.connection.dbapi_connection
    if connection.info.pop(_UNDONE, False):
        _forget_pages(driver)
    connection.info[_CHANGES] = driver.total_changes
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _on_rollback(connection: EngineConnection) -> None:
    """Note that something written is about to be undone; what only reads is ended so too, and undoes nothing."""
    driver: Any = connection.connection.dbapi_connection
    connection.info[_UNDONE] = driver.total_changes != connection.info.get(_CHANGES)


_CHANGES, _UNDONE = "changes before the transaction", "last transaction undone"


@contextlib.contextmanager
def _closed_on_failure(connection: Any) -> Iterator[Any]:
    try:
        yield connection
    except BaseException:
        connection.close()
        raise


@contextlib.contextmanager
def _translated(translate: Callable[[BaseException], PpeError | None] = translate_database_error) -> Iterator[None]:
    """Replace the driver's errors by ours; the original is dropped, not chained, since its text is not ours to show."""
    try:
        yield
    except dbapi2.Error as error:
        known = translate(error)
        if isinstance(known, SaveFailedError):
            known = SaveFailedError(NOT_WRITABLE)
        raise (known or DefectError(detail=named(error))) from None
