"""Who stands beside whom in each row: couples side by side, former partners and half-siblings outwards, nothing crossing in ordinary families."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ppe_desktop.domain.genogram.graph import CHILD, Genogram, Group, TieSort


class Rows:
    """Orders the family, row by row; every key is placed once, whatever the ties say."""

    def __init__(self, drawing: Genogram) -> None:
        self._generation = {node.key: node.generation for node in drawing.of_group(Group.FAMILY)}
        self._partners: dict[str, list[str]] = defaultdict(list)
        self._siblings: dict[str, list[str]] = defaultdict(list)
        self._descents = drawing.descents
        for union in drawing.unions:
            self._partners[union.first].append(union.second)
            self._partners[union.second].append(union.first)
        for tie in drawing.ties:
            if tie.sort is TieSort.SIBLINGS:
                self._siblings[tie.first].append(tie.second)
                self._siblings[tie.second].append(tie.first)
        for descent in drawing.descents:
            for child in descent.children:
                self._siblings[child] += [other for other in descent.children if other != child]
        self._placed: set[str] = set()

    def ordered(self) -> dict[int, list[str]]:
        """Return the keys of each generation from left to right."""
        rows = {1: self._parents_row()}
        for generation in range(2, max(self._generation.values(), default=0) + 1):
            rows[generation] = self._row_above(generation, rows[generation - 1])
        for generation in range(0, min(self._generation.values(), default=0) - 1, -1):
            rows[generation] = self._row_below(generation, rows[generation + 1])
        return {generation: row for generation, row in sorted(rows.items(), reverse=True) if row}

    def _parents_row(self) -> list[str]:
        own = next((d.parents for d in self._descents if CHILD in d.children), ())
        pair = [key for key in own if self._generation.get(key) == 1]
        self._placed |= set(pair)
        left = self._around(pair[0], 1) if len(pair) == 2 else []
        right = self._around(pair[-1], 1) if pair else []
        return [*reversed(left), *pair, *right, *self._rest(1)]

    def _row_above(self, generation: int, below: list[str]) -> list[str]:
        row: list[str] = []
        for child in below:
            for descent in self._descents:
                if child in descent.children:
                    row += self._taken(key for key in descent.parents if self._generation[key] == generation)
        for key in list(row):
            at = row.index(key)
            row[at + 1 : at + 1] = self._around(key, generation)
        return [*row, *self._rest(generation)]

    def _row_below(self, generation: int, above: list[str]) -> list[str]:
        place = {key: index for index, key in enumerate(above)}
        row: list[str] = []
        found = [d for d in self._descents if any(self._generation[key] == generation for key in d.children)]
        for descent in sorted(found, key=lambda d: _middle([place[key] for key in d.parents if key in place])):
            children = _with_twins_together(descent.children, descent.twins)
            for key in self._taken(key for key in children if self._generation[key] == generation):
                row += [key, *self._around(key, generation, with_siblings=False)]
        if generation == 0 and CHILD not in self._placed:
            row = [*self._taken([CHILD]), *row]
        return [*row, *self._rest(generation)]

    def _around(self, key: str, generation: int, *, with_siblings: bool = True) -> list[str]:
        """Return who stands outwards of a person: other partners, then brothers and sisters with theirs."""
        found = self._taken(k for k in self._partners[key] if self._generation.get(k) == generation)
        for partner in list(found):
            found += self._taken(k for k in self._partners[partner] if self._generation.get(k) == generation)
        if with_siblings:
            for sibling in self._taken(k for k in self._siblings[key] if self._generation.get(k) == generation):
                found += [sibling, *self._around(sibling, generation)]
        return found

    def _rest(self, generation: int) -> list[str]:
        row: list[str] = []
        for key, its_own in self._generation.items():
            if its_own == generation and key not in self._placed:
                row += [*self._taken([key]), *self._around(key, generation)]
        return row

    def _taken(self, keys: Iterable[str]) -> list[str]:
        """Return the keys not placed yet, placed from now on."""
        found = []
        for key in keys:
            if key not in self._placed:
                self._placed.add(key)
                found.append(key)
        return found


def _middle(places: list[int]) -> float:
    return sum(places) / len(places) if places else float("inf")


def _with_twins_together(children: tuple[str, ...], twins: frozenset[str]) -> list[str]:
    if not twins:
        return list(children)
    first = next(index for index, key in enumerate(children) if key in twins)
    together = [key for key in children if key in twins]
    others_before = [key for key in children[:first] if key not in twins]
    return [*others_before, *together, *(key for key in children[first:] if key not in twins)]
