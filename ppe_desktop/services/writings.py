"""Documents written heading by heading: begun from what the file knows, fed with its sources, sealed with all they were made from."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from ppe_desktop.domain.casefile import CaseFile, Item, Items, PlanFile
from ppe_desktop.domain.dates import add_months, is_adult_on
from ppe_desktop.domain.errors import FrozenRecordError, InputError, UnknownRecordError
from ppe_desktop.domain.plan_outline import Heading
from ppe_desktop.domain.prints import Produced
from ppe_desktop.domain.report_gains import Gain, gains, may_be_quoted, words_gain
from ppe_desktop.domain.report_outline import (
    HEADINGS,
    ReportFile,
    has_text,
    plan_in_force,
    report_outline,
    report_period,
)
from ppe_desktop.domain.snapshot import to_json
from ppe_desktop.domain.vocabulary import PlanStatus
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.plans import as_finished
from ppe_desktop.services.today import present_day
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.document_reading import read_printable
from ppe_desktop.storage.journal import read_journal
from ppe_desktop.storage.merging import as_merged
from ppe_desktop.storage.reading import read_casefile, read_pending, read_plan, read_plans
from ppe_desktop.storage.unit_of_work import UnitOfWork
from ppe_desktop.storage.writings import (
    PART,
    REPORT,
    WRITING,
    as_stored,
    read_reports,
    read_writing_of,
    read_writing_parts,
    read_writings,
)

_KEPT_BACK = (
    "Ces paroles restent au dossier : elles n’ont pas encore été relues pour être transmises. Relisez-les dans « Paroles », puis "
    "choisissez qui peut les lire."
)
_GONE = "Cet élément n’est plus dans le dossier, ou ne peut pas être repris sous cette rubrique. Rien n’a été ajouté."
_YEAR = 12


@dataclass(frozen=True, slots=True)
class WritingSheet:
    """Everything the screen of a document being written shows.

    Attributes:
        about: what it is written from.
        parts: the text under each heading, as a record.
        gained: what the file gained since the last report, less what was taken up already.
        taken: sources taken up under each heading.
        sources: the same, as they were proposed, for those still in the file.
        pending: texts typed that are no good values yet.
        last_on: day of the report before, if there is one.
    """

    about: ReportFile
    parts: Mapping[str, Item]
    gained: tuple[Gain, ...]
    taken: Mapping[str, frozenset[tuple[str, str]]]
    pending: Mapping[tuple[str, str], str] = field(repr=False)
    last_on: dt.date | None = None
    sources: Mapping[str, tuple[Gain, ...]] = field(default_factory=dict)

    @property
    def is_sealed(self) -> bool:
        """Tell whether it may change no more."""
        return bool(self.about.writing.status == PlanStatus.FINISHED)

    def headings(self) -> list[Heading]:
        """Return the statutory headings and what each lacks."""
        return report_outline(self.about)


class WritingService:
    """Use cases on documents with a text of their own: today, the situation report.

    The plan and the minutes of a meeting are written in their own screens; a second text beside theirs would be a second truth.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(self, child_id: str) -> Changes:
        """Begin the situation report of a child, or take up again the one in progress.

        A report already entered that has neither day nor text is taken rather than a second one made.

        Returns:
            What changed; ``created`` is the document being written.

        Raises:
            UnknownRecordError: there is no such child.
        """
        with self._database.work() as work:
            work.get("child", child_id)
            writings = read_writings(work.connection, child_id)
            draft = next((one for one in writings if one.status == PlanStatus.DRAFT), None)
            if draft is not None:
                return self._taken_up(work, child_id, draft)
            report = work.get(REPORT, self._report(work, child_id, {one.subject_id for one in writings}))
            made = work.add(
                WRITING, child_id=child_id, document=Produced.REPORT.value, subject_kind=REPORT, subject_id=report.id,
                child_informed_on=report.informed_on, parents_informed_on=report.informed_on,
                not_informed=report.not_informed,
            )  # fmt: skip
            work.add_many(PART, [{"writing_id": made, "heading": key} for key in HEADINGS if has_text(key)])
            work.commit()
            return Changes(frozenset(work.changed), made)

    def of_child(self, child_id: str) -> tuple[Item, ...]:
        """Return the documents written for a child, the last one begun first."""
        with self._database.work() as work:
            return read_writings(work.connection, child_id)

    def about(self, report_id: str) -> str:
        """Return the document written about a report, or nothing; for a report entered by hand, what to write is begun.

        A report that has a day and no text was written elsewhere: nothing is begun for it.
        """
        with self._database.work() as work:
            writing = read_writing_of(work.connection, report_id)
            if writing is not None:
                return writing.id
            report = work.get(REPORT, report_id)
        return "" if report.written_on else self.start(report.child_id).created

    def read(self, writing_id: str) -> WritingSheet:
        """Return a document with what it is written from; once sealed, as everything was that day.

        Raises:
            UnknownRecordError: there is no such document.
        """
        with self._database.work() as work:
            return _sheet(work, work.get(WRITING, writing_id))

    def insert(self, writing_id: str, heading: str, kind: str, record_id: str) -> Changes:
        """Take up a record of the file under a heading: its words at the end of the text, and its trace among the sources.

        What is there already is left as it is.

        Raises:
            FrozenRecordError: the document is sealed.
            InputError: the record is gone, or its words may not leave the file.
        """
        with self._database.work() as work:
            sheet = _sheet(work, work.get(WRITING, writing_id))
            if sheet.is_sealed:
                raise FrozenRecordError
            part = sheet.parts.get(heading)
            if part is None:
                raise InputError(_GONE)
            if (kind, record_id) in sheet.taken[heading]:
                return Changes(frozenset())
            text = "\n".join(filter(None, (part.text.rstrip(), _to_insert(sheet, heading, kind, record_id).text)))
            sources = sorted({*sheet.taken[heading], (kind, record_id)})
            work.change(PART, part.id, text=text, sources=json.dumps(sources))
            work.drop_pending(part.id, "text")
            work.commit()
            return Changes(frozenset(work.changed))

    def settle(self, writing_id: str) -> Changes:
        """Carry to the record of the report who was told of it and when: the deadlines are judged on that record.

        The family is told once the child and the parents both are; the later of the two days counts.

        Raises:
            UnknownRecordError: there is no such document.
        """
        with self._database.work() as work:
            writing = work.get(WRITING, writing_id)
            birth = work.get("child", writing.child_id).birth_date
            is_adult = birth is not None and is_adult_on(birth, present_day(work).day)
            days = [writing.child_informed_on, *(() if is_adult else (writing.parents_informed_on,))]
            told = max(days) if all(days) else None
            work.change(REPORT, writing.subject_id, informed_on=told, not_informed=writing.not_informed)
            work.commit()
            return Changes(frozenset(work.changed))

    def seal(self, writing_id: str) -> Changes:
        """Seal a document: it is frozen with all it was made from, and the report is written on that day.

        Raises:
            FrozenRecordError: it is sealed already.
            InputError: its day is to come.
        """
        with self._database.work() as work:
            sheet = _sheet(work, work.get(WRITING, writing_id))
            if sheet.is_sealed:
                raise FrozenRecordError
            today = present_day(work).day
            day = sheet.about.writing.established_on or today
            if day > today:
                raise InputError("La date du rapport est dans l’avenir. Corrigez-la, puis terminez le rapport.")
            work.change(WRITING, writing_id, established_on=day)
            period_to = sheet.about.report.period_to or day
            work.change(REPORT, sheet.about.report.id, written_on=day, period_to=period_to)
            work.change(
                WRITING,
                writing_id,
                status=PlanStatus.FINISHED.value,
                sealed_at=work.now,
                sealed_by=self._database.author,
                snapshot=_frozen(_sheet(work, work.get(WRITING, writing_id))),
            )
            work.commit()
            return Changes(frozenset(work.changed))

    def _taken_up(self, work: UnitOfWork, child_id: str, draft: Item) -> Changes:
        """Take up a text in progress; when the record of its report was removed meanwhile, it is given another one."""
        if all(one.id != draft.subject_id for one in read_reports(work.connection, child_id)):
            work.change(WRITING, draft.id, subject_id=self._report(work, child_id, {draft.subject_id}))
            work.commit()
        return Changes(frozenset(work.changed), draft.id)

    def _report(self, work: UnitOfWork, child_id: str, written: set[str | None]) -> str:
        """Return the record of the report to write: one that waits for its text, else a new one after the last.

        Its period is filled where it is not: a record that says nothing is taken away when the screen that made it is left.
        """
        reports = read_reports(work.connection, child_id)
        today = present_day(work).day
        last = max((one.written_on for one in reports if one.written_on), default=None)
        since = last + dt.timedelta(days=1) if last else add_months(today, -_YEAR)
        waiting = next((one for one in reports if one.written_on is None and one.id not in written), None)
        if waiting is None:
            return work.add(REPORT, child_id=child_id, period_from=min(since, today), period_to=today)
        start, end = waiting.period_from or min(since, today), waiting.period_to or today
        work.change(REPORT, waiting.id, period_from=start, period_to=end)
        return waiting.id


def read_sealed(work: UnitOfWork, writing: Item, file: CaseFile, said: Items) -> tuple[CaseFile, PlanFile]:
    """Return the file and all that was printed as they were when a document was sealed, under the protections of then and of now.

    Args:
        work: the transaction.
        writing: the sealed document.
        file: the file of today.
        said: words and meetings of today, whose sharing may have become stricter.
    """
    sealed = as_merged(work.connection, writing.snapshot)
    return as_finished(file, PlanFile(writing.having(snapshot=sealed), said))


def _sheet(work: UnitOfWork, writing: Item) -> WritingSheet:
    today = present_day(work).day
    file = read_casefile(work.connection, writing.child_id, today)
    if file is None:
        raise UnknownRecordError
    parts = {one.heading: one for one in read_writing_parts(work.connection, writing.id)}
    report, said = work.get(REPORT, writing.subject_id), read_printable(work.connection, writing.child_id)
    texts = {key: part.text.strip() for key, part in parts.items()}
    plan = _plan(work, writing.child_id, writing.established_on or report.written_on or today)
    about = ReportFile(file, report, writing, texts, said, plan, today)
    others = (one.written_on for one in read_reports(work.connection, writing.child_id) if one.id != report.id)
    taken = {key: _sources(part) for key, part in parts.items()}
    found = _gained(work, about)
    quoted = {source for sources in taken.values() for source in sources if source[0] == "statement"}
    left = tuple(one for one in found if one.source not in quoted | taken.get(one.heading, frozenset()))
    return WritingSheet(
        about,
        parts,
        () if writing.status == PlanStatus.FINISHED else left,
        taken,
        read_pending(work.connection),
        max((day for day in others if day), default=None),
        {key: _named(about, key, sources, found) for key, sources in taken.items()},
    )


def _gained(work: UnitOfWork, about: ReportFile) -> list[Gain]:
    start, end = report_period(about.report)
    if start == dt.date.min:
        start = add_months(about.today, -_YEAR)
    journal = read_journal(work.connection, about.file.child.id)
    return gains(about.file, about.plan, about.said, journal, start, min(end, about.today))


def _named(about: ReportFile, heading: str, sources: frozenset[tuple[str, str]], found: list[Gain]) -> tuple[Gain, ...]:
    """Return what was taken up under a heading, with its name and day."""
    known = {one.source: one for one in found}
    words = {("statement", one.id): words_gain(about.file, one, heading) for one in about.said.of("statement")}
    named = (known.get(source) or words.get(source) for source in sorted(sources))
    return tuple(one for one in named if one is not None)


def _to_insert(sheet: WritingSheet, heading: str, kind: str, record_id: str) -> Gain:
    """Return what is taken up, as it is proposed, or words chosen beside the text.

    Raises:
        InputError: it is not there, or may not leave the file.
    """
    if kind == "statement":
        statement = sheet.about.said.one("statement", record_id)
        if statement is None:
            raise InputError(_GONE)
        if not may_be_quoted(statement):
            raise InputError(_KEPT_BACK)
        return words_gain(sheet.about.file, statement, heading)
    offered = (one for one in sheet.gained if one.source == (kind, record_id))
    found = next((one for one in offered if one.heading == heading), None)
    if found is None:
        raise InputError(_GONE)
    return found


def _sources(part: Item) -> frozenset[tuple[str, str]]:
    return frozenset((kind, record_id) for kind, record_id in json.loads(part.sources))


def _plan(work: UnitOfWork, child_id: str, on: dt.date) -> PlanFile | None:
    """Return the version of the plan in force on the day of a report."""
    chosen = plan_in_force(read_plans(work.connection, child_id), on)
    return read_plan(work.connection, chosen.id) if chosen is not None else None


def _frozen(sheet: WritingSheet) -> str:
    """Return all that a report is made from, as text: the file, its plan, the words and meetings, the text of each heading."""
    about = sheet.about
    said = {kind: tuple(map(as_stored, items)) for kind, items in about.said.by_kind.items()}
    planned = about.plan.items.by_kind if about.plan is not None else {}
    plan = {"child_plan": (about.plan.plan.having(snapshot=None),)} if about.plan is not None else {}
    own = {PART: tuple(sheet.parts.values()), REPORT: (about.report,)}
    items = Items({**planned, **plan, **said, **own})
    return to_json(about.file, PlanFile(about.writing.having(snapshot=None), items))
