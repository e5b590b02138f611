"""The lines of the list of children, read in a handful of queries whatever the number of children."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, select

from ppe_desktop.domain.casefile import ChildCard, Item, is_current
from ppe_desktop.domain.names import full_name, list_name, sort_key
from ppe_desktop.domain.texts import plain
from ppe_desktop.domain.vocabulary import MeasureType, PlacementSetting, PlanStatus
from ppe_desktop.models import (
    Address,
    AddressProtection,
    CareEpisode,
    Child,
    ChildPlan,
    Measure,
    Placement,
    Relationship,
    SiblingLink,
)
from ppe_desktop.storage.reading import read_items


def read_cards(connection: Connection, today: dt.date) -> list[ChildCard]:
    """Return a line per child, in French alphabetical order."""
    measures = _by_child(connection, Measure, today)
    places = _by_child(connection, Placement, today)
    siblings = _siblings(connection)
    plans = _plans(connection)
    protected = _protected(connection)
    return [
        _card(
            child,
            measures.get(child.id, []),
            places.get(child.id, []),
            siblings[child.id],
            plans.get(child.id),
            protected,
        )
        for child in sorted(read_items(connection, Child), key=sort_key)
    ]


def _card(
    child: Item,
    measures: list[Item],
    places: list[Item],
    siblings: set[str],
    plan: tuple[str, dt.date | None] | None,
    protected: set[str],
) -> ChildCard:
    measure = max(measures, key=lambda item: item.since or dt.date.min, default=None)
    place = max(places, key=lambda item: (item.is_main, item.since or dt.date.min), default=None)
    measure_label = MeasureType.label_of(measure.type) if measure else ""
    place_label = (place.name or PlacementSetting.label_of(place.setting)) if place else ""
    names = (child.birth_surname, child.use_surname, child.first_names, child.usual_first_name, child.other_names)
    return ChildCard(
        child_id=child.id,
        list_name=list_name(child),
        full_name=full_name(child),
        birth_date=child.birth_date,
        measure=measure_label,
        place=place_label,
        siblings=frozenset(siblings),
        plan_state=plan[0] if plan else "missing",
        plan_on=plan[1] if plan else None,
        searchable=plain(" ".join([*names, measure_label, place_label])),
        has_protection=child.id in protected,
        next_term=measure.until if measure else None,
    )


def _by_child(connection: Connection, model: type[Measure] | type[Placement], today: dt.date) -> dict[str, list[Item]]:
    """Return the measures or places in force, by child."""
    query: Any = select(CareEpisode.id, CareEpisode.child_id)
    episodes = dict(connection.execute(query).all())
    found: dict[str, list[Item]] = defaultdict(list)
    for item in read_items(connection, model):
        if is_current(item, today):
            found[episodes[uuid.UUID(item.episode_id)].hex].append(item)
    return found


def _siblings(connection: Connection) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    query: Any = select(SiblingLink.child_id, SiblingLink.other_child_id).where(SiblingLink.other_child_id.is_not(None))
    for one, other in connection.execute(query):
        if other is not None:
            found[one.hex].add(other.hex)
            found[other.hex].add(one.hex)
    return found


def _plans(connection: Connection) -> dict[str, tuple[str, dt.date | None]]:
    """Return where each child's plan stands: a draft in progress first, else the last finished version."""
    query: Any = select(ChildPlan.child_id, ChildPlan.status, ChildPlan.established_on).order_by(ChildPlan.version)
    found: dict[str, tuple[str, dt.date | None]] = {}
    for child, status, established in connection.execute(query):
        before = found.get(child.hex)
        finished_on = established if status == PlanStatus.FINISHED else before[1] if before else None
        found[child.hex] = ("finished" if status == PlanStatus.FINISHED else "draft", finished_on)
    return found


def _protected(connection: Connection) -> set[str]:
    """Return the children in whose file an address is protected."""
    by_person = (
        select(Relationship.child_id)
        .join(Address, Address.person_id == Relationship.person_id)
        .join(AddressProtection, AddressProtection.address_id == Address.id)
    )
    by_place = (
        select(CareEpisode.child_id)
        .join(Placement, Placement.episode_id == CareEpisode.id)
        .join(AddressProtection, AddressProtection.placement_id == Placement.id)
    )
    anonymous = (
        select(CareEpisode.child_id)
        .join(Placement, Placement.episode_id == CareEpisode.id)
        .where(Placement.is_anonymous)
    )
    return {child.hex for query in (by_person, by_place, anonymous) for child in connection.execute(query).scalars()}
