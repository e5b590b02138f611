"""A base written again, whole, with another key: rows, index, triggers, versions, and the journal sealed anew."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from ppe_desktop.domain.audit import START, VALUES, Checkpoint, Tail, mac_of
from ppe_desktop.domain.errors import DefectError
from ppe_desktop.storage.audit import CHECKPOINT, GUARDS
from ppe_desktop.storage.backing_up import Judged, judge_copy
from ppe_desktop.storage.connection import attachments_allowed, connect, create_database_file
from ppe_desktop.storage.database_errors import named, translate_database_error

BROKEN = bytes(32)
"""Seal given to a line that did not hold before: what was altered must not pass for sound once sealed anew."""


def export_with_key(source: Path, key: bytes, target: Path, new_key: bytes, journal_keys: tuple[bytes, bytes]) -> Tail:
    """Write a base again with another key.

    Args:
        source: the base, closed and held.
        key: its key.
        target: the file to make.
        new_key: the key of the new one.
        journal_keys: the former key of the journal and the new one.

    Returns:
        The end of the journal, sealed anew.

    Raises:
        PpeError: the base is damaged, or the disk refused.
    """
    create_database_file(target, new_key)
    connection = connect(source, key)
    with contextlib.closing(connection), attachments_allowed(connection):
        try:
            _export(connection, target, new_key)
        except dbapi2.Error as error:
            raise (translate_database_error(error) or DefectError(detail=named(error))) from None
    written = connect(target, new_key)
    with contextlib.closing(written):
        return _seal_anew(written, *journal_keys)


def same_rows(source: Path, key: bytes, target: Path, new_key: bytes) -> Judged | None:
    """Read both bases through; return what the new one holds when both hold the same, None otherwise."""
    former, fresh = judge_copy(source, key), judge_copy(target, new_key)
    is_same = not former.findings and not fresh.findings and former.rows == fresh.rows
    return fresh if is_same and former.vault_id == fresh.vault_id else None


def _export(connection: Any, target: Path, new_key: bytes) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.execute("ATTACH DATABASE ? AS fresh KEY ?", (str(target), f"x'{new_key.hex()}'"))
    connection.execute("SELECT sqlcipher_export('fresh')").fetchall()
    connection.execute(f"PRAGMA fresh.user_version = {int(version)}")
    connection.execute("DETACH DATABASE fresh")


def _seal_anew(connection: Any, former_key: bytes, new_key: bytes) -> Tail:
    """Seal each line again with the new key; from the first that did not hold on, none does any more."""
    names = ", ".join((*VALUES, "mac"))
    rows = connection.execute(f"SELECT {names} FROM audit_entry ORDER BY number").fetchall()
    former, fresh, holds = START, START, True
    connection.execute("BEGIN IMMEDIATE")
    number = 0
    start = _checkpoint_of(connection)
    if start is not None:
        number, former, holds = start.tail.count, start.tail.mac, start.holds(former_key)
        fresh = former if holds else BROKEN
        _keep_checkpoint(connection, Checkpoint.made(new_key, Tail(number, fresh)))
    for verb in ("update", "delete"):
        connection.execute(f"DROP TRIGGER IF EXISTS audit_entry_no_{verb}")
    for *values, mac in rows:
        holds = holds and values[0] == number + 1 and bytes(mac) == mac_of(former_key, former, values)
        former, number = bytes(mac), values[0]
        fresh = mac_of(new_key, fresh, values) if holds else BROKEN
        connection.execute("UPDATE audit_entry SET mac = ? WHERE number = ?", (fresh, number))
    for guard in GUARDS:
        connection.execute(guard)
    connection.execute("COMMIT")
    return Tail(number, fresh)


def _checkpoint_of(connection: Any) -> Checkpoint | None:
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (CHECKPOINT,)).fetchone()
    return Checkpoint.of_plain(json.loads(row[0])) if row is not None else None


def _keep_checkpoint(connection: Any, checkpoint: Checkpoint) -> None:
    told = json.dumps(checkpoint.as_plain())
    connection.execute("UPDATE setting SET value = ? WHERE name = ?", (told, CHECKPOINT))
