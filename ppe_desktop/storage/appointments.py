"""Reading what is planned: the appointments, each with the children it concerns."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, select

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.vocabulary import FileStatus
from ppe_desktop.models import Appointment, AppointmentChild, BinEntry, Child, HealthEvent, SiblingLink
from ppe_desktop.storage.reading import read_items

APPOINTMENT, CONCERNED = Appointment.__tablename__, AppointmentChild.__tablename__

_FOLLOWED = Child.binned_at.is_(None) & (Child.status == FileStatus.ACTIVE.value)
_NAMES = (
    "birth_surname",
    "use_surname",
    "first_names",
    "usual_first_name",
    "birth_date",
    "birth_date_precision",
    "death_date",
)


def read_appointments(connection: Connection, first: dt.date, last: dt.date) -> tuple[Item, ...]:
    """Return the appointments from one day to another, both included, the earliest first.

    Each carries ``children``, the identifiers of the children it concerns whose files are followed; an appointment that concerns
    none of them (recycle bin, closed files) is left out.
    """
    return _with_children(connection, Appointment.planned_on.between(first, last))


def read_appointments_of(connection: Connection, child_id: str) -> tuple[Item, ...]:
    """Return all the appointments of a child, the earliest first, as :func:`read_appointments` does."""
    mine = select(AppointmentChild.appointment_id).where(AppointmentChild.child_id == uuid.UUID(child_id))
    return _with_children(connection, Appointment.id.in_(mine))


def read_appointment(connection: Connection, appointment_id: str) -> Item | None:
    """Return one appointment, as :func:`read_appointments` does, or None."""
    return next(iter(_with_children(connection, Appointment.id == uuid.UUID(appointment_id))), None)


def read_appointments_of_rule(connection: Connection, rule: str, key: str) -> tuple[Item, ...]:
    """Return the appointments made for an obligation, the earliest first, as :func:`read_appointments` does."""
    return _with_children(connection, Appointment.rule == rule, Appointment.rule_key == key)


def _with_children(connection: Connection, *where: Any) -> tuple[Item, ...]:
    chosen = select(Appointment.id).where(*where)
    query = (
        select(AppointmentChild.appointment_id, AppointmentChild.child_id)
        .join(Child, Child.id == AppointmentChild.child_id)
        .where(AppointmentChild.appointment_id.in_(chosen), _FOLLOWED)
        .order_by(AppointmentChild.id)
    )
    children: dict[str, list[str]] = defaultdict(list)
    for appointment_id, child_id in connection.execute(query):
        children[appointment_id.hex].append(child_id.hex)
    found = [
        item.having(children=tuple(children[item.id]))
        for item in read_items(connection, Appointment, *where)
        if item.id in children
    ]
    return tuple(sorted(found, key=lambda item: (item.planned_on or dt.date.max, item.id)))


def read_concerned(connection: Connection, appointment_id: str) -> tuple[Item, ...]:
    """Return the line of every child an appointment concerns, wherever the file of that child is."""
    return read_items(connection, AppointmentChild, AppointmentChild.appointment_id == uuid.UUID(appointment_id))


def thrown_line(connection: Connection, appointment_id: str, child_id: str) -> str:
    """Return the line of a child taken out of an appointment and lying in the recycle bin, or an empty string."""
    query = (
        select(BinEntry.record_id)
        .where(
            BinEntry.kind == CONCERNED,
            BinEntry.child_id == uuid.UUID(child_id),
            BinEntry.content.contains(f'"appointment_id": "{appointment_id}"'),
        )
        .order_by(BinEntry.id.desc())
    )
    found = connection.scalars(query.limit(1)).first()
    return found.hex if found else ""


def read_followed_children(connection: Connection) -> tuple[Item, ...]:
    """Return the names, dates of birth and of death of the children whose files are followed."""
    table = Child.__table__
    query = select(table.c.id, *(table.c[name] for name in _NAMES)).where(_FOLLOWED)
    return tuple(
        Item("child", row[0].hex, 0, dict(zip(_NAMES, row[1:], strict=True))) for row in connection.execute(query)
    )


def read_sibling_pairs(connection: Connection) -> list[tuple[str, str]]:
    """Return the pairs of children who have a file and are told siblings, in whichever file the link was written."""
    query = select(SiblingLink.child_id, SiblingLink.other_child_id).where(SiblingLink.other_child_id.is_not(None))
    found = connection.execute(query.order_by(SiblingLink.id))
    return [(child_id.hex, other.hex) for child_id, other in found if other is not None]


def read_health_dates(connection: Connection) -> tuple[Item, ...]:
    """Return the health events of the followed children: nature and dates only, nothing of what was found."""
    table = HealthEvent.__table__
    names = ("kind", "booked_on", "done_on", "next_on")
    query = (
        select(table.c.id, table.c.child_id, *(table.c[name] for name in names))
        .join(Child, Child.id == table.c.child_id)
        .where(_FOLLOWED, table.c.booked_on.is_not(None) | table.c.next_on.is_not(None) | table.c.done_on.is_not(None))
        .order_by(table.c.id)
    )
    return tuple(
        Item("health_event", row[0].hex, 0, {"child_id": row[1].hex, **dict(zip(names, row[2:], strict=True))})
        for row in connection.execute(query)
    )
