"""What an agenda is made from: plain values read from the base."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.deadlines import Deadline
from ppe_desktop.domain.names import first_name_of, full_name, surname_of
from ppe_desktop.domain.vocabulary import DatePrecision

_PARTICLES = frozenset({"de", "du", "des", "la", "le", "les", "d", "von", "van", "der", "ben", "el", "al"})
_KNOWN_DAY = (DatePrecision.EXACT.value, DatePrecision.ASSESSED.value, "")


@dataclass(frozen=True, slots=True)
class AgendaChild:
    """A child as an agenda names one.

    Attributes:
        child_id: identifier.
        name: the name the child goes by, with the surname when another child goes by the same.
        full_name: "Léa Durand".
        initials: "L. D.", all that leaves the base.
        birth: day of birth; None when the day is not known, or the child is dead.
        siblings: identifiers of the brothers and sisters who have a file.
    """

    child_id: str
    name: str
    full_name: str = ""
    initials: str = ""
    birth: dt.date | None = None
    siblings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DayOff:
    """A stretch of days off.

    Attributes:
        first: first day.
        last: last day.
        name: "Noël", "Vacances de Noël".
        is_public: a public holiday, not school holidays.
    """

    first: dt.date
    last: dt.date
    name: str
    is_public: bool = True


@dataclass(frozen=True, slots=True)
class AgendaFacts:
    """All that an agenda may show.

    Attributes:
        children: the children whose files are followed, by identifier.
        appointments: the appointments of the period, each with its children, as the service gives them.
        deadlines: child and open obligation.
        health: health events with their dates.
        days_off: public holidays and school holidays.
    """

    children: Mapping[str, AgendaChild] = field(default_factory=dict)
    appointments: tuple[Item, ...] = ()
    deadlines: tuple[tuple[AgendaChild, Deadline], ...] = ()
    health: tuple[Item, ...] = ()
    days_off: tuple[DayOff, ...] = ()


def agenda_children(children: Iterable[Item], pairs: Iterable[tuple[str, str]] = ()) -> dict[str, AgendaChild]:
    """Return how an agenda names the children; two who go by the same name are told apart by their surname.

    Args:
        children: the children.
        pairs: identifiers of those who are siblings, two by two, in any order.
    """
    every = list(children)
    known = {child.id for child in every}
    siblings: dict[str, dict[str, None]] = defaultdict(dict)  # a set that keeps its order
    for one, other in pairs:
        if one in known and other in known and one != other:
            siblings[one][other] = siblings[other][one] = None
    same = Counter(first_name_of(child).casefold() for child in every)
    return {
        child.id: AgendaChild(
            child.id,
            full_name(child) if same[first_name_of(child).casefold()] > 1 else first_name_of(child),
            full_name(child),
            initials_of(child),
            None if child.death_date or child.birth_date_precision not in _KNOWN_DAY else child.birth_date,
            tuple(siblings[child.id]),
        )
        for child in every
    }


def initials_of(child: Item) -> str:
    """Return "L. D." for Léa Durand: one letter of the first name, one of the surname, particles aside."""
    first, last = first_name_of(child), surname_of(child)
    words = last.replace("’", " ").replace("'", " ").replace("-", " ").split()
    main = next((word for word in words if word.lower() not in _PARTICLES), last)
    letters = [main[:1]] if first == last else [first[:1], main[:1]]
    return " ".join(f"{letter.upper()}." for letter in letters if letter)
