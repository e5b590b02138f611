"""Reading what surrounds the words of one child's file: where they are cited, who spoke, since which document."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict

from sqlalchemy import Connection, func, select

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.names import person_name
from ppe_desktop.domain.vocabulary import PlanStatus
from ppe_desktop.domain.words_at_hand import FileWords, Links
from ppe_desktop.models import (
    BinEntry,
    ChildPlan,
    ObjectiveOpinion,
    Person,
    PlanObjective,
    PlanWords,
    ProducedDocument,
    Statement,
    StatementRestriction,
)
from ppe_desktop.models.declare import new_id
from ppe_desktop.storage.reading import read_items, read_statements

STATEMENT = Statement.__tablename__


def read_words(connection: Connection, child_id: str) -> FileWords:
    """Return the words of a child's file, and of no other, with what surrounds them."""
    items = read_statements(connection, child_id)
    links = _links(connection, child_id)
    return FileWords(items, _names(connection, child_id), links, _last_document(connection, child_id))


def fresh_id() -> str:
    """Return the identifier of words about to be noted."""
    return new_id().hex


def in_bin(connection: Connection, statement_id: str) -> bool:
    """Tell whether words lie in the recycle bin."""
    thrown = (BinEntry.kind == STATEMENT) & (BinEntry.record_id == uuid.UUID(statement_id))
    return connection.execute(select(BinEntry.id).where(thrown).limit(1)).first() is not None


def read_one(connection: Connection, statement_id: str) -> Item | None:
    """Return some words, or None when they are not in the base."""
    return next(iter(read_items(connection, Statement, Statement.id == uuid.UUID(statement_id))), None)


def _names(connection: Connection, child_id: str) -> dict[str, str]:
    key = uuid.UUID(child_id)
    mine = select(Statement.id).where(Statement.child_id == key)
    spoke = select(Statement.person_id).where(Statement.child_id == key)
    kept_from = select(StatementRestriction.hidden_from_id).where(StatementRestriction.statement_id.in_(mine))
    people = read_items(connection, Person, Person.id.in_(spoke) | Person.id.in_(kept_from))
    return {person.id: person_name(person) for person in people}


def _links(connection: Connection, child_id: str) -> Links:
    plans = select(ChildPlan.id).where(ChildPlan.child_id == uuid.UUID(child_id))
    last = plans.order_by(ChildPlan.version.desc()).limit(1).scalar_subquery()
    domains: dict[str, set[str]] = defaultdict(set)
    for words in read_items(connection, PlanWords, PlanWords.plan_id == last):
        domains[words.statement_id].add(words.domain)
    objectives = read_items(connection, PlanObjective, PlanObjective.plan_id.in_(plans))
    known = {one.id: frozenset({one.id, one.lasting_id}) for one in objectives}
    cited: dict[str, set[str]] = defaultdict(set)
    for one in objectives:
        if one.closing_words_id:
            cited[one.closing_words_id] |= known[one.id]
    of_plans = select(PlanObjective.id).where(PlanObjective.plan_id.in_(plans))
    for opinion in read_items(connection, ObjectiveOpinion, ObjectiveOpinion.objective_id.in_(of_plans)):
        if opinion.statement_id:
            cited[opinion.statement_id] |= known.get(opinion.objective_id, frozenset())
    return Links(
        {key: frozenset(codes) for key, codes in domains.items()},
        {key: frozenset(ids) for key, ids in cited.items()},
        {each: one.domain for one in objectives for each in known[one.id]},
        {one.id: one.lasting_id for one in objectives},
    )


def _last_document(connection: Connection, child_id: str) -> dt.date | None:
    key = uuid.UUID(child_id)
    finished = (ChildPlan.child_id == key) & (ChildPlan.status == PlanStatus.FINISHED.value)
    produced = (ProducedDocument.child_id == key) & ProducedDocument.is_draft.is_(False)
    moments = (
        connection.scalar(select(func.max(ChildPlan.finished_at)).where(finished)),
        connection.scalar(select(func.max(ProducedDocument.created_at)).where(produced)),
    )
    return max((moment.date() for moment in moments if moment is not None), default=None)
