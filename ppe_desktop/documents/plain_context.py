"""The rule for what a document may be given: plain values, which carry no method and no way back to the base."""

from __future__ import annotations

from collections.abc import Iterable

from ppe_desktop.domain.errors import DefectError

_MAX_DEPTH = 12


def check_context(value: object, *, depth: int = 0) -> None:
    """Verify that a context holds nothing but dictionaries, lists, texts, whole numbers, booleans and ``None``.

    Raises:
        DefectError: another type was met, or the nesting is too deep.
    """
    if value is None or type(value) in (str, int, bool):
        return
    if depth > _MAX_DEPTH:
        raise DefectError("Les données du document sont imbriquées trop profondément.")
    if type(value) is dict and all(type(key) is str for key in value):
        _check_all(value.values(), depth)
    elif type(value) is list:
        _check_all(value, depth)
    else:
        raise DefectError(
            "Les données du document contiennent une valeur d’un type imprévu.", detail=type(value).__name__
        )


def _check_all(values: Iterable[object], depth: int) -> None:
    for value in values:
        if type(value) is not str:
            check_context(value, depth=depth + 1)
