"""Events of the plan: what has changed since the last one, and its sending to those who work with the child."""

from __future__ import annotations

import datetime as dt
import itertools
from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.deadlines.case import GAP, Act, Case
from ppe_desktop.domain.deadlines.measures import is_protective
from ppe_desktop.domain.deadlines.results import Reason, because
from ppe_desktop.domain.deadlines.rules import Rule
from ppe_desktop.domain.deadlines.triggers.start import Start, begins, starting, trigger

_DAY = itemgetter(0)
TOLD = 3
"""Changes told one by one; the others are counted."""


def _plans_by_episode(case: Case, today: dt.date) -> Iterator[tuple[str, dt.date | None, list[Act]]]:
    """Yield, for each episode with a plan, its key, its end and its plans, the oldest first."""
    plans = case.past("ppe", today)
    for stretch in case.protections if plans else ():
        held = [act for act in plans if stretch.on <= act.on and (stretch.until is None or act.on <= stretch.until)]
        if held:
            yield stretch.key, stretch.until, held


@trigger()
def plan_outdated(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """What has happened since a plan: reports and changes of support, told together; the next plan answers them all."""
    changes: list[tuple[dt.date, Reason]] = []
    days: list[dt.date] = []
    for key, until, plans in _plans_by_episode(case, today):
        if not days:
            changes = sorted(_changes(case, plans[0].on, today), key=_DAY)
            days = [day for day, _reason in changes]
        for number, plan in enumerate(plans, 1):
            end = min(plans[number].on if number < len(plans) else today, until or today)
            since = changes[bisect_right(days, plan.on) : bisect_right(days, end)]
            if since:
                before = because("Dernier projet établi le {0}.", (plan.on,), plan.record, plan.record_id)
                last = since[-1][0]
                name = f"{key}:{plan.on.isoformat()}:{last.isoformat()}"
                yield starting(since[0][0], name, (before, *_told(since)), None, until, last)


def _told(changes: list[tuple[dt.date, Reason]]) -> tuple[Reason, ...]:
    reasons = tuple(reason for _on, reason in changes[-TOLD:])
    hidden = len(changes) - TOLD
    if hidden <= 0:
        return reasons
    plural = "s" if hidden > 1 else ""
    said = because(f"Et {{0}} autre{plural} changement{plural} depuis, plus ancien{plural}.", (hidden,))
    return (said, *reasons)


def _changes(case: Case, after: dt.date, today: dt.date) -> Iterator[tuple[dt.date, Reason]]:
    """Yield, after a first plan, what calls for a new version of the plan: a report, another place, another measure, other visiting rights."""
    for act in case.past("report", today):
        if act.on > after:
            yield act.on, because("Rapport de situation le {0}.", (act.on,), act.record, act.record_id)
    for place in case.places:
        if after < place.since <= today:
            yield place.since, because("Changement de lieu d’accueil le {0}.", (place.since,), "placement", place.id)
    for item in case.measures:
        if after < item.since <= today and is_protective(item.type) and not _goes_on(case, item):
            yield item.since, begins(item)
    days = {right.since for right in case.file.of("contact_right") if right.since and after < right.since <= today}
    for day in days:
        yield day, because("Droits de visite changés le {0}.", (day,))


def _goes_on(case: Case, measure: Item) -> bool:
    """Tell whether a measure only renews one of its type: the support does not change."""
    kind, since = measure.type, measure.since
    for other in case.measures:
        if other.type == kind and other.since < since:
            end = case.ends[other.id]
            if end is None or since - end <= GAP:
                return True
    return False


@trigger()
def plan_updated(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """Each update of the plan: those who carry out the child's support receive it; the last one alone is waited for."""
    sent = case.done(rule.act)
    for key, until, plans in _plans_by_episode(case, today):
        for plan, later in itertools.pairwise([*plans[1:], None]):
            assert plan is not None
            if later and not any(plan.on <= act.on < later.on for act in sent):
                continue
            reason = because("Projet mis à jour le {0}.", (plan.on,), plan.record, plan.record_id)
            yield starting(plan.on, f"{key}:{plan.on.isoformat()}", (reason,), until=until)
