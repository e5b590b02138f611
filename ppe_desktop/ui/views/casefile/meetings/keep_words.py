"""What was written at a meeting, kept among the words of the file in one gesture; it stays where it was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.meeting_words import Kept, kept
from ppe_desktop.domain.vocabulary import Means
from ppe_desktop.domain.words_said import when_words
from ppe_desktop.services.changes import Changes
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.views.plan.typography import quoted
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.speaker_frame import SPEAKER_TONES, SpeakerFrame

Work = Callable[..., Changes]


class KeepWords(QWidget):
    """Under a text: whether it is kept as words, and the gesture that keeps it.

    Args:
        context: the open file.
        exact: what keeps the text as exact words, on the database thread.
        reported: what keeps it as reported words, where the text may be either.
        parent: parent widget.
    """

    def __init__(
        self, context: FileContext, exact: Work, reported: Work | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._wanted: Work | None = None
        self.exact_button = QuietButton("", "quote", self)
        self.reported_button = QuietButton(self.tr("Garder comme propos rapportés"), "message-circle", self)
        self.mark = IconMark("check", "done", 16, self)
        self.state_label = PlainLabel("", "small", wrap=True, parent=self)
        self._has_reported = reported is not None

        said = QHBoxLayout()
        said.setSpacing(6)
        said.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.state_label, 1)
        buttons = QWidget(self)
        flow = FlowLayout(buttons, 6)
        flow.addWidget(self.exact_button)
        flow.addWidget(self.reported_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(said)
        column.addWidget(buttons)

        self.exact_button.clicked.connect(partial(self._on_wanted, exact))
        if reported is not None:
            self.reported_button.clicked.connect(partial(self._on_wanted, reported))
        context.autosaver.saved.connect(self._on_saved)

    def show_text(self, text: str, statement: Item | None) -> None:
        """Show where a text stands.

        Args:
            text: what is written, as the base has it.
            statement: the words kept from it, if there are any.
        """
        state = kept(text, statement)
        self.setVisible(bool(text.strip()) or state is not Kept.NO)
        said = {
            Kept.NO: "",
            Kept.YES: self.tr("Gardé comme parole, dans « Paroles »."),
            Kept.CHANGED: self.tr("Gardé comme parole\N{NO-BREAK SPACE}; le texte a changé depuis."),
        }[state]
        is_same = state is Kept.YES
        self.state_label.setText(said)
        self.state_label.set_tone("done" if is_same else "soon")
        self.mark.set_icon("check" if is_same else "clock", "done" if is_same else "soon")
        for widget in (self.state_label, self.mark):
            widget.setVisible(bool(said))
        first = self.tr("Garder ses mots exacts") if self._has_reported else self.tr("Garder comme parole")
        self.exact_button.setText(self.tr("Reprendre le texte d’ici") if state is Kept.CHANGED else first)
        self.exact_button.setVisible(not is_same and bool(text.strip()))
        self.reported_button.setVisible(state is Kept.NO and self._has_reported)

    def _on_wanted(self, work: Work, _checked: bool = False) -> None:
        """Keep the words once what is on screen is in the base: exactly what is read, never an older text."""
        self._wanted = work
        self._context.autosaver.send()
        if self._context.autosaver.is_settled():
            self._keep()

    def _on_saved(self, _moment: Any) -> None:
        if self._wanted is not None:
            self._keep()

    def _keep(self) -> None:
        work, self._wanted = self._wanted, None
        if work is not None:
            self._context.tasks.ask(work, then=self._context.changed.emit, failed=self._context.error_raised.emit)


class BroughtWords(QWidget):
    """Words of the file tied to a meeting, shown where their speaker is: by reference, never copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[tuple[str, int]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def show_statements(self, statements: list[Item], who: Mapping[str, str] | None = None) -> None:
        """Show some words, with who said each when the place does not say it."""
        self.setVisible(bool(statements))
        wanted = [(one.id, one.revision) for one in statements]
        if wanted == self._shown:
            return
        self._shown = wanted
        while self._column.count():
            gone = self._column.takeAt(0).widget()  # type: ignore[union-attr]
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for one in statements:
            self._column.addWidget(_frame(one, (who or {}).get(one.id, ""), self))


def _frame(statement: Item, who: str, parent: QWidget) -> SpeakerFrame:
    frame = SpeakerFrame(SPEAKER_TONES.get(statement.speaker, "other"), parent)
    exact = statement.exact_words.strip()
    words = quoted(exact) if exact else (statement.reported_words or statement.observation).strip()
    when = " · ".join(part for part in (who, when_words(statement), Means.label_of(statement.means)) if part)
    column = QVBoxLayout(frame)
    column.setContentsMargins(14, 8, 10, 8)
    column.setSpacing(2)
    column.addWidget(PlainLabel(words, "body", wrap=True, parent=frame))
    column.addWidget(PlainLabel(when, "muted", wrap=True, parent=frame))
    return frame
