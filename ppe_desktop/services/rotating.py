"""Another key for the base, when the present one may have been seen: everything is encrypted again, and every way in is made anew."""

from __future__ import annotations

import datetime as dt
import secrets
import shutil
from dataclasses import replace
from pathlib import Path

from ppe_desktop.domain.errors import InputError, PpeError, SituationError
from ppe_desktop.services.keys import PrintedKey
from ppe_desktop.storage.backing_up import Judged
from ppe_desktop.storage.rekeying import export_with_key, same_rows
from ppe_desktop.vault.bundles import (
    Bundle,
    Manifest,
    backup_name,
    digest_of,
    find_bundles,
    finish,
    partial_folder,
    remove_bundle,
    sync_file,
    write_manifest,
)
from ppe_desktop.vault.header import read_header, write_header
from ppe_desktop.vault.instance import hold_base
from ppe_desktop.vault.keys import KEY_BYTES, KdfBounds, KdfProfile, normalise_secret
from ppe_desktop.vault.passphrase import assess
from ppe_desktop.vault.paths import BasePaths
from ppe_desktop.vault.recovery import generate_recovery_key, parse_recovery_key
from ppe_desktop.vault.rotation import PARTIAL, begin_rotation, commit_rotation, finish_rotation
from ppe_desktop.vault.sealing import ROTATED, Seal, journal_key, write_seal
from ppe_desktop.vault.slots import wrap_key
from ppe_desktop.vault.vault import open_vault

SPARE_BYTES = 50 * 1024 * 1024
MEBIBYTE = 1024 * 1024
NOT_ROTATED = (
    "La base n’a pas pu être rechiffrée : le disque est plein ou inaccessible. Rien n’a changé, votre phrase et votre fiche sont toujours les "
    "bonnes. Libérez de la place, puis recommencez."
)
NOT_SAME = (
    "La base rechiffrée a été relue et n’est pas identique : elle n’a pas été gardée. Rien n’a changé. Reprenez d’abord une sauvegarde, la base "
    "est peut-être abîmée."
)


def rotate(
    folder: Path,
    secret: str,
    new_passphrase: str,
    now: dt.datetime,
    profile: KdfProfile,
    bounds: KdfBounds,
    *,
    drop_backups: bool = False,
) -> PrintedKey:
    """Encrypt a closed base again with a key drawn now; the former phrase, sheet and key of the service open it no more.

    Whatever kills the program, the folder holds the former base with its keys, or the new one with its own.

    Args:
        folder: folder of the base.
        secret: what opens it now.
        new_passphrase: the phrase from now on.
        now: present moment, local.
        profile: cost of the new slots.
        bounds: least cost accepted; only tests lower it.
        drop_backups: take away the backups of this computer, which the former key opens, once a new one is made.

    Returns:
        The key of the new recovery sheet, shown once.

    Raises:
        WrongSecretError, BaseInUseError: as for opening.
        InputError: the phrase is too weak.
        SituationError: the disk refused, or the new base is not the same; nothing was changed.
    """
    strength = assess(new_passphrase)
    if not strength.accepted:
        raise InputError(strength.advice_fr)
    with hold_base(folder):
        _demand_room(folder)
        try:
            printed, judged = _write(folder, secret, new_passphrase, profile, bounds)
            commit_rotation(folder)
            finish_rotation(folder)
        except OSError:
            raise SituationError(NOT_ROTATED) from None
        _back_up(folder, judged, now, drop_former=drop_backups)
    return printed


def _write(
    folder: Path, secret: str, new_passphrase: str, profile: KdfProfile, bounds: KdfBounds
) -> tuple[PrintedKey, Judged]:
    """Write the new base, its key file and the seal of its journal in the folder that counts for nothing yet."""
    paths = BasePaths(folder)
    vault = open_vault(folder, secret, bounds=bounds)
    key, new_key = vault.key.bytes(), secrets.token_bytes(KEY_BYTES)
    try:
        partial = begin_rotation(folder)
        fresh = BasePaths(partial)
        keys = journal_key(key, vault.vault_id), journal_key(new_key, vault.vault_id)
        tail = export_with_key(paths.database, key, fresh.database, new_key, keys)
        judged = same_rows(paths.database, key, fresh.database, new_key)
        if judged is None:
            raise SituationError(NOT_SAME)
        recovery_key = generate_recovery_key()
        phrase, printed = normalise_secret(new_passphrase), parse_recovery_key(recovery_key)
        slots = (
            wrap_key(new_key, vault.vault_id, "phrase", phrase, profile, bounds),
            wrap_key(new_key, vault.vault_id, "secours", printed, profile, bounds),
        )
        header = read_header(paths.header, bounds).header
        write_header(fresh.header, replace(header, sequence=header.sequence + 1, slots=slots))
        write_seal(partial, keys[1], Seal(tail, ROTATED, tail.count))
        fresh.database.with_name(f"{fresh.database.name}-journal").unlink(missing_ok=True)
        sync_file(fresh.database)
        return PrintedKey(recovery_key, vault.vault_id), judged
    except BaseException:
        shutil.rmtree(folder / PARTIAL, ignore_errors=True)
        raise
    finally:
        vault.key.wipe()


def _back_up(folder: Path, judged: Judged, now: dt.datetime, *, drop_former: bool) -> None:
    """Make a backup that the new keys open, then take the former ones away; failing leaves them, and the next opening makes one."""
    paths = BasePaths(folder)
    former = [one for one in find_bundles(paths.backups) if one.manifest.vault_id == judged.vault_id]
    moment = now.replace(microsecond=0)
    while (paths.backups / backup_name(moment)).exists():
        moment += dt.timedelta(seconds=1)
    try:
        made = _bundle(paths, judged, moment)
    except (OSError, PpeError):
        return
    if drop_former and made is not None:
        for bundle in former:
            remove_bundle(bundle)


def _bundle(paths: BasePaths, judged: Judged, moment: dt.datetime) -> Bundle:
    partial = partial_folder(paths.backups, moment)
    try:
        copy = BasePaths(partial)
        shutil.copyfile(paths.database, copy.database)
        shutil.copyfile(paths.header, copy.header)
        for path in (copy.database, copy.header):
            sync_file(path)
        digest = digest_of(copy.database)
        if digest != digest_of(paths.database):
            raise OSError("the copy differs")
        size = copy.database.stat().st_size
        manifest = Manifest(moment, judged.vault_id, size, digest, digest_of(copy.header), judged.rows, judged.journal)
        write_manifest(partial, manifest)
        return finish(partial, paths.backups, moment)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _demand_room(folder: Path) -> None:
    try:
        needed = BasePaths(folder).database.stat().st_size * 22 // 10 + SPARE_BYTES
        free = shutil.disk_usage(folder).free
    except OSError:
        raise SituationError(NOT_ROTATED) from None
    if free < needed:
        raise SituationError(
            f"Il manque {(needed - free) // MEBIBYTE + 1} Mo sur le disque pour rechiffrer la base. Rien n’a changé : libérez de la place, puis "
            "recommencez."
        )
