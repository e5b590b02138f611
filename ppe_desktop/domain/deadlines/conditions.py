"""Whom a rule concerns: conditions that a child meets on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from ppe_desktop.domain.deadlines import measures
from ppe_desktop.domain.deadlines.case import Case
from ppe_desktop.domain.texts import plain

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
def with_parents(case: Case, _day: dt.date) -> bool:
    """Tell whether parents may be asked: those of an unaccompanied minor cannot be reached."""
    return not case.child.is_unaccompanied


@condition
def helped_young(case: Case, day: dt.date) -> bool:
    """Tell whether a youth is taken in, or supported after 18, on a day."""
    return case.under(measures.TAKEN_IN, day) or case.under(measures.YOUNG_ADULT, day)


@condition
def french(case: Case, _day: dt.date) -> bool:
    """Tell whether the child is French, as far as the file says; unknown counts as possible, but for an unaccompanied minor."""
    nationality = plain(case.child.nationality)
    return "francais" in nationality if nationality else not case.child.is_unaccompanied
