"""Three houses: worries, what goes well, dreams; one writes in them, or draws in them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ppe_desktop.domain.sketch import Made
from ppe_desktop.domain.sketch_words import HOUSES
from ppe_desktop.domain.vocabulary import SketchKind
from ppe_desktop.ui.theme import current, icon
from ppe_desktop.ui.views.childpage.canvas import Canvas
from ppe_desktop.ui.views.childpage.composing import background_of
from ppe_desktop.ui.views.childpage.look import Look
from ppe_desktop.ui.views.childpage.pictures import house_room, paint_house
from ppe_desktop.ui.views.childpage.support import Support, child_label
from ppe_desktop.ui.views.childpage.tools import DrawingTools
from ppe_desktop.ui.views.childpage.words_field import WordsField


class House(QWidget):
    """One house to write in."""

    def __init__(self, place: str, parent: HousesSupport) -> None:
        super().__init__(parent)
        self._place, self._row = place, parent
        self.name_label = child_label(HOUSES[place], "label", self)
        self.name_label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.words_field = WordsField(HOUSES[place], parent=self)
        self.words_field.setProperty("house", "true")
        self.setMinimumSize(220, 230)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the words within the walls, and the name under the house."""
        super().resizeEvent(event)
        name = self._row.names_height(self.width())
        self.name_label.setGeometry(0, self.height() - name, self.width(), name)
        self.words_field.setGeometry(house_room(self._house()).toRect())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the house round the words."""
        painter = QPainter(self)
        paint_house(painter, self._place, self._house(), current())
        painter.end()

    def fit(self) -> None:
        """Follow the size of the text."""
        size = self.size()
        self.resizeEvent(QResizeEvent(size, size))
        self.update()

    def _house(self) -> QRectF:
        name = self._row.names_height(self.width())
        return QRectF(self.rect()).adjusted(4, 4, -4, -name - 8)


class HousesSupport(Support):
    """Three houses to write and to draw in."""

    kind = SketchKind.HOUSES

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.write_button, self.draw_button = (
            QPushButton(self.tr("Écrire"), self),
            QPushButton(self.tr("Dessiner"), self),
        )
        self.houses = {place: House(place, self) for place in HOUSES}
        self.canvas = Canvas(self, self._paint_behind)
        self.tools = DrawingTools(self.canvas, self, with_another=False)
        self.stack = QStackedWidget(self)

        ways = QButtonGroup(self)
        for button, name in ((self.write_button, "pen-line"), (self.draw_button, "palette")):
            button.setCheckable(True)
            button.setIcon(icon(name, "text"))
            button.setIconSize(QSize(26, 22))
            ways.addButton(button)
        self.write_button.setChecked(True)
        self._lay_out()

        ways.buttonClicked.connect(self._on_way)
        self.canvas.changed.connect(self.changed)
        for house in self.houses.values():
            house.words_field.edited.connect(self.changed)
        look.changed.connect(self._fit)

    def _lay_out(self) -> None:
        choice = QHBoxLayout()
        choice.addWidget(self.write_button)
        choice.addWidget(self.draw_button)
        choice.addStretch(1)
        writing, drawing = QWidget(self), QWidget(self)
        houses, sheet = QHBoxLayout(writing), QHBoxLayout(drawing)
        for row in (houses, sheet):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(14)
        for house in self.houses.values():
            houses.addWidget(house, 1)
        sheet.addWidget(self.tools)
        sheet.addWidget(self.canvas, 1)
        self.stack.addWidget(writing)
        self.stack.addWidget(drawing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(choice)
        column.addWidget(self.stack, 1)

    def names_height(self, width: int) -> int:
        """Return the height of the longest name at a width: the three houses stand on one line."""
        return max(house.name_label.heightForWidth(width) for house in self.houses.values())

    def made(self) -> Made:
        """Return the words in each house, and what is drawn."""
        found = {place: house.words_field.words() for place, house in self.houses.items()}
        return Made({place: words for place, words in found.items() if words}, strokes=self.canvas.strokes)

    def show_made(self, made: Made) -> None:
        """Show a page kept before."""
        for place, house in self.houses.items():
            house.words_field.show_words(made.words.get(place, ""))
        self.canvas.show_strokes(made.strokes)
        self.tools.refresh()
        if made.strokes:  # the words show behind a drawing, a drawing does not show behind the fields
            self.draw_button.setChecked(True)
            self._on_way()

    def pause(self) -> None:
        """Lift the hand."""
        self.canvas.end_stroke()

    def take_keyboard(self) -> None:
        """Give the keyboard to the first house, or to the sheet when it is drawn on."""
        if self.draw_button.isChecked():
            self.canvas.setFocus()
            return
        next(iter(self.houses.values())).words_field.setFocus()

    def _on_way(self) -> None:
        is_drawing = self.draw_button.isChecked()
        if is_drawing:
            self.canvas.show_background()
        self.stack.setCurrentIndex(int(is_drawing))

    def _paint_behind(self, painter: QPainter) -> None:
        paint = background_of(self.kind, self.made())
        if paint is not None:
            paint(painter)

    def _fit(self) -> None:
        for house in self.houses.values():
            house.fit()
