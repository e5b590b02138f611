"""Where everyone stands: generations in rows, children under their parents, the others in frames at the foot.

Lengths are points of the drawing (a name is written 13 points high); the screen and the page scale them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ppe_desktop.domain.genogram.graph import Genogram, Group, Household, Node
from ppe_desktop.domain.genogram.order import Rows

SYMBOL = 44.0
"""Side of the square, diameter of the circle."""
CELL_WIDTH, CELL_HEIGHT = 126.0, 148.0
"""Most room of a person: the symbol, then the name, the roles and the age under it; a row is as high as its longest words."""
PITCH = 146.0
"""From one person to the next in a row; the gutter between two cells is free for lines."""
ROW_GAP = 62.0
BAND_GAP = 58.0
FRAME_FOOT, FRAME_PAD, FRAME_GAP = 30.0, 12.0, 20.0
LEAST_FRAME = 176.0
"""A frame is wide enough for its title."""
LEAST_COLUMNS = 6
ENCLOSURE_PAD = 9.0
_SWEEPS = 12


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the drawing."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Half-way from left to right."""
        return self.x + self.width / 2

    def meets(self, other: Box) -> bool:
        """Tell whether two boxes share some ground."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def grown(self, by: float) -> Box:
        """Return the box with more room on every side."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)


@dataclass(frozen=True, slots=True)
class Frame:
    """A group outside the family, with its title."""

    group: Group
    box: Box


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything is.

    Attributes:
        cells: room of each person by key; no two of them meet.
        rows: keys from top to bottom, each row from left to right; it is the order of reading too.
        frames: the groups outside the family.
        enclosures: the line around a household, by its number, when it encloses nobody else.
        width: of the whole drawing.
        height: of the whole drawing.
    """

    cells: Mapping[str, Box]
    rows: tuple[tuple[str, ...], ...]
    frames: tuple[Frame, ...]
    enclosures: Mapping[int, Box]
    width: float
    height: float


def whole_cell(_key: str) -> float:
    """Return the height of a cell when nobody measured its words."""
    return CELL_HEIGHT


def lay_out(drawing: Genogram, depth: Callable[[str], float] = whole_cell) -> Layout:
    """Return the place of everyone; the same drawing always gives the same places.

    Args:
        drawing: who is there.
        depth: height of what is drawn of a person, symbol and words.
    """
    ordered = Rows(drawing).ordered()
    places = _places(drawing, ordered)
    family_width = max(places.values(), default=0.0) + CELL_WIDTH if places else 0.0
    adults, professionals = drawing.of_group(Group.ADULTS), drawing.of_group(Group.PROFESSIONALS)
    bands = _Bands(adults, professionals, family_width, depth)
    shift = max(0.0, (bands.width - family_width) / 2)
    cells: dict[str, Box] = {}
    y = 0.0
    for row in ordered.values():
        height = _height(row, depth)
        cells |= {key: Box(places[key] + shift, y, CELL_WIDTH, height) for key in row}
        y += height + ROW_GAP
    bottom = max(0.0, y - ROW_GAP)
    band_rows, frames, band_cells, height = bands.placed(max(family_width, bands.width), bottom)
    cells |= band_cells
    rows = (*(tuple(row) for row in ordered.values()), *band_rows)
    enclosures = _enclosures(drawing.households, cells, frames)
    return _from_origin(Layout(cells, rows, tuple(frames), enclosures, max(family_width, bands.width), height))


def _places(drawing: Genogram, ordered: Mapping[int, list[str]]) -> dict[str, float]:
    """Return the left edge of every member of the family, children centred under their parents as far as it can be."""
    x = {key: index * PITCH for row in ordered.values() for index, key in enumerate(row)}
    anchors = _anchors(drawing, x)
    generations = list(ordered)
    for sweep in range(_SWEEPS):
        for generation in generations if sweep % 2 == 0 else reversed(generations):
            row = ordered[generation]
            wanted = [_wanted(key, x, anchors) for key in row]
            x |= dict(zip(row, _spaced(wanted), strict=True))
    first = min(x.values(), default=0.0)
    return {key: value - first for key, value in x.items()}


_Anchor = tuple[tuple[str, ...], float]


def _anchors(drawing: Genogram, x: Mapping[str, float]) -> dict[str, list[_Anchor]]:
    """Return, for each key, the groups of keys whose middle it wants to stand at, with its distance from that middle."""
    anchors: dict[str, list[_Anchor]] = {key: [] for key in x}
    for descent in drawing.descents:
        children = sorted(descent.children, key=lambda key: x[key])
        parents = sorted(descent.parents, key=lambda key: x[key])
        for index, child in enumerate(children):
            if parents:
                anchors[child].append((tuple(parents), (index - (len(children) - 1) / 2) * PITCH))
        for index, parent in enumerate(parents):
            anchors[parent].append((tuple(children), (index - (len(parents) - 1) / 2) * PITCH))
    for union in drawing.unions:
        if union.first in x and union.second in x:
            left, right = sorted((union.first, union.second), key=lambda key: x[key])
            anchors[left].append(((right,), -PITCH))
            anchors[right].append(((left,), PITCH))
    return anchors


def _wanted(key: str, x: Mapping[str, float], anchors: Mapping[str, list[_Anchor]]) -> float:
    found = [sum(x[other] for other in others) / len(others) + away for others, away in anchors[key]]
    return sum(found) / len(found) if found else x[key]


def _spaced(wanted: list[float]) -> list[float]:
    """Return the places nearest to those wanted, in the same order and a pitch apart (pool adjacent violators)."""
    blocks: list[tuple[float, int]] = []  # sum of the free places, number of members
    for index, place in enumerate(wanted):
        total, count = place - index * PITCH, 1
        while blocks and blocks[-1][0] / blocks[-1][1] >= total / count:
            before, members = blocks.pop()
            total, count = total + before, count + members
        blocks.append((total, count))
    levels = [total / count for total, count in blocks for _member in range(count)]
    return [level + index * PITCH for index, level in enumerate(levels)]


class _Bands:
    """The adults who count and the professionals, side by side at the foot."""

    def __init__(
        self,
        adults: tuple[Node, ...],
        professionals: tuple[Node, ...],
        family_width: float,
        depth: Callable[[str], float],
    ) -> None:
        self._height_of = depth
        square = math.ceil(math.sqrt(2 * (len(adults) + len(professionals))))  # many stand in a block as wide as a page
        most = max(LEAST_COLUMNS, square, int((family_width + PITCH - CELL_WIDTH) // PITCH))
        self._groups = [(g, n) for g, n in ((Group.ADULTS, adults), (Group.PROFESSIONALS, professionals)) if n]
        self._depth = next(
            (d for d in range(1, 100) if sum(math.ceil(len(n) / d) for _g, n in self._groups) <= most), 100
        )
        self._columns = [math.ceil(len(nodes) / self._depth) for _group, nodes in self._groups]
        widths = [_frame_width(columns) for columns in self._columns]
        self.width = sum(widths) + FRAME_GAP * max(0, len(widths) - 1)

    def placed(
        self, whole_width: float, bottom: float
    ) -> tuple[list[tuple[str, ...]], list[Frame], dict[str, Box], float]:
        """Return the rows, the frames, the cells and the height of the drawing."""
        if not self._groups:
            return [], [], {}, bottom
        rows: list[list[str]] = [[] for _row in range(self._depth)]
        lefts: dict[str, float] = {}
        spans: list[tuple[Group, float, float]] = []
        x = (whole_width - self.width) / 2
        for (group, nodes), columns in zip(self._groups, self._columns, strict=True):
            width = _frame_width(columns)
            inset = (width - columns * PITCH + PITCH - CELL_WIDTH) / 2
            for index, node in enumerate(_nearest_first(nodes)):
                row, column = divmod(index, columns)
                lefts[node.key] = x + inset + column * PITCH
                rows[row].append(node.key)
            spans.append((group, x, width))
            x += width + FRAME_GAP
        cells: dict[str, Box] = {}
        top = bottom + BAND_GAP
        y = top + FRAME_PAD
        for keys in rows:
            height = _height(keys, self._height_of)
            cells |= {key: Box(lefts[key], y, CELL_WIDTH, height) for key in keys}
            y += height + FRAME_PAD * 2
        frames = [Frame(group, Box(left, top, width, y - FRAME_PAD + FRAME_FOOT - top)) for group, left, width in spans]
        return [tuple(row) for row in rows if row], frames, cells, y - FRAME_PAD + FRAME_FOOT


def _height(keys: Iterable[str], depth: Callable[[str], float]) -> float:
    return max((min(depth(key), CELL_HEIGHT) for key in keys), default=0.0)


def _frame_width(columns: int) -> float:
    return max(LEAST_FRAME, columns * PITCH - (PITCH - CELL_WIDTH) + 2 * FRAME_PAD)


def _nearest_first(nodes: Iterable[Node]) -> list[Node]:
    """Return those with whom a bond was said first: their line then crosses nobody."""
    return sorted(nodes, key=lambda node: not node.closeness)


def _enclosures(households: Iterable[Household], cells: Mapping[str, Box], frames: Iterable[Frame]) -> dict[int, Box]:
    """Return the line around each household whose members stand together, alone in it."""
    found: dict[int, Box] = {}
    for household in households:
        box = _around([cells[key] for key in household.members]).grown(ENCLOSURE_PAD)
        others = (cell for key, cell in cells.items() if key not in household.members)
        crossed = [*others, *found.values(), *(frame.box for frame in frames)]
        if not any(box.meets(other) for other in crossed):
            found[household.number] = box
    return found


def _around(boxes: list[Box]) -> Box:
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(left, top, max(box.right for box in boxes) - left, max(box.bottom for box in boxes) - top)


def _from_origin(layout: Layout) -> Layout:
    """Return the layout moved so that lines around households begin at the origin too."""
    boxes = [*layout.cells.values(), *layout.enclosures.values(), *(frame.box for frame in layout.frames)]
    if not boxes:
        return layout
    whole = _around(boxes)

    def moved(box: Box) -> Box:
        return Box(box.x - whole.x, box.y - whole.y, box.width, box.height)

    return Layout(
        {key: moved(box) for key, box in layout.cells.items()},
        layout.rows,
        tuple(Frame(frame.group, moved(frame.box)) for frame in layout.frames),
        {number: moved(box) for number, box in layout.enclosures.items()},
        whole.width,
        whole.height,
    )
