"""The Jinja environment templates run in: no globals, no attributes of objects, plain values only."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from jinja2 import StrictUndefined, Undefined
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ppe_desktop.documents import expressions
from ppe_desktop.documents.filters import FILTERS, TEST_NAMES
from ppe_desktop.documents.plain_context import check_context
from ppe_desktop.documents.text_values import attribute_text, clean_text, plain_text, run_text
from ppe_desktop.domain.errors import TemplateError

__all__ = [
    "ATTRIBUTE_FILTER",
    "RUN_FILTER",
    "Sandbox",
    "check_context",
    "check_expressions",
    "clean_text",
    "unknown_name",
]

RUN_FILTER = "_dans_un_mot"
ATTRIBUTE_FILTER = "_dans_un_attribut"


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment where a dot only ever reads a key of a dictionary, an index of a list or a fact of a loop."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=plain_text, keep_trailing_newline=True)
        self.globals.clear()
        tests = {name: self.tests[name] for name in TEST_NAMES}
        self.filters.clear()
        self.filters.update(FILTERS)
        self.filters.update({RUN_FILTER: run_text, ATTRIBUTE_FILTER: attribute_text})
        self.tests.clear()
        self.tests.update(tests)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a key of a dictionary or a fact of a loop; never an attribute of a Python object."""
        if isinstance(obj, LoopContext) and attribute in expressions.LOOP_FACTS:
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return a key of a dictionary or an element of a list, or an undefined value that says so when printed."""
        if type(obj) is dict and argument in obj:
            return obj[argument]
        if isinstance(obj, list | tuple) and type(argument) is int and -len(obj) <= argument < len(obj):
            return obj[argument]
        if isinstance(obj, Undefined):
            str(obj)  # says which name is unknown: the first of the path, not the last
        return self.undefined(obj=obj, name=argument)


def check_expressions(source: str, where: str) -> None:
    """Refuse a template source that says more than the allow-list lets it.

    Args:
        source: text with its ``{{ }}`` and ``{% %}`` tags.
        where: part of the document, in French ("corps du document", "en-tête").

    Raises:
        TemplateError: the reason in French; the paragraph in ``detail``.
    """
    expressions.check_expressions(Sandbox(), source, where)


def unknown_name(name: str, context: dict[str, Any], where: str) -> TemplateError:
    """Return the error for a name no value answers to, with the nearest known name.

    Args:
        name: the name as written in the template.
        context: the values given.
        where: part and paragraph, for the screen.
    """
    near = get_close_matches(name, sorted(_names(context)), n=1, cutoff=0.6)
    hint = f" Le nom le plus proche est « {near[0]} »." if near else ""
    return TemplateError(
        f"Le modèle demande « {name} », qui n’existe pas.{hint} Corrigez cette balise dans Word.", detail=where
    )


def _names(value: object) -> set[str]:
    if isinstance(value, dict):
        own = {key for key in value if not key.startswith("_")}
        return own.union(*(_names(child) for child in value.values()))
    if isinstance(value, list):
        return set().union(*(_names(child) for child in value[:50]))
    return set()
