"""What was being typed in a dialog when the lock closed it: kept in the encrypted base, given back at the return."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel

SETTING = "lock.interrupted"
HOLDS_SECRET = "holds_secret"
"""Property of a dialog whose fields hold keys or phrases: they are never kept."""
LEAST_TYPED = 3
"""Characters under which a line is not worth giving back."""


def typed_in_dialogs(window: QWidget) -> list[dict[str, Any]]:
    """Return what stands in the open dialogs of a window: their titles, and the texts of their fields with their names."""
    found = []
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible() and not dialog.property(HOLDS_SECRET):
            fields = [field for widget in dialog.findChildren(QWidget) if (field := _typed(widget)) is not None]
            if fields:
                found.append({"title": dialog.windowTitle(), "fields": fields})
    return found


def as_text(interrupted: list[dict[str, Any]]) -> str:
    """Return what was typed as a text to copy."""
    parts = []
    for dialog in interrupted:
        lines = [str(dialog["title"])]
        lines += [f"{name} : {text}" if name else str(text) for name, text in dialog["fields"]]
        parts.append("\n".join(line for line in lines if line))
    return "\n\n".join(parts)


class InterruptedDialog(QDialog):
    """Gives back what was typed."""

    def __init__(self, interrupted: list[dict[str, Any]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("interrupted_dialog")
        self.setProperty(HOLDS_SECRET, True)  # read only: nothing of it is to be kept again
        self.setWindowTitle(self.tr("Retrouver ce que vous écriviez"))
        self.title_label = PlainLabel(self.tr("Une fenêtre était ouverte au verrouillage"), "heading", wrap=True)
        self.intro_label = PlainLabel(
            self.tr(
                "Elle a été fermée sans être validée. Voici ce qui y était écrit\u00a0: rouvrez-la et recopiez ce qu’il faut."
            ),
            "body",
            wrap=True,
        )
        self.text = QPlainTextEdit(as_text(interrupted), self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.title_label.text())
        self.copy_button = SecondaryButton(self.tr("Copier"), "copy", self)
        self.close_button = PrimaryButton(self.tr("J’ai ce qu’il me faut"), "", self)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for widget in (self.title_label, self.intro_label, self.text):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.resize(px(560), px(420))

        self.copy_button.clicked.connect(self._on_copy)
        self.close_button.clicked.connect(self.accept)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())


def _typed(widget: QWidget) -> tuple[str, str] | None:
    if isinstance(widget, QLineEdit):
        is_typed = widget.echoMode() is QLineEdit.EchoMode.Normal and not widget.isReadOnly() and widget.isModified()
        text = widget.text().strip() if is_typed else ""
    elif isinstance(widget, QTextEdit | QPlainTextEdit) and not widget.isReadOnly():
        text = widget.toPlainText().strip() if widget.document().isModified() else ""
    else:
        return None
    return (widget.accessibleName(), text) if len(text) >= LEAST_TYPED and widget.isVisible() else None
