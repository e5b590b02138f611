"""Exporter vers un agenda: what leaves is chosen and said before anything is written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.agenda import EntryKind
from ppe_desktop.domain.agenda.ics import Choices
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.runtime import clock
from ppe_desktop.ui.printing.folders import proposed_folder
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.calm_combo import CalmCombo
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_PERIODS = (("Les quatre prochaines semaines", 28), ("Les trois prochains mois", 91), ("Les douze prochains mois", 365))


class ExportDialog(QDialog):
    """Writes a file of initials for another calendar.

    Attributes:
        boxes: what may leave, by name.
    """

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("export_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Exporter vers un agenda"))
        self._tasks = tasks
        self.title_label = PlainLabel(self.tr("Exporter vers un agenda"), "heading", parent=self)
        self.what_label = PlainLabel(
            self.tr(
                "Le fichier sort de la base protégée : quiconque l’ouvre peut le lire. Il ne contient que les jours, les heures,"
                " les initiales des enfants et un mot, par exemple « L. H. — synthèse ». Jamais un nom, un lieu, un objet, un"
                " anniversaire."
            ).replace(" :", "\N{NO-BREAK SPACE}:").replace("« ", "«\N{NO-BREAK SPACE}").replace(" »", "\N{NO-BREAK SPACE}»"),
            wrap=True, parent=self,
        )  # fmt: skip
        self.boxes = {
            "deadlines": QCheckBox(self.tr("Les échéances"), self),
            "appointments": QCheckBox(self.tr("Les rendez-vous et les écrits prévus"), self),
            "health": QCheckBox(self.tr("Les rendez-vous de santé"), self),
        }
        self.period = CalmCombo(self)
        self.count_label = PlainLabel("", "strong", parent=self)
        self.error_label = PlainLabel("", "error", wrap=True, parent=self)
        self.cancel_button = SecondaryButton(self.tr("Fermer"), parent=self)
        self.export_button = PrimaryButton(self.tr("Enregistrer le fichier…"), "download", self)

        self._lay_out()
        for box in self.boxes.values():
            box.toggled.connect(self._count)
        self.period.currentIndexChanged.connect(self._count)
        self.cancel_button.clicked.connect(self.accept)
        self.export_button.clicked.connect(self._on_export)
        self.boxes["deadlines"].setChecked(True)
        self.boxes["appointments"].setChecked(True)

    def _lay_out(self) -> None:
        for words, days in _PERIODS:
            self.period.addItem(self.tr(words), days)
        self.period.setCurrentIndex(1)
        self.period.setMinimumContentsLength(28)
        buttons = QHBoxLayout()
        buttons.addWidget(self.count_label, 1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.export_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(self.title_label)
        column.addWidget(self.what_label)
        for box in self.boxes.values():
            column.addWidget(box)
        column.addWidget(FormRow(self.tr("Période"), self.period, parent=self))
        column.addWidget(self.error_label)
        column.addLayout(buttons)
        self.setMinimumWidth(px(560))
        self.error_label.hide()

    def choices(self) -> Choices:
        """Return what is chosen to leave."""
        kinds = {
            "deadlines": {EntryKind.DEADLINE},
            "appointments": {EntryKind.APPOINTMENT, EntryKind.WRITING},
            "health": {EntryKind.HEALTH},
        }
        chosen = frozenset().union(*(kinds[name] for name, box in self.boxes.items() if box.isChecked()))
        today = clock.today()
        return Choices(chosen, today, today + dt.timedelta(days=int(self.period.currentData())))

    def write(self, path: Path) -> None:
        """Write the file chosen."""
        self._tasks.ask(
            self._tasks.session.calendar.export, path, self.choices(), then=self._on_written, failed=self._on_failed
        )

    def _count(self) -> None:
        self._tasks.ask(self._tasks.session.calendar.count_leaving, self.choices(), then=self._on_counted)

    def _on_counted(self, count: int) -> None:
        words = self.tr("{count} lignes") if count > 1 else self.tr("{count} ligne")
        self.count_label.setText(words.format(count=count) if count else self.tr("Rien à exporter"))
        self.export_button.setEnabled(count > 0)

    def _on_export(self) -> None:
        dialog = QFileDialog(self, self.tr("Enregistrer le fichier"), str(proposed_folder()), self.tr("Agenda (*.ics)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("ics")
        dialog.selectFile(self.tr("agenda {day}.ics").format(day=clock.today().isoformat()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, path: str) -> None:
        self.write(Path(path))

    def _on_written(self, count: int) -> None:
        self.error_label.hide()
        written = self.tr("Fichier écrit, {count} lignes.") if count > 1 else self.tr("Fichier écrit, {count} ligne.")
        self.count_label.setText(written.format(count=count))

    def _on_failed(self, error: Any) -> None:
        self.error_label.setText(error.message if isinstance(error, PpeError) else "")
        self.error_label.show()
