"""The lines of the drawing: couples, filiations, what the child lives with each person; none passes over a name.

Between two rows that are not neighbours a line goes through the gutters of the rows between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from ppe_desktop.domain.genogram.graph import CHILD, Descent, Genogram, Tie, TieSort, Union
from ppe_desktop.domain.genogram.layout import CELL_WIDTH, PITCH, SYMBOL, Box, Layout, whole_cell

Point = tuple[float, float]

_BUS = 20.0
_LANE = 8.0
_RAISED = 12.0
_UNDER = 12.0
_EDGE = 5.0
_LEAN = 0.5


class StrokeKind(StrEnum):
    """How a line is drawn."""

    MARRIED = "married"
    COUPLE = "couple"
    SEPARATED = "separated"
    DIVORCED = "divorced"
    PARENTS = "parents"
    DESCENT = "descent"
    VERY_CLOSE = "TRES_PROCHE"
    CLOSE = "PROCHE"
    DISTANT = "DISTANT"
    CONFLICT = "CONFLIT"
    BROKEN = "ROMPU"
    KIN = "kin"
    SIBLINGS = "siblings"
    OTHER = "other"


LIVED = (StrokeKind.VERY_CLOSE, StrokeKind.CLOSE, StrokeKind.DISTANT, StrokeKind.CONFLICT, StrokeKind.BROKEN)
"""What the child lives with a person."""

_TIES = {TieSort.KIN: StrokeKind.KIN, TieSort.SIBLINGS: StrokeKind.SIBLINGS, TieSort.CONFLICT: StrokeKind.CONFLICT}


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line of the drawing.

    Attributes:
        kind: how it is drawn.
        points: from one end to the other; straight between two points.
        ends: keys that it joins.
    """

    kind: StrokeKind
    points: tuple[Point, ...]
    ends: tuple[str, ...]


def strokes_of(drawing: Genogram, layout: Layout, depth: Callable[[str], float] = whole_cell) -> tuple[Stroke, ...]:
    """Return every line, in the order in which they are drawn.

    Args:
        drawing: who is there.
        layout: where they are.
        depth: height of what is drawn of a person, symbol and words: lines stop at the last word.
    """
    pen = _Pen(drawing, layout, depth)
    return (*pen.unions(), *pen.descents(), *pen.ties(), *pen.lived())


class _Pen:
    def __init__(self, drawing: Genogram, layout: Layout, depth: Callable[[str], float]) -> None:
        self._drawing, self._layout, self._depth = drawing, layout, depth
        self._row_of = {key: index for index, row in enumerate(layout.rows) for key in row}
        self._place = {key: index for row in layout.rows for index, key in enumerate(row)}
        self._junctions: dict[frozenset[str], Point] = {}
        self._raised: dict[int, int] = {}

    def unions(self) -> Iterator[Stroke]:
        """Draw the couples, and keep where their children's line begins."""
        kinds = {"unknown": StrokeKind.PARENTS}
        for union in self._drawing.unions:
            kind = kinds.get(union.state.value) or StrokeKind(union.state.value)
            points, junction = self._couple(union)
            self._junctions[frozenset((union.first, union.second))] = junction
            yield Stroke(kind, points, (union.first, union.second))

    def _couple(self, union: Union) -> tuple[tuple[Point, ...], Point]:
        left, right = sorted((union.first, union.second), key=lambda key: self._cell(key).x)
        one, other = self._cell(left), self._cell(right)
        y = one.y + SYMBOL / 2
        if abs(self._place[left] - self._place[right]) == 1:
            start, end = one.middle + SYMBOL / 2, other.middle - SYMBOL / 2
            return ((start, y), (end, y)), ((start + end) / 2, y)
        over = self._lane_above(self._row_of[left], one)
        points = ((one.middle, one.y), (one.middle, over), (other.middle, over), (other.middle, other.y))
        return points, (other.x - (PITCH - CELL_WIDTH) / 2, over)

    def _lane_above(self, row: int, cell: Box) -> float:
        lane = self._raised.get(row, 0)
        self._raised[row] = lane + 1
        return cell.y - _RAISED - lane * _LANE / 2

    def descents(self) -> Iterator[Stroke]:
        """Draw the filiations; two families whose lines would run over each other have one lane each."""
        taken: dict[int, list[tuple[float, float, int]]] = {}
        for descent in self._drawing.descents:
            row = self._row_of[descent.children[0]]
            xs = [self._cell(key).middle for key in descent.children]
            start = self._descent_start(descent)
            low, high = min([*xs, *(s[0] for s in start)]), max([*xs, *(s[0] for s in start)])
            lanes = taken.setdefault(row, [])
            busy = {lane for left, right, lane in lanes if left - _EDGE < high and low < right + _EDGE}
            lane = next(number for number in range(len(lanes) + 1) if number not in busy)
            lanes.append((low, high, lane))
            yield from self._brood(descent, start, self._cell(descent.children[0]).y - _BUS - lane * _LANE)

    def _descent_start(self, descent: Descent) -> tuple[Point, ...]:
        if len(descent.parents) == 2:
            return (self._junctions[frozenset(descent.parents)],)
        return tuple(self._foot(key) for key in descent.parents)

    def _brood(self, descent: Descent, start: tuple[Point, ...], bus: float) -> Iterator[Stroke]:
        twins = [self._cell(key).middle for key in descent.children if key in descent.twins]
        if not start:
            xs = [self._cell(key).middle for key in descent.children]
            start = (((min(xs) + max(xs)) / 2, bus),)
        for key in descent.children:
            cell = self._cell(key)
            x = sum(twins) / len(twins) if key in descent.twins else cell.middle
            points = (*start, (start[0][0], bus), (x, bus), (cell.middle, cell.y))
            yield Stroke(StrokeKind.DESCENT, _without_repeats(points), (*descent.parents, key))

    def ties(self) -> Iterator[Stroke]:
        """Draw the other links, but for a light one that a line of what is lived replaces."""
        together = [set(descent.children) for descent in self._drawing.descents]
        for tie in self._drawing.ties:
            pair = {tie.first, tie.second}
            if tie.sort is TieSort.SIBLINGS and any(pair <= children for children in together):
                continue
            if tie.sort is TieSort.KIN and CHILD in pair and self._closeness((pair - {CHILD}).pop()):
                continue
            yield Stroke(_TIES.get(tie.sort, StrokeKind.OTHER), self._tie(tie), (tie.first, tie.second))

    def _tie(self, tie: Tie) -> tuple[Point, ...]:
        one, other = self._cell(tie.first), self._cell(tie.second)
        if self._row_of[tie.first] != self._row_of[tie.second]:
            return self._route(tie.first, tie.second)
        if tie.sort is TieSort.CONFLICT and abs(self._place[tie.first] - self._place[tie.second]) == 1:
            left, right = sorted((one, other), key=lambda cell: cell.x)
            y = left.y + SYMBOL * 0.78
            return (left.middle + SYMBOL / 2, y), (right.middle - SYMBOL / 2, y)
        over = self._lane_above(self._row_of[tie.first], one)
        return (one.middle, one.y), (one.middle, over), (other.middle, over), (other.middle, other.y)

    def lived(self) -> Iterator[Stroke]:
        """Draw what the child lives with each person."""
        for node in self._drawing.nodes:
            if self._closeness(node.key):
                yield Stroke(StrokeKind(node.closeness), self._route(CHILD, node.key), (CHILD, node.key))

    def _closeness(self, key: str) -> bool:
        return key != CHILD and self._drawing.node(key).closeness in {kind.value for kind in LIVED}

    def _route(self, first: str, second: str) -> tuple[Point, ...]:
        """Return a way from one person to another that passes over nobody."""
        one, other = self._cell(first), self._cell(second)
        start, goal = self._row_of[first], self._row_of[second]
        if start == goal:
            return self._beside(first, second)
        away = (other.middle - one.middle) / PITCH
        if start > goal:
            x = one.middle + max(-0.34, min(0.34, away / 6)) * SYMBOL
            head: list[Point] = [
                (x, one.y + SYMBOL / 2),
                (x, one.y - _EDGE),
            ]  # out by the top: beside stand brothers and sisters
            tail: list[Point] = [(other.middle, other.bottom), self._foot(second)]
            between = range(start - 1, goal, -1)
        else:
            x = one.middle + max(-0.4, min(0.4, away / 5)) * CELL_WIDTH
            head = [(x, self._foot(first)[1]), (x, one.bottom)]
            tail = [(other.middle, other.y)]
            between = range(start + 1, goal)
        points = list(head)
        for step, row in enumerate(between, start=1):
            wanted = x + (other.middle - x) * step / (len(between) + 1) * _LEAN
            points += self._through(row, self._gutter(row, wanted), downwards=start < goal)
        return _without_repeats((*points, *tail))

    def _through(self, row: int, x: float, *, downwards: bool) -> list[Point]:
        cell = self._cell(self._layout.rows[row][0])
        through = [(x, cell.y - _EDGE), (x, cell.bottom + _EDGE)]
        return through if downwards else through[::-1]

    def _beside(self, first: str, second: str) -> tuple[Point, ...]:
        one, other = self._cell(first), self._cell(second)
        if abs(self._place[first] - self._place[second]) == 1:
            way = 1 if one.x < other.x else -1
            y = one.y + SYMBOL / 2
            return (one.middle + way * SYMBOL / 2, y), (other.middle - way * SYMBOL / 2, y)
        under = one.bottom + _UNDER
        return self._foot(first), (one.middle, under), (other.middle, under), self._foot(second)

    def _gutter(self, row: int, wanted: float) -> float:
        """Return the place nearest to ``wanted`` where a vertical line passes between two persons of a row."""
        cells = sorted((self._cell(key) for key in self._layout.rows[row]), key=lambda cell: cell.x)
        edges = [(float("-inf"), cells[0].x)]
        edges += [(left.right, right.x) for left, right in pairwise(cells)]
        edges.append((cells[-1].right, float("inf")))
        free = [min(max(wanted, low + _EDGE), high - _EDGE) for low, high in edges]
        return min(free, key=lambda x: abs(x - wanted))

    def _foot(self, key: str) -> Point:
        cell = self._cell(key)
        return cell.middle, min(cell.y + self._depth(key), cell.bottom)

    def _cell(self, key: str) -> Box:
        return self._layout.cells[key]


def _without_repeats(points: tuple[Point, ...]) -> tuple[Point, ...]:
    kept = [points[0]]
    kept += [point for before, point in pairwise(points) if point != before]
    return tuple(kept)
