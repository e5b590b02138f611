"""Events that come round again: reports, health checks, what follows an act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ppe_desktop.domain.dates import birthday
from ppe_desktop.domain.deadlines.case import Case
from ppe_desktop.domain.deadlines.results import Reason
from ppe_desktop.domain.deadlines.rules import Delay, Rule
from ppe_desktop.domain.deadlines.triggers.care import PLUS, starts_of_care, taken_in_start
from ppe_desktop.domain.deadlines.triggers.start import Start, born, trigger

HALF_YEAR, YEAR = Delay(months=6), Delay(months=12)
_DAY = dt.timedelta(days=1)


@trigger
def reports(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The start of care, then each report: the next one is due a year later, or six months under the age of the settings."""
    for first in starts_of_care(case, rule):
        yield _next_report(case, first, first.on, "debut", first.reasons)
        told = {act.on: act for act in case.done(rule.act)}
        for on, act in told.items():
            if on >= first.on and (first.until is None or on <= first.until):
                last = Reason("Dernier rapport le {0}.", (on,), act.record, act.record_id)
                yield _next_report(case, first, on, on.isoformat(), (last,))


def _next_report(case: Case, first: Start, on: dt.date, name: str, reasons: tuple[Reason, ...]) -> Start:
    delay, why = _report_delay(case, on)
    due = delay.after(on)
    done_from = on if name == "debut" else on + _DAY
    total = Reason(PLUS, (on, delay, due))
    return Start(on, f"{first.key}:{name}", (*reasons, *why), due, first.until, done_from, total)


def _report_delay(case: Case, on: dt.date) -> tuple[Delay, tuple[Reason, ...]]:
    """Return the delay by the age on the day of reference, which gives the earlier date (never the age on the due date)."""
    limit = case.settings.young_age
    if case.birth is None:
        return YEAR, (Reason("Date de naissance inconnue : rythme annuel.", (), "child", case.child.id),)
    if on < birthday(case.birth, limit):
        return HALF_YEAR, (born(case), Reason("Moins de {0} ans ce jour-là : tous les six mois.", (limit,)))
    return YEAR, (born(case), Reason("{0} ans ou plus ce jour-là : tous les ans.", (limit,)))


@trigger
def after_act(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """Each act named by the rule's option ``after``."""
    for done in case.done(str(rule.options["after"])):
        reason = Reason("{0} le {1}.", (rule.options["said"], done.on), done.record, done.record_id)
        yield Start(done.on, done.record_id or done.on.isoformat(), (reason,))


@trigger
def yearly_check(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """Each health check: the next one twelve months later, as long as the child is taken in."""
    for start in taken_in_start(case, rule, today):
        for done in case.done(rule.act):
            if done.on >= start.on and (start.until is None or done.on <= start.until):
                reason = Reason("Dernier bilan de santé le {0}.", (done.on,), done.record, done.record_id)
                key = f"{start.key}:{done.on.isoformat()}"
                yield Start(done.on, key, (reason,), until=start.until, done_from=done.on + _DAY)
