"""All the letters of a meeting at once: one for each person invited, in his or her own wording, then what was written."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.prints import Produced as PrintedKind
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.runtime.opening import open_outside
from ppe_desktop.services.documents import Batch
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.column_scroll import ColumnScroll
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class LettersDialog(QDialog):
    """Makes the letters of a meeting.

    Signals:
        made: the :class:`Batch`.
        sending_requested: the identifiers of the lines of the meeting whose letter was sent today.
    """

    made = Signal(object)
    sending_requested = Signal(object)
    _stepped = Signal(str)

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
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tasks, self._subject_id, self._document = tasks, subject_id, document
        self._cancel: threading.Event | None = None
        self._batch: Batch | None = None
        self.setWindowTitle(PrintedKind.label_of(document))
        self.boxes: list[tuple[QCheckBox, Recipient]] = []
        self.heading = PlainLabel(typeset(about[:1].upper() + about[1:]), "heading", wrap=True, parent=self)
        self.intro_label = PlainLabel(
            self.tr("Une lettre par personne, à ses mots et à son adresse. Les noms de fichiers ne disent rien de l’enfant."),
            "muted", wrap=True, parent=self,
        )  # fmt: skip
        self.banner = Banner(tone="late", closable=False, parent=self)
        self.scroll_area = ColumnScroll(620, self)
        self.pdf_box = QCheckBox(self.tr("Aussi en PDF, à envoyer tel quel"), self)
        self.place_label = PlainLabel(self.tr("Où les enregistrer"), "strong", parent=self)
        self.place_line = QLineEdit(_documents_folder(), self)
        self.place_button = SecondaryButton(self.tr("Choisir…"), "folder-open", self)
        self.step_label = PlainLabel("", "muted", parent=self)
        self.progress = QProgressBar(self)
        self.folder_button = SecondaryButton(self.tr("Ouvrir le dossier"), "folder-open", self)
        self.sent_button = SecondaryButton(self.tr("Noter l’envoi aujourd’hui"), "check", self)
        self.close_button = SecondaryButton(self.tr("Annuler"), parent=self)
        self.make_button = PrimaryButton(self.tr("Produire les lettres"), "file-text", self)

        self._arrange()
        self._connect()
        self._prepare()
        read = tasks.session.documents.recipients
        tasks.run_long(read, subject_id, document, then=self._on_recipients, failed=self._on_failed)

    def reject(self) -> None:
        """Give up: while letters are being made, stop after the one in progress."""
        if self._cancel is None:
            super().reject()
        else:
            self._cancel.set()
            self.step_label.setText(self.tr("Annulation…"))
            self.close_button.setEnabled(False)

    def chosen(self) -> list[Recipient]:
        """Return the persons whose letter is wanted."""
        return [recipient for box, recipient in self.boxes if box.isChecked()]

    def _arrange(self) -> None:
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.place_line, 1)
        place.addWidget(self.place_button)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.folder_button)
        foot.addWidget(self.sent_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.make_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        above: tuple[QWidget, ...] = (self.heading, self.intro_label, self.banner)
        between: tuple[QWidget, ...] = (self.pdf_box, self.place_label)
        below: tuple[QWidget, ...] = (self.step_label, self.progress)
        for widget in above:
            column.addWidget(widget)
        column.addWidget(self.scroll_area, 1)
        for widget in between:
            column.addWidget(widget)
        column.addLayout(place)
        for widget in below:
            column.addWidget(widget)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.place_button.clicked.connect(self._on_choose)
        self.make_button.clicked.connect(self._on_make)
        self.close_button.clicked.connect(self.reject)
        self.folder_button.clicked.connect(self._on_folder)
        self.sent_button.clicked.connect(self._on_sent)
        self._stepped.connect(self._on_stepped)

    def _prepare(self) -> None:
        for widget in (self.banner, self.progress, self.folder_button, self.sent_button):
            widget.hide()
        self.pdf_box.setEnabled(self._tasks.session.documents.can_make_pdf())
        self.place_line.setAccessibleName(self.place_label.text())
        self.make_button.setEnabled(False)
        screen = self.screen().availableGeometry().size()
        self.resize(min(px(660), screen.width() - 40), min(px(600), screen.height() - 60))

    def _on_recipients(self, recipients: list[Recipient]) -> None:
        for recipient in recipients:
            box = QCheckBox(typeset(recipient.label), self.scroll_area)
            box.setChecked(not recipient.caution)
            box.toggled.connect(self._on_toggled)
            self.boxes.append((box, recipient))
            self.scroll_area.body.addWidget(box)
            if recipient.caution:
                self.scroll_area.body.addWidget(PlainLabel(typeset(recipient.caution), "small", wrap=True, parent=self))
        if not recipients:
            text = self.tr("Personne n’est encore invité : confirmez d’abord qui vient.")
            self.scroll_area.body.addWidget(PlainLabel(text, "muted", wrap=True, parent=self))
        self.scroll_area.body.addStretch(1)
        self._on_toggled()
        if self.boxes:
            self.boxes[0][0].setFocus()

    def _on_toggled(self) -> None:
        self.make_button.setEnabled(self._cancel is None and bool(self.chosen()))

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Choisir un dossier"), self.place_line.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.place_line.setText)
        dialog.open()

    def _on_make(self) -> None:
        self._cancel = threading.Event()
        wanted = self.chosen()
        self.banner.hide()
        self.progress.setRange(0, len(wanted))
        self.progress.setValue(0)
        self._show_working(True)
        self._tasks.run_long(
            self._tasks.session.documents.produce_for,
            self._subject_id,
            wanted,
            Path(self.place_line.text().strip()),
            document=self._document,
            pdf=self.pdf_box.isChecked(),
            cancel=self._cancel,
            progress=self._stepped.emit,
            then=self._on_made,
            failed=self._on_failed,
        )

    def _show_working(self, is_working: bool) -> None:
        self.progress.setVisible(is_working)
        for widget in (self.scroll_area, self.pdf_box, self.place_line, self.place_button):
            widget.setEnabled(not is_working)
        self.close_button.setEnabled(True)
        self.step_label.setText(self.tr("Préparation…") if is_working else "")
        self._on_toggled()

    def _on_stepped(self, label: str) -> None:
        self.step_label.setText(typeset(label))
        self.progress.setValue(self.progress.value() + 1)

    def _on_made(self, batch: Batch) -> None:
        self._cancel, self._batch = None, batch
        self._show_working(False)
        lines = [f"{made.paths[0].name} – {reader.label}" for reader, made in batch.done]
        lines += [f"{reader.label} : {why}" for reader, why in batch.refused]
        lines += (
            [self.tr("Arrêté à votre demande : les lettres déjà écrites sont gardées.")] if batch.was_cancelled else []
        )
        for box, _recipient in self.boxes:
            box.hide()
        text = PlainLabel(typeset("\n".join(lines)), wrap=True, parent=self.scroll_area)
        self.scroll_area.body.insertWidget(0, text)
        self.heading.setText(_count(len(batch.done)))
        if batch.refused:
            self.banner.set_message(self.tr("Une lettre au moins n’a pas pu être produite."), "late")
            self.banner.show()
        for widget in (
            self.intro_label,
            self.pdf_box,
            self.place_label,
            self.place_line,
            self.place_button,
            self.make_button,
        ):
            widget.hide()
        self.folder_button.setVisible(bool(batch.done))
        self.sent_button.setVisible(any(reader.invitee_id for reader, _made in batch.done))
        self.close_button.setText(self.tr("Fermer"))
        self.made.emit(batch)

    def _on_failed(self, error: PpeError) -> None:
        self._cancel = None
        self._show_working(False)
        self.banner.set_message(error.message, "late")
        self.banner.show()

    def _on_folder(self) -> None:
        open_outside(Path(self.place_line.text().strip()))

    def _on_sent(self) -> None:
        if self._batch is not None:
            ids = [reader.invitee_id for reader, _made in self._batch.done if reader.invitee_id]
            self.sending_requested.emit(ids)
            self.sent_button.setEnabled(False)
            self.sent_button.setText(self.tr("Envoi noté"))


def _count(number: int) -> str:
    return f"{number} lettres sont prêtes" if number > 1 else "Une lettre est prête" if number else "Aucune lettre"


def _documents_folder() -> str:
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return found or str(Path.home())
