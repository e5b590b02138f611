"""The occasions at which words are awaited: plans, meetings, reports and interviews, each with the period in which words count for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from ppe_desktop.domain.coverage import WINDOW_MONTHS, Hearing, Occasion, Voice, since_of
from ppe_desktop.domain.dates import NBSP, long_date
from ppe_desktop.domain.vocabulary import AppointmentState, MeetingKind, PlanStatus, Speaker

WITH_WORDS = frozenset(
    {
        MeetingKind.PLAN.value,
        MeetingKind.REVIEW.value,
        MeetingKind.EXCEPTIONAL.value,
        MeetingKind.FAMILY.value,
        MeetingKind.CESSEC.value,
    }
)
"""Meetings in which everyone's words are awaited; one of professionals about health is not."""

VoicesOf = Callable[[dt.date, dt.date], tuple[Voice, ...]]
"""Gives where everyone's words stand over a period."""


class Dated(NamedTuple):
    """A plan, meeting, report or interview, with what coverage needs of it.

    Attributes:
        kind: kind of record.
        record_id: identifier.
        state: status of a plan, state of a meeting; that of the text of a report when it is written here; empty for the others.
        nature: kind of a meeting.
        number: version of a plan.
        on: day it was established, held or written; None when it is to come.
        begun_on: first day of an interview, or of the period of a report.
        has_words: the young person's own words were taken down in it.
        writing_id: the document being written for a report; empty when there is none.
    """

    kind: str
    record_id: str
    state: str = ""
    nature: str = ""
    number: int = 0
    on: dt.date | None = None
    begun_on: dt.date | None = None
    has_words: bool = False
    writing_id: str = ""


def occasions_of(
    dated: Iterable[Dated], voices: VoicesOf, day: dt.date, months: int = WINDOW_MONTHS
) -> tuple[Occasion, ...]:
    """Return the occasions of a file, each with whose words it has.

    These are the plan being prepared and the one in force, the meetings planned and the last one held of each kind, the report being
    written or else the last one, the interviews.

    Args:
        dated: what the file has of them.
        voices: gives where everyone's words stand over a period.
        day: today.
        months: how far back words are recent.
    """
    by_kind: dict[str, list[Dated]] = {}
    for one in dated:
        by_kind.setdefault(one.kind, []).append(one)
    return (
        *_plans(by_kind.get("child_plan", []), voices, day, months),
        *_meetings(by_kind.get("meeting", []), voices, day, months),
        *_reports(by_kind.get("situation_report", []), voices, day, months),
        *(_interview(one, voices, day, months) for one in by_kind.get("autonomy_interview", [])),
    )


def _plans(plans: Iterable[Dated], voices: VoicesOf, day: dt.date, months: int) -> Iterable[Occasion]:
    """Return the version being prepared and the one in force, the words since the version before each."""
    ordered = sorted(plans, key=lambda one: one.number)
    shown = [one for one in ordered if one.state == PlanStatus.DRAFT][-1:]
    shown += [one for one in ordered if one.state == PlanStatus.FINISHED][-1:]
    before = {later.record_id: earlier.on for earlier, later in pairwise(ordered)}
    for plan in shown:
        is_draft = plan.state == PlanStatus.DRAFT
        until = day if is_draft else min(plan.on or day, day)
        state = "en préparation" if is_draft else f"du {long_date(plan.on)}" if plan.on else "terminée"
        title = f"Projet pour l’enfant, version{NBSP}{plan.number}, {state}"
        since = since_of(before.get(plan.record_id), until, months)
        yield Occasion(plan.kind, plan.record_id, title, since, None if is_draft else until, voices(since, until))


def _meetings(meetings: Iterable[Dated], voices: VoicesOf, day: dt.date, months: int) -> Iterable[Occasion]:
    """Return the meetings to come and the last one held of each kind, the words since the one of that kind before."""
    by_nature: dict[str, list[Dated]] = {}
    for one in meetings:
        if one.nature in WITH_WORDS and one.state != AppointmentState.CANCELLED:
            by_nature.setdefault(one.nature, []).append(one)
    for nature, found in by_nature.items():
        held = sorted(
            (one for one in found if one.state == AppointmentState.HELD and one.on), key=lambda one: one.on or day
        )
        before = {later.record_id: earlier.on for earlier, later in pairwise(held)}
        for one in [*held[-1:], *(one for one in found if one.state == AppointmentState.PLANNED)]:
            is_held = one.state == AppointmentState.HELD
            until = min(one.on or day, day) if is_held else day
            last = before.get(one.record_id) if is_held else (held[-1].on if held else None)
            since = since_of(last, until, months)
            label = MeetingKind.label_of(nature)
            title = f"{label} du {long_date(one.on)}" if one.on else f"{label}, date à fixer"
            yield Occasion(one.kind, one.record_id, title, since, until if is_held else None, voices(since, until))


def _reports(reports: Sequence[Dated], voices: VoicesOf, day: dt.date, months: int) -> Iterable[Occasion]:
    """Return the reports being written, else the last one written, the words of the period each covers.

    One whose text is not finished is being written, whatever its day: what is missing can still be collected for it.
    """
    begun = [one for one in reports if one.on is None or one.state == PlanStatus.DRAFT]
    written = sorted((one for one in reports if one not in begun), key=lambda one: one.on or day)
    for one in begun or written[-1:]:
        is_open = one in begun
        until = day if is_open else min(one.on or day, day)
        last = one.begun_on or next((other.on for other in reversed(written) if other.on and other.on < until), None)
        since = since_of(last, until, months)
        title = "Rapport de situation en préparation" if is_open else f"Rapport de situation du {long_date(one.on)}"
        found = Occasion(one.kind, one.record_id, title, since, None if is_open else until, voices(since, until))
        yield found._replace(writing_id=one.writing_id)


def _interview(one: Dated, voices: VoicesOf, day: dt.date, months: int) -> Occasion:
    """Return an interview: only the young person's words are awaited, and those taken down in it count."""
    until = min(one.on or day, day)
    since = min(one.begun_on or until, since_of(None, until, months))
    child = next(voice for voice in voices(since, until) if voice.speaker == Speaker.CHILD)
    if one.has_words:
        child = child._replace(hearing=Hearing.HEARD, on=one.on or one.begun_on or child.on or day)
    title = f"Entretien des 17{NBSP}ans du {long_date(one.on)}" if one.on else f"Entretien des 17{NBSP}ans, en cours"
    return Occasion(one.kind, one.record_id, title, since, until if one.on else None, (child,))
