"""The settings of the service on real encrypted bases: in force at once, told in the history, never rejudging what was done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ppe_desktop.domain.deadlines import Deadline, ServiceSettings, Status
from ppe_desktop.domain.deadlines.service_settings import setting_facts
from ppe_desktop.domain.errors import FieldError, UnknownRecordError
from ppe_desktop.domain.home import UNMET_MONTHS
from ppe_desktop.domain.vocabulary import AppointmentKind, MeetingKind, Occasion
from ppe_desktop.services.session import Session
from ppe_desktop.storage.settings import write_setting
from tests.support.base import TODAY, Clock, access, new_session
from tests.support.vault import PASSPHRASE

D = dt.date


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def session(tmp_path: Path, clock: Clock) -> Iterator[Session]:
    made = new_session(tmp_path / "base", clock)
    yield made
    made.close()


def placed(session: Session, since: dt.date, birth: dt.date = D(2016, 2, 17)) -> str:
    made = session.run(
        session.files.create,
        surname="Durand",
        first_names="Léa",
        birth_date=birth,
        measure="PLACEMENT_ASE",
        since=since,
    )
    return str(made.created)


def checked(session: Session, child_id: str, day: dt.date) -> None:
    session.run(session.records.add, "health_event", child_id=child_id, kind="BILAN_ENTREE", done_on=day)


def entry(session: Session, child_id: str) -> Deadline:
    found = session.run(session.deadlines.of_child, child_id)
    (deadline,) = [one for one in found if one.rule.id == "HEALTH_ENTRY"]
    return deadline


def change(session: Session, name: str, value: Any) -> Any:
    return session.run(session.service_settings.change, name, value)


def test_a_change_is_in_force_at_once_and_says_who_when_and_what(session: Session, tmp_path: Path) -> None:
    child = placed(session, D(2026, 11, 3))
    assert entry(session, child).due_on == D(2026, 12, 3)
    sheet = change(session, "health_entry_days", 45)
    assert entry(session, child).due_on == D(2026, 12, 18)
    everyone = session.run(session.deadlines.of_everyone)
    assert D(2026, 12, 18) in {one.due_on for one in everyone[0].deadlines if one.rule.id == "HEALTH_ENTRY"}
    (line,) = sheet.changes
    assert (line.at, line.author, line.old, line.new) == (TODAY, "Claire Le Goff", "30\u00a0jours", "45\u00a0jours")
    assert line.label.startswith("Le bilan de santé d’entrée")
    session.close()
    again = access(Clock()).open(tmp_path / "base", PASSPHRASE)
    kept = again.run(again.service_settings.sheet)
    assert kept.settings.health_entry_days == 45
    assert kept.changes == sheet.changes
    again.close()


@pytest.mark.parametrize("shorter", [True, False])
def test_what_was_done_keeps_the_judgment_of_its_day(session: Session, clock: Clock, *, shorter: bool) -> None:
    first, second = (60, 30) if shorter else (30, 60)
    session.run(session.deadlines.keep_settings, ServiceSettings(health_entry_days=first))
    child = placed(session, D(2026, 9, 1))
    checked(session, child, D(2026, 10, 11))  # the fortieth day
    before = Status.DONE if shorter else Status.DONE_LATE
    assert entry(session, child).status is before
    change(session, "health_entry_days", second)
    assert entry(session, child).status is before
    assert entry(session, child).due_on == D(2026, 9, 1) + dt.timedelta(days=first)
    everyone = session.run(session.deadlines.of_everyone)
    assert next(one for one in everyone[0].deadlines if one.rule.id == "HEALTH_ENTRY").status is before

    other = placed(session, D(2026, 10, 20))
    clock.advance(days=10)
    checked(session, other, D(2026, 11, 29))  # the fortieth day again, under the new setting
    assert entry(session, other).status is (Status.DONE_LATE if shorter else Status.DONE)


def test_a_value_that_always_was_so_judges_the_past_too(session: Session, clock: Clock) -> None:
    child = placed(session, D(2026, 9, 1))
    checked(session, child, D(2026, 10, 11))
    change(session, "health_entry_days", 60)
    clock.advance(days=1)
    sheet = session.run(session.service_settings.hold_for_the_past, "health_entry_days")
    assert sheet.versions.changed_on("health_entry_days") is None
    assert entry(session, child).status is Status.DONE
    last = sheet.changes[0]
    assert (last.old, last.new) == ("60\u00a0jours à partir du 23/11/2026", "60\u00a0jours depuis toujours")
    assert len(sheet.changes) == 2
    again = session.run(session.service_settings.hold_for_the_past, "health_entry_days")
    assert again.changes == sheet.changes


def test_each_act_is_judged_by_the_settings_of_its_own_day_whatever_was_chosen_since(
    session: Session, tmp_path: Path, clock: Clock
) -> None:
    """A service changes its mind three times; the acts of each time, typed at once or later, keep the judgment of their day."""
    first, second = placed(session, D(2026, 11, 3)), placed(session, D(2026, 11, 4))
    clock.advance(days=18)
    checked(session, first, D(2026, 12, 8))  # the thirty-fifth day, thirty asked
    change(session, "health_entry_days", 45)  # from 11 December
    clock.advance(days=4)
    checked(session, second, D(2026, 12, 14))  # the fortieth day, forty-five asked
    third, fourth, nobody = (placed(session, D(2026, 12, 20)) for _child in range(3))
    clock.advance(days=37)
    change(session, "health_entry_days", 20)  # from 21 January
    clock.advance(days=1)
    checked(session, third, D(2027, 1, 21))  # the thirty-second day, twenty asked
    checked(session, fourth, D(2027, 1, 19))  # the thirtieth day, typed once twenty are asked: forty-five were that day
    clock.advance(days=39)
    change(session, "health_entry_days", 60)  # from 2 March
    told = {
        first: (Status.DONE_LATE, D(2026, 12, 3)),
        second: (Status.DONE, D(2026, 12, 19)),
        third: (Status.DONE_LATE, D(2027, 1, 9)),
        fourth: (Status.DONE, D(2027, 2, 3)),
        nobody: (Status.OVERDUE, D(2027, 2, 18)),
    }

    def standing(of: Session) -> dict[str, tuple[Status, dt.date | None]]:
        everyone = of.run(of.deadlines.of_everyone)
        alone = {child: entry(of, child) for child in told}
        for one in everyone:
            assert entry(of, one.child_id) in one.deadlines
        return {child: (one.status, one.due_on) for child, one in alone.items()}

    assert standing(session) == told
    session.close()
    again = access(clock).open(tmp_path / "base", PASSPHRASE)
    assert standing(again) == told
    for on, due in ((D(2027, 1, 20), D(2027, 2, 3)), (D(2027, 1, 21), D(2027, 1, 9)), (D(2027, 3, 2), D(2027, 2, 18))):
        (then,) = [one for one in again.run(again.deadlines.of_child, nobody, on) if one.rule.id == "HEALTH_ENTRY"]
        assert then.due_on == due  # asked about a past day, the settings of that day answer
    again.run(again.service_settings.hold_for_the_past, "health_entry_days")
    assert {status for status, _due in standing(again).values()} == {Status.DONE, Status.OVERDUE}
    again.close()


def test_the_settings_of_a_day_can_be_asked(session: Session, clock: Clock) -> None:
    change(session, "young_age", 2)
    clock.advance(days=30)
    change(session, "young_age", 3)
    on = session.service_settings.on
    assert [session.run(on, day).young_age for day in (D(2026, 11, 22), D(2026, 11, 23), D(2026, 12, 23))] == [3, 2, 3]


def test_the_warning_of_a_rule_moves_its_standing_and_not_its_date(session: Session) -> None:
    child = placed(session, D(2026, 11, 3))

    def plan() -> Deadline:
        return next(one for one in session.run(session.deadlines.of_child, child) if one.rule.id == "PPE_INITIAL")

    due = plan().due_on
    assert plan().status is Status.UPCOMING
    change(session, "warn_days.PPE_INITIAL", 80)
    assert (plan().status, plan().due_on) == (Status.DUE_SOON, due)
    sheet = change(session, "warn_days.PPE_INITIAL", plan().rule.warn_days)
    assert sheet.settings.warn_days == {}
    assert plan().status is Status.UPCOMING


def test_values_tried_one_after_the_other_make_one_line_and_a_value_taken_back_makes_none(
    session: Session, clock: Clock
) -> None:
    for days in (4, 45, 40):
        sheet = change(session, "health_entry_days", days)
    assert [(line.old, line.new) for line in sheet.changes] == [("30\u00a0jours", "40\u00a0jours")]
    assert change(session, "health_entry_days", 30).changes == ()
    change(session, "health_entry_days", 40)
    clock.advance(hours=1)
    assert len(change(session, "health_entry_days", 50).changes) == 2
    assert len(change(session, "health_entry_days", 50).changes) == 2


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("young_age", 4, "pas possible"),
        ("young_age", "3", "pas possible"),
        ("health_entry_days", 0, "pas possible"),
        ("health_entry_days", 120, r"avant le délai du bilan \(90\sjours\)"),
        ("end_report_start_days", 20, r"après le jour de l’envoi \(30\sjours\)"),
        ("admin_end_inclusive", 1, "pas possible"),
        ("warn_days.PPE_INITIAL", -1, "pas possible"),
    ],
)
def test_an_impossible_value_is_refused_and_nothing_changes(session: Session, name: str, value: Any, said: str) -> None:
    with pytest.raises(FieldError, match=said) as refused:
        change(session, name, value)
    assert refused.value.field == name
    sheet = session.run(session.service_settings.sheet)
    assert (sheet.settings, sheet.changes) == (ServiceSettings(), ())


def test_a_setting_unknown_is_refused(session: Session) -> None:
    for name in ("colour", "warn_days.NO_SUCH_RULE", "warn_days"):
        with pytest.raises(UnknownRecordError):
            change(session, name, 3)


@pytest.mark.parametrize(
    "kept",
    [
        {"young_age": 9, "health_entry_days": "30", "colour": "red", "warn_days": {"REPORT": "often", "PPE_INITIAL": 12}},
        {"versions": [{"from": None, "values": {"young_age": True, "warn_days": {"PPE_INITIAL": 12, "REPORT": -4}}}]},
        {"versions": [{"from": "someday", "values": {"young_age": 2}}, {"from": None, "values": {"warn_days": {"PPE_INITIAL": 12}}}]},
    ],
    ids=["flat", "dated", "day"],
)  # fmt: skip
def test_what_cannot_be_read_gives_way_to_the_default(session: Session, kept: dict[str, Any]) -> None:
    def write() -> None:
        with session.database.work() as work:
            write_setting(work.connection, "service_rules", kept)
            work.commit()

    session.run(write)
    assert session.run(session.deadlines.settings) == ServiceSettings(warn_days={"PPE_INITIAL": 12})


def test_names_and_zones_hold_for_always(session: Session) -> None:
    change(session, "review_name", "concertation")
    sheet = change(session, "school_zone", "A")
    assert (sheet.settings.review_name, sheet.settings.school_zone) == ("concertation", "A")
    assert len(sheet.versions.versions) == 1
    assert [line.new for line in sheet.changes] == ["zone A", "concertation"]


def test_the_yearly_review_goes_by_the_name_that_this_service_gives_it(
    session: Session, tmp_path: Path, clock: Clock
) -> None:
    """Every list, form, meeting and document says it by the label of its kind; another base, or none, has the usual name."""

    def said() -> set[str]:
        return {
            MeetingKind.label_of("CONCERTATION_ANNUELLE"),
            AppointmentKind.label_of("SYNTHESE"),
            Occasion.REVIEW.label,
        }

    child = placed(session, D(2025, 11, 3))
    session.run(session.meetings.add, "CONCERTATION_ANNUELLE", [child])
    assert said() == {"Synthèse annuelle"}
    change(session, "review_name", "concertation")
    assert said() == {"Concertation"}
    covered = session.run(session.coverage.of_child, child)
    assert [one.title for one in covered.occasions] == ["Concertation, date à fixer"]
    letters = session.documents.offers(child)
    assert not [one for one in letters if "ynthèse" in repr(one)]
    session.close()
    assert said() == {"Synthèse annuelle"}
    again = access(clock).open(tmp_path / "base", PASSPHRASE)
    assert said() == {"Concertation"}
    again.close()


def test_how_long_without_meeting_a_child_is_one_setting_wherever_it_is_chosen(session: Session) -> None:
    offered = next(fact.choices for fact in setting_facts() if fact.name == "not_met_months")
    assert tuple(months for months, _words in offered) == UNMET_MONTHS
    session.run(session.home.keep_unmet_months, 6)
    sheet = session.run(session.service_settings.sheet)
    assert sheet.settings.not_met_months == 6
    assert [(line.old, line.new) for line in sheet.changes] == [("2\u00a0mois", "6\u00a0mois")]
    change(session, "not_met_months", 3)
    assert session.run(session.home.read).unmet_months == 3
