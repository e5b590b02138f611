"""Visits: prepared, noted in one field as they go, over, then sorted into the files; nothing noted is forgotten on the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from ppe_desktop.domain.agenda import AgendaChild, agenda_children
from ppe_desktop.domain.audit import Action, Deed
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.checks import check_record, keep
from ppe_desktop.domain.deadlines import measures
from ppe_desktop.domain.errors import FieldError, UnknownRecordError
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.visits import Close, Step, concerns, is_blank, step_of, unsorted, usual_kind
from ppe_desktop.domain.vocabulary import (
    AppointmentKind,
    AppointmentState,
    FileStatus,
    JournalKind,
    PlacementSetting,
    VisitNoteKind,
)
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.meeting_days import keep_in_step
from ppe_desktop.services.today import present_day
from ppe_desktop.services.visit_briefing import Briefing, briefing_of
from ppe_desktop.services.visit_sorting import SortingDesk
from ppe_desktop.services.visit_ties import NOBODY, tell_visit
from ppe_desktop.storage.appointments import APPOINTMENT, read_appointment, read_followed_children, read_sibling_pairs
from ppe_desktop.storage.case_reading import read_cases
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.journal import PART, forget_thrown, new_identifier
from ppe_desktop.storage.kinds import record_kinds
from ppe_desktop.storage.unit_of_work import UnitOfWork
from ppe_desktop.storage.visits import (
    CONCERNED,
    NOTE,
    VISIT,
    read_close,
    read_concerned,
    read_names,
    read_notes,
    read_open_visits,
    read_places,
    read_seen,
    read_visit_of_appointment,
)

_LAST = "Une visite concerne au moins un enfant. Ajoutez l’autre d’abord, ou mettez la visite à la corbeille."
SEEN_IN = frozenset({AppointmentKind.VISIT.value, AppointmentKind.INTERVIEW.value, AppointmentKind.CONTACT.value})
"""Natures of an appointment at which somebody is seen, and that visit mode may be opened from."""
_TOLD_AS: dict[str, JournalKind] = {
    AppointmentKind.INTERVIEW: JournalKind.INTERVIEW,
    AppointmentKind.CONTACT: JournalKind.CONTACT,
}


class OpenedVisit(NamedTuple):
    """A visit as its screens show it.

    Attributes:
        visit: the visit.
        children: the children seen, those in the recycle bin left out.
        notes: what was noted.
        family: the children and all their brothers and sisters who have a file: who may be named in a note.
        close: what persons are to the children.
    """

    visit: Item
    children: tuple[Item, ...]
    notes: tuple[Item, ...]
    family: tuple[Item, ...]
    close: tuple[Close, ...]

    @property
    def step(self) -> Step:
        """Where it goes on."""
        return step_of(self.visit, has_notes=any(not is_blank(note) for note in self.notes))


class Sibling(NamedTuple):
    """A brother or sister who may be seen as well.

    Attributes:
        child_id: the child.
        name: first name.
        place: where this child lives, empty when not known or kept secret.
        is_together: in the same place as a child already chosen.
    """

    child_id: str
    name: str
    place: str
    is_together: bool


class OpenVisit(NamedTuple):
    """A visit that waits, as lists show it.

    Attributes:
        visit: the visit, with ``children`` and ``notes``.
        names: first names of the children.
        step: where it goes on.
        left: how many notes are to be sorted.
    """

    visit: Item
    names: tuple[str, ...]
    step: Step
    left: int


class VisitService:
    """Use cases on visits. What becomes of the notes afterwards is in ``sorting``."""

    def __init__(self, database: Database, deadlines: Any) -> None:
        self._database, self._deadlines = database, deadlines
        self._read: set[tuple[str, str]] = set()
        self.sorting = SortingDesk(database)

    def new_id(self) -> str:
        """Return the identifier of a note to come: known at once, typing need not wait for the base. May be called from any thread."""
        return new_identifier()

    def open(self, visit_id: str) -> OpenedVisit:
        """Return a visit with all that its screens need.

        Raises:
            UnknownRecordError: there is no such visit.
        """
        with self._database.work() as work:
            return _opened(work, visit_id)

    def choices(self) -> dict[str, AgendaChild]:
        """Return the children who may be chosen: those whose files are followed."""
        with self._database.work() as work:
            return agenda_children(read_followed_children(work.connection), ())

    def siblings(self, visit_id: str) -> tuple[Sibling, ...]:
        """Return the brothers and sisters who are followed and not yet chosen, those who live in the same place first.

        Raises:
            UnknownRecordError: there is no such visit.
        """
        with self._database.work() as work:
            opened, today = _opened(work, visit_id), present_day(work).day
            places = read_places(work.connection, (child.id for child in opened.family), today)
        chosen = {child.id for child in opened.children}
        here = {_same_place(places[child]) for child in chosen if child in places}
        others = [child for child in opened.family if child.id not in chosen and child.status == FileStatus.ACTIVE]
        found = (_sibling(child, places.get(child.id), here) for child in others)
        return tuple(sorted(found, key=lambda one: not one.is_together))

    def briefing(self, visit_id: str) -> tuple[Briefing, ...]:
        """Return what must be known of each child before leaving; the journal tells that each file was read, once a visit.

        Raises:
            UnknownRecordError: there is no such visit.
        """
        with self._database.work() as work:
            visit, children, today = work.get(VISIT, visit_id), read_seen(work.connection, visit_id), present_day(work)
            found = [briefing_of(work, child, visit, today.day) for child in children]
            fresh = [child.id for child in children if (visit_id, child.id) not in self._read]
            for child_id in fresh:
                work.note(Deed(Action.READ, "child", child_id, child_id))
            if fresh:
                work.commit()
        self._read.update((visit_id, child_id) for child_id in fresh)
        return tuple(
            one._replace(due=tuple(d for d in self._deadlines.of_child(one.child.id, today.day) if d.status.is_open))
            for one in found
        )

    def waiting(self, child_id: str = "") -> tuple[OpenVisit, ...]:
        """Return the visits prepared, under way, or not wholly sorted, the oldest first; of one child when given.

        Seen from a child's file, only the notes of this child and those common to all are counted.
        """
        with self._database.work() as work:
            visits = read_open_visits(work.connection, child_id)
            children = read_names(work.connection, (child for visit in visits for child in visit.children))
        names = {child.id: first_name_of(child) for child in children}
        return tuple(_waiting(visit, names, child_id) for visit in visits)

    def prepare(
        self, child_ids: Iterable[str], made_on: dt.date | None = None, *, kind: str = "", **values: Any
    ) -> Changes:
        """Make a visit for one child or several siblings.

        Args:
            child_ids: the children, at least one.
            made_on: the day; today by default.
            kind: nature, a code of ``JournalKind``; told by where the first child lives when empty.
            values: other facts: ``place``, ``present``, ``appointment_id``.

        Raises:
            FieldError: a fact cannot be kept, or it is for nobody (field ``children``).
            UnknownRecordError: there is no such child.
        """
        children = list(dict.fromkeys(child_ids))
        if not children:
            raise FieldError("children", NOBODY)
        with self._database.work() as work:
            for child_id in children:
                work.get("child", child_id)
            kind = kind or usual_kind(lives_away=_lives_away(work, children[0]))
            kept = _checked(work, {"kind": kind, "made_on": made_on or present_day(work).day, **values})
            visit_id = work.add(VISIT, **kept)
            work.add_many(CONCERNED, [{"child_id": child, "visit_id": visit_id} for child in children])
            work.commit()
            return Changes(frozenset(work.changed), visit_id)

    def for_child(self, child_id: str) -> Changes:
        """Return as the record created the visit to a child that is prepared or under way today, else a new one.

        Raises:
            UnknownRecordError: there is no such child.
        """
        with self._database.work() as work:
            today = present_day(work).day
        for one in reversed(self.waiting(child_id)):
            if one.visit.made_on == today and one.step is not Step.AFTER:
                return Changes(frozenset(), one.visit.id)
        return self.prepare([child_id])

    def for_appointment(self, appointment_id: str) -> Changes:
        """Return the visit of an appointment as the record created, made now if it was not yet.

        Raises:
            UnknownRecordError: there is no such appointment, or no child is shown with it.
        """
        with self._database.work() as work:
            known = read_visit_of_appointment(work.connection, appointment_id)
            appointment = read_appointment(work.connection, appointment_id)
        if known is not None:
            return Changes(frozenset(), known.id)
        if appointment is None:
            raise UnknownRecordError
        told = _TOLD_AS.get(appointment.kind)
        return self.prepare(
            appointment.children, appointment.planned_on, kind=told.value if told else "", place=appointment.place,
            present=appointment.present, appointment_id=appointment_id,
        )  # fmt: skip

    def involve(self, visit_id: str, child_id: str) -> Changes:
        """Make a visit concern one more child; one it concerns already changes nothing.

        Raises:
            UnknownRecordError: there is no such visit or child.
        """
        with self._database.work() as work:
            visit = work.get(VISIT, visit_id)
            work.get("child", child_id)
            if any(line.child_id == child_id for line in read_concerned(work.connection, visit_id)):
                return Changes(frozenset())
            work.add(CONCERNED, child_id=child_id, visit_id=visit_id)
            if visit.entry_id:
                work.add(PART, child_id=child_id, entry_id=visit.entry_id)
            work.commit()
            return Changes(frozenset(work.changed))

    def part(self, visit_id: str, child_id: str) -> Changes:
        """Take a child out of a visit to come; what was noted for this child stays, for no child in particular.

        Raises:
            FieldError: nobody would be left, or the visit took place with this child (field ``children``).
            UnknownRecordError: there is no such visit.
        """
        with self._database.work() as work:
            visit = work.get(VISIT, visit_id)
            lines = {line.child_id: line.id for line in read_concerned(work.connection, visit_id)}
            if child_id not in lines:
                return Changes(frozenset())
            if len(lines) == 1:
                raise FieldError("children", _LAST)
            if visit.ended_at is not None:
                raise FieldError(
                    "children", "Cette visite a eu lieu avec cet enfant\N{NO-BREAK SPACE}: elle est dans son journal."
                )
            for note in read_notes(work.connection, visit_id):
                if note.child_id == child_id:
                    work.change(NOTE, note.id, child_id=None)
            work.remove(CONCERNED, lines[child_id])
            forget_thrown(work.connection, [lines[child_id]])
            work.commit()
            return Changes(frozenset(work.changed))

    def begin(self, visit_id: str) -> Changes:
        """Begin a visit: one prepared for a later day takes place today.

        Raises:
            UnknownRecordError: there is no such visit.
        """
        with self._database.work() as work:
            visit, today = work.get(VISIT, visit_id), present_day(work).day
            if visit.made_on is None or visit.made_on > today:
                work.change(VISIT, visit_id, made_on=today)
                work.commit()
            return Changes(frozenset(work.changed), visit_id)

    def note(
        self, visit_id: str, note_id: str, kind: str = VisitNoteKind.NOTE.value, child_id: str = "", person_id: str = ""
    ) -> Changes:
        """Make an empty note; one that has this identifier already is left as it is.

        Raises:
            UnknownRecordError: there is no such visit.
        """
        with self._database.work() as work:
            visit = work.get(VISIT, visit_id)
            if any(one.id == note_id for one in read_notes(work.connection, visit_id)):
                return Changes(frozenset())
            work.add(
                NOTE, id=note_id, visit_id=visit_id, noted_at=work.now, child_id=child_id, person_id=person_id,
                kind=keep(record_kinds()[NOTE].fact("kind"), kind),
            )  # fmt: skip
            if visit.sorted_at is not None:
                work.change(VISIT, visit_id, sorted_at=None)
            work.commit()
            return Changes(frozenset(work.changed), note_id)

    def mark(self, note_id: str, kind: str, child_id: str = "", person_id: str = "") -> Changes:
        """Say what a note is, of which child (of all when empty), and whose words.

        Raises:
            FieldError: there is no such mark.
            UnknownRecordError: there is no such note.
        """
        with self._database.work() as work:
            kept = keep(record_kinds()[NOTE].fact("kind"), kind)
            work.change(NOTE, note_id, kind=kept, child_id=child_id, person_id=person_id)
            work.commit()
            return Changes(frozenset(work.changed))

    def end(self, visit_id: str) -> Changes:
        """End a visit: it takes its place in the journal of every child seen, and its appointment took place.

        The entry of the journal is the record created. Doing it twice changes nothing. A visit without a note is sorted already.

        Raises:
            FieldError: the day of the visit is still to come, or it concerns nobody (field ``children``).
            UnknownRecordError: there is no such visit.
        """
        with self._database.work() as work:
            visit = work.get(VISIT, visit_id)
            entry_id = tell_visit(work, visit_id)
            work.change(VISIT, visit_id, ended_at=visit.ended_at or work.now)
            _hold(work, visit)
            if not unsorted(read_notes(work.connection, visit_id)):
                work.change(VISIT, visit_id, sorted_at=work.now)
            work.commit()
            return Changes(frozenset(work.changed), entry_id)

    def remove(self, visit_id: str) -> Changes:
        """Put in the recycle bin a visit that did not take place, with what was noted.

        Raises:
            InputError: something of it is in the files already.
            UnknownRecordError: there is no such visit.
        """
        with self._database.work() as work:
            visit = work.get(VISIT, visit_id)
            lines = [(CONCERNED, line.id) for line in read_concerned(work.connection, visit_id)]
            work.remove(VISIT, visit_id, along=lines)
            work.commit()
            return Changes(frozenset(work.changed), removed=visit)

    def discard_if_blank(self, visit_id: str) -> Changes:
        """Take away, without keeping it, a visit opened for one child in which nothing was entered; leave any other as it is."""
        with self._database.work() as work:
            try:
                visit = work.get(VISIT, visit_id)
            except UnknownRecordError:
                return Changes(frozenset())
            lines, notes = read_concerned(work.connection, visit_id), read_notes(work.connection, visit_id)
            if _says_something(visit, lines, notes) or any(work.pending([visit_id]).values()):
                return Changes(frozenset())
            work.remove(VISIT, visit_id, along=[(CONCERNED, line.id) for line in lines])
            forget_thrown(work.connection, [visit_id])
            work.commit()
            return Changes(frozenset(work.changed))


def _opened(work: UnitOfWork, visit_id: str) -> OpenedVisit:
    connection = work.connection
    visit, children = work.get(VISIT, visit_id), read_seen(connection, visit_id)
    seen = {child.id for child in children}
    siblings = {one for pair in read_sibling_pairs(connection) if seen & set(pair) for one in pair}
    family = (*children, *(child for child in read_names(connection, siblings - seen) if child.binned_at is None))
    return OpenedVisit(visit, children, read_notes(connection, visit_id), family, tuple(read_close(connection, seen)))


def _same_place(place: Item) -> tuple[str, str]:
    """Return what tells that two children live in the same place: its name and its kind."""
    return place.name.strip().casefold() or place.id, place.setting


def _sibling(child: Item, place: Item | None, here: set[tuple[str, str]]) -> Sibling:
    is_together = place is not None and _same_place(place) in here
    said = "" if place is None or place.is_anonymous else place.name or PlacementSetting.label_of(place.setting)
    return Sibling(child.id, first_name_of(child), said, is_together)


def _waiting(visit: Item, names: dict[str, str], child_id: str) -> OpenVisit:
    notes = [note for note in visit.notes if not child_id or concerns(note, child_id)]
    step = step_of(visit, has_notes=any(not is_blank(note) for note in visit.notes))
    return OpenVisit(visit, tuple(names[child] for child in visit.children), step, len(unsorted(notes)))


def _lives_away(work: UnitOfWork, child_id: str) -> bool:
    today = present_day(work).day
    (file,) = read_cases(work.connection, [child_id]) or (None,)
    return file is not None and any(one.type in measures.AWAY for one in file.current("measure", today))


def _hold(work: UnitOfWork, visit: Item) -> None:
    """Say that the appointment of a visit took place."""
    if visit.appointment_id:
        work.change(APPOINTMENT, visit.appointment_id, state=AppointmentState.HELD.value)
        keep_in_step(work, APPOINTMENT, visit.appointment_id, ("state",))


def _says_something(visit: Item, lines: tuple[Item, ...], notes: tuple[Item, ...]) -> bool:
    return bool(
        visit.ended_at
        or visit.appointment_id
        or visit.place.strip()
        or visit.present.strip()
        or visit.made_on != visit.created_at.date()
        or len(lines) > 1
        or any(not is_blank(note) for note in notes)
    )


def _checked(work: UnitOfWork, values: dict[str, Any]) -> dict[str, Any]:
    """Return the facts of a visit as they would be kept."""
    facts = {fact.name: fact for fact in record_kinds()[VISIT].facts}
    kept = {name: keep(facts[name], value) if name in facts else value for name, value in values.items()}
    defaults = {name: fact.default for name, fact in facts.items()}
    check_record(facts.values(), {**defaults, **kept}, work.now.date(), kept.keys() & facts.keys())
    return kept
