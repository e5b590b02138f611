"""The persons made one, told to people."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import Connection, select

from ppe_desktop.models import PersonMerge


def read_merges(connection: Connection) -> list[dict[str, Any]]:
    """Return the merges without their content, the last first."""
    columns = [column for column in PersonMerge.__table__.columns if column.key != "content"]
    query = select(*columns).order_by(PersonMerge.id.desc())
    return [
        {name: value.hex if isinstance(value, uuid.UUID) else value for name, value in row.items()}
        for row in connection.execute(query).mappings()
    ]
