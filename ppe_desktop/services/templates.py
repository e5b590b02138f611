"""The département's own Word templates: checked before use, kept in the base, in force from a day; older documents keep theirs."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from ppe_desktop.documents.field_list import Field, example_of, fields_of
from ppe_desktop.documents.kinds import DocumentKind
from ppe_desktop.documents.output import write_document
from ppe_desktop.documents.template_report import Issue, TemplateReport
from ppe_desktop.documents.template_slots import TemplateSlot, slot_for, slot_of, template_slots
from ppe_desktop.documents.worker import RenderProcess
from ppe_desktop.domain.audit import Action, Deed
from ppe_desktop.domain.errors import FieldError, RenderError, TemplateError, UnknownRecordError
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.services.document_pictures import Painter
from ppe_desktop.services.trial_pictures import trial_pictures
from ppe_desktop.storage.database import Database, DatabaseThread
from ppe_desktop.storage.templates import (
    TemplateVersion,
    add_version,
    read_content,
    read_in_force,
    read_versions,
    withdraw_versions,
)

__all__ = ["Field", "Issue", "TemplateLine", "TemplateReport", "TemplateService", "TemplateSlot", "TemplateVersion"]

_UNCHECKED = "Ce fichier n’a pas pu être vérifié jusqu’au bout : il est trop gros, ou construit autrement que par Word. Rien n’a été modifié."


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """Where the template of a kind of document stands.

    Attributes:
        slot: the place.
        in_force: the département's version in use today; None when it is the shipped one.
        planned: versions that will be in force later, the nearest first.
        versions: all those kept, the newest first.
    """

    slot: TemplateSlot
    in_force: TemplateVersion | None
    planned: tuple[TemplateVersion, ...]
    versions: tuple[TemplateVersion, ...]


class TemplateService:
    """Use cases on templates; may be called from any thread but the database's own."""

    def __init__(self, database: Database, thread: DatabaseThread, renders: RenderProcess) -> None:
        self._database, self._thread, self._renders = database, thread, renders
        self._painter: Painter | None = None

    def draw_with(self, painter: Painter) -> None:
        """Have the drawings that a template on trial asks for painted by who has a screen."""
        self._painter = painter

    def lines(self) -> tuple[TemplateLine, ...]:
        """Return where each template stands, in the order of the documents."""

        def read() -> tuple[dt.date, tuple[TemplateVersion, ...]]:
            with self._database.work() as work:
                return work.now.date(), read_versions(work.connection)

        today, versions = self._thread.run(read)
        return tuple(_line(slot, versions, today) for slot in template_slots().values())

    def fields(self, key: str) -> list[Field]:
        """Return what the template of a place may ask for.

        Raises:
            InputError: there is no such place.
        """
        return fields_of(slot_of(key).document)

    def check(self, key: str, content: bytes) -> TemplateReport:
        """Check a file for a place: every error, and what it asks for.

        Raises:
            InputError: there is no such place.
            RenderError: the file made the check fail or take too long.
        """
        document = slot_of(key).document
        try:
            told = self._renders.read("check-template", content, wanted=document)
        except RenderError as error:
            raise RenderError(_UNCHECKED) from error
        return TemplateReport.of_plain(json.loads(told))

    def annotated(self, content: bytes, report: TemplateReport) -> bytes:
        """Return a copy of a checked file with a Word comment at each place to mend.

        Raises:
            RenderError: the copy cannot be made.
        """
        return bytes(self._renders.read("annotate-template", content, report=report.as_plain()))

    def put_in_service(self, key: str, name: str, content: bytes, in_force_from: dt.date) -> TemplateVersion:
        """Keep a file as the template of a place from a day on, once it was checked again.

        Args:
            key: the place.
            name: name of the file, to recognise it later.
            content: the file.
            in_force_from: first day it is used, today or later.

        Raises:
            FieldError: the day is past.
            TemplateError: the file has errors; all of them are in ``detail``, one a line.
        """
        if in_force_from < self._thread.run(self._today):
            raise FieldError(
                "in_force_from",
                "La date d’effet ne peut pas être passée : les documents déjà faits gardent leur modèle.",
            )
        report = self.check(key, content)
        if not report.is_good:
            raise _refusal(report)
        version_id = self._thread.run(self._add, key, name, content, in_force_from)
        return next(one for line in self.lines() for one in line.versions if one.id == version_id)

    def withdraw(self, version_id: str) -> None:
        """Take a version out of use: the one before it, or the shipped one, takes its place. Its file is kept.

        Raises:
            UnknownRecordError: no such version is in use.
        """
        place = next((one.slot for line in self.lines() for one in line.versions if one.id == version_id), "")
        if not place or not self._thread.run(self._withdraw, place, version_id):
            raise UnknownRecordError

    def restore_original(self, key: str) -> int:
        """Take every version of a place out of use: the shipped template is used again; return how many there were."""
        return self._thread.run(self._withdraw, slot_of(key).key, "")

    def current(self, key: str, on: dt.date | None = None) -> bytes:
        """Return the template in force for a place, today or on another day."""
        slot = slot_of(key)

        def read() -> tuple[int, bytes] | None:
            with self._database.work() as work:
                return read_in_force(work.connection, key, on or work.now.date())

        found = self._thread.run(read)
        return found[1] if found else slot.shipped()

    def content(self, version_id: str) -> bytes:
        """Return the file of a version, as it was imported.

        Raises:
            UnknownRecordError: there is no such version.
        """

        def read() -> bytes | None:
            with self._database.work() as work:
                return read_content(work.connection, version_id)

        found = self._thread.run(read)
        if found is None:
            raise UnknownRecordError
        return found

    def export(self, key: str, target: Path, *, original: bool = False) -> Path:
        """Write the template in force, or the shipped one, where the person chose; an existing file is replaced.

        Raises:
            OutputError: it cannot be written there.
        """
        content = slot_of(key).shipped() if original else self.current(key)
        return write_document(target, content, overwrite=True)

    def export_version(self, version_id: str, target: Path) -> Path:
        """Write a version as it was imported where the person chose; an existing file is replaced.

        Raises:
            UnknownRecordError: there is no such version.
            OutputError: it cannot be written there.
        """
        return write_document(target, self.content(version_id), overwrite=True)

    def save_annotated(self, content: bytes, report: TemplateReport, target: Path) -> Path:
        """Write the copy with comments where the person chose; an existing file is replaced.

        Raises:
            RenderError, OutputError: it cannot be made, or written there.
        """
        return write_document(target, self.annotated(content, report), overwrite=True)

    def trial(self, key: str, content: bytes | None = None) -> str:
        """Return the pages of the document made for a fictitious child, as inert HTML.

        Args:
            key: the place.
            content: the file to try; the template in force when None.

        Raises:
            TemplateError, RenderError: the template cannot be filled.
        """
        return self._renders.page_html(self.trial_document(key, content))

    def trial_document(self, key: str, content: bytes | None = None) -> bytes:
        """Return the Word document made for a fictitious child; see :meth:`trial`."""
        template = self.current(key) if content is None else content
        pictures = trial_pictures(template, self._thread.run(self._today), self._painter)
        return self._renders.render(template, pictures.given_to(example_of(slot_of(key).document)))

    def _today(self) -> dt.date:
        with self._database.work() as work:
            return work.now.date()

    def _add(self, key: str, name: str, content: bytes, in_force_from: dt.date) -> str:
        with self._database.work() as work:
            made = add_version(work, key, name, content, hashlib.sha256(content).hexdigest(), in_force_from)
            work.note(_deed("in-service", key, made))
            work.commit()
            return made

    def _withdraw(self, key: str, version_id: str) -> int:
        with self._database.work() as work:
            count = withdraw_versions(work, version_id=version_id) if version_id else withdraw_versions(work, slot=key)
            if count:
                work.note(_deed("withdrawn" if version_id else "restored", key, version_id))
            work.commit()
            return count


def template_in_force(
    database: Database, thread: DatabaseThread, kind: DocumentKind, recipient: Recipient, day: dt.date
) -> tuple[bytes, str]:
    """Return the template a reader's document is made from on a day, and what the document says of its version."""
    return template_of(database, thread, slot_for(kind, recipient), day)


def template_of(database: Database, thread: DatabaseThread, slot: TemplateSlot, day: dt.date) -> tuple[bytes, str]:
    """Return the template of a place in force on a day, and what a document says of its version."""

    def read() -> tuple[int, bytes] | None:
        with database.work() as work:
            return read_in_force(work.connection, slot.key, day)

    found = thread.run(read)
    return (found[1], f"Département {found[0]}") if found else (slot.shipped(), slot.shipped_version)


def _line(slot: TemplateSlot, versions: tuple[TemplateVersion, ...], today: dt.date) -> TemplateLine:
    own = tuple(one for one in versions if one.slot == slot.key)
    usable = [one for one in own if one.withdrawn_at is None]
    begun = [one for one in usable if one.in_force_from <= today]
    in_force = max(begun, key=lambda one: (one.in_force_from, one.version), default=None)
    planned = sorted((one for one in usable if one.in_force_from > today), key=lambda one: one.in_force_from)
    return TemplateLine(slot, in_force, tuple(planned), own)


def _deed(gesture: str, key: str, version_id: str) -> Deed:
    """Return the line of the journal of what was done to a template: words of the program, never the name of the file."""
    return Deed(Action.TEMPLATE, "document_template", version_id, detail=f"{gesture} {slot_of(key).document}")


def _refusal(report: TemplateReport) -> TemplateError:
    count = len(report.errors)
    said = f"{count} erreurs sont à corriger" if count > 1 else "une erreur est à corriger"
    lines = (" — ".join(part for part in (one.where, one.tag, one.message) if part) for one in report.errors)
    return TemplateError(f"Ce modèle n’a pas été mis en service\N{NO-BREAK SPACE}: {said}.", detail="\n".join(lines))
