"""Meetings about children: who was invited, who came, what each said, what was decided, by whom, for when."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from sqlalchemy import UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from ppe_desktop.domain.facts import Kind, Sensitivity
from ppe_desktop.domain.vocabulary import (
    Apart,
    AppointmentState,
    DeliveryMode,
    InvitationAnswer,
    MeetingKind,
    Presence,
    YesNo,
)
from ppe_desktop.models.base import Record
from ppe_desktop.models.declare import fact, reference


class Meeting(Record):
    """One meeting, for one child or several siblings; each child has a record of his own."""

    __tablename__ = "meeting"
    kind_label: ClassVar[str] = "Réunion"

    kind: Mapped[str] = fact(
        "Nature", Kind.FREE_CHOICE, choices=MeetingKind, required=True, default=MeetingKind.PLAN.value
    )
    held_on: Mapped[dt.date | None] = fact("Le", Kind.DATE)
    at_time: Mapped[str] = fact("Heure")
    place: Mapped[str] = fact("Lieu")
    aim: Mapped[str] = fact("Objet", Kind.LONG_TEXT, help="En mots simples : il est repris dans les invitations.")
    state: Mapped[str] = fact("État", Kind.CHOICE, choices=AppointmentState, default=AppointmentState.PLANNED.value)
    apart: Mapped[str] = fact(
        "Parents reçus", Kind.CHOICE, choices=Apart, help="Deux parents qui ne doivent pas se rencontrer.", rare=True
    )
    chair: Mapped[str] = fact("Présidée par", rare=True)
    documents: Mapped[str] = fact("Documents apportés", Kind.LONG_TEXT, rare=True)
    next_on: Mapped[dt.date | None] = fact("Prochaine date", Kind.DATE)
    appointment_id: Mapped[uuid.UUID | None] = reference("appointment")


class MeetingChild(Record):
    """What a meeting says of one child: it appears in this child's file only."""

    __tablename__ = "meeting_child"
    __table_args__ = (UniqueConstraint("child_id", "meeting_id"),)
    kind_label: ClassVar[str] = "Réunion, partie de l’enfant"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    meeting_id: Mapped[uuid.UUID] = reference("meeting", required=True)
    prepared: Mapped[str] = fact(
        "Préparation avec l’enfant", Kind.LONG_TEXT, help="Ce qui lui a été expliqué, ce qu’il veut y faire dire.",
        sensitivity=Sensitivity.WORDS,
    )  # fmt: skip
    attends: Mapped[str] = fact("L’enfant vient", Kind.CHOICE, choices=YesNo)
    absence_reason: Mapped[str] = fact("Sinon, pourquoi", rare=True)
    child_alone: Mapped[str] = fact(
        "Temps avec l’enfant seul", help="À quelle heure, combien de temps, avec qui.", rare=True, late=True
    )
    parents_time: Mapped[str] = fact(
        "Temps avec les parents",
        help="Ensemble ou séparément ; en deux séances s’il y a eu des violences.",
        rare=True,
        late=True,
    )
    points: Mapped[str] = fact("Points abordés", Kind.LONG_TEXT)
    divergences: Mapped[str] = fact(
        "Désaccords", Kind.LONG_TEXT, help="Par personne, avec ses mots : « Madame… ; Monsieur… »."
    )
    conclusion: Mapped[str] = fact("Conclusion", Kind.LONG_TEXT)
    statement_id: Mapped[uuid.UUID | None] = mapped_column(Uuid(), nullable=True)


class MeetingInvitee(Record):
    """A person whose invitation was considered: invited or not, and why; came or not; what the person said."""

    __tablename__ = "meeting_invitee"
    kind_label: ClassVar[str] = "Invité"
    owner_key: ClassVar[str] = "meeting_id"

    meeting_id: Mapped[uuid.UUID] = reference("meeting", owner=True)
    person_id: Mapped[uuid.UUID | None] = reference("person", "Personne")
    child_id: Mapped[uuid.UUID | None] = reference("child")
    name: Mapped[str] = fact("Nom")
    quality: Mapped[str] = fact("Qualité")
    invited: Mapped[str] = fact("Invité", Kind.CHOICE, choices=YesNo, default=YesNo.UNKNOWN.value)
    reason: Mapped[str] = fact("Motif", help="Pourquoi cette personne n’est pas invitée, ou l’est malgré une réserve.")
    at_time: Mapped[str] = fact(
        "Reçu à", help="Quand cette personne n’est pas reçue à l’heure de tous.", rare=True, late=True
    )
    sent_on: Mapped[dt.date | None] = fact("Invitation du", Kind.DATE)
    mode: Mapped[str] = fact("Par", Kind.FREE_CHOICE, choices=DeliveryMode)
    answer: Mapped[str] = fact("Réponse", Kind.CHOICE, choices=InvitationAnswer, default=InvitationAnswer.NONE.value)
    presence: Mapped[str] = fact("Présence", Kind.CHOICE, choices=Presence, default=Presence.EXPECTED.value)
    absence_reason: Mapped[str] = fact("Motif de l’absence", rare=True)
    contribution: Mapped[str] = fact("Contribution écrite", Kind.LONG_TEXT, sensitivity=Sensitivity.WORDS, rare=True)
    view: Mapped[str] = fact("Ce que dit cette personne", Kind.LONG_TEXT, sensitivity=Sensitivity.WORDS)
    statement_id: Mapped[uuid.UUID | None] = mapped_column(Uuid(), nullable=True)


class Task(Record):
    """Something decided or promised: who does it, for when; it comes back on the first screen until it is done."""

    __tablename__ = "task"
    kind_label: ClassVar[str] = "À faire"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    meeting_id: Mapped[uuid.UUID | None] = reference("meeting")
    visit_id: Mapped[uuid.UUID | None] = reference("visit")
    objective_id: Mapped[uuid.UUID | None] = mapped_column(Uuid(), nullable=True)
    text: Mapped[str] = fact("Ce qui est à faire", Kind.LONG_TEXT)
    who: Mapped[str] = fact("Qui")
    due_on: Mapped[dt.date | None] = fact("Pour le", Kind.DATE)
    done_on: Mapped[dt.date | None] = fact("Fait le", Kind.DATE)
    promised: Mapped[bool] = fact("Promis à l’enfant", Kind.FLAG)
