"""Searching all files at once, and the files opened last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial

from ppe_desktop.domain.prints import Produced
from ppe_desktop.domain.report_outline import heading_title
from ppe_desktop.domain.search import (
    CHILDREN,
    NAME_RANK,
    NEWEST_RANK,
    PERSONS,
    PHRASE_RANK,
    Excerpt,
    FoundFile,
    Hit,
    Marker,
    Results,
    beginning,
    group_of,
    in_order,
    parse_query,
)
from ppe_desktop.domain.search_names import KnownChild
from ppe_desktop.domain.texts import group_phone
from ppe_desktop.domain.vocabulary import Role, Speaker
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.search_index import Entry
from ppe_desktop.storage.searching import Shown, read_roles, read_shown
from ppe_desktop.storage.settings import read_setting, write_setting

LIMIT = 50
"""Results shown at once."""
RECENT_FILES = "recent_files"
RECENT_KEPT = 10
_TONES = {Speaker.CHILD.value: "child", Speaker.MOTHER.value: "mother", Speaker.FATHER.value: "father"}
_OPENS_AS = {"journal_part": "journal_entry", "address": "person", "writing_part": "writing"}


class SearchService:
    """Use cases on searching."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(
        self,
        text: str,
        *,
        groups: Collection[str] = (),
        since: dt.date | None = None,
        until: dt.date | None = None,
        limit: int = LIMIT,
    ) -> Results:
        """Return what answers a question in all the files, by child; see :mod:`ppe_desktop.domain.search` for its order.

        Anything may be typed: what is no letter and no figure only parts words.

        Args:
            text: as typed. Names are found from the first letter, texts from the third.
            groups: keys of :data:`ppe_desktop.domain.search.GROUPS` to look into; all of them when empty.
            since: first day.
            until: last day.
            limit: number of results at most.
        """
        query = parse_query(text)
        with self._database.work() as work:
            entries = self._database.index.find(
                work.connection, query, groups=groups, since=since, until=until, limit=limit
            )
            shown = read_shown(work.connection, (entry for entry in entries if entry.rank != NAME_RANK))
            persons = {entry.record_id for entry in entries if entry.kind == "person"}
            roles = read_roles(work.connection, persons)
            children = self._database.index.names.by_id(work.connection)
        marker = Marker(query)
        hits = _hits(entries, children, shown, roles, marker)
        named = [entry.child_id for entry in entries if entry.rank == NAME_RANK]
        return in_order(hits, partial(_file, children, marker), named, is_cut=len(entries) >= limit)

    def recent(self) -> tuple[FoundFile, ...]:
        """Return the files opened last, the last one first."""
        with self._database.work() as work:
            kept = _known(read_setting(work.connection, RECENT_FILES, []))
            children = self._database.index.names.by_id(work.connection)
        return tuple(_file(children, None, child_id) for child_id in kept if child_id in children)

    def note_opened(self, child_id: str) -> None:
        """Remember that a file was opened."""
        with self._database.work() as work:
            kept = _known(read_setting(work.connection, RECENT_FILES, []))
            if kept[:1] != [child_id]:
                others = [other for other in kept if other != child_id]
                write_setting(work.connection, RECENT_FILES, [child_id, *others][:RECENT_KEPT])
                work.commit()


def _known(kept: object) -> list[str]:
    """Return the identifiers among what was kept; anything else is left out."""
    found = kept if isinstance(kept, list) else []
    return [child_id for child_id in found if isinstance(child_id, str) and len(child_id) == 32]


def _file(children: Mapping[str, KnownChild], marker: Marker | None, child_id: str) -> FoundFile:
    child = children[child_id]
    return FoundFile(
        child_id, marker.in_name(child.name, child.words) if marker else Excerpt(child.name), child.birth_date
    )


def _hits(
    entries: Sequence[Entry],
    children: Mapping[str, KnownChild],
    shown: dict[str, Shown],
    roles: dict[tuple[str, str], str],
    marker: Marker,
) -> Iterable[Hit]:
    for entry in entries:
        if entry.child_id in children and entry.record_id in shown:
            known = shown[entry.record_id]
            name, label, excerpt = _best(known, marker)
            if entry.kind == "person":
                label = Role.label_of(roles.get((entry.record_id, entry.child_id))) or known.label
                excerpt = _of_person(known, marker)
            else:
                label = _label(entry.kind, known, name, label)
            yield Hit(
                entry.child_id,
                entry.kind,
                entry.record_id,
                label,
                excerpt,
                None if group_of(entry.kind).key in (CHILDREN, PERSONS) else entry.day,
                PHRASE_RANK if entry.rank == NEWEST_RANK and marker.is_exact(known.title, known.texts) else entry.rank,
                _TONES.get(known.about, "other") if name == "exact_words" else "",
                (_OPENS_AS.get(entry.kind, entry.kind), known.opens),
                known.plan_id,
            )


def _best(known: Shown, marker: Marker) -> tuple[str, str, Excerpt]:
    """Return the column, the label and the words of the text in which most of what is looked for was found."""
    best: tuple[str, str, Excerpt] | None = None
    for name, label, text in known.fields:
        excerpt = marker.in_phone(group_phone(text)) if name == "phone" else marker.in_text(text)
        if excerpt and excerpt.found and (best is None or len(excerpt.found) > len(best[2].found)):
            best = name, label, excerpt
    if best is None and known.fields:
        name, label, text = known.fields[0]
        best = name, label, beginning(text)
    return best or ("", "", Excerpt(""))


def _label(kind: str, known: Shown, name: str, field: str) -> str:
    """Return what a record is, in French: its kind, whom it is about, and in which of its texts the words are."""
    if kind == "statement":
        told = {"child": "Parole de l’enfant", "mother": "Parole de la mère", "father": "Parole du père"}
        label = told.get(_TONES.get(known.about, ""), "Parole d’une autre personne")
        return label if name == "exact_words" else f"{label} · {field}"
    if kind in ("journal_entry", "appointment", "meeting", "visit"):
        return next((text for column, _label, text in known.fields if column == "kind"), known.label)
    if kind in ("writing", "writing_part"):
        document, _space, heading = known.about.partition(" ")
        return " · ".join(filter(None, (Produced.label_of(document), heading_title(heading) or field)))
    about = f"version {known.about}" if kind == "child_plan" else known.about
    parts = (known.label, about, field if field != known.label else "")
    return " · ".join(part for part in parts if part)


def _of_person(known: Shown, marker: Marker) -> Excerpt:
    """Return the name of a person, with what else of the person was found (a telephone number, a service)."""
    values = {column: text for column, _label, text in known.fields}
    name = " ".join(values[column] for column in ("first_name", "surname") if column in values)
    named = marker.in_name(name)
    others = (
        marker.in_phone(group_phone(text)) if column == "phone" else marker.in_name(text)
        for column, text in values.items()
        if column not in ("first_name", "surname")
    )
    found = next((excerpt for excerpt in others if excerpt.found), None)
    if named.found or found is None:
        return named
    return Excerpt(f"{name} — {found.text}", tuple((a + len(name) + 3, b + len(name) + 3) for a, b in found.found))
