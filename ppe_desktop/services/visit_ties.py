"""What a visit shares with the journal and the agenda: it takes its place there, follows, and lets go of what is removed."""

from __future__ import annotations

from ppe_desktop.domain.checks import check_record
from ppe_desktop.domain.errors import FieldError
from ppe_desktop.services.today import present_day
from ppe_desktop.storage.appointments import APPOINTMENT
from ppe_desktop.storage.journal import ENTRY, PART
from ppe_desktop.storage.kinds import record_kinds
from ppe_desktop.storage.unit_of_work import UnitOfWork
from ppe_desktop.storage.visits import VISIT, read_concerned, visits_tied_to

_TIES = {ENTRY: ("entry_id", "binned_entry_id"), APPOINTMENT: ("appointment_id", "binned_appointment_id")}
"""By kind of record a visit holds on to: the column that says so, and the one that remembers it while it is in the bin."""
NOBODY = "Choisissez au moins un enfant\N{NO-BREAK SPACE}: une visite concerne toujours quelqu’un."


def tell_visit(work: UnitOfWork, visit_id: str) -> str:
    """Put a visit in the journal of every child seen, one entry with a part for each, and return that entry; once only.

    Raises:
        FieldError: the day is still to come, or the visit concerns nobody (field ``children``).
        UnknownRecordError: there is no such visit.
    """
    visit = work.get(VISIT, visit_id)
    if visit.entry_id:
        return str(visit.entry_id)
    children = [line.child_id for line in read_concerned(work.connection, visit_id)]
    if not children:
        raise FieldError("children", NOBODY)
    values = {"kind": visit.kind, "happened_on": visit.made_on, "place": visit.place, "present": visit.present}
    if visit.appointment_id:
        values["at_time"] = work.get(APPOINTMENT, visit.appointment_id).at_time
    check_record(record_kinds()[ENTRY].facts, values, present_day(work).day, values.keys())
    entry_id = work.add(ENTRY, **values)
    work.add_many(PART, [{"child_id": child_id, "entry_id": entry_id} for child_id in children])
    work.change(VISIT, visit_id, entry_id=entry_id)
    return entry_id


def follow_visit(work: UnitOfWork, visit_id: str) -> None:
    """Bring the entry of the journal of a visit up to date with the nature, day, place and persons of the visit.

    Raises:
        FieldError: the visit took place, and its day would lie ahead.
    """
    visit = work.get(VISIT, visit_id)
    if not visit.entry_id:
        return
    if visit.made_on is None or visit.made_on > present_day(work).day:
        raise FieldError("made_on", "Cette visite a eu lieu\N{NO-BREAK SPACE}: sa date ne peut pas être dans l’avenir.")
    told = {"kind": visit.kind, "happened_on": visit.made_on, "place": visit.place, "present": visit.present}
    work.change(ENTRY, visit.entry_id, **told)


def release_visit(work: UnitOfWork, kind: str, record_id: str) -> None:
    """Untie the visit that holds on to an entry of the journal or an appointment about to go in the recycle bin; it is remembered."""
    tied, binned = _TIES[kind]
    for visit_id in visits_tied_to(work.connection, tied, record_id):
        work.change(VISIT, visit_id, **{tied: None, binned: record_id})


def tie_visit_again(work: UnitOfWork, kind: str, record_id: str) -> None:
    """Give back to its visit what comes out of the recycle bin, unless the visit has another one by now; other kinds have none."""
    if kind not in _TIES:
        return
    tied, binned = _TIES[kind]
    for visit_id in visits_tied_to(work.connection, binned, record_id):
        is_free = not work.get(VISIT, visit_id).values[tied]
        work.change(VISIT, visit_id, **{binned: None, **({tied: record_id} if is_free else {})})


def is_of_visit(work: UnitOfWork, entry_id: str) -> bool:
    """Tell whether an entry of the journal tells a visit: blank as it may be, it says that the visit took place."""
    return bool(visits_tied_to(work.connection, "entry_id", entry_id))
