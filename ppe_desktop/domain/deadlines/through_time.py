"""Judging through time: what was done is judged with the rules and the settings in force the day it was done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from ppe_desktop.domain.deadlines.case import Case
from ppe_desktop.domain.deadlines.engine import evaluate, in_order
from ppe_desktop.domain.deadlines.results import Deadline
from ppe_desktop.domain.deadlines.rules import Rule, read_rules
from ppe_desktop.domain.deadlines.service_settings import ServiceSettings, setting_facts
from ppe_desktop.domain.deadlines.settings_versions import SettingsVersions


@dataclass(frozen=True, slots=True)
class FormerRule:
    """A rule as it was before a text changed it.

    Attributes:
        until: first day it no longer holds.
        rule: the rule as it was, under the identifier it keeps.
    """

    until: dt.date
    rule: Rule


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of days judged alike.

    Attributes:
        since: its first day.
        until: the day after its last.
        settings: the settings in force.
        former: the rules that were otherwise, by identifier.
    """

    since: dt.date
    until: dt.date
    settings: ServiceSettings
    former: Mapping[str, Rule]

    def holds(self, answer: Deadline) -> bool:
        """Tell whether an obligation was met during the stretch."""
        return answer.done_on is not None and self.since <= answer.done_on < self.until


def read_former(written: Mapping[str, Any]) -> tuple[FormerRule, ...]:
    """Return the former rules of a parsed file: each is a rule with its ``version`` and ``until``, the day it ceased to hold.

    Raises:
        ValueError: a rule lacks a part or has one too many.
    """
    found = []
    for entry in written.get("rule", ()):
        values = dict(entry)
        until, version = values.pop("until"), values.pop("version")
        found.append(FormerRule(until, *read_rules({"version": version, "rule": [values]})))
    return tuple(found)


def evaluate_through_time(
    case: Case,
    rules: Sequence[Rule],
    today: dt.date,
    versions: SettingsVersions,
    former: Sequence[FormerRule] = (),
) -> tuple[Deadline, ...]:
    """Return the obligations of a child: what is open by the rules of the day of the answer, what was done by those of its own day.

    Args:
        case: the child's file; its settings are replaced.
        rules: the rules in force.
        today: the day of the answer; about a past day, what was chosen or written into the law since is not known yet.
        versions: the settings through time.
        former: the rules as they were.
    """
    versions, still = versions.by(today), _in_force(former, today)
    if still:
        rules = tuple(still.get(rule.id, rule) for rule in rules)
    answers = evaluate(_with(case, versions.latest), rules, today)
    spans = _spans(versions, tuple(former))
    for span in spans:
        answers = _as_judged_then(case, rules, today, span, answers)
    return in_order(answers, today) if spans else answers


def _with(case: Case, settings: ServiceSettings) -> Case:
    return case if case.settings is settings else replace(case, settings=settings)


def _as_judged_then(
    case: Case, rules: Sequence[Rule], today: dt.date, span: _Span, answers: tuple[Deadline, ...]
) -> tuple[Deadline, ...]:
    """Put, in place of what was done in a stretch, the judgment of that time."""
    known = {one.rule.id for one in answers if span.holds(one)}
    if not known:
        return answers
    rules_then = [span.former.get(rule.id, rule) for rule in rules if rule.id in known]
    then = evaluate(_with(case, span.settings), rules_then, today)
    done = [one for one in then if span.holds(one)]
    keys = {(one.rule.id, one.key) for one in done}
    acts = {_act(one) for one in done}
    left = (
        one for one in answers if (one.rule.id, one.key) not in keys and not (span.holds(one) and _act(one) in acts)
    )
    return (*done, *left)


def _act(answer: Deadline) -> tuple[str, dt.date | None, str]:
    return answer.rule.id, answer.done_on, answer.done_by


@lru_cache(maxsize=4)
def _spans(versions: SettingsVersions, former: tuple[FormerRule, ...]) -> tuple[_Span, ...]:
    """Return the stretches of the past that were not judged as today, the oldest first: the same for every child."""
    return tuple(_find_spans(versions, former))


def _find_spans(versions: SettingsVersions, former: Sequence[FormerRule]) -> Iterator[_Span]:
    changes = {one.since for one in versions.versions if one.since} | {one.until for one in former}
    for since, until in pairwise([dt.date.min, *sorted(changes)]):
        settings = versions.on(since)
        rules_then = _in_force(former, since)
        if rules_then or _judging(settings) != _judging(versions.latest):
            yield _Span(since, until, settings, rules_then)


def _in_force(former: Sequence[FormerRule], day: dt.date) -> dict[str, Rule]:
    """Return the former rules that held on a day; of two of one name, the one that ceased first."""
    held = sorted((one for one in former if day < one.until), key=lambda one: one.until, reverse=True)
    return {one.rule.id: one.rule for one in held}


def _judging(settings: ServiceSettings) -> tuple[Any, ...]:
    return (*(getattr(settings, fact.name) for fact in setting_facts() if fact.judges), settings.exam_ages)
