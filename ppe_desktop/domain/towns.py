"""The communes of France and their postcodes: which towns a postcode serves, which towns begin with some letters."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ppe_desktop.domain.texts import plain

LIST_LENGTH = 8
_SAINT = re.compile(r"^s(?:t|te)\b ?")


@dataclass(frozen=True, slots=True)
class Town:
    """A town and the postcodes it has; a city has several."""

    name: str
    postcodes: tuple[str, ...]

    @property
    def postcode(self) -> str:
        """Return its postcode when it has a single one, else nothing."""
        return self.postcodes[0] if len(self.postcodes) == 1 else ""


class Towns:
    """What is known of towns. Looking for one takes less than a millisecond."""

    def __init__(self, by_postcode: Mapping[str, tuple[str, ...]]) -> None:
        """Sort the towns.

        Args:
            by_postcode: names of the towns of each postcode.
        """
        self._by_postcode = by_postcode
        places: dict[str, list[str]] = defaultdict(list)
        for postcode, names in by_postcode.items():
            for name in names:
                places[name].append(postcode)
        towns = (Town(name, codes) for name, found in places.items() for codes in _split_namesakes(found))
        self._sorted = sorted(((plain(town.name), town.postcodes, town) for town in towns), key=lambda entry: entry[:2])
        self._keys = [key for key, _codes, _town in self._sorted]

    def of_postcode(self, postcode: str) -> tuple[str, ...]:
        """Return the towns a postcode serves, in alphabetical order; none for an unknown one or that of a CEDEX."""
        return self._by_postcode.get("".join(postcode.split()), ())

    def beginning_with(self, typed: str, limit: int = LIST_LENGTH) -> list[Town]:
        """Return the towns whose name begins with what is typed, without regard for accents; "St" stands for "Saint"."""
        wanted = plain(typed)
        wanted = _SAINT.sub(lambda found: "sainte " if found[0].startswith("ste") else "saint ", wanted).strip()
        if not wanted:
            return []
        start = bisect_left(self._keys, wanted)
        found: list[Town] = []
        for key, _codes, town in self._sorted[start : start + limit]:
            if not key.startswith(wanted):
                break
            found.append(town)
        return found


def read_towns(lines: Iterable[str]) -> Towns:
    """Return the towns written one postcode a line, tabs between; lines that begin with # are comments."""
    by_postcode: dict[str, tuple[str, ...]] = {}
    for line in lines:
        postcode, *names = line.rstrip("\n").split("\t")
        if names and not postcode.startswith("#"):
            by_postcode[postcode] = tuple(names)
    return Towns(by_postcode)


def _split_namesakes(postcodes: list[str]) -> list[tuple[str, ...]]:
    """Part the towns that share a name: a town lies in one department, which begins its postcodes."""
    by_department: dict[str, list[str]] = defaultdict(list)
    for postcode in postcodes:
        by_department[postcode[:3] if postcode.startswith("97") else postcode[:2]].append(postcode)
    return [tuple(sorted(codes)) for codes in by_department.values()]
