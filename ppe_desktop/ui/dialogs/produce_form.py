"""What is chosen before a document is made: reader, formats, place; with what this reader does not receive."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.services.documents import Preview
from ppe_desktop.ui.dialogs.past_day import PastDay
from ppe_desktop.ui.printing.folders import proposed_folder
from ppe_desktop.ui.views.plan.typography import curly
from ppe_desktop.ui.views.plan.withheld_list import WithheldList
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class ProduceForm(QWidget):
    """The choices.

    Signals:
        recipient_changed: another reader was chosen.
        day_changed: the file is to be read as of another day.
        changed: something that decides whether the document can be made.
    """

    day_changed = Signal()
    recipient_changed = Signal()
    changed = Signal()

    def __init__(self, file_name: str, can_make_pdf: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.recipients: list[Recipient] = []
        self.recipient_label = PlainLabel(self.tr("Pour qui\N{NO-BREAK SPACE}?"), "strong", parent=self)
        self.recipient_combo = QComboBox(self)
        self.caution_banner = Banner(tone="late", closable=False, parent=self)
        self.confirm_box = QCheckBox(
            self.tr("J’ai vérifié avec mon cadre\N{NO-BREAK SPACE}: cette remise est possible."), self
        )
        self.past_day = PastDay(self)
        self.notes_label = PlainLabel("", "small", wrap=True, parent=self)
        self.withheld_list = WithheldList(self, scrolls=False)
        self.formats_label = PlainLabel(self.tr("Formats"), "strong", parent=self)
        self.word_label = PlainLabel(
            self.tr("Word, toujours produit\N{NO-BREAK SPACE}: à relire et à signer"), parent=self
        )
        self.pdf_box = QCheckBox(self.tr("Aussi en PDF, à envoyer tel quel"), self)
        self.pdf_note = PlainLabel(
            self.tr("Le PDF demande Word ou LibreOffice, et aucun des deux n’a été trouvé sur cet ordinateur."),
            "muted",
            wrap=True,
            parent=self,
        )
        self.place_label = PlainLabel(self.tr("Où l’enregistrer"), "strong", parent=self)
        self.place_line = QLineEdit(str(proposed_folder() / file_name), self)
        self.place_button = SecondaryButton(self.tr("Choisir…"), "folder-open", self)
        self.place_note = PlainLabel(
            self.tr("Le nom proposé ne dit rien de l’enfant."), "muted", wrap=True, parent=self
        )

        self._arrange()

        self.recipient_combo.activated.connect(self._on_recipient_activated)
        self.confirm_box.toggled.connect(self.changed)
        self.past_day.changed.connect(self.changed)
        self.past_day.settled.connect(self.day_changed)
        self.place_line.textChanged.connect(self.changed)
        self.place_button.clicked.connect(self._on_choose_place)
        self._prepare(can_make_pdf)

    def _prepare(self, can_make_pdf: bool) -> None:
        self.pdf_box.setEnabled(can_make_pdf)
        self.pdf_note.setVisible(not can_make_pdf)
        self.recipient_label.setBuddy(self.recipient_combo)
        self.recipient_combo.setAccessibleName(self.recipient_label.text())
        self.place_line.setAccessibleName(self.place_label.text())
        for widget in (self.caution_banner, self.confirm_box, self.notes_label, self.withheld_list):
            widget.hide()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.recipient_label, self.recipient_combo, self.caution_banner, self.confirm_box):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addWidget(self.withheld_list)
        column.addWidget(self.notes_label)
        column.addSpacing(8)
        column.addWidget(self.past_day)
        column.addSpacing(8)
        for widget in (self.formats_label, self.word_label, self.pdf_box, self.pdf_note):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addWidget(self.place_label)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.place_line, 1)
        place.addWidget(self.place_button)
        column.addLayout(place)
        column.addWidget(self.place_note)
        column.addStretch(1)

    def show_recipients(self, recipients: Sequence[Recipient], chosen: Recipient | None) -> None:
        """Offer the possible readers."""
        self.recipients = list(recipients)
        self.recipient_combo.clear()
        self.recipient_combo.addItems([curly(recipient.label) for recipient in recipients])
        self.recipient_combo.setCurrentIndex(self.recipients.index(chosen) if chosen in self.recipients else 0)
        self._on_recipient_activated()

    def recipient(self) -> Recipient | None:
        """Return the reader chosen."""
        place = self.recipient_combo.currentIndex()
        return self.recipients[place] if 0 <= place < len(self.recipients) else None

    def show_preview(self, recipient: Recipient, preview: Preview) -> None:
        """Show what this reader does not receive, and what to check."""
        self.withheld_list.show_withheld(recipient, preview.withheld)
        self.withheld_list.show()
        notes = [note for note in preview.cautions if note != recipient.caution]
        self.notes_label.setText(curly("\n".join(notes)))
        self.notes_label.set_tone("soon")
        self.notes_label.setVisible(bool(notes))

    def target(self) -> Path:
        """Return the file chosen."""
        return Path(self.place_line.text().strip())

    def is_complete(self) -> bool:
        """Tell whether the document can be made."""
        recipient = self.recipient()
        confirmed = recipient is not None and (not recipient.caution or self.confirm_box.isChecked())
        return confirmed and self.past_day.is_complete() and bool(self.place_line.text().strip())

    def _on_recipient_activated(self) -> None:
        recipient = self.recipient()
        caution = recipient.caution if recipient else ""
        self.confirm_box.setChecked(False)
        self.confirm_box.setVisible(bool(caution))
        if caution:
            self.caution_banner.set_message(curly(caution), "late")
        self.caution_banner.setVisible(bool(caution))
        self.withheld_list.hide()
        self.notes_label.hide()
        self.recipient_changed.emit()
        self.changed.emit()

    def _on_choose_place(self) -> None:
        dialog = QFileDialog(self, self.tr("Enregistrer le document"), str(self.target().parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Document Word (*.docx)"))
        dialog.setOption(
            QFileDialog.Option.DontConfirmOverwrite
        )  # an existing file is kept: the next free name is taken
        dialog.selectFile(self.target().name)
        dialog.fileSelected.connect(self.place_line.setText)
        dialog.open()
