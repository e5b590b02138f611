"""Gestures on whole files or persons that no single fact tells: each leaves its line in the history."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy.orm import Session

from ppe_desktop.models import HistoryEntry
from ppe_desktop.storage.history import CHANGED


def note_gesture(
    session: Session, record_id: str, author: str, at: dt.datetime, words: str, *, kind: str = "child"
) -> None:
    """Write a line of history for a gesture.

    Args:
        session: the transaction.
        record_id: the child or person it is about.
        author: who made it.
        at: when.
        words: what was done, in French.
        kind: ``"child"`` or ``"person"``.
    """
    key = uuid.UUID(record_id)
    line = HistoryEntry(at=at, author=author, action=CHANGED, kind=kind, record_id=key, new=words)
    line.child_id = key if kind == "child" else None
    session.add(line)
    session.flush()
