"""Documents and Historique: what left the base, and who changed what."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
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


class DocumentsSection(_ListSection):
    """The register of the documents produced: for whom, when, with what withheld."""

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        empty = EmptyState(
            "file-text",
            context.tr("Aucun document produit"),
            context.tr("Ici s’inscrit chaque document remis : à qui, quand, et ce qui n’y figure pas."),
        )
        super().__init__(context, context.tr("Documents"), empty, parent)

    def show_file(self, file: CaseFile) -> None:
        """Read the register again."""
        self.context.tasks.ask(self.context.tasks.session.files.produced, file.child.id, then=self._on_produced)

    def _on_produced(self, documents: tuple[Item, ...]) -> None:
        self._show_cards([self._document_card(item) for item in documents])

    def _document_card(self, item: Item) -> Card:
        titles = {"ppe": self.tr("Projet pour l’enfant")}
        state = self.tr("document de travail") if item.is_draft else self.tr("version terminée")
        made = f"{long_date(item.created_at.date())} à {clock_time(item.created_at)}"
        withheld = [entry["what"] for entry in json.loads(item.withheld)]
        return self._card(
            f"{titles.get(item.document, item.document)} — {item.recipient}",
            self.tr("Produit le {made}, {state}, au format {format}").format(
                made=made, state=state, format=" et ".join(item.file_format.upper().split()).replace("DOCX", "Word")
            ),
            self.tr("Non communiqué : {list}").format(list=" ; ".join(withheld)) if withheld else "",
            self.tr("Empreinte : {hash}").format(hash=item.sha256[:16]),
        )


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
        }
        title = f"{line.kind} — {verbs.get(line.action, line.action)}{f' : {line.label}' if line.label else ''}"
        when = f"{long_date(line.at.date())} à {clock_time(line.at)}{f', {line.author}' if line.author else ''}"
        before = self.tr("Avant : {text}").format(text=_on_one_line(line.old)) if line.old else ""
        after = self.tr("Après : {text}").format(text=_on_one_line(line.new)) if line.new else ""
        return self._card(title, when, before, after)


def _on_one_line(text: str) -> str:
    """Return the facts of a record, one a line, side by side."""
    return excerpt(" · ".join(part.strip() for part in text.splitlines() if part.strip()), 220)
