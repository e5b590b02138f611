"""Statutory deadlines of the plan, of reports, of health, of the way to majority and after."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ppe_desktop.domain.deadlines import Status
from tests.support.casefiles import item
from tests.support.deadlines import FileBuilder, of, open_days, status_of

D = dt.date
PLACED = D(2024, 1, 8)


def placed(kind: str = "PLACEMENT_ASE", since: dt.date = PLACED, **more: Any) -> FileBuilder:
    return FileBuilder(since).measure(kind, since, **more)


def report(written_on: dt.date, **more: Any) -> Any:
    return item("situation_report", written_on=written_on, **more)


# --- the plan


def test_what_has_happened_since_the_plan_is_one_line_and_the_next_plan_answers_it() -> None:
    built = placed().plan(D(2024, 3, 1))
    assert of(built.case(), "PPE_UPDATE", D(2024, 6, 1)) == []
    built.add(report(D(2024, 7, 1)), item("contact_right", kind="VISITE", since=D(2024, 8, 1))).place(
        D(2024, 9, 1), "MECS"
    )
    (found,) = of(built.case(), "PPE_UPDATE", D(2024, 10, 1))
    assert (found.due_on, found.status) == (None, Status.DUE_SOON)
    said = " ".join(reason.text for reason in found.reasons)
    for words in ("01/03/2024", "Rapport de situation le 01/07/2024", "Droits de visite", "Changement de lieu"):
        assert words in said
    built.plan(D(2024, 11, 4))
    assert status_of(built.case(), "PPE_UPDATE", D(2024, 12, 1)) == [Status.DONE]
    built.measure("DAP_PARTIELLE", D(2025, 2, 1))
    assert status_of(built.case(), "PPE_UPDATE", D(2025, 3, 1)) == [Status.DONE, Status.DUE_SOON]


def test_ten_years_of_changes_are_told_in_a_few_words() -> None:
    built = placed(since=D(2016, 1, 4)).plan(D(2016, 3, 1))
    for year in range(2016, 2026):
        built.place(D(year, 7, 1), "MECS")
    (found,) = of(built.case(), "PPE_UPDATE", D(2026, 1, 1))
    assert "Et 7 autres changements depuis, plus anciens." in [reason.text for reason in found.reasons]


@pytest.mark.parametrize(
    ("second", "counts"), [("PLACEMENT_ASE", False), ("AEMO", True), ("MJIE", False), ("Mesure libre", True)]
)
def test_a_renewal_is_no_change_of_support(second: str, counts: bool) -> None:
    built = placed(until=D(2025, 1, 8)).plan(D(2024, 3, 1)).measure(second, D(2025, 1, 8))
    assert bool(of(built.case(), "PPE_UPDATE", D(2025, 2, 1))) == counts


def test_what_came_before_the_first_plan_calls_for_no_update() -> None:
    built = placed().place(D(2024, 2, 1), "MECS").plan(D(2024, 3, 1))
    assert of(built.case(), "PPE_UPDATE", D(2025, 2, 1)) == []
    assert of(placed().add(report(D(2024, 7, 1))).case(), "PPE_UPDATE", D(2025, 2, 1)) == []


def test_an_updated_plan_is_sent_and_only_the_last_one_is_waited_for() -> None:
    built = placed().plan(D(2024, 3, 1))
    assert of(built.case(), "PPE_SEND", D(2024, 6, 1)) == [], "the first one is no update"
    built.plan(D(2024, 9, 1)).plan(D(2025, 3, 1))
    assert status_of(built.case(), "PPE_SEND", D(2025, 6, 1)) == [Status.DUE_SOON]
    built.step("ppe_sent", D(2025, 3, 9))
    assert status_of(built.case(), "PPE_SEND", D(2025, 6, 1)) == [Status.DONE]


@pytest.mark.parametrize(
    ("recipient", "status"),
    [
        ("IME Les Marronniers", Status.DONE), ("mother", Status.DUE_SOON), ("judge", Status.DUE_SOON),
        ("Mme Durand, second parent", Status.DUE_SOON), ("Grand-mère", Status.DUE_SOON),
        ("Service Repères", Status.DONE), ("Centre parental", Status.DONE), ("Maison des familles", Status.DONE), ("Papa", Status.DUE_SOON),
    ],
)  # fmt: skip
def test_handing_the_plan_to_a_service_is_sending_it(recipient: str, status: Status) -> None:
    built = placed().plan(D(2024, 3, 1)).plan(D(2024, 9, 1))
    built.add(item("plan_delivery", recipient=recipient, delivered_on=D(2024, 9, 12)))
    assert status_of(built.case(), "PPE_SEND", D(2024, 10, 1)) == [status]


# --- reports


@pytest.mark.parametrize(
    ("kind", "concerned"),
    [
        ("AEMO", True), ("AED", True), ("PLACEMENT_ASE", True), ("TDC", True), ("AP", True), ("AGBF", False), ("TISF", False),
        ("MJIE", False), ("AJM", False), ("TUTELLE_FAMILLE", False),
    ],
)  # fmt: skip
def test_a_report_concerns_a_child_taken_in_or_an_educative_measure(kind: str, concerned: bool) -> None:
    assert bool(of(placed(kind).case(), "REPORT", D(2024, 6, 1))) == concerned


def test_ten_years_without_a_report_noted_are_one_line_not_ten() -> None:
    built = placed(since=D(2014, 9, 1)).born(D(2010, 5, 5)).child(created_at=dt.datetime(2025, 12, 1, 9))
    assert open_days(built.case(), "REPORT", D(2026, 1, 1)) == [D(2025, 9, 1)]
    built.add(report(D(2025, 10, 1)))
    found = of(built.case(), "REPORT", D(2026, 1, 1))
    assert [(one.due_on, one.status) for one in found] == [
        (D(2025, 9, 1), Status.DONE_LATE),
        (D(2026, 10, 1), Status.UPCOMING),
    ]


@pytest.mark.parametrize(
    ("every", "decided", "expected"),
    [
        (None, PLACED, D(2025, 1, 8)),
        (3, PLACED, D(2024, 4, 8)),
        (18, PLACED, D(2025, 7, 8)),
        (3, D(2024, 6, 1), D(2024, 9, 1)),
        (24, D(2024, 6, 1), D(2025, 1, 8)),
    ],
)
def test_a_judgment_sets_the_rhythm_of_the_reports_to_the_judge(
    every: int | None, decided: dt.date, expected: dt.date
) -> None:
    built = placed().add(item("decision", kind="JUDICIAIRE", decided_on=decided, report_every=every))
    today = max(decided, PLACED)
    assert open_days(built.case(), "REPORT_JUDGE", today) == [expected]
    assert open_days(built.case(), "REPORT", today) == [D(2025, 1, 8)]


def test_a_judgment_never_spaces_the_reports_of_a_baby() -> None:
    built = placed().born(D(2023, 6, 1)).add(item("decision", kind="JUDICIAIRE", decided_on=PLACED, report_every=12))
    assert open_days(built.case(), "REPORT_JUDGE", PLACED) == [D(2024, 7, 8)]


def test_nothing_counts_as_sent_before_the_family_knows_or_the_reason_is_written() -> None:
    sent = D(2024, 12, 20)
    silent = placed().add(report(D(2024, 12, 1), sent_on=sent)).case()
    assert Status.OVERDUE in status_of(silent, "REPORT_JUDGE", D(2025, 2, 1))
    assert status_of(silent, "REPORT_INFORM", D(2025, 2, 1)) == [Status.OVERDUE]
    told = placed().add(report(D(2024, 12, 1), sent_on=sent, informed_on=D(2024, 12, 10))).case()
    assert Status.DONE in status_of(told, "REPORT_JUDGE", D(2025, 2, 1))
    assert status_of(told, "REPORT_INFORM", D(2025, 2, 1)) == [Status.DONE]
    after = placed().add(report(D(2024, 12, 1), sent_on=sent, informed_on=D(2025, 1, 10))).case()
    assert status_of(after, "REPORT_INFORM", D(2025, 2, 1)) == [Status.DONE_LATE]
    reason = placed().add(report(D(2024, 12, 1), sent_on=sent, not_informed="Parents introuvables")).case()
    assert Status.DONE in status_of(reason, "REPORT_JUDGE", D(2025, 2, 1))
    (aside,) = of(reason, "REPORT_INFORM", D(2025, 2, 1))
    assert (aside.status, aside.done_on) == (Status.WAIVED, None), "not done: set aside with its reason"
    assert aside.waiver_reason == "Parents introuvables (motif écrit sur le rapport)"


def test_each_report_is_made_known_by_its_own_date_and_the_last_one_alone_is_waited_for() -> None:
    built = placed().add(
        report(D(2024, 6, 1)), report(D(2024, 12, 1)), report(D(2025, 6, 1), informed_on=D(2025, 6, 9))
    )
    assert status_of(built.case(), "REPORT_INFORM", D(2025, 7, 1)) == [Status.DONE]
    assert len(status_of(built.case(), "REPORT_INFORM", D(2025, 1, 1))) == 1


# --- health


def exam(done_on: dt.date, age: str = "") -> Any:
    return item("health_event", kind="EXAMEN_OBLIGATOIRE", exam_age=age, done_on=done_on)


def test_the_examination_of_the_age_and_the_next_one_stand_never_twenty() -> None:
    built = placed(since=D(2016, 1, 4)).born(D(2015, 6, 10))
    found = of(built.case(), "HEALTH_EXAMS", D(2026, 1, 1))
    assert [(one.key, one.due_on, one.status) for one in found] == [
        ("8_9_ANS", D(2025, 6, 9), Status.OVERDUE),
        ("11_13_ANS", D(2029, 6, 9), Status.UPCOMING),
    ]
    assert [one.key for one in of(built.case(), "HEALTH_EXAMS", D(2026, 6, 10)) if one.status.is_open] == ["11_13_ANS"]


@pytest.mark.parametrize(
    "event", [exam(D(2024, 3, 4), "8_9_ANS"), exam(D(2024, 3, 4)), exam(D(2024, 3, 4), "Examen n° 18")]
)
def test_an_examination_answers_the_one_it_names_else_that_of_its_age(event: Any) -> None:
    built = placed(since=D(2016, 1, 4)).born(D(2015, 6, 10)).add(event)
    found = of(built.case(), "HEALTH_EXAMS", D(2026, 1, 1))
    assert [(one.key, one.status) for one in found] == [("8_9_ANS", Status.DONE), ("11_13_ANS", Status.UPCOMING)]


def test_examinations_of_before_the_welcome_are_not_reproached() -> None:
    built = placed(since=D(2025, 1, 6)).born(D(2015, 6, 10))
    assert [one.key for one in of(built.case(), "HEALTH_EXAMS", D(2025, 2, 1))] == ["8_9_ANS"]
    missed, _next = of(built.case(), "HEALTH_EXAMS", D(2026, 1, 1))
    assert (missed.key, missed.status) == ("8_9_ANS", Status.OVERDUE), "its last day came after the welcome"
    assert "carnet de santé" in " ".join(reason.text for reason in missed.reasons)
    late = placed(since=D(2025, 6, 9)).born(D(2015, 6, 10)).case()
    assert [one.key for one in of(late, "HEALTH_EXAMS", D(2026, 1, 1))] == ["11_13_ANS"]
    assert of(placed("AEMO").case(), "HEALTH_EXAMS", D(2026, 1, 1)) == []


@pytest.mark.parametrize(
    ("born", "day", "codes"),
    [
        (D(2024, 11, 20), D(2024, 11, 29), ["2_SEMAINES"]),
        (D(2025, 11, 20), D(2025, 11, 29), ["8_JOURS", "1_MOIS"]),
        (D(2025, 11, 20), D(2025, 12, 10), ["1_MOIS"]),
        (D(2025, 1, 31), D(2025, 2, 28), ["1_MOIS"]),
    ],
)
def test_one_examination_of_the_first_month_is_gone_since_2025(born: dt.date, day: dt.date, codes: list[str]) -> None:
    found = of(placed("OPP_JE", since=born).born(born).case(), "HEALTH_EXAMS", day)
    assert [one.key for one in found] == codes


def test_the_yearly_check_of_an_episode_is_not_answered_by_one_of_the_next() -> None:
    built = FileBuilder(D(2021, 9, 6), D(2024, 11, 15)).measure("AP", D(2021, 9, 6), ended_on=D(2024, 11, 15))
    again = item("care_episode", since=D(2026, 9, 14))
    built.add(again, item("measure", episode_id=again.id, type="PLACEMENT_ASE", since=D(2026, 9, 14)))
    for day in (D(2021, 10, 1), D(2026, 10, 13)):
        built.add(item("health_event", kind="BILAN_ENTREE", done_on=day))
    found = of(built.case(), "HEALTH_ANNUAL", D(2026, 11, 22))
    assert [one.due_on for one in found] == [D(2027, 10, 13)]
    assert status_of(built.case(), "HEALTH_ENTRY", D(2026, 11, 22)) == [Status.DONE, Status.DONE]


def test_an_entry_check_missing_for_ninety_days_says_what_is_at_stake() -> None:
    built = placed()
    said = [
        " ".join(r.text for r in of(built.case(), "HEALTH_ENTRY", day)[0].reasons)
        for day in (D(2024, 3, 1), D(2024, 5, 1))
    ]
    assert ["besoins de santé" in words for words in said] == [False, True]
    built.settings(health_alarm_days=30)
    assert "besoins de santé" in " ".join(r.text for r in of(built.case(), "HEALTH_ENTRY", D(2024, 3, 1))[0].reasons)


# --- rights and majority


def young(**child: Any) -> FileBuilder:
    return placed(since=D(2023, 1, 9)).born(D(2009, 3, 12)).child(**child)


OF_ALL = ("CENSUS_16", "HEALTH_RIGHTS_16", "TRUSTED_PERSON_16", "HEALTH_RIGHTS_18", "JDC")


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("AUTONOMY_PREP_16", D(2025, 9, 12)), ("CENSUS_16", D(2025, 6, 12)), ("HEALTH_RIGHTS_16", D(2025, 6, 12)),
        ("AUTONOMY_17", D(2026, 3, 12)), ("TRUSTED_PERSON_16", D(2026, 3, 12)), ("HEALTH_RIGHTS_18", D(2026, 9, 12)),
        ("YOUNG_ADULT", D(2026, 9, 12)), ("AUTONOMY_PLAN", D(2027, 3, 11)), ("BANK_ID_18", D(2027, 3, 11)), ("JDC", D(2027, 3, 11)),
        ("ARS_INFO", D(2027, 3, 11)), ("YOUNG_ADULT_DECISION", D(2027, 3, 11)),
    ],
)  # fmt: skip
def test_the_way_to_majority(rule: str, expected: dt.date) -> None:
    assert open_days(young().case(), rule, D(2025, 1, 1)) == [expected]
    assert of(young().case(), rule, D(2027, 3, 12)) == [], "of age: too late, and said no more"
    home = FileBuilder(D(2023, 1, 9)).measure("AEMO", D(2023, 1, 9)).born(D(2009, 3, 12)).case()
    assert bool(of(home, rule, D(2025, 1, 1))) == (rule in OF_ALL), "a right of every minor, or of one taken in"
    assert of(placed().born(D(2020, 1, 1)).case(), rule, D(2025, 1, 1)) == [], "not fifteen years ahead"


def test_an_act_of_sixteen_does_not_answer_what_is_asked_again_later() -> None:
    told = young().step("trusted_person_told", D(2023, 2, 1)).step("health_rights", D(2025, 4, 1)).case()
    assert status_of(told, "TRUSTED_PERSON_INFO", D(2026, 1, 1)) == [Status.DONE]
    assert open_days(told, "TRUSTED_PERSON_16", D(2026, 1, 1)) == [D(2026, 3, 12)]
    assert status_of(told, "HEALTH_RIGHTS_16", D(2026, 1, 1)) == [Status.DONE]
    assert open_days(told, "HEALTH_RIGHTS_18", D(2026, 1, 1)) == [D(2026, 9, 12)]


def test_a_baby_is_told_of_no_trusted_person_and_is_once_old_enough() -> None:
    built = placed("OPP_JE").born(D(2023, 11, 1))
    assert of(built.case(), "TRUSTED_PERSON_INFO", D(2026, 1, 1)) == []
    assert open_days(built.case(), "TRUSTED_PERSON_INFO", D(2029, 11, 5)) == [D(2029, 12, 1)]


@pytest.mark.parametrize(
    ("nationality", "alone", "asked"),
    [
        ("Française", False, True),
        ("Française et belge", False, True),
        ("", False, True),
        ("", True, False),
        ("Malienne", False, False),
    ],
)
def test_the_census_and_the_defence_day_concern_the_french(nationality: str, alone: bool, asked: bool) -> None:
    case = young(nationality=nationality, is_unaccompanied=alone).case()
    for rule in ("CENSUS_16", "JDC"):
        assert bool(of(case, rule, D(2025, 1, 1))) == asked


@pytest.mark.parametrize(
    ("since", "ended", "asked"),
    [
        (D(2023, 1, 9), None, True), (D(2023, 7, 31), D(2023, 7, 31), True), (D(2023, 8, 1), D(2024, 7, 30), False),
        (D(2013, 7, 1), D(2014, 9, 1), False),  # before six years old
    ],
)  # fmt: skip
def test_the_school_allowance_is_judged_on_31_july(since: dt.date, ended: dt.date | None, asked: bool) -> None:
    built = FileBuilder(since).measure("PLACEMENT_ASE", since, ended_on=ended).born(D(2009, 3, 12))
    assert bool(of(built.case(), "ARS_INFO", D(2026, 4, 1))) == asked


@pytest.mark.parametrize(("since", "article"), [(D(2025, 3, 12), "L423-22"), (D(2025, 3, 13), "L435-3")])
def test_the_permit_says_which_article_applies_and_how_long_the_law_leaves(since: dt.date, article: str) -> None:
    built = placed(since=since).born(D(2009, 3, 12)).child(is_unaccompanied=True, nationality="Guinéenne")
    (found,) = of(built.case(), "MNA_PERMIT", D(2026, 6, 1))
    assert found.due_on == D(2028, 3, 12)
    assert article in " ".join(reason.text for reason in found.reasons)
    assert status_of(built.case(), "MNA_PERMIT", D(2028, 1, 20)) == [Status.DUE_SOON]
    assert status_of(built.case(), "MNA_PERMIT", D(2028, 4, 1)) == [Status.OVERDUE]
    assert of(built.case(), "MNA_PERMIT", D(2029, 3, 1)) == []
    assert of(young().case(), "MNA_PERMIT", D(2026, 6, 1)) == []


def test_an_unaccompanied_minor_is_told_of_permit_and_asylum_with_the_interview() -> None:
    case = young(is_unaccompanied=True, nationality="Guinéenne").case()
    assert (
        open_days(case, "MNA_INFO", D(2026, 1, 1)) == open_days(case, "AUTONOMY_17", D(2026, 1, 1)) == [D(2026, 3, 12)]
    )


def test_an_interview_asked_for_weeks_before_majority_is_never_due_after_it() -> None:
    late = placed(since=D(2027, 3, 1)).born(D(2009, 3, 12)).case()
    assert open_days(late, "AUTONOMY_17", D(2027, 3, 2)) == [D(2027, 3, 11)]


# --- after eighteen


def adult(until: dt.date | None = D(2027, 9, 12)) -> FileBuilder:
    return (
        placed(since=D(2023, 1, 9), ended_on=D(2027, 3, 12)).born(D(2009, 3, 12)).measure("AJM", D(2027, 3, 12), until)
    )


@pytest.mark.parametrize(
    ("until", "expected"), [(D(2027, 9, 12), D(2027, 9, 12)), (None, D(2030, 3, 12)), (D(2031, 1, 1), D(2030, 3, 12))]
)
def test_young_adult_support_ends_with_its_contract_and_at_twenty_one(until: dt.date | None, expected: dt.date) -> None:
    assert open_days(adult(until).case(), "YA_END", D(2027, 4, 1)) == [expected]


def test_a_contract_that_begins_is_a_request_and_asks_for_its_plan() -> None:
    case = adult().case()
    assert status_of(case, "YOUNG_ADULT", D(2027, 4, 1)) == [Status.DONE_LATE]
    assert status_of(case, "YA_PLAN", D(2027, 4, 1)) == [Status.DUE_SOON]
    done = adult().step("young_adult_plan", D(2027, 4, 20)).case()
    assert status_of(done, "YA_PLAN", D(2027, 5, 1)) == [Status.DONE]


def test_six_months_after_the_exit_then_once_more_on_request() -> None:
    built = adult()
    built.items[0] = built.episode.having(until=D(2027, 8, 31))
    assert open_days(built.case(), "EXIT_6M", D(2027, 9, 1)) == [D(2028, 2, 29)]
    assert of(built.case(), "EXIT_AGAIN", D(2028, 3, 1)) == []
    built.step("exit_interview", D(2028, 2, 20))
    assert status_of(built.case(), "EXIT_6M", D(2028, 3, 1)) == [Status.DONE]
    assert open_days(built.case(), "EXIT_AGAIN", D(2028, 3, 1)) == [D(2030, 3, 12)]
    assert of(built.case(), "EXIT_AGAIN", D(2030, 3, 13)) == []


@pytest.mark.parametrize(("kind", "left"), [("AEMO", D(2027, 8, 31)), ("PLACEMENT_ASE", D(2026, 8, 31))])
def test_no_exit_interview_for_support_at_home_nor_for_a_child(kind: str, left: dt.date) -> None:
    built = placed(kind, since=D(2023, 1, 9)).born(D(2009, 3, 12))
    built.items[0] = built.episode.having(until=left)
    assert of(built.case(), "EXIT_6M", D(2027, 12, 1)) == []


# --- files as they are


def test_one_born_on_29_february_loses_no_day() -> None:
    built = placed(since=D(2023, 1, 9)).born(D(2008, 2, 29))
    assert open_days(built.case(), "AUTONOMY_PLAN", D(2025, 1, 1)) == [D(2026, 2, 28)]
    assert open_days(built.case(), "AUTONOMY_PLAN", D(2026, 2, 28)) == [D(2026, 2, 28)]
    support = FileBuilder(D(2026, 3, 1)).measure("AJM", D(2026, 3, 1)).born(D(2008, 2, 29))
    assert open_days(support.case(), "YA_END", D(2026, 6, 1)) == [D(2029, 2, 28)]


def test_a_presumed_birth_date_is_said_and_a_corrected_one_moves_the_answer() -> None:
    built = young(birth_date_precision="ASSESSED")
    said = " ".join(reason.text for reason in of(built.case(), "AUTONOMY_17", D(2026, 1, 1))[0].reasons)
    assert "date retenue" in said
    built.born(D(2009, 12, 31))
    assert open_days(built.case(), "AUTONOMY_17", D(2026, 1, 1)) == [D(2026, 12, 31)]
    built.born(None)
    assert of(built.case(), "AUTONOMY_17", D(2026, 1, 1)) == []


def test_a_measure_whose_end_nobody_noted_gives_way_to_the_next_one_of_its_type() -> None:
    built = placed(until=D(2025, 1, 8)).measure("PLACEMENT_ASE", D(2025, 1, 8), D(2026, 1, 8), ended_on=D(2025, 9, 1))
    assert of(built.case(), "LIFE_PLACE_VISIT", D(2026, 6, 1)) == []
    assert open_days(built.case(), "REPORT", D(2025, 3, 1)) == [D(2025, 1, 8)]


def test_an_episode_that_is_over_ends_the_measures_whose_end_nobody_noted() -> None:
    built = FileBuilder(PLACED, D(2024, 9, 1)).measure("PLACEMENT_ASE", PLACED).born(D(2015, 6, 1))
    for rule in ("REPORT", "ALTERNATIVES", "LIFE_PLACE_VISIT", "HEALTH_EXAMS", "PPE_INITIAL"):
        assert not open_days(built.case(), rule, D(2025, 6, 1)), rule


def test_what_was_not_done_in_an_old_episode_is_asked_for_no_more() -> None:
    built = FileBuilder(PLACED, D(2024, 6, 1)).measure("PLACEMENT_ASE", PLACED, ended_on=D(2024, 6, 1))
    assert status_of(built.case(), "PPE_INITIAL", D(2024, 9, 1)) == [Status.OVERDUE]
    assert of(built.case(), "PPE_INITIAL", D(2025, 1, 1)) == []
    built.plan(D(2026, 5, 1))
    assert of(built.case(), "PPE_INITIAL", D(2026, 6, 1)) == [], "a plan of years later is another one's"


def test_measures_that_overlap_count_once() -> None:
    built = (
        placed().measure("AGBF", D(2024, 2, 1)).measure("AEMO", D(2024, 2, 1)).measure("DAP_PARTIELLE", D(2024, 3, 1))
    )
    for rule in ("PPE_INITIAL", "HEALTH_ENTRY", "REPORT", "LIFE_PLACE_VISIT", "ALTERNATIVES"):
        assert len(of(built.case(), rule, D(2024, 4, 1))) == 1, rule


def test_an_act_typed_a_year_late_counts_on_its_own_day_and_one_to_come_not_yet() -> None:
    built = placed().add(report(D(2024, 12, 20)))
    assert Status.DONE in status_of(built.case(), "REPORT", D(2026, 1, 1))
    assert open_days(built.case(), "REPORT", D(2024, 6, 1)) == [D(2025, 1, 8)]


@pytest.mark.parametrize("field", ["since", "until"])
def test_a_year_mistyped_stops_nobody_s_answers(field: str) -> None:
    built = FileBuilder(PLACED).add(
        item("measure", type="AP", **{"since": PLACED, "until": None, field: D(9999, 12, 31)}),
    )
    built.items[-1] = built.items[-1].having(episode_id=built.episode.id)
    for rule in ("PPE_INITIAL", "REPORT", "ADMIN_END", "ALTERNATIVES", "LIFE_PLACE_VISIT", "CESSEC", "PPE_UPDATE"):
        of(built.case(), rule, D(2026, 1, 1))


def test_nothing_is_asked_for_a_child_who_died_nor_of_a_file_without_a_date() -> None:
    dead = young(death_date=D(2026, 1, 5)).case()
    empty = FileBuilder(None).measure("PLACEMENT_ASE", None).born(None).case()
    for rule in ("PPE_INITIAL", "REPORT", "AUTONOMY_17", "HEALTH_EXAMS", "LIFE_PLACE_VISIT", "CENSUS_16"):
        assert open_days(dead, rule, D(2026, 2, 1)) == []
        assert of(empty, rule, D(2026, 2, 1)) == []


@pytest.mark.parametrize(("dropped", "asked"), [("2_SEMAINES", False), ("1_MOIS", True)])
def test_the_examination_no_longer_asked_for_is_the_one_that_the_service_says(dropped: str, asked: bool) -> None:
    born = D(2026, 6, 1)
    built = FileBuilder(born).born(born).measure("PLACEMENT_ASE", born).settings(exam_dropped=dropped)
    keys = {one.key for one in of(built.case(), "HEALTH_EXAMS", D(2026, 6, 10))}
    assert ("2_SEMAINES" in keys) is asked
    assert ("1_MOIS" in keys) is not asked
