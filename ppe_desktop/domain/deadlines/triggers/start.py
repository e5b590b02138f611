"""What starts an obligation, and the table of the functions that find it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import NamedTuple

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.deadlines.case import Case
from ppe_desktop.domain.deadlines.results import Reason
from ppe_desktop.domain.deadlines.rules import Rule
from ppe_desktop.domain.vocabulary import MeasureType


class Start(NamedTuple):
    """An event that starts an obligation.

    Attributes:
        on: day of the event.
        key: tells this obligation from the others of the rule.
        reasons: facts used.
        due: day by which, when the event itself sets it.
        until: day after which nothing is owed any more if it was not due before (end of the measure).
        done_from: acts before this day do not count; the day of the event by default.
        sum: the sum made, when the event sets the date.
        only: identifier of the record whose act alone resolves it (this measure, this place); any act of the rule by default.
        due_at: hour of the last day, ``"18:00"``, when the delay is counted in hours.
    """

    on: dt.date
    key: str
    reasons: tuple[Reason, ...]
    due: dt.date | None = None
    until: dt.date | None = None
    done_from: dt.date | None = None
    sum: Reason | None = None
    only: str = ""
    due_at: str = ""


Trigger = Callable[[Case, Rule, dt.date], Iterable[Start]]
TRIGGERS: dict[str, Trigger] = {}


def trigger(function: Trigger) -> Trigger:
    """Make a function available to the rules under its name."""
    TRIGGERS[function.__name__] = function
    return function


def begins(measure: Item) -> Reason:
    """Return the reason that a measure begins."""
    return Reason(
        "« {0} » commence le {1}.", (MeasureType.label_of(measure.type), measure.since), "measure", measure.id
    )


def born(case: Case) -> Reason:
    """Return the reason that the child was born on a day."""
    return Reason("Naissance le {0}.", (case.birth,), "child", case.child.id)
