"""Reading all that a document is made from: today, as it was sealed, or as the base knew it on a past day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ppe_desktop.documents.kinds import DocumentKind
from ppe_desktop.domain.casefile import CaseFile, Item, Items, PlanFile
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.errors import InputError, UnknownRecordError
from ppe_desktop.domain.matter import Matter, SubjectKind
from ppe_desktop.domain.report_outline import plan_in_force
from ppe_desktop.domain.snapshot import to_json
from ppe_desktop.services.plans import as_finished, load_plan
from ppe_desktop.services.today import present_day
from ppe_desktop.services.writings import read_sealed
from ppe_desktop.storage.as_of import item_in_past, read_past
from ppe_desktop.storage.document_reading import child_of, read_printable, read_subject
from ppe_desktop.storage.reading import read_casefile, read_plans
from ppe_desktop.storage.service_settings import read_versions
from ppe_desktop.storage.unit_of_work import UnitOfWork
from ppe_desktop.storage.writings import as_stored, read_writing_of

_DATED = frozenset(
    {
        SubjectKind.CHILD, SubjectKind.INTERVIEW, SubjectKind.EXIT, SubjectKind.PLACEMENT, SubjectKind.MEASURE,
        SubjectKind.DECISION, SubjectKind.CONTRACT, SubjectKind.SIBLINGS, SubjectKind.STATEMENT,
    }
)  # fmt: skip
"""What can be read as of a past day from the history alone."""
_WORDS = ("statement", "statement_restriction")
_NOT_DATED = (
    "Ce document ne se refait pas à une date passée : un projet ou un rapport terminé garde déjà le dossier de son jour, et un document "
    "de réunion se fait d’après la réunion. Produisez la version de ce jour-là, ou enregistrez la copie gardée au registre."
)
_LOST = "Des éléments retirés du dossier depuis cette date, puis effacés de la corbeille, n’ont pas pu être relus : ils manquent dans ce document."


@dataclass(frozen=True, slots=True)
class DocumentRead:
    """A document's matter, and what the guard needs beside it: the file and the words of today.

    Attributes:
        matter: what is printed, before anything is withheld.
        present, said: the file and the words of today, whose protections count whatever the day.
        today: the day the file is read as of.
        formal_age: age, in years, from which the child is written to formally.
        made_on: day of the making, when the file is read as of another one.
        cautions: what could not be read, in French.
    """

    matter: Matter
    present: CaseFile | None
    said: Items
    today: dt.date
    formal_age: int
    made_on: dt.date | None = None
    cautions: tuple[str, ...] = ()


def read_document(work: UnitOfWork, kind: DocumentKind, subject_id: str, as_of: dt.date | None = None) -> DocumentRead:
    """Read all that a document is made from.

    Raises:
        UnknownRecordError: there is no such subject, or no child it belongs to.
    """
    subject = read_subject(work.connection, kind.subject.value, subject_id)
    child_id = child_of(work.connection, subject) if subject is not None else ""
    today = work.now.date()
    present = read_casefile(work.connection, child_id, today) if child_id else None
    if subject is None or present is None:
        raise UnknownRecordError
    said = read_printable(work.connection, child_id, subject_id if kind.subject is SubjectKind.STATEMENT else "")
    formal_age = read_versions(work.connection).latest.formal_age
    writing = read_writing_of(work.connection, subject.id) if kind.subject is SubjectKind.REPORT else None
    if writing is not None and writing.snapshot:
        return DocumentRead(_sealed(work, kind, subject, writing, present, said), present, said, today, formal_age)
    if as_of is not None and as_of != today:
        return _in_past(work, kind, subject, present, said, today, as_of, formal_age)
    file, plan = _plan_of(work, kind, subject, present)
    whole = Matter(file, subject, plan, said)
    return DocumentRead(Matter(file, subject, plan, kind.chosen(whole)), present, said, today, formal_age)


def _sealed(
    work: UnitOfWork, kind: DocumentKind, subject: Item, writing: Item, present: CaseFile, said: Items
) -> Matter:
    """Return what a sealed document was made from; the days noted on it since then stay those of today."""
    file, frozen = read_sealed(work, writing, present, said)
    version = next(iter(frozen.of("child_plan")), None)
    plan = PlanFile(version, frozen.items) if version is not None else None
    items = frozen.items.with_items("writing", (writing.having(snapshot=None),))
    return Matter(file, subject, plan, kind.chosen(Matter(file, subject, plan, items)))


def takes_a_past_day(kind: DocumentKind) -> bool:
    """Tell whether a kind of document can be made as the file was known on a past day."""
    return kind.subject in _DATED and not kind.with_plan


def _in_past(
    work: UnitOfWork,
    kind: DocumentKind,
    subject: Item,
    present: CaseFile,
    said: Items,
    today: dt.date,
    as_of: dt.date,
    formal_age: int,
) -> DocumentRead:
    """Read what a document is made from as the base knew it at the end of a day, under the protections of then and of now.

    Raises:
        InputError: this kind of document keeps its own past, the day is to come, or nothing was known that day.
    """
    if not takes_a_past_day(kind):
        raise InputError(_NOT_DATED)
    if as_of > today:
        raise InputError(
            "Cette date est à venir : un document se fait d’après le dossier d’aujourd’hui ou d’un jour passé."
        )
    words = Items({name: tuple(map(as_stored, said.of(name))) for name in _WORDS})
    past = read_past(work.connection, present, words, as_of)
    then = item_in_past(past, subject.record, subject.id) if past is not None else None
    if past is None or then is None:
        raise InputError(f"Le {long_date(as_of)}, ce dont parle ce document n’était pas encore dans cette base.")
    frozen = to_json(past.file, PlanFile(then, past.items))
    file, printed = as_finished(present, PlanFile(then.having(snapshot=frozen), said))
    items = Items({name: printed.of(name) for name in _WORDS})
    matter = Matter(file, file.child if then.record == SubjectKind.CHILD else then, None, items)
    chosen = Matter(file, matter.subject, None, kind.chosen(matter))
    lost = (_LOST,) if past.lost else ()
    return DocumentRead(chosen, present, said, as_of, formal_age, today, lost)


def template_day(matter: Matter, today: dt.date) -> dt.date:
    """Return the day whose template a document is made from: that of its sealing, so that a later template leaves it as it was."""
    moments = (matter.subject.values.get("finished_at"), *(one.values.get("sealed_at") for one in matter.of("writing")))
    return next((moment.date() for moment in moments if moment), today)


def _plan_of(
    work: UnitOfWork, kind: DocumentKind, subject: Item, present: CaseFile
) -> tuple[CaseFile, PlanFile | None]:
    """Return the plan a document speaks of, with the file as that plan has it when the plan is its subject."""
    if kind.subject is SubjectKind.PLAN:
        return load_plan(work, subject.id)
    if not kind.with_plan:
        return present, None
    day = subject.values.get("written_on") or present_day(work).day
    chosen = plan_in_force(read_plans(work.connection, present.child.id), day)
    return present, load_plan(work, chosen.id)[1] if chosen else None
