"""What the first screen says: what is due, column by column; the week, birthdays, children not met for long, plans being prepared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import add_months, birthday
from ppe_desktop.domain.deadlines import Deadline
from ppe_desktop.domain.deadlines.words import Column, column_of
from ppe_desktop.domain.names import full_name, sort_key
from ppe_desktop.domain.vocabulary import DatePrecision, JournalKind

MEETINGS = frozenset({JournalKind.HOME_VISIT.value, JournalKind.CARE_VISIT.value, JournalKind.INTERVIEW.value})
"""Natures of a journal entry that tell the child was met; a meeting of professionals or a call does not."""
BIRTHDAYS_AHEAD = dt.timedelta(days=14)
UNMET_MONTHS = (1, 2, 3, 6)
"""Choices of how long without meeting a child is long."""
_DEFAULT_MONTHS = 2
_SATURDAY = 5
_DAY, _WEEK = dt.timedelta(days=1), dt.timedelta(days=7)


class ChildDue(NamedTuple):
    """The obligations of one child in a column of the first screen, the earliest due first."""

    child_id: str
    name: str
    deadlines: tuple[Deadline, ...]


class Birthday(NamedTuple):
    """A birthday to come.

    Attributes:
        child_id: the child.
        name: "Léa Durand".
        on: the day.
        age: years reached that day.
    """

    child_id: str
    name: str
    on: dt.date
    age: int


class Unmet(NamedTuple):
    """A child not met for long.

    Attributes:
        child_id: the child.
        name: "Léa Durand".
        last_on: last day the child was met, None when the base knows of none.
    """

    child_id: str
    name: str
    last_on: dt.date | None


class Draft(NamedTuple):
    """A plan being prepared."""

    plan_id: str
    child_id: str
    name: str
    version: int


def by_column(everyone: Iterable[tuple[str, str, Iterable[Deadline]]], today: dt.date) -> dict[Column, list[ChildDue]]:
    """Return the children of each column with their obligations, the nearest due first.

    Args:
        everyone: identifier, name and deadlines of each child.
        today: the day the deadlines were judged on.
    """
    found: dict[Column, list[ChildDue]] = {column: [] for column in Column}
    for child_id, name, deadlines in everyone:
        mine: dict[Column, list[Deadline]] = {}
        for deadline in deadlines:
            column = column_of(deadline, today)
            if column is not None:
                mine.setdefault(column, []).append(deadline)
        for column, due in mine.items():
            found[column].append(ChildDue(child_id, name, tuple(due)))
    for children in found.values():
        children.sort(key=_nearest)
    return found


def _nearest(due: ChildDue) -> dt.date:
    return min(deadline.due_on or dt.date.max for deadline in due.deadlines)


def count_of(due: Iterable[ChildDue]) -> int:
    """Return how many obligations some children have."""
    return sum(len(one.deadlines) for one in due)


def week_of(today: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and last day of the week shown: that of today, and from Saturday on the next one as well."""
    monday = today - today.weekday() * _DAY
    if today.weekday() >= _SATURDAY:
        return today, monday + _WEEK + 6 * _DAY
    return monday, monday + 6 * _DAY


def birthdays(children: Iterable[Item], today: dt.date) -> list[Birthday]:
    """Return the birthdays of the days to come, the nearest first; none for a child who died, or born on a day not known."""
    found = []
    for child in children:
        born = child.birth_date
        if born is None or child.death_date is not None or child.birth_date_precision != DatePrecision.EXACT:
            continue
        age = today.year - born.year
        on = birthday(born, age)
        if on < today:
            age, on = age + 1, birthday(born, age + 1)
        if age > 0 and on <= today + BIRTHDAYS_AHEAD:
            found.append(Birthday(child.id, full_name(child), on, age))
    return sorted(found, key=lambda one: (one.on, one.name))


def unmet(children: Iterable[Item], last_met: Mapping[str, dt.date], months: int, today: dt.date) -> list[Unmet]:
    """Return the living children not met for some months: those never met first, then the longest ago."""
    limit = add_months(today, -months)
    late = [child for child in children if child.death_date is None and last_met.get(child.id, dt.date.min) < limit]
    late.sort(key=lambda child: (last_met.get(child.id, dt.date.min), sort_key(child)))
    return [Unmet(child.id, full_name(child), last_met.get(child.id)) for child in late]


def months_kept(kept: object) -> int:
    """Return the choice of how long is long, whatever was kept."""
    return kept if isinstance(kept, int) and kept in UNMET_MONTHS else _DEFAULT_MONTHS


def initials_of(name: str) -> str:
    """Return "L. D." for "Léa Durand", "A.-M. L. G." for "Anne-Marie Le Goff"."""
    return " ".join(
        "-".join(f"{part[0].upper()}." for part in word.split("-") if part) for word in name.split() if word
    )
