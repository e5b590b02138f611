"""Erasing a closed file: what goes is read first, then the child's name is typed, then it is asked once more."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from ppe_desktop.domain.errors import FieldError, PpeError
from ppe_desktop.domain.retention import Protection, Reason
from ppe_desktop.runtime import clock
from ppe_desktop.services.retention import Archive, Erased, Erasing
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.views.trust.archive_dialog import ArchiveDialog
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.calm_combo import CalmCombo
from ppe_desktop.ui.widgets.column_scroll import ColumnScroll
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.line_edit import LineEdit
from ppe_desktop.ui.widgets.plain_label import PlainLabel

SIZE = (720, 600)


class EraseDialog(QDialog):
    """Two steps and a last question.

    Signals:
        erased: the file is gone; carries the :class:`~ppe_desktop.services.retention.Erased`.
    """

    erased = Signal(object)

    def __init__(self, tasks: Tasks, child_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("erase_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Effacer un dossier clos"))
        self._tasks, self._retention, self._child_id = tasks, tasks.session.retention, child_id
        self._weighed: Erasing | None = None
        self.title_label = PlainLabel(self.windowTitle(), "heading", wrap=True, parent=self)
        self.banner = Banner("", "late", parent=self)
        self.stack = QStackedWidget(self)
        self.what_label = PlainLabel("", "body", wrap=True)
        self.stays_label = PlainLabel("", "body", wrap=True)
        self.archive_label = PlainLabel("", "body", wrap=True)
        self.archive_button = SecondaryButton(self.tr("Enregistrer une archive complète…"), "save")
        self.name_line, self.by_line, self.reason_combo = LineEdit(self), LineEdit(self), CalmCombo(self)
        self.rows = {
            "typed_name": FormRow(self.tr("Nom de l’enfant"), self.name_line, help_text=" "),
            "authorised_by": FormRow(
                self.tr("Autorisé par"),
                self.by_line,
                help_text=self.tr("Nom et fonction de la personne qui a donné son accord."),
            ),
            "reason": FormRow(self.tr("Motif"), self.reason_combo),
        }
        self.cancel_button = SecondaryButton(self.tr("Annuler"), parent=self)
        self.next_button = PrimaryButton(self.tr("Continuer…"), parent=self)
        for name in ("archive_button", "name_line", "by_line", "reason_combo", "cancel_button", "next_button"):
            getattr(self, name).setObjectName(name)
        self._fill()
        self._lay_out()
        self.next_button.setEnabled(False)

        self.archive_button.clicked.connect(self._on_archive)
        self.cancel_button.clicked.connect(self.reject)
        self.next_button.clicked.connect(self._on_next)
        self._weigh()

    def archive(self, target: Path, protection: Protection) -> None:
        """Write the complete archive of the file."""
        self.archive_button.setEnabled(False)
        self._tasks.run_long(
            self._retention.archive, self._child_id, target, protection, then=self._on_archived, failed=self._on_failed
        )

    def erase(self) -> None:
        """Erase, once everything was asked."""
        self.next_button.setEnabled(False)
        self._tasks.ask(
            self._retention.erase,
            self._child_id,
            typed_name=self.name_line.text(),
            authorised_by=self.by_line.text(),
            reason=self.reason_combo.currentData(),
            then=self._on_erased,
            failed=self._on_failed,
        )

    def _fill(self) -> None:
        self.reason_combo.setMinimumContentsLength(30)
        for reason in Reason:
            self.reason_combo.addItem(reason.label, reason.value)

    def _lay_out(self) -> None:
        reading, asking = ColumnScroll(SIZE[0], self), ColumnScroll(SIZE[0], self)
        for page in (reading, asking):
            page.body.setContentsMargins(0, 0, 8, 0)
            self.stack.addWidget(page)
        for widget in (self.what_label, self.stays_label, self.archive_label):
            reading.body.addWidget(widget)
        reading.body.addWidget(self.archive_button, 0, Qt.AlignmentFlag.AlignLeft)
        reading.body.addStretch(1)
        warning = Banner(self.tr("Ce qui est effacé ne peut pas être repris."), "late", closable=False, parent=asking)
        asking.body.addWidget(warning)
        for row in self.rows.values():
            asking.body.addWidget(row)
        asking.body.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.next_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.title_label)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)
        column.addLayout(foot)
        self.banner.hide()
        self.resize(QSize(px(SIZE[0]), px(SIZE[1])).boundedTo(self.screen().availableSize() - QSize(80, 80)))

    def _weigh(self) -> None:
        self._tasks.ask(self._retention.weigh, self._child_id, then=self._on_weighed, failed=self._on_failed)

    def _on_weighed(self, weighed: Erasing) -> None:
        self._weighed = weighed
        self.next_button.setEnabled(True)
        self.archive_button.setEnabled(True)
        self.title_label.setText(self.tr("Effacer le dossier\u00a0: {name}").format(name=weighed.name))
        self.rows["typed_name"].help.setText(typeset(self.tr("Tapez « {name} ».").format(name=weighed.name)))
        self.what_label.setText(
            typeset(
                self.tr(
                    "Seront effacés de cet ordinateur : {records} fiches, documents joints ou produits compris ({documents}), leur historique, "
                    "la corbeille, les brouillons, les dessins, et les personnes que ce dossier est seul à connaître."
                ).format(records=weighed.records, documents=weighed.documents)
            )
        )
        self.stays_label.setText(typeset(self._told_stays(weighed)))
        self.archive_label.setText(
            typeset(
                self.tr("Archive complète enregistrée le {day}.").format(day=weighed.archived_on)
                if weighed.archived_on
                else self.tr(
                    "Aucune archive complète n’a été faite. Les dossiers de l’aide sociale à l’enfance sont des archives publiques : rien ne "
                    "doit être détruit sans l’accord des archives du département, sauf si le dossier officiel est gardé ailleurs."
                )
            )
        )

    def _told_stays(self, weighed: Erasing) -> str:
        told = []
        if weighed.shared:
            told.append(
                self.tr("Ce qui est commun avec d’autres enfants reste dans leurs dossiers (fiches : {count}).").format(
                    count=weighed.shared
                )
            )
        if weighed.backups:
            told.append(
                self.tr(
                    "Les sauvegardes de cet ordinateur (au nombre de {count}) contiennent encore ce dossier : elles s’effacent d’elles-mêmes en six mois."
                ).format(count=weighed.backups)
            )
        told.append(self.tr("Les lignes du journal restent, sans aucun nom."))
        return " ".join(told)

    def _on_archive(self) -> None:
        dialog = ArchiveDialog(self._retention.propose_phrase(), self)
        dialog.chosen.connect(self._on_protection_chosen)
        dialog.open()

    def _on_protection_chosen(self, protection: Protection) -> None:
        name = self._retention.neutral_name(clock.today(), protection)
        kinds = self.tr("Archive (*.zip)") if protection.is_clear else self.tr("Archive chiffrée (*.age)")
        chosen, _kind = QFileDialog.getSaveFileName(
            self, self.tr("Enregistrer l’archive"), str(Path.home() / name), kinds
        )
        if chosen:
            self.archive(Path(chosen), protection)

    def _on_archived(self, archive: Archive) -> None:
        told = (
            self.tr(
                "Archive enregistrée : {name}, {count} fichiers. Elle n’est PAS chiffrée et nomme l’enfant : remettez-la par une voie sûre, puis "
                "supprimez-la (Réglages, Sécurité, Copies en clair)."
            )
            if archive.is_clear
            else self.tr(
                "Archive chiffrée enregistrée : {name}, {count} fichiers. Elle ne s’ouvre qu’avec ce que vous avez choisi."
            )
        )
        self.banner.set_message(
            typeset(told.format(name=archive.path.name, count=archive.files)), "soon" if archive.is_clear else "info"
        )
        self._weigh()

    def _on_next(self) -> None:
        if self.stack.currentIndex() == 0:
            self.stack.setCurrentIndex(1)
            self.next_button.setText(self.tr("Effacer…"))
            self.name_line.setFocus()
            return
        for row in self.rows.values():
            row.set_error("")
        self._ask_once_more()

    def _ask_once_more(self) -> None:
        box = QMessageBox(self)
        box.setObjectName("last_question")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.windowTitle())
        box.setText(self.tr("Effacer définitivement ce dossier\u00a0?"))
        box.setInformativeText(self.tr("Il ne pourra pas être repris, même par votre service informatique."))
        stay = box.addButton(self.tr("Ne rien effacer"), QMessageBox.ButtonRole.RejectRole)
        leave = box.addButton(self.tr("Effacer définitivement"), QMessageBox.ButtonRole.DestructiveRole)
        leave.setObjectName("erase_for_good")
        box.setDefaultButton(stay)
        leave.clicked.connect(self.erase)
        box.open()

    def _on_erased(self, erased: Erased) -> None:
        self.erased.emit(erased)
        self.accept()

    def _on_failed(self, error: PpeError) -> None:
        self.next_button.setEnabled(self._weighed is not None)
        self.archive_button.setEnabled(True)
        if isinstance(error, FieldError) and error.field in self.rows:
            self.rows[error.field].set_error(typeset(error.message))
            self.rows[error.field].field.setFocus()
        else:
            self.banner.set_message(typeset(error.message), "late")
