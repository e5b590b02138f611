"""Where a child stands at a glance: the next date, and a mark for each family of deadlines. The engine alone says what is late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from ppe_desktop.domain.deadlines.families import Family, family_of
from ppe_desktop.domain.deadlines.results import Deadline, Status


class Standing(Enum):
    """Where a family of deadlines stands; the order is that of a sort: what presses first."""

    LATE = 0
    SOON = 1
    TO_DO = 2
    UP_TO_DATE = 3
    NOT_ASKED = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """Where one family stands.

    Attributes:
        standing: where it stands.
        due_on: last day of what is to be done, when there is one.
        what: title of what is to be done, empty when nothing is.
        done_on: day something of this family was done for the last time.
    """

    standing: Standing
    due_on: dt.date | None = None
    what: str = ""
    done_on: dt.date | None = None


NOTHING_ASKED = Mark(Standing.NOT_ASKED)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the deadlines of a child come down to in one line.

    Attributes:
        next_on: the first day due among what is still to be done, gone by or to come.
        next_what: title of what is due that day.
        next_family: what it is about.
        is_late: that day has gone by.
        marks: where each family stands; those of which nothing is asked are left out.
    """

    next_on: dt.date | None = None
    next_what: str = ""
    next_family: Family | None = None
    is_late: bool = False
    marks: Mapping[Family, Mark] = field(default_factory=dict)

    def mark(self, family: Family) -> Mark:
        """Return where a family stands."""
        return self.marks.get(family, NOTHING_ASKED)


def outlook_of(deadlines: Iterable[Deadline], today: dt.date) -> Outlook:
    """Return what the deadlines of a child come down to; what is late for longer than it is shown is told no more."""
    by_family: dict[Family, list[Deadline]] = {}
    told = [deadline for deadline in deadlines if not _is_past_telling(deadline, today)]
    for deadline in told:
        by_family.setdefault(family_of(deadline.rule), []).append(deadline)
    first = _first(told)
    return Outlook(
        first.due_on if first else None,
        first.rule.title if first else "",
        family_of(first.rule) if first else None,
        first is not None and first.status is Status.OVERDUE,
        {family: _mark(found) for family, found in by_family.items()},
    )


def _is_past_telling(deadline: Deadline, today: dt.date) -> bool:
    shown, due = deadline.rule.shown_days, deadline.due_on
    return (
        shown is not None
        and due is not None
        and deadline.status is Status.OVERDUE
        and due + dt.timedelta(days=shown) < today
    )


def _first(deadlines: Iterable[Deadline]) -> Deadline | None:
    """Return what is due first among what is to be done and has a day."""
    dated = ((one.due_on, one) for one in deadlines if one.status.is_open and one.due_on is not None)
    return min(dated, key=lambda pair: pair[0], default=(None, None))[1]


_STANDINGS = {Status.OVERDUE: Standing.LATE, Status.DUE_SOON: Standing.SOON}


def _mark(deadlines: list[Deadline]) -> Mark:
    to_do = [one for one in deadlines if one.status.is_open]
    done_on = max((one.done_on for one in deadlines if one.done_on is not None), default=None)
    if not to_do:
        return Mark(Standing.UP_TO_DATE if done_on else Standing.NOT_ASKED, done_on=done_on)
    quiet = Standing.UP_TO_DATE if done_on else Standing.TO_DO
    standing = min((_STANDINGS.get(one.status, quiet) for one in to_do), key=lambda found: found.value)
    pressing = [one for one in to_do if _STANDINGS.get(one.status, quiet) is standing]
    first = _first(pressing) or pressing[0]
    return Mark(standing, first.due_on, first.rule.title, done_on)
