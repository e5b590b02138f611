"""The full-text index: with ``search_questions``, the only place that knows FTS5.

The index is derived data: it is in no migration, makes itself when it is missing or when what is searched changed, and holds no copy
of a text (contentless). Each entry is a record in the file of one child; its number begins with the day of the record, so that
"the newest first" stops after the first hits and a period is a range of numbers. What changes is noted by triggers
(``search_watch``) and brought to the index before the commit of the same transaction.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine

from ppe_desktop.domain.search import Query, fold, group_of
from ppe_desktop.domain.texts import group_phone
from ppe_desktop.storage.search_names import NameCache
from ppe_desktop.storage.search_questions import DAY_BITS, INDEXED_LETTERS, MANY_ENTRIES, TAG, Entry, find
from ppe_desktop.storage.search_sources import FOLLOWERS, LISTED, Source, listed, sources
from ppe_desktop.storage.search_watch import STATE, TOUCHED, WHOLE_FILE, triggers, unwatch, watch

__all__ = ["Entry", "SearchIndex", "version"]

_FORMAT = "3"
_CHUNK = 500
_BATCH = 4000
_FTS = "content='', contentless_delete=1, tokenize='ascii'"  # texts come folded: spaces are all there is to know
_TABLES = ("search_words", "search_word", "search_text", "search_title", "search_entry", STATE)

Row = tuple[int, str, str, str]


class SearchIndex:
    """The index of one open base. Every method runs in the database thread.

    Attributes:
        names: the names of the children and persons, in memory.
    """

    def __init__(self) -> None:
        self.names = NameCache()
        self._is_large: bool | None = None

    def prepare(self, engine: Engine) -> None:
        """Make the index if it is missing or no longer fits what is searched."""
        with engine.begin() as connection:
            if _version_of(connection) != version():
                self.rebuild(connection)

    def rebuild(self, connection: Connection) -> None:
        """Make the whole index anew, and note what changes from now on."""
        unwatch(connection)
        for table in _TABLES:
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")
        for statement in _schema():
            connection.exec_driver_sql(statement)
        every = " UNION ALL ".join(source.found() for source in sources().values())
        last: dict[
            int, int
        ] = {}  # numbered as they come: sorted by the base, two million entries do not fit in its locked memory
        for found in connection.exec_driver_sql(every).partitions(_BATCH):
            numbered = [(_next_number(last, day), *entry) for *entry, day in found]
            connection.exec_driver_sql("INSERT INTO search_entry VALUES (?, ?, ?, ?)", numbered)
        for rows in _in_chunks(connection):
            _write(connection, rows)
        self.tidy(connection)
        watch(connection)
        connection.exec_driver_sql(f"INSERT INTO {STATE} VALUES (?)", (version(),))
        self.names.forget_all()
        self._is_large = None

    def tidy(self, connection: Connection) -> None:
        """Write the index in one piece: searches are faster, and nothing is left of the words of removed records."""
        for table in ("search_text", "search_title"):
            connection.exec_driver_sql(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
        connection.exec_driver_sql("DELETE FROM search_word")
        connection.exec_driver_sql(
            f"INSERT INTO search_word SELECT term FROM search_words WHERE length(term) > {INDEXED_LETTERS} AND term NOT LIKE '{TAG}%'"
        )

    def update(self, connection: Connection) -> None:
        """Bring the index to what the transaction changed; call it before the commit, once everything is written."""
        noted = connection.exec_driver_sql(
            f"SELECT DISTINCT kind, record_id FROM {TOUCHED} WHERE record_id IS NOT NULL"
        ).all()
        if not noted:
            return
        connection.exec_driver_sql(f"DELETE FROM {TOUCHED}")
        touched: dict[str, set[str]] = defaultdict(set)
        for kind, record_id in noted:
            touched[kind].add(record_id)
        if WHOLE_FILE in touched:
            self.names.forget_all()  # the persons in it too
        self.names.forget(touched.get("child", set()) | touched.get("person", set()))
        for child_id in touched.pop(WHOLE_FILE, ()):
            self._update_file(connection, child_id)
        for kind, record_ids in touched.items():
            _update(connection, kind, record_ids)
        for kind, record_ids in _following(connection, touched).items():
            _update(connection, kind, record_ids - touched.get(kind, set()), only_moved=True)

    def _update_file(self, connection: Connection, child_id: str) -> None:
        """Take a whole file out of the index, or put it in again: it went to the recycle bin, or came back."""
        former = connection.exec_driver_sql(
            "SELECT number, record_id, child_id FROM search_entry WHERE child_id = ?", (child_id,)
        ).all()
        every = " UNION ALL ".join(source.found("c.id = ?1") for source in sources().values())
        _replace(connection, former, connection.exec_driver_sql(every, (child_id,)).all())

    def find(
        self,
        connection: Connection,
        query: Query,
        *,
        groups: Collection[str] = (),
        since: dt.date | None = None,
        until: dt.date | None = None,
        limit: int = 50,
    ) -> list[Entry]:
        """Return what answers a question: see :func:`ppe_desktop.storage.search_questions.find`."""
        if self._is_large is None:
            count = f"SELECT count(*) > {MANY_ENTRIES} FROM search_entry"
            self._is_large = bool(connection.exec_driver_sql(count).scalar())
        return find(connection, query, self.names, groups, (since, until), limit, is_large=self._is_large)


def _update(connection: Connection, kind: str, record_ids: Collection[str], *, only_moved: bool = False) -> None:
    """Write the entries of some records of a kind anew, or those alone whose day or file changed."""
    for chosen in _chunks(sorted(record_ids)):
        present = connection.exec_driver_sql(sources()[kind].found(f"r.id IN {LISTED}"), listed(chosen)).all()
        former = connection.exec_driver_sql(
            f"SELECT number, record_id, child_id FROM search_entry WHERE record_id IN {LISTED}", listed(chosen)
        ).all()
        if only_moved:
            before = {(record_id, child_id, number >> DAY_BITS) for number, record_id, child_id in former}
            kept = before & {(record_id, child_id, day) for _kind, record_id, child_id, day in present}
            former = [row for row in former if (row[1], row[2], row[0] >> DAY_BITS) not in kept]
            present = [row for row in present if tuple(row[1:]) not in kept]
        _replace(connection, former, present)


def _following(connection: Connection, touched: dict[str, set[str]]) -> dict[str, set[str]]:
    """Return the records that may have changed file, or day, with those touched."""
    found: dict[str, set[str]] = defaultdict(set)
    for kind, followers in FOLLOWERS.items():
        for follower, where in followers if touched.get(kind) else ():
            query = f"SELECT r.id FROM {follower} r WHERE {where}"
            found[follower].update(connection.exec_driver_sql(query, listed(touched[kind])).scalars())
    return found


@cache
def version() -> str:
    """Return what the index depends on, in short: its own form, what is searched, the French labels of the lists."""
    labels = [
        [(member.value, member.label) for member in choices]
        for source in sources().values()
        for _label, choices in source.columns.values()
        if choices
    ]
    return hashlib.sha256(
        repr((_FORMAT, list(sources().values()), labels, [*_schema(), *triggers()])).encode()
    ).hexdigest()


def _version_of(connection: Connection) -> str:
    known = connection.exec_driver_sql(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN (?, ?, ?, ?, ?, ?)", _TABLES
    ).scalar()
    if known != len(_TABLES):
        return ""
    return str(connection.exec_driver_sql(f"SELECT version FROM {STATE}").scalar())


def _schema() -> Iterator[str]:
    yield "CREATE TABLE search_entry (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, record_id TEXT NOT NULL, child_id TEXT NOT NULL)"
    yield "CREATE INDEX ix_search_entry_record_id ON search_entry (record_id)"
    yield f"CREATE VIRTUAL TABLE search_text USING fts5(body, {_FTS}, prefix='3 {INDEXED_LETTERS}')"
    yield f"CREATE VIRTUAL TABLE search_title USING fts5(body, {_FTS}, prefix='1 2 3 {INDEXED_LETTERS}')"
    yield "CREATE VIRTUAL TABLE search_words USING fts5vocab(search_text, row)"
    yield "CREATE TABLE search_word (word TEXT PRIMARY KEY) WITHOUT ROWID"  # the same, a hundred times faster to look into
    yield f"CREATE TABLE {STATE} (version TEXT NOT NULL)"


def _replace(connection: Connection, former: Sequence[Any], present: Sequence[Any]) -> None:
    """Take entries out and write those of the same records as they are now; a number is kept while its day stays the same."""
    numbers = {(record_id, child_id): number for number, record_id, child_id in former}
    for chosen in _chunks(sorted(numbers.values())):
        for table, column in (("search_text", "rowid"), ("search_title", "rowid"), ("search_entry", "number")):
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE {column} IN {LISTED}", listed(chosen))
    rows: list[Row] = []
    last: dict[int, int] = {}
    kept = set(numbers.values())
    for kind, record_id, child_id, day in present:
        number = numbers.get((record_id, child_id))
        if number is None or number >> DAY_BITS != day:
            last.setdefault(day, _last_number(connection, day, kept))
            number = _next_number(last, day)
        rows.append((number, kind, record_id, child_id))
    rows.sort()
    if rows:
        connection.exec_driver_sql("INSERT INTO search_entry VALUES (?, ?, ?, ?)", rows)
        for chosen_rows in _chunks(rows):
            _write(connection, chosen_rows)


def _next_number(last: dict[int, int], day: int) -> int:
    """Return the number that follows on a day the last one given, and note it."""
    last[day] = number = 1 + last.get(day, day << DAY_BITS)
    return number


def _last_number(connection: Connection, day: int, kept: set[int]) -> int:
    """Return the last number used on a day, those about to be used again included."""
    first = day << DAY_BITS
    used = connection.exec_driver_sql(
        "SELECT max(number) FROM search_entry WHERE number BETWEEN ? AND ?", (first, first | (1 << DAY_BITS) - 1)
    ).scalar()
    return max([used or first, *(number for number in kept if number >> DAY_BITS == day)])


def _in_chunks(connection: Connection) -> Iterator[list[Row]]:
    """Give all the entries in the order of their numbers, which is the order in which FTS5 writes fastest."""
    last = 0
    while True:
        query = "SELECT number, kind, record_id, child_id FROM search_entry WHERE number > ? ORDER BY number LIMIT ?"
        found = connection.exec_driver_sql(query, (last, _BATCH))
        rows = [(number, kind, record_id, child_id) for number, kind, record_id, child_id in found]
        if not rows:
            return
        last = rows[-1][0]
        yield rows


def _write(connection: Connection, rows: Sequence[Row]) -> None:
    """Write the words of some entries, given in the order of their numbers."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for _number, kind, record_id, _child_id in rows:
        wanted[kind].add(record_id)
    folded = {kind: _folded(connection, sources()[kind], sorted(ids)) for kind, ids in wanted.items()}
    texts, titles = [], []
    for number, kind, record_id, child_id in rows:
        body, title = folded[kind][record_id]
        tags = f" {TAG}{group_of(kind).key} {TAG}{child_id}"
        texts.append((number, body + tags))
        if title:
            titles.append((number, title + tags))
    for table, written in (("search_text", texts), ("search_title", titles)):
        if written:
            connection.exec_driver_sql(f"INSERT INTO {table} (rowid, body) VALUES (?, ?)", written)
    words = {
        word for body, _title in (texts for kind in folded.values() for texts in kind.values()) for word in body.split()
    }
    long_words = sorted(word for word in words if len(word) > INDEXED_LETTERS)
    connection.exec_driver_sql("INSERT OR IGNORE INTO search_word SELECT value FROM json_each(?)", listed(long_words))


def _folded(connection: Connection, source: Source, ids: list[str]) -> dict[str, tuple[str, str]]:
    """Return the folded texts and titles of some records."""
    folded = {}
    for chosen in _chunks(ids):
        for record_id, *values in connection.exec_driver_sql(source.texts(), listed(chosen)):
            said = [(name, _searchable(name, text)) for name, _label, text in source.said(values)]
            title = " ".join(text for name, text in said if name in source.titles)
            folded[record_id] = f" {TAG} ".join(text for _name, text in said), title
    return folded


def _searchable(name: str, text: str) -> str:
    """Return a text as it is searched; a telephone number is found in one piece as well as by pairs."""
    if name == "phone":
        return f"{fold(group_phone(text))} {''.join(filter(str.isdigit, text))}"
    return fold(text)


def _chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
