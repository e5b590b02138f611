"""The child's pages: read without their pictures, which may weigh much, and a picture at a time."""

from __future__ import annotations

import uuid

from sqlalchemy import Connection, Table, select

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.sketch import OPEN_MARK
from ppe_desktop.models import Sketch

_HEAVY = frozenset({"data", "picture"})


def read_sketches(connection: Connection, child_id: str) -> tuple[Item, ...]:
    """Return the pages of a child, the newest first, without what is on them; ``is_open`` tells those not finished."""
    table: Table = Sketch.__table__  # type: ignore[assignment]
    columns = [column for column in table.columns if column.key not in _HEAVY]
    query = (
        select(*columns, table.c.data.startswith(OPEN_MARK, autoescape=True).label("is_open"))
        .where(table.c.child_id == uuid.UUID(child_id))
        .order_by(table.c.made_on.desc(), table.c.created_at.desc(), table.c.id.desc())
    )
    return tuple(_item(dict(row)) for row in connection.execute(query).mappings())


def read_drawings(connection: Connection, statement_id: str) -> tuple[Item, ...]:
    """Return the finished pages that go with some words, with what is on them and their pictures, the oldest first."""
    table: Table = Sketch.__table__  # type: ignore[assignment]
    query = (
        select(table)
        .where(table.c.statement_id == uuid.UUID(statement_id), table.c.picture.is_not(None))
        .where(~table.c.data.startswith(OPEN_MARK, autoescape=True))
        .order_by(table.c.made_on, table.c.created_at, table.c.id)
    )
    return tuple(_item(dict(row)) for row in connection.execute(query).mappings())


def read_sketch_data(connection: Connection, sketch_id: str) -> tuple[str, str] | None:
    """Return the support of a page and what is on it, as it is kept; None when there is no such page."""
    table: Table = Sketch.__table__  # type: ignore[assignment]
    row = connection.execute(select(table.c.kind, table.c.data).where(table.c.id == uuid.UUID(sketch_id))).first()
    return (row[0], row[1]) if row is not None else None


def read_sketch_picture(connection: Connection, sketch_id: str) -> bytes:
    """Return the picture of a page, nothing when there is none."""
    table: Table = Sketch.__table__  # type: ignore[assignment]
    found: bytes | None = connection.execute(select(table.c.picture).where(table.c.id == uuid.UUID(sketch_id))).scalar()
    return found or b""


def sketches_of_statement(connection: Connection, statement_id: str) -> list[tuple[str, str]]:
    """Return kind and identifier of the pages that hold on to some words."""
    table: Table = Sketch.__table__  # type: ignore[assignment]
    found = connection.execute(select(table.c.id).where(table.c.statement_id == uuid.UUID(statement_id)))
    return [(table.name, row[0].hex) for row in found]


def _item(values: dict[str, object]) -> Item:
    plain = {name: value.hex if isinstance(value, uuid.UUID) else value for name, value in values.items()}
    return Item("sketch", str(plain.pop("id")), int(str(plain.pop("revision"))), plain)
