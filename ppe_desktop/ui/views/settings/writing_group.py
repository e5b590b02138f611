"""What the program does while one writes: mistakes underlined, typography, the user's own words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QListWidget, QVBoxLayout, QWidget

from ppe_desktop.ui.preferences import Preferences
from ppe_desktop.ui.spelling.choices import writing_choices
from ppe_desktop.ui.spelling.speller import speller_of
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class WritingGroup(QWidget):
    """Two switches, kept on this computer, and the user's own words, kept in the base.

    Attributes:
        underline_box, typography_box: the switches.
        word_list: the user's own words.
    """

    def __init__(self, preferences: Preferences, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences, self._speller = preferences, speller_of(tasks)
        self.title_label = PlainLabel(self.tr("Écriture"), "section", parent=self)
        self.underline_box = QCheckBox(self.tr("Souligner les fautes d’orthographe"), self)
        self.typography_box = QCheckBox(self.tr("Mettre la typographie française en écrivant"), self)
        self.typography_label = PlainLabel(
            self.tr(
                "Guillemets « », apostrophes, points de suspension, espaces avant les signes doubles. Ctrl+Z rend ce que vous "
                "aviez tapé. Les paroles exactes ne sont jamais touchées ni soulignées."
            ),
            "muted",
            wrap=True,
            parent=self,
        )
        self.words_label = PlainLabel(self.tr("Mon dictionnaire, gardé avec vos dossiers"), "strong", parent=self)
        self.empty_label = PlainLabel(
            self.tr("Aucun mot pour l’instant. Un clic droit sur un mot souligné permet de l’ajouter."),
            "muted",
            wrap=True,
            parent=self,
        )
        self.word_list = QListWidget(self)
        self.word_list.setAccessibleName(self.tr("Mots de mon dictionnaire"))
        self.remove_button = SecondaryButton(self.tr("Retirer ce mot"), "trash", self)

        self._lay_out()
        self._show_preferences()
        self._show_words(self._speller.words())

        self.underline_box.clicked.connect(self._on_choice)
        self.typography_box.clicked.connect(self._on_choice)
        self.remove_button.clicked.connect(self._on_remove)
        self.word_list.currentRowChanged.connect(self._on_row_changed)
        self._speller.words_changed.connect(self._show_words)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.word_list, self._on_remove)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._speller.read_words()

    def _lay_out(self) -> None:
        self.word_list.setMaximumHeight(px(200))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.title_label, self.underline_box, self.typography_box, self.typography_label):
            column.addWidget(widget)
        self.typography_label.setContentsMargins(px(28), 0, 0, 0)
        column.addSpacing(8)
        column.addWidget(self.words_label)
        column.addWidget(self.empty_label)
        column.addWidget(self.word_list)
        column.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_preferences(self) -> None:
        self.underline_box.setChecked(self._preferences.underlines_mistakes)
        self.typography_box.setChecked(self._preferences.sets_typography)

    def _show_words(self, words: tuple[str, ...]) -> None:
        self.word_list.clear()
        self.word_list.addItems(list(words))
        self.word_list.setVisible(bool(words))
        self.remove_button.setVisible(bool(words))
        self.empty_label.setVisible(not words)
        self._on_row_changed(self.word_list.currentRow())

    def _on_row_changed(self, row: int) -> None:
        self.remove_button.setEnabled(row >= 0)

    def _on_choice(self) -> None:
        self._preferences.underlines_mistakes = self.underline_box.isChecked()
        self._preferences.sets_typography = self.typography_box.isChecked()
        self._preferences.save()
        writing_choices().follow(self._preferences)

    def _on_remove(self) -> None:
        item = self.word_list.currentItem()
        if item is not None:
            row = self.word_list.currentRow()
            self._speller.remove_word(item.text())
            self.word_list.setCurrentRow(min(row, self.word_list.count() - 1))
