"""The field for a passphrase: hidden unless asked, warns of caps lock, keeps nothing once used."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ppe_desktop.ui.theme import icon
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.styling import announce, set_style_property

LONGEST = 4096

if sys.platform == "win32":
    import ctypes

    _VK_CAPITAL = 0x14

    def _system_caps_lock() -> bool | None:
        """Ask Windows whether caps lock is on."""
        return bool(ctypes.windll.user32.GetKeyState(_VK_CAPITAL) & 1)

else:

    def _system_caps_lock() -> bool | None:
        """Return nothing: only what is typed tells."""
        return None


def caps_lock_of(text: str, modifiers: Qt.KeyboardModifier) -> bool | None:
    """Tell from one key typed whether caps lock is on; nothing when the key does not tell."""
    known = _system_caps_lock()
    if known is not None:
        return known
    if len(text) != 1 or not text.isalpha() or text.lower() == text.upper():
        return None
    return text.isupper() != bool(modifiers & Qt.KeyboardModifier.ShiftModifier)


class SecretField(QWidget):
    """A line for a passphrase with "Afficher" beside it.

    Signals:
        edited: the text changed under the person's hand.
        return_pressed: Return was pressed in it.
        focused: the keyboard came in.
    """

    edited = Signal()
    return_pressed = Signal()
    focused = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.show_button = QuietButton(self.tr("Afficher"), "eye", self)
        self.caps_mark = IconMark("alert-triangle", "soon", 16, self)
        self.caps_label = PlainLabel(self.tr("La touche Verr. Maj. est active."), "small", parent=self)
        self._set_up(name)

        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.show_button)
        caps = QHBoxLayout()
        caps.setSpacing(6)
        caps.addWidget(self.caps_mark)
        caps.addWidget(self.caps_label, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addLayout(caps)

        self.show_button.toggled.connect(self._on_show_toggled)
        self.line.textEdited.connect(self._on_text_edited)
        self.line.returnPressed.connect(self.return_pressed)
        self.line.installEventFilter(self)

    def _set_up(self, name: str) -> None:
        self.line.setObjectName("line")
        self.line.setAccessibleName(name)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setMaxLength(LONGEST)
        self.line.setDragEnabled(False)
        hints = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        self.line.setInputMethodHints(hints | Qt.InputMethodHint.ImhNoAutoUppercase)
        self.show_button.setObjectName("show_button")
        self.show_button.setCheckable(True)
        self.caps_label.set_tone("soon")
        self.setFocusProxy(self.line)
        self._show_caps(False)

    def text(self) -> str:
        """Return what is typed, as typed."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Put a text in, with nothing to undo."""
        self.line.setText(text)

    def wipe(self) -> None:
        """Empty the field, its undo history included, and hide what will be typed next."""
        self.line.setText("")
        self.show_button.setChecked(False)
        self._show_caps(False)

    def select_all(self) -> None:
        """Take the keyboard with everything selected."""
        self.line.setFocus()
        self.line.selectAll()

    def setAccessibleDescription(self, description: str) -> None:
        """Describe the line, which takes the keyboard: a form row tells its help and its error this way."""
        super().setAccessibleDescription(description)
        self.line.setAccessibleDescription(description)

    def event(self, event: QEvent) -> bool:
        """Pass on to the line what a form row says of the field."""
        if event.type() == QEvent.Type.DynamicPropertyChange:
            set_style_property(self.line, "invalid", bool(self.property("invalid")))
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the keys on their way to the line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._look_at_key(event)
        elif event.type() == QEvent.Type.FocusIn:
            self._show_caps(_system_caps_lock() or False)
            self.focused.emit()
        elif event.type() == QEvent.Type.FocusOut:
            self._show_caps(False)
        return super().eventFilter(watched, event)

    def _look_at_key(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_CapsLock:
            self._show_caps(False)  # just turned on or off: the next letter tells
            return
        is_on = caps_lock_of(event.text(), event.modifiers())
        if is_on is not None:
            self._show_caps(is_on)

    def _show_caps(self, is_on: bool) -> None:
        if is_on and self.caps_label.isHidden():
            announce(self.line, self.caps_label.text())
        self.caps_mark.setVisible(is_on)
        self.caps_label.setVisible(is_on)

    def _on_show_toggled(self, is_shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password)
        self.show_button.setText(self.tr("Masquer") if is_shown else self.tr("Afficher"))
        self.show_button.setIcon(icon("eye-off" if is_shown else "eye", "accent"))

    def _on_text_edited(self) -> None:
        self.edited.emit()
