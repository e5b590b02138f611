"""The journal of visits, calls, interviews and events: free text first; siblings share one entry with a part for each."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from ppe_desktop.domain.facts import Kind
from ppe_desktop.domain.vocabulary import JournalKind
from ppe_desktop.models.base import Record
from ppe_desktop.models.declare import fact, reference


class JournalEntry(Record):
    """What happened, told once for all the children concerned; what is about one child only goes into that child's part."""

    __tablename__ = "journal_entry"
    __table_args__ = (Index(None, "kind", "happened_on"),)  # the rules ask for everyone's visits
    kind_label: ClassVar[str] = "Journal"

    text: Mapped[str] = fact(
        "Notes",
        Kind.LONG_TEXT,
        help="Ce qui s’est passé. Si plusieurs enfants sont concernés : la partie commune seulement.",
    )
    kind: Mapped[str] = fact(
        "Nature", Kind.FREE_CHOICE, choices=JournalKind, required=True, default=JournalKind.NOTE.value
    )
    happened_on: Mapped[dt.date | None] = fact("Le", Kind.DATE, required=True)
    at_time: Mapped[str] = fact("Heure", help="Par exemple : 14 h 30.", rare=True)
    present: Mapped[str] = fact("Personnes présentes", rare=True)
    place: Mapped[str] = fact("Lieu", rare=True)


class JournalPart(Record):
    """The part of an entry that concerns one child: it appears in this child's file only."""

    __tablename__ = "journal_part"
    __table_args__ = (UniqueConstraint("child_id", "entry_id"),)
    kind_label: ClassVar[str] = "Journal, partie de l’enfant"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    entry_id: Mapped[uuid.UUID] = reference("journal_entry", required=True)
    text: Mapped[str] = fact("Pour cet enfant seulement", Kind.LONG_TEXT)


class WorkingNote(Record):
    """A private working note: in no document, no journal, no print."""

    __tablename__ = "working_note"
    kind_label: ClassVar[str] = "Note de travail"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    text: Mapped[str] = fact(
        "Note de travail",
        Kind.LONG_TEXT,
        help="Pour vous seulement : elle n’entre dans aucun document et ne s’imprime pas avec le dossier.",
    )
    written_on: Mapped[dt.date | None] = fact("Le", Kind.DATE)
