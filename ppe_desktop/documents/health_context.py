"""The health sheet: dates, professionals, needs and follow-ups; results and diagnoses stay with the doctor (medical secrecy)."""

from __future__ import annotations

from typing import Any

from ppe_desktop.documents.context import people
from ppe_desktop.documents.context.base import base_values
from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.context.wording import courteous, label_of, role_label
from ppe_desktop.domain.casefile import Item, Items, is_current
from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.matter import Matter
from ppe_desktop.domain.missing import missing
from ppe_desktop.domain.vocabulary import (
    HEALTH_CHECKS,
    HEALTH_ROLES,
    CompulsoryExam,
    DisabilityRightKind,
    FollowUpKind,
    HealthEventKind,
    RightState,
    Vaccine,
    YesNo,
)

KINDS = ("health_profile", "health_event", "health_follow_up", "treatment", "vaccination", "disability_right")
_LAST_EVENTS = 12
_ARTICLES = ("un", "une", "le", "la", "les", "son", "sa", "ses", "deux")


def health_chosen(matter: Matter) -> Items:
    """Return all that the file keeps of the child's health."""
    return Items({kind: matter.file.of(kind) for kind in KINDS})


def health_values(source: Source) -> dict[str, Any]:
    """Return everything the health sheet prints."""
    events = sorted(source.of_kind("health_event"), key=_day, reverse=True)
    checks = [one for one in events if one.kind in [kind.value for kind in HEALTH_CHECKS]]
    return {
        **base_values(source),
        "autorite_parentale": people.authority_values(source),
        "allergies": source.child.allergies.strip(),
        "reperes": _profile(source),
        "bilans": [_event(one) for one in checks],
        "examens": [_event(one) for one in events if one not in checks][:_LAST_EVENTS],
        "besoins": [_need(one) for one in events if one.needs.strip()],
        "paroles_sante": [_words(one) for one in events if one.child_words.strip()],
        "suivis": [_follow_up(one) for one in source.of_kind("health_follow_up") if is_current(one, source.today)],
        "traitements": [_treatment(one) for one in source.of_kind("treatment") if is_current(one, source.today)],
        "vaccins": [_vaccine(one) for one in source.of_kind("vaccination")],
        "droits": [_right(one) for one in source.of_kind("disability_right")],
        "professionnels": _practitioners(source),
        "prochains": _next(source),
    }


def _day(event: Item) -> str:
    day = event.done_on or event.booked_on or event.asked_on
    return day.isoformat() if day else ""


def _profile(source: Source) -> dict[str, str]:
    profile = next(iter(source.of_kind("health_profile")), None)
    if profile is None:
        empty = ("complementaire", "droits_jusqu_au", "remarques", "rappel")
        return {
            "carnet": missing("carnet de santé : où il se trouve"),
            "medecin": missing("médecin traitant déclaré ou non"),
            "vaccins": missing("vaccins à jour ou non"),
            "caisse": missing("caisse d’assurance maladie"),
            "autorisation": _unsigned(source),
            **dict.fromkeys(empty, ""),
        }
    yes_no = {YesNo.YES: "Oui", YesNo.NO: "Non"}
    return {
        "carnet": profile.booklet.strip() or missing("carnet de santé : où il se trouve"),
        "medecin": yes_no.get(profile.doctor_declared, missing("médecin traitant déclaré ou non")),
        "vaccins": yes_no.get(profile.vaccines_up_to_date, missing("vaccins à jour ou non")),
        "rappel": short_date(profile.next_vaccine_on),
        "caisse": profile.health_fund.strip() or missing("caisse d’assurance maladie"),
        "complementaire": profile.complementary.strip(),
        "droits_jusqu_au": short_date(profile.rights_until),
        "autorisation": profile.care_authorisation.strip() or _unsigned(source),
        "remarques": profile.remarks.strip(),
    }


def _unsigned(source: Source) -> str:
    """Return the mark of a missing authorisation of care; somebody of age gives his or her own."""
    return "" if source.is_adult else missing("autorisation de soins")


def _within(who: str) -> str:
    """Return who came with the child as it stands inside a sentence: "une éducatrice", "M. Garnier"."""
    return who[:1].lower() + who[1:] if who.partition(" ")[0].lower() in _ARTICLES else who


def _event(event: Item) -> dict[str, str]:
    age = label_of(CompulsoryExam, event.exam_age) if event.exam_age else ""
    company = f"avec {_within(event.accompanied_by.strip())}" if event.accompanied_by.strip() else ""
    steps = (("demandé le", event.asked_on), ("rendez-vous le", event.booked_on), ("réalisé le", event.done_on))
    return {
        "nature": label_of(HealthEventKind, event.kind),
        "age": age,
        "dates": "\n".join(f"{words} {short_date(day)}" for words, day in steps if day) or missing("date"),
        "ou": "\n".join(part for part in (event.practitioner.strip(), event.place.strip(), company) if part),
        "parents_informes": short_date(event.parents_informed_on),
        "resultats": event.results.strip(),
    }


def _need(event: Item) -> dict[str, str]:
    return {"texte": event.needs.strip(), "source": f"{label_of(HealthEventKind, event.kind)}, {_said(event)}"}


def _words(event: Item) -> dict[str, str]:
    words = event.child_words.strip()
    return {"texte": words if words.startswith("«") else f"«\u00a0{words}\u00a0»", "source": _said(event)}


def _said(event: Item) -> str:
    day = event.done_on or event.booked_on or event.asked_on
    return short_date(day) if day else missing("date")


def _follow_up(care: Item) -> dict[str, str]:
    waiting = f"en attente depuis le {short_date(care.waiting_since)}" if care.waiting_since and not care.since else ""
    return {
        "nature": label_of(FollowUpKind, care.kind),
        "professionnel": care.practitioner.strip(),
        "rythme": care.rhythm.strip(),
        "depuis": waiting or (f"depuis le {short_date(care.since)}" if care.since else ""),
        "remarques": care.remarks.strip(),
    }


def _treatment(care: Item) -> dict[str, str]:
    return {
        "nom": care.name.strip(),
        "dose": care.dosage.strip(),
        "prescrit": care.prescriber.strip(),
        "donne": care.given_by.strip(),
        "jusqu_au": short_date(care.until),
    }


def _vaccine(one: Item) -> dict[str, str]:
    return {
        "vaccin": label_of(Vaccine, one.vaccine),
        "fait": short_date(one.given_on),
        "rappel": short_date(one.next_on),
    }


def _right(one: Item) -> dict[str, str]:
    since, until = short_date(one.since), short_date(one.until)
    return {
        "droit": label_of(DisabilityRightKind, one.kind),
        "etat": label_of(RightState, one.state) if one.state != RightState.UNKNOWN else missing("état de la demande"),
        "periode": " ".join(part for part in (f"du {since}" if since else "", f"au {until}" if until else "") if part),
        "remarques": one.remarks.strip(),
    }


def _practitioners(source: Source) -> list[dict[str, str]]:
    return [
        {"nom": courteous(person), "qualite": role_label(link.role, person.civility), "telephone": person.phone.strip()}
        for link, person in source.file.with_role(*HEALTH_ROLES, on=source.today)
    ]


def _next(source: Source) -> list[dict[str, str]]:
    """Return the appointments to come, the nearest first."""
    found = []
    for event in source.of_kind("health_event"):
        for day in (event.booked_on if event.done_on is None else None, event.next_on):
            if day and day >= source.today:
                found.append((day, label_of(HealthEventKind, event.kind), event.practitioner.strip()))
    return [{"date": short_date(day), "nature": nature, "professionnel": who} for day, nature, who in sorted(found)]
