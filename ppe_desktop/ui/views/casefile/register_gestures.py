"""What is done with the documents of the register: note a delivery, write a copy, bring a corrected file back, verify a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.ui.dialogs.correction_dialog import CorrectionDialog
from ppe_desktop.ui.dialogs.delivery_dialog import DeliveryDialog
from ppe_desktop.ui.dialogs.verify_dialog import VerifyDialog
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.printing.kept_pages import print_pages, read_pages
from ppe_desktop.ui.printing.preview import preview_print
from ppe_desktop.ui.views.casefile.produced_card import ProducedCard

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from ppe_desktop.services.attachments import PageImage

WORD = "Word (*.docx)"


class RegisterGestures(QObject):
    """Opens the dialogs of the register; the file is read again once something was noted.

    Attributes:
        dialog: the one open, if any.
    """

    def __init__(self, context: FileContext, host: QWidget) -> None:
        super().__init__(host)
        self._context, self._host = context, host
        self.dialog: QDialog | None = None

    def note_delivery(self, document_id: str) -> None:
        """Note that a document was handed to someone."""
        item = self._line(document_id)
        if item is not None:
            dialog = DeliveryDialog(self._context.tasks, item, self._host)
            dialog.noted.connect(self._context.changed)
            self._open(dialog)

    def save_copy(self, document_id: str) -> None:
        """Ask where to write a document again as it was kept."""
        item = self._line(document_id)
        if item is None:
            return
        dialog = QFileDialog(self._host, self.tr("Enregistrer une copie"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([WORD, *(["PDF (*.pdf)"] if item.pdf_sha256 else [])])
        dialog.setDefaultSuffix("docx")
        dialog.selectFile(self._context.tasks.session.documents.neutral_name(item.document, item.created_at.date()))
        dialog.fileSelected.connect(partial(self._on_copy_place, document_id))
        self._open(dialog)

    def print_kept(self, document_id: str) -> None:
        """Show a document as it was kept, page by page, to print it."""
        tasks = self._context.tasks
        shown = partial(self._on_pages, document_id)
        tasks.run_long(read_pages, tasks.session, document_id, then=shown, failed=self._context.error_raised.emit)

    def bring_back(self, document_id: str) -> None:
        """Ask for the Word file corrected by hand, then show what changed in it."""
        dialog = QFileDialog(self._host, self.tr("Choisir le fichier Word corrigé"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([WORD])
        dialog.fileSelected.connect(partial(self._on_corrected, document_id))
        self._open(dialog)

    def verify(self) -> None:
        """Tell whether a file, or a paper, is a document of the register."""
        self._open(VerifyDialog(self._context.tasks, self._host))

    def _line(self, document_id: str) -> Item | None:
        cards = self._host.findChildren(ProducedCard)
        return next((card.item for card in cards if card.item.id == document_id), None)

    def _on_copy_place(self, document_id: str, path: str) -> None:
        tasks = self._context.tasks
        tasks.run_long(tasks.session.sealing.save_copy, document_id, Path(path), failed=self._context.error_raised.emit)

    def _on_pages(self, document_id: str, pages: list[PageImage]) -> None:
        title = self.tr("Document du registre")  # the queue of the printer tells nothing of a child
        printed = partial(self._on_printed, document_id)
        self.dialog = preview_print(self._host, "kept_preview", title, partial(print_pages, pages), printed)
        self.dialog.finished.connect(partial(self._on_finished, self.dialog))

    def _on_printed(self, document_id: str, _printer: QPrinter) -> None:
        tasks = self._context.tasks
        tasks.ask(tasks.session.sealing.note_printed, document_id, failed=self._context.error_raised.emit)

    def _on_corrected(self, document_id: str, path: str) -> None:
        dialog = CorrectionDialog(self._context.tasks, document_id, Path(path), self._host)
        dialog.kept.connect(self._context.changed)
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.finished.connect(partial(self._on_finished, dialog))
        dialog.open()

    def _on_finished(self, dialog: QDialog, _result: int) -> None:
        if self.dialog is dialog:
            self.dialog = None
