"""What is looked at while a base is open: that the journal is whole, and copies in clear that stay too long."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from ppe_desktop.domain.dates import clock_time, long_date
from ppe_desktop.services.audit import AuditState
from ppe_desktop.services.history import LastWritten
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.views.settings.journal_page import broken_in_words
from ppe_desktop.ui.views.trust.notices import Notices

CHECK_MS = 6000
"""Once the first screens have come."""
ROUND_MS = 60 * 60_000


class TrustWatch(QObject):
    """Checks the journal once, and the copies in clear from time to time; says what must be known above the pages.

    After an opening that was not closed, it first says where the last words written are: whose file, which field, when. They are kept;
    the history of the file shows what they replaced, and takes it back.

    Signals:
        journal_requested: the person asks for the journal.
        copies_requested: the person asks for the copies in clear.
        history_requested: the person asks for what was written last; carries the child and the section.
    """

    journal_requested = Signal()
    copies_requested = Signal()
    history_requested = Signal(str, str)

    def __init__(self, tasks: Tasks, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._notices = tasks, notices
        self._child_id = ""
        self._is_reminded = False
        self._rounds = QTimer(self, interval=ROUND_MS)
        self._rounds.timeout.connect(self.look_at_copies)
        if not tasks.session.is_demo:
            QTimer.singleShot(CHECK_MS, self, self.check_journal)
            self._rounds.start()
            if tasks.session.was_cut:
                tasks.ask(tasks.session.history.last_written, then=self.show_last_written)

        notices.action_requested.connect(self._on_notice_action)

    def check_journal(self) -> None:
        """Read the whole journal in the background, then look at the copies."""
        self._tasks.ask(self._tasks.session.audit.check, then=self.show_state)

    def look_at_copies(self) -> None:
        """Remind, once a session, of the copies that are there for more than a day."""
        if not self._is_reminded:
            self._tasks.run_long(self._tasks.session.outside.waiting, then=self.show_waiting)

    def show_state(self, state: AuditState) -> None:
        """Say that the journal was altered, if it was."""
        if state.is_whole:
            self.look_at_copies()
            return
        self._notices.say("journal", broken_in_words(state), "late", self.tr("Ouvrir le journal"))

    def show_waiting(self, counts: tuple[int, int]) -> None:
        """Say that copies in clear have been there for more than a day."""
        _there, old = counts
        if not old:
            return
        self._is_reminded = True
        several = old > 1
        words = (
            self.tr("{count} copies en clair sont hors de la base depuis plus d’un jour.")
            if several
            else self.tr("{count} copie en clair est hors de la base depuis plus d’un jour.")
        )
        self._notices.say("copies", words.format(count=old), "soon", self.tr("Voir les copies…"))

    def show_last_written(self, last: LastWritten | None) -> None:
        """Say what was kept when the program or the machine stopped."""
        if last is None:
            return
        self._child_id = last.child_id
        words = self.tr(
            "La dernière fois, le logiciel s’est arrêté sans être fermé. Rien n’est perdu : le dernier texte gardé est « {what} », dans le "
            "dossier de {child}, écrit le {day} à {time}."
        ).format(
            what=last.label or last.kind, child=last.child, day=long_date(last.at.date()), time=clock_time(last.at)
        )
        self._notices.say("last", words, "info", self.tr("Voir et comparer"))

    def _on_notice_action(self, subject: str) -> None:
        if subject == "last":
            self._notices.put_away(subject)
            self.history_requested.emit(self._child_id, "history")
        elif subject == "journal":
            self.journal_requested.emit()
        elif subject == "copies":
            self._notices.put_away(subject)
            self.copies_requested.emit()
