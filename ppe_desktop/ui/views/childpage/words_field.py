"""Where the child's words are written: large, exactly as typed, with no correction of any kind."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ppe_desktop.ui.views.childpage.look import Look

MOST = 40_000
"""Characters: what is pasted beyond is cut, a child never writes as much."""

LARGE = 150
"""Size of the letters, in percent, from which a field under something else has one line."""


class WordsField(QPlainTextEdit):
    """Plain words.

    Signals:
        edited: the child wrote.
    """

    edited = Signal()

    def __init__(
        self, name: str, placeholder: str = "", parent: QWidget | None = None, *, is_large: bool = False
    ) -> None:
        super().__init__(parent)
        self._is_loading = False
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.setProperty("large", "true" if is_large else "false")
        self.textChanged.connect(self._on_text_changed)

    def words(self) -> str:
        """Return what is written, no-break spaces included."""
        return self.document().toRawText().replace("\N{PARAGRAPH SEPARATOR}", "\n").replace("\N{LINE SEPARATOR}", "\n")

    def show_words(self, words: str) -> None:
        """Show words kept before."""
        self._is_loading = True
        self.setPlainText(words)
        self._is_loading = False

    def fit(self, look: Look) -> None:
        """Take the height of two lines, of one when the letters are very large: what is chosen above stays in view."""
        lines = 2 if look.px(100) < LARGE else 1
        self.setFixedHeight(look.px(31) * lines + 26)

    def _on_text_changed(self) -> None:
        if self._is_loading:
            return
        if self.document().characterCount() - 1 > MOST:
            self.show_words(self.words()[:MOST])
        self.edited.emit()
