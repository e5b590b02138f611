"""Statutory deadlines of care: agreements, emergencies, court, places, status. Each rule with what starts it and what answers it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.deadlines import Status
from tests.support.casefiles import item
from tests.support.deadlines import FileBuilder, of, open_days, status_of

D = dt.date
PLACED = D(2024, 1, 8)


def placed(kind: str = "PLACEMENT_ASE", since: dt.date = PLACED, **more: Any) -> FileBuilder:
    return FileBuilder(since).measure(kind, since, **more)


# --- terms


@pytest.mark.parametrize(
    ("since", "until", "inclusive", "expected"),
    [
        (D(2025, 3, 1), None, True, D(2026, 2, 28)),
        (D(2025, 3, 1), None, False, D(2026, 3, 1)),
        (D(2025, 3, 1), D(2026, 3, 1), True, D(2026, 2, 28)),
        (D(2025, 3, 1), D(2026, 2, 28), True, D(2026, 2, 28)),
        (D(2025, 3, 1), D(2025, 9, 1), True, D(2025, 9, 1)),
        (D(2024, 2, 29), None, True, D(2025, 2, 27)),
        (D(2021, 9, 6), D(2024, 11, 15), True, D(2022, 9, 5)),  # renewals kept in one line: the first one is waited for
    ],
)
def test_a_benefit_of_a_year_ends_on_the_eve_that_day_included(
    since: dt.date, until: dt.date | None, inclusive: bool, expected: dt.date
) -> None:
    built = FileBuilder(since).measure("AED", since, until).settings(admin_end_inclusive=inclusive)
    assert open_days(built.case(), "ADMIN_END", since) == [expected]


def test_an_agreement_renewed_answers_the_one_before() -> None:
    built = placed("AED", D(2024, 3, 1), until=D(2025, 2, 28)).measure("AED", D(2025, 3, 1), D(2026, 2, 28))
    found = of(built.case(), "ADMIN_END", D(2025, 6, 1))
    assert [(one.status, one.due_on) for one in found] == [
        (Status.DONE_LATE, D(2025, 2, 28)),
        (Status.UPCOMING, D(2026, 2, 28)),
    ]


@pytest.mark.parametrize("kind", ["ACCUEIL_72H", "ACCUEIL_5J", "ADB", "PLACEMENT_ASE"])
def test_an_emergency_and_a_judgment_are_no_benefit_of_a_year(kind: str) -> None:
    assert of(placed(kind).case(), "ADMIN_END", D(2024, 6, 1)) == []


@pytest.mark.parametrize(
    ("until", "expected"),
    [(None, D(2025, 1, 8)), (D(2024, 7, 8), D(2024, 7, 8)), (D(2026, 1, 8), D(2025, 1, 8))],
)
def test_intensive_support_lasts_a_year_at_most(until: dt.date | None, expected: dt.date) -> None:
    built = placed("AEMO_R", until=until)
    assert open_days(built.case(), "AEMO_R_END", D(2024, 6, 1)) == [expected]
    assert of(built.case(), "JUDICIAL_END", D(2024, 6, 1)) == []


def test_a_measure_past_its_term_without_a_decision_is_late_until_the_next_one() -> None:
    built = placed(until=D(2025, 1, 8))
    assert status_of(built.case(), "JUDICIAL_END", D(2025, 2, 1)) == [Status.OVERDUE]
    built.measure("AEMO", D(2025, 3, 10), D(2026, 3, 10))
    found = of(built.case(), "JUDICIAL_END", D(2025, 4, 1))
    assert [one.status for one in found] == [Status.DONE_LATE, Status.UPCOMING]
    assert found[0].done_on == D(2025, 3, 10)


def test_help_with_the_budget_does_not_answer_the_term_of_a_placement() -> None:
    built = placed(until=D(2025, 1, 8)).measure("AGBF", D(2025, 1, 2), D(2026, 1, 2))
    assert Status.OVERDUE in status_of(built.case(), "JUDICIAL_END", D(2025, 2, 1))


def test_two_measures_of_one_judgment_with_one_term_are_one_line() -> None:
    decision = item("decision", kind="JUDICIAIRE", decided_on=PLACED)
    built = placed("TDC", until=D(2026, 1, 8), decision_id=decision.id).add(decision)
    built.measure("AEMO", PLACED, D(2026, 1, 8), decision_id=decision.id)
    assert open_days(built.case(), "JUDICIAL_END", D(2025, 1, 1)) == [D(2026, 1, 8)]
    built = placed("TDC", until=D(2026, 1, 8), decision_id=decision.id, ended_on=D(2025, 6, 1)).add(decision)
    built.measure("AEMO", PLACED, D(2026, 1, 8), decision_id=decision.id)
    assert open_days(built.case(), "JUDICIAL_END", D(2025, 9, 1)) == [D(2026, 1, 8)], "the other one goes on"


def test_a_placement_until_majority_is_prepared_and_never_late() -> None:
    built = placed(until=D(2027, 3, 12)).born(D(2009, 3, 12))
    assert open_days(built.case(), "JUDICIAL_END", D(2027, 3, 1)) == [D(2027, 3, 12)]
    assert of(built.case(), "JUDICIAL_END", D(2027, 3, 12)) == []


def test_the_report_of_the_end_follows_the_setting_then_the_decision() -> None:
    built = placed(until=D(2025, 1, 8))
    assert open_days(built.case(), "END_REPORT", D(2024, 10, 1)) == [D(2024, 12, 9)]
    built.settings(end_report_days=60)
    assert open_days(built.case(), "END_REPORT", D(2024, 10, 1)) == [D(2024, 11, 9)]
    decision = item("decision", kind="JUDICIAIRE", decided_on=PLACED, end_report_on=D(2024, 11, 20))
    built = placed(until=D(2025, 1, 8), decision_id=decision.id).add(decision)
    (found,) = of(built.case(), "END_REPORT", D(2024, 10, 1))
    assert found.due_on == D(2024, 11, 20)
    assert "La décision demande ce rapport" in " ".join(reason.text for reason in found.reasons)


def test_an_order_of_a_fortnight_asks_for_no_report_of_its_end() -> None:
    assert of(placed("OPP_PARQUET", until=D(2024, 1, 23)).case(), "END_REPORT", D(2024, 1, 9)) == []
    assert of(placed("AEMO", until=D(2024, 2, 2)).case(), "END_REPORT", D(2024, 1, 9)) == []


# --- agreements and emergencies


@pytest.mark.parametrize(
    ("agreed", "status"),
    [(None, Status.OVERDUE), (D(2024, 1, 5), Status.DONE), (PLACED, Status.DONE), (D(2024, 1, 10), Status.DONE_LATE)],
)
def test_the_written_agreement_comes_before_the_first_day(agreed: dt.date | None, status: Status) -> None:
    assert status_of(placed("AP", agreed_on=agreed).case(), "ADMIN_CONSENT", D(2024, 2, 1)) == [status]


def test_a_judge_asks_for_no_agreement_and_an_old_benefit_neither() -> None:
    assert of(placed().case(), "ADMIN_CONSENT", D(2024, 2, 1)) == []
    assert of(placed("AP", ended_on=D(2024, 6, 1)).case(), "ADMIN_CONSENT", D(2026, 2, 1)) == []


@pytest.mark.parametrize(
    ("kind", "rule", "due"),
    [("ACCUEIL_5J", "EMERGENCY_5D", D(2024, 1, 13)), ("ACCUEIL_72H", "RUNAWAY_72H", D(2024, 1, 11))],
)
def test_an_emergency_is_settled_in_days(kind: str, rule: str, due: dt.date) -> None:
    assert open_days(placed(kind).case(), rule, PLACED) == [due]
    followed = placed(kind).measure("OPP_JE", D(2024, 1, 10))
    assert status_of(followed.case(), rule, D(2024, 2, 1)) == [Status.DONE]
    assert status_of(placed(kind, ended_on=D(2024, 1, 20)).case(), rule, D(2024, 2, 1)) == [Status.DONE_LATE]
    assert of(placed("AP").case(), rule, D(2024, 2, 1)) == []


def test_those_who_must_be_told_at_once_are_told_the_same_day() -> None:
    assert status_of(placed("ACCUEIL_72H").case(), "EMERGENCY_TOLD", D(2024, 1, 9)) == [Status.OVERDUE]
    told = placed("ACCUEIL_72H", prosecutor_told_on=PLACED)
    assert status_of(told.case(), "EMERGENCY_TOLD", D(2024, 1, 9)) == [Status.DONE]
    assert status_of(told.case(), "RUNAWAY_TOLD", D(2024, 1, 9)) == [Status.OVERDUE], "the parents are told apart"
    assert of(told.child(is_unaccompanied=True).case(), "RUNAWAY_TOLD", D(2024, 1, 9)) == []
    assert of(placed("ACCUEIL_5J").case(), "RUNAWAY_TOLD", D(2024, 1, 9)) == []
    both = placed("ACCUEIL_72H").step("parents_told", PLACED).case()
    for rule in ("EMERGENCY_TOLD", "RUNAWAY_TOLD"):
        assert status_of(both, rule, D(2024, 1, 9)) == [Status.DONE]
    step = placed("ACCUEIL_5J").step("parents_told", D(2024, 1, 9))
    assert status_of(step.case(), "EMERGENCY_TOLD", D(2024, 1, 12)) == [Status.DONE_LATE]


def test_a_worrying_report_is_evaluated_in_three_months_unless_care_began() -> None:
    def received(**more: Any) -> FileBuilder:
        return FileBuilder(None, concern_on=D(2024, 1, 31), **more)

    assert open_days(received().case(), "CONCERN_EVAL", D(2024, 2, 1)) == [D(2024, 4, 30)]
    done = received(concern_evaluated_on=D(2024, 5, 2)).case()
    assert status_of(done, "CONCERN_EVAL", D(2024, 6, 1)) == [Status.DONE_LATE]
    begun = FileBuilder(D(2024, 3, 1), concern_on=D(2024, 1, 31)).measure("AP", D(2024, 3, 1)).case()
    assert of(begun, "CONCERN_EVAL", D(2024, 6, 1)) == []


# --- the court


def test_the_prosecutor_has_eight_days_and_the_judge_a_fortnight() -> None:
    built = placed("OPP_PARQUET")
    assert open_days(built.case(), "OPP_PROSECUTOR", D(2024, 1, 9)) == [D(2024, 1, 16)]
    assert of(built.case(), "OPP_PROSECUTOR", D(2024, 1, 17)) == [], "a date to know is never late"
    assert open_days(built.case(), "OPP_HEARING", D(2024, 1, 9)) == [D(2024, 1, 23)]
    built.measure("OPP_JE", D(2024, 1, 15))
    assert of(built.case(), "OPP_PROSECUTOR", D(2024, 1, 16)) == []
    assert status_of(built.case(), "OPP_HEARING", D(2024, 2, 16)) == [Status.DONE]


def test_six_months_run_from_the_first_order_until_a_judgment() -> None:
    built = placed("OPP_PARQUET", ended_on=D(2024, 1, 20)).measure("OPP_JE", D(2024, 1, 20))
    assert open_days(built.case(), "OPP_MERITS", D(2024, 3, 1)) == [D(2024, 7, 8)]
    built.measure("PLACEMENT_ASE", D(2024, 6, 20))
    assert status_of(built.case(), "OPP_MERITS", D(2024, 8, 1)) == [Status.DONE]


def test_an_order_of_the_judge_alone_is_not_reproached_with_a_hearing_the_file_ignores() -> None:
    built = placed("OPP_JE")
    assert open_days(built.case(), "OPP_HEARING", D(2024, 1, 9)) == [D(2024, 1, 23)]
    assert of(built.case(), "OPP_HEARING", D(2024, 1, 24)) == []


@pytest.mark.parametrize(
    ("today", "notified", "notice", "appeal"),
    [
        (D(2024, 1, 10), None, [D(2024, 1, 16)], []),
        (D(2024, 1, 17), None, [], []),
        (D(2024, 1, 20), D(2024, 1, 15), [], [D(2024, 1, 30)]),
        (D(2024, 1, 30), D(2024, 1, 15), [], [D(2024, 1, 30)]),
        (D(2024, 1, 31), D(2024, 1, 15), [], []),
        (D(2025, 3, 1), D(2024, 1, 15), [], []),
    ],
)
def test_notice_and_appeal_are_dates_to_know_that_leave_by_themselves(
    today: dt.date, notified: dt.date | None, notice: list[dt.date], appeal: list[dt.date]
) -> None:
    built = placed().add(item("decision", kind="JUDICIAIRE", decided_on=PLACED, notified_on=notified))
    assert open_days(built.case(), "JUDGMENT_NOTICE", today) == notice
    assert open_days(built.case(), "APPEAL", today) == appeal


@pytest.mark.parametrize(
    ("until", "expected"),
    [(D(2024, 9, 1), D(2024, 9, 1)), (D(2027, 1, 8), D(2026, 1, 8)), (D(2026, 1, 8), D(2026, 1, 8))],
)
def test_a_ban_on_leaving_the_country_ends_on_its_day_two_years_at_most(until: dt.date, expected: dt.date) -> None:
    built = placed().add(item("decision", kind="JUDICIAIRE", decided_on=PLACED, travel_ban_until=until))
    assert open_days(built.case(), "TRAVEL_BAN_END", D(2024, 2, 1)) == [expected]
    assert of(built.case(), "TRAVEL_BAN_END", expected + dt.timedelta(days=1)) == []


def test_a_placement_of_more_than_two_years_has_a_hearing_every_three_years() -> None:
    built = placed(since=D(2020, 9, 14), until=D(2030, 9, 14)).born(D(2018, 5, 1))
    assert open_days(built.case(), "LONG_PLACEMENT_HEARING", D(2021, 1, 1)) == [D(2023, 9, 14)]
    built.step("hearing_3y", D(2023, 6, 1))
    assert open_days(built.case(), "LONG_PLACEMENT_HEARING", D(2024, 1, 1)) == [D(2026, 6, 1)]
    built.add(item("decision", kind="JUDICIAIRE", decided_on=D(2025, 3, 3)))
    assert open_days(built.case(), "LONG_PLACEMENT_HEARING", D(2026, 1, 1)) == [D(2028, 3, 3)]
    assert of(placed(until=D(2026, 1, 8)).case(), "LONG_PLACEMENT_HEARING", D(2025, 1, 1)) == []


def test_other_measures_are_examined_after_two_years_and_sooner_for_a_baby() -> None:
    assert open_days(placed().born(D(2015, 1, 1)).case(), "ALTERNATIVES", D(2024, 6, 1)) == [D(2026, 1, 8)]
    baby = placed().born(D(2023, 6, 1)).case()
    assert open_days(baby, "ALTERNATIVES", D(2024, 6, 1)) == [D(2025, 1, 8)]
    assert open_days(baby, "ALTERNATIVES", D(2025, 6, 1)) == [D(2025, 1, 8), D(2026, 1, 8)]
    done = placed().born(D(2023, 6, 1)).step("alternatives", D(2025, 12, 20)).case()
    assert open_days(done, "ALTERNATIVES", D(2026, 2, 1)) == [D(2028, 1, 8)], (
        "a round missed is answered by the next one"
    )
    assert of(placed("AEMO").case(), "ALTERNATIVES", D(2026, 6, 1)) == []


def test_going_home_starts_the_years_of_placement_again_but_a_late_judgment_does_not() -> None:
    home = placed(ended_on=D(2025, 1, 8)).measure("AEMO", D(2025, 1, 8), ended_on=D(2025, 9, 1))
    home.measure("PLACEMENT_ASE", D(2025, 9, 1)).born(D(2015, 1, 1))
    assert open_days(home.case(), "ALTERNATIVES", D(2026, 6, 1)) == [D(2027, 9, 1)]
    late = placed(ended_on=D(2025, 1, 8)).measure("PLACEMENT_ASE", D(2025, 4, 1)).born(D(2015, 1, 1))
    assert open_days(late.case(), "ALTERNATIVES", D(2025, 6, 1)) == [D(2026, 1, 8)]


# --- status


def stopped(*kinds: str, since: dt.date = D(2024, 3, 1)) -> list[Item]:
    return [item("contact_right", kind=kind, since=since) for kind in kinds]


def test_the_commission_sees_the_youngest_every_six_months() -> None:
    built = placed("OPP_JE").born(D(2023, 11, 1))
    assert open_days(built.case(), "CESSEC", D(2024, 2, 1)) == [D(2024, 7, 8)]
    built.step("cessec", D(2024, 7, 1))
    assert open_days(built.case(), "CESSEC", D(2024, 8, 1)) == [D(2025, 1, 1)]
    built.step("cessec", D(2026, 11, 2))
    assert open_days(built.case(), "CESSEC", D(2026, 12, 1)) == [], "three years old: no more every six months"


def test_the_commission_sees_the_others_only_when_the_file_shows_a_risk() -> None:
    quiet = placed().add(*stopped("VISITE", "SUSPENDU"))
    assert of(quiet.case(), "CESSEC", D(2025, 6, 1)) == []
    risk = placed().add(*stopped("RESERVE", "SUSPENDU"))
    assert open_days(risk.case(), "CESSEC", D(2024, 6, 1)) == [D(2025, 1, 8)]
    risk.step("cessec", D(2025, 1, 5))
    assert status_of(risk.case(), "CESSEC", D(2026, 6, 1)) == [Status.DONE]
    withdrawn = placed().measure("RETRAIT_AP", D(2024, 6, 1))
    assert open_days(withdrawn.case(), "CESSEC", D(2024, 7, 1)) == [D(2025, 1, 8)]


def test_neglect_is_a_question_after_a_year_and_never_late() -> None:
    risk = placed().add(*stopped("SUSPENDU"))
    assert of(risk.case(), "NEGLECT", D(2025, 2, 28)) == []
    (found,) = of(risk.case(), "NEGLECT", D(2027, 3, 1))
    assert (found.due_on, found.status) == (None, Status.DUE_SOON)
    risk.step("neglect_examined", D(2025, 4, 1))
    assert status_of(risk.case(), "NEGLECT", D(2027, 3, 1)) == [Status.DONE]
    assert of(placed().case(), "NEGLECT", D(2027, 3, 1)) == [], "nothing noted: nothing asked"
    assert of(placed().add(*stopped("SUSPENDU", "LIBRE")).case(), "NEGLECT", D(2027, 3, 1)) == []


# --- places


def moved(**second: Any) -> FileBuilder:
    return placed().place(PLACED, "FOYER_ENFANCE").place(D(2025, 9, 15), "MECS", **second)


def test_the_judge_is_told_a_month_before_and_a_day_late_is_late() -> None:
    assert open_days(moved().case(), "MOVE_1M", D(2025, 7, 1)) == [D(2025, 8, 15)]
    assert status_of(moved(judge_informed_on=D(2025, 8, 15)).case(), "MOVE_1M", D(2026, 1, 1)) == [Status.DONE]
    assert status_of(moved(judge_informed_on=D(2025, 8, 16)).case(), "MOVE_1M", D(2026, 1, 1)) == [Status.DONE_LATE]


@pytest.mark.parametrize(
    ("told_on", "told_at", "status"),
    [
        (D(2025, 9, 17), "18 h", Status.DONE),
        (D(2025, 9, 17), "17h59", Status.DONE),
        (D(2025, 9, 17), "18:01", Status.DONE_LATE),
        (D(2025, 9, 17), "", Status.DONE),
        (D(2025, 9, 18), "8 h", Status.DONE_LATE),
        (None, "", Status.OVERDUE),
    ],
)
def test_an_urgent_move_is_told_in_forty_eight_hours_from_hour_to_hour(
    told_on: dt.date | None, told_at: str, status: Status
) -> None:
    built = moved(
        is_urgent=True,
        decided_on=D(2025, 9, 15),
        decided_at="18 h",
        judge_informed_on=told_on,
        judge_informed_at=told_at,
    )
    (found,) = of(built.case(), "MOVE_48H", D(2025, 9, 20))
    assert (found.due_on, found.due_at, found.status) == (D(2025, 9, 17), "18:00", status)
    assert of(built.case(), "MOVE_1M", D(2025, 9, 20)) == []


def test_a_place_chosen_by_the_judge_is_not_told_to_him() -> None:
    built = placed(ended_on=D(2025, 9, 15)).measure("TDC", D(2025, 9, 15))
    built.place(PLACED, "FOYER_ENFANCE").place(D(2025, 9, 15), "TIERS")
    for rule in ("MOVE_1M", "MOVE_48H", "MOVE_PARENT_OPINION"):
        assert D(2025, 9, 15) not in [one.due_on for one in of(built.case(), rule, D(2025, 10, 1))]


def test_a_move_in_the_first_month_is_told_at_the_latest_on_its_day() -> None:
    built = placed("OPP_JE").place(PLACED, "URGENCE").place(D(2024, 1, 20), "MECS")
    assert open_days(built.case(), "MOVE_1M", D(2024, 1, 10)) == [D(2024, 1, 20)]


def test_of_ten_moves_nobody_told_one_stands() -> None:
    built = placed(since=D(2016, 1, 4)).born(D(2012, 1, 1)).place(D(2016, 1, 4), "MECS")
    for year in range(2016, 2026):
        built.place(D(year, 7, 1), "MECS")
    assert open_days(built.case(), "MOVE_1M", D(2026, 1, 1)) == [D(2025, 6, 1)]
    assert open_days(built.case(), "MOVE_PARENT_OPINION", D(2026, 1, 1)) == [D(2025, 7, 1)]


def test_moves_at_home_and_places_never_lived_in_concern_nobody() -> None:
    home = placed("AEMO").place(PLACED, "DOMICILE").place(D(2025, 9, 15), "DOMICILE")
    assert of(home.case(), "MOVE_1M", D(2025, 10, 1)) == []
    waiting = placed().place(PLACED, "MECS").place(D(2025, 9, 15), "NON_EXECUTE")
    assert of(waiting.case(), "MOVE_1M", D(2025, 10, 1)) == []


def test_the_parents_write_what_they_think_of_the_place_before() -> None:
    built = moved(parents_opinion_on=D(2025, 9, 1))
    assert Status.DONE in status_of(built.case(), "MOVE_PARENT_OPINION", D(2025, 10, 1))
    assert of(moved().child(is_unaccompanied=True).case(), "MOVE_PARENT_OPINION", D(2025, 10, 1)) == []
    order = placed("OPP_PARQUET").place(PLACED, "FOYER_ENFANCE")
    assert of(order.case(), "MOVE_PARENT_OPINION", D(2024, 2, 1)) == [], "an emergency does not wait"


def test_siblings_parted_are_told_to_the_judge_in_two_days() -> None:
    def parted(**more: Any) -> FileBuilder:
        return placed().add(item("sibling_link", separated_on=D(2024, 6, 1), **more))

    assert open_days(parted().case(), "SIBLING_48H", D(2024, 6, 2)) == [D(2024, 6, 3)]
    done = parted(judge_informed_on=D(2024, 6, 4)).case()
    assert status_of(done, "SIBLING_48H", D(2024, 7, 1)) == [Status.DONE_LATE]
    assert of(placed().add(item("sibling_link", together="NON")).case(), "SIBLING_48H", D(2024, 7, 1)) == []


# --- visits


def test_visits_come_round_from_the_last_one_and_a_silent_file_is_late_from_the_first_one() -> None:
    silent = placed()
    assert open_days(silent.case(), "LIFE_PLACE_VISIT", D(2024, 2, 1)) == [D(2024, 7, 8)]
    assert open_days(silent.case(), "LIFE_PLACE_VISIT", D(2026, 2, 1)) == [D(2024, 7, 8)]
    noted = placed().step("life_place_visit", D(2024, 9, 3))
    assert open_days(noted.case(), "LIFE_PLACE_VISIT", D(2025, 6, 1)) == [D(2025, 3, 3)]
    noted.settings(life_place_months=12)
    assert open_days(noted.case(), "LIFE_PLACE_VISIT", D(2025, 6, 1)) == [D(2025, 9, 3)]


def test_the_third_party_is_met_more_often_until_the_child_is_three() -> None:
    assert open_days(placed("TDC").born(D(2015, 1, 1)).case(), "TDC_SUPPORT", D(2024, 2, 1)) == [D(2024, 7, 8)]
    assert open_days(placed("TDC").born(D(2022, 6, 1)).case(), "TDC_SUPPORT", D(2024, 2, 1)) == [D(2024, 4, 8)]
    assert of(placed().case(), "TDC_SUPPORT", D(2024, 2, 1)) == []
