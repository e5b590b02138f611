"""Entourage: who matters around the child, parental authority, addresses and their protection, visiting rights, siblings."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.vocabulary import PARENT_ROLES
from ppe_desktop.ui.dialogs.person_dialog import PersonDialog
from ppe_desktop.ui.forms import summaries
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_cards import CardsSpec, RecordCards
from ppe_desktop.ui.forms.record_form import RecordForm
from ppe_desktop.ui.views.casefile.path_section import protection_cards
from ppe_desktop.ui.views.casefile.section import Section
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_LINK_FACTS = ("role", "since", "until", "is_emergency_contact", "terms")


class EntourageSection(Section):
    """Persons around the child, then siblings."""

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(context, context.tr("Entourage"), parent)
        persons = CardsSpec(
            "relationship",
            "",
            self.tr("Ajouter une personne"),
            self.tr("Les parents, la famille, les adultes qui comptent, et les professionnels autour de l’enfant."),
            summaries.person_card,
            only=_LINK_FACTS,
            extra=PersonContent,
            marks=summaries.relationship_marks,
        )
        siblings = CardsSpec(
            "sibling_link",
            self.tr("Fratrie"),
            self.tr("Ajouter un frère ou une sœur"),
            self.tr(
                "Frères et sœurs, demi-frères et demi-sœurs : le projet doit dire où vit chacun et les liens entre eux."
            ),
            summaries.sibling,
        )
        self.person_cards = RecordCards(context, persons, _links, self._new_person, self.column)
        self.sibling_cards = RecordCards(context, siblings, _siblings, _new_sibling, self.column)
        self.body.addWidget(self.person_cards)
        self.body.addSpacing(8)
        self.body.addWidget(self.sibling_cards)
        self.finish_layout()

    def show_file(self, file: CaseFile) -> None:
        """Show the persons and siblings."""
        self.person_cards.show_file(file)
        self.sibling_cards.show_file(file)
        self.context.tasks.ask(_known, self.context.tasks.session, then=self._on_known)

    def _on_known(self, known: tuple[tuple[Item, ...], tuple[Item, ...]]) -> None:
        self.context.persons, self.context.other_children = known
        if self.context.file is not None:
            self.sibling_cards.show_file(self.context.file)

    def _new_person(self, file: CaseFile) -> dict[str, Any] | None:
        """Ask who the person is: one already known first, a new one otherwise."""
        dialog = PersonDialog(self.context.persons, file, self)
        dialog.setObjectName("person_dialog")
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        if dialog.person_id:
            return {"child_id": file.child.id, "person_id": dialog.person_id, "role": dialog.role()}
        self._child_id, self._role = file.child.id, dialog.role()
        self.context.add("person", self._on_person_made, **dialog.new_person())
        return None

    def _on_person_made(self, changes: Any) -> None:
        link = {"child_id": self._child_id, "person_id": changes.created, "role": self._role}
        self.context.add("relationship", self._on_linked, **link)

    def _on_linked(self, changes: Any) -> None:
        self.person_cards.open_when_shown(changes.created)


class PersonContent(QWidget):
    """What is known of one person: identity, addresses, authority, visiting rights."""

    def __init__(self, context: FileContext, link: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._link = context, link
        self.form: RecordForm | None = None
        self.identity_label = PlainLabel(self.tr("Identité et coordonnées"), "section", parent=self)
        self.address_cards = self._cards(
            "address", self.tr("Adresses"), self.tr("Ajouter une adresse"), summaries.address, extra=AddressProtections
        )
        self.authority_cards = self._cards(
            "parental_authority",
            self.tr("Autorité parentale"),
            self.tr("Préciser l’autorité parentale"),
            summaries.authority,
        )
        self.contact_cards = self._cards(
            "contact_right",
            self.tr("Droits de visite et d’hébergement"),
            self.tr("Ajouter un droit de visite ou d’hébergement"),
            summaries.contact,
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.setSpacing(16)
        for widget in (self.identity_label, self.address_cards, self.authority_cards, self.contact_cards):
            self._column.addWidget(widget)

    def _cards(self, kind: str, title: str, add: str, summary: Any, **more: Any) -> RecordCards:
        facts = tuple(fact.name for fact in self._context.kinds[kind].facts if fact.name != "person_id")
        spec = CardsSpec(kind, title, add, "", summary, only=facts if kind != "address" else None, **more)

        def chosen(file: CaseFile) -> list[Item]:
            return [item for item in file.of(kind) if item.person_id == self._link.person_id]

        def new(file: CaseFile) -> dict[str, Any]:
            owner = {} if kind == "address" else {"child_id": file.child.id}
            return {**owner, "person_id": self._link.person_id}

        return RecordCards(self._context, spec, chosen, new, self)

    def show_file(self, file: CaseFile) -> None:
        """Show the person as it is now."""
        person = file.person(self._link.person_id)
        if person is not None and self.form is None:
            kind = self._context.kinds["person"]
            self.form = RecordForm(kind, person, self._context.autosaver, pending=self._context.pending, parent=self)
            self._column.insertWidget(1, self.form)
        elif person is not None and self.form is not None:
            self.form.show_item(person)
        for cards in (self.address_cards, self.authority_cards, self.contact_cards):
            cards.show_file(file)


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


def _known(session: Any) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Read the persons and children of the base: someone already known is offered before anyone is entered again."""
    return session.files.persons(), session.files.children()


def _links(file: CaseFile) -> list[Item]:
    """Return the persons, parents first."""
    return sorted(file.of("relationship"), key=lambda link: link.role not in PARENT_ROLES)


def _siblings(file: CaseFile) -> tuple[Item, ...]:
    return file.of("sibling_link")


def _new_sibling(file: CaseFile) -> dict[str, Any]:
    return {"child_id": file.child.id}
