"""A card of settings: what it is about, where it stands, and what can be done."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class GestureCard(Card):
    """A title, a few words, and buttons; other things may be added to ``body`` before them.

    Attributes:
        words: what is said of it.
        state: where it stands, below; hidden while empty.
    """

    def __init__(self, icon_name: str, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = PlainLabel(title, "section", wrap=True, parent=self)
        self.words = PlainLabel(words, "body", wrap=True, parent=self)
        self.state = PlainLabel("", "muted", wrap=True, parent=self)
        self._buttons = QWidget(self)
        self._flow = FlowLayout(self._buttons)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconMark(icon_name, "accent", 20, self))
        head.addWidget(self.title, 1)
        self.body.addLayout(head)
        self.body.addWidget(self.words)
        self.body.addWidget(self.state)
        self.body.addWidget(self._buttons)
        self._buttons.hide()
        self.set_state("")

    def set_state(self, text: str, tone: str = "muted") -> None:
        """Say where it stands; an empty text says nothing."""
        self.state.setText(text)
        self.state.set_tone(tone)
        self.state.setVisible(bool(text))

    def add_button(self, button: QPushButton, name: str) -> None:
        """Add something that can be done."""
        button.setObjectName(name)
        self._flow.addWidget(button)
        self._buttons.show()
