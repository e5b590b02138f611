"""The label of the application: it never interprets what people typed."""

import re
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ppe_desktop.ui.widgets.styling import set_style_property

_LONG_WORD = re.compile(r"[^\s\u200b-]{25,}")
_PIECE = re.compile(r".{12}(?=.)")
_BREAK = "\N{ZERO WIDTH SPACE}"

LabelRole = Literal["title", "heading", "section", "body", "strong", "small", "muted", "error"]


class PlainLabel(QLabel):
    """Show text as plain text, always: ``<b>`` is shown as ``<b>``.

    Where lines wrap, a word without end is broken too: it never makes the page wider.
    """

    def __init__(
        self, text: str = "", role: LabelRole = "body", *, wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        super().setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self._text = text
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        """Show a text."""
        self._text = text
        super().setText(_breakable(text) if self.wordWrap() else text)

    def setWordWrap(self, on: bool) -> None:
        """Let lines wrap, or not."""
        super().setWordWrap(on)
        self.setText(self._text)

    def text(self) -> str:
        """Return the text, as it was given."""
        return self._text

    def clear(self) -> None:
        """Show nothing."""
        self.setText("")

    def setTextFormat(self, text_format: Qt.TextFormat) -> None:
        """Refuse any other format than plain text.

        Raises:
            ValueError: another format was asked for.
        """
        if text_format != Qt.TextFormat.PlainText:
            raise ValueError("a PlainLabel shows plain text only")

    def set_role(self, role: LabelRole) -> None:
        """Change the rank of the text."""
        set_style_property(self, "role", role)

    def set_tone(self, tone: str) -> None:
        """Write in the colour of a tone; an icon or a word must say the same beside it."""
        set_style_property(self, "tone", tone)


def _breakable(text: str) -> str:
    """Return a text whose longest words may be broken."""
    return _LONG_WORD.sub(lambda word: _PIECE.sub(lambda piece: piece[0] + _BREAK, word[0]), text)
