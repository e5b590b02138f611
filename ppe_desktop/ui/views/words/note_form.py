"""Noting words without leaving the screen: they are in the base from the first letters, tied to what is on screen."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.facts import RecordKind
from ppe_desktop.domain.vocabulary import CollectionOutcome, Sharing, Speaker
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.forms.record_form import RecordForm
from ppe_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.plain_label import PlainLabel

FACTS = ("exact_words", "speaker", "person_id", "said_on")


class FirstLetters(QObject):
    """Stands for the autosave while the words have no record yet: makes it at the first letters, then passes everything on.

    The identifier is known from the start, so nothing typed ever waits for an answer of the base.

    Signals:
        field_refused, field_accepted: those of the autosave.
        failed: a :class:`PpeError`; the words could not be made, and will be at the next letters.
    """

    field_refused = Signal(str, str, str, str)
    field_accepted = Signal(str, str, str)
    failed = Signal(object)

    def __init__(self, autosaver: Autosaver, statement_id: str, values: dict[str, Any], parent: QObject) -> None:
        super().__init__(parent)
        self.tasks = autosaver.tasks
        self._autosaver, self._id, self._values = autosaver, statement_id, values
        self._typed: dict[str, Any] = {}
        self._sent: dict[str, Any] = {}
        self.is_made = False
        autosaver.field_refused.connect(self.field_refused)
        autosaver.field_accepted.connect(self.field_accepted)

    def note(self, kind: str, record_id: str, field: str, typed: Any) -> None:
        """Take what was typed."""
        if self.is_made:
            self._autosaver.note(kind, record_id, field, typed)
            return
        self._typed[field] = typed
        if str(self._typed.get("exact_words", "")).strip():
            self._make()

    def holds(self, kind: str, record_id: str, field: str) -> bool:
        """Tell whether what was typed in a field is not in the base yet."""
        return field in self._typed or self._autosaver.holds(kind, record_id, field)

    def send(self) -> None:
        """Send what was typed now."""
        self._autosaver.send()

    def _make(self) -> None:
        self.is_made = True
        typed, self._typed = self._typed, {}
        self._sent = dict(typed)
        values = {**self._values, "exact_words": typed.pop("exact_words")}
        values["speaker"] = typed.pop("speaker", values["speaker"])
        add = self.tasks.session.records.add
        self.tasks.ask(
            add, "statement", id=self._id, then=self._autosaver.changed.emit, failed=self._on_failed, **values
        )
        for field, text in typed.items():
            self._autosaver.note("statement", self._id, field, text)

    def _on_failed(self, error: PpeError) -> None:
        self.is_made, self._typed = False, {**self._sent, **self._typed}
        self.failed.emit(error)


class NoteForm(Card):
    """A few fields: the words, who speaks, the day.

    Signals:
        finished: the person has done with it; carries the identifier of the words, empty when nothing was written.
        details_requested: identifier of the words, to be completed in their place in the file.
        failed: a :class:`PpeError`.
    """

    finished = Signal(str)
    details_requested = Signal(str)
    failed = Signal(object)

    def __init__(
        self,
        autosaver: Autosaver,
        kind: RecordKind,
        statement_id: str,
        values: dict[str, Any],
        persons: list[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        """Build the form.

        Args:
            autosaver: where what is typed goes.
            kind: what is declared of words.
            statement_id: identifier that the words will have.
            values: what they have from the start: child, day, what they bear on.
            persons: persons of the file, to say who speaks.
            parent: parent widget.
        """
        super().__init__(parent)
        self.setObjectName("note_form")
        self.statement_id = statement_id
        first = {
            "speaker": Speaker.CHILD.value,
            "outcome": CollectionOutcome.COLLECTED.value,
            "sharing": Sharing.FILE_ONLY.value,
            **values,
        }
        self.letters = FirstLetters(autosaver, statement_id, first, self)
        blank: dict[str, Any] = {fact.name: fact.default for fact in kind.facts}
        self.heading = PlainLabel(self.tr("Noter une parole"), "section", parent=self)
        self.form = RecordForm(
            kind,
            Item("statement", statement_id, 0, {**blank, **first}),
            self.letters,  # type: ignore[arg-type]
            only=FACTS,
            options={"person": persons},
            parent=self,
        )
        self.done_button = SecondaryButton(self.tr("C’est noté"), "check", self)
        self.details_button = QuietButton(self.tr("Compléter la fiche"), parent=self)

        buttons = QWidget(self)
        foot = FlowLayout(buttons, 6)
        foot.addWidget(self.done_button)
        foot.addWidget(self.details_button)
        self.body.setContentsMargins(12, 10, 12, 10)
        for widget in (self.heading, self.form):
            self.body.addWidget(widget)
        self.body.addWidget(buttons)

        self.done_button.clicked.connect(self._on_done)
        self.details_button.clicked.connect(self._on_details)
        self.letters.failed.connect(self.failed)
        self.form.editors["speaker"].edited.connect(self._on_speaker)
        for editor in self.form.editors.values():
            editor.focus_target.installEventFilter(self)
        self._on_speaker(first["speaker"])

    def start(self) -> None:
        """Put the keyboard where the words go."""
        self.form.editors["exact_words"].focus_target.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_empty(self) -> bool:
        """Tell whether no words are on screen, those typed a moment ago included."""
        field: Any = self.form.editors["exact_words"].focus_target
        return not field.toPlainText().strip()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Escape as "done" before the screen takes it as "back": what was written is kept."""
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            self._on_done()
            return True
        return super().eventFilter(watched, event)

    def _on_speaker(self, speaker: Any) -> None:
        self.form.rows["person_id"].setVisible(speaker == Speaker.OTHER)

    def _on_done(self) -> None:
        self.letters.send()
        self.finished.emit(self.statement_id if self.letters.is_made else "")

    def _on_details(self) -> None:
        self._on_done()
        if self.letters.is_made:
            self.details_requested.emit(self.statement_id)
