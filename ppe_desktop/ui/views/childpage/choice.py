"""The first screen of the child's page: what one may make, in the order proposed for the age, all of it to choose."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.sketch_words import LITTLE, TITLES, proposed
from ppe_desktop.domain.vocabulary import SketchKind
from ppe_desktop.ui.views.childpage.look import Look
from ppe_desktop.ui.views.childpage.pictures import TILES
from ppe_desktop.ui.views.childpage.support import child_label
from ppe_desktop.ui.views.childpage.tile import Tile

ACROSS = 3


class ChoiceScreen(QWidget):
    """Large tiles, one a support.

    Signals:
        chosen: the support (:class:`SketchKind`).
    """

    chosen = Signal(object)

    def __init__(self, look: Look, age: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question_label = child_label(self.tr("Que veux-tu faire\N{NO-BREAK SPACE}?"), "question", self)
        self.tiles: dict[SketchKind, Tile] = {}
        grid = QGridLayout()
        grid.setSpacing(12)
        for number, kind in enumerate(proposed(age)):
            tile = Tile(look, TILES[kind], TITLES[kind], self, size=22)
            tile.clicked.connect(partial(self.chosen.emit, kind))
            self.tiles[kind] = tile
            grid.addWidget(tile, number // ACROSS, number % ACROSS)
        self.little_label = child_label(
            self.tr(
                "Pour l’adulte : avant trois ans, on observe. Notez ce que vous voyez dans « Ce que j’ai observé », sans en faire "
                "des paroles."
            )
            .replace(" :", "\N{NO-BREAK SPACE}:")
            .replace("« ", "«\N{NO-BREAK SPACE}")
            .replace(" »", "\N{NO-BREAK SPACE}»"),
            "body",
            self,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.question_label)
        column.addLayout(grid, 1)
        column.addWidget(self.little_label)
        self.little_label.setVisible(age is not None and age < LITTLE)

    def take_keyboard(self) -> None:
        """Give the keyboard to the first tile."""
        next(iter(self.tiles.values())).setFocus()
