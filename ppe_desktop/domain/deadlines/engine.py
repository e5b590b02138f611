"""The engine: rules, a file and a day in; obligations with their dates, their standing and their reasons out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.deadlines.case import Act, Case, Waiver
from ppe_desktop.domain.deadlines.concerned import Ready, concerned
from ppe_desktop.domain.deadlines.results import Deadline, Reason, Status
from ppe_desktop.domain.deadlines.rules import Rule
from ppe_desktop.domain.deadlines.triggers import Start

MADE_GOOD = dt.timedelta(days=183)
"""Time after the end of a measure beyond which what was not done can no longer be."""


def evaluate(case: Case, rules: Iterable[Rule], today: dt.date) -> tuple[Deadline, ...]:
    """Return the obligations of a child as they stand on a day, the earliest due first.

    A file is frozen by the child's death, or once another department has taken the child over: nothing is due any more, what was
    done stays told.
    """
    found: list[Deadline] = []
    for ready in concerned(case, tuple(rules), today):
        judged = _judge(case, ready, today)
        if judged:
            found += _without_superseded(judged) if ready.rule.repeats else judged
    gone = case.transferred_on
    if case.child.death_date is not None or (gone is not None and gone <= today):
        found = [deadline for deadline in found if not deadline.status.is_open]
    return in_order(found, today)


def in_order(found: Iterable[Deadline], today: dt.date) -> tuple[Deadline, ...]:
    """Return obligations in the order they are shown: the earliest due first, what has no day as if due today."""
    return tuple(sorted(found, key=lambda one: (one.due_on or today, one.rule.id, one.key)))


def _without_superseded(deadlines: list[Deadline]) -> list[Deadline]:
    """Keep, of a rule that comes round again, the last round missed, which stands for all, and the next one to come."""
    if len(deadlines) == 1:
        return deadlines
    answered = max((number for number, one in enumerate(deadlines) if not one.status.is_open), default=-1)
    missed = [one for one in deadlines[answered + 1 :] if one.status is Status.OVERDUE]
    coming = [one for one in deadlines if one.status in (Status.UPCOMING, Status.DUE_SOON)]
    kept = [*missed[-1:], *coming[:1]]
    return [one for one in deadlines if not one.status.is_open or one in kept]


def _judge(case: Case, ready: Ready, today: dt.date) -> list[Deadline]:
    rule = ready.rule
    acts, delay = case.acts.get(rule.act, ()), rule.delay
    taken: set[Act] = set()
    found = []
    for start in ready.find(case, rule, today):
        due = start.due or (delay.after(start.on) if delay else None)
        if rule.since and (due or start.on) < rule.since:
            continue
        done = _done(acts, start, today, taken) if acts else None
        if done is not None:
            taken.add(done)
        elif not _is_owed(case, ready, start, due, today):
            continue
        waiver = _waiver(case, rule, start.key) if case.waivers else None
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


def _done(acts: tuple[Act, ...], start: Start, today: dt.date, taken: set[Act]) -> Act | None:
    """Return the first act that resolves an obligation; one act resolves one obligation of a rule.

    What is done long after the end of the measure belongs to another time of care.
    """
    since, last, only = start.done_from or start.on, today, start.only
    if start.until is not None and today - start.until > MADE_GOOD:
        last = start.until + MADE_GOOD
    for act in acts:
        if since <= act.on <= last and act not in taken and (not only or act.record_id == only):
            return act
    return None


def _is_owed(case: Case, ready: Ready, start: Start, due: dt.date | None, today: dt.date) -> bool:
    """Tell whether an obligation not met is owed.

    The conditions hold; it did not lapse with the measure before its day; it can still be made good: not long after the end of the
    measure, nor, of what is owed to a minor, from majority on; a date only to be known leaves once past.
    """
    day = due or today
    first, last = (day, today) if day < today else (today, day)
    until, adult = start.until, case.majority
    if until is not None and (until < first or today - until > MADE_GOOD):
        return False
    if ready.rule.informs and day < today:
        return False
    if ready.for_minors and adult is not None and (adult <= last or adult <= start.on):
        return False
    on = max(start.on, first)
    for meets in ready.conditions:  # noqa: SIM110 — all() would make a generator for each obligation: that is dear
        if not meets(case, on):
            return False
    return True


def _waiver(case: Case, rule: Rule, key: str) -> Waiver | None:
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
