"""The children's files: the list, opening one, making one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from ppe_desktop.domain.casefile import CaseFile, ChildCard, Item, Items
from ppe_desktop.domain.checks import check_field, check_record, keep
from ppe_desktop.domain.errors import UnknownRecordError
from ppe_desktop.domain.facts import Fact
from ppe_desktop.domain.names import sort_key
from ppe_desktop.domain.vocabulary import MeasureType
from ppe_desktop.services.changes import Changes
from ppe_desktop.storage.cards import read_cards
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.kinds import record_kinds
from ppe_desktop.storage.reading import (
    read_casefile,
    read_history,
    read_items_of,
    read_last_statements,
    read_plans,
    read_produced,
    read_profile,
    read_statements,
)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change, ready to read.

    Attributes:
        at: when.
        author: who.
        action: ``"creation"``, ``"modification"`` or ``"suppression"``.
        kind: French name of the kind of record.
        label: French label of the fact changed, if one.
        old: value before, as text.
        new: value after, as text.
    """

    at: dt.datetime
    author: str
    action: str
    kind: str
    label: str
    old: str
    new: str


class FileService:
    """Use cases on whole files."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def cards(self) -> list[ChildCard]:
        """Return a line per child, in French alphabetical order."""
        with self._database.work() as work:
            return read_cards(work.connection, work.now.date())

    def open(self, child_id: str) -> CaseFile:
        """Return a child's file.

        Raises:
            UnknownRecordError: there is no such child.
        """
        with self._database.work() as work:
            file = read_casefile(work.connection, child_id, work.now.date())
        if file is None:
            raise UnknownRecordError
        return file

    def statements(self, child_id: str) -> Items:
        """Return the words kept in a child's file, the newest first."""
        with self._database.work() as work:
            return read_statements(work.connection, child_id)

    def last_statements(self, child_id: str, limit: int) -> tuple[Item, ...]:
        """Return the last words kept in a child's file, the newest first."""
        with self._database.work() as work:
            return read_last_statements(work.connection, child_id, limit)

    def plans(self, child_id: str) -> tuple[Item, ...]:
        """Return the versions of a child's plan, the last one first."""
        with self._database.work() as work:
            return read_plans(work.connection, child_id)

    def produced(self, child_id: str) -> tuple[Item, ...]:
        """Return the register of documents produced for a child, the newest first."""
        with self._database.work() as work:
            return read_produced(work.connection, child_id)

    def history(self, child_id: str) -> list[HistoryLine]:
        """Return the last changes of a child's file, the newest first."""
        with self._database.work() as work:
            return [_history_line(row) for row in read_history(work.connection, child_id)]

    def persons(self) -> tuple[Item, ...]:
        """Return every person of the base, to choose one already known."""
        return self._all("person")

    def children(self) -> tuple[Item, ...]:
        """Return every child of the base, in French alphabetical order, to link siblings."""
        return tuple(sorted(self._all("child"), key=sort_key))

    def _all(self, kind: str) -> tuple[Item, ...]:
        with self._database.work() as work:
            return read_items_of(work.connection, kind)

    def create(
        self,
        *,
        surname: str,
        first_names: str = "",
        birth_date: dt.date | None = None,
        birth_date_precision: str = "EXACT",
        sex: str = "X",
        measure: str = "",
        since: dt.date | None = None,
    ) -> Changes:
        """Make a child's file, with its first episode of care and measure when these are given.

        Raises:
            FieldError: a value cannot be kept; nothing was made.
        """
        child = _checked(
            "child",
            birth_surname=surname,
            first_names=first_names,
            birth_date=birth_date,
            birth_date_precision=birth_date_precision,
            sex=sex,
        )
        with self._database.work() as work:
            check_record(record_kinds()["child"].facts, child, work.now.date(), child)
            created = work.add("child", **child)
            if measure or since:
                episode = work.add("care_episode", child_id=created, since=since)
                work.add("measure", episode_id=episode, type=measure or MeasureType.UNKNOWN.value, since=since)
            work.commit()
            return Changes(frozenset(work.changed), created)

    def profile(self) -> Item | None:
        """Return the user's profile."""
        with self._database.work() as work:
            return read_profile(work.connection)

    def save_profile(self, **values: Any) -> Changes:
        """Make or change the user's profile; her name signs the history from then on.

        Raises:
            FieldError: a value cannot be kept.
        """
        with self._database.work() as work:
            kept = checked_profile(work.now.date(), **values)
            present = read_profile(work.connection)
            if present is None:
                work.add("user_profile", **kept)
            else:
                work.change("user_profile", present.id, **kept)
            work.commit()
            profile = read_profile(work.connection)
        if profile is not None:
            self._database.author = author_of(profile)
        return Changes(frozenset(work.changed))


def author_of(profile: Item) -> str:
    """Return the name that signs the history for this profile."""
    return f"{profile.first_name} {profile.surname}".strip()


def checked_profile(today: dt.date, **values: Any) -> dict[str, Any]:
    """Return facts of the user's profile as they would be kept.

    Raises:
        FieldError: a value cannot be kept.
    """
    kept = _checked("user_profile", **values)
    for name in kept:
        check_field(record_kinds()["user_profile"].fact(name), kept[name], today)
    return kept


def _checked(kind: str, **values: Any) -> dict[str, Any]:
    return {name: keep(record_kinds()[kind].fact(name), value) for name, value in values.items()}


def _history_line(row: dict[str, Any]) -> HistoryLine:
    kind = record_kinds()[row["kind"]]
    fact = next((fact for fact in kind.facts if fact.name == row["field"]), None)
    old, new = (_shown(fact, row[key]) for key in ("old", "new"))
    return HistoryLine(row["at"], row["author"], row["action"], kind.label, fact.label if fact else "", old, new)


def _shown(fact: Fact | None, value: str | None) -> str:
    return fact.choices.label_of(value) if fact and fact.choices else value or ""
