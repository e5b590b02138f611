"""« Feuilles à imprimer »: the button that prints the blank sheets of the child's page, or keeps them as a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ppe_desktop.domain.errors import OutputError
from ppe_desktop.domain.support_spec import SupportSpec
from ppe_desktop.domain.supports import SHIPPED
from ppe_desktop.runtime.files import write_atomically
from ppe_desktop.ui.printing.preview import ask_pdf, preview_print
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.widgets.buttons import QuietButton

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class SheetsButton(QuietButton):
    """Prints blank sheets of the supports of the service; there is nothing of anybody on them.

    Signals:
        error_raised: an :class:`OutputError`: the PDF could not be written.
    """

    error_raised = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__("", "printer", parent)
        self._tasks = tasks
        self._specs = SHIPPED
        self.setText(self.tr("Feuilles à imprimer"))
        self.setToolTip(self.tr("Une page A4 vierge pour chaque support, à remplir à la main"))
        self.sheets_menu = QMenu(self)
        self.sheets_menu.setObjectName("sheets_menu")
        self.clicked.connect(self._on_clicked)

    def preview(self, specs: Sequence[SupportSpec]) -> None:
        """Show sheets as they would print."""
        preview_print(self, "sheets_preview", self.tr("Feuilles à imprimer"), partial(_paint, specs))

    def save_pdf(self, path: Path) -> None:
        """Write all the sheets as a PDF; a file already there is replaced only once the new one is whole.

        Raises:
            OutputError: the file cannot be written there.
        """
        from ppe_desktop.ui.views.childpage.sheets import pdf_of

        try:
            write_atomically(path, pdf_of(self._specs), private=False)
        except OSError as error:
            raise OutputError from error

    def _on_clicked(self) -> None:
        self._tasks.ask(self._tasks.session.supports.all, then=self._on_supports)

    def _on_supports(self, specs: tuple[SupportSpec, ...]) -> None:
        """Offer a sheet for each support that is on."""
        self._specs = tuple(spec for spec in specs if spec.is_on) or SHIPPED
        self.sheets_menu.clear()
        for spec in self._specs:
            self.sheets_menu.addAction(spec.name.replace("&", "&&"), partial(self.preview, (spec,)))
        self.sheets_menu.addSeparator()
        self.sheets_menu.addAction(self.tr("Toutes les feuilles"), partial(self.preview, self._specs))
        self.sheets_menu.addAction(self.tr("Enregistrer en PDF…"), self._on_pdf)
        self.sheets_menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _on_pdf(self) -> None:
        name = self.tr("feuilles_a_remplir.pdf")
        ask_pdf(self, self.tr("Enregistrer les feuilles"), name, self._on_pdf_chosen, "sheets_pdf_dialog")

    def _on_pdf_chosen(self, path: Path) -> None:
        try:
            self.save_pdf(path)
        except OutputError as error:
            self.error_raised.emit(error)


def _paint(specs: Sequence[SupportSpec], printer: QPrinter) -> None:
    from ppe_desktop.ui.views.childpage.sheets import print_sheets

    print_sheets(printer, specs)
