"""What is due for one child, on the first screen: each obligation with its date, why, and where to do it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ppe_desktop.domain.deadlines import Deadline
from ppe_desktop.domain.deadlines.words import due_words
from ppe_desktop.runtime import clock
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.plain_label import PlainLabel

SECTIONS = {"plan": "plan", "health": "health", "path": "path", "entourage": "entourage"}
"""Section where each action is done; the others are done in the deadlines themselves."""


class ChildDueCard(Card):
    """The obligations of one child.

    Signals:
        file_requested: child and section to open.
        why_requested: child, name and deadline to explain.
    """

    file_requested = Signal(str, str)
    why_requested = Signal(str, str, object)

    def __init__(self, child_id: str, name: str, deadlines: list[Deadline], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.child_id, self.name = child_id, name
        self.name_button = QuietButton(name, parent=self)
        self.name_button.setProperty("align", "left")
        self.name_button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.name_button.setToolTip(name)
        self.body.setSpacing(6)
        self.body.addWidget(self.name_button)
        self.lines = [self._line(deadline) for deadline in deadlines]

        self.name_button.clicked.connect(self._on_name)

    def _line(self, deadline: Deadline) -> QuietButton:
        """Add an obligation: what is to be done goes there, when it is due, why."""
        line = QWidget(self)
        title = PlainLabel(deadline.rule.title, "body", wrap=True, parent=line)
        when = PlainLabel(_capital(due_words(deadline, clock.now().date())), "muted", parent=line)
        why = QuietButton(self.tr("Pourquoi\N{NO-BREAK SPACE}?"), parent=line)
        why.setAccessibleName(
            self.tr("Pourquoi cette date : {title}, {name}").format(title=deadline.rule.title, name=self.name)
        )
        why.setProperty("deadline", deadline)
        go = QuietButton(self.tr("Y aller"), parent=line)
        go.setAccessibleName(self.tr("{title}, {name}").format(title=deadline.rule.title, name=self.name))
        go.setProperty("section", SECTIONS.get(deadline.rule.action, "deadlines"))
        when.setMinimumHeight(why.sizeHint().height())  # its words on the line of the buttons
        foot = QWidget(line)
        gestures = FlowLayout(foot, 2)  # three columns on a small screen with large letters: what has no room goes below
        for widget in (when, why, go):
            gestures.addWidget(widget)
        column = QVBoxLayout(line)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(title)
        column.addWidget(foot)
        self.body.addWidget(line)
        why.clicked.connect(self._on_why)
        go.clicked.connect(self._on_go)
        go.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return go

    def _on_name(self) -> None:
        self.file_requested.emit(self.child_id, "overview")

    def _on_go(self) -> None:
        self.file_requested.emit(self.child_id, str(self.sender().property("section")))

    def _on_why(self) -> None:
        self.why_requested.emit(self.child_id, self.name, self.sender().property("deadline"))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
