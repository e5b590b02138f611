"""Reading visits: the children seen, what was noted, and what must be known before leaving."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, func, select

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.names import person_name
from ppe_desktop.domain.visits import PARENT_ROLES, Close
from ppe_desktop.domain.vocabulary import CollectionOutcome, Speaker
from ppe_desktop.models import (
    CareEpisode,
    Child,
    JournalEntry,
    JournalPart,
    Person,
    Placement,
    Relationship,
    Statement,
    Task,
    Visit,
    VisitChild,
    VisitNote,
)
from ppe_desktop.storage.reading import read_items

VISIT, CONCERNED, NOTE = (model.__tablename__ for model in (Visit, VisitChild, VisitNote))


def read_notes(connection: Connection, visit_id: str) -> tuple[Item, ...]:
    """Return what was noted during a visit, in the order it was."""
    return read_items(connection, VisitNote, VisitNote.visit_id == uuid.UUID(visit_id))


def read_concerned(connection: Connection, visit_id: str) -> tuple[Item, ...]:
    """Return the line of every child of a visit, wherever the file of that child is."""
    return read_items(connection, VisitChild, VisitChild.visit_id == uuid.UUID(visit_id))


def read_seen(connection: Connection, visit_id: str) -> tuple[Item, ...]:
    """Return the children of a visit in the order they were chosen; files in the recycle bin are left out, closed ones are not."""
    chosen = select(VisitChild.child_id).where(VisitChild.visit_id == uuid.UUID(visit_id))
    found = {
        child.id: child for child in read_items(connection, Child, Child.id.in_(chosen), Child.binned_at.is_(None))
    }
    lines = read_concerned(connection, visit_id)
    return tuple(found[line.child_id] for line in lines if line.child_id in found)


def read_close(connection: Connection, child_ids: Iterable[str]) -> list[Close]:
    """Return the parents and those who stand for them, as the file of each child names them."""
    keys = [uuid.UUID(child_id) for child_id in child_ids]
    query = (
        select(Relationship.child_id, Person.id, Relationship.role, Person.first_name, Person.surname, Person.civility)
        .join(Person, Person.id == Relationship.person_id)
        .where(
            Relationship.child_id.in_(keys),
            Relationship.role.in_([role.value for role in PARENT_ROLES]),
            Person.death_date.is_(None),
        )
        .order_by(Relationship.position, Relationship.id)
    )
    return [Close(row.child_id.hex, row.id.hex, person_name(row), row.role) for row in connection.execute(query)]


def read_open_visits(connection: Connection, child_id: str = "") -> tuple[Item, ...]:
    """Return the visits that are prepared, under way, or not wholly sorted, the oldest first; of one child when given.

    Each carries ``children``, the identifiers of the children whose files are not in the recycle bin (a visit that has none left
    is left out), and ``notes``, what was noted.
    """
    where: list[Any] = [Visit.sorted_at.is_(None)]
    if child_id:
        mine = select(VisitChild.visit_id).where(VisitChild.child_id == uuid.UUID(child_id))
        where.append(Visit.id.in_(mine))
    visits = read_items(connection, Visit, *where)
    if not visits:
        return ()
    keys = [uuid.UUID(visit.id) for visit in visits]
    children, notes = _children_of(connection, keys), defaultdict(list)
    for note in read_items(connection, VisitNote, VisitNote.visit_id.in_(keys)):
        notes[note.visit_id].append(note)
    found = [
        visit.having(children=tuple(children[visit.id]), notes=tuple(notes[visit.id]))
        for visit in visits
        if visit.id in children
    ]
    return tuple(sorted(found, key=lambda visit: (visit.made_on, visit.id)))


def _children_of(connection: Connection, keys: list[uuid.UUID]) -> dict[str, list[str]]:
    query = (
        select(VisitChild.visit_id, VisitChild.child_id)
        .join(Child, Child.id == VisitChild.child_id)
        .where(VisitChild.visit_id.in_(keys), Child.binned_at.is_(None))
        .order_by(VisitChild.id)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for visit_id, child_id in connection.execute(query):
        found[visit_id.hex].append(child_id.hex)
    return found


def read_names(connection: Connection, child_ids: Iterable[str]) -> tuple[Item, ...]:
    """Return some children, closed files included."""
    return read_items(connection, Child, Child.id.in_([uuid.UUID(child_id) for child_id in set(child_ids)]))


def read_visit_of_appointment(connection: Connection, appointment_id: str) -> Item | None:
    """Return the visit prepared from an appointment, or None."""
    return next(iter(read_items(connection, Visit, Visit.appointment_id == uuid.UUID(appointment_id))), None)


def visits_tied_to(connection: Connection, column: str, record_id: str) -> list[str]:
    """Return the visits that hold on to a record by a column: an appointment, an entry of the journal."""
    query = select(Visit.id).where(getattr(Visit, column) == uuid.UUID(record_id))
    return [found.hex for found in connection.scalars(query)]


def read_last_entry(connection: Connection, child_id: str, kinds: Iterable[str] = ()) -> Item | None:
    """Return the last entry of a child's journal, of some natures when given, with ``part_text``, what it says of this child."""
    wanted = list(kinds)
    query = (
        select(JournalPart.id, JournalEntry.id)
        .join(JournalEntry, JournalEntry.id == JournalPart.entry_id)
        .where(JournalPart.child_id == uuid.UUID(child_id), *([JournalEntry.kind.in_(wanted)] if wanted else []))
        .order_by(JournalEntry.happened_on.desc(), JournalEntry.id.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    (part,) = read_items(connection, JournalPart, JournalPart.id == row[0])
    (entry,) = read_items(connection, JournalEntry, JournalEntry.id == row[1])
    return entry.having(part_text=part.text)


def read_unanswered(connection: Connection, child_id: str, limit: int) -> tuple[tuple[Item, ...], int]:
    """Return the last words of a child to which nothing was answered yet, and how many there are in all."""
    where = (
        Statement.child_id == uuid.UUID(child_id),
        Statement.speaker == Speaker.CHILD.value,
        Statement.outcome == CollectionOutcome.COLLECTED.value,
        Statement.answer == "",
        Statement.answered_on.is_(None),
        (Statement.exact_words != "") | (Statement.reported_words != ""),
    )
    last = select(Statement.id).where(*where).order_by(Statement.said_on.desc(), Statement.id.desc()).limit(limit)
    found = read_items(connection, Statement, Statement.id.in_(list(connection.scalars(last))))
    count = connection.execute(select(func.count()).select_from(Statement).where(*where)).scalar() or 0
    return tuple(sorted(found, key=lambda item: (item.said_on, item.id), reverse=True)), count


def read_left_to_do(connection: Connection, child_id: str) -> tuple[Item, ...]:
    """Return what is still to be done for a child."""
    return read_items(connection, Task, Task.child_id == uuid.UUID(child_id), Task.done_on.is_(None))


def read_places(connection: Connection, child_ids: Iterable[str], today: dt.date) -> dict[str, Item]:
    """Return where children live on a day, by child: a main place before the others, then the one reached last."""
    query = (
        select(Placement.id, CareEpisode.child_id)
        .join(CareEpisode, CareEpisode.id == Placement.episode_id)
        .where(
            CareEpisode.child_id.in_([uuid.UUID(child_id) for child_id in child_ids]),
            Placement.since.is_(None) | (Placement.since <= today),
            Placement.until.is_(None) | (Placement.until >= today),
        )
        .order_by(Placement.is_main, Placement.since, Placement.id)
    )
    found = {child.hex: place for place, child in connection.execute(query)}
    places = {place.id: place for place in read_items(connection, Placement, Placement.id.in_(list(found.values())))}
    return {child_id: places[place.hex] for child_id, place in found.items()}
