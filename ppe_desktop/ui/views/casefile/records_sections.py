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
from ppe_desktop.ui.widgets.arranging import arranged_once
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.empty_state import EmptyState
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.rest_of_list import RestOfList

_HISTORY_SHOWN = 200
_FIRST_READ = 24
"""Lines read before the page appears; all of them are read as soon as it is painted."""
_BATCH = 6
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
        """Read the history again; the last lines only the first time, then all of it."""
        self._ask(_HISTORY_SHOWN if self._cards else _FIRST_READ)

    def _ask(self, most: int) -> None:
        file, tasks = self.context.file, self.context.tasks
        if file is not None:
            tasks.ask(tasks.session.files.history, file.child.id, most, then=self._on_history)

    def _on_history(self, lines: list[Any]) -> None:
        if self._cards and lines[: len(self._lines)] == self._lines:
            self._lines = lines
            self._say_rest()
            return
        for card in self._cards:
            self.body.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._lines, self._cards = lines, []
        self.empty.setVisible(not lines)
        with arranged_once(self.column):
            self._show_more()
        if len(lines) == _FIRST_READ:
            self.unrolling.begin([self._ask_all])

    def _ask_all(self) -> None:
        self._ask(_HISTORY_SHOWN)

    def _on_readings(self) -> None:
        if self.context.file is not None:
            ReadingsDialog(self.context.tasks, self.context.file.child.id, self).open()

    def _show_more(self) -> None:
        for line in self._lines[len(self._cards) : len(self._cards) + _BATCH]:
            card = self._line_card(line)
            self._cards.append(card)
            self.body.insertWidget(len(self._cards) + 1, card)
        self._say_rest()

    def _say_rest(self) -> None:
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
