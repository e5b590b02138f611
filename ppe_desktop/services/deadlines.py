"""The statutory deadlines of the children: read, explained, simulated, set aside with a reason."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from ppe_desktop.domain.casefile import CaseFile
from ppe_desktop.domain.checks import keep
from ppe_desktop.domain.deadlines import Case, Deadline, Rule, ServiceSettings, Waiver, evaluate, read_rules
from ppe_desktop.domain.deadlines.acts import acts_of
from ppe_desktop.domain.errors import FieldError, UnknownRecordError
from ppe_desktop.domain.names import full_name, sort_key
from ppe_desktop.runtime.resources import resource
from ppe_desktop.services.changes import Changes
from ppe_desktop.storage.case_reading import read_cases
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.kinds import record_kinds
from ppe_desktop.storage.settings import read_setting, write_setting

SETTINGS = "service_rules"


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


@cache
def shipped_rules() -> tuple[Rule, ...]:
    """Return the rules shipped with the program."""
    return read_rules(tomllib.loads((resource("rules") / "regles.toml").read_text(encoding="utf-8")))


class DeadlineService:
    """Use cases on the statutory deadlines."""

    def __init__(self, database: Database) -> None:
        self._database = database

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
        return [
            ChildDeadlines(
                file.child.id, full_name(file.child), evaluate(_case(file, settings), shipped_rules(), today)
            )
            for file in sorted(files, key=lambda file: sort_key(file.child))
        ]

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
            write_setting(work.connection, SETTINGS, asdict(settings))
            work.commit()

    def _one(self, child_id: str) -> tuple[CaseFile, ServiceSettings, dt.date]:
        with self._database.work() as work:
            files = read_cases(work.connection, child_id)
            settings, today = self._settings(work.connection), work.now.date()
        if not files:
            raise UnknownRecordError
        return files[0], settings, today

    def _settings(self, connection: Any) -> ServiceSettings:
        known = ServiceSettings.__dataclass_fields__
        kept = read_setting(connection, SETTINGS, {})
        return ServiceSettings(**{name: value for name, value in kept.items() if name in known})


def _case(file: CaseFile, settings: ServiceSettings) -> Case:
    waivers = tuple(
        Waiver(item.rule, item.rule_key, item.reason, item.author, item.waived_on)
        for item in file.of("deadline_waiver")
    )
    return Case(file, acts_of(file), waivers, settings)
