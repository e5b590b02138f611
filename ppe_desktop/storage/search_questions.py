"""Asking the full-text index: names and titles, the exact phrase, the newest; the questions written in the words of FTS5."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from ppe_desktop.domain.search import (
    CHILDREN,
    FILE_RANK,
    NAME_RANK,
    NEWEST_RANK,
    PERSONS,
    PHRASE_RANK,
    Query,
    Term,
)
from ppe_desktop.domain.search_names import NameIndex, named_so, words_of_files
from ppe_desktop.storage.search_names import NameCache

DAY_BITS = 24
"""Bits of the number of an entry that tell it from the others of its day."""
TAG = "§"
"""Begins the words that no text holds: the group of an entry, its child, the gap between two fields."""
INDEXED_LETTERS = 4
"""Beginnings of words of this length, and of one letter less, have an index of their own."""
_TITLES_SHOWN = 20
MANY_ENTRIES = 20_000
"""From so many entries on, the exact phrase is looked for everywhere between quotation marks only: words of every day make it dear."""
_MOST_ENDINGS = 200
Row = tuple[int, str, str, str]
Period = tuple[dt.date | None, dt.date | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """A record found in the file of a child.

    Attributes:
        number: its number in the index; none for a child named.
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
        return dt.date.fromordinal(self.number >> DAY_BITS)


def find(
    connection: Connection,
    query: Query,
    names: NameCache,
    groups: Collection[str],
    period: Period,
    limit: int,
    *,
    is_large: bool,
) -> list[Entry]:
    """Return what answers a question: children named, words in the file of someone named, titles and the exact phrase, the newest.

    Args:
        connection: of the present transaction.
        query: the question.
        names: the names of children and persons.
        groups: groups of records to look into; all of them when empty.
        period: first and last day of the records; the names of children have no day.
        limit: number of entries at most.
        is_large: there are more than :data:`MANY_ENTRIES`.
    """
    is_named_too = not groups or CHILDREN in groups
    named = named_so(query.words, names.children(connection))[:_TITLES_SHOWN] if is_named_too else []
    shown = {child.child_id for child in named}
    first = [Entry(0, "child", child.child_id, child.child_id, NAME_RANK) for child in named]
    look = _Look(connection, groups, _numbers(period))
    if query.terms:
        look.in_files(query, names.named(connection))
        newest = look.newest(query, limit)
        if len(newest) >= limit:  # otherwise all that is called so, or has the phrase, is here already
            look.titles(query, groups)
            if query.phrase and not is_large:
                look.phrase(query.phrase)
        look.keep(newest, NEWEST_RANK)
    elif not groups or PERSONS in groups:
        look.titles(query, (PERSONS,))
    found = sorted(look.found.values(), key=lambda entry: (entry.rank, -entry.number))
    return [*first, *(entry for entry in found if entry.kind != "child" or entry.child_id not in shown)][:limit]


class _Look:
    """One question being asked; what is found first keeps its rank."""

    def __init__(self, connection: Connection, groups: Collection[str], numbers: tuple[int, int]) -> None:
        self._connection, self._groups, self._numbers = connection, groups, numbers
        self.found: dict[int, Entry] = {}

    def keep(self, rows: Iterable[Row], rank: int) -> None:
        """Keep what was found and was not yet."""
        for row in rows:
            self.found.setdefault(row[0], Entry(*row, rank))

    def in_files(self, query: Query, names: NameIndex) -> None:
        """Look for words in the files of those whose names are the other words."""
        for terms, children in words_of_files(query, names):
            asked = _question(terms, self._groups, children, self._connection)
            self.keep(self._match("search_text", asked, self._numbers, _TITLES_SHOWN), FILE_RANK)

    def titles(self, query: Query, groups: Collection[str]) -> None:
        """Look for records called so."""
        if query.words:
            asked = _question([Term((word,)) for word in query.words], groups, (), self._connection)
            self.keep(self._match("search_title", asked, self._numbers, _TITLES_SHOWN), PHRASE_RANK)

    def newest(self, query: Query, limit: int) -> list[Row]:
        """Return what has all the words, the newest first."""
        return self._match(
            "search_text", _question(query.terms, self._groups, (), self._connection), self._numbers, limit
        )

    def phrase(self, phrase: Term) -> None:
        """Look for all the words in the order typed."""
        asked = _question([phrase], self._groups, (), self._connection)
        self.keep(self._match("search_text", asked, self._numbers, _TITLES_SHOWN), PHRASE_RANK)

    def _match(self, table: str, question: str, numbers: tuple[int, int], limit: int) -> list[Row]:
        """Return the entries that match, the newest first."""
        rows = self._connection.exec_driver_sql(
            f"SELECT e.number, e.kind, e.record_id, e.child_id FROM {table} f CROSS JOIN search_entry e ON e.number = f.rowid "
            f"WHERE {table} MATCH ? AND f.rowid BETWEEN ? AND ? ORDER BY f.rowid DESC LIMIT ?",
            (question, *numbers, limit),
        )
        return [tuple(row) for row in rows.all()]


def _question(
    terms: Iterable[Term],
    groups: Collection[str],
    children: Collection[str],
    connection: Connection,
) -> str:
    """Write a question in the words of FTS5; every word is between quotation marks and holds letters and figures only.

    Long beginnings of words are written out with all their endings: FTS5 gathers the entries of all
    the words of a prefix before it gives the first one (a hundred times slower on a base that wipes its memory), but reads
    those of whole words, and of indexed beginnings, as it goes.
    """
    asked = []
    for term in terms:
        *before, last = term.parts
        endings = _endings(connection, last) if term.is_prefix else None
        if endings is None:
            asked.append(_said(term.parts) if term.is_prefix else f'"{" ".join(term.parts)}"')
        else:
            asked.append("(" + " OR ".join(f'"{" ".join((*before, word))}"' for word in endings) + ")")
    for tags in (sorted(groups), sorted(children)):
        if tags:
            asked.append("(" + " OR ".join(f'"{TAG}{tag}"' for tag in tags) + ")")
    return " AND ".join(asked)


def _said(parts: Sequence[str]) -> str:
    return f'"{" ".join(parts)}" *'


def _endings(connection: Connection, beginning: str) -> list[str] | None:
    """Return the indexed words that begin so, at least the beginning itself; None when FTS5 does better by itself."""
    if len(beginning) <= INDEXED_LETTERS:
        return None
    words = connection.exec_driver_sql(
        "SELECT word FROM search_word WHERE word >= ? AND word < ? LIMIT ?",
        (beginning, f"{beginning}\U0010ffff", _MOST_ENDINGS + 1),
    )
    found = list(words.scalars())
    return (found or [beginning]) if len(found) <= _MOST_ENDINGS else None


def _numbers(period: Period) -> tuple[int, int]:
    since, until = period
    first = since.toordinal() << DAY_BITS if since else 0
    return first, ((until or dt.date.max).toordinal() + 1 << DAY_BITS) - 1
