"""Health: dates, professionals, needs and follow-ups; clinical results only where strictly useful (medical secrecy)."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from sqlalchemy import UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from ppe_desktop.domain.facts import Kind, Sensitivity
from ppe_desktop.domain.vocabulary import (
    CompulsoryExam,
    DeliveryMode,
    DisabilityRightKind,
    FollowUpKind,
    HealthEventKind,
    RightState,
    Vaccine,
    YesNo,
)
from ppe_desktop.models.base import Record
from ppe_desktop.models.declare import fact, reference

HEALTH = Sensitivity.HEALTH


class HealthProfile(Record):
    """What must be known of the child's health at any time; one row a child, made when it is first filled."""

    __tablename__ = "health_profile"
    __table_args__ = (UniqueConstraint("child_id"),)
    kind_label: ClassVar[str] = "Repères de santé"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    booklet: Mapped[str] = fact("Carnet de santé", help="Où il se trouve, qui le garde.", sensitivity=HEALTH)
    doctor_declared: Mapped[str] = fact("Médecin traitant déclaré", Kind.CHOICE, choices=YesNo, sensitivity=HEALTH)
    vaccines_up_to_date: Mapped[str] = fact("Vaccins à jour", Kind.CHOICE, choices=YesNo, sensitivity=HEALTH)
    next_vaccine_on: Mapped[dt.date | None] = fact("Prochain rappel", Kind.DATE, sensitivity=HEALTH)
    health_fund: Mapped[str] = fact(
        "Caisse d’assurance maladie", help="Sans numéro de sécurité sociale.", sensitivity=HEALTH
    )
    complementary: Mapped[str] = fact("Complémentaire santé", help="C2S, mutuelle.", sensitivity=HEALTH)
    rights_until: Mapped[dt.date | None] = fact("Droits ouverts jusqu’au", Kind.DATE, sensitivity=HEALTH)
    care_authorisation: Mapped[str] = fact(
        "Autorisation de soins des parents",
        help="Générale, signée par qui et quand ; ou ce qui manque.",
        sensitivity=HEALTH,
    )
    remarks: Mapped[str] = fact("Remarques", Kind.LONG_TEXT, sensitivity=HEALTH, rare=True)


class HealthEvent(Record):
    """A check, an examination, a consultation, a stay in hospital (L223-1-1 CASF; schéma, fiches 25 and 27)."""

    __tablename__ = "health_event"
    kind_label: ClassVar[str] = "Bilan, examen ou consultation"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    kind: Mapped[str] = fact(
        "Nature", Kind.FREE_CHOICE, choices=HealthEventKind, required=True, default=HealthEventKind.UNKNOWN.value,
        sensitivity=HEALTH,
    )  # fmt: skip
    exam_age: Mapped[str] = fact(
        "Examen de",
        Kind.FREE_CHOICE,
        choices=CompulsoryExam,
        help="Pour un examen obligatoire : lequel des vingt.",
        sensitivity=HEALTH,
        rare=True,
        late=True,
    )
    asked_on: Mapped[dt.date | None] = fact("Demandé le", Kind.DATE, sensitivity=HEALTH)
    booked_on: Mapped[dt.date | None] = fact("Rendez-vous le", Kind.DATE, sensitivity=HEALTH)
    done_on: Mapped[dt.date | None] = fact("Réalisé le", Kind.DATE, sensitivity=HEALTH)
    practitioner: Mapped[str] = fact("Professionnel", sensitivity=HEALTH)
    place: Mapped[str] = fact("Lieu", sensitivity=HEALTH)
    needs: Mapped[str] = fact(
        "Besoins repérés",
        Kind.LONG_TEXT,
        help="Ce qui doit entrer dans le projet pour l’enfant : besoins, suivis, prochains rendez-vous.",
        sensitivity=HEALTH,
    )
    child_words: Mapped[str] = fact("Ce que l’enfant dit de sa santé", Kind.LONG_TEXT, sensitivity=HEALTH)
    next_on: Mapped[dt.date | None] = fact("Prochain rendez-vous", Kind.DATE, sensitivity=HEALTH)
    accompanied_by: Mapped[str] = fact("Accompagné par", sensitivity=HEALTH, rare=True)
    parents_informed_on: Mapped[dt.date | None] = fact("Parents informés le", Kind.DATE, sensitivity=HEALTH, rare=True)
    parents_informed_how: Mapped[str] = fact(
        "Comment", Kind.FREE_CHOICE, choices=DeliveryMode, sensitivity=HEALTH, rare=True, late=True
    )
    appointment_id: Mapped[uuid.UUID | None] = mapped_column(Uuid(), nullable=True)
    results: Mapped[str] = fact(
        "Résultats strictement utiles",
        Kind.LONG_TEXT,
        help="Secret médical : les résultats et diagnostics restent au médecin, sauf nécessité. Sinon : « remis au médecin ».",
        sensitivity=HEALTH,
        rare=True,
    )


class HealthFollowUp(Record):
    """Care that goes on over months."""

    __tablename__ = "health_follow_up"
    kind_label: ClassVar[str] = "Suivi"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    kind: Mapped[str] = fact(
        "Suivi",
        Kind.FREE_CHOICE,
        choices=FollowUpKind,
        required=True,
        default=FollowUpKind.UNKNOWN.value,
        sensitivity=HEALTH,
    )
    practitioner: Mapped[str] = fact("Professionnel ou service", sensitivity=HEALTH)
    rhythm: Mapped[str] = fact(
        "Rythme", help="Par exemple : le mardi à 16 h, une semaine sur deux.", sensitivity=HEALTH
    )
    since: Mapped[dt.date | None] = fact("Depuis le", Kind.DATE, sensitivity=HEALTH)
    until: Mapped[dt.date | None] = fact("Jusqu’au", Kind.DATE, sensitivity=HEALTH)
    waiting_since: Mapped[dt.date | None] = fact(
        "En liste d’attente depuis le", Kind.DATE, sensitivity=HEALTH, rare=True
    )
    remarks: Mapped[str] = fact("Remarques", Kind.LONG_TEXT, sensitivity=HEALTH, rare=True)


class Treatment(Record):
    """A treatment, who prescribed it, who gives it."""

    __tablename__ = "treatment"
    kind_label: ClassVar[str] = "Traitement"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    name: Mapped[str] = fact("Traitement", required=True, default="Traitement à préciser", sensitivity=HEALTH)
    dosage: Mapped[str] = fact("Dose et moments", sensitivity=HEALTH)
    prescriber: Mapped[str] = fact("Prescrit par", sensitivity=HEALTH)
    given_by: Mapped[str] = fact("Donné par", sensitivity=HEALTH)
    since: Mapped[dt.date | None] = fact("Depuis le", Kind.DATE, sensitivity=HEALTH)
    until: Mapped[dt.date | None] = fact("Jusqu’au", Kind.DATE, sensitivity=HEALTH)


class Vaccination(Record):
    """A vaccination given, and the next one due."""

    __tablename__ = "vaccination"
    kind_label: ClassVar[str] = "Vaccination"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    vaccine: Mapped[str] = fact(
        "Vaccin", Kind.FREE_CHOICE, choices=Vaccine, required=True, default=Vaccine.OTHER.value, sensitivity=HEALTH
    )
    given_on: Mapped[dt.date | None] = fact("Fait le", Kind.DATE, sensitivity=HEALTH)
    next_on: Mapped[dt.date | None] = fact("Rappel le", Kind.DATE, sensitivity=HEALTH)


class DisabilityRight(Record):
    """A right opened for a handicap (MDPH) or a long illness (ALD), with its dates."""

    __tablename__ = "disability_right"
    kind_label: ClassVar[str] = "Droit (MDPH, ALD)"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    kind: Mapped[str] = fact(
        "Droit", Kind.FREE_CHOICE, choices=DisabilityRightKind, required=True, default=DisabilityRightKind.UNKNOWN.value,
        sensitivity=HEALTH,
    )  # fmt: skip
    state: Mapped[str] = fact(
        "État", Kind.CHOICE, choices=RightState, default=RightState.UNKNOWN.value, sensitivity=HEALTH
    )
    asked_on: Mapped[dt.date | None] = fact("Demandé le", Kind.DATE, sensitivity=HEALTH)
    decided_on: Mapped[dt.date | None] = fact("Décidé le", Kind.DATE, sensitivity=HEALTH)
    since: Mapped[dt.date | None] = fact("Depuis le", Kind.DATE, sensitivity=HEALTH)
    until: Mapped[dt.date | None] = fact("Jusqu’au", Kind.DATE, sensitivity=HEALTH)
    remarks: Mapped[str] = fact("Remarques", Kind.LONG_TEXT, sensitivity=HEALTH, rare=True)
