"""What a use case changed: views refresh from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """The set of what a use case changed.

    Attributes:
        records: kind and identifier of each record touched.
        created: identifier of the record made, if the use case made one.
    """

    records: frozenset[tuple[str, str]]
    created: str = ""

    @property
    def kinds(self) -> frozenset[str]:
        """Return the kinds of record touched."""
        return frozenset(kind for kind, _ in self.records)
