"""A child's file as plain values: what is read from the base, shown on screen, judged by rules and printed.

One class stands for every kind of record, with the values its facts declare: a second hierarchy of classes that mirrors the models
would have to be kept in step by hand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple


class Item:
    """One record, read-only; the value of a column is also an attribute, ``item.birth_date``.

    The attributes are real ones: rules and screens read hundreds of thousands of them.

    Attributes:
        record: kind of record, e.g. ``"measure"`` (not ``kind``, which is a column of several records).
        id: identifier, 32 hexadecimal digits.
        revision: number of its last change.
        values: value of every column by name; identifiers of other records are 32 hexadecimal digits.
    """

    record: str
    id: str
    revision: int
    values: Mapping[str, Any]

    def __init__(self, record: str, id: str, revision: int, values: Mapping[str, Any]) -> None:
        own = self.__dict__
        own.update(values)
        own["record"], own["id"], own["revision"], own["values"] = record, id, revision, values

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name}: an item is read-only; having() makes a copy")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Item) and self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Item({self.record!r}, {self.id!r}, {self.revision})"

    def having(self, **changes: Any) -> Item:
        """Return a copy with other values."""
        return Item(self.record, self.id, self.revision, {**self.values, **changes})


@dataclass(frozen=True, slots=True)
class Items:
    """A set of records by kind, each kind in its order on screen."""

    by_kind: Mapping[str, tuple[Item, ...]] = field(repr=False)

    def of(self, kind: str) -> tuple[Item, ...]:
        """Return the records of a kind, in order."""
        return self.by_kind.get(kind, ())

    def one(self, kind: str, item_id: str | None) -> Item | None:
        """Return the record of that kind and identifier, if it is here."""
        return next((item for item in self.of(kind) if item.id == item_id), None)

    def with_items(self, kind: str, items: Iterable[Item]) -> Items:
        """Return a copy in which a kind holds other records."""
        return Items({**self.by_kind, kind: tuple(items)})


PAST_PERSON = "past_person"
"""Persons whose words are kept and whom nothing links to the child any more: named wherever they are quoted, offered nowhere."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What is known of one child; the journal, the words, the plans and the documents are read apart.

    Attributes:
        child: the child.
        items: relationships, persons and ties between them, addresses, protections, authority, contacts, episodes, decisions, legal
            statuses, measures, placements, absences, siblings, school, activities, authorisations, health, autonomy.
        siblings: for each sibling link, the other child's own record when there is one, by link id.
        sibling_places: the siblings' present places of care, with their protections among ``items``, by link id.
        profile: the user's profile.
    """

    child: Item
    items: Items
    siblings: Mapping[str, Item] = field(default_factory=dict)
    sibling_places: Mapping[str, Item] = field(default_factory=dict)
    profile: Item | None = None

    def of(self, kind: str) -> tuple[Item, ...]:
        """Return the records of a kind, in order."""
        return self.items.by_kind.get(kind, ())

    def person(self, person_id: str | None) -> Item | None:
        """Return a person linked to the child, or who was and whose words are kept."""
        return self.items.one("person", person_id) or self.items.one(PAST_PERSON, person_id)

    def has_left(self, person: Item) -> bool:
        """Tell whether a person is in the file by words alone: nothing links this person to the child any more."""
        return self.items.one("person", person.id) is None

    def with_role(self, *roles: str, on: dt.date | None = None) -> list[tuple[Item, Item]]:
        """Return the persons (relationship, person) having one of the roles, on a day when given."""
        found = ((link, self.person(link.person_id)) for link in self.of("relationship") if link.role in roles)
        return [(link, person) for link, person in found if person and (on is None or is_current(link, on))]

    def current(self, kind: str, day: dt.date) -> tuple[Item, ...]:
        """Return the records of a kind in force on a day (``since`` to ``until``, both included)."""
        return tuple(item for item in self.of(kind) if is_current(item, day))

    def episode_on(self, day: dt.date) -> Item | None:
        """Return the episode of care in progress, else the last one begun."""
        begun = [episode for episode in self.of("care_episode") if episode.since is None or episode.since <= day]
        running = [episode for episode in begun if is_current(episode, day)]
        return max(running or begun, key=lambda episode: episode.since or dt.date.min, default=None)

    def main_place(self, day: dt.date) -> Item | None:
        """Return the place where the child lives: a main one before the others, then the one reached last."""
        places = self.current("placement", day)
        return max(places, key=lambda place: (place.is_main, place.since or dt.date.min), default=None)


def is_current(item: Item, day: dt.date) -> bool:
    """Tell whether a dated record is in force on a day; a measure past its term without an end is still the one in force."""
    if item.since and item.since > day:
        return False
    end = item.values.get("ended_on", item.values.get("until"))
    return end is None or end >= day


@dataclass(frozen=True, slots=True)
class PlanFile:
    """One version of the plan with all that belongs to it.

    Attributes:
        plan: the version itself.
        items: domains, words (with their statements), objectives, actions, links, signatures, deliveries, restrictions.
    """

    plan: Item
    items: Items

    def of(self, kind: str) -> tuple[Item, ...]:
        """Return the records of a kind, in order."""
        return self.items.of(kind)

    def domain(self, code: str) -> Item | None:
        """Return the domain of the plan by its code, A, B or C."""
        return next((item for item in self.of("plan_domain") if item.domain == code), None)

    def statements(self, domain: str, *speakers: str) -> list[Item]:
        """Return the statements quoted under a domain ("" for the general expression), of some speakers when given."""
        quoted = [words.statement_id for words in self.of("plan_words") if words.domain == domain]
        found = (self.items.one("statement", statement_id) for statement_id in quoted)
        return [statement for statement in found if statement and (not speakers or statement.speaker in speakers)]

    def actions(self, objective_id: str) -> list[Item]:
        """Return the actions that serve an objective."""
        return [action for action in self.of("plan_action") if action.objective_id == objective_id]


class ChildCard(NamedTuple):
    """One line of the list of children: who it is; a tuple, since ten thousand of them are made at once.

    Attributes:
        child_id: identifier of the child.
        list_name: "DURAND Léa".
        full_name: "Léa Durand".
        sign: what tells this child from a namesake, else empty.
        birth_date: as kept, if known.
        is_deceased: a date of death is known.
        siblings: identifiers of the siblings who have a file here.
        searchable: folded names that the filter looks into, with a space before each.
        order: key of the French alphabetical order.
        is_closed: the file is closed.
        closed_on: day it was closed.
    """

    child_id: str
    list_name: str
    full_name: str
    sign: str
    birth_date: dt.date | None
    is_deceased: bool
    siblings: frozenset[str]
    searchable: str
    order: tuple[str, str]
    is_closed: bool
    closed_on: dt.date | None
