"""The names of all the children and of the persons in their files, read once and kept in memory: every key of a search asks for them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.search_names import KnownChild, KnownPerson, NameIndex, known_child, spaced
from ppe_desktop.storage.search_sources import CHILD_NAMES, LISTED, PERSON_NAMES, listed


class NameCache:
    """Those whose files are not in the recycle bin. Forget what changes: it is read again when next needed."""

    def __init__(self) -> None:
        self.forget_all()

    def forget_all(self) -> None:
        """Read everything again."""
        self._children: dict[str, KnownChild] | None = None
        self._persons: dict[str, list[KnownPerson]] | None = None
        self._in_order: tuple[KnownChild, ...] = ()
        self._named = NameIndex(())
        self._changed: set[str] = set()

    def forget(self, record_ids: Iterable[str]) -> None:
        """Read some children and persons again, once what changed them is committed."""
        self._changed.update(record_ids)

    def children(self, connection: Connection) -> Sequence[KnownChild]:
        """Return all the children, in French alphabetical order."""
        self._read(connection)
        return self._in_order

    def named(self, connection: Connection) -> NameIndex:
        """Return all the children and all the persons, by their names."""
        self._read(connection)
        return self._named

    def by_id(self, connection: Connection) -> Mapping[str, KnownChild]:
        """Return all the children by identifier."""
        self._read(connection)
        return self._children or {}

    def _read(self, connection: Connection) -> None:
        if self._children is None or self._persons is None:
            self._children, self._persons = dict(_children(connection)), _persons(connection)
        elif self._changed:
            for record_id in self._changed:
                self._children.pop(record_id, None)
                self._persons.pop(record_id, None)
            self._children.update(_children(connection, self._changed))
            self._persons.update(_persons(connection, self._changed))
        else:
            return
        self._changed.clear()
        self._in_order = tuple(sorted(self._children.values(), key=lambda child: child.order))
        self._named = NameIndex((*self._in_order, *(one for links in self._persons.values() for one in links)))


def _children(connection: Connection, ids: Collection[str] | None = None) -> Iterator[tuple[str, KnownChild]]:
    query = f"SELECT id, birth_date, {', '.join(CHILD_NAMES)} FROM child WHERE binned_at IS NULL"
    for child_id, birth, *names in _rows(connection, query, "id", ids):
        born = dt.date.fromisoformat(birth) if birth else None
        child = Item("child", child_id, 0, dict(zip(CHILD_NAMES, names, strict=True)))
        yield child_id, known_child(child_id, child, born, names)


def _persons(connection: Connection, ids: Collection[str] | None = None) -> dict[str, list[KnownPerson]]:
    query = (
        f"SELECT p.id, e.child_id, {', '.join(f'p.{name}' for name in PERSON_NAMES)} "
        "FROM person p JOIN search_entry e ON e.record_id = p.id WHERE 1"
    )
    found = defaultdict(list)
    for person_id, child_id, *names in _rows(connection, query, "p.id", ids):
        found[person_id].append(KnownPerson(child_id, spaced(names)))
    return dict(found)


def _rows(connection: Connection, query: str, column: str, ids: Collection[str] | None) -> Sequence[Any]:
    if ids is None:
        return connection.exec_driver_sql(query).all()
    return connection.exec_driver_sql(f"{query} AND {column} IN {LISTED}", listed(ids)).all()
