"""A day for each step that has none: in order, each before what comes after it, and in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from ppe_desktop.domain.cycle import steps as s
from ppe_desktop.domain.cycle.period import Period
from ppe_desktop.domain.cycle.proposal import Limit, Surroundings, propose
from ppe_desktop.domain.cycle.reading import AFTER_REPORT, usual_day
from ppe_desktop.domain.cycle.results import State, YearStep
from ppe_desktop.domain.cycle.steps import Anchor, Nature, Step
from ppe_desktop.domain.dates import NBSP, add_months, short_date
from ppe_desktop.domain.working_days import previous_working_day

_DAY = dt.timedelta(days=1)
_ENDED_BY = {"first_words": "plan", "plan_meeting": "plan", "invite": "review", "words": "report", "review": "report"}
"""Steps that no longer matter once another is done, for nothing in the law asks for them apart."""
_LEAD = {Nature.MEETING: 12, Nature.CHILD: 7, Nature.DESK: 1}
"""Days left, if possible, between today and a step: people are not called to a meeting the day before."""


def ordered(read: list[YearStep], period: Period, around: Surroundings) -> list[YearStep]:
    """Propose a day for each step that has none, in order, each before what comes after it."""
    read = _passed(read)
    previous: dt.date | None = None
    found = []
    for one, limit in zip(read, _limits(read, period, around), strict=True):
        if one.state is State.PROPOSED and one.step is s.HEARING:
            said = "Le juge fixe la date\N{NO-BREAK SPACE}: notez-la dès la convocation."
            one = replace(one, state=State.AWAITED, reason=said)
        elif one.state is State.PROPOSED:
            one = _proposed(one, previous, limit, period, around)
        if one.day is not None:
            previous = max(previous, one.day) if previous else one.day
        found.append(one)
    return found


def _passed(read: list[YearStep]) -> list[YearStep]:
    """Mark the steps that what is done after them leaves behind."""
    done = {one.key for one in read if one.state is State.DONE}
    ended = dict(_ENDED_BY)
    if "report" in done:
        ended["invite"] = "report"
    said = "La suite est faite\N{NO-BREAK SPACE}: cette étape n’a pas été notée."
    return [
        replace(one, state=State.PASSED, reason=said)
        if one.state is State.PROPOSED and ended.get(one.key) in done
        else one
        for one in read
    ]


def _limits(read: list[YearStep], period: Period, around: Surroundings) -> list[Limit | None]:
    """Return the last day of each step, in days to come: its own by law, or earlier, a day before the step after it."""
    limits: list[Limit | None] = []
    later: Limit | None = None
    for one in reversed(read):
        own = _own_limit(one, period)
        if own is not None and own > around.today and (later is None or own < later.day):
            later = Limit(own, f"la date limite est le {short_date(own)}")
        limits.append(later)
        if (
            one.state is State.PLANNED
            and one.day
            and one.day > around.today
            and (later is None or one.day <= later.day)
        ):
            what = "l’audience est le" if one.step is s.HEARING else "l’étape suivante est prévue le"
            later = Limit(one.day, f"{what} {short_date(one.day)}")
        later = _day_before(later, around) if one.state in (State.PLANNED, State.PROPOSED) else later
    return limits[::-1]


def _day_before(limit: Limit | None, around: Surroundings) -> Limit | None:
    """Leave a working day between two steps, as long as there are some."""
    if limit is None:
        return None
    before = previous_working_day(previous_working_day(limit.day) - _DAY)
    return replace(limit, day=before) if before > around.today else limit


def _own_limit(one: YearStep, period: Period) -> dt.date | None:
    """Return the last day of a step by law; what prepares the report is bound by it."""
    if one.due_on is not None and one.step is not s.HEARING:
        return one.due_on
    is_before = one.step.anchor is Anchor.END and one.key in ("invite", "words", "review", "report", "inform", "judge")
    is_open = period.report is None or period.report.status.is_open
    return period.end if is_before and is_open else None


def _proposed(
    one: YearStep, previous: dt.date | None, limit: Limit | None, period: Period, around: Surroundings
) -> YearStep:
    usual = usual_day(one.step, period, one.due_on)
    tomorrow = around.today + _DAY
    earliest = max(previous or tomorrow, tomorrow)
    after = around.today + _LEAD[one.step.nature] * _DAY
    after = max(after, previous + one.step.gap_days * _DAY) if previous else after
    own = _own_limit(one, period)
    missed = own if own and own <= around.today else None
    chosen = propose(usual, earliest, after, limit, one.step.nature, around, missed=missed)
    said = "" if missed else _usual_words(one, usual, period)
    reason = said + (chosen.why if chosen.why.startswith(". ") or not said or not chosen.why else f", {chosen.why}")
    reason = f"{reason[:1].upper()}{reason[1:]}."
    is_late = one.due_on is not None and one.due_on < around.today
    return replace(one, day=chosen.day, reason=reason, is_late=is_late)


def _usual_words(one: YearStep, usual: dt.date, period: Period) -> str:
    """Say the usual time: "Mois 10 de la mesure (2 mois avant le 06/10/2027)"."""
    if one.step is s.HEALTH_ANNUAL and one.due_on:
        return f"Un mois avant la date limite du {short_date(one.due_on)}"
    if one.step is s.HEALTH_ENTRY:
        return f"{one.step.usual.in_words()} après le début de la mesure"
    if period.report is not None and period.report.done_on and one.key in AFTER_REPORT:
        return f"Après le rapport du {short_date(period.report.done_on)}"
    if one.step is s.UPDATE:
        return "Après le rapport, et l’audience s’il y en a une"
    of = (
        "de la mesure"
        if period.is_first
        else "depuis le dernier rapport"
        if period.follows_report
        else "de l’année en cours"
    )
    months = _months_between(period.care_start if one.step.anchor is Anchor.START else period.start, usual)
    if one.step.anchor is Anchor.START:
        return f"Mois{NBSP}{months} de la mesure"
    return f"Mois{NBSP}{months} {of} ({_before(one.step)} le {short_date(period.end)})"


def _before(step: Step) -> str:
    return {
        (-3, 0): "3 mois avant", (-2, -15): "2 mois et demi avant", (-2, 0): "2 mois avant", (-1, -15): "un mois et demi avant",
        (-1, 0): "un mois avant", (0, -21): "3 semaines avant", (0, -15): "15 jours avant",
    }[(step.usual.months, step.usual.days)].replace(" ", NBSP, 1)  # fmt: skip


def _months_between(start: dt.date, day: dt.date) -> int:
    months = (day.year - start.year) * 12 + day.month - start.month
    return max(months if add_months(start, months) <= day else months - 1, 0)
