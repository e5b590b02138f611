"""Everything the base holds of a child's file: found, copied into an archive, erased without a trace of what it held."""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, or_, select, update
from sqlalchemy.orm import Session

from ppe_desktop.domain.errors import UnknownRecordError
from ppe_desktop.models import (
    AddressProtection,
    Base,
    BinEntry,
    Child,
    HistoryEntry,
    OutsideCopy,
    PendingInput,
    Person,
    PersonMerge,
    PersonTie,
    Record,
    Setting,
)
from ppe_desktop.models.attachment import AttachmentPiece
from ppe_desktop.storage.kinds import model_of
from ppe_desktop.storage.recycling import with_all_that_belongs
from ppe_desktop.storage.unit_of_work import UnitOfWork

SHARED = (
    ("meeting", "meeting_child", "meeting_id"),
    ("visit", "visit_child", "visit_id"),
    ("appointment", "appointment_child", "appointment_id"),
    ("journal_entry", "journal_part", "entry_id"),
)
"""What several children may have in common: it goes with the last of them. What names another comes before it."""


@dataclass
class Holding:
    """What the base holds of one child.

    Attributes:
        child_id: the child.
        rows: the records, by identifier.
        shared: how many records in common with others stay.
        names: words of the names of the child and of the persons who go, folded.
    """

    child_id: uuid.UUID
    rows: dict[uuid.UUID, Record] = field(default_factory=dict)
    shared: int = 0
    names: set[str] = field(default_factory=set)

    def add(self, rows: Iterable[Record]) -> None:
        """Add records."""
        self.rows.update((row.id, row) for row in rows)

    def counts(self) -> dict[str, int]:
        """Return how many records of each kind go."""
        return dict(sorted(Counter(row.__tablename__ for row in self.rows.values()).items()))

    def of(self, table: str) -> set[uuid.UUID]:
        """Return the identifiers of the records of a kind."""
        return {row.id for row in self.rows.values() if row.__tablename__ == table}


def find_holding(work: UnitOfWork, child_id: str) -> Holding:
    """Find all that belongs to a child, and to nobody else.

    Raises:
        UnknownRecordError: there is no such child.
    """
    session = work.session
    child = session.get(Child, uuid.UUID(child_id))
    if child is None:
        raise UnknownRecordError
    holding = Holding(child.id)
    holding.add(with_all_that_belongs(session, child))
    _add_pointing_at(session, holding, {"child"})
    for table, part, column in SHARED:
        _add_container(session, holding, table, part, column)
    _add_persons(session, holding)
    holding.names = _names(holding)
    return holding


def erase(work: UnitOfWork, holding: Holding) -> dict[str, int]:
    """Erase what was found, and every copy of it in the base: history, bin, pending texts, contents, merges. The caller commits.

    Returns:
        How many rows of each table were erased.
    """
    connection, ids = work.connection, set(holding.rows)
    counts: Counter[str] = Counter()
    counts.update(_erase_beside(connection, holding, ids))
    for table in reversed(Base.metadata.sorted_tables):
        chosen = holding.of(table.name)
        for some in _chunks(sorted(chosen, key=str)):
            connection.execute(delete(table).where(table.c.id.in_(some)))
        if chosen:
            counts[table.name] += len(chosen)
    _clean_settings(connection, holding)
    return dict(sorted(counts.items()))


def describe(work: UnitOfWork, holding: Holding) -> dict[str, list[dict[str, Any]]]:
    """Return everything as plain values, a list a table, for the archive; contents are left out (see :func:`contents`)."""
    kept: dict[str, list[dict[str, Any]]] = {}
    for row in holding.rows.values():
        values = {c.key: _plain(getattr(row, c.key)) for c in row.__table__.columns if c.key not in ("content", "pdf")}
        kept.setdefault(row.__tablename__, []).append(values)
    table = HistoryEntry.__table__
    query = select(table).where(_history_of(holding)).order_by(table.c.id)
    kept["history_entry"] = [
        {k: _plain(v) for k, v in row.items()} for row in work.connection.execute(query).mappings()
    ]
    return kept


def contents(work: UnitOfWork, holding: Holding) -> Iterator[tuple[str, str, bytes]]:
    """Give the attached and produced documents: kind of record and identifier, ending, content."""
    for row in sorted(holding.rows.values(), key=lambda row: row.id.hex):
        if row.__tablename__ == "attachment":
            chosen = AttachmentPiece.attachment_id == row.id
            pieces = work.connection.execute(
                select(AttachmentPiece.content).where(chosen).order_by(AttachmentPiece.number)
            )
            yield f"attachment-{row.id.hex}", "", b"".join(pieces.scalars())
        if row.__tablename__ == "produced_document":
            for name, ending in (("content", ".docx"), ("pdf", ".pdf")):
                content = getattr(row, name)
                if content:
                    yield f"produced_document-{row.id.hex}", ending, content


def _add_pointing_at(session: Session, holding: Holding, tables: set[str]) -> None:
    """Add the records of others that are about this one: a brother's link to the child, a note about the child in a visit."""
    for model, column in _pointing(tables):
        owned = {row.id for row in holding.rows.values() if row.__tablename__ in tables}
        for some in _chunks(sorted(owned, key=str)):
            for row in session.scalars(select(model).where(column.in_(some))):
                if row.id not in holding.rows:
                    holding.add(with_all_that_belongs(session, row))


def _add_container(session: Session, holding: Holding, table: str, part: str, column: str) -> None:
    """Add what was shared, when nobody else has a part in it."""
    held = {getattr(row, column) for row in holding.rows.values() if row.__tablename__ == part}
    for container_id in held:
        row = session.get(model_of(table), container_id)
        if row is None:
            continue
        owned = with_all_that_belongs(session, row)
        ours = set(holding.rows) | {one.id for one in owned}
        if any(_ids(session, model, where == container_id) - ours for model, where in _pointing({table})):
            holding.shared += 1
        else:
            holding.add(owned)


def _ids(session: Session, model: type[Record], where: Any) -> set[uuid.UUID]:
    return set(session.scalars(select(model.__table__.c.id).where(where)))


def _add_persons(session: Session, holding: Holding) -> None:
    """Add the persons that nothing else knows, with those only they are tied to; whoever another file names stays."""
    columns = list(_pointing({"person"}))
    named = {
        getattr(row, c.key) for row in holding.rows.values() for m, c in columns if row.__tablename__ == m.__tablename__
    }
    going = _with_those_tied(session, {person for person in named if person is not None})
    while going:
        theirs = set(holding.rows) | {row.id for row in _of_persons(session, going)}
        kept = {person for person in going if _is_known_elsewhere(session, person, columns, theirs, going)}
        if not kept:
            break
        going -= kept
    holding.add(_of_persons(session, going))
    _add_pointing_at(session, holding, {"person"} if going else set())


def _of_persons(session: Session, persons: set[uuid.UUID]) -> list[Record]:
    """Return persons with all that belongs to them, the protections of their addresses included."""
    rows: list[Record] = []
    for person in persons:
        row = session.get(Person, person)
        rows += with_all_that_belongs(session, row) if row is not None else []
    addresses = [row.id for row in rows if row.__tablename__ == "address"]
    rows += session.scalars(select(AddressProtection).where(AddressProtection.address_id.in_(addresses)))
    return rows


def _with_those_tied(session: Session, persons: set[uuid.UUID]) -> set[uuid.UUID]:
    found, new = set(persons), persons
    while new:
        ends = [PersonTie.person_id, PersonTie.other_person_id]
        ties = session.execute(select(*ends).where(or_(*(end.in_(list(new)) for end in ends)))).all()
        new = {person for tie in ties for person in tie} - found
        found |= new
    return found


def _is_known_elsewhere(
    session: Session, person: uuid.UUID, columns: list[Any], theirs: set[uuid.UUID], going: set[uuid.UUID]
) -> bool:
    """Tell whether a record that stays names a person; a tie between two who go does not."""
    for model, column in columns:
        for row in session.scalars(select(model).where(column == person)):
            if isinstance(row, PersonTie):
                if not {row.person_id, row.other_person_id} <= going:
                    return True
            elif row.id not in theirs:
                return True
    return False


def _pointing(tables: set[str]) -> Iterator[tuple[type[Record], Any]]:
    """Give the kinds of record that name a record of some tables, and the column that does."""
    for mapper in Base.registry.mappers:
        if issubclass(mapper.class_, Record):
            for column in mapper.local_table.c:
                if any(key.column.table.name in tables for key in column.foreign_keys):
                    yield mapper.class_, column


def _names(holding: Holding) -> set[str]:
    names = set()
    for row in holding.rows.values():
        if row.__tablename__ in ("child", "person"):
            for name in ("birth_surname", "use_surname", "first_names", "usual_first_name", "surname", "first_name"):
                names.update(str(getattr(row, name, "") or "").casefold().replace(",", " ").split())
    return names


def _history_of(holding: Holding) -> Any:
    return or_(HistoryEntry.child_id == holding.child_id, HistoryEntry.record_id.in_(list(holding.rows)))


def _erase_beside(connection: Connection, holding: Holding, ids: set[uuid.UUID]) -> dict[str, int]:
    """Erase what no key ties to a record: history, bin, pending texts, merges, contents, paths of copies."""
    told = BinEntry.content.contains(holding.child_id.hex)
    statements: list[tuple[str, Any]] = [
        ("history_entry", delete(HistoryEntry).where(HistoryEntry.child_id == holding.child_id)),
        ("bin_entry", delete(BinEntry).where(or_(BinEntry.child_id == holding.child_id, told))),
        ("outside_copy", delete(OutsideCopy).where(OutsideCopy.child_id == holding.child_id)),
    ]
    for some in _chunks(sorted(ids, key=str)):
        statements += [
            ("history_entry", delete(HistoryEntry).where(HistoryEntry.record_id.in_(some))),
            ("bin_entry", delete(BinEntry).where(BinEntry.record_id.in_(some))),
            ("pending_input", delete(PendingInput).where(PendingInput.record_id.in_(some))),
            ("person_merge", delete(PersonMerge).where(PersonMerge.kept_id.in_(some))),
            ("attachment_piece", delete(AttachmentPiece).where(AttachmentPiece.attachment_id.in_(some))),
        ]
    counts: Counter[str] = Counter()
    for name, statement in statements:
        counts[name] += connection.execute(statement).rowcount
    return {name: count for name, count in counts.items() if count}


def _clean_settings(connection: Connection, holding: Holding) -> None:
    """Take out of the choices of the user what names the child or a person who goes."""
    marks = {row_id.hex for row_id in holding.rows}
    for name, value in connection.execute(select(Setting.name, Setting.value)).all():
        kept = json.loads(value)
        cleaned = _without(kept, marks, holding.names)
        if cleaned != kept:
            text = json.dumps(cleaned, ensure_ascii=False)
            connection.execute(update(Setting).where(Setting.name == name).values(value=text))


def _without(value: Any, marks: set[str], names: set[str]) -> Any:
    """Return a choice without the parts that name somebody who goes; one that is all about them is forgotten."""
    if isinstance(value, list):
        return [one for one in value if not _is_about(one, marks, names)]
    if isinstance(value, dict):
        if any(_is_about(one, marks, names) for key, one in value.items() if not isinstance(one, list | dict)):
            return None
        return {key: _without(one, marks, names) for key, one in value.items() if key not in marks}
    return None if _is_about(value, marks, names) else value


def _is_about(value: Any, marks: set[str], names: set[str]) -> bool:
    if isinstance(value, str):
        return value in marks or value.casefold() in names
    if isinstance(value, dict):
        return any(key in marks or _is_about(one, marks, names) for key, one in value.items())
    return isinstance(value, list) and any(_is_about(one, marks, names) for one in value)


def _plain(value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return value.hex
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if hasattr(value, "isoformat") else value


def _chunks(values: list[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    for start in range(0, len(values), 400):
        yield values[start : start + 400]
