"""How the archive of a file is protected on its way: by a phrase, for a public key, or in clear when the person insists."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.retention import IN_CLEAR, Protection
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.line_edit import LineEdit
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.wide_radio import ChoiceNote, WideRadio

WIDTH = 720


class ArchiveDialog(QDialog):
    """Asks how an archive is protected.

    Signals:
        chosen: carries the :class:`~ppe_desktop.domain.retention.Protection`.
    """

    chosen = Signal(object)

    def __init__(self, proposed: str, parent: QWidget | None = None) -> None:
        """Show the choices.

        Args:
            proposed: a phrase drawn for this archive.
            parent: what it stands over.
        """
        super().__init__(parent)
        self.setObjectName("archive_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Protéger l’archive"))
        self.title_label = PlainLabel(typeset(self.tr("Qui pourra ouvrir l’archive ?")), "heading", wrap=True)
        self.phrase_choice = WideRadio(self.tr("Qui connaît une phrase"))
        self.key_choice = WideRadio(self.tr("Le détenteur d’une clé publique"))
        self.clear_choice = WideRadio(self.tr("Quiconque la trouve : en clair"))
        self._notes = {
            self.phrase_choice: self.tr("Dites-la par une autre voie que le fichier : au téléphone, de vive voix."),
            self.key_choice: self.tr("Celle que le service destinataire vous a donnée ; elle commence par « age1 »."),
            self.clear_choice: self.tr(
                "Elle nomme l’enfant et ses proches. Seulement pour la remettre vous-même, tout de suite."
            ),
        }
        self.phrase_line, self.key_line = LineEdit(self), LineEdit(self)
        self.phrase_line.setText(proposed)
        self.phrase_line.setCursorPosition(0)  # its first word is the one to be seen if it is long
        self.phrase_row = FormRow(
            self.tr("Phrase"),
            self.phrase_line,
            help_text=typeset(self.tr("Notez-la avant de continuer : elle n’est gardée nulle part.")),
        )
        self.key_row = FormRow(self.tr("Clé publique"), self.key_line)
        self.cancel_button = SecondaryButton(self.tr("Annuler"))
        self.go_on_button = PrimaryButton(self.tr("Choisir l’emplacement…"))
        for name in ("phrase_line", "key_line", "cancel_button", "go_on_button"):
            getattr(self, name).setObjectName(name)
        self._group = QButtonGroup(self)
        self._lay_out()

        self._group.buttonClicked.connect(self._show_rows)
        self.cancel_button.clicked.connect(self.reject)
        self.go_on_button.clicked.connect(self._on_go_on)
        self.phrase_choice.setChecked(True)
        self._show_rows()

    def protection(self) -> Protection:
        """Return what is chosen now."""
        if self.clear_choice.isChecked():
            return IN_CLEAR
        if self.key_choice.isChecked():
            return Protection(recipient=self.key_line.text().strip())
        return Protection(passphrase=self.phrase_line.text().strip())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # Qt's own is the height of a narrower window
        column.addWidget(self.title_label)
        for choice, note in self._notes.items():
            self._group.addButton(choice)
            choice.setText(typeset(choice.text()))
            column.addWidget(choice)
            said = ChoiceNote(typeset(note), choice)
            said.setContentsMargins(px(28), 0, 0, 0)
            column.addWidget(said)
            if choice is self.phrase_choice:
                column.addWidget(self.phrase_row)
            if choice is self.key_choice:
                column.addWidget(self.key_row)
        opens = self.tr(
            "Une archive chiffrée est au format age, ouvert et répandu : elle s’ouvre avec un logiciel de ce format, ou avec celui-ci (commande open-archive)."
        )
        column.addWidget(PlainLabel(typeset(opens), "muted", wrap=True))
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.go_on_button)
        column.addLayout(foot)
        self.setMinimumWidth(px(WIDTH))

    def _show_rows(self) -> None:
        self.phrase_row.setVisible(self.phrase_choice.isChecked())
        self.key_row.setVisible(self.key_choice.isChecked())
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height of what is shown, now that its letters are known."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        column = self.layout()
        if column is not None:
            column.activate()
            self.resize(px(WIDTH), column.totalHeightForWidth(px(WIDTH)))

    def _on_go_on(self) -> None:
        protection = self.protection()
        if protection.is_clear and not self.clear_choice.isChecked():
            row = self.key_row if self.key_choice.isChecked() else self.phrase_row
            row.set_error(self.tr("À remplir, ou choisissez une autre façon."))
            row.field.setFocus()
            return
        self.chosen.emit(protection)
        self.accept()
