"""Meetings about children: who is invited and why, what each said, what was decided; and the tasks until they are done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.checks import check_record, keep
from ppe_desktop.domain.errors import FieldError, InputError, UnknownRecordError
from ppe_desktop.domain.meetings import CHILD_QUALITY, Proposal, Standing, in_order, proposals
from ppe_desktop.domain.names import full_name
from ppe_desktop.domain.vocabulary import YesNo
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.meeting_days import MEETING_FOR, follow_meeting
from ppe_desktop.storage.appointments import APPOINTMENT, CONCERNED, read_appointment, read_concerned
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.home_reading import read_followed
from ppe_desktop.storage.journal import new_identifier
from ppe_desktop.storage.kinds import record_kinds
from ppe_desktop.storage.meetings import (
    INVITEE,
    MEETING,
    PART,
    TASK,
    read_invitees,
    read_meeting_of_appointment,
    read_meetings,
    read_objectives,
    read_open_tasks,
    read_parts,
    read_tasks,
    read_tasks_of_meeting,
    thrown_meeting_part,
)
from ppe_desktop.storage.reading import read_casefile
from ppe_desktop.storage.service_settings import read_versions
from ppe_desktop.storage.unit_of_work import UnitOfWork

_NOBODY = "Dites pour quel enfant : une réunion concerne au moins un enfant."
_REASON = "Dites pourquoi cette personne est invitée malgré la réserve : le motif est gardé au dossier."


class OpenTask(NamedTuple):
    """Something still to be done.

    Attributes:
        task: the record.
        name: full name of the child.
    """

    task: Item
    name: str


class MeetingService:
    """Use cases on meetings and on the tasks that come from them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def new_id(self) -> str:
        """Return the identifier of a person to be considered: known at once, typing need not wait. May be called from any thread."""
        return new_identifier()

    def of_child(self, child_id: str) -> tuple[Item, ...]:
        """Return the meetings about a child, the newest first; see :func:`ppe_desktop.storage.meetings.read_meetings`.

        Each carries as well ``invite_age``, the age from which the service invites a child without further ado, and
        ``objectives``, those of every version of the child's plan, the last one's first.
        """
        with self._database.work() as work:
            age = read_versions(work.connection).latest.invite_age
            aims = read_objectives(work.connection, child_id)
            found = read_meetings(work.connection, child_id)
            return tuple(one.having(invite_age=age, objectives=aims) for one in found)

    def add(self, kind: str, child_ids: Iterable[str], held_on: dt.date | None = None, **values: Any) -> Changes:
        """Make a meeting about one child or several siblings: one meeting, a part for each child.

        With a day, it stands in the agenda as well.

        Args:
            kind: nature, a code of ``MeetingKind`` or free words.
            child_ids: the children, at least one.
            held_on: the day, when known.
            values: other facts: ``at_time``, ``place``, ``aim``…

        Raises:
            FieldError: a fact cannot be kept, or it is about nobody (field ``children``).
            UnknownRecordError: there is no such child.
        """
        children = list(dict.fromkeys(child_ids))
        if not children:
            raise FieldError("children", _NOBODY)
        with self._database.work() as work:
            for child_id in children:
                work.get("child", child_id)
            kept = _checked(work, MEETING, {"kind": kind, "held_on": held_on, **values})
            meeting_id = work.add(MEETING, **kept)
            work.add_many(PART, [{"child_id": child_id, "meeting_id": meeting_id} for child_id in children])
            follow_meeting(work, meeting_id)
            work.commit()
            return Changes(frozenset(work.changed), meeting_id)

    def for_appointment(self, appointment_id: str) -> Changes:
        """Return the meeting that an appointment announces as the record created, made now if it was not yet.

        Raises:
            InputError: an appointment of this nature announces no meeting.
            UnknownRecordError: there is no such appointment, or no child is shown with it.
        """
        with self._database.work() as work:
            known = read_meeting_of_appointment(work.connection, appointment_id)
            if known is not None:
                return Changes(frozenset(), known.id)
            appointment = read_appointment(work.connection, appointment_id)
            if appointment is None:
                raise UnknownRecordError
            if appointment.kind not in MEETING_FOR:
                raise InputError("Ce rendez-vous n’est pas une réunion.")
            shared = {name: appointment.values[name] for name in ("at_time", "place", "state")}
            meeting_id = work.add(
                MEETING, kind=MEETING_FOR[appointment.kind].value, held_on=appointment.planned_on,
                aim=appointment.subject, appointment_id=appointment_id, **shared,
            )  # fmt: skip
            lines = read_concerned(work.connection, appointment_id)
            work.add_many(PART, [{"child_id": line.child_id, "meeting_id": meeting_id} for line in lines])
            work.commit()
            return Changes(frozenset(work.changed), meeting_id)

    def involve(self, meeting_id: str, child_id: str) -> Changes:
        """Make a meeting about one more child; whoever was considered for the first stays with the first.

        Raises:
            UnknownRecordError: there is no such meeting or child.
        """
        with self._database.work() as work:
            work.get(MEETING, meeting_id)
            work.get("child", child_id)
            parts = read_parts(work.connection, meeting_id)
            if any(part.child_id == child_id for part in parts):
                return Changes(frozenset())
            if len(parts) == 1:
                _keep_to(work, meeting_id, parts[0].child_id)
            thrown = thrown_meeting_part(work.connection, meeting_id, child_id)
            if thrown:
                work.put_back(PART, thrown)
            else:
                work.add(PART, child_id=child_id, meeting_id=meeting_id)
            follow_meeting(work, meeting_id)
            work.commit()
            return Changes(frozenset(work.changed), meeting_id)

    def remove(self, meeting_id: str, child_id: str | None = None) -> Changes:
        """Put a meeting in the recycle bin, for one child or for all, with what was said and decided there.

        The changes hold the meeting as it was, with ``thrown``, ``is_whole`` and ``announced``: give it to :meth:`put_back` to
        undo. The meeting itself goes with the last child it was about, and its appointment with it.

        Raises:
            UnknownRecordError: there is no such meeting, or it is not about this child.
        """
        with self._database.work() as work:
            meeting = work.get(MEETING, meeting_id)
            parts = read_parts(work.connection, meeting_id)
            out = [part for part in parts if child_id in (None, part.child_id)]
            if not out:
                raise UnknownRecordError
            is_whole = len(out) == len(parts)
            if is_whole:
                _remove_whole(work, meeting, out)
            else:
                _remove_parts(work, meeting_id, out)
            work.commit()
            thrown = tuple(part.id for part in out)
            announced = meeting.appointment_id or ""
            removed = meeting.having(thrown=thrown, is_whole=is_whole, announced=announced)
            return Changes(frozenset(work.changed), removed=removed)

    def put_back(self, removed: Item) -> Changes:
        """Undo :meth:`remove`.

        Raises:
            InputError: the meeting is about this child again already.
            UnknownRecordError: the recycle bin no longer holds it.
        """
        with self._database.work() as work:
            if removed.is_whole:
                work.put_back(MEETING, removed.id)
                if removed.announced:
                    work.put_back(APPOINTMENT, removed.announced)
                    work.change(MEETING, removed.id, appointment_id=removed.announced)
            else:
                for part_id in removed.thrown:
                    work.put_back(PART, part_id)
                follow_meeting(work, removed.id)
            work.commit()
            return Changes(frozenset(work.changed), created=removed.id)

    def decide(self, meeting_id: str, child_id: str, key: str, *, invited: bool, reason: str = "") -> Changes:
        """Confirm that a proposed person is invited for a child, or is not.

        Args:
            meeting_id: the meeting.
            child_id: the child in whose file the person stands.
            key: the ``key`` of a :class:`Proposal`.
            invited: invited, or not.
            reason: why; asked for when a blocked person is invited.

        Raises:
            FieldError: a blocked person without a reason, or one who cannot be invited (field ``reason``).
            UnknownRecordError: there is no such meeting, or this child's file does not have such a person.
        """
        with self._database.work() as work:
            proposal = self._proposal(work, meeting_id, child_id, key)
            if invited:
                _refuse_blocked(proposal, reason)
            values = {"invited": _yes_no(invited), "reason": keep(_fact("reason"), reason)}
            known = next((one for one in _considered(work, meeting_id, child_id) if is_for(one, proposal)), None)
            if known is not None:
                work.change(INVITEE, known.id, **values)
            else:
                _add_considered(work, meeting_id, child_id, proposal, **values)
            work.commit()
            return Changes(frozenset(work.changed))

    def consider(self, meeting_id: str, child_id: str, key: str, invitee_id: str) -> Changes:
        """Give a proposed person a line where a reason may be typed before anything is decided; one who has a line keeps it.

        Args:
            meeting_id: the meeting.
            child_id: the child in whose file the person stands.
            key: the ``key`` of a :class:`Proposal`.
            invitee_id: identifier of the line, as :meth:`new_id` gave it.

        Raises:
            UnknownRecordError: there is no such meeting, or this child's file does not have such a person.
        """
        with self._database.work() as work:
            proposal = self._proposal(work, meeting_id, child_id, key)
            if any(is_for(one, proposal) for one in _considered(work, meeting_id, child_id)):
                return Changes(frozenset())
            _add_considered(work, meeting_id, child_id, proposal, id=invitee_id)
            work.commit()
            return Changes(frozenset(work.changed), invitee_id)

    def invite_proposed(self, meeting_id: str, child_id: str) -> Changes:
        """Confirm at once all those who are proposed and about whom nothing was decided yet; nobody who is blocked."""
        with self._database.work() as work:
            known = _considered(work, meeting_id, child_id)
            for one in self._proposals(work, meeting_id, child_id):
                line = next((invitee for invitee in known if is_for(invitee, one)), None)
                if one.is_proposed and line is None:
                    _add_considered(work, meeting_id, child_id, one, invited=YesNo.YES.value)
                elif one.is_proposed and line is not None and line.invited == YesNo.UNKNOWN:
                    work.change(INVITEE, line.id, invited=YesNo.YES.value)
            work.commit()
            return Changes(frozenset(work.changed))

    def add_guest(self, meeting_id: str, child_id: str, name: str, quality: str = "") -> Changes:
        """Invite for a child somebody who is not in the file: a partner, a teacher.

        Raises:
            FieldError: there is no name.
            UnknownRecordError: there is no such meeting, or it is not about this child.
        """
        with self._database.work() as work:
            _require_part(work, meeting_id, child_id)
            name = keep(_fact("name"), name)
            if not name:
                raise FieldError("name", "Écrivez le nom de la personne.")
            created = work.add(
                INVITEE, meeting_id=meeting_id, child_id=child_id, name=name, quality=keep(_fact("quality"), quality),
                invited=YesNo.YES.value,
            )  # fmt: skip
            work.commit()
            return Changes(frozenset(work.changed), created)

    def _proposal(self, work: UnitOfWork, meeting_id: str, child_id: str, key: str) -> Proposal:
        found = next((one for one in self._proposals(work, meeting_id, child_id) if one.key == key), None)
        if found is None:
            raise UnknownRecordError
        return found

    def _proposals(self, work: UnitOfWork, meeting_id: str, child_id: str) -> list[Proposal]:
        _require_part(work, meeting_id, child_id)
        meeting, today = work.get(MEETING, meeting_id), work.now.date()
        file = read_casefile(work.connection, child_id, today)
        age = read_versions(work.connection).latest.invite_age
        return proposals(file, meeting.kind, meeting.held_on or today, age) if file is not None else []

    def tasks_of(self, child_id: str) -> tuple[Item, ...]:
        """Return all that is or was to be done for a child, what is left first, by day."""
        with self._database.work() as work:
            return tuple(in_order(read_tasks(work.connection, child_id)))

    def open_tasks(self) -> tuple[OpenTask, ...]:
        """Return what is still to be done for the children whose files are followed, by day; what has no day comes last."""
        with self._database.work() as work:
            names = {child.id: full_name(child) for child in read_followed(work.connection)}
            tasks = in_order(read_open_tasks(work.connection))
        return tuple(OpenTask(task, names[task.child_id]) for task in tasks)

    def add_task(self, child_id: str, text: str, **values: Any) -> Changes:
        """Add something to be done for a child.

        Args:
            child_id: the child.
            text: what is to be done.
            values: ``who``, ``due_on``, ``promised``, and ``meeting_id`` or ``visit_id`` when it was decided there.

        Raises:
            FieldError: a fact cannot be kept.
            UnknownRecordError: there is no such child.
        """
        with self._database.work() as work:
            work.get("child", child_id)
            created = work.add(TASK, child_id=child_id, **_checked(work, TASK, {"text": text, **values}))
            work.commit()
            return Changes(frozenset(work.changed), created)

    def done(self, task_id: str, day: dt.date | None = None) -> Changes:
        """Say that a task is done, today by default.

        Raises:
            FieldError: the day cannot be kept.
            UnknownRecordError: there is no such task.
        """
        with self._database.work() as work:
            return self._mark(work, task_id, day or work.now.date())

    def undo(self, task_id: str) -> Changes:
        """Say that a task is still to be done.

        Raises:
            UnknownRecordError: there is no such task.
        """
        with self._database.work() as work:
            return self._mark(work, task_id, None)

    def _mark(self, work: UnitOfWork, task_id: str, day: dt.date | None) -> Changes:
        work.change(TASK, task_id, **_checked(work, TASK, {"done_on": day}, work.get(TASK, task_id)))
        work.commit()
        return Changes(frozenset(work.changed))


def is_for(invitee: Item, proposal: Proposal) -> bool:
    """Tell whether a person considered for a meeting is the one proposed."""
    if proposal.person_id or invitee.person_id:
        return bool(invitee.person_id == proposal.person_id)
    is_child = CHILD_QUALITY in (invitee.quality, proposal.quality)
    return bool(invitee.quality == proposal.quality and (is_child or invitee.name == proposal.name))


def _refuse_blocked(proposal: Proposal, reason: str) -> None:
    if proposal.standing is Standing.IMPOSSIBLE:
        raise FieldError("reason", proposal.reason)
    if proposal.is_blocked and not reason.strip():
        raise FieldError("reason", _REASON)


def _considered(work: UnitOfWork, meeting_id: str, child_id: str) -> list[Item]:
    """Return the persons considered for a child, and those of a meeting made before children had their own."""
    return [one for one in read_invitees(work.connection, meeting_id) if one.child_id in (None, child_id)]


def _add_considered(work: UnitOfWork, meeting_id: str, child_id: str, proposal: Proposal, **values: Any) -> None:
    work.add(
        INVITEE, meeting_id=meeting_id, child_id=child_id, person_id=proposal.person_id or None,
        name=proposal.name, quality=proposal.quality, **values,
    )  # fmt: skip


def _require_part(work: UnitOfWork, meeting_id: str, child_id: str) -> None:
    if not any(part.child_id == child_id for part in read_parts(work.connection, meeting_id)):
        raise UnknownRecordError


def _keep_to(work: UnitOfWork, meeting_id: str, child_id: str) -> None:
    """Make the persons considered when the meeting was about one child his only: the next child's file must not show them."""
    for invitee in read_invitees(work.connection, meeting_id):
        if invitee.child_id is None:
            work.change(INVITEE, invitee.id, child_id=child_id)


def _remove_whole(work: UnitOfWork, meeting: Item, parts: list[Item]) -> None:
    """Remove a meeting in one line of the bin, and its appointment in another: each comes back without the other."""
    work.change(MEETING, meeting.id, appointment_id=None)
    tasks = [(TASK, task.id) for task in read_tasks_of_meeting(work.connection, meeting.id)]
    work.remove(MEETING, meeting.id, along=[*((PART, part.id) for part in parts), *tasks])
    if meeting.appointment_id is not None:
        lines = read_concerned(work.connection, meeting.appointment_id)
        work.remove(APPOINTMENT, meeting.appointment_id, along=[(CONCERNED, line.id) for line in lines])


def _remove_parts(work: UnitOfWork, meeting_id: str, parts: list[Item]) -> None:
    for part in parts:
        mine = [one for one in read_invitees(work.connection, meeting_id) if one.child_id == part.child_id]
        tasks = [one for one in read_tasks_of_meeting(work.connection, meeting_id) if one.child_id == part.child_id]
        work.remove(PART, part.id, along=[*((INVITEE, one.id) for one in mine), *((TASK, one.id) for one in tasks)])
    follow_meeting(work, meeting_id)


def _yes_no(value: bool) -> str:
    return (YesNo.YES if value else YesNo.NO).value


def _fact(name: str) -> Any:
    return record_kinds()[INVITEE].fact(name)


def _checked(work: UnitOfWork, kind: str, values: dict[str, Any], before: Item | None = None) -> dict[str, Any]:
    """Return the facts of a record as they would be kept, once they agree with those it has."""
    facts = {fact.name: fact for fact in record_kinds()[kind].facts}
    kept = {name: keep(facts[name], value) if name in facts else value for name, value in values.items()}
    known = dict(before.values) if before else {name: fact.default for name, fact in facts.items()}
    check_record(facts.values(), {**known, **kept}, work.now.date(), kept.keys() & facts.keys())
    return kept
