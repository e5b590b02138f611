"""Making the document: for whom, in which formats, where; then what was written."""

from __future__ import annotations

import datetime as dt
import threading
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.prints import Produced as PrintedKind
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.runtime import clock
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.documents import Preview, Produced
from ppe_desktop.ui.dialogs.produce_form import ProduceForm
from ppe_desktop.ui.dialogs.produce_result import ProduceResult
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.coverage.missing_words import MissingWords
from ppe_desktop.ui.views.plan.typography import curly
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.column_scroll import ColumnScroll
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_TOLD = "leaving_was_told"


class ProduceDialog(QDialog):
    """Makes a document for one reader.

    Signals:
        produced: the :class:`Produced` document.
        delivery_noted: the ``Changes`` of the delivery that was noted.
        words_noted: words that were missing, or the reason, are in the base; carries the ``Changes``.
        refused: the :class:`PpeError` shown.
    """

    produced = Signal(object)
    delivery_noted = Signal(object)
    words_noted = Signal(object)
    refused = Signal(object)
    _stepped = Signal(str)

    def __init__(
        self,
        tasks: Tasks,
        subject_id: str,
        recipient: Recipient | None,
        parent: QWidget | None = None,
        *,
        document: str = PrintedKind.PPE.value,
        about: str = "",
    ) -> None:
        """Build the dialog.

        Args:
            tasks: the way to the open session.
            subject_id: the record the document is about: a version of the plan, a meeting's part for a child…
            recipient: the reader proposed first.
            parent: parent widget.
            document: kind of document.
            about: which one, in words, under the title of the window.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = PrintedKind.label_of(document)
        self.setWindowTitle(f"{title} – {about}" if about else title)
        self._tasks, self._subject_id, self._document = tasks, subject_id, document
        self._document_id = ""
        self._cancel: threading.Event | None = None
        documents = tasks.session.documents
        name = documents.neutral_name(document, clock.now().date())
        self.leaving_banner = Banner(self._leaving_text(), "soon", icon_name="shield-alert", parent=self)
        self.error_banner = Banner(tone="late", closable=False, parent=self)
        self.missing_words = MissingWords(tasks, self)
        self.detail_label = PlainLabel("", "small", wrap=True, parent=self)
        self.form = ProduceForm(name, documents.can_make_pdf(), self)
        self.result_page = ProduceResult(tasks.session.records.kinds()[self._delivery_kind()], self)
        self.scroll_area = ColumnScroll(620, self)
        self.stack = QStackedWidget(self)
        self.progress = QProgressBar(self)
        self.step_label = PlainLabel("", "muted", parent=self)
        self.produce_button = PrimaryButton(self.tr("Produire le document"), "file-text", self)
        self.cancel_button = SecondaryButton(self.tr("Annuler"), parent=self)

        self._arrange()
        self._connect()
        self._prepare()
        self.missing_words.look_at_document(document, subject_id)
        tasks.run_long(
            documents.recipients,
            subject_id,
            document,
            then=partial(self._on_recipients, recipient),
            failed=self._on_failed,
        )

    def reject(self) -> None:
        """Give up: while the document is being made, ask for it to stop first."""
        if self._cancel is None:
            super().reject()
        else:
            self._cancel.set()
            self.step_label.setText(self.tr("Annulation…"))
            self.cancel_button.setEnabled(False)

    def _arrange(self) -> None:
        body = self.scroll_area.body
        body.setContentsMargins(24, 20, 24, 12)
        body.setSpacing(12)
        for widget in (self.leaving_banner, self.error_banner, self.detail_label, self.missing_words, self.form):
            body.addWidget(widget)
        self.stack.addWidget(self.scroll_area)
        done = QWidget(self)
        column = QVBoxLayout(done)
        column.setContentsMargins(24, 24, 24, 12)
        column.addWidget(self.result_page)
        self.stack.addWidget(done)
        work = QVBoxLayout()
        work.setSpacing(4)
        work.addWidget(self.step_label)
        work.addWidget(self.progress)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 20)
        foot.setSpacing(8)
        foot.addLayout(work, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.produce_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack, 1)
        whole.addLayout(foot)

    def _connect(self) -> None:
        self.form.recipient_changed.connect(self._on_recipient_changed)
        self.form.day_changed.connect(self._on_recipient_changed)
        self.form.changed.connect(self._on_form_changed)
        self.produce_button.clicked.connect(self._on_produce)
        self.cancel_button.clicked.connect(self.reject)
        self.result_page.delivery_requested.connect(self._on_delivery_requested)
        self._stepped.connect(self._on_stepped)
        self.missing_words.noted.connect(self.words_noted)
        self.missing_words.noted.connect(self._on_recipient_changed)

    def _prepare(self) -> None:
        self.leaving_banner.setVisible(not self._tasks.property(_TOLD))
        self._tasks.setProperty(_TOLD, True)
        self.form.past_day.setVisible(self._tasks.session.documents.takes_a_past_day(self._document))
        self.error_banner.hide()
        self.detail_label.hide()
        self.progress.hide()
        self.produce_button.setEnabled(False)
        screen = self.screen().availableGeometry().size()
        self.resize(min(px(660), screen.width() - 40), min(px(640), screen.height() - 60))
        self.form.recipient_combo.setFocus()

    def _leaving_text(self) -> str:
        return self.tr(
            "Le fichier produit quitte la base chiffrée\N{NO-BREAK SPACE}: toute personne qui ouvre cet ordinateur "
            "ou cette clé pourra le lire. Effacez-le quand vous n’en avez plus besoin."
        )

    def _on_recipients(self, chosen: Recipient | None, recipients: list[Recipient]) -> None:
        self.form.show_recipients(recipients, chosen)

    def _on_recipient_changed(self) -> None:
        recipient = self.form.recipient()
        self._show_error("", "")
        if recipient is not None:
            day = self.form.past_day.day()
            then = partial(self._on_preview, recipient, day)
            self._tasks.run_long(
                self._tasks.session.documents.preview,
                self._subject_id,
                recipient,
                self._document,
                day,
                then=then,
                failed=self._on_failed,
            )

    def _on_preview(self, recipient: Recipient, day: dt.date | None, preview: Preview) -> None:
        if recipient == self.form.recipient() and day == self.form.past_day.day():
            self.form.show_preview(recipient, preview)

    def _on_form_changed(self) -> None:
        self.produce_button.setEnabled(self._cancel is None and self.form.is_complete())

    def _on_produce(self) -> None:
        recipient = self.form.recipient()
        if recipient is None:
            return
        self._cancel = threading.Event()
        self._show_error("", "")
        self._show_working(True)
        self._tasks.run_long(
            self._tasks.session.documents.produce,
            self._subject_id,
            recipient,
            self.form.target(),
            document=self._document,
            pdf=self.form.pdf_box.isChecked(),
            as_of=self.form.past_day.day(),
            cancel=self._cancel,
            progress=self._stepped.emit,
            then=partial(self._on_produced, recipient),
            failed=self._on_produce_failed,
        )

    def _on_stepped(self, step: str) -> None:
        self.step_label.setText(f"{curly(step)}…")
        self.progress.setValue(self.progress.value() + 1)

    def _on_produced(self, recipient: Recipient, produced: Produced) -> None:
        was_cancelled = self._cancel is not None and self._cancel.is_set()
        self._cancel = None
        self._document_id = produced.document_id
        self._show_working(False)
        self.result_page.show_result(produced, recipient, was_cancelled=was_cancelled)
        self.stack.setCurrentIndex(1)
        self.produce_button.hide()
        self.cancel_button.setText(self.tr("Fermer"))
        self.result_page.open_button.setFocus()
        self.produced.emit(produced)

    def _on_produce_failed(self, error: PpeError) -> None:
        was_cancelled = self._cancel is not None and self._cancel.is_set()
        self._cancel = None
        self._show_working(False)
        if was_cancelled:
            self.error_banner.set_message(self.tr("La production est annulée. Rien n’a été écrit."), "info")
        else:
            self._on_failed(error)

    def _on_failed(self, error: PpeError) -> None:
        self._show_error(curly(error.message), error.detail)
        self.scroll_area.verticalScrollBar().setValue(0)
        self.refused.emit(error)

    def _show_error(self, message: str, detail: str) -> None:
        if message:
            self.error_banner.set_message(message, "late")
        self.error_banner.setVisible(bool(message))
        self.detail_label.setText(detail)
        self.detail_label.setVisible(bool(detail))

    def _show_working(self, is_working: bool) -> None:
        self.progress.setRange(0, 3 if self.form.pdf_box.isChecked() else 2)
        self.progress.setValue(0)
        self.progress.setVisible(is_working)
        self.form.setEnabled(not is_working)
        self.cancel_button.setEnabled(True)
        self.step_label.setText(self.tr("Préparation…") if is_working else "")
        self._on_form_changed()

    def _delivery_kind(self) -> str:
        """Return the record that notes a delivery: the plan prints its own, the others are noted beside the register."""
        return "plan_delivery" if self._document == PrintedKind.PPE else "document_delivery"

    def _delivered(self) -> dict[str, str]:
        """Return which line of the register was handed over, and to whom by name."""
        recipient = self.form.recipient()
        return {"produced_id": self._document_id, "name": recipient.label if recipient else ""}

    def _on_delivery_requested(self, values: dict[str, object]) -> None:
        is_plan = self._document == PrintedKind.PPE
        owner = {"plan_id": self._subject_id} if is_plan else self._delivered()
        self._tasks.ask(
            self._tasks.session.records.add,
            self._delivery_kind(),
            then=self._on_delivery_noted,
            failed=self.result_page.show_error,
            **owner,
            **values,
        )

    def _on_delivery_noted(self, changes: Changes) -> None:
        self.result_page.show_noted()
        self.delivery_noted.emit(changes)
