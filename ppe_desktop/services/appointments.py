"""What is planned: visits, meetings, hearings, health appointments; one line for all the children concerned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.checks import check_record, keep
from ppe_desktop.domain.errors import FieldError, UnknownRecordError
from ppe_desktop.domain.vocabulary import AppointmentKind, AppointmentState, JournalKind
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.meeting_days import keep_in_step, release, tie
from ppe_desktop.services.visit_ties import release_visit, tie_visit_again
from ppe_desktop.storage.appointments import (
    APPOINTMENT,
    CONCERNED,
    read_appointment,
    read_appointments,
    read_appointments_of,
    read_appointments_of_rule,
    read_concerned,
    thrown_line,
)
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.journal import ENTRY, PART
from ppe_desktop.storage.kinds import record_kinds
from ppe_desktop.storage.unit_of_work import UnitOfWork

_NOBODY = "Dites pour quel enfant : un rendez-vous concerne au moins un enfant."

_TOLD_AS: dict[str, JournalKind] = {
    AppointmentKind.VISIT: JournalKind.CARE_VISIT,
    AppointmentKind.INTERVIEW: JournalKind.INTERVIEW,
    AppointmentKind.PLAN_MEETING: JournalKind.MEETING,
    AppointmentKind.REVIEW: JournalKind.MEETING,
    AppointmentKind.MEETING: JournalKind.MEETING,
    AppointmentKind.HEALTH: JournalKind.HEALTH,
    AppointmentKind.SCHOOL: JournalKind.SCHOOL,
    AppointmentKind.CONTACT: JournalKind.CONTACT,
}


class AppointmentService:
    """Use cases on what is planned."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def between(self, first: dt.date, last: dt.date) -> tuple[Item, ...]:
        """Return the appointments from one day to another, both included, the earliest first.

        Each carries ``children``, the identifiers of the children concerned; children in the recycle bin and children whose
        file is closed are left out, and with them the appointments that concern nobody else.
        """
        with self._database.work() as work:
            return read_appointments(work.connection, first, last)

    def of_child(self, child_id: str) -> tuple[Item, ...]:
        """Return all the appointments of a child, past and to come, the earliest first, as :meth:`between` does."""
        with self._database.work() as work:
            return read_appointments_of(work.connection, child_id)

    def one(self, appointment_id: str) -> Item:
        """Return an appointment with its children, as :meth:`between` does.

        Raises:
            UnknownRecordError: there is no such appointment, or none that concerns a child whose file is followed.
        """
        with self._database.work() as work:
            found = read_appointment(work.connection, appointment_id)
        if found is None:
            raise UnknownRecordError
        return found

    def of_rule(self, rule_id: str, key: str, child_id: str = "") -> tuple[Item, ...]:
        """Return the appointments made for an obligation, the earliest first, as :meth:`between` does.

        Args:
            rule_id: the rule, ``"HEALTH_ANNUAL"``.
            key: what tells apart the obligations of the rule.
            child_id: this child's only: two children may have an obligation of the same rule and key.
        """
        with self._database.work() as work:
            found = read_appointments_of_rule(work.connection, rule_id, key)
        return tuple(item for item in found if not child_id or child_id in item.children)

    def add(self, kind: str, planned_on: dt.date | None, child_ids: Iterable[str], **values: Any) -> Changes:
        """Plan something for one child or several, as one appointment.

        Args:
            kind: nature, a code of ``AppointmentKind`` or free words.
            planned_on: the day.
            child_ids: the children concerned, at least one.
            values: other facts: ``at_time``, ``place``, ``subject``, ``rule``, ``rule_key``…

        Raises:
            FieldError: a fact cannot be kept, or nobody is concerned (field ``children``).
            UnknownRecordError: there is no such child.
        """
        children = list(dict.fromkeys(child_ids))
        if not children:
            raise FieldError("children", _NOBODY)
        with self._database.work() as work:
            for child_id in children:
                work.get("child", child_id)
            kept = _checked(work, {"kind": kind, "planned_on": planned_on, **values})
            appointment_id = work.add(APPOINTMENT, **kept)
            work.add_many(
                CONCERNED, [{"child_id": child_id, "appointment_id": appointment_id} for child_id in children]
            )
            work.commit()
            return Changes(frozenset(work.changed), appointment_id)

    def change(self, appointment_id: str, children: Iterable[str] | None = None, **values: Any) -> Changes:
        """Change facts of an appointment, and whom it concerns when ``children`` is given, in one go.

        A child whose file is closed or in the recycle bin, which no screen shows, stays concerned.

        Raises:
            FieldError: a fact cannot be kept, or nobody would be concerned (field ``children``).
            UnknownRecordError: there is no such appointment or child.
        """
        with self._database.work() as work:
            before = work.get(APPOINTMENT, appointment_id)
            work.change(APPOINTMENT, appointment_id, **_checked(work, values, before))
            if children is not None:
                self._concern(work, appointment_id, list(dict.fromkeys(children)))
            keep_in_step(work, APPOINTMENT, appointment_id, values)
            work.commit()
            return Changes(frozenset(work.changed))

    def _concern(self, work: UnitOfWork, appointment_id: str, wanted: list[str]) -> None:
        if not wanted:
            raise FieldError("children", _NOBODY)
        present = read_appointment(work.connection, appointment_id)
        shown = set(present.children) if present else set()
        lines = {line.child_id: line.id for line in read_concerned(work.connection, appointment_id)}
        for child_id in wanted:
            if child_id not in lines:
                _involve(work, appointment_id, child_id)
        for child_id in shown - set(wanted):
            work.remove(CONCERNED, lines[child_id])

    def involve(self, appointment_id: str, child_id: str) -> Changes:
        """Make an appointment concern one more child; one it concerns already changes nothing.

        Raises:
            UnknownRecordError: there is no such appointment or child.
        """
        with self._database.work() as work:
            work.get(APPOINTMENT, appointment_id)
            if any(line.child_id == child_id for line in read_concerned(work.connection, appointment_id)):
                return Changes(frozenset())
            _involve(work, appointment_id, child_id)
            work.commit()
            return Changes(frozenset(work.changed))

    def part(self, appointment_id: str, child_id: str) -> Changes:
        """Take one child out of an appointment; with the last one the appointment goes too: see :meth:`remove`."""
        return self.remove(appointment_id, child_id)

    def mark(self, appointment_id: str, state: str) -> Changes:
        """Say where an appointment stands: planned, held, cancelled.

        Raises:
            FieldError: there is no such state.
            UnknownRecordError: there is no such appointment.
        """
        return self.change(appointment_id, state=state)

    def hold(self, appointment_id: str) -> Changes:
        """Say that an appointment took place, and begin its entry in the journal of every child concerned.

        The entry has the day, nature, hour, place and persons of the appointment; its text is left to whoever was there. It is
        the record created. The appointment keeps no link to it, so that the entry can be removed as any other.

        Raises:
            FieldError: the appointment is still to come.
            UnknownRecordError: there is no such appointment, or no child is shown with it.
        """
        with self._database.work() as work:
            appointment = read_appointment(work.connection, appointment_id)
            if appointment is None:
                raise UnknownRecordError
            facts = {fact.name: fact for fact in record_kinds()[ENTRY].facts}
            values = {name: appointment.values[name] for name in ("at_time", "place", "present")}
            values |= {"happened_on": appointment.planned_on, "kind": _told_as(appointment.kind)}
            check_record(facts.values(), values, work.now.date(), values.keys())
            entry_id = work.add(ENTRY, **values)
            work.add_many(PART, [{"child_id": child_id, "entry_id": entry_id} for child_id in appointment.children])
            work.change(APPOINTMENT, appointment_id, state=AppointmentState.HELD.value)
            keep_in_step(work, APPOINTMENT, appointment_id, ("state",))
            work.commit()
            return Changes(frozenset(work.changed), entry_id)

    def postpone(self, appointment_id: str, planned_on: dt.date | None, at_time: str | None = None) -> Changes:
        """Move an appointment to another day; it is planned again, the history keeps the day it was.

        Raises:
            FieldError: there is no day.
            UnknownRecordError: there is no such appointment.
        """
        values: dict[str, Any] = {"planned_on": planned_on, "state": AppointmentState.PLANNED.value}
        if at_time is not None:
            values["at_time"] = at_time
        return self.change(appointment_id, **values)

    def remove(self, appointment_id: str, child_id: str | None = None) -> Changes:
        """Put an appointment in the recycle bin: for one child, or for all.

        The changes hold the appointment as it was, with ``thrown``, the identifiers of the lines that went in the bin: give it to
        :meth:`put_back` to undo. The appointment itself goes with the last child it concerned.

        Raises:
            UnknownRecordError: there is no such appointment, or it does not concern this child.
        """
        with self._database.work() as work:
            appointment = work.get(APPOINTMENT, appointment_id)
            lines = read_concerned(work.connection, appointment_id)
            out = [line for line in lines if child_id in (None, line.child_id)]
            if not out and child_id is not None:
                raise UnknownRecordError
            is_whole = len(out) == len(lines)
            meeting_id = release(work, appointment_id) if is_whole else ""
            if is_whole:  # one line in the bin: it comes back for all of them
                release_visit(work, APPOINTMENT, appointment_id)
                work.remove(APPOINTMENT, appointment_id, along=[(CONCERNED, line.id) for line in out])
            else:
                for line in out:
                    work.remove(CONCERNED, line.id)
            work.commit()
            thrown = tuple(line.id for line in out)
            return Changes(
                frozenset(work.changed),
                removed=appointment.having(thrown=thrown, is_whole=is_whole, meeting_id=meeting_id),
            )

    def put_back(self, removed: Item) -> Changes:
        """Undo :meth:`remove`.

        Raises:
            InputError: the child is concerned again already.
            UnknownRecordError: the recycle bin no longer holds it.
        """
        with self._database.work() as work:
            whole = [(APPOINTMENT, removed.id)] if removed.is_whole else [(CONCERNED, one) for one in removed.thrown]
            for kind, record_id in whole:
                work.put_back(kind, record_id)
                tie_visit_again(work, kind, record_id)
            tie(work, removed.meeting_id, removed.id)
            work.commit()
            return Changes(frozenset(work.changed), created=removed.id)


def _told_as(kind: str) -> str:
    """Return the nature of the journal entry that tells an appointment; a free one keeps its words."""
    known = {choice.value for choice in AppointmentKind}
    return _TOLD_AS.get(kind, JournalKind.OTHER).value if kind in known else kind


def _involve(work: UnitOfWork, appointment_id: str, child_id: str) -> None:
    """Add a child, or bring back the line taken out before: one child has one line in an appointment, even in the bin."""
    work.get("child", child_id)
    thrown = thrown_line(work.connection, appointment_id, child_id)
    if thrown:
        work.put_back(CONCERNED, thrown)
    else:
        work.add(CONCERNED, child_id=child_id, appointment_id=appointment_id)


def _checked(work: UnitOfWork, values: dict[str, Any], before: Item | None = None) -> dict[str, Any]:
    """Return the facts of an appointment as they would be kept, once they agree with those it has."""
    facts = {fact.name: fact for fact in record_kinds()[APPOINTMENT].facts}
    kept = {name: keep(facts[name], value) if name in facts else value for name, value in values.items()}
    known = dict(before.values) if before else {name: fact.default for name, fact in facts.items()}
    check_record(facts.values(), {**known, **kept}, work.now.date(), kept.keys() & facts.keys())
    return kept
