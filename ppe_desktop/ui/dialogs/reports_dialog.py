"""All the situation reports due this month at once: which ones, for whom, where; progress, and a way to stop."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.vocabulary import RecipientKind
from ppe_desktop.runtime import clock
from ppe_desktop.runtime.opening import open_outside
from ppe_desktop.services.report_batch import DueReport, ReportBatch
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.column_scroll import ColumnScroll
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_READERS = (RecipientKind.JUDGE, RecipientKind.FILE)


class ReportsDialog(QDialog):
    """Makes the reports of the month.

    Signals:
        made: the :class:`ReportBatch`.
    """

    made = Signal(object)
    _stepped = Signal(str)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Rapports de situation du mois"))
        self._tasks = tasks
        self._cancel: threading.Event | None = None
        self.boxes: list[tuple[QCheckBox, DueReport]] = []
        self.heading = PlainLabel(self.tr("Rapports de situation du mois"), "heading", wrap=True, parent=self)
        self.intro_label = PlainLabel(
            typeset(
                self.tr(
                    "Un rapport par enfant, avec ce que le dossier sait déjà. Ceux qui ne sont pas terminés sont marqués « document de "
                    "travail ». Les noms de fichiers ne disent rien de l’enfant."
                )
            ),
            "muted",
            wrap=True,
            parent=self,
        )
        self.banner = Banner(tone="late", closable=False, parent=self)
        self.scroll_area = ColumnScroll(620, self)
        self.reader_label = PlainLabel(typeset(self.tr("Pour qui ?")), "strong", parent=self)
        self.reader_combo = QComboBox(self)
        self.pdf_box = QCheckBox(self.tr("Aussi en PDF"), self)
        self.place_label = PlainLabel(self.tr("Où les enregistrer"), "strong", parent=self)
        self.place_line = QLineEdit(_documents_folder(), self)
        self.place_button = SecondaryButton(self.tr("Choisir…"), "folder-open", self)
        self.choices = QWidget(self)
        self.step_label = PlainLabel("", "muted", parent=self)
        self.progress = QProgressBar(self)
        self.folder_button = SecondaryButton(self.tr("Ouvrir le dossier"), "folder-open", self)
        self.close_button = SecondaryButton(self.tr("Annuler"), parent=self)
        self.make_button = PrimaryButton(self.tr("Produire les rapports"), "file-text", self)

        self._arrange()
        self._connect()
        self._prepare()
        tasks.run_long(tasks.session.report_batch.due, then=self._on_due, failed=self._on_failed)

    def reject(self) -> None:
        """Give up: while reports are being made, stop after the one in progress."""
        if self._cancel is None:
            super().reject()
        else:
            self._cancel.set()
            self.step_label.setText(self.tr("Annulation…"))
            self.close_button.setEnabled(False)

    def chosen(self) -> list[DueReport]:
        """Return the reports wanted."""
        return [report for box, report in self.boxes if box.isChecked()]

    def _arrange(self) -> None:
        reader = QHBoxLayout()
        reader.setSpacing(8)
        reader.addWidget(self.reader_label)
        reader.addWidget(self.reader_combo, 1)
        reader.addWidget(self.pdf_box)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.place_line, 1)
        place.addWidget(self.place_button)
        choices = QVBoxLayout(self.choices)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.setSpacing(8)
        choices.addLayout(reader)
        choices.addWidget(self.place_label)
        choices.addLayout(place)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.folder_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.make_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(self.heading)
        column.addWidget(self.intro_label)
        column.addWidget(self.banner)
        column.addWidget(self.scroll_area, 1)
        column.addWidget(self.choices)
        column.addWidget(self.step_label)
        column.addWidget(self.progress)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.place_button.clicked.connect(self._on_choose)
        self.make_button.clicked.connect(self._on_make)
        self.close_button.clicked.connect(self.reject)
        self.folder_button.clicked.connect(self._on_folder)
        self._stepped.connect(self._on_stepped)

    def _prepare(self) -> None:
        for widget in (self.banner, self.progress, self.folder_button):
            widget.hide()
        self.reader_combo.addItems([RecipientKind.label_of(kind.value) for kind in _READERS])
        self.reader_label.setBuddy(self.reader_combo)
        self.place_line.setAccessibleName(self.place_label.text())
        self.pdf_box.setEnabled(self._tasks.session.documents.can_make_pdf())
        self.make_button.setEnabled(False)
        self.scroll_area.body.setContentsMargins(0, 8, 0, 8)
        self.scroll_area.body.setSpacing(0)
        screen = self.screen().availableGeometry().size()
        self.resize(min(px(660), screen.width() - 40), min(px(600), screen.height() - 60))

    def _on_due(self, reports: list[DueReport]) -> None:
        for report in reports:
            box = QCheckBox(typeset(report.name), self.scroll_area)
            box.setChecked(True)
            box.toggled.connect(self._on_toggled)
            self.boxes.append((box, report))
            self.scroll_area.body.addWidget(box)
            state = PlainLabel(typeset(_state_of(report)), "muted", wrap=True, parent=self)
            state.setContentsMargins(px(30), 0, 0, px(10))
            self.scroll_area.body.addWidget(state)
        if not reports:
            text = self.tr("Aucun rapport de situation n’est attendu d’ici la fin du mois.")
            self.scroll_area.body.addWidget(PlainLabel(text, "muted", wrap=True, parent=self))
        self.scroll_area.body.addStretch(1)
        self._on_toggled()

    def _on_toggled(self) -> None:
        self.make_button.setEnabled(self._cancel is None and bool(self.chosen()))

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Choisir un dossier"), self.place_line.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.place_line.setText)
        dialog.open()

    def _on_make(self) -> None:
        self._cancel = threading.Event()
        wanted = self.chosen()
        self.banner.hide()
        self.progress.setRange(0, len(wanted))
        self.progress.setValue(0)
        self._show_working(True)
        self._tasks.run_long(
            self._tasks.session.report_batch.produce,
            wanted,
            _READERS[self.reader_combo.currentIndex()],
            Path(self.place_line.text().strip()),
            pdf=self.pdf_box.isChecked(),
            cancel=self._cancel,
            progress=self._stepped.emit,
            then=self._on_made,
            failed=self._on_failed,
        )

    def _show_working(self, is_working: bool) -> None:
        self.progress.setVisible(is_working)
        self.scroll_area.setEnabled(not is_working)
        self.choices.setEnabled(not is_working)
        self.close_button.setEnabled(True)
        self.step_label.setText(self.tr("Préparation…") if is_working else "")
        self._on_toggled()

    def _on_stepped(self, name: str) -> None:
        self.step_label.setText(typeset(name))
        self.progress.setValue(self.progress.value() + 1)

    def _on_made(self, batch: ReportBatch) -> None:
        self._cancel = None
        self._show_working(False)
        lines = [f"{report.name} – {made.paths[0].name}" for report, made in batch.done]
        lines += [f"{report.name} : {why}" for report, why in batch.refused]
        if batch.was_cancelled:
            lines.append(self.tr("Arrêté à votre demande : les rapports déjà écrits sont gardés."))
        self.scroll_area.column.hide()
        page = PlainLabel(typeset("\n".join(lines)), wrap=True, parent=self)
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.replaceWidget(self.scroll_area, page)
            layout.setStretchFactor(page, 1)
        page.setAlignment(Qt.AlignmentFlag.AlignTop)
        for widget in (self.scroll_area, self.intro_label, self.choices, self.make_button):
            widget.hide()
        self.heading.setText(_count(len(batch.done)))
        if batch.refused:
            self.banner.set_message(self.tr("Un rapport au moins n’a pas pu être produit."), "late")
            self.banner.show()
        self.folder_button.setVisible(bool(batch.done))
        self.close_button.setText(self.tr("Fermer"))
        self.made.emit(batch)

    def _on_failed(self, error: PpeError) -> None:
        self._cancel = None
        self._show_working(False)
        self.banner.set_message(error.message, "late")
        self.banner.show()

    def _on_folder(self) -> None:
        open_outside(Path(self.place_line.text().strip()))


def _state_of(report: DueReport) -> str:
    verb = "En retard depuis le" if report.due_on < clock.today() else "À écrire avant le"
    day = f"{verb} {long_date(report.due_on)}"
    if not report.writing_id:
        return f"{day} · pas encore commencé"
    left = f"{report.gaps} rubriques à compléter" if report.gaps > 1 else "une rubrique à compléter"
    return f"{day} · {left if report.gaps else 'complet, à terminer'}"


def _count(number: int) -> str:
    return f"{number} rapports sont prêts" if number > 1 else "Un rapport est prêt" if number else "Aucun rapport"


def _documents_folder() -> str:
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return found or str(Path.home())
