"""All the letters of a meeting at once: one for each person invited, in his or her own wording, then what was written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.prints import Produced as PrintedKind
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.services.documents import Batch
from ppe_desktop.ui.dialogs.batch_dialog import BatchDialog
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.widgets.buttons import SecondaryButton


class LettersDialog(BatchDialog):
    """Makes the letters of a meeting.

    Signals:
        sending_requested: the identifiers of the lines of the meeting whose letter was sent today.
    """

    sending_requested = Signal(object)

    def __init__(
        self, tasks: Tasks, subject_id: str, about: str, parent: QWidget | None = None, *, document: str = "invitation"
    ) -> None:
        """Build the dialog and ask who is invited.

        Args:
            tasks: the way to the open session.
            subject_id: the meeting's part for the child.
            about: which meeting, in words.
            parent: parent widget.
            document: kind of letter.
        """
        super().__init__(
            tasks,
            about[:1].upper() + about[1:],
            "Une lettre par personne, à ses mots et à son adresse. Les noms de fichiers ne disent rien de l’enfant.",
            "Produire les lettres",
            parent,
        )
        self._subject_id, self._document = subject_id, document
        self._batch: Batch | None = None
        self.setWindowTitle(PrintedKind.label_of(document))
        self.sent_button = SecondaryButton(self.tr("Noter l’envoi aujourd’hui"), "check", self)
        self.foot.insertWidget(1, self.sent_button)
        self.sent_button.hide()

        self.sent_button.clicked.connect(self._on_sent)
        read = tasks.session.documents.recipients
        tasks.run_long(read, subject_id, document, then=self._on_recipients, failed=self.show_failure)

    def begin(self) -> None:
        """Produce the letters of those who are ticked."""
        work = self._tasks.session.documents.produce_for
        self.produce(work, self._subject_id, self.chosen(), self.folder(), document=self._document)

    def outcome(self, batch: Batch) -> tuple[str, Sequence[str], str]:
        """Return how many letters are ready, each with its reader, and those that could not be made."""
        self._batch = batch
        self.sent_button.setVisible(any(reader.invitee_id for reader, _made in batch.done))
        lines = [f"{made.paths[0].name} – {reader.label}" for reader, made in batch.done]
        lines += [f"{reader.label} : {why}" for reader, why in batch.refused]
        problem = self.tr("Une lettre au moins n’a pas pu être produite.") if batch.refused else ""
        return _count(len(batch.done)), lines, problem

    def _on_recipients(self, recipients: list[Recipient]) -> None:
        lines = ((one, one.label, one.caution, not one.caution) for one in recipients)
        self.list_lines(lines, "Personne n’est encore invité : confirmez d’abord qui vient.")

    def _on_sent(self) -> None:
        if self._batch is not None:
            ids = [reader.invitee_id for reader, _made in self._batch.done if reader.invitee_id]
            self.sending_requested.emit(ids)
            self.sent_button.setEnabled(False)
            self.sent_button.setText(self.tr("Envoi noté"))


def _count(number: int) -> str:
    return f"{number} lettres sont prêtes" if number > 1 else "Une lettre est prête" if number else "Aucune lettre"
