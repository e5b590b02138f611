"""Reports: those of the year, or at the rhythm a judge asks for, and what follows each one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import birthday
from ppe_desktop.domain.deadlines.case import Act, Case, Stretch
from ppe_desktop.domain.deadlines.results import Reason
from ppe_desktop.domain.deadlines.rules import Delay, Rule
from ppe_desktop.domain.deadlines.triggers.start import (
    DAY,
    PLUS,
    YEAR,
    Start,
    begins,
    born,
    past_acts,
    stretches_of,
    trigger,
)

HALF_YEAR = Delay(months=6)


@trigger
def reports(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The start of care, then each report: the next one is due a year later, or six months under the age of the settings.

    Before the first report noted, the last round missed alone counts: those of before may not have been noted.
    """
    to_judge = rule.options["for"] == "judge"
    for stretch in stretches_of(case, rule):
        told = [act for act in past_acts(case, rule.act, today) if act.on >= stretch.on]
        if stretch.until:
            told = [act for act in told if act.on <= stretch.until]
        rhythm = _rhythm(case, stretch, today) if to_judge else None
        first = _next_report(case, stretch, None, stretch.on, rhythm, today)
        yield _last_round(case, stretch, first, rhythm, told[0].on if told else today)
        for act in told:
            yield _next_report(case, stretch, act, act.on, rhythm, today)


def _last_round(case: Case, stretch: Stretch, first: Start, rhythm: Item | None, today: dt.date) -> Start:
    """Return the last round missed by a day, when none was noted before; the first one if none was missed."""
    missed, number = first, 1
    while missed.due is not None and missed.due < today:
        after = _next_report(case, stretch, None, missed.due, rhythm, today)
        if after.due is None or not missed.due < after.due < today or (stretch.until and after.due > stretch.until):
            break
        number += 1
        missed = after._replace(on=stretch.on, key=f"{stretch.key}:debut:{number}", done_from=stretch.on)
    return missed


def _next_report(
    case: Case, stretch: Stretch, act: Act | None, on: dt.date, rhythm: Item | None, today: dt.date
) -> Start:
    delay, why = _report_delay(case, on)
    due, total = delay.after(on), Reason(PLUS, (on, delay, delay.after(on)))
    if rhythm:
        asked = Delay(months=rhythm.report_every)
        base = max(on, rhythm.decided_on)
        by_judge = asked.after(base)
        if by_judge < due or (delay == YEAR and rhythm.decided_on <= on):
            due, total = by_judge, Reason(PLUS, (base, asked, by_judge))
            words = (rhythm.decided_on, asked)
            why = (Reason("La décision du {0} demande un rapport tous les {1}.", words, "decision", rhythm.id),)
    if act is None:
        return Start(on, f"{stretch.key}:debut", (begins(stretch.measures[0]), *why), due, stretch.until, on, total)
    last = Reason("Dernier rapport le {0}.", (on,), act.record, act.record_id)
    return Start(on, f"{stretch.key}:{on.isoformat()}", (last, *why), due, stretch.until, on + DAY, total)


def _rhythm(case: Case, stretch: Stretch, today: dt.date) -> Item | None:
    """Return the last judgment that sets a rhythm for the reports of this time of care."""
    asked = [
        one
        for one in case.judgments
        if one.report_every and one.decided_on <= today and (stretch.until is None or one.decided_on <= stretch.until)
    ]
    return asked[-1] if asked else None


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
    """Each act named by the rule's option ``after``, told on the record itself; the last one alone is waited for."""
    found = past_acts(case, str(rule.options["after"]), today)
    answered = {act.record_id for act in case.done(rule.act)}
    for act in found:
        if act is not found[-1] and act.record_id not in answered:
            continue
        reason = Reason("{0} le {1}.", (rule.options["said"], act.on), act.record, act.record_id)
        sent = _sent_on(case, act)
        total = Reason("Avant son envoi au juge, le {0}.", (sent,), act.record, act.record_id) if sent else None
        yield Start(
            act.on, act.record_id or act.on.isoformat(), (reason,), sent, None, dt.date.min, total, act.record_id
        )


def _sent_on(case: Case, act: Act) -> dt.date | None:
    return next((one.sent_on for one in case.file.of(act.record) if one.id == act.record_id and one.sent_on), None)
