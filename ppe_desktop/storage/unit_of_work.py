"""One unit of work: everything a user action changes, with its history, in one transaction; rolled back unless committed."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, delete, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from ppe_desktop.domain.audit import Action, Deed
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.errors import InputError, SaveFailedError, StaleRecordError, UnknownRecordError
from ppe_desktop.models import BinEntry, PendingInput, Record
from ppe_desktop.models.declare import new_id
from ppe_desktop.storage.audit import AuditTrail
from ppe_desktop.storage.connection import translate_database_error
from ppe_desktop.storage.history import child_of, record_history, summary_of
from ppe_desktop.storage.kinds import model_of
from ppe_desktop.storage.merging import as_merged
from ppe_desktop.storage.reading import item_of
from ppe_desktop.storage.recycling import read_back, with_all_that_belongs, written_down
from ppe_desktop.storage.search_index import SearchIndex

TWICE = "Cette fiche existe déjà : elle n’a pas été ajoutée une seconde fois."
IMPOSSIBLE = "Ces indications se contredisent : rien n’a été modifié. Vérifiez-les, puis recommencez."
IN_USE = "Cette fiche est liée à d’autres : elle n’a pas été modifiée. Retirez d’abord ce qui s’y rattache."

Clock = Callable[[], dt.datetime]
"""Gives the present moment, local and naive: what a clock on the wall shows."""


class UnitOfWork:
    """A transaction on the base; use it as a context manager and commit once.

    Attributes:
        changed: kind and identifier of every record touched, filled by the flushes.
    """

    def __init__(
        self,
        engine: Engine,
        author: str,
        clock: Clock,
        index: SearchIndex | None = None,
        trail: AuditTrail | None = None,
        failed: Callable[[], None] | None = None,
    ) -> None:
        """Prepare a transaction.

        Args:
            engine: the keyed engine.
            author: name written in the history.
            clock: present moment.
            index: full-text index to keep up to date, when the base has one.
            trail: the journal that is never rewritten, when a session keeps it.
            failed: called when the file of the base could not be read or written.
        """
        self._engine = engine
        self._index = index
        self._author = author
        self._clock = clock
        self._trail = trail
        self._failed = failed
        self._deeds: list[Deed] = []
        self._made: set[tuple[str, str]] = set()
        self._gone: set[tuple[str, str]] = set()
        self.changed: set[tuple[str, str]] = set()

    def __enter__(self) -> Self:
        """Begin the transaction."""
        self._session = Session(self._engine, autoflush=False, expire_on_commit=False)
        record_history(self._session, self._author, self._clock, self.changed)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Undo what was not committed; a fault of the disk or base comes out as a French error."""
        self._session.close()
        if isinstance(error, StaleDataError):
            raise StaleRecordError from None
        if isinstance(error, IntegrityError):
            raise InputError(_said(error)) from None
        if isinstance(error, DBAPIError):
            known = translate_database_error(error.orig or error) or SaveFailedError()
            if self._failed is not None:
                self._failed()
            raise known from None

    @property
    def connection(self) -> Connection:
        """The connection of this transaction, for reading."""
        return self._session.connection()

    @property
    def session(self) -> Session:
        """The mapped session of this transaction, for the other modules of the storage."""
        return self._session

    @property
    def author(self) -> str:
        """The name that signs the history."""
        return self._author

    @property
    def now(self) -> dt.datetime:
        """The present moment."""
        return self._clock()

    def commit(self) -> None:
        """Write everything; returns once the base has it."""
        self._session.flush()
        if self._index is not None:
            self._index.update(self.connection)
        if self._trail is not None:
            self._trail.write(self.connection, self._author, self._clock(), (*self._deeds, *self._changes_told()))
        self._session.commit()
        if self._trail is not None:
            self._trail.committed()

    def note(self, deed: Deed) -> None:
        """Have the journal tell something else than the changes of records, in this transaction."""
        self._deeds.append(deed)

    def _changes_told(self) -> list[Deed]:
        """Return what this unit of work changed: one deed a file it touched."""
        told = {(deed.kind, deed.object_id) for deed in self._deeds} | self._gone
        by_child: dict[str, list[tuple[str, str]]] = {}
        for kind, record_id in sorted(self.changed - told):
            by_child.setdefault(self._child_of(kind, record_id), []).append((kind, record_id))
        return [self._change_told(child_id, records) for child_id, records in by_child.items()]

    def _child_of(self, kind: str, record_id: str) -> str:
        row = self._session.get(model_of(kind), uuid.UUID(record_id))
        child = child_of(self._session, row) if row is not None else None
        return child.hex if child else ""

    def _change_told(self, child_id: str, records: list[tuple[str, str]]) -> Deed:
        main = next((record for record in records if record in self._made), records[0])
        action = Action.CREATE if main in self._made else Action.CHANGE
        return Deed(action, *main, child_id, str(len(records)) if len(records) > 1 else "")

    def get(self, kind: str, record_id: str, revision: int | None = None) -> Item:
        """Return a record as it is now.

        Args:
            kind: kind of record.
            record_id: identifier.
            revision: the revision it must still have, when given.

        Raises:
            UnknownRecordError: it does not exist.
            StaleRecordError: it changed since ``revision``.
        """
        item = item_of(kind, self._row(kind, record_id))
        if revision is not None and item.revision != revision:
            raise StaleRecordError
        return item

    def add(self, kind: str, /, **values: Any) -> str:
        """Add a record and return its identifier: a new one, unless ``id`` gives it."""
        return self.add_many(kind, [values])[0]

    def add_many(self, kind: str, rows: Iterable[Mapping[str, Any]]) -> list[str]:
        """Add records of a kind in one go and return their identifiers, in order."""
        model, now = model_of(kind), self._clock()
        made = [model(**{"id": new_id(), **_stored(values)}, created_at=now) for values in rows]
        self._session.add_all(made)
        self._session.flush()
        self._made.update((kind, row.id.hex) for row in made)
        return [row.id.hex for row in made]

    def change(self, kind: str, record_id: str, /, **values: Any) -> Item:
        """Change some values of a record and return it."""
        row = self._row(kind, record_id)
        for name, value in _stored(values).items():
            if getattr(row, name) != value:
                setattr(row, name, value)
        self._session.flush()
        return item_of(kind, row)

    def remove(self, kind: str, record_id: str, along: Iterable[tuple[str, str]] = ()) -> None:
        """Put a record in the recycle bin with all that belongs to it, less the texts kept aside for them.

        Args:
            kind: kind of record.
            record_id: identifier.
            along: kind and identifier of records that go, and come back, with it; each holds on to those before it.
        """
        rows = with_all_that_belongs(self._session, self._row(kind, record_id))
        for other_kind, other_id in along:
            rows += with_all_that_belongs(self._session, self._row(other_kind, other_id))
        self._session.execute(delete(PendingInput).where(PendingInput.record_id.in_([row.id for row in rows])))
        child = child_of(self._session, rows[0])
        self.note(Deed(Action.REMOVE, kind, rows[0].id.hex, child.hex if child else ""))
        self._session.add(
            BinEntry(
                at=self._clock(),
                author=self._author,
                kind=kind,
                record_id=rows[0].id,
                child_id=child,
                summary=summary_of(self._session, rows[0]),
                content=written_down(rows),
            )
        )
        self._gone.update((row.__tablename__, row.id.hex) for row in rows)
        for row in reversed(rows):
            self._session.delete(row)
            self._session.flush()  # one by one: what belongs to a record goes before it

    def put_back(self, kind: str, record_id: str) -> None:
        """Take a record out of the bin, with all that belonged to it, each as it was and with the same identifier.

        Raises:
            UnknownRecordError: the bin does not hold it.
        """
        chosen = (BinEntry.kind == kind) & (BinEntry.record_id == uuid.UUID(record_id))
        entry = self._session.scalars(select(BinEntry).where(chosen).order_by(BinEntry.id.desc()).limit(1)).first()
        if entry is None:
            raise UnknownRecordError
        for row in read_back(as_merged(self.connection, entry.content)):
            self._session.add(row)
            self._session.flush()
        self._session.delete(entry)
        self._session.flush()

    def keep_pending(self, kind: str, record_id: str, field: str, text: str) -> None:
        """Keep a text that cannot be kept as its fact yet, so that nothing typed is lost."""
        key = uuid.UUID(record_id)
        self._session.merge(PendingInput(record_id=key, field=field, kind=kind, text=text, at=self._clock()))
        self._session.flush()

    def drop_pending(self, record_id: str, field: str) -> None:
        """Forget a pending text: the field holds a good value now."""
        chosen = (PendingInput.record_id == uuid.UUID(record_id)) & (PendingInput.field == field)
        self._session.execute(delete(PendingInput).where(chosen))

    def pending(self, record_ids: list[str]) -> dict[tuple[str, str], str]:
        """Return the pending texts of some records, by record and field."""
        wanted = [uuid.UUID(record_id) for record_id in record_ids]
        rows = self._session.execute(select(PendingInput).where(PendingInput.record_id.in_(wanted))).scalars()
        return {(row.record_id.hex, row.field): row.text for row in rows}

    def _row(self, kind: str, record_id: str) -> Record:
        try:
            row = self._session.get(model_of(kind), uuid.UUID(record_id))
        except ValueError:
            row = None
        if row is None:
            raise UnknownRecordError
        return row


def _said(error: IntegrityError) -> str:
    """Return what a constraint refused, in French; the driver tells it by the first word of its text only."""
    return {"UNIQUE": TWICE, "CHECK": IMPOSSIBLE, "NOT": IMPOSSIBLE}.get(str(error.orig).partition(" ")[0], IN_USE)


def _stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """Turn identifiers of 32 hexadecimal digits into UUIDs, and an empty one into nothing."""
    return {
        name: _identifier(value) if name == "id" or name.endswith("_id") else value for name, value in values.items()
    }


def _identifier(value: Any) -> Any:
    return uuid.UUID(value) if isinstance(value, str) and value else value or None
