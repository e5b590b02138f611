"""Create, open and re-key the vault of a base folder. The vault knows the key; it never opens the base itself."""

from __future__ import annotations

import secrets
import threading
import uuid
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from ppe_desktop.domain.errors import BaseExistsError, InputError, SituationError
from ppe_desktop.runtime.files import make_private_folder
from ppe_desktop.vault.header import Header, Slot, SlotKind, read_header, twin_path, write_header
from ppe_desktop.vault.keys import KEY_BYTES, READING_BOUNDS, DatabaseKey, KdfBounds, KdfProfile, normalise_secret
from ppe_desktop.vault.paths import BasePaths, check_base_file
from ppe_desktop.vault.recovery import generate_recovery_key, parse_recovery_key
from ppe_desktop.vault.slots import LONGEST_PASSPHRASE, rewrap, unwrap_key, wrap_key

__all__ = [
    "BasePaths",
    "NewVault",
    "OpenedVault",
    "change_passphrase",
    "create_vault",
    "kind_opened",
    "make_base_folder",
    "make_service_key",
    "open_vault",
    "remove_service_key",
    "renew_recovery_key",
    "replace_passphrase",
    "strengthen",
    "ways_in",
]

_WRITING = threading.Lock()
"""Held while a key file is read, changed and written: a cost being raised must not undo a phrase being changed."""

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


def replace_passphrase(
    folder: Path, key: DatabaseKey, new_passphrase: str, profile: KdfProfile, *, bounds: KdfBounds = READING_BOUNDS
) -> None:
    """Replace the passphrase with the key of the base in hand: what follows an opening with a recovery key.

    Raises:
        InputError: the new passphrase is empty or too long.
        DamagedHeaderError, BaseTooNewError, SaveFailedError, SituationError: as for opening and writing.
    """
    secret = _checked_passphrase(new_passphrase)
    path = BasePaths(folder).header
    with _WRITING:
        header = read_header(path, bounds).header
        slot = wrap_key(key.bytes(), header.vault_id, "phrase", secret, profile, bounds)
        write_header(path, _with_slot(header, slot))


def make_service_key(folder: Path, secret: str, profile: KdfProfile, *, bounds: KdfBounds = READING_BOUNDS) -> str:
    """Draw the key entrusted to the service, in place of a former one. Return the text to print.

    Raises:
        WrongSecretError, DamagedHeaderError, BaseTooNewError, SaveFailedError, SituationError: as for opening and writing.
    """
    service_key = generate_recovery_key()
    _replace_slot(folder, secret, "service", parse_recovery_key(service_key), profile, bounds)
    return service_key


def remove_service_key(folder: Path, secret: str, *, bounds: KdfBounds = READING_BOUNDS) -> None:
    """Take the key of the service away: the sheet it holds opens nothing any more.

    Raises:
        WrongSecretError, DamagedHeaderError, BaseTooNewError, SaveFailedError, SituationError: as for opening and writing.
    """
    path = BasePaths(folder).header
    with _WRITING:
        header = read_header(path, bounds).header
        unwrap_key(header, secret)[0].wipe()
        left = tuple(slot for slot in header.slots if slot.kind != "service")
        write_header(path, replace(header, sequence=header.sequence + 1, slots=left))


def strengthen(folder: Path, secret: str, profile: KdfProfile, *, bounds: KdfBounds = READING_BOUNDS) -> bool:
    """Make the slot that a secret opens again at a higher cost; a lower one is left alone. Return whether it was done.

    Raises:
        WrongSecretError, DamagedHeaderError, BaseTooNewError, SaveFailedError, SituationError: as for opening and writing.
    """
    path = BasePaths(folder).header
    with _WRITING:
        header = read_header(path, bounds).header
        slot = rewrap(header, secret, profile, bounds)
        former = next(other.profile for other in header.slots if other.kind == slot.kind)
        if former.memory_kib * former.passes >= profile.memory_kib * profile.passes:
            return False
        write_header(path, _with_slot(header, slot))
    return True


def kind_opened(folder: Path, secret: str, *, bounds: KdfBounds = READING_BOUNDS) -> SlotKind:
    """Tell which slot a secret opens, for real: the key of the base is unwrapped, then wiped.

    Raises:
        WrongSecretError, DamagedHeaderError, BaseTooNewError, SituationError: as for opening.
    """
    key, slot = unwrap_key(read_header(BasePaths(folder).header, bounds).header, secret)
    key.wipe()
    return slot.kind


def ways_in(folder: Path, *, bounds: KdfBounds = READING_BOUNDS) -> tuple[Slot, ...]:
    """Return the slots of the base, without opening any.

    Raises:
        DamagedHeaderError, BaseTooNewError: the key file cannot be read.
    """
    return read_header(BasePaths(folder).header, bounds).header.slots


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
    with _WRITING:
        header = read_header(path, bounds).header
        key, _ = unwrap_key(header, secret)
        slot = wrap_key(key.bytes(), header.vault_id, kind, new_secret, profile, bounds)
        key.wipe()
        write_header(path, _with_slot(header, slot))


def _with_slot(header: Header, slot: Slot) -> Header:
    others = tuple(other for other in header.slots if other.kind != slot.kind)
    return replace(header, sequence=header.sequence + 1, slots=(slot, *others))
