"""Journal: what was done in the base, by whom, and that nothing of it was altered."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.audit import Fault
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.runtime import clock
from ppe_desktop.services.audit import AuditState
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.views.trust.journal_browser import JournalBrowser
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class JournalPage(QWidget):
    """The journal of the open base."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._is_checked = False
        self.title_label = PlainLabel(self.tr("Journal"), "heading", wrap=True, parent=self)
        self.intro_label = PlainLabel(
            self.tr(
                "Chaque ouverture, lecture de dossier, modification, impression ou copie laisse ici une ligne. Aucune ne peut être changée "
                "ni retirée sans que cela se voie."
            ),
            "body",
            wrap=True,
            parent=self,
        )
        self.state_banner = Banner(self.tr("Vérification du journal…"), "info", closable=False, parent=self)
        self.done_banner = Banner("", "done", parent=self)
        self.check_button = SecondaryButton(self.tr("Vérifier maintenant"))
        self.export_button = SecondaryButton(self.tr("Enregistrer en tableau…"))
        self.browser = JournalBrowser(tasks, self)
        for name in ("state_banner", "done_banner", "check_button", "export_button"):
            getattr(self, name).setObjectName(name)

        self._lay_out()
        self.done_banner.hide()

        self.check_button.clicked.connect(self.check)
        self.export_button.clicked.connect(self._on_export)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the newest lines, and check the whole once."""
        super().showEvent(event)
        self.browser.reload()
        if not self._is_checked:
            self.check()

    def check(self) -> None:
        """Read the whole journal again; others go before it."""
        self.check_button.setEnabled(False)
        self._tasks.ask(self._tasks.session.audit.check, then=self.show_state, failed=self._on_failed)

    def show_state(self, state: AuditState) -> None:
        """Say what the check found."""
        self._is_checked = True
        self.check_button.setEnabled(True)
        if state.is_whole:
            plural = "s" if state.chain.count > 1 else ""
            text = self.tr("{count} ligne{plural} vérifiée{plural}\u00a0: le journal est entier.").format(
                count=state.chain.count, plural=plural
            )
            self.state_banner.set_message(text, "done")
        else:
            self.state_banner.set_message(typeset(broken_in_words(state)), "late")

    def export(self, target: Path) -> None:
        """Write the lines looked for as a table for a spreadsheet."""
        export = self._tasks.session.audit.export
        self._tasks.run_long(export, self.browser.query(), target, then=self._on_exported, failed=self._on_failed)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.check_button)
        buttons.addWidget(self.export_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 16)
        column.setSpacing(12)
        for widget in (self.title_label, self.intro_label, self.state_banner, self.done_banner):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addWidget(self.browser, 1)

    def _on_export(self) -> None:
        name = f"Journal_{clock.now():%Y-%m-%d}.csv"
        chosen, _kind = QFileDialog.getSaveFileName(
            self, self.tr("Enregistrer le journal"), str(Path.home() / name), self.tr("Tableau (*.csv)")
        )
        if chosen:
            self.export(Path(chosen))

    def _on_exported(self, path: Path) -> None:
        self.done_banner.set_message(
            typeset(
                self.tr(
                    "Le tableau est enregistré\u00a0: {name}. Il n’est pas chiffré et nomme des enfants\u00a0: effacez-le après usage."
                ).format(name=path.name)
            ),
            "soon",
        )
        self.browser.reload()

    def _on_failed(self, error: PpeError) -> None:
        self.check_button.setEnabled(True)
        self.done_banner.set_message(typeset(error.message), "late")


def broken_in_words(state: AuditState) -> str:
    """Return what is wrong with the journal and what to do."""
    if state.chain.first_bad:
        what = (
            f"Le journal a été altéré : la ligne {state.chain.first_bad} a été modifiée, retirée ou déplacée. Les lignes d’avant sont "
            "sûres, les suivantes ne le sont plus."
        )
    elif state.fault is Fault.CUT:
        what = "Des lignes ont été retirées à la fin du journal, ou la base a été remplacée par une plus ancienne."
    elif state.fault is Fault.UNSEALED:
        what = "Le sceau du journal (journal.json) a disparu ou n’est pas celui de cette base : une coupe ne pourrait plus se voir."
    elif state.fault is Fault.OLD_KEYS:
        return (
            "Le fichier de clés (coffre.json) est plus ancien que celui de la dernière fois : une phrase de passe ou une fiche de secours "
            "d’avant ouvre de nouveau la base. Si vous ne l’avez pas remis vous-même, rechiffrez la base (Réglages, Sécurité) et prévenez "
            "votre service informatique."
        )
    else:
        what = "Des lignes du journal ne sont pas celles qui avaient été scellées."
    return f"{what} Vos dossiers restent lisibles. Prévenez votre service informatique ou la personne chargée de la protection des données."
