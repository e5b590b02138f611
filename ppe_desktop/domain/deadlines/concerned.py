"""The rules that can say something of a file: most of them cannot, and are left out by a look at the kinds of measures it holds."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ppe_desktop.domain.deadlines.case import Case
from ppe_desktop.domain.deadlines.conditions import CONDITIONS, Condition
from ppe_desktop.domain.deadlines.rules import Rule
from ppe_desktop.domain.deadlines.triggers import TRIGGERS
from ppe_desktop.domain.deadlines.triggers.start import Find, months_announced

MINOR = "minor"
"""The condition that most rules have; the engine knows it apart."""


class Ready(NamedTuple):
    """A rule with the functions that it names.

    Attributes:
        rule: the rule.
        find: gives the events that start it.
        conditions: what the child must meet, beside being a minor.
        for_minors: it is owed to minors only.
        holds: kind of records of which the file must hold one, when it says one.
        from_months: age, in months, before which nothing is announced.
    """

    rule: Rule
    find: Find
    conditions: tuple[Condition, ...]
    for_minors: bool
    holds: str
    from_months: int


def concerned(case: Case, rules: tuple[Rule, ...], today: dt.date) -> Iterator[Ready]:
    """Give the rules that can say something of a file on a day, in their order; those given may still find nothing."""
    age, file = months_announced(case, today), case.file
    reached = bisect_right(_ages(rules), age)
    for ready in _of_age(rules, case.kinds, reached):
        if not ready.holds or file.of(ready.holds):
            yield ready


@lru_cache(maxsize=8)
def _ages(rules: tuple[Rule, ...]) -> tuple[int, ...]:
    """Return the ages, in months, from which rules begin to be announced."""
    return tuple(sorted({months for rule in rules if (months := TRIGGERS[rule.trigger].from_months(rule))}))


@lru_cache(maxsize=1024)
def _of_age(rules: tuple[Rule, ...], kinds: frozenset[str], reached: int) -> tuple[Ready, ...]:
    """Return, of the rules that may concern a file, those announced once so many of the ages are reached."""
    ages = (0, *_ages(rules)[:reached])
    return tuple(ready for ready in _under(rules, kinds) if ready.from_months in ages)


@lru_cache(maxsize=256)
def _under(rules: tuple[Rule, ...], kinds: frozenset[str]) -> tuple[Ready, ...]:
    """Return the rules that files holding measures of some kinds may be concerned by; the same few sets of kinds come back all the time."""
    found = []
    for rule in rules:
        trigger = TRIGGERS[rule.trigger]
        under = trigger.under(rule)
        if under is None or not under.isdisjoint(kinds):
            conditions = tuple(CONDITIONS[name] for name in rule.conditions if name != MINOR)
            found.append(
                Ready(
                    rule, trigger.find, conditions, MINOR in rule.conditions, trigger.holds, trigger.from_months(rule)
                )
            )
    return tuple(found)
