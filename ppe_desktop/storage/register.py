"""The register of what left the base: each line is named in the history of the file, since it has no fact that tells it."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import Connection, select

from ppe_desktop.domain.audit import Action, Deed
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.prints import DOCUMENTS, Form
from ppe_desktop.models import DocumentDelivery, HistoryEntry, ProducedDocument
from ppe_desktop.models.declare import new_id
from ppe_desktop.storage.history import CREATED
from ppe_desktop.storage.reading import read_items, read_register
from ppe_desktop.storage.unit_of_work import UnitOfWork

PRODUCED = ProducedDocument.__tablename__


def fresh_document_id() -> str:
    """Return the identifier of a document about to be made: what is printed on it comes from there."""
    return new_id().hex


def read_line(connection: Connection, document_id: str) -> Item | None:
    """Return a line of the register, without the files themselves."""
    return next(iter(read_register(connection, ProducedDocument.id == uuid.UUID(document_id))), None)


def read_files(connection: Connection, document_id: str) -> tuple[bytes | None, bytes | None]:
    """Return the Word file and the PDF that were kept of a document."""
    chosen = select(ProducedDocument.content, ProducedDocument.pdf).where(ProducedDocument.id == uuid.UUID(document_id))
    row = connection.execute(chosen).first()
    return (row[0], row[1]) if row is not None else (None, None)


def read_deliveries(connection: Connection, child_id: str) -> tuple[Item, ...]:
    """Return to whom the documents of a child were handed, in the order of the days."""
    mine = select(ProducedDocument.id).where(ProducedDocument.child_id == uuid.UUID(child_id))
    found = read_items(connection, DocumentDelivery, DocumentDelivery.produced_id.in_(mine))
    return tuple(sorted(found, key=lambda one: (one.delivered_on or dt.date.max, one.id)))


def add_to_register(work: UnitOfWork, words: str, **values: Any) -> str:
    """Add a line to the register and return its identifier; the caller commits.

    Args:
        work: the transaction.
        words: what left, in French, for the history.
        **values: columns of the line.
    """
    created = work.add(PRODUCED, **values)
    work.note(_deed(created, **values))
    chosen = (HistoryEntry.record_id == uuid.UUID(created)) & (HistoryEntry.action == CREATED)
    for line in work.session.scalars(select(HistoryEntry).where(chosen)):
        line.new = words
    return created


def _deed(created: str, *, document: str, file_format: str, child_id: str, **_more: Any) -> Deed:
    """Return what the journal tells of it: a document, a print or an export, and of what kind."""
    is_paper = file_format == Form.PAPER
    is_document = document in DOCUMENTS
    action = Action.DOCUMENT if is_document else Action.PRINT if is_paper else Action.EXPORT
    return Deed(action, PRODUCED, created, child_id, document)
