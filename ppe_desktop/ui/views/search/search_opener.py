"""What looks like a search field at the top of the window, and opens the search."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ppe_desktop.ui.theme import icon, px
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_WIDTH = 380


class SearchOpener(QPushButton):
    """A field to click; the real one is in the panel that opens.

    Signals: those of a button (``clicked``).
    """

    def __init__(self, keys: QKeySequence, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Chercher un enfant, un mot, un document…"), parent)
        self.keys_label = PlainLabel(keys.toString(QKeySequence.SequenceFormat.NativeText), "muted", parent=self)
        self.setObjectName("search_opener")
        self.setIcon(icon("search", "muted"))
        self.setIconSize(QSize(px(16) + 6, px(16)))
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Ctrl+K is its key; Tab goes on to what is worked on
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, px(18), 0)
        row.addStretch(1)
        row.addWidget(self.keys_label)

    def sizeHint(self) -> QSize:
        """Return a width that leaves the menus their place."""
        return QSize(px(_WIDTH), super().sizeHint().height())
