"""What letters say of a measure, a place of care and those who follow the child there."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ppe_desktop.documents.context import care, people
from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.context.wording import (
    address_line,
    courteous,
    joined,
    known,
    known_day,
    known_label,
    label_of,
    role_label,
)
from ppe_desktop.domain.casefile import CaseFile, Item, is_current
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.missing import is_withheld, missing
from ppe_desktop.domain.recipients import PARENT_ROLE
from ppe_desktop.domain.vocabulary import MeasureType, PlacementSetting, Role, StayKind

_STAFF = (Role.CASE_WORKER, Role.SUPERVISOR, Role.PSYCHOLOGIST, Role.KEY_WORKER)


def place_facts(place: Item) -> dict[str, Any]:
    """Return a place of care as a letter names it."""
    where = "" if is_withheld(place.name) else address_line(place)
    stay = label_of(StayKind, place.stay) if place.stay else ""
    return {
        "mode": joined(known_label(PlacementSetting, place.setting, "mode d’accueil"), stay[:1].lower() + stay[1:]),
        "nom": place.name.strip() or missing("nom du lieu d’accueil"),
        "adresse": where or ("" if is_withheld(place.name) else missing("adresse du lieu d’accueil")),
        "responsable": known(place.carer, "personne ou responsable qui accueille")
        if not is_withheld(place.name)
        else "",
        "depuis": known_day(place.since, "date d’arrivée"),
        "jusqu_au": long_date(place.until),
    }


def measure_of(file: CaseFile, place: Item, today: dt.date) -> Item | None:
    """Return the measure a stay belongs to, of the same episode: that in force today, or the day the stay is to begin."""
    of_episode = [one for one in file.of("measure") if one.episode_id == place.episode_id]
    day = max(place.since or today, today)
    last = max(of_episode, key=lambda one: one.since or dt.date.min, default=None)
    return next((one for one in of_episode if is_current(one, day)), last)


def measure_facts(measure: Item | None) -> dict[str, str]:
    """Return a measure as a letter names it."""
    if measure is None:
        return {
            "nom": missing("mesure"),
            "depuis": missing("date de début"),
            "jusqu_au": missing("échéance"),
            "accord_le": "",
        }
    return {
        "nom": known_label(MeasureType, measure.type, "mesure"),
        "depuis": known_day(measure.since, "date de début"),
        "jusqu_au": known_day(measure.until, "échéance"),
        "accord_le": long_date(measure.agreed_on),
    }


def staff(source: Source) -> list[dict[str, str]]:
    """Return the names and qualities of those who follow the child for the service, the case worker first."""
    found = [
        {"nom": courteous(person), "qualite": role_label(link.role, person.civility)}
        for link, person in source.file.with_role(*_STAFF, on=source.today)
    ]
    referent = people.referent_values(source)
    mine = {"nom": referent["nom"], "qualite": referent["fonction"]}
    return [mine, *(one for one in found if one["nom"] != mine["nom"])]


def contacts(source: Source) -> list[dict[str, Any]]:
    """Return the visiting rights in force that the reader has to know, those without any known left out.

    A parent is told of his or her own rights and of those of the circle, never of when and where the other parent is met; who holds
    the authority in their stead, of all of them.
    """
    if source.recipient.kind not in PARENT_ROLE:
        return [one for one in care.contact_values(source) if one["rythme"] or one["nature"]]
    own = source.file.person(source.recipient.person_id)
    others = {courteous(person) for _link, person in source.living_parents() if own is None or person.id != own.id}
    return [one for one in care.contact_values(source) if (one["rythme"] or one["nature"]) and one["nom"] not in others]
