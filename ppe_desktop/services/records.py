"""Entering facts: add, change and remove any record of a file, each with its checks and its history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.checks import PAST_ONLY, check_record, keep
from ppe_desktop.domain.dates import parse_date
from ppe_desktop.domain.errors import FieldError, FrozenRecordError
from ppe_desktop.domain.facts import Kind, RecordKind
from ppe_desktop.domain.texts import without_lone_surrogates
from ppe_desktop.domain.vocabulary import PlanStatus
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.files import author_of
from ppe_desktop.services.meeting_days import keep_in_step
from ppe_desktop.services.visit_ties import tie_visit_again
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.kinds import owner_kind, record_kinds
from ppe_desktop.storage.reading import read_pending
from ppe_desktop.storage.sketches import sketches_of_statement
from ppe_desktop.storage.unit_of_work import UnitOfWork

FROZEN_WITH_PLAN = frozenset(
    {
        "child_plan",
        "plan_domain",
        "plan_words",
        "plan_objective",
        "objective_opinion",
        "plan_action",
        "plan_link",
        "writing_part",
    }
)
"""What a finished version freezes; signatures and deliveries come after it and stay open, so do the days of information."""


class RecordService:
    """Use cases on any kind of record, driven by the facts it declares."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def kinds(self) -> dict[str, RecordKind]:
        """Return every kind of record with its facts, for forms."""
        return record_kinds()

    def add(self, kind: str, /, **values: Any) -> Changes:
        """Add a record.

        Args:
            kind: kind of record.
            **values: value of each fact, and of the columns that place it (owner, position).

        Raises:
            FieldError: a value cannot be kept; nothing was added.
            FrozenRecordError: it belongs to a finished plan.
        """
        with self._database.work() as work:
            kept = self._kept(kind, values)
            self._refuse_if_frozen(work, kind, kept)
            check_record(record_kinds()[kind].facts, self._with_defaults(kind, kept), work.now.date())
            created = work.add(kind, **kept)
            work.commit()
            return Changes(frozenset(work.changed), created)

    def change(self, kind: str, record_id: str, /, *, revision: int | None = None, **values: Any) -> Changes:
        """Change some facts of a record.

        Args:
            kind: kind of record.
            record_id: identifier.
            revision: revision the caller saw; when given, a record changed since is not overwritten.
            **values: new values.

        Raises:
            FieldError: a value cannot be kept; nothing was changed.
            FrozenRecordError: it belongs to a finished plan.
            StaleRecordError: it changed since ``revision``.
        """
        with self._database.work() as work:
            item = work.get(kind, record_id, revision)
            kept = self._kept(kind, values)
            self._refuse_if_frozen(work, kind, item.values)
            check_record(
                record_kinds()[kind].facts, {**item.values, **kept}, work.now.date(), self._facts_among(kind, kept)
            )
            for name in kept:
                work.drop_pending(record_id, name)
            work.change(kind, record_id, **kept)
            keep_in_step(work, kind, record_id, kept)
            work.commit()
            if kind == "user_profile":
                self._database.author = author_of(item.having(**kept))
            return Changes(frozenset(work.changed))

    def enter(self, kind: str, record_id: str, field: str, typed: Any) -> Changes:
        """Keep what was typed in a field; what cannot be its value yet is kept beside it, as typed, and said.

        Args:
            kind: kind of record.
            record_id: identifier.
            field: name of the fact.
            typed: text as typed, or the value itself for a flag, choice or image.

        Raises:
            FieldError: the text is kept aside and the fact is unchanged.
        """
        try:
            value = self._understood(kind, field, typed)
            return self.change(kind, record_id, **{field: value})
        except FieldError:
            if isinstance(typed, str):
                self._keep_aside(kind, record_id, field, typed)
            raise

    def remove(self, kind: str, record_id: str) -> Changes:
        """Remove a record and what belongs to it; the changes hold the record as it was.

        Raises:
            FrozenRecordError: it belongs to a finished plan.
        """
        with self._database.work() as work:
            item = work.get(kind, record_id)
            self._refuse_if_frozen(work, kind, item.values)
            pages = sketches_of_statement(work.connection, record_id) if kind == "statement" else []
            work.remove(kind, record_id, along=pages)
            work.commit()
            return Changes(frozenset(work.changed), removed=item)

    def restore(self, item: Item) -> Changes:
        """Put back a record that was removed, as it was, with all that belonged to it.

        Raises:
            InputError: what it belonged to is no longer there.
            UnknownRecordError: the recycle bin no longer holds it.
        """
        with self._database.work() as work:
            self._refuse_if_frozen(work, item.record, item.values)
            work.put_back(item.record, item.id)
            tie_visit_again(work, item.record, item.id)
            work.commit()
            return Changes(frozenset(work.changed), created=item.id)

    def pending(self) -> dict[tuple[str, str], str]:
        """Return the texts kept aside, by record and field."""
        with self._database.work() as work:
            return read_pending(work.connection)

    def _understood(self, kind: str, field: str, typed: Any) -> Any:
        fact = record_kinds()[kind].fact(field)
        if fact.kind is Kind.DATE and isinstance(typed, str):
            try:
                return parse_date(typed, self._today(), past=field in PAST_ONLY)
            except ValueError as error:
                raise FieldError(field, str(error)) from None
        return typed

    def _today(self) -> dt.date:
        with self._database.work() as work:
            return work.now.date()

    def _keep_aside(self, kind: str, record_id: str, field: str, text: str) -> None:
        with self._database.work() as work:
            work.keep_pending(kind, record_id, field, without_lone_surrogates(text))
            work.commit()

    def _kept(self, kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
        facts = {fact.name: fact for fact in record_kinds()[kind].facts}
        return {name: keep(facts[name], value) if name in facts else value for name, value in values.items()}

    def _with_defaults(self, kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Complete values with what the base would store for a column left out."""
        return {**{fact.name: fact.default for fact in record_kinds()[kind].facts}, **values}

    def _facts_among(self, kind: str, values: Mapping[str, Any]) -> list[str]:
        facts = {fact.name for fact in record_kinds()[kind].facts}
        return [name for name in values if name in facts]

    def _refuse_if_frozen(self, work: UnitOfWork, kind: str, values: Mapping[str, Any]) -> None:
        """Climb to the plan or the document a record belongs to, and refuse if it is finished."""
        if kind not in FROZEN_WITH_PLAN:
            return
        while kind not in ("child_plan", "writing"):
            key = record_kinds()[kind].owner_key
            kind = owner_kind(kind)
            values = work.get(kind, values[key]).values
        if values["status"] == PlanStatus.FINISHED:
            raise FrozenRecordError
