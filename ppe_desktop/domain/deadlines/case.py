"""What the rules judge: a child's file, the acts done, what was set aside, the settings of the service."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from ppe_desktop.domain.casefile import CaseFile, Item


@dataclass(frozen=True, slots=True)
class Act:
    """Something done that may resolve an obligation.

    Attributes:
        on: business day it was done, not the day it was typed.
        record: kind of the record that tells it.
        record_id: its identifier.
    """

    on: dt.date
    record: str = ""
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class Waiver:
    """An obligation set aside by someone, with a reason."""

    rule_id: str
    key: str
    reason: str
    author: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """What the law leaves open or says in two ways: each has its source beside it on the settings page.

    Attributes:
        young_age: years under which reports come every six months (L223-5 CASF says three, R223-18 and D223-13 still say two).
        health_entry_days: days after the start for the entry health check (the law says "dès le début").
        end_report_days: days before the term for the end-of-measure report.
        late_entry_months: months for the autonomy interview of a youth who enters at 17 or later ("dans les meilleurs délais").
    """

    young_age: int = 3
    health_entry_days: int = 30
    end_report_days: int = 30
    late_entry_months: int = 1


@dataclass(frozen=True, slots=True)
class Case:
    """One child on one day.

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

    def done(self, act: str) -> tuple[Act, ...]:
        """Return the acts of a code, the oldest first."""
        return self.acts.get(act, ())

    @property
    def child(self) -> Item:
        """The child."""
        return self.file.child

    @property
    def birth(self) -> dt.date | None:
        """The birth date kept."""
        birth: dt.date | None = self.file.child.birth_date
        return birth

    def end_of(self, measure: Item) -> dt.date | None:
        """Return the day a measure really ended, else None: past its term without an end, it is still the one in force."""
        ended: dt.date | None = measure.ended_on
        return ended
