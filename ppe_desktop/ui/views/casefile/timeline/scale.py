"""Days and pixels: where a day is on the frieze, and what the scale of years, months and days says at each zoom."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ppe_desktop.domain.dates import MONTHS, NBSP

SHORT_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
_DAY_ROOM = 26
_MONTH_ROOM = 46
_YEAR_ROOM = 46
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 500, 1000)
_MONTH_STEPS = (1, 3, 6)
_DAY_STEPS = (1, 2, 7, 14)


class Tick(NamedTuple):
    """A line of the scale with its words."""

    day: dt.date
    text: str


@dataclass(frozen=True)
class DayScale:
    """Places days along the frieze.

    Attributes:
        first: day at the left.
        per_day: pixels of a day.
        margin: pixels before the first day.
    """

    first: dt.date
    per_day: float
    margin: float

    def x(self, day: dt.date) -> float:
        """Return where a day begins."""
        return self.margin + (day.toordinal() - self.first.toordinal()) * self.per_day

    def day(self, x: float) -> dt.date:
        """Return the day at a place, within the calendar."""
        number = self.first.toordinal() + int((x - self.margin) // self.per_day)
        return dt.date.fromordinal(min(max(number, 1), dt.date.max.toordinal()))

    def ticks(self, left: float, right: float, text_scale: float) -> tuple[list[Tick], list[Tick]]:
        """Return the great and the small divisions seen between two places."""
        begin, end = self.day(left), self.day(right)
        if self.per_day * _DAY_STEPS[-1] >= _DAY_ROOM * text_scale * 2:
            step = next(step for step in _DAY_STEPS if self.per_day * step >= _DAY_ROOM * text_scale)
            return list(_months(begin, end, 1, is_long=True)), list(_days(begin, end, step))
        for step in _MONTH_STEPS:
            if self.per_day * 30.4 * step >= _MONTH_ROOM * text_scale:
                return list(_years(begin, end, 1)), list(_months(begin, end, step, is_long=False))
        return list(_years(begin, end, self.year_step(text_scale))), []

    def year_step(self, text_scale: float) -> int:
        """Return every how many years there is room to say one."""
        rooms = (step for step in _YEAR_STEPS if self.per_day * 365 * step >= _YEAR_ROOM * text_scale)
        return next(rooms, _YEAR_STEPS[-1])


def _years(begin: dt.date, end: dt.date, step: int) -> Iterator[Tick]:
    first = max(begin.year - begin.year % step, 1)
    yield from (Tick(dt.date(year, 1, 1), str(year)) for year in range(first, end.year + 1, step))


def _months(begin: dt.date, end: dt.date, step: int, *, is_long: bool) -> Iterator[Tick]:
    first = begin.year * 12 + (begin.month - 1) // step * step
    for number in range(first, end.year * 12 + end.month, step):
        year, month = divmod(number, 12)
        text = f"{MONTHS[month]}{NBSP}{year}" if is_long else SHORT_MONTHS[month]
        yield Tick(dt.date(year, month + 1, 1), text)


def _days(begin: dt.date, end: dt.date, step: int) -> Iterator[Tick]:
    for month in _months(begin, end, 1, is_long=True):
        length = monthrange(month.day.year, month.day.month)[1]
        for number in range(1, length + 2 - step, step):  # never a division just before the next month
            day = month.day.replace(day=number)
            if begin <= day <= end:
                yield Tick(day, str(day.day))
