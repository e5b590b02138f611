"""Periods of days: closed intervals, both ends included, open ends as the first and last days of the calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from ppe_desktop.domain.dates import NBSP, long_date

DAY = dt.timedelta(days=1)


class Span(NamedTuple):
    """From a first to a last day, both included."""

    first: dt.date
    last: dt.date


def span(since: dt.date | None, until: dt.date | None) -> Span:
    """Return a period whose open ends are those of the calendar."""
    return Span(since or dt.date.min, until or dt.date.max)


def common(one: Span, other: Span) -> Span | None:
    """Return the days two periods share, if any."""
    found = Span(max(one.first, other.first), min(one.last, other.last))
    return found if found.first <= found.last else None


def without(whole: Span, taken: Iterable[Span]) -> list[Span]:
    """Return what is left of a period once others are taken out of it, in order."""
    left: list[Span] = []
    first = whole.first
    for other in sorted(taken):
        if other.last < first:
            continue
        if other.first > whole.last:
            break
        if other.first > first:
            left.append(Span(first, other.first - DAY))
        if other.last >= whole.last:
            return left
        first = other.last + DAY
    return [*left, Span(first, whole.last)] if first <= whole.last else left


def in_words(since: dt.date | None, until: dt.date | None) -> str:
    """Return "du 6 octobre 2025 au 5 octobre 2027", "du 4 au 6 mai 2026", "le 6 octobre 2025", "depuis le …", "jusqu’au …" or nothing."""
    if since and until:
        if since == until:
            return f"le {long_date(since)}"
        begin = long_date(since)
        if since.year == until.year:
            number, month = begin.split(NBSP)[0], begin.split(NBSP)[1].split(" ")[0]
            begin = number if since.month == until.month else f"{number}{NBSP}{month}"
        return f"du {begin} au {long_date(until)}"
    if since:
        return f"depuis le {long_date(since)}"
    return f"jusqu’au {long_date(until)}" if until else ""
