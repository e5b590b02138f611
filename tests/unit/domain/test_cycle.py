"""The year of a measure: its steps, the days proposed, what moves them and what is said of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ppe_desktop.domain.casefile import CaseFile
from ppe_desktop.domain.cycle import Known, State, Surroundings, Variant, Year, build_year
from ppe_desktop.domain.cycle.proposal import Limit, propose
from ppe_desktop.domain.cycle.steps import Nature
from ppe_desktop.domain.deadlines import Case, ServiceSettings, evaluate
from ppe_desktop.domain.deadlines.acts import acts_of
from ppe_desktop.domain.working_days import SchoolCalendar, is_working_day
from ppe_desktop.services.deadlines import shipped_rules
from ppe_desktop.services.school_days import load_school_calendar
from tests.support.casefiles import case_file, item

DAY = dt.timedelta(days=1)
EMPTY_CALENDAR = SchoolCalendar({}, dt.date.max, dt.date.min)
CHAIN = ["first_words", "plan_meeting", "plan", "invite", "words", "review", "report", "inform", "judge", "agreement", "hearing", "update"]  # fmt: skip


def d(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def placed(
    since: str = "2026-10-05",
    birth: str = "2016-02-17",
    kind: str = "PLACEMENT_ASE",
    until: str = "",
    *more: Any,
    **child: Any,
) -> CaseFile:
    """A child under one measure."""
    one = item("child", birth_surname="Durand", first_names="Léa", birth_date=d(birth), **child)
    episode = item("care_episode", child_id=one.id, since=d(since))
    measure = item("measure", episode_id=episode.id, type=kind, since=d(since), until=d(until) if until else None)
    return case_file(one, episode, measure, *more)


def with_items(file: CaseFile, *more: Any) -> CaseFile:
    """The same file with other records; theirs belong to the child."""
    items = file.items
    for one in more:
        items = items.with_items(one.record, [*items.of(one.record), one])
    return CaseFile(file.child, items)


def year_of(file: CaseFile, today: str, *, appointments: Any = (), words: Any = (), calendar: Any = None, review: str = "synthèse annuelle", zone: str = "C") -> Year:  # fmt: skip
    found = maybe_year(
        file, d(today), appointments=appointments, words=words, calendar=calendar, review=review, zone=zone
    )
    assert found is not None
    return found


def maybe_year(file: CaseFile, today: dt.date, *, appointments: Any = (), words: Any = (), calendar: Any = None, review: str = "synthèse annuelle", zone: str = "C") -> Year | None:  # fmt: skip
    deadlines = evaluate(Case(file, acts_of(file), (), ServiceSettings()), shipped_rules(), today)
    around = Surroundings(today, calendar or load_school_calendar(), zone, file.child.birth_date)
    return build_year(file, Known(deadlines, appointments, tuple(map(d, words)), review), around)


def steps(year: Year) -> dict[str, Any]:
    return {step.key: step for step in year.steps}


def appointment(kind: str, day: str, rule: str = "", state: str = "PREVU") -> Any:
    return item("appointment", kind=kind, planned_on=d(day), rule=rule, state=state)


def report(file: CaseFile, written: str, informed: str = "", sent: str = "") -> Any:
    return item(
        "situation_report", child_id=file.child.id, written_on=d(written),
        informed_on=d(informed) if informed else None, sent_on=d(sent) if sent else None,
    )  # fmt: skip


# ---------------------------------------------------------------- the first year


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("health", "2026-10-20"),
        ("first_words", "2026-11-04"),  # a Wednesday: the 5th is a school day
        ("plan_meeting", "2026-12-04"),  # the 5th is a Saturday
        ("plan", "2026-12-21"),
        ("invite", "2027-07-05"),
        ("words", "2027-07-21"),  # in the summer holidays
        ("review", "2027-09-02"),  # the 5th of August is in the summer holidays; there is time after them
    ],
)
def test_the_year_of_a_placement_has_its_steps_at_their_time(key, day):
    found = steps(year_of(placed(), "2026-10-05"))
    assert found[key].day == d(day)


def test_the_year_of_a_placement_is_whole_and_in_order():
    year = year_of(placed(until="2027-10-05"), "2026-10-05")
    assert year.period.variant is Variant.PLACEMENT
    assert [step.key for step in year.steps if step.key != "health"] == [key for key in CHAIN if key != "agreement"]
    assert year.title == "L’année de la mesure"
    assert (year.period.start, year.period.end) == (d("2026-10-05"), d("2027-09-05"))  # a month before the term


def test_each_day_explains_itself():
    found = steps(year_of(placed("2026-03-14"), "2026-04-01"))
    assert (
        found["plan_meeting"].reason
        == "Mois\N{NO-BREAK SPACE}2 de la mesure, avancé au mercredi 13\N{NO-BREAK SPACE}: le 14 est férié (Ascension)."
    )
    assert found["report"].reason.startswith(
        "Mois\N{NO-BREAK SPACE}10 de la mesure (un\N{NO-BREAK SPACE}mois et demi avant le 14/03/2027)"
    )
    assert (
        "un samedi" in found["report"].reason
        or "un dimanche" in found["report"].reason
        or "avancé" not in found["report"].reason
    )


def test_a_meeting_leaves_the_school_holidays_and_says_so():
    file = placed(
        "2026-12-22"
    )  # two months later: the winter holidays of zone C, 6 to 21 February 2027; zone B begins on the 20th
    found = steps(year_of(file, "2026-12-22", zone="C"))
    assert found["plan_meeting"].day == d("2027-02-22")
    found = steps(year_of(file, "2026-12-22", zone="B"))
    assert found["plan_meeting"].day == d("2027-02-19")
    assert "pendant les vacances d’hiver (zone B)" in found["plan_meeting"].reason


@pytest.mark.parametrize(
    ("birth", "weekday"),
    [("2016-02-17", 2), ("2024-06-01", 3), ("2010-01-01", 3)],
)
def test_words_are_collected_out_of_class_at_school_age_only(birth, weekday):
    found = steps(year_of(placed("2026-10-05", birth), "2026-10-05"))
    assert found["first_words"].day.weekday() == weekday  # the 5th of November 2026 is a Thursday


def test_words_in_the_holidays_need_no_wednesday():
    found = steps(
        year_of(placed("2026-03-12"), "2026-03-12")
    )  # a month later: Sunday 12 April; spring from the 18th in zone C
    assert found["first_words"].day.weekday() == 2
    found = steps(year_of(placed("2026-03-23"), "2026-03-23"))
    assert found["first_words"].day == d("2026-04-23")
    assert found["first_words"].reason.endswith("Pendant les vacances de printemps, hors du temps de classe.")


def test_the_yearly_review_bears_the_name_the_service_gives_it():
    found = steps(year_of(placed(), "2026-10-05", review="concertation"))
    assert (found["review"].title, found["review"].short) == ("Concertation", "Concertation")
    assert found["invite"].title == "Inviter à la concertation"


def test_titles_name_the_child_and_subjects_do_not():
    found = steps(year_of(placed(usual_first_name="Élie"), "2026-10-05"))
    assert found["first_words"].title == "Recueillir la parole d’Élie et de ses parents pour le projet"
    assert found["first_words"].subject == "Recueillir la parole de l’enfant et de ses parents pour le projet"
    alone = steps(year_of(placed(is_unaccompanied=True), "2026-10-05"))
    assert alone["first_words"].title == "Recueillir la parole de Léa pour le projet"


# ---------------------------------------------------------------- kinds of measure


def test_a_measure_at_home_agreed_with_the_parents_ends_by_an_agreement():
    year = year_of(placed(kind="AED", since="2026-03-02", until="2027-03-01"), "2026-06-01")
    keys = [step.key for step in year.steps]
    assert year.period.variant is Variant.HOME
    assert "judge" not in keys
    assert "hearing" not in keys
    assert steps(year)["review"].day < steps(year)["agreement"].day <= d("2027-03-01")


def test_without_any_report_due_the_meetings_prepare_the_end_of_the_agreement():
    year = year_of(placed(kind="TISF", since="2026-03-02", until="2027-03-01"), "2026-06-01")
    assert [step.key for step in year.steps][-1] == "agreement"
    assert steps(year)["invite"].rule == "ADMIN_END"
    assert "report" not in steps(year)


def test_a_file_without_any_report_for_years_shows_the_last_year_missed():
    year = year_of(placed("2021-03-10", created_at=dt.datetime(2026, 5, 1, 9)), "2026-05-04")
    assert (year.period.start, year.period.end) == (d("2025-03-10"), d("2026-03-10"))
    assert not year.period.is_first


def test_an_aemo_reports_to_the_judge_before_its_term():
    year = year_of(placed(kind="AEMO", since="2026-03-10", until="2027-03-10"), "2026-04-01")
    found = steps(year)
    assert year.period.variant is Variant.HOME
    assert found["judge"].due_on == d("2027-02-08")
    assert found["judge"].day <= d("2027-02-08")
    assert found["hearing"].state is State.AWAITED
    assert found["hearing"].day is None


def test_a_young_adult_has_a_year_without_parents_nor_judge():
    year = year_of(placed(kind="AEJM", since="2026-03-10", until="2027-03-09", birth="2008-03-10"), "2026-06-01")
    keys = [step.key for step in year.steps]
    assert year.period.variant is Variant.YOUNG_ADULT
    assert keys[-3:] == ["invite", "review", "agreement"]
    assert not any("parents" in step.title or "juge" in step.title for step in year.steps)
    assert all(step.day <= d("2027-03-09") for step in year.steps if step.day)


def test_the_youngest_have_a_half_year():
    year = year_of(placed("2026-06-01", birth="2025-12-04"), "2026-06-02")
    assert year.title == "Le semestre de la mesure"
    assert year.period.end == d("2026-12-01")
    assert steps(year)["report"].day <= d("2026-12-01")


@pytest.mark.parametrize("kind", ["MJIE", ""])
def test_no_year_without_a_measure(kind):
    assert maybe_year(placed(kind=kind), d("2026-12-01")) is None


def test_no_year_once_it_ended_nor_after_a_death():
    file = placed()
    (measure,) = file.of("measure")
    ended = CaseFile(file.child, file.items.with_items("measure", [measure.having(ended_on=d("2026-11-01"))]))
    assert maybe_year(ended, d("2026-12-01")) is None
    assert maybe_year(placed(death_date=d("2026-11-01")), d("2026-12-01")) is None


# ---------------------------------------------------------------- what is done, what is planned


def test_what_the_file_tells_is_done_with_its_day():
    file = placed("2026-06-01")
    file = with_items(
        file,
        item("health_event", child_id=file.child.id, kind="BILAN_ENTREE", done_on=d("2026-06-20")),
        item("child_plan", child_id=file.child.id, version=1, status="TERMINE", established_on=d("2026-08-25")),
    )
    found = steps(year_of(file, "2026-10-01", words=["2026-07-08"]))
    assert (found["health"].state, found["health"].day) == (State.DONE, d("2026-06-20"))
    assert (found["plan"].state, found["plan"].day) == (State.DONE, d("2026-08-25"))
    assert (found["first_words"].state, found["first_words"].day) == (State.DONE, d("2026-07-08"))
    assert found["first_words"].reason == "Paroles de Léa notées le 08/07/2026."
    assert found["plan_meeting"].state is State.PASSED


def test_words_said_after_the_plan_are_not_those_of_the_plan():
    file = placed("2026-06-01")
    plan = item("child_plan", child_id=file.child.id, version=1, status="TERMINE", established_on=d("2026-08-25"))
    found = steps(year_of(with_items(file, plan), "2026-10-01", words=["2026-09-20"]))
    assert found["first_words"].state is State.PASSED


def test_an_appointment_of_the_step_is_its_day():
    found = steps(
        year_of(placed(), "2026-10-20", appointments=[appointment("REUNION_PPE", "2026-11-30", "PPE_INITIAL")])
    )
    assert (found["plan_meeting"].state, found["plan_meeting"].day) == (State.PLANNED, d("2026-11-30"))
    assert found["plan_meeting"].appointment_id
    assert found["first_words"].day < d("2026-11-30") < found["plan"].day


@pytest.mark.parametrize(
    ("made", "state"),
    [
        (appointment("REUNION_PPE", "2026-10-12"), State.PLANNED),
        (appointment("REUNION_PPE", "2026-10-12", state="TENU"), State.DONE),
        (appointment("REUNION_PPE", "2026-10-12", state="ANNULE"), State.PROPOSED),
        (appointment("REUNION_PPE", "2025-10-12"), State.PROPOSED),
        (appointment("REUNION", "2026-10-12"), State.PROPOSED),
    ],
)
def test_which_appointments_are_the_meeting_of_the_plan(made, state):
    assert steps(year_of(placed(), "2026-10-20", appointments=[made]))["plan_meeting"].state is state


def test_a_day_planned_gone_by_without_an_answer_is_late():
    found = steps(year_of(placed(), "2026-11-20", appointments=[appointment("REUNION_PPE", "2026-11-12")]))
    assert found["plan_meeting"].is_late
    assert found["plan_meeting"].reason == "Prévu le 12/11/2026, sans suite notée."


def test_a_health_check_booked_in_the_file_is_planned():
    file = placed()
    booked = item("health_event", child_id=file.child.id, kind="BILAN_ENTREE", booked_on=d("2026-10-28"))
    found = steps(year_of(with_items(file, booked), "2026-10-10"))
    assert (found["health"].state, found["health"].day) == (State.PLANNED, d("2026-10-28"))


def test_a_hearing_known_brings_the_report_before_it():
    file = placed("2026-03-10", until="2027-03-10")
    found = steps(year_of(file, "2026-11-02", appointments=[appointment("AUDIENCE", "2026-12-14")]))
    assert found["hearing"].day == d("2026-12-14")
    assert found["review"].day < found["report"].day < found["inform"].day < found["judge"].day < d("2026-12-14")
    assert "l’audience est le 14/12/2026" in found["judge"].reason


def test_the_yearly_health_check_follows_the_one_at_entry():
    file = placed("2025-03-10")
    entry = item("health_event", child_id=file.child.id, kind="BILAN_ENTREE", done_on=d("2025-04-14"))
    found = steps(year_of(with_items(file, entry), "2026-01-12"))
    assert found["health"].day == d("2025-04-14")
    assert found["health_year"].due_on == d("2026-04-14")
    assert found["health_year"].day == d("2026-03-11")  # a month before, the 15th is a Sunday
    assert found["health_year"].reason.startswith("Un mois avant la date limite du 14/04/2026, avancé au mercredi 11")


# ---------------------------------------------------------------- from one year to the next


def test_a_report_opens_the_next_year_once_what_follows_it_is_done():
    file = placed("2025-03-10")
    written = report(file, "2026-02-10", "2026-02-20", "2026-03-01")
    plan = item("child_plan", child_id=file.child.id, version=1, status="TERMINE", established_on=d("2026-03-15"))
    year = year_of(with_items(file, written, plan), "2026-03-20")
    assert (year.period.start, year.period.end) == (d("2026-02-10"), d("2027-02-08"))  # a month before two years
    assert steps(year)["report"].state is State.PROPOSED
    assert "depuis le dernier rapport" in steps(year)["report"].reason


def test_a_report_just_written_keeps_its_year_until_it_is_told_and_sent():
    file = placed("2025-03-10")
    year = year_of(with_items(file, report(file, "2026-02-10")), "2026-02-16")
    found = steps(year)
    assert (found["report"].state, found["report"].day) == (State.DONE, d("2026-02-10"))
    assert found["inform"].state is State.PROPOSED
    assert found["inform"].reason.startswith("Après le rapport du 10/02/2026")
    assert found["review"].state is State.PASSED
    assert found["judge"].due_on == d("2026-03-10")
    assert found["inform"].day < found["judge"].day <= d("2026-03-10")
    later = year_of(with_items(file, report(file, "2026-02-10")), "2026-05-01")
    assert later.period.start == d("2026-02-10"), "after two months the next year is shown"


def test_the_year_counts_from_the_interim_order():
    file = placed("2026-06-01", kind="OPP_PARQUET")
    (order,) = file.of("measure")
    judgment = item(
        "measure", episode_id=order.episode_id, type="PLACEMENT_ASE", since=d("2026-06-20"), until=d("2027-06-20")
    )
    items = file.items.with_items("measure", [order.having(ended_on=d("2026-06-20")), judgment])
    year = year_of(CaseFile(file.child, items), "2026-07-01")
    assert year.period.care_start == d("2026-06-01")
    assert year.period.measure.id == judgment.id
    assert steps(year)["plan"].due_on == d("2026-09-01")


def test_the_term_of_a_measure_gone_does_not_bind_the_year():
    file = placed("2025-06-01", until="2025-12-01")
    (first,) = file.of("measure")
    second = item(
        "measure", episode_id=first.episode_id, type="PLACEMENT_ASE", since=d("2025-12-01"), until=d("2027-12-01")
    )
    year = year_of(
        CaseFile(file.child, file.items.with_items("measure", [first.having(ended_on=d("2025-12-01")), second])),
        "2026-03-01",
    )
    assert year.period.end == d("2026-06-01")


# ---------------------------------------------------------------- late


def test_what_is_overdue_is_proposed_at_once_in_order_and_says_why():
    year = year_of(placed("2025-03-10"), "2026-05-04")
    found = steps(year)
    assert found["report"].is_late
    assert found["report"].reason == "La date limite du 10/03/2026 est passée\N{NO-BREAK SPACE}: au plus tôt."
    days = [step.day for step in year.steps if step.key in CHAIN and step.day]
    assert days == sorted(days)
    assert d("2026-05-04") < min(day for day in days if day)


def test_a_due_date_on_a_sunday_with_no_working_day_left_is_said():
    chosen = propose(d("2026-11-01"), d("2026-11-28"), d("2026-11-28"), Limit(d("2026-11-29"), "la date limite est le 29/11/2026"), Nature.DESK, around("2026-11-27"))  # fmt: skip
    assert chosen.day == d("2026-11-30")
    assert "aucun jour ouvré ne reste à temps" in chosen.why


def test_a_calendar_not_published_is_said_and_done_without():
    year = year_of(placed("2029-01-08"), "2029-01-08")
    assert year.remarks == (
        "Le calendrier scolaire n’est publié que jusqu’au 31/08/2028\N{NO-BREAK SPACE}: au-delà, les dates sont proposées sans en tenir compte.",
    )
    assert all(step.day for step in year.steps)
    assert year_of(placed(), "2026-10-05").remarks == ()


def around(today: str, birth: str = "2016-02-17") -> Surroundings:
    return Surroundings(d(today), load_school_calendar(), "C", d(birth))


# ---------------------------------------------------------------- whatever the case

FEW = settings(max_examples=40, deadline=None)
KINDS = sorted(["PLACEMENT_ASE", "AEMO", "AED", "AP", "TDC", "OPP_PARQUET", "AEJM", "TUTELLE_DEPT", "AGBF"])
CASES = st.tuples(
    st.sampled_from(KINDS),
    st.dates(dt.date(2024, 1, 1), dt.date(2027, 12, 31)),
    st.integers(0, 800),
    st.one_of(st.none(), st.integers(30, 730)),
    st.dates(dt.date(2005, 1, 1), dt.date(2023, 12, 31)),
)


def made(case: tuple[Any, ...]) -> tuple[CaseFile, dt.date]:
    kind, since, gone, lasts, birth = case
    until = (since + lasts * DAY).isoformat() if lasts else ""
    return placed(since.isoformat(), birth.isoformat(), kind, until), since + gone * DAY


@FEW
@given(CASES)
def test_every_day_proposed_is_worked_ahead_in_order_and_never_after_what_is_due(case):
    file, today = made(case)
    year = maybe_year(file, today)
    if year is None:
        return
    before: dt.date | None = None
    for step in year.steps:
        assert step.reason.endswith(".")
        if step.state is not State.PROPOSED:
            continue
        assert is_working_day(step.day)
        assert step.day > today
        if step.due_on and any(is_working_day(today + n * DAY) for n in range(1, (step.due_on - today).days + 1)):
            assert step.day <= step.due_on
        if step.key in CHAIN:
            assert before is None or before <= step.day
            before = step.day


@FEW
@given(CASES, st.data())
def test_accepting_a_day_moves_no_other(case, data):
    file, today = made(case)
    year = maybe_year(file, today)
    if year is None or not year.to_plan():
        return
    chosen = data.draw(st.sampled_from(year.to_plan()))
    accepted = item("appointment", kind=chosen.step.kind, planned_on=chosen.day, rule=chosen.rule, state="PREVU")
    after = maybe_year(file, today, appointments=[accepted])
    assert steps(after)[chosen.key].state is State.PLANNED
    assert {key: step.day for key, step in steps(after).items()} == {key: step.day for key, step in steps(year).items()}


@FEW
@given(CASES)
def test_the_same_file_gives_the_same_year(case):
    file, today = made(case)
    assert maybe_year(file, today) == maybe_year(file, today)
    without = maybe_year(file, today, calendar=EMPTY_CALENDAR)
    assert (without is None) == (maybe_year(file, today) is None)
