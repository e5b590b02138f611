"""Historique: who changed what."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.casefile import CaseFile
from ppe_desktop.domain.dates import clock_time, long_date
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.views.casefile.section import Section
from ppe_desktop.ui.views.trust.readings_dialog import ReadingsDialog
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.empty_state import EmptyState
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.rest_of_list import RestOfList

_HISTORY_SHOWN = 200
_BATCH = 8
"""Cards made at a time: what one screen shows."""


class HistorySection(Section):
    """Who changed what, when; the cards are made as they come on screen."""

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(context, context.tr("Historique"), parent)
        self.empty = EmptyState(
            "history", context.tr("Aucun changement"), context.tr("Chaque changement du dossier laisse ici une trace.")
        )
        self.readings_button = SecondaryButton(context.tr("Qui a lu ce dossier…"), parent=self.column)
        self.readings_button.setObjectName("readings_button")
        self._lines: list[Any] = []
        self._cards: list[QWidget] = []
        self.rest = RestOfList(self.column)
        self.body.addWidget(self.readings_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.rest)
        self.body.addWidget(self.empty)
        self.finish_layout()

        self.rest.reached.connect(self._show_more)
        self.readings_button.clicked.connect(self._on_readings)

    def show_file(self, file: CaseFile) -> None:
        """Read the history again."""
        self.context.tasks.ask(self.context.tasks.session.files.history, file.child.id, then=self._on_history)

    def _on_history(self, lines: list[Any]) -> None:
        if lines[:_HISTORY_SHOWN] == self._lines and self._cards:
            return
        for card in self._cards:
            self.body.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._lines, self._cards = lines[:_HISTORY_SHOWN], []
        self.empty.setVisible(not lines)
        self._show_more()

    def _on_readings(self) -> None:
        if self.context.file is not None:
            ReadingsDialog(self.context.tasks, self.context.file.child.id, self).open()

    def _show_more(self) -> None:
        for line in self._lines[len(self._cards) : len(self._cards) + _BATCH]:
            card = self._line_card(line)
            self._cards.append(card)
            self.body.insertWidget(len(self._cards) + 1, card)
        height = self._cards[0].sizeHint().height() if self._cards else 0
        self.rest.stand_for(len(self._lines) - len(self._cards), height + self.body.spacing())

    def _card(self, title: str, *details: str) -> Card:
        card = Card(self.column)
        card.body.setSpacing(4)
        card.body.addWidget(PlainLabel(title, "strong", wrap=True, parent=card))
        for detail in details:
            if detail:
                card.body.addWidget(PlainLabel(detail, "muted", wrap=True, parent=card))
        return card

    def _line_card(self, line: Any) -> Card:
        verbs = {
            "creation": self.tr("ajout"),
            "modification": self.tr("modification"),
            "suppression": self.tr("retrait"),
            "copie": self.tr("copie hors de la base"),
        }
        title = f"{line.kind} — {verbs.get(line.action, line.action)}{f' : {line.label}' if line.label else ''}"
        when = f"{long_date(line.at.date())} à {clock_time(line.at)}{f', {line.author}' if line.author else ''}"
        is_change = bool(line.label)  # what was added or taken out is told as it is, without before and after
        before = (self.tr("Avant : ") if is_change else "") + _on_one_line(line.old) if line.old else ""
        after = (self.tr("Après : ") if is_change else "") + _on_one_line(line.new) if line.new else ""
        return self._card(typeset(title), when, typeset(before), typeset(after))


def _on_one_line(text: str) -> str:
    """Return the facts of a record, one a line, side by side."""
    return excerpt(" · ".join(part.strip() for part in text.splitlines() if part.strip()), 220)
