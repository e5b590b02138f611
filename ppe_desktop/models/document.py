"""Documents: those being written, those that left the base, to whom they were handed, and the templates they are made from."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from sqlalchemy import Date, DateTime, Integer, LargeBinary, Text, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from ppe_desktop.domain.facts import Kind, Sensitivity
from ppe_desktop.domain.vocabulary import DeliveryMode, PlanStatus, RecipientKind, SignatureState
from ppe_desktop.models.base import Base, Record
from ppe_desktop.models.declare import fact, new_id, reference


class Writing(Record):
    """A document being written for a child, heading by heading; sealed, it is frozen with what it was made from.

    The plan, the meetings, the words and the health checks keep their own records: what a document says of them is read there. Here
    is only what exists nowhere else, the text written for this document.

    Attributes:
        document: key of the kind of document.
        subject_kind, subject_id: the record it speaks of (a meeting, a measure, a placement…), empty for the child alone.
        as_of: the day the file is read as of, when it is not that of the making.
        snapshot: everything it was made from, once sealed.
    """

    __tablename__ = "writing"
    kind_label: ClassVar[str] = "Document en préparation"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    document: Mapped[str] = mapped_column(Text(), nullable=False)
    subject_kind: Mapped[str] = mapped_column(Text(), nullable=False, default="")
    subject_id: Mapped[uuid.UUID | None] = mapped_column(Uuid(), nullable=True, index=True)
    status: Mapped[str] = mapped_column(Text(), nullable=False, default=PlanStatus.DRAFT.value)
    established_on: Mapped[dt.date | None] = fact("Établi le", Kind.DATE)
    period_from: Mapped[dt.date | None] = fact("Période du", Kind.DATE, rare=True)
    period_to: Mapped[dt.date | None] = fact("au", Kind.DATE, rare=True)
    child_informed_on: Mapped[dt.date | None] = fact(
        "Porté à la connaissance de l’enfant le", Kind.DATE, help="Avant l’envoi au juge (articles L223-5 et R223-21)."
    )
    parents_informed_on: Mapped[dt.date | None] = fact("Porté à la connaissance des parents le", Kind.DATE)
    not_informed: Mapped[str] = fact("Sinon, pourquoi", Kind.LONG_TEXT, rare=True)
    as_of: Mapped[dt.date | None] = mapped_column(Date(), nullable=True)
    sealed_at: Mapped[dt.datetime | None] = mapped_column(DateTime(), nullable=True)
    sealed_by: Mapped[str] = mapped_column(Text(), nullable=False, default="")
    snapshot: Mapped[str | None] = mapped_column(Text(), nullable=True)


class WritingPart(Record):
    """The text written under one heading of a document.

    Attributes:
        heading: key of the heading in the kind of document.
        sources: the records inserted in it (JSON list of ``[kind, id]``), so that each sentence can be traced.
    """

    __tablename__ = "writing_part"
    __table_args__ = (UniqueConstraint("writing_id", "heading"),)
    kind_label: ClassVar[str] = "Partie d’un document"
    owner_key: ClassVar[str] = "writing_id"

    writing_id: Mapped[uuid.UUID] = reference("writing", owner=True)
    heading: Mapped[str] = mapped_column(Text(), nullable=False)
    text: Mapped[str] = fact("Texte", Kind.LONG_TEXT)
    sources: Mapped[str] = mapped_column(Text(), nullable=False, default="[]")


class ProducedDocument(Record):
    """What left the base: which document, for whom, when, with what withheld; the file itself is kept.

    Attributes:
        sha256, template_sha256: fingerprints of the Word file and of the template it was made from.
        pdf, pdf_sha256: the PDF made at the same time, when there was one.
        template_version: what the template says of itself.
        as_of: the day the file was read as of, when it is not that of the making.
        sources: the records printed in it (JSON list of ``[kind, id]``).
        replaces_id: the document this one takes the place of (a Word file corrected by hand and brought back).
    """

    __tablename__ = "produced_document"
    kind_label: ClassVar[str] = "Document produit"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    plan_id: Mapped[uuid.UUID | None] = reference("child_plan")
    document: Mapped[str] = mapped_column(Text(), nullable=False)
    recipient: Mapped[str] = mapped_column(Text(), nullable=False)
    file_format: Mapped[str] = mapped_column(Text(), nullable=False)
    is_draft: Mapped[bool] = mapped_column(nullable=False, default=False)
    sha256: Mapped[str] = mapped_column(Text(), nullable=False)
    template_sha256: Mapped[str] = mapped_column(Text(), nullable=False)
    withheld: Mapped[str] = mapped_column(Text(), nullable=False, default="[]")
    author: Mapped[str] = mapped_column(Text(), nullable=False, default="")
    content: Mapped[bytes | None] = mapped_column(LargeBinary(), nullable=True)
    subject_kind: Mapped[str] = mapped_column(Text(), nullable=False, default="", server_default=text("''"))
    subject_id: Mapped[uuid.UUID | None] = mapped_column(Uuid(), nullable=True)
    title: Mapped[str] = mapped_column(Text(), nullable=False, default="", server_default=text("''"))
    pdf: Mapped[bytes | None] = mapped_column(LargeBinary(), nullable=True)
    pdf_sha256: Mapped[str] = mapped_column(Text(), nullable=False, default="", server_default=text("''"))
    template_version: Mapped[str] = mapped_column(Text(), nullable=False, default="", server_default=text("''"))
    as_of: Mapped[dt.date | None] = mapped_column(Date(), nullable=True)
    sources: Mapped[str] = mapped_column(Text(), nullable=False, default="[]", server_default=text("'[]'"))
    replaces_id: Mapped[uuid.UUID | None] = mapped_column(Uuid(), nullable=True)


class DocumentDelivery(Record):
    """A produced document handed to someone: when, how, and whether it was signed."""

    __tablename__ = "document_delivery"
    kind_label: ClassVar[str] = "Remise d’un document"
    owner_key: ClassVar[str] = "produced_id"

    produced_id: Mapped[uuid.UUID] = reference("produced_document", owner=True)
    recipient: Mapped[str] = fact("Remis à", Kind.FREE_CHOICE, choices=RecipientKind, required=True)
    name: Mapped[str] = fact("Nom")
    delivered_on: Mapped[dt.date | None] = fact("Le", Kind.DATE)
    mode: Mapped[str] = fact("Par", Kind.FREE_CHOICE, choices=DeliveryMode)
    signature: Mapped[str] = fact(
        "Signature", Kind.CHOICE, choices=SignatureState, default=SignatureState.PENDING.value
    )
    signed_on: Mapped[dt.date | None] = fact("Signé le", Kind.DATE)
    remarks: Mapped[str] = fact("Remarques", Kind.LONG_TEXT, sensitivity=Sensitivity.ORDINARY, rare=True)


class DocumentTemplate(Base):
    """A version of a template of the département, kept whole: a document can always be made again as it was.

    Attributes:
        document: key of the kind of document it makes.
        version: 1, 2, 3… for each kind.
        in_force_from: the first day it is used; the template in use is the last one in force that is not withdrawn.
        withdrawn_at: when it was taken out of use.
    """

    __tablename__ = "document_template"
    __table_args__ = (UniqueConstraint("document", "version"),)

    id: Mapped[uuid.UUID] = mapped_column(Uuid(), primary_key=True, default=new_id)
    document: Mapped[str] = mapped_column(Text(), nullable=False)
    version: Mapped[int] = mapped_column(Integer(), nullable=False)
    name: Mapped[str] = mapped_column(Text(), nullable=False, default="")
    content: Mapped[bytes] = mapped_column(LargeBinary(), nullable=False)
    sha256: Mapped[str] = mapped_column(Text(), nullable=False)
    author: Mapped[str] = mapped_column(Text(), nullable=False, default="")
    added_at: Mapped[dt.datetime] = mapped_column(DateTime(), nullable=False)
    in_force_from: Mapped[dt.date] = mapped_column(Date(), nullable=False)
    withdrawn_at: Mapped[dt.datetime | None] = mapped_column(DateTime(), nullable=True)
