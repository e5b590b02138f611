"""Producing a document: the one way out of the base. What leaves is made for one reader, read again, written whole, registered."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ppe_desktop.documents.catalogue import DOCUMENTS, DocumentKind
from ppe_desktop.documents.guard import find_texts
from ppe_desktop.documents.output import write_document
from ppe_desktop.documents.pdf import find_converter, to_pdf, wipe_leftovers
from ppe_desktop.documents.worker import RenderProcess
from ppe_desktop.domain.casefile import CaseFile, Items, PlanFile
from ppe_desktop.domain.errors import WithheldTextFoundError
from ppe_desktop.domain.recipients import Recipient, recipients_for
from ppe_desktop.domain.vocabulary import PlanStatus
from ppe_desktop.domain.withholding import Withheld, withhold
from ppe_desktop.runtime.files import make_private_folder
from ppe_desktop.services.plans import load_plan
from ppe_desktop.services.register import told, withheld_as_text
from ppe_desktop.storage.database import Database, DatabaseThread
from ppe_desktop.storage.reading import read_casefile, read_statements
from ppe_desktop.storage.register import add_to_register


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
    """

    paths: tuple[Path, ...]
    withheld: tuple[Withheld, ...]
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    file: CaseFile
    plan: PlanFile
    present: CaseFile | None
    said: Items
    today: dt.date


@dataclass(frozen=True, slots=True)
class _Rendered:
    docx: bytes
    template_sha256: str
    plan: PlanFile
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

    def recipients(self, plan_id: str) -> list[Recipient]:
        """Return the possible readers of a plan."""
        read = self._load(plan_id)
        return recipients_for(read.file, read.today)

    def neutral_name(self, document: str, today: dt.date) -> str:
        """Return a file name that tells nothing of the child: ``PPE_2026-11-22.docx``."""
        return f"{DOCUMENTS[document].short}_{today.isoformat()}.docx"

    def preview(self, plan_id: str, recipient: Recipient, document: str = "ppe") -> Preview:
        """Return a first look at a document as one reader would receive it.

        Raises:
            TemplateError, RenderError: the document cannot be made.
        """
        rendered = self._render(DOCUMENTS[document], plan_id, recipient)
        leaks = find_texts(rendered.docx, rendered.secrets)
        problem = WithheldTextFoundError.default_message if leaks else ""
        return Preview(self._renders.page_html(rendered.docx), rendered.withheld, rendered.cautions, problem)

    def produce(
        self,
        plan_id: str,
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
            plan_id: the plan it speaks of.
            recipient: the reader.
            target: the ``.docx`` to write; an existing file is kept and the next free name taken, unless ``overwrite``.
            document: kind of document.
            pdf: also write a PDF beside it.
            overwrite: replace an existing file.
            cancel: set from another thread to give up; nothing is written then.
            progress: told the French name of each step.

        Raises:
            WithheldTextFoundError: a text withheld from this reader is in the document; nothing was written.
            TemplateError, RenderError, OutputError, ConverterMissingError: in French, with what to do.
        """
        kind = DOCUMENTS[document]
        progress("Composition du document")
        rendered = self._render(kind, plan_id, recipient)
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
            self._thread.run(self._register, kind, rendered, recipient, tuple(contents))
        except BaseException:
            _forget(written)  # what is not in the register must not stay outside
            raise
        return Produced(tuple(written), rendered.withheld, rendered.cautions)

    def _load(self, plan_id: str) -> _Read:
        def read() -> _Read:
            with self._database.work() as work:
                file, plan = load_plan(work, plan_id)
                child_id, today = plan.plan.child_id, work.now.date()
                present = read_casefile(work.connection, child_id, today)
                return _Read(file, plan, present, read_statements(work.connection, child_id), today)

        return self._thread.run(read)

    def _render(self, kind: DocumentKind, plan_id: str, recipient: Recipient) -> _Rendered:
        read = self._load(plan_id)
        shown = withhold(read.file, read.plan, recipient, present=read.present, said=read.said)
        template = kind.load_template()
        context = kind.context(shown.file, shown.plan, recipient, read.today, template_version=kind.template_version)
        docx = self._renders.render(template, context)
        cautions = [recipient.caution] if recipient.caution else []
        if find_texts(docx, shown.towns):
            cautions.append(
                "La commune d’une adresse protégée est écrite ailleurs dans ce document. Relisez-le avant de le remettre."
            )
        if find_texts(docx, shown.names):
            cautions.append(
                "Un mot du nom d’un lieu tenu secret, ou de la personne qui y accueille, est écrit dans ce document. Relisez-le avant de le remettre."
            )
        sha256 = hashlib.sha256(template).hexdigest()
        return _Rendered(docx, sha256, read.plan, shown.withheld, shown.secrets, tuple(cautions))

    def _guard(self, rendered: _Rendered) -> None:
        """Read the produced file again; a withheld text in it stops everything."""
        leaks = find_texts(rendered.docx, rendered.secrets)
        if leaks:
            raise WithheldTextFoundError(detail="\n".join(f"… {leak.excerpt} …" for leak in leaks))

    def _to_pdf(self, docx: bytes, cancel: threading.Event | None) -> bytes:
        make_private_folder(self._work_folder)
        return to_pdf(docx, private_folder=self._work_folder, cancel=cancel)

    def _register(self, kind: DocumentKind, rendered: _Rendered, recipient: Recipient, formats: Sequence[str]) -> None:
        with self._database.work() as work:
            file_format = " ".join(suffix.lstrip(".") for suffix in formats)
            add_to_register(
                work,
                told(kind.key, recipient.label, file_format),
                child_id=rendered.plan.plan.child_id,
                plan_id=rendered.plan.plan.id,
                document=kind.key,
                recipient=recipient.label,
                file_format=file_format,
                is_draft=rendered.plan.plan.status != PlanStatus.FINISHED,
                sha256=hashlib.sha256(rendered.docx).hexdigest(),
                template_sha256=rendered.template_sha256,
                withheld=withheld_as_text(rendered.withheld),
                author=self._database.author,
                content=rendered.docx,
            )
            work.commit()


def _forget(paths: Sequence[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
