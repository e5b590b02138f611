"""What one click may note in a step of a check of health, and what is to be known before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.health_flow import StepKey
from ppe_desktop.domain.health_needs import NOTHING_FOUND
from ppe_desktop.domain.health_offers import (
    parents_to_tell,
    proposed_booking,
    proposed_company,
    proposed_next,
    proposed_practitioners,
)
from ppe_desktop.domain.vocabulary import DeliveryMode
from ppe_desktop.services.health import ChildHealth


class Proposal(NamedTuple):
    """What one click notes.

    Attributes:
        label: words on the button.
        values: facts of the check.
    """

    label: str
    values: Mapping[str, Any]


def proposals(key: StepKey, event: Item, file: CaseFile, health: ChildHealth) -> list[Proposal]:
    """Return what may be noted in one click for a step; what is noted already is not proposed."""
    today = health.today
    found: list[Proposal] = []
    if key is StepKey.BOOKED:
        found = _bookings(event, file, today)
    elif key is StepKey.DONE:
        found = [Proposal("Aujourd’hui", {"done_on": today})]
        if event.booked_on and event.booked_on < today:
            found.insert(0, Proposal(f"Le {long_date(event.booked_on)}, comme prévu", {"done_on": event.booked_on}))
    elif key is StepKey.NEEDS:
        found = [] if event.needs else [Proposal("Rien à signaler", {"needs": NOTHING_FOUND})]
    elif key is StepKey.PARENTS:
        found = _tellings(event, today)
    elif key is StepKey.NEXT:
        limit = proposed_next(event, health.deadlines)
        found = [Proposal(f"Le {long_date(limit)}, dernier jour", {"next_on": limit})] if limit else []
    return [one for one in found if any(event.values.get(name) != value for name, value in one.values.items())]


def _bookings(event: Item, file: CaseFile, today: dt.date) -> list[Proposal]:
    day = proposed_booking(file, event, today)
    found = [Proposal(f"Le {long_date(day)}, déjà convenu", {"booked_on": day})] if day and not event.booked_on else []
    if not event.practitioner:
        places = proposed_practitioners(file, today)
        found += [
            Proposal(f"Chez {name}", {"practitioner": name, "place": place or event.place}) for name, place in places
        ]
    if not event.accompanied_by:
        found += [Proposal(f"Avec {name}", {"accompanied_by": name}) for name in proposed_company(file, today)]
        profile = file.profile
        own = f"{profile.first_name} {profile.surname}".strip() if profile else ""
        found += [Proposal("Avec moi", {"accompanied_by": own})] if own else []
    return found


def _tellings(event: Item, today: dt.date) -> list[Proposal]:
    """Return the ways of telling the parents, today unless the day is noted."""
    ways = (
        ("de vive voix", "De vive voix"),
        ("par téléphone", "Par téléphone"),
        ("par courrier", DeliveryMode.POST.value),
    )
    if event.parents_informed_on is None:
        return [
            Proposal(f"Aujourd’hui, {said}", {"parents_informed_on": today, "parents_informed_how": how})
            for said, how in ways
        ]
    if event.parents_informed_how:
        return []
    return [Proposal(said[:1].upper() + said[1:], {"parents_informed_how": how}) for said, how in ways]


def note_of(key: StepKey, event: Item, file: CaseFile, today: dt.date) -> str:
    """Return what is to be known before a step is completed."""
    if key is StepKey.NEEDS:
        return (
            "Une ligne par besoin. Secret médical\N{NO-BREAK SPACE}: écrivez le besoin (« voir un ophtalmologiste »), pas le diagnostic ; "
            "les résultats restent au médecin."
        )
    if key is not StepKey.PARENTS:
        return ""
    told = [f"{one.name} ({one.caution})" if one.caution else one.name for one in parents_to_tell(file, event, today)]
    who = f"À informer\N{NO-BREAK SPACE}: {' ; '.join(told)}. " if told else ""
    return (
        f"{who}Dites-leur que le bilan a eu lieu et ce dont l’enfant a besoin ; le médecin leur donne les résultats. Ce qu’un adolescent "
        "confie de son intimité au médecin reste entre eux."
    )
