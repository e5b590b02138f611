"""The facts of the period: what happened, who was met, the concertation the report comes after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.context.wording import joined, label_of
from ppe_desktop.documents.meeting_context.facts import invitee_name, invitee_quality
from ppe_desktop.documents.report_context.choosing import period_of
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import long_date, short_date
from ppe_desktop.domain.matter import Matter
from ppe_desktop.domain.missing import is_withheld, missing
from ppe_desktop.domain.vocabulary import (
    AbsenceKind,
    ClassLevel,
    DecisionKind,
    HealthEventKind,
    MeasureType,
    PlacementSetting,
    Presence,
    Speaker,
    YesNo,
)

_THERE = (Presence.PRESENT.value, Presence.REMOTE.value)


def period_values(source: Source) -> dict[str, str]:
    """Return the period the report covers."""
    start, end = _period(source)
    return {
        "du": long_date(start) if start != dt.date.min else missing("début de la période"),
        "au": long_date(end) if end != dt.date.max else missing("fin de la période"),
        "redige_le": long_date(source.subject.written_on) or long_date(source.today),
    }


def _period(source: Source) -> tuple[dt.date, dt.date]:
    return period_of(Matter(source.file, source.subject))


def met_values(source: Source) -> list[dict[str, str]]:
    """Return who was met and when, from the words collected: one line for each person."""
    met: dict[str, list[str]] = {}
    for said in source.of_kind("statement"):
        met.setdefault(_speaker(source, said), []).append(short_date(said.said_on))
    return [{"qui": who, "dates": ", ".join(dict.fromkeys(days))} for who, days in met.items()]


def _speaker(source: Source, said: Item) -> str:
    if said.speaker == Speaker.CHILD:
        return source.full_name
    person = source.file.person(said.person_id)
    return f"{person.first_name} {person.surname}".strip() if person else label_of(Speaker, said.speaker)


def concertation_values(source: Source) -> dict[str, Any]:
    """Return the concertation behind the report: when, and who took part in it; empty when none is noted."""
    meeting = next(iter(source.of_kind("meeting")), None)
    if meeting is None:
        return {"le": missing("concertation : date et participants"), "participants": "", "conclusion": ""}
    part = next(iter(source.of_kind("meeting_child")), None)
    came = [
        joined(invitee_name(one), invitee_quality(source, one).lower())
        for one in source.of_kind("meeting_invitee")
        if one.invited == YesNo.YES and one.presence in _THERE
    ]
    return {
        "le": long_date(meeting.held_on),
        "participants": " ; ".join(came),
        "conclusion": part.conclusion.strip() if part else "",
    }


def event_values(source: Source) -> list[dict[str, str]]:
    """Return what marked the period, in order: measures, decisions, places, school, absences, health checks."""
    start, end = _period(source)
    found = sorted((day, words) for day, words in _events(source) if day and start <= day <= end)
    return [{"le": short_date(day), "quoi": words} for day, words in found]


def _events(source: Source) -> Iterator[tuple[dt.date | None, str]]:
    file = source.file
    for one in file.of("decision"):
        yield one.decided_on, label_of(DecisionKind, one.kind)
    for one in file.of("measure"):
        yield one.since, f"Début\u00a0: {label_of(MeasureType, one.type)}"
        yield one.ended_on, f"Fin\u00a0: {label_of(MeasureType, one.type)}"
    for one in file.of("placement"):
        yield one.since, f"Arrivée\u00a0: {joined(label_of(PlacementSetting, one.setting), one.name)}"
        yield one.until, f"Départ\u00a0: {joined(label_of(PlacementSetting, one.setting), one.name)}"
    for one in file.of("absence"):
        yield one.since, label_of(AbsenceKind, one.kind)
    for one in file.of("schooling"):
        yield (
            one.since,
            f"École\u00a0: {joined(label_of(ClassLevel, one.level), '' if is_withheld(one.school) else one.school)}",
        )
    for one in file.of("health_event"):
        yield one.done_on, label_of(HealthEventKind, one.kind)
