"""Two versions of the plan side by side, for a reader; printed on one page, through the register."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.errors import PpeError, WithheldTextFoundError
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.prints import Produced
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.texts import elide
from ppe_desktop.domain.vocabulary import PlanStatus, RecipientKind
from ppe_desktop.services.objectives import Compared
from ppe_desktop.services.register import Written
from ppe_desktop.ui.printing.preview import ask_pdf, preview_print
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.casefile.leaving import form_of
from ppe_desktop.ui.views.plan.comparison_page import ComparisonPage
from ppe_desktop.ui.views.plan.comparison_words import summary, version_label
from ppe_desktop.ui.views.plan.typography import curly
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.calm_combo import CalmCombo
from ppe_desktop.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class ComparisonWindow(QDialog):
    """Shows what became of the plan from one version to another; Escape closes it.

    Signals:
        changed: something was added or changed; carries the ``Changes``.

    Attributes:
        compared: what is shown, once it is read.
    """

    changed = Signal(object)

    def __init__(self, tasks: Tasks, child_id: str, later_id: str = "", parent: QWidget | None = None) -> None:
        """Read the comparison of a version with the one before it.

        Args:
            tasks: the way to the base.
            child_id: the child.
            later_id: the later version; the last one by default.
            parent: parent widget, whose size the window takes.
        """
        super().__init__(parent)
        self.setObjectName("comparison_window")
        self.setWindowTitle(self.tr("Comparer deux versions du projet"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tasks, self._child_id = tasks, child_id
        self._earlier_id, self._later_id = "", later_id
        self._recipient: Recipient | None = None
        self.compared: Compared | None = None
        self.title = PlainLabel(self.tr("Ce qui a changé"), "heading", wrap=True, parent=self)
        self.summary = PlainLabel("", "muted", wrap=True, parent=self)
        self.earlier_combo, self.later_combo, self.reader_combo = (CalmCombo(self) for _ in range(3))
        self.banner = Banner(closable=False, parent=self)
        self.page = ComparisonPage(self)
        self.print_button = SecondaryButton(self.tr("Imprimer une page…"), "printer", self)
        self.pdf_button = SecondaryButton(self.tr("Enregistrer en PDF…"), "download", self)
        self.close_button = QuietButton(self.tr("Fermer"), "x", self)
        self.banner.hide()

        self._arrange()

        self.earlier_combo.activated.connect(self._on_versions_chosen)
        self.later_combo.activated.connect(self._on_versions_chosen)
        self.reader_combo.activated.connect(self._on_reader_chosen)
        self.page.same_requested.connect(self._on_same_requested)
        self.print_button.clicked.connect(self._on_print)
        self.pdf_button.clicked.connect(self._on_pdf)
        self.close_button.clicked.connect(self.reject)
        if parent is not None:
            self.resize(parent.window().size() * 0.98)
        self.read()

    def _arrange(self) -> None:
        named = (
            (self.tr("Avant"), self.earlier_combo),
            (self.tr("Après"), self.later_combo),
            (self.tr("Pour qui ?").replace(" ?", "\N{NO-BREAK SPACE}?"), self.reader_combo),
        )
        chosen = QHBoxLayout()
        chosen.setSpacing(10)
        for words, combo in named:
            label = PlainLabel(words, "strong", parent=self)
            label.setBuddy(combo)
            combo.setAccessibleName(words)
            combo.setMinimumContentsLength(12)
            chosen.addWidget(label)
            chosen.addWidget(combo, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.close_button)
        foot.addStretch(1)
        foot.addWidget(self.pdf_button)
        foot.addWidget(self.print_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(16), px(24), px(16))
        column.setSpacing(10)
        for part in (self.title, self.summary):
            column.addWidget(part)
        column.addLayout(chosen)
        column.addWidget(self.banner)
        column.addWidget(self.page, 1)
        column.addLayout(foot)

    def read(self) -> None:
        """Read the comparison asked for."""
        self._tasks.ask(
            self._tasks.session.objectives.comparison,
            self._child_id,
            self._earlier_id,
            self._later_id,
            self._recipient,
            then=self._on_compared,
            failed=self._on_failed,
        )

    def write_pdf(self, path: Path) -> None:
        """Write the page where the person chose, and enter it in the register."""
        from ppe_desktop.ui.views.casefile.journal.printing import pdf_of
        from ppe_desktop.ui.views.plan.comparison_sheet import foot_of_sheet, sheet_document

        found = self.compared
        if found is None or not found.is_safe:
            return
        content = pdf_of(sheet_document(found), foot_of_sheet(found))
        self._tasks.run_long(
            self._tasks.session.register.write,
            self._child_id,
            Produced.COMPARISON,
            path,
            content,
            found.withheld,
            found.recipient.label,
            then=self._on_written,
            failed=self._on_failed,
        )

    def _on_compared(self, compared: Compared | None) -> None:
        if compared is None:
            self.banner.set_message(self.tr("Il faut deux versions du projet pour les comparer."), "info")
            return
        self.compared = compared
        before, after = compared.comparison.before, compared.comparison.after
        self._earlier_id, self._later_id, self._recipient = before.id, after.id, compared.recipient
        name = elide("de", first_name_of(compared.file.child))
        self.title.setText(self.tr("Le projet {of_name}\u00a0: ce qui a changé").format(of_name=name))
        self.summary.setText(summary(compared.comparison))
        self._fill(self.earlier_combo, list(compared.versions[1:]), before.id)
        self._fill(self.later_combo, list(compared.versions[:-1]), after.id)
        self.reader_combo.clear()
        self.reader_combo.addItems([curly(one.label) for one in compared.recipients])
        self.reader_combo.setCurrentIndex(compared.recipients.index(compared.recipient))
        self.page.show_compared(compared, may_join=self._may_join(compared))
        self._warn(compared)

    def _fill(self, combo: CalmCombo, versions: list[Item], chosen: str) -> None:
        combo.clear()
        for plan in versions:
            combo.addItem(version_label(plan), plan.id)
        combo.setCurrentIndex(max(combo.findData(chosen), 0))

    def _may_join(self, compared: Compared) -> bool:
        is_draft = compared.comparison.after.status == PlanStatus.DRAFT
        return is_draft and compared.recipient.kind is RecipientKind.FILE

    def _warn(self, compared: Compared) -> None:
        for button in (self.print_button, self.pdf_button):
            button.setEnabled(compared.is_safe)
        if not compared.is_safe:
            self.banner.set_message(WithheldTextFoundError.default_message, "late")
        elif compared.withheld:
            said = "\n".join(f"{one.what}. {one.why}" for one in compared.withheld)
            self.banner.set_message(
                self.tr("Ce que ce lecteur ne reçoit pas\u00a0:\n{said}").format(said=curly(said)), "info"
            )
        else:
            self.banner.hide()

    def _on_versions_chosen(self) -> None:
        self._earlier_id = str(self.earlier_combo.currentData())
        self._later_id = str(self.later_combo.currentData())
        self.read()

    def _on_reader_chosen(self, place: int) -> None:
        if self.compared is not None:
            self._recipient = self.compared.recipients[place]
            self.read()

    def _on_same_requested(self, objective_id: str, lasting_id: str) -> None:
        self._tasks.ask(
            self._tasks.session.objectives.continue_from,
            objective_id,
            lasting_id,
            then=self._on_joined,
            failed=self._on_failed,
        )

    def _on_joined(self, changes: object) -> None:
        self.changed.emit(changes)
        self.read()

    def _on_print(self) -> None:
        title = self.tr("Aperçu de la page")
        preview_print(self, "comparison_preview", title, self._on_paint_requested, self._on_printed)

    def _on_paint_requested(self, printer: QPrinter) -> None:
        from ppe_desktop.ui.views.casefile.journal.printing import print_pages
        from ppe_desktop.ui.views.plan.comparison_sheet import foot_of_sheet, sheet_document

        if self.compared is not None and self.compared.is_safe:
            print_pages(printer, sheet_document(self.compared), foot_of_sheet(self.compared))

    def _on_printed(self, printer: QPrinter) -> None:
        if self.compared is not None:
            enter, found = self._tasks.session.register.enter, self.compared
            args = (self._child_id, Produced.COMPARISON, form_of(printer), found.withheld, "", found.recipient.label)
            self._tasks.ask(enter, *args, then=self.changed.emit, failed=self._on_failed)

    def _on_pdf(self) -> None:
        ask_pdf(self, self.pdf_button.text().rstrip("…"), self._file_name(), self.write_pdf)

    def _file_name(self) -> str:
        day = self.compared.today.isoformat() if self.compared is not None else ""
        return f"Comparaison_PPE_{day}.pdf"

    def _on_written(self, written: Written) -> None:
        self.banner.set_message(
            self.tr("Page enregistrée en PDF, hors de la base\u00a0: remettez-la, puis effacez le fichier."), "done"
        )
        self.changed.emit(written.changes)

    def _on_failed(self, error: PpeError) -> None:
        self.banner.set_message(curly(error.message), "late")
