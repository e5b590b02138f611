"""What starts an obligation, and the table of the functions that find it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import NBSP
from ppe_desktop.domain.deadlines import measures
from ppe_desktop.domain.deadlines.case import Case, Stretch
from ppe_desktop.domain.deadlines.results import Reason, because
from ppe_desktop.domain.deadlines.rules import Delay, Rule
from ppe_desktop.domain.vocabulary import MeasureType

PLUS = "{0} + {1} = {2}"
"""The sum of a delay."""
PLUS_SETTING = "{0} + {1} (réglage du service) = {2}"
"""The sum of a delay that the service chose."""
MINUS = "{0} − {1} = {2}"
"""The sum of a delay counted backwards."""
DAY = dt.timedelta(days=1)
YEAR = Delay(months=12)
_KINDS = {
    "judge": measures.ENTRUSTED_BY_JUDGE,
    "placed": measures.AWAY_BY_JUDGE,
    "taken_in": measures.TAKEN_IN,
    "confided": measures.OF_THE_DEPARTMENT,
    "reported": measures.REPORTED,
    "third_party": measures.THIRD_PARTY,
}
"""Measures that a rule's option ``for`` names."""


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
        aside: why it is not owed, when the record itself says it.
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
    aside: str = ""


_made = tuple.__new__


def starting(
    on: dt.date,
    key: str,
    reasons: tuple[Reason, ...],
    due: dt.date | None = None,
    until: dt.date | None = None,
    done_from: dt.date | None = None,
    sum: Reason | None = None,
    only: str = "",
    due_at: str = "",
    aside: str = "",
) -> Start:
    """Return a start, as ``Start(…)`` does in more time: each obligation has one."""
    return _made(Start, (on, key, reasons, due, until, done_from, sum, only, due_at, aside))


Find = Callable[[Case, Rule, dt.date], Iterable[Start]]
Kinds = frozenset[MeasureType]

HORIZON = 3
"""Years ahead up to which a birthday is announced: nobody prepares a majority fifteen years before."""


def _no_age(_rule: Rule) -> int:
    return 0


class Trigger(NamedTuple):
    """What finds the events that a rule names in a file, and the files where it cannot find any, which are not even searched.

    Attributes:
        find: gives the events, one by one.
        under: kinds of measures of which the file must hold one; any file when it gives None.
        holds: kind of records of which the file must hold one, when it says one.
        from_months: age, in months, before which nothing is announced, however far ahead.
    """

    find: Find
    under: Callable[[Rule], Kinds | None]
    holds: str
    from_months: Callable[[Rule], int]


TRIGGERS: dict[str, Trigger] = {}


def named(rule: Rule) -> Kinds | None:
    """Return the measures that a rule's option ``for`` names; None when it names none."""
    return _KINDS[str(rule.options["for"])] if "for" in rule.options else None


def trigger(
    under: Kinds | Callable[[Rule], Kinds | None] | None = None,
    holds: str = "",
    from_months: Callable[[Rule], int] = _no_age,
) -> Callable[[Find], Find]:
    """Make a function available to the rules under its name; see :class:`Trigger` for the arguments."""

    def made(function: Find) -> Find:
        kinds = under if callable(under) else lambda _rule: under
        TRIGGERS[function.__name__] = Trigger(function, kinds, holds, from_months)
        return function

    return made


def months_announced(case: Case, today: dt.date) -> int:
    """Return the age, in months, up to which birthdays are announced: that of the day and :data:`HORIZON` years; -1 when unknown."""
    birth = case.birth
    return -1 if birth is None else (today.year - birth.year + HORIZON) * 12 + today.month - birth.month


_NAMES = {kind.value: kind.label for kind in MeasureType}


def measure_named(kind: str) -> str:
    """Return the French words for a kind of measure, as ``MeasureType.label_of`` does in three times the time."""
    return _NAMES.get(kind) or MeasureType.label_of(kind)


def begins(measure: Item) -> Reason:
    """Return the reason that a measure begins."""
    return _begins(measure.type, measure.since, measure.id)


@lru_cache(maxsize=256)
def _begins(kind: str, since: dt.date, measure_id: str) -> Reason:
    """Return the reason that a measure begins: most rules give it, one after the other, for the same few measures of a child."""
    return because("« {0} » commence le {1}.", (measure_named(kind), since), "measure", measure_id)


def born(case: Case) -> Reason:
    """Return the reason that the child was born on a day, and how far that day is known."""
    return case.birth_told


def stretches_of(case: Case, rule: Rule) -> tuple[Stretch, ...]:
    """Return the times under the measures that a rule's option ``for`` names."""
    return case.stretches(_KINDS[rule.options["for"]])


def missed_round(
    case: Case, first: dt.date, after: Callable[[dt.date], dt.date], stretch: Stretch, last: dt.date
) -> tuple[dt.date, int]:
    """Return the round that stands for those nobody noted, and its number: the first one missed, and it stays the one.

    What was due before the file was opened in the program may have been done and never typed: of those rounds the last one alone
    counts. Lateness is counted from it, and grows from one day to the next.

    Args:
        case: the child.
        first: day of the first round.
        after: day of the round that follows a round.
        stretch: the time of care.
        last: today, or the day of the first act noted.
    """
    due, number = first, 1
    bound = min(last, case.known_on) if case.known_on else first
    while due < bound:
        later = after(due)
        if not due < later < bound or (stretch.until and later > stretch.until):
            break
        due, number = later, number + 1
    return due, number


def every_months(months: int) -> str:
    """Return "tous les mois", "tous les ans", "tous les 18 mois": years and months are never mixed."""
    years, rest = divmod(months, 12)
    if months in (1, 12):
        return "tous les mois" if months == 1 else "tous les ans"
    return f"tous les {months}{NBSP}mois" if rest else f"tous les {years}{NBSP}ans"


def told_late(case: Case, number: int) -> tuple[Reason, ...]:
    """Return why the rounds of before count for nothing, when some do."""
    if number == 1:
        return ()
    return (
        because(
            "Dossier ouvert dans le programme le {0} : ce qui précède n’y est peut-être pas noté.", (case.known_on,)
        ),
    )


def setting(case: Case, name: Any) -> int:
    """Return a number of the service's settings."""
    return int(getattr(case.settings, name))
