"""Some words in the panel: what was said, when and how, why they are here, what became of them, and the one gesture on them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import CollectionOutcome, Means
from ppe_desktop.domain.words_at_hand import AtHand
from ppe_desktop.domain.words_said import answer_words, sharing_words, when_words
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.plan.typography import colon, quoted
from ppe_desktop.ui.widgets.buttons import IconButton, QuietButton
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.speaker_frame import SPEAKER_TONES, SpeakerFrame

LETTERS = 320
"""Letters shown of long words before one asks for the rest."""
_SHARING_ICONS = {"late": "shield-alert", "info": "eye", "neutral": "lock", "soon": "shield-alert"}


class _Said(QWidget):
    """A mark and a line of words beside it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.mark = IconMark("circle", "muted", 14, self)
        self.label = PlainLabel("", "small", wrap=True, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)

    def say(self, text: str, icon_name: str, tone: str) -> None:
        """Show a line, or nothing."""
        self.label.setText(text)
        self.label.set_tone("" if tone == "neutral" else tone)
        self.mark.set_icon(icon_name, tone)
        self.setVisible(bool(text))


class WordsCard(SpeakerFrame):
    """One statement in the panel; Enter does what the button does, the arrows go to the next.

    Signals:
        insert_requested: identifier of the words to bring to what is on screen.
        opened: identifier of the words to see whole, in their place in the file.
        stepped: 1 for the card below, -1 for the one above.
    """

    insert_requested = Signal(str)
    opened = Signal(str)
    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("other", parent)
        self.setObjectName("words_card")
        self.statement_id = ""
        self._found: AtHand | None = None
        self._is_whole = self._can_insert = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.who_label = PlainLabel("", "strong", wrap=True, parent=self)
        self.words_label = PlainLabel("", "body", wrap=True, parent=self)
        self.more_button = QuietButton(self.tr("Lire la suite"), "chevron-down", self)
        self.other_label = PlainLabel("", "small", wrap=True, parent=self)
        self.when_label = PlainLabel("", "muted", wrap=True, parent=self)
        self.why, self.answer, self.sharing = (_Said(self) for _line in range(3))
        self.there = _Said(self)
        self.insert_button = QuietButton("", "link", self)
        self.open_button = IconButton("external-link", self.tr("Voir la fiche dans « Paroles »"), parent=self)

        self._arrange()
        self.more_button.clicked.connect(self._on_more)
        self.insert_button.clicked.connect(self._on_insert)
        self.open_button.clicked.connect(self._on_open)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(10), px(10), px(6))
        column.setSpacing(4)
        column.addWidget(self.who_label)
        column.addWidget(self.words_label)
        column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.other_label, self.when_label, self.why, self.answer, self.sharing, self.there):
            column.addWidget(widget)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(4)
        self.foot.addWidget(self.insert_button)
        self.foot.addStretch(1)
        self.foot.addWidget(self.open_button)
        column.addLayout(self.foot)

    def take(self, statement_id: str) -> None:
        """Be the card of these words from now on, folded if they are long."""
        self.statement_id, self._is_whole = statement_id, False

    def show_words(
        self, found: AtHand, *, who: str = "", kept_from: tuple[str, ...] = (), insert: str = "", there: str = ""
    ) -> None:
        """Show words as they are now.

        Args:
            found: the words, and why they are here.
            who: the speaker, when the heading over the card does not say it.
            kept_from: names of the persons from whom the words are kept.
            insert: what the button does; nothing when it does nothing.
            there: said in its place when the words are there already.
        """
        self._found = found
        statement = found.statement
        self.set_tone(SPEAKER_TONES.get(statement.speaker, "other"))
        self._say(self.who_label, who)
        self._show_said()
        where = (when_words(statement), Means.label_of(statement.means), statement.place)
        self._say(self.when_label, " · ".join(part for part in where if part))
        why = ", ".join(found.reasons)
        self.why.say(why[:1].upper() + why[1:], "target", "accent")
        said, tone = answer_words(statement)
        self.answer.say(said, "check" if tone == "done" else "clock", tone or "neutral")
        shared, tone = sharing_words(statement, kept_from)
        self.sharing.say(shared, _SHARING_ICONS[tone], tone)
        self.there.say(there, "check", "done")
        self._can_insert = bool(insert)
        self.insert_button.setText(insert)
        self.insert_button.setVisible(self._can_insert)
        self.insert_button.setAccessibleName(f"{insert}, {excerpt(self.words_label.text(), 60)}")
        spoken = (
            who,
            self.words_label.text(),
            self.other_label.text(),
            self.when_label.text(),
            why,
            said,
            shared,
            there,
        )
        self.setAccessibleName(". ".join(part for part in spoken if part))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as the gesture of the card, the arrows as a step."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self._on_insert if self._can_insert else self._on_open)()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def _show_said(self) -> None:
        assert self._found is not None
        statement = self._found.statement
        exact = statement.exact_words.strip()
        other = self._other()
        is_long = len(exact) > LETTERS or len(other) > LETTERS
        self.more_button.setVisible(is_long and not self._is_whole)
        if is_long and not self._is_whole:
            exact, other = excerpt(exact, LETTERS), excerpt(other, LETTERS)
        self._say(self.words_label, quoted(exact) if exact else "")
        self._say(self.other_label, other)

    def _other(self) -> str:
        """Return what is not exact words, each said for what it is."""
        assert self._found is not None
        statement = self._found.statement
        is_collected = statement.outcome == CollectionOutcome.COLLECTED
        parts = [] if is_collected else [CollectionOutcome.label_of(statement.outcome)]
        if statement.reported_words.strip():
            parts.append(colon(self.tr("Propos rapportés"), statement.reported_words.strip()))
        if statement.observation.strip():
            parts.append(colon(self.tr("Observé"), statement.observation.strip()))
        return "\n".join(parts)

    def _say(self, label: PlainLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    def _on_more(self) -> None:
        self._is_whole = True
        self._show_said()
        self.setFocus()

    def _on_insert(self) -> None:
        self.insert_requested.emit(self.statement_id)

    def _on_open(self) -> None:
        self.opened.emit(self.statement_id)
