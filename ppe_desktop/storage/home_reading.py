"""What the first screen shows beside the deadlines, read in a handful of queries whatever the number of children."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, func, select, union_all

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.home import MEETINGS
from ppe_desktop.domain.vocabulary import CollectionOutcome, FileStatus, PlanStatus, Speaker
from ppe_desktop.models import Child, ChildPlan, HistoryEntry, JournalEntry, JournalPart, Statement
from ppe_desktop.storage.kinds import model_of
from ppe_desktop.storage.reading import read_items

_NAMES = (
    "birth_surname", "use_surname", "first_names", "usual_first_name", "birth_date", "birth_date_precision", "death_date",
)  # fmt: skip
_FOLLOWED = Child.binned_at.is_(None) & (Child.status == FileStatus.ACTIVE.value)


def has_children(connection: Connection) -> bool:
    """Tell whether the base holds the file of a child, closed files included, the recycle bin not."""
    return connection.scalars(select(Child.id).where(Child.binned_at.is_(None)).limit(1)).first() is not None


def read_followed(connection: Connection) -> tuple[Item, ...]:
    """Return the names and dates of birth of the children whose files are open."""
    return tuple(
        Item("child", row[0].hex, 0, dict(zip(_NAMES, row[1:], strict=True)))
        for row in connection.execute(_named().where(_FOLLOWED))
    )


def read_names(connection: Connection, child_ids: Iterable[str]) -> tuple[Item, ...]:
    """Return the names and dates of birth of some children, whether their files are open or not."""
    wanted = [uuid.UUID(child_id) for child_id in child_ids]
    return tuple(
        Item("child", row[0].hex, 0, dict(zip(_NAMES, row[1:], strict=True)))
        for row in connection.execute(_named().where(Child.id.in_(wanted)))
    )


def _named() -> Select[Any]:
    table = Child.__table__
    return select(table.c.id, *(table.c[name] for name in _NAMES))


def read_last_met(connection: Connection, today: dt.date) -> dict[str, dt.date]:
    """Return the last day each child was met, today at the latest: a visit or an interview noted, or words asked of the child."""
    entries: Any = (
        select(JournalPart.child_id, JournalEntry.happened_on.label("day"))
        .join(JournalEntry, JournalEntry.id == JournalPart.entry_id)
        .where(JournalEntry.kind.in_(sorted(MEETINGS)), JournalEntry.happened_on <= today)
    )
    words = select(Statement.child_id, Statement.said_on.label("day")).where(
        Statement.speaker == Speaker.CHILD.value,
        Statement.outcome != CollectionOutcome.NOT_MET.value,
        Statement.said_on <= today,
    )
    met = union_all(entries, words).subquery()
    query = select(met.c.child_id, func.max(met.c.day)).group_by(met.c.child_id)
    return {child_id.hex: day for child_id, day in connection.execute(query)}


def read_drafts(connection: Connection) -> tuple[tuple[str, str, int], ...]:
    """Return the plans being prepared for the children whose files are open: plan, child, version; the newest first."""
    query = (
        select(ChildPlan.id, ChildPlan.child_id, ChildPlan.version)
        .join(Child, Child.id == ChildPlan.child_id)
        .where(ChildPlan.status == PlanStatus.DRAFT.value, _FOLLOWED)
        .order_by(ChildPlan.id.desc())
    )
    return tuple((plan.hex, child.hex, version) for plan, child, version in connection.execute(query))


def read_of_child(connection: Connection, kind: str, child_id: str) -> tuple[Item, ...]:
    """Return the records of a kind that belong to a child, the last made first."""
    model: Any = model_of(kind)
    return tuple(reversed(read_items(connection, model, model.child_id == uuid.UUID(child_id))))


_LAST_MOMENT = select(HistoryEntry.at).order_by(HistoryEntry.id.desc()).limit(1)


def read_last_moment(connection: Connection) -> dt.datetime | None:
    """Return the moment of the last change written in the base."""
    moment: dt.datetime | None = connection.execute(_LAST_MOMENT).scalar()
    return moment
