"""One question before something is lost."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def is_sure(parent: QWidget, name: str, what: str, more: str, *, leaving: str, staying: str = "") -> bool:
    """Ask, and wait for the answer; staying is the default, and what Échap answers.

    Args:
        parent: the widget that asks; its window gives the title.
        name: of the box, to be found by it.
        what: what is about to happen, in a sentence.
        more: what it entails, and what else can be done.
        leaving: verb of the button that goes on.
        staying: verb of the button that does not; « Rester » without one.
    """
    box = QMessageBox(parent)
    box.setObjectName(name)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(parent.window().windowTitle())
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(what)
    box.setInformativeText(more)
    stay = box.addButton(staying or QCoreApplication.translate("is_sure", "Rester"), QMessageBox.ButtonRole.RejectRole)
    leave = box.addButton(leaving, QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(stay)
    box.exec()
    return box.clickedButton() is leave
