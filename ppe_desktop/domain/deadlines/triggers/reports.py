"""Reports: those of the year, or at the rhythm a judge asks for, and what follows each one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import lru_cache

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import birthday
from ppe_desktop.domain.deadlines.case import Act, Case, Stretch
from ppe_desktop.domain.deadlines.results import Reason, because
from ppe_desktop.domain.deadlines.rules import Delay, Rule
from ppe_desktop.domain.deadlines.triggers.start import (
    DAY,
    PLUS,
    YEAR,
    Start,
    begins,
    born,
    every_months,
    missed_round,
    named,
    starting,
    stretches_of,
    told_late,
    trigger,
)

HALF_YEAR = Delay(months=6)


@trigger(under=named)
def reports(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The start of care, then each report: the next one is due a year later, or six months under the age of the settings.

    Before the first report noted, lateness counts from the first round missed: see ``missed_round``.
    """
    to_judge = rule.options["for"] == "judge"
    for stretch in stretches_of(case, rule):
        told = [act for act in case.past(rule.act, today) if act.on >= stretch.on]
        if stretch.until:
            told = [act for act in told if act.on <= stretch.until]
        rhythm = _rhythm(case, stretch, today) if to_judge else None
        yield _first_missed(case, stretch, rhythm, told, today)
        for act in told:
            yield _next_report(case, stretch, act, rhythm)


def _first_missed(case: Case, stretch: Stretch, rhythm: Item | None, told: list[Act], today: dt.date) -> Start:
    """Return the round that lateness counts from as long as no report is noted."""
    on = stretch.on
    first, total, why = _report_asked(case, on, rhythm)
    before = {first: on}

    def after(due: dt.date) -> dt.date:
        later = _report_due(case, due, rhythm)
        before.setdefault(later, due)
        return later

    due, number = missed_round(case, first, after, stretch, told[0].on if told else today)
    if number > 1:
        _due, total, why = _report_asked(case, before[due], rhythm)
    none = (because("Aucun rapport noté depuis le début."),) if not told and due < today else ()
    key = f"{stretch.key}:debut" if number == 1 else f"{stretch.key}:debut:{number}"
    reasons = (begins(stretch.measures[0]), *why, *told_late(case, number), *none)
    return starting(on, key, reasons, due, stretch.until, on, total)


def _next_report(case: Case, stretch: Stretch, act: Act, rhythm: Item | None) -> Start:
    on, record, record_id, _at = act
    due, total, why = _report_asked(case, on, rhythm)
    last = because("Dernier rapport le {0}.", (on,), record, record_id)
    key = f"{stretch.key}:{on.isoformat()}"
    return starting(on, key, (last, *why), due, stretch.until, on + DAY, total)


def _report_due(case: Case, on: dt.date, rhythm: Item | None) -> dt.date:
    """Return the day the report that follows a day is due."""
    delay = _report_delay(case, on)
    due = delay.after(on)
    return _by_judge(on, delay, due, rhythm) or due if rhythm else due


def _by_judge(on: dt.date, delay: Delay, due: dt.date, rhythm: Item) -> dt.date | None:
    """Return the day that the rhythm set by a judge gives, when it is the one that counts."""
    asked = Delay(months=rhythm.report_every).after(max(on, rhythm.decided_on))
    return asked if asked < due or (delay == YEAR and rhythm.decided_on <= on) else None


def _report_asked(case: Case, on: dt.date, rhythm: Item | None) -> tuple[dt.date, Reason, tuple[Reason, ...]]:
    """Return the day the report that follows a day is due, the sum that gives it, and the reasons for its delay."""
    delay = _report_delay(case, on)
    due = delay.after(on)
    by_judge = _by_judge(on, delay, due, rhythm) if rhythm else None
    if rhythm is None or by_judge is None:
        return due, because(PLUS, (on, delay, due)), _rhythm_of_age(case, delay)
    words = (rhythm.decided_on, every_months(rhythm.report_every))
    why = because("La décision du {0} demande un rapport {1}.", words, "decision", rhythm.id)
    base = max(on, rhythm.decided_on)
    return by_judge, because(PLUS, (base, Delay(months=rhythm.report_every), by_judge)), (why,)


def _rhythm(case: Case, stretch: Stretch, today: dt.date) -> Item | None:
    """Return the last judgment that sets a rhythm for the reports of this time of care."""
    asked = [
        one
        for one in case.judgments
        if one.report_every and one.decided_on <= today and (stretch.until is None or one.decided_on <= stretch.until)
    ]
    return asked[-1] if asked else None


def _report_delay(case: Case, on: dt.date) -> Delay:
    """Return the delay by the age on the day of reference, which gives the earlier date (never the age on the due date)."""
    birth = case.birth
    return YEAR if birth is None or on >= birthday(birth, case.settings.young_age) else HALF_YEAR


def _rhythm_of_age(case: Case, delay: Delay) -> tuple[Reason, ...]:
    """Return why a report is due every six months, or every year."""
    if case.birth is None:
        return (because("Date de naissance inconnue : rythme annuel.", (), "child", case.child.id),)
    return born(case), _age_told(case.settings.young_age, is_young=delay is HALF_YEAR)


@lru_cache(maxsize=8)
def _age_told(limit: int, *, is_young: bool) -> Reason:
    said = (
        "Moins de {0} ans ce jour-là : tous les six mois." if is_young else "{0} ans ou plus ce jour-là : tous les ans."
    )
    return because(said, (limit,))


@trigger()
def after_act(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """Each act named by the rule's option ``after``, told on the record itself.

    The last one is waited for, and the last one that went to the judge untold; a reason written on the record sets it aside.
    """
    found = case.past(str(rule.options["after"]), today)
    if not found:
        return
    answered = {act.record_id for act in case.done(rule.act)}
    written = {one.id: one for one in case.file.of(found[0].record)}
    reasons = {one.id: one.not_informed.strip() for one in written.values() if one.not_informed}
    waits = [act for act in found if act.record_id not in answered and not reasons.get(act.record_id)]
    sent = {act.record_id: _sent_on(written, act) for act in found}
    gone = [act for act in waits if (day := sent[act.record_id]) and day <= today]
    shown = {found[-1], *gone[-1:]}
    for act in found:
        if act in waits and act not in shown:
            continue
        day, aside = sent[act.record_id], reasons.get(act.record_id, "")
        reason = because("{0} le {1}.", (rule.options["said"], act.on), act.record, act.record_id)
        total = because("Avant son envoi au juge, le {0}.", (day,), act.record, act.record_id) if day else None
        key = act.record_id or act.on.isoformat()
        said = f"{aside} (motif écrit sur le rapport)" if aside else ""
        yield starting(act.on, key, (reason,), day, None, dt.date.min, total, act.record_id, aside=said)


def _sent_on(written: Mapping[str, Item], act: Act) -> dt.date | None:
    report = written.get(act.record_id)
    day: dt.date | None = report.sent_on if report else None
    return day
