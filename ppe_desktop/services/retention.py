"""Closed files: how long they stay, their complete archive, their erasing on somebody's word."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

from ppe_desktop.documents.output import write_document
from ppe_desktop.domain.audit import Action, Deed
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.errors import FieldError, InputError, SituationError
from ppe_desktop.domain.media import media_of
from ppe_desktop.domain.names import full_name
from ppe_desktop.domain.retention import DEFAULT_YEARS, ClosedFile, Prolonged, Protection, Reason, in_order
from ppe_desktop.domain.texts import plain
from ppe_desktop.domain.vocabulary import FileStatus
from ppe_desktop.storage.database import Database, DatabaseThread
from ppe_desktop.storage.erasing import contents, describe, erase, find_holding
from ppe_desktop.storage.outside import note_outside
from ppe_desktop.storage.retention import add_purge_record, keep_prolonged, read_closed, read_purges
from ppe_desktop.storage.settings import read_setting, write_setting
from ppe_desktop.vault.bundles import find_bundles
from ppe_desktop.vault.parcels import SUFFIX, seal_for_key, seal_with_phrase, unseal
from ppe_desktop.vault.passphrase import assess, propose_passphrase
from ppe_desktop.vault.paths import BasePaths

YEARS_KEPT = "retention.years"
ARCHIVES = "retention.archives"
MOST_ARCHIVED = 2 * 1024**3
READ_ME = """Archive complète d’un dossier, faite par PPE Desktop.

dossier.json       toutes les fiches du dossier et leur historique, table par table
documents/         les pièces jointes et les documents produits
manifeste.json     l’empreinte SHA-256 de chaque fichier

Ce dossier nomme l’enfant et ses proches. Une fois lu ou versé, ne le laissez pas en clair sur un ordinateur ou une clé.
"""


@dataclass(frozen=True, slots=True)
class ClosedFiles:
    """The closed files.

    Attributes:
        files: those asked about first.
        years: how long after the last contact something is proposed.
        today: the day they were judged on.
    """

    files: list[ClosedFile]
    years: int
    today: dt.date


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that was written.

    Attributes:
        path: the file.
        sha256: its fingerprint.
        files: how many files it holds, the manifest apart.
        is_clear: whoever finds it can read it.
    """

    path: Path
    sha256: str
    files: int
    is_clear: bool


@dataclass(frozen=True, slots=True)
class Erasing:
    """What erasing a file would do, to be read before.

    Attributes:
        child_id: the child.
        name: first name and surname: what must be typed.
        records: how many records go.
        documents: how many of them are attached or produced documents.
        shared: how many records in common with other children stay.
        archived_on: day of the last archive; empty when there is none.
        backups: how many backups on this computer still hold the file.
    """

    child_id: str
    name: str
    records: int
    documents: int
    shared: int
    archived_on: str
    backups: int


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased.

    Attributes:
        records: rows erased, all tables together.
        backups_left: names of the backups of this computer that still hold the file.
        has_second_place: copies of backups elsewhere may hold it too.
    """

    records: int
    backups_left: list[str]
    has_second_place: bool


class RetentionService:
    """Use cases on closed files; but for :meth:`archive` they run on the thread of the base."""

    def __init__(self, database: Database, thread: DatabaseThread, folder: Path, vault_id: str) -> None:
        self._database, self._thread, self._folder, self._vault_id = database, thread, folder, vault_id

    def closed(self) -> ClosedFiles:
        """Return the closed files, and where each stands."""
        with self._database.work() as work:
            years = int(read_setting(work.connection, YEARS_KEPT, DEFAULT_YEARS))
            return ClosedFiles(in_order(read_closed(work), years), years, work.now.date())

    def keep_years(self, years: int) -> None:
        """Choose how long after the last contact something is proposed."""
        with self._database.work() as work:
            write_setting(work.connection, YEARS_KEPT, years)
            work.commit()

    def prolong(self, child_id: str, until: dt.date, reason: str) -> None:
        """Keep a file longer, and say why.

        Raises:
            FieldError: no reason, or a day that is not to come.
        """
        with self._database.work() as work:
            if not reason.strip():
                raise FieldError("reason", "Dites en quelques mots pourquoi ce dossier est gardé plus longtemps.")
            if until <= work.now.date():
                raise FieldError("until", "Choisissez une date à venir.")
            keep_prolonged(work, child_id, Prolonged(until, reason.strip(), work.author))
            work.note(Deed(Action.PROLONG, "child", child_id, child_id))
            work.commit()

    def archive(self, child_id: str, target: Path, protection: Protection) -> Archive:
        """Write everything the base holds of a file in one archive, sealed for its addressee unless the person chose otherwise.

        Args:
            child_id: the child.
            target: the file to write.
            protection: a phrase, a public key, or neither.

        Raises:
            UnknownRecordError: there is no such child.
            FieldError: the phrase is too weak, or that is no public key; nothing was written.
            OutputError: it cannot be written there.
            SituationError: the machine has not the memory to seal it.
        """
        if protection.passphrase:
            strength = assess(protection.passphrase)
            if not strength.accepted:
                raise FieldError("passphrase", strength.advice_fr)
        parts = self._thread.run(self._collect, child_id)
        data = _sealed(_packed(parts), protection)
        path = write_document(target, data)
        archive = Archive(path, hashlib.sha256(data).hexdigest(), len(parts), protection.is_clear)
        self._thread.run(self._note_archive, child_id, archive)
        return archive

    def weigh(self, child_id: str) -> Erasing:
        """Tell what erasing a file would do.

        Raises:
            UnknownRecordError: there is no such child.
        """
        with self._database.work() as work:
            child = work.get("child", child_id)
            holding = find_holding(work, child_id)
            counts = holding.counts()
            archives = read_setting(work.connection, ARCHIVES, {}) or {}
        told = archives.get(child_id)
        return Erasing(
            child_id,
            full_name(child),
            sum(counts.values()),
            counts.get("attachment", 0) + counts.get("produced_document", 0),
            holding.shared,
            long_date(dt.date.fromisoformat(told["on"])) if told else "",
            len(self._backups()),
        )

    def erase(self, child_id: str, *, typed_name: str, authorised_by: str, reason: str) -> Erased:
        """Erase a closed file for good, with every trace of it in the base.

        Args:
            child_id: the child.
            typed_name: first name and surname, typed by the person: accents and capitals do not count.
            authorised_by: who allowed it.
            reason: a code of :class:`Reason`.

        Raises:
            FieldError: the name is not the child's, or nobody allowed it.
            InputError: the file is not closed.
        """
        with self._database.work() as work:
            child = work.get("child", child_id)
            if child.status == FileStatus.ACTIVE:
                raise InputError(
                    "Ce dossier est ouvert : seul un dossier clos peut être effacé. Il faut d’abord le clore."
                )
            if _bare(typed_name) != _bare(full_name(child)):
                raise FieldError("typed_name", "Ce nom n’est pas celui de l’enfant. Rien n’a été effacé.")
            if not authorised_by.strip():
                raise FieldError("authorised_by", "Indiquez qui a autorisé l’effacement.")
            if reason not in set(Reason):
                raise FieldError("reason", "Choisissez le motif de l’effacement.")
            archives = read_setting(work.connection, ARCHIVES, {}) or {}
            sha256 = archives.get(child_id, {}).get("sha256", "")
            counts = erase(work, find_holding(work, child_id))
            backups = self._backups()
            add_purge_record(
                work,
                child_id,
                reason=reason,
                authorised_by=authorised_by.strip(),
                counts=counts,
                archive_sha256=sha256,
                backups_left=backups,
            )
            work.note(Deed(Action.PURGE, "child", child_id, child_id, str(sum(counts.values()))))
            has_second = bool(read_setting(work.connection, "backups.second_place"))
            work.commit()
        self._database.tidy()
        return Erased(sum(counts.values()), backups, has_second)

    def purges(self) -> list[dict[str, object]]:
        """Return the record of what was erased, the last first."""
        with self._database.work() as work:
            return read_purges(work)

    def neutral_name(self, today: dt.date, protection: Protection) -> str:
        """Return a file name that tells nothing of the child."""
        return f"Archive_{today.isoformat()}.zip{'' if protection.is_clear else SUFFIX}"

    def propose_phrase(self) -> str:
        """Return seven French words drawn at random, for one archive."""
        return propose_passphrase()

    def _backups(self) -> list[str]:
        found = find_bundles(BasePaths(self._folder).backups)
        return [bundle.folder.name for bundle in found if bundle.manifest.vault_id == self._vault_id]

    def _collect(self, child_id: str) -> dict[str, bytes]:
        with self._database.work() as work:
            holding = find_holding(work, child_id)
            described = describe(work, holding)
            suffixes = {
                f"attachment-{row['id']}": media_of(row["media_type"]).suffix for row in described.get("attachment", [])
            }
            parts = {
                f"documents/{name}{ending or suffixes.get(name, '')}": content
                for name, ending, content in contents(work, holding)
            }
        parts["dossier.json"] = json.dumps(described, ensure_ascii=False, indent=1).encode("utf-8")
        parts["LISEZ-MOI.txt"] = READ_ME.encode("utf-8")
        return parts

    def _note_archive(self, child_id: str, archive: Archive) -> None:
        with self._database.work() as work:
            kept = read_setting(work.connection, ARCHIVES, {}) or {}
            kept[child_id] = {"on": work.now.date().isoformat(), "sha256": archive.sha256}
            write_setting(work.connection, ARCHIVES, kept)
            if archive.is_clear:
                note_outside(work, str(archive.path), archive.sha256, child_id=child_id)
            work.note(Deed(Action.ARCHIVE, "child", child_id, child_id, "" if archive.is_clear else "sealed"))
            work.commit()


def open_archive(file: Path, secret: str, target: Path) -> Path:
    """Write a sealed archive in clear; return the file written.

    Args:
        file: the sealed archive.
        secret: its phrase, or the private key of its addressee.
        target: the archive to write; a free name is taken when it is there already.

    Raises:
        SituationError: it cannot be read, or is too big.
        WrongSecretError: the secret does not open it.
        OutputError: it cannot be written there.
    """
    try:
        with file.open("rb") as stream:
            content = stream.read(MOST_ARCHIVED + 1)
    except OSError:
        raise SituationError(
            "Ce fichier ne peut pas être lu. Vérifiez qu’il est là et que vous y avez accès."
        ) from None
    if len(content) > MOST_ARCHIVED:
        raise SituationError("Ce fichier dépasse 2 Go : ce n’est pas une archive faite par ce logiciel.")
    return write_document(target, unseal(content, secret))


def _packed(parts: dict[str, bytes]) -> bytes:
    """Return an archive, stored without compression so that any tool reads it, with the fingerprint of each file."""
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(parts.items())}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(parts.items()):
            archive.writestr(name, content)
        archive.writestr("manifeste.json", json.dumps({"format": 1, "sha256": digests}, indent=1))
    return stream.getvalue()


def _sealed(data: bytes, protection: Protection) -> bytes:
    if protection.passphrase:
        return seal_with_phrase(data, protection.passphrase)
    return seal_for_key(data, protection.recipient) if protection.recipient else data


def _bare(name: str) -> str:
    return " ".join(plain(name).split())
