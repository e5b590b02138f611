"""A visit: where it stands, where each thing noted goes, in whose files, and what is still to be said before it can go there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import NBSP, age_on
from ppe_desktop.domain.journal import listed
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.texts import elide
from ppe_desktop.domain.vocabulary import Choice, JournalKind, Role, Speaker, VisitNoteKind

BABY_YEARS = 3
"""Under this age what is observed of a child is offered as an observation among the words (a baby has no words to quote)."""


class Shelf(Choice):
    """Where something noted goes."""

    JOURNAL = "journal", "Journal"
    WORDS = "paroles", "Paroles"
    OBSERVED = "observation", "Paroles, comme observation"
    HEALTH = "sante", "Santé, bilan ou consultation"
    FOLLOW_UP = "suivi", "Santé, suivi régulier"
    TASK = "a_faire", "À faire"
    PROMISE = "promesse", "À faire, promis à l’enfant"


SHELVES: dict[str, tuple[Shelf, ...]] = {
    VisitNoteKind.NOTE: (Shelf.JOURNAL,),
    VisitNoteKind.CHILD: (Shelf.WORDS,),
    VisitNoteKind.PARENT: (Shelf.WORDS,),
    VisitNoteKind.OBSERVATION: (Shelf.JOURNAL, Shelf.OBSERVED),
    VisitNoteKind.HEALTH: (Shelf.HEALTH, Shelf.FOLLOW_UP),
    VisitNoteKind.TASK: (Shelf.TASK, Shelf.PROMISE),
}
"""Places offered for each mark, the usual one first; pressing the mark again goes to the next."""

OF_ONE_CHILD = frozenset({Shelf.OBSERVED, Shelf.HEALTH, Shelf.FOLLOW_UP})
"""Places where a line tells of one child, who must be chosen among siblings."""

PARENT_ROLES = (Role.MOTHER, Role.FATHER, Role.SECOND_PARENT, Role.GUARDIAN, Role.DELEGATE, Role.THIRD_PARTY)
"""Persons offered as those whose words these are."""
_SPEAKERS = {Role.MOTHER.value: Speaker.MOTHER, Role.FATHER.value: Speaker.FATHER}
_UNKNOWN = {Speaker.MOTHER: "La mère", Speaker.FATHER: "Le père", Speaker.OTHER: "Une autre personne"}
_UNKNOWN_IN_A_SENTENCE = {speaker.value: f"{words[:1].lower()}{words[1:]}" for speaker, words in _UNKNOWN.items()}


class Step(Choice):
    """Where a visit stands on screen."""

    BEFORE = "avant", "Préparer"
    DURING = "pendant", "Pendant"
    AFTER = "apres", "Ranger"


class Close(NamedTuple):
    """What a person is to a child seen during the visit."""

    child_id: str
    person_id: str
    name: str
    role: str


class Voice(NamedTuple):
    """Whose words a parent's words are: a person of the file, or who it was when no file knows the person.

    Attributes:
        label: "Karima Benali, mère".
        person_id: the person, when known.
        speaker: who it was, when not.
    """

    label: str
    person_id: str = ""
    speaker: str = ""


FOR_LATER = frozenset({Shelf.TASK, Shelf.PROMISE})
"""Places where a day may be told: what is still to be done."""


class Sorting(NamedTuple):
    """Where something noted is about to go.

    Attributes:
        shelf: the place.
        children: identifiers of the children whose files it enters.
        voice: whose words, for those of a parent.
    """

    shelf: Shelf
    children: tuple[str, ...]
    voice: Voice | None = None


def step_of(visit: Item, *, has_notes: bool) -> Step:
    """Return where a visit goes on: prepared, under way, or over and to be sorted."""
    if visit.ended_at is not None:
        return Step.AFTER
    return Step.DURING if has_notes else Step.BEFORE


def is_blank(note: Item) -> bool:
    """Tell whether nothing was written in a note."""
    return not str(note.text).strip()


def unsorted(notes: Iterable[Item]) -> list[Item]:
    """Return what is still to be sorted."""
    return [note for note in notes if not note.sorted_into and not is_blank(note)]


def concerns(note: Item, child_id: str) -> bool:
    """Tell whether a note may be looked at from a child's file: his own, or common to all."""
    return note.child_id in (None, child_id)


def voices(known: Iterable[Close]) -> list[Voice]:
    """Return the persons whose words may be noted, then who it may be when no file names them."""
    found: dict[str, Voice] = {}
    said = set()
    for one in sorted(known, key=lambda close: [role.value for role in PARENT_ROLES].index(close.role)):
        said.add(_SPEAKERS.get(one.role, Speaker.OTHER))
        found.setdefault(one.person_id, Voice(f"{one.name}, {Role.label_of(one.role).lower()}", one.person_id))
    others = [speaker for speaker in _UNKNOWN if speaker not in said or speaker is Speaker.OTHER]
    return [*found.values(), *(Voice(_UNKNOWN[speaker], speaker=speaker.value) for speaker in others)]


def speaker_in(file_of: str, voice: Voice, known: Iterable[Close]) -> str:
    """Return who speaks, as the file of a child calls this person."""
    if not voice.person_id:
        return voice.speaker
    roles = (one.role for one in known if one.child_id == file_of and one.person_id == voice.person_id)
    return next((_SPEAKERS[role].value for role in roles if role in _SPEAKERS), Speaker.OTHER.value)


def proposed(
    note: Item, children: Sequence[Item], known: Sequence[Close], day: dt.date | None, voice: Voice | None = None
) -> Sorting:
    """Return where a note goes unless the person says otherwise.

    Args:
        note: the note.
        children: the children seen.
        known: what persons are to them.
        day: day of the visit.
        voice: whose words, when the note itself does not name a person.
    """
    chosen = tuple(child.id for child in children if note.child_id in (None, child.id))
    shelf = SHELVES.get(note.kind, (Shelf.JOURNAL,))[0]
    if note.kind == VisitNoteKind.OBSERVATION and note.child_id and _is_baby(children, note.child_id, day):
        shelf = Shelf.OBSERVED
    if note.kind != VisitNoteKind.PARENT:
        return Sorting(shelf, chosen)
    if note.person_id:
        voice = next((one for one in voices(known) if one.person_id == note.person_id), voice)
    if voice is not None and voice.person_id and not note.child_id:  # the files where this person is somebody
        theirs = {one.child_id for one in known if one.person_id == voice.person_id}
        chosen = tuple(child for child in chosen if child in theirs) or chosen
    return Sorting(shelf, chosen, voice)


def _is_baby(children: Iterable[Item], child_id: str, day: dt.date | None) -> bool:
    child = next((one for one in children if one.id == child_id), None)
    return bool(child and child.birth_date and day and age_on(child.birth_date, day).years < BABY_YEARS)


def next_shelf(kind: str, shelf: Shelf) -> Shelf:
    """Return the next place offered for a mark, the first one after the last."""
    places = SHELVES.get(kind, (Shelf.JOURNAL,))
    return places[(places.index(shelf) + 1) % len(places)] if shelf in places else places[0]


def missing(note: Item, sorting: Sorting, children: Sequence[Item]) -> str:
    """Return what is to be said before a note can be sorted, as a French sentence; nothing when it can."""
    if not children or not sorting.children:
        return "Cette visite ne concerne aucun enfant\N{NO-BREAK SPACE}: ajoutez-en un dans l’étape Préparer."
    is_open = len(sorting.children) > 1
    if note.kind == VisitNoteKind.CHILD and is_open:
        return f"De quel enfant sont ces mots{NBSP}? Choisissez-le avec les flèches gauche et droite."
    if sorting.shelf in OF_ONE_CHILD and is_open:
        return f"De quel enfant s’agit-il{NBSP}? Choisissez-le avec les flèches gauche et droite."
    if note.kind == VisitNoteKind.PARENT and sorting.voice is None:
        return f"Qui a parlé{NBSP}? Appuyez encore sur 3 pour choisir."
    return ""


def goes_to(sorting: Sorting, children: Sequence[Item]) -> str:
    """Return where a note goes, in words: "Paroles de Malo", "Journal de Malo, Nolwenn et Inès".

    A parent's words are never called the child's: "Paroles : Karima Benali, mère, dossier de Malo".
    """
    names = [first_name_of(child) for child in children if child.id in sorting.children]
    if not names:
        return Shelf.label_of(sorting.shelf)
    if sorting.voice is not None:
        who = sorting.voice.label if sorting.voice.person_id else _UNKNOWN_IN_A_SENTENCE[sorting.voice.speaker]
        return f"Paroles{NBSP}: {who}, {_files(names)}"
    if sorting.shelf is Shelf.OBSERVED:
        return f"Paroles {elide('de', listed(names))}, comme observation"
    if sorting.shelf in (Shelf.TASK, Shelf.PROMISE):
        promised = ", promis" if sorting.shelf is Shelf.PROMISE else ""
        return f"À faire pour {listed(names)}{promised}"
    if sorting.shelf in (Shelf.HEALTH, Shelf.FOLLOW_UP):
        what = "un suivi" if sorting.shelf is Shelf.FOLLOW_UP else "un bilan ou une consultation"
        return f"Santé {elide('de', listed(names))}, {what}"
    return f"{sorting.shelf.label} {elide('de', listed(names))}"


def _files(names: Sequence[str]) -> str:
    return f"dossier{'s' if len(names) > 1 else ''} {elide('de', listed(names))}"


def with_paragraph(text: str, added: str) -> str:
    """Return a text with a paragraph more, nothing changed in either."""
    return f"{text.rstrip()}\n{added}" if text.strip() else added


def without_paragraph(text: str, taken: str) -> str:
    """Return a text less a paragraph put there before; as it is when it was rewritten since."""
    if text == taken:
        return ""
    if text.endswith(f"\n{taken}"):
        return text.removesuffix(f"\n{taken}")
    if text.startswith(f"{taken}\n"):
        return text.removeprefix(f"{taken}\n")
    return text.replace(f"\n{taken}\n", "\n", 1)


def usual_kind(*, lives_away: bool) -> str:
    """Return the nature of a visit: where the child lives away from home it is made there."""
    return (JournalKind.CARE_VISIT if lives_away else JournalKind.HOME_VISIT).value


def filed_as(records: Iterable[tuple[str, str]]) -> str:
    """Return what a note became, as the base keeps it."""
    return " ".join(f"{kind}:{record_id}" for kind, record_id in records)


def filed(note: Item) -> list[tuple[str, str]]:
    """Return kind and identifier of the records that a note became."""
    pairs = (part.partition(":") for part in str(note.sorted_into).split())
    return [(kind, record_id) for kind, _colon, record_id in pairs]
