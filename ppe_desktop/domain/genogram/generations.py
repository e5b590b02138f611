"""The generation of each person of the family, from roles then from ties; ties that turn in circles are set aside."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping

LOWEST, HIGHEST = -2, 4
"""Rows of the drawing, from the child's grandchildren to great-great-grandparents."""

Pair = tuple[str, str]


def sound_filiations(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the (parent, child) pairs that do not make a person their own ancestor, in order."""
    children: dict[str, set[str]] = defaultdict(set)
    kept: list[Pair] = []
    for parent, child in pairs:
        if not _reaches(children, child, parent):
            children[parent].add(child)
            kept.append((parent, child))
    return kept


def _reaches(children: Mapping[str, set[str]], start: str, goal: str) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        key = waiting.pop()
        if key == goal:
            return True
        found = children.get(key, set()) - seen
        seen |= found
        waiting += sorted(found)
    return False


def generations(
    keys: Iterable[str],
    by_role: Mapping[str, int],
    pinned: frozenset[str],
    filiations: Iterable[Pair],
    same: Iterable[Pair],
) -> dict[str, int]:
    """Return the generation of each key.

    Args:
        keys: everyone of the family.
        by_role: generation that a role gives, for those whose role gives one surely.
        pinned: keys that no tie moves: the child, parents, siblings.
        filiations: sound (parent, child) pairs.
        same: pairs of one generation: couples, siblings.
    """
    filiations, same = list(filiations), list(same)
    found = _spread(dict(by_role), filiations, same)
    for key in keys:
        found.setdefault(key, 1)
    for _round in range(HIGHEST - LOWEST):  # a great-grandparent typed "grand-parent" goes one row up
        for parent, child in filiations:
            if parent not in pinned and found[parent] <= found[child]:
                found[parent] = min(found[child] + 1, HIGHEST)
    return found


def _spread(found: dict[str, int], filiations: list[Pair], same: list[Pair]) -> dict[str, int]:
    """Give those whose role says nothing the generation their ties tell, from near to far."""
    steps: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for parent, child in filiations:
        steps[parent].append((child, -1))
        steps[child].append((parent, 1))
    for first, second in same:
        steps[first].append((second, 0))
        steps[second].append((first, 0))
    waiting = deque(found)
    while waiting:
        key = waiting.popleft()
        for other, step in steps[key]:
            if other not in found:
                found[other] = max(LOWEST, min(HIGHEST, found[key] + step))
                waiting.append(other)
    return found
