"""What the statutory rules need of each child, read in a handful of queries whatever the number of children."""

from __future__ import annotations

import uuid
from collections import defaultdict
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Text, Uuid, select, type_coerce

from ppe_desktop.domain.casefile import CaseFile, Item, Items
from ppe_desktop.models import (
    CareEpisode,
    Child,
    ChildPlan,
    DeadlineWaiver,
    HealthEvent,
    Measure,
    Placement,
    Record,
    SituationReport,
    StatutoryStep,
)

_COLUMNS: dict[type[Record], tuple[str, ...]] = {
    CareEpisode: ("child_id", "since", "until"),
    Measure: ("episode_id", "type", "since", "until", "ended_on"),
    Placement: ("episode_id", "setting", "is_main", "since", "until", "judge_informed_on"),
    ChildPlan: ("child_id", "status", "established_on"),
    HealthEvent: ("child_id", "kind", "done_on"),
    SituationReport: ("child_id", "written_on", "informed_on", "not_informed", "sent_on"),
    StatutoryStep: ("child_id", "kind", "done_on"),
    DeadlineWaiver: ("child_id", "rule", "rule_key", "reason", "author", "waived_on"),
}
_CHILD = (
    "birth_surname", "use_surname", "first_names", "usual_first_name", "birth_date", "death_date", "is_unaccompanied", "nationality",
    "sex", "status",
)  # fmt: skip


def read_cases(connection: Connection, child_id: str = "") -> list[CaseFile]:
    """Return, for each child who is not in the recycle bin, a file that holds what the rules need and nothing else.

    Args:
        connection: connection to the base.
        child_id: one child only, when given.
    """
    wanted = [Child.id == uuid.UUID(child_id)] if child_id else [Child.binned_at.is_(None)]
    children = _rows(connection, Child, _CHILD, *wanted)
    by_child: dict[str, dict[str, list[Item]]] = {child.id: defaultdict(list) for child in children}
    owner: dict[str, str] = {}
    for model in _COLUMNS:
        through_episode = "episode_id" in _COLUMNS[model]
        for item in _rows(connection, model, _COLUMNS[model], *_of(model, child_id)):
            child = owner.get(item.episode_id) if through_episode else item.child_id
            if model is CareEpisode:
                owner[item.id] = item.child_id
            if child in by_child:
                by_child[child][item.record].append(item)
    return [
        CaseFile(child, Items({kind: tuple(found) for kind, found in by_child[child.id].items()})) for child in children
    ]


def _of(model: type[Record], child_id: str) -> list[Any]:
    if not child_id:
        return []
    table = model.__table__
    if "child_id" in table.c:
        return [table.c.child_id == uuid.UUID(child_id)]
    episodes = select(CareEpisode.id).where(CareEpisode.child_id == uuid.UUID(child_id))
    return [table.c.episode_id.in_(episodes)]


def _rows(connection: Connection, model: type[Record], names: tuple[str, ...], *where: Any) -> list[Item]:
    kind = model.__tablename__
    found = connection.execute(_columns(model, names).where(*where))
    return [Item(kind, row[0], 0, dict(zip(names, row[1:], strict=True))) for row in found]


@cache
def _columns(model: type[Record], names: tuple[str, ...]) -> Select[Any]:
    """Return the query of some columns; identifiers are left as the base keeps them, 32 hexadecimal digits."""
    columns = model.__table__.c
    return select(*(type_coerce(column, Text) if isinstance(column.type, Uuid) else column
                    for column in (columns.id, *(columns[name] for name in names))))  # fmt: skip
