"""From 16 to after 18: the interview at 17, the autonomy plan, papers, young-adult support, the interview after leaving."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from sqlalchemy import UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from ppe_desktop.domain.facts import Kind, Sensitivity
from ppe_desktop.domain.vocabulary import (
    AutonomyRight,
    AutonomyTheme,
    DeliveryMode,
    PaperKind,
    PaperState,
    RightState,
    YesNo,
)
from ppe_desktop.models.base import Record
from ppe_desktop.models.declare import fact, reference

WORDS = Sensitivity.WORDS


class AutonomyInterview(Record):
    """The interview at 17 (L222-5-1 CASF); it may be spread over several meetings and, exceptionally, be held again."""

    __tablename__ = "autonomy_interview"
    kind_label: ClassVar[str] = "Entretien des 17 ans"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    invited_on: Mapped[dt.date | None] = fact("Invitation du", Kind.DATE)
    invited_by: Mapped[str] = fact("Par", Kind.FREE_CHOICE, choices=DeliveryMode)
    planned_on: Mapped[dt.date | None] = fact("Prévu le", Kind.DATE)
    planned_at: Mapped[str] = fact("À", help="L’heure de l’entretien.", rare=True, late=True)
    begun_on: Mapped[dt.date | None] = fact("Commencé le", Kind.DATE)
    held_on: Mapped[dt.date | None] = fact("Mené le", Kind.DATE, help="Le jour où l’entretien est terminé.")
    place: Mapped[str] = fact("Lieu")
    present: Mapped[str] = fact("Personnes présentes", help="La personne de confiance peut y assister.")
    wishes: Mapped[str] = fact("Souhaits du jeune", Kind.LONG_TEXT, sensitivity=WORDS)
    strengths: Mapped[str] = fact("Forces et points d’appui", Kind.LONG_TEXT, sensitivity=WORDS)
    support_planned: Mapped[str] = fact(
        "Conditions d’accompagnement envisagées avec le jeune", Kind.LONG_TEXT, help="Elles lui sont notifiées."
    )
    notified_on: Mapped[dt.date | None] = fact("Notifiées le", Kind.DATE)
    wants_support: Mapped[str] = fact("Souhaite un accompagnement après 18 ans", Kind.CHOICE, choices=YesNo)
    handed_on: Mapped[dt.date | None] = fact("Copie remise au jeune le", Kind.DATE)
    next_on: Mapped[dt.date | None] = fact("Prochaine rencontre", Kind.DATE)


class AutonomyTopic(Record):
    """One theme of the interview: the young person's words first, then what is arranged, by whom, for when."""

    __tablename__ = "autonomy_topic"
    __table_args__ = (UniqueConstraint("interview_id", "theme"),)
    kind_label: ClassVar[str] = "Thème de l’entretien"
    owner_key: ClassVar[str] = "interview_id"

    interview_id: Mapped[uuid.UUID] = reference("autonomy_interview", owner=True)
    theme: Mapped[str] = fact("Thème", Kind.CHOICE, choices=AutonomyTheme, required=True)
    own_words: Mapped[str] = fact("Ses mots", Kind.LONG_TEXT, sensitivity=WORDS)
    situation: Mapped[str] = fact("Où il en est", Kind.LONG_TEXT)
    goal: Mapped[str] = fact("Ce qui est visé", Kind.LONG_TEXT)
    steps: Mapped[str] = fact("Étapes", Kind.LONG_TEXT)
    who: Mapped[str] = fact("Qui l’aide")
    due_on: Mapped[dt.date | None] = fact("Pour le", Kind.DATE)
    statement_id: Mapped[uuid.UUID | None] = mapped_column(Uuid(), nullable=True)


class AutonomyRightTold(Record):
    """A right told to the young person and ticked with him."""

    __tablename__ = "autonomy_right_told"
    __table_args__ = (UniqueConstraint("interview_id", "right"),)
    kind_label: ClassVar[str] = "Droit présenté"
    owner_key: ClassVar[str] = "interview_id"

    interview_id: Mapped[uuid.UUID] = reference("autonomy_interview", owner=True)
    right: Mapped[str] = fact("Droit", Kind.CHOICE, choices=AutonomyRight, required=True)
    told_on: Mapped[dt.date | None] = fact("Présenté le", Kind.DATE)
    remarks: Mapped[str] = fact("Ce qu’il en dit", Kind.LONG_TEXT, sensitivity=WORDS)


class AutonomyPlan(Record):
    """What the plan for autonomy says beside the themes of the interview (L222-5-1, R222-6, D223-15 CASF); it is written again as time goes."""

    __tablename__ = "autonomy_plan"
    kind_label: ClassVar[str] = "Projet d’accès à l’autonomie"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    established_on: Mapped[dt.date | None] = fact("Établi le", Kind.DATE)
    situation: Mapped[str] = fact("Situation et diplôme", Kind.LONG_TEXT)
    income: Mapped[str] = fact("Budget : ce qui entre chaque mois", Kind.LONG_TEXT)
    expenses: Mapped[str] = fact("Budget : ce qui sort chaque mois", Kind.LONG_TEXT)
    housing: Mapped[str] = fact("Logement à 18 ans", Kind.LONG_TEXT, help="La solution prévue, et celle de secours.")
    health_professionals: Mapped[str] = fact(
        "Professionnels de santé",
        Kind.LONG_TEXT,
        help="Qui soigne, qui soignera ensuite.",
        sensitivity=Sensitivity.HEALTH,
    )
    network: Mapped[str] = fact("Les personnes sur qui compter, et pour quoi", Kind.LONG_TEXT)
    partners: Mapped[str] = fact(
        "Institutions associées",
        Kind.LONG_TEXT,
        help="Éducation, social, santé, logement, formation, emploi, ressources.",
    )
    until_18: Mapped[str] = fact("Calendrier jusqu’à 18 ans", Kind.LONG_TEXT)
    until_21: Mapped[str] = fact("Calendrier de 18 à 21 ans", Kind.LONG_TEXT)
    parents_told_on: Mapped[dt.date | None] = fact(
        "Parents informés le", Kind.DATE, help="Ils exercent l’autorité parentale jusqu’aux 18 ans."
    )
    signatures: Mapped[str] = fact(
        "Signatures",
        Kind.LONG_TEXT,
        help="Qui a signé et quand ; qui ne l’a pas souhaité.",
        rare=True,
    )


class Paper(Record):
    """One paper to have at 18."""

    __tablename__ = "paper"
    kind_label: ClassVar[str] = "Papier"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    kind: Mapped[str] = fact(
        "Papier", Kind.FREE_CHOICE, choices=PaperKind, required=True, default=PaperKind.IDENTITY.value
    )
    state: Mapped[str] = fact("Où en est-on", Kind.CHOICE, choices=PaperState, default=PaperState.UNKNOWN.value)
    until: Mapped[dt.date | None] = fact("Valable jusqu’au", Kind.DATE)
    who: Mapped[str] = fact("Qui s’en occupe")
    remarks: Mapped[str] = fact("Précisions", Kind.LONG_TEXT, rare=True)


class YoungAdultContract(Record):
    """Support asked for and decided after 18 (L222-5 5° CASF); a refusal is reasoned and can be appealed (R223-2)."""

    __tablename__ = "young_adult_contract"
    kind_label: ClassVar[str] = "Accompagnement jeune majeur"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    requested_on: Mapped[dt.date | None] = fact("Demandé le", Kind.DATE)
    decided_on: Mapped[dt.date | None] = fact("Décidé le", Kind.DATE)
    decision: Mapped[str] = fact("Décision", Kind.CHOICE, choices=RightState, default=RightState.TO_ASK.value)
    since: Mapped[dt.date | None] = fact("Du", Kind.DATE)
    until: Mapped[dt.date | None] = fact("Au", Kind.DATE)
    content: Mapped[str] = fact("Ce qui est prévu", Kind.LONG_TEXT)
    reasons: Mapped[str] = fact("Motifs", Kind.LONG_TEXT, help="Un refus est motivé et peut être contesté.")


class ExitInterview(Record):
    """Six months after leaving, or later at the young person's request (L222-5-2-1 CASF)."""

    __tablename__ = "exit_interview"
    kind_label: ClassVar[str] = "Entretien après la sortie"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    attempts: Mapped[str] = fact("Essais de contact", Kind.LONG_TEXT)
    held_on: Mapped[dt.date | None] = fact("Mené le", Kind.DATE)
    resources: Mapped[str] = fact("Ressources", Kind.LONG_TEXT, late=True)
    housing: Mapped[str] = fact("Logement", Kind.LONG_TEXT, late=True)
    work: Mapped[str] = fact("Études, formation, emploi", Kind.LONG_TEXT, late=True)
    health: Mapped[str] = fact("Accès aux soins", Kind.LONG_TEXT, sensitivity=Sensitivity.HEALTH, late=True)
    procedures: Mapped[str] = fact("Démarches administratives", Kind.LONG_TEXT, late=True)
    support: Mapped[str] = fact(
        "Accompagnement socio-éducatif", Kind.LONG_TEXT, help="Vie quotidienne, entourage, loisirs, moral.", late=True
    )
    situation: Mapped[str] = fact("Sa situation en général", Kind.LONG_TEXT, rare=True)
    own_words: Mapped[str] = fact("Ses mots", Kind.LONG_TEXT, sensitivity=WORDS)
    requests: Mapped[str] = fact("Ses demandes", Kind.LONG_TEXT)
    rights_told: Mapped[str] = fact("Droit au retour rappelé", Kind.CHOICE, choices=YesNo)
    rights_detail: Mapped[str] = fact(
        "Droits rappelés",
        Kind.LONG_TEXT,
        help="Ce qui a été dit du retour jusqu’à 21 ans, et des autres droits.",
        late=True,
    )
    next_on: Mapped[dt.date | None] = fact("Prochain contact", Kind.DATE)
