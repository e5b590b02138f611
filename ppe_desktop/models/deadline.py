"""What answers the statutory deadlines and is told by no other record: reports, steps, obligations set aside."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ppe_desktop.domain.facts import Kind
from ppe_desktop.domain.vocabulary import StepKind
from ppe_desktop.models.base import Record
from ppe_desktop.models.declare import fact, reference


class SituationReport(Record):
    """A situation report (L223-5 CASF), from the day it was written to the day the judge received it."""

    __tablename__ = "situation_report"
    kind_label: ClassVar[str] = "Rapport de situation"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    written_on: Mapped[dt.date | None] = fact("Rédigé le", Kind.DATE)
    period_from: Mapped[dt.date | None] = fact("Période du", Kind.DATE, rare=True)
    period_to: Mapped[dt.date | None] = fact("au", Kind.DATE, rare=True)
    informed_on: Mapped[dt.date | None] = fact(
        "Contenu porté à la connaissance des parents et de l’enfant le",
        Kind.DATE,
        help="Avant l’envoi au juge (articles L223-5 et R223-21 du CASF).",
    )
    not_informed: Mapped[str] = fact("Sinon, pourquoi", Kind.LONG_TEXT, rare=True)
    sent_on: Mapped[dt.date | None] = fact("Transmis au juge le", Kind.DATE)
    remarks: Mapped[str] = fact("Remarques", Kind.LONG_TEXT, rare=True)


class StatutoryStep(Record):
    """A step made or an information given, with its day: the checklist of rights and paperwork."""

    __tablename__ = "statutory_step"
    kind_label: ClassVar[str] = "Démarche"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    kind: Mapped[str] = fact(
        "Démarche", Kind.FREE_CHOICE, choices=StepKind, required=True, default=StepKind.TRUSTED_PERSON.value
    )
    done_on: Mapped[dt.date | None] = fact("Faite le", Kind.DATE)
    remarks: Mapped[str] = fact("Précisions", Kind.LONG_TEXT)


class DeadlineWaiver(Record):
    """An obligation set aside, with a reason and an author: deadlines are derived, never ticked by hand."""

    __tablename__ = "deadline_waiver"
    __table_args__ = (UniqueConstraint("child_id", "rule", "rule_key"),)
    kind_label: ClassVar[str] = "Échéance écartée"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    rule: Mapped[str] = mapped_column(Text(), nullable=False)
    rule_key: Mapped[str] = mapped_column(Text(), nullable=False)
    author: Mapped[str] = mapped_column(Text(), nullable=False, default="")
    waived_on: Mapped[dt.date | None] = fact("Écartée le", Kind.DATE)
    reason: Mapped[str] = fact("Motif", Kind.LONG_TEXT, required=True, default="Motif à préciser")
