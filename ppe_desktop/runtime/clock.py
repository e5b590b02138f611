"""The clock: the one place that asks the machine what time it is, and the day the program goes by."""

from __future__ import annotations

import datetime as dt

_later: dt.date | None = None


def now() -> dt.datetime:
    """Return the present moment as a wall clock shows it: local time, without zone, to the second."""
    return dt.datetime.now().replace(microsecond=0)


def today() -> dt.date:
    """Return the day the program goes by: that of the machine, or the later one that the open base knows of.

    A screen that compares with what was judged uses this day and not the machine's: they differ when its clock was set back.
    """
    day = now().date()
    return day if _later is None else max(day, _later)


def go_by(later: dt.date | None) -> None:
    """Go by a later day than the machine's, as the open base says; None when the machine is right."""
    global _later
    _later = later
