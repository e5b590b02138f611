"""The ways the page of a visit leaves the base: printed or saved as a PDF, and entered in the register of every child it is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.prints import Form, Produced
from ppe_desktop.services.visit_briefing import Briefing
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.views.casefile.leaving import enter_print, form_of, write_print
from ppe_desktop.ui.widgets.undo_bar import UndoBar

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class PaperDesk(QObject):
    """Prints or saves the page of the visit on screen."""

    def __init__(self, context: FileContext, host: QWidget) -> None:
        super().__init__(host)
        self._context, self._host = context, host
        self._visit: Item | None = None
        self._briefings: tuple[Briefing, ...] = ()
        self._today = dt.date.min
        self._written_bar = UndoBar(host)

    def show_page(self, visit: Item, briefings: Sequence[Briefing], today: dt.date) -> None:
        """Take what is to be printed."""
        self._visit, self._briefings, self._today = visit, tuple(briefings), today

    def preview(self) -> None:
        """Show the page as it would print; what is printed goes in the register."""
        if self._visit is None or not self._briefings:
            return
        from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintPreviewDialog(printer, self._host)
        dialog.setObjectName("visit_preview")
        dialog.setWindowTitle(self.tr("Aperçu de la page de la visite"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.resize(self._host.window().size())
        dialog.paintRequested.connect(self._on_paint_requested)
        dialog.accepted.connect(partial(self._on_printed, printer))
        dialog.open()

    def choose_pdf(self) -> None:
        """Ask where the page goes as a PDF."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(
            self._host, self.tr("Enregistrer la page de la visite"), folder, self.tr("Document PDF (*.pdf)")
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self.tr("Visite {day}.pdf").format(day=self._today.isoformat()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_pdf_chosen)
        dialog.open()

    def save_pdf(self, path: Path) -> None:
        """Write the page in a PDF, and enter it in the register."""
        from ppe_desktop.ui.views.casefile.journal.printing import pdf_of
        from ppe_desktop.ui.views.visit.paper import foot_of_visit, visit_document

        if self._visit is None or not self._briefings:
            return
        content = pdf_of(visit_document(self._visit, self._briefings, self._today), foot_of_visit())
        first = self._briefings[0].child.id
        write_print(
            self._context, first, Produced.VISIT, path, content, (),
            then=self._on_pdf_written, failed=self._context.error_raised.emit,
        )  # fmt: skip

    def _on_paint_requested(self, printer: QPrinter) -> None:
        from ppe_desktop.ui.views.casefile.journal.printing import print_pages
        from ppe_desktop.ui.views.visit.paper import foot_of_visit, visit_document

        if self._visit is not None:
            print_pages(printer, visit_document(self._visit, self._briefings, self._today), foot_of_visit())

    def _on_printed(self, printer: QPrinter) -> None:
        self._enter(form_of(printer), self._briefings)

    def _on_pdf_chosen(self, path: str) -> None:
        self.save_pdf(Path(path))

    def _on_pdf_written(self, written: Any) -> None:
        self._enter(Form.PDF, self._briefings[1:])
        self._written_bar.show_message(
            self.tr("Page enregistrée en PDF, hors de la base\N{NO-BREAK SPACE}: effacez-la après la visite.")
        )
        self._context.changed.emit(written.changes)

    def _enter(self, form: Form, briefings: Sequence[Briefing]) -> None:
        for one in briefings:
            enter_print(self._context, one.child.id, Produced.VISIT, form)
