"""The clock: the one place that asks the machine what time it is."""

from __future__ import annotations

import datetime as dt


def now() -> dt.datetime:
    """Return the present moment as a wall clock shows it: local time, without zone, to the second."""
    return dt.datetime.now().replace(microsecond=0)
