"""After a visit: each note goes to its place in the files, in one transaction, and may be taken back until all is sorted."""

from __future__ import annotations

from typing import Any

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.checks import check_record, keep
from ppe_desktop.domain.errors import FieldError, InputError, UnknownRecordError
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.texts import elide
from ppe_desktop.domain.visits import (
    FOR_LATER,
    Shelf,
    Sorting,
    filed,
    filed_as,
    is_blank,
    missing,
    speaker_in,
    unsorted,
    with_paragraph,
    without_paragraph,
)
from ppe_desktop.domain.vocabulary import (
    CollectionOutcome,
    Means,
    Occasion,
    Sharing,
    Speaker,
    VisitNoteKind,
)
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.visit_ties import tell_visit
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.journal import ENTRY, PART, forget_thrown, read_parts
from ppe_desktop.storage.kinds import record_kinds
from ppe_desktop.storage.meetings import TASK
from ppe_desktop.storage.unit_of_work import UnitOfWork
from ppe_desktop.storage.visits import NOTE, VISIT, read_close, read_notes, read_seen

Filed = list[tuple[str, str]]
"""Kind and identifier of the records that a note became."""
_WORDS, _HEALTH, _FOLLOW_UP = "statement", "health_event", "health_follow_up"


_NO_DAY = "Ce jour n’est pas compris\N{NO-BREAK SPACE}: écrivez une date, « vendredi », « dans 15 jours », ou effacez-le. La note reste à ranger."


class SortingDesk:
    """Use cases on the notes of a visit that is over."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sort(self, note_id: str, sorting: Sorting, text: str | None = None) -> Changes:
        """Put a note in its place; a note sorted already is left as it is.

        The words of a child or parent are kept exactly as they are in the note, for the file only until they are reviewed.

        Args:
            note_id: the note.
            sorting: where it goes.
            text: its text as it stands on screen, when it may be newer than that of the base.

        Raises:
            FieldError: something is to be said first (field ``sorting``), or a text cannot be kept.
            InputError: the visit is not over.
            UnknownRecordError: the note is not there any more, or the file of a child is in the recycle bin.
        """
        with self._database.work() as work:
            note = work.get(NOTE, note_id)
            if note.sorted_into:
                return Changes(frozenset())
            if text is not None and text != note.text:
                note = work.change(NOTE, note_id, text=keep(record_kinds()[NOTE].fact("text"), text))
            visit = work.get(VISIT, note.visit_id)
            if visit.ended_at is None:
                raise InputError("Terminez d’abord la visite\N{NO-BREAK SPACE}: ses notes se rangent ensuite.")
            self._refuse(work, note, sorting)
            if sorting.shelf in FOR_LATER and (note.id, "due_on") in work.pending([note.id]):
                raise FieldError("sorting", _NO_DAY)
            made = _PLACES[sorting.shelf](work, visit, note, sorting)
            work.change(NOTE, note_id, sorted_into=filed_as(made))
            _close_if_sorted(work, visit)
            work.commit()
            return Changes(frozenset(work.changed), made[0][1])

    def take_back(self, note_id: str) -> Changes:
        """Take a note back from where it was put, to sort it otherwise; what was rewritten there since stays there.

        Raises:
            UnknownRecordError: there is no such note.
        """
        with self._database.work() as work:
            note = work.get(NOTE, note_id)
            for kind, record_id in filed(note):
                _take_out(work, kind, record_id, note)
            work.change(NOTE, note_id, sorted_into="")
            work.change(VISIT, note.visit_id, sorted_at=None)
            work.commit()
            return Changes(frozenset(work.changed))

    def throw(self, note_id: str) -> Changes:
        """Put a note in the recycle bin; the changes hold it, to put it back.

        Raises:
            UnknownRecordError: there is no such note.
        """
        with self._database.work() as work:
            note = work.get(NOTE, note_id)
            work.remove(NOTE, note_id)
            _close_if_sorted(work, work.get(VISIT, note.visit_id))
            work.commit()
            return Changes(frozenset(work.changed), removed=note)

    def put_back(self, note: Item) -> Changes:
        """Take a note out of the bin, to be sorted again.

        Raises:
            UnknownRecordError: the bin does not hold it.
        """
        with self._database.work() as work:
            work.put_back(NOTE, note.id)
            work.change(VISIT, note.visit_id, sorted_at=None)
            work.commit()
            return Changes(frozenset(work.changed), note.id)

    def finish(self, visit_id: str) -> Changes:
        """Let go of the notes of a visit wholly sorted: what they said is in the files, in one place. Another is left as it is.

        Raises:
            UnknownRecordError: there is no such visit.
        """
        with self._database.work() as work:
            visit, notes = work.get(VISIT, visit_id), read_notes(work.connection, visit_id)
            if visit.sorted_at is None or unsorted(notes):
                return Changes(frozenset())
            for note in notes:
                work.remove(NOTE, note.id)
            forget_thrown(work.connection, [note.id for note in notes])
            work.commit()
            return Changes(frozenset(work.changed))

    def _refuse(self, work: UnitOfWork, note: Item, sorting: Sorting) -> None:
        children = read_seen(work.connection, note.visit_id)
        away = set(sorting.children) - {child.id for child in children}
        if away:
            name = first_name_of(work.get("child", min(away)))
            raise FieldError(
                "sorting",
                f"Le dossier {elide('de', name)} est à la corbeille\N{NO-BREAK SPACE}: choisissez un autre enfant, ou remettez ce "
                "dossier en place. La note reste à ranger.",
            )
        said = missing(note, sorting, children)
        if said or is_blank(note):
            raise FieldError("sorting", said or "Cette note est vide.")


def _journal(work: UnitOfWork, visit: Item, note: Item, sorting: Sorting) -> Filed:
    """Put a note in the entry of the visit: in the part of one child, or in what all share."""
    entry = work.get(ENTRY, tell_visit(work, visit.id))
    parts = {part.child_id: part for part in read_parts(work.connection, entry.id)}
    if set(sorting.children) >= set(parts):
        _write(work, entry, with_paragraph(entry.text, note.text))
        return [(ENTRY, entry.id)]
    made = []
    for child_id in sorting.children:
        if child_id not in parts:  # taken out of this child's journal meanwhile
            parts[child_id] = work.get(PART, work.add(PART, child_id=child_id, entry_id=entry.id))
        _write(work, parts[child_id], with_paragraph(parts[child_id].text, note.text))
        made.append((PART, parts[child_id].id))
    return made


def _write(work: UnitOfWork, record: Item, text: str) -> None:
    work.change(record.record, record.id, text=keep(record_kinds()[record.record].fact("text"), text))


def _words(work: UnitOfWork, visit: Item, note: Item, sorting: Sorting) -> Filed:
    """Make of the very words a statement in the file of each child concerned."""
    known = read_close(work.connection, sorting.children)
    made = []
    for child_id in sorting.children:
        speaker, person_id = Speaker.CHILD.value, ""
        if note.kind == VisitNoteKind.PARENT and sorting.voice is not None:
            speaker = speaker_in(child_id, sorting.voice, known)
            person_id = sorting.voice.person_id if speaker == Speaker.OTHER else ""
        values = {"exact_words": note.text, "speaker": speaker, "person_id": person_id, "means": Means.TALK.value}
        made.append(_statement(work, visit, child_id, values))
    return made


def _observed(work: UnitOfWork, visit: Item, note: Item, sorting: Sorting) -> Filed:
    """Keep what was seen of a child among the words, never as words."""
    values = {
        "observation": note.text,
        "speaker": Speaker.CHILD.value,
        "outcome": CollectionOutcome.TOO_YOUNG.value,
        "means": Means.BABY.value,
    }
    return [_statement(work, visit, child_id, values) for child_id in sorting.children]


def _statement(work: UnitOfWork, visit: Item, child_id: str, values: dict[str, Any]) -> tuple[str, str]:
    told = {"said_on": visit.made_on, "place": visit.place, "present": visit.present, "occasion": Occasion.VISIT.value}
    return _add(work, _WORDS, {**told, "sharing": Sharing.FILE_ONLY.value, **values, "child_id": child_id})


def _health(work: UnitOfWork, _visit: Item, note: Item, sorting: Sorting) -> Filed:
    return [_add(work, _HEALTH, {"child_id": child_id, "needs": note.text}) for child_id in sorting.children]


def _follow_up(work: UnitOfWork, _visit: Item, note: Item, sorting: Sorting) -> Filed:
    return [_add(work, _FOLLOW_UP, {"child_id": child_id, "remarks": note.text}) for child_id in sorting.children]


def _task(work: UnitOfWork, visit: Item, note: Item, sorting: Sorting) -> Filed:
    """Make of a note something to be done, in the file of each child concerned: each file stands alone."""
    values = {
        "text": note.text,
        "visit_id": visit.id,
        "due_on": note.due_on,
        "promised": sorting.shelf is Shelf.PROMISE,
    }
    return [_add(work, TASK, {**values, "child_id": child_id}) for child_id in sorting.children]


_PLACES = {
    Shelf.JOURNAL: _journal,
    Shelf.WORDS: _words,
    Shelf.OBSERVED: _observed,
    Shelf.HEALTH: _health,
    Shelf.FOLLOW_UP: _follow_up,
    Shelf.TASK: _task,
    Shelf.PROMISE: _task,
}


def _add(work: UnitOfWork, kind: str, values: dict[str, Any]) -> tuple[str, str]:
    facts = {fact.name: fact for fact in record_kinds()[kind].facts}
    kept = {name: keep(facts[name], value) if name in facts else value for name, value in values.items()}
    defaults = {name: fact.default for name, fact in facts.items()}
    check_record(facts.values(), {**defaults, **kept}, work.now.date(), kept.keys() & facts.keys())
    return kind, work.add(kind, **kept)


def _take_out(work: UnitOfWork, kind: str, record_id: str, note: Item) -> None:
    try:
        record = work.get(kind, record_id)
    except UnknownRecordError:
        return  # taken out by hand meanwhile
    if kind in (ENTRY, PART):
        _write(work, record, without_paragraph(record.text, note.text))
    elif _is_untouched(record, note):
        work.remove(kind, record_id)
        forget_thrown(work.connection, [record_id])


def _is_untouched(record: Item, note: Item) -> bool:
    """Tell whether a record still says what the note says: one completed since is somebody's work."""
    fields = ("exact_words", "observation", "needs", "remarks", "text")
    return any(record.values.get(name) == note.text for name in fields) and record.revision == 1


def _close_if_sorted(work: UnitOfWork, visit: Item) -> None:
    """Say that a visit is wholly sorted once nothing is left."""
    if visit.ended_at is not None and not unsorted(read_notes(work.connection, visit.id)):
        work.change(VISIT, visit.id, sorted_at=work.now)
