"""What a child's health events gave rise to: the words said on their occasion, the actions of the plan that come from them."""

from __future__ import annotations

import uuid

from sqlalchemy import Connection, select

from ppe_desktop.domain.casefile import Item
from ppe_desktop.models import ChildPlan, PlanAction, PlanObjective, Statement
from ppe_desktop.storage.reading import read_items


def read_words_of_health(connection: Connection, child_id: str) -> tuple[Item, ...]:
    """Return the statements of a child that were noted on the occasion of a health event."""
    key = uuid.UUID(child_id)
    return read_items(connection, Statement, Statement.child_id == key, Statement.health_event_id.is_not(None))


def read_actions_of_health(connection: Connection, child_id: str) -> tuple[Item, ...]:
    """Return the actions that come from a health event, in every version of a child's plan: what was reached is not asked again."""
    plans = select(ChildPlan.id).where(ChildPlan.child_id == uuid.UUID(child_id))
    objectives = select(PlanObjective.id).where(PlanObjective.plan_id.in_(plans))
    return read_items(
        connection, PlanAction, PlanAction.objective_id.in_(objectives), PlanAction.health_event_id.is_not(None)
    )


def read_objectives(connection: Connection, plan_id: str, domain: str) -> tuple[Item, ...]:
    """Return the objectives of one domain of a version of the plan."""
    return read_items(
        connection, PlanObjective, PlanObjective.plan_id == uuid.UUID(plan_id), PlanObjective.domain == domain
    )


def read_last_plan(connection: Connection, child_id: str) -> tuple[str, str] | None:
    """Return identifier and status of the last version of a child's plan; None when there is none."""
    query = (
        select(ChildPlan.id, ChildPlan.status)
        .where(ChildPlan.child_id == uuid.UUID(child_id))
        .order_by(ChildPlan.version.desc())
    )
    row = connection.execute(query.limit(1)).first()
    return (row[0].hex, row[1]) if row is not None else None
