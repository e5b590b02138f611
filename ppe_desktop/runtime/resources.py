"""Where the files shipped with the program are: in the installed package first, else in the checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_ROOTS = (_PACKAGE / "_data", _PACKAGE.parent)


def resource(*parts: str) -> Path:
    """Return the path of a shipped resource, e.g. ``resource("icons", "lock.svg")``.

    Raises:
        FileNotFoundError: the program was shipped without it.
    """
    return _shipped("resources", *parts)


def template_path(name: str) -> Path:
    """Return the path of a shipped Word template, e.g. ``template_path("rapport.docx")``.

    Raises:
        FileNotFoundError: the program was shipped without it.
    """
    return _shipped("templates_docx", name)


def _shipped(*parts: str) -> Path:
    for root in _ROOTS:
        candidate = root.joinpath(*parts)
        if candidate.exists():
            return candidate
    raise FileNotFoundError("/".join(parts))
