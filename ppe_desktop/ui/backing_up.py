"""The round of backups while a base is open: soon after the opening, then from time to time; who shows it is told."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QObject, QTimer, Signal

from ppe_desktop.domain.dates import clock_time, full_date
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.services.backups import BackupMade, BackupState
from ppe_desktop.ui.tasks import Tasks

STATE_MS = 1500
"""Once the first screen has come."""
FIRST_MS = 20_000
"""Once the first gestures are done."""
ROUND_MS = 30 * 60_000
MEBIBYTE = 1024 * 1024


class BackupRound(QObject):
    """Asks for backups at the right moments; a base of fictitious files is left alone.

    Signals:
        state_read: where the backups stand; carries the ``BackupState``.
        made: a backup was made; carries the ``BackupMade``.
        failed: none could be made; carries the :class:`PpeError`.
    """

    state_read = Signal(object)
    made = Signal(object)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._is_first = True
        self._rounds = QTimer(self, interval=ROUND_MS)
        self._rounds.timeout.connect(self.back_up)
        if not tasks.session.is_demo:
            QTimer.singleShot(STATE_MS, self, self.read_state)
            QTimer.singleShot(FIRST_MS, self, self.back_up)
            self._rounds.start()

    def read_state(self) -> None:
        """Read where the backups stand; ``state_read`` follows."""
        self._tasks.run_long(self._tasks.session.backups.state, then=self.state_read.emit)

    def back_up(self) -> None:
        """Make the backup that each opening leaves; later on, make one unless a recent one is enough."""
        future = self._tasks.session.backups.start_round(is_first=self._is_first)
        self._is_first = False
        self._tasks.follow(future, then=self._on_done, failed=self._on_failed)

    def _on_done(self, made: BackupMade | None) -> None:
        if made is not None:
            self.made.emit(made)
            self.read_state()

    def _on_failed(self, error: PpeError) -> None:
        self.failed.emit(error)
        self.read_state()


def moment_in_words(moment: dt.datetime) -> str:
    """Return ``lundi 23 novembre 2026 à 14 h 05``."""
    return f"{full_date(moment.date())} à {clock_time(moment)}"


def size_in_words(size: int) -> str:
    """Return a size in megabytes, ``3,2 Mo``."""
    return f"{max(size / MEBIBYTE, 0.1):.1f}\N{NO-BREAK SPACE}Mo".replace(".", ",")


def overdue_in_words(state: BackupState) -> str:
    """Return what must be said of late backups, empty when all is well."""
    if state.is_overdue and state.last is not None:
        return (
            f"Aucune sauvegarde n’a réussi depuis le {moment_in_words(state.last)}. Vos dossiers sont sur cet ordinateur, et nulle "
            "part ailleurs."
        )
    if state.is_second_overdue:
        return (
            "Vos sauvegardes n’ont pas été copiées au deuxième emplacement depuis plus d’une semaine. Branchez la clé USB, ou "
            "connectez-vous au réseau du service."
        )
    return ""
