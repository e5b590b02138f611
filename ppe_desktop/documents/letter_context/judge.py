"""What the judge is told: a change of place, the separation of siblings, the situation report sent (L223-3, R223-21 CASF)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ppe_desktop.documents.context import people
from ppe_desktop.documents.context.letter import letter_values
from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.context.statements import said_values
from ppe_desktop.documents.context.wording import joined, known, known_day
from ppe_desktop.documents.letter_context.care_facts import place_facts
from ppe_desktop.domain.casefile import Item, Items
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.matter import Matter
from ppe_desktop.domain.missing import missing
from ppe_desktop.domain.vocabulary import Occasion, Speaker

_COLLECTED_FOR, _AFTER = dt.timedelta(days=122), dt.timedelta(days=31)
"""How long before and after a move words collected for it are taken as said of it."""


def move_values(source: Source) -> dict[str, Any]:
    """Return what the letter that tells the judge of a change of place prints."""
    place = source.subject
    before = _before(source, place)
    opinions = said_values(source, source.of_kind("statement"))
    decided = joined(known_day(place.decided_on, "date de la décision"), place.decided_at.strip(), separator=" à ")
    return {
        **letter_values(source),
        "urgent": bool(place.is_urgent),
        "ancien": place_facts(before) if before else {},
        "nouveau": place_facts(place),
        "motif": known(before.end_reason if before else "", "motif du changement de lieu"),
        "decide_le": decided,
        "avis_parents_le": long_date(place.parents_opinion_on)
        or missing("avis écrit des parents : date, ou pourquoi non recueilli"),
        "fratrie": people.sibling_values(source),
        "separe_fratrie": any(link.together == "NON" for link in source.file.of("sibling_link")),
        "avis_enfant": opinions,
        "paroles_enfant": "" if opinions else _no_opinion(source),
    }


def move_chosen(matter: Matter) -> Items:
    """Return what the child said of the move: the words collected for a change of place since the stay before began."""
    place = matter.subject
    start = place.since or dt.date.max
    said = (
        one
        for one in matter.of("statement")
        if one.speaker == Speaker.CHILD and one.occasion == Occasion.MOVE and one.said_on
        and start - _COLLECTED_FOR <= one.said_on <= start + _AFTER
    )  # fmt: skip
    words = tuple(sorted(said, key=lambda one: one.said_on))
    return Items({"statement": words, "statement_restriction": matter.of("statement_restriction")})


def _no_opinion(source: Source) -> str:
    """Return what stands for an opinion that is not printed: words may exist and be kept from the judge, no hint of it is given."""
    gap = "avis de l’enfant : date et sens, ou pourquoi non recueilli"
    return missing(gap) if source.withholds_nothing else "Aucune parole n’est reproduite ici."


def separation_values(source: Source) -> dict[str, Any]:
    """Return what the letter that tells the judge of a separation of siblings prints."""
    link = source.subject
    found = (
        one
        for link_of, one in zip(source.file.of("sibling_link"), people.sibling_values(source), strict=True)
        if link_of.id == link.id
    )
    return {
        **letter_values(source),
        "autre": next(found),
        "separes_depuis": known_day(link.separated_on, "date de la séparation"),
        "motif": known(link.separation_reason, "motif de la séparation"),
        "rencontres": known(link.contact_rhythm, "rencontres prévues entre eux"),
    }


def transmission_values(source: Source) -> dict[str, Any]:
    """Return what the slip that goes with a situation report prints: the family was told first (R223-21)."""
    report = source.subject
    why_not = report.not_informed.strip()
    informed = long_date(report.informed_on)
    return {
        **letter_values(source),
        "rapport": {
            "redige_le": known_day(report.written_on, "date du rapport"),
            "du": long_date(report.period_from),
            "au": long_date(report.period_to),
            "informes_le": informed
            or ("" if why_not else missing("date à laquelle les parents et l’enfant ont été informés")),
            "non_informes": "" if informed else why_not,
        },
    }


def _before(source: Source, place: Item) -> Item | None:
    """Return the main place left for this one: the last that began before."""
    start = place.since or dt.date.max
    others = [
        one for one in source.file.of("placement")
        if one.id != place.id and one.is_main and (one.since or dt.date.min) < start
    ]  # fmt: skip
    return max(others, key=lambda one: one.since or dt.date.min, default=None)
