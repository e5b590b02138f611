"""The steps that only the dialogs of security have; the others are those of the first run."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ppe_desktop.ui.views.first_run.recovery_step import RecoveryStep
from ppe_desktop.ui.views.first_run.step import Step
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.secret_field import SecretField
from ppe_desktop.ui.widgets.styling import announce


class SecretStep(Step):
    """Asks for a secret that opens the base now.

    Args:
        title: what is about to be done.
        introduction: why the secret is asked for.
        label: name of the secret.
        parent: parent widget.
    """

    def __init__(self, title: str, introduction: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(title, introduction, parent)
        self.field = SecretField(label, self)
        self.field.setObjectName("secret")
        self.row = FormRow(label, self.field, parent=self)
        self.body.addWidget(self.row)
        self.body.addStretch(1)

        self.field.edited.connect(self._on_edited)
        self.field.return_pressed.connect(self.submit)

    def secret(self) -> str:
        """Return what is typed."""
        return self.field.text()

    def enter(self) -> None:
        """Put the keyboard in the field."""
        self.field.setFocus()

    def leave(self) -> None:
        """Empty the field."""
        self.field.wipe()
        self.row.set_error("")

    def refuse(self, text: str) -> None:
        """Say that the secret is not the right one."""
        self.row.set_error(text)
        announce(self.field.line, text)
        self.field.select_all()

    def can_submit(self) -> bool:
        """Tell whether something is typed."""
        return bool(self.field.text())

    def submit(self) -> None:
        """Go on once something is typed."""
        if self.field.text():
            self.completed.emit()

    def _on_edited(self) -> None:
        self.row.set_error("")
        self.changed.emit()


class WordStep(Step):
    """Says how something went; the button ends the dialog, or goes on to what is proposed."""

    def __init__(self, title: str, introduction: str, gesture: str, parent: QWidget | None = None) -> None:
        super().__init__(title, introduction, parent)
        self._gesture = gesture
        self.body.addStretch(1)

    def next_text(self) -> str:
        """Return the words of the button."""
        return self._gesture


class SheetStep(RecoveryStep):
    """Shows a key drawn again, and has two of its groups typed back."""

    def next_text(self) -> str:
        """Return the words of the button that ends."""
        return self.tr("Terminer")
