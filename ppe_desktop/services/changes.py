"""What a use case changed: views refresh from it."""

from __future__ import annotations

from dataclasses import dataclass

from ppe_desktop.domain.casefile import Item


@dataclass(frozen=True, slots=True)
class Changes:
    """The set of what a use case changed.

    Attributes:
        records: kind and identifier of each record touched.
        created: identifier of the record made, if the use case made one.
        removed: the record taken out, as it was, to put it back.
    """

    records: frozenset[tuple[str, str]]
    created: str = ""
    removed: Item | None = None

    @property
    def kinds(self) -> frozenset[str]:
        """Return the kinds of record touched."""
        return frozenset(kind for kind, _ in self.records)
