"""Météo intérieure, and pictures for the small ones: several may be chosen, and words said about them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.sketch import Made
from ppe_desktop.domain.sketch_words import PICTURES, WEATHERS
from ppe_desktop.domain.vocabulary import SketchKind
from ppe_desktop.ui.views.childpage.look import Look
from ppe_desktop.ui.views.childpage.support import Support, child_label
from ppe_desktop.ui.views.childpage.tile import Tile
from ppe_desktop.ui.views.childpage.words_field import WordsField


class ChoosingSupport(Support):
    """Drawings to choose among, by touch, and the child's own words under them."""

    offered: ClassVar[Mapping[str, str]]
    across: ClassVar[int]
    tile_size: ClassVar[int] = 18

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._chosen: list[str] = []
        self.tiles: dict[str, Tile] = {}
        grid = QGridLayout()
        grid.setSpacing(6)
        for number, (code, label) in enumerate(self.offered.items()):
            tile = Tile(look, code, label, self, size=self.tile_size, checkable=True)
            tile.setProperty("code", code)
            tile.clicked.connect(self._on_clicked)
            self.tiles[code] = tile
            grid.addWidget(tile, number // self.across, number % self.across)
        self.words_label = child_label(self.tr("Ce que j’en dis, avec mes mots"), "label", self)
        self.words_field = WordsField(self.words_label.text(), parent=self)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(grid, 1)
        column.addWidget(self.words_label)
        column.addWidget(self.words_field)

        self.words_field.edited.connect(self.changed)
        look.changed.connect(self._fit)
        self._fit()

    def made(self) -> Made:
        """Return the pictures chosen, in the order they were, and the words."""
        words = self.words_field.words()
        return Made({"": words} if words else {}, tuple(self._chosen))

    def show_made(self, made: Made) -> None:
        """Show a page kept before."""
        self._chosen = [code for code in made.chosen if code in self.tiles]
        for code, tile in self.tiles.items():
            tile.setChecked(code in self._chosen)
        self.words_field.show_words(made.words.get("", ""))

    def take_keyboard(self) -> None:
        """Give the keyboard to the first picture."""
        next(iter(self.tiles.values())).setFocus()

    def _fit(self) -> None:
        self.words_field.fit(self.look)

    def _on_clicked(self) -> None:
        code = str(self.sender().property("code"))
        if self.tiles[code].isChecked():
            self._chosen.append(code)
        else:
            self._chosen.remove(code)
        self.changed.emit()


class WeatherSupport(ChoosingSupport):
    """The weather inside."""

    kind = SketchKind.WEATHER
    offered = WEATHERS
    across = 4
    tile_size = 19


class PicturesSupport(ChoosingSupport):
    """Pictures to show with a finger, for who does not read yet."""

    kind = SketchKind.PICTURES
    offered = PICTURES
    across = 6
    tile_size = 16
