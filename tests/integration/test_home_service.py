"""What the first screen reads: the week, birthdays, children not met, drafts; the day when the clock goes back; beginning what is due."""

import datetime as dt
from contextlib import suppress

import pytest

from ppe_desktop.domain.deadlines.results import Status
from ppe_desktop.domain.deadlines.words import Column
from ppe_desktop.domain.errors import FieldError
from ppe_desktop.domain.home import initials_of, week_of
from ppe_desktop.domain.vocabulary import JournalKind
from ppe_desktop.runtime.clock import now, today
from tests.support.base import Clock, access, new_session
from tests.support.screens import add_child
from tests.support.vault import PASSPHRASE

MONDAY = dt.datetime(2026, 11, 23, 14, 5)
TODAY = MONDAY.date()
DAY = dt.timedelta(days=1)


@pytest.fixture
def clock():
    return Clock(MONDAY)


@pytest.fixture
def session(tmp_path, clock):
    opened = new_session(tmp_path / "base", clock)
    yield opened
    opened.close()


def child(session, surname, first_names="Léa", birth=dt.date(2017, 6, 1), days=120):
    return add_child(session, surname, first_names, birth, measure="PLACEMENT_ASE", since=TODAY - days * DAY)


def home(session):
    return session.run(session.home.read)


def met(session, child_id, kind, on):
    made = session.run(session.journal.start, child_id, kind, on)
    entry = next(item for item in session.run(session.journal.read, child_id) if item.happened_on == on)
    session.run(session.records.change, "journal_entry", entry.id, text="Un moment ensemble.")
    return made


def deadline(session, child_id, rule):
    found = session.run(session.deadlines.of_child, child_id)
    return next(one for one in found if one.rule.id == rule and one.status.is_open)


def test_an_empty_base_says_so_and_knows_the_user(session):
    read = home(session)
    assert read.is_empty
    assert read.first_name == "Claire"
    assert not any(read.due.values())
    assert not read.unmet


def test_a_base_whose_only_file_is_closed_is_not_empty(session):
    one = child(session, "Durand")
    session.run(session.files.close, one, closed_on=TODAY, reason="MAJORITE")
    read = home(session)
    assert not read.is_empty
    assert not read.unmet
    assert not read.names


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (dt.date(2026, 11, 23), dt.date(2026, 11, 23), dt.date(2026, 11, 29)),
        (dt.date(2026, 11, 27), dt.date(2026, 11, 23), dt.date(2026, 11, 29)),
        (dt.date(2026, 11, 28), dt.date(2026, 11, 28), dt.date(2026, 12, 6)),
        (dt.date(2026, 11, 29), dt.date(2026, 11, 29), dt.date(2026, 12, 6)),
    ],
)
def test_the_week_is_that_of_today_and_at_the_weekend_the_next_one_too(today, first, last):
    assert week_of(today) == (first, last)


def test_the_appointments_of_the_week_name_their_children(session):
    one, two = child(session, "Durand"), child(session, "Benali")
    for day in (TODAY - 2 * DAY, TODAY + 2 * DAY, TODAY + 8 * DAY):
        session.run(session.appointments.add, "VISITE", day, [one, two])
    (shown,) = home(session).appointments
    assert shown.planned_on == TODAY + 2 * DAY
    assert {home(session).names[child_id] for child_id in shown.children} == {"Léa Durand", "Léa Benali"}


def test_birthdays_are_those_of_the_fortnight_without_the_dead_and_the_unknown(session):
    child(session, "Demain", birth=dt.date(2017, 11, 24))
    child(session, "Aujourdhui", birth=dt.date(2008, 11, 23))
    child(session, "Quinze", birth=dt.date(2020, 12, 7))
    child(session, "Seize", birth=dt.date(2020, 12, 8))
    child(session, "Hier", birth=dt.date(2017, 11, 22))
    dead = child(session, "Absent", birth=dt.date(2017, 11, 25))
    session.run(session.records.change, "child", dead, death_date=dt.date(2026, 5, 1))
    vague = child(session, "Vague", birth=dt.date(2017, 12, 1))
    session.run(session.records.change, "child", vague, birth_date_precision="YEAR")
    assert [(one.name, one.on, one.age) for one in home(session).birthdays] == [
        ("Léa Aujourdhui", dt.date(2026, 11, 23), 18),
        ("Léa Demain", dt.date(2026, 11, 24), 9),
        ("Léa Quinze", dt.date(2026, 12, 7), 6),
    ]


def test_one_born_on_29_february_has_a_birthday_every_year(tmp_path):
    session = new_session(tmp_path / "bissextile", Clock(dt.datetime(2027, 2, 20, 9, 0)))
    add_child(session, "Février", "Noé", dt.date(2016, 2, 29))
    assert [(one.on, one.age) for one in session.run(session.home.read).birthdays] == [(dt.date(2027, 2, 28), 11)]
    session.close()


def test_only_a_meeting_with_the_child_counts_as_a_meeting(session):
    visited, called, heard, absent, never = (
        child(session, name) for name in ("Vu", "Appel", "Dit", "Absent", "Jamais")
    )
    met(session, visited, JournalKind.CARE_VISIT.value, TODAY - 10 * DAY)
    met(session, called, JournalKind.HOME_VISIT.value, TODAY - 100 * DAY)
    met(session, called, JournalKind.CALL.value, TODAY - 5 * DAY)
    words = {"speaker": "ENFANT", "exact_words": "Je veux voir ma sœur."}
    session.run(session.records.add, "statement", child_id=heard, said_on=TODAY - 20 * DAY, **words)
    missed = {"speaker": "ENFANT", "outcome": "NON_RENCONTRE"}
    session.run(session.records.add, "statement", child_id=absent, said_on=TODAY - 3 * DAY, **missed)
    shown = {one.name: one.last_on for one in home(session).unmet}
    assert shown == {"Léa Jamais": None, "Léa Absent": None, "Léa Appel": TODAY - 100 * DAY}
    assert next(iter(shown)) in ("Léa Absent", "Léa Jamais"), "never met comes first"
    assert never


def test_how_long_is_long_is_a_choice_that_is_kept(session):
    one = child(session, "Durand")
    met(session, one, JournalKind.INTERVIEW.value, TODAY - 45 * DAY)
    assert not home(session).unmet
    session.run(session.home.keep_unmet_months, 1)
    assert [row.name for row in home(session).unmet] == ["Léa Durand"]
    session.run(session.home.keep_unmet_months, 400)
    assert home(session).unmet_months == 2, "what is no choice falls back on the usual one"


def test_drafts_and_files_opened_last_are_there(session):
    one, two = child(session, "Durand"), child(session, "Benali")
    plan = session.run(session.plans.prepare, one).created
    for opened in (one, two):
        session.run(session.search.note_opened, opened)
    read = home(session)
    assert [(draft.plan_id, draft.name, draft.version) for draft in read.drafts] == [(plan, "Léa Durand", 1)]
    assert read.recent == [(two, "Léa Benali"), (one, "Léa Durand")]


def reopened(tmp_path, session, moment):
    session.close()
    return access(Clock(moment)).open(tmp_path / "base", PASSPHRASE)


def late(read):
    return [one.rule.id for child in read.due[Column.LATE] for one in child.deadlines]


def test_a_clock_set_back_hides_nothing_and_is_told(tmp_path, session):
    child(session, "Durand")
    before = late(home(session))
    assert "PPE_INITIAL" in before
    again = reopened(tmp_path, session, dt.datetime(2020, 2, 3, 8, 0))
    try:
        read = again.run(again.home.read)
        assert read.today == (TODAY, dt.date(2020, 2, 3))
        assert read.today.is_set_back
        assert today() == max(TODAY, now().date()), "the screens go by the same day"
        assert late(read) == before
        (one,) = read.due[Column.LATE]
        found = again.run(again.deadlines.of_child, one.child_id)
        assert [late for late in found if late.status is Status.OVERDUE] == list(one.deadlines)
        assert again.run(again.home.late_count) == len(one.deadlines)
    finally:
        again.close()


def test_the_day_is_known_even_when_nothing_was_written_that_day(tmp_path, session, clock):
    child(session, "Durand")
    clock.advance(days=30)
    home(session)
    again = reopened(tmp_path, session, MONDAY)
    try:
        assert again.run(again.home.today).day == TODAY + 30 * DAY
    finally:
        again.close()


def test_whoever_knows_better_says_the_clock_is_right_and_a_later_fall_is_still_seen(tmp_path, session, clock):
    clock.advance(days=3650)  # a clock ten years ahead, by mistake
    child(session, "Durand")
    home(session)
    again = reopened(tmp_path, session, MONDAY)
    assert again.run(again.home.today).is_set_back
    again.run(again.home.trust_clock)
    assert again.run(again.home.today) == (TODAY, TODAY)
    third = reopened(tmp_path, again, dt.datetime(2019, 1, 1, 8, 0))
    assert third.run(third.home.today) == (TODAY, dt.date(2019, 1, 1))
    third.close()


def test_the_right_record_is_begun_with_what_is_known_and_only_once(session):
    one = child(session, "Durand")
    due = deadline(session, one, "HEALTH_ENTRY")
    begun = session.run(session.acting.begin, one, due)
    assert (begun.section, begun.kind, begun.field, begun.is_new) == ("health", "health_event", "booked_on", True)
    (event,) = session.run(session.files.open, one).of("health_event")
    assert (event.id, event.kind, event.asked_on, event.booked_on) == (begun.record_id, "BILAN_ENTREE", None, None)
    session.run(session.records.change, "health_event", event.id, booked_on=TODAY + 10 * DAY)
    again = session.run(session.acting.begin, one, due)
    assert (again.record_id, again.field, again.is_new) == (event.id, "done_on", False)


def test_a_step_begun_is_of_the_kind_that_is_due(session):
    one = child(session, "Durand", birth=dt.date(2010, 6, 1))
    begun = session.run(session.acting.begin, one, deadline(session, one, "AUTONOMY_PREP_16"))
    (step,) = session.run(session.files.open, one).of("statutory_step")
    assert (step.id, step.kind, step.done_on) == (begun.record_id, "autonomy_first", None)


def test_what_is_written_on_a_report_opens_that_report(session):
    one = child(session, "Durand")
    report = session.run(session.records.add, "situation_report", child_id=one, written_on=TODAY - 20 * DAY).created
    due = deadline(session, one, "REPORT_INFORM")
    begun = session.run(session.acting.begin, one, due)
    assert (begun.kind, begun.record_id, begun.field, begun.is_new) == (
        "situation_report",
        report,
        "informed_on",
        False,
    )
    session.run(session.records.change, "situation_report", report, informed_on=TODAY - 15 * DAY)
    other = session.run(session.acting.begin, one, due)
    assert (other.field, other.is_new) == ("written_on", True), "what was told of the report before is never typed over"
    assert session.run(session.acting.begin, one, due).record_id == other.record_id != report
    session.run(session.records.change, "situation_report", other.record_id, written_on=TODAY)
    assert session.run(session.acting.begin, one, due).field == "informed_on", "written since, it is this one"
    session.run(session.records.remove, "situation_report", report)
    assert session.run(session.acting.begin, one, due).record_id == "", "taken away meanwhile: its section"


def test_the_plan_begun_is_the_draft_there_is(session):
    one = child(session, "Durand")
    due = deadline(session, one, "PPE_INITIAL")
    first = session.run(session.acting.begin, one, due)
    assert (first.kind, first.section) == ("child_plan", "plan")
    assert session.run(session.acting.begin, one, due).record_id == first.record_id


def test_the_report_due_is_written_and_the_one_in_progress_taken_up(session):
    one = child(session, "Durand")
    due = deadline(session, one, "REPORT")
    first = session.run(session.acting.begin, one, due)
    assert (first.kind, first.is_new) == ("writing", False)
    assert [item.id for item in session.run(session.writings.of_child, one)] == [first.record_id]
    assert session.run(session.acting.begin, one, due).record_id == first.record_id


def test_what_has_been_late_for_too_long_is_counted_apart(session):
    one = add_child(session, "Durand", "Léa", dt.date(2017, 6, 1), measure="OPP_PARQUET", since=TODAY - 90 * DAY)
    due = home(session).due
    (older,) = due[Column.OLDER]
    assert (older.child_id, [found.rule.id for found in older.deadlines]) == (one, ["OPP_HEARING"])
    assert all(found.rule.id != "OPP_HEARING" for found in due[Column.LATE][0].deadlines)


@pytest.mark.parametrize(
    ("rule", "kind"), [("TRUSTED_PERSON_INFO", "statutory_step"), ("HEALTH_EXAMS", "health_event")]
)
def test_what_was_begun_and_left_blank_leaves_nothing_not_even_in_the_bin(session, rule, kind):
    one = child(session, "Durand")
    begun = session.run(session.acting.begin, one, deadline(session, one, rule))
    assert session.run(session.acting.discard_if_blank, begun.kind, begun.record_id).records
    assert not session.run(session.files.open, one).of(kind)
    assert session.run(session.files.bin_size) == 0
    assert not session.run(session.acting.discard_if_blank, begun.kind, begun.record_id).records


@pytest.mark.parametrize("typed", ["23/11/2026", "le mois dernier peut-être"])
def test_what_was_begun_and_written_in_stays_even_a_date_not_understood(session, typed):
    one = child(session, "Durand")
    begun = session.run(session.acting.begin, one, deadline(session, one, "TRUSTED_PERSON_INFO"))
    with suppress(FieldError):  # a text that is no date yet is kept beside the field
        session.run(session.records.enter, begun.kind, begun.record_id, begun.field, typed)
    session.run(session.acting.discard_if_blank, begun.kind, begun.record_id)
    assert len(session.run(session.files.open, one).of("statutory_step")) == 1


@pytest.mark.parametrize(
    ("name", "initials"), [("Léa Durand", "L. D."), ("Anne-Marie Le Goff", "A.-M. L. G."), ("Éden", "É."), ("", "")]
)
def test_initials(name, initials):
    assert initials_of(name) == initials
