"""The statutory deadlines of the children: read, explained, simulated, set aside with a reason."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from ppe_desktop.domain.casefile import CaseFile
from ppe_desktop.domain.checks import keep
from ppe_desktop.domain.deadlines import Case, Deadline, Rule, ServiceSettings, Waiver, read_rules
from ppe_desktop.domain.deadlines.absent import not_applicable
from ppe_desktop.domain.deadlines.acts import acts_of
from ppe_desktop.domain.deadlines.settings_versions import SettingsVersion, SettingsVersions
from ppe_desktop.domain.deadlines.through_time import FormerRule, evaluate_through_time, read_former
from ppe_desktop.domain.errors import FieldError, UnknownRecordError
from ppe_desktop.domain.names import full_name, sort_key
from ppe_desktop.domain.review_name import go_by
from ppe_desktop.runtime.resources import resource
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.today import present_day
from ppe_desktop.storage.case_reading import CaseRows, case_file, read_case_rows, read_cases
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.kinds import record_kinds
from ppe_desktop.storage.service_settings import read_versions, write_versions

KEPT = 1000
"""Children up to whom answers are kept from one time to the next: a département's would take too much memory."""


@dataclass(frozen=True, slots=True)
class ChildDeadlines:
    """The deadlines of one child.

    Attributes:
        child_id: identifier of the child.
        name: "Léa Durand".
        deadlines: the earliest due first.
    """

    child_id: str
    name: str
    deadlines: tuple[Deadline, ...]


class _Judged(NamedTuple):
    """An answer, what it rests on, and its place in the French alphabetical order."""

    rests_on: tuple[CaseRows, SettingsVersions, dt.date]
    answer: ChildDeadlines
    order: tuple[str, str]


@cache
def shipped_rules() -> tuple[Rule, ...]:
    """Return the rules shipped with the program."""
    return read_rules(tomllib.loads((resource("rules") / "regles.toml").read_text(encoding="utf-8")))


@cache
def former_rules() -> tuple[FormerRule, ...]:
    """Return the rules as they were before the texts changed: what was done then is judged by them."""
    return read_former(tomllib.loads((resource("rules") / "anciennes.toml").read_text(encoding="utf-8")))


class DeadlineService:
    """Use cases on the statutory deadlines."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._judged: dict[str, _Judged] = {}

    def rules(self) -> tuple[Rule, ...]:
        """Return the rules in force."""
        return shipped_rules()

    def forget(self) -> None:
        """Forget the answers kept: the next ones are worked out from nothing."""
        self._judged = {}

    def of_child(self, child_id: str, on: dt.date | None = None) -> tuple[Deadline, ...]:
        """Return the deadlines of a child as they stand today, or on another day.

        Raises:
            UnknownRecordError: there is no such child.
        """
        file, versions, today = self._one(child_id)
        return evaluate_through_time(
            _case(file, versions.latest), shipped_rules(), on or today, versions, former_rules()
        )

    def explained(self, child_id: str, on: dt.date | None = None) -> tuple[tuple[Deadline, ...], tuple[Deadline, ...]]:
        """Return the deadlines of a child, and the obligations that do not concern this child, each with its reason.

        Raises:
            UnknownRecordError: there is no such child.
        """
        file, versions, today = self._one(child_id)
        day = on or today
        case = _case(file, versions.on(day))
        found = evaluate_through_time(case, shipped_rules(), day, versions, former_rules())
        return found, not_applicable(case, shipped_rules(), found, day)

    def of_everyone(self, on: dt.date | None = None) -> list[ChildDeadlines]:
        """Return the deadlines of all the children, in French alphabetical order."""
        with self._database.work() as work:
            everyone = read_case_rows(work.connection)
            versions, today = read_versions(work.connection), on or present_day(work).day
        former, self._judged = self._judged, {}
        keeps = len(everyone) <= KEPT
        found: list[tuple[tuple[str, str], ChildDeadlines]] = []
        for rows in _in_turn(everyone):
            judged = _judge(rows, versions, today, former.get(rows.child_id))
            found.append((judged.order, judged.answer))
            if keeps:
                self._judged[rows.child_id] = judged
        found.sort(key=itemgetter(0))
        return [answer for _order, answer in found]

    def of_children(self, child_ids: Sequence[str]) -> list[ChildDeadlines]:
        """Return the deadlines of some children, today; those who are no longer there are left out."""
        with self._database.work() as work:
            found = read_case_rows(work.connection, child_ids)
            versions, today = read_versions(work.connection), present_day(work).day
        return [_judge(rows, versions, today, self._judged.get(rows.child_id)).answer for rows in found]

    def simulate(self, child_id: str, changes: Mapping[tuple[str, str], Mapping[str, Any]]) -> tuple[Deadline, ...]:
        """Return the deadlines as they would be with other facts; the file is not changed.

        Args:
            child_id: the child.
            changes: new values by kind and identifier of record, e.g. ``{("measure", id): {"until": date}}``.
        """
        file, versions, today = self._one(child_id)
        child = file.child.having(**changes.get(("child", child_id), {}))
        items = file.items
        for kind in {kind for kind, _record in changes if kind != "child"}:
            items = items.with_items(kind, (item.having(**changes.get((kind, item.id), {})) for item in file.of(kind)))
        return evaluate_through_time(
            _case(CaseFile(child, items), versions.latest), shipped_rules(), today, versions, former_rules()
        )

    def waive(self, child_id: str, deadline: Deadline, reason: str) -> Changes:
        """Set an obligation aside, with a reason; the author is the user.

        Raises:
            FieldError: there is no reason.
        """
        fact = record_kinds()["deadline_waiver"].fact("reason")
        kept = keep(fact, reason)
        if not kept.strip():
            raise FieldError("reason", "Dites pourquoi cette échéance est écartée : le motif reste au dossier.")
        with self._database.work() as work:
            created = work.add(
                "deadline_waiver", child_id=child_id, rule=deadline.rule.id, rule_key=deadline.key, reason=kept,
                author=self._database.author, waived_on=work.now.date(),
            )  # fmt: skip
            work.commit()
            return Changes(frozenset(work.changed), created)

    def settings(self) -> ServiceSettings:
        """Return the settings of the service."""
        with self._database.work() as work:
            return read_versions(work.connection).latest

    def keep_settings(self, settings: ServiceSettings) -> None:
        """Keep settings as those of always: the past is judged with them too."""
        with self._database.work() as work:
            write_versions(work.connection, SettingsVersions((SettingsVersion(None, settings),)))
            work.commit()
        go_by(settings)

    def _one(self, child_id: str) -> tuple[CaseFile, SettingsVersions, dt.date]:
        with self._database.work() as work:
            files = read_cases(work.connection, [child_id])
            versions, today = read_versions(work.connection), present_day(work).day
        if not files:
            raise UnknownRecordError
        return files[0], versions, today


def _in_turn(everyone: list[CaseRows]) -> Iterator[CaseRows]:
    """Give the children in turn and let go of each: the answers of a département take the place of what they were made of."""
    everyone.reverse()
    while everyone:
        yield everyone.pop()


def _judge(rows: CaseRows, versions: SettingsVersions, today: dt.date, former: _Judged | None) -> _Judged:
    """Judge a child, unless nothing that the answer rests on has changed since the last time."""
    rests_on = (rows, versions, today)
    if former is not None and former.rests_on == rests_on:
        return former
    file = case_file(rows)
    deadlines = evaluate_through_time(_case(file, versions.latest), shipped_rules(), today, versions, former_rules())
    return _Judged(rests_on, ChildDeadlines(rows.child_id, full_name(file.child), deadlines), sort_key(file.child))


def _case(file: CaseFile, settings: ServiceSettings) -> Case:
    waivers = tuple(
        Waiver(item.rule, item.rule_key, item.reason, item.author, item.waived_on)
        for item in file.of("deadline_waiver")
    )
    return Case(file, acts_of(file), waivers, settings)
