"""The dates to come that a file already holds: ends of measures, appointments, rights. Statutory delays have their own rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import add_months
from ppe_desktop.domain.health import event_name, health_profile
from ppe_desktop.domain.vocabulary import (
    AbsenceKind,
    ActKind,
    DisabilityRightKind,
    LegalStatusKind,
    MeasureType,
    PlacementSetting,
    SupportPlanKind,
    Vaccine,
)

MONTHS_AHEAD = 24
"""Beyond this, a date is of no help to know what comes next."""


@dataclass(frozen=True, slots=True)
class KnownDate:
    """One date to come.

    Attributes:
        day: when.
        text: what, in French.
        section: key of the section of the file that holds it.
    """

    day: dt.date
    text: str
    section: str


def known_dates(file: CaseFile, today: dt.date) -> list[KnownDate]:
    """Return the dates to come, the nearest first, today included."""
    last = add_months(today, MONTHS_AHEAD)
    found = [date for date in (*_of_path(file), *_of_health(file), *_of_life(file)) if today <= date.day <= last]
    return sorted(set(found), key=lambda date: (date.day, date.text))


def _of_path(file: CaseFile) -> Iterator[KnownDate]:
    for measure in file.of("measure"):
        if measure.ended_on is None:
            yield from _ends(measure, f"Échéance : {_in_sentence(MeasureType.label_of(measure.type))}", "path")
    for place in file.of("placement"):
        yield from _ends(place, f"Fin de l’accueil : {place.name or PlacementSetting.label_of(place.setting)}", "path")
    for absence in file.of("absence"):
        yield from _ends(absence, f"Fin : {_in_sentence(AbsenceKind.label_of(absence.kind))}", "path")
    for status in file.of("legal_status"):
        yield from _ends(status, f"Fin du statut : {_in_sentence(LegalStatusKind.label_of(status.kind))}", "path")
    if file.child.birth_date and file.child.birth_date_precision != "UNKNOWN":
        yield KnownDate(add_months(file.child.birth_date, 18 * 12), "Dix-huit ans", "identity")


def _of_health(file: CaseFile) -> Iterator[KnownDate]:
    for event in file.of("health_event"):
        if event.booked_on and not event.done_on:
            yield KnownDate(event.booked_on, f"Rendez-vous : {_in_sentence(event_name(event))}", "health")
        if event.next_on:
            yield KnownDate(event.next_on, f"Prochain rendez-vous : {_in_sentence(event_name(event))}", "health")
    for vaccination in file.of("vaccination"):
        if vaccination.next_on:
            yield KnownDate(
                vaccination.next_on, f"Rappel de vaccin : {Vaccine.label_of(vaccination.vaccine)}", "health"
            )
    profile = health_profile(file)
    if profile and profile.next_vaccine_on:
        yield KnownDate(profile.next_vaccine_on, "Rappel de vaccin", "health")
    if profile and profile.rights_until:
        yield KnownDate(profile.rights_until, "Fin des droits à l’assurance maladie", "health")
    for right in file.of("disability_right"):
        yield from _ends(right, f"Fin du droit : {DisabilityRightKind.label_of(right.kind)}", "health")


def _of_life(file: CaseFile) -> Iterator[KnownDate]:
    for plan in file.of("support_plan"):
        yield from _ends(plan, f"Fin de l’aménagement : {SupportPlanKind.label_of(plan.kind)}", "school")
    for permission in file.of("authorisation"):
        yield from _ends(
            permission, f"Fin de l’autorisation : {_in_sentence(ActKind.label_of(permission.act))}", "school"
        )


def _ends(item: Item, text: str, section: str) -> Iterator[KnownDate]:
    if item.until:
        yield KnownDate(item.until, text.replace(" :", "\N{NO-BREAK SPACE}:"), section)


def _in_sentence(label: str) -> str:
    """Return a label as it reads after a colon; one that begins by an acronym keeps it."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
