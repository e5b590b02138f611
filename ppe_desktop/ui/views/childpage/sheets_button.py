"""« Feuilles à imprimer »: the button that prints the blank sheets of the child's page, or keeps them as a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from ppe_desktop.domain.errors import OutputError
from ppe_desktop.domain.vocabulary import SketchKind
from ppe_desktop.runtime.files import write_atomically
from ppe_desktop.ui.widgets.buttons import QuietButton

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class SheetsButton(QuietButton):
    """Prints blank sheets; there is nothing of anybody on them.

    Signals:
        error_raised: an :class:`OutputError`: the PDF could not be written.
    """

    error_raised = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "printer", parent)
        self.setText(self.tr("Feuilles à imprimer"))
        self.setToolTip(self.tr("Une page A4 vierge pour chaque support, à remplir à la main"))
        self.sheets_menu = QMenu(self)
        self.sheets_menu.setObjectName("sheets_menu")
        for kind in SketchKind:
            self.sheets_menu.addAction(kind.label, partial(self.preview, (kind,)))
        self.sheets_menu.addSeparator()
        self.all_action = self.sheets_menu.addAction(
            self.tr("Toutes les feuilles"), partial(self.preview, tuple(SketchKind))
        )
        self.pdf_action = self.sheets_menu.addAction(self.tr("Enregistrer en PDF…"), self._on_pdf)
        self.clicked.connect(self._on_clicked)

    def preview(self, kinds: Sequence[SketchKind]) -> None:
        """Show sheets as they would print."""
        from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog  # only here: printing is looked for once

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.tr("Feuilles à remplir"))
        dialog = QPrintPreviewDialog(printer, self)
        dialog.setObjectName("sheets_preview")
        dialog.setWindowTitle(self.tr("Feuilles à imprimer"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.resize(self.window().size())
        dialog.paintRequested.connect(partial(_paint, kinds))
        dialog.open()

    def save_pdf(self, path: Path) -> None:
        """Write all the sheets as a PDF; a file already there is replaced only once the new one is whole.

        Raises:
            OutputError: the file cannot be written there.
        """
        from ppe_desktop.ui.views.childpage.sheets import pdf_of

        try:
            write_atomically(path, pdf_of(tuple(SketchKind)), private=False)
        except OSError as error:
            raise OutputError from error

    def _on_clicked(self) -> None:
        self.sheets_menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _on_pdf(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, self.tr("Enregistrer les feuilles"), folder, self.tr("Document PDF (*.pdf)"))
        dialog.setObjectName("sheets_pdf_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self.tr("feuilles_a_remplir.pdf"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_pdf_chosen)
        dialog.open()

    def _on_pdf_chosen(self, path: str) -> None:
        try:
            self.save_pdf(Path(path))
        except OutputError as error:
            self.error_raised.emit(error)


def _paint(kinds: Sequence[SketchKind], printer: QPrinter) -> None:
    from ppe_desktop.ui.views.childpage.sheets import print_sheets

    print_sheets(printer, kinds)
