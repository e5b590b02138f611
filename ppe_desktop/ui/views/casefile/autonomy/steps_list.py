"""What is arranged on each theme, gathered: what, who, when."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.autonomy import Step, needs_left
from ppe_desktop.domain.dates import long_date
from ppe_desktop.runtime import clock
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.chip import Chip
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class StepsList(QWidget):
    """The steps, a card each, the nearest day first.

    Signals:
        theme_requested: code of the theme to open.
    """

    theme_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[Step] | None = None
        self._cards: list[QWidget] = []
        self.empty_label = PlainLabel(
            self.tr("Rien n’est encore prévu. Les étapes se notent sur la page de chaque thème."),
            "muted",
            wrap=True,
            parent=self,
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.needs_label = PlainLabel("", "muted", wrap=True, parent=self)
        self._column.addWidget(self.needs_label)
        self._column.addWidget(self.empty_label)

    def show_steps(self, steps: list[Step]) -> None:
        """Show the steps; nothing is made again when they are the same."""
        if steps == self._shown:
            return
        self._shown = steps
        for card in self._cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [self._card(step) for step in steps]
        for card in self._cards:
            self._column.addWidget(card)
        self.empty_label.setVisible(not steps)
        self._show_needs(steps)

    def _show_needs(self, steps: list[Step]) -> None:
        """Say which of the six needs nothing is arranged for."""
        left = ", ".join(theme.label[:1].lower() + theme.label[1:] for theme in needs_left(steps))
        missing = self.tr("Des six besoins à prévoir (article R222-6), rien n’est encore écrit pour\u00a0: {left}.")
        whole = self.tr("Les six besoins à prévoir (article R222-6) ont chacun une étape.")
        self.needs_label.setText(missing.format(left=left) if left else whole)
        self.needs_label.setVisible(bool(steps))

    def _card(self, step: Step) -> QWidget:
        card = Card(self)
        open_button = QuietButton(step.theme.label, "chevron-right", card)
        open_button.setProperty("align", "left")
        open_button.setToolTip(self.tr("Ouvrir ce thème"))
        open_button.clicked.connect(partial(self.theme_requested.emit, step.theme.value))
        head = QHBoxLayout()
        head.addWidget(open_button, 0, Qt.AlignmentFlag.AlignLeft)
        head.addStretch(1)
        if step.due_on is not None:
            is_past = step.due_on < clock.today()
            said = self.tr("prévu pour le {day}\u00a0: où en est-on\u202f?") if is_past else self.tr("pour le {day}")
            tone, mark = ("soon", "clock") if is_past else ("info", "calendar")
            head.addWidget(Chip(said.format(day=long_date(step.due_on)), tone, mark, card))
        card.body.addLayout(head)
        for text, role in ((step.goal, "strong"), (step.steps, "body")):
            if text:
                card.body.addWidget(PlainLabel(text, role, wrap=True, parent=card))  # type: ignore[arg-type]
        if step.who:
            said = self.tr("Avec\u00a0: {who}").format(who=step.who)
            card.body.addWidget(PlainLabel(said, "muted", wrap=True, parent=card))
        return card
