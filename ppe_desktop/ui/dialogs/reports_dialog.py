"""All the situation reports due this month at once: which ones, for whom, where; progress, and a way to stop."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.vocabulary import RecipientKind
from ppe_desktop.runtime import clock
from ppe_desktop.services.report_batch import DueReport, ReportBatch
from ppe_desktop.ui.dialogs.batch_dialog import BatchDialog
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_READERS = (RecipientKind.JUDGE, RecipientKind.FILE)


class ReportsDialog(BatchDialog):
    """Makes the reports of the month."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(
            tasks,
            "Rapports de situation du mois",
            "Un rapport par enfant, avec ce que le dossier sait déjà. Ceux qui ne sont pas terminés sont marqués « document de "
            "travail ». Les noms de fichiers ne disent rien de l’enfant.",
            "Produire les rapports",
            parent,
        )
        self.setWindowTitle(self.heading.text())
        self.reader_label = PlainLabel(typeset(self.tr("Pour qui ?")), "strong", parent=self.choices)
        self.reader_combo = QComboBox(self.choices)
        self.pdf_box.setText(self.tr("Aussi en PDF"))
        self.first_choices.insertWidget(0, self.reader_label)
        self.first_choices.insertWidget(1, self.reader_combo, 1)
        self.reader_combo.addItems([RecipientKind.label_of(kind.value) for kind in _READERS])
        self.reader_label.setBuddy(self.reader_combo)

        tasks.run_long(tasks.session.report_batch.due, then=self._on_due, failed=self.show_failure)

    def begin(self) -> None:
        """Produce the reports that are ticked, for the reader chosen."""
        reader = _READERS[self.reader_combo.currentIndex()]
        self.produce(self._tasks.session.report_batch.produce, self.chosen(), reader, self.folder())

    def outcome(self, batch: ReportBatch) -> tuple[str, Sequence[str], str]:
        """Return how many reports are ready, each with its child, and those that could not be made."""
        lines = [f"{report.name} – {made.paths[0].name}" for report, made in batch.done]
        lines += [f"{report.name} : {why}" for report, why in batch.refused]
        problem = self.tr("Un rapport au moins n’a pas pu être produit.") if batch.refused else ""
        return _count(len(batch.done)), lines, problem

    def _on_due(self, reports: list[DueReport]) -> None:
        lines = ((one, one.name, _state_of(one), True) for one in reports)
        self.list_lines(lines, "Aucun rapport de situation n’est attendu d’ici la fin du mois.")


def _state_of(report: DueReport) -> str:
    verb = "En retard depuis le" if report.due_on < clock.today() else "À écrire avant le"
    day = f"{verb} {long_date(report.due_on)}"
    if not report.writing_id:
        return f"{day} · pas encore commencé"
    left = f"{report.gaps} rubriques à compléter" if report.gaps > 1 else "une rubrique à compléter"
    return f"{day} · {left if report.gaps else 'complet, à terminer'}"


def _count(number: int) -> str:
    return f"{number} rapports sont prêts" if number > 1 else "Un rapport est prêt" if number else "Aucun rapport"
