"""What is due for one child, on the first screen: each obligation with its date and why, and the gesture that answers it."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppe_desktop.domain.deadlines import Deadline
from ppe_desktop.domain.deadlines.gestures import gesture_of
from ppe_desktop.domain.deadlines.words import due_words
from ppe_desktop.domain.home import ChildDue
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.elided_button import ElidedButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.plain_label import PlainLabel

LINES = 3
"""Obligations shown of one child before the rest is asked for: thirty children must stay readable."""

_INSET = 5
"""Words stand above the words of the buttons, past their edge."""


class DueLine(QWidget):
    """One obligation: what, when, why, and the gesture that answers it.

    Signals:
        act_requested: the gesture was used; carries the deadline.
        why_requested: its explanation is wanted; carries the deadline.
    """

    act_requested = Signal(object)
    why_requested = Signal(object)

    def __init__(self, deadline: Deadline, name: str, today: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.deadline = deadline
        title = deadline.rule.title
        self.title_label = PlainLabel(title, "body", wrap=True, parent=self)
        self.title_label.setContentsMargins(_INSET, 0, 0, 0)
        self.why_button = _small(QuietButton(_capital(due_words(deadline, today)), parent=self))
        self.why_button.setProperty("quiet", True)
        self.why_button.setToolTip(self.tr("Pourquoi cette date\N{NO-BREAK SPACE}?"))
        self.why_button.setAccessibleName(
            self.tr("{due}. Pourquoi cette date\N{NO-BREAK SPACE}? {title}, {name}").format(
                due=self.why_button.text(), title=title, name=name
            )
        )
        self.act_button = _small(QuietButton(gesture_of(deadline).verb, parent=self))
        self.act_button.setAccessibleName(
            self.tr("{verb}\N{NO-BREAK SPACE}: {title}, {name}").format(
                verb=self.act_button.text(), title=title, name=name
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self.title_label)
        gestures = FlowLayout(spacing=2)  # narrow columns, large letters: what has no room goes below
        column.addLayout(gestures)
        gestures.addWidget(self.why_button)
        gestures.addWidget(self.act_button)

        self.why_button.clicked.connect(self._on_why)
        self.act_button.clicked.connect(self._on_act)

    def _on_why(self) -> None:
        self.why_requested.emit(self.deadline)

    def _on_act(self) -> None:
        self.act_requested.emit(self.deadline)


class ChildDueCard(Card):
    """The obligations of one child.

    Signals:
        file_requested: child and section to open.
        act_requested: child and deadline to answer.
        why_requested: child, name and deadline to explain.

    Attributes:
        lines: the obligations shown.
    """

    file_requested = Signal(str, str)
    act_requested = Signal(str, object)
    why_requested = Signal(str, str, object)

    def __init__(self, due: ChildDue, today: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.due, self.child_id, self.name = due, due.child_id, due.name
        self._today = today
        self.name_button = ElidedButton(due.name, parent=self)
        self.more_button: QuietButton | None = None
        self.lines: list[DueLine] = []
        self.body.setContentsMargins(10, 8, 10, 10)
        self.body.setSpacing(8)
        self.body.addWidget(self.name_button)
        left = len(due.deadlines) - LINES
        for deadline in due.deadlines[
            : LINES if left > 1 else None
        ]:  # a single one more takes no more room than saying so
            self._add(deadline)
        if left > 1:
            self._offer_rest(left)

        self.name_button.clicked.connect(self._on_name)

    def _offer_rest(self, left: int) -> None:
        button = _small(QuietButton(self.tr("{count} autres échéances").format(count=left), "chevron-down", self))
        button.setAccessibleName(self.tr("Montrer {count} autres échéances, {name}").format(count=left, name=self.name))
        self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.more_button = button
        button.clicked.connect(self.show_all)

    def stops(self) -> list[QWidget]:
        """Return where Tab stops, from top to bottom."""
        inside: list[QWidget] = [button for line in self.lines for button in (line.why_button, line.act_button)]
        return [self.name_button, *inside, *([self.more_button] if self.more_button else [])]

    def show_all(self) -> None:
        """Show the obligations that were held back, the keyboard on the first of them."""
        known = len(self.lines)
        if self.more_button is not None:
            self.more_button.hide()
        for deadline in self.due.deadlines[known:]:
            self._add(deadline)
        if known < len(self.lines):
            self.lines[known].act_button.setFocus()

    def _add(self, deadline: Deadline) -> None:
        line = DueLine(deadline, self.name, self._today, self)
        line.act_requested.connect(self._on_act)
        line.why_requested.connect(self._on_why)
        self.lines.append(line)
        self.body.insertWidget(len(self.lines), line)

    def _on_name(self) -> None:
        self.file_requested.emit(self.child_id, "overview")

    def _on_act(self, deadline: Deadline) -> None:
        self.act_requested.emit(self.child_id, deadline)

    def _on_why(self, deadline: Deadline) -> None:
        self.why_requested.emit(self.child_id, self.name, deadline)


def _small(button: QuietButton) -> QuietButton:
    button.setProperty("small", True)
    return button


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
