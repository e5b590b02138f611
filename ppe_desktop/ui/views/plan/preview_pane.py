"""The page beside the text: for whom, how it reads, what this reader does not receive."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.prints import Produced as PrintedKind
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.services.documents import Preview
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.plan.paper import PaperView
from ppe_desktop.ui.views.plan.typography import curly
from ppe_desktop.ui.views.plan.withheld_list import WithheldList
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.calm_combo import CalmCombo
from ppe_desktop.ui.widgets.plain_label import PlainLabel

PAUSE_MS = 60
"""What changes at the same moment is shown together."""
TYPED_MS = 400
"""Pause in typing after which the page is made again: what was typed does not wait for its turn to be kept."""


class PreviewPane(QWidget):
    """Shows the document for a reader, a moment after each change.

    Signals:
        refreshed: the page shows what the base holds.
        recipient_chosen: the reader whose copy is shown.
    """

    refreshed = Signal()
    recipient_chosen = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._plan_id, self._document = "", PrintedKind.PPE.value
        self._turn = 0
        self._is_running = self._is_stale = False
        self.recipients: list[Recipient] = []
        self.recipient_label = PlainLabel(self.tr("Pour qui\N{NO-BREAK SPACE}?"), "strong", parent=self)
        self.recipient_label.setMinimumWidth(px(76))  # the room it asks for by itself is that of lighter letters
        self.recipient_combo = CalmCombo(self)
        self.recipient_label.setBuddy(self.recipient_combo)
        self.recipient_combo.setAccessibleName(self.recipient_label.text())
        self.note = PlainLabel("", "muted", wrap=True, parent=self)
        self.banner = Banner(closable=False, parent=self)
        self.paper = PaperView(self)
        self.withheld_list = WithheldList(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(TYPED_MS)
        self.banner.hide()
        self.setMinimumWidth(px(230))

        self._arrange()

        self._pause.timeout.connect(self._refresh)
        self.recipient_combo.activated.connect(self._on_recipient_activated)
        self._say(self.tr("Aperçu sans la mise en page exacte"))

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.recipient_label)
        top.addWidget(self.recipient_combo, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.note)
        column.addWidget(self.banner)
        column.addWidget(self.paper, 1)
        column.addWidget(self.withheld_list)

    def recipient(self) -> Recipient | None:
        """Return the reader whose copy is shown."""
        place = self.recipient_combo.currentIndex()
        return self.recipients[place] if 0 <= place < len(self.recipients) else None

    def open_plan(self, plan_id: str, document: str = PrintedKind.PPE.value) -> None:
        """Show another version, or another document about what ``plan_id`` is the record of."""
        self._plan_id, self._document = plan_id, document
        self._turn += 1
        self._is_running = self._is_stale = False  # an answer still to come is for another plan
        self._pause.stop()
        self.recipients = []
        self.recipient_combo.clear()
        self.paper.clear()
        self.banner.hide()
        self.withheld_list.hide()
        if plan_id:
            self._say(self.tr("L’aperçu se prépare…"))
            self.ask_recipients()

    def ask_recipients(self) -> None:
        """Ask again who may read this plan."""
        work = self._tasks.session.documents.recipients
        self._tasks.run_long(
            work,
            self._plan_id,
            self._document,
            then=partial(self._on_recipients, self._turn),
            failed=partial(self._on_failed, self._turn),
        )

    def refresh_soon(self) -> None:
        """Make the page again after a short pause."""
        if self._plan_id and self.recipients:
            self._pause.start()

    def follow(self, autosaver: Autosaver) -> None:
        """Show what is typed soon after the last key, while the page is in view."""
        self._typed.timeout.connect(autosaver.send)
        autosaver.saving_started.connect(self._on_typed)
        autosaver.saved.connect(self._on_saved)

    def choose(self, recipient: Recipient) -> None:
        """Show the copy of a reader."""
        if recipient in self.recipients:
            self.recipient_combo.setCurrentIndex(self.recipients.index(recipient))
            self._on_recipient_activated()

    def stop(self) -> None:
        """Make no more pages until asked again."""
        self._pause.stop()
        self._typed.stop()

    def _on_typed(self) -> None:
        if self.isVisible():
            self._typed.start()

    def _on_saved(self, _at: Any) -> None:
        self.refresh_soon()

    def _refresh(self) -> None:
        recipient = self.recipient()
        if recipient is None or not self.isVisible():
            return
        if self._is_running:
            self._is_stale = True
            return
        self._is_running = True
        self._say(self.tr("L’aperçu se met à jour…"))
        done = partial(self._on_preview, self._turn, recipient)
        failed = partial(self._on_failed, self._turn)
        make = self._tasks.session.documents.preview
        self._tasks.run_long(make, self._plan_id, recipient, self._document, then=done, failed=failed)

    def _on_recipients(self, turn: int, recipients: list[Recipient]) -> None:
        if turn != self._turn:
            return
        before = self.recipient()
        self.recipients = recipients
        self.recipient_combo.clear()
        self.recipient_combo.addItems([curly(recipient.label) for recipient in recipients])
        self.recipient_combo.setCurrentIndex(recipients.index(before) if before in recipients else 0)
        self._refresh()

    def _on_recipient_activated(self) -> None:
        self._turn += 1
        self._is_running = False  # its answer will be dropped: it is for another reader
        self.recipient_chosen.emit(self.recipient())
        self._refresh()

    def _on_preview(self, turn: int, recipient: Recipient, preview: Preview) -> None:
        if turn != self._turn:
            return
        self._is_running = False
        self.paper.show_html(preview.html)
        self.withheld_list.show_withheld(recipient, preview.withheld)
        self.withheld_list.show()
        self._warn(preview)
        self._say(self.tr("Aperçu sans la mise en page exacte"))
        self.refreshed.emit()
        self._go_on()

    def _on_failed(self, turn: int, error: PpeError) -> None:
        if turn != self._turn:
            return
        self._is_running = False
        self.banner.set_message(curly(error.message), "late")
        self._say(self.tr("L’aperçu n’a pas pu être préparé. Votre texte est enregistré."))
        self._go_on()

    def _go_on(self) -> None:
        if self._is_stale:
            self._is_stale = False
            self._pause.start()

    def _warn(self, preview: Preview) -> None:
        if preview.problem:
            self.banner.set_message(curly(preview.problem), "late")
        elif preview.cautions:
            self.banner.set_message(curly("\n".join(preview.cautions)), "soon")
        else:
            self.banner.hide()

    def _say(self, text: str) -> None:
        self.note.setText(text)
