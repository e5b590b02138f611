"""« Vérifier un document » : a file let go here, or the mark printed at the foot of a paper, against the register."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ppe_desktop.domain.dates import clock_time, long_date
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.prints import Produced
from ppe_desktop.domain.sealing import Finding, Verdict, mark_of
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.drop_zone import DropZone
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_LOOKS = {
    Finding.UNCHANGED: ("check-circle", "done", "C’est bien le document du registre, inchangé."),
    Finding.ALTERED: ("alert-triangle", "late", "Ce fichier a été modifié depuis qu’il a été produit."),
    Finding.KNOWN_MARK: ("file-check", "done", "Ce repère est celui d’un document du registre."),
    Finding.UNKNOWN: ("alert-triangle", "soon", "Ce document n’est pas dans le registre de cette base."),
}
_HINTS = {
    Finding.UNCHANGED: "",
    Finding.ALTERED: "Son repère est celui du document ci-dessous, mais son contenu n’est plus le même.",
    Finding.KNOWN_MARK: "Comparez le papier avec la copie gardée : « Enregistrer une copie… » dans les documents de l’enfant.",
    Finding.UNKNOWN: (
        "Il a pu être modifié, réenregistré, converti, ou produit ailleurs. Si un repère est imprimé au pied de ses pages, tapez-le "
        "ci-dessus : il dira de quel document il s’agit."
    ),
}


class VerifyDialog(QDialog):
    """Says whether a document is one of the register, unchanged or altered."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Vérifier un document"))
        self.setAcceptDrops(True)
        self._tasks = tasks
        self.heading = PlainLabel(self.tr("Vérifier un document"), "heading", parent=self)
        self.drop_zone = DropZone(
            self.tr(
                "Déposez ici un fichier Word ou PDF. Il est seulement lu, sur cet ordinateur ; rien n’est modifié."
            ),
            self,
        )
        self.choose_button = SecondaryButton(self.tr("Choisir un fichier…"), "folder-open", self)
        self.mark_label = PlainLabel(
            self.tr("Pour un document papier : le repère imprimé au pied des pages"), "strong", wrap=True, parent=self
        )
        self.mark_line = QLineEdit(self)
        self.mark_button = SecondaryButton(self.tr("Chercher"), "search", self)
        self.card = Card(self)
        self.mark = IconMark("check-circle", "done", 24, self.card)
        self.finding_label = PlainLabel("", "strong", wrap=True, parent=self.card)
        self.hint_label = PlainLabel("", "muted", wrap=True, parent=self.card)
        self.line_label = PlainLabel("", wrap=True, parent=self.card)
        self.close_button = SecondaryButton(self.tr("Fermer"), parent=self)

        self._arrange()

        self.choose_button.clicked.connect(self._on_choose)
        self.mark_button.clicked.connect(self._on_mark)
        self.mark_line.returnPressed.connect(self._on_mark)
        self.close_button.clicked.connect(self.reject)
        self.card.hide()
        self.resize(px(580), px(440))

    def check(self, path: Path) -> None:
        """Verify a file."""
        self.card.hide()
        verify = self._tasks.session.sealing.verify
        self._tasks.run_long(verify, path, then=self._on_verdict, failed=self._on_failed)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Light the zone up under a file."""
        if event.mimeData().hasUrls():
            self.drop_zone.set_lit(True)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Put the light out."""
        self.drop_zone.set_lit(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Verify the first file let go; the original stays where it is."""
        self.drop_zone.set_lit(False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.check(paths[0])

    def _arrange(self) -> None:
        self.drop_zone.buttons.addWidget(self.choose_button)
        self.drop_zone.buttons.addStretch(1)
        self.mark_line.setPlaceholderText("3F0A-91C2-77DE")
        self.mark_line.setAccessibleName(self.mark_label.text())
        typed = QHBoxLayout()
        typed.setSpacing(8)
        typed.addWidget(self.mark_line, 1)
        typed.addWidget(self.mark_button)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.finding_label, 1)
        self.card.body.addLayout(head)
        self.card.body.addWidget(self.line_label)
        self.card.body.addWidget(self.hint_label)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.heading)
        column.addWidget(self.drop_zone)
        column.addWidget(self.mark_label)
        column.addLayout(typed)
        column.addWidget(self.card)
        column.addStretch(1)
        column.addLayout(foot)

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Choisir un document à vérifier"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(["Word, PDF (*.docx *.pdf)", self.tr("Tous les fichiers (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, path: str) -> None:
        self.check(Path(path))

    def _on_mark(self) -> None:
        self.card.hide()
        find = self._tasks.session.sealing.find
        self._tasks.run_long(find, self.mark_line.text(), then=self._on_verdict, failed=self._on_failed)

    def _on_verdict(self, verdict: Verdict) -> None:
        icon, tone, words = _LOOKS[verdict.finding]
        self._show(icon, tone, words, _HINTS[verdict.finding], verdict_said(verdict))

    def _on_failed(self, error: PpeError) -> None:
        self._show("alert-triangle", "late", error.message, "", "")

    def _show(self, icon: str, tone: str, words: str, hint: str, line: str) -> None:
        self.mark.set_icon(icon, tone)
        self.finding_label.setText(typeset(words))
        for label, text in ((self.hint_label, hint), (self.line_label, line)):
            label.setText(typeset(text))
            label.setVisible(bool(text))
        self.card.show()


def verdict_said(verdict: Verdict) -> str:
    """Return the line of the register in words: which document, of whom, for whom, when, and what replaced it."""
    line = verdict.line
    if line is None:
        return ""
    state = "document de travail" if line.is_draft else "version terminée"
    made = f"Produit le {long_date(line.created_at.date())} à {clock_time(line.created_at)}"
    said = [
        f"{Produced.label_of(line.document)} – {verdict.child}",
        f"Exemplaire de : {line.recipient}",
        f"{made}{f' par {line.author}' if line.author else ''}, {state}{', en PDF' if verdict.is_pdf else ''}",
        f"Repère {mark_of(line.id)}",
    ]
    if verdict.replaced_on is not None:
        said.append(f"Une version corrigée l’a remplacé le {long_date(verdict.replaced_on)}.")
    return "\n".join(said)
