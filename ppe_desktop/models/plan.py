"""The projet pour l'enfant (PPE), version by version (L223-1-1, D223-12 to D223-17 CASF)."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from sqlalchemy import Index, Integer, Text, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from ppe_desktop.domain.facts import Kind, Sensitivity
from ppe_desktop.domain.vocabulary import (
    ActionState,
    ActionTarget,
    Agreement,
    DeliveryMode,
    Domain,
    LinkKind,
    ObjectiveState,
    PlanStatus,
    RecipientKind,
    SignatureState,
    SignerQuality,
    Speaker,
)
from ppe_desktop.models.base import Record
from ppe_desktop.models.declare import fact, reference


class ChildPlan(Record):
    """One version of the plan; once finished it is frozen with a snapshot of everything it was made from."""

    __tablename__ = "child_plan"
    __table_args__ = (UniqueConstraint("child_id", "version"),)
    kind_label: ClassVar[str] = "Projet pour l’enfant"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    version: Mapped[int] = mapped_column(Integer(), nullable=False)
    status: Mapped[str] = mapped_column(Text(), nullable=False, default=PlanStatus.DRAFT.value)
    established_on: Mapped[dt.date | None] = fact("Établi le", Kind.DATE)
    meeting_on: Mapped[dt.date | None] = fact("Réunion d’élaboration du", Kind.DATE)
    participants: Mapped[str] = fact("Personnes associées à l’élaboration", Kind.LONG_TEXT)
    history_summary: Mapped[str] = fact(
        "Parcours de l’enfant", Kind.LONG_TEXT, help="Les mesures et lieux d’accueil sont ajoutés d’eux-mêmes."
    )
    autonomy: Mapped[str] = fact("Projet d’accès à l’autonomie", Kind.LONG_TEXT, help="À partir de 16 ou 17 ans.")
    support_network: Mapped[str] = fact("Parrainage, mentorat et personnes ressources", Kind.LONG_TEXT)
    finished_at: Mapped[dt.datetime | None] = mapped_column(nullable=True)
    finished_by: Mapped[str] = mapped_column(Text(), nullable=False, default="")
    snapshot: Mapped[str | None] = mapped_column(Text(), nullable=True)


class PlanDomain(Record):
    """One of the three statutory domains in a version of the plan (D223-15)."""

    __tablename__ = "plan_domain"
    __table_args__ = (UniqueConstraint("plan_id", "domain"),)
    kind_label: ClassVar[str] = "Domaine du projet"
    owner_key: ClassVar[str] = "plan_id"

    plan_id: Mapped[uuid.UUID] = reference("child_plan", owner=True)
    domain: Mapped[str] = fact("Domaine", Kind.CHOICE, choices=Domain, required=True)
    evaluation: Mapped[str] = fact("Évaluation", Kind.LONG_TEXT, help="Synthétique et actualisée.")
    needs: Mapped[str] = fact("Besoins de l’enfant", Kind.LONG_TEXT)


class PlanWords(Record):
    """A statement quoted in the plan, by reference, under a domain or in the general expression (domain empty)."""

    __tablename__ = "plan_words"
    __table_args__ = (UniqueConstraint("plan_id", "statement_id"),)
    kind_label: ClassVar[str] = "Parole citée dans le projet"
    owner_key: ClassVar[str] = "plan_id"

    plan_id: Mapped[uuid.UUID] = reference("child_plan", owner=True)
    statement_id: Mapped[uuid.UUID] = reference("statement", required=True)
    domain: Mapped[str] = fact("Domaine", Kind.CHOICE, choices=Domain)
    objective_id: Mapped[uuid.UUID | None] = mapped_column(Uuid(), nullable=True)


class PlanObjective(Record):
    """An objective, with an identity that lasts from version to version."""

    __tablename__ = "plan_objective"
    kind_label: ClassVar[str] = "Objectif"
    owner_key: ClassVar[str] = "plan_id"

    plan_id: Mapped[uuid.UUID] = reference("child_plan", owner=True)
    lasting_id: Mapped[uuid.UUID] = mapped_column(nullable=False)
    domain: Mapped[str] = fact("Domaine", Kind.CHOICE, choices=Domain, required=True)
    text: Mapped[str] = fact("Objectif", Kind.LONG_TEXT)
    state: Mapped[str] = fact("État", Kind.CHOICE, choices=ObjectiveState, default=ObjectiveState.OPEN.value)
    result: Mapped[str] = fact("Résultat", Kind.LONG_TEXT, help="Ce qui a changé pour l’enfant.", rare=True, late=True)
    closed_on: Mapped[dt.date | None] = fact("Clos le", Kind.DATE, rare=True)
    closing_words_id: Mapped[uuid.UUID | None] = mapped_column(Uuid(), nullable=True)


class ObjectiveOpinion(Record):
    """Whether someone agrees with an objective, in the person's own words when there are any.

    One that names nobody is the child's, or was noted before persons were told apart: it is then of everyone of that quality.
    """

    __tablename__ = "objective_opinion"
    __table_args__ = (
        UniqueConstraint("objective_id", "speaker", "person_id"),
        Index(
            "ix_objective_opinion_nobody_named", "objective_id", "speaker", unique=True,
            sqlite_where=text("person_id IS NULL"),
        ),
    )  # fmt: skip
    kind_label: ClassVar[str] = "Avis sur l’objectif"
    owner_key: ClassVar[str] = "objective_id"

    objective_id: Mapped[uuid.UUID] = reference("plan_objective", owner=True)
    speaker: Mapped[str] = fact("Qui", Kind.CHOICE, choices=Speaker, required=True, default=Speaker.CHILD.value)
    person_id: Mapped[uuid.UUID | None] = reference("person", "Personne")
    agreement: Mapped[str] = fact("Avis", Kind.CHOICE, choices=Agreement, default=Agreement.UNKNOWN.value)
    words: Mapped[str] = fact("Ses mots", Kind.LONG_TEXT, sensitivity=Sensitivity.WORDS)
    statement_id: Mapped[uuid.UUID | None] = reference("statement")


class PlanAction(Record):
    """An action that serves an objective."""

    __tablename__ = "plan_action"
    kind_label: ClassVar[str] = "Action"
    owner_key: ClassVar[str] = "objective_id"

    objective_id: Mapped[uuid.UUID] = reference("plan_objective", owner=True)
    text: Mapped[str] = fact("Action", Kind.LONG_TEXT)
    target: Mapped[str] = fact("Pour qui", Kind.CHOICE, choices=ActionTarget, default=ActionTarget.CHILD.value)
    actors: Mapped[str] = fact("Qui agit")
    start_on: Mapped[dt.date | None] = fact("Début", Kind.DATE)
    duration: Mapped[str] = fact("Durée", help="Par exemple : 6 mois.")
    due_on: Mapped[dt.date | None] = fact("Échéance", Kind.DATE)
    parents_role: Mapped[str] = fact("Rôle des parents et des tiers", Kind.LONG_TEXT)
    state: Mapped[str] = fact("État", Kind.CHOICE, choices=ActionState, default=ActionState.TO_START.value)
    health_event_id: Mapped[uuid.UUID | None] = mapped_column(Uuid(), nullable=True)


class PlanLink(Record):
    """Another document the plan must agree with (D223-14)."""

    __tablename__ = "plan_link"
    kind_label: ClassVar[str] = "Document articulé"
    owner_key: ClassVar[str] = "plan_id"

    plan_id: Mapped[uuid.UUID] = reference("child_plan", owner=True)
    kind: Mapped[str] = fact("Document", Kind.FREE_CHOICE, choices=LinkKind, required=True, default=LinkKind.DIPC.value)
    dated: Mapped[dt.date | None] = fact("Daté du", Kind.DATE)
    remarks: Mapped[str] = fact("Cohérence avec le projet", Kind.LONG_TEXT)


class PlanSignature(Record):
    """A person to whom the plan is proposed for signature; a refusal never blocks it."""

    __tablename__ = "plan_signature"
    kind_label: ClassVar[str] = "Signature"
    owner_key: ClassVar[str] = "plan_id"

    plan_id: Mapped[uuid.UUID] = reference("child_plan", owner=True)
    quality: Mapped[str] = fact(
        "Qualité", Kind.CHOICE, choices=SignerQuality, required=True, default=SignerQuality.CHILD.value
    )
    name: Mapped[str] = fact("Nom et prénom")
    state: Mapped[str] = fact("Signature", Kind.CHOICE, choices=SignatureState, default=SignatureState.PENDING.value)
    signed_on: Mapped[dt.date | None] = fact("Le", Kind.DATE)
    reason: Mapped[str] = fact("Motif")


class PlanDelivery(Record):
    """A copy handed over: to whom, when, how."""

    __tablename__ = "plan_delivery"
    kind_label: ClassVar[str] = "Remise"
    owner_key: ClassVar[str] = "plan_id"

    plan_id: Mapped[uuid.UUID] = reference("child_plan", owner=True)
    recipient: Mapped[str] = fact("Remis à", Kind.FREE_CHOICE, choices=RecipientKind, required=True)
    delivered_on: Mapped[dt.date | None] = fact("Le", Kind.DATE)
    mode: Mapped[str] = fact("Mode", Kind.FREE_CHOICE, choices=DeliveryMode)
    remarks: Mapped[str] = fact("Remarques", Kind.LONG_TEXT, sensitivity=Sensitivity.ORDINARY)
