"""Words that name somebody: what a screen hides when it is turned towards a family."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.texts import plain

NAMES = (
    "birth_surname", "use_surname", "first_names", "usual_first_name", "other_names", "surname", "birth_name", "first_name",
)  # fmt: skip
"""Facts of a child or of a person that hold a name."""
_WORD = re.compile(r"[^\W\d_]+")
_NOT_NAMES = frozenset(
    {"de", "du", "des", "la", "le", "les", "et", "von", "van", "der", "ben", "el", "al", "san", "dos", "da"}
)
_SHORTEST = 2


def name_words(people: Iterable[Item]) -> frozenset[str]:
    """Return the words that the names of some children and persons are made of, without accents nor capitals."""
    names = (str(item.values[name]) for item in people for name in NAMES if item.values.get(name))
    return frozenset(word for name in names for word in _words(name)) - _NOT_NAMES


def names_somebody(text: str, words: frozenset[str]) -> bool:
    """Tell whether a text holds a word that names somebody; a first name that is also a common word counts."""
    return not words.isdisjoint(_words(text))


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(plain(text)) if len(word) >= _SHORTEST}
