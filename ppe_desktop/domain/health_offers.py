"""What can be proposed for a check of health: who may do it, who may go along, when the next one is, whom to tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import is_adult_on
from ppe_desktop.domain.deadlines import Deadline
from ppe_desktop.domain.health import event_day
from ppe_desktop.domain.names import person_name
from ppe_desktop.domain.texts import plain
from ppe_desktop.domain.vocabulary import HEALTH_CHECKS, HEALTH_ROLES, HealthEventKind, YesNo

FOLLOWED = (*(kind.value for kind in HEALTH_CHECKS), HealthEventKind.COMPULSORY.value)
"""Natures of a check that is followed step by step: those that a rule asks for."""


@dataclass(frozen=True, slots=True)
class ParentToTell:
    """A holder of parental authority to be told of the check.

    Attributes:
        name: as one says it.
        caution: what this person must not learn; nothing when nothing is.
    """

    name: str
    caution: str = ""


def parents_to_tell(file: CaseFile, event: Item, today: dt.date) -> tuple[ParentToTell, ...]:
    """Return who holds parental authority and is to be told, each with what must be kept from her or him; nobody once of age."""
    birth = file.child.birth_date
    if birth and is_adult_on(birth, event.done_on or today):
        return ()
    found: dict[str, ParentToTell] = {}
    for authority in file.current("parental_authority", today):
        person = file.person(authority.person_id)
        if person is not None and person.death_date is None and authority.is_holder != YesNo.NO:
            name = person_name(person, with_civility=True)
            found[person.id] = ParentToTell(name, _caution(file, person.id, today))
    return tuple(found.values())


def proposed_practitioners(file: CaseFile, today: dt.date) -> tuple[tuple[str, str], ...]:
    """Return the name and the place of those who may do the check: those who did the last ones, then those of Entourage."""
    found: dict[str, str] = {}
    for event in sorted(followed_events(file), key=lambda one: event_day(one) or dt.date.min, reverse=True):
        if event.practitioner:
            found.setdefault(event.practitioner, event.place)
    known = [plain(name) for name in found]
    for _link, person in file.with_role(*HEALTH_ROLES, on=today):
        name = person_name(person, with_civility=True)
        if not any(plain(person.surname) in one for one in known if person.surname):
            found.setdefault(name, person.organisation)
    return tuple(found.items())[:4]


def proposed_company(file: CaseFile, today: dt.date) -> tuple[str, ...]:
    """Return who may go with the child: who welcomes the child, who did last time."""
    place = file.main_place(today)
    carer = (place.carer or place.name) if place else ""
    dated = sorted(followed_events(file), key=lambda one: event_day(one) or dt.date.min, reverse=True)
    before = [event.accompanied_by for event in dated if event.accompanied_by]
    found = dict.fromkeys(name for name in (carer, *before[:2]) if name)
    return tuple(found)


def proposed_booking(file: CaseFile, event: Item, today: dt.date) -> dt.date | None:
    """Return the appointment that a former check announced, while it is still to come."""
    days = [one.next_on for one in followed_events(file) if one.id != event.id and one.next_on and one.next_on >= today]
    return min(days, default=None)


def proposed_next(event: Item, asked: Iterable[Deadline]) -> dt.date | None:
    """Return the last day of the next check, as the rule has it; None when no rule asks for another."""
    if event.done_on is None:
        return None
    act = "health_check" if event.kind in HEALTH_CHECKS else "health_exam"
    days = [one.due_on for one in asked if one.rule.act == act and one.status.is_open and one.due_on]
    return min((day for day in days if day > event.done_on), default=None)


def followed_events(file: CaseFile) -> list[Item]:
    """Return the checks that are followed step by step."""
    return [event for event in file.of("health_event") if event.kind in FOLLOWED]


def _caution(file: CaseFile, person_id: str, today: dt.date) -> str:
    """Say what a parent must not learn with the news of the check."""
    place = file.main_place(today)
    hidden = {one.placement_id for one in file.of("address_protection") if one.hidden_from_id == person_id}
    if place is not None and (place.is_anonymous or place.id in hidden):
        return "ne dire ni le lieu, ni le nom du professionnel, ni qui l’accompagne"
    return ""
