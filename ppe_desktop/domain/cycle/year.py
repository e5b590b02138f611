"""The year of a measure: its steps in order, what is done, what is planned, and a day proposed for the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from ppe_desktop.domain.casefile import CaseFile
from ppe_desktop.domain.cycle import steps as s
from ppe_desktop.domain.cycle.ordering import ordered
from ppe_desktop.domain.cycle.period import Period, current_period
from ppe_desktop.domain.cycle.proposal import Surroundings
from ppe_desktop.domain.cycle.reading import Known, Reader, concerns
from ppe_desktop.domain.cycle.results import State, Year, YearStep
from ppe_desktop.domain.cycle.steps import Nature, Step, Variant
from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.deadlines.results import Deadline


def build_year(file: CaseFile, known: Known, around: Surroundings) -> Year | None:
    """Return the year being lived by a child under a measure; None when no dated measure is in force, or after a death."""
    period = None if file.child.death_date else current_period(file, known.deadlines, around.today)
    if period is None:
        return None
    reader = Reader(file, period, known, around)
    main = ordered([reader.read(step) for step in _chain(period, known.deadlines)], period, around)
    health = ordered([reader.read(step) for step in _health(period, known.deadlines)], period, around)
    return Year(period, _merged(main, health), tuple(_remarks([*main, *health], around)))


def _chain(period: Period, deadlines: Sequence[Deadline]) -> list[Step]:
    """Return the steps of the year, in order, health apart."""
    if period.variant is Variant.YOUNG_ADULT:
        first = [s.YOUNG_WORDS, s.YOUNG_PLAN] if _speaks_of(deadlines, period, "YA_PLAN") else []
        return [*first, s.YOUNG_INVITE, s.YOUNG_REVIEW, s.YOUNG_END]
    chain = [s.FIRST_WORDS, s.PLAN_MEETING, s.PLAN] if _speaks_of(deadlines, period, "PPE_INITIAL") else []
    chain += [s.INVITE, s.WORDS, s.REVIEW]
    if period.report is not None:
        chain += [s.REPORT, s.INFORM]
    if _speaks_of(deadlines, period, "REPORT_JUDGE", "END_REPORT"):
        chain.append(s.JUDGE)
    for rule, step in (("ADMIN_END", s.AGREEMENT), ("JUDICIAL_END", s.HEARING)):
        if _speaks_of(deadlines, period, rule):
            chain.append(step)
    return [*chain, s.UPDATE] if period.report is not None else chain


def _health(period: Period, deadlines: Sequence[Deadline]) -> list[Step]:
    """Return the health checks of the year: the one at entry, then the yearly one once it is due."""
    return [step for step in (s.HEALTH_ENTRY, s.HEALTH_ANNUAL) if _speaks_of(deadlines, period, *step.acts)]


def _speaks_of(deadlines: Sequence[Deadline], period: Period, *rules: str) -> bool:
    return any(concerns(one, period) for one in deadlines if one.rule.id in rules)


def _merged(main: list[YearStep], health: list[YearStep]) -> tuple[YearStep, ...]:
    """Put the health check among the steps, at its day; the order of the others is kept."""
    merged = list(main)
    for one in health:
        place = next(
            (n for n, other in enumerate(merged) if one.day and other.day and other.day > one.day), len(merged)
        )
        merged.insert(place, one)
    return tuple(merged)


def _remarks(read: Iterable[YearStep], around: Surroundings) -> list[str]:
    proposed = [one for one in read if one.state is State.PROPOSED and one.day]
    unknown = [
        one
        for one in proposed
        if one.step.nature is not Nature.DESK and not around.calendar.knows(one.day or dt.date.max)
    ]
    if not unknown:
        return []
    last = short_date(around.calendar.known_until)
    return [
        f"Le calendrier scolaire n’est publié que jusqu’au {last}\N{NO-BREAK SPACE}: au-delà, les dates sont proposées sans en tenir compte."
    ]
