"""The sections of a file, down its left side."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ppe_desktop.ui.theme import icon, px
from ppe_desktop.ui.widgets.buttons import ICON_GAP
from ppe_desktop.ui.widgets.chip import Chip
from ppe_desktop.ui.widgets.entry_list import EntryList


class SectionButton(QPushButton):
    """One section: icon, word, and at the right a state when there is one to tell."""

    def __init__(self, icon_name: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = text
        self.state = Chip("", parent=self)
        self.state.hide()
        self.setText(text.replace("&", "&&"))
        self.setIcon(icon(icon_name, "muted", "accent"))
        self.setIconSize(QSize(px(20) + ICON_GAP, px(20)))
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)

        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.addStretch(1)
        row.addWidget(self.state)

    def sizeHint(self) -> QSize:
        """Return the room for the word, in its bold form, and for the state."""
        hint = super().sizeHint()
        beside = 0 if self.state.isHidden() else self.state.sizeHint().width() + 16
        return QSize(hint.width() + hint.width() // 12 + beside, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Return the size hint: no word is ever cut."""
        return self.sizeHint()

    def set_state(self, text: str, tone: str) -> None:
        """Tell a state in a word; an empty text tells none."""
        if text:
            self.state.set_state(text, tone)
        self.state.setVisible(bool(text))
        self.setAccessibleName(f"{self._words}, {text}" if text else self._words)
        self.updateGeometry()


class SectionList(EntryList):
    """The sections of a file, one under the other.

    Signals:
        section_requested: key of the section.
    """

    def __init__(self, accessible_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(accessible_name, parent)
        if not accessible_name:
            self.setAccessibleName(self.tr("Rubriques du dossier"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 8, 8, 8)
        self._column.setSpacing(2)
        self._column.addStretch(1)

    def add_section(self, key: str, icon_name: str, text: str) -> SectionButton:
        """Add a section at the end."""
        button = SectionButton(icon_name, text, self)
        self._register(key, button)
        self._column.insertWidget(self._column.count() - 1, button)
        return button

    def set_state(self, key: str, text: str, tone: str = "neutral") -> None:
        """Tell the state of a section in a word ("2 en retard"); an empty text tells none."""
        button = self.entry(key)
        if isinstance(button, SectionButton):
            button.set_state(text, tone)
