"""The statutory deadlines: the vectors of the texts, what surrounds them, and properties that no file may break."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable
from typing import Any

import pytest

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import majority
from ppe_desktop.domain.deadlines import (
    Act,
    Case,
    Deadline,
    Rule,
    ServiceSettings,
    Status,
    Waiver,
    evaluate,
    read_rules,
)
from ppe_desktop.domain.deadlines.conditions import CONDITIONS
from ppe_desktop.domain.deadlines.rules import Delay, Evidence, Source
from ppe_desktop.domain.deadlines.triggers import TRIGGERS
from ppe_desktop.domain.deadlines.words import Column, column_of, due_words
from ppe_desktop.runtime.resources import resource
from tests.support.casefiles import case_file, item

D = dt.date
SAYS_ITS_DELAY = {"reports", "after_act", "measure_term", "autonomy_interview", "age_reached", "every_two_years"}
RULES = read_rules(tomllib.loads((resource("rules") / "regles.toml").read_text(encoding="utf-8")))


def rule(rule_id: str) -> Rule:
    return next(one for one in RULES if one.id == rule_id)


def measure(
    episode: Item, kind: str, since: dt.date, until: dt.date | None = None, ended_on: dt.date | None = None
) -> Item:
    return item("measure", episode_id=episode.id, type=kind, since=since, until=until, ended_on=ended_on)


def child_case(
    kind: str = "PLACEMENT_ASE",
    since: dt.date = D(2025, 10, 6),
    *,
    born: dt.date | None = D(2016, 2, 17),
    until: dt.date | None = None,
    ended_on: dt.date | None = None,
    acts: dict[str, Iterable[dt.date]] | None = None,
    settings: ServiceSettings | None = None,
    waivers: tuple[Waiver, ...] = (),
    more: tuple[Item, ...] = (),
    **child: Any,
) -> Case:
    episode = item("care_episode", since=since, until=None)
    who = item("child", birth_surname="Durand", birth_date=born, **child)
    file = case_file(who, episode, measure(episode, kind, since, until, ended_on), *more)
    done = {code: tuple(Act(on, "acte", f"{code}{on}") for on in days) for code, days in (acts or {}).items()}
    return Case(file, done, waivers, settings or ServiceSettings())


def of(case: Case, rule_id: str, today: dt.date) -> list[Deadline]:
    return list(evaluate(case, [rule(rule_id)], today))


def due(case: Case, rule_id: str, today: dt.date) -> dt.date | None:
    """The day of the obligation still open, the first if several."""
    return next((one.due_on for one in of(case, rule_id, today) if one.status.is_open), None)


# --- the rules as they are written


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.id)
def test_a_rule_says_whom_what_why_and_names_functions_that_exist(one: Rule) -> None:
    assert one.trigger in TRIGGERS
    assert set(one.conditions) <= CONDITIONS.keys()
    for words in (one.title, one.who, one.article, one.text):
        assert words.strip() == words != ""
        assert "'" not in words
    assert bool(one.act) != one.informs, "what nobody owes is answered by nothing"
    assert one.source is not Source.LAW or one.evidence is not Evidence.CHOICE
    assert one.delay or one.when or "setting" in one.options or one.trigger in SAYS_ITS_DELAY
    assert one.text.endswith(".")
    assert one.who.endswith(".")


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "A", "titre": "x"},
        {"id": "A", "title": "x"},
        {
            "id": "A",
            "title": "x",
            "who": "x",
            "article": "x",
            "text": "x",
            "trigger": "x",
            "act": "x",
            "source": "on m’a dit",
        },
    ],
)
def test_a_rule_badly_written_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        read_rules({"version": "x", "rule": [wrong]})


def test_two_rules_of_one_name_are_refused() -> None:
    one = {"id": "A", "title": "x", "who": "x", "article": "x", "text": "x", "trigger": "x", "act": "x"}
    with pytest.raises(ValueError, match="share"):
        read_rules({"version": "x", "rule": [one, one]})


@pytest.mark.parametrize(
    ("delay", "words"),
    [
        (Delay(months=3), "3\u00a0mois"), (Delay(months=12), "1\u00a0an"), (Delay(months=24), "2\u00a0ans"), (Delay(days=8), "8\u00a0jours"),
        (Delay(months=18), "1\u00a0an et 6\u00a0mois"), (Delay(days=-1), "1\u00a0jour avant"), (Delay(months=-1), "1\u00a0mois avant"),
    ],
)  # fmt: skip
def test_a_delay_is_said_in_words(delay: Delay, words: str) -> None:
    assert delay.in_words() == words


# --- vectors


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (D(2025, 10, 6), D(2026, 1, 6)),
        (D(2025, 11, 30), D(2026, 2, 28)),
        (D(2023, 11, 30), D(2024, 2, 29)),
        (D(2025, 8, 31), D(2025, 11, 30)),
    ],
)
def test_the_plan_is_due_three_months_after_the_start(since: dt.date, expected: dt.date) -> None:
    (found,) = of(child_case(since=since), "PPE_INITIAL", since)
    assert found.due_on == expected
    said = " ".join(reason.text for reason in found.reasons)
    assert f"{since:%d/%m/%Y}" in said
    assert f"{expected:%d/%m/%Y}" in said
    assert "3\u00a0mois" in said


@pytest.mark.parametrize(
    ("last", "young_age", "expected"),
    [
        (D(2025, 9, 20), 3, D(2026, 3, 20)),
        (D(2026, 3, 14), 3, D(2026, 9, 14)),
        (D(2026, 3, 15), 3, D(2027, 3, 15)),
        (D(2025, 9, 20), 2, D(2026, 9, 20)),
    ],
)
def test_the_report_follows_the_age_on_the_day_of_the_last_one(
    last: dt.date, young_age: int, expected: dt.date
) -> None:
    case = child_case(
        since=D(2024, 1, 8), born=D(2023, 3, 15), acts={"report": [last]}, settings=ServiceSettings(young_age=young_age)
    )
    assert [one.due_on for one in of(case, "REPORT", last) if one.status.is_open] == [expected]


@pytest.mark.parametrize(
    ("born", "since", "kind", "expected"),
    [
        (D(2009, 5, 4), D(2024, 3, 1), "PLACEMENT_ASE", D(2026, 5, 4)),
        (D(2008, 2, 29), D(2024, 3, 1), "PLACEMENT_ASE", D(2025, 2, 28)),
        (D(2008, 5, 4), D(2025, 9, 1), "PLACEMENT_ASE", D(2025, 10, 1)),
        (D(2009, 5, 4), D(2024, 3, 1), "AP", D(2026, 5, 4)),
        (D(2009, 5, 4), D(2024, 3, 1), "TUTELLE_DEPT", D(2026, 5, 4)),
        (D(2009, 5, 4), D(2024, 3, 1), "AEMO", None),
        (D(2009, 5, 4), D(2024, 3, 1), "AED", None),
    ],
)
def test_the_interview_of_the_seventeenth_year(
    born: dt.date, since: dt.date, kind: str, expected: dt.date | None
) -> None:
    assert due(child_case(kind, since, born=born), "AUTONOMY_17", since) == expected


def test_majority_of_one_born_on_the_twenty_ninth_of_february_comes_on_the_first_of_march() -> None:
    assert majority(D(2008, 2, 29)) == D(2026, 3, 1)
    assert majority(D(2008, 2, 28)) == D(2026, 2, 28)
    assert majority(D(2006, 2, 28)) == D(2024, 2, 28)


def test_an_interview_held_in_an_earlier_episode_stays_valid() -> None:
    case = child_case(since=D(2026, 6, 1), born=D(2009, 5, 4), acts={"autonomy_interview": [D(2026, 4, 2)]})
    assert [one.status for one in of(case, "AUTONOMY_17", D(2026, 7, 1))] == [Status.DONE]


def test_six_months_after_the_exit_of_a_young_adult() -> None:
    episode = item("care_episode", since=D(2020, 1, 1), until=D(2025, 8, 31))
    who = item("child", birth_surname="Durand", birth_date=D(2007, 1, 10))
    adult = measure(episode, "AJM", D(2025, 1, 10), ended_on=D(2025, 8, 31))
    assert due(Case(case_file(who, episode, adult)), "EXIT_6M", D(2025, 9, 1)) == D(2026, 2, 28)


def test_the_judge_is_told_a_month_before_a_change_of_place() -> None:
    episode = item("care_episode", since=D(2024, 1, 1))
    places = [
        item("placement", episode_id=episode.id, is_main=True, since=since, until=None)
        for since in (D(2024, 1, 1), D(2025, 9, 15))
    ]
    who = item("child", birth_surname="Durand", birth_date=D(2015, 1, 10))
    file = case_file(who, episode, measure(episode, "PLACEMENT_ASE", D(2024, 1, 1)), *places)
    assert due(Case(file), "MOVE_1M", D(2025, 7, 1)) == D(2025, 8, 15)


def test_a_second_episode_starts_the_clocks_again() -> None:
    first = item("care_episode", since=D(2023, 1, 9), until=D(2024, 6, 30))
    second = item("care_episode", since=D(2025, 10, 6))
    who = item("child", birth_surname="Durand", birth_date=D(2014, 1, 10))
    file = case_file(
        who, first, second,
        measure(first, "PLACEMENT_ASE", D(2023, 1, 9), ended_on=D(2024, 6, 30)),
        measure(second, "PLACEMENT_ASE", D(2025, 10, 6)),
    )  # fmt: skip
    acts = {"ppe": (Act(D(2023, 3, 1)),), "health_check": (Act(D(2023, 2, 1)),)}
    case = Case(file, acts)
    assert due(case, "PPE_INITIAL", D(2025, 10, 7)) == D(2026, 1, 6)
    assert due(case, "HEALTH_ENTRY", D(2025, 10, 7)) == D(2025, 11, 5)
    statuses = [one.status for one in of(case, "PPE_INITIAL", D(2025, 10, 7))]
    assert statuses == [Status.DONE, Status.UPCOMING]


# --- standing


@pytest.mark.parametrize(
    ("today", "done", "status"),
    [
        (D(2025, 10, 6), [], Status.UPCOMING),
        (D(2025, 11, 21), [], Status.UPCOMING),
        (D(2025, 11, 22), [], Status.DUE_SOON),
        (D(2026, 1, 6), [], Status.DUE_SOON),
        (D(2026, 1, 7), [], Status.OVERDUE),
        (D(2026, 1, 7), [D(2026, 1, 6)], Status.DONE),
        (D(2026, 1, 9), [D(2026, 1, 7)], Status.DONE_LATE),
        (D(2026, 1, 6), [D(2026, 1, 7)], Status.DUE_SOON),  # not done yet on that day
        (D(2026, 1, 7), [D(2025, 10, 5)], Status.OVERDUE),  # the plan of before
    ],
)
def test_where_the_first_plan_stands(today: dt.date, done: list[dt.date], status: Status) -> None:
    assert [one.status for one in of(child_case(acts={"ppe": done}), "PPE_INITIAL", today)] == [status]


def test_what_is_set_aside_says_why_and_by_whom() -> None:
    case = child_case()
    key = of(case, "PPE_INITIAL", D(2026, 2, 1))[0].key
    waiver = Waiver("PPE_INITIAL", key, "Dessaisissement du juge", "Claire Montreuil", D(2026, 1, 20))
    (found,) = of(child_case(waivers=()), "PPE_INITIAL", D(2026, 2, 1))
    assert found.status is Status.OVERDUE
    (found,) = evaluate(Case(case.file, {}, (waiver,)), [rule("PPE_INITIAL")], D(2026, 2, 1))
    assert found.status is Status.WAIVED
    assert found.waiver_reason == "Dessaisissement du juge (Claire Montreuil, 20/01/2026)"


def test_nothing_is_due_once_the_child_has_died_and_what_was_done_stays_told() -> None:
    case = child_case(acts={"ppe": [D(2025, 12, 1)]}, death_date=D(2026, 5, 2))
    found = evaluate(case, RULES, D(2026, 6, 1))
    assert {one.status for one in found} == {Status.DONE}
    assert any(one.rule.id == "PPE_INITIAL" for one in found)


def test_what_a_measure_did_not_live_to_see_is_not_owed() -> None:
    assert of(child_case(ended_on=D(2025, 12, 1)), "PPE_INITIAL", D(2026, 3, 1)) == []
    assert due(child_case(ended_on=D(2026, 2, 1)), "PPE_INITIAL", D(2026, 3, 1)) == D(2026, 1, 6)


@pytest.mark.parametrize("kind", ["MJIE", "AJM", "INCONNU"])
def test_no_plan_is_due_for_an_inquiry_nor_after_eighteen(kind: str) -> None:
    assert of(child_case(kind), "PPE_INITIAL", D(2026, 3, 1)) == []


def test_a_measure_typed_freely_is_a_measure() -> None:
    assert due(child_case("Placement chez la marraine, ordonnance du 3"), "PPE_INITIAL", D(2025, 11, 1)) == D(
        2026, 1, 6
    )


def test_an_order_then_its_judgment_count_once_from_the_first() -> None:
    episode = item("care_episode", since=D(2025, 10, 6))
    who = item("child", birth_surname="Durand", birth_date=D(2016, 2, 17))
    file = case_file(
        who, episode,
        measure(episode, "OPP_PARQUET", D(2025, 10, 6), ended_on=D(2025, 10, 20)),
        measure(episode, "PLACEMENT_ASE", D(2025, 10, 20)),
    )  # fmt: skip
    assert [one.due_on for one in of(Case(file), "PPE_INITIAL", D(2025, 11, 1))] == [D(2026, 1, 6)]


def test_an_unknown_birth_date_hides_no_deadline_that_does_not_need_it() -> None:
    case = child_case(born=None)
    assert due(case, "PPE_INITIAL", D(2025, 11, 1)) == D(2026, 1, 6)
    assert due(case, "REPORT", D(2025, 11, 1)) == D(2026, 10, 6)
    assert of(case, "AUTONOMY_17", D(2025, 11, 1)) == []


# --- how they are said


@pytest.mark.parametrize(
    ("today", "words", "column"),
    [
        (D(2025, 10, 20), "dans 3\u00a0mois", None),
        (D(2025, 11, 30), "dans 37\u00a0jours", Column.PREPARE),
        (D(2025, 12, 23), "dans 14\u00a0jours", Column.NOW),
        (D(2026, 1, 5), "demain", Column.NOW),
        (D(2026, 1, 6), "aujourd’hui", Column.NOW),
        (D(2026, 1, 7), "en retard de 1\u00a0jour", Column.LATE),
        (D(2026, 6, 7), "en retard de 5\u00a0mois", Column.LATE),
        (D(2029, 6, 7), "en retard de 3\u00a0ans", Column.LATE),
    ],
)
def test_how_far_the_plan_is_and_where_it_stands(today: dt.date, words: str, column: Column | None) -> None:
    (found,) = of(child_case(), "PPE_INITIAL", today)
    assert due_words(found, today) == words
    assert column_of(found, today) is column


def test_a_round_missed_is_answered_by_the_next_one() -> None:
    case = child_case(since=D(2015, 1, 5), born=D(2010, 1, 1))
    found = of(case, "ALTERNATIVES", D(2026, 1, 1))
    assert [one.due_on for one in found if one.status is Status.OVERDUE] == [D(2025, 1, 5)]


def test_what_has_been_late_for_too_long_is_folded_under_what_is_late() -> None:
    case = child_case(since=D(2025, 10, 6), kind="OPP_PARQUET")
    (found,) = of(case, "OPP_HEARING", D(2026, 3, 1))
    assert found.status is Status.OVERDUE
    assert column_of(found, D(2026, 3, 1)) is Column.OLDER
    assert column_of(found, D(2025, 11, 1)) is Column.LATE


@pytest.mark.parametrize("days", [15, 30, 90])
def test_the_days_of_the_entry_health_check_are_a_setting(days: int) -> None:
    case = child_case(settings=ServiceSettings(health_entry_days=days))
    assert due(case, "HEALTH_ENTRY", D(2025, 10, 6)) == D(2025, 10, 6) + dt.timedelta(days=days)
