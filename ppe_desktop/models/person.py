"""Persons, what they are to a child, and their addresses, which may be protected from a named person."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from ppe_desktop.domain.facts import Kind, Sensitivity
from ppe_desktop.domain.vocabulary import (
    AuthorityBasis,
    AuthorityExercise,
    Civility,
    Closeness,
    ContactFrequency,
    ContactKind,
    Role,
    TieKind,
    YesNo,
)
from ppe_desktop.models.base import Record
from ppe_desktop.models.declare import fact, reference


class Person(Record):
    """An adult or relative; one person may be the parent of several children."""

    __tablename__ = "person"
    kind_label: ClassVar[str] = "Personne"

    civility: Mapped[str] = fact("Civilité", Kind.CHOICE, choices=Civility)
    surname: Mapped[str] = fact(
        "Nom", help="Pour une personne connue sous un seul nom, remplir ce champ seulement.", required=True
    )
    birth_surname: Mapped[str] = fact("Nom de naissance", rare=True)
    first_name: Mapped[str] = fact("Prénom")
    birth_date: Mapped[dt.date | None] = fact("Date de naissance", Kind.DATE, rare=True)
    phone: Mapped[str] = fact("Téléphone", sensitivity=Sensitivity.ADDRESS)
    email: Mapped[str] = fact("Courriel", sensitivity=Sensitivity.ADDRESS, rare=True)
    organisation: Mapped[str] = fact("Service ou établissement", rare=True)
    function: Mapped[str] = fact("Fonction", rare=True)
    death_date: Mapped[dt.date | None] = fact("Date de décès", Kind.DATE, rare=True)


class Address(Record):
    """Where a person lives; the address of a place of care is held by the placement itself."""

    __tablename__ = "address"
    kind_label: ClassVar[str] = "Adresse"
    owner_key: ClassVar[str] = "person_id"

    person_id: Mapped[uuid.UUID] = reference("person", owner=True)
    street: Mapped[str] = fact("Rue et numéro", Kind.LONG_TEXT, sensitivity=Sensitivity.ADDRESS)
    postcode: Mapped[str] = fact("Code postal", sensitivity=Sensitivity.ADDRESS)
    town: Mapped[str] = fact("Commune", sensitivity=Sensitivity.ADDRESS)
    country: Mapped[str] = fact("Pays", sensitivity=Sensitivity.ADDRESS, rare=True)
    since: Mapped[dt.date | None] = fact("Depuis le", Kind.DATE, rare=True)
    until: Mapped[dt.date | None] = fact("Jusqu’au", Kind.DATE, rare=True)


class AddressProtection(Record):
    """An address (of a person, or of a place of care) that a named person must not learn (CC 375-7; D223-14 CASF)."""

    __tablename__ = "address_protection"
    __table_args__ = (
        CheckConstraint("(address_id IS NULL) <> (placement_id IS NULL)", name="one_place"),
        UniqueConstraint("address_id", "placement_id", "hidden_from_id"),
    )
    kind_label: ClassVar[str] = "Protection d’adresse"

    address_id: Mapped[uuid.UUID | None] = reference("address")
    placement_id: Mapped[uuid.UUID | None] = reference("placement")
    hidden_from_id: Mapped[uuid.UUID] = reference("person", "À ne pas communiquer à", required=True)
    reason: Mapped[str] = fact("Motif", help="Décision du juge, violences, demande de la personne…")
    decided_on: Mapped[dt.date | None] = fact("Depuis le", Kind.DATE)


class Relationship(Record):
    """What a person is to a child, and for how long."""

    __tablename__ = "relationship"
    kind_label: ClassVar[str] = "Lien avec l’enfant"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    person_id: Mapped[uuid.UUID] = reference("person", "Personne", required=True)
    role: Mapped[str] = fact("Rôle", Kind.FREE_CHOICE, choices=Role, required=True, default=Role.OTHER.value)
    since: Mapped[dt.date | None] = fact("Depuis le", Kind.DATE, rare=True)
    until: Mapped[dt.date | None] = fact("Jusqu’au", Kind.DATE, rare=True)
    closeness: Mapped[str] = fact(
        "Lien vécu par l’enfant",
        Kind.CHOICE,
        choices=Closeness,
        help="Tel que l’enfant le dit ou le montre : il se dessine sur la carte de l’entourage.",
        late=True,
    )
    contact_frequency: Mapped[str] = fact(
        "Contacts réels",
        Kind.CHOICE,
        choices=ContactFrequency,
        help="Ce qui se passe vraiment, au-delà du droit fixé.",
        rare=True,
        late=True,
    )
    is_emergency_contact: Mapped[bool] = fact("À prévenir en urgence", Kind.FLAG)
    terms: Mapped[str] = fact(
        "Modalités et remarques",
        Kind.LONG_TEXT,
        help="Pour un parrainage ou un mentorat : modalités, accord écrit des parents, avis de l’enfant.",
    )


class ParentalAuthority(Record):
    """Parental authority of a person over a child over a period; the history is kept row by row."""

    __tablename__ = "parental_authority"
    kind_label: ClassVar[str] = "Autorité parentale"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    person_id: Mapped[uuid.UUID] = reference("person", "Personne", required=True)
    is_holder: Mapped[str] = fact("Titulaire", Kind.CHOICE, choices=YesNo, default=YesNo.UNKNOWN.value)
    exercise: Mapped[str] = fact(
        "Exercice", Kind.CHOICE, choices=AuthorityExercise, default=AuthorityExercise.UNKNOWN.value
    )
    basis: Mapped[str] = fact(
        "Fondement", Kind.FREE_CHOICE, choices=AuthorityBasis, help="Loi, jugement du JAF, délégation, tutelle…"
    )
    decided_on: Mapped[dt.date | None] = fact("Décision du", Kind.DATE, rare=True)
    since: Mapped[dt.date | None] = fact("Depuis le", Kind.DATE, rare=True)
    until: Mapped[dt.date | None] = fact("Jusqu’au", Kind.DATE, rare=True)
    limits: Mapped[str] = fact("Limites", Kind.LONG_TEXT, rare=True)


class ContactRight(Record):
    """Visiting and overnight rights of a person (CC 375-7), for the plan's section on contacts (D223-14)."""

    __tablename__ = "contact_right"
    kind_label: ClassVar[str] = "Droit de visite et d’hébergement"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    person_id: Mapped[uuid.UUID] = reference("person", "Personne", required=True)
    kind: Mapped[str] = fact(
        "Nature", Kind.CHOICE, choices=ContactKind, required=True, default=ContactKind.UNKNOWN.value
    )
    rhythm: Mapped[str] = fact("Rythme", help="Par exemple : un samedi sur deux, de 14 h à 17 h.")
    place: Mapped[str] = fact("Lieu")
    third_party: Mapped[str] = fact("Tiers présent", rare=True)
    since: Mapped[dt.date | None] = fact("Depuis le", Kind.DATE)
    until: Mapped[dt.date | None] = fact("Jusqu’au", Kind.DATE, rare=True)
    remarks: Mapped[str] = fact("Remarques", Kind.LONG_TEXT, rare=True)


class PersonTie(Record):
    """What two persons are to each other (couple, separation, filiation), for the drawing of the family."""

    __tablename__ = "person_tie"
    __table_args__ = (CheckConstraint("person_id <> other_person_id", name="two_persons"),)
    kind_label: ClassVar[str] = "Lien entre deux personnes"
    owner_key: ClassVar[str] = "person_id"

    person_id: Mapped[uuid.UUID] = reference("person", owner=True)
    other_person_id: Mapped[uuid.UUID] = reference("person", "Avec", required=True)
    kind: Mapped[str] = fact("Lien", Kind.CHOICE, choices=TieKind, required=True, default=TieKind.UNKNOWN.value)
    since: Mapped[dt.date | None] = fact("Depuis le", Kind.DATE, rare=True)
    until: Mapped[dt.date | None] = fact("Jusqu’au", Kind.DATE, rare=True)
    remarks: Mapped[str] = fact("Remarques", rare=True)
