"""Sauvegardes: when the last one was made, where they go, and the way back from one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from ppe_desktop.domain.errors import PpeError
from ppe_desktop.services.backups import BackupMade, BackupState
from ppe_desktop.ui.backing_up import moment_in_words, size_in_words
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.views.settings.gesture_card import GestureCard
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.column_scroll import ColumnScroll
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class BackupsPage(ColumnScroll):
    """The backups of the open base.

    Signals:
        restore_requested: the person wants a backup back: the base must be closed first.
        state_read: where the backups stand, for who shows it elsewhere; carries the ``BackupState``.
    """

    restore_requested = Signal()
    state_read = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._tasks, self._backups = tasks, tasks.session.backups
        self._is_busy = False
        self.title_label = PlainLabel(self.tr("Sauvegardes"), "heading", wrap=True)
        self.intro_label = PlainLabel(
            self.tr(
                "La base est sauvegardée seule, à l’ouverture puis plusieurs fois par jour, sans interrompre votre travail. Chaque "
                "sauvegarde est chiffrée comme la base, relue page par page, et comptée avant d’être gardée."
            ),
            "body",
            wrap=True,
        )
        self.banner = Banner("", "info")
        self.here_card = GestureCard(
            "save",
            self.tr("Sur cet ordinateur"),
            self.tr(
                "Les dernières, puis une par jour pendant une semaine, une par semaine pendant un mois, une par mois pendant six mois."
            ),
        )
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName(self.tr("Sauvegarde en cours"))
        self.now_button = SecondaryButton(self.tr("Sauvegarder maintenant"))
        self.second_card = GestureCard(
            "copy",
            self.tr("Deuxième emplacement"),
            self.tr(
                "Une clé USB ou un dossier du réseau de votre service, où chaque sauvegarde est copiée quand il est là. C’est lui qui vous "
                "rendra vos dossiers si l’ordinateur est perdu ou tombe en panne."
            ),
        )
        self.choose_button = SecondaryButton(self.tr("Choisir un emplacement…"))
        self.forget_button = SecondaryButton(self.tr("Ne plus y copier"))
        self.restore_card = GestureCard(
            "history",
            self.tr("Reprendre une sauvegarde"),
            self.tr(
                "La sauvegarde est comparée à la base d’aujourd’hui avant d’être remise en place, et la base d’aujourd’hui est gardée à côté. "
                "Vos dossiers seront d’abord fermés."
            ),
        )
        self.restore_button = SecondaryButton(self.tr("Reprendre une sauvegarde…"))

        self._lay_out()
        self._set_busy(False)

        self.now_button.clicked.connect(self.back_up)
        self.choose_button.clicked.connect(self._on_choose)
        self.forget_button.clicked.connect(self._on_forget)
        self.restore_button.clicked.connect(self.restore_requested)

    def showEvent(self, event: QShowEvent) -> None:
        """Read again where the backups stand."""
        super().showEvent(event)
        self.reload()

    def reload(self) -> None:
        """Read again where the backups stand."""
        self._tasks.run_long(self._backups.state, then=self._on_state)

    def back_up(self) -> None:
        """Make a backup now."""
        if not self._is_busy:
            self._set_busy(True)
            self.banner.hide()
            self._tasks.follow(self._backups.start(), then=self._on_made, failed=self._on_failed)

    def choose(self, folder: Path) -> None:
        """Copy the backups to a folder as well."""
        self._tasks.run_long(self._backups.choose_second_place, folder, then=self._on_chosen, failed=self._on_failed)

    def _lay_out(self) -> None:
        self.here_card.add_button(self.now_button, "now_button")
        self.here_card.body.insertWidget(3, self.progress)
        self.second_card.add_button(self.choose_button, "choose_button")
        self.second_card.add_button(self.forget_button, "forget_button")
        self.restore_card.add_button(self.restore_button, "restore_button")
        for widget in (self.title_label, self.intro_label, self.banner):
            self.body.addWidget(widget)
        for card in (self.here_card, self.second_card, self.restore_card):
            self.body.addWidget(card)
        self.body.addStretch(1)
        self.banner.hide()
        self.forget_button.hide()

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.progress.setVisible(is_busy)
        self.now_button.setEnabled(not is_busy)
        self.now_button.setText(self.tr("Sauvegarde en cours…") if is_busy else self.tr("Sauvegarder maintenant"))

    def _on_state(self, state: BackupState) -> None:
        self.here_card.set_state(self._told_here(state), "late" if state.is_overdue else "muted")
        self.second_card.set_state(self._told_second(state), "late" if state.is_second_overdue else "muted")
        is_chosen = state.second_place is not None
        self.choose_button.setText(
            self.tr("Changer d’emplacement…") if is_chosen else self.tr("Choisir un emplacement…")
        )
        self.forget_button.setVisible(is_chosen)
        self.state_read.emit(state)

    def _told_here(self, state: BackupState) -> str:
        if state.last is None:
            return self.tr("Aucune sauvegarde n’a encore été faite.")
        plural = "s" if state.count > 1 else ""
        told = self.tr("Dernière\u00a0: {moment}, {size}. {count} sauvegarde{plural} gardée{plural}.").format(
            moment=moment_in_words(state.last), size=size_in_words(state.size), count=state.count, plural=plural
        )
        late = self.tr(" Aucune n’a réussi depuis une semaine.") if state.is_overdue else ""
        return told + late

    def _told_second(self, state: BackupState) -> str:
        if state.second_place is None:
            return self.tr("Aucun n’est choisi\u00a0: si cet ordinateur était perdu, vos dossiers le seraient aussi.")
        there = self.tr("branché") if state.second_present else self.tr("absent pour le moment")
        last = (
            self.tr("dernière copie\u00a0: {moment}").format(moment=moment_in_words(state.second_last))
            if state.second_last
            else self.tr("rien n’y a encore été copié")
        )
        return f"{state.second_place} — {there}, {last}."

    def _on_made(self, made: BackupMade) -> None:
        self._set_busy(False)
        if made.caution:
            self.banner.set_message(typeset(made.caution), "soon")
        else:
            where = self.tr(" et copiée au deuxième emplacement") if made.in_second_place else ""
            self.banner.set_message(
                self.tr("La sauvegarde est faite, relue{where}. Tout y est.").format(where=where), "done"
            )
        self.reload()

    def _on_failed(self, error: PpeError) -> None:
        self._set_busy(False)
        self.banner.set_message(typeset(error.message), "late")
        self.reload()

    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Clé USB ou dossier du réseau"), str(Path.home()))
        if chosen:
            self.choose(Path(chosen))

    def _on_chosen(self, _nothing: object) -> None:
        self.back_up()

    def _on_forget(self) -> None:
        self._tasks.run_long(self._backups.choose_second_place, None, then=self._on_forgotten)

    def _on_forgotten(self, _nothing: object) -> None:
        self.reload()
