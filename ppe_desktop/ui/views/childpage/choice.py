"""The first screen of the child's page: what one may make, what is proposed for the age first, all of it to choose."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from ppe_desktop.domain.sketch_words import LITTLE
from ppe_desktop.domain.support_spec import SupportSpec
from ppe_desktop.domain.supports import SHIPPED, proposed
from ppe_desktop.ui.views.childpage.look import Look
from ppe_desktop.ui.views.childpage.support import child_label
from ppe_desktop.ui.views.childpage.tile import Tile
from ppe_desktop.ui.widgets.buttons import QuietButton

FEW, SOME = 6, 12
"""Up to so many tiles, three stand side by side; up to so many, four; then five."""


class ChoiceScreen(QWidget):
    """Large tiles, one a support.

    Signals:
        chosen: code of the support.

    Attributes:
        tiles: the tiles by code, those of the age first.
    """

    chosen = Signal(str)

    def __init__(self, look: Look, age: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._age = look, age
        self._specs: tuple[SupportSpec, ...] = ()
        self._first_count = 0
        self.question_label = child_label(self.tr("Que veux-tu faire\N{NO-BREAK SPACE}?"), "question", self)
        self.tiles: dict[str, Tile] = {}
        self.area = QScrollArea(self)
        self.more_button = QuietButton(self.tr("Voir toutes les pages"), "plus", self)
        self.more_button.setCheckable(True)
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
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.question_label)
        column.addWidget(self.area, 1)
        column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.little_label)
        self.little_label.setVisible(age is not None and age < LITTLE)
        self.more_button.toggled.connect(self._arrange)
        self.show_supports(SHIPPED)

    def show_supports(self, specs: tuple[SupportSpec, ...]) -> None:
        """Show the supports of the service; nothing is made again when they are the same."""
        if specs == self._specs:
            return
        self._specs = specs
        shown = proposed(specs, self._age)
        self._first_count = len(shown.first)
        had_keyboard = any(tile.hasFocus() for tile in self.tiles.values())
        page = QWidget()
        page.setObjectName("child_choices")
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self.tiles = {spec.code: self._tile(spec, page) for spec in (*shown.first, *shown.others)}
        self.more_button.setVisible(bool(shown.others))
        self._arrange()
        self.area.setWidget(page)
        if had_keyboard:
            self.take_keyboard()

    def take_keyboard(self) -> None:
        """Give the keyboard to the first tile."""
        first = next(iter(self.tiles.values()), None)
        if first is not None:
            first.setFocus()

    def _tile(self, spec: SupportSpec, page: QWidget) -> Tile:
        tile = Tile(self._look, spec.picture, spec.name, page, size=22)
        tile.clicked.connect(partial(self.chosen.emit, spec.code))
        return tile

    def _arrange(self) -> None:
        """Put the tiles that are shown in rows."""
        tiles = list(self.tiles.values())
        count = len(tiles) if self.more_button.isChecked() else self._first_count
        across = 3 if count <= FEW else 4 if count <= SOME else 5
        for number, tile in enumerate(tiles):
            self._grid.removeWidget(tile)
            tile.setVisible(number < count)
            if number < count:
                self._grid.addWidget(tile, number // across, number % across)
        said = self.tr("Voir moins de pages") if self.more_button.isChecked() else self.tr("Voir toutes les pages")
        self.more_button.setText(said)
