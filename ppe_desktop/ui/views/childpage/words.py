"""Mes mots: a whole page to write on, in large letters."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppe_desktop.domain.sketch import Made
from ppe_desktop.domain.sketch_words import ASKED
from ppe_desktop.domain.vocabulary import SketchKind
from ppe_desktop.ui.views.childpage.look import Look
from ppe_desktop.ui.views.childpage.support import Support
from ppe_desktop.ui.views.childpage.words_field import WordsField


class WordsSupport(Support):
    """The child's own words and nothing else."""

    kind = SketchKind.WORDS

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.words_field = WordsField(self.tr("Mes mots"), ASKED[SketchKind.WORDS], self, is_large=True)
        self.words_field.setMinimumHeight(160)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.words_field, 1)
        self.words_field.edited.connect(self.changed)

    def made(self) -> Made:
        """Return the words."""
        words = self.words_field.words()
        return Made({"": words} if words else {})

    def show_made(self, made: Made) -> None:
        """Show words kept before."""
        self.words_field.show_words(made.words.get("", ""))

    def take_keyboard(self) -> None:
        """Give the keyboard to the page."""
        self.words_field.setFocus()
