"""French typography while one types: quotation marks, apostrophes, ellipsis, dashes, and the spaces that do not break.

A rule looks at what stands before the cursor and at the character just typed, and says what should stand there instead. It only
ever touches spaces and marks: no letter and no digit is taken away. It is never applied to what is pasted, nor to words quoted
exactly (:data:`VERBATIM`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

NBSP = "\u00a0"
NNBSP = "\u202f"
APOSTROPHE = "\u2019"
SPACES = f" {NBSP}{NNBSP}"

VERBATIM = frozenset({"exact_words", "child_words", "own_words"})
"""Facts that hold somebody's very words: nothing is underlined in them and nothing is changed."""

LOOKED_BACK = 2000
"""Characters before the cursor that are worth giving to :func:`typeset`."""

_ADDRESS = re.compile(r"@|://|\\|^(?:www\.|https?$|ftp$|file$|mailto$)|^[\w.-]+\.[a-z]{2,}/", re.I)
_OPENERS = "([{«“-–—/" + APOSTROPHE


@dataclass(frozen=True, slots=True)
class Replacement:
    """What takes the place of what was typed.

    Attributes:
        delete: number of characters to take away before the character just typed, itself not counted.
        insert: what is put in their place and in that of the character just typed.
    """

    delete: int
    insert: str


def typeset(before: str, typed: str) -> Replacement | None:
    """Return what French typography asks for, or None when what was typed is right as it is.

    Args:
        before: the paragraph from its start, or its last :data:`LOOKED_BACK` characters, up to the cursor.
        typed: the one character just typed after it.
    """
    rule = _RULES.get(typed)
    if rule is None or _ADDRESS.search(_token(before)):
        return None
    return rule(before, typed)


def _token(before: str) -> str:
    """Return what stands before the cursor since the last space."""
    return before[max(before.rfind(space) for space in SPACES) + 1 :]


def _quote(before: str, typed: str) -> Replacement | None:
    """Open or close: after a space or an opening mark it opens, after a word it closes; inside « » it is “ ”."""
    last = before[-1:]
    inner = _innermost(before)
    if inner == "«" and before.endswith(f"«{NBSP}"):
        return Replacement(0, "»")
    if not last or last in SPACES or last in _OPENERS:
        return Replacement(0, "“" if inner else f"«{NBSP}")
    if last.isdigit() and not inner:
        return None  # inches, seconds
    return Replacement(0, "”" if inner == "“" else f"{NBSP}»")


def _innermost(before: str) -> str:
    """Return the quotation mark that is still open, if one is."""
    opened: list[str] = []
    for mark in before:
        if mark in "«“":
            opened.append(mark)
        elif mark in "»”" and opened:
            opened.pop()
    return opened[-1] if opened else ""


def _apostrophe(before: str, typed: str) -> Replacement | None:
    return Replacement(0, APOSTROPHE) if before[-1:].isalpha() else None


def _ellipsis(before: str, typed: str) -> Replacement | None:
    return Replacement(2, "…") if before.endswith("..") and not before.endswith("...") else None


def _dash(before: str, typed: str) -> Replacement | None:
    """Make a dash of two hyphens that begin a paragraph or follow a space."""
    starts_apart = before == "-" or (before.endswith("-") and before[-2:-1] in SPACES)
    return Replacement(1, "–") if starts_apart else None


def _high_mark(before: str, typed: str) -> Replacement | None:
    """Put the space that French wants before ``: ; ! ?``, in place of one typed if there is one."""
    wanted = NBSP if typed == ":" else NNBSP
    last = before[-1:]
    if last in SPACES:
        words = before.rstrip(SPACES)
        is_right = before == words + wanted or not words or words[-1] in "«“("
        return None if is_right else Replacement(len(before) - len(words), wanted + typed)
    if typed in ":;" and (last.isdigit() or _is_drive(before)):
        return None  # a time, a ratio, a list of numbers, the letter of a disk
    return Replacement(0, wanted + typed) if last.isalnum() or last in "»”)]%…°’." else None


def _is_drive(before: str) -> bool:
    token = _token(before)
    return len(token) == 1 and token.isupper() and token not in "ÀY"


def _opening(before: str, typed: str) -> Replacement | None:
    return Replacement(0, f"«{NBSP}")


def _closing(before: str, typed: str) -> Replacement | None:
    words = before.rstrip(SPACES)
    is_right = not words or before == words + NBSP or words.endswith("«")
    return None if is_right else Replacement(len(before) - len(words), f"{NBSP}»")


def _space(before: str, typed: str) -> Replacement | None:
    """Drop the space typed by habit after an opening quotation mark: it is already there."""
    return Replacement(0, "") if before.endswith(f"«{NBSP}") else None


_RULES = {
    '"': _quote,
    "'": _apostrophe,
    ".": _ellipsis,
    "-": _dash,
    ":": _high_mark,
    ";": _high_mark,
    "!": _high_mark,
    "?": _high_mark,
    "«": _opening,
    "»": _closing,
    **dict.fromkeys(SPACES, _space),
}
