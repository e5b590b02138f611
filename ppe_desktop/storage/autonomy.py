"""What the autonomy of a young person asks of the base beyond the file: the words of the interview already kept among the others."""

from __future__ import annotations

import uuid

from sqlalchemy import Connection, Table, select

from ppe_desktop.domain.vocabulary import Occasion, Speaker
from ppe_desktop.models import Statement


def read_words_of_interview(connection: Connection, child_id: str) -> frozenset[str]:
    """Return the exact words of a young person kept on the occasion of the interview at 17."""
    table: Table = Statement.__table__  # type: ignore[assignment]
    query = select(table.c.exact_words).where(
        table.c.child_id == uuid.UUID(child_id),
        table.c.speaker == Speaker.CHILD.value,
        table.c.occasion == Occasion.AUTONOMY.value,
    )
    return frozenset(words for (words,) in connection.execute(query))
