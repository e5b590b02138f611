"""The register of what left the base: each line is named in the history of the file, since it has no fact that tells it."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import select

from ppe_desktop.domain.audit import Action, Deed
from ppe_desktop.domain.prints import DOCUMENTS, Form
from ppe_desktop.models import HistoryEntry, ProducedDocument
from ppe_desktop.storage.history import CREATED
from ppe_desktop.storage.unit_of_work import UnitOfWork

PRODUCED = ProducedDocument.__tablename__


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
