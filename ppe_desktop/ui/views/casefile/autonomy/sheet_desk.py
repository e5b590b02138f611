"""The ways the sheet to take away leaves the base: seen and printed, or saved as a PDF; both are entered in the register."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.prints import Produced
from ppe_desktop.runtime import clock
from ppe_desktop.services.register import Written
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.printing.preview import ask_pdf, preview_print
from ppe_desktop.ui.views.casefile.leaving import enter_print, form_of, write_print
from ppe_desktop.ui.widgets.undo_bar import UndoBar

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class SheetDesk(QObject):
    """Prints or saves the sheet of an interview of the file on screen."""

    def __init__(self, context: FileContext, host: QWidget) -> None:
        super().__init__(host)
        self._context, self._host = context, host
        self._written_bar = UndoBar(host)

    def preview_print(self, interview_id: str) -> None:
        """Show the sheet as it would print; what is printed goes in the register."""
        file = self._context.file
        if file is None or file.items.one("autonomy_interview", interview_id) is None:
            return
        paint, printed = partial(self._on_paint_requested, interview_id), partial(self._on_printed, file.child.id)
        preview_print(self._host, "autonomy_preview", self.tr("Aperçu de la feuille à emporter"), paint, printed)

    def save_pdf(self, interview_id: str, path: Path) -> None:
        """Write the sheet of an interview in a PDF, and enter it in the register."""
        from ppe_desktop.ui.views.casefile.autonomy.sheet import foot_of_sheet, sheet_document
        from ppe_desktop.ui.views.casefile.journal.printing import pdf_of

        file = self._context.file
        interview = file.items.one("autonomy_interview", interview_id) if file is not None else None
        if file is None or interview is None:
            return
        content = pdf_of(sheet_document(file, interview, clock.today()), foot_of_sheet())
        write_print(
            self._context,
            file.child.id,
            Produced.AUTONOMY,
            path,
            content,
            (),
            then=self._on_pdf_written,
            failed=self._context.error_raised.emit,
        )

    def _on_paint_requested(self, interview_id: str, printer: QPrinter) -> None:
        from ppe_desktop.ui.views.casefile.autonomy.sheet import foot_of_sheet, sheet_document
        from ppe_desktop.ui.views.casefile.journal.printing import print_pages

        file = self._context.file
        interview = file.items.one("autonomy_interview", interview_id) if file is not None else None
        if file is not None and interview is not None:
            print_pages(printer, sheet_document(file, interview, clock.today()), foot_of_sheet())

    def _on_printed(self, child_id: str, printer: QPrinter) -> None:
        enter_print(self._context, child_id, Produced.AUTONOMY, form_of(printer))

    def choose_pdf(self, interview_id: str) -> None:
        """Ask where the sheet goes as a PDF."""
        name = self.tr("Feuille à emporter {day}.pdf").format(day=clock.today().isoformat())
        ask_pdf(self._host, self.tr("Enregistrer la feuille à emporter"), name, partial(self.save_pdf, interview_id))

    def _on_pdf_written(self, written: Written) -> None:
        self._written_bar.show_message(
            self.tr("Feuille enregistrée en PDF, hors de la base\u00a0: remettez-la au jeune, puis effacez le fichier.")
        )
        self._context.changed.emit(written.changes)
