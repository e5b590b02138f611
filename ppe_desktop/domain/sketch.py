"""What a child draws: strokes on a page, kept as data beside the picture, so that a drawing can be looked at and gone on with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from ppe_desktop.domain.errors import FieldError

PAGE = (1600.0, 1000.0)
"""Width and height of the page, in its own points: a drawing looks the same on every screen and on paper."""
CLOSEST = 2.0
"""Points nearer than this to the last one are left out: a slow hand would fill the base with the same place."""
MOST_STROKES = 20_000
MOST_POINTS = 1_000_000


class Stroke(NamedTuple):
    """One line drawn without lifting the hand.

    Attributes:
        colour: ``"#1f6f78"``; empty for the rubber.
        width: in points of the page.
        points: places in points of the page, in the order they were drawn.
    """

    colour: str
    width: float
    points: tuple[tuple[float, float], ...]


def simplified(points: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Return the points of a stroke without those that add nothing; the ends are kept."""
    kept = list(points[:1])
    for x, y in points[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= CLOSEST:
            kept.append((x, y))
    if kept[-1] != points[-1]:
        kept.append(points[-1])
    return tuple(kept)


def write_strokes(strokes: Iterable[Stroke]) -> str:
    """Return strokes as kept in the base: JSON, each place told from the one before, in tenths of a point."""
    return json.dumps({"page": list(PAGE), "strokes": [_as_plain(stroke) for stroke in strokes]}, separators=(",", ":"))


def read_strokes(text: str) -> tuple[Stroke, ...]:
    """Return the strokes of what was kept.

    Raises:
        FieldError: it is not a drawing of this program, or one too large to be one.
    """
    try:
        written = json.loads(text or "{}").get("strokes", [])
        if len(written) > MOST_STROKES or sum(len(one["d"]) for one in written) > 2 * MOST_POINTS:
            raise FieldError("data", "Ce dessin est trop grand pour être rouvert. L’image gardée reste visible.")
        return tuple(_read(one) for one in written)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FieldError("data", "Ce dessin ne peut pas être rouvert. L’image gardée reste visible.") from error


def _as_plain(stroke: Stroke) -> dict[str, Any]:
    tenths = [(round(x * 10), round(y * 10)) for x, y in stroke.points]
    steps = [*tenths[:1], *((after[0] - before[0], after[1] - before[1]) for before, after in pairwise(tenths))]
    return {"c": stroke.colour, "w": stroke.width, "d": [number for step in steps for number in step]}


def _read(one: dict[str, Any]) -> Stroke:
    numbers = [int(number) for number in one["d"]]
    x = y = 0
    points = []
    for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + step_x, y + step_y
        points.append((x / 10, y / 10))
    return Stroke(str(one["c"]), float(one["w"]), tuple(points))
