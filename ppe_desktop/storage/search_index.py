"""The full-text index: the only place that knows FTS5.

The index is derived data: it is in no migration, makes itself when it is missing or when what is searched changed, and holds no copy
of a text (contentless). Each entry is a record in the file of one child; its number begins with the day of the record, so that
"the newest first" stops after the first hits and a period is a range of numbers.

What changes is noted by temporary triggers, whoever writes and however (a form, a recycle bin, a cascade, a bulk insert), and brought
to the index before the commit of the same transaction. Temporary triggers live with the connection: the schema knows nothing of them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine

from ppe_desktop.domain.search import (
    CHILDREN,
    NAME_RANK,
    NEWEST_RANK,
    PERSONS,
    PHRASE_RANK,
    Query,
    Term,
    fold,
    group_of,
)
from ppe_desktop.domain.texts import group_phone
from ppe_desktop.storage.search_sources import FOLLOWERS, LISTED, WHOLE_FILE, Follower, Source, listed, sources

_FORMAT = "2"
_DAY_BITS = 24
_CHUNK = 500
_TAG = "§"
"""Begins the words that no text holds: the group of an entry, its child, the gap between two fields."""
_TITLES_SHOWN = 20
_FTS = "content='', contentless_delete=1, tokenize='ascii'"  # texts come folded: spaces are all there is to know
_INDEXED_LETTERS = 4
"""Beginnings of words of this length, and of one letter less, have an index of their own."""
_MOST_ENDINGS = 200
_ENDINGS = """
WITH RECURSIVE found(term) AS (
  SELECT (SELECT term FROM temp.search_words WHERE term >= ?1 LIMIT 1)
  UNION ALL
  SELECT (SELECT term FROM temp.search_words WHERE term >= found.term || ' ' LIMIT 1) FROM found WHERE found.term < ?2 LIMIT ?3
)
SELECT term FROM found WHERE term < ?2
"""
"""The words that begin as wanted, found by leaping from one to the next."""
_TABLES = ("search_text", "search_title", "search_entry", "search_state")

Row = tuple[int, str, str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A record found in the file of a child.

    Attributes:
        number: its number in the index.
        kind: kind of record.
        record_id: identifier.
        child_id: child in whose file it is.
        rank: place in the order of results.
    """

    number: int
    kind: str
    record_id: str
    child_id: str
    rank: int = NEWEST_RANK

    @property
    def day(self) -> dt.date:
        """Return the day of the record."""
        return dt.date.fromordinal(self.number >> _DAY_BITS)


class SearchIndex:
    """The index of one open base. Every method runs in the database thread."""

    def prepare(self, engine: Engine) -> None:
        """Make the index if it is missing or no longer fits what is searched, and watch what changes from now on."""
        with engine.begin() as connection:
            if _version_of(connection) != _version():
                self.rebuild(connection)
            for statement in _watch():
                connection.exec_driver_sql(statement)

    def rebuild(self, connection: Connection) -> None:
        """Make the whole index anew."""
        for table in _TABLES:
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")
        for statement in _schema():
            connection.exec_driver_sql(statement)
        every = " UNION ALL ".join(source.found() for source in sources().values())
        connection.exec_driver_sql(
            f"INSERT INTO search_entry (number, kind, record_id, child_id) SELECT day << {_DAY_BITS} | row_number() OVER "
            f"(PARTITION BY day ORDER BY record_id, child_id), kind, record_id, child_id FROM ({every})"
        )
        for rows in _in_chunks(connection):
            _write(connection, rows)
        self.tidy(connection)
        connection.exec_driver_sql("INSERT INTO search_state VALUES (?)", (_version(),))

    def tidy(self, connection: Connection) -> None:
        """Write the index in one piece: searches are faster, and nothing is left of the words of removed records."""
        for table in ("search_text", "search_title"):
            connection.exec_driver_sql(f"INSERT INTO {table} ({table}) VALUES ('optimize')")

    def update(self, connection: Connection) -> None:
        """Bring the index to what the transaction changed; call it before the commit, once everything is written."""
        noted = connection.exec_driver_sql("SELECT DISTINCT kind, record_id FROM temp.search_touched").all()
        if not noted:
            return
        connection.exec_driver_sql("DELETE FROM temp.search_touched")
        touched: dict[str, set[str]] = defaultdict(set)
        for kind, record_id in noted:
            touched[kind].add(record_id)
        for child_id in touched.pop(WHOLE_FILE, ()):
            self._update_file(connection, child_id)
        for kind, record_ids in touched.items():
            for chosen in _chunks(sorted(record_ids)):
                present = connection.exec_driver_sql(sources()[kind].found(f"r.id IN {LISTED}"), listed(chosen)).all()
                former = connection.exec_driver_sql(
                    f"SELECT number, record_id, child_id FROM search_entry WHERE record_id IN {LISTED}", listed(chosen)
                ).all()
                _replace(connection, former, present)

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
        """Return what answers a question: names and titles, then the exact phrase, then the newest.

        Args:
            connection: of the present transaction.
            query: the question.
            groups: groups of records to look into; all of them when empty.
            since: first day.
            until: last day.
            limit: number of entries at most.
        """
        period = _numbers(since, until)
        found: dict[int, Entry] = {}

        def look(table: str, terms: Sequence[Term], chosen: Collection[str], rank: int, most: int) -> None:
            asked = _question(terms, chosen, connection if table == "search_text" else None)
            for row in _match(connection, table, asked, period, most):
                found.setdefault(row[0], Entry(*row, rank))

        if query.words:
            words = [Term((word,)) for word in query.words]
            if not groups or CHILDREN in groups:
                look("search_title", words, (CHILDREN,), NAME_RANK, _TITLES_SHOWN)
            titled = groups if query.terms else [key for key in (PERSONS,) if not groups or key in groups]
            if titled or query.terms:
                look("search_title", words, titled, PHRASE_RANK, _TITLES_SHOWN)
        if query.terms:
            newest = _match(connection, "search_text", _question(query.terms, groups, connection), period, limit)
            if query.phrase:  # few answers: they are all here already, and only have to be told apart
                most = limit if len(newest) < limit else _TITLES_SHOWN
                look("search_text", [query.phrase], groups, PHRASE_RANK, most)
            for row in newest:
                found.setdefault(row[0], Entry(*row))
        return sorted(found.values(), key=lambda entry: (entry.rank, -entry.number))[:limit]


def _match(connection: Connection, table: str, question: str, period: tuple[int, int], limit: int) -> list[Row]:
    """Return the entries that match, the newest first."""
    rows = connection.exec_driver_sql(
        f"SELECT e.number, e.kind, e.record_id, e.child_id FROM {table} f CROSS JOIN search_entry e ON e.number = f.rowid "
        f"WHERE {table} MATCH ? AND f.rowid BETWEEN ? AND ? ORDER BY f.rowid DESC LIMIT ?",
        (question, *period, limit),
    )
    return [(number, kind, record_id, child_id) for number, kind, record_id, child_id in rows]


def question_of(connection: Connection, query: Query) -> tuple[str, str]:
    """Return the table and the words of FTS5 that answer a question in the barest way, to measure against."""
    if query.terms:
        return "search_text", _question(query.terms, (), connection)
    return "search_title", _question([Term((word,)) for word in query.words], (CHILDREN,))


def _question(terms: Iterable[Term], groups: Collection[str], connection: Connection | None = None) -> str:
    """Write a question in the words of FTS5; every word is between quotation marks and holds letters and figures only.

    Long beginnings of words are written out with all their endings when ``connection`` is given: FTS5 gathers the entries of all
    the words of a prefix before it gives the first one (a hundred times slower on a base that wipes its memory), but reads
    those of whole words, and of indexed beginnings, as it goes.
    """
    asked = []
    for term in terms:
        *before, last = term.parts
        endings = _endings(connection, last) if connection is not None and term.is_prefix else None
        if endings is None:
            asked.append(f'"{" ".join(term.parts)}"{" *" if term.is_prefix else ""}')
        else:
            asked.append("(" + " OR ".join(f'"{" ".join((*before, word))}"' for word in endings) + ")")
    if groups:
        asked.append("(" + " OR ".join(f'"{_TAG}{group}"' for group in sorted(groups)) + ")")
    return " AND ".join(asked)


def _endings(connection: Connection, beginning: str) -> list[str] | None:
    """Return the indexed words that begin so, at least the beginning itself; None when FTS5 does better by itself."""
    if len(beginning) <= _INDEXED_LETTERS:
        return None
    limits = (beginning, f"{beginning}\U0010ffff", _MOST_ENDINGS + 1)
    words = connection.exec_driver_sql(_ENDINGS, limits).scalars().all()
    return list(words) or [beginning] if len(words) <= _MOST_ENDINGS else None


def _numbers(since: dt.date | None, until: dt.date | None) -> tuple[int, int]:
    first = since.toordinal() << _DAY_BITS if since else 0
    return first, ((until or dt.date.max).toordinal() + 1 << _DAY_BITS) - 1


def _version() -> str:
    """Return what the index depends on, in short: its own form, what is searched, the French labels of the lists."""
    labels = [
        [(member.value, member.label) for member in choices]
        for source in sources().values()
        for _label, choices in source.columns.values()
        if choices
    ]
    return hashlib.sha256(repr((_FORMAT, list(sources().values()), labels)).encode()).hexdigest()


def _version_of(connection: Connection) -> str:
    known = connection.exec_driver_sql(
        "SELECT count(*) FROM sqlite_master WHERE name IN (?, ?, ?, ?)", _TABLES
    ).scalar()
    if known != len(_TABLES):
        return ""
    return str(connection.exec_driver_sql("SELECT version FROM search_state").scalar())


def _schema() -> Iterator[str]:
    yield "CREATE TABLE search_entry (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, record_id TEXT NOT NULL, child_id TEXT NOT NULL)"
    yield "CREATE INDEX ix_search_entry_record_id ON search_entry (record_id)"
    yield f"CREATE VIRTUAL TABLE search_text USING fts5(body, {_FTS}, prefix='3 {_INDEXED_LETTERS}')"
    yield f"CREATE VIRTUAL TABLE search_title USING fts5(body, {_FTS}, prefix='1 2 3')"
    yield "CREATE TABLE search_state (version TEXT NOT NULL)"


def _watch() -> Iterator[str]:
    """Give the statements that note every record whose words, day or owner change."""
    yield "CREATE VIRTUAL TABLE temp.search_words USING fts5vocab(main, search_text, instance)"
    yield "CREATE TEMP TABLE search_touched (kind TEXT NOT NULL, record_id TEXT NOT NULL)"
    itself = ("INSERT", "UPDATE", "DELETE")
    for source in sources().values():
        watched = ", ".join(dict.fromkeys((*source.columns, *source.dates, *source.keys)))
        yield from _triggers(Follower(source.kind, watched, (f"SELECT '{source.kind}', {{row}}.id",), itself), "own")
    for number, follower in enumerate(FOLLOWERS):
        yield from _triggers(follower, str(number))


def _triggers(follower: Follower, name: str) -> Iterator[str]:
    rows = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
    for moment in follower.moments:
        notes = " ".join(
            f"INSERT INTO search_touched {query.format(row=row)};"
            for row in rows[moment]
            for query in follower.followers
        )
        event = f"UPDATE OF {follower.columns}" if moment == "UPDATE" else moment
        yield (
            f"CREATE TEMP TRIGGER search_{moment.lower()}_{follower.table}_{name} AFTER {event} ON main.{follower.table} "
            f"BEGIN {notes} END"
        )


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
        if number is None or number >> _DAY_BITS != day:
            last[day] = number = 1 + (last.get(day) or _last_number(connection, day, kept))
        rows.append((number, kind, record_id, child_id))
    rows.sort()
    if rows:
        connection.exec_driver_sql("INSERT INTO search_entry VALUES (?, ?, ?, ?)", rows)
        for chosen_rows in _chunks(rows):
            _write(connection, chosen_rows)


def _last_number(connection: Connection, day: int, kept: set[int]) -> int:
    """Return the last number used on a day, those about to be used again included."""
    first = day << _DAY_BITS
    used = connection.exec_driver_sql(
        "SELECT max(number) FROM search_entry WHERE number BETWEEN ? AND ?", (first, first | (1 << _DAY_BITS) - 1)
    ).scalar()
    return max([used or first, *(number for number in kept if number >> _DAY_BITS == day)])


def _in_chunks(connection: Connection) -> Iterator[list[Row]]:
    """Give all the entries in the order of their numbers, which is the order in which FTS5 writes fastest."""
    last = 0
    while True:
        query = "SELECT number, kind, record_id, child_id FROM search_entry WHERE number > ? ORDER BY number LIMIT 4000"
        found = connection.exec_driver_sql(query, (last,))
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
        tags = f" {_TAG}{group_of(kind).key} {_TAG}{child_id}"
        texts.append((number, body + tags))
        if title:
            titles.append((number, title + tags))
    for table, written in (("search_text", texts), ("search_title", titles)):
        if written:
            connection.exec_driver_sql(f"INSERT INTO {table} (rowid, body) VALUES (?, ?)", written)


def _folded(connection: Connection, source: Source, ids: list[str]) -> dict[str, tuple[str, str]]:
    """Return the folded texts and titles of some records."""
    folded = {}
    for chosen in _chunks(ids):
        for record_id, *values in connection.exec_driver_sql(source.texts(), listed(chosen)):
            said = [(name, _searchable(name, text)) for name, _label, text in source.said(tuple(values))]
            title = " ".join(text for name, text in said if name in source.titles)
            folded[record_id] = f" {_TAG} ".join(text for _name, text in said), title
    return folded


def _searchable(name: str, text: str) -> str:
    """Return a text as it is searched; a telephone number is found in one piece as well as by pairs."""
    if name == "phone":
        return f"{fold(group_phone(text))} {''.join(filter(str.isdigit, text))}"
    return fold(text)


def _chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
