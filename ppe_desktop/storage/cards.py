"""The list of children: everyone's name first, then one kind of fact after the other, each in one query whatever the number of children.

Only the columns shown are read, as tuples, identifiers as stored: at ten thousand children a mapping per row would cost more than the
reading itself. What is the latest, what is in force and what comes first is sought here and not by the base: it wipes the memory of
every value that it sets aside, and a sort or a ``GROUP BY`` costs it fifty times what it costs here.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Select, String, or_, select, type_coerce

from ppe_desktop.domain.casefile import ChildCard
from ppe_desktop.domain.children_list import MeasureInForce, Part, PlanState
from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.names import capitals
from ppe_desktop.domain.texts import plain
from ppe_desktop.domain.vocabulary import (
    CollectionOutcome,
    FileStatus,
    MeasureType,
    PlacementSetting,
    PlanStatus,
    Role,
    Speaker,
)
from ppe_desktop.models import (
    Address,
    AddressProtection,
    CareEpisode,
    Child,
    ChildPlan,
    Measure,
    Person,
    Placement,
    Relationship,
    SiblingLink,
    Statement,
)

_NO_DAY = dt.date.min
_NOBODY: frozenset[str] = frozenset()


def read_cards(connection: Connection) -> list[ChildCard]:
    """Return a line per child, closed files included, in French alphabetical order."""
    siblings = _siblings(connection)
    folded, capital, first_of = _Each(plain), _Each(capitals), _Each(_first)
    active = FileStatus.ACTIVE.value
    cards = []
    for child_id, birth, use, firsts, usual, others, born, died, status, closed_on in _children(connection):
        first = usual or first_of[firsts]
        last = use or birth
        order = last_folded, first_folded = folded[last], folded[first or last]
        searchable = f" {last_folded} {first_folded}"
        if use or others or first != firsts:
            searchable = f"{searchable} {folded[f'{birth} {firsts} {others}']}"
        listed, full = (f"{capital[last]} {first}", f"{first} {last}") if first else (capital[last], last)
        family = siblings.get(child_id, _NOBODY)
        closed = status != active
        cards.append(
            ChildCard(child_id, listed, full, "", born, died is not None, family, searchable, order, closed, closed_on)
        )
    cards.sort(key=attrgetter("order"))
    return _with_signs(cards)


def read_part(connection: Connection, part: Part, today: dt.date) -> dict[str, Any]:
    """Return one kind of fact about everyone, by identifier of child.

    Args:
        connection: connection to the base.
        part: one of :data:`ppe_desktop.domain.children_list.READ_PARTS`.
        today: day on which what is in force is in force.
    """
    return _READERS[part](connection, today)


class _Each(dict[str, str]):
    """What a function makes of texts that many children share, made once."""

    def __init__(self, made: Callable[[str], str]) -> None:
        super().__init__()
        self._made = made

    def __missing__(self, text: str) -> str:
        self[text] = made = self._made(text)
        return made


def _first(names: str) -> str:
    return (names.replace(",", " ").split() or [""])[0]


def _with_signs(cards: list[ChildCard]) -> list[ChildCard]:
    """Tell namesakes apart: by their birth date, else by what follows it in the file."""
    orders = [card.order for card in cards]
    for place, (before, order) in enumerate(pairwise(orders)):
        if before == order and cards[place].list_name == cards[place + 1].list_name:
            for near in (place, place + 1):
                born = short_date(cards[near].birth_date)
                cards[near] = cards[near]._replace(sign=born or "date de naissance inconnue")
    return cards


def _text(column: Any) -> Any:
    """Read an identifier as it is stored."""
    return type_coerce(column, String())


def _children(connection: Connection) -> Iterable[Any]:
    columns = (
        Child.birth_surname, Child.use_surname, Child.first_names, Child.usual_first_name, Child.other_names, Child.birth_date,
        Child.death_date, Child.status, Child.closed_on,
    )  # fmt: skip
    return connection.execute(select(_text(Child.id), *columns).where(Child.binned_at.is_(None))).all()


def _siblings(connection: Connection) -> dict[str, frozenset[str]]:
    """Return the siblings who have a file that is not in the recycle bin, by child."""
    binned = set(connection.execute(select(_text(Child.id)).where(Child.binned_at.is_not(None))).scalars())
    found: dict[str, set[str]] = defaultdict(set)
    query: Any = select(_text(SiblingLink.child_id), _text(SiblingLink.other_child_id)).where(
        SiblingLink.other_child_id.is_not(None)
    )
    for one, other in connection.execute(query).all():
        if one not in binned and other not in binned:
            found[one].add(other)
            found[other].add(one)
    return {child: frozenset(others) for child, others in found.items()}


def _of_child(model: type[Measure] | type[Placement], *columns: Any) -> Select[Any]:
    query: Any = select(_text(CareEpisode.child_id), *columns)
    return query.join(model, model.episode_id == CareEpisode.id)  # type: ignore[no-any-return]


def _in_force(connection: Connection, query: Select[Any], today: dt.date) -> Iterator[tuple[Any, ...]]:
    """Return what is in force on a day, both ends included, of rows that end with the first and the last day."""
    for *told, since, until in connection.execute(query).all():
        if (since is None or since <= today) and (until is None or until >= today):
            yield *told, since


def _measures(connection: Connection, today: dt.date) -> dict[str, MeasureInForce]:
    """Return the measure in force begun last, by child."""
    query = _of_child(Measure, Measure.type, Measure.until, Measure.since, Measure.ended_on)
    labels = {kind.value: kind.label for kind in MeasureType}
    found: dict[str, MeasureInForce] = {}
    begun: dict[str, dt.date] = {}
    for child, kind, until, since in _in_force(connection, query, today):
        day = since or _NO_DAY
        if child not in begun or day > begun[child]:
            begun[child] = day
            found[child] = MeasureInForce(labels.get(kind, kind), until)
    return found


def _places(connection: Connection, today: dt.date) -> dict[str, str]:
    """Return where each child lives: a main place before the others, then the one reached last."""
    query = _of_child(Placement, Placement.name, Placement.setting, Placement.is_main, Placement.since, Placement.until)
    labels = {kind.value: kind.label for kind in PlacementSetting}
    found: dict[str, str] = {}
    rank: dict[str, tuple[bool, dt.date]] = {}
    for child, name, setting, main, since in _in_force(connection, query, today):
        here = (main, since or _NO_DAY)
        if child not in rank or here > rank[child]:
            rank[child] = here
            found[child] = name or labels.get(setting, setting)
    return found


def _referents(connection: Connection, today: dt.date) -> dict[str, str]:
    """Return the name of the référent noted at present, the last one to begin, by child."""
    noted: Any = select(
        _text(Relationship.child_id), _text(Relationship.person_id), _text(Relationship.id),
        Relationship.since, Relationship.until,
    ).where(Relationship.role == Role.CASE_WORKER.value)  # fmt: skip
    found: dict[str, str] = {}
    rank: dict[str, tuple[dt.date, str]] = {}
    for child, person, link, since in _in_force(connection, noted, today):
        here = (since or _NO_DAY, link)
        if child not in rank or here > rank[child]:
            rank[child], found[child] = here, person
    names = _names(connection, set(found.values()))
    return {child: names[person] for child, person in found.items()}


def _names(connection: Connection, persons: set[str]) -> dict[str, str]:
    query: Any = select(_text(Person.id), Person.first_name, Person.surname)
    few = sorted(persons)[:500]
    if len(few) == len(persons):
        query = query.where(_text(Person.id).in_(few))
    return {person: f"{first} {last}".strip() for person, first, last in connection.execute(query).all()}


def _plans(connection: Connection, _today: dt.date) -> dict[str, PlanState]:
    """Return where each child's plan stands: a draft in progress first, else the last finished version."""
    query: Any = select(_text(ChildPlan.child_id), ChildPlan.status, ChildPlan.established_on, ChildPlan.version)
    found: dict[str, PlanState] = {}
    for child, status, established, _version in sorted(connection.execute(query).all(), key=lambda row: row[3]):
        before = found.get(child)
        is_finished = status == PlanStatus.FINISHED
        finished_on = established if is_finished else before.established_on if before else None
        found[child] = PlanState("finished" if is_finished else "draft", finished_on)
    return found


_SAID = (Statement.exact_words, Statement.reported_words, Statement.observation)
"""Where what was said or seen is written: a card left blank is not words."""


def _last_words(connection: Connection, _today: dt.date) -> dict[str, dt.date]:
    """Return the day of the child's last words, by child: one step in an index for each, however many words there are."""
    last = (
        select(Statement.said_on)
        .where(
            Statement.child_id == Child.id,
            Statement.speaker == Speaker.CHILD.value,
            Statement.said_on.is_not(None),
            or_(Statement.outcome != CollectionOutcome.COLLECTED.value, *(text != "" for text in _SAID)),
        )
        .order_by(Statement.said_on.desc())
        .limit(1)
        .scalar_subquery()
    )
    query: Any = select(_text(Child.id), last).where(Child.binned_at.is_(None))
    return {child: day for child, day in connection.execute(query).all() if day is not None}


def _protected(connection: Connection, _today: dt.date) -> dict[str, bool]:
    """Return the children in whose file an address is protected."""
    by_person: Any = (
        select(_text(Relationship.child_id))
        .join(Address, Address.person_id == Relationship.person_id)
        .join(AddressProtection, AddressProtection.address_id == Address.id)
    )
    by_place = _of_child(Placement).join(AddressProtection, AddressProtection.placement_id == Placement.id)
    anonymous = _of_child(Placement).where(Placement.is_anonymous)
    queries = (by_person, by_place, anonymous)
    return {child: True for query in queries for child in connection.execute(query).scalars().all()}


_READERS: dict[Part, Callable[[Connection, dt.date], dict[str, Any]]] = {
    Part.MEASURE: _measures,
    Part.PLACE: _places,
    Part.REFERENT: _referents,
    Part.PLAN: _plans,
    Part.WORDS: _last_words,
    Part.PROTECTION: _protected,
}
