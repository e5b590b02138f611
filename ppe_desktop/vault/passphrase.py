"""Propose a passphrase, and judge the one a person prefers.

A stolen file has no limit of attempts, so the bar is the CNIL's for a password alone (délibération 2022-100): 80 bits, counted as 12
characters of four kinds, 14 of three kinds, or 7 words. That count knows nothing of words and names, so a guessing program that
knows French words and the names given must find it hard as well.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from ppe_desktop.vault.guessing import drawing_words, guessing_bits

SHORTEST = 12
LONGEST = 1024
CNIL_BITS = 80.0
GUESSING_BITS = 52.0  # at one Argon2id derivation a guess: centuries for thousands of machines
_CHARACTERS_FOR_KINDS = {4: 12, 3: 14}
_WORDS = 7
_LEAST_WORD_LETTERS = 3

TOO_SHORT = (
    f"Il faut au moins {SHORTEST} caractères. Sept mots pris au hasard sont plus sûrs, et plus faciles à retenir."
)
TOO_LONG = f"La phrase de passe ne peut pas dépasser {LONGEST} caractères."
NOT_ENOUGH = (
    "Allongez-la : sept mots différents suffisent, sans chiffre ni majuscule obligatoires. Avec moins de mots, il faut "
    "12 caractères mêlant minuscules, majuscules, chiffres et signes, ou 14 avec trois de ces sortes."
)
GUESSABLE = (
    "Elle serait devinée trop vite : elle repose sur des mots courants, un nom, une date ou une suite du clavier. Ajoutez des mots "
    "sans lien entre eux, ou prenez la phrase proposée."
)
ACCEPTED = "Cette phrase de passe convient. Notez-la en lieu sûr, loin de l’ordinateur, le temps de la retenir."


@dataclass(frozen=True)
class Strength:
    """Judgement of a passphrase.

    Attributes:
        bits: lower of the CNIL count and the guessing estimate.
        accepted: it may protect a base.
        advice_fr: what to do, in French; never quotes the passphrase.
    """

    bits: float
    accepted: bool
    advice_fr: str


def propose_passphrase(words: int = _WORDS) -> str:
    """Draw French words at random, 12.9 bits each, joined by spaces; typable on any keyboard.

    Args:
        words: how many; seven give 90 bits.
    """
    choices = drawing_words()
    while True:
        drawn = [secrets.choice(choices) for _ in range(words)]
        if len(set(drawn)) == words:  # a repeated word would be counted once; drawing again costs 0.004 bit
            return " ".join(drawn)


def estimate_bits(text: str, personal_words: Iterable[str] = ()) -> float:
    """Estimate the strength in bits: the lower of the CNIL count and of what a guessing program would need.

    Args:
        text: passphrase; only its first 72 characters are compared with words.
        personal_words: names a colleague would try (first names, town, service).
    """
    return assess(text, personal_words).bits


def assess(text: str, personal_words: Iterable[str] = ()) -> Strength:
    """Judge a passphrase and say in French what to improve.

    Args:
        text: passphrase as typed; read in NFC, not trimmed.
        personal_words: names a colleague would try (first names, town, service).
    """
    normal = unicodedata.normalize("NFC", text)
    if len(normal) > LONGEST:
        return Strength(0.0, False, TOO_LONG)
    cnil, guessing = _cnil_bits(normal), guessing_bits(normal, personal_words)
    refusal = _refusal(len(normal), cnil, guessing)
    return Strength(min(cnil, guessing), not refusal, refusal or ACCEPTED)


def _refusal(length: int, cnil: float, guessing: float) -> str:
    if length < SHORTEST:
        return TOO_SHORT
    if cnil < CNIL_BITS:
        return NOT_ENOUGH
    return GUESSABLE if guessing < GUESSING_BITS else ""


def _cnil_bits(text: str) -> float:
    """Count as the CNIL does: reaching one of its three examples is worth 80 bits."""
    words = {word for word in re.split(r"[\W\d_]+", text.casefold()) if len(word) >= _LEAST_WORD_LETTERS}
    by_words = CNIL_BITS * len(words) / _WORDS
    needed = _CHARACTERS_FOR_KINDS.get(_kinds(text))
    return max(by_words, CNIL_BITS * len(text) / needed) if needed else by_words


def _kinds(text: str) -> int:
    tests = (str.islower, str.isupper, str.isdigit, _is_sign)
    return sum(any(test(letter) for letter in text) for test in tests)


def _is_sign(letter: str) -> bool:
    return not letter.isalnum() and not letter.isspace()
