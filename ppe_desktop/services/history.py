"""The past of one fact: every value it had, who wrote it and when, ready to read and to take back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.facts import Fact, Kind
from ppe_desktop.domain.names import list_name, person_name
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.field_history import read_creation, read_field_history, read_last_change
from ppe_desktop.storage.kinds import model_of, record_kinds
from ppe_desktop.storage.reading import read_item

NameOf = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class PastValue:
    """A value a fact had.

    Attributes:
        at: when it was written; None if that is not known.
        author: who wrote it.
        value: the value itself, as a form takes it.
        shown: the value in French words.
        is_current: it is the present value.
        is_available: it can be taken back; False for a record that is no longer there.
    """

    at: dt.datetime | None
    author: str
    value: Any
    shown: str
    is_current: bool = False
    is_available: bool = True


@dataclass(frozen=True, slots=True)
class LastWritten:
    """What was written last in the base.

    Attributes:
        child_id: whose file.
        child: the child's name.
        kind: French name of the kind of record.
        label: French label of the fact; empty when the whole record was made or removed.
        at: when, local.
    """

    child_id: str
    child: str
    kind: str
    label: str
    at: dt.datetime


class FieldHistoryService:
    """Use cases on the past of one fact."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, kind: str, record_id: str, field: str) -> tuple[PastValue, ...]:
        """Return the values a fact had, the present one first; a stretch of typing counts as one value.

        The first value, the one the record was made with, is that which the first change replaced.
        """
        fact = record_kinds()[kind].fact(field)
        with self._database.work() as work:
            changes = read_field_history(work.connection, record_id, field)
            if not changes:
                return ()
            made = read_creation(work.connection, record_id) or {"at": None, "author": ""}
            first = {"at": made["at"], "author": made["author"], "new": changes[0]["old"]}

            def name_of(target_id: str) -> str:
                item = read_item(work.connection, model_of(fact.target), target_id)
                return name_of_record(item) if item is not None else ""

            return _values(fact, [first, *changes], name_of)

    def last_written(self) -> LastWritten | None:
        """Return the last change of a child's file; None when there is none, or the file is gone."""
        with self._database.work() as work:
            line = read_last_change(work.connection)
            child = read_item(work.connection, model_of("child"), line["child_id"]) if line else None
        kind = record_kinds().get(line["kind"]) if line else None
        if line is None or child is None or kind is None:
            return None
        label = next((fact.label for fact in kind.facts if fact.name == line["field"]), "")
        return LastWritten(child.id, list_name(child), kind.label, label, line["at"])


def has_a_past(values: Sequence[PastValue]) -> bool:
    """Tell whether something was written in a fact that is not its present value."""
    return any(value.value not in (None, "", False) and not value.is_current for value in values)


def name_of_record(item: Item) -> str:
    """Return what a record that others point to is called."""
    if item.record == "person":
        return person_name(item)
    if item.record == "child":
        return list_name(item)
    day = long_date(item.values.get("decided_on"))
    return " ".join(part for part in (f"Décision du {day}" if day else "", item.values.get("authority") or "") if part)


def _values(fact: Fact, lines: list[dict[str, Any]], name_of: NameOf) -> tuple[PastValue, ...]:
    """Return the values from the last to the first; the same value twice in a row counts once, an empty beginning does not."""
    found: list[PastValue] = []
    for line in lines:
        value = _value(fact, line["new"] or "")
        if (found and found[-1].value == value) or (not found and value in (None, "", False)):
            continue
        shown, is_available = _shown(fact, value, name_of)
        found.append(PastValue(line["at"], line["author"], value, shown, is_available=is_available))
    newest_first = found[::-1]
    return tuple(replace(past, is_current=number == 0) for number, past in enumerate(newest_first))


def _value(fact: Fact, text: str) -> Any:
    """Return a value as a form takes it, from the text the history keeps."""
    if fact.kind is Kind.FLAG:
        return bool(text)
    if fact.kind is Kind.DATE:
        return dt.date.fromisoformat(text) if text else None
    return text


def _shown(fact: Fact, value: Any, name_of: NameOf) -> tuple[str, bool]:
    """Return a value in French words, and whether it can be taken back."""
    if fact.kind is Kind.FLAG:
        return ("Oui" if value else "Non"), True
    if value in (None, ""):
        return "(vide)", True
    if isinstance(value, dt.date):
        return long_date(value), True
    if fact.kind in (Kind.PERSON, Kind.RECORD):
        name = name_of(value)
        return (name, True) if name else ("Fiche retirée du dossier", False)
    return (fact.choices.label_of(value) if fact.choices else value), True
