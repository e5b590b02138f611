"""The statutory work of the next twelve months, per month and per family of obligations."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ppe_desktop.domain.agenda.facts import AgendaChild
from ppe_desktop.domain.dates import MONTHS, add_months
from ppe_desktop.domain.deadlines import Deadline
from ppe_desktop.domain.deadlines.words import Column, column_of
from ppe_desktop.domain.vocabulary import Choice

MONTHS_AHEAD = 12


class Family(Choice):
    """Families of obligations, in the order they are stacked."""

    PLAN = "plan", "Projet"
    REPORT = "report", "Rapports"
    HEALTH = "health", "Santé"
    MEASURE = "path", "Mesures et accueil"
    AUTONOMY = "autonomy", "Autonomie"
    OTHER = "other", "Autres"


@dataclass(frozen=True, slots=True)
class Work:
    """One obligation of one child."""

    child: AgendaChild
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class Stack:
    """The work of one month, or what is already late.

    Attributes:
        month: first day of the month; None for what is late.
        parts: obligations by family, the earliest due first; a family without any is absent.
    """

    month: dt.date | None
    parts: Mapping[Family, tuple[Work, ...]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Return how many obligations there are."""
        return sum(len(part) for part in self.parts.values())

    @property
    def title(self) -> str:
        """Return "En retard" or "novembre 2026"."""
        return "En retard" if self.month is None else f"{MONTHS[self.month.month - 1]} {self.month.year}"

    def works(self, family: Family | None = None) -> tuple[Work, ...]:
        """Return the obligations of a family, or all of them, the earliest due first."""
        chosen = self.parts.values() if family is None else (self.parts.get(family, ()),)
        return tuple(sorted((work for part in chosen for work in part), key=_by_day))


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is to come.

    Attributes:
        stacks: what is late, then twelve months.
        undated: obligations for which no text sets a day.
        beyond: obligations due later still.
    """

    stacks: tuple[Stack, ...]
    undated: int = 0
    beyond: int = 0

    @property
    def families(self) -> tuple[Family, ...]:
        """Return the families met, in order."""
        return tuple(family for family in Family if any(family in stack.parts for stack in self.stacks))


def forecast(deadlines: Iterable[tuple[AgendaChild, Deadline]], today: dt.date) -> Forecast:
    """Return the open obligations by month and family; each is counted once, at the day it is due now."""
    start = today.replace(day=1)
    months = [add_months(start, number) for number in range(MONTHS_AHEAD)]
    end = add_months(start, MONTHS_AHEAD)
    by_month: dict[dt.date | None, dict[Family, list[Work]]] = defaultdict(lambda: defaultdict(list))
    undated = beyond = 0
    for child, deadline in deadlines:
        if not deadline.status.is_open:
            continue
        if deadline.due_on is None:
            undated += 1
        elif deadline.due_on >= end:
            beyond += 1
        elif deadline.due_on >= today:
            by_month[deadline.due_on.replace(day=1)][family_of(deadline)].append(Work(child, deadline))
        elif column_of(deadline, today) is Column.LATE:
            by_month[None][family_of(deadline)].append(Work(child, deadline))
    return Forecast(tuple(_stack(month, by_month[month]) for month in (None, *months)), undated, beyond)


def family_of(deadline: Deadline) -> Family:
    """Return the family of an obligation, from what its rule asks to do."""
    known = {family.value: family for family in Family}
    return known.get(deadline.rule.action, Family.OTHER)


def _stack(month: dt.date | None, parts: Mapping[Family, list[Work]]) -> Stack:
    return Stack(month, {family: tuple(sorted(parts[family], key=_by_day)) for family in Family if family in parts})


def _by_day(work: Work) -> tuple[dt.date, str]:
    return work.deadline.due_on or dt.date.max, work.child.name
