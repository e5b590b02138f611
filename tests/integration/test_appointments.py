"""What is planned, on a real encrypted base: one line for several children, nothing removed without a way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.errors import FieldError, UnknownRecordError
from ppe_desktop.domain.vocabulary import AppointmentKind, AppointmentState
from ppe_desktop.services.session import Session
from ppe_desktop.storage.reading import read_items_of
from ppe_desktop.storage.recycling import read_bin
from tests.support.base import TODAY, new_session
from tests.support.demo_base import demo_session

DAY = dt.date(2026, 11, 25)
VISIT = AppointmentKind.VISIT.value


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
    return str(session.run(session.files.create, surname="Le Goff", first_names=first_name).created)


def plan(session: Session, *children: str, day: dt.date = DAY, kind: str = VISIT, **values: Any) -> str:
    return str(session.run(session.appointments.add, kind, day, children, **values).created)


def around(session: Session, first: dt.date = DAY, last: dt.date = DAY) -> tuple[Item, ...]:
    return session.run(session.appointments.between, first, last)


def all_of(session: Session, kind: str) -> tuple[Item, ...]:
    def read() -> tuple[Item, ...]:
        with session.database.work() as work:
            return read_items_of(work.connection, kind)

    return session.run(read)


def in_bin(session: Session) -> list[str]:
    def read() -> list[str]:
        with session.database.work() as work:
            return sorted(entry["kind"] for entry in read_bin(work.connection))

    return session.run(read)


def test_one_line_for_several_children(session: Session, malo: str, nolwenn: str) -> None:
    made = plan(session, malo, nolwenn, malo, at_time="14 h 30", place="Service")
    (found,) = around(session)
    assert (found.id, found.children, found.at_time, found.place) == (made, (malo, nolwenn), "14 h 30", "Service")
    assert found.record == "appointment"
    assert found.kind == VISIT
    assert found.state == AppointmentState.PLANNED
    assert len(all_of(session, "appointment")) == 1


def test_both_ends_of_a_period_are_in_it(session: Session, malo: str) -> None:
    days = [DAY + dt.timedelta(days=shift) for shift in (-1, 0, 1, 2)]
    for day in reversed(days):
        plan(session, malo, day=day)
    assert [item.planned_on for item in around(session, days[1], days[2])] == days[1:3]
    assert [item.planned_on for item in session.run(session.appointments.of_child, malo)] == days


def test_a_free_nature_is_kept_as_it_was_said(session: Session, malo: str) -> None:
    plan(session, malo, kind="Goûter  d’anniversaire ")
    assert around(session)[0].kind == "Goûter  d’anniversaire"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"children": ()}, "children"),
        ({"day": None}, "planned_on"),
        ({"kind": " "}, "kind"),
        ({"state": "PERDU"}, "state"),
    ],
)
def test_what_cannot_be_planned_is_refused_beside_its_field(
    session: Session, malo: str, changes: dict[str, Any], field: str
) -> None:
    wanted = {"children": (malo,), "day": DAY, "kind": VISIT, "state": "PREVU", **changes}
    with pytest.raises(FieldError) as refused:
        session.run(session.appointments.add, wanted["kind"], wanted["day"], wanted["children"], state=wanted["state"])
    assert refused.value.field == field
    assert all_of(session, "appointment") == ()


def test_an_unknown_child_leaves_nothing_behind(session: Session, malo: str) -> None:
    with pytest.raises(UnknownRecordError):
        plan(session, malo, "0" * 32)
    assert all_of(session, "appointment") == ()
    assert all_of(session, "appointment_child") == ()


def test_what_was_made_for_an_obligation_is_found_by_it(session: Session, malo: str, nolwenn: str) -> None:
    made = plan(session, malo, rule="HEALTH_ANNUAL", rule_key="2026")
    other = plan(session, nolwenn, rule="HEALTH_ANNUAL", rule_key="2026")
    plan(session, malo, rule="HEALTH_ANNUAL", rule_key="2027")
    plan(session, malo)
    of_rule = session.appointments.of_rule
    assert [item.id for item in session.run(of_rule, "HEALTH_ANNUAL", "2026")] == [made, other]
    assert [item.id for item in session.run(of_rule, "HEALTH_ANNUAL", "2026", nolwenn)] == [other]


def test_children_binned_or_closed_are_left_out(session: Session, malo: str, nolwenn: str) -> None:
    both, alone = plan(session, malo, nolwenn), plan(session, malo)
    session.run(session.files.bin, malo)
    (seen,) = around(session)
    assert (seen.id, seen.children) == (both, (nolwenn,))
    with pytest.raises(UnknownRecordError):
        session.run(session.appointments.one, alone)
    session.run(session.files.unbin, malo)
    assert {item.id for item in around(session)} == {both, alone}
    session.run(session.files.close, nolwenn, closed_on=TODAY.date())
    assert {item.children for item in around(session)} == {(malo,)}


def test_a_child_who_is_not_shown_stays_concerned(session: Session, malo: str, nolwenn: str) -> None:
    made = plan(session, malo, nolwenn)
    session.run(session.files.bin, nolwenn)
    session.run(session.appointments.change, made, [malo], place="École")
    session.run(session.files.unbin, nolwenn)
    (seen,) = around(session)
    assert (set(seen.children), seen.place) == ({malo, nolwenn}, "École")


def test_one_more_child_then_one_less_then_back(session: Session, malo: str, nolwenn: str) -> None:
    made = plan(session, malo)
    session.run(session.appointments.involve, made, nolwenn)
    assert session.run(session.appointments.involve, made, nolwenn).records == frozenset()
    assert around(session)[0].children == (malo, nolwenn)
    session.run(session.appointments.part, made, nolwenn)
    assert around(session)[0].children == (malo,)
    session.run(session.appointments.involve, made, nolwenn)
    assert around(session)[0].children == (malo, nolwenn)
    assert in_bin(session) == []


def test_whom_it_concerns_changes_with_the_rest_or_not_at_all(session: Session, malo: str, nolwenn: str) -> None:
    made = plan(session, malo)
    with pytest.raises(FieldError):
        session.run(session.appointments.change, made, [], place="École")
    assert (around(session)[0].children, around(session)[0].place) == ((malo,), "")
    session.run(session.appointments.change, made, [nolwenn], place="École")
    assert (around(session)[0].children, around(session)[0].place) == ((nolwenn,), "École")


def test_a_postponed_appointment_is_planned_again_and_its_past_is_kept(session: Session, malo: str) -> None:
    made = plan(session, malo)
    session.run(session.appointments.mark, made, AppointmentState.CANCELLED.value)
    later = DAY + dt.timedelta(days=7)
    session.run(session.appointments.postpone, made, later, "9 h")
    (seen,) = around(session, later, later)
    assert (seen.id, seen.state, seen.at_time) == (made, AppointmentState.PLANNED, "9 h")
    with pytest.raises(FieldError):
        session.run(session.appointments.postpone, made, None)


def test_what_took_place_begins_its_entry_in_every_journal(session: Session, malo: str, nolwenn: str) -> None:
    made = plan(session, malo, nolwenn, day=TODAY.date(), at_time="9 h", place="École", kind="ECOLE", subject="Point")
    entry = session.run(session.appointments.hold, made).created
    (seen,) = session.run(session.appointments.of_child, malo)
    assert seen.state == AppointmentState.HELD
    for child_id in (malo, nolwenn):
        (told,) = session.run(session.journal.read, child_id)
        assert told.id == entry
        assert (told.happened_on, told.kind, told.at_time, told.place) == (TODAY.date(), "ECOLE", "9 h", "École")
        assert set(told.children) == {malo, nolwenn}
        assert told.text == ""
    session.run(session.journal.remove, entry)
    assert session.run(session.journal.read, malo) == ()
    assert session.run(session.appointments.of_child, malo)[0].state == AppointmentState.HELD


def test_what_is_still_to_come_did_not_take_place(session: Session, malo: str) -> None:
    made = plan(session, malo, day=TODAY.date() + dt.timedelta(days=1))
    with pytest.raises(FieldError):
        session.run(session.appointments.hold, made)
    assert session.run(session.appointments.of_child, malo)[0].state == AppointmentState.PLANNED
    assert session.run(session.journal.read, malo) == ()


def test_the_bin_takes_it_with_its_lines_and_gives_all_back(session: Session, malo: str, nolwenn: str) -> None:
    made = plan(session, malo, nolwenn, subject="Point")
    removed = session.run(session.appointments.remove, made).removed
    assert around(session) == ()
    assert in_bin(session) == ["appointment"]
    session.run(session.appointments.put_back, removed)
    (seen,) = around(session)
    assert (seen.id, set(seen.children), seen.subject) == (made, {malo, nolwenn}, "Point")
    assert in_bin(session) == []


def test_for_one_child_only_then_with_the_last(session: Session, malo: str, nolwenn: str) -> None:
    made = plan(session, malo, nolwenn)
    first = session.run(session.appointments.remove, made, malo).removed
    assert around(session)[0].children == (nolwenn,)
    with pytest.raises(UnknownRecordError):
        session.run(session.appointments.remove, made, malo)
    second = session.run(session.appointments.remove, made, nolwenn).removed
    assert all_of(session, "appointment") == ()
    session.run(session.appointments.put_back, second)
    session.run(session.appointments.put_back, first)
    assert set(around(session)[0].children) == {malo, nolwenn}


def test_the_fictitious_base_has_an_agenda(tmp_path_factory: pytest.TempPathFactory) -> None:
    session = demo_session(tmp_path_factory)
    try:
        today = TODAY.date()
        found = around(session, today - dt.timedelta(days=30), today + dt.timedelta(days=90))
    finally:
        session.close()
    assert len(found) == 14
    assert max(len(item.children) for item in found) == 3
    assert {AppointmentKind.HEARING.value, AppointmentKind.REVIEW.value, VISIT} <= {item.kind for item in found}
