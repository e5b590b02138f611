"""Before a base is open: which backups there are, what one holds beside the present base, putting it back, moving a base."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from ppe_desktop.domain.audit import START, Tail
from ppe_desktop.domain.errors import (
    BaseExistsError,
    DamagedHeaderError,
    InputError,
    NotABaseError,
    PpeError,
    SituationError,
    WrongSecretError,
)
from ppe_desktop.runtime.files import make_private_folder, sync_folder
from ppe_desktop.services.backups import SECOND_FOLDER
from ppe_desktop.storage.backing_up import Judged, judge_copy
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.salvage import salvage
from ppe_desktop.vault.bundles import Bundle, digest_of, find_bundles, is_whole, read_bundle, sync_file
from ppe_desktop.vault.header import read_header, twin_path, write_header
from ppe_desktop.vault.instance import hold_base
from ppe_desktop.vault.keys import KdfBounds
from ppe_desktop.vault.paths import BasePaths
from ppe_desktop.vault.sealing import RESTORED, Seal, journal_key, read_seal, write_seal
from ppe_desktop.vault.slots import unwrap_key
from ppe_desktop.vault.vault import OpenedVault, make_base_folder, open_vault

ASIDE = "avant-restauration"
RECOVERED = "base-recuperee"
MOVED_ENDING = ".deplacee"
_NAME = "%Y-%m-%d_%Hh%Mm%S"

NOT_A_BACKUP = (
    "Ce dossier ne contient pas de sauvegarde complète. Choisissez un dossier dont le nom finit par « .sauvegarde »."
)
NOT_PUT_BACK = (
    "La sauvegarde n’a pas pu être remise en place : le disque est plein ou protégé. La base présente n’a pas été modifiée. "
    "Libérez de la place, puis recommencez."
)
NOT_SOUND = (
    "Cette sauvegarde est abîmée : elle n’a pas été remise en place et rien n’a été modifié. Choisissez-en une autre."
)
NOT_MOVED = (
    "La base n’a pas pu être déplacée : le nouvel emplacement est plein ou protégé. Elle est toujours à sa place, intacte. "
    "Libérez de la place, puis recommencez."
)
OTHER_BASE = "Cette sauvegarde est celle d’une autre base. Rien n’a été modifié : pour l’ouvrir à côté, remettez-la dans un dossier vide."


@dataclass(frozen=True)
class BackupNote:
    """A backup that may be put back.

    Attributes:
        folder: where it lies.
        made_at: when it was made.
        size: bytes of its base.
        rows: how many rows each table holds.
        is_elsewhere: it lies in another place than beside the base.
    """

    folder: Path
    made_at: dt.datetime
    size: int
    rows: dict[str, int]
    is_elsewhere: bool = False


@dataclass(frozen=True)
class Comparison:
    """A backup beside the present base.

    Attributes:
        backup: the backup, read through.
        is_sound: every page, every fingerprint and every count of the backup is right.
        present_rows: what the present base holds; None when there is none or it cannot be read.
        present_changed: when the present base was last written; None when there is none.
        is_present_sound: the present base was read through and is right.
    """

    backup: BackupNote
    is_sound: bool
    present_rows: dict[str, int] | None
    present_changed: dt.datetime | None
    is_present_sound: bool


@dataclass(frozen=True)
class Recovered:
    """What could be read of a damaged base.

    Attributes:
        folder: a base that opens, with all that could be read.
        rows: how many rows of each table it holds.
        holes: how many stretches could not be read.
        orphans: rows left out because what they belong to could not be read.
    """

    folder: Path
    rows: dict[str, int]
    holes: int
    orphans: int


def backups_of(folder: Path, elsewhere: Path | None = None) -> list[BackupNote]:
    """Return the finished backups of a base and of another place, the newest first; none is opened."""
    found = [_note(bundle) for bundle in find_bundles(BasePaths(folder).backups)]
    if elsewhere is not None:
        found += [_note(bundle, is_elsewhere=True) for bundle in _bundles_under(elsewhere)]
    known: dict[Path, BackupNote] = {note.folder: note for note in found}
    return sorted(known.values(), key=lambda note: note.made_at, reverse=True)


def compare(folder: Path, backup: Path, secret: str, bounds: KdfBounds) -> Comparison:
    """Read a backup through, and the present base too, so that one can choose with open eyes. Nothing is changed.

    Raises:
        WrongSecretError: the secret opens neither the backup nor the base it comes from.
        InputError: the folder is no backup.
        BaseInUseError: the base is open.
    """
    bundle = _read(backup)
    vault = _key_of(folder, bundle, secret, bounds)
    is_sound = is_whole(bundle) and _is_right(judge_copy(BasePaths(backup).database, vault.key.bytes()), bundle)
    present, changed = _judge_present(folder, secret, bounds)
    vault.key.wipe()
    is_present_sound = present is not None and not present.findings
    rows = present.rows if present is not None and is_present_sound else None
    return Comparison(_note(bundle), is_sound, rows, changed, is_present_sound)


def verify(folder: Path, backup: Path | None, secret: str, bounds: KdfBounds) -> Comparison:
    """Read a backup through, or the base itself when none is given; a base is then compared with nothing.

    Raises:
        WrongSecretError, InputError, BaseInUseError: as :func:`compare`.
    """
    if backup is not None:
        return compare(folder, backup, secret, bounds)
    open_vault(folder, secret, bounds=bounds).key.wipe()  # a wrong secret is said to be wrong, not the base damaged
    judged, changed = _judge_present(folder, secret, bounds)
    is_sound = judged is not None and not judged.findings
    rows = judged.rows if judged is not None and is_sound else None
    note = BackupNote(folder, changed or dt.datetime.min, BasePaths(folder).database.stat().st_size, rows or {})
    return Comparison(note, is_sound, rows, changed, is_sound)


def put_back(folder: Path, backup: Path, secret: str, now: dt.datetime, bounds: KdfBounds) -> Path | None:
    """Put a backup in the place of the base; what was there is kept beside. Return where, None when there was nothing.

    After a crash at any instant the folder holds the former base or the one put back, and the former files are aside as well.

    Raises:
        WrongSecretError, InputError, BaseInUseError: as :func:`compare`.
        NotABaseError: the backup comes from another base.
        SituationError: it is damaged, or the disk refused.
    """
    make_base_folder(folder)
    with hold_base(folder):
        bundle = _read(backup)
        _demand_same_base(folder, bundle, bounds)
        vault = _key_of(folder, bundle, secret, bounds)
        try:
            judged = judge_copy(BasePaths(backup).database, vault.key.bytes())
            if not is_whole(bundle) or not _is_right(judged, bundle):
                raise SituationError(NOT_SOUND)
            sealing_key = journal_key(vault.key.bytes(), vault.vault_id)
            opened_by = hashlib.sha256(vault.key.bytes()).digest()
        finally:
            vault.key.wipe()
        try:
            aside = _swap(folder, bundle, now, bounds, secret, opened_by)
        except OSError:
            raise SituationError(NOT_PUT_BACK) from None
        _seal_again(folder, sealing_key, judged)
        return aside


def recover(folder: Path, secret: str, now: dt.datetime, bounds: KdfBounds) -> Recovered:
    """Copy what still reads of a damaged base into a base of its own beside it; the damaged one is not touched.

    Raises:
        WrongSecretError, BaseInUseError: as for opening.
        DamagedBaseError: nothing can be read.
        SituationError: the disk refused.
    """
    paths = BasePaths(folder)
    target = folder / f"{RECOVERED}-{now:{_NAME}}"
    with hold_base(folder):
        vault = open_vault(folder, secret, bounds=bounds)
        try:
            make_private_folder(target)
            done = salvage(paths.database, vault.key.bytes(), BasePaths(target).database)
            Database.identify(BasePaths(target).database, vault.key.bytes(), vault.vault_id)
            write_header(BasePaths(target).header, read_header(paths.header, bounds).header)
        except BaseException as error:
            shutil.rmtree(target, ignore_errors=True)
            if isinstance(error, OSError):
                raise SituationError(NOT_PUT_BACK) from None
            raise
        finally:
            vault.key.wipe()
    return Recovered(target, done.rows, sum(done.holes.values()), done.orphans)


def move_base(folder: Path, target: Path) -> None:
    """Move a base that is not open to another folder: copied, compared, then the former files are renamed so that nothing opens them.

    Raises:
        BaseInUseError: it is open.
        BaseExistsError: there is a base already.
        SituationError: the disk refused; the base is where it was.
    """
    if BasePaths(target).database.exists():
        raise BaseExistsError
    with hold_base(folder):
        partial = target.with_name(f"{target.name}.deplacement")
        try:
            shutil.rmtree(partial, ignore_errors=True)
            make_private_folder(partial.parent)
            shutil.copytree(folder, partial, ignore=shutil.ignore_patterns("verrou*"))
            if _digests(folder) != _digests(partial):
                raise OSError("the copy differs")
            make_private_folder(partial)
            if target.is_dir():
                target.rmdir()  # an empty folder; one that holds something refuses
            partial.rename(target)
            sync_folder(target.parent)
        except OSError:
            shutil.rmtree(partial, ignore_errors=True)
            raise SituationError(NOT_MOVED) from None
        paths = BasePaths(folder)
        for former in (paths.database, paths.header, twin_path(paths.header)):
            with contextlib.suppress(OSError):
                former.rename(former.with_name(former.name + MOVED_ENDING))


def _digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): digest_of(path)
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("verrou")
    }


def _bundles_under(place: Path) -> list[Bundle]:
    """Find backups in the folder itself, in the one made for them there, or just the one chosen."""
    itself = read_bundle(place)
    if itself is not None:
        return [itself]
    try:
        below = [path for path in (place / SECOND_FOLDER).iterdir() if path.is_dir()]
        below += [path for path in place.iterdir() if path.is_dir()]
    except OSError:
        below = []
    return [bundle for folder in (place, place / SECOND_FOLDER, *below) for bundle in find_bundles(folder)]


def _note(bundle: Bundle, *, is_elsewhere: bool = False) -> BackupNote:
    manifest = bundle.manifest
    return BackupNote(bundle.folder, manifest.made_at, manifest.base_bytes, manifest.rows, is_elsewhere)


def _read(backup: Path) -> Bundle:
    bundle = read_bundle(backup)
    if bundle is None:
        raise InputError(NOT_A_BACKUP)
    return bundle


def _key_of(folder: Path, bundle: Bundle, secret: str, bounds: KdfBounds) -> OpenedVault:
    """Open the backup with its own key file, or with that of the base when the phrase was changed since."""
    try:
        return open_vault(bundle.folder, secret, bounds=bounds)
    except (WrongSecretError, DamagedHeaderError):
        with contextlib.suppress(PpeError):
            opened = open_vault(folder, secret, bounds=bounds)
            if opened.vault_id == bundle.manifest.vault_id:
                return opened
            opened.key.wipe()
        raise


def _is_right(judged: Judged, bundle: Bundle) -> bool:
    return not judged.findings and judged.vault_id == bundle.manifest.vault_id and judged.rows == bundle.manifest.rows


def _judge_present(folder: Path, secret: str, bounds: KdfBounds) -> tuple[Judged | None, dt.datetime | None]:
    path = BasePaths(folder).database
    try:
        changed = dt.datetime.fromtimestamp(path.stat().st_mtime)
    except OSError:
        return None, None
    try:
        with hold_base(folder):
            vault = open_vault(folder, secret, bounds=bounds)
            try:
                return judge_copy(path, vault.key.bytes()), changed
            finally:
                vault.key.wipe()
    except (WrongSecretError, DamagedHeaderError, NotABaseError):
        return None, changed


def _demand_same_base(folder: Path, bundle: Bundle, bounds: KdfBounds) -> None:
    if not BasePaths(folder).database.exists():
        return
    try:
        present = read_header(BasePaths(folder).header, bounds).header.vault_id
    except DamagedHeaderError:
        return
    if present != bundle.manifest.vault_id:
        raise NotABaseError(OTHER_BASE)


def _seal_again(folder: Path, key: bytes, judged: Judged) -> None:
    """Seal the journal of the base put back, and have the next opening tell of it: what follows was not in it."""
    former = read_seal(folder, key)
    count, mac = judged.journal or (0, START.hex())
    write_seal(folder, key, Seal(Tail(count, bytes.fromhex(mac)), RESTORED, former.tail.count if former else 0))


def _swap(
    folder: Path, bundle: Bundle, now: dt.datetime, bounds: KdfBounds, secret: str, opened_by: bytes
) -> Path | None:
    paths = BasePaths(folder)
    fresh = folder / f".{paths.database.name}.restauration"
    try:
        shutil.copyfile(BasePaths(bundle.folder).database, fresh)
        fresh.chmod(0o600)
        sync_file(fresh)
        if digest_of(fresh) != bundle.manifest.base_digest:
            raise OSError("the copy differs")
        aside = _set_aside(paths, now)
        if not _opens(folder, secret, bundle.manifest.vault_id, bounds, opened_by):
            write_header(paths.header, read_header(BasePaths(bundle.folder).header, bounds).header)
        _journal(paths).unlink(missing_ok=True)  # it is aside: left here, it would be played back into the other base
        fresh.replace(paths.database)
        sync_folder(folder)
    finally:
        fresh.unlink(missing_ok=True)
    return aside


def _set_aside(paths: BasePaths, now: dt.datetime) -> Path | None:
    """Keep a second name, or a copy, of the present files: they stay in their place as well until they are replaced."""
    present = [
        path for path in (paths.database, _journal(paths), paths.header, twin_path(paths.header)) if path.exists()
    ]
    if not present:
        return None
    aside = paths.folder / f"{ASIDE}-{now:{_NAME}}"
    make_private_folder(aside)
    for path in present:
        try:
            os.link(path, aside / path.name)
        except OSError:  # a disk without links
            shutil.copy2(path, aside / path.name)
            sync_file(aside / path.name)
    sync_folder(aside)
    return aside


def _opens(folder: Path, secret: str, vault_id: str, bounds: KdfBounds, opened_by: bytes) -> bool:
    """Tell whether the key file that is there opens the base to come: a phrase changed since the backup stays the one in use.

    A key file made since with another key of the base opens it no more: ``opened_by`` is the fingerprint of the right one.
    """
    try:
        header = read_header(BasePaths(folder).header, bounds).header
    except PpeError:
        return False
    if header.vault_id != vault_id:
        return False
    try:
        key = unwrap_key(header, secret)[0]
    except WrongSecretError:
        return False
    is_same = hashlib.sha256(key.bytes()).digest() == opened_by
    key.wipe()
    return is_same


def _journal(paths: BasePaths) -> Path:
    return paths.database.with_name(f"{paths.database.name}-journal")
