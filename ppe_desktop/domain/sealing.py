"""What seals a document: the mark printed at its foot, and what comparing a file with the register tells."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from ppe_desktop.domain.casefile import Item

MARK = re.compile(r"\b([0-9A-F]{4})-?([0-9A-F]{4})-?([0-9A-F]{4})\b")
"""A mark as it is printed, or typed again without its hyphens."""
_DIGITS = 12


class Finding(Enum):
    """What a file is, against the register."""

    UNCHANGED = "unchanged"
    ALTERED = "altered"
    KNOWN_MARK = "known_mark"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of a file, or of a mark read on paper.

    Attributes:
        finding: what it is.
        line: its line of the register, without the file; nothing when it is unknown.
        child: whose file it comes from, in full.
        is_pdf: it is the PDF of that line.
        replaced_on: day on which a later version took its place, if one did.
    """

    finding: Finding
    line: Item | None = None
    child: str = ""
    is_pdf: bool = False
    replaced_on: dt.date | None = None


def mark_of(document_id: str) -> str:
    """Return the mark of a document: the end of its identifier, which is drawn at random, in groups to be read aloud."""
    digits = document_id[-_DIGITS:].upper()
    return "-".join(digits[place : place + 4] for place in range(0, _DIGITS, 4))


def marks_in(text: str) -> list[str]:
    """Return the marks a text holds, each once, as they are printed."""
    return list(dict.fromkeys("-".join(found.groups()) for found in MARK.finditer(text.upper())))


def line_marked(lines: Iterable[Item], mark: str) -> Item | None:
    """Return the line of the register that a mark names."""
    return next((line for line in lines if mark_of(line.id) == mark), None)


def replaced_on(lines: Iterable[Item], document_id: str) -> dt.date | None:
    """Return the day on which a document was replaced by a later version, if it was."""
    days = [line.created_at.date() for line in lines if line.replaces_id == document_id]
    return max(days, default=None)
