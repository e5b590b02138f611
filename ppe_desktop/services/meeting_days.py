"""Keeping a meeting and its appointment in step: whichever is moved, held or put off, the other says the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.errors import UnknownRecordError
from ppe_desktop.domain.vocabulary import AppointmentKind, AppointmentState, MeetingKind
from ppe_desktop.services.visit_ties import follow_visit
from ppe_desktop.storage.appointments import APPOINTMENT, CONCERNED, read_concerned, thrown_line
from ppe_desktop.storage.meetings import INVITEE, MEETING, read_invitees, read_meeting_of_appointment, read_parts
from ppe_desktop.storage.unit_of_work import UnitOfWork
from ppe_desktop.storage.visits import VISIT

ANNOUNCED_AS: dict[str, AppointmentKind] = {
    MeetingKind.PLAN: AppointmentKind.PLAN_MEETING,
    MeetingKind.REVIEW: AppointmentKind.REVIEW,
}
"""Nature of the appointment of a meeting; the others are plain meetings."""
MEETING_FOR: dict[str, MeetingKind] = {
    AppointmentKind.PLAN_MEETING: MeetingKind.PLAN,
    AppointmentKind.REVIEW: MeetingKind.REVIEW,
    AppointmentKind.MEETING: MeetingKind.OTHER,
}
"""Nature of the meeting that an appointment announces; the other appointments announce none."""
SHARED = ("sent_on", "mode", "answer", "presence", "absence_reason")
"""Facts of an invitee that are the same for every child a meeting is about; what the person says is not."""


def keep_in_step(work: UnitOfWork, kind: str, record_id: str, names: Iterable[str]) -> None:
    """Bring what says the same thing elsewhere up to date, after facts of a record were changed.

    Args:
        work: the transaction in progress.
        kind: kind of record changed; those that have no counterpart change nothing.
        record_id: its identifier.
        names: facts that were changed.
    """
    if kind == MEETING:
        follow_meeting(work, record_id)
    elif kind == APPOINTMENT:
        _follow_appointment(work, record_id)
    elif kind == INVITEE:
        _share(work, record_id, [name for name in names if name in SHARED])
    elif kind == VISIT:
        follow_visit(work, record_id)


def follow_meeting(work: UnitOfWork, meeting_id: str) -> None:
    """Make the appointment of a meeting that has a day, or bring it up to date; without a day any more it is cancelled."""
    meeting = work.get(MEETING, meeting_id)
    if meeting.appointment_id is None:
        if meeting.held_on is not None:
            _announce(work, meeting)
        return
    told: dict[str, Any] = {"state": AppointmentState.CANCELLED.value}
    if meeting.held_on is not None:
        told = _told(meeting)
    work.change(APPOINTMENT, meeting.appointment_id, **told)
    _concern(work, meeting)


def _announce(work: UnitOfWork, meeting: Item) -> None:
    appointment_id = work.add(APPOINTMENT, **_told(meeting))
    parts = read_parts(work.connection, meeting.id)
    work.add_many(CONCERNED, [{"child_id": part.child_id, "appointment_id": appointment_id} for part in parts])
    work.change(MEETING, meeting.id, appointment_id=appointment_id)


def _told(meeting: Item) -> dict[str, Any]:
    return {
        "kind": ANNOUNCED_AS.get(meeting.kind, AppointmentKind.MEETING).value,
        "planned_on": meeting.held_on,
        "at_time": meeting.at_time,
        "place": meeting.place,
        "state": meeting.state or AppointmentState.PLANNED.value,
    }


def _concern(work: UnitOfWork, meeting: Item) -> None:
    """Make the appointment of a meeting concern the same children."""
    lines = {line.child_id: line.id for line in read_concerned(work.connection, meeting.appointment_id)}
    wanted = {part.child_id for part in read_parts(work.connection, meeting.id)}
    for child_id in sorted(wanted - lines.keys()):
        thrown = thrown_line(work.connection, meeting.appointment_id, child_id)
        if thrown:
            work.put_back(CONCERNED, thrown)
        else:
            work.add(CONCERNED, child_id=child_id, appointment_id=meeting.appointment_id)
    for child_id in sorted(lines.keys() - wanted):
        work.remove(CONCERNED, lines[child_id])


def _follow_appointment(work: UnitOfWork, appointment_id: str) -> None:
    """Bring the meeting of an appointment up to date: its day, its hour, its place and where it stands."""
    meeting = read_meeting_of_appointment(work.connection, appointment_id)
    if meeting is None:
        return
    appointment = work.get(APPOINTMENT, appointment_id)
    told = {name: appointment.values[name] for name in ("at_time", "place", "state")}
    work.change(MEETING, meeting.id, held_on=appointment.planned_on, **told)


def _share(work: UnitOfWork, invitee_id: str, names: list[str]) -> None:
    """Say the same of a person for the other children of the meeting: one comes or not for all of them."""
    if not names:
        return
    invitee = work.get(INVITEE, invitee_id)
    if invitee.person_id is None:
        return
    values = {name: invitee.values[name] for name in names}
    for other in read_invitees(work.connection, invitee.meeting_id):
        if other.person_id == invitee.person_id and other.id != invitee.id and other.invited == invitee.invited:
            work.change(INVITEE, other.id, **values)


def release(work: UnitOfWork, appointment_id: str) -> str:
    """Untie the meeting of an appointment that is about to go, and return its identifier, empty when there is none."""
    meeting = read_meeting_of_appointment(work.connection, appointment_id)
    if meeting is None:
        return ""
    work.change(MEETING, meeting.id, appointment_id=None)
    return meeting.id


def tie(work: UnitOfWork, meeting_id: str, appointment_id: str) -> None:
    """Tie a meeting to its appointment again, unless it went or has another one by now; undoes :func:`release`."""
    if not meeting_id:
        return
    try:
        meeting = work.get(MEETING, meeting_id)
    except UnknownRecordError:
        return
    if meeting.appointment_id is None:
        work.change(MEETING, meeting_id, appointment_id=appointment_id)
