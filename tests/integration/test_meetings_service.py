"""Meetings on a real encrypted base: one for several children without mixing their files, the agenda in step, tasks until done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.errors import FieldError, InputError, UnknownRecordError
from ppe_desktop.domain.meetings import CHILD_KEY
from ppe_desktop.services.session import Session
from tests.support.base import TODAY, new_session

DAY = dt.date(2026, 12, 10)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = new_session(tmp_path / "base")
    yield made
    made.close()


@pytest.fixture
def malo(session: Session) -> str:
    return child(session, "Malo")


@pytest.fixture
def nolwenn(session: Session) -> str:
    return child(session, "Nolwenn")


def child(session: Session, first_name: str) -> str:
    birth = dt.date(2014, 2, 3)
    return str(session.run(session.files.create, surname="Le Goff", first_names=first_name, birth_date=birth).created)


def parent(session: Session, role: str, surname: str, first_name: str, *children: str) -> str:
    found = str(session.run(session.records.add, "person", surname=surname, first_name=first_name).created)
    for child_id in children:
        session.run(session.records.add, "relationship", child_id=child_id, person_id=found, role=role)
    return found


def meet(session: Session, *children: str, day: dt.date | None = DAY, kind: str = "PPE", **values: Any) -> str:
    return str(session.run(session.meetings.add, kind, children, day, **values).created)


def of(session: Session, child_id: str) -> tuple[Item, ...]:
    return session.run(session.meetings.of_child, child_id)


def agenda(session: Session, child_id: str) -> tuple[Item, ...]:
    return session.run(session.appointments.of_child, child_id)


def decide(session: Session, meeting: str, child_id: str, key: str, reason: str = "", *, invited: bool = True) -> Any:
    return session.run(session.meetings.decide, meeting, child_id, key, invited=invited, reason=reason)


def change(session: Session, kind: str, record_id: str, /, **values: Any) -> None:
    session.run(session.records.change, kind, record_id, **values)


def names(meeting: Item) -> list[tuple[str, str]]:
    return [(one.name, one.invited) for one in meeting.invitees]


def test_one_meeting_for_siblings_and_a_part_for_each(session: Session, malo: str, nolwenn: str) -> None:
    made = meet(session, malo, nolwenn, malo, place="Service")
    (his,), (hers,) = of(session, malo), of(session, nolwenn)
    assert his.id == hers.id == made
    assert his.children == (malo, nolwenn)
    assert (his.part.child_id, hers.part.child_id) == (malo, nolwenn)
    change(session, "meeting_child", his.part.id, points="Ce qui ne regarde que Malo")
    assert of(session, nolwenn)[0].part.points == ""
    assert of(session, malo)[0].part.points == "Ce qui ne regarde que Malo"


def test_a_meeting_concerns_somebody(session: Session) -> None:
    with pytest.raises(FieldError) as refused:
        meet(session)
    assert refused.value.field == "children"
    with pytest.raises(UnknownRecordError):
        meet(session, "0" * 32)


def test_the_newest_first_and_what_has_no_day_before(session: Session, malo: str) -> None:
    old, last, undated = (meet(session, malo, day=day) for day in (DAY, DAY + dt.timedelta(days=200), None))
    assert [one.id for one in of(session, malo)] == [undated, last, old]


def test_each_child_has_his_own_invited_persons(session: Session, malo: str, nolwenn: str) -> None:
    """Half-siblings: the father of the one must not be read in the file of the other."""
    mother = parent(session, "MERE", "Benali", "Karima", malo, nolwenn)
    father = parent(session, "PERE", "Le Goff", "Erwan", malo)
    made = meet(session, malo, nolwenn)
    for key in (mother, father, CHILD_KEY):
        decide(session, made, malo, key)
    decide(session, made, nolwenn, mother)
    assert names(of(session, malo)[0]) == [("Karima Benali", "OUI"), ("Erwan Le Goff", "OUI"), ("Malo Le Goff", "OUI")]
    assert names(of(session, nolwenn)[0]) == [("Karima Benali", "OUI")]
    with pytest.raises(UnknownRecordError):
        decide(session, made, nolwenn, father)


def test_presence_is_said_once_but_words_stay_with_each_child(session: Session, malo: str, nolwenn: str) -> None:
    mother = parent(session, "MERE", "Benali", "Karima", malo, nolwenn)
    made = meet(session, malo, nolwenn)
    for one in (malo, nolwenn):
        decide(session, made, one, mother)
    (about_malo,) = of(session, malo)[0].invitees
    change(session, "meeting_invitee", about_malo.id, presence="A_DISTANCE")
    change(session, "meeting_invitee", about_malo.id, view="Malo me manque.")
    (about_nolwenn,) = of(session, nolwenn)[0].invitees
    assert (about_nolwenn.presence, about_nolwenn.view) == ("A_DISTANCE", "")


def test_who_was_considered_first_stays_with_the_first_child(session: Session, malo: str, nolwenn: str) -> None:
    made = meet(session, malo)
    session.run(session.records.add, "meeting_invitee", meeting_id=made, name="M. Vidal", view="Ce que je dis de Malo.")
    assert names(of(session, malo)[0]) == [("M. Vidal", "INCONNU")]
    session.run(session.meetings.involve, made, nolwenn)
    assert of(session, nolwenn)[0].invitees == ()
    assert names(of(session, malo)[0]) == [("M. Vidal", "INCONNU")]
    assert session.run(session.meetings.involve, made, nolwenn).records == frozenset()


def test_a_blocked_person_waits_for_a_reason(session: Session, malo: str) -> None:
    father = parent(session, "PERE", "Le Goff", "Erwan", malo)
    session.run(
        session.records.add,
        "parental_authority",
        child_id=malo,
        person_id=father,
        is_holder="NON",
        exercise="RETRAIT_TOTAL",
    )
    made = meet(session, malo)
    for reason in ("", "   "):
        with pytest.raises(FieldError) as refused:
            decide(session, made, malo, father, reason)
        assert refused.value.field == "reason"
    assert of(session, malo)[0].invitees == ()
    decide(session, made, malo, father, "Accord de la cheffe de secteur du 3 décembre")
    (kept,) = of(session, malo)[0].invitees
    assert (kept.invited, kept.reason) == ("OUI", "Accord de la cheffe de secteur du 3 décembre")
    decide(session, made, malo, father, "Finalement reçu à part", invited=False)
    (kept,) = of(session, malo)[0].invitees
    assert (kept.invited, kept.reason) == ("NON", "Finalement reçu à part")


def test_the_dead_are_never_invited(session: Session, malo: str) -> None:
    father = parent(session, "PERE", "Le Goff", "Erwan", malo)
    change(session, "person", father, death_date=dt.date(2020, 1, 1))
    made = meet(session, malo)
    with pytest.raises(FieldError):
        decide(session, made, malo, father, "Avec un motif")
    assert of(session, malo)[0].invitees == ()


def test_all_those_proposed_at_once_but_nobody_twice_nor_blocked(session: Session, malo: str) -> None:
    mother = parent(session, "MERE", "Benali", "Karima", malo)
    father = parent(session, "PERE", "Le Goff", "Erwan", malo)
    parent(session, "GRAND_PARENT", "Benali", "Fatiha", malo)
    session.run(session.records.add, "contact_right", child_id=malo, person_id=father, kind="SUSPENDU")
    made = meet(session, malo)
    decide(session, made, malo, mother, invited=False)
    for _again in range(2):
        session.run(session.meetings.invite_proposed, made, malo)
    assert names(of(session, malo)[0]) == [("Karima Benali", "NON"), ("Malo Le Goff", "OUI")]


def test_a_reason_may_be_typed_before_anything_is_decided(session: Session, malo: str) -> None:
    father = parent(session, "PERE", "Le Goff", "Erwan", malo)
    right = session.run(session.records.add, "contact_right", child_id=malo, person_id=father, kind="SUSPENDU").created
    made = meet(session, malo)
    lines = [session.meetings.new_id() for _time in range(2)]
    for line in lines:
        session.run(session.meetings.consider, made, malo, father, line)
    session.run(session.records.enter, "meeting_invitee", lines[0], "reason", "Accord du juge")
    (kept,) = of(session, malo)[0].invitees
    assert (kept.id, kept.invited, kept.reason) == (lines[0], "INCONNU", "Accord du juge")
    with pytest.raises(FieldError):
        decide(session, made, malo, father, "")
    session.run(session.meetings.invite_proposed, made, malo)
    assert names(of(session, malo)[0]) == [("Erwan Le Goff", "INCONNU"), ("Malo Le Goff", "OUI")]
    change(session, "contact_right", right, until=TODAY - dt.timedelta(days=1))
    session.run(session.meetings.invite_proposed, made, malo)
    assert names(of(session, malo)[0]) == [("Erwan Le Goff", "OUI"), ("Malo Le Goff", "OUI")], (
        "nothing blocks him any more"
    )
    with pytest.raises(UnknownRecordError):
        session.run(session.meetings.consider, made, malo, "0" * 32, lines[1])


def test_a_guest_who_is_not_in_the_file(session: Session, malo: str) -> None:
    made = meet(session, malo)
    with pytest.raises(FieldError):
        session.run(session.meetings.add_guest, made, malo, "  ")
    session.run(session.meetings.add_guest, made, malo, "Mme Noël", "Directrice de l’école")
    (guest,) = of(session, malo)[0].invitees
    assert (guest.name, guest.quality, guest.child_id) == ("Mme Noël", "Directrice de l’école", malo)


def test_a_meeting_with_a_day_stands_in_the_agenda(session: Session, malo: str, nolwenn: str) -> None:
    made = meet(session, malo, nolwenn, at_time="14 h", place="Service")
    (told,) = agenda(session, malo)
    assert (told.kind, told.planned_on, told.at_time, told.place) == ("REUNION_PPE", DAY, "14 h", "Service")
    assert told.children == (malo, nolwenn)
    later = DAY + dt.timedelta(days=7)
    change(session, "meeting", made, held_on=later, kind="CONCERTATION_ANNUELLE")
    (told,) = agenda(session, malo)
    assert (told.kind, told.planned_on) == ("SYNTHESE", later)
    session.run(session.appointments.postpone, told.id, DAY, "9 h")
    (meeting,) = of(session, malo)
    assert (meeting.held_on, meeting.at_time, meeting.kind) == (DAY, "9 h", "CONCERTATION_ANNUELLE")


def test_without_a_day_nothing_in_the_agenda_and_an_emptied_day_puts_it_off(session: Session, malo: str) -> None:
    made = meet(session, malo, day=None)
    assert agenda(session, malo) == ()
    change(session, "meeting", made, held_on=DAY)
    assert [one.state for one in agenda(session, malo)] == ["PREVU"]
    change(session, "meeting", made, held_on=None)
    assert [one.state for one in agenda(session, malo)] == ["ANNULE"]
    change(session, "meeting", made, held_on=DAY)
    assert [one.state for one in agenda(session, malo)] == ["PREVU"]


def test_held_in_the_agenda_is_held(session: Session, malo: str) -> None:
    made = meet(session, malo, day=TODAY.date())
    (told,) = agenda(session, malo)
    session.run(session.appointments.hold, told.id)
    (meeting,) = of(session, malo)
    assert (meeting.id, meeting.state) == (made, "TENU")


def test_an_appointment_leads_to_its_meeting_once(session: Session, malo: str, nolwenn: str) -> None:
    plan = session.appointments.add
    planned = session.run(plan, "SYNTHESE", DAY, (malo, nolwenn), at_time="10 h", subject="Faire le point").created
    first = session.run(session.meetings.for_appointment, planned).created
    assert session.run(session.meetings.for_appointment, planned).created == first
    (meeting,) = of(session, nolwenn)
    assert (meeting.kind, meeting.held_on, meeting.at_time) == ("CONCERTATION_ANNUELLE", DAY, "10 h")
    assert meeting.aim == "Faire le point"
    assert len(agenda(session, malo)) == 1
    visit = session.run(plan, "VISITE", DAY, (malo,)).created
    with pytest.raises(InputError):
        session.run(session.meetings.for_appointment, visit)


def test_out_of_the_agenda_and_back(session: Session, malo: str) -> None:
    made = meet(session, malo)
    (told,) = agenda(session, malo)
    removed = session.run(session.appointments.remove, told.id).removed
    assert [one.id for one in of(session, malo)] == [made]
    session.run(session.appointments.put_back, removed)
    change(session, "meeting", made, at_time="15 h")
    assert [(one.id, one.at_time) for one in agenda(session, malo)] == [(told.id, "15 h")]


def test_to_the_bin_with_all_that_was_said_and_back(session: Session, malo: str, nolwenn: str) -> None:
    mother = parent(session, "MERE", "Benali", "Karima", malo)
    made = meet(session, malo, nolwenn)
    decide(session, made, malo, mother)
    session.run(session.meetings.add_task, malo, "Appeler l’école", meeting_id=made)
    before = (of(session, malo), of(session, nolwenn), agenda(session, malo))
    removed = session.run(session.meetings.remove, made).removed
    assert (of(session, malo), of(session, nolwenn), agenda(session, malo)) == ((), (), ())
    assert session.run(session.meetings.open_tasks) == ()
    session.run(session.meetings.put_back, removed)
    (his,), (hers,), (told,) = of(session, malo), of(session, nolwenn), agenda(session, malo)
    assert (his.part, hers.part, told.id) == (before[0][0].part, before[1][0].part, before[2][0].id)
    assert (names(his), [task.text for task in his.tasks]) == ([("Karima Benali", "OUI")], ["Appeler l’école"])
    assert his.appointment_id == told.id


def test_the_meeting_alone_comes_back_from_the_bin(session: Session, malo: str) -> None:
    made = meet(session, malo)
    session.run(session.meetings.remove, made)
    lines = {line.kind: line.record_id for line in session.run(session.files.bin_lines, malo)}
    session.run(session.records.restore, session.run(session.files.binned, "meeting", lines["meeting"]))
    assert [one.id for one in of(session, malo)] == [made]


def test_one_child_out_and_back_with_his_part(session: Session, malo: str, nolwenn: str) -> None:
    made = meet(session, malo, nolwenn)
    change(session, "meeting_child", of(session, nolwenn)[0].part.id, prepared="Elle veut venir")
    session.run(session.meetings.add_task, nolwenn, "Lui répondre", meeting_id=made)
    removed = session.run(session.meetings.remove, made, nolwenn).removed
    assert of(session, nolwenn) == ()
    assert agenda(session, nolwenn) == ()
    assert of(session, malo)[0].children == (malo,)
    session.run(session.meetings.put_back, removed)
    (hers,) = of(session, nolwenn)
    assert (hers.part.prepared, [task.text for task in hers.tasks]) == ("Elle veut venir", ["Lui répondre"])
    assert len(agenda(session, nolwenn)) == 1
    session.run(session.meetings.remove, made, nolwenn)
    session.run(session.meetings.involve, made, nolwenn)
    assert of(session, nolwenn)[0].part.prepared == "Elle veut venir"


def test_tasks_stay_until_they_are_done(session: Session, malo: str, nolwenn: str) -> None:
    add = session.meetings.add_task
    last = session.run(add, malo, "Plus tard", due_on=DAY).created
    first = session.run(add, nolwenn, "Bientôt", due_on=TODAY.date(), who="Référente", promised=True).created
    undated = session.run(add, malo, "Un jour").created
    found = session.run(session.meetings.open_tasks)
    assert [one.task.id for one in found] == [first, last, undated]
    assert [one.name for one in found] == ["Nolwenn Le Goff", "Malo Le Goff", "Malo Le Goff"]
    session.run(session.meetings.done, first)
    assert [one.task.id for one in session.run(session.meetings.open_tasks)] == [last, undated]
    assert session.run(session.meetings.tasks_of, nolwenn)[0].done_on == TODAY.date()
    session.run(session.meetings.undo, first)
    assert session.run(session.meetings.open_tasks)[0].task.id == first


def test_a_closed_file_and_one_in_the_bin_ask_for_nothing(session: Session, malo: str, nolwenn: str) -> None:
    for one in (malo, nolwenn):
        session.run(session.meetings.add_task, one, "À faire")
    session.run(session.files.close, malo, closed_on=TODAY.date(), reason="MAJORITE")
    session.run(session.files.bin, nolwenn)
    assert session.run(session.meetings.open_tasks) == ()


def test_found_by_its_words_and_opened_at_the_meetings(session: Session, malo: str, nolwenn: str) -> None:
    made = meet(session, malo, nolwenn, aim="Préparer la rentrée au collège")
    change(session, "meeting_child", of(session, malo)[0].part.id, points="La cantine et le trombone")
    found = session.run(session.search.find, "trombone")
    assert [(hit.child_id, hit.opens[1], hit.group.section) for file in found.files for hit in file.hits] == [
        (malo, made, "meetings")
    ]
    found = session.run(session.search.find, "rentrée collège")
    assert {hit.child_id for file in found.files for hit in file.hits} == {malo, nolwenn}


def test_the_history_of_a_file_tells_its_meetings_and_nobody_else_s_guests(
    session: Session, malo: str, nolwenn: str
) -> None:
    made = meet(session, malo, nolwenn)
    session.run(session.meetings.add_guest, made, malo, "M. Vidal")
    change(session, "meeting", made, aim="Faire le point")
    his, hers = (str(session.run(session.files.history, one)) for one in (malo, nolwenn))
    assert "Faire le point" in his
    assert "Faire le point" in hers
    assert "M. Vidal" in his
    assert "M. Vidal" not in hers
