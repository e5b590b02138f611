"""What the engine answers: a date, where it stands, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import Enum
from typing import Any, NamedTuple

from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.deadlines.rules import Delay, Rule


class Status(Enum):
    """Where an obligation stands on a day.

    Attributes:
        is_open: something is still to be done.
    """

    is_open: bool

    UPCOMING = "upcoming"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    DONE = "done"
    DONE_LATE = "done_late"
    WAIVED = "waived"
    NOT_APPLICABLE = "not_applicable"

    def __init__(self, code: str) -> None:
        self.is_open = code in ("upcoming", "due_soon", "overdue")


STATUS_WORDS = {
    Status.UPCOMING: "à venir",
    Status.DUE_SOON: "bientôt",
    Status.OVERDUE: "en retard",
    Status.DONE: "fait",
    Status.DONE_LATE: "fait en retard",
    Status.WAIVED: "écartée",
    Status.NOT_APPLICABLE: "ne concerne pas cet enfant",
}
"""How each standing is said in French."""


class Reason(NamedTuple):
    """One step of the explanation, put into words only when somebody reads it: most obligations are never asked why.

    Attributes:
        said: French sentence, with a numbered place for each value.
        values: what goes there; dates and delays are put into words.
        record: kind of the record the fact comes from, if one.
        record_id: its identifier.
    """

    said: str
    values: tuple[Any, ...] = ()
    record: str = ""
    record_id: str = ""

    @property
    def text(self) -> str:
        """The French sentence."""
        return self.said.format(*map(_in_words, self.values))


_made = tuple.__new__


def because(said: str, values: tuple[Any, ...] = (), record: str = "", record_id: str = "") -> Reason:
    """Return a reason, as ``Reason(…)`` does in more time: a département asks for half a million of them at once."""
    return _made(Reason, (said, values, record, record_id))


def _in_words(value: Any) -> str:
    if isinstance(value, dt.date):
        return short_date(value)
    return value.in_words() if isinstance(value, Delay) else str(value)


def in_one_line(reasons: Iterable[Reason]) -> str:
    """Return reasons one after the other, each ended by a full stop: two sums in a row would read as one."""
    return " ".join(text if text.endswith(".") else f"{text}." for text in (reason.text for reason in reasons))


class Deadline(NamedTuple):
    """One obligation of one child, judged on a day.

    Attributes:
        rule: the rule that asks for it.
        key: tells apart the obligations of one rule (a measure, a report), stable from one day to the next.
        due_on: last day to do it; None when the law sets none and the service neither.
        status: where it stands.
        reasons: facts used, then the sum made.
        done_on: day it was done.
        done_by: identifier of the record that did it.
        waiver_reason: why it was set aside, and by whom.
        due_at: hour of the last day, ``"18:00"``, when the delay is counted in hours.
    """

    rule: Rule
    key: str
    due_on: dt.date | None
    status: Status
    reasons: tuple[Reason, ...]
    done_on: dt.date | None = None
    done_by: str = ""
    waiver_reason: str = ""
    due_at: str = ""
