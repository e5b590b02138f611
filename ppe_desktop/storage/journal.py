"""Reading the journal of a child: the entries shared with siblings, each with this child's own part."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict

from sqlalchemy import Connection, delete, select

from ppe_desktop.domain.casefile import Item
from ppe_desktop.models import BinEntry, JournalEntry, JournalPart, WorkingNote
from ppe_desktop.models.declare import new_id
from ppe_desktop.storage.reading import read_items

ENTRY, PART = JournalEntry.__tablename__, JournalPart.__tablename__


def new_identifier() -> str:
    """Return an identifier for a record that is about to be made."""
    return new_id().hex


def read_journal(connection: Connection, child_id: str) -> tuple[Item, ...]:
    """Return the journal of a child, the newest first.

    Each entry carries, beside its own facts: ``part_id`` and ``part_text``, the part that concerns this child only, and
    ``children``, the identifiers of all the children it concerns. The parts of other children are never read.
    """
    key = uuid.UUID(child_id)
    mine = select(JournalPart.entry_id).where(JournalPart.child_id == key)
    return _entries(connection, key, JournalEntry.id.in_(mine), JournalPart.entry_id.in_(mine))


def read_last_entries(connection: Connection, child_id: str, limit: int) -> tuple[Item, ...]:
    """Return the last entries of a child's journal, the newest first, as :func:`read_journal` does; only those rows are read."""
    key = uuid.UUID(child_id)
    last = (
        select(JournalEntry.id)
        .join(JournalPart, JournalPart.entry_id == JournalEntry.id)
        .where(JournalPart.child_id == key)
        .order_by(JournalEntry.happened_on.desc(), JournalEntry.id.desc())
        .limit(limit)
    )
    chosen = list(connection.scalars(last))
    return _entries(connection, key, JournalEntry.id.in_(chosen), JournalPart.entry_id.in_(chosen))


def _entries(connection: Connection, key: uuid.UUID, of_entry: object, of_part: object) -> tuple[Item, ...]:
    """Return the chosen entries of the child ``key``: ``of_entry`` chooses them, ``of_part`` chooses their parts."""
    parts = {part.entry_id: part for part in read_items(connection, JournalPart, JournalPart.child_id == key, of_part)}
    children: dict[str, list[str]] = defaultdict(list)
    for entry_id, concerned in connection.execute(select(JournalPart.entry_id, JournalPart.child_id).where(of_part)):  # type: ignore[arg-type]
        children[entry_id.hex].append(concerned.hex)
    entries = [
        entry.having(
            part_id=parts[entry.id].id, part_text=parts[entry.id].text, children=tuple(sorted(children[entry.id]))
        )
        for entry in read_items(connection, JournalEntry, of_entry)
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.happened_on or dt.date.min, entry.id), reverse=True))


def read_parts(connection: Connection, entry_id: str) -> tuple[Item, ...]:
    """Return every part of an entry, whoever it concerns: to remove them, never to show them."""
    return read_items(connection, JournalPart, JournalPart.entry_id == uuid.UUID(entry_id))


def read_notes(connection: Connection, child_id: str) -> tuple[Item, ...]:
    """Return the working notes of a child's file, the newest first."""
    notes = read_items(connection, WorkingNote, WorkingNote.child_id == uuid.UUID(child_id))
    return tuple(sorted(notes, key=lambda note: (note.written_on or dt.date.min, note.id), reverse=True))


def thrown_part(connection: Connection, entry_id: str, child_id: str) -> str:
    """Return the part of a child in an entry that lies in the recycle bin, or an empty string."""
    query = (
        select(BinEntry.record_id)
        .where(
            BinEntry.kind == PART,
            BinEntry.child_id == uuid.UUID(child_id),
            BinEntry.content.contains(f'"entry_id": "{entry_id}"'),
        )
        .order_by(BinEntry.id.desc())
    )
    found = connection.scalars(query.limit(1)).first()
    return found.hex if found else ""


def forget_thrown(connection: Connection, record_ids: list[str]) -> None:
    """Take records out of the recycle bin for good: those that held nothing."""
    keys = [uuid.UUID(record_id) for record_id in record_ids]
    connection.execute(delete(BinEntry).where(BinEntry.record_id.in_(keys)))
