"""Who may be the same child or the same person, and making two persons one."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.checks import check_record
from ppe_desktop.domain.errors import InputError
from ppe_desktop.domain.likeness import Identity, PersonTraits, identity, likely_pairs
from ppe_desktop.domain.names import full_name, list_name, person_name
from ppe_desktop.domain.vocabulary import FileStatus
from ppe_desktop.services.changes import Changes
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.kinds import record_kinds
from ppe_desktop.storage.merge_reading import read_merges
from ppe_desktop.storage.merging import links_of, merge_persons, part_persons
from ppe_desktop.storage.reading import read_items_of


@dataclass(frozen=True, slots=True)
class KnownChild:
    """A child who has a file, closed or in the recycle bin included.

    Attributes:
        child_id: identifier.
        list_name: "DURAND Léa".
        birth_date: as kept, if known.
        is_closed: the file is closed.
        is_binned: the file is in the recycle bin.
        identity: what is compared.
    """

    child_id: str
    list_name: str
    birth_date: dt.date | None
    is_closed: bool
    is_binned: bool
    identity: Identity


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What making two persons one would touch.

    Attributes:
        kept: the person who would stay.
        other: the person who would be taken in.
        files: names of the children whose files would change.
        links: number of records that would follow, by French name of their kind.
    """

    kept: Item
    other: Item
    files: tuple[str, ...]
    links: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class MergeLine:
    """Two persons made one.

    Attributes:
        merge_id: identifier.
        at: when.
        author: by whom.
        kept: name of the person who stayed.
        other: name of the person taken in.
    """

    merge_id: str
    at: dt.datetime
    author: str
    kept: str
    other: str


class PeopleService:
    """Use cases on who is who."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def children(self) -> list[KnownChild]:
        """Return every child who ever had a file here, to look for one before making another."""
        with self._database.work() as work:
            found = read_items_of(work.connection, "child")
        return [_known(child) for child in found]

    def likely_pairs(self) -> list[tuple[Item, Item]]:
        """Return the persons who may be one, two by two, by name."""
        with self._database.work() as work:
            persons = {person.id: person for person in read_items_of(work.connection, "person")}
        pairs = likely_pairs({person_id: traits(person) for person_id, person in persons.items()})
        named = [(persons[one], persons[other]) for one, other in pairs]
        return sorted(named, key=lambda pair: person_name(pair[0]))

    def preview(self, kept_id: str, other_id: str) -> MergePreview:
        """Return what making two persons one would touch; nothing is changed.

        Raises:
            InputError: they are the same record.
        """
        with self._database.work() as work:
            kept, other = work.get("person", kept_id), work.get("person", other_id)
            if kept.id == other.id:
                raise InputError("Choisissez deux fiches différentes.")
            links = links_of(work.session, other_id)
            children = {child.hex for _row, child in links if child}
            names = {c.id: full_name(c) for c in read_items_of(work.connection, "child") if c.id in children}
        counted = Counter(record_kinds()[row.__tablename__].label for row, _child in links)
        return MergePreview(kept, other, tuple(sorted(names.values())), tuple(sorted(counted.items())))

    def merge(self, kept_id: str, other_id: str, taken: frozenset[str] = frozenset()) -> Changes:
        """Make two persons one: everything that speaks of the other speaks of the person kept.

        Args:
            kept_id: the person who stays.
            other_id: the person taken in.
            taken: facts for which the other's value is kept; empty facts are filled from the other in any case.

        Raises:
            FieldError: the values put together contradict each other.
            InputError: something of one is protected from the other; nothing was changed.
        """
        with self._database.work() as work:
            kept, other = work.get("person", kept_id), work.get("person", other_id)
            if kept.id == other.id:
                raise InputError("Choisissez deux fiches différentes.")
            values = united(kept, other, taken)
            check_record(record_kinds()["person"].facts, {**kept.values, **values}, work.now.date())
            created = merge_persons(work.session, kept_id, other_id, values, author=work.author, at=work.now)
            work.commit()
            return Changes(frozenset(work.changed), created)

    def merges(self) -> list[MergeLine]:
        """Return the persons made one, the last first."""
        with self._database.work() as work:
            rows = read_merges(work.connection)
            names = {person.id: person_name(person) for person in read_items_of(work.connection, "person")}
        return [
            MergeLine(
                row["id"], row["at"], row["author"], names.get(row["kept_id"], "une personne retirée"), row["summary"]
            )
            for row in rows
        ]

    def part(self, merge_id: str) -> Changes:
        """Part again two persons who had been made one; what was changed since on the person kept stays.

        Raises:
            InputError: the person kept is gone or was taken into another.
            UnknownRecordError: there is no such merge.
        """
        with self._database.work() as work:
            created = part_persons(work.session, merge_id, author=work.author, at=work.now)
            work.commit()
            return Changes(frozenset(work.changed), created)


def united(kept: Item, other: Item, taken: frozenset[str]) -> dict[str, object]:
    """Return the facts of the person kept that change: those taken from the other, and those that were empty."""
    found = {}
    for fact in record_kinds()["person"].facts:
        mine, theirs = kept.values[fact.name], other.values[fact.name]
        if theirs != mine and theirs and (fact.name in taken or not mine):
            found[fact.name] = theirs
    return found


def traits(person: Item) -> PersonTraits:
    """Return what is compared of a person."""
    surnames = tuple(dict.fromkeys(name for name in (person.surname, person.birth_surname) if name))
    return PersonTraits(surnames, person.first_name, person.phone, person.birth_date)


def _known(child: Item) -> KnownChild:
    compared = identity(
        birth_surname=child.birth_surname,
        first_names=child.first_names,
        use_surname=child.use_surname,
        usual_first_name=child.usual_first_name,
        other_names=child.other_names,
        birth_date=child.birth_date,
        sex=child.sex,
    )
    is_closed = child.status != FileStatus.ACTIVE
    return KnownChild(child.id, list_name(child), child.birth_date, is_closed, child.binned_at is not None, compared)
