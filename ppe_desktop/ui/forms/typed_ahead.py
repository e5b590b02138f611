"""Letters typed between the gesture that adds a record and the moment its form is there: they are typed into it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_LEFT_ALONE = {
    Qt.Key.Key_Escape,
    Qt.Key.Key_Control,
    Qt.Key.Key_Shift,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    *(Qt.Key(Qt.Key.Key_F1 + number) for number in range(24)),
}


class TypedAhead(QObject):
    """Holds the keys typed while a record is on its way to the base and back, then types them where they were meant.

    On a busy machine that way takes a second or two; whoever heard something begins to write at once.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._keys: list[QKeyEvent] = []
        self._is_holding = False

    def begin(self) -> None:
        """Hold what is typed from now on; commands (Ctrl, Alt, Échap, F1…) go their way."""
        application = QApplication.instance()
        if not self._is_holding and application is not None:
            self._is_holding = True
            application.installEventFilter(self)

    def type_into(self, field: QWidget) -> None:
        """Type what was held into a field, and in those that a Tab goes to from it.

        Args:
            field: the field that has been given the keyboard.
        """
        target = _receiver(field)
        has_keyboard = target.hasFocus()
        for key in self._end():
            QApplication.sendEvent((has_keyboard and QApplication.focusWidget()) or target, key)

    def give_up(self) -> str:
        """Hold no more, and return the words that found no field, to be shown to who typed them."""
        typed = (key.text().replace("\r", "\n") for key in self._end())
        return "".join(text for text in typed if text.isprintable() or text == "\n").strip()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep a key from whatever has the keyboard for now."""
        if not isinstance(event, QKeyEvent) or not _is_typing(event):
            return False
        if event.type() == QEvent.Type.KeyPress:
            self._keys.append(event.clone())
        return event.type() in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)

    def _end(self) -> list[QKeyEvent]:
        keys, self._keys = self._keys, []
        application = QApplication.instance()
        if self._is_holding and application is not None:
            self._is_holding = False
            application.removeEventFilter(self)
        return keys


def _is_typing(key: QKeyEvent) -> bool:
    """Tell a key of writing from a command; on Windows, AltGr is Ctrl and Alt together, and writes."""
    commands = key.modifiers() & _COMMANDS
    is_alt_gr = commands == (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    return key.key() not in _LEFT_ALONE and (
        not commands or (is_alt_gr and key.text().isprintable() and bool(key.text()))
    )


def _receiver(field: QWidget) -> QWidget:
    """Return the widget to which a field hands its keys."""
    while (proxy := field.focusProxy()) is not None:
        field = proxy
    return field
