"""Dated records side by side: which are over, which run at the same time; and how far a day is, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import NBSP, age_on

_DAYS_SAID = 60
"""Beyond this many days, months say it better."""
_MONTHS_SAID = 24


def how_far(day: dt.date, today: dt.date) -> str:
    """Return "aujourd’hui", "hier", "il y a 14 mois", "dans 16 jours": what a person would say."""
    near = {0: "aujourd’hui", -1: "hier", 1: "demain"}.get((day - today).days)
    if near:
        return near
    lapse = say_lapse(day, today)
    return f"il y a {lapse}" if day < today else f"dans {lapse}"


def say_lapse(day: dt.date, today: dt.date) -> str:
    """Return the time between two days, "16 jours", "14 mois", "3 ans": whole units gone by, the order does not matter."""
    first, last = min(day, today), max(day, today)
    days = (last - first).days
    if days < _DAYS_SAID:
        return f"{days}{NBSP}jour{'s' if days > 1 else ''}"
    age = age_on(first, last)
    months = age.years * 12 + age.months
    return f"{months}{NBSP}mois" if months < _MONTHS_SAID else f"{age.years}{NBSP}ans"


def is_over(item: Item, today: dt.date) -> bool:
    """Tell whether a record that lasts has ended."""
    return item.until is not None and item.until < today


def current_first(items: Iterable[Item], today: dt.date) -> list[Item]:
    """Return the records that last, those in course before those that ended, the newest first; a new one stays at the top."""

    def rank(item: Item) -> tuple[bool, dt.date]:
        over = is_over(item, today)
        return not over, (item.until if over else item.since) or dt.date.max

    return sorted(items, key=rank, reverse=True)


def overlapping(items: Iterable[Item]) -> set[str]:
    """Return the identifiers of the records that share days with another; leaving and arriving the same day is no overlap."""
    dated = sorted((item for item in items if item.since), key=lambda item: (item.since, item.id))
    found: set[str] = set()
    for place, item in enumerate(dated):
        later = [other for other in dated[place + 1 :] if item.until is None or other.since < item.until]
        if later:
            found |= {item.id, *(other.id for other in later)}
    return found
