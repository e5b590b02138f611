"""The closed files and the last contact with each child; the record of what was erased."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from typing import Any

from sqlalchemy import func, select

from ppe_desktop.domain.names import list_name
from ppe_desktop.domain.retention import ClosedFile, Prolonged
from ppe_desktop.domain.vocabulary import FileStatus
from ppe_desktop.models import Child, JournalEntry, JournalPart, PurgeRecord, Statement, Visit, VisitChild
from ppe_desktop.storage.settings import read_setting, write_setting
from ppe_desktop.storage.unit_of_work import UnitOfWork

PROLONGED = "retention.prolonged"


def read_closed(work: UnitOfWork) -> list[ClosedFile]:
    """Return the closed files with their last contact."""
    session = work.session
    kept = read_setting(work.connection, PROLONGED, {}) or {}
    contacts = _last_contacts(work)
    found = []
    for child in session.scalars(select(Child).where(Child.status != FileStatus.ACTIVE.value)):
        last = max((day for day in (contacts.get(child.id), child.closed_on) if day), default=None)
        told = kept.get(child.id.hex)
        prolonged = Prolonged(dt.date.fromisoformat(told["until"]), told["reason"], told["author"]) if told else None
        found.append(ClosedFile(child.id.hex, list_name(child), child.closed_on, last, prolonged))
    return found


def keep_prolonged(work: UnitOfWork, child_id: str, prolonged: Prolonged) -> None:
    """Write down that a file is kept longer; the caller commits."""
    kept = read_setting(work.connection, PROLONGED, {}) or {}
    kept[child_id] = {"until": prolonged.until.isoformat(), "reason": prolonged.reason, "author": prolonged.author}
    write_setting(work.connection, PROLONGED, kept)


def add_purge_record(
    work: UnitOfWork,
    child_id: str,
    *,
    reason: str,
    authorised_by: str,
    counts: dict[str, int],
    archive_sha256: str,
    backups_left: list[str],
) -> None:
    """Write down that a file was erased, without anything it held; the caller commits."""
    work.session.add(
        PurgeRecord(
            at=work.now,
            author=work.author,
            reason=reason,
            authorised_by=authorised_by,
            child_id=uuid.UUID(child_id),
            counts=json.dumps(counts),
            archive_sha256=archive_sha256,
            backups_left=json.dumps(backups_left),
        )
    )


def read_purges(work: UnitOfWork) -> list[dict[str, Any]]:
    """Return what was erased, the last first."""
    rows = work.session.scalars(select(PurgeRecord).order_by(PurgeRecord.at.desc()))
    return [
        {
            "at": row.at,
            "author": row.author,
            "reason": row.reason,
            "authorised_by": row.authorised_by,
            "counts": json.loads(row.counts),
            "archive_sha256": row.archive_sha256,
            "backups_left": json.loads(row.backups_left),
        }
        for row in rows
    ]


def _last_contacts(work: UnitOfWork) -> dict[uuid.UUID, dt.date]:
    """Return the last day on which a child was met, heard or written about."""
    queries = (
        select(JournalPart.child_id, func.max(JournalEntry.happened_on))
        .join(JournalEntry, JournalPart.entry_id == JournalEntry.id)
        .group_by(JournalPart.child_id),
        select(Statement.child_id, func.max(Statement.said_on)).group_by(Statement.child_id),
        select(VisitChild.child_id, func.max(Visit.made_on))
        .join(Visit, VisitChild.visit_id == Visit.id)
        .group_by(VisitChild.child_id),
    )
    last: dict[uuid.UUID, dt.date] = {}
    for query in queries:
        for child_id, day in work.connection.execute(query):
            if day is not None and (child_id not in last or day > last[child_id]):
                last[child_id] = day
    return last
