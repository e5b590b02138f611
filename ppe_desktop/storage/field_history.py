"""The past of one fact of one record, read from the lines of the history."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import Connection, select

from ppe_desktop.models import HistoryEntry


def read_field_history(connection: Connection, record_id: str, field: str) -> list[dict[str, Any]]:
    """Return the changes of one fact, the oldest first, each with its moment, author, former and new value as kept."""
    query = (
        select(HistoryEntry.at, HistoryEntry.author, HistoryEntry.old, HistoryEntry.new)
        .where(HistoryEntry.record_id == uuid.UUID(record_id), HistoryEntry.field == field)
        .order_by(HistoryEntry.id)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def read_creation(connection: Connection, record_id: str) -> dict[str, Any] | None:
    """Return when a record was made and by whom, if the history tells."""
    query = (
        select(HistoryEntry.at, HistoryEntry.author)
        .where(HistoryEntry.record_id == uuid.UUID(record_id), HistoryEntry.action == "creation")
        .order_by(HistoryEntry.id)
        .limit(1)
    )
    row = connection.execute(query).mappings().first()
    return dict(row) if row else None


def read_last_change(connection: Connection) -> dict[str, Any] | None:
    """Return the last change of a child's file: child, kind of record, fact, moment; None when there is none."""
    query = (
        select(HistoryEntry.child_id, HistoryEntry.kind, HistoryEntry.field, HistoryEntry.at)
        .where(HistoryEntry.child_id.is_not(None))
        .order_by(HistoryEntry.id.desc())
        .limit(1)
    )
    row = connection.execute(query).mappings().first()
    return {**row, "child_id": row["child_id"].hex} if row else None
