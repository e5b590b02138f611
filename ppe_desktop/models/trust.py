"""What shows that the base can be trusted: who opened, read, changed and took out what, copies left in clear, what was erased."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import DateTime, Index, Integer, LargeBinary, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from ppe_desktop.models.base import Base
from ppe_desktop.models.declare import new_id


class AuditEntry(Base):
    """One line of the journal of what was done, tied to the line before it: a line removed or altered shows.

    It holds identifiers and words of the program, never a name nor a text of a file.

    Attributes:
        number: 1, 2, 3… without a hole.
        at: UTC.
        ticks: milliseconds of a clock that never goes back, since the base was opened.
        action: what was done (``open``, ``refused``, ``read``, ``change``, ``print``, ``export``, ``purge``, ``backup``…).
        kind, object_id: the record it was done to, if any.
        child_id: whose file, if any; without a foreign key, for the line outlives the file.
        detail: words of the program (a recipient's kind, a count), no personal data.
        late: the machine's clock stood before the line before it.
        mac: HMAC of the line and of the MAC before it.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (Index(None, "child_id", "number"),)

    number: Mapped[int] = mapped_column(Integer(), primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime] = mapped_column(DateTime(), nullable=False)
    ticks: Mapped[int] = mapped_column(Integer(), nullable=False, default=0)
    author: Mapped[str] = mapped_column(Text(), nullable=False, default="")
    action: Mapped[str] = mapped_column(Text(), nullable=False)
    kind: Mapped[str] = mapped_column(Text(), nullable=False, default="")
    object_id: Mapped[uuid.UUID | None] = mapped_column(Uuid(), nullable=True)
    child_id: Mapped[uuid.UUID | None] = mapped_column(Uuid(), nullable=True)
    detail: Mapped[str] = mapped_column(Text(), nullable=False, default="")
    late: Mapped[bool] = mapped_column(nullable=False, default=False)
    mac: Mapped[bytes] = mapped_column(LargeBinary(), nullable=False)


class OutsideCopy(Base):
    """A copy left in clear where the user chose to put it, until she removes it."""

    __tablename__ = "outside_copy"

    id: Mapped[uuid.UUID] = mapped_column(Uuid(), primary_key=True, default=new_id)
    child_id: Mapped[uuid.UUID | None] = mapped_column(Uuid(), nullable=True, index=True)
    produced_id: Mapped[uuid.UUID | None] = mapped_column(Uuid(), nullable=True)
    path: Mapped[str] = mapped_column(Text(), nullable=False)
    sha256: Mapped[str] = mapped_column(Text(), nullable=False, default="")
    written_at: Mapped[dt.datetime] = mapped_column(DateTime(), nullable=False)
    removed_at: Mapped[dt.datetime | None] = mapped_column(DateTime(), nullable=True)


class PurgeRecord(Base):
    """A file that was erased: when, by whom, on whose word, how many records; nothing of what it held."""

    __tablename__ = "purge_record"

    id: Mapped[uuid.UUID] = mapped_column(Uuid(), primary_key=True, default=new_id)
    at: Mapped[dt.datetime] = mapped_column(DateTime(), nullable=False)
    author: Mapped[str] = mapped_column(Text(), nullable=False, default="")
    reason: Mapped[str] = mapped_column(Text(), nullable=False, default="")
    authorised_by: Mapped[str] = mapped_column(Text(), nullable=False, default="")
    child_id: Mapped[uuid.UUID] = mapped_column(Uuid(), nullable=False)
    counts: Mapped[str] = mapped_column(Text(), nullable=False, default="{}")
    archive_sha256: Mapped[str] = mapped_column(Text(), nullable=False, default="")
    backups_left: Mapped[str] = mapped_column(Text(), nullable=False, default="[]")
