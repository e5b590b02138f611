"""The school holidays, read once from the file shipped with the program."""

from __future__ import annotations

import tomllib
from functools import cache

from ppe_desktop.domain.working_days import SchoolCalendar, read_school_calendar
from ppe_desktop.runtime.resources import resource


@cache
def load_school_calendar() -> SchoolCalendar:
    """Return the school calendar; a few milliseconds the first time, nothing after."""
    return read_school_calendar(tomllib.loads(resource("rules", "vacances.toml").read_text(encoding="utf-8")))
