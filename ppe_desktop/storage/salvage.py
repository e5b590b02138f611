"""Copying out of a damaged base whatever still reads, row by row, with an account of what does not.

The damaged file is never written. A page that fails its authentication puts the connection in doubt, so that each failure reopens it, and
reading goes on after the hole.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from ppe_desktop.domain.errors import DamagedBaseError
from ppe_desktop.models import Base
from ppe_desktop.storage.connection import connect, connect_for_reading, create_database_file, make_engine
from ppe_desktop.storage.migrate import make_schema

BATCH = 200
FARTHEST = 1 << 33
"""Beyond any row number: where to stop looking when the last page of a table cannot be read."""


@dataclass(frozen=True)
class Salvaged:
    """What could be read of a damaged base.

    Attributes:
        rows: how many rows of each table were copied.
        holes: how many stretches of each table could not be read; tables without any are left out.
        orphans: rows copied then taken out, because what they belong to could not be read.
    """

    rows: dict[str, int] = field(default_factory=dict)
    holes: dict[str, int] = field(default_factory=dict)
    orphans: int = 0


def salvage(source: Path, key: bytes, target: Path) -> Salvaged:
    """Copy what reads into a new base with the same key.

    Args:
        source: the damaged base; nothing may be writing it.
        key: its key, and that of the copy.
        target: file to make.

    Raises:
        DamagedBaseError: its first pages, that say where everything is, cannot be read.
        SaveFailedError: the copy cannot be written.
    """
    create_database_file(target, key)
    engine = make_engine(target, key)
    make_schema(engine)
    engine.dispose()
    reader = _Reader(source, key)
    writing = connect(target, key)
    try:
        writing.execute("PRAGMA foreign_keys=OFF")
        columns = _common_columns(reader, writing)
        rows, holes = {}, {}
        for table, names in columns.items():
            writing.execute("BEGIN IMMEDIATE")
            rows[table], holes[table] = _copy_table(reader, writing, table, names)
            writing.execute("COMMIT")
        writing.execute("BEGIN IMMEDIATE")
        orphans = _drop_orphans(writing)
        writing.execute("COMMIT")
        return Salvaged(rows, {name: count for name, count in holes.items() if count}, orphans)
    finally:
        reader.close()
        writing.close()


class _Reader:
    """Reads a base that may fail at any page."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._key = path, key
        self._connection: Any = connect_for_reading(path, key)

    def read(self, query: str, *values: object) -> list[tuple[Any, ...]] | None:
        """Return the rows of a query, None when a page in its way cannot be read."""
        try:
            return list(self._connection.execute(query, values).fetchall())
        except dbapi2.DatabaseError:
            self.close()
            self._connection = connect_for_reading(self._path, self._key)
            return None

    def close(self) -> None:
        with contextlib.suppress(dbapi2.Error):
            self._connection.close()


def _common_columns(reader: _Reader, writing: Any) -> dict[str, list[str]]:
    """Return the columns that both bases have, by table: a base of a former version lacks some."""
    found = {}
    for table in Base.metadata.sorted_tables:
        there = reader.read("SELECT name FROM pragma_table_info(?)", table.name)
        if there is None:
            raise DamagedBaseError
        here = {row[0] for row in writing.execute("SELECT name FROM pragma_table_info(?)", (table.name,))}
        names = [row[0] for row in there if row[0] in here]
        if names:
            found[table.name] = names
    return found


def _copy_table(reader: _Reader, writing: Any, table: str, names: list[str]) -> tuple[int, int]:
    listed = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" for _ in names)
    copied = holes = 0
    for rows in _stretches(reader, table, listed):
        if rows is None:
            holes += 1
            continue
        for row in rows:
            try:
                writing.execute(f'INSERT INTO "{table}" ({listed}) VALUES ({marks})', row[1:])
                copied += 1
            except dbapi2.IntegrityError:
                holes += 1  # half a row: something that must be there was not read
    return copied, holes


def _stretches(reader: _Reader, table: str, listed: str) -> Iterator[list[tuple[Any, ...]] | None]:
    """Give the rows in the order of the file, and None for each stretch that cannot be read."""
    query = f'SELECT rowid, {listed} FROM "{table}" WHERE rowid > ? ORDER BY rowid LIMIT ?'
    top = reader.read(f'SELECT max(rowid) FROM "{table}"')
    last = FARTHEST if top is None else (top[0][0] or 0)
    after, batch = 0, BATCH
    while after < last:
        rows = reader.read(query, after, batch)
        if rows:
            yield rows
            after, batch = rows[-1][0], min(batch * 2, BATCH)
        elif rows is not None:
            return
        elif batch > 1:
            batch = 1  # row by row up to the hole
        else:
            yield None
            after = _past_hole(reader, query, after, last)


def _past_hole(reader: _Reader, query: str, after: int, last: int) -> int:
    """Return the first place after which reading works again, ``last`` when there is none."""
    unread, leap = after, 1
    while True:
        read = min(after + leap, last)
        if read == last or reader.read(query, read, 1) is not None:
            break
        unread, leap = read, leap * 2
    while read - unread > 1:
        middle = (read + unread) // 2
        if reader.read(query, middle, 1) is None:
            unread = middle
        else:
            read = middle
    return read


def _drop_orphans(writing: Any) -> int:
    """Take out rows whose owner is missing, until none is left: the program opens only what holds together."""
    dropped = 0
    while broken := writing.execute("PRAGMA foreign_key_check").fetchall():
        for table, rowid, _parent, _number in {tuple(row) for row in broken}:
            writing.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))
            dropped += 1
    return dropped
