"""Which year of a measure is being lived: where it begins, what closes it, the report it turns on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ppe_desktop.domain.casefile import CaseFile, Item, is_current
from ppe_desktop.domain.cycle.steps import Variant
from ppe_desktop.domain.dates import add_months
from ppe_desktop.domain.deadlines import measures
from ppe_desktop.domain.deadlines.results import Deadline, Status

FOLLOW_UP = dt.timedelta(days=60)
"""How long after a report its year stays on screen while something of it remains: told, sent, the plan brought up to date."""
_SHORT, _LONG = dt.timedelta(days=250), dt.timedelta(days=400)
_OF_ONE_MEASURE = frozenset({"JUDICIAL_END", "AEMO_R_END", "END_REPORT", "ADMIN_END", "YA_END"})


@dataclass(frozen=True, slots=True)
class Period:
    """One year of a measure, or half of one for the youngest.

    Attributes:
        measure: the measure in force.
        variant: what kind of year it is.
        care_start: day the care began, with this measure or one before it in the same episode.
        start: first day.
        end: last day for the report, or the term.
        report: the report due, open or done, if one is.
        follows_report: it begins on the day of a report.
    """

    measure: Item
    variant: Variant
    care_start: dt.date
    start: dt.date
    end: dt.date
    report: Deadline | None = None
    follows_report: bool = False

    @property
    def is_first(self) -> bool:
        """Tell whether the care begins with it."""
        return self.start == self.care_start

    @property
    def is_half_year(self) -> bool:
        """Tell whether reports come every six months."""
        return self.report is not None and self.end - self.start < _SHORT


def current_period(file: CaseFile, deadlines: Sequence[Deadline], today: dt.date) -> Period | None:
    """Return the year being lived; None when no dated measure is in force."""
    measure = main_measure(file, today)
    if measure is None:
        return None
    variant = _variant(measure)
    care_start = _care_start(file, measure)
    reports = [one for one in rounds(deadlines, "REPORT") if one.due_on and one.due_on > care_start]
    if variant is not Variant.YOUNG_ADULT:
        start = care_start
        for one in reports:
            if one.status.is_open or not _is_over(one, deadlines, today):
                end = _end(one, start, measure, deadlines)
                first = (
                    start if end - start < _LONG else add_months(end, -12)
                )  # no report for years: the last one missed
                return Period(measure, variant, care_start, first, end, one, start == first > care_start)
            start = max(start, one.done_on or start)
    start, end = _year_of(measure, today)
    return Period(measure, variant, measure.since if variant is Variant.YOUNG_ADULT else care_start, start, end)


def main_measure(file: CaseFile, day: dt.date) -> Item | None:
    """Return the measure that sets the pace: by which the child is taken in before any other, then the last one begun."""
    found = [
        item
        for item in file.of("measure")
        if item.since and is_current(item, day) and item.type not in measures.INQUIRY and item.type
    ]
    return max(found, key=lambda item: (item.type in _PLACED, item.since, item.id), default=None)


def rounds(deadlines: Iterable[Deadline], rule: str) -> list[Deadline]:
    """Return the obligations of a rule that has a date, the earliest due first; those set aside are left out."""
    found = [one for one in deadlines if one.rule.id == rule and one.due_on and one.status is not Status.WAIVED]
    return sorted(found, key=lambda one: (one.due_on or dt.date.max, one.key))


_PLACED = measures.TAKEN_IN | measures.PLACED_BY_JUDGE


def _variant(measure: Item) -> Variant:
    if measure.type in measures.YOUNG_ADULT:
        return Variant.YOUNG_ADULT
    return Variant.PLACEMENT if measure.type in _PLACED else Variant.HOME


def _care_start(file: CaseFile, measure: Item) -> dt.date:
    """Return the day care began: an interim order and the judgment after it are one care (the plan counts from the first)."""
    begun = [
        item.since
        for item in file.of("measure")
        if item.episode_id == measure.episode_id
        and item.since
        and item.since <= measure.since
        and measures.is_protective(item.type)
    ]
    first: dt.date = min(begun, default=measure.since)
    return first


def follow_ups(report: Deadline, deadlines: Iterable[Deadline], *rules: str) -> list[Deadline]:
    """Return what follows a report done: telling it, and the plan brought up to date since; of some rules only when given."""
    return [
        one
        for one in deadlines
        if one.rule.id in (rules or ("REPORT_INFORM", "PPE_UPDATE"))
        and (
            report.done_by in one.key
            if one.rule.id == "REPORT_INFORM"
            else one.status.is_open
            or (one.done_on is not None and report.done_on is not None and one.done_on >= report.done_on)
        )
    ]


def _is_over(report: Deadline, deadlines: Sequence[Deadline], today: dt.date) -> bool:
    """Tell whether a report done has nothing left behind it, or is too old to wait for the rest."""
    done = report.done_on or today
    if today > done + FOLLOW_UP:
        return True
    after = follow_ups(report, deadlines)
    return bool(after) and not any(one.status.is_open for one in after)


def is_of(deadline: Deadline, measure: Item) -> bool:
    """Tell whether an obligation may bind this measure: the term of another one does not, unless they end together."""
    if deadline.rule.id not in _OF_ONE_MEASURE or deadline.key == measure.id:
        return True
    return measure.until is not None and any(measure.until in reason.values for reason in deadline.reasons)


def _end(report: Deadline, start: dt.date, measure: Item, deadlines: Sequence[Deadline]) -> dt.date:
    """Return the last day for the report: its own, or earlier the one of the judge or of the end of the measure or of the agreement."""
    asked = [
        one.due_on
        for rule in ("REPORT_JUDGE", "END_REPORT", "ADMIN_END")
        for one in rounds(deadlines, rule)
        if one.due_on and one.due_on > start and one.status.is_open and is_of(one, measure)
    ]
    due = report.due_on or start
    return min([due, *asked]) if report.status.is_open else due


def _year_of(measure: Item, today: dt.date) -> tuple[dt.date, dt.date]:
    """Return the year of a measure a day falls in; it ends with the measure when that comes first."""
    start: dt.date = measure.since
    number = 0
    while add_months(start, 12 * (number + 1)) <= today:
        number += 1
    first, last = add_months(start, 12 * number), add_months(start, 12 * (number + 1))
    if measure.until and measure.until <= last:
        last = measure.until
        first = min(first, add_months(last, -12)) if first >= last else first
    return max(first, start), last
