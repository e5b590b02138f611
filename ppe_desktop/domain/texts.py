"""What a typed or pasted text may hold, and how French puts names into sentences."""

from __future__ import annotations

import re
import unicodedata

_AS_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ue000-\uf8ff]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def clean_input(text: str) -> str:
    """Return the text as typed, less what is not text (control characters of a PDF, private-use marks).

    Every kind of line break becomes a plain one and letters are composed (NFC), so that "é" has one form for search and print.
    """
    text = _AS_LINE_BREAK.sub("\n", text)
    return unicodedata.normalize("NFC", without_lone_surrogates(_NOT_TEXT.sub("", text)))


def without_lone_surrogates(text: str) -> str:
    """Return the text with halves of characters, which no file can hold, replaced by the sign for "unreadable"."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def plain(text: str) -> str:
    """Return the text for comparing: no accents, no case, apostrophes, hyphens and spaces folded."""
    return " ".join(text.translate(_FOLDED).split())


class _Folded(dict[int, str]):
    """What each character becomes, sought once: none acts on its neighbours, since the marks that could are dropped."""

    def __missing__(self, code: int) -> str:
        character = _LIGATURES.get(chr(code)) or chr(code)
        folded = unicodedata.normalize("NFKD", character).casefold()  # in this order: "™" and "𝐀" hide capitals
        kept = (c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
        self[code] = made = "".join(c if c.isalnum() else " " for c in kept)
        return made


_LIGATURES = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"}
_FOLDED = _Folded()


def elide(word: str, name: str) -> str:
    """Join ``de`` or ``que`` to a name: "d'Émilie", "de Léa", "d'Hélène", "de Hugo".

    Args:
        word: ``"de"``, ``"que"`` or ``"le"``; anything ending in a mute e.
        name: the name that follows.
    """
    first = plain(name)[:1]
    if first and (
        first in "aeiou"
        or (first == "y" and plain(name)[1:2] not in "aeiou")
        or (first == "h" and not _aspirated(name))
    ):
        return f"{word[:-1]}’{name}"
    return f"{word} {name}"


_ASPIRATED = ("hugo", "hamid", "hassan", "hakim", "hamza", "hans", "harry", "harold", "haroun")


def _aspirated(name: str) -> bool:
    """Tell whether usage keeps "de" before the name; usage wavers, so the list holds the commonest."""
    return plain(name).split(" ")[0] in _ASPIRATED


def lines(text: str) -> list[str]:
    """Return the paragraphs of a text that hold something."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def group_phone(text: str) -> str:
    """Group a ten-digit French number by two; anything else is left as typed."""
    digits = re.sub(r"[\s.\-]", "", text)
    if re.fullmatch(r"0\d{9}", digits):
        return "\u00a0".join(digits[i : i + 2] for i in range(0, 10, 2))
    return text


def excerpt(text: str, limit: int = 90) -> str:
    """Return the first words of a text on one line, with an ellipsis when cut between two words."""
    flat = " ".join(text.split())
    if len(flat) <= limit:
        return flat
    cut = flat[:limit].rsplit(" ", 1)[0]
    return f"{cut}…"
