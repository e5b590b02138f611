"""Typing in a widget as a person would."""

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget


def type_text(widget: QWidget, text: str) -> None:
    """Send a text key by key, accents included (``qtbot.keyClicks`` aborts on them)."""
    for character in text:
        key = Qt.Key.Key_Return if character == "\n" else 0
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character))


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press and release one key that writes nothing."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers))


def answer_next_question(name: str, *, leaving: bool) -> list[str]:
    """Press a button of the next question of that name, once it is open: the one that goes on, or the one that stays.

    Returns a list that then holds what was asked, empty as long as nothing was.
    """
    asked: list[str] = []

    def press_it() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox) or box.objectName() != name:
            return
        asked.append(box.text())
        role = QMessageBox.ButtonRole.DestructiveRole if leaving else QMessageBox.ButtonRole.RejectRole
        next(button for button in box.buttons() if box.buttonRole(button) == role).click()

    QTimer.singleShot(0, press_it)
    return asked
