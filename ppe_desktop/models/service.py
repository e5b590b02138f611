"""The user's own profile, and what the base knows of itself."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from sqlalchemy import DateTime, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from ppe_desktop.domain.facts import Kind, Sensitivity
from ppe_desktop.domain.vocabulary import Civility
from ppe_desktop.models.base import Base, Record
from ppe_desktop.models.declare import fact, new_id


class UserProfile(Record):
    """Who the user is and what heads her documents; one row."""

    __tablename__ = "user_profile"
    kind_label: ClassVar[str] = "Mon profil"

    civility: Mapped[str] = fact("Civilité", Kind.CHOICE, choices=Civility, sensitivity=Sensitivity.ORDINARY)
    first_name: Mapped[str] = fact("Prénom", required=True, sensitivity=Sensitivity.ORDINARY)
    surname: Mapped[str] = fact("Nom", required=True, sensitivity=Sensitivity.ORDINARY)
    function: Mapped[str] = fact(
        "Fonction", help="Par exemple : référente ASE, travailleuse sociale enfance.", sensitivity=Sensitivity.ORDINARY
    )
    service: Mapped[str] = fact(
        "Service", help="Tel qu’il figure en tête de vos documents.", sensitivity=Sensitivity.ORDINARY
    )
    department: Mapped[str] = fact("Département", help="Par exemple : Essonne.", sensitivity=Sensitivity.ORDINARY)
    service_address: Mapped[str] = fact("Adresse du service", Kind.LONG_TEXT, sensitivity=Sensitivity.ORDINARY)
    town: Mapped[str] = fact("Commune du service", help="Pour « Fait à … ».", sensitivity=Sensitivity.ORDINARY)
    phone: Mapped[str] = fact("Téléphone", sensitivity=Sensitivity.ORDINARY)
    email: Mapped[str] = fact("Courriel", sensitivity=Sensitivity.ORDINARY)
    signatory: Mapped[str] = fact(
        "Signataire du département",
        help="La personne qui signe pour le Président du conseil départemental.",
        sensitivity=Sensitivity.ORDINARY,
    )
    signatory_function: Mapped[str] = fact("Fonction du signataire", sensitivity=Sensitivity.ORDINARY)
    logo: Mapped[bytes | None] = fact("Logo", Kind.IMAGE, help="Image PNG ou JPEG.", sensitivity=Sensitivity.ORDINARY)


class BaseIdentity(Base):
    """One row that ties the base to its key file."""

    __tablename__ = "base_identity"

    vault_id: Mapped[str] = mapped_column(Text(), primary_key=True)
    is_demo: Mapped[bool] = mapped_column(nullable=False, default=False)


class HistoryEntry(Base):
    """One change of one fact, written in the same transaction as the change."""

    __tablename__ = "history_entry"

    id: Mapped[uuid.UUID] = mapped_column(Uuid(), primary_key=True, default=new_id)
    at: Mapped[dt.datetime] = mapped_column(DateTime(), nullable=False)
    author: Mapped[str] = mapped_column(Text(), nullable=False, default="")
    action: Mapped[str] = mapped_column(Text(), nullable=False)
    kind: Mapped[str] = mapped_column(Text(), nullable=False)
    record_id: Mapped[uuid.UUID] = mapped_column(Uuid(), nullable=False, index=True)
    child_id: Mapped[uuid.UUID | None] = mapped_column(Uuid(), nullable=True, index=True)
    field: Mapped[str] = mapped_column(Text(), nullable=False, default="")
    old: Mapped[str | None] = mapped_column(Text(), nullable=True)
    new: Mapped[str | None] = mapped_column(Text(), nullable=True)


class PendingInput(Base):
    """What was typed in a field and cannot be kept as its fact yet (an impossible date): kept as typed, never lost."""

    __tablename__ = "pending_input"

    record_id: Mapped[uuid.UUID] = mapped_column(Uuid(), primary_key=True)
    field: Mapped[str] = mapped_column(Text(), primary_key=True)
    kind: Mapped[str] = mapped_column(Text(), nullable=False)
    text: Mapped[str] = mapped_column(Text(), nullable=False)
    at: Mapped[dt.datetime] = mapped_column(DateTime(), nullable=False)


class BinEntry(Base):
    """A record taken out of a file, as it was with all that belonged to it: it can be put back."""

    __tablename__ = "bin_entry"

    id: Mapped[uuid.UUID] = mapped_column(Uuid(), primary_key=True, default=new_id)
    at: Mapped[dt.datetime] = mapped_column(DateTime(), nullable=False)
    author: Mapped[str] = mapped_column(Text(), nullable=False, default="")
    kind: Mapped[str] = mapped_column(Text(), nullable=False)
    record_id: Mapped[uuid.UUID] = mapped_column(Uuid(), nullable=False, index=True)
    child_id: Mapped[uuid.UUID | None] = mapped_column(Uuid(), nullable=True, index=True)
    summary: Mapped[str] = mapped_column(Text(), nullable=False, default="")
    content: Mapped[str] = mapped_column(Text(), nullable=False)


class PersonMerge(Base):
    """Two persons made one: what is needed to part them again."""

    __tablename__ = "person_merge"

    id: Mapped[uuid.UUID] = mapped_column(Uuid(), primary_key=True, default=new_id)
    at: Mapped[dt.datetime] = mapped_column(DateTime(), nullable=False)
    author: Mapped[str] = mapped_column(Text(), nullable=False, default="")
    kept_id: Mapped[uuid.UUID] = mapped_column(Uuid(), nullable=False, index=True)
    summary: Mapped[str] = mapped_column(Text(), nullable=False, default="")
    content: Mapped[str] = mapped_column(Text(), nullable=False)


class Setting(Base):
    """A choice of the user kept inside the base because it may tell something of a child (filters, last files, own words)."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(Text(), primary_key=True)
    value: Mapped[str] = mapped_column(Text(), nullable=False)
