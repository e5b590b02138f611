"""The year of a measure on real encrypted bases: read, planned, taken back, shared by siblings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ppe_desktop.domain.agenda import entries_of
from ppe_desktop.domain.agenda.ics import summary_of
from ppe_desktop.domain.agenda.words import appointment_label
from ppe_desktop.domain.cycle import State, Year, YearStep
from ppe_desktop.domain.errors import FieldError, UnknownRecordError
from ppe_desktop.domain.working_days import is_working_day
from ppe_desktop.services.session import Session
from tests.support.base import TODAY, new_session
from tests.support.demo_base import demo_session

D = dt.date
SINCE = D(2026, 9, 28)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = new_session(tmp_path / "base")
    yield made
    made.close()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    made = demo_session(tmp_path_factory)
    yield made
    made.close()


def placed(session: Session, first_names: str = "Léa", since: dt.date = SINCE, measure: str = "PLACEMENT_ASE") -> str:
    made = session.run(
        session.files.create, surname="Durand", first_names=first_names, birth_date=D(2016, 2, 17), measure=measure, since=since
    )  # fmt: skip
    return str(made.created)


def siblings(session: Session, **other: object) -> tuple[str, str]:
    one, two = placed(session), placed(session, "Hugo", **other)  # type: ignore[arg-type]
    session.run(session.records.add, "sibling_link", child_id=one, other_child_id=two, kind="GERMAIN")
    return one, two


def year_of(session: Session, child_id: str, on: dt.date | None = None) -> Year:
    year = session.run(session.cycle.of_child, child_id, on).year
    assert year is not None
    return year


def step(session: Session, child_id: str, key: str) -> YearStep:
    (found,) = [one for one in year_of(session, child_id).steps if one.key == key]
    return found


def test_a_step_planned_is_an_appointment_that_serves_the_rule(session: Session) -> None:
    child = placed(session)
    proposed = step(session, child, "plan_meeting")
    assert proposed.state is State.PROPOSED
    session.run(session.cycle.plan, proposed, D(2026, 12, 7), [child])
    planned = step(session, child, "plan_meeting")
    assert (planned.state, planned.day) == (State.PLANNED, D(2026, 12, 7))
    (made,) = session.run(session.appointments.of_child, child)
    assert (made.kind, made.rule, made.planned_on) == ("REUNION_PPE", "PPE_INITIAL", D(2026, 12, 7))
    (deadline,) = [one for one in session.run(session.deadlines.of_child, child) if one.rule.id == "PPE_INITIAL"]
    assert made.rule_key == deadline.key
    assert "Léa" not in made.subject


def test_everything_planned_at_once_keeps_the_days_typed_and_can_be_taken_back(session: Session) -> None:
    child = placed(session)
    before = year_of(session, child)
    planned = session.run(session.cycle.plan_all, before.to_plan(), {"review": D(2027, 7, 8)}, [child])
    after = {one.key: one for one in year_of(session, child).steps}
    assert len(planned.appointments) == len(before.to_plan())
    assert after["review"].day == D(2027, 7, 8)
    assert not year_of(session, child).to_plan()
    for one in before.to_plan():
        assert after[one.key].state is State.PLANNED
        assert one.key == "review" or after[one.key].day == one.day
    session.run(session.cycle.take_back, planned)
    assert year_of(session, child) == before
    assert not session.run(session.appointments.of_child, child)


def test_taking_back_twice_or_after_one_was_removed_harms_nothing(session: Session) -> None:
    child = placed(session)
    planned = session.run(session.cycle.plan_all, year_of(session, child).to_plan()[:2], {}, [child])
    session.run(session.appointments.remove, planned.appointments[0])
    session.run(session.cycle.take_back, planned)
    session.run(session.cycle.take_back, planned)
    assert not session.run(session.appointments.of_child, child)


def test_a_day_that_cannot_be_kept_is_refused(session: Session) -> None:
    child = placed(session)
    with pytest.raises(FieldError):
        session.run(session.cycle.plan, step(session, child, "invite"), D(27, 1, 4), [child])
    with pytest.raises(FieldError):
        session.run(session.cycle.plan, step(session, child, "invite"), D(2027, 1, 4), [])
    assert not session.run(session.appointments.of_child, child)


def test_siblings_under_the_same_measure_share_one_appointment(session: Session) -> None:
    one, two = siblings(session)
    found = session.run(session.cycle.of_child, one)
    assert [(other.child_id, other.first_name) for other in found.sharing] == [(two, "Hugo")]
    session.run(session.cycle.plan, step(session, one, "plan_meeting"), D(2026, 12, 7), [one, two])
    (made,) = session.run(session.appointments.of_child, two)
    assert set(made.children) == {one, two}
    assert step(session, two, "plan_meeting").state is State.PLANNED
    assert step(session, two, "plan_meeting").day == step(session, one, "plan_meeting").day


@pytest.mark.parametrize("other", [{"since": D(2026, 10, 1)}, {"measure": "AEMO"}])
def test_another_measure_is_not_shared(session: Session, other: dict[str, object]) -> None:
    one, _two = siblings(session, **other)
    assert session.run(session.cycle.of_child, one).sharing == ()


def test_a_sibling_whose_file_is_closed_or_thrown_away_is_left_out(session: Session) -> None:
    one, two = siblings(session)
    session.run(session.files.bin, two)
    assert session.run(session.cycle.of_child, one).sharing == ()


def test_words_noted_answer_the_step_of_words(session: Session) -> None:
    child = placed(session)
    session.run(
        session.records.add, "statement", child_id=child, speaker="MERE", said_on=D(2026, 10, 20), exact_words="Je veux le voir."
    )  # fmt: skip
    assert step(session, child, "first_words").state is State.PROPOSED
    session.run(
        session.records.add, "statement", child_id=child, speaker="ENFANT", said_on=D(2026, 10, 21), exact_words="J’aime le foot."
    )  # fmt: skip
    told = step(session, child, "first_words")
    assert (told.state, told.day) == (State.DONE, D(2026, 10, 21))


def test_the_zone_and_the_name_of_the_review_are_those_of_the_service(session: Session) -> None:
    child = placed(session)
    assert session.run(session.cycle.of_child, child).zone == "C"
    settings = session.run(session.deadlines.settings)
    session.run(session.deadlines.keep_settings, replace(settings, school_zone="B", review_name="concertation"))
    found = session.run(session.cycle.of_child, child)
    assert found.zone == "B"
    assert step(session, child, "review").title == "Concertation"
    session.run(session.appointments.add, "SYNTHESE", D(2026, 12, 7), [child])
    assert [appointment_label(one) for one in session.run(session.appointments.of_child, child)] == ["Concertation"]
    (entry,) = entries_of(
        session.run(session.calendar.read, D(2026, 12, 7), D(2026, 12, 7)),
        D(2026, 12, 7),
        D(2026, 12, 7),
        D(2026, 12, 1),
    )
    assert (entry.title, summary_of(entry).split()[-1]) == ("Concertation", "concertation")
    names = [holiday.name for holiday in found.holidays]
    assert names[0] == "Vacances de la Toussaint"
    assert "Vacances d’hiver" in names


def test_no_measure_no_year_and_no_child_says_so(session: Session) -> None:
    made = session.run(session.files.create, surname="Durand", first_names="Léa")
    found = session.run(session.cycle.of_child, str(made.created))
    assert (found.year, found.sharing, found.holidays) == (None, (), ())
    with pytest.raises(UnknownRecordError):
        session.run(session.cycle.of_child, "0" * 32)


def test_every_fictitious_child_has_a_year_that_holds(filled: Session) -> None:
    shown = 0
    for child in filled.run(filled.files.children):
        year = filled.run(filled.cycle.of_child, child.id).year
        if year is None:
            continue
        shown += 1
        for one in year.to_plan():
            assert is_working_day(one.day or TODAY.date())
            assert (one.day or TODAY.date()) > TODAY.date()
    assert shown >= 10


def test_fictitious_siblings_are_offered_together(filled: Session) -> None:
    by_name = {child.first_names: child.id for child in filled.run(filled.files.children)}
    (awa,) = [child for name, child in by_name.items() if name.startswith("Awa")]
    assert [one.first_name for one in filled.run(filled.cycle.of_child, awa).sharing] == ["Ava"]
