"""Marks carried inside plain text: what is missing, what is withheld.

A mark is a piece of text between two private-use characters, so that it travels through plain strings (f-strings, lists, JSON) up to
the document, where it comes out in a named character style. Text typed by people passes through :func:`without_marks` before it
joins a context, so that nobody can forge one.
"""

from __future__ import annotations

import re

MISSING_OPEN = "\ue000"
MISSING_CLOSE = "\ue001"
WITHHELD_OPEN = "\ue002"
WITHHELD_CLOSE = "\ue003"
MARK_PATTERN = re.compile(
    f"{MISSING_OPEN}(?P<missing>[^\ue000-\ue003]*){MISSING_CLOSE}|{WITHHELD_OPEN}(?P<withheld>[^\ue000-\ue003]*){WITHHELD_CLOSE}"
)
_DELIMITERS = re.compile("[\ue000-\ue003]")


def without_marks(text: str) -> str:
    """Return ``text`` without any mark delimiter; to be applied to whatever people typed."""
    return _DELIMITERS.sub("", text)


def missing(label: str) -> str:
    """Return the mark of a value that is not known yet.

    Args:
        label: what is missing, in French and lower case, e.g. ``"lieu de la décision"``.

    Returns:
        A string that prints as ``[à compléter : lieu de la décision]`` in a document.
    """
    return f"{MISSING_OPEN}{without_marks(label)}{MISSING_CLOSE}"


def withheld_mark(text: str) -> str:
    """Return the mark printed instead of something this reader must not see, e.g. ``"adresse connue du service"``."""
    return f"{WITHHELD_OPEN}{without_marks(text)}{WITHHELD_CLOSE}"


def is_missing(value: object) -> bool:
    """Tell whether ``value`` is a text holding at least one mark of what is missing."""
    return isinstance(value, str) and any(match["missing"] is not None for match in MARK_PATTERN.finditer(value))


def is_withheld(value: object) -> bool:
    """Tell whether ``value`` is a text holding at least one withheld mark."""
    return isinstance(value, str) and any(match["withheld"] is not None for match in MARK_PATTERN.finditer(value))


def missing_labels(text: str) -> list[str]:
    """Return the labels of everything missing in ``text``, in order."""
    return [match["missing"] for match in MARK_PATTERN.finditer(text) if match["missing"] is not None]


def printed(text: str) -> str:
    """Return ``text`` as a document prints it: marks in words, no delimiter left."""
    return without_marks(MARK_PATTERN.sub(_printed_mark, text))


def _printed_mark(match: re.Match[str]) -> str:
    label = match["missing"]
    return f"[à compléter : {label}]" if label is not None else str(match["withheld"])
