"""What starts an obligation, and the table of the functions that find it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import NBSP
from ppe_desktop.domain.deadlines import measures
from ppe_desktop.domain.deadlines.case import Act, Case, Stretch
from ppe_desktop.domain.deadlines.results import Reason
from ppe_desktop.domain.deadlines.rules import Delay, Rule
from ppe_desktop.domain.vocabulary import DatePrecision, MeasureType

PLUS = "{0} + {1} = {2}"
"""The sum of a delay."""
PLUS_SETTING = "{0} + {1} (réglage du service) = {2}"
"""The sum of a delay that the service chose."""
MINUS = "{0} − {1} = {2}"
"""The sum of a delay counted backwards."""
DAY = dt.timedelta(days=1)
YEAR = Delay(months=12)
_PRECISIONS: dict[str, str] = {
    DatePrecision.MONTH: "Naissance le {0} : le jour n’est pas connu.",
    DatePrecision.YEAR: "Naissance le {0} : l’année seule est connue.",
    DatePrecision.ASSESSED: "Naissance le {0}, date retenue (évaluation ou jugement).",
    DatePrecision.UNKNOWN: "Naissance le {0} : date à confirmer.",
}
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
    """Return the reason that the child was born on a day, and how far that day is known."""
    said = _PRECISIONS.get(case.child.values.get("birth_date_precision", ""), "Naissance le {0}.")
    return Reason(said, (case.birth,), "child", case.child.id)


def stretches_of(case: Case, rule: Rule) -> tuple[Stretch, ...]:
    """Return the times under the measures that a rule's option ``for`` names."""
    return case.stretches(_KINDS[str(rule.options["for"])])


def past_acts(case: Case, code: str, today: dt.date) -> list[Act]:
    """Return the acts of a code done by a day, one a day: what is only planned answers nothing yet."""
    done = case.done(code)
    return list({act.on: act for act in done if act.on <= today}.values()) if done else []


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
        Reason(
            "Dossier ouvert dans le programme le {0} : ce qui précède n’y est peut-être pas noté.", (case.known_on,)
        ),
    )


def setting(case: Case, name: Any) -> int:
    """Return a number of the service's settings."""
    return int(getattr(case.settings, str(name)))
