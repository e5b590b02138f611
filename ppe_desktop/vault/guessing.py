"""What a guessing program would need to find a passphrase, in bits.

zxcvbn finds the words, names, dates and keyboard runs in a text; its own total is made for short English passwords and forgives
French ones, so the cheapest way to spell the whole text with those pieces is computed here.
"""

from __future__ import annotations

import math
import re
import string
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from ppe_desktop.runtime.resources import resource

MOST_JUDGED = 72  # zxcvbn's time explodes beyond; the rest of a longer phrase is counted as nothing
_SUBSTITUTES = frozenset("4@8({[<369!1|0$5+7%2")  # signs zxcvbn may read as letters
_MOST_SUBSTITUTES = 6  # with more of them in one text the combinations take seconds, and no word is left to recognise
_WORD_BY_WORD_BITS = 1.0  # choosing where a piece ends
_LONGEST_TAIL = 4  # characters: up to there a run beside a word is an ornament, guessed kind by kind
_SAME_SEPARATOR_BITS = 0.5
_LETTER_BITS, _DIGIT_BITS, _SIGN_BITS = math.log2(26), math.log2(10), math.log2(33)
_SERIES = (
    *("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
    *("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    *(
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
    ),
    *("printemps", "ete", "automne", "hiver", "rouge", "orange", "jaune", "vert", "bleu", "violet", "noir", "blanc"),
    *("azertyuiop", "azerty", "qsdfghjklm", "qsdfgh", "wxcvbn", "motdepasse"),  # zxcvbn knows no French keyboard
)
_SERIES_RANK = 12
_SPELLED = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "’": "'"})


def guessing_bits(text: str, personal_words: Iterable[str] = ()) -> float:
    """Estimate what remains of a text once its words, names, dates and runs are counted as guesses.

    Args:
        text: passphrase; only its first 72 characters are read.
        personal_words: names a colleague would try; the first to be guessed.
    """
    judged = _fold(text[:MOST_JUDGED])[:MOST_JUDGED]
    pieces = _piece_costs(judged, _ranks(personal_words))
    best = [0.0]
    for end in range(1, len(judged) + 1):
        runs = (best[start] + _run_bits(judged, start, end) for start in range(end))
        words = (best[start] + bits for start, bits in pieces.get(end, ()))
        best.append(min((*runs, *words)) + _WORD_BY_WORD_BITS)
    return best[-1]


def drawing_words() -> tuple[str, ...]:
    """Return the words passphrases are drawn from, in alphabetical order."""
    return _lines("words_fr.txt")


def _piece_costs(text: str, ranks: Mapping[str, int]) -> dict[int, list[tuple[int, float]]]:
    """Map each end position to the recognised pieces that end there: start and cost in bits."""
    from zxcvbn.scoring import estimate_guesses

    pieces: dict[int, list[tuple[int, float]]] = {}
    for match in _matches(text, ranks):
        bits = math.log2(max(estimate_guesses(match, text), 1))
        pieces.setdefault(match["j"] + 1, []).append((match["i"], bits))
    return pieces


def _matches(text: str, ranks: Mapping[str, int]) -> list[dict[str, Any]]:
    from zxcvbn import matching  # 11 MB of words, for the few minutes of a year when a phrase is chosen

    # Not through zxcvbn.zxcvbn(): it would keep the personal words in a global after the call.
    dictionaries = {**matching.RANKED_DICTIONARIES, "user_inputs": ranks}
    finders = [
        matching.dictionary_match,
        matching.reverse_dictionary_match,
        matching.spatial_match,
        matching.repeat_match,
        matching.sequence_match,
        matching.regex_match,
        matching.date_match,
    ]
    if len(_SUBSTITUTES & set(text)) <= _MOST_SUBSTITUTES:
        finders.append(matching.l33t_match)
    return [match for finder in finders for match in finder(text, _ranked_dictionaries=dictionaries)]


def _run_bits(text: str, start: int, end: int) -> float:
    """Cost of characters in no word; what was already written earlier costs the place to copy it from."""
    run = text[start:end]
    copied = math.log2(start + 1) if run in text[:start] else math.inf
    if len(run) > _LONGEST_TAIL:
        return min(copied, len(run) * math.log2(_alphabet(text)))
    return min(copied, sum(_character_bits(letter, text[:start]) for letter in run))


def _character_bits(letter: str, before: str) -> float:
    if not letter.isalnum() and letter in before:
        return _SAME_SEPARATOR_BITS
    if letter.isalpha():
        return _LETTER_BITS + letter.isupper()
    return _DIGIT_BITS if letter.isdigit() else _SIGN_BITS


def _alphabet(text: str) -> int:
    sizes = ((str.islower, 26), (str.isupper, 26), (str.isdigit, 10), (_is_sign, 33))
    return max(2, sum(size for test, size in sizes if any(test(letter) for letter in text)))


def _is_sign(letter: str) -> bool:
    return not letter.isalnum()


def _ranks(personal_words: Iterable[str]) -> dict[str, int]:
    """Rank the personal words before the French ones."""
    personal = [_fold(part).lower() for word in personal_words for part in (word, *re.split(r"[\W_]+", word)) if part]
    return {**_french_ranks(), **{word: rank for rank, word in reversed(list(enumerate(personal, start=1)))}}


def _fold(text: str) -> str:
    """Take accents off: a guessing program tries « élève » and « eleve » alike."""
    decomposed = unicodedata.normalize("NFD", text.translate(_SPELLED))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@cache
def _french_ranks() -> dict[str, int]:
    drawn = drawing_words()
    ranks = {word: rank for rank, word in enumerate(_lines("frequent_fr.txt"), start=1)}
    # Who guesses a drawn phrase uses the drawing list: no word of it costs more than its share.
    ranks.update({word: min(ranks.get(word, len(drawn)), len(drawn)) for word in drawn})
    ranks.update({word: min(ranks.get(word, _SERIES_RANK), _SERIES_RANK) for word in _SERIES})
    return ranks


@cache
def _lines(name: str) -> tuple[str, ...]:
    words = resource(name).read_text(encoding="utf-8").split()
    return tuple(word for word in words if set(word) <= set(string.ascii_lowercase))
