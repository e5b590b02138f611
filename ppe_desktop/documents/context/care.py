"""Headings 6 to 8 of the plan: the decision, visiting rights, the path so far."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.context.wording import (
    NBSP,
    courteous,
    joined,
    known,
    known_day,
    known_label,
    known_short_day,
    label_of,
    role_label,
)
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import long_date, short_date
from ppe_desktop.domain.missing import is_withheld, missing
from ppe_desktop.domain.plan_outline import latest_decision
from ppe_desktop.domain.vocabulary import (
    PARENT_ROLES,
    ContactKind,
    DecisionKind,
    EndReason,
    MeasureType,
    PlacementSetting,
)

_WITHOUT_TERM = (
    MeasureType.PUPILLE,
    MeasureType.TUTELLE_DEPT,
    MeasureType.TUTELLE_FAMILLE,
    MeasureType.DAP_PARTIELLE,
    MeasureType.DAP_TOTALE,
    MeasureType.RETRAIT_AP,
    MeasureType.DELAISSEMENT,
)
_WITHOUT_RHYTHM = (
    ContactKind.FREE,
    ContactKind.SUSPENDED,
    ContactKind.RESERVED,
    ContactKind.JOINTLY_SET,
    ContactKind.UNKNOWN,
)


def decision_values(source: Source, until: dt.date | None = None) -> dict[str, Any]:
    """Return the decision the intervention rests on, recalled in full (D223-14), and the measures in force.

    Args:
        source: what the document is made from.
        until: the day the document was written, when it is not today: a later decision is not the one it rests on.
    """
    taken = [one for one in source.file.of("decision") if until and one.decided_on and one.decided_on <= until]
    decision = max(taken, key=lambda one: one.decided_on, default=None) or latest_decision(source.file)
    facts = _decision(decision) if decision else _no_decision()
    measures = [_measure(source, item) for item in source.file.current("measure", source.today)]
    return {**facts, "mesures": measures or [_no_measure()]}


def _decision(decision: Item) -> dict[str, str]:
    return {
        "nature": known_label(DecisionKind, decision.values["kind"], "décision administrative ou judiciaire"),
        "date": known_day(decision.decided_on, "date de la décision"),
        "lieu": known(decision.place, "lieu de la décision"),
        "autorite": known(decision.authority, "autorité qui a décidé"),
        "notifiee_le": long_date(decision.notified_on),
        "motifs": known(decision.reasons, "motifs de la décision"),
        "contenu": known(decision.content, "contenu de la décision"),
        "objectifs": known(decision.objectives, "objectifs fixés par la décision"),
    }


def _no_decision() -> dict[str, str]:
    return {
        "nature": missing("décision administrative ou judiciaire"),
        "date": missing("date de la décision"),
        "lieu": missing("lieu de la décision"),
        "autorite": missing("autorité qui a décidé"),
        "notifiee_le": "",
        "motifs": missing("motifs de la décision"),
        "contenu": missing("contenu de la décision"),
        "objectifs": missing("objectifs fixés par la décision"),
    }


def _measure(source: Source, measure: Item) -> dict[str, str]:
    decision = source.file.items.one("decision", measure.decision_id)
    term = short_date(measure.until) or ("sans terme fixé" if measure.type in _WITHOUT_TERM else missing("échéance"))
    return {
        "nom": known_label(MeasureType, measure.type, "mesure"),
        "debut": known_short_day(measure.since, "début"),
        "echeance": term,
        "decision": short_date(decision.decided_on) if decision else "",
    }


def _no_measure() -> dict[str, str]:
    return {"nom": missing("mesure"), "debut": missing("début"), "echeance": missing("échéance"), "decision": ""}


def contact_values(source: Source) -> list[dict[str, Any]]:
    """Return the visiting rights of each parent, then of others; a parent without any known right is marked (D223-14)."""
    if source.is_adult:
        return []
    rights = source.file.current("contact_right", source.today)
    ordered = sorted(rights, key=lambda right: source.role_of(right.person_id) not in PARENT_ROLES)
    answered = {right.person_id for right in rights}
    parents = [] if source.guardianship() else source.living_parents()
    silent = [person for _link, person in parents if person.id not in answered]
    return [_contact(source, right) for right in ordered] + [_no_contact(source, person) for person in silent]


def _contact(source: Source, right: Item) -> dict[str, Any]:
    person = source.file.person(right.person_id)
    kind = right.kind
    bare = kind in _WITHOUT_RHYTHM
    unnamed = kind == ContactKind.WITH_THIRD and not right.third_party
    remote = bare or kind == ContactKind.CORRESPONDENCE
    return {
        **_who(source, person),
        "nature": known_label(ContactKind, kind, "nature des droits"),
        "rythme": right.rhythm.strip() or ("" if bare else missing("rythme")),
        "lieu": right.place.strip() or ("" if remote else missing("lieu")),
        "tiers": right.third_party.strip() or (missing("tiers présent") if unnamed else ""),
        "depuis": short_date(right.since),
        "jusqu_au": short_date(right.until),
        "remarques": right.remarks.strip(),
    }


def _no_contact(source: Source, person: Item) -> dict[str, Any]:
    empty = dict.fromkeys(("rythme", "lieu", "tiers", "depuis", "jusqu_au", "remarques"), "")
    return {**_who(source, person), "nature": missing("droits de visite et d’hébergement"), **empty}


def _who(source: Source, person: Item | None) -> dict[str, str]:
    if person is None:
        return {"nom": missing("personne concernée"), "qualite": ""}
    return {"nom": courteous(person), "qualite": role_label(source.role_of(person.id), person.civility)}


def path_values(source: Source) -> list[dict[str, str]]:
    """Return measures and places merged in chronological order; a beginning that is not known comes first."""
    steps = [(item, _measure_step(item)) for item in source.file.of("measure")]
    steps += [(item, _place_step(item)) for item in source.file.of("placement")]
    steps.sort(key=lambda step: (step[0].since or dt.date.min, step[0].record))
    return [step for _item, step in steps]


def _measure_step(measure: Item) -> dict[str, str]:
    ended = measure.ended_on
    said = measure.end_reason not in ("", EndReason.UNKNOWN, EndReason.OTHER)
    reason = label_of(EndReason, measure.end_reason) if said else ""
    return {
        "nature": "Mesure",
        "debut": known_short_day(measure.since, "début"),
        "fin": short_date(ended) or "en cours",
        "etape": known_label(MeasureType, measure.type, "mesure"),
        "precisions": f"Fin{NBSP}: {reason}" if ended and reason else "",
    }


def _place_step(place: Item) -> dict[str, str]:
    where = place.name if is_withheld(place.name) else joined(place.name, place.town)
    return {
        "nature": "Lieu de vie",
        "debut": known_short_day(place.since, "début"),
        "fin": short_date(place.until) or "en cours",
        "etape": joined(known_label(PlacementSetting, place.setting, "type de lieu"), where, separator=" – "),
        "precisions": f"Départ{NBSP}: {place.end_reason}" if place.until and place.end_reason.strip() else "",
    }
