"""The filters a template may use after ``|``; each takes and returns plain values, and lets what is missing pass through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from jinja2 import Undefined
from jinja2.filters import FILTERS as JINJA_FILTERS

from ppe_desktop.documents.text_values import clean_text
from ppe_desktop.domain import dates


def short_date(value: object) -> object:
    """Return ``"2026-11-23"`` as ``"23/11/2026"``; anything that is not an ISO date is returned as it is."""
    day = _day(value)
    return value if day is None else dates.short_date(day)


def long_date(value: object) -> object:
    """Return ``"2026-11-23"`` as ``"lundi 23 novembre 2026"``, with ``"1er"`` for the first of the month."""
    day = _day(value)
    return value if day is None else dates.full_date(day)


def paragraphs(value: object) -> object:
    """Return the lines of a text that are not empty, for a ``{%p for … %}`` loop."""
    if value is None:
        return []
    if not isinstance(value, str):
        return value
    return [line.strip() for line in clean_text(value).split("\n") if line.strip()]


def capitalised(value: object) -> object:
    """Return a text with its first letter in upper case and the rest untouched."""
    return value[:1].upper() + value[1:] if isinstance(value, str) else value


def _day(value: object) -> date | None:
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value.strip()[:10])
    except ValueError:
        return None


def _known(function: Callable[[object], object]) -> Callable[[object], object]:
    def checked(value: object) -> object:
        if isinstance(value, Undefined):
            str(value)  # an unknown name says so here rather than inside the filter
        return function(value)

    return checked


FILTERS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "date": _known(short_date),
        "date_longue": _known(long_date),
        "paragraphes": _known(paragraphs),
        "majuscule": _known(capitalised),
        **{name: JINJA_FILTERS[name] for name in ("default", "join", "length", "first", "last", "upper", "lower")},
    }
)
TEST_NAMES = frozenset(
    {"defined", "undefined", "none", "string", "number", "mapping", "even", "odd", "divisibleby", "eq", "equalto", "in"}
)
