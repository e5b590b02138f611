"""The children's files: the list, opening one, making one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ppe_desktop.domain.casefile import CaseFile, ChildCard, Item, Items
from ppe_desktop.domain.checks import check_field, check_record, keep
from ppe_desktop.domain.children_list import READ_PARTS, Part
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.errors import FieldError, InputError, UnknownRecordError
from ppe_desktop.domain.facts import Fact, Kind
from ppe_desktop.domain.names import full_name, person_name, sort_key
from ppe_desktop.domain.vocabulary import EndReason, FileStatus, MeasureType
from ppe_desktop.services.changes import Changes
from ppe_desktop.storage.bin_reading import bin_size, read_bin_lines, read_binned_files, read_binned_item
from ppe_desktop.storage.cards import read_cards, read_part
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.gestures import note_gesture
from ppe_desktop.storage.kinds import record_kinds
from ppe_desktop.storage.reading import (
    read_casefile,
    read_history,
    read_items_of,
    read_last_statements,
    read_plans,
    read_produced,
    read_profile,
    read_statements,
)
from ppe_desktop.storage.unit_of_work import UnitOfWork

FEW_CHILDREN = 1000
"""Up to here the whole list is read in one go; above, names come first and the facts after them."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change, ready to read.

    Attributes:
        at: when.
        author: who.
        action: ``"creation"``, ``"modification"`` or ``"suppression"``.
        kind: French name of the kind of record.
        label: French label of the fact changed, if one.
        old: value before, as text.
        new: value after, as text.
    """

    at: dt.datetime
    author: str
    action: str
    kind: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class BinLine:
    """One thing in the recycle bin, ready to read.

    Attributes:
        at: when it was put there.
        author: by whom; empty for a whole file.
        kind: kind of record; ``"child"`` for a whole file.
        label: French name of the kind.
        record_id: identifier.
        child_id: the child it is about, or one of them; empty when it is about none.
        names: name of every child it is about: what siblings share comes back for all of them.
        summary: the facts it held, a line each.
    """

    at: dt.datetime
    author: str
    kind: str
    label: str
    record_id: str
    child_id: str
    names: tuple[str, ...]
    summary: str


class FileService:
    """Use cases on whole files."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def cards(self) -> list[ChildCard]:
        """Return a line per child, in French alphabetical order."""
        with self._database.work() as work:
            return read_cards(work.connection)

    def children_list(
        self, needed: Iterable[Part] = (), *, few: int = FEW_CHILDREN
    ) -> tuple[list[ChildCard], dict[Part, dict[str, Any]]]:
        """Return a line per child, and the facts to show on it.

        Args:
            needed: the facts that are to come along; when the children are few, all those that the base tells do.
            few: how many children are few.
        """
        with self._database.work() as work:
            cards, today = read_cards(work.connection), work.now.date()
            wanted = READ_PARTS if len(cards) <= few else [part for part in READ_PARTS if part in set(needed)]
            return cards, {part: read_part(work.connection, part, today) for part in wanted}

    def part_of_list(self, part: Part) -> dict[str, Any]:
        """Return one kind of fact about all the children, by identifier."""
        with self._database.work() as work:
            return read_part(work.connection, part, work.now.date())

    def open(self, child_id: str) -> CaseFile:
        """Return a child's file.

        Raises:
            UnknownRecordError: there is no such child.
        """
        with self._database.work() as work:
            file = read_casefile(work.connection, child_id, work.now.date())
        if file is None:
            raise UnknownRecordError
        return file

    def statements(self, child_id: str) -> Items:
        """Return the words kept in a child's file, the newest first."""
        with self._database.work() as work:
            return read_statements(work.connection, child_id)

    def last_statements(self, child_id: str, limit: int) -> tuple[Item, ...]:
        """Return the last words kept in a child's file, the newest first."""
        with self._database.work() as work:
            return read_last_statements(work.connection, child_id, limit)

    def plans(self, child_id: str) -> tuple[Item, ...]:
        """Return the versions of a child's plan, the last one first."""
        with self._database.work() as work:
            return read_plans(work.connection, child_id)

    def produced(self, child_id: str) -> tuple[Item, ...]:
        """Return the register of documents produced for a child, the newest first."""
        with self._database.work() as work:
            return read_produced(work.connection, child_id)

    def history(self, child_id: str, most: int = 500) -> list[HistoryLine]:
        """Return the last changes of a child's file, the newest first, so many at most."""
        with self._database.work() as work:
            rows = read_history(work.connection, child_id, most)
            names = _names_told(work, rows)
        return [_history_line(row, names) for row in rows]

    def persons(self) -> tuple[Item, ...]:
        """Return every person of the base, to choose one already known."""
        return self._all("person")

    def children(self) -> tuple[Item, ...]:
        """Return every child of the base but those in the recycle bin, in French alphabetical order, to link siblings."""
        return tuple(sorted((child for child in self._all("child") if child.binned_at is None), key=sort_key))

    def _all(self, kind: str) -> tuple[Item, ...]:
        with self._database.work() as work:
            return read_items_of(work.connection, kind)

    def create(
        self,
        *,
        surname: str,
        first_names: str = "",
        birth_date: dt.date | None = None,
        birth_date_precision: str = "EXACT",
        sex: str = "X",
        measure: str = "",
        since: dt.date | None = None,
    ) -> Changes:
        """Make a child's file, with its first episode of care and measure when these are given.

        Raises:
            FieldError: a value cannot be kept; nothing was made.
        """
        child = _checked(
            "child",
            birth_surname=surname,
            first_names=first_names,
            birth_date=birth_date,
            birth_date_precision=birth_date_precision,
            sex=sex,
        )
        with self._database.work() as work:
            check_record(record_kinds()["child"].facts, child, work.now.date(), child)
            created = work.add("child", **child)
            if measure or since:
                episode = work.add("care_episode", child_id=created, since=since)
                work.add("measure", episode_id=episode, type=measure or MeasureType.UNKNOWN.value, since=since)
            work.commit()
            return Changes(frozenset(work.changed), created)

    def close(
        self, child_id: str, *, closed_on: dt.date, reason: str = "", destination: str = "", with_end: bool = True
    ) -> Changes:
        """Close a file: its episode in progress ends, and the measures and places still open, all on one day.

        Args:
            child_id: the child.
            closed_on: last day of care, or of life.
            reason: a code of :class:`EndReason`, or free words.
            destination: where the child goes.
            with_end: end what is still open; otherwise the file is closed and nothing in it changes.

        Raises:
            FieldError: the day is to come, or before what it would end; nothing was changed.
            InputError: the file is closed already.
        """
        with self._database.work() as work:
            file = self._file(work, child_id)
            if file.child.status != FileStatus.ACTIVE:
                raise InputError("Ce dossier est déjà clos.")
            if closed_on > work.now.date():
                raise FieldError("closed_on", "Cette date est à venir : un dossier se clôt le jour venu.")
            if with_end:
                _end_what_is_open(work, file, closed_on, reason, destination)
            if reason == EndReason.DEATH.value and file.child.death_date is None:
                work.change("child", child_id, death_date=closed_on)
            kept = keep(record_kinds()["child"].fact("closing_reason"), reason)
            work.change("child", child_id, status=FileStatus.CLOSED.value, closed_on=closed_on, closing_reason=kept)
            work.commit()
            return Changes(frozenset(work.changed))

    def reopen(self, child_id: str, *, since: dt.date | None = None, entry_reason: str = "") -> Changes:
        """Open a closed file again, with a new episode of care when ``since`` is given; what was before stays as it was.

        Raises:
            FieldError: the new episode would begin before the end of the last one, or after a death.
            InputError: the file is not closed.
        """
        with self._database.work() as work:
            file = self._file(work, child_id)
            if file.child.status == FileStatus.ACTIVE:
                raise InputError("Ce dossier n’est pas clos.")
            created = self._open_episode(work, file, since, entry_reason) if since else ""
            work.change("child", child_id, status=FileStatus.ACTIVE.value, closed_on=None, closing_reason="")
            work.commit()
            return Changes(frozenset(work.changed), created)

    def _open_episode(self, work: UnitOfWork, file: CaseFile, since: dt.date, entry_reason: str) -> str:
        if file.child.death_date:
            raise FieldError("since", "Une date de décès est notée dans l’identité : corrigez-la d’abord.")
        ends = [episode.until or episode.since for episode in file.of("care_episode")]
        last = max((day for day in ends if day), default=None)
        if last and since < last:
            raise FieldError(
                "since", f"L’épisode précédent s’est terminé le {long_date(last)} : choisissez une date qui suit."
            )
        values = _checked("care_episode", since=since, entry_reason=entry_reason)
        return work.add("care_episode", child_id=file.child.id, position=len(file.of("care_episode")), **values)

    def bin(self, child_id: str) -> Changes:
        """Put a whole file in the recycle bin: it is shown nowhere else, nothing of it is lost."""
        with self._database.work() as work:
            work.change("child", child_id, binned_at=work.now)
            note_gesture(work.session, child_id, work.author, work.now, "Dossier mis à la corbeille")
            work.commit()
            return Changes(frozenset(work.changed))

    def unbin(self, child_id: str) -> Changes:
        """Take a whole file out of the recycle bin."""
        with self._database.work() as work:
            work.change("child", child_id, binned_at=None)
            note_gesture(work.session, child_id, work.author, work.now, "Dossier remis en place")
            work.commit()
            return Changes(frozenset(work.changed))

    def bin_size(self) -> int:
        """Return how many things the recycle bin holds."""
        with self._database.work() as work:
            return bin_size(work.connection)

    def bin_lines(self, child_id: str = "") -> list[BinLine]:
        """Return what the recycle bin holds, the last thrown first; of one child when given."""
        with self._database.work() as work:
            files = () if child_id else read_binned_files(work.connection)
            records = read_bin_lines(work.connection, child_id)
        lines = [BinLine(c.binned_at, "", "child", "Dossier entier", c.id, c.id, (full_name(c),), "") for c in files]
        lines += [
            BinLine(
                row["at"], row["author"], row["kind"], record_kinds()[row["kind"]].label, row["record_id"],
                child_id if child_id in row["children"] else next(iter(row["children"]), ""), row["names"], row["summary"],
            )
            for row in records
        ]  # fmt: skip
        return sorted(lines, key=lambda line: line.at, reverse=True)

    def binned(self, kind: str, record_id: str) -> Item:
        """Return a record of the recycle bin, ready to be put back.

        Raises:
            UnknownRecordError: the bin does not hold it.
            InputError: what it belonged to is gone, and the words say what; it stays in the bin.
        """
        with self._database.work() as work:
            found = read_binned_item(work.connection, kind, record_id)
        if found is None:
            raise UnknownRecordError
        item, gone = found
        if gone is not None:
            raise InputError(_why_not(record_kinds()[gone.kind].label, is_binned=gone.is_binned))
        return item

    def _file(self, work: UnitOfWork, child_id: str) -> CaseFile:
        file = read_casefile(work.connection, child_id, work.now.date())
        if file is None:
            raise UnknownRecordError
        return file

    def profile(self) -> Item | None:
        """Return the user's profile."""
        with self._database.work() as work:
            return read_profile(work.connection)

    def save_profile(self, **values: Any) -> Changes:
        """Make or change the user's profile; her name signs the history from then on.

        Raises:
            FieldError: a value cannot be kept.
        """
        with self._database.work() as work:
            kept = checked_profile(work.now.date(), **values)
            present = read_profile(work.connection)
            if present is None:
                work.add("user_profile", **kept)
            else:
                work.change("user_profile", present.id, **kept)
            work.commit()
            profile = read_profile(work.connection)
        if profile is not None:
            self._database.author = author_of(profile)
        return Changes(frozenset(work.changed))


def author_of(profile: Item) -> str:
    """Return the name that signs the history for this profile."""
    return f"{profile.first_name} {profile.surname}".strip()


def checked_profile(today: dt.date, **values: Any) -> dict[str, Any]:
    """Return facts of the user's profile as they would be kept.

    Raises:
        FieldError: a value cannot be kept.
    """
    kept = _checked("user_profile", **values)
    for name in kept:
        check_field(record_kinds()["user_profile"].fact(name), kept[name], today)
    return kept


def _checked(kind: str, **values: Any) -> dict[str, Any]:
    return {name: keep(record_kinds()[kind].fact(name), value) for name, value in values.items()}


def _why_not(label: str, *, is_binned: bool) -> str:
    if is_binned:
        return f"Elle se rattache à une fiche « {label} » qui est elle aussi dans la corbeille : remettez celle-là d’abord."
    return f"Elle se rattachait à une fiche « {label} » qui n’existe plus : elle ne peut pas être remise et reste dans la corbeille."


def _end_what_is_open(work: UnitOfWork, file: CaseFile, day: dt.date, reason: str, destination: str) -> None:
    """End on a day the episode in progress, and the measures and places that are still open."""
    known = reason in [member.value for member in EndReason]
    code = reason if known or not reason else EndReason.OTHER.value
    for episode in file.of("care_episode"):
        if episode.until is None:
            if episode.since and episode.since > day:
                raise FieldError("closed_on", "Cette date est avant le début de la prise en charge.")
            work.change("care_episode", episode.id, until=day, exit_reason=code, exit_destination=destination)
    for measure in open_measures(file, day):
        work.change("measure", measure.id, ended_on=day, end_reason=code)
    for place in open_places(file, day):
        work.change("placement", place.id, until=day)


def open_measures(file: CaseFile, day: dt.date) -> list[Item]:
    """Return the measures that are begun and not ended on a day."""
    return [m for m in file.of("measure") if m.ended_on is None and (m.since is None or m.since <= day)]


def open_places(file: CaseFile, day: dt.date) -> list[Item]:
    """Return the places of care where the child lives or is to live on after a day."""
    places = file.of("placement")
    return [p for p in places if (p.until is None or p.until > day) and (p.since is None or p.since <= day)]


def _names_told(work: UnitOfWork, rows: list[dict[str, Any]]) -> dict[str, str]:
    """Return the names of the persons that lines of the history tell by their identifier."""
    told = [row for row in rows if (fact := _fact_of(row)) and fact.kind is Kind.PERSON]
    ids = {row[key] for row in told for key in ("old", "new") if row[key]}
    return {person.id: person_name(person) for person in read_items_of(work.connection, "person", ids)}


def _fact_of(row: dict[str, Any]) -> Fact | None:
    return next((fact for fact in record_kinds()[row["kind"]].facts if fact.name == row["field"]), None)


def _history_line(row: dict[str, Any], names: dict[str, str]) -> HistoryLine:
    kind, fact = record_kinds()[row["kind"]], _fact_of(row)
    old, new = (_shown(fact, row[key], names) for key in ("old", "new"))
    return HistoryLine(row["at"], row["author"], row["action"], kind.label, fact.label if fact else "", old, new)


def _shown(fact: Fact | None, value: str | None, names: dict[str, str]) -> str:
    if fact and fact.kind is Kind.PERSON and value:
        return names.get(value, "une personne retirée")
    return fact.choices.label_of(value) if fact and fact.choices else value or ""
