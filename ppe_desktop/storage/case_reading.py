"""What the statutory rules need of each child, read in a handful of queries whatever the number of children."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Text, Uuid, bindparam, func, select, type_coerce

from ppe_desktop.domain.casefile import CaseFile, Item, Items
from ppe_desktop.models import (
    CareEpisode,
    Child,
    ChildPlan,
    ContactRight,
    DeadlineWaiver,
    Decision,
    HealthEvent,
    Measure,
    Placement,
    PlanDelivery,
    Record,
    SiblingLink,
    SituationReport,
    StatutoryStep,
)

_COLUMNS: dict[type[Record], tuple[str, ...]] = {
    CareEpisode: ("child_id", "since", "until", "concern_on", "concern_evaluated_on"),
    Decision: ("child_id", "kind", "decided_on", "notified_on", "report_every", "end_report_on", "travel_ban_until"),
    Measure: ("episode_id", "decision_id", "type", "since", "until", "ended_on", "agreed_on", "prosecutor_told_on"),
    Placement: (
        "episode_id", "setting", "is_main", "since", "until", "is_urgent", "decided_on", "decided_at", "judge_informed_on",
        "judge_informed_at", "parents_opinion_on",
    ),
    SiblingLink: ("child_id", "separated_on", "judge_informed_on"),
    ContactRight: ("child_id", "kind", "since", "until"),
    ChildPlan: ("child_id", "status", "established_on"),
    PlanDelivery: ("plan_id", "recipient", "delivered_on"),
    HealthEvent: ("child_id", "kind", "exam_age", "done_on"),
    SituationReport: ("child_id", "written_on", "informed_on", "not_informed", "sent_on"),
    StatutoryStep: ("child_id", "kind", "done_on"),
    DeadlineWaiver: ("child_id", "rule", "rule_key", "reason", "author", "waived_on"),
}  # fmt: skip
"""What is read of each kind of record: first the record it belongs to, which comes before it here."""
_OWNERS: tuple[type[CareEpisode | ChildPlan], ...] = (CareEpisode, ChildPlan)
"""Records of a child to which others belong."""
_CHILD = (
    "birth_surname", "use_surname", "first_names", "usual_first_name", "birth_date", "birth_date_precision", "death_date", "is_unaccompanied",
    "nationality", "sex", "status",
)  # fmt: skip


def read_cases(connection: Connection, child_ids: Sequence[str] | None = None) -> list[CaseFile]:
    """Return, for each child who is not in the recycle bin, a file that holds what the rules need and nothing else.

    Args:
        connection: connection to the base.
        child_ids: these children only, in the bin or not; everyone when None.
    """
    listed = None if child_ids is None else json.dumps(list(child_ids))
    children = _rows(connection, Child, _CHILD, listed)
    by_child: dict[str, dict[str, list[Item]]] = {child.id: defaultdict(list) for child in children}
    owner: dict[str, str] = {}
    for model, names in _COLUMNS.items():
        is_owned = names[0] != "child_id"
        for item in _rows(connection, model, names, listed):
            child = item.values[names[0]]
            if is_owned:
                child = owner.get(child)
            elif model in _OWNERS:
                owner[item.id] = child
            if child in by_child:
                by_child[child][item.record].append(item)
    return [
        CaseFile(child, Items({kind: tuple(found) for kind, found in by_child[child.id].items()})) for child in children
    ]


def _rows(connection: Connection, model: type[Record], names: tuple[str, ...], listed: str | None) -> list[Item]:
    kind = model.__tablename__
    if listed is None:
        found = connection.execute(_query(model, names))
    else:
        found = connection.execute(_query_of_some(model, names), {"listed": listed})
    return [Item(kind, row[0], 0, dict(zip(names, row[1:], strict=True))) for row in found]


@cache
def _columns(model: type[Record], names: tuple[str, ...]) -> Select[Any]:
    """Return the query of some columns; identifiers are left as the base keeps them, 32 hexadecimal digits."""
    columns = model.__table__.c
    return select(*(type_coerce(column, Text) if isinstance(column.type, Uuid) else column
                    for column in (columns.id, *(columns[name] for name in names))))  # fmt: skip


@cache
def _query(model: type[Record], names: tuple[str, ...]) -> Select[Any]:
    """Return the query of everyone's records; made once, as the making costs more than the answer."""
    query = _columns(model, names)
    return query.where(Child.binned_at.is_(None)) if model is Child else query


@cache
def _query_of_some(model: type[Record], names: tuple[str, ...]) -> Select[Any]:
    """Return the query of some children's records: their identifiers are one parameter, ``listed``, a JSON list."""
    table = model.__table__
    each = func.json_each(bindparam("listed", type_=Text)).table_valued("value")
    chosen = select(type_coerce(each.c.value, Uuid))
    if model is Child:
        of_them = table.c.id.in_(chosen)
    elif "child_id" in table.c:
        of_them = table.c.child_id.in_(chosen)
    else:
        key = names[0]
        (owner,) = (owner for owner in _OWNERS if key == f"{owner.__tablename__.split('_')[-1]}_id")
        of_them = table.c[key].in_(select(owner.id).where(owner.child_id.in_(chosen)))
    return _columns(model, names).where(of_them)
