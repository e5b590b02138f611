"""How each standing of a step looks: an icon, a tone and a word, the same in the drawing and in the list."""

from __future__ import annotations

from typing import NamedTuple

from ppe_desktop.domain.cycle import STATE_WORDS, State, YearStep
from ppe_desktop.domain.dates import short_date


class Mark(NamedTuple):
    """What tells a standing."""

    icon: str
    tone: str
    words: str


_MARKS = {
    State.DONE: Mark("check-circle", "done", STATE_WORDS[State.DONE]),
    State.PLANNED: Mark("calendar", "info", STATE_WORDS[State.PLANNED]),
    State.PROPOSED: Mark("circle-dashed", "accent", STATE_WORDS[State.PROPOSED]),
    State.AWAITED: Mark("hourglass", "neutral", STATE_WORDS[State.AWAITED]),
    State.PASSED: Mark("minus", "neutral", STATE_WORDS[State.PASSED]),
}
LATE = Mark("alert-triangle", "late", "en retard")
LEGEND = (*_MARKS.values(), LATE)
"""The marks in the order the legend tells them."""


def mark_of(step: YearStep) -> Mark:
    """Return the mark of a step."""
    return LATE if step.is_late else _MARKS[step.state]


def standing_words(step: YearStep) -> str:
    """Return "fait le 14/04/2026", "prévu le 27/11/2026", "en retard, à planifier"."""
    words = STATE_WORDS[step.state]
    if step.state in (State.DONE, State.PLANNED) and step.day:
        words = f"{words} le {short_date(step.day)}"
    return f"{LATE.words}, {words}" if step.is_late else words
