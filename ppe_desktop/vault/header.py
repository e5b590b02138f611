"""The key file ``coffre.json``: the database key wrapped once for each secret that may open it, and its twin ``.bak``.

Two protections that do not overlap: a checksum tells a damaged file from a wrong passphrase, and AES-256-GCM over the vault, the
kind of slot and the derivation costs makes any deliberate change (weaker costs, slot of another vault) fail like a wrong secret.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import uuid
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, cast, get_args

from ppe_desktop.domain.errors import BaseTooNewError, DamagedHeaderError, SaveFailedError
from ppe_desktop.runtime.files import clear_leftovers, write_atomically
from ppe_desktop.vault.keys import READING_BOUNDS, SALT_BYTES, KdfBounds, KdfProfile

VERSION = 1
MOST_BYTES = 64 * 1024
NONCE_BYTES = 12
WRAPPED_BYTES = 48  # 32 of key and 16 of authentication
MOST_SLOTS = 8

HEADER_NOT_WRITTEN = (
    "Le fichier de clés n’a pas pu être écrit : le disque est plein ou inaccessible. Rien n’a changé. "
    "Libérez de la place, puis recommencez."
)
TWIN_NOT_WRITTEN = (
    "Le fichier de clés est à jour, mais sa copie (coffre.json.bak) n’a pas pu être écrite : le disque est plein ou "
    "inaccessible. Libérez de la place, puis recommencez."
)

SlotKind = Literal["phrase", "secours", "service"]


@dataclass(frozen=True)
class Slot:
    """One way to open the vault.

    Attributes:
        kind: ``"phrase"`` (passphrase), ``"secours"`` (recovery key of the person) or ``"service"`` (key entrusted to the service).
        profile: cost of the derivation.
        salt: 16 bytes.
        nonce: 12 bytes.
        wrapped: the database key encrypted and authenticated, 48 bytes.
    """

    kind: SlotKind
    profile: KdfProfile
    salt: bytes
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True)
class Header:
    """Content of the key file.

    Attributes:
        vault_id: UUID version 4, in lower case.
        created_on: date of creation, ``AAAA-MM-JJ``.
        sequence: grows at each rewriting; a lower one than remembered betrays an old copy.
        slots: one or more ways to open the vault.
    """

    vault_id: str
    created_on: str
    sequence: int
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class StoredHeader:
    """A header as found on disk.

    Attributes:
        header: its content.
        from_backup: the main file was missing or damaged and its twin was read.
    """

    header: Header
    from_backup: bool


def twin_path(path: Path) -> Path:
    """Return where the second copy of a header is."""
    return path.with_name(path.name + ".bak")


def read_header(path: Path, bounds: KdfBounds = READING_BOUNDS) -> StoredHeader:
    """Read the header, or its twin when the header is missing or damaged.

    Raises:
        DamagedHeaderError: neither can be read.
        BaseTooNewError: a newer program wrote it.
    """
    try:
        return StoredHeader(_read_one(path, bounds), from_backup=False)
    except DamagedHeaderError:
        return StoredHeader(_read_one(twin_path(path), bounds), from_backup=True)


def write_header(path: Path, header: Header) -> None:
    """Write the header, then its twin, so that one of them is whole at any instant.

    Raises:
        SaveFailedError: the disk is full or out of reach; the message says which of the two is in doubt.
    """
    data = serialise(header)
    for target, message in ((path, HEADER_NOT_WRITTEN), (twin_path(path), TWIN_NOT_WRITTEN)):
        try:
            clear_leftovers(target)
            write_atomically(target, data, private=True)
        except OSError:
            raise SaveFailedError(message) from None


def mend_header(path: Path, bounds: KdfBounds = READING_BOUNDS) -> bool:
    """Make the header and its twin the same again after a crash between them; return whether something was rewritten.

    Call it once the vault has been opened and the base is held.

    Raises:
        DamagedHeaderError: neither can be read.
        BaseTooNewError: a newer program wrote it.
        SaveFailedError: the disk is full or out of reach.
    """
    stored = read_header(path, bounds)
    data = serialise(stored.header)
    if not stored.from_backup and _bytes_of(twin_path(path)) == data:
        return False
    write_header(path, stored.header)
    return True


def serialise(header: Header) -> bytes:
    """Return the one and only spelling of a header: compact JSON, ASCII, with its checksum."""
    content: dict[str, Any] = {
        "version": VERSION,
        "vault_id": header.vault_id,
        "created_on": header.created_on,
        "sequence": header.sequence,
        "slots": [_slot_content(slot) for slot in header.slots],
    }
    content["checksum"] = hashlib.sha256(_compact(content)).hexdigest()
    return _compact(content)


def parse(data: bytes, bounds: KdfBounds = READING_BOUNDS) -> Header:
    """Read a header strictly: known keys, exact types, admissible costs, right checksum, canonical spelling.

    Raises:
        DamagedHeaderError: anything else than what :func:`serialise` writes.
        BaseTooNewError: the version is a later one.
    """
    try:
        content = json.loads(data.decode("ascii"), parse_constant=_refuse_constant)
        _check_version(content)
        header = _header(content, bounds)
    except (ValueError, TypeError, KeyError, RecursionError, AttributeError):
        # Chaining would carry pieces of the file into a report.
        raise DamagedHeaderError from None
    if serialise(header) != data:
        raise DamagedHeaderError
    return header


def authenticated_data(vault_id: str, kind: SlotKind, profile: KdfProfile, salt: bytes) -> bytes:
    """Return what AES-GCM authenticates beside the wrapped key: vault, kind of slot and derivation parameters."""
    return _compact(["ppe-coffre", VERSION, vault_id, kind, *_costs(profile), salt.hex()])


def _read_one(path: Path, bounds: KdfBounds) -> Header:
    data = _bytes_of(path)
    if data is None or len(data) > MOST_BYTES:
        raise DamagedHeaderError
    return parse(data, bounds)


def _bytes_of(path: Path) -> bytes | None:
    try:
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except OSError:
        return None


def _compact(content: object) -> bytes:
    return json.dumps(content, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def _costs(profile: KdfProfile) -> tuple[str, int, int, int]:
    return "argon2id", profile.memory_kib, profile.passes, profile.lanes


def _slot_content(slot: Slot) -> dict[str, Any]:
    algorithm, memory_kib, passes, lanes = _costs(slot.profile)
    return {
        "kind": slot.kind,
        "kdf": {
            "algorithm": algorithm,
            "memory_kib": memory_kib,
            "passes": passes,
            "lanes": lanes,
            "salt": _to_text(slot.salt),
        },
        "nonce": _to_text(slot.nonce),
        "wrapped": _to_text(slot.wrapped),
    }


def _check_version(content: Any) -> None:
    version = _whole(content["version"])
    if version > VERSION:
        raise BaseTooNewError
    if version != VERSION:
        raise ValueError("version")


def _header(content: dict[str, Any], bounds: KdfBounds) -> Header:
    slots = content["slots"]
    if not isinstance(slots, list) or not 1 <= len(slots) <= MOST_SLOTS:
        raise ValueError("slots")
    if str(uuid.UUID(content["vault_id"], version=4)) != content["vault_id"]:
        raise ValueError("vault_id")
    date.fromisoformat(content["created_on"])
    return Header(
        vault_id=content["vault_id"],
        created_on=content["created_on"],
        sequence=_whole(content["sequence"]),
        slots=tuple(_slot(slot, bounds) for slot in slots),
    )


def _slot(content: dict[str, Any], bounds: KdfBounds) -> Slot:
    kdf = content["kdf"]
    profile = KdfProfile(_whole(kdf["memory_kib"]), _whole(kdf["passes"]), _whole(kdf["lanes"]))
    if content["kind"] not in get_args(SlotKind) or not bounds.admit(profile):
        raise ValueError("slot")
    return Slot(
        kind=cast("SlotKind", content["kind"]),
        profile=profile,
        salt=_to_bytes(kdf["salt"], SALT_BYTES),
        nonce=_to_bytes(content["nonce"], NONCE_BYTES),
        wrapped=_to_bytes(content["wrapped"], WRAPPED_BYTES),
    )


def _whole(value: object) -> int:
    if type(value) is not int or value < 0:  # True is an int too
        raise ValueError("number")
    return value


def _to_text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _to_bytes(text: str, length: int) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("base64") from None
    if len(data) != length:
        raise ValueError("length")
    return data


def _refuse_constant(name: str) -> None:
    raise ValueError("constant")
