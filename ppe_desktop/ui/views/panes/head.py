"""The head of a document being written: whose it is, where it stands, the gestures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.buttons import IconButton, PrimaryButton
from ppe_desktop.ui.widgets.chip import Chip
from ppe_desktop.ui.widgets.plain_label import PlainLabel

SHORT_BELOW = 960
"""Width, in pixels at scale 1, under which the buttons say one word."""


class DocumentHead(QWidget):
    """Title, state, panes to show or fold, and the gestures that a kind of document adds.

    Signals:
        back_requested: back to the child's file.
        produce_requested: make the Word document.
        outline_toggled, preview_toggled: show a pane or fold it.
    """

    back_requested = Signal()
    produce_requested = Signal()
    outline_toggled = Signal(bool)
    preview_toggled = Signal(bool)

    def __init__(self, least_width: int, parent: QWidget | None = None) -> None:
        """Build the head.

        Args:
            least_width: in pixels at scale 1, with the gestures in one word.
            parent: parent widget.
        """
        super().__init__(parent)
        self._least_width = least_width
        self.back_button = IconButton("arrow-left", self.tr("Revenir au dossier (Échap)"), "text", self)
        self.title = PlainLabel("", "heading", wrap=True, parent=self)
        self.detail_label = PlainLabel("", "muted", wrap=True, parent=self)
        self.state_chip = Chip("", parent=self)
        self.outline_button = IconButton("list-checks", self.tr("Montrer ou replier les rubriques"), "text", self)
        self.preview_button = IconButton("book-open", self.tr("Montrer ou replier l’aperçu"), "text", self)
        self.produce_button = PrimaryButton(self.tr("Produire le document…"), "file-text", self)
        self._words: dict[QAbstractButton, tuple[str, str]] = {}
        for toggle in (self.outline_button, self.preview_button):
            toggle.setCheckable(True)
            toggle.setChecked(True)

        self.back_button.clicked.connect(self.back_requested)
        self.produce_button.clicked.connect(self.produce_requested)
        self.outline_button.toggled.connect(self.outline_toggled)
        self.preview_button.toggled.connect(self.preview_toggled)

    def arrange(self, before: Sequence[QWidget], gestures: Mapping[QAbstractButton, str]) -> None:
        """Put everything in its place.

        Args:
            before: what stands before the toggles of the panes.
            gestures: buttons between the toggles and the one that makes the document, with what each says in one word.
        """
        short = {**gestures, self.produce_button: self.tr("Produire…")}
        self._words = {button: (button.text(), word) for button, word in short.items()}
        for button, (words, _word) in self._words.items():
            button.setToolTip(words)
            button.setAccessibleName(words)
        second = QHBoxLayout()
        second.setSpacing(10)
        second.addWidget(self.state_chip)
        second.addWidget(self.detail_label, 1)
        names = QVBoxLayout()
        names.setSpacing(4)
        names.addWidget(self.title)
        names.addLayout(second)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 16, 10)
        row.setSpacing(8)
        row.addWidget(self.back_button)
        row.addSpacing(4)
        row.addLayout(names, 1)
        for widget in (*before, self.outline_button, self.preview_button, *gestures, self.produce_button):
            row.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the gestures in one word where there is little room."""
        super().resizeEvent(event)
        is_short = event.size().width() < px(SHORT_BELOW)
        for button, (words, word) in self._words.items():
            button.setText(word if is_short else words)

    def minimumSizeHint(self) -> QSize:
        """Return the room of the gestures in one word: the window may always be narrower than the long words."""
        return QSize(px(self._least_width), super().minimumSizeHint().height())
