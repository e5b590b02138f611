"""A sheet to draw on, the pens at its left, what the child says of it at its right."""

from __future__ import annotations

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.sketch import Made
from ppe_desktop.domain.vocabulary import SketchKind
from ppe_desktop.ui.views.childpage.canvas import Canvas
from ppe_desktop.ui.views.childpage.look import Look
from ppe_desktop.ui.views.childpage.support import Support, child_label
from ppe_desktop.ui.views.childpage.tools import DrawingTools
from ppe_desktop.ui.views.childpage.words_field import WordsField
from ppe_desktop.ui.widgets.line_edit import LineEdit


class DrawingSupport(Support):
    """A drawing."""

    kind = SketchKind.DRAWING

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._picture = QImage()
        self.canvas = Canvas(self)
        self.tools = DrawingTools(self.canvas, self)
        self.title_label = child_label(self.tr("Mon dessin s’appelle"), "label", self)
        self.title_field = LineEdit(parent=self)
        self.title_field.setAccessibleName(self.title_label.text())
        self.title_field.setMaxLength(120)
        self.words_label = child_label(self.tr("Ce que j’en dis"), "label", self)
        self.words_field = WordsField(self.words_label.text(), parent=self)
        self.side = QWidget(self)

        side = QVBoxLayout(self.side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(6)
        for widget in (self.title_label, self.title_field, self.words_label):
            side.addWidget(widget)
        side.addWidget(self.words_field, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.tools)
        row.addWidget(self.canvas, 1)
        row.addWidget(self.side)

        self.canvas.changed.connect(self.changed)
        self.title_field.textEdited.connect(self.changed)
        self.words_field.edited.connect(self.changed)
        self.tools.another_requested.connect(self.another_requested)
        look.changed.connect(self._fit)
        self._fit()

    def made(self) -> Made:
        """Return the strokes and the words."""
        words = self.words_field.words()
        return Made({"": words} if words else {}, strokes=self.canvas.strokes)

    def show_picture(self, picture: QImage) -> None:
        """Take the picture kept of the drawing about to be shown."""
        self._picture = picture

    def show_made(self, made: Made) -> None:
        """Show a drawing, to be gone on with."""
        self.canvas.show_strokes(made.strokes, self._picture)
        self.words_field.show_words(made.words.get("", ""))
        self.tools.refresh()

    def title(self) -> str:
        """Return the name that the child gave to the drawing."""
        return self.title_field.text().strip()

    def show_title(self, title: str) -> None:
        """Show the name given before."""
        self.title_field.setText(title)
        self.title_field.setCursorPosition(0)  # a long one is read from its beginning

    def pause(self) -> None:
        """Lift the hand."""
        self.canvas.end_stroke()

    def take_keyboard(self) -> None:
        """Give the keyboard to the sheet, for undo."""
        self.canvas.setFocus()

    def _fit(self) -> None:
        self.side.setFixedWidth(min(self.look.px(240), 330))
