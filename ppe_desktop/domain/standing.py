"""How recent the child's words are: a mark to look at, unless a rule asks for them; then the rule alone says what is late."""

from __future__ import annotations

import datetime as dt

from ppe_desktop.domain.dates import add_months
from ppe_desktop.domain.deadlines.outlook import Mark, Standing

WORDS_MONTHS = 6
"""Words are recent for so long."""


def words_standing(asked: Mark, last_said: dt.date | None, today: dt.date) -> Standing:
    """Return where the child's words stand.

    Args:
        asked: what the rules ask of them.
        last_said: day of the last words kept.
        today: present day.
    """
    if asked.standing in (Standing.LATE, Standing.SOON):
        return asked.standing
    if last_said is None:
        return Standing.TO_DO
    return Standing.UP_TO_DATE if today <= add_months(last_said, WORDS_MONTHS) else Standing.SOON
