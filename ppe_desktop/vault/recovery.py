"""The recovery key printed on the "fiche de secours": 160 bits, easy to copy by hand, protected against slips of the pen."""

from __future__ import annotations

import hashlib
import secrets

from ppe_desktop.domain.errors import InputError

# Crockford's base32: no I, L, O or U, so that a badly read letter can be put right rather than refused.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CONFUSED = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_SEPARATORS = str.maketrans(dict.fromkeys(" \t\r\n\u00a0\u202f-\u2010\u2011\u2012\u2013\u2014.·_"))
_SECRET_BYTES = 20
_KEY_LETTERS = 32
_CHECK_LETTERS = 4
_GROUP = 4

WRONG_SHAPE = "Une clé de secours compte neuf groupes de quatre caractères. Vérifiez qu’il n’en manque pas."
WRONG_LETTER = (
    "Une clé de secours ne contient que des lettres sans accent et des chiffres. Relisez-la groupe par groupe."
)
WRONG_CHECK = (
    "La clé de secours comporte une faute de copie. Relisez-la groupe par groupe sur votre fiche, puis recommencez."
)


def generate_recovery_key() -> str:
    """Draw a new recovery key: nine groups of four characters, the last one being a checksum."""
    return format_recovery_key(secrets.token_bytes(_SECRET_BYTES))


def format_recovery_key(secret: bytes) -> str:
    """Write 20 secret bytes as they are printed, e.g. ``7Q2M-…``."""
    letters = _encode(int.from_bytes(secret, "big"), _KEY_LETTERS) + _checksum(secret)
    return "-".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))


def parse_recovery_key(text: str) -> bytes:
    """Return the 20 secret bytes of a recovery key as typed: spaces, dashes, case, O/0, I/1 and L/1 do not matter.

    Raises:
        InputError: wrong length, foreign character, or checksum that fails.
    """
    letters = _letters(text)
    if len(letters) != _KEY_LETTERS + _CHECK_LETTERS:
        raise InputError(WRONG_SHAPE)
    if not set(letters) <= set(_ALPHABET):
        raise InputError(WRONG_LETTER)
    secret = _decode(letters[:_KEY_LETTERS]).to_bytes(_SECRET_BYTES, "big")
    if letters[_KEY_LETTERS:] != _checksum(secret):
        raise InputError(WRONG_CHECK)
    return secret


def resembles_recovery_key(text: str) -> bool:
    """Tell whether a text has the length and letters of a recovery key, whatever its checksum says."""
    letters = _letters(text)
    return len(letters) == _KEY_LETTERS + _CHECK_LETTERS and set(letters) <= set(_ALPHABET)


def _letters(text: str) -> str:
    return text.translate(_SEPARATORS).upper().translate(_CONFUSED)


def _checksum(secret: bytes) -> str:
    digest = hashlib.sha256(b"ppe-secours" + secret).digest()
    return _encode(int.from_bytes(digest[:4], "big") >> 12, _CHECK_LETTERS)


def _encode(number: int, length: int) -> str:
    return "".join(_ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(length)))


def _decode(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number << 5 | _ALPHABET.index(letter)
    return number
