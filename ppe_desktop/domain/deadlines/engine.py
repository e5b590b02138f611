"""The engine: rules, a file and a day in; obligations with their dates, their standing and their reasons out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.deadlines.case import Act, Case, Waiver
from ppe_desktop.domain.deadlines.conditions import CONDITIONS
from ppe_desktop.domain.deadlines.results import Deadline, Reason, Status
from ppe_desktop.domain.deadlines.rules import Rule
from ppe_desktop.domain.deadlines.triggers import TRIGGERS, Start

MADE_GOOD = dt.timedelta(days=183)
"""Time after the end of a measure beyond which what was not done can no longer be."""


def evaluate(case: Case, rules: Iterable[Rule], today: dt.date) -> tuple[Deadline, ...]:
    """Return the obligations of a child as they stand on a day, the earliest due first.

    A file is frozen by the child's death, or once another department has taken the child over: nothing is due any more, what was
    done stays told.
    """
    found: list[Deadline] = []
    for rule in rules:
        judged = _judge(case, rule, today)
        if judged:
            found += _without_superseded(judged) if rule.repeats else judged
    gone = case.transferred_on
    if case.child.death_date is not None or (gone is not None and gone <= today):
        found = [deadline for deadline in found if not deadline.status.is_open]
    return tuple(sorted(found, key=lambda one: (one.due_on or today, one.rule.id, one.key)))


def _without_superseded(deadlines: list[Deadline]) -> list[Deadline]:
    """Keep, of a rule that comes round again, the last round missed, which stands for all, and the next one to come."""
    answered = max((number for number, one in enumerate(deadlines) if not one.status.is_open), default=-1)
    missed = [one for one in deadlines[answered + 1 :] if one.status is Status.OVERDUE]
    coming = [one for one in deadlines if one.status in (Status.UPCOMING, Status.DUE_SOON)]
    kept = [*missed[-1:], *coming[:1]]
    return [one for one in deadlines if not one.status.is_open or one in kept]


def _judge(case: Case, rule: Rule, today: dt.date) -> list[Deadline]:
    taken: set[Act] = set()
    found = []
    for start in TRIGGERS[rule.trigger](case, rule, today):
        due = start.due or (rule.delay.after(start.on) if rule.delay else None)
        done = _done(case, rule, start, today, taken)
        if done is not None:
            taken.add(done)
        elif not _is_owed(case, rule, start, due, today):
            continue
        waiver = _waiver(case, rule, start.key)
        found.append(
            Deadline(
                rule,
                start.key,
                due,
                _status(case, rule, start, due, done, waiver, today),
                start.reasons + _sum(rule, start, due),
                done.on if done else None,
                done.record_id if done else "",
                "" if done and not waiver else _set_aside(start, waiver),
                start.due_at,
            )
        )
    return found


def _done(case: Case, rule: Rule, start: Start, today: dt.date, taken: set[Act]) -> Act | None:
    """Return the first act that resolves an obligation; one act resolves one obligation of a rule.

    What is done long after the end of the measure belongs to another time of care.
    """
    since = start.done_from or start.on
    last = today
    if start.until is not None and today - start.until > MADE_GOOD:
        last = start.until + MADE_GOOD
    for act in case.done(rule.act):
        if since <= act.on <= last and act not in taken and (not start.only or act.record_id == start.only):
            return act
    return None


def _is_owed(case: Case, rule: Rule, start: Start, due: dt.date | None, today: dt.date) -> bool:
    """Tell whether an obligation not met is owed.

    The conditions hold; it did not lapse with the measure before its day; it can still be made good: not long after the end of the
    measure, nor, of what is owed to a minor, from majority on; a date only to be known leaves once past.
    """
    if start.until is not None and (start.until < min(due or today, today) or today - start.until > MADE_GOOD):
        return False
    if rule.informs and due is not None and due < today:
        return False
    adult = case.majority
    if adult is not None and adult <= max(today, due or today) and "minor" in rule.conditions:
        return False
    day = max(start.on, min(today, due or today))
    return all(CONDITIONS[name](case, day) for name in rule.conditions)


def _waiver(case: Case, rule: Rule, key: str) -> Waiver | None:
    if not case.waivers:
        return None
    return next((one for one in case.waivers if (one.rule_id, one.key) == (rule.id, key)), None)


def _set_aside(start: Start, waiver: Waiver | None) -> str:
    """Return why an obligation is set aside: by someone, else by what the record itself says."""
    return f"{waiver.reason} ({waiver.author}, {short_date(waiver.on)})" if waiver else start.aside


def _status(
    case: Case, rule: Rule, start: Start, due: dt.date | None, done: Act | None, waiver: Waiver | None, today: dt.date
) -> Status:
    if done is not None:
        return Status.DONE_LATE if due and _is_late(done, due, start.due_at) else Status.DONE
    if waiver is not None or start.aside:
        return Status.WAIVED
    if due is None:
        return Status.DUE_SOON
    if due < today:
        return Status.OVERDUE
    return (
        Status.DUE_SOON
        if (due - today).days <= case.settings.warn_days.get(rule.id, rule.warn_days)
        else Status.UPCOMING
    )


def _is_late(done: Act, due: dt.date, due_at: str) -> bool:
    """Tell whether an act came after its day, or after its hour when both hours are known."""
    return done.on > due or (done.on == due and bool(due_at and done.at) and done.at > due_at)


def _sum(rule: Rule, start: Start, due: dt.date | None) -> tuple[Reason, ...]:
    if due is None:
        return (Reason("Le texte ne fixe pas de nombre de jours."),)
    if start.sum is not None:
        return (start.sum,)
    if rule.delay is None:
        return ()
    return (Reason("{0} + {1} = {2}", (start.on, rule.delay, due)),)
