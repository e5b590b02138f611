"""History: each change of each fact leaves a line, written in the same transaction as the change."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import get_history

from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.facts import Fact
from ppe_desktop.domain.names import person_name
from ppe_desktop.models import AddressProtection, HistoryEntry, Person, Record
from ppe_desktop.models.declare import facts_of
from ppe_desktop.storage.kinds import model_of, owner_kind

TYPING_WINDOW = dt.timedelta(minutes=10)
"""Pauses of one stretch of typing in one field share one line: the history tells changes, not keystrokes."""

CREATED, CHANGED, REMOVED = "creation", "modification", "suppression"


def record_history(
    session: Session, author: str, clock: Callable[[], dt.datetime], changed: set[tuple[str, str]]
) -> None:
    """Make every flush of ``session`` write its history lines, and tell which records it touched."""

    def before_flush(session: Session, _context: Any, _instances: Any) -> None:
        for row in list(session.new):
            if isinstance(row, Record):
                _note_creation(session, row, author, clock())
                changed.add((row.__tablename__, row.id.hex))
        for row in list(session.dirty):
            if isinstance(row, Record) and session.is_modified(row):
                _note_changes(session, row, author, clock())
                changed.add((row.__tablename__, row.id.hex))
        for row in list(session.deleted):
            if isinstance(row, Record):
                _note_removal(session, row, author, clock())
                changed.add((row.__tablename__, row.id.hex))

    event.listen(session, "before_flush", before_flush)


def _note_creation(session: Session, row: Record, author: str, at: dt.datetime) -> None:
    line = _line(session, row, author, at, CREATED)
    line.new = summary_of(session, row)
    session.add(line)


def _note_removal(session: Session, row: Record, author: str, at: dt.datetime) -> None:
    line = _line(session, row, author, at, REMOVED)
    line.old = summary_of(session, row)
    session.add(line)


def _note_changes(session: Session, row: Record, author: str, at: dt.datetime) -> None:
    for fact in facts_of(type(row)):
        past = get_history(row, fact.name)
        if not past.has_changes():
            continue
        old, new = _as_text(past.deleted[0] if past.deleted else None), _as_text(getattr(row, fact.name))
        if not _continue_typing(session, row, fact.name, author, at, new):
            line = _line(session, row, author, at, CHANGED)
            line.field, line.old, line.new = fact.name, old, new
            session.add(line)


def _continue_typing(session: Session, row: Record, field: str, author: str, at: dt.datetime, new: str) -> bool:
    """Extend the line of the same stretch of typing, if there is one."""
    last = session.scalars(
        select(HistoryEntry)
        .where(HistoryEntry.record_id == row.id, HistoryEntry.field == field)
        .order_by(HistoryEntry.id.desc())
        .limit(1)
    ).first()
    if (
        last is None
        or last.action != CHANGED
        or last.author != author
        or not dt.timedelta() <= at - last.at <= TYPING_WINDOW
    ):
        return False
    last.new = new
    return True


def _line(session: Session, row: Record, author: str, at: dt.datetime, action: str) -> HistoryEntry:
    return HistoryEntry(
        at=at, author=author, action=action, kind=row.__tablename__, record_id=row.id, child_id=child_of(session, row)
    )


def child_of(session: Session, row: Record) -> uuid.UUID | None:
    """Climb from owner to owner up to the child a record is about; what was found once in a transaction is not read again."""
    known: dict[uuid.UUID, uuid.UUID | None] = session.info.setdefault("child_of", {})
    if row.id not in known:
        known[row.id] = row.id if row.__tablename__ == "child" else _child_of_owner(session, row, known)
    return known[row.id]


def _child_of_owner(session: Session, row: Record, known: dict[uuid.UUID, uuid.UUID | None]) -> uuid.UUID | None:
    kind, owner_id = owner_kind(row.__tablename__), getattr(row, row.owner_key) if row.owner_key else None
    if isinstance(row, AddressProtection) and row.placement_id:
        kind, owner_id = "placement", row.placement_id
    if not kind or kind == "person" or owner_id is None:
        return None
    if owner_id in known:
        return known[owner_id]
    owner = session.get(model_of(kind), owner_id)
    return child_of(session, owner) if owner else None


def summary_of(session: Session, row: Record) -> str:
    """Return the values of a record as "label : value" lines, to read what was created or removed."""
    values = ((fact.label, _in_words(session, fact, getattr(row, fact.name))) for fact in facts_of(type(row)))
    return "\n".join(f"{label} : {value}" for label, value in values if value)


def _in_words(session: Session, fact: Fact, value: Any) -> str:
    if fact.choices:
        return fact.choices.label_of(value)
    if isinstance(value, dt.date):
        return short_date(value)
    if isinstance(value, uuid.UUID):
        person = session.get(Person, value) if fact.target == "person" else None
        return person_name(person) if person else ""
    return _as_text(value)


def _as_text(value: Any) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "oui"
    if isinstance(value, bytes):
        return "(image)"
    if isinstance(value, uuid.UUID):
        return value.hex
    return value.isoformat() if isinstance(value, dt.date) else str(value)
