"""A file sealed for whoever it is sent to, in the open format of age: with a phrase told by another way, or for a public key.

The cost of a phrase keeps the interpreter busy for a second or more: it is paid in a process of its own, the window stays alive.
"""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import pyrage

from ppe_desktop.domain.errors import FieldError, SituationError, WrongSecretError

SUFFIX = ".age"
NOT_A_KEY = "Cette clé n’est pas une clé publique au format age : elle commence par « age1 » et compte 62 signes. Redemandez-la au destinataire."
NOT_OPENED = "Cette archive ne s’ouvre pas : la phrase ou la clé n’est pas la bonne, ou le fichier est abîmé."
PRIVATE_KEY = "AGE-SECRET-KEY-"
NOT_SEALED = "Le fichier n’a pas pu être chiffré : la mémoire manque sur cet ordinateur. Fermez d’autres logiciels, puis recommencez."


def seal_for_key(content: bytes, recipient: str) -> bytes:
    """Return content that only the holder of the private key can read.

    Raises:
        FieldError: that is no public key.
    """
    try:
        key = pyrage.x25519.Recipient.from_str(recipient.strip())
    except pyrage.RecipientError:
        raise FieldError("recipient", NOT_A_KEY) from None
    return bytes(pyrage.encrypt(content, [key]))


def seal_with_phrase(content: bytes, passphrase: str) -> bytes:
    """Return content that only the phrase opens. Takes a second and half a gigabyte, in another process.

    Raises:
        SituationError: the machine has not the memory.
    """
    try:
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as apart:
            return apart.submit(_encrypt, content, passphrase).result()
    except (BrokenProcessPool, MemoryError, pyrage.EncryptError):
        raise SituationError(NOT_SEALED) from None


def unseal(content: bytes, secret: str) -> bytes:
    """Return what was sealed, opened with its phrase or with the private key of its addressee.

    Raises:
        WrongSecretError: the secret does not open it, or the file is damaged.
    """
    typed = secret.strip()
    try:
        if typed.upper().startswith(PRIVATE_KEY):
            return bytes(pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(typed.upper())]))
        return bytes(pyrage.passphrase.decrypt(content, typed))
    except (pyrage.DecryptError, pyrage.IdentityError, ValueError):
        raise WrongSecretError(NOT_OPENED) from None


def _encrypt(content: bytes, passphrase: str) -> bytes:
    return bytes(pyrage.passphrase.encrypt(content, passphrase))
