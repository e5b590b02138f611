"""Events of health: the yearly check, the compulsory examinations of each age."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.deadlines.case import Case, Stretch
from ppe_desktop.domain.deadlines.examinations import exams_of
from ppe_desktop.domain.deadlines.results import Reason, because
from ppe_desktop.domain.deadlines.rules import Delay, Rule
from ppe_desktop.domain.deadlines.triggers.start import (
    DAY,
    PLUS,
    YEAR,
    Start,
    begins,
    born,
    missed_round,
    named,
    starting,
    stretches_of,
    told_late,
    trigger,
)
from ppe_desktop.domain.vocabulary import CompulsoryExam, HealthEventKind

_COMPULSORY = HealthEventKind.COMPULSORY
AHEAD = Delay(months=2)
"""How long before its day the first yearly check is announced to a child without any: until then, the check of entry says it."""


@trigger(under=named)
def yearly_check(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """Each health check: the next one twelve months later, as long as the child is taken in.

    Before the first one noted, lateness counts from the first round missed: see ``missed_round``.
    """
    for stretch in stretches_of(case, rule):
        done_here = [
            done
            for done in case.past(rule.act, today)
            if done.on >= stretch.on and (stretch.until is None or done.on <= stretch.until)
        ]
        if not done_here and AHEAD.after(today) >= YEAR.after(stretch.on):
            yield _first_check(case, stretch, today)
        for done in done_here:
            reason = because("Dernier bilan de santé le {0}.", (done.on,), done.record, done.record_id)
            key = f"{stretch.key}:{done.on.isoformat()}"
            yield starting(done.on, key, (reason,), until=stretch.until, done_from=done.on + DAY)


def _first_check(case: Case, stretch: Stretch, today: dt.date) -> Start:
    """Return the yearly check of a child for whom none is noted: the check of entry is another obligation."""
    due, number = missed_round(case, YEAR.after(stretch.on), YEAR.after, stretch, today)
    none = (because("Aucun bilan de santé noté depuis le début."),) if due < today else ()
    reasons = (begins(stretch.measures[0]), *told_late(case, number), *none)
    total = because(PLUS, (stretch.on, Delay(months=12 * number), due))
    return starting(stretch.on, f"{stretch.key}:debut", reasons, due, stretch.until, sum=total)


@trigger()
def examinations(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The compulsory examinations, by age: those done, the one whose age has come, the next one.

    One missed stands until the age of the next one comes; those whose last day came before the child was taken in are not reproached.
    """
    birth = case.birth
    if birth is None:
        return
    current = next((one for one in stretches_of(case, rule) if one.until is None or one.until >= today), None)
    events = [
        event
        for event in case.file.of("health_event")
        if event.kind == _COMPULSORY and event.done_on and event.done_on <= today
    ]
    if current is None and not events:
        return
    exams = exams_of(rule, case.settings)
    told = _told(exams, birth, events) if events else {}
    shown = _awaited(exams, birth, today) if current else []
    if told:
        awaited = {exam["code"] for exam in shown}
        shown = [exam for exam in exams if exam["code"] in told or exam["code"] in awaited]
    for exam in shown:
        event = told.get(exam["code"])
        due: dt.date = exam["until"].after(birth)
        if event is None and (current is None or due <= current.on):
            continue
        opens: dt.date = exam["begins"].after(birth)
        may_be_past = current is not None and opens < current.on  # the parents may have seen to it
        name = CompulsoryExam.label_of(exam["code"])
        total = because("Examen « {0} » : du {1} au {2}.", (name, opens, due))
        only = event.id if event else str(exam["code"])
        reasons: tuple[Reason, ...] = (born(case),)
        if event is None and may_be_past:
            reasons += (because("Il a pu être fait avant l’accueil : à voir dans le carnet de santé."),)
        yield starting(birth, exam["code"], reasons, due, None, dt.date.min, total, only)


def _told(exams: Sequence[Mapping[str, Any]], birth: dt.date, events: Sequence[Item]) -> dict[str, Item]:
    """Return what answers each examination: an event that names it, else one done at its age."""
    codes = {exam["code"] for exam in exams}
    named = {event.exam_age: event for event in reversed(events) if event.exam_age in codes}
    for event in events:
        if event.exam_age not in codes:
            begun = _begun(exams, birth, event.done_on)
            if begun >= 0:
                named.setdefault(exams[begun]["code"], event)
    return named


def _begun(exams: Sequence[Mapping[str, Any]], birth: dt.date, day: dt.date) -> int:
    """Return the place of the examination whose age came last, -1 before the first one."""
    months = (day.year - birth.year) * 12 + day.month - birth.month
    number = len(exams) - 1
    while number >= 0 and (exams[number]["begins"].months > months or exams[number]["begins"].after(birth) > day):
        number -= 1
    return number


def _awaited(exams: Sequence[Mapping[str, Any]], birth: dt.date, today: dt.date) -> list[Mapping[str, Any]]:
    """Return the examination whose age came last, and the next one."""
    number = _begun(exams, birth, today)
    around = [exam for exam in exams[max(0, number - 1) : number + 3] if birth < exam.get("born_before", dt.date.max)]
    number = _begun(around, birth, today)
    return around[max(0, number) : number + 2]
