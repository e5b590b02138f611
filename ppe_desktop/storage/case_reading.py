"""What the statutory rules need of each child, read in a handful of queries whatever the number of children."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Text, Uuid, bindparam, func, literal, select, type_coerce

from ppe_desktop.domain.casefile import CaseFile, Item, Items
from ppe_desktop.domain.vocabulary import JournalKind, Role
from ppe_desktop.models import (
    AutonomyInterview,
    AutonomyRightTold,
    CareEpisode,
    Child,
    ChildPlan,
    ContactRight,
    DeadlineWaiver,
    Decision,
    ExitInterview,
    HealthEvent,
    JournalEntry,
    JournalPart,
    LegalStatus,
    Measure,
    Person,
    Placement,
    PlanDelivery,
    Record,
    Relationship,
    SiblingLink,
    SituationReport,
    StatutoryStep,
    YoungAdultContract,
)

_COLUMNS: dict[type[Record], tuple[str, ...]] = {
    CareEpisode: ("child_id", "since", "until", "exit_reason", "concern_on", "concern_evaluated_on"),
    Decision: ("child_id", "kind", "decided_on", "notified_on", "report_every", "end_report_on", "travel_ban_until"),
    Measure: ("episode_id", "decision_id", "type", "since", "until", "ended_on", "end_reason", "agreed_on", "prosecutor_told_on"),
    Placement: (
        "episode_id", "setting", "is_main", "since", "until", "is_urgent", "decided_on", "decided_at", "judge_informed_on",
        "judge_informed_at", "parents_opinion_on",
    ),
    SiblingLink: ("child_id", "separated_on", "judge_informed_on"),
    ContactRight: ("child_id", "kind", "since", "until"),
    LegalStatus: ("child_id", "kind", "since"),
    ChildPlan: ("child_id", "status", "established_on", "autonomy"),
    PlanDelivery: ("plan_id", "recipient", "delivered_on"),
    HealthEvent: ("child_id", "kind", "exam_age", "done_on"),
    SituationReport: ("child_id", "written_on", "informed_on", "not_informed", "sent_on"),
    StatutoryStep: ("child_id", "kind", "done_on"),
    AutonomyInterview: ("child_id", "held_on", "handed_on"),
    AutonomyRightTold: ("interview_id", "right", "told_on"),
    YoungAdultContract: ("child_id", "requested_on", "decided_on", "decision", "since", "content"),
    ExitInterview: ("child_id", "held_on"),
    DeadlineWaiver: ("child_id", "rule", "rule_key", "reason", "author", "waived_on"),
}  # fmt: skip
"""What is read of each kind of record: first the record it belongs to, which comes before it here."""
_OWNERS: tuple[type[CareEpisode | ChildPlan | AutonomyInterview], ...] = (CareEpisode, ChildPlan, AutonomyInterview)
"""Records of a child to which others belong."""
_CHILD = (
    "birth_surname", "use_surname", "first_names", "usual_first_name", "birth_date", "birth_date_precision", "death_date", "is_unaccompanied",
    "nationality", "sex", "status", "created_at",
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
    for item in (
        item
        for query in (_visits, _trusted, _orphans)
        for item in _rows_of(connection, query(listed is not None), listed)
    ):
        if item.child_id in by_child:
            by_child[item.child_id][item.record].append(item)
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


def _rows_of(connection: Connection, query: Select[Any], listed: str | None) -> list[Item]:
    """Return the rows of a query whose columns are the kind of record, its identifier, the child, then what is told."""
    found = connection.execute(query, {} if listed is None else {"listed": listed})
    names = tuple(query.selected_columns.keys())[2:]
    return [Item(row[0], row[1], 0, dict(zip(names, row[2:], strict=True))) for row in found]


def _kept(query: Select[Any], child_id: Any, *, of_some: bool) -> Select[Any]:
    """Return a query restricted to the children asked for, ``listed`` as in the queries of records, or left as it is."""
    if not of_some:
        return query
    each = func.json_each(bindparam("listed", type_=Text)).table_valued("value")
    return query.where(child_id.in_(select(type_coerce(each.c.value, Uuid))))


def _text(column: Any, name: str) -> Any:
    return type_coerce(column, Text).label(name)


@cache
def _visits(of_some: bool) -> Select[Any]:
    """Return the query of the visits that the journal tells: their day and their nature, never their words."""
    entry, part = JournalEntry.__table__.c, JournalPart.__table__.c
    query = (
        select(literal("journal_entry").label("record"), _text(part.entry_id, "id"), _text(part.child_id, "child_id"), entry.kind,
               entry.happened_on)
        .join_from(JournalPart.__table__, JournalEntry.__table__, entry.id == part.entry_id)
        .where(entry.kind.in_((JournalKind.HOME_VISIT.value, JournalKind.CARE_VISIT.value)))
    )  # fmt: skip
    return _kept(query, part.child_id, of_some=of_some)


@cache
def _trusted(of_some: bool) -> Select[Any]:
    """Return the query of the trusted persons designated."""
    link = Relationship.__table__.c
    query = select(
        literal("relationship").label("record"), _text(link.id, "id"), _text(link.child_id, "child_id"), link.role, link.since
    ).where(link.role == Role.TRUSTED_PERSON.value)  # fmt: skip
    return _kept(query, link.child_id, of_some=of_some)


@cache
def _orphans(of_some: bool) -> Select[Any]:
    """Return the query of the children whose two parents, as the file knows them, have died; the record is the child."""
    link, person = Relationship.__table__.c, Person.__table__.c
    query = (
        select(literal("orphan").label("record"), _text(link.child_id, "id"), _text(link.child_id, "child_id"))
        .join_from(Relationship.__table__, Person.__table__, person.id == link.person_id)
        .where(link.role.in_((Role.MOTHER.value, Role.FATHER.value, Role.SECOND_PARENT.value)))
        .group_by(link.child_id)
        .having((func.count() == func.count(person.death_date)) & (func.count() > 1))
    )
    return _kept(query, link.child_id, of_some=of_some)


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
