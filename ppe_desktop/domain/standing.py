"""Where a child's file stands at a glance: project, health, words. Marks to look at, not statutory dates (these have their own rules)."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from ppe_desktop.domain.dates import add_months

HEALTH_MONTHS = 12
HEALTH_GRACE_MONTHS = 13
WORDS_MONTHS = 6
WORDS_OLD_MONTHS = 12


class Standing(Enum):
    """How recent something is."""

    UP_TO_DATE = "up_to_date"
    SOON = "soon"
    LATE = "late"
    MISSING = "missing"


def health_standing(last_check: dt.date | None, today: dt.date) -> Standing:
    """Return where the yearly health check stands, from the last one done."""
    return _standing(last_check, today, HEALTH_MONTHS, HEALTH_GRACE_MONTHS)


def words_standing(last_said: dt.date | None, today: dt.date) -> Standing:
    """Return how recent the child's last words are."""
    return _standing(last_said, today, WORDS_MONTHS, WORDS_OLD_MONTHS)


def _standing(last: dt.date | None, today: dt.date, fresh: int, old: int) -> Standing:
    if last is None:
        return Standing.MISSING
    if today <= add_months(last, fresh):
        return Standing.UP_TO_DATE
    return Standing.SOON if today <= add_months(last, old) else Standing.LATE
