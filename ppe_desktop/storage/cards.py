"""The lines of the list of children, read in a handful of queries whatever the number of children.

Only the columns shown are read, as tuples, identifiers as stored: at ten thousand children a mapping per row would cost more than the
reading itself.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, String, func, or_, select, type_coerce

from ppe_desktop.domain.casefile import ChildCard
from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.names import capitals
from ppe_desktop.domain.texts import plain
from ppe_desktop.domain.vocabulary import (
    HEALTH_CHECKS,
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
    DisabilityRight,
    HealthEvent,
    HealthProfile,
    Measure,
    Person,
    Placement,
    Relationship,
    SiblingLink,
    Statement,
)

_NO_DAY = dt.date.min
_Dated = tuple[dt.date, str]


def read_cards(connection: Connection, today: dt.date) -> list[ChildCard]:
    """Return a line per child, closed files included, in French alphabetical order."""
    measures = _measures(connection, today)
    places = _places(connection, today)
    referents = _referents(connection, today)
    siblings = _siblings(connection)
    plans = _plans(connection)
    checks, words = _last_checks(connection), _last_words(connection)
    dates = _coming_dates(connection, today)
    protected = _protected(connection)
    folded = _Folded()
    nobody: frozenset[str] = frozenset()
    no_plan: tuple[str, dt.date | None] = ("missing", None)
    cards = []
    for row in _children(connection):
        child_id, birth, use, firsts, usual, others, born, died, status, closed_on = row
        measure, term = measures.get(child_id, ("", None))
        place = places.get(child_id, "")
        referent = referents.get(child_id, "")
        first = usual or (firsts.replace(",", " ").split() or [""])[0]
        last = use or birth
        plan_state, plan_on = plans.get(child_id, no_plan)
        coming = dates.get(child_id)
        if term and (coming is None or term < coming[0]):
            coming = (term, "fin de la mesure" if term >= today else "mesure échue")
        last_folded, first_folded = plain(last), plain(first)
        more = " ".join(name for name in (birth if use else "", firsts if firsts != first else "", others) if name)
        cards.append(
            ChildCard(
                child_id,
                f"{capitals(last)} {first}".rstrip(),
                f"{first} {last}".lstrip(),
                "",
                born,
                died is not None,
                measure,
                place,
                referent,
                frozenset(siblings[child_id]) if child_id in siblings else nobody,
                plan_state,
                plan_on,
                checks.get(child_id),
                words.get(child_id),
                f" {last_folded} {first_folded} {plain(more) if more else ''}{folded[measure]}{folded[place]}{folded[referent]}",
                (last_folded, first_folded or last_folded),
                child_id in protected,
                term,
                coming[0] if coming else None,
                coming[1] if coming else "",
                status != FileStatus.ACTIVE.value,
                closed_on,
            )
        )
    cards.sort(key=_order)
    return _with_signs(cards)


class _Folded(dict[str, str]):
    """Texts that many children share (measures, places), folded once."""

    def __missing__(self, text: str) -> str:
        folded = f" {plain(text)}" if text else ""
        self[text] = folded
        return folded


def _order(card: ChildCard) -> tuple[str, str]:
    return card.order


def _with_signs(cards: list[ChildCard]) -> list[ChildCard]:
    """Tell namesakes apart: by their birth date, else by what follows it in the file."""
    for place in range(1, len(cards)):
        if cards[place].list_name == cards[place - 1].list_name:
            for near in (place - 1, place):
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
    return connection.execute(select(_text(Child.id), *columns).where(Child.binned_at.is_(None)))


def _in_force(query: Select[Any], since: Any, until: Any, today: dt.date) -> Select[Any]:
    """Keep what is in force on a day, both ends included."""
    return query.where(or_(since.is_(None), since <= today), or_(until.is_(None), until >= today))


def _of_child(model: type[Measure] | type[Placement], *columns: Any) -> Select[Any]:
    query: Any = select(_text(CareEpisode.child_id), *columns)
    return query.join(model, model.episode_id == CareEpisode.id)  # type: ignore[no-any-return]


def _measures(connection: Connection, today: dt.date) -> dict[str, tuple[str, dt.date | None]]:
    """Return label and term of the measure in force begun last, by child."""
    query = _of_child(Measure, Measure.type, Measure.since, Measure.until)
    labels = {kind.value: kind.label for kind in MeasureType}
    found: dict[str, tuple[str, dt.date | None]] = {}
    begun: dict[str, dt.date] = {}
    for child, kind, since, until in connection.execute(_in_force(query, Measure.since, Measure.ended_on, today)):
        day = since or _NO_DAY
        if child not in begun or day > begun[child]:
            begun[child] = day
            found[child] = (labels.get(kind, kind), until)
    return found


def _places(connection: Connection, today: dt.date) -> dict[str, str]:
    """Return where each child lives: a main place before the others, then the one reached last."""
    query = _of_child(Placement, Placement.name, Placement.setting, Placement.is_main, Placement.since)
    labels = {kind.value: kind.label for kind in PlacementSetting}
    found: dict[str, str] = {}
    rank: dict[str, tuple[bool, dt.date]] = {}
    for child, name, setting, main, since in connection.execute(
        _in_force(query, Placement.since, Placement.until, today)
    ):
        here = (main, since or _NO_DAY)
        if child not in rank or here > rank[child]:
            rank[child] = here
            found[child] = name or labels.get(setting, setting)
    return found


def _referents(connection: Connection, today: dt.date) -> dict[str, str]:
    """Return the name of the référent noted at present, by child."""
    query: Any = (
        select(_text(Relationship.child_id), Person.first_name, Person.surname)
        .join(Person, Person.id == Relationship.person_id)
        .where(Relationship.role == Role.CASE_WORKER.value)
        .order_by(Relationship.since, Relationship.id)
    )
    query = _in_force(query, Relationship.since, Relationship.until, today)
    return {child: f"{first} {last}".strip() for child, first, last in connection.execute(query)}


def _siblings(connection: Connection) -> dict[str, set[str]]:
    """Return the siblings who have a file that is not in the recycle bin, by child."""
    binned = set(connection.execute(select(_text(Child.id)).where(Child.binned_at.is_not(None))).scalars())
    found: dict[str, set[str]] = defaultdict(set)
    query: Any = select(_text(SiblingLink.child_id), _text(SiblingLink.other_child_id)).where(
        SiblingLink.other_child_id.is_not(None)
    )
    for one, other in connection.execute(query):
        if one not in binned and other not in binned:
            found[one].add(other)
            found[other].add(one)
    return found


def _plans(connection: Connection) -> dict[str, tuple[str, dt.date | None]]:
    """Return where each child's plan stands: a draft in progress first, else the last finished version."""
    query: Any = select(_text(ChildPlan.child_id), ChildPlan.status, ChildPlan.established_on)
    found: dict[str, tuple[str, dt.date | None]] = {}
    for child, status, established in connection.execute(query.order_by(ChildPlan.version)):
        before = found.get(child)
        finished_on = established if status == PlanStatus.FINISHED else before[1] if before else None
        found[child] = ("finished" if status == PlanStatus.FINISHED else "draft", finished_on)
    return found


def _last_checks(connection: Connection) -> dict[str, dt.date]:
    """Return the day of the last health check done, by child."""
    query: Any = (
        select(_text(HealthEvent.child_id), func.max(HealthEvent.done_on))
        .where(HealthEvent.kind.in_([kind.value for kind in HEALTH_CHECKS]), HealthEvent.done_on.is_not(None))
        .group_by(HealthEvent.child_id)
    )
    return dict(tuple(row) for row in connection.execute(query))


def _last_words(connection: Connection) -> dict[str, dt.date]:
    """Return the day of the child's last words, by child."""
    query: Any = (
        select(_text(Statement.child_id), func.max(Statement.said_on))
        .where(Statement.speaker == Speaker.CHILD.value, Statement.said_on.is_not(None))
        .group_by(Statement.child_id)
    )
    return dict(tuple(row) for row in connection.execute(query))


def _coming_dates(connection: Connection, today: dt.date) -> dict[str, _Dated]:
    """Return the first date known for each child apart from the end of the measure, and what it is."""
    sources: tuple[tuple[str, Any], ...] = (
        (
            "rendez-vous santé",
            select(_text(HealthEvent.child_id), HealthEvent.booked_on).where(
                HealthEvent.booked_on >= today, HealthEvent.done_on.is_(None)
            ),
        ),
        (
            "rendez-vous santé",
            select(_text(HealthEvent.child_id), HealthEvent.next_on).where(HealthEvent.next_on >= today),
        ),
        (
            "fin des droits santé",
            select(_text(HealthProfile.child_id), HealthProfile.rights_until).where(
                HealthProfile.rights_until >= today
            ),
        ),
        (
            "fin d’un droit (MDPH, ALD)",
            select(_text(DisabilityRight.child_id), DisabilityRight.until).where(DisabilityRight.until >= today),
        ),
    )
    found: dict[str, _Dated] = {}
    for what, query in sources:
        for child, day in connection.execute(query):
            if child not in found or day < found[child][0]:
                found[child] = (day, what)
    return found


def _protected(connection: Connection) -> set[str]:
    """Return the children in whose file an address is protected."""
    by_person: Any = (
        select(_text(Relationship.child_id))
        .join(Address, Address.person_id == Relationship.person_id)
        .join(AddressProtection, AddressProtection.address_id == Address.id)
    )
    by_place = _of_child(Placement).join(AddressProtection, AddressProtection.placement_id == Placement.id)
    anonymous = _of_child(Placement).where(Placement.is_anonymous)
    return {child for query in (by_person, by_place, anonymous) for child in connection.execute(query).scalars()}
