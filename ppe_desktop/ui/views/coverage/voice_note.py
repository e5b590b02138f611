"""The words of one person noted where they are missing, or why there are none: in the base a moment after they are typed."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ppe_desktop.domain.coverage import Voice
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.texts import elide
from ppe_desktop.domain.vocabulary import CollectionOutcome
from ppe_desktop.runtime import clock
from ppe_desktop.services.changes import Changes
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.chip import ChipButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.growing_text_edit import GrowingTextEdit
from ppe_desktop.ui.widgets.plain_label import PlainLabel

PAUSE_MS = 700
"""A pause in typing after which what is typed is kept."""


class VoiceNote(Card):
    """What one person said, or why nothing could be collected.

    Signals:
        kept: something is in the base; carries the :class:`Changes`.
        finished: the person has done with it.
    """

    kept = Signal(object)
    finished = Signal()

    def __init__(self, tasks: Tasks, child_id: str, voice: Voice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("voice_note")
        self._tasks, self._child_id, self.voice = tasks, child_id, voice
        self.statement_id = ""
        self._sent: dict[str, Any] = {}
        self._is_on_way = self._is_due = False
        self._outcome = CollectionOutcome.COLLECTED.value
        self.heading = PlainLabel(
            self.tr("Paroles {of}").format(of=elide("de", voice.name)), "strong", wrap=True, parent=self
        )
        self.ways = {
            CollectionOutcome.COLLECTED.value: ChipButton(
                self.tr("Ses mots"), "child", "quote", checkable=True, parent=self
            ),
            CollectionOutcome.DECLINED.value: ChipButton(CollectionOutcome.DECLINED.label, checkable=True, parent=self),
            CollectionOutcome.NOT_MET.value: ChipButton(CollectionOutcome.NOT_MET.label, checkable=True, parent=self),
        }
        self.text = GrowingTextEdit(self.tr("Ses mots exacts"), min_lines=2, max_lines=8, parent=self)
        self.error_label = PlainLabel("", "error", wrap=True, parent=self)
        self.done_button = SecondaryButton(self.tr("C’est noté"), "check", self)
        self.close_button = QuietButton(self.tr("Plus tard"), parent=self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._lay_out()
        self._show_way()

        for code, chip in self.ways.items():
            chip.clicked.connect(partial(self._on_way, code))
        self.text.text_edited.connect(self._pause.start)
        self._pause.timeout.connect(self.keep)
        self.done_button.clicked.connect(self._on_done)
        self.close_button.clicked.connect(self._on_done)

    def keep(self) -> None:
        """Put what is typed in the base: one record, made at the first time and changed at the next ones."""
        self._pause.stop()
        values = self._values()
        if values is None or values == self._sent:
            return
        if self._is_on_way:
            self._is_due = True
            return
        self._sent, self._is_on_way, self._is_due = values, True, False
        records, then = self._tasks.session.records, partial(self._on_kept)
        if self.statement_id:
            self._tasks.ask(records.change, "statement", self.statement_id, **values, then=then, failed=self._on_failed)
        else:
            new = {**values, "child_id": self._child_id, "said_on": clock.today(), "speaker": self.voice.speaker}
            new |= {"person_id": self.voice.person_id} if self.voice.person_id else {}
            self._tasks.ask(records.add, "statement", **new, then=then, failed=self._on_failed)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was just typed before the screen goes."""
        self.keep()
        super().hideEvent(event)

    def _values(self) -> dict[str, Any] | None:
        """Return what is said of the words; nothing as long as nothing is: a refusal says something by itself."""
        text = self.text.toPlainText().strip()
        is_heard = self._outcome == CollectionOutcome.COLLECTED
        if not text and not self.statement_id and self._outcome != CollectionOutcome.DECLINED:
            return None
        return {
            "outcome": self._outcome,
            "exact_words": text if is_heard else "",
            "why_not_collected": "" if is_heard else text,
        }

    def _lay_out(self) -> None:
        ways = QWidget(self)
        flow = FlowLayout(ways)
        for chip in self.ways.values():
            flow.addWidget(chip)
        foot = QHBoxLayout()
        foot.addWidget(self.done_button)
        foot.addWidget(self.close_button)
        foot.addStretch(1)
        for widget in (self.heading, ways, self.text, self.error_label):
            self.body.addWidget(widget)
        self.body.addLayout(foot)
        self.error_label.hide()

    def _show_way(self) -> None:
        for code, chip in self.ways.items():
            chip.setChecked(code == self._outcome)
        asked = {
            CollectionOutcome.COLLECTED.value: self.tr("Ses mots exacts"),
            CollectionOutcome.DECLINED.value: self.tr("Ce qui en a été dit, si c’est utile"),
            CollectionOutcome.NOT_MET.value: self.tr("Pourquoi"),
        }[self._outcome]
        self.text.setPlaceholderText(asked)
        self.text.setAccessibleName(asked)

    def _on_way(self, code: str) -> None:
        self._outcome = code
        self._show_way()
        self.text.setFocus()
        self._pause.start()

    def _on_kept(self, changes: Changes) -> None:
        self._is_on_way = False
        self.statement_id = self.statement_id or changes.created
        self.error_label.hide()
        self.kept.emit(changes)
        if self._is_due:
            self.keep()

    def _on_failed(self, error: PpeError) -> None:
        self._sent, self._is_on_way = {}, False
        self.error_label.setText(error.message)
        self.error_label.show()

    def _on_done(self) -> None:
        self.keep()
        self.finished.emit()
