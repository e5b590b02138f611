"""Statutory deadlines at their edges: returns, late entries, facts missing, rights that outlive care, lateness that never shrinks."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.deadlines import Status
from ppe_desktop.domain.deadlines.absent import not_applicable
from tests.support.casefiles import item
from tests.support.deadlines import RULES, FileBuilder, of, open_days, status_of

D = dt.date
PLACED = D(2024, 1, 8)
BORN = D(2009, 5, 4)


def placed(kind: str = "PLACEMENT_ASE", since: dt.date = PLACED, **more: Any) -> FileBuilder:
    return FileBuilder(since).measure(kind, since, **more)


def said(built: FileBuilder, rule: str, today: dt.date) -> str:
    return " ".join(reason.text for one in of(built.case(), rule, today) for reason in one.reasons)


# --- ages


def back_after_a_gap(back: dt.date) -> FileBuilder:
    built = FileBuilder(D(2020, 3, 2), D(2026, 1, 1)).measure("PLACEMENT_ASE", D(2020, 3, 2), ended_on=D(2026, 1, 1))
    again = item("care_episode", since=back)
    return built.born(BORN).add(again, item("measure", episode_id=again.id, type="PLACEMENT_ASE", since=back))


@pytest.mark.parametrize("rule", ["AUTONOMY_17", "MNA_INFO"])
def test_a_child_back_after_seventeen_has_the_interview_as_soon_as_possible(rule: str) -> None:
    built = back_after_a_gap(D(2026, 9, 1)).child(is_unaccompanied=True)
    assert open_days(built.case(), rule, D(2026, 9, 2)) == [D(2026, 10, 1)]


def test_one_back_before_seventeen_has_it_by_the_birthday() -> None:
    assert open_days(back_after_a_gap(D(2026, 3, 1)).case(), "AUTONOMY_17", D(2026, 3, 2)) == [BORN.replace(year=2026)]


def test_entering_on_the_birthday_itself_is_entering_at_seventeen() -> None:
    built = placed(since=D(2026, 5, 4)).born(BORN)
    assert open_days(built.case(), "AUTONOMY_17", D(2026, 5, 5)) == [D(2026, 6, 4)]


@pytest.mark.parametrize("rule", ["YOUNG_ADULT", "HEALTH_RIGHTS_18", "TRUSTED_PERSON_16"])
def test_one_entrusted_at_seventeen_and_a_half_is_still_asked_for(rule: str) -> None:
    built = placed(since=D(2026, 12, 4)).born(BORN).child(is_unaccompanied=True, nationality="Malienne")
    assert open_days(built.case(), rule, D(2026, 12, 5)) == [D(2027, 1, 4)]
    assert status_of(built.case(), rule, D(2027, 2, 1)) == [Status.OVERDUE]
    assert "après cet âge" in said(built, rule, D(2026, 12, 5))


@pytest.mark.parametrize("rule", ["CENSUS_16", "HEALTH_RIGHTS_16"])
def test_one_entrusted_months_after_sixteen_is_still_asked_for(rule: str) -> None:
    built = placed(since=D(2025, 12, 4)).born(BORN).child(nationality="Française")
    assert open_days(built.case(), rule, D(2025, 12, 5)) == [D(2026, 1, 4)]


def test_what_is_asked_late_never_goes_past_majority_and_a_late_entry_never_comes_sooner() -> None:
    late = placed(since=D(2027, 4, 20)).born(BORN)
    assert open_days(late.case(), "YOUNG_ADULT", D(2027, 4, 21)) == [D(2027, 5, 3)]
    soon = placed(since=D(2025, 5, 10)).born(BORN)
    assert open_days(soon.case(), "CENSUS_16", D(2025, 5, 11)) == [D(2025, 8, 4)]


def test_a_child_with_a_relative_has_the_rights_of_every_minor_and_those_of_one_once_entrusted() -> None:
    relative = placed("TDC").born(BORN)
    for rule in ("CENSUS_16", "JDC", "HEALTH_RIGHTS_16", "TRUSTED_PERSON_16", "TRUSTED_PERSON_INFO"):
        assert open_days(relative.case(), rule, D(2025, 6, 1)), rule
    assert of(relative.case(), "YOUNG_ADULT", D(2026, 12, 1)) == []
    once = FileBuilder(D(2020, 1, 6)).measure("PLACEMENT_ASE", D(2020, 1, 6), ended_on=PLACED).measure("TDC", PLACED)
    assert open_days(once.born(BORN).case(), "YOUNG_ADULT", D(2026, 12, 1)) == [D(2026, 11, 4)]


def test_a_trusted_person_designated_answers_and_an_older_one_does_not() -> None:
    def designated(since: dt.date) -> FileBuilder:
        return placed(since=D(2025, 1, 6)).born(BORN).add(item("relationship", role="PERSONNE_CONFIANCE", since=since))

    assert status_of(designated(D(2025, 9, 1)).case(), "TRUSTED_PERSON_16", D(2026, 1, 1)) == [Status.DONE]
    assert open_days(designated(D(2025, 2, 1)).case(), "TRUSTED_PERSON_16", D(2026, 1, 1)) == [D(2026, 5, 4)]
    assert status_of(designated(D(2025, 2, 1)).case(), "TRUSTED_PERSON_INFO", D(2026, 1, 1)) == [Status.DONE]


def test_only_the_plan_itself_answers_the_autonomy_plan() -> None:
    built = placed().born(BORN).add(item("autonomy_interview", held_on=D(2026, 3, 2), handed_on=D(2026, 3, 9)))
    assert open_days(built.case(), "AUTONOMY_PLAN", D(2026, 9, 1)) == [D(2027, 5, 3)]
    built.plan(D(2026, 4, 1))
    assert open_days(built.case(), "AUTONOMY_PLAN", D(2026, 9, 1)) == [D(2027, 5, 3)]
    with_part = item(
        "child_plan", version=9, status="TERMINE", established_on=D(2026, 6, 1), autonomy="Un studio, le permis."
    )
    assert status_of(built.add(with_part).case(), "AUTONOMY_PLAN", D(2026, 9, 1)) == [Status.DONE]
    step = placed().born(BORN).step("autonomy_plan", D(2026, 6, 1)).case()
    assert status_of(step, "AUTONOMY_PLAN", D(2026, 9, 1)) == [Status.DONE]


def test_the_allowance_told_at_the_interview_counts_and_one_of_fifteen_does_not() -> None:
    def told(day: dt.date) -> FileBuilder:
        return placed(since=D(2023, 1, 9)).born(BORN).step("ars_told", day)

    assert status_of(told(D(2026, 4, 20)).case(), "ARS_INFO", D(2026, 6, 1)) == [Status.DONE]
    assert open_days(told(D(2025, 4, 1)).case(), "ARS_INFO", D(2026, 6, 1)) == [D(2027, 5, 3)]


# --- after eighteen


def grown() -> FileBuilder:
    return placed(since=D(2023, 1, 9), ended_on=D(2027, 5, 4)).born(BORN)


def contract(**facts: Any) -> Item:
    return item("young_adult_contract", **facts)


def test_the_right_of_a_young_adult_stays_until_twenty_one() -> None:
    quiet = grown()
    (line,) = of(quiet.case(), "YOUNG_ADULT_RIGHT", D(2027, 6, 1))
    assert (line.due_on, line.status) == (D(2030, 5, 3), Status.UPCOMING)
    assert of(quiet.case(), "YOUNG_ADULT_RIGHT", D(2027, 5, 3)) == [], "a minor still"
    assert of(quiet.case(), "YOUNG_ADULT_RIGHT", D(2030, 5, 4)) == []
    waits = grown().add(contract(requested_on=D(2027, 2, 1)))
    (line,) = of(waits.case(), "YOUNG_ADULT_RIGHT", D(2027, 6, 1))
    assert (line.due_on, line.status) == (None, Status.DUE_SOON)
    assert "aucune décision n’est notée" in said(waits, "YOUNG_ADULT_RIGHT", D(2027, 6, 1))
    decided = grown().add(contract(requested_on=D(2027, 2, 1), decided_on=D(2027, 4, 1), decision="REFUSE"))
    assert of(decided.case(), "YOUNG_ADULT_RIGHT", D(2027, 6, 1)) == []
    assert status_of(decided.case(), "YOUNG_ADULT_DECISION", D(2027, 4, 2)) == [Status.DONE]


def test_support_that_ended_leaves_the_right_to_come_back_and_support_in_force_does_not() -> None:
    built = grown().measure("AJM", D(2027, 5, 4), ended_on=D(2028, 1, 31))
    assert of(built.case(), "YOUNG_ADULT_RIGHT", D(2027, 9, 1)) == []
    assert "terminé le 31/01/2028" in said(built, "YOUNG_ADULT_RIGHT", D(2028, 3, 1))


def test_no_right_for_one_never_entrusted() -> None:
    home = placed("AEMO", ended_on=D(2027, 5, 4)).born(BORN).case()
    assert of(home, "YOUNG_ADULT_RIGHT", D(2027, 6, 1)) == []
    assert of(home, "YOUNG_ADULT_DECISION", D(2027, 1, 1)) == []


def test_one_who_leaves_at_twenty_and_a_half_is_met_six_months_later() -> None:
    built = grown().measure("AJM", D(2027, 5, 4), ended_on=D(2029, 12, 15))
    built.items[0] = built.episode.having(until=D(2029, 12, 15))
    assert open_days(built.case(), "EXIT_6M", D(2030, 1, 1)) == [D(2030, 6, 15)]
    assert status_of(built.case(), "EXIT_6M", D(2030, 7, 1)) == [Status.OVERDUE]


@pytest.mark.parametrize(
    ("nationality", "alone", "kind", "asked"),
    [
        ("Marocaine", False, "PLACEMENT_ASE", True), ("", True, "PLACEMENT_ASE", True), ("", False, "PLACEMENT_ASE", False),
        ("Française et malienne", True, "PLACEMENT_ASE", False), ("Roumaine", False, "PLACEMENT_ASE", False),
        ("Marocaine", False, "AEMO", False),
    ],
)  # fmt: skip
def test_the_permit_concerns_foreign_youths_who_were_entrusted(
    nationality: str, alone: bool, kind: str, asked: bool
) -> None:
    built = placed(kind).born(BORN).child(nationality=nationality, is_unaccompanied=alone)
    assert bool(of(built.case(), "MNA_PERMIT", D(2027, 1, 1))) == asked


# --- lateness


@pytest.mark.parametrize("rule", ["REPORT", "REPORT_JUDGE", "LIFE_PLACE_VISIT", "HEALTH_ANNUAL"])
@pytest.mark.parametrize("opened", [None, D(2024, 1, 10), D(2026, 2, 3)])
def test_lateness_never_shrinks_while_nothing_is_noted(rule: str, opened: dt.date | None) -> None:
    built = placed(since=D(2020, 1, 8))
    if opened:
        built.child(created_at=dt.datetime.combine(opened, dt.time(9)))
    days = [D(2026, 2, 4) + dt.timedelta(days=30 * number) for number in range(40)]
    due = {open_days(built.case(), rule, day)[0] for day in days}
    assert len(due) == 1
    late = (opened or D(2020, 1, 8)) - next(iter(due))
    assert late < dt.timedelta(days=366), "of what came before the file was opened, the last round alone counts"
    assert "Aucun" in said(built, rule, days[-1])


def test_a_child_never_visited_is_no_better_off_than_one_visited_once() -> None:
    never, once = placed(), placed().step("life_place_visit", D(2024, 3, 1))
    today = D(2026, 2, 1)
    assert open_days(never.case(), "LIFE_PLACE_VISIT", today) <= open_days(once.case(), "LIFE_PLACE_VISIT", today)


@pytest.mark.parametrize(
    ("measure", "kind", "counts"),
    [
        ("PLACEMENT_ASE", "VISITE_LIEU", True), ("PLACEMENT_ASE", "VISITE_DOMICILE", False), ("AEMO", "VISITE_DOMICILE", True),
        ("TDC", "VISITE_DOMICILE", True), ("PLACEMENT_ASE", "APPEL", False),
    ],
)  # fmt: skip
def test_a_visit_told_in_the_journal_counts(measure: str, kind: str, counts: bool) -> None:
    built = placed(measure).add(item("journal_entry", kind=kind, happened_on=D(2024, 5, 1)))
    rules = ("LIFE_PLACE_VISIT", "TDC_SUPPORT") if measure == "TDC" else ("LIFE_PLACE_VISIT",)
    for rule in rules:
        assert (Status.DONE in status_of(built.case(), rule, D(2024, 6, 1))) == counts


def test_a_report_sent_to_the_judge_untold_is_not_forgotten_when_another_is_written() -> None:
    built = placed().add(
        item("situation_report", written_on=D(2024, 6, 1), sent_on=D(2024, 6, 20)),
        item("situation_report", written_on=D(2024, 12, 1), informed_on=D(2024, 12, 9)),
    )
    assert status_of(built.case(), "REPORT_INFORM", D(2025, 1, 1)) == [Status.OVERDUE, Status.DONE]


def test_a_rhythm_is_said_in_months() -> None:
    built = placed().add(item("decision", kind="JUDICIAIRE", decided_on=PLACED, report_every=18))
    assert "tous les 18\u00a0mois" in said(built, "REPORT_JUDGE", PLACED)


# --- examinations


def test_thirteen_examinations_come_before_three_then_three_then_four() -> None:
    born = D(2025, 2, 10)
    ends = [D(2028, 2, 10), D(2031, 2, 10), D(2043, 2, 10)]
    days = [born + dt.timedelta(days=number) for number in range(0, 18 * 365, 12)]
    built = placed("OPP_JE", since=born).born(born)
    found = {one.key: one.due_on for day in days for one in of(built.case(), "HEALTH_EXAMS", day)}
    counts = [sum(due < end for due in found.values() if due) for end in ends]
    assert [counts[0], counts[1] - counts[0], counts[2] - counts[1]] == [13, 3, 4]
    assert found["3_ANS"] == D(2028, 2, 9), "the third year ends at three"


# --- terms


def test_a_measure_whose_term_is_not_noted_lasts_two_years_at_most() -> None:
    built = placed("AEMO")
    assert open_days(built.case(), "JUDICIAL_END", D(2025, 1, 1)) == [D(2026, 1, 8)]
    assert "Aucune échéance n’est notée" in said(built, "JUDICIAL_END", D(2025, 1, 1))
    assert open_days(built.case(), "END_REPORT", D(2025, 1, 1)) == [D(2025, 12, 9)]
    built.measure("AEMO", D(2026, 1, 8), D(2027, 1, 8))
    assert status_of(built.case(), "JUDICIAL_END", D(2026, 2, 1)) == [Status.DONE, Status.UPCOMING]


@pytest.mark.parametrize(("kind", "told"), [("AEMO", True), ("PLACEMENT_ASE", False)])
def test_support_at_home_typed_for_more_than_two_years_is_remarked_on(kind: str, told: bool) -> None:
    built = placed(kind, until=D(2027, 1, 8))
    assert open_days(built.case(), "JUDICIAL_END", D(2025, 1, 1)) == [D(2027, 1, 8)]
    assert ("deux ans au plus" in said(built, "JUDICIAL_END", D(2025, 1, 1))) == told


@pytest.mark.parametrize("kind", ["OPP_PARQUET", "OPP_JE", "HOSPITALISATION"])
def test_provisional_orders_and_hospital_have_delays_of_their_own(kind: str) -> None:
    assert of(placed(kind, until=D(2024, 1, 23)).case(), "JUDICIAL_END", D(2024, 3, 1)) == []


def test_a_judgment_notified_later_is_not_notified_yet() -> None:
    built = placed().add(item("decision", kind="JUDICIAIRE", decided_on=PLACED, notified_on=D(2024, 1, 14)))
    assert open_days(built.case(), "JUDGMENT_NOTICE", D(2024, 1, 10)) == [D(2024, 1, 16)]


# --- status, family, department


def test_the_commission_has_time_to_meet_once_contacts_are_stopped() -> None:
    built = placed(since=D(2018, 1, 8)).add(item("contact_right", kind="SUSPENDU", since=D(2024, 3, 1)))
    assert open_days(built.case(), "CESSEC", D(2024, 3, 1)) == [D(2024, 5, 1)]


def test_a_risk_that_comes_after_an_examination_is_seen() -> None:
    built = placed(since=D(2018, 1, 8)).step("cessec", D(2019, 2, 1))
    assert open_days(built.case(), "CESSEC", D(2024, 4, 1)) == []
    built.add(item("contact_right", kind="SUSPENDU", since=D(2024, 3, 1)))
    assert open_days(built.case(), "CESSEC", D(2024, 4, 1)) == [D(2024, 5, 1)]
    built.step("cessec", D(2024, 4, 20))
    assert open_days(built.case(), "CESSEC", D(2025, 4, 1)) == []


@pytest.mark.parametrize(
    "fact",
    [
        item("legal_status", kind="EMANCIPE", since=D(2023, 12, 1)),
        Item("orphan", "a" * 32, 0, {"child_id": "a" * 32}),
    ],
    ids=["emancipated", "orphan"],
)
def test_nobody_is_asked_who_can_no_longer_answer(fact: Item) -> None:
    built = placed().place(PLACED, "MECS")
    assert of(built.case(), "MOVE_PARENT_OPINION", D(2024, 2, 1))
    assert of(built.add(fact).case(), "MOVE_PARENT_OPINION", D(2024, 2, 1)) == []


def test_authority_withdrawn_asks_for_no_opinion() -> None:
    built = placed().place(PLACED, "MECS").measure("RETRAIT_AP", D(2023, 6, 1))
    assert of(built.case(), "MOVE_PARENT_OPINION", D(2024, 2, 1)) == []


def test_an_emancipated_minor_decides_alone() -> None:
    built = placed("AP").born(D(2007, 6, 1)).add(item("legal_status", kind="EMANCIPE", since=D(2023, 12, 1)))
    assert of(built.case(), "ADMIN_CONSENT", D(2024, 2, 1)) == []


def test_once_another_department_has_taken_over_nothing_more_is_asked() -> None:
    built = placed(ended_on=D(2024, 9, 1), end_reason="TRANSFERT_DEPT")
    assert any(of(built.case(), rule, D(2024, 8, 1)) for rule in ("PPE_INITIAL", "HEALTH_ENTRY"))
    assert not any(open_days(built.case(), rule, D(2024, 9, 2)) for rule in ("PPE_INITIAL", "HEALTH_ENTRY", "REPORT"))
    (absent,) = not_applicable(built.case(), [RULES["REPORT"]], (), D(2024, 9, 2))
    assert "autre département le 01/09/2024" in " ".join(reason.text for reason in absent.reasons)
    built.measure("AEMO", D(2024, 12, 1))
    assert open_days(built.case(), "JUDICIAL_END", D(2025, 1, 1)) == [D(2026, 12, 1)], "back, the clocks run again"


# --- what a hearing, a parent who keeps authority, an emancipation and a text of its day change


def test_a_hearing_planned_tells_when_the_summons_is_due_and_leaves_once_past() -> None:
    built = placed().add(item("appointment", kind="AUDIENCE", planned_on=D(2026, 12, 3)))
    (found,) = of(built.case(), "HEARING_SUMMONS", D(2026, 11, 25))
    assert (found.due_on, found.status) == (D(2026, 11, 25), Status.DUE_SOON)
    assert found.reasons[-1].text == "03/12/2026 − 8\N{NO-BREAK SPACE}jours = 25/11/2026"
    assert of(built.case(), "HEARING_SUMMONS", D(2026, 11, 26)) == []


@pytest.mark.parametrize(("exercise", "asked"), [("SEUL", True), ("RETRAIT_PARTIEL", True), ("RETRAIT_TOTAL", False)])
def test_a_parent_who_keeps_authority_is_still_asked(exercise: str, asked: bool) -> None:
    withdrawn = item("parental_authority", exercise="RETRAIT_TOTAL")
    other = item("parental_authority", exercise=exercise)
    built = placed().place(PLACED, "MECS").measure("RETRAIT_AP", D(2023, 6, 1)).add(withdrawn, other)
    assert bool(of(built.case(), "MOVE_PARENT_OPINION", D(2024, 2, 1))) is asked


def test_authority_lost_by_the_only_parent_known_is_not_asked_even_without_a_measure() -> None:
    built = placed().place(PLACED, "MECS").add(item("parental_authority", exercise="RETRAIT_TOTAL"))
    assert of(built.case(), "MOVE_PARENT_OPINION", D(2024, 2, 1)) == []


def test_an_emancipated_minor_has_the_savings_and_no_renewal_of_what_the_judge_ordered() -> None:
    free = D(2026, 9, 1)
    built = placed().born(BORN).add(item("legal_status", kind="EMANCIPE", since=free))
    assert open_days(built.case(), "ARS_INFO", D(2026, 8, 1)) == [free]
    assert "Émancipation" in said(built, "ARS_INFO", D(2026, 8, 1))
    longer = placed(until=D(2027, 1, 8)).born(BORN)
    assert open_days(longer.case(), "JUDICIAL_END", D(2026, 11, 1)) == [D(2027, 1, 8)]
    longer.add(item("legal_status", kind="EMANCIPE", since=free))
    assert open_days(longer.case(), "JUDICIAL_END", D(2026, 11, 1)) == []


def test_a_text_does_not_judge_what_was_due_before_its_first_day() -> None:
    first, second = D(2022, 1, 10), D(2022, 5, 10)
    built = placed(since=D(2021, 1, 4)).place(D(2021, 1, 4), "MECS")
    built.place(first, "MECS").place(second, "FOYER")
    assert RULES["MOVE_1M"].since == D(2022, 2, 9)
    assert [one.due_on for one in of(built.case(), "MOVE_1M", D(2022, 6, 1))] == [D(2022, 4, 10)]


def test_a_plan_due_before_the_file_was_opened_may_have_been_made_and_never_noted() -> None:
    built = placed().child(created_at=dt.datetime(2026, 9, 1, 9))
    assert "Dossier ouvert dans le programme le 01/09/2026" in said(built, "PPE_INITIAL", D(2026, 9, 2))
    built.plan(D(2024, 3, 1))
    assert "Dossier ouvert" not in said(built, "PPE_INITIAL", D(2026, 9, 2))
