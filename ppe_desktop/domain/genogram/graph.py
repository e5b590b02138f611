"""What the drawing of the entourage is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ppe_desktop.domain.vocabulary import Choice, Sex

CHILD = "child"
"""Key of the child the drawing is about."""


class Group(Choice):
    """Where a person stands in the drawing."""

    FAMILY = "famille", "Famille"
    ADULTS = "adultes", "Adultes qui comptent"
    PROFESSIONALS = "professionnels", "Professionnels"


class Sort(StrEnum):
    """What a node is: it says which card it opens."""

    CHILD = "child"
    PERSON = "person"
    SIBLING = "sibling"
    UNKNOWN = "unknown"


class UnionState(StrEnum):
    """What two persons are, or were, to each other as a couple."""

    MARRIED = "married"
    COUPLE = "couple"
    SEPARATED = "separated"
    DIVORCED = "divorced"
    UNKNOWN = "unknown"


class TieSort(StrEnum):
    """A link between two persons that is neither a couple nor a drawn filiation."""

    KIN = "kin"
    SIBLINGS = "siblings"
    COUPLE = "couple"
    CONFLICT = "conflict"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Node:
    """One person of the drawing.

    Attributes:
        key: what other parts of the drawing call this node; stable from one build to the next.
        sort: what the node is.
        group: family, adults who count, professionals.
        generation: 0 for the child, 1 for the parents, -1 for the child's own children; 0 outside the family.
        sex: a code of :class:`Sex`.
        name: whole name, never elided here.
        roles: what the person is to the child, in French; what is over comes last and says so.
        age: "34 ans", or nothing when the birth date is not known.
        is_deceased: the person has died.
        closeness: a code of ``Closeness``, or nothing when it was not said.
        tone: role of the palette: child, mother, father or other.
        record: kind of the record that holds what the child lives with this person.
        record_id: its identifier.
        birth_order: orders children of one couple, the eldest first.
    """

    key: str
    sort: Sort
    group: Group
    generation: int
    name: str
    sex: str = Sex.UNKNOWN.value
    roles: tuple[str, ...] = ()
    age: str = ""
    is_deceased: bool = False
    closeness: str = ""
    tone: str = "other"
    record: str = ""
    record_id: str = ""
    birth_order: int = 0


@dataclass(frozen=True, slots=True)
class Union:
    """A couple, present or past."""

    first: str
    second: str
    state: UnionState


@dataclass(frozen=True, slots=True)
class Descent:
    """Children of the same parents: two, one when the other is not known, none for siblings whose parents are not in the file."""

    parents: tuple[str, ...]
    children: tuple[str, ...]
    twins: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tie:
    """A link drawn lightly between two persons."""

    first: str
    second: str
    sort: TieSort


@dataclass(frozen=True, slots=True)
class Household:
    """Persons who live together; where is never said."""

    number: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Genogram:
    """The whole drawing, before anything has a place.

    Attributes:
        nodes: everyone, the child first.
        unions: couples.
        descents: filiations.
        ties: other links.
        households: who lives with whom.
        hidden: number of persons left out because the drawing is to be shown to others.
        for_sharing: whether what must not be told was taken out.
    """

    nodes: tuple[Node, ...]
    unions: tuple[Union, ...] = ()
    descents: tuple[Descent, ...] = ()
    ties: tuple[Tie, ...] = ()
    households: tuple[Household, ...] = ()
    hidden: int = 0
    for_sharing: bool = False

    def node(self, key: str) -> Node:
        """Return a node by its key.

        Raises:
            KeyError: no node has that key.
        """
        found = next((node for node in self.nodes if node.key == key), None)
        if found is None:
            raise KeyError(key)
        return found

    def of_group(self, group: Group) -> tuple[Node, ...]:
        """Return the nodes of a group, in order."""
        return tuple(node for node in self.nodes if node.group is group)


def without_repeats(keys: Iterable[str]) -> list[str]:
    """Return the keys in order, each once."""
    return list(dict.fromkeys(keys))
