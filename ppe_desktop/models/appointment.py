"""What is planned: visits, meetings, hearings, medical appointments, steps of the year; one line for all the children concerned."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from ppe_desktop.domain.facts import Kind
from ppe_desktop.domain.vocabulary import AppointmentKind, AppointmentState
from ppe_desktop.models.base import Record
from ppe_desktop.models.declare import fact, reference


class Appointment(Record):
    """Something planned on a day, with or without an hour; what was said there goes to the journal."""

    __tablename__ = "appointment"
    kind_label: ClassVar[str] = "Rendez-vous"

    kind: Mapped[str] = fact(
        "Nature", Kind.FREE_CHOICE, choices=AppointmentKind, required=True, default=AppointmentKind.VISIT.value
    )
    planned_on: Mapped[dt.date | None] = fact("Le", Kind.DATE, required=True)
    at_time: Mapped[str] = fact("Heure", help="Par exemple : 14 h 30.")
    until_time: Mapped[str] = fact("Jusqu’à", rare=True)
    subject: Mapped[str] = fact("Objet")
    place: Mapped[str] = fact("Lieu")
    present: Mapped[str] = fact("Avec", help="Personnes attendues.", rare=True)
    preparation: Mapped[str] = fact("À préparer", Kind.LONG_TEXT, rare=True)
    state: Mapped[str] = fact("État", Kind.CHOICE, choices=AppointmentState, default=AppointmentState.PLANNED.value)
    rule: Mapped[str] = fact("Échéance", managed=True)
    rule_key: Mapped[str] = fact("Repère de l’échéance", managed=True)
    entry_id: Mapped[uuid.UUID | None] = reference("journal_entry")


class AppointmentChild(Record):
    """A child concerned by an appointment."""

    __tablename__ = "appointment_child"
    __table_args__ = (UniqueConstraint("child_id", "appointment_id"),)
    kind_label: ClassVar[str] = "Rendez-vous, enfant concerné"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    appointment_id: Mapped[uuid.UUID] = reference("appointment", required=True)
