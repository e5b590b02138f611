"""What a base holds, row by row, to tell whether it came back as it was."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from ppe_desktop.domain.casefile import Item
from ppe_desktop.models import Base
from ppe_desktop.services.session import Session
from ppe_desktop.storage.reading import read_items_of

Rows = dict[str, set[tuple[Any, ...]]]


def items(session: Session, kind: str) -> tuple[Item, ...]:
    """Every record of a kind."""

    def read() -> tuple[Item, ...]:
        with session.database.work() as work:
            return read_items_of(work.connection, kind)

    return session.run(read)


def content(session: Session, *, but: set[str]) -> Rows:
    """Every row of every table but some, revisions apart; nothing of the full-text index, which follows its own records."""

    def read() -> Rows:
        with session.database.work() as work:
            return {
                name: {
                    tuple(row)
                    for row in work.connection.execute(select(*(one for one in table.c if one.name != "revision")))
                }
                for name, table in Base.metadata.tables.items()
                if name not in but
            }

    return session.run(read)
