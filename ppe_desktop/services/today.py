"""The day that deadlines are judged on: that of the machine, unless its clock was set back.

A battery that dies sends a clock years back; judged on that day, nothing would be late any more. The base knows the last day it was
used on: the later of the two is taken, and the screens say so. Whoever knows better says that the clock is right.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from ppe_desktop.runtime import clock
from ppe_desktop.storage.home_reading import read_last_moment
from ppe_desktop.storage.settings import read_setting, write_setting
from ppe_desktop.storage.unit_of_work import UnitOfWork

LAST_DAY, DISTRUSTED = "last_day", "last_day_distrusted"


class Today(NamedTuple):
    """The day to judge on.

    Attributes:
        day: the day.
        clock_day: what the clock of the machine says.
    """

    day: dt.date
    clock_day: dt.date

    @property
    def is_set_back(self) -> bool:
        """Tell whether the clock shows a day earlier than the last one the base was used on."""
        return self.clock_day < self.day


def present_day(work: UnitOfWork) -> Today:
    """Return the day to judge on: the later of the clock's and of the last one the base was used on."""
    shown = work.now.date()
    distrusted = _day(read_setting(work.connection, DISTRUSTED)) or dt.date.min
    moment = read_last_moment(work.connection)
    written = moment.date() if moment is not None and moment.date() > distrusted else shown
    used = _day(read_setting(work.connection, LAST_DAY)) or shown
    present = Today(max(shown, written, used), shown)
    clock.go_by(present.day if present.is_set_back else None)  # the screens go by the same day
    return present


def note_day(work: UnitOfWork) -> bool:
    """Remember that the base is used today; return whether something is to be committed (once a day)."""
    shown = work.now.date()
    used = _day(read_setting(work.connection, LAST_DAY))
    if used is not None and used >= shown:
        return False
    write_setting(work.connection, LAST_DAY, shown.isoformat())
    return True


def trust_clock(work: UnitOfWork) -> None:
    """Take the clock as right: the later days known were written by a clock set forward by mistake."""
    present = present_day(work)
    write_setting(work.connection, DISTRUSTED, present.day.isoformat())
    write_setting(work.connection, LAST_DAY, present.clock_day.isoformat())


def _day(kept: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(kept) if isinstance(kept, str) else None
    except ValueError:
        return None
