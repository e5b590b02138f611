"""Where everything is on the frieze at one zoom: lanes, bars, points and groups of points; found again by place or by record."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF

from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.timeline import Bar, Lane, Notice, Point, Target, Timeline
from ppe_desktop.domain.timeline.spans import in_words
from ppe_desktop.ui.views.casefile.timeline.look import Look
from ppe_desktop.ui.views.casefile.timeline.scale import DayScale

NOTICES = "notice"
"""Name of the lane of what is pointed out."""
TAIL = 28
"""Length drawn past today of what has no known end."""
_SHOWN_IN_GROUP = 8


@dataclass(frozen=True)
class Placed:
    """Something drawn.

    Attributes:
        lane: number of its lane.
        x: left side.
        end: right side of the shape itself.
        y: top.
        height: height.
        room: right side of the space its words may take.
        what: the bar, the notice, or the points drawn there.
    """

    lane: int
    x: float
    end: float
    y: float
    height: float
    room: float
    what: Bar | Notice | tuple[Point, ...]

    @property
    def targets(self) -> tuple[Target, ...]:
        """Return the records it stands for."""
        return tuple(point.target for point in self.what) if isinstance(self.what, tuple) else (self.what.target,)

    def rect(self) -> QRectF:
        """Return its shape."""
        return QRectF(self.x, self.y, self.end - self.x, self.height)


@dataclass(frozen=True)
class LaneBox:
    """A lane on the frieze.

    Attributes:
        key: its name.
        title: its French name.
        icon: its icon.
        noun: what its points are called.
        y: top.
        height: height.
        placed: what it holds, from left to right.
    """

    key: str
    title: str
    icon: str
    noun: tuple[str, str]
    y: float
    height: float
    placed: tuple[Placed, ...]
    _starts: list[float] = field(default_factory=list, compare=False)
    _longest: float = 0.0

    def between(self, left: float, right: float) -> Iterator[Placed]:
        """Give what may be seen between two places."""
        first = bisect_left(self._starts, left - self._longest)
        for placed in self.placed[first:]:
            if placed.x > right:
                return
            if max(placed.end, placed.room) >= left:
                yield placed


@dataclass(frozen=True)
class View:
    """What is seen of the frieze.

    Attributes:
        left: place of the left side, past the titles.
        width: width of the whole drawing, titles included.
        top: first line seen of the whole height.
        bottom: last line seen.
        focus: what has the keyboard.
        hover: what is under the pointer.
    """

    left: float
    width: float
    top: float = 0.0
    bottom: float = 1e9
    focus: Placed | None = None
    hover: Placed | None = None

    def right(self, look: Look) -> float:
        """Return the place of the right side."""
        return self.left + self.width - look.title_width


class Scene:
    """The frieze at one zoom.

    Attributes:
        timeline: the path.
        look: how it looks.
        scale: where days are.
        boxes: its lanes.
        width: whole width, titles not included.
        height: whole height, scale included.
    """

    def __init__(self, timeline: Timeline, look: Look, per_day: float) -> None:
        self.timeline, self.look = timeline, look
        self.scale = DayScale(timeline.first, per_day, margin_left(look))
        self.width = self.scale.x(timeline.last) + margin_right(look)
        self.boxes: list[LaneBox] = []
        self.height = look.header_height
        if timeline.notices:
            self._add_notices(timeline.notices)
        for lane in timeline.lanes:
            self._add_lane(lane)

    def box(self, key: str) -> LaneBox | None:
        """Return a lane by its name."""
        return next((box for box in self.boxes if box.key == key), None)

    def at(self, x: float, y: float) -> Placed | None:
        """Return what is at a place."""
        reach = self.look.px(3)
        for box in self.boxes:
            if box.y <= y < box.y + box.height:
                near = box.between(x - reach, x + reach)
                hits = [p for p in near if p.x - reach <= x <= p.end + reach and p.y <= y <= p.y + p.height]
                return hits[-1] if hits else None
        return None

    def showing(self, target: Target | None, key: str = "") -> Placed | None:
        """Return what stands for a record, in a lane when given."""
        boxes = [box for box in self.boxes if not key or box.key == key]
        return next((p for box in boxes for p in box.placed if target in p.targets), None)

    def words(self, placed: Placed) -> str:
        """Return what is said of something drawn, for tooltips and screen readers."""
        box = self.boxes[placed.lane]
        return f"{box.title} – {say(placed.what, box.noun)}"

    def _add_notices(self, notices: Sequence[Notice]) -> None:
        look = self.look
        placed: list[Placed] = []
        ends: list[float] = []  # of each row
        height = look.px(18)
        top = self.height + look.padding
        for notice in in_order(notices):
            x = self.scale.x(notice.since)
            end = max(self._end_of(notice.until), x + look.px(20))
            row = next((row for row, last in enumerate(ends) if last <= x), len(ends))
            ends[row : row + 1] = [end + look.px(2)]
            placed.append(Placed(len(self.boxes), x, end, top + row * look.px(21), height, end, notice))
        self._finish(NOTICES, "À vérifier", "alert-triangle", ("point", "points"), placed, len(ends) * look.px(21))

    def _add_lane(self, lane: Lane) -> None:
        look = self.look
        top = self.height + look.padding
        placed = list(self._bars(lane.bars, top))
        rows = lane.rows * look.row_height
        placed += self._points(lane.points, top + rows)
        content = rows + (look.row_height if lane.points else 0)
        self._finish(lane.key, lane.title, lane.icon, lane.noun, placed, content)

    def _finish(
        self, key: str, title: str, icon: str, noun: tuple[str, str], placed: list[Placed], content: float
    ) -> None:
        placed.sort(key=lambda one: (one.x, one.y))
        height = content + 2 * self.look.padding
        longest = max((max(one.end, one.room) - one.x for one in placed), default=0.0)
        starts = [one.x for one in placed]
        self.boxes.append(LaneBox(key, title, icon, noun, self.height, height, tuple(placed), starts, longest))
        self.height += height

    def _bars(self, bars: Iterable[Bar], top: float) -> Iterator[Placed]:
        look = self.look
        nexts: dict[int, float] = {}
        for bar in reversed(list(bars)):
            x = self.scale.x(bar.since) if bar.since else 0.0
            end = max(self._end_of(bar.until, since=bar.since), x + look.px(4))
            room = max(end, min(nexts.get(bar.row, self.width) - look.px(6), end + look.px(200)))
            nexts[bar.row] = x
            yield Placed(len(self.boxes), x, end, top + bar.row * look.row_height, look.bar_height, room, bar)

    def _end_of(self, until: dt.date | None, since: dt.date | None = None) -> float:
        """Return where something ends; what has no known end goes on a little past today."""
        if until is not None:
            return self.scale.x(until)
        today = max(self.timeline.today, since or self.timeline.today)
        return self.scale.x(today) + self.look.px(TAIL)

    def _points(self, points: Sequence[Point], top: float) -> Iterator[Placed]:
        look = self.look
        groups = list(_grouped(points, self.scale, look.join_width))
        lefts = [self.scale.x(group[0].on) - look.point_size / 2 for group in groups]
        for number, group in enumerate(groups):
            left = lefts[number]
            following = lefts[number + 1] if number + 1 < len(lefts) else left + look.px(260)
            end = left + (look.point_size if len(group) == 1 else look.px(38))
            room = max(min(following - look.px(6), left + look.px(230), self.width - look.px(4)), end)
            yield Placed(len(self.boxes), left, end, top, look.point_size, room, group)


def in_order(notices: Iterable[Notice]) -> list[Notice]:
    """Return what is pointed out as it comes on the frieze, from left to right."""
    return sorted(notices, key=lambda notice: notice.since)


def margin_left(look: Look) -> float:
    """Return the space before the first day."""
    return look.px(22)


def margin_right(look: Look) -> float:
    """Return the space after the last day."""
    return look.px(96)


def say(what: Bar | Notice | tuple[Point, ...], noun: tuple[str, str]) -> str:
    """Return something of the frieze in words, with its dates."""
    if isinstance(what, Notice):
        return what.sentence
    if isinstance(what, Bar):
        parts = [f"{what.label}, {in_words(what.since, what.until)}"]
        if what.term:
            parts.append(f"échéance le {long_date(what.term)}, dépassée")
        return ". ".join(part for part in (*parts, what.detail) if part)
    if len(what) == 1:
        (point,) = what
        said = f"{point.label}, le {long_date(point.on)}"
        return f"{said}. {point.detail}" if point.detail else said
    lines = [f"{long_date(point.on)} : {point.label}" for point in what[:_SHOWN_IN_GROUP]]
    if len(what) > _SHOWN_IN_GROUP:
        lines.append("…")
    return "\n".join([f"{len(what)} {noun[1]}, {in_words(what[0].on, what[-1].on)}", *lines])


def _grouped(points: Sequence[Point], scale: DayScale, width: float) -> Iterator[tuple[Point, ...]]:
    """Give the points, those that are too near to be told apart together."""
    begin = 0
    for number in range(1, len(points) + 1):
        if number == len(points) or scale.x(points[number].on) - scale.x(points[begin].on) >= width:
            yield tuple(points[begin:number])
            begin = number
