"""The small form in which words are noted, right where they are quoted; they are in the base from the first letters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.vocabulary import CollectionOutcome, Sharing, Speaker
from ppe_desktop.services.changes import Changes
from ppe_desktop.ui.views.plan.desk import PlanDesk
from ppe_desktop.ui.views.plan.plan_form import Lines, PlanForm
from ppe_desktop.ui.views.plan.sheet import PlanSheet
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.in_view import come_into_view
from ppe_desktop.ui.widgets.plain_label import PlainLabel

LINES = (
    ("exact_words",),
    ("reported_words",),
    ("said_on", "place"),
    ("speaker", "outcome"),
    ("person_id",),
)
OWN_LINES = (("exact_words",), ("reported_words",), ("said_on", "place"))
"""The same, where it is known who speaks."""
SILENCE_LINES = (("outcome", "said_on"), ("why_not_collected",))
"""Where there are no words: nothing said is information too."""
WORDS = ("exact_words", "reported_words", "why_not_collected")


class NewWords(QObject):
    """Stands for the autosave while the words have no record yet: makes it at the first letters, then passes everything on.

    Signals:
        created: identifier of the statement, once it is in the base.
        field_refused, field_accepted, saved: those of the autosave.
    """

    created = Signal(str)
    field_refused = Signal(str, str, str, str)
    field_accepted = Signal(str, str, str)
    saved = Signal(object)

    def __init__(
        self, desk: PlanDesk, make: Callable[..., Changes], first: Item, parent: QObject | None = None
    ) -> None:
        """Wait for the first letters.

        Args:
            desk: the way to the base.
            make: keeps the words, from ``speaker``, ``said_on`` and other facts, and tells the statement it created.
            first: the words as the form opens.
            parent: parent object.
        """
        super().__init__(parent)
        self._desk, self._make, self._first = desk, make, first
        self.tasks = desk.tasks
        self._typed: dict[str, Any] = {}
        self._is_on_way = self._is_released = False
        self.statement_id = first.id
        desk.autosaver.field_refused.connect(self.field_refused)
        desk.autosaver.field_accepted.connect(self.field_accepted)
        desk.autosaver.saved.connect(self.saved)

    def note(self, kind: str, _record_id: str, field: str, typed: Any) -> None:
        """Take what was typed."""
        if self.statement_id:
            self._desk.autosaver.note(kind, self.statement_id, field, typed)
            return
        self._typed[field] = typed
        if not self._is_on_way and self._says_something():
            self._create()

    def holds(self, kind: str, _record_id: str, field: str) -> bool:
        """Tell whether what was typed in a field is not in the base yet."""
        if self.statement_id:
            return self._desk.autosaver.holds(kind, self.statement_id, field)
        return field in self._typed

    def send(self) -> None:
        """Send what was typed now."""
        if self.statement_id:
            self._desk.autosaver.send()

    def _says_something(self) -> bool:
        outcome = self._typed.get("outcome", CollectionOutcome.COLLECTED.value)
        return outcome != CollectionOutcome.COLLECTED or any(str(self._typed.get(name, "")).strip() for name in WORDS)

    def keep_as_it_is(self) -> None:
        """Keep what the form holds although nothing was typed: the choice it opened on says something by itself."""
        if not self.statement_id and not self._is_on_way and self._first.outcome != CollectionOutcome.COLLECTED:
            self._create()

    def _create(self) -> None:
        self._is_on_way = True
        self._desk.do(
            self._make,
            speaker=self._typed.get("speaker", self._first.speaker),
            said_on=self._first.said_on,
            outcome=self._typed.get("outcome", self._first.outcome),
            then=self._on_created,
            failed=self._on_failed,
        )

    def release(self) -> None:
        """Go away once everything typed was passed on: the form is closed."""
        self._is_released = True
        self.send()
        if not self._is_on_way:
            self.deleteLater()

    def _on_failed(self) -> None:
        self._is_on_way = False

    def _on_created(self, changes: Changes) -> None:
        self.statement_id, self._is_on_way = changes.created, False
        for field, typed in self._typed.items():
            self._desk.autosaver.note("statement", self.statement_id, field, typed)
        self._desk.autosaver.send()
        self.created.emit(self.statement_id)
        if self._is_released:
            self.deleteLater()


class WordsForm(Card):
    """Notes new words, or changes words already quoted.

    Signals:
        started: identifier of the statement being written.
        finished: the person has done with it.
    """

    started = Signal(str)
    finished = Signal()

    def __init__(
        self,
        desk: PlanDesk,
        sheet: PlanSheet,
        make: Callable[..., Changes],
        statement: Item,
        *,
        lines: Lines = LINES,
        heading: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("words_form")
        self.new_words = NewWords(desk, make, statement, desk)
        self.heading = PlainLabel(heading or self.tr("Noter une parole"), "section", parent=self)
        self.form = PlanForm(
            desk.kinds["statement"],
            statement,
            self.new_words,  # type: ignore[arg-type]
            lines,
            least_lines=2,
            options={"person": sheet.persons()},
            pending=sheet.pending,
            parent=self,
        )
        self.done_button = SecondaryButton(self.tr("C’est noté"), "check", self)

        for widget in (self.heading, self.form):
            self.body.addWidget(widget)
        self.body.addWidget(self.done_button, 0, Qt.AlignmentFlag.AlignLeft)

        self.new_words.created.connect(self._on_created)
        self.done_button.clicked.connect(self._on_done)
        if "speaker" in self.form.editors:
            self.form.editors["speaker"].edited.connect(self._on_speaker_edited)
            self._on_speaker_edited(statement.speaker)
        for editor in self.form.editors.values():
            editor.focus_target.installEventFilter(self)

    def start(self) -> None:
        """Put the keyboard where the words go."""
        first = self.form.editors.get("exact_words") or self.form.editors["why_not_collected"]
        first.focus_target.setFocus(Qt.FocusReason.OtherFocusReason)
        come_into_view(self)

    def close_for_good(self) -> None:
        """Go away; what was typed is passed on first."""
        self.new_words.release()
        self.hide()
        self.deleteLater()

    def statement_id(self) -> str:
        """Return the identifier of the statement, empty while nothing was written."""
        return self.new_words.statement_id

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Escape as "done" before the screen takes it as "back": what was written is kept."""
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            self._leave()
            return True
        return super().eventFilter(watched, event)

    def _on_created(self, statement_id: str) -> None:
        self.form.record_id = statement_id
        self.started.emit(statement_id)

    def _on_speaker_edited(self, speaker: str) -> None:
        self.form.rows["person_id"].setVisible(speaker == Speaker.OTHER)

    def _on_done(self) -> None:
        self.new_words.keep_as_it_is()
        self._leave()

    def _leave(self) -> None:
        self.new_words.send()
        self.finished.emit()


def blank_words(speaker: str, sheet: PlanSheet) -> Item:
    """Return words that are in no base yet."""
    values = {
        "speaker": speaker,
        "said_on": sheet.today,
        "outcome": CollectionOutcome.COLLECTED.value,
        "sharing": Sharing.FILE_ONLY.value,
    }
    texts = dict.fromkeys((*WORDS, "place"), "")
    return Item("statement", "", 0, {**texts, **values})
