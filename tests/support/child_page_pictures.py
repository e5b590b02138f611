"""The child's page at three ages, made by real gestures and kept as pictures; run by ``tools/child_page_pictures.py``."""

from __future__ import annotations

import math
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ppe_desktop.domain.vocabulary import SketchKind
from ppe_desktop.services.session import Session
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.theme import apply_theme
from ppe_desktop.ui.theme.fonts import load_fonts
from ppe_desktop.ui.views.childpage.composing import picture_of, printed
from ppe_desktop.ui.views.childpage.page import ChildPage
from ppe_desktop.ui.views.childpage.page_paper import DOTS, pdf_of_page, said_of
from tests.support.base import new_session
from tests.support.screens import add_child, desk
from tests.support.typing import type_text

SIZE = (1366, 768)
SETTLED_MS = 500
PATIENCE_MS, STEP_MS = 20_000, 20

Line = Sequence[tuple[float, float]]
"""Where a pen goes, in parts of the sheet: from 0 to 1 across and down."""


def _ring(x: float, y: float, radius: float) -> Line:
    """Return a round line; a sheet is wider than it is high."""
    turn = [2 * math.pi * step / 24 for step in range(25)]
    return [(x + radius * math.cos(angle), y + 1.5 * radius * math.sin(angle)) for angle in turn]


HOUSE: tuple[tuple[int, Line], ...] = (
    (2, ((0.22, 0.80), (0.22, 0.48), (0.50, 0.48), (0.50, 0.80), (0.22, 0.80))),
    (3, ((0.19, 0.49), (0.36, 0.26), (0.53, 0.49))),
    (8, ((0.33, 0.80), (0.33, 0.64), (0.40, 0.64), (0.40, 0.80))),
    (5, _ring(0.79, 0.20, 0.045)),
    (5, ((0.79, 0.31), (0.79, 0.38))),
    (5, ((0.87, 0.20), (0.92, 0.20))),
    (5, ((0.72, 0.27), (0.68, 0.32))),
    (9, ((0.57, 0.81), (0.60, 0.74), (0.60, 0.64), (0.57, 0.71))),
    (9, ((0.60, 0.74), (0.63, 0.81))),
    (9, ((0.60, 0.64), (0.63, 0.71))),
    (9, _ring(0.60, 0.60, 0.025)),
    (6, ((0.08, 0.82), (0.30, 0.81), (0.60, 0.82), (0.92, 0.81))),
)
"""A house, the sun and somebody: the place of the colour among the tools, and a line."""


class ChildPages:
    """A child of some age, and the pages that are made on screen.

    Args:
        session: an open base.
        keep: keeps a picture of a widget under a name.
        name: of the child.
        age: in years.
    """

    def __init__(
        self, session: Session, autosaver: Autosaver, keep: Callable[[str, QWidget], None], name: str, age: int
    ) -> None:
        self._session, self._keep, self._age = session, keep, age
        self.child_id = add_child(session, "Kervella", name)
        self.page = ChildPage(autosaver, self.child_id, name, age)
        self.page.resize(*SIZE)
        self.page.show()
        self.page.activateWindow()
        keep(f"{age}-ans-choisir", self.page)

    def begin(self, kind: SketchKind) -> Any:
        """Touch the tile of a support, among all of them when it is not proposed first."""
        tile = self.page.choice.tiles[kind]
        if not tile.isVisible():
            self.click(self.page.choice.more_button)
        self.until(tile.isVisible)
        self.click(tile)
        self.until(lambda: self.page.support is not None)
        QTest.qWait(SETTLED_MS)
        return self.page.support

    def finish(self, name: str) -> None:
        """Keep a picture of the page, touch « Garder », then « Faire autre chose »."""
        self._keep(f"{self._age}-ans-{name}", self.page)
        self.click(self.page.keep_button)
        self.until(lambda: self.page.question.isVisible() and self.page.isEnabled())
        again = self.page.question.findChild(QAbstractButton, "more_answer")
        assert isinstance(again, QAbstractButton)
        self.click(again)
        self.until(self.page.choice.isVisible)

    def click(self, button: QWidget) -> None:
        """Touch a button."""
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def draw(self, support: Any, lines: Sequence[tuple[int, Line]]) -> None:
        """Draw lines with the pens of the tools."""
        canvas, pens = support.canvas, support.tools.colours
        for pen, line in lines:
            self.click(pens[pen % len(pens)])
            first, *rest = [QPoint(round(x * canvas.width()), round(y * canvas.height())) for x, y in line]
            QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=first)
            for place in rest:
                QTest.mouseMove(canvas, place)
            QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=rest[-1])

    @staticmethod
    def until(condition: Callable[[], object]) -> None:
        """Wait for something to be so."""
        waited = 0
        while not condition() and waited < PATIENCE_MS:
            QTest.qWait(STEP_MS)
            waited += STEP_MS
        assert condition()


def play_four(pages: ChildPages) -> None:
    """Make the pages of a child of four: pictures to touch, the weather, a drawing."""
    support = pages.begin(SketchKind.PICTURES)
    for tile in list(support.tiles.values())[:7:3]:
        pages.click(tile)
    pages.finish("images")
    support = pages.begin(SketchKind.WEATHER)
    for tile in list(support.tiles.values())[:2]:
        pages.click(tile)
    type_text(support.words_field, "y a du soleil chez tata et un nuage")
    pages.finish("meteo")
    support = pages.begin(SketchKind.DRAWING)
    pages.draw(support, HOUSE)
    type_text(support.title_field, "La maison et moi")
    type_text(support.words_field, "c’est moi dehors")
    pages.finish("dessin")


def play_eight(pages: ChildPages) -> None:
    """Make the pages of a child of eight: the three houses, the scale."""
    support = pages.begin(SketchKind.HOUSES)
    said = ("Les cris le soir. Quand on change les jours sans me le dire.", "Le foot, ma chambre, les crêpes.",
            "Habité avec ma seur et avoir un chien.")  # fmt: skip
    for house, words in zip(support.houses.values(), said, strict=True):
        type_text(house.words_field, words)
    pages.finish("maisons")
    support = pages.begin(SketchKind.SCALE)
    type_text(support.question_field, "Comment ça va à l’école ?")
    pages.click(support.steps[6])
    type_text(support.words_field, "7 parce que la maîtresse elle est gentille mais à la cantine on m’embête")
    pages.finish("echelle")


def play_fifteen(pages: ChildPages) -> None:
    """Make the pages of somebody of fifteen: her own words, the weather."""
    support = pages.begin(SketchKind.WORDS)
    type_text(
        support.words_field,
        "Je veux garder mon lycée, même si je change de famille. J’ai déjà changé quatre fois et à chaque fois je perds "
        "tout le monde.\n\nCe que je voudrais c’est qu’on me demande avant, pas après. Et voir mon frère plus que le samedi.",
    )
    pages.finish("mots")
    support = pages.begin(SketchKind.WEATHER)
    pages.click(list(support.tiles.values())[4])
    type_text(support.words_field, "Pluie, mais ça se lève.")
    pages.finish("meteo")


PLAYED: tuple[tuple[str, int, Callable[[ChildPages], None]], ...] = (
    ("Nino", 4, play_four),
    ("Lila", 8, play_eight),
    ("Sacha", 15, play_fifteen),
)


def keep_pictures(folder: Path) -> None:
    """Make the pages at three ages, keep a picture of each screen, and each page as it prints."""
    app = QApplication(sys.argv[:1])
    load_fonts()
    apply_theme(app, "light", 1.0, reduced_motion=True)
    folder.mkdir(parents=True, exist_ok=True)

    def keep(name: str, widget: QWidget) -> None:
        QTest.qWait(SETTLED_MS)
        widget.grab().save(str(folder / f"page-{name}.png"))

    with tempfile.TemporaryDirectory(prefix="ppe-pages-") as place:
        session = new_session(Path(place) / "base")
        with desk(session) as (_tasks, autosaver):
            for name, age, play in PLAYED:
                pages = ChildPages(session, autosaver, keep, name, age)
                play(pages)
                _keep_papers(folder, age, session, pages)
                pages.page.close()
        session.close()


def _keep_papers(folder: Path, age: int, session: Session, pages: ChildPages) -> None:
    for sketch in session.run(session.sketches.read, pages.child_id):
        kind, made = session.run(session.sketches.content, sketch.id)
        content = pdf_of_page(sketch, picture_of(printed(kind, made, DOTS), made.strokes), said_of(kind, made))
        (folder / f"page-{age}-ans-papier-{sketch.kind.lower()}.pdf").write_bytes(content)
