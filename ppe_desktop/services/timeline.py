"""The path of a child, gathered in one reading of the base."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from ppe_desktop.documents.catalogue import DOCUMENTS
from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.errors import UnknownRecordError
from ppe_desktop.domain.names import full_name
from ppe_desktop.domain.timeline import Timeline, build
from ppe_desktop.models import Attachment
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.journal import read_journal
from ppe_desktop.storage.reading import read_casefile, read_items, read_plans, read_produced, read_statements


@dataclass(frozen=True, slots=True)
class PaperTimeline:
    """A path as it may leave the screen.

    Attributes:
        name: the child's first name and name.
        timeline: the path, without any name of a place that is protected from anybody.
    """

    name: str
    timeline: Timeline


class TimelineService:
    """Use cases on the path of a child."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, child_id: str, file: CaseFile | None = None) -> Timeline:
        """Return the path of a child as the screen shows it.

        Args:
            child_id: the child.
            file: the file as it was just read; it is read when none is given.

        Raises:
            UnknownRecordError: there is no such child.
        """
        return self._build(child_id, file, on_paper=False).timeline

    def for_paper(self, child_id: str) -> PaperTimeline:
        """Return the path of a child as it may be printed.

        Raises:
            UnknownRecordError: there is no such child.
        """
        return self._build(child_id, on_paper=True)

    def _build(self, child_id: str, file: CaseFile | None = None, *, on_paper: bool) -> PaperTimeline:
        with self._database.work() as work:
            today, connection = work.now.date(), work.connection
            file = file or read_casefile(connection, child_id, today)
            if file is None:
                raise UnknownRecordError
            journal = read_journal(connection, child_id)
            statements = read_statements(connection, child_id)
            plans, produced = read_plans(connection, child_id), read_produced(connection, child_id)
            attachments = read_items(connection, Attachment, Attachment.child_id == uuid.UUID(child_id))
        titled = [
            _titled(item) for item in produced if item.document in DOCUMENTS
        ]  # a print of the file is no event of a life
        made = build(file, journal, statements, plans, titled, attachments, today, on_paper=on_paper)
        return PaperTimeline(full_name(file.child), made)


def _titled(produced: Item) -> Item:
    """Return a line of the register with the title of the document instead of its key."""
    return produced.having(document=DOCUMENTS[produced.document].title)
