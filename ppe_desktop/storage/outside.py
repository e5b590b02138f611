"""Copies left in clear where the person chose to put them: what is known of each, until it is removed."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

from sqlalchemy import select, update

from ppe_desktop.models import OutsideCopy
from ppe_desktop.storage.unit_of_work import UnitOfWork


def note_outside(
    work: UnitOfWork, path: str, content: bytes | str, *, child_id: str = "", produced_id: str = ""
) -> None:
    """Remember a copy that was just written in clear; the caller commits.

    Args:
        work: the transaction.
        path: where it lies; a former copy at the same place is the same file.
        content: what it holds, or its SHA-256 in hexadecimal.
        child_id: whose file it comes from; empty when it tells of several.
        produced_id: its line in the register, if it has one.
    """
    known = (OutsideCopy.path == path) & OutsideCopy.removed_at.is_(None)
    work.session.execute(update(OutsideCopy).where(known).values(removed_at=work.now))
    digest = hashlib.sha256(content).hexdigest() if isinstance(content, bytes) else content
    work.session.add(
        OutsideCopy(
            child_id=uuid.UUID(child_id) if child_id else None,
            produced_id=uuid.UUID(produced_id) if produced_id else None,
            path=path,
            sha256=digest,
            written_at=work.now,
        )
    )


def read_outside(work: UnitOfWork) -> list[dict[str, Any]]:
    """Return the copies not removed yet, the oldest first."""
    query = select(OutsideCopy).where(OutsideCopy.removed_at.is_(None)).order_by(OutsideCopy.written_at)
    return [
        {
            "id": row.id.hex,
            "child_id": row.child_id.hex if row.child_id else "",
            "path": row.path,
            "sha256": row.sha256,
            "written_at": row.written_at,
        }
        for row in work.session.scalars(query)
    ]


def mark_removed(work: UnitOfWork, copy_id: str) -> str:
    """Write down that a copy is no longer there; return whose file it came from."""
    row = work.session.get(OutsideCopy, uuid.UUID(copy_id))
    if row is None:
        return ""
    row.removed_at = work.now
    return row.child_id.hex if row.child_id else ""
