"""What the rules judge: a child's file, the acts done, what was set aside, the settings of the service."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar, overload

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import majority
from ppe_desktop.domain.deadlines.measures import MAIN, is_protective
from ppe_desktop.domain.deadlines.results import Reason, because
from ppe_desktop.domain.deadlines.service_settings import ServiceSettings
from ppe_desktop.domain.vocabulary import (
    AuthorityExercise,
    DatePrecision,
    DecisionKind,
    EndReason,
    LegalStatusKind,
    MeasureType,
    PlacementSetting,
)

Found = TypeVar("Found")

GAP = dt.timedelta(days=31)
"""A measure begun at most this long after the end of another one goes on with the same care."""

FOREVER = dt.date.max - GAP
"""The end of what has none."""


_PRECISIONS: dict[str, str] = {
    DatePrecision.MONTH: "Naissance le {0} : le jour n’est pas connu.",
    DatePrecision.YEAR: "Naissance le {0} : l’année seule est connue.",
    DatePrecision.ASSESSED: "Naissance le {0}, date retenue (évaluation ou jugement).",
    DatePrecision.UNKNOWN: "Naissance le {0} : date à confirmer.",
}
_TRANSFER, _NOT_CARRIED_OUT = EndReason.TRANSFER, PlacementSetting.NON_EXECUTE
"""Members asked of every record: to look one up on its class takes longer than the rest of the question."""
_EXERCISED = frozenset({AuthorityExercise.JOINT, AuthorityExercise.SOLE, AuthorityExercise.PARTIAL})
_NOT_EXERCISED = frozenset({AuthorityExercise.TOTAL, AuthorityExercise.WITHDRAWN})


class kept(Generic[Found]):  # noqa: N801 — used as a decorator, like the functions it stands for
    """An attribute looked for once: :class:`functools.cached_property` without its lock, as a case never leaves its thread."""

    def __init__(self, find: Callable[[Any], Found]) -> None:
        self._find, self._name, self.__doc__ = find, find.__name__, find.__doc__

    @overload
    def __get__(self, case: None, owner: type[Any]) -> kept[Found]: ...

    @overload
    def __get__(self, case: object, owner: type[Any]) -> Found: ...

    def __get__(self, case: object | None, owner: type[Any]) -> kept[Found] | Found:
        """Look for the attribute; the case then holds it and does not come back here."""
        if case is None:
            return self
        found = case.__dict__[self._name] = self._find(case)
        return found


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


class Stretch(NamedTuple):
    """An unbroken time under measures of some kinds.

    Attributes:
        key: a name that stays the same from one day to the next.
        episode_id: the episode of care it belongs to.
        number: 1 for the first one of the episode.
        on: first day.
        until: last day; None while it goes on.
        measures: its measures, the earliest first.
    """

    key: str
    episode_id: str
    number: int
    on: dt.date
    until: dt.date | None
    measures: tuple[Item, ...]


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
    _past: dict[tuple[str, dt.date], list[Act]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _dated: dict[frozenset[str], tuple[Item, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _stretches: dict[frozenset[str], tuple[Stretch, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def past(self, act: str, today: dt.date) -> list[Act]:
        """Return the acts of a code done by a day, one a day: what is only planned answers nothing yet."""
        found = self._past.get((act, today))
        if found is None:
            done = self.acts.get(act, ())
            found = self._past[act, today] = list({one.on: one for one in done if one.on <= today}.values())
        return found

    def done(self, act: str) -> tuple[Act, ...]:
        """Return the acts of a code, the oldest first."""
        return self.acts.get(act, ())

    @property
    def child(self) -> Item:
        """The child."""
        return self.file.child

    @kept
    def birth(self) -> dt.date | None:
        """The birth date kept."""
        birth: dt.date | None = self.file.child.birth_date
        return birth

    @kept
    def birth_told(self) -> Reason:
        """The reason that the child was born on a day, and how far that day is known."""
        said = _PRECISIONS.get(getattr(self.file.child, "birth_date_precision", ""), "Naissance le {0}.")
        return because(said, (self.birth,), "child", self.file.child.id)

    @kept
    def majority(self) -> dt.date | None:
        """The first day of majority: of one born on 29 February, 1 March."""
        return majority(self.birth) if self.birth else None

    @kept
    def known_on(self) -> dt.date | None:
        """The day the file was opened in the program: what was due before may have been done and never typed."""
        made: dt.datetime | None = getattr(self.file.child, "created_at", None)
        return made.date() if made else None

    @kept
    def is_orphan(self) -> bool:
        """Tell whether the two parents, as the file knows them, have died."""
        return bool(self.file.of("orphan"))

    @kept
    def emancipated_on(self) -> dt.date | None:
        """The day the child was emancipated, the first day of the calendar when the file does not say it; None when it is not so."""
        found = [
            one.since or dt.date.min for one in self.file.of("legal_status") if one.kind == LegalStatusKind.EMANCIPATED
        ]
        return min(found, default=None)

    def authority_kept(self, day: dt.date) -> bool | None:
        """Tell whether a parent exercises authority on a day, were it in part; None when the file says it of nobody."""
        told = [
            one.exercise
            for one in self.file.of("parental_authority")
            if (one.since is None or one.since <= day) and (one.until is None or one.until >= day)
        ]
        if any(exercise in _EXERCISED for exercise in told):
            return True
        return False if any(exercise in _NOT_EXERCISED for exercise in told) else None

    @kept
    def transferred_on(self) -> dt.date | None:
        """The day another department took the child over, when nothing in the file goes on nor begins afterwards."""
        days = [one.until for one in self.file.of("care_episode") if one.exit_reason == _TRANSFER and one.until]
        days += [one.ended_on for one in self.file.of("measure") if one.end_reason == _TRANSFER and one.ended_on]
        if not days:
            return None
        last = max(days)
        goes_on = any(end is None or end > last for end in self.ends.values())
        return None if goes_on or any(item.since > last for item in self.measures) else last

    @kept
    def measures(self) -> tuple[Item, ...]:
        """The dated measures, the earliest first."""
        return tuple(sorted((item for item in self.file.of("measure") if item.since), key=lambda item: item.since))

    @kept
    def kinds(self) -> frozenset[str]:
        """The kinds of measures that the file holds."""
        return frozenset(item.type for item in self.file.of("measure"))

    def measures_of(self, kinds: frozenset[MeasureType]) -> tuple[Item, ...]:
        """Return the dated measures of some kinds, the earliest first."""
        found = self._dated.get(kinds)
        if found is None:
            found = self._dated[kinds] = tuple(item for item in self.measures if item.type in kinds)
        return found

    def under(self, kinds: frozenset[MeasureType], day: dt.date) -> bool:
        """Tell whether a measure of some kinds is in force on a day: past its term without an end, or without a start, it is."""
        if kinds.isdisjoint(self.kinds):
            return False
        for kind, since, end in self._times:  # noqa: SIM110 — a generator for each question would be dear
            if kind in kinds and since <= day <= end:
                return True
        return False

    @kept
    def _times(self) -> tuple[tuple[str, dt.date, dt.date], ...]:
        """The kind, the first and the last day of each measure; those of what has none are the ends of the calendar."""
        ends = self.ends
        return tuple(
            (item.type, item.since or dt.date.min, ends[item.id] or dt.date.max) for item in self.file.of("measure")
        )

    @kept
    def ends(self) -> Mapping[str, dt.date | None]:
        """The day each measure really ended, by its identifier.

        A measure past its term is still the one in force, unless its episode is over or another one of its type took its place.
        """
        over = {episode.id: episode.until for episode in self.file.of("care_episode")}
        return {
            item.id: item.ended_on or self._replaced_on(item) or over.get(item.episode_id)
            for item in self.file.of("measure")
        }

    def _replaced_on(self, measure: Item) -> dt.date | None:
        if measure.until is None or measure.since is None:
            return None
        after = [
            other.since
            for other in self.measures
            if other.type == measure.type and other.since > measure.since and other.episode_id == measure.episode_id
        ]
        return max(min(after), measure.until) if after else None

    def end_of(self, measure: Item) -> dt.date | None:
        """Return the day a measure really ended, else None: past its term without an end, it is still the one in force."""
        return self.ends[measure.id]

    def stretches(self, kinds: frozenset[MeasureType]) -> tuple[Stretch, ...]:
        """Return the unbroken times under measures of some kinds, one episode at a time, the earliest first within each.

        A judgment that comes late, or that nobody noted, breaks nothing: only a measure of another kind in between does.
        """
        found = self._stretches.get(kinds)
        if found is None:
            here = self.kinds & kinds  # several rules name sets of kinds that come to the same in a file
            if here not in self._stretches:
                self._stretches[here] = tuple(self._join(self.measures_of(kinds), here)) if here else ()
            found = self._stretches[kinds] = self._stretches[here]
        return found

    @kept
    def protections(self) -> tuple[Stretch, ...]:
        """The times under measures for which a plan is due, one for each episode whatever the gaps."""
        return tuple(self._join([item for item in self.measures if is_protective(item.type)]))

    def _join(self, concerned: Sequence[Item], kinds: frozenset[str] = MAIN) -> Iterator[Stretch]:
        ends = self.ends
        for episode in self.file.of("care_episode"):
            number, held, last = 1, list[Item](), dt.date.min
            for item in concerned:
                if item.episode_id != episode.id:
                    continue
                if held and item.since - last > GAP and self._was_elsewhere(last, item, kinds):
                    yield _stretch(episode.id, number, held, last)
                    number, held, last = number + 1, [], dt.date.min
                held.append(item)
                last = max(last, ends[item.id] or FOREVER)
            if held:
                yield _stretch(episode.id, number, held, last)

    def _was_elsewhere(self, last: dt.date, back: Item, kinds: frozenset[str]) -> bool:
        """Tell whether a measure of other kinds filled the gap before a measure."""
        return any(
            other.type in MAIN and other.type not in kinds and last - GAP <= other.since < back.since
            for other in self.measures
            if other.episode_id == back.episode_id
        )

    @kept
    def places(self) -> tuple[Item, ...]:
        """The dated main places where the child really lived, the earliest first."""
        return tuple(
            sorted(
                (
                    place
                    for place in self.file.of("placement")
                    if place.is_main and place.since and place.setting != _NOT_CARRIED_OUT
                ),
                key=lambda place: place.since,
            )
        )

    @kept
    def judgments(self) -> tuple[Item, ...]:
        """The dated decisions of a judge, the earliest first."""
        return tuple(
            sorted(
                (one for one in self.file.of("decision") if one.decided_on and one.kind == DecisionKind.JUDICIAL),
                key=lambda one: one.decided_on,
            )
        )


def _stretch(episode_id: str, number: int, held: Sequence[Item], last: dt.date) -> Stretch:
    key = episode_id if number == 1 else f"{episode_id}.{number}"
    return Stretch(key, episode_id, number, held[0].since, None if last == FOREVER else last, tuple(held))
