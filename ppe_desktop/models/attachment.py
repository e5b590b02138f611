"""Documents attached to a file, kept inside the encrypted base, piece by piece."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from sqlalchemy import Integer, LargeBinary, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from ppe_desktop.domain.facts import Kind
from ppe_desktop.domain.vocabulary import AttachmentKind
from ppe_desktop.models.base import Base, Record
from ppe_desktop.models.declare import fact, reference


class Attachment(Record):
    """A document received or scanned; its content is in :class:`AttachmentPiece` and never changes."""

    __tablename__ = "attachment"
    kind_label: ClassVar[str] = "Document joint"
    owner_key: ClassVar[str] = "child_id"

    child_id: Mapped[uuid.UUID] = reference("child", owner=True)
    title: Mapped[str] = fact("Titre", required=True)
    kind: Mapped[str] = fact("Nature", Kind.FREE_CHOICE, choices=AttachmentKind)
    dated_on: Mapped[dt.date | None] = fact("Daté du", Kind.DATE)
    received_from: Mapped[str] = fact("Reçu de")
    remarks: Mapped[str] = fact("Remarques", Kind.LONG_TEXT)
    file_name: Mapped[str] = mapped_column(Text(), nullable=False, default="")
    media_type: Mapped[str] = mapped_column(Text(), nullable=False, default="")
    size: Mapped[int] = mapped_column(Integer(), nullable=False, default=0)
    sha256: Mapped[str] = mapped_column(Text(), nullable=False, default="")


class AttachmentPiece(Base):
    """One piece of the content of a document: fifty megabytes in one cell would be held whole in memory at each reading."""

    __tablename__ = "attachment_piece"

    attachment_id: Mapped[uuid.UUID] = mapped_column(Uuid(), primary_key=True)
    number: Mapped[int] = mapped_column(Integer(), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary(), nullable=False)
