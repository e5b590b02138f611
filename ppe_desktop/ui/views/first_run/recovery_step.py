"""Last step: the recovery key, shown once, to print and to prove that it was written down."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.errors import OutputError
from ppe_desktop.runtime import clock
from ppe_desktop.ui import recovery_sheet
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.views.first_run.group_line import GroupLine
from ppe_desktop.ui.views.first_run.key_grid import KeyGrid
from ppe_desktop.ui.views.first_run.step import Step
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument
    from PySide6.QtPrintSupport import QPrinter

    from ppe_desktop.services.access import NewBase
    from ppe_desktop.services.keys import PrintedKey

ASKED = 2
ENDING = ".pdf"


class RecoveryStep(Step):
    """Shows the recovery key and asks for two of its groups."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self._key, self._vault_id, self._folder = "", "", Path()
        self._asked: list[int] = []
        self._is_of_service = False
        self._make_widgets()
        self._lay_out()

        self.print_button.clicked.connect(self._on_print)
        self.pdf_button.clicked.connect(self._on_pdf)
        self.show_button.clicked.connect(self._on_show)
        for line in self.lines:
            line.focused.connect(self._on_line_focused)
            line.edited.connect(self._on_line_edited)
            line.return_pressed.connect(self.submit)

    def _make_widgets(self) -> None:
        self.title.setText(self.tr("Votre fiche de secours"))
        self.setAccessibleName(self.title.text())
        self.introduction.setText(
            self.tr(
                "Votre base est prête. Si vous oubliez un jour votre phrase de passe, cette clé sera le seul moyen de l’ouvrir. "
                "Elle n’est montrée qu’une fois\u00a0: imprimez-la, ou recopiez-la."
            )
        )
        self.banner = Banner("", "soon", closable=False, parent=self)
        self.banner.hide()
        self.card = Card(self)
        self.grid = KeyGrid(self.card)
        self.print_button = SecondaryButton(self.tr("Imprimer…"), "printer", self.card)
        self.pdf_button = QuietButton(self.tr("Enregistrer en PDF…"), "download", self.card)
        self.pdf_label = PlainLabel(
            self.tr("Le PDF suffit à ouvrir votre base\u00a0: une fois imprimé, supprimez-le de l’ordinateur."),
            "muted",
            wrap=True,
            parent=self.card,
        )
        self.show_button = QuietButton(self.tr("Revoir la clé"), "eye", self.card)
        self.show_button.hide()
        self.check_label = PlainLabel(self.tr("Vérifions votre fiche"), "section", parent=self)
        self.check_help = PlainLabel(
            self.tr("Lisez sur votre papier les deux groupes demandés, et tapez-les ici."),
            "muted",
            wrap=True,
            parent=self,
        )
        self.lines = [GroupLine(self) for _ in range(ASKED)]
        self.rows = [FormRow("", line, parent=self) for line in self.lines]
        for name in ("print_button", "pdf_button", "show_button"):
            getattr(self, name).setObjectName(name)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.pdf_button)
        buttons.addStretch(1)
        buttons.addWidget(self.show_button)
        self.card.body.setContentsMargins(20, 16, 16, 14)
        self.card.body.setSpacing(10)
        self.card.body.addWidget(self.grid)
        self.card.body.addLayout(buttons)
        self.card.body.addWidget(self.pdf_label)
        self.body.setSpacing(10)
        check = QVBoxLayout()
        check.setSpacing(2)
        check.addWidget(self.check_label)
        check.addWidget(self.check_help)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.card)
        self.body.addLayout(check)
        for row in self.rows:
            self.body.addWidget(row)
        self.body.addStretch(1)

    def show_key(self, new: NewBase | PrintedKey, folder: Path) -> None:
        """Show the key just made, and draw the groups to type back."""
        self._key, self._vault_id, self._folder = new.recovery_key, new.vault_id, folder
        self._is_of_service = bool(getattr(new, "is_of_service", False))
        groups = self._groups()
        self._asked = sorted(secrets.SystemRandom().sample(range(len(groups)), ASKED))
        self.grid.show_groups(groups)
        for index, row in zip(self._asked, self.rows, strict=True):
            row.label.setText(self.tr("Groupe n°\u00a0{number}").format(number=index + 1))
            row.field.setAccessibleName(row.label.text())

    def asked(self) -> tuple[int, ...]:
        """Return the ranks of the groups to type back, the first being 0."""
        return tuple(self._asked)

    def enter(self) -> None:
        """Start at the printing."""
        self.print_button.setFocus()

    def leave(self) -> None:
        """Forget the key."""
        self._key = self._vault_id = ""
        self.grid.show_groups([])
        for line in self.lines:
            line.clear()

    def next_text(self) -> str:
        """Return the words of the button that goes on."""
        return self.tr("Ouvrir mes dossiers")

    def can_submit(self) -> bool:
        """Tell whether both groups were typed back."""
        return bool(self._key) and all(self._is_right(rank) for rank in range(ASKED))

    def can_go_back(self) -> bool:
        """Return no: the base is made."""
        return False

    def submit(self) -> None:
        """Go on once both groups are right; else go to the one that is not."""
        wrong = [line for rank, line in enumerate(self.lines) if not self._is_right(rank)]
        if wrong:
            wrong[0].setFocus()
        elif self._key:
            self.completed.emit()

    def save_pdf(self, path: Path) -> None:
        """Write the sheet as a PDF, and warn of what it opens."""
        try:
            recovery_sheet.write_pdf(self._sheet(), path)
        except OutputError as error:
            self.banner.set_message(typeset(error.message), "late")
        else:
            self.banner.set_message(
                self.tr(
                    "La fiche est enregistrée. Attention\u00a0: ce fichier suffit à ouvrir votre base. Imprimez-le, puis supprimez-le "
                    "de l’ordinateur."
                ),
                "soon",
            )
            self.banner.mark.set_icon("alert-triangle", "soon")
        self.ensureWidgetVisible(self.banner)

    def _groups(self) -> list[str]:
        return self._key.split("-")

    def _is_right(self, rank: int) -> bool:
        return bool(self._key) and self.lines[rank].group() == self._groups()[self._asked[rank]]

    def _sheet(self) -> QTextDocument:
        return recovery_sheet.sheet(
            self._folder.name, self._vault_id, self._key, clock.now().date(), is_of_service=self._is_of_service
        )

    def _on_print(self) -> None:
        from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog  # only here: printing is looked for once

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(recovery_sheet.title(self._is_of_service))
        preview = QPrintPreviewDialog(printer, self)
        preview.setWindowTitle(recovery_sheet.title(self._is_of_service))
        preview.paintRequested.connect(self._on_paint_requested)
        preview.exec()
        preview.deleteLater()

    def _on_paint_requested(self, printer: QPrinter) -> None:
        recovery_sheet.print_to(printer, self._sheet())

    def _on_pdf(self) -> None:
        suggested = str(Path.home() / f"{recovery_sheet.title(self._is_of_service)}{ENDING}")
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Enregistrer la fiche de secours"), suggested, self.tr("Document PDF (*.pdf)")
        )
        if chosen:
            path = Path(chosen)
            self.save_pdf(path if path.suffix.lower() == ENDING else path.with_name(path.name + ENDING))

    def _on_show(self) -> None:
        self.grid.set_masked(False)
        self.print_button.setFocus()
        self.show_button.hide()

    def _on_line_focused(self) -> None:
        self.grid.set_masked(True)
        self.show_button.show()

    def _on_line_edited(self) -> None:
        for rank, (line, row) in enumerate(zip(self.lines, self.rows, strict=True)):
            is_wrong = line.is_full() and not self._is_right(rank)
            line.set_right(self._is_right(rank))
            row.set_error(self.tr("Ce n’est pas ce groupe. Relisez-le sur votre fiche.") if is_wrong else "")
        self.changed.emit()
