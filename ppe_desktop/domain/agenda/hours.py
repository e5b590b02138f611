"""Hours as people write them: "14 h 30", "14:30", "14h", "à 9 heures", "midi"."""

from __future__ import annotations

import datetime as dt
import re

from ppe_desktop.domain.dates import NBSP

_WRITTEN = re.compile(r"(?<!\d)([01]?\d|2[0-4])\s*(?:h(?:eures?)?|:|\.)\s*([0-5]\d)?(?!\d)", re.IGNORECASE)
_WORDS = {"midi": dt.time(12), "minuit": dt.time(0)}


def read_hour(text: str) -> dt.time | None:
    """Return the first hour a text tells, None when it tells none ("dans l’après-midi"); "24 h" is midnight."""
    found = _WRITTEN.search(text)
    if found is None:
        words = text.lower().replace("-", "_").split()
        return next((hour for word, hour in _WORDS.items() if word in words), None)
    return dt.time(int(found[1]) % 24, int(found[2] or 0))


def say_hour(hour: dt.time | None) -> str:
    """Return "14 h 30", "9 h", or nothing."""
    if hour is None:
        return ""
    minutes = f"{NBSP}{hour.minute:02d}" if hour.minute else ""
    return f"{hour.hour}{NBSP}h{minutes}"
