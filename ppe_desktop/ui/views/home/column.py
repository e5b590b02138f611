"""One column of the first screen: its children, the nearest due first."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ppe_desktop.domain.deadlines.words import Column
from ppe_desktop.domain.home import ChildDue, count_of
from ppe_desktop.ui.views.home.child_card import ChildDueCard
from ppe_desktop.ui.views.home.older_group import OlderGroup
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.chip import Chip
from ppe_desktop.ui.widgets.plain_label import PlainLabel

SHOWN = 5
"""Children shown in a column before the rest is asked for."""

COLUMNS = {
    Column.LATE: ("late", "Rien n’est en retard."),
    Column.NOW: ("soon", "Rien dans les quinze jours."),
    Column.PREPARE: ("info", "Rien à préparer dans les soixante jours."),
}
RECENT_EMPTY = "Rien de récent n’est en retard."


class HomeColumn(QFrame):
    """One column.

    Signals:
        file_requested: child and section to open.
        act_requested: child and deadline to answer.
        why_requested: child, name and deadline to explain.
        rearranged: cards came or went.

    Attributes:
        cards: the children shown.
    """

    file_requested = Signal(str, str)
    act_requested = Signal(str, object)
    why_requested = Signal(str, str, object)
    rearranged = Signal()

    def __init__(self, column: Column, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tone, empty = COLUMNS[column]
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # all the columns as wide
        self.chip = Chip(column.value, tone, parent=self)
        self.count_label = PlainLabel("", "muted", parent=self)
        self.empty_label = PlainLabel(self.tr(empty), "muted", wrap=True, parent=self)
        self._empty = empty
        self.more_button = QuietButton("", "chevron-down", self)
        self.older = OlderGroup(self._new_card, self)
        self.cards: list[ChildDueCard] = []
        self._due: list[ChildDue] = []
        self._today = dt.date.min
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
        self._column.addWidget(self.older)
        self._column.addStretch(1)
        self.more_button.hide()

        self.more_button.clicked.connect(self._on_more)
        self.older.rearranged.connect(self.rearranged)

    def show_due(self, due: list[ChildDue], today: dt.date, older: list[ChildDue] | None = None) -> None:
        """Show the obligations of each child; a card whose child has the same ones stays as it is, the keyboard in it.

        Args:
            due: what stands in the column.
            today: the day it was judged on.
            older: what has been late for longer than its rule shows it, folded at the foot.
        """
        self._due = due
        self._today, former = today, self._today
        self._fill(keeping=former == today)
        self.older.show_due(older or [], today)
        self._say_older(count_of(older or []))
        self.empty_label.setText(self.tr(RECENT_EMPTY if older else self._empty))

    def _fill(self, *, keeping: bool) -> None:
        known = {card.child_id: card for card in self.cards}
        had_keyboard = self.isAncestorOf(QApplication.focusWidget() or self.window())
        shown = self._due if self._all else self._due[:SHOWN]
        cards = []
        for place, due in enumerate(shown, start=2):
            card = known.get(due.child_id)
            if card is None or not keeping or card.due != due:
                card = self._new_card(due)
            else:
                del known[due.child_id]
            if self._column.indexOf(card) != place:
                self._column.insertWidget(place, card)
            cards.append(card)
        for card in known.values():
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = cards
        self._say(len(self._due) - len(shown))
        if had_keyboard and cards and not self.isAncestorOf(QApplication.focusWidget() or self.window()):
            cards[0].name_button.setFocus()

    def stops(self) -> list[QWidget]:
        """Return where Tab stops, from top to bottom."""
        return [*(stop for card in self.cards for stop in card.stops()), self.more_button, *self.older.stops()]

    def _new_card(self, due: ChildDue) -> ChildDueCard:
        card = ChildDueCard(due, self._today, self)
        card.file_requested.connect(self.file_requested)
        card.act_requested.connect(self.act_requested)
        card.why_requested.connect(self.why_requested)
        return card

    def _say(self, hidden: int) -> None:
        total = count_of(self._due)
        self.count_label.setText(str(total) if total else "")
        self.empty_label.setVisible(not self._due)
        self.more_button.setVisible(bool(hidden))
        one, several = self.tr("Montrer un autre enfant"), self.tr("Montrer les {count} autres enfants")
        self.more_button.setText(one if hidden == 1 else several.format(count=hidden))

    def _say_older(self, count: int) -> None:
        """Say beside the count how many are folded at the foot."""
        if count:
            said = self.tr("et {count} plus anciennes") if count > 1 else self.tr("et une plus ancienne")
            self.count_label.setText(f"{self.count_label.text()} {said.format(count=count)}".strip())

    def _on_more(self) -> None:
        self._all = True
        self._fill(keeping=True)
        if len(self.cards) > SHOWN:
            self.cards[SHOWN].name_button.setFocus()
        self.rearranged.emit()
