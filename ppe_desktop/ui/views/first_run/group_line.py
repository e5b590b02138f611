"""A short line where one group of the recovery key is typed back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ppe_desktop.ui.theme import px, tabular
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel

LENGTH = 4
_CONFUSED = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


class _Line(QLineEdit):
    focused = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that the keyboard came in."""
        super().focusInEvent(event)
        self.focused.emit()


class GroupLine(QWidget):
    """Four characters, and a word once they are right.

    Signals:
        edited: the text changed under the person's hand.
        return_pressed: Return was pressed in it.
        focused: the keyboard came in.
    """

    edited = Signal()
    return_pressed = Signal()
    focused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = _Line(self)
        self.line.setMaxLength(2 * LENGTH)
        self.line.setFixedWidth(px(120))
        font = tabular(self.font())
        font.setCapitalization(QFont.Capitalization.AllUppercase)
        self.line.setFont(font)
        hints = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        self.line.setInputMethodHints(hints)
        self.mark = IconMark("check-circle", "done", 18, self)
        self.right_label = PlainLabel(self.tr("C’est bien ce groupe"), "small", parent=self)
        self.right_label.set_tone("done")
        self.setFocusProxy(self.line)

        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line)
        row.addWidget(self.mark)
        row.addWidget(self.right_label)
        row.addStretch(1)

        self.line.textEdited.connect(self._on_text_edited)
        self.line.returnPressed.connect(self.return_pressed)
        self.line.focused.connect(self.focused)
        self.set_right(False)

    def group(self) -> str:
        """Return the group as printed: capitals, and letters easily misread put right."""
        return "".join(self.line.text().split()).upper().translate(_CONFUSED)

    def is_full(self) -> bool:
        """Tell whether as much was typed as a group holds."""
        return len(self.group()) >= LENGTH

    def set_right(self, is_right: bool) -> None:
        """Say that the group is right, or nothing."""
        self.mark.setVisible(is_right)
        self.right_label.setVisible(is_right)

    def clear(self) -> None:
        """Empty the line."""
        self.line.setText("")
        self.set_right(False)

    def _on_text_edited(self) -> None:
        self.edited.emit()
