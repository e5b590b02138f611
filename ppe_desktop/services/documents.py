"""Producing a document: the one way out of the base. What leaves is made for one reader, read again, written whole, registered."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ppe_desktop.documents.catalogue import DOCUMENTS
from ppe_desktop.documents.context.page import is_draft
from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.guard import find_texts
from ppe_desktop.documents.kinds import DocumentKind
from ppe_desktop.documents.offers import Offer, offers
from ppe_desktop.documents.output import write_document
from ppe_desktop.documents.pdf import find_converter, to_pdf, wipe_leftovers
from ppe_desktop.documents.worker import RenderProcess
from ppe_desktop.domain.casefile import CaseFile, Item, Items, PlanFile
from ppe_desktop.domain.errors import InputError, PpeError, UnknownRecordError, WithheldTextFoundError
from ppe_desktop.domain.matter import Matter, SubjectKind
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.vocabulary import PlanStatus
from ppe_desktop.domain.withholding import NOTHING, Redaction, Withheld, withhold
from ppe_desktop.runtime.files import make_private_folder
from ppe_desktop.services.plans import load_plan
from ppe_desktop.services.register import told, withheld_as_text
from ppe_desktop.storage.database import Database, DatabaseThread
from ppe_desktop.storage.document_reading import child_of, read_printable, read_subject
from ppe_desktop.storage.reading import read_casefile, read_plans
from ppe_desktop.storage.register import add_to_register
from ppe_desktop.storage.unit_of_work import UnitOfWork

__all__ = ["Batch", "DocumentService", "Offer", "Preview", "Produced"]


@dataclass(frozen=True, slots=True)
class Preview:
    """A first look at a document.

    Attributes:
        html: its pages as inert HTML, without exact layout.
        withheld: what this reader does not receive.
        cautions: what to check before handing it over, in French.
        problem: why it could not be handed over as it is, or nothing.
    """

    html: str
    withheld: tuple[Withheld, ...]
    cautions: tuple[str, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Produced:
    """A document that was handed over.

    Attributes:
        paths: files written, Word first.
        withheld: what was taken out for this reader.
        cautions: what to check before handing it over, in French.
        document_id: its line in the register.
    """

    paths: tuple[Path, ...]
    withheld: tuple[Withheld, ...]
    cautions: tuple[str, ...]
    document_id: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Several copies of a document, each for one reader.

    Attributes:
        done: the readers, each with what was written.
        refused: the readers whose copy could not be made, each with why in French.
        was_cancelled: given up before the last one; what was written before stays, and is in the register.
    """

    done: tuple[tuple[Recipient, Produced], ...]
    refused: tuple[tuple[Recipient, str], ...]
    was_cancelled: bool


@dataclass(frozen=True, slots=True)
class _Read:
    """A document's matter, and what the guard needs beside it: the file and the words of today."""

    matter: Matter
    present: CaseFile | None
    said: Items
    today: dt.date


@dataclass(frozen=True, slots=True)
class _Rendered:
    docx: bytes
    template_sha256: str
    source: Source
    withheld: tuple[Withheld, ...]
    secrets: tuple[str, ...]
    cautions: tuple[str, ...]


class DocumentService:
    """Use cases on documents; may be called from any thread but the database's own."""

    def __init__(self, database: Database, thread: DatabaseThread, renders: RenderProcess, folder: Path) -> None:
        self._database = database
        self._thread = thread
        self._renders = renders
        self._work_folder = folder / "travail"

    def warm_up(self) -> None:
        """Start the rendering process, so that the first document does not wait for it."""
        self._renders.warm_up()

    def wipe_leftovers(self) -> None:
        """Erase what a conversion to PDF left in clear when the program was killed; best effort, at opening only."""
        with contextlib.suppress(OSError):
            wipe_leftovers(self._work_folder)

    def can_make_pdf(self) -> bool:
        """Tell whether LibreOffice or Word is there to make a PDF."""
        return find_converter() is not None

    def recipients(self, subject_id: str, document: str = "ppe") -> list[Recipient]:
        """Return the possible readers of a document about a subject.

        Raises:
            UnknownRecordError: there is no such subject.
        """
        kind = DOCUMENTS[document]
        read = self._load(kind, subject_id)
        return kind.readers(read.matter, read.today)

    def offers(self, child_id: str) -> list[Offer]:
        """Return the documents that make sense for a child today, by what they are for.

        Raises:
            UnknownRecordError: there is no such child.
        """

        def read() -> list[Offer]:
            with self._database.work() as work:
                today = work.now.date()
                file = read_casefile(work.connection, child_id, today)
                if file is None:
                    raise UnknownRecordError
                beside = read_printable(work.connection, child_id)
                plans = read_plans(work.connection, child_id)
                return offers(Matter(file, file.child, None, beside.with_items("child_plan", plans)), today)

        return self._thread.run(read)

    def neutral_name(self, document: str, today: dt.date) -> str:
        """Return a file name that tells nothing of the child: ``PPE_2026-11-22.docx``."""
        return f"{DOCUMENTS[document].short}_{today.isoformat()}.docx"

    def preview(self, subject_id: str, recipient: Recipient, document: str = "ppe") -> Preview:
        """Return a first look at a document as one reader would receive it.

        Raises:
            InputError: this reader may not receive what the document is about.
            TemplateError, RenderError: the document cannot be made.
        """
        rendered = self._render(DOCUMENTS[document], subject_id, recipient)
        leaks = find_texts(rendered.docx, rendered.secrets)
        problem = WithheldTextFoundError.default_message if leaks else ""
        return Preview(self._renders.page_html(rendered.docx), rendered.withheld, rendered.cautions, problem)

    def produce(
        self,
        subject_id: str,
        recipient: Recipient,
        target: Path,
        *,
        document: str = "ppe",
        pdf: bool = False,
        overwrite: bool = False,
        cancel: threading.Event | None = None,
        progress: Callable[[str], None] = lambda _step: None,
    ) -> Produced:
        """Make a document for one reader, write it where asked, and register it.

        Args:
            subject_id: the record it is about, of the kind its ``subject`` says: a plan, a meeting's part for a child, a child…
            recipient: the reader.
            target: the ``.docx`` to write; an existing file is kept and the next free name taken, unless ``overwrite``.
            document: kind of document.
            pdf: also write a PDF beside it.
            overwrite: replace an existing file.
            cancel: set from another thread to give up; nothing is written then.
            progress: told the French name of each step.

        Raises:
            UnknownRecordError, InputError: no such subject, or this reader may not receive it.
            WithheldTextFoundError: a text withheld from this reader is in the document; nothing was written.
            TemplateError, RenderError, OutputError, ConverterMissingError: in French, with what to do.
        """
        kind = DOCUMENTS[document]
        progress("Composition du document")
        rendered = self._render(kind, subject_id, recipient)
        self._guard(rendered)
        contents = {".docx": rendered.docx}
        if pdf:
            progress("Mise en pages du PDF")
            contents[".pdf"] = self._to_pdf(rendered.docx, cancel)
        progress("Enregistrement")
        written: list[Path] = []
        try:
            for suffix, content in contents.items():
                written.append(write_document(target.with_suffix(suffix), content, overwrite=overwrite))
            document_id = self._thread.run(self._register, kind, rendered, recipient, contents)
        except BaseException:
            _forget(written)  # what is not in the register must not stay outside
            raise
        return Produced(tuple(written), rendered.withheld, rendered.cautions, document_id)

    def produce_for(
        self,
        subject_id: str,
        recipients: Sequence[Recipient],
        folder: Path,
        *,
        document: str,
        pdf: bool = False,
        cancel: threading.Event | None = None,
        progress: Callable[[str], None] = lambda _step: None,
    ) -> Batch:
        """Make a document for several readers in a folder, under neutral names; one that is refused does not stop the others.

        Args:
            subject_id: the record it is about.
            recipients: the readers, each for his or her own copy.
            folder: where to write.
            document: kind of document.
            pdf: also write the PDFs.
            cancel: set from another thread to stop after the copy in progress.
            progress: told the name of each reader.
        """
        done: list[tuple[Recipient, Produced]] = []
        refused: list[tuple[Recipient, str]] = []
        target = folder / self.neutral_name(document, self._thread.run(self._today))
        for recipient in recipients:
            if cancel is not None and cancel.is_set():
                break
            progress(recipient.label)
            try:
                made = self.produce(subject_id, recipient, target, document=document, pdf=pdf, cancel=cancel)
                done.append((recipient, made))
            except PpeError as error:
                refused.append((recipient, error.message))
        is_cancelled = cancel is not None and cancel.is_set()
        return Batch(tuple(done), tuple(refused), is_cancelled)

    def _today(self) -> dt.date:
        with self._database.work() as work:
            return work.now.date()

    def _load(self, kind: DocumentKind, subject_id: str) -> _Read:
        def read() -> _Read:
            with self._database.work() as work:
                return _read(work, kind, subject_id)

        return self._thread.run(read)

    def _render(self, kind: DocumentKind, subject_id: str, recipient: Recipient) -> _Rendered:
        read = self._load(kind, subject_id)
        matter = read.matter
        nothing_planned = PlanFile(matter.subject, NOTHING)
        shown = withhold(
            matter.file, matter.plan or nothing_planned, recipient, present=read.present, said=read.said, items=matter.items
        )  # fmt: skip
        template = kind.load_template(recipient)
        subject = _shown_subject(matter, shown)
        source = Source.of(shown.file, shown.plan, recipient, read.today, subject=subject, items=shown.items)
        docx = self._renders.render(template, kind.values(source))
        sha256 = hashlib.sha256(template).hexdigest()
        return _Rendered(docx, sha256, source, shown.withheld, shown.secrets, _cautions(docx, shown, recipient))

    def _guard(self, rendered: _Rendered) -> None:
        """Read the produced file again; a withheld text in it stops everything."""
        leaks = find_texts(rendered.docx, rendered.secrets)
        if leaks:
            raise WithheldTextFoundError(detail="\n".join(f"… {leak.excerpt} …" for leak in leaks))

    def _to_pdf(self, docx: bytes, cancel: threading.Event | None) -> bytes:
        make_private_folder(self._work_folder)
        return to_pdf(docx, private_folder=self._work_folder, cancel=cancel)

    def _register(
        self, kind: DocumentKind, rendered: _Rendered, recipient: Recipient, contents: Mapping[str, bytes]
    ) -> str:
        subject, child_id = rendered.source.subject, rendered.source.child.id
        with self._database.work() as work:
            file_format = " ".join(suffix.lstrip(".") for suffix in contents)
            document_id = add_to_register(
                work,
                told(kind.key, recipient.label, file_format),
                child_id=child_id,
                plan_id=subject.id if kind.subject is SubjectKind.PLAN else None,
                subject_kind=kind.subject.value,
                subject_id=subject.id,
                title=kind.title,
                document=kind.key,
                recipient=recipient.label,
                file_format=file_format,
                is_draft=is_draft(rendered.source),
                sha256=hashlib.sha256(rendered.docx).hexdigest(),
                template_sha256=rendered.template_sha256,
                template_version=kind.template_version,
                withheld=withheld_as_text(rendered.withheld),
                author=self._database.author,
                content=rendered.docx,
                pdf=contents.get(".pdf"),
                pdf_sha256=hashlib.sha256(contents[".pdf"]).hexdigest() if ".pdf" in contents else "",
            )
            work.commit()
            return document_id


def _read(work: UnitOfWork, kind: DocumentKind, subject_id: str) -> _Read:
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
    said = read_printable(work.connection, child_id)
    file, plan = _plan_of(work, kind, subject, present)
    whole = Matter(file, subject, plan, said)
    return _Read(Matter(file, subject, plan, kind.chosen(whole)), present, said, today)


def _plan_of(
    work: UnitOfWork, kind: DocumentKind, subject: Item, present: CaseFile
) -> tuple[CaseFile, PlanFile | None]:
    """Return the plan a document speaks of, with the file as that plan has it when the plan is its subject."""
    if kind.subject is SubjectKind.PLAN:
        return load_plan(work, subject.id)
    if not kind.with_plan:
        return present, None
    plans = read_plans(work.connection, present.child.id)
    chosen = next((plan for plan in plans if plan.status == PlanStatus.FINISHED), plans[0] if plans else None)
    return present, load_plan(work, chosen.id)[1] if chosen else None


def _shown_subject(matter: Matter, shown: Redaction) -> Item:
    """Return the record the document is about, as its reader may see it.

    Raises:
        InputError: the reader may not see it at all.
    """
    subject = matter.subject
    if subject.record == SubjectKind.CHILD:
        return shown.file.child
    if subject.record == SubjectKind.PLAN:
        return shown.plan.plan
    found = shown.items.one(subject.record, subject.id) or shown.file.items.one(subject.record, subject.id)
    if found is None:
        why = " ".join(dict.fromkeys(entry.why for entry in shown.withheld))
        raise InputError(f"Ce document n’est pas remis à cette personne. {why}".strip())
    return found


def _cautions(docx: bytes, shown: Redaction, recipient: Recipient) -> tuple[str, ...]:
    """Return what to check before handing a document over."""
    cautions = [recipient.caution] if recipient.caution else []
    if find_texts(docx, shown.towns):
        cautions.append(
            "La commune d’une adresse protégée est écrite ailleurs dans ce document. Relisez-le avant de le remettre."
        )
    if find_texts(docx, shown.names):
        cautions.append(
            "Un mot du nom d’un lieu tenu secret, ou de la personne qui y accueille, est écrit dans ce document. Relisez-le avant de le remettre."
        )
    return tuple(cautions)


def _forget(paths: Sequence[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
