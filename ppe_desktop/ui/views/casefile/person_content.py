"""What is known of one person of the entourage, in an open card: identity, links with others, addresses, authority, visiting rights."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.ui.forms import summaries
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_cards import CardsSpec, RecordCards
from ppe_desktop.ui.forms.record_form import RecordForm
from ppe_desktop.ui.views.casefile.path_section import persons_to_choose, protection_cards
from ppe_desktop.ui.widgets.in_view import come_into_view
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_TIE_FACTS = ("kind", "since", "until", "remarks")


class PersonContent(QWidget):
    """What is known of one person: identity, links, addresses, authority, visiting rights."""

    def __init__(self, context: FileContext, link: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._link = context, link
        self.form: RecordForm | None = None
        self.identity_label = PlainLabel(self.tr("Identité et coordonnées"), "section", parent=self)
        self.address_cards = self._cards(
            "address", self.tr("Adresses"), self.tr("Ajouter une adresse"), summaries.address, extra=AddressProtections
        )
        self.tie_cards = self._tie_cards()
        self.authority_cards = self._cards(
            "parental_authority",
            self.tr("Autorité parentale"),
            self.tr("Préciser l’autorité parentale"),
            summaries.authority,
            marks=summaries.ended_marks,
        )
        self.contact_cards = self._cards(
            "contact_right",
            self.tr("Droits de visite et d’hébergement"),
            self.tr("Ajouter un droit de visite ou d’hébergement"),
            summaries.contact,
            marks=summaries.ended_marks,
        )
        self.lists = (self.address_cards, self.authority_cards, self.contact_cards, self.tie_cards)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.setSpacing(16)
        for widget in (self.identity_label, *self.lists):
            self._column.addWidget(widget)

    def show_file(self, file: CaseFile) -> None:
        """Show the person as it is now."""
        person = file.person(self._link.person_id)
        if person is not None and self.form is None:
            kind = self._context.kinds["person"]
            self.form = RecordForm(kind, person, self._context.autosaver, pending=self._context.pending, parent=self)
            self._column.insertWidget(1, self.form)
        elif person is not None and self.form is not None:
            self.form.show_item(person)
        for cards in self.lists:
            cards.show_file(file)

    def show_record(self, kind: str, record_id: str) -> None:
        """Open the card of an address, a right or a link of this person; bring the identity into view for the person."""
        if kind == "person" and self.form is not None:
            self.form.focus_first()
            come_into_view(self.form.first_field())
        for cards in self.lists:
            if record_id in cards.cards:
                cards.cards[record_id].open()

    def _cards(self, kind: str, title: str, add: str, summary: Any, **more: Any) -> RecordCards:
        facts = tuple(fact.name for fact in self._context.kinds[kind].facts if fact.name != "person_id")
        spec = CardsSpec(kind, title, add, "", summary, only=facts if kind != "address" else None, **more)

        def chosen(file: CaseFile) -> Iterable[Item]:
            return summaries.newest_first(item for item in file.of(kind) if item.person_id == self._link.person_id)

        def new(file: CaseFile) -> dict[str, Any]:
            owner = {} if kind == "address" else {"child_id": file.child.id}
            return {**owner, "person_id": self._link.person_id}

        return RecordCards(self._context, spec, chosen, new, self)

    def _tie_cards(self) -> RecordCards:
        """Return the links of this person with others; whom a link is with is chosen once, by name."""
        person_id = self._link.person_id

        def chosen(file: CaseFile) -> Iterable[Item]:
            return [tie for tie in file.of("person_tie") if person_id in (tie.person_id, tie.other_person_id)]

        spec = CardsSpec(
            "person_tie",
            self.tr("Liens avec d’autres personnes"),
            self.tr("Ajouter un lien avec…"),
            self.tr(
                "Couple, séparation, filiation, conflit\N{NO-BREAK SPACE}: ces liens se dessinent sur la carte de l’entourage."
            ),
            partial(summaries.tie, seen_from=person_id),
            only=_TIE_FACTS,
            marks=summaries.ended_marks,
            offers=lambda file: persons_to_choose(file, {person_id}),
            offered="other_person_id",
            nobody=self.tr("Inscrivez d’abord l’autre personne dans « Entourage »."),
        )
        return RecordCards(self._context, spec, chosen, lambda _file: {"person_id": person_id}, self)


class AddressProtections(QWidget):
    """From whom an address is protected."""

    def __init__(self, context: FileContext, address: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = protection_cards(context, "address_id", address.id, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.cards)

    def show_file(self, file: CaseFile) -> None:
        """Show the protections."""
        self.cards.show_file(file)
