"""Choices of the user kept inside the base, as JSON: filters, last files opened, own words of the spelling."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from ppe_desktop.models import Setting

_KEPT = select(Setting.value).where(Setting.name == bindparam("wanted"))
"""Made once: choices are read at every turn, and making the query costs more than its answer."""


def read_setting(connection: Connection, name: str, default: Any = None) -> Any:
    """Return a choice kept under a name, or the default."""
    kept = connection.execute(_KEPT, {"wanted": name}).scalar()
    return default if kept is None else json.loads(kept)


def write_setting(connection: Connection, name: str, value: Any) -> None:
    """Keep a choice under a name."""
    text = json.dumps(value, ensure_ascii=False)
    statement = insert(Setting).values(name=name, value=text)
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": text}))
