"""The templates of the département as the base keeps them: every version, for ever."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, update

from ppe_desktop.models import DocumentTemplate
from ppe_desktop.storage.unit_of_work import UnitOfWork

_FACTS = (
    DocumentTemplate.id, DocumentTemplate.document, DocumentTemplate.version, DocumentTemplate.name, DocumentTemplate.sha256,
    DocumentTemplate.author, DocumentTemplate.added_at, DocumentTemplate.in_force_from, DocumentTemplate.withdrawn_at,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TemplateVersion:
    """A version of a template, without its content.

    Attributes:
        id: identifier, 32 hex digits.
        slot: the place it takes.
        version: 1, 2, 3… for each place.
        name: name of the file that was imported.
        sha256: its fingerprint.
        author: who put it in service.
        added_at: when.
        in_force_from: first day it is used.
        withdrawn_at: when it was taken out of use.
    """

    id: str
    slot: str
    version: int
    name: str
    sha256: str
    author: str
    added_at: dt.datetime
    in_force_from: dt.date
    withdrawn_at: dt.datetime | None


def read_versions(connection: Connection) -> tuple[TemplateVersion, ...]:
    """Return every version of every template, the newest first."""
    wanted = select(*_FACTS).order_by(DocumentTemplate.document, DocumentTemplate.version.desc())
    return tuple(TemplateVersion(row[0].hex, *row[1:]) for row in connection.execute(wanted))


def read_in_force(connection: Connection, slot: str, day: dt.date) -> tuple[int, bytes] | None:
    """Return the version and the content of the template in force for a place on a day; None when it is the shipped one."""
    wanted = (
        select(DocumentTemplate.version, DocumentTemplate.content)
        .where(
            DocumentTemplate.document == slot,
            DocumentTemplate.in_force_from <= day,
            DocumentTemplate.withdrawn_at.is_(None),
        )
        .order_by(DocumentTemplate.in_force_from.desc(), DocumentTemplate.version.desc())
        .limit(1)
    )
    found = connection.execute(wanted).first()
    return (found[0], found[1]) if found else None


def read_content(connection: Connection, version_id: str) -> bytes | None:
    """Return the file of a version; None when there is no such version."""
    wanted = select(DocumentTemplate.content).where(DocumentTemplate.id == uuid.UUID(version_id))
    return connection.execute(wanted).scalar()


def add_version(work: UnitOfWork, slot: str, name: str, content: bytes, sha256: str, in_force_from: dt.date) -> str:
    """Keep one more version of a template and return its identifier; the caller commits."""
    last = select(func.max(DocumentTemplate.version)).where(DocumentTemplate.document == slot)
    number = (work.connection.execute(last).scalar() or 0) + 1
    row = DocumentTemplate(
        document=slot, version=number, name=name, content=content, sha256=sha256, author=work.author,
        added_at=work.now, in_force_from=in_force_from,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    return row.id.hex


def withdraw_versions(work: UnitOfWork, *, slot: str = "", version_id: str = "") -> int:
    """Take out of use one version, or all those of a place; return how many were in use. The caller commits."""
    chosen = DocumentTemplate.document == slot if slot else DocumentTemplate.id == uuid.UUID(version_id)
    statement = update(DocumentTemplate).where(chosen, DocumentTemplate.withdrawn_at.is_(None))
    return work.connection.execute(statement.values(withdrawn_at=work.now)).rowcount
