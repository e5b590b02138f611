"""Reading the documents being written, with the text under each heading."""

from __future__ import annotations

import uuid

from sqlalchemy import Connection

from ppe_desktop.domain.casefile import Item
from ppe_desktop.models import SituationReport, Writing, WritingPart
from ppe_desktop.storage.kinds import model_of
from ppe_desktop.storage.reading import read_items

WRITING, PART, REPORT = (model.__tablename__ for model in (Writing, WritingPart, SituationReport))


def read_writings(connection: Connection, child_id: str) -> tuple[Item, ...]:
    """Return the documents being written for a child, or sealed, the last one begun first."""
    found = read_items(connection, Writing, Writing.child_id == uuid.UUID(child_id))
    return tuple(sorted(found, key=lambda one: (one.created_at, one.id), reverse=True))


def read_writing_of(connection: Connection, subject_id: str) -> Item | None:
    """Return the last document written about a record, if there is one."""
    found = read_items(connection, Writing, Writing.subject_id == uuid.UUID(subject_id))
    return max(found, key=lambda one: (one.created_at, one.id), default=None)


def read_writing_parts(connection: Connection, writing_id: str) -> tuple[Item, ...]:
    """Return the texts of a document, one for each heading."""
    return read_items(connection, WritingPart, WritingPart.writing_id == uuid.UUID(writing_id))


def read_reports(connection: Connection, child_id: str) -> tuple[Item, ...]:
    """Return the situation reports of a child, the last one made first."""
    found = read_items(connection, SituationReport, SituationReport.child_id == uuid.UUID(child_id))
    return tuple(sorted(found, key=lambda one: (one.created_at, one.id), reverse=True))


def as_stored(item: Item) -> Item:
    """Return a record with its own columns only, less what a reading added to it."""
    columns = {column.key for column in model_of(item.record).__table__.columns}
    return Item(item.record, item.id, item.revision, {k: v for k, v in item.values.items() if k in columns})
