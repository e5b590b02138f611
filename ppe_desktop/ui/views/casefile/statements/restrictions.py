"""From whom the speaker asked that words be kept, person by person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.names import person_name
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_cards import CardsSpec, RecordCards
from ppe_desktop.ui.views.casefile.path_section import persons_to_choose

Known = Callable[[], tuple[tuple[Item, ...], Mapping[str, str]]]
"""Gives the restrictions of the file, and the names of the persons, in the file or gone from it."""


class StatementRestrictions(QWidget):
    """The persons from whom some words are kept."""

    def __init__(self, context: FileContext, statement_id: str, known: Known, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._statement_id, self._known = statement_id, known
        spec = CardsSpec(
            "statement_restriction",
            "",
            self.tr("Ne pas transmettre à une personne…"),
            "",
            self._summary,
            offers=self._offers,
            nobody=self.tr("Inscrivez d’abord cette personne dans « Entourage »."),
        )
        self.cards = RecordCards(context, spec, self._shown, self._new, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.cards)

    def show_file(self, file: CaseFile) -> None:
        """Show the persons."""
        self.cards.show_file(file)

    def names(self, file: CaseFile) -> list[str]:
        """Return the names of the persons these words are kept from."""
        return [self._name(item, file) for item in self._shown(file)]

    def _shown(self, _file: CaseFile) -> list[Item]:
        return [item for item in self._known()[0] if item.statement_id == self._statement_id]

    def _offers(self, file: CaseFile) -> list[tuple[str, str]]:
        return persons_to_choose(file, {item.hidden_from_id for item in self._shown(file)})

    def _new(self, _file: CaseFile) -> dict[str, Any]:
        return {"statement_id": self._statement_id}

    def _name(self, item: Item, file: CaseFile) -> str:
        person = file.person(item.hidden_from_id)
        return person_name(person) if person else self._known()[1].get(item.hidden_from_id, "")

    def _summary(self, item: Item, file: CaseFile) -> tuple[str, str]:
        return self.tr("À ne pas transmettre à {name}").format(name=self._name(item, file)), ""
