"""The situation reports due by the end of the month, made one after the other: progress told, given up at any moment."""

from __future__ import annotations

import calendar
import datetime as dt
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ppe_desktop.domain.errors import InputError, PpeError
from ppe_desktop.domain.plan_outline import HeadingState
from ppe_desktop.domain.prints import Produced as PrintedKind
from ppe_desktop.domain.vocabulary import PlanStatus, RecipientKind
from ppe_desktop.services.deadlines import DeadlineService
from ppe_desktop.services.documents import DocumentService, Produced
from ppe_desktop.services.today import present_day
from ppe_desktop.services.writings import WritingService
from ppe_desktop.storage.database import Database, DatabaseThread
from ppe_desktop.storage.writings import read_writings

_OPEN = (HeadingState.PARTIAL, HeadingState.EMPTY)
_NOT_FOR_THEM = "Ce rapport ne peut pas être produit pour ce destinataire."


@dataclass(frozen=True, slots=True)
class DueReport:
    """A report that is due.

    Attributes:
        child_id: the child.
        name: "Léa Durand".
        due_on: last day to write it.
        writing_id: the text begun for it; empty when nothing is.
        gaps: headings still to complete, of a text that is begun.
    """

    child_id: str
    name: str
    due_on: dt.date
    writing_id: str = ""
    gaps: int = 0


@dataclass(frozen=True, slots=True)
class ReportBatch:
    """What came of the reports that were asked for.

    Attributes:
        done: each report with what was written.
        refused: each report that could not be made, with why in French.
        was_cancelled: given up before the last one; what was written before stays, and is in the register.
    """

    done: tuple[tuple[DueReport, Produced], ...]
    refused: tuple[tuple[DueReport, str], ...]
    was_cancelled: bool


class ReportBatchService:
    """Use cases on all the reports of the month; may be called from any thread but the database's own."""

    def __init__(
        self,
        database: Database,
        thread: DatabaseThread,
        deadlines: DeadlineService,
        writings: WritingService,
        documents: DocumentService,
    ) -> None:
        self._database, self._thread = database, thread
        self._deadlines, self._writings, self._documents = deadlines, writings, documents

    def due(self) -> list[DueReport]:
        """Return the reports due by the end of the month, late ones included, the first due first."""
        return self._thread.run(self._due)

    def produce(
        self,
        wanted: Sequence[DueReport],
        reader: RecipientKind,
        folder: Path,
        *,
        pdf: bool = False,
        cancel: threading.Event | None = None,
        progress: Callable[[str], None] = lambda _name: None,
    ) -> ReportBatch:
        """Make reports in a folder, under names that tell nothing; one that is refused does not stop the others.

        A report that is not begun is, so that what the file knows is printed and the rest is marked as missing; it stays a draft.

        Args:
            wanted: the reports.
            reader: for whom: the judge, or the file of the service.
            folder: where to write.
            pdf: also write the PDFs.
            cancel: set from another thread to stop after the report in progress.
            progress: told the name of each child.
        """
        done: list[tuple[DueReport, Produced]] = []
        refused: list[tuple[DueReport, str]] = []
        for report in wanted:
            if cancel is not None and cancel.is_set():
                break
            progress(report.name)
            try:
                done.append((report, self._make(report, reader, folder, pdf=pdf, cancel=cancel)))
            except PpeError as error:
                refused.append((report, error.message))
        return ReportBatch(tuple(done), tuple(refused), cancel is not None and cancel.is_set())

    def _make(
        self, report: DueReport, reader: RecipientKind, folder: Path, *, pdf: bool, cancel: threading.Event | None
    ) -> Produced:
        writing_id = report.writing_id or self._thread.run(self._writings.start, report.child_id).created
        subject_id = self._thread.run(self._writings.read, writing_id).about.report.id
        document = PrintedKind.REPORT.value
        readers = self._documents.recipients(subject_id, document)
        recipient = next((one for one in readers if one.kind is reader), None)
        if recipient is None:
            raise InputError(_NOT_FOR_THEM)
        target = folder / self._documents.neutral_name(document, self._thread.run(self._today))
        return self._documents.produce(subject_id, recipient, target, document=document, pdf=pdf, cancel=cancel)

    def _today(self) -> dt.date:
        with self._database.work() as work:
            return present_day(work).day

    def _due(self) -> list[DueReport]:
        today = self._today()
        end = today.replace(day=calendar.monthrange(today.year, today.month)[1])
        found = []
        for child in self._deadlines.of_everyone():
            days = [
                one.due_on
                for one in child.deadlines
                if one.rule.act == "report" and one.status.is_open and one.due_on is not None and one.due_on <= end
            ]
            if days:
                found.append(self._report(child.child_id, child.name, min(days)))
        return sorted(found, key=lambda one: one.due_on)

    def _report(self, child_id: str, name: str, due_on: dt.date) -> DueReport:
        with self._database.work() as work:
            drafts = [one for one in read_writings(work.connection, child_id) if one.status == PlanStatus.DRAFT]
        if not drafts:
            return DueReport(child_id, name, due_on)
        gaps = sum(one.state in _OPEN for one in self._writings.read(drafts[0].id).headings())
        return DueReport(child_id, name, due_on, drafts[0].id, gaps)
