"""The statutory deadlines of the children: read, explained, simulated, set aside with a reason."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from ppe_desktop.domain.casefile import CaseFile
from ppe_desktop.domain.checks import keep
from ppe_desktop.domain.deadlines import Case, Deadline, Rule, ServiceSettings, Waiver, evaluate, read_rules
from ppe_desktop.domain.deadlines.acts import acts_of
from ppe_desktop.domain.deadlines.settings_versions import SettingsVersion, SettingsVersions
from ppe_desktop.domain.errors import FieldError, UnknownRecordError
from ppe_desktop.domain.names import full_name, sort_key
from ppe_desktop.runtime.resources import resource
from ppe_desktop.services.changes import Changes
from ppe_desktop.storage.case_reading import read_cases
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
    """An answer, and what it rests on."""

    file: CaseFile
    settings: ServiceSettings
    today: dt.date
    answer: ChildDeadlines


@cache
def shipped_rules() -> tuple[Rule, ...]:
    """Return the rules shipped with the program."""
    return read_rules(tomllib.loads((resource("rules") / "regles.toml").read_text(encoding="utf-8")))


class DeadlineService:
    """Use cases on the statutory deadlines."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._judged: dict[str, _Judged] = {}

    def rules(self) -> tuple[Rule, ...]:
        """Return the rules in force."""
        return shipped_rules()

    def of_child(self, child_id: str, on: dt.date | None = None) -> tuple[Deadline, ...]:
        """Return the deadlines of a child as they stand today, or on another day.

        Raises:
            UnknownRecordError: there is no such child.
        """
        file, settings, today = self._one(child_id)
        return evaluate(_case(file, settings), shipped_rules(), on or today)

    def of_everyone(self, on: dt.date | None = None) -> list[ChildDeadlines]:
        """Return the deadlines of all the children, in French alphabetical order."""
        with self._database.work() as work:
            files = read_cases(work.connection)
            settings, today = self._settings(work.connection), on or work.now.date()
        former, self._judged = self._judged, {}
        return [
            self._judge(file, settings, today, former, keep=len(files) <= KEPT)
            for file in sorted(files, key=lambda file: sort_key(file.child))
        ]

    def _judge(
        self, file: CaseFile, settings: ServiceSettings, today: dt.date, former: Mapping[str, _Judged], *, keep: bool
    ) -> ChildDeadlines:
        """Judge a file, unless nothing it rests on changed since the last time."""
        judged = former.get(file.child.id)
        if judged is None or (judged.file, judged.settings, judged.today) != (file, settings, today):
            deadlines = evaluate(_case(file, settings), shipped_rules(), today)
            judged = _Judged(file, settings, today, ChildDeadlines(file.child.id, full_name(file.child), deadlines))
        if keep:
            self._judged[file.child.id] = judged
        return judged.answer

    def simulate(self, child_id: str, changes: Mapping[tuple[str, str], Mapping[str, Any]]) -> tuple[Deadline, ...]:
        """Return the deadlines as they would be with other facts; the file is not changed.

        Args:
            child_id: the child.
            changes: new values by kind and identifier of record, e.g. ``{("measure", id): {"until": date}}``.
        """
        file, settings, today = self._one(child_id)
        child = file.child.having(**changes.get(("child", child_id), {}))
        items = file.items
        for kind in {kind for kind, _record in changes if kind != "child"}:
            items = items.with_items(kind, (item.having(**changes.get((kind, item.id), {})) for item in file.of(kind)))
        return evaluate(_case(CaseFile(child, items), settings), shipped_rules(), today)

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
            return self._settings(work.connection)

    def keep_settings(self, settings: ServiceSettings) -> None:
        """Keep the settings of the service."""
        with self._database.work() as work:
            write_versions(work.connection, SettingsVersions((SettingsVersion(None, settings),)))
            work.commit()

    def _one(self, child_id: str) -> tuple[CaseFile, ServiceSettings, dt.date]:
        with self._database.work() as work:
            files = read_cases(work.connection, child_id)
            settings, today = self._settings(work.connection), work.now.date()
        if not files:
            raise UnknownRecordError
        return files[0], settings, today

    def _settings(self, connection: Any) -> ServiceSettings:
        return read_versions(connection).latest


def _case(file: CaseFile, settings: ServiceSettings) -> Case:
    waivers = tuple(
        Waiver(item.rule, item.rule_key, item.reason, item.author, item.waived_on)
        for item in file.of("deadline_waiver")
    )
    return Case(file, acts_of(file), waivers, settings)
