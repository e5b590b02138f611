"""Historique: who changed what."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.casefile import CaseFile
from ppe_desktop.domain.dates import clock_time, long_date
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.views.casefile.section import Section
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.empty_state import EmptyState
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_HISTORY_SHOWN = 200


class _ListSection(Section):
    """A section made of cards built anew each time."""

    def __init__(self, context: FileContext, title: str, empty: EmptyState, parent: QWidget | None = None) -> None:
        super().__init__(context, title, parent)
        self.empty = empty
        self._cards: list[QWidget] = []
        self.body.addWidget(self.empty)
        self.finish_layout()

    def _show_cards(self, cards: list[QWidget]) -> None:
        for card in self._cards:
            self.body.removeWidget(card)
            card.deleteLater()
        self._cards = cards
        for place, card in enumerate(cards, start=1):
            self.body.insertWidget(place, card)
        self.empty.setVisible(not cards)

    def _card(self, title: str, *details: str) -> Card:
        card = Card(self.column)
        card.body.setSpacing(4)
        card.body.addWidget(PlainLabel(title, "strong", wrap=True, parent=card))
        for detail in details:
            if detail:
                card.body.addWidget(PlainLabel(detail, "muted", wrap=True, parent=card))
        return card


class HistorySection(_ListSection):
    """Who changed what, when."""

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        empty = EmptyState(
            "history", context.tr("Aucun changement"), context.tr("Chaque changement du dossier laisse ici une trace.")
        )
        super().__init__(context, context.tr("Historique"), empty, parent)

    def show_file(self, file: CaseFile) -> None:
        """Read the history again."""
        self.context.tasks.ask(self.context.tasks.session.files.history, file.child.id, then=self._on_history)

    def _on_history(self, lines: list[Any]) -> None:
        self._show_cards([self._line_card(line) for line in lines[:_HISTORY_SHOWN]])

    def _line_card(self, line: Any) -> Card:
        verbs = {
            "creation": self.tr("ajout"),
            "modification": self.tr("modification"),
            "suppression": self.tr("retrait"),
            "copie": self.tr("copie hors de la base"),
        }
        title = f"{line.kind} — {verbs.get(line.action, line.action)}{f' : {line.label}' if line.label else ''}"
        when = f"{long_date(line.at.date())} à {clock_time(line.at)}{f', {line.author}' if line.author else ''}"
        before = self.tr("Avant : {text}").format(text=_on_one_line(line.old)) if line.old else ""
        after = self.tr("Après : {text}").format(text=_on_one_line(line.new)) if line.new else ""
        return self._card(title, when, before, after)


def _on_one_line(text: str) -> str:
    """Return the facts of a record, one a line, side by side."""
    return excerpt(" · ".join(part.strip() for part in text.splitlines() if part.strip()), 220)
