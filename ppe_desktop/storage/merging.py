"""Two persons made one, and parted again exactly: every reference follows, no protection is ever lost.

The row of the person taken in is kept whole in ``person_merge`` with what was moved, filled in and dropped. Finished plans keep the
identifiers they were sealed with: :func:`read_merged_ids` tells by whom each is meant today.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Connection, Table, UniqueConstraint, delete, or_, select
from sqlalchemy.orm import Session

from ppe_desktop.domain.errors import InputError, UnknownRecordError
from ppe_desktop.domain.names import person_name
from ppe_desktop.models import (
    Address,
    AddressProtection,
    Base,
    PendingInput,
    Person,
    PersonMerge,
    PersonTie,
    Record,
    Statement,
    StatementRestriction,
)
from ppe_desktop.models.declare import new_id
from ppe_desktop.storage.gestures import note_gesture
from ppe_desktop.storage.history import child_of
from ppe_desktop.storage.kinds import model_of
from ppe_desktop.storage.recycling import read_back, written_down

PROTECTING = (AddressProtection, StatementRestriction)
PROTECTED_FROM_EACH_OTHER = "L’adresse ou les paroles de l’une sont protégées de l’autre : ce sont deux personnes différentes. Rien n’a été modifié."
_OF_THE_ROW = frozenset({"id", "revision", "created_at", "position"})


def person_columns() -> Iterator[tuple[type[Record], str]]:
    """Give every column of every kind of record that refers to a person."""
    for mapper in Base.registry.mappers:
        if issubclass(mapper.class_, Record):
            for name, column in mapper.local_table.c.items():
                if any(key.column.table.name == "person" for key in column.foreign_keys):
                    yield mapper.class_, name


def _pointing(session: Session, model: type[Record], name: str, person_id: uuid.UUID) -> list[Record]:
    """Return the records of a kind that refer to a person in a column."""
    return list(session.scalars(select(model).where(model.__table__.c[name] == person_id)))


def read_merged_ids(connection: Connection) -> dict[str, str]:
    """Return, for each person taken into another, the identifier of the one who stands for both today."""
    rows = connection.execute(select(PersonMerge.kept_id, PersonMerge.content)).all()
    direct = {str(json.loads(content)["other_id"]): kept.hex for kept, content in rows}
    return {taken: _last(direct, taken) for taken in direct}


def _last(direct: dict[str, str], taken: str) -> str:
    while taken in direct:
        taken = direct[taken]
    return taken


def as_merged(connection: Connection, text: str) -> str:
    """Return a frozen text (a sealed plan, a record of the bin) with the persons taken into others named as today."""
    for taken, kept in read_merged_ids(connection).items():
        text = text.replace(taken, kept)
    return text


def links_of(session: Session, person_id: str) -> list[tuple[Record, uuid.UUID | None]]:
    """Return the records that refer to a person, each with the child it is about."""
    key = uuid.UUID(person_id)
    found: dict[uuid.UUID, Record] = {}
    for model, name in person_columns():
        found |= {row.id: row for row in _pointing(session, model, name, key)}
    return [(row, child_of(session, row)) for row in found.values()]


def merge_persons(
    session: Session, kept_id: str, other_id: str, values: dict[str, Any], *, author: str, at: dt.datetime
) -> str:
    """Take a person into another one and return the identifier of the merge.

    Args:
        session: the transaction.
        kept_id: the person who stays.
        other_id: the person taken in.
        values: facts of the kept person to change, checked already.
        author: who does it.
        at: when.

    Raises:
        InputError: something of one is protected from the other.
        UnknownRecordError: one of them does not exist.
    """
    kept, other = _person(session, kept_id), _person(session, other_id)
    if _are_protected_from_each_other(session, kept.id, other.id):
        raise InputError(PROTECTED_FROM_EACH_OTHER)
    content: dict[str, Any] = {
        "other_id": other.id.hex,
        "other": written_down([other]),
        "protections": _protections(session, kept.id) + _protections(session, other.id),
        "filled": _fill(kept, values),
        "pending": _take_pending(session, other.id),
    }
    content["moved"], content["removed"] = _move_all(session, kept.id, other.id)
    name = person_name(other)
    session.delete(other)
    merge = PersonMerge(at=at, author=author, kept_id=kept.id, summary=name, content=json.dumps(content))
    session.add(merge)
    session.flush()
    note_gesture(session, kept_id, author, at, f"Réunie avec la fiche de {name}", kind="person")
    return merge.id.hex


def part_persons(session: Session, merge_id: str, *, author: str, at: dt.datetime) -> str:
    """Undo a merge and return the identifier of the person who is back.

    What was changed since on the person kept stays. What was protected since from the person kept is protected from both: nobody can
    tell any more whom it was meant for.

    Raises:
        InputError: the person kept is gone, or was taken into another one since.
        UnknownRecordError: there is no such merge.
    """
    merge = session.get(PersonMerge, uuid.UUID(merge_id))
    if merge is None:
        raise UnknownRecordError
    kept = session.get(Person, merge.kept_id)
    if kept is None:
        raise InputError(
            "La personne gardée a été retirée, ou réunie depuis avec une autre : séparez d’abord cette autre fiche."
        )
    content = json.loads(merge.content)
    (other,) = read_back(content["other"])
    session.add(other)
    session.flush()
    _move_back(session, content["moved"], kept.id, other.id)
    _put_back(session, content["removed"])
    _empty_again(kept, content["filled"])
    _protect_from_both(session, kept.id, other.id, set(content["protections"]))
    for row in content["pending"]:
        session.merge(PendingInput(**{**row, "record_id": other.id, "at": dt.datetime.fromisoformat(row["at"])}))
    session.delete(merge)
    session.flush()
    note_gesture(session, kept.id.hex, author, at, f"Séparée de la fiche de {merge.summary}", kind="person")
    return other.id.hex


def _person(session: Session, person_id: str) -> Person:
    found = session.get(Person, uuid.UUID(person_id))
    if found is None:
        raise UnknownRecordError
    return found


def _are_protected_from_each_other(session: Session, one: uuid.UUID, other: uuid.UUID) -> bool:
    addresses = select(AddressProtection.id).join(Address, Address.id == AddressProtection.address_id)
    words = select(StatementRestriction.id).join(Statement, Statement.id == StatementRestriction.statement_id)
    for query, owner, hidden in (
        (addresses, Address.person_id, AddressProtection.hidden_from_id),
        (words, Statement.person_id, StatementRestriction.hidden_from_id),
    ):
        crossed = or_((owner == one) & (hidden == other), (owner == other) & (hidden == one))
        if session.execute(query.where(crossed)).first() is not None:
            return True
    return False


def _protections(session: Session, person_id: uuid.UUID) -> list[str]:
    return [
        row.hex
        for model in PROTECTING
        for row in session.scalars(select(model.id).where(model.hidden_from_id == person_id))
    ]


def _fill(kept: Person, values: dict[str, Any]) -> dict[str, list[Any]]:
    """Change facts of the person kept; return what each was and became, as text that JSON can hold."""
    filled = {}
    for name, value in values.items():
        before = getattr(kept, name)
        if before != value:
            setattr(kept, name, value)
            filled[name] = [_plain(before), _plain(value)]
    return filled


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _empty_again(kept: Person, filled: dict[str, list[Any]]) -> None:
    """Give back to the person kept what she or he had, unless it was changed since."""
    for name, (before, after) in filled.items():
        if _plain(getattr(kept, name)) == after:
            is_day = Person.__table__.columns[name].type.python_type is dt.date
            setattr(kept, name, dt.date.fromisoformat(before) if is_day and before else before)


def _take_pending(session: Session, person_id: uuid.UUID) -> list[dict[str, Any]]:
    """Return the texts kept aside for a person, taken out."""
    chosen = PendingInput.record_id == person_id
    rows = session.scalars(select(PendingInput).where(chosen)).all()
    taken = [{"field": r.field, "kind": r.kind, "text": r.text, "at": r.at.isoformat()} for r in rows]
    session.execute(delete(PendingInput).where(chosen))
    return taken


def _move_all(session: Session, kept: uuid.UUID, other: uuid.UUID) -> tuple[list[list[str]], list[str]]:
    """Make every reference follow; return what was moved, and the rows dropped because they would say nothing more."""
    moved, removed = [], []
    for model, name in person_columns():
        for row in _pointing(session, model, name, other):
            dropped = _dropped(session, row, name, kept)
            if dropped is not None:
                removed.append(written_down([dropped]))
                session.delete(dropped)
                session.flush()
            if dropped is not row:
                setattr(row, name, kept)
                moved.append([row.__tablename__, row.id.hex, name])
            session.flush()
    return moved, removed


def _dropped(session: Session, row: Record, moving: str, kept: uuid.UUID) -> Record | None:
    """Return the row that goes when a row would tie the person to herself, or repeat one of the person kept.

    Of two rows that the base refuses together, the one of the person kept stays unless it says nothing that the other does not.
    """
    if isinstance(row, PersonTie) and kept in (row.person_id, row.other_person_id):
        return row
    if _is_needed(session, row):
        return None
    twins = _pointing(session, type(row), moving, kept)
    refused = next((twin for twin in twins if _are_refused_together(row, twin, moving)), None)
    if refused is not None:
        is_empty = _says_no_more(refused, row, moving) and not _says_no_more(row, refused, moving)
        return refused if is_empty and not _is_needed(session, refused) else row
    return row if any(_says_no_more(row, twin, moving) for twin in twins) else None


def _are_refused_together(row: Record, twin: Record, moving: str) -> bool:
    """Tell whether the base would refuse both rows, once of the same person."""
    constraints = _table(type(row)).constraints
    return any(
        all(getattr(row, column.key) == getattr(twin, column.key) for column in unique.columns if column.key != moving)
        for unique in constraints
        if isinstance(unique, UniqueConstraint) and moving in unique.columns
    )


def _says_no_more(row: Record, twin: Record, moving: str) -> bool:
    """Tell whether a row holds nothing that the other does not."""
    columns = [column for column in _table(type(row)).columns if column.key not in _OF_THE_ROW and column.key != moving]
    return all(
        getattr(row, column.key) == getattr(twin, column.key)
        or (not column.foreign_keys and _is_empty(column, getattr(row, column.key)))
        for column in columns
    )


def _table(model: type[Record]) -> Table:
    """Return the table of a kind of record, with its constraints."""
    table = model.__table__
    assert isinstance(table, Table)
    return table


def _is_empty(column: Column[Any], value: Any) -> bool:
    default = getattr(column.default, "arg", None)
    return value in (None, "", False) or value == default


def _is_needed(session: Session, row: Record) -> bool:
    """Tell whether another record refers to this one."""
    for mapper in Base.registry.mappers:
        for column in mapper.local_table.c:
            if any(key.column.table.name == row.__tablename__ for key in column.foreign_keys):
                query = select(column).where(column == row.id).limit(1)
                if session.execute(query).first() is not None:
                    return True
    return False


def _move_back(session: Session, moved: list[list[str]], kept: uuid.UUID, other: uuid.UUID) -> None:
    for kind, record_id, column in moved:
        row = session.get(model_of(kind), uuid.UUID(record_id))
        if row is not None and getattr(row, column) == kept:
            setattr(row, column, other)
    session.flush()


def _put_back(session: Session, removed: list[str]) -> None:
    """Add again the rows dropped, less those whose owner was removed since."""
    for text in removed:
        (row,) = read_back(text)
        if all(_is_here(session, column, getattr(row, column.key)) for column in _table(type(row)).columns):
            session.add(row)
    session.flush()


def _is_here(session: Session, column: Column[Any], value: Any) -> bool:
    if value is None:
        return True
    return all(session.get(model_of(str(key.column.table.name)), value) is not None for key in column.foreign_keys)


def _protect_from_both(session: Session, kept: uuid.UUID, other: uuid.UUID, known: set[str]) -> None:
    """Protect from the person who is back what was protected from the person kept while they were one."""
    for model in PROTECTING:
        for row in session.scalars(select(model).where(model.hidden_from_id == kept)).all():
            if row.id.hex in known or _is_own(session, row, other):
                continue
            values = {c.key: getattr(row, c.key) for c in model.__table__.columns if c.key not in ("id", "revision")}
            session.add(model(**{**values, "id": new_id(), "hidden_from_id": other}))
    session.flush()


def _is_own(session: Session, row: Record, person_id: uuid.UUID) -> bool:
    """Tell whether what is protected is this person's own address or words."""
    if isinstance(row, AddressProtection) and row.address_id:
        address = session.get(Address, row.address_id)
        return address is not None and address.person_id == person_id
    if isinstance(row, StatementRestriction):
        statement = session.get(Statement, row.statement_id)
        return statement is not None and statement.person_id == person_id
    return False
