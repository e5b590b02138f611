"""What the rules judge: a child's file, the acts done, what was set aside, the settings of the service."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import majority
from ppe_desktop.domain.deadlines.service_settings import ServiceSettings
from ppe_desktop.domain.vocabulary import MeasureType


class Act(NamedTuple):
    """Something done that may resolve an obligation.

    Attributes:
        on: business day it was done, not the day it was typed.
        record: kind of the record that tells it.
        record_id: its identifier.
        at: hour it was done, ``"18:00"``, when known.
    """

    on: dt.date
    record: str = ""
    record_id: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Waiver:
    """An obligation set aside by someone, with a reason."""

    rule_id: str
    key: str
    reason: str
    author: str
    on: dt.date


@dataclass(frozen=True)
class Case:
    """One child on one day; what many rules ask of the file is looked for once.

    Attributes:
        file: the child's file.
        acts: what was done, by code of act, the oldest first.
        waivers: what was set aside.
        settings: the settings of the service.
    """

    file: CaseFile
    acts: Mapping[str, tuple[Act, ...]] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    settings: ServiceSettings = field(default_factory=ServiceSettings)
    _found: dict[tuple[frozenset[MeasureType], bool], tuple[Item, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def done(self, act: str) -> tuple[Act, ...]:
        """Return the acts of a code, the oldest first."""
        return self.acts.get(act, ())

    @property
    def child(self) -> Item:
        """The child."""
        return self.file.child

    @cached_property
    def birth(self) -> dt.date | None:
        """The birth date kept."""
        birth: dt.date | None = self.file.child.birth_date
        return birth

    @cached_property
    def majority(self) -> dt.date | None:
        """The first day of majority: of one born on 29 February, 1 March."""
        return majority(self.birth) if self.birth else None

    @cached_property
    def measures(self) -> tuple[Item, ...]:
        """The dated measures, the earliest first."""
        return tuple(sorted((item for item in self.file.of("measure") if item.since), key=lambda item: item.since))

    def measures_of(self, kinds: frozenset[MeasureType]) -> tuple[Item, ...]:
        """Return the dated measures of some kinds, the earliest first."""
        found = self._found.get((kinds, True))
        if found is None:
            found = self._found[kinds, True] = tuple(item for item in self.measures if item.type in kinds)
        return found

    def under(self, kinds: frozenset[MeasureType], day: dt.date) -> bool:
        """Tell whether a measure of some kinds is in force on a day: past its term without an end, or without a start, it is."""
        found = self._found.get((kinds, False))
        if found is None:
            found = self._found[kinds, False] = tuple(item for item in self.file.of("measure") if item.type in kinds)
        return any(
            (item.since is None or item.since <= day) and (item.ended_on is None or item.ended_on >= day)
            for item in found
        )

    def end_of(self, measure: Item) -> dt.date | None:
        """Return the day a measure really ended, else None: past its term without an end, it is still the one in force."""
        ended: dt.date | None = measure.ended_on
        return ended
