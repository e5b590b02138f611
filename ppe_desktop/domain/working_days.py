"""Working days, public holidays and school holidays in mainland France.

The eleven public holidays are those of article L3133-1 of the Code du travail; the two more of Alsace and Moselle are left out.
The school holidays are data: the calendar is set by arrêté a few years ahead, and beyond the last year published nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dateutil.easter import easter

ZONES = ("A", "B", "C")
"""The three zones of the school calendar."""

_SATURDAY = 5
_DAY = dt.timedelta(days=1)
_FIXED = {
    (1, 1): "Jour de l’an",
    (5, 1): "Fête du travail",
    (5, 8): "Victoire 1945",
    (7, 14): "Fête nationale",
    (8, 15): "Assomption",
    (11, 1): "Toussaint",
    (11, 11): "Armistice 1918",
    (12, 25): "Noël",
}
_AFTER_EASTER = {1: "Lundi de Pâques", 39: "Ascension", 50: "Lundi de Pentecôte"}


@lru_cache(maxsize=64)
def public_holidays(year: int) -> Mapping[dt.date, str]:
    """Return the public holidays of a year with their French names; Ascension may fall on 1 or 8 May and keeps its own name."""
    sunday = easter(year)
    fixed = {dt.date(year, month, day): name for (month, day), name in _FIXED.items()}
    return fixed | {sunday + dt.timedelta(days=days): name for days, name in _AFTER_EASTER.items()}


def public_holiday(day: dt.date) -> str:
    """Return the French name of the public holiday a day is, or nothing."""
    return public_holidays(day.year).get(day, "")


def is_working_day(day: dt.date) -> bool:
    """Tell whether a day is worked: Monday to Friday, public holidays apart."""
    return day.weekday() < _SATURDAY and not public_holiday(day)


def next_working_day(day: dt.date) -> dt.date:
    """Return the day itself when it is worked, else the first worked day after it."""
    while not is_working_day(day):
        day += _DAY
    return day


def previous_working_day(day: dt.date) -> dt.date:
    """Return the day itself when it is worked, else the last worked day before it."""
    while not is_working_day(day):
        day -= _DAY
    return day


def day_off_words(day: dt.date) -> str:
    """Return why a day is not worked: "un dimanche", "férié (Ascension)"; nothing for a working day."""
    name = public_holiday(day)
    if name:
        return f"férié ({name})"
    return {5: "un samedi", 6: "un dimanche"}.get(day.weekday(), "")


@dataclass(frozen=True, slots=True, order=True)
class SchoolHoliday:
    """One stretch of days without school in a zone; both days are without school.

    Attributes:
        first: first day without school.
        last: last day without school.
        name: "Vacances d’hiver".
    """

    first: dt.date
    last: dt.date
    name: str


class SchoolCalendar:
    """The school holidays published so far, by zone."""

    def __init__(
        self, holidays: Mapping[str, Iterable[SchoolHoliday]], known_from: dt.date, known_until: dt.date
    ) -> None:
        """Sort the holidays.

        Args:
            holidays: the stretches of each zone.
            known_from: first day the calendar speaks of.
            known_until: last day it speaks of; beyond, nothing is known.
        """
        self._holidays = {zone: sorted(stretches) for zone, stretches in holidays.items()}
        self._starts = {zone: [one.first for one in stretches] for zone, stretches in self._holidays.items()}
        self.known_from, self.known_until = known_from, known_until

    def knows(self, day: dt.date) -> bool:
        """Tell whether the calendar of that day has been published."""
        return self.known_from <= day <= self.known_until

    def holiday_on(self, day: dt.date, zone: str) -> SchoolHoliday | None:
        """Return the holidays a day falls in; None on a school day, for an unknown zone and when the calendar is not known."""
        place = bisect_right(self._starts.get(zone, []), day) - 1
        if place < 0:
            return None
        holiday = self._holidays[zone][place]
        return holiday if day <= holiday.last else None

    def between(self, first: dt.date, last: dt.date, zone: str) -> tuple[SchoolHoliday, ...]:
        """Return the holidays of a zone that touch the days from ``first`` to ``last``, in order."""
        return tuple(one for one in self._holidays.get(zone, ()) if one.last >= first and one.first <= last)

    def school_holiday(self, day: dt.date, zone: str) -> str:
        """Return the French name of the school holidays a day falls in, or nothing: see :meth:`knows` to tell what nothing means."""
        holiday = self.holiday_on(day, zone)
        return holiday.name if holiday else ""


def read_school_calendar(written: Mapping[str, Any]) -> SchoolCalendar:
    """Return the calendar of a parsed file of school holidays.

    Raises:
        ValueError: a stretch ends before it begins, or names a zone that does not exist.
    """
    by_zone: dict[str, list[SchoolHoliday]] = {zone: [] for zone in ZONES}
    for year in written["annee"]:
        for entry in year["vacances"]:
            holiday = SchoolHoliday(entry["du"], entry["au"], entry["nom"])
            unknown = set(entry.get("zones", ZONES)) - set(ZONES)
            if unknown or holiday.last < holiday.first:
                raise ValueError(f"school holidays: {entry['nom']} of {entry['du']} cannot be read")
            for zone in entry.get("zones", ZONES):
                by_zone[zone].append(holiday)
    first, last = min(year["du"] for year in written["annee"]), max(year["au"] for year in written["annee"])
    return SchoolCalendar(by_zone, first, last)
