"""Care: episodes, decisions, measures, places of care, siblings."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped

from ppe_desktop.domain.facts import Kind, Sensitivity
from ppe_desktop.domain.vocabulary import (
    AbsenceKind,
    Danger,
    DecisionKind,
    EndReason,
    ExitDestination,
    LegalStatusKind,
    MeasureType,
    PlacementSetting,
    SiblingKind,
    StayKind,
    YesNo,
)
from ppe_desktop.models.base import Record
from ppe_desktop.models.declare import fact, reference


class CareEpisode(Record):
    """A continuous period of care; a child who comes back gets a second one in the same file."""

    __tablename__ = "care_episode"
    kind_label: ClassVar[str] = "Épisode de prise en charge"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    since: Mapped[dt.date | None] = fact("Début", Kind.DATE)
    until: Mapped[dt.date | None] = fact("Fin", Kind.DATE)
    entry_reason: Mapped[str] = fact("Motif d’entrée", Kind.LONG_TEXT)
    exit_reason: Mapped[str] = fact("Motif de sortie", Kind.CHOICE, choices=EndReason, rare=True)
    exit_destination: Mapped[str] = fact(
        "Destination à la sortie", Kind.FREE_CHOICE, choices=ExitDestination, rare=True
    )
    danger: Mapped[str] = fact("Nature du danger", Kind.FREE_CHOICE, choices=Danger, rare=True, late=True)
    concern_on: Mapped[dt.date | None] = fact("Information préoccupante reçue le", Kind.DATE, rare=True)
    concern_evaluated_on: Mapped[dt.date | None] = fact(
        "Évaluation rendue le", Kind.DATE, help="Dans les trois mois (D226-2-4 CASF).", rare=True
    )


class Decision(Record):
    """The act that creates, renews, changes or ends a measure; the plan recalls it in full (D223-14)."""

    __tablename__ = "decision"
    kind_label: ClassVar[str] = "Décision"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    kind: Mapped[str] = fact("Nature", Kind.CHOICE, choices=DecisionKind, default=DecisionKind.UNKNOWN.value)
    decided_on: Mapped[dt.date | None] = fact("Date de la décision", Kind.DATE)
    place: Mapped[str] = fact("Lieu", help="Par exemple : Évry-Courcouronnes.")
    authority: Mapped[str] = fact("Autorité", help="Tribunal et juge, ou Président du conseil départemental.")
    reasons: Mapped[str] = fact("Motifs", Kind.LONG_TEXT)
    content: Mapped[str] = fact("Contenu", Kind.LONG_TEXT)
    objectives: Mapped[str] = fact("Objectifs fixés", Kind.LONG_TEXT)
    notified_on: Mapped[dt.date | None] = fact("Notifiée le", Kind.DATE, rare=True)
    report_every: Mapped[int | None] = fact(
        "Rapport demandé tous les … mois",
        Kind.NUMBER,
        help="Si le juge fixe un rythme (article 1199-1 du code de procédure civile) ; sinon, tous les ans.",
        rare=True,
    )
    end_report_on: Mapped[dt.date | None] = fact(
        "Rapport de fin de mesure demandé pour le", Kind.DATE, help="Si la décision fixe une date.", rare=True
    )
    travel_ban_until: Mapped[dt.date | None] = fact(
        "Interdiction de sortie du territoire jusqu’au",
        Kind.DATE,
        help="Deux ans au plus (article 375-7 du code civil).",
        rare=True,
    )


class Measure(Record):
    """A protection measure or benefit; overlapping measures are normal."""

    __tablename__ = "measure"
    kind_label: ClassVar[str] = "Mesure"
    owner_key: ClassVar[str] = "episode_id"

    episode_id: Mapped[uuid.UUID] = reference("care_episode", owner=True)
    decision_id: Mapped[uuid.UUID | None] = reference("decision", "Décision")
    type: Mapped[str] = fact(
        "Mesure", Kind.FREE_CHOICE, choices=MeasureType, required=True, default=MeasureType.UNKNOWN.value
    )
    since: Mapped[dt.date | None] = fact("Début", Kind.DATE)
    until: Mapped[dt.date | None] = fact("Échéance", Kind.DATE)
    ended_on: Mapped[dt.date | None] = fact("Fin effective", Kind.DATE, rare=True)
    end_reason: Mapped[str] = fact("Motif de fin", Kind.CHOICE, choices=EndReason, rare=True)
    court: Mapped[str] = fact("Tribunal", help="Et numéro du dossier au tribunal.", rare=True, late=True)
    judge: Mapped[str] = fact("Juge", rare=True, late=True)
    service: Mapped[str] = fact("Service qui exerce la mesure", rare=True, late=True)
    agreed_on: Mapped[dt.date | None] = fact(
        "Accord écrit des représentants légaux le",
        Kind.DATE,
        help="Avant toute admission décidée sans juge (L223-2 CASF).",
        rare=True,
    )
    prosecutor_told_on: Mapped[dt.date | None] = fact(
        "Procureur prévenu le",
        Kind.DATE,
        help="Sans délai, quand l’enfant est recueilli sans accord possible (L223-2 CASF).",
        rare=True,
    )


class Placement(Record):
    """A place of care; several at once are possible (relay, weekend, respite)."""

    __tablename__ = "placement"
    __table_args__ = (CheckConstraint("since IS NULL OR until IS NULL OR until >= since", name="in_order"),)
    kind_label: ClassVar[str] = "Lieu d’accueil"
    owner_key: ClassVar[str] = "episode_id"

    episode_id: Mapped[uuid.UUID] = reference("care_episode", owner=True)
    setting: Mapped[str] = fact(
        "Type de lieu",
        Kind.FREE_CHOICE,
        choices=PlacementSetting,
        required=True,
        default=PlacementSetting.UNKNOWN.value,
    )
    name: Mapped[str] = fact(
        "Nom du lieu", help="Établissement, ou nom de la famille d’accueil.", sensitivity=Sensitivity.ADDRESS
    )
    carer: Mapped[str] = fact(
        "Référent sur place", help="Assistant familial ou éducateur référent.", sensitivity=Sensitivity.ADDRESS
    )
    street: Mapped[str] = fact("Rue et numéro", Kind.LONG_TEXT, sensitivity=Sensitivity.ADDRESS)
    postcode: Mapped[str] = fact("Code postal", sensitivity=Sensitivity.ADDRESS)
    town: Mapped[str] = fact("Commune", sensitivity=Sensitivity.ADDRESS)
    phone: Mapped[str] = fact("Téléphone", sensitivity=Sensitivity.ADDRESS)
    is_anonymous: Mapped[bool] = fact(
        "Lieu tenu secret par décision du juge", Kind.FLAG, help="Article 375-7 du code civil."
    )
    is_main: Mapped[bool] = fact("Lieu principal", Kind.FLAG, default=True)
    stay: Mapped[str] = fact("Type d’accueil", Kind.FREE_CHOICE, choices=StayKind, rare=True, late=True)
    since: Mapped[dt.date | None] = fact("Depuis le", Kind.DATE)
    until: Mapped[dt.date | None] = fact("Jusqu’au", Kind.DATE)
    end_reason: Mapped[str] = fact("Motif du départ", rare=True)
    department: Mapped[str] = fact(
        "Département", help="S’il est accueilli dans un autre département.", rare=True, late=True
    )
    siblings_together: Mapped[str] = fact(
        "Fratrie accueillie ensemble", Kind.CHOICE, choices=YesNo, rare=True, late=True
    )
    judge_informed_on: Mapped[dt.date | None] = fact(
        "Juge informé le",
        Kind.DATE,
        help="Un mois avant un changement de lieu, ou 48 heures après en urgence (L223-3 CASF).",
        rare=True,
    )
    judge_informed_at: Mapped[str] = fact("À (heure)", help="Par exemple : 18 h.", rare=True, late=True)
    is_urgent: Mapped[bool] = fact(
        "Changement décidé en urgence", Kind.FLAG, help="Le juge est alors informé dans les 48 heures.", late=True
    )
    decided_on: Mapped[dt.date | None] = fact("Changement décidé le", Kind.DATE, rare=True)
    decided_at: Mapped[str] = fact("À (heure)", help="Les 48 heures se comptent d’heure à heure.", rare=True, late=True)
    parents_opinion_on: Mapped[dt.date | None] = fact(
        "Avis écrit des parents recueilli le",
        Kind.DATE,
        help="Avant le choix du lieu et avant tout changement (L223-3 CASF).",
        rare=True,
    )


class Absence(Record):
    """Where the child really is when not at the place of care: runaway, hospital, prison; the placement runs on."""

    __tablename__ = "absence"
    kind_label: ClassVar[str] = "Absence du lieu d’accueil"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    kind: Mapped[str] = fact(
        "Nature", Kind.FREE_CHOICE, choices=AbsenceKind, required=True, default=AbsenceKind.UNKNOWN.value
    )
    since: Mapped[dt.date | None] = fact("Depuis le", Kind.DATE)
    until: Mapped[dt.date | None] = fact("Jusqu’au", Kind.DATE)
    place: Mapped[str] = fact("Où", sensitivity=Sensitivity.ADDRESS)
    informed: Mapped[str] = fact("Personnes prévenues", help="Parents, juge, procureur : qui, quand.")
    remarks: Mapped[str] = fact("Remarques", Kind.LONG_TEXT)


class LegalStatus(Record):
    """The child's legal status over a period (CESSEC, L223-1 CASF)."""

    __tablename__ = "legal_status"
    kind_label: ClassVar[str] = "Statut juridique"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    kind: Mapped[str] = fact(
        "Statut", Kind.FREE_CHOICE, choices=LegalStatusKind, required=True, default=LegalStatusKind.UNKNOWN.value
    )
    since: Mapped[dt.date | None] = fact("Depuis le", Kind.DATE)
    until: Mapped[dt.date | None] = fact("Jusqu’au", Kind.DATE)
    decision_id: Mapped[uuid.UUID | None] = reference("decision", "Décision", rare=True)
    remarks: Mapped[str] = fact("Remarques", Kind.LONG_TEXT, rare=True)


class SiblingLink(Record):
    """Two siblings: the other one has a file here, or is only named."""

    __tablename__ = "sibling_link"
    __table_args__ = (CheckConstraint("other_child_id IS NULL OR other_child_id <> child_id", name="two_children"),)
    kind_label: ClassVar[str] = "Fratrie"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    other_child_id: Mapped[uuid.UUID | None] = reference("child", "Dossier de l’autre enfant")
    other_name: Mapped[str] = fact("Prénom et nom", help="Prénom puis nom, si l’autre enfant n’a pas de dossier ici.")
    other_birth_date: Mapped[dt.date | None] = fact("Date de naissance", Kind.DATE)
    kind: Mapped[str] = fact("Lien", Kind.CHOICE, choices=SiblingKind, required=True, default=SiblingKind.UNKNOWN.value)
    lives_at: Mapped[str] = fact("Où vit cet enfant", help="Si l’autre enfant n’a pas de dossier ici.")
    together: Mapped[str] = fact("Accueillis ensemble", Kind.CHOICE, choices=YesNo, default=YesNo.UNKNOWN.value)
    contact_rhythm: Mapped[str] = fact("Rencontres entre eux")
    separation_reason: Mapped[str] = fact(
        "Motif de la séparation",
        Kind.LONG_TEXT,
        help="La séparation doit être motivée et le juge informé (L223-3 CASF).",
    )
    separated_on: Mapped[dt.date | None] = fact("Séparés depuis le", Kind.DATE, rare=True)
    judge_informed_on: Mapped[dt.date | None] = fact(
        "Juge informé de la séparation le", Kind.DATE, help="Dans les 48 heures (L223-3 CASF).", rare=True
    )
