"""School and social life, and authorisations for acts that are not everyday ones."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from sqlalchemy.orm import Mapped

from ppe_desktop.domain.facts import Kind, Sensitivity
from ppe_desktop.domain.vocabulary import (
    ActCategory,
    ActivityKind,
    ActKind,
    Answer,
    ClassLevel,
    SchoolAttendance,
    SupportPlanKind,
)
from ppe_desktop.models.base import Record
from ppe_desktop.models.declare import fact, reference


class Schooling(Record):
    """A school and a class over a period."""

    __tablename__ = "schooling"
    kind_label: ClassVar[str] = "Scolarité"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    school: Mapped[str] = fact(
        "École ou établissement",
        help="Le nom d’une école dit où vit l’enfant : il suit la protection du lieu d’accueil.",
        sensitivity=Sensitivity.ADDRESS,
    )
    town: Mapped[str] = fact("Commune", sensitivity=Sensitivity.ADDRESS)
    level: Mapped[str] = fact("Classe", Kind.FREE_CHOICE, choices=ClassLevel)
    attendance: Mapped[str] = fact("Assiduité", Kind.CHOICE, choices=SchoolAttendance)
    since: Mapped[dt.date | None] = fact("Depuis le", Kind.DATE)
    until: Mapped[dt.date | None] = fact("Jusqu’au", Kind.DATE)
    contact: Mapped[str] = fact("Interlocuteur", help="Enseignant, directrice, CPE.", sensitivity=Sensitivity.ADDRESS)
    situation: Mapped[str] = fact("Ce qui va, ce qui est difficile", Kind.LONG_TEXT)


class SupportPlan(Record):
    """Support at school, with its dates."""

    __tablename__ = "support_plan"
    kind_label: ClassVar[str] = "Aménagement scolaire"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    kind: Mapped[str] = fact(
        "Aménagement", Kind.FREE_CHOICE, choices=SupportPlanKind, required=True, default=SupportPlanKind.UNKNOWN.value
    )
    since: Mapped[dt.date | None] = fact("Depuis le", Kind.DATE)
    until: Mapped[dt.date | None] = fact("Jusqu’au", Kind.DATE)
    content: Mapped[str] = fact("Contenu", Kind.LONG_TEXT)


class Activity(Record):
    """What the child does beside school: sport, music, holidays, friends."""

    __tablename__ = "activity"
    kind_label: ClassVar[str] = "Activité"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    name: Mapped[str] = fact("Activité", help="Football, chorale, colonie à la mer…")
    kind: Mapped[str] = fact("Nature", Kind.FREE_CHOICE, choices=ActivityKind)
    place: Mapped[str] = fact("Lieu", sensitivity=Sensitivity.ADDRESS)
    since: Mapped[dt.date | None] = fact("Depuis le", Kind.DATE)
    until: Mapped[dt.date | None] = fact("Jusqu’au", Kind.DATE)
    remarks: Mapped[str] = fact("Ce que l’enfant en dit, remarques", Kind.LONG_TEXT)


class Authorisation(Record):
    """An authorisation asked for an act (CC 373-4, 375-7), and what was answered."""

    __tablename__ = "authorisation"
    kind_label: ClassVar[str] = "Autorisation"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    act: Mapped[str] = fact("Acte", Kind.FREE_CHOICE, choices=ActKind, required=True, default=ActKind.OTHER.value)
    category: Mapped[str] = fact("Nature de l’acte", Kind.CHOICE, choices=ActCategory)
    details: Mapped[str] = fact("Précisions", help="Quelle opération, quel voyage, quelles dates.")
    person_id: Mapped[uuid.UUID | None] = reference("person", "Demandée à")
    asked_on: Mapped[dt.date | None] = fact("Demandée le", Kind.DATE)
    answer: Mapped[str] = fact("Réponse", Kind.CHOICE, choices=Answer, default=Answer.WAITING.value)
    answered_on: Mapped[dt.date | None] = fact("Réponse le", Kind.DATE)
    until: Mapped[dt.date | None] = fact("Valable jusqu’au", Kind.DATE)
    judge_order: Mapped[str] = fact(
        "Décision du juge", help="Autorisation donnée pour un ou plusieurs actes déterminés (CC 375-7).", rare=True
    )
    scope: Mapped[str] = fact("Étendue et conditions", Kind.LONG_TEXT, rare=True)
