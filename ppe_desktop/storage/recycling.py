"""The recycle bin: a record taken out is kept whole, with all that belonged to it, and can be put back as it was."""

from __future__ import annotations

import base64
import datetime as dt
import json
import uuid
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, case, or_, select
from sqlalchemy.orm import Session

from ppe_desktop.models import Base, BinEntry, Record
from ppe_desktop.storage.kinds import model_of


def with_all_that_belongs(session: Session, row: Record) -> list[Record]:
    """Return a record and everything that would disappear with it, each after what it belongs to."""
    found: list[Record] = [row]
    seen = {row.id}
    for holder in found:  # grows while it is read
        for model, column in _belongings(holder.__tablename__):
            for part in session.scalars(select(model).where(column == holder.id)):
                if part.id not in seen:
                    seen.add(part.id)
                    found.append(part)
    return found


def _belongings(table: str) -> Iterator[tuple[type[Record], ColumnElement[Any]]]:
    """Give the kinds of record that belong to those of a table, and the column that says so."""
    for mapper in Base.registry.mappers:
        if issubclass(mapper.class_, Record):
            for column in mapper.local_table.c:
                if any(key.column.table.name == table and key.ondelete == "CASCADE" for key in column.foreign_keys):
                    yield mapper.class_, column


def written_down(rows: list[Record]) -> str:
    """Return records as a text that :func:`put_back` reads."""
    return json.dumps(
        [
            {
                "kind": row.__tablename__,
                "values": {c.key: _plain(getattr(row, c.key)) for c in row.__table__.columns},
            }
            for row in rows
        ],
        ensure_ascii=False,
    )


def read_back(content: str) -> list[Record]:
    """Return the records of a text made by :func:`written_down`, not yet in the base.

    A column that the text does not know (it was written by an older version) takes its default.
    """
    return [_record(entry["kind"], entry["values"]) for entry in json.loads(content)]


def _record(kind: str, values: dict[str, Any]) -> Record:
    model = model_of(kind)
    columns = model.__table__.columns
    return model(**{name: _typed(columns[name], value) for name, value in values.items() if name in columns})


def _plain(value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return value.hex
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value.isoformat() if isinstance(value, dt.date) else value


def _typed(column: ColumnElement[Any], value: Any) -> Any:
    if value is None:
        return None
    wanted = column.type.python_type
    if wanted is bytes:
        return base64.b64decode(value)
    if wanted in (dt.datetime, dt.date):
        return wanted.fromisoformat(value)
    return uuid.UUID(value) if wanted is uuid.UUID else value


def read_bin(connection: Connection, child_id: str = "") -> list[dict[str, Any]]:
    """Return what the bin holds, the last thrown first, without its content; of one child when given.

    Each line has ``children``, the identifiers of those it is about: what several files share is about all of them.
    """
    columns = [column for column in BinEntry.__table__.columns if column.key != "content"]
    shared = case((BinEntry.child_id.is_(None), BinEntry.content), else_="[]").label("shared")
    query = select(*columns, shared).order_by(BinEntry.id.desc())
    if child_id:
        is_among = BinEntry.child_id.is_(None) & BinEntry.content.contains(f'"child_id": "{child_id}"')
        query = query.where(or_(BinEntry.child_id == uuid.UUID(child_id), is_among))
    return [_bin_line(row) for row in connection.execute(query).mappings()]


def _bin_line(row: RowMapping) -> dict[str, Any]:
    line = {name: value.hex if isinstance(value, uuid.UUID) else value for name, value in row.items()}
    among = [entry["values"].get("child_id") for entry in json.loads(line.pop("shared"))]
    return {**line, "children": [line["child_id"]] if line["child_id"] else list(dict.fromkeys(filter(None, among)))}
