"""What was done is judged with the rules and the settings of its day; what is open, with those in force."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppe_desktop.domain.deadlines import Act, Case, Deadline, Rule, ServiceSettings, Status, evaluate
from ppe_desktop.domain.deadlines.rules import Delay
from ppe_desktop.domain.deadlines.settings_versions import SettingsVersions
from ppe_desktop.domain.deadlines.through_time import FormerRule, evaluate_through_time, read_former
from ppe_desktop.services.deadlines import former_rules, shipped_rules
from tests.support.casefiles import case_file, item

D = dt.date
RULES = shipped_rules()
SINCE = D(2025, 1, 6)
TODAY = D(2026, 11, 22)
DAYS = st.dates(D(2025, 1, 6), TODAY)


def rule(rule_id: str) -> Rule:
    return next(one for one in RULES if one.id == rule_id)


def case(**acts: list[dt.date]) -> Case:
    episode = item("care_episode", since=SINCE, until=None)
    measure = item("measure", episode_id=episode.id, type="PLACEMENT_ASE", since=SINCE)
    file = case_file(item("child", birth_surname="Durand", birth_date=D(2016, 2, 17)), episode, measure)
    return Case(
        file, {code: tuple(Act(day, "acte", f"{code}{day}") for day in sorted(days)) for code, days in acts.items()}
    )


def one(answers: tuple[Deadline, ...], rule_id: str) -> Deadline:
    (found,) = [answer for answer in answers if answer.rule.id == rule_id]
    return found


@given(st.lists(DAYS, max_size=4, unique=True), st.lists(DAYS, max_size=3, unique=True))
def test_without_any_change_nothing_differs(reports: list[dt.date], checks: list[dt.date]) -> None:
    judged = case(report=reports, health_check=checks)
    assert evaluate_through_time(judged, RULES, TODAY, SettingsVersions()) == evaluate(judged, RULES, TODAY)


@given(
    st.lists(DAYS, max_size=4, unique=True),
    st.lists(st.tuples(st.sampled_from([10, 30, 60, 120]), DAYS), max_size=3),
    st.sampled_from([2, 3]),
)
def test_every_act_answers_one_obligation_whatever_was_changed(
    reports: list[dt.date], changes: list[tuple[int, dt.date]], age: int
) -> None:
    versions = SettingsVersions().having("young_age", age, D(2025, 9, 1))
    for days, since in sorted(changes, key=lambda change: change[1]):
        versions = versions.having("health_entry_days", days, max(since, D(2025, 9, 1)))
    judged = case(report=reports, health_check=reports)
    answers = evaluate_through_time(judged, RULES, TODAY, versions)
    keys = [(answer.rule.id, answer.key) for answer in answers]
    assert len(keys) == len(set(keys))
    for rule_id in ("REPORT", "HEALTH_ENTRY"):
        acts = [answer.done_by for answer in answers if answer.rule.id == rule_id and answer.done_on]
        assert len(acts) == len(set(acts))
    health = one(answers, "HEALTH_ENTRY")
    day = health.done_on
    settings = versions.on(day) if day else versions.latest
    assert health.due_on == SINCE + dt.timedelta(days=settings.health_entry_days)


def test_a_change_of_name_or_of_warning_judges_nothing_anew() -> None:
    judged = case(health_check=[D(2025, 3, 1)])
    versions = SettingsVersions().having("review_name", "concertation", D(2026, 1, 1))
    versions = versions.having("warn_days.PPE_UPDATE", 90, D(2026, 2, 1))
    answers = evaluate_through_time(judged, RULES, TODAY, versions)
    assert answers == evaluate(replace(judged, settings=versions.latest), RULES, TODAY)


@pytest.mark.parametrize(
    ("done", "status", "due"),
    [
        (D(2025, 3, 20), Status.DONE, D(2025, 4, 6)),
        (D(2025, 12, 31), Status.DONE_LATE, D(2025, 4, 6)),
        (D(2026, 1, 1), Status.DONE_LATE, D(2025, 2, 6)),
    ],
)
def test_a_rule_changed_by_a_text_judges_only_what_is_done_from_then_on(
    done: dt.date, status: Status, due: dt.date
) -> None:
    former = (FormerRule(D(2026, 1, 1), rule("PPE_INITIAL")),)
    stricter = replace(rule("PPE_INITIAL"), delay=Delay(months=1), version="2026-01")
    rules = [stricter if known.id == "PPE_INITIAL" else known for known in RULES]
    answer = one(evaluate_through_time(case(ppe=[done]), rules, TODAY, SettingsVersions(), former), "PPE_INITIAL")
    assert (answer.status, answer.due_on) == (status, due)
    assert answer.rule.version == (stricter.version if done >= D(2026, 1, 1) else rule("PPE_INITIAL").version)


def test_of_two_former_rules_the_one_of_the_day_judges() -> None:
    first, second = (replace(rule("PPE_INITIAL"), delay=Delay(months=months), version=f"{months}") for months in (6, 4))
    former = (FormerRule(D(2026, 1, 1), second), FormerRule(D(2025, 6, 1), first))
    for done, version in ((D(2025, 5, 31), "6"), (D(2025, 6, 1), "4"), (D(2026, 1, 1), RULES[0].version)):
        answers = evaluate_through_time(case(ppe=[done]), RULES, TODAY, SettingsVersions(), former)
        assert one(answers, "PPE_INITIAL").rule.version == version


def test_what_is_open_follows_the_rule_in_force() -> None:
    former = (FormerRule(D(2026, 1, 1), replace(rule("PPE_INITIAL"), delay=Delay(months=30))),)
    answer = one(evaluate_through_time(case(), RULES, TODAY, SettingsVersions(), former), "PPE_INITIAL")
    assert (answer.status, answer.due_on) == (Status.OVERDUE, D(2025, 4, 6))


def test_former_rules_are_written_like_the_others() -> None:
    text = """
[[rule]]
until = 2027-01-01
version = "2026-04"
id = "PPE_INITIAL"
title = "Établir"
who = "Tous."
article = "Article 1"
text = "Texte."
trigger = "protection_start"
delay = { months = 2 }
act = "ppe"
"""
    (former,) = read_former(tomllib.loads(text))
    assert (former.until, former.rule.version, former.rule.delay) == (D(2027, 1, 1), "2026-04", Delay(months=2))
    with pytest.raises(ValueError, match="PPE_INITIAL"):
        read_former(tomllib.loads(text.replace('act = "ppe"', 'acte = "ppe"')))
    assert all(known.rule.id in {one.id for one in RULES} for known in former_rules())


def test_settings_of_the_case_are_those_of_the_versions() -> None:
    versions = SettingsVersions().having("health_entry_days", 12, None)
    judged = replace(case(), settings=ServiceSettings(health_entry_days=99))
    assert one(evaluate_through_time(judged, RULES, TODAY, versions), "HEALTH_ENTRY").due_on == SINCE + dt.timedelta(12)
