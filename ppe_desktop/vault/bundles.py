"""Backups as they lie on a disk: a folder with the base, its key file, and a manifest that says what they must be.

A backup being written bears another ending and is never offered. Nothing in the manifest tells of anybody: a moment, sizes,
fingerprints, and how many rows each table holds.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ppe_desktop.domain.errors import PpeError
from ppe_desktop.runtime.files import make_private_folder, sync_folder, write_atomically
from ppe_desktop.vault.paths import BasePaths

ENDING = ".sauvegarde"
PARTIAL_ENDING = ".sauvegarde-partielle"
MANIFEST = "manifeste.json"
FORMAT = 1
_MOST_MANIFEST_BYTES = 256 * 1024
_MOST_BACKUPS = 1000
_BLOCK = 1024 * 1024
_MAC_BYTES = 32
_NAME = "%Y-%m-%d_%Hh%Mm%S"


class AbandonedError(PpeError):
    """The work was given up because the base is being closed."""

    code = "sauvegarde-abandonnee"
    default_message = "La sauvegarde a été interrompue : la base se ferme. Elle sera refaite à la prochaine ouverture."


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself.

    Attributes:
        made_at: local moment at which it was made.
        vault_id: identity of the base.
        base_bytes: size of the base.
        base_digest: SHA-256 of the base, in hexadecimal.
        header_digest: SHA-256 of the key file, in hexadecimal.
        rows: how many rows each table holds.
        journal: number and seal, in hexadecimal, of the last line of its journal; None in a backup older than the journal.
    """

    made_at: dt.datetime
    vault_id: str
    base_bytes: int
    base_digest: str
    header_digest: str
    rows: dict[str, int] = field(default_factory=dict)
    journal: tuple[int, str] | None = None


@dataclass(frozen=True)
class Bundle:
    """A finished backup.

    Attributes:
        folder: where it lies.
        manifest: what it says of itself.
    """

    folder: Path
    manifest: Manifest


def backup_name(moment: dt.datetime) -> str:
    """Return the name of the folder of a backup; it sorts by date and names nobody."""
    return f"{moment:{_NAME}}{ENDING}"


def find_bundles(place: Path) -> list[Bundle]:
    """Return the finished backups of a place, the newest first; what has no whole manifest, or another size, is left out."""
    try:
        folders = [path for path in place.iterdir() if path.suffix == ENDING and path.is_dir()][:_MOST_BACKUPS]
    except OSError:
        return []
    found = [bundle for folder in folders if (bundle := read_bundle(folder)) is not None]
    return sorted(found, key=lambda bundle: bundle.manifest.made_at, reverse=True)


def read_bundle(folder: Path) -> Bundle | None:
    """Read what a folder says of itself; None when it is no finished backup. Its content is not checked, only its size."""
    try:
        with (folder / MANIFEST).open("rb") as stream:
            manifest = _parse(stream.read(_MOST_MANIFEST_BYTES))
        if BasePaths(folder).database.stat().st_size != manifest.base_bytes:
            return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return Bundle(folder, manifest)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write what a backup says of itself: the last thing before it takes its name.

    Raises:
        OSError: the disk is full or out of reach.
    """
    content = {
        "format": FORMAT,
        "made_at": manifest.made_at.isoformat(timespec="seconds"),
        "vault_id": manifest.vault_id,
        "base_bytes": manifest.base_bytes,
        "base_sha256": manifest.base_digest,
        "key_file_sha256": manifest.header_digest,
        "rows": manifest.rows,
    }
    if manifest.journal is not None:
        content["journal"] = {"count": manifest.journal[0], "mac": manifest.journal[1]}
    content["checksum"] = _checksum(content)
    write_atomically(folder / MANIFEST, json.dumps(content, indent=1).encode("ascii"), private=True)


def partial_folder(place: Path, moment: dt.datetime) -> Path:
    """Make the folder in which a backup is written before it takes its name; what a killed one left is taken away.

    Raises:
        OSError: the place cannot be written.
    """
    make_private_folder(place)
    for leftover in place.glob(f"*{PARTIAL_ENDING}"):
        shutil.rmtree(leftover, ignore_errors=True)
    folder = (place / backup_name(moment)).with_suffix(PARTIAL_ENDING)
    folder.mkdir(mode=0o700)
    return folder


def finish(partial: Path, place: Path, moment: dt.datetime) -> Bundle:
    """Give a written and verified backup its name.

    Raises:
        OSError: the disk refused.
    """
    sync_folder(partial)
    final = place / backup_name(moment)
    partial.rename(final)
    sync_folder(place)
    bundle = read_bundle(final)
    if bundle is None:
        raise OSError("the backup cannot be read again")
    return bundle


def copy_bundle(bundle: Bundle, place: Path, go_on: Callable[[], bool]) -> Bundle:
    """Copy a backup to another place, and compare what was written with its manifest.

    Raises:
        OSError: the place cannot be written, or does not give back what was written.
        AbandonedError: ``go_on`` said no.
    """
    partial = partial_folder(place, bundle.manifest.made_at)
    try:
        for name in (BasePaths(bundle.folder).database.name, BasePaths(bundle.folder).header.name, MANIFEST):
            _copy(bundle.folder / name, partial / name, go_on)
        if not is_whole(Bundle(partial, bundle.manifest), go_on):
            raise OSError("the copy differs")
        final = place / backup_name(bundle.manifest.made_at)
        if final.exists():  # made in the same second, or copied before: the new one was just verified
            shutil.rmtree(final)
        return finish(partial, place, bundle.manifest.made_at)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def is_whole(bundle: Bundle, go_on: Callable[[], bool] = lambda: True) -> bool:
    """Compare the files of a backup with the fingerprints of its manifest.

    Raises:
        AbandonedError: ``go_on`` said no.
    """
    paths = BasePaths(bundle.folder)
    try:
        return (
            digest_of(paths.header, go_on) == bundle.manifest.header_digest
            and digest_of(paths.database, go_on) == bundle.manifest.base_digest
        )
    except OSError:
        return False


def digest_of(path: Path, go_on: Callable[[], bool] = lambda: True) -> str:
    """Return the SHA-256 of a file, in hexadecimal.

    Raises:
        OSError: it cannot be read.
        AbandonedError: ``go_on`` said no.
    """
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            if not go_on():
                raise AbandonedError
            digest.update(block)
    return digest.hexdigest()


def remove_bundle(bundle: Bundle) -> None:
    """Delete a backup: its manifest first, so that a half-deleted one is no longer offered."""
    with contextlib.suppress(OSError):
        (bundle.folder / MANIFEST).unlink()
        shutil.rmtree(bundle.folder, ignore_errors=True)


def sync_file(path: Path) -> None:
    """Have the disk hold a file before it is relied upon.

    Raises:
        OSError: the disk refused.
    """
    with path.open("r+b") as stream:
        os.fsync(stream.fileno())


def _copy(source: Path, target: Path, go_on: Callable[[], bool]) -> None:
    with source.open("rb") as reading, target.open("xb") as writing:
        while block := reading.read(_BLOCK):
            if not go_on():
                raise AbandonedError
            writing.write(block)
        writing.flush()
        os.fsync(writing.fileno())


def _checksum(content: dict[str, Any]) -> str:
    """Tell a damaged manifest; whoever forges one signs it again, and fails on the keys of the base."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode("ascii")).hexdigest()


def _parse(data: bytes) -> Manifest:
    content: dict[str, Any] = json.loads(data.decode("ascii"))
    if content.pop("checksum") != _checksum(content):
        raise ValueError("checksum")
    rows = content["rows"]
    if content["format"] != FORMAT or not isinstance(rows, dict):
        raise ValueError("manifest")
    if not all(isinstance(name, str) and type(count) is int for name, count in rows.items()):
        raise ValueError("rows")
    made_at = dt.datetime.fromisoformat(content["made_at"])
    if made_at.tzinfo is not None or type(content["base_bytes"]) is not int:
        raise ValueError("manifest")
    texts = [content[name] for name in ("vault_id", "base_sha256", "key_file_sha256")]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("manifest")
    return Manifest(
        made_at, texts[0], content["base_bytes"], texts[1], texts[2], rows, _journal(content.get("journal"))
    )


def _journal(told: Any) -> tuple[int, str] | None:
    if told is None:
        return None
    if type(told["count"]) is not int or len(bytes.fromhex(told["mac"])) != _MAC_BYTES:
        raise ValueError("journal")
    return told["count"], told["mac"]
