"""What was done, found in the file: each act that may resolve an obligation, with its business day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.deadlines.case import Act
from ppe_desktop.domain.deadlines.measures import JUDICIAL, PROVISIONAL
from ppe_desktop.domain.vocabulary import HEALTH_CHECKS, PlanStatus

FOLLOWS_WITHIN = dt.timedelta(days=31)
"""A measure begun at most this long after the term of another one is taken for what follows it."""


def acts_of(file: CaseFile) -> dict[str, tuple[Act, ...]]:
    """Return the acts of a file by code, the oldest first."""
    found: dict[str, list[Act]] = defaultdict(list)
    for code, item, day in _dated(file):
        if day is not None:
            found[code].append(Act(day, item.record, item.id))
    return {code: tuple(sorted(acts, key=lambda act: (act.on, act.record_id))) for code, acts in found.items()}


def _dated(file: CaseFile) -> Iterator[tuple[str, Item, dt.date | None]]:
    for plan in file.of("child_plan"):
        if plan.status == PlanStatus.FINISHED:
            yield "ppe", plan, plan.established_on
    for event in file.of("health_event"):
        if event.kind in HEALTH_CHECKS:
            yield "health_check", event, event.done_on
    for report in file.of("situation_report"):
        yield "report", report, report.written_on
        yield "report_informed", report, report.informed_on or (report.written_on if report.not_informed else None)
        yield "report_judge", report, report.sent_on
    for step in file.of("statutory_step"):
        yield step.kind, step, step.done_on
    for place in file.of("placement"):
        yield "judge_told", place, place.judge_informed_on
    for measure in file.of("measure"):
        yield "measure_followed", measure, _followed_on(file, measure)
        if measure.type in PROVISIONAL:
            yield "judgment", measure, _judged_on(file, measure)


def _followed_on(file: CaseFile, measure: Item) -> dt.date | None:
    """Return the day something answered the term of a measure: its end, or the measure that follows it."""
    if measure.ended_on or measure.until is None:
        ended: dt.date | None = measure.ended_on
        return ended
    after = [
        other.since
        for other in file.of("measure")
        if other.id != measure.id
        and other.episode_id == measure.episode_id
        and other.type == measure.type
        and other.since
        and (measure.since or dt.date.min) < other.since <= measure.until + FOLLOWS_WITHIN
    ]
    return min(after, default=None)


def _judged_on(file: CaseFile, order: Item) -> dt.date | None:
    """Return the day a decision on the merits followed a provisional order: another judicial measure, or the end of the order."""
    after = [
        other.since
        for other in file.of("measure")
        if other.episode_id == order.episode_id
        and other.type in JUDICIAL - PROVISIONAL
        and other.since
        and order.since
        and other.since >= order.since
    ]
    return min([*after, *filter(None, [order.ended_on])], default=None)
