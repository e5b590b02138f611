"""The last look at a document before it leaves: does it hold, anywhere and in any writing, a text its reader must not see?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ppe_desktop.documents.package_texts import PartTexts, package_texts
from ppe_desktop.domain.texts import plain

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
_APOSTROPHES = re.compile("[\u02b0-\u02ff]")  # letters for Unicode, apostrophes for people
_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")
_INTERNATIONAL = re.compile(r"(?<!\d)(?:00)?33 ?(?:0(?=\d))?(?=[1-9](?: ?\d){8}(?!\d))")
_PHONE = re.compile(r"[\d\s.+()/-]{6,}")
_SHORTENED = {
    "r": "rue", "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard", "blvd": "boulevard", "bvd": "boulevard",
    "all": "allee", "imp": "impasse", "pl": "place", "ch": "chemin", "che": "chemin", "chem": "chemin", "rte": "route",
    "fg": "faubourg", "fbg": "faubourg", "sq": "square", "res": "residence", "lot": "lotissement", "pass": "passage",
    "st": "saint", "ste": "sainte", "m": "monsieur", "mr": "monsieur", "mme": "madame", "mlle": "mademoiselle",
    "gal": "general", "mal": "marechal", "dr": "docteur", "pdt": "president", "cdt": "commandant",
}  # fmt: skip
_SHORT = 5
_MARGIN = 40
_RAW_ENCODINGS = ("utf-8", "cp1252", "utf-16-le", "utf-16-be")


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a text to withhold was found.

    Attributes:
        needle_index: position of the text among those searched.
        part: part of the document, e.g. ``word/header1.xml``.
        excerpt: what surrounds it, for the screen only.
    """

    needle_index: int
    part: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class _Said:
    """A text in the three writings it is searched in, each made once whatever the number of texts to look for."""

    folded: str
    joined: str
    spelled: str


_Place = tuple[_Said, Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Needle:
    index: int
    folded: str
    joined: str
    spelled: str
    raws: frozenset[bytes]

    def is_in(self, said: _Said) -> bool:
        if _holds(said.folded, self.folded) or _holds(said.joined, self.joined):
            return True
        return " " in self.folded and self.spelled in said.spelled


def find_texts(docx: bytes, needles: Sequence[str]) -> list[Finding]:
    """Search a document for texts, whatever their case, accents, spaces, hyphens, shortenings, cuts in runs and grouping of digits.

    Args:
        docx: bytes of the document.
        needles: texts to look for (an address, a telephone number, a name); empty ones are ignored. A text of five letters or
            less must stand as whole words.

    Returns:
        At most one finding per text and part, in the order of the document.

    Raises:
        RenderError: the document cannot be read.
    """
    return list(_findings(docx, needles))


def contains_any(docx: bytes, needles: Sequence[str]) -> bool:
    """Tell whether a document holds at least one of ``needles``; see :func:`find_texts`."""
    return next(_findings(docx, needles), None) is not None


def texts_in(text: str, needles: Sequence[str]) -> list[str]:
    """Return the texts to withhold that a plain text holds; see :func:`find_texts`."""
    said = _said(fold(text))
    return [needle for needle in needles if fold(needle) and _needle(0, needle).is_in(said)]


def fold(text: str) -> str:
    """Return a text as the guard compares it: no case, no accent, no invisible character, anything but letters and digits a space."""
    return plain(_APOSTROPHES.sub(" ", _INVISIBLE.sub("", text)))


def _findings(docx: bytes, needles: Sequence[str]) -> Iterator[Finding]:
    wanted = [_needle(index, text) for index, text in enumerate(needles) if fold(text)]
    if not wanted:
        return
    seen: set[tuple[int, str]] = set()
    for texts in package_texts(docx):
        for needle, excerpt in _found_in(texts, wanted):
            if (needle.index, texts.part) not in seen:
                seen.add((needle.index, texts.part))
                yield Finding(needle.index, texts.part, excerpt)


def _needle(index: int, text: str) -> _Needle:
    folded = fold(text)
    raws = {
        variant.encode(encoding, "ignore")
        for variant in (text, text.lower(), text.upper())
        for encoding in _RAW_ENCODINGS
    }
    joined = _joined(folded) if _PHONE.fullmatch(text.strip()) else folded
    spelled = f" {_spelled_out(folded)} "
    return _Needle(index, folded, joined, spelled, frozenset(raw for raw in raws if len(raw) > _SHORT))


def _found_in(texts: PartTexts, needles: Iterable[_Needle]) -> Iterator[tuple[_Needle, str]]:
    places = _places_once(texts) if isinstance(texts.running, tuple) else _places(texts)
    for needle in needles:
        for said, originals in places:
            if needle.is_in(said):
                yield needle, _excerpt(originals, needle, said)
        if any(raw in texts.raw for raw in needle.raws):
            yield needle, texts.part


def _said(folded: str) -> _Said:
    return _Said(folded, _joined(folded), f" {_spelled_out(folded)} ")


def _places(texts: PartTexts) -> tuple[_Place, _Place]:
    """Return what a part says, as it is compared and as it is written."""
    running = _said(fold("\n".join(texts.running)))
    separate = _said(fold(" \n ".join(texts.separate)))
    return (running, texts.running), (separate, texts.separate)


_places_once = lru_cache(maxsize=32)(_places)
"""The same, kept, for the parts that every document of a template shares."""


def _joined(folded: str) -> str:
    """Return folded text with digits regrouped and French numbers in their national form."""
    return _BETWEEN_DIGITS.sub("", _INTERNATIONAL.sub("0", folded))


def _spelled_out(folded: str) -> str:
    """Return folded text with the usual shortenings of addresses and titles written in full ("12 r des lilas", "mme auclair")."""
    return " ".join(_SHORTENED.get(word, word) for word in folded.split())


def _holds(text: str, needle: str) -> bool:
    if len(needle) <= _SHORT:
        return f" {needle} " in f" {text} "
    return needle in text


def _excerpt(originals: Iterable[str], needle: _Needle, said: _Said) -> str:
    for original in originals:
        alone = fold(original)
        if needle.is_in(_said(alone)):
            return original if len(original) <= 4 * _MARGIN else _around(alone, needle)
    return _around(said.folded if _holds(said.folded, needle.folded) else said.joined, needle)


def _around(folded: str, needle: _Needle) -> str:
    position = max(folded.find(needle.folded), 0)
    return f"…{folded[max(position - _MARGIN, 0) : position + len(needle.folded) + _MARGIN]}…"
