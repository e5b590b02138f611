"""What changed between two texts, in words a person can read: sentence by sentence, then word by word where a sentence was reworked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import Enum
from typing import NamedTuple

from ppe_desktop.domain.texts import plain

MOST_WORDS = 400
"""Above, a reworked passage is shown whole, before and after: comparing it word by word would keep the person waiting."""
LEAST_LIKENESS = 0.45
"""Below, two passages are shown whole: a salad of words kept and changed says less than the two texts."""

_SENTENCES = re.compile(r"[^.!?…\n]*(?:[.!?…]+[»\s]*|\n+|$)")
_WORDS = re.compile(r"\s*(?:[\w’'-]+|[^\w\s’'-])|\s+$")


class Mark(Enum):
    """What became of a piece of text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


class Piece(NamedTuple):
    """A piece of a text and what became of it."""

    mark: Mark
    text: str


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces that two texts are made of: joined without those that are gone, they give the second text again."""
    old, new = before.strip(), after.strip()
    if old == new:
        return (Piece(Mark.SAME, new),) if new else ()
    return tuple(_joined(_by_sentence(_cut(_SENTENCES, old), _cut(_SENTENCES, new))))


def likeness(one: str, other: str) -> float:
    """Return how much two texts are the same, from 0 to 1, whatever their case, accents and punctuation."""
    left, right = plain(one).split(), plain(other).split()
    if not left or not right:
        return 0.0
    return SequenceMatcher(None, left[:MOST_WORDS], right[:MOST_WORDS], autojunk=False).ratio()


def _cut(pattern: re.Pattern[str], text: str) -> list[str]:
    return [found for found in pattern.findall(text) if found]


def _by_sentence(old: list[str], new: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for step, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        gone, come = old[old_start:old_end], new[new_start:new_end]
        if step == "equal":
            yield Piece(Mark.SAME, "".join(come))
        else:
            yield from _by_word("".join(gone), "".join(come))


def _by_word(gone: str, come: str) -> Iterator[Piece]:
    old, new = _cut(_WORDS, gone), _cut(_WORDS, come)
    matcher = SequenceMatcher(None, [one.strip() for one in old], [one.strip() for one in new], autojunk=False)
    if not old or not new or max(len(old), len(new)) > MOST_WORDS or matcher.ratio() < LEAST_LIKENESS:
        yield from (Piece(mark, text) for mark, text in ((Mark.GONE, gone), (Mark.NEW, come)) if text)
        return
    for step, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if step == "equal":
            yield Piece(Mark.SAME, "".join(new[new_start:new_end]))
            continue
        for mark, words in ((Mark.GONE, old[old_start:old_end]), (Mark.NEW, new[new_start:new_end])):
            if words:
                yield Piece(mark, "".join(words))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Give neighbouring pieces of one fate as one."""
    held: Piece | None = None
    for piece in pieces:
        if held is not None and held.mark is piece.mark:
            held = Piece(held.mark, held.text + piece.text)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def side(pieces: Sequence[Piece], shown: Mark) -> tuple[Piece, ...]:
    """Return one of the two texts: what stayed and what is gone (the text before), or what stayed and what is new."""
    return tuple(piece for piece in pieces if piece.mark in (Mark.SAME, shown))
