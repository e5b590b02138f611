"""Copying the open base in steps, and reading a copy again: what backups are made and judged with.

Reading a page authenticates it, so that a backup is also a check of every page of the base.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlcipher3 import dbapi2

from ppe_desktop.domain.audit import START
from ppe_desktop.domain.errors import DamagedBaseError, DefectError
from ppe_desktop.storage.connection import (
    check_integrity,
    connect,
    connect_for_reading,
    create_database_file,
)
from ppe_desktop.storage.database_errors import named, translate_database_error

PAGES_A_STEP = 48
"""Pages copied without a pause: about 10 ms, so that a keystroke never waits longer behind a backup."""

GoOn = Callable[[], bool]
"""Lets others work; tells whether to go on."""


class GivenUpError(Exception):
    """The copy was stopped on purpose."""


@dataclass(frozen=True)
class Copied:
    """What the base held when it was copied.

    Attributes:
        rows: how many rows each table held, counted just after.
        drift: rows written between the copy and the end of the count: by so much may a count differ.
    """

    rows: dict[str, int]
    drift: int


@dataclass(frozen=True)
class Judged:
    """What a copy holds.

    Attributes:
        findings: what is wrong, in technical words without content; empty when it is sound.
        vault_id: identity of the base; empty when it cannot be read.
        rows: how many rows each table holds.
        journal: number and seal, in hexadecimal, of the last line of the journal; None for a base older than it.
    """

    findings: list[str] = field(default_factory=list)
    vault_id: str = ""
    rows: dict[str, int] = field(default_factory=dict)
    journal: tuple[int, str] | None = None


def copy_in_steps(engine: Engine, key: bytes, target: Path, go_on: GoOn) -> Copied:
    """Copy the open base into a new file, a few pages at a time. What is written meanwhile is in the copy.

    Args:
        engine: the open base; call on its thread.
        key: key of the copy, the same as that of the base.
        target: file to make.
        go_on: called between two steps; may work on the same base.

    Raises:
        GivenUpError: ``go_on`` said no.
        DamagedBaseError: a page of the base cannot be read.
        SaveFailedError: the copy cannot be written.
    """
    create_database_file(target, key)
    pooled = engine.raw_connection()
    source: Any = pooled.driver_connection
    try:
        with _translated():
            _fill(source, key, target, go_on)
            before = source.total_changes
            rows = count_rows(source, go_on)
            return Copied(rows, source.total_changes - before)
    finally:
        pooled.close()


def judge_copy(path: Path, key: bytes, watch: Callable[[Any], None] = lambda _connection: None) -> Judged:
    """Open a copy without being able to change it, check every page, count every row. Takes seconds for a big base.

    Args:
        path: the copy; nothing may be writing it.
        key: its key.
        watch: given the connection while it works, so that another thread may interrupt it, then None.

    Raises:
        GivenUpError: it was interrupted.
    """
    try:
        connection = connect_for_reading(path, key)
    except DamagedBaseError:
        return Judged(["base: unreadable"])
    try:
        watch(connection)
        with _translated():
            findings = check_integrity(connection)
            if findings:
                return Judged(findings)
            identity = connection.execute("SELECT vault_id FROM base_identity").fetchone()
            vault_id = str(identity[0]) if identity else ""
            rows = count_rows(connection)
            return Judged([], vault_id, rows, _end_of_journal(connection) if "audit_entry" in rows else None)
    except DamagedBaseError:
        return Judged(["content: unreadable"])
    finally:
        watch(None)
        connection.close()


def count_rows(connection: Any, go_on: GoOn = lambda: True) -> dict[str, int]:
    """Return how many rows each ordinary table holds.

    Raises:
        GivenUpError: ``go_on`` said no.
    """
    listed = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    ).fetchall()
    counts = {}
    for (name,) in listed:
        if name.startswith("sqlite_"):
            continue
        quoted = '"' + name.replace('"', '""') + '"'
        counts[name] = connection.execute(f"SELECT count(*) FROM {quoted}").fetchone()[0]
        if not go_on():
            raise GivenUpError
    return counts


def _end_of_journal(connection: Any) -> tuple[int, str]:
    row = connection.execute("SELECT number, mac FROM audit_entry ORDER BY number DESC LIMIT 1").fetchone()
    return (row[0], bytes(row[1]).hex()) if row else (0, START.hex())


def differs(judged: Judged, copied: Copied) -> bool:
    """Tell whether a copy misses rows of the base, what was written since being allowed for."""
    names = judged.rows.keys() | copied.rows.keys()
    return any(abs(judged.rows.get(name, -1) - copied.rows.get(name, -1)) > copied.drift for name in names)


def _fill(source: Any, key: bytes, target: Path, go_on: GoOn) -> None:
    copy = connect(target, key)
    try:
        # No journal: an interrupted copy is thrown away, a finished one is synced then read again.
        copy.execute("PRAGMA journal_mode=OFF").fetchall()
        copy.execute("PRAGMA synchronous=OFF").fetchall()
        source.backup(copy, pages=PAGES_A_STEP, progress=_progress(go_on), sleep=0)
    finally:
        copy.close()
        target.with_name(f"{target.name}-journal").unlink(missing_ok=True)  # emptied when opened, not used since


def _progress(go_on: GoOn) -> Callable[[int, int, int], None]:
    def step(status: int, _left: int, _total: int) -> None:
        # told of the last step too: what others wrote then would be neither in the copy nor in what may differ
        if status != dbapi2.SQLITE_DONE and not go_on():
            raise GivenUpError

    return step


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except dbapi2.Error as error:
        if getattr(error, "sqlite_errorcode", None) == dbapi2.SQLITE_INTERRUPT:
            raise GivenUpError from None
        known = translate_database_error(error)
        raise (known or DefectError(detail=named(error))) from None
