"""Reading the meetings of a child, each with this child's own part, and the tasks that come from them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, or_, select

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.vocabulary import FileStatus
from ppe_desktop.models import (
    BinEntry,
    Child,
    ChildPlan,
    Meeting,
    MeetingChild,
    MeetingInvitee,
    PlanObjective,
    Statement,
    Task,
)
from ppe_desktop.storage.reading import read_items

MEETING, PART, INVITEE, TASK = (model.__tablename__ for model in (Meeting, MeetingChild, MeetingInvitee, Task))

_FOLLOWED = Child.binned_at.is_(None) & (Child.status == FileStatus.ACTIVE.value)


def read_meetings(connection: Connection, child_id: str) -> tuple[Item, ...]:
    """Return the meetings about a child, the newest first, those without a day before the others.

    Each carries, beside its own facts: ``part``, what it says of this child; ``children``, the identifiers of all those it is
    about, less those in the recycle bin; ``invitees``, the persons considered for this child; ``tasks``, what was decided for
    this child; ``words``, those of this child's file tied to it. What concerns the other children is never read.
    """
    key = uuid.UUID(child_id)
    mine = select(MeetingChild.meeting_id).where(MeetingChild.child_id == key)
    parts = {part.meeting_id: part for part in read_items(connection, MeetingChild, MeetingChild.child_id == key)}
    of_child = or_(MeetingInvitee.child_id == key, MeetingInvitee.child_id.is_(None))
    invitees = _by_meeting(read_items(connection, MeetingInvitee, MeetingInvitee.meeting_id.in_(mine), of_child))
    tasks = _by_meeting(read_items(connection, Task, Task.child_id == key, Task.meeting_id.is_not(None)))
    words = _by_meeting(read_items(connection, Statement, Statement.child_id == key, Statement.meeting_id.is_not(None)))
    children = _children(connection, mine)
    meetings = [
        item.having(
            part=parts[item.id],
            children=tuple(children[item.id]),
            invitees=tuple(invitees[item.id]),
            tasks=tuple(tasks[item.id]),
            words=tuple(words[item.id]),
        )
        for item in read_items(connection, Meeting, Meeting.id.in_(mine))
    ]
    return tuple(sorted(meetings, key=lambda item: (item.held_on or dt.date.max, item.id), reverse=True))


def _by_meeting(items: tuple[Item, ...]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        found[item.meeting_id].append(item)
    return found


def _children(connection: Connection, meetings: Any) -> dict[str, list[str]]:
    query = (
        select(MeetingChild.meeting_id, MeetingChild.child_id)
        .join(Child, Child.id == MeetingChild.child_id)
        .where(MeetingChild.meeting_id.in_(meetings), Child.binned_at.is_(None))
        .order_by(MeetingChild.id)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for meeting_id, child_id in connection.execute(query):
        found[meeting_id.hex].append(child_id.hex)
    return found


def read_objectives(connection: Connection, child_id: str) -> tuple[Item, ...]:
    """Return the objectives of every version of a child's plan, those of the last version first."""
    plans = select(ChildPlan.id, ChildPlan.version).where(ChildPlan.child_id == uuid.UUID(child_id))
    versions = {plan_id.hex: version for plan_id, version in connection.execute(plans)}
    found = read_items(connection, PlanObjective, PlanObjective.plan_id.in_([uuid.UUID(one) for one in versions]))
    return tuple(sorted(found, key=lambda one: -versions[one.plan_id]))


def read_parts(connection: Connection, meeting_id: str) -> tuple[Item, ...]:
    """Return the part of every child a meeting is about: to remove them or say whom it concerns, never to show them."""
    return read_items(connection, MeetingChild, MeetingChild.meeting_id == uuid.UUID(meeting_id))


def read_invitees(connection: Connection, meeting_id: str) -> tuple[Item, ...]:
    """Return every person considered for a meeting, for whichever child."""
    return read_items(connection, MeetingInvitee, MeetingInvitee.meeting_id == uuid.UUID(meeting_id))


def read_tasks_of_meeting(connection: Connection, meeting_id: str) -> tuple[Item, ...]:
    """Return what was decided at a meeting, for whichever child."""
    return read_items(connection, Task, Task.meeting_id == uuid.UUID(meeting_id))


def read_tasks(connection: Connection, child_id: str) -> tuple[Item, ...]:
    """Return all that is or was to be done for a child."""
    return read_items(connection, Task, Task.child_id == uuid.UUID(child_id))


def read_open_tasks(connection: Connection) -> tuple[Item, ...]:
    """Return what is still to be done for the children whose files are followed."""
    followed = select(Child.id).where(_FOLLOWED)
    return read_items(connection, Task, Task.done_on.is_(None), Task.child_id.in_(followed))


def read_meeting_of_appointment(connection: Connection, appointment_id: str) -> Item | None:
    """Return the meeting that an appointment announces, or None."""
    found = read_items(connection, Meeting, Meeting.appointment_id == uuid.UUID(appointment_id))
    return next(iter(found), None)


def thrown_meeting_part(connection: Connection, meeting_id: str, child_id: str) -> str:
    """Return the part of a child in a meeting that lies in the recycle bin, or an empty string."""
    query = (
        select(BinEntry.record_id)
        .where(
            BinEntry.kind == PART,
            BinEntry.child_id == uuid.UUID(child_id),
            BinEntry.content.contains(f'"meeting_id": "{meeting_id}"'),
        )
        .order_by(BinEntry.id.desc())
    )
    found = connection.scalars(query.limit(1)).first()
    return found.hex if found else ""
