"""The journal of visits, calls, interviews and events, shared by siblings without mixing their files."""

from __future__ import annotations

import datetime as dt

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.checks import check_field, keep
from ppe_desktop.domain.errors import UnknownRecordError
from ppe_desktop.domain.journal import is_blank
from ppe_desktop.domain.vocabulary import JournalKind
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.visit_ties import is_of_visit, release_visit, tie_visit_again
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.journal import (
    ENTRY,
    PART,
    forget_thrown,
    new_identifier,
    read_journal,
    read_last_entries,
    read_notes,
    read_parts,
    thrown_part,
)
from ppe_desktop.storage.kinds import record_kinds
from ppe_desktop.storage.unit_of_work import UnitOfWork


class JournalService:
    """Use cases on the journal."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def new_ids(self) -> tuple[str, str]:
        """Return the identifiers of an entry to come and of its part: known at once, typing need not wait for the base.

        May be called from any thread.
        """
        return new_identifier(), new_identifier()

    def read(self, child_id: str) -> tuple[Item, ...]:
        """Return the journal of a child, the newest first; see :func:`ppe_desktop.storage.journal.read_journal`."""
        with self._database.work() as work:
            return read_journal(work.connection, child_id)

    def last(self, child_id: str, limit: int) -> tuple[Item, ...]:
        """Return the last entries of a child's journal, the newest first."""
        with self._database.work() as work:
            return read_last_entries(work.connection, child_id, limit)

    def notes(self, child_id: str) -> tuple[Item, ...]:
        """Return the private working notes of a child's file, the newest first."""
        with self._database.work() as work:
            return read_notes(work.connection, child_id)

    def start(
        self,
        child_id: str,
        kind: str = JournalKind.NOTE.value,
        happened_on: dt.date | None = None,
        ids: tuple[str, str] | None = None,
    ) -> Changes:
        """Make an empty entry in a child's journal.

        Args:
            child_id: the child.
            kind: nature of the entry.
            happened_on: the day; today by default.
            ids: identifiers of the entry and of the part, from :meth:`new_ids`; what has them already is left as it is.

        Raises:
            FieldError: the nature or the day cannot be kept.
            UnknownRecordError: there is no such child.
        """
        entry_id, part_id = ids or self.new_ids()
        with self._database.work() as work:
            work.get("child", child_id)
            if not _exists(work, ENTRY, entry_id):
                day = happened_on or work.now.date()
                work.add(ENTRY, id=entry_id, **_checked(work, kind=kind, happened_on=day))
                work.add(PART, id=part_id, child_id=child_id, entry_id=entry_id)
                work.commit()
            return Changes(frozenset(work.changed), entry_id)

    def involve(self, entry_id: str, child_id: str) -> Changes:
        """Make an entry concern one more child.

        A part taken out before comes back with its text; it is then not told as created, so that nobody reads it elsewhere
        than in the file it belongs to.

        Raises:
            UnknownRecordError: there is no such entry or child.
        """
        with self._database.work() as work:
            work.get(ENTRY, entry_id)
            work.get("child", child_id)
            if any(part.child_id == child_id for part in read_parts(work.connection, entry_id)):
                return Changes(frozenset())
            thrown, created = thrown_part(work.connection, entry_id, child_id), ""
            if thrown:
                work.put_back(PART, thrown)
            else:
                created = work.add(PART, child_id=child_id, entry_id=entry_id)
            work.commit()
            return Changes(frozenset(work.changed), created)

    def remove(self, entry_id: str, child_id: str | None = None) -> Changes:
        """Put an entry in the recycle bin: out of one child's journal, or of all.

        The changes hold the entry as it was, with ``thrown``, the identifiers of what went in the bin: give it to
        :meth:`put_back` to undo. The entry itself goes with the last child it concerned.

        Raises:
            UnknownRecordError: there is no such entry, or it does not concern this child.
        """
        with self._database.work() as work:
            entry = work.get(ENTRY, entry_id)
            parts = read_parts(work.connection, entry_id)
            out = [part for part in parts if child_id in (None, part.child_id)]
            if not out:
                raise UnknownRecordError
            is_whole = len(out) == len(parts)
            if is_whole:  # one line in the bin: it comes back for all of them
                release_visit(work, ENTRY, entry_id)
                work.remove(ENTRY, entry_id, along=[(PART, part.id) for part in out])
            else:
                for part in out:
                    work.remove(PART, part.id)
            work.commit()
            thrown = tuple(part.id for part in out)
            return Changes(frozenset(work.changed), removed=entry.having(thrown=thrown, is_whole=is_whole))

    def put_back(self, removed: Item) -> Changes:
        """Undo :meth:`remove`.

        Raises:
            InputError: the child concerns the entry again already.
            UnknownRecordError: the recycle bin no longer holds it.
        """
        with self._database.work() as work:
            whole = [(ENTRY, removed.id)] if removed.is_whole else [(PART, part_id) for part_id in removed.thrown]
            for kind, record_id in whole:
                work.put_back(kind, record_id)
                tie_visit_again(work, kind, record_id)
            work.commit()
            return Changes(frozenset(work.changed), created=removed.id)

    def discard_if_blank(self, entry_id: str) -> Changes:
        """Take an entry away without keeping it if not one letter was written in it, in any of its parts; else leave it."""
        with self._database.work() as work:
            if not _exists(work, ENTRY, entry_id):
                return Changes(frozenset())
            records = (work.get(ENTRY, entry_id), *read_parts(work.connection, entry_id))
            ids = [record.id for record in records]
            if not all(map(is_blank, records)) or any(work.pending(ids).values()) or is_of_visit(work, entry_id):
                return Changes(frozenset())
            for record in reversed(records):
                work.remove(record.record, record.id)
            forget_thrown(work.connection, ids)
            work.commit()
            return Changes(frozenset(work.changed))


def _exists(work: UnitOfWork, kind: str, record_id: str) -> bool:
    try:
        work.get(kind, record_id)
    except UnknownRecordError:
        return False
    return True


def _checked(work: UnitOfWork, **values: object) -> dict[str, object]:
    """Return the facts of an entry as they would be kept."""
    kept = {name: keep(record_kinds()[ENTRY].fact(name), value) for name, value in values.items()}
    for name, value in kept.items():
        check_field(record_kinds()[ENTRY].fact(name), value, work.now.date())
    return kept
