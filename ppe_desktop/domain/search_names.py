"""Finding children by their names, alone or with words of their files; kept in memory, since every key asks for it."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from ppe_desktop.domain.names import NamedChild, full_name, sort_key
from ppe_desktop.domain.search import LEAST_LETTERS, Query, Term, fold

_TOO_MANY = 500
"""A word that so many names hold tells no child from another."""
_MOST_FILES = 100
_MOST_SPLITS = 3


class Named(Protocol):
    """Someone in the file of a child: the child, or a person linked to her.

    Attributes:
        child_id: the child.
        words: every name, folded, each word after a space, a space at the end.
    """

    @property
    def child_id(self) -> str:
        """The child."""

    @property
    def words(self) -> str:
        """Every name, folded."""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person in the file of a child: see :class:`Named`."""

    child_id: str
    words: str


@dataclass(frozen=True, slots=True)
class KnownChild:
    """What finding and naming a child takes.

    Attributes:
        child_id: identifier.
        name: as said.
        birth_date: as kept.
        words: every name, folded, each word after a space, a space at the end.
        order: place in French alphabetical order.
    """

    child_id: str
    name: str
    birth_date: dt.date | None
    words: str
    order: tuple[str, str]


def known_child(child_id: str, child: NamedChild, birth_date: dt.date | None, names: Iterable[str]) -> KnownChild:
    """Return what is kept of a child, with all the names she is found by."""
    return KnownChild(child_id, full_name(child), birth_date, spaced(names), sort_key(child))


def spaced(names: Iterable[str]) -> str:
    """Return names as they are searched: folded, each word after a space, a space at the end."""
    return f" {' '.join(fold(' '.join(names)).split())} "


def named_so(words: Sequence[str], children: Sequence[KnownChild]) -> list[KnownChild]:
    """Return the children in whose names every word typed begins a word, in their order."""
    found = children if words else []
    for word in words:
        beginning = f" {word}"
        found = [child for child in found if beginning in child.words]
    return list(found)


class NameIndex:
    """Children and persons by the words of their names.

    Args:
        named: all of them.
    """

    def __init__(self, named: Sequence[Named]) -> None:
        self.named = named
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(named):
            for word in one.words.split():
                self._places[word].append(place)
        self._words = sorted(self._places)

    def places(self, word: str, *, is_beginning: bool) -> set[int] | None:
        """Return who has a word, or its beginning, in a name; None when so many do that it tells no one from another."""
        places: set[int] = set()
        for found in self._beginning_so(word) if is_beginning else (word,):
            places.update(self._places.get(found, ()))
            if len(places) > _TOO_MANY:
                return None
        return places

    def _beginning_so(self, word: str) -> Iterator[str]:
        for place in range(bisect_left(self._words, word), len(self._words)):
            if not self._words[place].startswith(word):
                return
            yield self._words[place]


def words_of_files(query: Query, names: NameIndex) -> list[tuple[tuple[Term, ...], list[str]]]:
    """Understand "Léa école": some words name someone, the others are looked for in the files where she is.

    A whole word names someone; the last one typed may be the beginning of a name. When several readings are possible, those in which
    the most words are names win.

    Returns:
        The words left to look for, and in whose files; nothing when no word, or every word, is a name.
    """
    if len(query.words) < 2 or not query.terms:
        return []
    matched: dict[int, set[str]] = defaultdict(set)
    common: list[str] = []
    for word in dict.fromkeys(word for word in query.words if len(word) > 1):
        is_beginning = word == query.words[-1] and len(word) >= LEAST_LETTERS
        places = names.places(word, is_beginning=is_beginning)
        if places is None:
            common.append(word)
        for place in sorted(places or ()):
            matched[place].add(word)
    for place, words in matched.items():
        words.update(word for word in common if f" {word}" in names.named[place].words)
    best: dict[tuple[Term, ...], dict[str, None]] = defaultdict(dict)
    most = 0
    for place, words in matched.items():
        rest = tuple(term for term in query.terms if not words.issuperset(term.parts))
        if len(words) > most:
            most = len(words)
            best.clear()
        if rest and len(words) == most:
            best[rest][names.named[place].child_id] = None
    return [(rest, list(children)[:_MOST_FILES]) for rest, children in list(best.items())[:_MOST_SPLITS]]
