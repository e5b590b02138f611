"""Producing a document: the one way out of the base. What leaves is made for one reader, read again, written whole, registered."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ppe_desktop.documents.catalogue import DOCUMENTS
from ppe_desktop.documents.child_pages import pages_shown
from ppe_desktop.documents.context.page import is_draft
from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.guard import find_texts, texts_in
from ppe_desktop.documents.kinds import DocumentKind
from ppe_desktop.documents.offers import Offer, offers
from ppe_desktop.documents.output import free_together, write_document
from ppe_desktop.documents.pdf import find_converter, to_pdf, wipe_leftovers
from ppe_desktop.documents.worker import RenderProcess
from ppe_desktop.domain.casefile import Item, PlanFile
from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.errors import InputError, PpeError, RenderError, UnknownRecordError, WithheldTextFoundError
from ppe_desktop.domain.matter import Matter, SubjectKind
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.sealing import mark_of
from ppe_desktop.domain.withholding import NOTHING, Redaction, Withheld, withhold
from ppe_desktop.runtime.files import make_private_folder
from ppe_desktop.runtime.private_copies import WORK_FOLDER
from ppe_desktop.services.document_matter import DocumentRead, read_document, takes_a_past_day, template_day
from ppe_desktop.services.document_pictures import Painter, pictures_of
from ppe_desktop.services.register import sources_as_text, told, withheld_as_text
from ppe_desktop.services.templates import template_in_force
from ppe_desktop.storage.database import Database, DatabaseThread
from ppe_desktop.storage.document_reading import read_printable
from ppe_desktop.storage.outside import note_outside
from ppe_desktop.storage.reading import read_casefile, read_plans
from ppe_desktop.storage.register import add_to_register, fresh_document_id

__all__ = ["Batch", "DocumentService", "Offer", "Preview", "Produced"]

PDF_SECONDS = (60.0, 120.0)
"""Time the conversion is given, then given once more."""
_DRAWINGS_KEPT = 4


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
class _Rendered:
    docx: bytes
    template_sha256: str
    template_version: str
    source: Source
    withheld: tuple[Withheld, ...]
    secrets: tuple[str, ...]
    cautions: tuple[str, ...]
    as_of: dt.date | None = None


class DocumentService:
    """Use cases on documents; may be called from any thread but the database's own."""

    def __init__(self, database: Database, thread: DatabaseThread, renders: RenderProcess, folder: Path) -> None:
        self._database = database
        self._thread = thread
        self._renders = renders
        self._work_folder = folder / WORK_FOLDER
        self._painter: Painter | None = None

    def draw_with(self, painter: Painter) -> None:
        """Have the drawings that templates ask for painted by who has a screen; one painted a moment ago is not painted again."""
        self._painter = lru_cache(maxsize=_DRAWINGS_KEPT)(painter)

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

    def takes_a_past_day(self, document: str) -> bool:
        """Tell whether a kind of document can be made as the file was known on a past day; the others keep their own past."""
        return takes_a_past_day(DOCUMENTS[document])

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

    def preview(
        self, subject_id: str, recipient: Recipient, document: str = "ppe", as_of: dt.date | None = None
    ) -> Preview:
        """Return a first look at a document as one reader would receive it, from the file of today or of a past day.

        Raises:
            InputError: this reader may not receive what the document is about, or it cannot be read as of that day.
            TemplateError, RenderError: the document cannot be made.
        """
        rendered = self._render(DOCUMENTS[document], subject_id, recipient, as_of=as_of)
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
        as_of: dt.date | None = None,
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
            as_of: read the file as it was known at the end of that day; today when not given.
            cancel: set from another thread to give up; nothing is written then.
            progress: told the French name of each step.

        Raises:
            UnknownRecordError, InputError: no such subject, or this reader may not receive it, or it cannot be read as of that day.
            WithheldTextFoundError: a text withheld from this reader is in the document; nothing was written.
            TemplateError, RenderError, OutputError, ConverterMissingError: in French, with what to do.
        """
        kind = DOCUMENTS[document]
        progress("Composition du document")
        document_id = fresh_document_id()
        rendered = self._render(kind, subject_id, recipient, mark_of(document_id), as_of)
        self._guard(rendered)
        contents = {".docx": rendered.docx}
        if pdf:
            progress("Mise en pages du PDF")
            contents[".pdf"] = self._to_pdf(rendered.docx, cancel, progress)
            self._guard_pdf(contents[".pdf"], rendered.secrets)
        progress("Enregistrement")
        place = target if overwrite else free_together(target, contents)
        written: list[Path] = []
        try:
            for suffix, content in contents.items():
                written.append(write_document(place.with_suffix(suffix), content, overwrite=overwrite))
            self._thread.run(self._register, document_id, kind, rendered, recipient, contents, written)
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

    def _load(self, kind: DocumentKind, subject_id: str, as_of: dt.date | None = None) -> DocumentRead:
        def read() -> DocumentRead:
            with self._database.work() as work:
                return read_document(work, kind, subject_id, as_of)

        return self._thread.run(read)

    def guard(self, docx: bytes, subject_id: str, document: str, recipient: str) -> None:
        """Read a document that was corrected by hand as its reader would: what is withheld from that reader must not be in it.

        Args:
            docx: the Word file.
            subject_id: the record it is about.
            document: kind of document.
            recipient: the reader, as the register names it.

        Raises:
            WithheldTextFoundError: a text withheld from this reader is in it.
            InputError: this reader receives no such document any more.
            RenderError: it cannot be read.
        """
        kind = DOCUMENTS[document]
        read = self._load(kind, subject_id)
        reader = next((one for one in kind.readers(read.matter, read.today) if one.label == recipient), None)
        if reader is None:
            raise InputError(f"{recipient} ne reçoit plus ce document : le fichier corrigé n’a pas pu être vérifié.")
        _stop_leaks(docx, _withheld_from(read, reader).secrets)

    def _render(
        self, kind: DocumentKind, subject_id: str, recipient: Recipient, mark: str = "", as_of: dt.date | None = None
    ) -> _Rendered:
        read = self._load(kind, subject_id, as_of)
        matter = read.matter
        shown = _withheld_from(read, recipient)
        day = template_day(matter, read.today)
        template, version = template_in_force(self._database, self._thread, kind, recipient, day)
        subject = _shown_subject(matter, shown)
        source = Source.of(
            shown.file,
            shown.plan,
            recipient,
            read.today,
            subject=subject,
            items=shown.items,
            formal_age=read.formal_age,
        )
        values = {**kind.values(source), "repere": mark, "version_modele": version}
        if read.made_on is not None:
            values["produit_le"] = f"{short_date(read.made_on)}, d’après le dossier au {short_date(read.today)}"
        pictures = pictures_of(template, matter.file, shown, read.today, self._painter)
        docx = self._renders.render(template, pictures.given_to(values))
        sha256 = hashlib.sha256(template).hexdigest()
        cautions = (*_cautions(docx, shown, recipient), *read.cautions, *pictures.cautions)
        withheld = (*shown.withheld, *pictures.withheld)
        as_of = read.today if read.made_on is not None else None
        return _Rendered(docx, sha256, version, source, withheld, shown.secrets, cautions, as_of)

    def _guard(self, rendered: _Rendered) -> None:
        """Read the produced file again; a withheld text in it stops everything."""
        _stop_leaks(rendered.docx, rendered.secrets)

    def _guard_pdf(self, pdf: bytes, secrets: Sequence[str]) -> None:
        """Read the PDF again too: properties, bookmarks and pages, as the program that made it wrote them."""
        if secrets and texts_in(self._renders.read("pdf-text", pdf).decode("utf-8"), secrets):
            raise WithheldTextFoundError

    def _to_pdf(self, docx: bytes, cancel: threading.Event | None, progress: Callable[[str], None]) -> bytes:
        """Return the PDF; a program that hangs or fails is ended and tried once more, with a profile of its own each time."""
        make_private_folder(self._work_folder)
        try:
            return to_pdf(docx, private_folder=self._work_folder, timeout=PDF_SECONDS[0], cancel=cancel)
        except RenderError:
            if cancel is not None and cancel.is_set():
                raise
            progress("La conversion ne répondait plus : elle est relancée")
            return to_pdf(docx, private_folder=self._work_folder, timeout=PDF_SECONDS[1], cancel=cancel)

    def _register(
        self,
        document_id: str,
        kind: DocumentKind,
        rendered: _Rendered,
        recipient: Recipient,
        contents: Mapping[str, bytes],
        written: Sequence[Path],
    ) -> None:
        subject, child_id = rendered.source.subject, rendered.source.child.id
        with self._database.work() as work:
            file_format = " ".join(suffix.lstrip(".") for suffix in contents)
            add_to_register(
                work,
                told(kind.key, recipient.label, file_format),
                id=document_id,
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
                template_version=rendered.template_version,
                withheld=withheld_as_text(rendered.withheld),
                as_of=rendered.as_of,
                sources=sources_as_text(_printed(rendered.source)),
                author=self._database.author,
                content=rendered.docx,
                pdf=contents.get(".pdf"),
                pdf_sha256=hashlib.sha256(contents[".pdf"]).hexdigest() if ".pdf" in contents else "",
            )
            for path, content in zip(written, contents.values(), strict=True):
                note_outside(work, str(path), content, child_id=child_id, produced_id=document_id)
            work.commit()


def _withheld_from(read: DocumentRead, recipient: Recipient) -> Redaction:
    matter = read.matter
    plan = matter.plan or PlanFile(matter.subject, NOTHING)
    shown = withhold(matter.file, plan, recipient, present=read.present, said=read.said, items=matter.items)
    return pages_shown(shown, recipient)


def _stop_leaks(docx: bytes, secrets: Sequence[str]) -> None:
    leaks = find_texts(docx, secrets)
    if leaks:
        raise WithheldTextFoundError(detail="\n".join(f"… {leak.excerpt} …" for leak in leaks))


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


def _printed(source: Source) -> Iterator[tuple[str, str]]:
    """Return the records printed beside the file, and those a text was taken from."""
    yield source.subject.record, source.subject.id
    if source.plan.plan.record == SubjectKind.PLAN:
        yield source.plan.plan.record, source.plan.plan.id
    for kind, items in source.items.by_kind.items():
        for item in items:
            yield kind, item.id
            if kind == "writing_part":
                yield from ((taken, record_id) for taken, record_id in json.loads(item.sources))


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
