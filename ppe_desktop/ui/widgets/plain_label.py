"""The label of the application: it never interprets what people typed."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ppe_desktop.ui.widgets.styling import set_style_property

LabelRole = Literal["title", "heading", "section", "body", "strong", "small", "muted", "error"]


class PlainLabel(QLabel):
    """Show text as plain text, always: ``<b>`` is shown as ``<b>``."""

    def __init__(
        self, text: str = "", role: LabelRole = "body", *, wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        super().setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setText(text)
        if wrap:
            self.setWordWrap(True)
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

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
