"""Wrap the key of the base for a secret, and find which slot a secret opens."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ppe_desktop.domain.errors import InputError, SituationError, WrongSecretError
from ppe_desktop.vault.header import NONCE_BYTES, Header, Slot, SlotKind, authenticated_data
from ppe_desktop.vault.keys import SALT_BYTES, DatabaseKey, KdfBounds, KdfProfile, derive_kek, normalise_secret
from ppe_desktop.vault.recovery import WRONG_CHECK, parse_recovery_key, resembles_recovery_key

LONGEST_PASSPHRASE = 1024  # characters, after NFC
PRINTED: tuple[SlotKind, ...] = ("secours", "service")
"""Slots opened by a key that was drawn and printed."""

NOT_ENOUGH_MEMORY = (
    "Cet ordinateur n’a pas assez de mémoire libre pour ouvrir la base. Rien n’a été modifié : fermez d’autres logiciels, puis "
    "recommencez."
)
OTHER_RECOVERY_KEY = (
    "Cette clé de secours est bien copiée, mais elle n’ouvre pas cette base. Vérifiez que la fiche est la plus récente et celle de "
    "cette base."
)


def rewrap(header: Header, secret: str, profile: KdfProfile, bounds: KdfBounds) -> Slot:
    """Return the slot that a secret opens, made again at another cost for the same secret.

    Raises:
        WrongSecretError: it opens none.
        SituationError: memory is short.
    """
    key, slot = unwrap_key(header, secret)
    raw = parse_recovery_key(secret) if slot.kind in PRINTED else normalise_secret(secret)
    try:
        return wrap_key(key.bytes(), header.vault_id, slot.kind, raw, profile, bounds)
    finally:
        key.wipe()


def wrap_key(key: bytes, vault_id: str, kind: SlotKind, secret: bytes, profile: KdfProfile, bounds: KdfBounds) -> Slot:
    """Encrypt the key of the base for one secret, with a fresh salt and nonce.

    Raises:
        ValueError: the cost is one that reading would refuse.
        SituationError: memory is short.
    """
    if not bounds.admit(profile):
        raise ValueError("this derivation cost would be refused on reading")
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    cipher = AESGCM(_derive(secret, salt, profile))
    wrapped = cipher.encrypt(nonce, key, authenticated_data(vault_id, kind, profile, salt))
    return Slot(kind, profile, salt, nonce, wrapped)


def unwrap_key(header: Header, secret: str) -> tuple[DatabaseKey, Slot]:
    """Return the key of the base and the slot that a passphrase or recovery key opens.

    Raises:
        WrongSecretError: it opens none; the message tells a badly copied recovery key.
        SituationError: memory is short.
    """
    for kind, candidate in _candidates(secret):
        for slot in header.slots:
            if slot.kind == kind and (key := _try_slot(header.vault_id, slot, candidate)):
                return key, slot
    if resembles_recovery_key(secret):
        raise WrongSecretError(OTHER_RECOVERY_KEY if _is_recovery_key(secret) else WRONG_CHECK)
    raise WrongSecretError


def _candidates(secret: str) -> Iterator[tuple[SlotKind, bytes]]:
    """Read the text as a recovery key if it is one, and as a passphrase in any case."""
    if _is_recovery_key(secret):
        for kind in PRINTED:
            yield kind, parse_recovery_key(secret)
    # A longer text cannot have been accepted at creation; refusing it here spares the normalisation of megabytes.
    if len(secret) <= 4 * LONGEST_PASSPHRASE:
        yield "phrase", normalise_secret(secret)


def _is_recovery_key(text: str) -> bool:
    try:
        parse_recovery_key(text)
    except InputError:
        return False
    return True


def _try_slot(vault_id: str, slot: Slot, secret: bytes) -> DatabaseKey | None:
    cipher = AESGCM(_derive(secret, slot.salt, slot.profile))
    aad = authenticated_data(vault_id, slot.kind, slot.profile, slot.salt)
    try:
        return DatabaseKey(cipher.decrypt(slot.nonce, slot.wrapped, aad))
    except InvalidTag:
        return None


def _derive(secret: bytes, salt: bytes, profile: KdfProfile) -> bytes:
    try:
        return derive_kek(secret, salt, profile)
    except MemoryError:
        raise SituationError(NOT_ENOUGH_MEMORY) from None
