"""Create, open and re-key the vault of a base folder. The vault knows the key; it never opens the base itself."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from ppe_desktop.domain.errors import BaseExistsError, InputError, SituationError
from ppe_desktop.runtime.files import make_private_folder
from ppe_desktop.vault.header import Header, SlotKind, read_header, twin_path, write_header
from ppe_desktop.vault.keys import KEY_BYTES, READING_BOUNDS, DatabaseKey, KdfBounds, KdfProfile, normalise_secret
from ppe_desktop.vault.paths import BasePaths, check_base_file
from ppe_desktop.vault.recovery import generate_recovery_key, parse_recovery_key
from ppe_desktop.vault.slots import LONGEST_PASSPHRASE, unwrap_key, wrap_key

__all__ = [
    "BasePaths",
    "NewVault",
    "OpenedVault",
    "change_passphrase",
    "create_vault",
    "make_base_folder",
    "open_vault",
    "renew_recovery_key",
]

PASSPHRASE_LENGTH = f"La phrase de passe compte de 1 à {LONGEST_PASSPHRASE} caractères."
HEADER_FOLDER_UNWRITABLE = (
    "Ce dossier n’est pas accessible en écriture : la base n’a pas été créée. Choisissez un autre dossier."
)


@dataclass(frozen=True)
class NewVault:
    """What the creation of a vault gives, once.

    Attributes:
        key: key of the base to create.
        vault_id: identity to write into the base.
        recovery_key: text to print on the recovery sheet; kept nowhere.
    """

    key: DatabaseKey
    vault_id: str
    recovery_key: str = field(repr=False)


@dataclass(frozen=True)
class OpenedVault:
    """An opened vault.

    Attributes:
        key: key of the base.
        vault_id: identity to compare with the one in the base.
        slot_kind: which secret opened it.
        header_from_backup: the key file was missing or damaged; its twin was read (see ``mend_header``).
        sequence: how many times the key file was rewritten.
    """

    key: DatabaseKey
    vault_id: str
    slot_kind: SlotKind
    header_from_backup: bool
    sequence: int


def create_vault(
    folder: Path, passphrase: str, profile: KdfProfile, *, bounds: KdfBounds = READING_BOUNDS, today: date | None = None
) -> NewVault:
    """Make the key file of a new base in ``folder`` (created if needed, private).

    A key file without its base is what an interrupted creation leaves; it is set aside under another name, never overwritten.

    Args:
        folder: folder of the base.
        passphrase: already judged by :func:`ppe_desktop.vault.passphrase.assess`.
        profile: cost chosen by :func:`ppe_desktop.vault.keys.calibrate`.
        bounds: least cost accepted; only tests lower it.
        today: date of creation; the day of the machine by default.

    Raises:
        BaseExistsError: a base is already there.
        InputError: the passphrase is empty or too long.
        SaveFailedError: the key file could not be written.
        SituationError: the folder cannot be written, or memory is short.
    """
    paths = BasePaths(folder)
    if paths.database.exists():
        raise BaseExistsError
    secret = _checked_passphrase(passphrase)
    _prepare(paths)
    key, vault_id, recovery_key = secrets.token_bytes(KEY_BYTES), str(uuid.uuid4()), generate_recovery_key()
    slots = (
        wrap_key(key, vault_id, "phrase", secret, profile, bounds),
        wrap_key(key, vault_id, "secours", parse_recovery_key(recovery_key), profile, bounds),
    )
    write_header(paths.header, Header(vault_id, (today or date.today()).isoformat(), 1, slots))
    return NewVault(DatabaseKey(key), vault_id, recovery_key)


def make_base_folder(folder: Path) -> None:
    """Make the folder of a base if needed, and close it to others.

    Raises:
        SituationError: it cannot be made or closed.
    """
    try:
        make_private_folder(folder)
    except OSError:
        raise SituationError(HEADER_FOLDER_UNWRITABLE) from None


def open_vault(folder: Path, secret: str, *, bounds: KdfBounds = READING_BOUNDS) -> OpenedVault:
    """Get the key of the base with the passphrase or the recovery key.

    What can be told from the files is told before the slow derivation; the base itself is not opened.

    Raises:
        BaseMissingError: no base in this folder.
        NotABaseError: the file is empty, incomplete, or not encrypted.
        DamagedHeaderError: the key file and its twin are missing or damaged.
        BaseTooNewError: a newer program wrote the key file.
        WrongSecretError: the secret opens no slot.
        SituationError: memory is short.
    """
    paths = BasePaths(folder)
    check_base_file(paths.database)
    stored = read_header(paths.header, bounds)
    key, slot = unwrap_key(stored.header, secret)
    return OpenedVault(key, stored.header.vault_id, slot.kind, stored.from_backup, stored.header.sequence)


def change_passphrase(
    folder: Path, secret: str, new_passphrase: str, profile: KdfProfile, *, bounds: KdfBounds = READING_BOUNDS
) -> None:
    """Replace the passphrase; the base is not rewritten and the recovery key stays valid.

    A former copy of the key file still opens former copies of the base with the former passphrase.

    Args:
        folder: folder of the base.
        secret: present passphrase or recovery key.
        new_passphrase: already judged.
        profile: cost of the new slot.
        bounds: least cost accepted; only tests lower it.

    Raises:
        InputError: the new passphrase is empty or too long.
        WrongSecretError, DamagedHeaderError, BaseTooNewError, SaveFailedError, SituationError: as for opening and writing.
    """
    _replace_slot(folder, secret, "phrase", _checked_passphrase(new_passphrase), profile, bounds)


def renew_recovery_key(folder: Path, secret: str, profile: KdfProfile, *, bounds: KdfBounds = READING_BOUNDS) -> str:
    """Draw a new recovery key; the sheet printed before opens nothing any more. Return the text to print.

    Raises:
        WrongSecretError, DamagedHeaderError, BaseTooNewError, SaveFailedError, SituationError: as for opening and writing.
    """
    recovery_key = generate_recovery_key()
    _replace_slot(folder, secret, "secours", parse_recovery_key(recovery_key), profile, bounds)
    return recovery_key


def _checked_passphrase(text: str) -> bytes:
    secret = normalise_secret(text)
    if not 1 <= len(secret.decode("utf-8", errors="surrogatepass")) <= LONGEST_PASSPHRASE:
        raise InputError(PASSPHRASE_LENGTH)
    return secret


def _prepare(paths: BasePaths) -> None:
    """Make the folder and set aside the key file of a creation that never ended."""
    make_base_folder(paths.folder)
    try:
        for orphan in (paths.header, twin_path(paths.header)):
            if orphan.exists():
                orphan.rename(orphan.with_name(f"{orphan.name}.ecarte-{secrets.token_hex(4)}"))
    except OSError:
        raise SituationError(HEADER_FOLDER_UNWRITABLE) from None


def _replace_slot(
    folder: Path, secret: str, kind: SlotKind, new_secret: bytes, profile: KdfProfile, bounds: KdfBounds
) -> None:
    path = BasePaths(folder).header
    header = read_header(path, bounds).header
    key, _ = unwrap_key(header, secret)
    slot = wrap_key(key.bytes(), header.vault_id, kind, new_secret, profile, bounds)
    key.wipe()
    others = tuple(other for other in header.slots if other.kind != kind)
    write_header(path, replace(header, sequence=header.sequence + 1, slots=(slot, *others)))
