"""The search field: a magnifier, words, a way to clear them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ppe_desktop.ui.theme import icon
from ppe_desktop.ui.widgets.line_edit import LineEdit


class SearchField(LineEdit):
    """A line to search with. Escape clears it first, then leaves it to whoever is above.

    Signals: those of a line (``textChanged``, ``returnPressed``).
    """

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder or self.tr("Rechercher"))
        self.addAction(QAction(icon("search", "muted"), "", self), QLineEdit.ActionPosition.LeadingPosition)
        self._clear_action = QAction(icon("x", "muted"), self.tr("Effacer la recherche"), self)
        self.addAction(self._clear_action, QLineEdit.ActionPosition.TrailingPosition)
        self._clear_action.setVisible(False)

        self._clear_action.triggered.connect(self.clear)
        self.textChanged.connect(self._on_text_changed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear on Escape when there is something to clear."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _on_text_changed(self, text: str) -> None:
        self._clear_action.setVisible(bool(text))
