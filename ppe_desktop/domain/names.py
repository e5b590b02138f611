"""Names of people, printed and sorted as French usage has it: accents kept, particles kept as they are."""

from __future__ import annotations

from typing import Protocol

from ppe_desktop.domain.texts import plain
from ppe_desktop.domain.vocabulary import Civility


class NamedChild(Protocol):
    """What is needed to name a child."""

    birth_surname: str
    use_surname: str
    first_names: str
    usual_first_name: str


class NamedPerson(Protocol):
    """What is needed to name an adult."""

    civility: str
    surname: str
    first_name: str


def first_name_of(child: NamedChild) -> str:
    """Return the name the child goes by: the usual first name, else the first of the civil names, else the surname."""
    civil = child.first_names.replace(",", " ").split()
    return child.usual_first_name or (civil[0] if civil else child.birth_surname)


def surname_of(child: NamedChild) -> str:
    """Return the surname in use, else the one given at birth."""
    return child.use_surname or child.birth_surname


def full_name(child: NamedChild) -> str:
    """Return "Léa Durand", the order of a sentence."""
    if _has_single_name(child):
        return surname_of(child)
    return f"{first_name_of(child)} {surname_of(child)}"


def list_name(child: NamedChild) -> str:
    """Return "DURAND Léa", the order of a list; capitals keep their accents."""
    last = capitals(surname_of(child))
    return last if _has_single_name(child) else f"{last} {first_name_of(child)}"


def _has_single_name(child: NamedChild) -> bool:
    """Tell whether no first name is known; one whose first name repeats the surname ("Ali Ali") has two."""
    return not (child.usual_first_name or child.first_names.replace(",", " ").strip())


_PARTICLES = frozenset(("de", "d’", "d'", "du", "des", "von", "van", "ben", "el", "al"))


def capitals(name: str) -> str:
    """Write a surname in capitals, leaving its particle as typed: "de LA TOUR" stays readable as "de La Tour" does."""
    return " ".join([part if part in _PARTICLES else part.upper() for part in name.split(" ")])


def sort_key(child: NamedChild) -> tuple[str, str]:
    """Return the key of French alphabetical order: no accents, no case, hyphens as spaces; particles count as written."""
    return plain(surname_of(child)), plain(first_name_of(child))


def person_name(person: NamedPerson, *, with_civility: bool = False) -> str:
    """Return "Karima Benali" or "Madame Karima Benali"."""
    parts = [person.first_name, person.surname]
    if with_civility and person.civility in (Civility.MADAM, Civility.SIR):
        parts.insert(0, Civility.label_of(person.civility))
    return " ".join(part for part in parts if part)
