"""Telling an allergy from the sentence that says there is none: only the first is an alert."""

from __future__ import annotations

import re

from ppe_desktop.domain.texts import plain

_CLAUSE = re.compile(r"[.,;:!()\[\]/\n]|\bet\b")
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+")
_IN_FULL = frozenset({"ras", "r a s", "0", "n a", "neant", "rien a signaler", "rien a declarer"})
_DENIES = frozenset(
    {"aucun", "aucune", "aucunes", "non", "pas", "sans", "rien", "neant", "zero", "ras", "jamais", "point"}
)
_SAYS_NO_MORE = frozenset(
    ["a", "allergie", "allergies", "allergique", "allergiques", "alimentaire", "alimentaires", "actuelle", "actuellement", "antecedent", "antecedents", "au", "aux", "ce", "c", "chez", "connu", "connue", "connues", "connus", "constatee", "constatees", "d", "date", "de", "declaree", "declarees", "depistee", "depistees", "des", "documentee", "du", "elle", "enfant", "est", "etablie", "heure", "identifiee", "identifiees", "il", "intolerance", "intolerances", "jeune", "jour", "l", "la", "le", "lui", "medicamenteuse", "medicamenteuses", "moment", "mentionnee", "n", "ne", "ni", "notion", "notoire", "notee", "particuliere", "particulieres", "pour", "present", "rapportee", "recensee", "recensees", "reperee", "respiratoire", "respiratoires", "retrouvee", "sa", "ses", "signalee", "signalees", "signaler", "son", "sont", "y"]
)  # fmt: skip
"""Words that add no allergy to a denial; any other word, and the sentence is shown as an alert: the error must be on that side."""


def alert_words(text: str) -> str:
    """Return what must be seen at once of a text typed under « Allergies »: without the sentences that only say there is none.

    "Aucune allergie connue. Prévenir avant tout soin" gives "Prévenir avant tout soin"; nothing when all of them say so.
    """
    if says_there_is_none(text):
        return ""
    kept = [one for one in _SENTENCE.split(text.strip()) if one.strip() and not says_there_is_none(one)]
    return " ".join(one.strip() for one in kept)


def says_there_is_none(text: str) -> bool:
    """Tell whether a text typed under « Allergies » says that there is none, and nothing else.

    "Aucune allergie connue" does; "aucune, sauf arachide", "ne sait pas" and "pas sans risque" do not.
    """
    if plain(text) in _IN_FULL:
        return True
    clauses = [words for clause in _CLAUSE.split(text) if (words := plain(clause).split())]
    return bool(clauses) and all(_denies(words) for words in clauses)


def _denies(words: list[str]) -> bool:
    """Tell whether a clause denies once, with no word that could name something."""
    denials = sum(word in _DENIES for word in words)
    return denials == 1 and all(word in _DENIES or word in _SAYS_NO_MORE for word in words)
