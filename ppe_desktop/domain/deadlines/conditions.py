"""Whom a rule concerns: conditions that a child meets on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from ppe_desktop.domain.deadlines import measures
from ppe_desktop.domain.deadlines.case import Case
from ppe_desktop.domain.texts import plain
from ppe_desktop.domain.vocabulary import MeasureType

Condition = Callable[[Case, dt.date], bool]
CONDITIONS: dict[str, Condition] = {}


def condition(function: Condition) -> Condition:
    """Make a function available to the rules under its name."""
    CONDITIONS[function.__name__] = function
    return function


@condition
def minor(case: Case, day: dt.date) -> bool:
    """Tell whether the child is under 18 on a day; an unknown birth date lets the rule speak."""
    return case.majority is None or day < case.majority


@condition
def taken_in(case: Case, day: dt.date) -> bool:
    """Tell whether the child is taken in by the service on a day."""
    return case.under(measures.TAKEN_IN, day)


@condition
def placed_by_judge(case: Case, day: dt.date) -> bool:
    """Tell whether the child is placed under CC 375-3 on a day."""
    return case.under(measures.PLACED_BY_JUDGE, day)


@condition
def unaccompanied(case: Case, _day: dt.date) -> bool:
    """Tell whether the child is an unaccompanied minor."""
    return bool(case.child.is_unaccompanied)


@condition
def with_parents(case: Case, day: dt.date) -> bool:
    """Tell whether parents may be asked.

    Those of an unaccompanied minor cannot be reached; those of an orphan are dead; authority may have been withdrawn: from both, as
    far as the file says, for one parent who keeps it is still asked.
    """
    if case.child.is_unaccompanied or case.is_orphan or not represented(case, day):
        return False
    kept = case.authority_kept(day)
    return not case.under(_WITHDRAWN, day) if kept is None else kept


@condition
def represented(case: Case, day: dt.date) -> bool:
    """Tell whether somebody decides for the child: an emancipated minor decides alone (CC 413-6)."""
    return case.emancipated_on is None or day < case.emancipated_on


_WITHDRAWN = frozenset({MeasureType.RETRAIT_AP})


@condition
def followed(case: Case, day: dt.date) -> bool:
    """Tell whether the child is taken in, placed by the judge anywhere, or supported at home on a day."""
    return case.under(measures.REPORTED, day)


@condition
def once_entrusted(case: Case, day: dt.date) -> bool:
    """Tell whether the child was entrusted to the service before 18, whatever the measure since."""
    return any(
        item.since <= day and (case.majority is None or item.since < case.majority)
        for item in case.measures_of(measures.TAKEN_IN)
    )


@condition
def foreign(case: Case, day: dt.date) -> bool:
    """Tell whether a residence permit may be needed.

    An unaccompanied minor, or a youth taken in before 18 whose nationality is known: neither French nor of the European Union.
    """
    nationality = plain(case.child.nationality)
    if "francais" in nationality or any(word.startswith(_EUROPEAN) for word in nationality.split()):
        return False
    return bool(case.child.is_unaccompanied) or (bool(nationality) and once_entrusted(case, day))


_EUROPEAN = (
    "allemand", "autrichien", "belge", "bulgare", "chypriote", "croate", "danois", "espagnol", "estonien", "finlandais", "grec",
    "hongrois", "irlandais", "italien", "letton", "lituanien", "luxembourgeois", "maltais", "neerlandais", "polonais", "portugais",
    "roumain", "slovaque", "slovene", "suedois", "tcheque",
)  # fmt: skip


@condition
def helped_young(case: Case, day: dt.date) -> bool:
    """Tell whether a youth is taken in, or supported after 18, on a day."""
    return case.under(measures.TAKEN_IN, day) or case.under(measures.YOUNG_ADULT, day)


@condition
def french(case: Case, _day: dt.date) -> bool:
    """Tell whether the child is French, as far as the file says; unknown counts as possible, but for an unaccompanied minor."""
    nationality = plain(case.child.nationality)
    return "francais" in nationality if nationality else not case.child.is_unaccompanied
