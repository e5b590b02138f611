"""Documents that left: to whom they were handed, whether a file is the one that was made, a corrected file brought back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ppe_desktop.documents.output import write_document
from ppe_desktop.documents.package_gate import check_package
from ppe_desktop.documents.package_texts import package_texts
from ppe_desktop.domain.audit import Action, Deed
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.errors import InputError, PpeError, UnknownRecordError
from ppe_desktop.domain.names import full_name
from ppe_desktop.domain.sealing import Finding, Verdict, line_marked, marks_in, replaced_on
from ppe_desktop.domain.word_differences import Piece, differences
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.documents import DocumentService
from ppe_desktop.services.register import told
from ppe_desktop.storage.database import Database, DatabaseThread
from ppe_desktop.storage.outside import note_outside
from ppe_desktop.storage.reading import read_register
from ppe_desktop.storage.register import add_to_register, read_deliveries, read_files, read_line
from ppe_desktop.storage.unit_of_work import UnitOfWork

MOST_BYTES = 50 * 1024 * 1024
_BODY = "word/document.xml"
_NOT_KEPT = "Ce qui a été imprimé ou exporté d’un écran n’est pas gardé : il se refait depuis le dossier."
_NOT_WORD = "Ce fichier n’est pas un document Word (.docx) que le logiciel peut relire. Enregistrez-le dans ce format depuis Word, puis recommencez."
_TOO_BIG = "Ce fichier est trop grand pour un document de ce logiciel : il n’a pas été lu."
_SAME = "Ce fichier est celui que le registre garde déjà : il n’y a rien à remplacer."
_COPIED = (
    "subject_kind",
    "subject_id",
    "title",
    "document",
    "recipient",
    "is_draft",
    "template_sha256",
    "template_version",
)


@dataclass(frozen=True, slots=True)
class Correction:
    """A Word file corrected by hand, against the document it takes the place of.

    Attributes:
        line: the document of the register.
        pieces: what changed in the text.
        problem: why it cannot be handed to its reader, in French; empty when nothing withheld is in it.
        detail: where.
    """

    line: Item
    pieces: tuple[Piece, ...]
    problem: str = ""
    detail: str = ""


class SealingService:
    """Use cases on what was sealed. :meth:`deliveries` works on the database thread, the others on any other: they read files."""

    def __init__(self, database: Database, thread: DatabaseThread, documents: DocumentService) -> None:
        self._database, self._thread, self._documents = database, thread, documents

    def deliveries(self, child_id: str) -> Mapping[str, tuple[Item, ...]]:
        """Return to whom the documents of a child were handed, by document."""
        found: dict[str, list[Item]] = {}
        with self._database.work() as work:
            for one in read_deliveries(work.connection, child_id):
                found.setdefault(one.produced_id, []).append(one)
        return {key: tuple(items) for key, items in found.items()}

    def verify(self, path: Path) -> Verdict:
        """Tell whether a file is a document of the register, unchanged or altered.

        The fingerprint tells it is unchanged; else the mark printed at its foot names the document it was.

        Raises:
            InputError: the file cannot be read, or is too big.
        """
        content = _read(path)
        fingerprint = hashlib.sha256(content).hexdigest()
        marks = _marks(content)
        return self._thread.run(self._judge, fingerprint, marks)

    def find(self, typed: str) -> Verdict:
        """Return what the register knows of a mark read on paper.

        Raises:
            InputError: it is no mark.
        """
        marks = marks_in(typed.strip())
        if not marks:
            raise InputError("Un repère compte douze chiffres ou lettres de A à F, comme 3F0A-91C2-77DE.")
        return self._thread.run(self._judge, "", marks, is_paper=True)

    def save_copy(self, document_id: str, target: Path) -> Path:
        """Write again a document as it was kept, bit for bit; ``target`` ends in ``.docx`` or ``.pdf``.

        Raises:
            InputError: it was not kept in that form.
            OutputError: it cannot be written there.
        """
        docx, pdf = self._thread.run(self._kept, document_id)
        content = pdf if target.suffix.lower() == ".pdf" else docx
        if content is None:
            raise InputError(_NOT_KEPT)
        path = write_document(target, content, overwrite=True)
        self._thread.run(self._note_outside, document_id, path, content)
        return path

    def kept_pdf(self, document_id: str) -> bytes:
        """Return the PDF of a document as it was kept.

        Raises:
            InputError: none was kept.
        """
        _docx, pdf = self._thread.run(self._kept, document_id)
        if pdf is None:
            raise InputError(_NOT_KEPT)
        return pdf

    def note_printed(self, document_id: str) -> None:
        """Have the journal tell that a kept document was printed again; on the database thread."""
        with self._database.work() as work:
            line = read_line(work.connection, document_id)
            if line is not None:
                work.note(Deed(Action.PRINT, line.record, document_id, line.child_id, line.document))
                work.commit()

    def compare(self, document_id: str, path: Path) -> Correction:
        """Set a corrected Word file beside the document it comes from, and read it as its reader would.

        Raises:
            UnknownRecordError: there is no such document.
            InputError: the document was not kept, or the file is no Word document, or is the same.
        """
        line, docx = self._thread.run(self._line, document_id)
        content = _word(path)
        if docx is None:
            raise InputError(_NOT_KEPT)
        if content == docx:
            raise InputError(_SAME)
        pieces = differences(_text(docx), _text(content))
        try:
            self._documents.guard(content, line.subject_id, line.document, line.recipient)
        except PpeError as error:
            return Correction(line, pieces, error.message, error.detail)
        return Correction(line, pieces)

    def bring_back(self, document_id: str, path: Path) -> Changes:
        """Keep a corrected Word file as the version of record; the document it replaces stays as it was.

        Returns:
            What changed; ``created`` is the new line of the register.

        Raises:
            WithheldTextFoundError: a text withheld from its reader is in it; nothing was kept.
            InputError: as for :meth:`compare`.
        """
        line, docx = self._thread.run(self._line, document_id)
        content = _word(path)
        if docx is None:
            raise InputError(_NOT_KEPT)
        if content == docx:
            raise InputError(_SAME)
        self._documents.guard(content, line.subject_id, line.document, line.recipient)
        return self._thread.run(self._enter, line, content)

    def _judge(self, fingerprint: str, marks: list[str], *, is_paper: bool = False) -> Verdict:
        with self._database.work() as work:
            lines = read_register(work.connection)
            same = next((one for one in lines if fingerprint and fingerprint in (one.sha256, one.pdf_sha256)), None)
            if same is not None:
                is_pdf = fingerprint == same.pdf_sha256
                return _verdict(work, Finding.UNCHANGED, same, lines, is_pdf=is_pdf)
            for mark in marks:
                line = line_marked(lines, mark)
                if line is not None:
                    finding = Finding.KNOWN_MARK if is_paper else Finding.ALTERED
                    return _verdict(work, finding, line, lines)
            return Verdict(Finding.UNKNOWN)

    def _line(self, document_id: str) -> tuple[Item, bytes | None]:
        with self._database.work() as work:
            line = read_line(work.connection, document_id)
            if line is None:
                raise UnknownRecordError
            return line, read_files(work.connection, document_id)[0]

    def _kept(self, document_id: str) -> tuple[bytes | None, bytes | None]:
        with self._database.work() as work:
            return read_files(work.connection, document_id)

    def _note_outside(self, document_id: str, path: Path, content: bytes) -> None:
        with self._database.work() as work:
            line = read_line(work.connection, document_id)
            if line is not None:
                note_outside(work, str(path), content, child_id=line.child_id, produced_id=document_id)
                work.commit()

    def _enter(self, line: Item, content: bytes) -> Changes:
        with self._database.work() as work:
            created = add_to_register(
                work,
                told(line.document, line.recipient, "docx"),
                **{name: line.values[name] for name in _COPIED},
                child_id=line.child_id,
                plan_id=line.plan_id,
                file_format="docx",
                sha256=hashlib.sha256(content).hexdigest(),
                withheld=line.withheld,
                sources=line.sources,
                as_of=line.as_of,
                author=self._database.author,
                content=content,
                replaces_id=line.id,
            )
            work.commit()
            return Changes(frozenset(work.changed), created)


def _verdict(
    work: UnitOfWork, finding: Finding, line: Item, lines: tuple[Item, ...], *, is_pdf: bool = False
) -> Verdict:
    child = full_name(work.get("child", line.child_id))
    return Verdict(finding, line, child, is_pdf, replaced_on(lines, line.id))


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(_TOO_BIG)
        return path.read_bytes()
    except OSError:
        raise InputError(
            "Ce fichier n’a pas pu être lu. Fermez-le s’il est ouvert ailleurs, puis recommencez."
        ) from None


def _word(path: Path) -> bytes:
    """Return a Word file brought back.

    Raises:
        InputError: it cannot be read, or is no Word file.
    """
    content = _read(path)
    try:
        check_package(content)
    except PpeError:
        raise InputError(_NOT_WORD) from None
    return content


def _text(docx: bytes) -> str:
    """Return the text of the body of a document, a paragraph a line."""
    return "\n".join(line for part in package_texts(docx) if part.part == _BODY for line in part.running)


def _marks(content: bytes) -> list[str]:
    """Return the marks printed in a Word file; one that cannot be read safely, or a PDF, tells none: they are read by eye."""
    try:
        check_package(content)
        return marks_in("\n".join(line for part in package_texts(content) for line in part.running))
    except PpeError:
        return []
