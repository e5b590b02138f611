"""Which kept documents may hold some words: finished plans that cite them, documents produced, and to whom each was handed."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import Connection, select

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.vocabulary import PlanStatus
from ppe_desktop.models import (
    ChildPlan,
    DocumentDelivery,
    PlanDelivery,
    PlanWords,
    ProducedDocument,
    Sketch,
    StatementRestriction,
)
from ppe_desktop.storage.reading import read_items, read_produced


class Held(NamedTuple):
    """What is kept of a child's documents, with the copies handed over.

    Attributes:
        plans: the finished versions that cite the words.
        plan_deliveries: copies of these versions handed over.
        produced: the register of the child, without contents.
        deliveries: copies of these documents handed over, by document.
        citing: documents that say themselves which words they print, and print these.
    """

    plans: tuple[Item, ...]
    plan_deliveries: dict[str, tuple[Item, ...]]
    produced: tuple[Item, ...]
    deliveries: dict[str, tuple[Item, ...]]
    citing: frozenset[str]


def read_held(connection: Connection, child_id: str, statement_id: str) -> Held:
    """Return what is kept of a child's documents, and what is known at once of where some words are."""
    citing = select(PlanWords.plan_id).where(PlanWords.statement_id == uuid.UUID(statement_id))
    finished = (ChildPlan.status == PlanStatus.FINISHED.value) & ChildPlan.id.in_(citing)
    plans = read_items(connection, ChildPlan, finished)
    copies = read_items(connection, PlanDelivery, PlanDelivery.plan_id.in_([uuid.UUID(plan.id) for plan in plans]))
    produced = read_produced(connection, child_id)
    mine = select(ProducedDocument.id).where(ProducedDocument.child_id == uuid.UUID(child_id))
    deliveries = read_items(connection, DocumentDelivery, DocumentDelivery.produced_id.in_(mine))
    return Held(
        plans,
        _by(copies, "plan_id"),
        produced,
        _by(deliveries, "produced_id"),
        frozenset(one.id for one in produced if _cites(one, statement_id)),
    )


def read_content(connection: Connection, produced_id: str) -> bytes | None:
    """Return the Word file kept of a produced document, None when nothing was kept."""
    query = select(ProducedDocument.content).where(ProducedDocument.id == uuid.UUID(produced_id))
    content: bytes | None = connection.execute(query).scalar()
    return content


def is_tied(connection: Connection, statement_id: str) -> bool:
    """Tell whether something was attached to some words: a page of the child, a person they are kept from, a plan that cites them."""
    key = uuid.UUID(statement_id)
    ties = (Sketch.statement_id, StatementRestriction.statement_id, PlanWords.statement_id)
    return any(connection.execute(select(tie).where(tie == key).limit(1)).first() for tie in ties)


def _cites(produced: Item, statement_id: str) -> bool:
    try:
        sources = json.loads(produced.values.get("sources") or "[]")
    except ValueError:
        return False
    return ["statement", statement_id] in sources


def _by(items: tuple[Item, ...], key: str) -> dict[str, tuple[Item, ...]]:
    found: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        found[item.values[key]].append(item)
    return {owner: tuple(copies) for owner, copies in found.items()}
