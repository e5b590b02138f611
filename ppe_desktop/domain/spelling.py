"""Which words of a text are worth looking up in a dictionary, and in what pieces: a pure reading of the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ppe_desktop.domain.casefile import CaseFile, Item

_LETTER = r"[^\W\d_]"
_MARK = "[\u0300-\u036f]"
_WORD = re.compile(rf"{_LETTER}(?:{_LETTER}|{_MARK})*(?:['’\-\u2011](?:{_LETTER}|{_MARK})+)*")
_ADDRESS = re.compile(r"[^\s@]{1,80}@[^\s@]{1,80}|(?:\bhttps?://|\bwww\.)[^\s]{1,400}", re.I)
_ELIDED = frozenset(
    (
        "l",
        "d",
        "j",
        "m",
        "t",
        "s",
        "n",
        "c",
        "ç",
        "qu",
        "jusqu",
        "lorsqu",
        "puisqu",
        "quoiqu",
        "presqu",
        "quelqu",
        "entr",
    )
)
_LATIN = re.compile(r"[a-zà-öø-ÿœæ]", re.I)
_GLUED = "·•_/\\0123456789"
"""A run of letters that touches one of these is a piece of something else: "éducateur·rice", "A4", a file name."""

NAME_FACTS = frozenset(
    {
        "birth_surname", "use_surname", "surname", "first_names", "usual_first_name", "first_name", "other_name", "civility",
        "name", "carer", "organisation", "service", "service_address", "contact", "town", "place", "birth_place", "birth_country",
        "country", "nationality", "languages", "street", "authority", "judge", "court", "third_party", "practitioner",
        "prescriber", "given_by", "accompanied_by", "department", "signatory", "other_names", "school",
    }
)  # fmt: skip
"""Facts that hold names of people and places."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its place, in characters, and its letters in one form (composed, typographic apostrophe)."""

    start: int
    end: int
    letters: str


def words_of(text: str) -> list[Word]:
    """Return the words worth checking: no acronym, no address, nothing with digits, nothing in another alphabet."""
    addresses = (
        [found.span() for found in _ADDRESS.finditer(text)] if "@" in text or "www." in text or "//" in text else []
    )
    return [
        Word(found.start(), found.end(), one_form(found.group()))
        for found in _WORD.finditer(text)
        if _is_worth_it(text, found) and not any(start <= found.start() < end for start, end in addresses)
    ]


def _is_worth_it(text: str, found: re.Match[str]) -> bool:
    start, end = found.span()
    word, before, after = found.group(), text[max(start - 2, 0) : start], text[end : end + 1]
    if len(word) == 1 or without_elision(one_form(word)).isupper() or not _LATIN.search(word):
        return False
    if (before and before[-1] in _GLUED) or (after and after in "_\\0123456789"):
        return False
    in_brackets = before[-1:] == "(" and before[:1].isalpha()  # "référent(e)", "éducateur(trice)"
    return not in_brackets


def one_form(word: str) -> str:
    """Return a word with composed letters, typographic apostrophes and plain hyphens."""
    return unicodedata.normalize("NFC", word).replace("'", "’").replace("\u2011", "-")


def key_of(word: str) -> str:
    """Return the form under which a known word is kept: case does not count."""
    return one_form(word).casefold()


def is_known(word: str, known: frozenset[str] | set[str]) -> bool:
    """Tell whether a word is one of the known ones, elided or not, in the plural or not."""
    key = key_of(word)
    bare = without_elision(key)
    return key in known or bare in known or bare.removesuffix("s") in known


def unknown_pieces(word: str, known: frozenset[str] | set[str]) -> tuple[str, ...]:
    """Return what a dictionary must be asked about a word: nothing if it is known, its pieces if one of them is, else the word."""
    if is_known(word, known):
        return ()
    pieces = without_elision(word).split("-")
    unknown = tuple(piece for piece in pieces if len(piece) > 1 and not is_known(piece, known))
    return unknown if len(unknown) < len(pieces) and len(pieces) > 1 else (word,)


def without_elision(word: str) -> str:
    """Return the word without the article or conjunction elided before it: "l’école" is "école"."""
    head, apostrophe, rest = word.partition("’")
    return rest if apostrophe and rest and head.casefold() in _ELIDED else word


def names_in(file: CaseFile) -> frozenset[str]:
    """Return the names of people and places of a file, word by word, as known words."""
    items: list[Item] = [file.child, *file.siblings.values(), *file.sibling_places.values()]
    items += [item for found in file.items.by_kind.values() for item in found]
    if file.profile is not None:
        items.append(file.profile)
    return known_words(item.values.get(name) for item in items for name in NAME_FACTS)


def known_words(texts: Iterable[Any]) -> frozenset[str]:
    """Return the words of some texts as known words: whole, and in pieces when they hold an apostrophe or a hyphen."""
    known: set[str] = set()
    for text in texts:
        if not isinstance(text, str) or not text:
            continue
        for found in _WORD.finditer(text):
            key = key_of(found.group())
            known.add(key)
            known.update(piece for piece in re.split("[’-]", key) if len(piece) > 1)
    return frozenset(known)
