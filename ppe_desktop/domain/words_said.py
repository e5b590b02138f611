"""Words in words: who spoke, when, whether an answer was given, who may read them; the same sentences wherever words are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import NBSP, long_date, short_date
from ppe_desktop.domain.names import first_name_of, person_name
from ppe_desktop.domain.vocabulary import CollectionOutcome, Role, Sharing, Speaker

_SPEAKER_OF_ROLE = {Role.MOTHER.value: Speaker.MOTHER.value, Role.FATHER.value: Speaker.FATHER.value}


def answer_words(statement: Item) -> tuple[str, str]:
    """Return whether the speaker got an answer, in words and as a tone; nothing where none is owed."""
    if statement.answer.strip() or statement.answered_on is not None:
        day = f" le{NBSP}{short_date(statement.answered_on)}" if statement.answered_on else ""
        return f"Réponse donnée{day}", "done"
    if statement.outcome != CollectionOutcome.COLLECTED or statement.speaker == Speaker.OTHER:
        return "", ""
    return "Sans réponse", "soon"


def sharing_words(statement: Item, kept_from: Iterable[str] = ()) -> tuple[str, str]:
    """Return who may read words, in words and as a tone.

    Args:
        statement: the words.
        kept_from: names of the persons from whom they are kept.
    """
    names = ", ".join(kept_from)
    if names:
        return f"À ne pas transmettre à {names}", "late"
    if statement.sharing == Sharing.ALL and statement.kept_secret.strip():
        return "Transmissible, sauf ce que l’enfant veut garder", "soon"
    return Sharing.label_of(statement.sharing), "info" if statement.sharing == Sharing.ALL else "neutral"


def speaker_of(file: CaseFile, person_id: str | None) -> str:
    """Return in what quality a person of the file speaks: mother, father, or another person."""
    roles = {link.role for link in file.of("relationship") if link.person_id == person_id}
    return next((speaker for role, speaker in _SPEAKER_OF_ROLE.items() if role in roles), Speaker.OTHER.value)


def speaker_words(statement: Item, file: CaseFile, names: Mapping[str, str] | None = None) -> str:
    """Return who speaks: "Malo", "Karima Benali, sa mère"; a person who left the file keeps the name.

    Args:
        statement: the words.
        file: the child's file.
        names: names of the speakers, those who are no longer in the file included.
    """
    if statement.speaker == Speaker.CHILD:
        return first_name_of(file.child)
    person = file.person(statement.person_id)
    if person is None and statement.person_id is None:
        role = next((role for role, speaker in _SPEAKER_OF_ROLE.items() if speaker == statement.speaker), "")
        held = file.with_role(role) if role else []
        person = held[0][1] if len(held) == 1 else None
    name = person_name(person) if person else (names or {}).get(statement.person_id or "", "")
    has_left = file.has_left(person) if person is not None else bool(name)
    gone = "qui n’est plus dans l’entourage" if has_left else ""
    quality = {Speaker.MOTHER.value: "sa mère", Speaker.FATHER.value: "son père"}.get(statement.speaker, "")
    said = ", ".join(part for part in (name, quality, gone) if part)
    return said[:1].upper() + said[1:] if said else Speaker.label_of(statement.speaker)


def when_words(statement: Item) -> str:
    """Return the day on which words were said: "12 novembre 2026, 14 h"; said to be unknown when it is."""
    day = long_date(statement.said_on) or "sans date"
    return ", ".join(part for part in (day, statement.at_time) if part)
