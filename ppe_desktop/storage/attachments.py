"""The content of attached documents, written and read piece by piece: never whole in one cell, never read with the file."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from sqlalchemy import Connection, func, insert, select

from ppe_desktop.models import Attachment, HistoryEntry
from ppe_desktop.models.attachment import AttachmentPiece

COPIED = "copie"
"""Action of the history line left when a copy in clear leaves the base."""


def write_pieces(connection: Connection, attachment_id: str, pieces: Iterable[bytes]) -> None:
    """Write the content of a document, in the transaction of its record."""
    key = uuid.UUID(attachment_id)
    for number, content in enumerate(pieces):
        connection.execute(insert(AttachmentPiece).values(attachment_id=key, number=number, content=content))


def count_pieces(connection: Connection, attachment_id: str) -> int:
    """Return in how many pieces the content of a document lies."""
    chosen = AttachmentPiece.attachment_id == uuid.UUID(attachment_id)
    return int(connection.execute(select(func.count()).select_from(AttachmentPiece).where(chosen)).scalar_one())


def read_piece(connection: Connection, attachment_id: str, number: int) -> bytes:
    """Return one piece of a document, nothing when it is not there."""
    chosen = (AttachmentPiece.attachment_id == uuid.UUID(attachment_id)) & (AttachmentPiece.number == number)
    found: bytes | None = connection.execute(select(AttachmentPiece.content).where(chosen)).scalar()
    return found or b""


def find_same(connection: Connection, child_id: str, sha256: str) -> str:
    """Return the document of a child's file that holds this very content, nothing when there is none."""
    chosen = (Attachment.child_id == uuid.UUID(child_id)) & (Attachment.sha256 == sha256)
    found: uuid.UUID | None = connection.execute(select(Attachment.id).where(chosen).limit(1)).scalar()
    return found.hex if found else ""


def note_copy(
    connection: Connection, attachment_id: str, child_id: str, author: str, at: dt.datetime, told: str
) -> None:
    """Leave a line in the history: a copy in clear left the base."""
    connection.execute(
        insert(HistoryEntry).values(
            at=at,
            author=author,
            action=COPIED,
            kind=Attachment.__tablename__,
            record_id=uuid.UUID(attachment_id),
            child_id=uuid.UUID(child_id),
            new=told,
        )
    )
