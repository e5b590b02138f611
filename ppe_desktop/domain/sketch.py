"""What a child makes on the page of his own, kept as data beside the picture, so that it can be looked at and gone on with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from ppe_desktop.domain.errors import FieldError
from ppe_desktop.domain.support_spec import SupportSpec, as_plain, from_plain

PAGE = (1600.0, 1000.0)
"""Width and height of the page, in its own points: a drawing looks the same on every screen and on paper."""
CLOSEST = 2.0
"""Points nearer than this to the last one are left out: a slow hand would fill the base with the same place."""
_UNREADABLE = "Ce dessin ne peut pas être rouvert. L’image gardée reste visible."
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


class Made(NamedTuple):
    """What is on a page of the child.

    Attributes:
        words: the child's own words, exactly as typed, by the place they stand in (a house); ``""`` where there is one place only.
        chosen: codes of the pictures chosen, in the order they were.
        question: what the adult asked, in the adult's words.
        value: what was shown on the scale, 1 to 10; nothing when 0.
        strokes: what is drawn.
        said: the words last given to the file: a page gone on with does not write over what was corrected there since.
        sheet: the support as it was that day, for those that are made of a title, an instruction and questions.
    """

    words: Mapping[str, str] = {}
    chosen: tuple[str, ...] = ()
    question: str = ""
    value: int = 0
    strokes: tuple[Stroke, ...] = ()
    said: str = ""
    sheet: SupportSpec | None = None

    def is_empty(self) -> bool:
        """Tell whether the child put nothing on it; a question of the adult alone is nothing of his."""
        return not (self.chosen or self.value or self.strokes or any(text.strip() for text in self.words.values()))


OPEN_MARK = '{"open":true,'
"""How the data of a page not finished begins: the base finds it without reading it."""


class DataWriter:
    """Writes what is on a page as it is kept; a stroke already written is not written again.

    A drawing of five thousand strokes is kept again after each gesture: only the last one may cost anything then.
    """

    def __init__(self) -> None:
        self._known: tuple[list[Stroke], list[str]] = (
            [],
            [],
        )  # one value: another thread may have written the page before

    def write(self, made: Made, *, is_open: bool = False) -> str:
        """Return the data of a page, as JSON.

        Args:
            made: what is on it.
            is_open: it is not finished.
        """
        plain: dict[str, Any] = {"open": is_open, "page": list(PAGE)}
        rest = {"words": dict(made.words), "chosen": list(made.chosen), "question": made.question}
        plain |= {name: value for name, value in rest.items() if value}
        plain |= {name: value for name, value in (("value", made.value), ("said", made.said)) if value}
        plain |= {"sheet": as_plain(made.sheet)} if made.sheet is not None else {}
        head = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
        return f'{head[:-1]},"strokes":[{",".join(self._written(made.strokes))}]}}'

    def _written(self, strokes: Sequence[Stroke]) -> list[str]:
        known, texts = self._known
        same = 0
        for before, stroke in zip(known, strokes, strict=False):
            if before is not stroke:
                break
            same += 1
        texts = [*texts[:same], *(_compact(_as_plain(stroke)) for stroke in strokes[same:])]
        self._known = (list(strokes), texts)
        return texts


def write_made(made: Made, *, is_open: bool = False) -> str:
    """Return the data of a page, as JSON."""
    return DataWriter().write(made, is_open=is_open)


def read_made(text: str) -> Made:
    """Return what is on a page, from its data.

    Raises:
        FieldError: it is nothing that this program wrote, or a drawing too large to be one.
    """
    try:
        plain = json.loads(text or "{}")
        strokes = _strokes_of(plain)
        return Made(
            {str(place): str(words) for place, words in plain.get("words", {}).items()},
            tuple(str(code) for code in plain.get("chosen", ())),
            str(plain.get("question", "")),
            min(max(int(plain.get("value", 0)), 0), 10),
            strokes,
            str(plain.get("said", "")),
            from_plain(plain["sheet"]) if plain.get("sheet") else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FieldError("data", _UNREADABLE) from error


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
    return _compact({"page": list(PAGE), "strokes": [_as_plain(stroke) for stroke in strokes]})


def read_strokes(text: str) -> tuple[Stroke, ...]:
    """Return the strokes of what was kept.

    Raises:
        FieldError: it is not a drawing of this program, or one too large to be one.
    """
    try:
        return _strokes_of(json.loads(text or "{}"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FieldError("data", _UNREADABLE) from error


def _strokes_of(plain: Any) -> tuple[Stroke, ...]:
    written = plain.get("strokes", [])
    if len(written) > MOST_STROKES or sum(len(one["d"]) for one in written) > 2 * MOST_POINTS:
        raise FieldError("data", "Ce dessin est trop grand pour être rouvert. L’image gardée reste visible.")
    return tuple(_read(one) for one in written)


def _compact(plain: Any) -> str:
    return json.dumps(plain, separators=(",", ":"))


def _as_plain(stroke: Stroke) -> dict[str, Any]:
    tenths = [(round(x * 10), round(y * 10)) for x, y in stroke.points]
    steps = [*tenths[:1], *((after[0] - before[0], after[1] - before[1]) for before, after in pairwise(tenths))]
    return {"c": stroke.colour, "w": stroke.width, "d": [number for step in steps for number in step]}


def _read(one: dict[str, Any]) -> Stroke:
    numbers = [int(number) for number in one["d"]]
    across, down = accumulate(numbers[::2]), accumulate(numbers[1::2])
    points = tuple((x / 10, y / 10) for x, y in zip(across, down, strict=True))
    return Stroke(str(one["c"]), float(one["w"]), points)
