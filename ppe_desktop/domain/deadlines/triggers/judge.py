"""Events of the court: provisional orders, judgments, long placements, what a judge forbade for a time."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator

from ppe_desktop.domain.dates import birthday
from ppe_desktop.domain.deadlines import measures
from ppe_desktop.domain.deadlines.case import Case
from ppe_desktop.domain.deadlines.results import because
from ppe_desktop.domain.deadlines.rules import Delay, Rule
from ppe_desktop.domain.deadlines.triggers.start import (
    MINUS,
    PLUS,
    Start,
    begins,
    named,
    starting,
    stretches_of,
    trigger,
)
from ppe_desktop.domain.vocabulary import MeasureType

_BY_PROSECUTOR = frozenset({MeasureType.OPP_PARQUET})
AROUND = dt.timedelta(days=183)
"""An examination made this long before its day counts for it."""
TWO_YEARS, THREE_YEARS = Delay(months=24), Delay(months=36)


@trigger(under=measures.PROVISIONAL)
def provisional_order(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The first provisional order of each stretch of them: those that follow it go on with the same delay."""
    for stretch in case.stretches(measures.PROVISIONAL):
        first = stretch.measures[0]
        yield starting(first.since, first.id, (begins(first),), only=first.id)


@trigger(under=_BY_PROSECUTOR)
def prosecutor_order(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """Each provisional order of the prosecutor on which the judge has not ruled yet: a date to know."""
    for item in case.measures_of(_BY_PROSECUTOR):
        if not any(act.record_id == item.id and act.on <= today for act in case.done("judge_ruled")):
            yield starting(item.since, item.id, (begins(item),))


@trigger(under=measures.PROVISIONAL)
def provisional_hearing(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The hearing after an order: of the prosecutor, the judge rules; of the judge alone, the file does not say if he summoned."""
    for item in case.measures_of(_BY_PROSECUTOR):
        yield starting(item.since, item.id, (begins(item),), only=item.id)
    assert rule.delay is not None
    for stretch in case.stretches(measures.PROVISIONAL):
        first = stretch.measures[0]
        due = rule.delay.after(first.since)
        if (
            first.type == MeasureType.OPP_JE
            and due >= today
            and not any(a.record_id == first.id for a in case.done(rule.act))
        ):
            heard = because("Sans audience avant l’ordonnance, le juge convoque dans ce délai ; sinon, rien n’est dû.")
            yield starting(first.since, first.id, (begins(first), heard), only=first.id)


@trigger(holds="appointment")
def hearing_planned(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """Each hearing planned: those summoned know of it so long before, a date to know."""
    assert rule.delay is not None
    for hearing in case.file.of("appointment"):
        day = hearing.planned_on
        if day and rule.delay.after(day) >= today:
            told = because("Audience notée à l’agenda le {0}.", (day,))
            total = because(MINUS, (day, rule.delay.opposite(), rule.delay.after(day)))
            yield starting(day, hearing.id, (told,), rule.delay.after(day), sum=total)


@trigger(holds="decision")
def notice(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """Each judgment not notified yet: a date to know."""
    assert rule.delay is not None
    for judgment in case.judgments:
        due = rule.delay.after(judgment.decided_on)
        if due >= today >= judgment.decided_on and (judgment.notified_on is None or judgment.notified_on > today):
            told = because("Décision du {0}.", (judgment.decided_on,), "decision", judgment.id)
            yield starting(judgment.decided_on, judgment.id, (told,))


@trigger(holds="decision")
def appeal(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """Each judgment notified: the last day of appeal is a date to know."""
    assert rule.delay is not None
    for judgment in case.judgments:
        told_on = judgment.notified_on
        if told_on and rule.delay.after(told_on) >= today >= told_on:
            said = because("Décision du {0}, notifiée le {1}.", (judgment.decided_on, told_on), "decision", judgment.id)
            yield starting(told_on, judgment.id, (said,))


@trigger(holds="decision")
def travel_ban(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The end of each ban on leaving the country: a date to know; two years at most."""
    for decision in case.file.of("decision"):
        until = decision.travel_ban_until
        if until is None:
            continue
        since = decision.decided_on or until
        last = min(until, TWO_YEARS.after(since)) if since < until else until
        if last >= today:
            told = because("Interdiction décidée jusqu’au {0}.", (until,), "decision", decision.id)
            most = (because("Deux ans au plus : {0}.", (last,)),) if last < until else ()
            yield starting(since, decision.id, (told, *most), last, sum=because("Elle prend fin le {0}.", (last,)))


@trigger(under=measures.AWAY_BY_JUDGE)
def long_placement(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """A placement ordered for more than two years: three years after it began, or after the last hearing or judgment in the file."""
    for item in case.measures_of(measures.AWAY_BY_JUDGE):
        if item.until is None or item.until <= TWO_YEARS.after(item.since):
            continue
        end = case.end_of(item)
        told = [act for act in case.past(rule.act, today) if item.since < act.on and (not end or act.on <= end)]
        hearings = [(item.since, None), *((act.on, act) for act in told)]
        for (on, act), later in itertools.zip_longest(hearings, told):
            due = THREE_YEARS.after(on)
            if later or due <= item.until:
                last = (
                    (because("Dernière audience ou décision le {0}.", (on,), act.record, act.record_id),) if act else ()
                )
                ordered = because(
                    "Placement ordonné jusqu’au {0}, au-delà de deux ans.", (item.until,), "measure", item.id
                )
                held = max(due, later.on) if later else due  # those of before may not have been noted
                done_from = on + dt.timedelta(days=1)
                total = because(PLUS, (on, THREE_YEARS, due))
                if held > due:
                    total = because("Première audience ou décision notée ensuite : {0}.", (held,))
                reasons = (begins(item), ordered, *last)
                yield starting(on, f"{item.id}:{on.isoformat()}", reasons, held, end, done_from, total)


@trigger(under=named)
def every_two_years(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """Two years of placement by the judge, then every two years; one year for a child under two when entrusted."""
    told = case.past(rule.act, today)
    for stretch in stretches_of(case, rule):
        young = case.birth is not None and stretch.on < birthday(case.birth, 2)
        months = 12 if young else 24
        due, number = Delay(months=months).after(stretch.on), 1
        is_last = False
        while not is_last and (stretch.until is None or due <= stretch.until):
            is_last = due >= today
            longer = months + (12 if young and number == 1 else 24)
            after = Delay(longer).after(stretch.on)
            total = because(PLUS, (stretch.on, Delay(months), due))
            answer = dt.date.max
            if told:
                answer = next((act.on for act in told if due - AROUND <= act.on < after - AROUND), answer)
            yield starting(
                stretch.on, f"{stretch.key}:{number}", (begins(stretch.measures[0]),), due, stretch.until, answer, total
            )
            due, months, number = after, longer, number + 1
