"""A visit as it is lived: prepared, noted in one field, sorted afterwards into the files."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from sqlalchemy import DateTime, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from ppe_desktop.domain.facts import Kind, Sensitivity
from ppe_desktop.domain.vocabulary import JournalKind, VisitNoteKind
from ppe_desktop.models.base import Record
from ppe_desktop.models.declare import fact, reference


class Visit(Record):
    """One visit, for one child or several siblings; what was noted goes to the journal once sorted.

    What the recycle bin took from it is remembered beside, to be its own again once put back.
    """

    __tablename__ = "visit"
    kind_label: ClassVar[str] = "Visite"

    kind: Mapped[str] = fact(
        "Nature", Kind.FREE_CHOICE, choices=JournalKind, required=True, default=JournalKind.HOME_VISIT.value
    )
    made_on: Mapped[dt.date | None] = fact("Le", Kind.DATE, required=True)
    place: Mapped[str] = fact("Lieu")
    present: Mapped[str] = fact("Personnes présentes")
    appointment_id: Mapped[uuid.UUID | None] = reference("appointment")
    entry_id: Mapped[uuid.UUID | None] = reference("journal_entry")
    binned_entry_id: Mapped[uuid.UUID | None] = mapped_column(Uuid(), nullable=True)
    binned_appointment_id: Mapped[uuid.UUID | None] = mapped_column(Uuid(), nullable=True)
    ended_at: Mapped[dt.datetime | None] = mapped_column(DateTime(), nullable=True)
    sorted_at: Mapped[dt.datetime | None] = mapped_column(DateTime(), nullable=True)


class VisitChild(Record):
    """A child seen during a visit."""

    __tablename__ = "visit_child"
    __table_args__ = (UniqueConstraint("child_id", "visit_id"),)
    kind_label: ClassVar[str] = "Visite, enfant concerné"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    visit_id: Mapped[uuid.UUID] = reference("visit", required=True)


class VisitNote(Record):
    """One thing noted during a visit; it stays in sight until it is sorted."""

    __tablename__ = "visit_note"
    kind_label: ClassVar[str] = "Note de visite"
    owner_key: ClassVar[str] = "visit_id"

    visit_id: Mapped[uuid.UUID] = reference("visit", owner=True)
    text: Mapped[str] = fact("Note", Kind.LONG_TEXT, sensitivity=Sensitivity.WORDS)
    kind: Mapped[str] = fact(
        "Nature", Kind.CHOICE, choices=VisitNoteKind, required=True, default=VisitNoteKind.NOTE.value
    )
    child_id: Mapped[uuid.UUID | None] = reference("child")
    person_id: Mapped[uuid.UUID | None] = reference("person")
    due_on: Mapped[dt.date | None] = fact("Pour le", Kind.DATE)
    noted_at: Mapped[dt.datetime | None] = mapped_column(DateTime(), nullable=True)
    sorted_into: Mapped[str] = fact("Rangée dans", managed=True)
