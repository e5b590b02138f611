"""What the frieze of a child's path is made of: lanes of bars and points, and what is pointed out; plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple


class Target(NamedTuple):
    """Where an event is written in the file: section of the screen, kind of record, identifier."""

    section: str
    kind: str
    record_id: str


@dataclass(frozen=True, slots=True)
class Bar:
    """Something that lasts.

    Attributes:
        since: first day; None when it began before anything known.
        until: last day; None when no end is known.
        label: its name in a few words.
        detail: what more there is to say.
        tone: tone of the theme.
        target: where it is written.
        icon: name of its icon.
        term: day after which a measure runs on past its term, when it does.
        is_second: something that goes beside the main thing (a relay, support at school).
        row: line of the lane it is drawn on; two bars at the same time are never on the same one.
    """

    since: dt.date | None
    until: dt.date | None
    label: str
    detail: str
    tone: str
    target: Target
    icon: str = ""
    term: dt.date | None = None
    is_second: bool = False
    row: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """Something that happened on a day.

    Attributes:
        on: the day.
        label: its name in a few words.
        detail: what more there is to say.
        icon: name of its icon.
        tone: tone of the theme.
        target: where it is written.
    """

    on: dt.date
    label: str
    detail: str
    icon: str
    tone: str
    target: Target


@dataclass(frozen=True, slots=True)
class Lane:
    """Events of one kind.

    Attributes:
        key: stable name.
        title: French name.
        icon: name of its icon.
        noun: what its points are called when several are counted, singular and plural.
        bars: what lasts, oldest first.
        points: what happened on a day, oldest first.
    """

    key: str
    title: str
    icon: str
    noun: tuple[str, str] = ("événement", "événements")
    bars: tuple[Bar, ...] = ()
    points: tuple[Point, ...] = ()

    @property
    def rows(self) -> int:
        """Number of lines that its bars take."""
        return max((bar.row + 1 for bar in self.bars), default=0)


@dataclass(frozen=True, slots=True)
class Notice:
    """A gap or an overlap pointed out: only what is true by the dates of the file.

    Attributes:
        since: first day concerned.
        until: last day concerned; None when it still goes on.
        sentence: what is to be seen, in French.
        tone: "late" for what goes on, "soon" for what is past.
        target: the record to look at.
    """

    since: dt.date
    until: dt.date | None
    sentence: str
    tone: str
    target: Target


@dataclass(frozen=True, slots=True)
class Undated:
    """A record that cannot be put on the frieze until a date is given or corrected.

    Attributes:
        label: its name in a few words.
        reason: what is missing.
        target: where it is written.
    """

    label: str
    reason: str
    target: Target


@dataclass(frozen=True, slots=True)
class Timeline:
    """The path of one child.

    Attributes:
        lanes: those that hold something, from the frame (care, statuses) to the events.
        notices: what is pointed out, what goes on first.
        undated: what cannot be placed.
        first: first day with something.
        last: last day with something, today included.
        today: the day it was read.
        birth: date of birth, when known.
        majority: day of the 18th birthday, when known.
        is_age_sure: whether the date of birth is known to the day.
    """

    lanes: tuple[Lane, ...]
    notices: tuple[Notice, ...]
    undated: tuple[Undated, ...]
    first: dt.date
    last: dt.date
    today: dt.date
    birth: dt.date | None = None
    majority: dt.date | None = None
    is_age_sure: bool = True

    def lane(self, key: str) -> Lane | None:
        """Return a lane by its name, when it holds something."""
        return next((lane for lane in self.lanes if lane.key == key), None)
