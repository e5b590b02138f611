"""Draw the invented pages of three fictitious children, as a hand draws, into ``resources/demo/pages``.

Run: ``python tools/make_demo_pages.py``. The files it writes are what the program reads; 41_pages_des_enfants.toml says whose they are.
"""

from __future__ import annotations

import math
import random
from itertools import pairwise
from pathlib import Path

from ppe_desktop.domain.sketch import Made, Stroke, write_made

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "demo" / "pages"
BLACK, RED, ORANGE, YELLOW = "#202124", "#c8321f", "#e07b22", "#f0bf26"
GREEN, BLUE, PURPLE, PINK, BROWN, GREY = "#3d8b42", "#2f6fb5", "#67389a", "#cf5a8a", "#7a4a24", "#7d776d"
FINE, MIDDLE, BROAD = 6.0, 14.0, 32.0
Points = list[tuple[float, float]]


class Hand:
    """A hand that is not quite steady; the same one at each run."""

    def __init__(self, seed: int, tremor: float) -> None:
        self._rng, self._tremor = random.Random(seed), tremor
        self.strokes: list[Stroke] = []

    def line(self, colour: str, width: float, *points: tuple[float, float]) -> None:
        """Draw from point to point, straight as far as the hand goes."""
        drawn: Points = []
        for (x, y), (to_x, to_y) in pairwise(points):
            steps = max(int(math.hypot(to_x - x, to_y - y) / 28), 1)
            drawn += [(x + (to_x - x) * n / steps, y + (to_y - y) * n / steps) for n in range(steps)]
        self._draw(colour, width, [*drawn, points[-1]])

    def round(
        self, colour: str, width: float, at: tuple[float, float], radii: tuple[float, float], turn: float = 1.03
    ) -> None:
        """Draw round a place; a turn of less than one leaves it open."""
        steps = max(int(max(radii) * turn / 3), 18)
        angles = [-1.4 + 2 * math.pi * turn * n / steps for n in range(steps + 1)]
        self._draw(colour, width, [(at[0] + radii[0] * math.cos(a), at[1] + radii[1] * math.sin(a)) for a in angles])

    def fill(self, colour: str, width: float, box: tuple[float, float, float, float]) -> None:
        """Colour a place in, to and fro, past the edges here and there."""
        left, top, right, bottom = box
        points, y, is_left = [], top, True
        while y < bottom:
            points.append((left if is_left else right, y))
            y, is_left = y + width * 0.45, not is_left
        self.line(colour, width, *points)

    def figure(self, colour: str, at: tuple[float, float], size: float) -> None:
        """Draw someone, standing."""
        x, y = at
        self.round(colour, FINE, (x, y - size * 0.78), (size * 0.2, size * 0.22))
        self.line(colour, FINE, (x, y - size * 0.56), (x, y - size * 0.22))
        self.line(
            colour, FINE, (x - size * 0.26, y - size * 0.3), (x, y - size * 0.48), (x + size * 0.26, y - size * 0.3)
        )
        self.line(colour, FINE, (x - size * 0.18, y), (x, y - size * 0.22), (x + size * 0.18, y))

    def _draw(self, colour: str, width: float, points: Points) -> None:
        shake = self._tremor
        moved = [(x + self._rng.uniform(-shake, shake), y + self._rng.uniform(-shake, shake)) for x, y in points]
        self.strokes.append(Stroke(colour, width, tuple((round(x, 1), round(y, 1)) for x, y in moved)))


def weather() -> Made:
    """Return the weather of a child of four."""
    return Made({"": "Moi j’ai un gros soleil parce que Sylvie elle a fait des gaufres."}, ("soleil",))


def houses() -> Made:
    """Return the three houses of a child of nine: rain in one, football in another, words and people in the last."""
    hand = Hand(9, 2.2)
    for x, y in ((170, 560), (235, 520), (310, 525), (375, 565)):
        hand.round(GREY, MIDDLE, (x, y), (62, 46))
    for number in range(9):
        x = 140 + number * 33
        hand.line(BLUE, FINE, (x, 630 + number % 2 * 26), (x - 14, 690 + number % 3 * 22))
    hand.figure(BLACK, (275, 880), 120)
    hand.fill(GREEN, BROAD, (600, 850, 1000, 890))
    hand.line(BLACK, MIDDLE, (655, 840), (655, 610), (945, 610), (945, 840))
    for x in range(700, 945, 48):
        hand.line(GREY, FINE, (x, 620), (x, 835))
    for y in range(660, 835, 48):
        hand.line(GREY, FINE, (662, y), (940, y))
    hand.round(RED, MIDDLE, (760, 800), (40, 40))
    hand.round(RED, FINE, (760, 800), (16, 16))
    hand.figure(BLUE, (880, 850), 150)
    for x, colour, size in ((1180, BLUE, 150), (1270, PINK, 110), (1365, PURPLE, 165), (1465, GREEN, 175)):
        hand.figure(colour, (x, 890), size)
    words = "Je veux voir Nono. Et Inès. Et après maman. Papa je sais pas s’il vient."
    return Made({"reves": words}, strokes=tuple(hand.strokes))


def drawing() -> Made:
    """Return the drawing of a girl of fourteen: a desk at the window, at night."""
    hand = Hand(14, 0.9)
    hand.fill(BLUE, BROAD, (560, 130, 1030, 470))
    hand.line(BROWN, BROAD, (540, 110), (1050, 110), (1050, 490), (540, 490), (540, 100))
    hand.line(BROWN, MIDDLE, (795, 115), (795, 485))
    hand.line(BROWN, MIDDLE, (545, 300), (1045, 300))
    hand.round(YELLOW, BROAD, (920, 205), (16, 16))
    hand.round(YELLOW, MIDDLE, (920, 205), (50, 50))
    for x, y in ((620, 180), (690, 240), (730, 160), (640, 380), (720, 420), (860, 380), (980, 420), (990, 150)):
        hand.line(YELLOW, FINE, (x - 9, y), (x + 9, y))
        hand.line(YELLOW, FINE, (x, y - 9), (x, y + 9))
    hand.line(BLACK, BROAD, (250, 700), (1350, 700))
    hand.line(BLACK, MIDDLE, (320, 716), (320, 950))
    hand.line(BLACK, MIDDLE, (1280, 716), (1280, 950))
    hand.line(BLACK, MIDDLE, (980, 716), (980, 850), (1270, 850))
    hand.line(BLACK, FINE, (1100, 785), (1160, 785))
    hand.line(GREY, MIDDLE, (1190, 690), (1190, 560), (1110, 470))
    hand.line(RED, MIDDLE, (1050, 500), (1090, 430), (1160, 450), (1140, 530), (1050, 500))
    for step in range(5):
        hand.line(YELLOW, FINE, (1060 + step * 18, 540), (1020 + step * 26, 640))
    hand.line(BLACK, FINE, (480, 688), (560, 560), (800, 560), (860, 688), (480, 688))
    hand.round(RED, FINE, (640, 630), (26, 20))
    hand.round(GREEN, FINE, (705, 618), (22, 30))
    hand.line(BLUE, FINE, (570, 660), (620, 600), (670, 660), (730, 590), (800, 660))
    hand.line(ORANGE, MIDDLE, (880, 600), (800, 640))
    hand.line(BLACK, FINE, (330, 690), (345, 590), (425, 590), (440, 690))
    for x, colour in ((358, RED), (376, GREEN), (394, BLUE), (412, PURPLE)):
        hand.line(colour, MIDDLE, (x, 585), (x + (x - 385) * 0.5, 500))
    hand.round(BLACK, FINE, (1240, 655), (34, 30))
    hand.line(BLACK, FINE, (1212, 640), (1216, 606), (1234, 626), (1250, 606), (1264, 640))
    hand.line(BLACK, FINE, (1270, 675), (1320, 670), (1330, 620))
    for y in (650, 662):
        hand.line(BLACK, FINE, (1200, y), (1176, y + 4))
    return Made(strokes=tuple(hand.strokes))


def main() -> None:
    """Write the files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, made in (
        ("meteo", weather()),
        ("soleil_et_nuage", Made(chosen=("soleil", "nuage"))),
        ("trois_maisons", houses()),
        ("atelier", drawing()),
    ):
        (FOLDER / f"{name}.json").write_text(write_made(made) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
