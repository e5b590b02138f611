"""Where a child's health stands, in plain sentences drawn from the file: what was done, what is next, what nobody has noted.

Facts only: what the law asks for, and by when, belongs to the rules of delays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import NBSP, long_date
from ppe_desktop.domain.periods import how_far, is_over, say_lapse
from ppe_desktop.domain.vocabulary import (
    HEALTH_CHECKS,
    CompulsoryExam,
    DisabilityRightKind,
    FollowUpKind,
    HealthEventKind,
    RightState,
    Vaccine,
    YesNo,
)

SOON_DAYS = 90
"""A vaccine or the rights to health cover are spoken of this many days before their date."""
RENEWAL_DAYS = 180
"""A right linked to a handicap or a long illness takes months to renew: it is spoken of half a year ahead."""


class Matter(Enum):
    """What a fact of health is about, in the order in which it is read; the value is what the person reads."""

    CHECKS = "Bilans de santé"
    APPOINTMENTS = "Rendez-vous"
    VACCINES = "Vaccins"
    COVER = "Assurance maladie"
    DISABILITY = "MDPH et ALD"
    CARE = "Suivis"
    TREATMENTS = "Traitements"
    TO_NOTE = "À noter"


class Standing(Enum):
    """What a fact calls for."""

    KNOWN = "known"
    COMING = "coming"
    PAST = "past"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class HealthFact:
    """One sentence on a child's health.

    Attributes:
        matter: what it is about.
        text: the French sentence.
        standing: whether it is simply known, to come, past its date, or missing.
    """

    matter: Matter
    text: str
    standing: Standing = Standing.KNOWN


def health_facts(file: CaseFile, today: dt.date) -> tuple[HealthFact, ...]:
    """Return what the file says of the child's health, and what it does not say, in reading order."""
    return (
        *_checks(file, today),
        *_appointments(file, today),
        *_vaccines(file, today),
        *_cover(file, today),
        *_disability(file, today),
        *_care(file, today),
        *_treatments(file, today),
        *_to_note(file),
    )


def health_profile(file: CaseFile) -> Item | None:
    """Return the child's health landmarks, once they are noted."""
    return next(iter(file.of("health_profile")), None)


def events_in_order(file: CaseFile) -> list[Item]:
    """Return the checks and consultations, the newest first; one just added, without a date, stays at the top."""
    return sorted(file.of("health_event"), key=lambda event: event_day(event) or dt.date.max, reverse=True)


def event_day(event: Item) -> dt.date | None:
    """Return the day an event is known by: done, else booked, else asked for."""
    day: dt.date | None = event.done_on or event.booked_on or event.asked_on
    return day


def event_name(event: Item) -> str:
    """Return what a check or a consultation is called: "Examen obligatoire, 9 mois", "Dentiste"."""
    if event.kind == HealthEventKind.UNKNOWN:
        return "Consultation ou bilan à préciser"
    name = HealthEventKind.label_of(event.kind)
    is_one_of_twenty = event.kind == HealthEventKind.COMPULSORY and event.exam_age
    return f"{name}, {CompulsoryExam.label_of(event.exam_age)}" if is_one_of_twenty else name


# --- each matter in turn


def _checks(file: CaseFile, today: dt.date) -> Iterator[HealthFact]:
    checks = [event for event in file.of("health_event") if event.kind in HEALTH_CHECKS]
    done = [event for event in checks if event.done_on]
    if done:
        last = max(done, key=lambda event: event.done_on)
        kind = "d’entrée" if last.kind == HealthEventKind.ENTRY else "annuel"
        said = f"Dernier bilan{NBSP}: {kind}, le {_day(last.done_on, today)}."
        yield HealthFact(Matter.CHECKS, said)
    if not any(event.kind == HealthEventKind.ENTRY for event in checks):
        yield HealthFact(Matter.CHECKS, "Aucun bilan de santé d’entrée noté.", Standing.MISSING)
    for event in checks:
        if event.booked_on and not event.done_on:
            said = f"{event_name(event)}{NBSP}: pas encore réalisé, rendez-vous le {_day(event.booked_on, today)}."
            yield HealthFact(Matter.CHECKS, said, Standing.COMING if event.booked_on >= today else Standing.PAST)
        elif not event.done_on:
            yield _unbooked(event, Matter.CHECKS, today)


def _unbooked(event: Item, matter: Matter, today: dt.date) -> HealthFact:
    asked = f"demandé le {_day(event.asked_on, today)}, " if event.asked_on else ""
    return HealthFact(matter, f"{event_name(event)}{NBSP}: {asked}pas de rendez-vous noté.", Standing.MISSING)


def _appointments(file: CaseFile, today: dt.date) -> list[HealthFact]:
    events = file.of("health_event")
    booked = {(event.kind, event.booked_on) for event in events}
    found: dict[tuple[dt.date, str], HealthFact] = {}
    for event in events:
        if event.booked_on and not event.done_on and event.kind not in HEALTH_CHECKS:
            found[event.booked_on, event_name(event)] = _appointment(event, event.booked_on, today)
        if event.next_on and (event.kind, event.next_on) not in booked and not _is_answered(event, events, today):
            found.setdefault((event.next_on, event_name(event)), _appointment(event, event.next_on, today))
    waiting = [event for event in events if event.asked_on and not event.booked_on and not event.done_on]
    unbooked = [_unbooked(event, Matter.APPOINTMENTS, today) for event in waiting if event.kind not in HEALTH_CHECKS]
    return [*(found[key] for key in sorted(found)), *unbooked]


def _appointment(event: Item, day: dt.date, today: dt.date) -> HealthFact:
    what = _in_sentence(_named(HealthEventKind.label_of(event.kind), HealthEventKind.UNKNOWN, event.kind, "à préciser"))
    who = ", ".join(part for part in (what, event.practitioner, event.place) if part)
    if day < today:
        text = f"{_day(day, today, capital=True)}{NBSP}: {who}. Rien n’est noté depuis."
        return HealthFact(Matter.APPOINTMENTS, text, Standing.PAST)
    return HealthFact(Matter.APPOINTMENTS, f"{_day(day, today, capital=True)}{NBSP}: {who}.", Standing.COMING)


def _is_answered(event: Item, events: Iterable[Item], today: dt.date) -> bool:
    """Tell whether the next appointment noted gave way to another of the same kind: seen since, or booked on another day."""
    seen = event.done_on or event.booked_on or dt.date.min
    alike = HEALTH_CHECKS if event.kind in HEALTH_CHECKS else (event.kind,)
    same = [other for other in events if other.id != event.id and other.kind in alike]
    if event.next_on >= today:
        return any(other.booked_on and other.booked_on >= today and not other.done_on for other in same)
    return any((other.done_on or other.booked_on or dt.date.min) > seen for other in same)


def _vaccines(file: CaseFile, today: dt.date) -> Iterator[HealthFact]:
    profile = health_profile(file)
    due = sorted(_vaccines_due(file), key=lambda found: found[1])
    for name, day in due:
        if day < today:
            yield HealthFact(
                Matter.VACCINES, f"{name}{NBSP}: prévu le {_day(day, today)}, rien n’est noté depuis.", Standing.PAST
            )
        elif (day - today).days <= SOON_DAYS:
            yield HealthFact(Matter.VACCINES, f"{name}{NBSP}: prévu le {_day(day, today)}.", Standing.COMING)
    said = profile.vaccines_up_to_date if profile else ""
    if said == YesNo.YES:
        yield HealthFact(Matter.VACCINES, "Les vaccins sont à jour.")
    elif said == YesNo.NO:
        yield HealthFact(Matter.VACCINES, "Les vaccins ne sont pas à jour.", Standing.MISSING)
    elif said == YesNo.UNKNOWN or not file.of("vaccination"):
        yield HealthFact(Matter.VACCINES, "On ne sait pas si les vaccins sont à jour.", Standing.MISSING)


def _vaccines_due(file: CaseFile) -> list[tuple[str, dt.date]]:
    """Return the boosters that no later vaccination answers."""
    given = [(row.vaccine, row.given_on) for row in file.of("vaccination") if row.given_on]
    due = [
        (_named(Vaccine.label_of(row.vaccine), Vaccine.OTHER, row.vaccine, "Autre vaccin"), row.next_on)
        for row in file.of("vaccination")
        if row.next_on and not any(name == row.vaccine and day > (row.given_on or dt.date.min) for name, day in given)
    ]
    profile = health_profile(file)
    if profile and profile.next_vaccine_on and profile.next_vaccine_on not in {day for _name, day in due}:
        done_since = any(day >= profile.next_vaccine_on for _name, day in given)
        due += [] if done_since else [("Prochain rappel", profile.next_vaccine_on)]
    return due


def _cover(file: CaseFile, today: dt.date) -> Iterator[HealthFact]:
    profile = health_profile(file)
    until = profile.rights_until if profile else None
    if until is None or (until - today).days > SOON_DAYS:
        return
    if until < today:
        yield HealthFact(Matter.COVER, f"Droits terminés depuis le {_day(until, today)}.", Standing.PAST)
    else:
        yield HealthFact(Matter.COVER, f"Droits ouverts jusqu’au {_day(until, today)}.", Standing.COMING)


def _disability(file: CaseFile, today: dt.date) -> Iterator[HealthFact]:
    rights = file.of("disability_right")
    for right in rights:
        name = _named(
            DisabilityRightKind.label_of(right.kind), DisabilityRightKind.UNKNOWN, right.kind, "Droit à préciser"
        )
        if right.state == RightState.TO_ASK:
            yield HealthFact(Matter.DISABILITY, f"{name}{NBSP}: à demander.", Standing.MISSING)
        elif right.state == RightState.ASKED:
            asked = f" le {_day(right.asked_on, today)}" if right.asked_on else ""
            yield HealthFact(
                Matter.DISABILITY, f"{name}{NBSP}: demande faite{asked}, pas de réponse notée.", Standing.COMING
            )
        elif right.state == RightState.APPEAL:
            yield HealthFact(Matter.DISABILITY, f"{name}{NBSP}: recours en cours.", Standing.COMING)
        elif right.until and not _is_renewed(right, rights) and (right.until - today).days <= RENEWAL_DAYS:
            is_past = right.until < today
            word = "droit terminé depuis le" if is_past else "droit ouvert jusqu’au"
            standing = Standing.PAST if is_past else Standing.COMING
            yield HealthFact(Matter.DISABILITY, f"{name}{NBSP}: {word} {_day(right.until, today)}.", standing)


def _is_renewed(right: Item, rights: Iterable[Item]) -> bool:
    """Tell whether the same right goes on, or was asked for again, after this one."""
    same = (other for other in rights if other.id != right.id and other.kind == right.kind)
    return right.state == RightState.REFUSED or any(other.until is None or other.until > right.until for other in same)


def _care(file: CaseFile, today: dt.date) -> Iterator[HealthFact]:
    follow_ups = [row for row in file.of("health_follow_up") if not is_over(row, today)]
    running = [_care_name(row) for row in follow_ups if not is_waiting(row)]
    if running:
        yield HealthFact(Matter.CARE, f"En cours{NBSP}: {', '.join(running)}.")
    for row in follow_ups:
        if is_waiting(row):
            text = f"{_care_name(row)}{NBSP}: en liste d’attente depuis {say_lapse(row.waiting_since, today)}."
            yield HealthFact(Matter.CARE, text[:1].upper() + text[1:], Standing.COMING)


def is_waiting(follow_up: Item) -> bool:
    """Tell whether the child still waits for a place in this follow-up."""
    return follow_up.waiting_since is not None and follow_up.since is None


def _care_name(row: Item) -> str:
    name = _named(FollowUpKind.label_of(row.kind), FollowUpKind.UNKNOWN, row.kind, "suivi à préciser")
    return _in_sentence(name)


def _treatments(file: CaseFile, today: dt.date) -> Iterator[HealthFact]:
    running = [row.name for row in file.of("treatment") if not is_over(row, today)]
    if running:
        yield HealthFact(Matter.TREATMENTS, f"En cours{NBSP}: {', '.join(running)}.")


def _to_note(file: CaseFile) -> Iterator[HealthFact]:
    profile = health_profile(file)
    wanted = (
        ("booklet", "où se trouve le carnet de santé"),
        ("doctor_declared", "le médecin traitant"),
        ("care_authorisation", "l’autorisation de soins des parents"),
    )
    left = [words for name, words in wanted if profile is None or not profile.values[name]]
    if left:
        said = ", ".join(left)
        yield HealthFact(Matter.TO_NOTE, f"{said[:1].upper()}{said[1:]}.", Standing.MISSING)
    if profile is not None and profile.doctor_declared == YesNo.NO:
        yield HealthFact(Matter.TO_NOTE, "Aucun médecin traitant n’est déclaré.", Standing.MISSING)


def _day(day: dt.date, today: dt.date, *, capital: bool = False) -> str:
    return f"{'Le ' if capital else ''}{long_date(day)} ({how_far(day, today)})"


def _named(label: str, unknown: str, code: str, instead: str) -> str:
    """Return the words for a code; "Ne sait pas" says nothing in a sentence."""
    return instead if code == unknown else label


def _in_sentence(name: str) -> str:
    """Return a name without its capital, unless it begins with an acronym."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
