"""What the recycle bin holds, told to people, and whether it can be put back."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.names import full_name
from ppe_desktop.models import BinEntry, Child, Record
from ppe_desktop.storage.kinds import model_of
from ppe_desktop.storage.merging import as_merged
from ppe_desktop.storage.reading import item_of, read_items
from ppe_desktop.storage.recycling import read_back, read_bin


@dataclass(frozen=True, slots=True)
class Gone:
    """What a record of the bin needs and that is no longer in the base.

    Attributes:
        kind: kind of the record it needs.
        is_binned: that record is in the bin too.
    """

    kind: str
    is_binned: bool


def bin_size(connection: Connection) -> int:
    """Return how many records and files the bin holds."""
    entries = connection.execute(select(func.count()).select_from(BinEntry)).scalar_one()
    files = connection.execute(select(func.count()).select_from(Child).where(Child.binned_at.is_not(None))).scalar_one()
    return entries + files


def read_binned_files(connection: Connection) -> tuple[Item, ...]:
    """Return the children whose whole file is in the bin."""
    return read_items(connection, Child, Child.binned_at.is_not(None))


def read_bin_lines(connection: Connection, child_id: str = "") -> list[dict[str, Any]]:
    """Return what the bin holds with the names of the children each record is about, the last thrown first."""
    entries = read_bin(connection, child_id)
    wanted = {uuid.UUID(child) for entry in entries for child in entry["children"]}
    names = {child.id: full_name(child) for child in read_items(connection, Child, Child.id.in_(wanted))}
    return [
        {**entry, "names": tuple(sorted(names[child] for child in entry["children"] if child in names))}
        for entry in entries
    ]


def read_binned_item(connection: Connection, kind: str, record_id: str) -> tuple[Item, Gone | None] | None:
    """Return a record of the bin as it was, and what it needs that is gone; None when the bin does not hold it."""
    chosen = (BinEntry.kind == kind) & (BinEntry.record_id == uuid.UUID(record_id))
    content = connection.execute(
        select(BinEntry.content).where(chosen).order_by(BinEntry.id.desc()).limit(1)
    ).scalar_one_or_none()
    if content is None:
        return None
    rows = read_back(as_merged(connection, content))
    return item_of(kind, rows[0]), _gone(connection, rows)


def _gone(connection: Connection, rows: list[Record]) -> Gone | None:
    """Return the first record that these need and that is neither among them nor in the base."""
    among = {row.id for row in rows}
    for row in rows:
        for column in row.__table__.columns:
            needed = getattr(row, column.key)
            for key in column.foreign_keys:
                kind = str(key.column.table.name)
                if needed is not None and needed not in among and not _is_here(connection, kind, needed):
                    return Gone(kind, _is_binned(connection, kind, needed))
    return None


def _is_here(connection: Connection, kind: str, record_id: uuid.UUID) -> bool:
    model = model_of(kind)
    return connection.execute(select(model.id).where(model.id == record_id)).first() is not None


def _is_binned(connection: Connection, kind: str, record_id: uuid.UUID) -> bool:
    query = select(BinEntry.id).where(BinEntry.kind == kind, BinEntry.record_id == record_id)
    return connection.execute(query).first() is not None
