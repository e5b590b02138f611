"""Accueil: late, this fortnight, to prepare; by child, with the reason and one click to go and do it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import full_date
from ppe_desktop.domain.deadlines import Deadline
from ppe_desktop.domain.deadlines.words import Column, column_of
from ppe_desktop.runtime import clock
from ppe_desktop.ui.dialogs.why_dialog import open_why
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.home.child_card import ChildDueCard
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.chip import Chip
from ppe_desktop.ui.widgets.plain_label import PlainLabel

SHOWN = 8
"""Children shown in a column before the rest is asked for."""

COLUMNS = {
    Column.LATE: ("late", "Rien n’est en retard."),
    Column.NOW: ("soon", "Rien dans les quinze jours."),
    Column.PREPARE: ("info", "Rien à préparer dans les soixante jours."),
}


class HomeColumn(QFrame):
    """One column: its children, the nearest due first.

    Signals:
        file_requested: child and section to open.
        why_requested: child, name and deadline to explain.
    """

    file_requested = Signal(str, str)
    why_requested = Signal(str, str, object)

    def __init__(self, column: Column, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tone, empty = COLUMNS[column]
        self.chip = Chip(column.value, tone, parent=self)
        self.count_label = PlainLabel("", "muted", parent=self)
        self.empty_label = PlainLabel(self.tr(empty), "muted", wrap=True, parent=self)
        self.more_button = QuietButton("", "chevron-down", self)
        self.cards: list[ChildDueCard] = []
        self._due: list[tuple[str, str, list[Deadline]]] = []
        self._all = False

        head = QHBoxLayout()
        head.addWidget(self.chip)
        head.addWidget(self.count_label)
        head.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addLayout(head)
        self._column.addWidget(self.empty_label)
        self._column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)

        self.more_button.clicked.connect(self._on_more)

    def show_due(self, due: list[tuple[str, str, list[Deadline]]]) -> None:
        """Show the obligations of each child: identifier, name, obligations."""
        if due == self._due and self.cards:
            return
        self._due = due
        self._fill()

    def _fill(self) -> None:
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        shown = self._due if self._all else self._due[:SHOWN]
        self.cards = [ChildDueCard(child_id, name, deadlines, self) for child_id, name, deadlines in shown]
        for place, card in enumerate(self.cards, start=2):
            card.file_requested.connect(self.file_requested)
            card.why_requested.connect(self.why_requested)
            self._column.insertWidget(place, card)
        total = sum(len(deadlines) for _child, _name, deadlines in self._due)
        self.count_label.setText(str(total) if total else "")
        self.empty_label.setVisible(not self._due)
        hidden = len(self._due) - len(shown)
        self.more_button.setVisible(bool(hidden))
        self.more_button.setText(self.tr("Montrer les {count} autres enfants").format(count=hidden))

    def _on_more(self) -> None:
        self._all = True
        self._fill()
        if len(self.cards) > SHOWN:
            self.cards[SHOWN].name_button.setFocus()


class HomeView(QWidget):
    """The first screen.

    Signals:
        file_requested: child and section to open.
    """

    file_requested = Signal(str, str)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.hello_label = PlainLabel("", "title", parent=self)
        self.day_label = PlainLabel("", "muted", parent=self)
        self.columns = {column: HomeColumn(column, self) for column in Column}
        self.scroll_area = QScrollArea(self)

        self._lay_out()
        for column in self.columns.values():
            column.file_requested.connect(self.file_requested)
            column.why_requested.connect(self._on_why)

    def _lay_out(self) -> None:
        row = QWidget()
        row.setObjectName("column")
        columns = QHBoxLayout(row)
        columns.setContentsMargins(32, 8, 32, 24)
        columns.setSpacing(px(20))
        for column in self.columns.values():
            columns.addWidget(column, 1)
        self.scroll_area.setWidget(row)
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = QVBoxLayout()
        head.setContentsMargins(32, 20, 32, 8)
        head.setSpacing(2)
        head.addWidget(self.hello_label)
        head.addWidget(self.day_label)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(self.scroll_area, 1)

    def refresh(self) -> None:
        """Judge every file again."""
        self._tasks.ask(_read, self._tasks.session, then=self._on_read)

    def focus_first(self) -> None:
        """Put the keyboard on the first thing to do."""
        for column in self.columns.values():
            if column.cards:
                column.cards[0].name_button.setFocus()
                return

    def _on_read(self, read: tuple[Item | None, list[Any]]) -> None:
        profile, everyone = read
        today = clock.now().date()
        first_name = profile.first_name if profile else ""
        self.hello_label.setText(self.tr("Bonjour {name}").format(name=first_name).strip())
        self.day_label.setText(_sentence(full_date(today)))
        had_focus = self.isVisible() and not self.isAncestorOf(self.focusWidget() or self)
        for column, shown in self.columns.items():
            shown.show_due(_of_column(everyone, column, today))
        if had_focus and self.focusWidget() is None:
            self.focus_first()

    def _on_why(self, child_id: str, name: str, deadline: Deadline) -> None:
        open_why(self._tasks, child_id, name, deadline, self, self._on_waived)

    def _on_waived(self, _changes: Any) -> None:
        self.refresh()


def _read(session: Any) -> tuple[Item | None, list[Any]]:
    """Read the profile and judge every file, in one go on the database thread."""
    return session.files.profile(), session.deadlines.of_everyone()


def _of_column(everyone: list[Any], column: Column, today: dt.date) -> list[tuple[str, str, list[Deadline]]]:
    """Return the children of a column with their obligations, the nearest due first."""
    found = []
    for child in everyone:
        mine = [deadline for deadline in child.deadlines if column_of(deadline, today) is column]
        if mine:
            found.append((child.child_id, child.name, mine))
    return sorted(found, key=lambda one: min(deadline.due_on or dt.date.max for deadline in one[2]))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
