"""A child's file read as the base knew it on a past day: what was entered since is left out, what was changed or removed since is put back.

The history keeps, for each change of a fact, the value before; the recycle bin keeps what was removed whole. What left the bin for good
is told, never guessed: :attr:`Past.lost` counts it.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from ppe_desktop.domain.casefile import CaseFile, Item, Items
from ppe_desktop.domain.facts import Fact, Kind
from ppe_desktop.models import BinEntry, HistoryEntry
from ppe_desktop.storage.history import CHANGED, CREATED, REMOVED
from ppe_desktop.storage.kinds import record_kinds
from ppe_desktop.storage.merging import as_merged
from ppe_desktop.storage.reading import item_of
from ppe_desktop.storage.recycling import read_back

_YES = "oui"


class Past(NamedTuple):
    """A file as it was known.

    Attributes:
        file: the child's file.
        items: what a document prints beside it.
        lost: records removed since that can no longer be read.
    """

    file: CaseFile
    items: Items
    lost: int


def read_past(connection: Connection, file: CaseFile, items: Items, day: dt.date) -> Past | None:
    """Return a file as it was known at the end of a day, or None when the base did not know the child yet.

    Args:
        connection: the transaction.
        file: the file of today.
        items: what a document prints beside it, of today, with stored columns only.
        day: the day.
    """
    end = dt.datetime.combine(day, dt.time.max)
    if file.child.created_at > end:
        return None
    removed, lost = _removed_since(connection, file.child.id, end)
    known = {person.id for person in file.of("person")}
    whole = _with_removed(file.items, removed, known)
    beside = _with_removed(items, removed, known, only=frozenset(items.by_kind))
    everything = [file.child, *_all(whole), *_all(beside), *([file.profile] if file.profile else [])]
    before = _values_before(connection, {one.id for one in everything}, end)
    past_file = CaseFile(
        _as_known(file.child, before),
        _kept(whole, before, end),
        file.siblings,
        file.sibling_places,
        _as_known(file.profile, before) if file.profile else None,
    )
    return Past(past_file, _kept(beside, before, end), lost)


def item_in_past(past: Past, record: str, record_id: str) -> Item | None:
    """Return a record as it was known, or None when it was not there yet."""
    if record == "child":
        return past.file.child
    return past.items.one(record, record_id) or past.file.items.one(record, record_id)


def _all(items: Items) -> Iterator[Item]:
    for found in items.by_kind.values():
        yield from found


def _kept(items: Items, before: Mapping[tuple[str, str], str | None], end: dt.datetime) -> Items:
    return Items(
        {
            kind: tuple(_as_known(one, before) for one in found if one.created_at <= end)
            for kind, found in items.by_kind.items()
        }
    )


def _as_known(item: Item, before: Mapping[tuple[str, str], str | None]) -> Item:
    facts = record_kinds()[item.record].facts
    changed = {fact.name: _value(fact, before[item.id, fact.name]) for fact in facts if (item.id, fact.name) in before}
    return item.having(**changed) if changed else item


def _value(fact: Fact, text: str | None) -> Any:
    """Return a value that the history wrote down as text."""
    if fact.kind is Kind.FLAG:
        return text == _YES
    if fact.kind is Kind.DATE:
        return dt.date.fromisoformat(text) if text else None
    if fact.kind in (Kind.PERSON, Kind.RECORD):
        return text or None
    if fact.kind is Kind.NUMBER:
        return int(text) if text else None
    return text or ""


def _values_before(
    connection: Connection, record_ids: Iterable[str], end: dt.datetime
) -> dict[tuple[str, str], str | None]:
    """Return the value each fact had at a moment, for those changed since: the one before the first change; pictures are not kept."""
    entry = HistoryEntry
    query = (
        select(entry.record_id, entry.field, entry.old, entry.kind)
        .where(entry.record_id.in_([uuid.UUID(one) for one in record_ids]), entry.action == CHANGED, entry.at > end)
        .order_by(entry.at, entry.id)
    )
    found: dict[tuple[str, str], str | None] = {}
    for record_id, field, old, kind in connection.execute(query):
        names = {fact.name for fact in record_kinds()[kind].facts if fact.kind is not Kind.IMAGE}
        if field in names:
            found.setdefault((record_id.hex, field), old)
    return found


def _removed_since(connection: Connection, child_id: str, end: dt.datetime) -> tuple[list[Item], int]:
    """Return the records of a child removed since a moment, and how many are gone for good."""
    key = uuid.UUID(child_id)
    found: list[Item] = []
    for content in connection.scalars(select(BinEntry.content).where(BinEntry.child_id == key, BinEntry.at > end)):
        found += [item_of(row.__tablename__, row) for row in read_back(as_merged(connection, content))]
    kept = {one.id for one in found}
    entry = HistoryEntry
    gone = select(entry.record_id).where(entry.child_id == key, entry.action == REMOVED, entry.at > end)
    created = select(entry.record_id).where(entry.child_id == key, entry.action == CREATED, entry.at > end)
    since = set(connection.scalars(created))
    lost = {one for one in connection.scalars(gone) if one.hex not in kept and one not in since}
    return found, len(lost - _back(connection, lost))


def _back(connection: Connection, record_ids: set[uuid.UUID]) -> set[uuid.UUID]:
    """Return the records among these that were taken out of the bin: they are in the file again."""
    entry = HistoryEntry
    query = select(entry.record_id).where(entry.record_id.in_(record_ids), entry.action == CREATED)
    counts: dict[uuid.UUID, int] = {}
    for record_id in connection.scalars(query):
        counts[record_id] = counts.get(record_id, 0) + 1
    return {record_id for record_id, count in counts.items() if count > 1}


def _with_removed(
    items: Items, removed: Iterable[Item], known: set[str], *, only: frozenset[str] | None = None
) -> Items:
    """Put back what was removed, less what names a person who is no longer in the file: what protects that person is not read."""
    by_kind = {kind: list(found) for kind, found in items.by_kind.items()}
    here = {one.id for one in _all(items)}
    for one in removed:
        person_id = one.values.get("person_id")
        is_wanted = one.record in (only if only is not None else by_kind)
        if is_wanted and one.id not in here and (not person_id or person_id in known):
            by_kind[one.record].append(one)
    return Items({kind: tuple(found) for kind, found in by_kind.items()})
