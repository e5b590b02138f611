"""What has been late for so long that its rule no longer shows it among the rest: folded, counted, never hidden without a word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ppe_desktop.domain.home import ChildDue, count_of
from ppe_desktop.ui.theme import icon
from ppe_desktop.ui.views.home.child_card import ChildDueCard
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class OlderGroup(QFrame):
    """Folded at the foot of what is late; its cards are made when it is opened.

    Signals:
        rearranged: cards came or went.

    Attributes:
        cards: the children shown, none while it is folded.
    """

    rearranged = Signal()

    def __init__(self, new_card: Callable[[ChildDue], ChildDueCard], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._new_card = new_card
        self._due: list[ChildDue] = []
        self._today = dt.date.min
        self._shown: tuple[list[ChildDue], dt.date] = ([], dt.date.min)
        self.cards: list[ChildDueCard] = []
        self.fold_button = QuietButton("", "chevron-right", self)
        self.fold_button.setObjectName("older_button")
        self.fold_button.setCheckable(True)
        self.why_label = PlainLabel(
            self.tr(
                "Leur date est passée depuis longtemps. Notez ce qui a été fait, ou ouvrez « Pourquoi » pour écarter une échéance "
                "avec son motif."
            ).replace("« ", "«\N{NO-BREAK SPACE}").replace(" »", "\N{NO-BREAK SPACE}»"),
            "muted",
            wrap=True,
            parent=self,
        )  # fmt: skip
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self.fold_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.why_label)
        self.why_label.hide()
        self.hide()

        self.fold_button.toggled.connect(self._on_toggled)

    def show_due(self, due: list[ChildDue], today: dt.date) -> None:
        """Say how many there are; they show when the group is open."""
        self._due, self._today = due, today
        count = count_of(due)
        several = self.tr("{count} échéances plus anciennes")
        self.fold_button.setText(self.tr("Une échéance plus ancienne") if count == 1 else several.format(count=count))
        self.setVisible(bool(due))
        self._fill()

    def stops(self) -> list[QWidget]:
        """Return where Tab stops, from top to bottom."""
        return [self.fold_button, *(stop for card in self.cards for stop in card.stops())]

    def _on_toggled(self, is_open: bool) -> None:
        self.fold_button.setIcon(icon("chevron-down" if is_open else "chevron-right", "accent"))
        self._fill()
        self.rearranged.emit()

    def _fill(self) -> None:
        is_open = self.fold_button.isChecked()
        self.why_label.setVisible(is_open)
        wanted = (self._due if is_open else [], self._today)
        if wanted == self._shown:
            return
        self._shown = wanted
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [self._new_card(due) for due in wanted[0]]
        for card in self.cards:
            self._column.addWidget(card)
