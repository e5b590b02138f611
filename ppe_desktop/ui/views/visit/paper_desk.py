"""The ways the page of a visit leaves the base: printed or saved as a PDF, and entered in the register of every child it is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.prints import Form, Produced
from ppe_desktop.services.visit_briefing import Briefing
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.printing.preview import ask_pdf, preview_print
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
        title = self.tr("Aperçu de la page de la visite")
        preview_print(self._host, "visit_preview", title, self._on_paint_requested, self._on_printed)

    def choose_pdf(self) -> None:
        """Ask where the page goes as a PDF."""
        name = self.tr("Visite {day}.pdf").format(day=self._today.isoformat())
        ask_pdf(self._host, self.tr("Enregistrer la page de la visite"), name, self.save_pdf)

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

    def _on_pdf_written(self, written: Any) -> None:
        self._enter(Form.PDF, self._briefings[1:])
        self._written_bar.show_message(
            self.tr("Page enregistrée en PDF, hors de la base\N{NO-BREAK SPACE}: effacez-la après la visite.")
        )
        self._context.changed.emit(written.changes)

    def _enter(self, form: Form, briefings: Sequence[Briefing]) -> None:
        for one in briefings:
            enter_print(self._context, one.child.id, Produced.VISIT, form)
