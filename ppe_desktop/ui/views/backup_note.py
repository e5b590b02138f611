"""The last backup, at the foot of the window, and what must be said when backups fail."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.dates import clock_time, short_date
from ppe_desktop.domain.errors import DamagedBaseError, PpeError
from ppe_desktop.services.backups import BackupState
from ppe_desktop.ui.backing_up import BackupRound, moment_in_words, overdue_in_words
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.views.trust.notices import Notices
from ppe_desktop.ui.widgets.buttons import QuietButton

DAMAGED = (
    "Une page de la base est abîmée : le disque a peut-être un défaut. Ce que vous voyez est lisible, mais ne comptez pas sur la suite. "
    "Reprenez la dernière sauvegarde ; la base d’aujourd’hui sera gardée à côté."
)


class BackupNote(QuietButton):
    """Says when the last backup was made; opens what can be done about backups.

    Signals:
        restore_requested: the base is damaged, and a backup is wanted back.

    Attributes:
        round: what asks for the backups.
    """

    restore_requested = Signal()

    def __init__(self, tasks: Tasks, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__("", "save", parent)
        self.setObjectName("backup_note")
        self.setProperty("small", True)
        self.setProperty("quiet", True)
        self._notices = notices
        self._is_reminded = False
        self.round = BackupRound(tasks, self)
        self.hide()

        self.round.state_read.connect(self.show_state)
        self.round.failed.connect(self.show_failure)
        notices.action_requested.connect(self._on_notice_action)

    def show_state(self, state: BackupState) -> None:
        """Say where the backups stand, and once when they are late."""
        self.setVisible(state.last is not None)
        if state.last is not None:
            words = self.tr("Sauvegarde du {day} à {hour}")
            self.setText(words.format(day=short_date(state.last.date())[:5], hour=clock_time(state.last)))
            self.setToolTip(self.tr("Dernière sauvegarde\u00a0: {moment}").format(moment=moment_in_words(state.last)))
        said = overdue_in_words(state)
        if said and not self._is_reminded:
            self._is_reminded = True
            self._notices.say("late", said, "soon")

    def show_failure(self, error: PpeError) -> None:
        """Say that no backup could be made, and what to do when it is because the base is damaged."""
        if isinstance(error, DamagedBaseError):
            self._notices.say("damaged", DAMAGED, "late", self.tr("Reprendre une sauvegarde…"))
        else:
            self._notices.say("failed", error.message, "soon")

    def _on_notice_action(self, subject: str) -> None:
        if subject == "damaged":
            self.restore_requested.emit()
