"""Making a document from a child's file: choose it, make it for a reader, or make all the letters of a meeting at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from ppe_desktop.domain.prints import Produced
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.documents import Offer
from ppe_desktop.services.today import Today
from ppe_desktop.ui.dialogs.letters_dialog import LettersDialog
from ppe_desktop.ui.dialogs.new_document_dialog import NewDocumentDialog
from ppe_desktop.ui.dialogs.produce_dialog import ProduceDialog
from ppe_desktop.ui.forms.context import FileContext

_REGISTER = "produced_document"


class DocumentMaking(QObject):
    """Opens the dialogs that make documents, and has the file read again once something was made.

    Attributes:
        dialog: the one open, if any.
    """

    def __init__(self, context: FileContext, host: QWidget) -> None:
        super().__init__(host)
        self._context, self._host = context, host
        self.dialog: QDialog | None = None

    def choose(self) -> None:
        """Offer the documents that make sense for the child."""
        file = self._context.file
        if file is None:
            return
        self._context.autosaver.send()
        dialog = NewDocumentDialog(self._context.tasks, file.child.id, self._host)
        dialog.chosen.connect(self.make)
        self._open(dialog)

    def make(self, offer: Offer) -> None:
        """Make a document that was chosen."""
        if offer.document == Produced.INVITATION:
            self.make_letters(offer.subject_id, offer.about)
            return
        if offer.document == Produced.REPORT:
            self._write(offer)
            return
        self._produce(offer)

    def write_report(self) -> None:
        """Write the situation report, or go on with the one in progress."""
        file, tasks = self._context.file, self._context.tasks
        if file is not None:
            self._context.autosaver.send()
            start, failed = tasks.session.writings.start, self._context.error_raised.emit
            tasks.ask(start, file.child.id, then=self._on_report_begun, failed=failed)

    def _write(self, offer: Offer) -> None:
        tasks = self._context.tasks
        then, failed = partial(self._on_written, offer), self._context.error_raised.emit
        tasks.ask(tasks.session.writings.about, offer.subject_id, then=then, failed=failed)

    def _on_written(self, offer: Offer, writing_id: str) -> None:
        """Open the text of a report; one that was written elsewhere has none here, and its document is made at once."""
        if writing_id:
            self._context.writing_requested.emit(writing_id)
        else:
            self._produce(offer)

    def _on_report_begun(self, changes: Changes) -> None:
        self._context.changed.emit(changes)
        self._context.writing_requested.emit(changes.created)

    def _produce(self, offer: Offer) -> None:
        tasks = self._context.tasks
        dialog = ProduceDialog(tasks, offer.subject_id, None, self._host, document=offer.document, about=offer.about)
        dialog.produced.connect(self._on_produced)
        dialog.delivery_noted.connect(self._context.changed)
        dialog.words_noted.connect(self._context.changed)
        self._open(dialog)

    def make_letters(self, part_id: str, about: str) -> None:
        """Make the invitations of a meeting.

        Args:
            part_id: the meeting's part for the child.
            about: which meeting, in words.
        """
        self._context.autosaver.send()
        dialog = LettersDialog(self._context.tasks, part_id, about, self._host)
        dialog.made.connect(self._on_produced)
        dialog.sending_requested.connect(self._on_sent)
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(partial(self._on_finished, dialog))
        dialog.open()

    def _on_finished(self, dialog: QDialog, _result: int) -> None:
        if self.dialog is dialog:
            self.dialog = None

    def _on_produced(self, _made: object) -> None:
        file = self._context.file
        if file is not None:
            self._context.changed.emit(Changes(frozenset({(_REGISTER, file.child.id)})))

    def _on_sent(self, invitees: list[str]) -> None:
        tasks = self._context.tasks
        today = tasks.session.home.today
        tasks.ask(today, then=partial(self._note_sent, invitees), failed=self._context.error_raised.emit)

    def _note_sent(self, invitees: list[str], today: Today) -> None:
        tasks = self._context.tasks
        for invitee_id in invitees:
            tasks.ask(
                tasks.session.records.change, "meeting_invitee", invitee_id, sent_on=today.day,
                then=self._context.changed.emit, failed=self._context.error_raised.emit,
            )  # fmt: skip
