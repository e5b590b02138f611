"""The engine: rules, a file and a day in; obligations with their dates, their standing and their reasons out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.deadlines.case import Act, Case, Waiver
from ppe_desktop.domain.deadlines.concerned import Ready, concerned
from ppe_desktop.domain.deadlines.results import Deadline, Reason, Status
from ppe_desktop.domain.deadlines.rules import Rule

_PLUS = "{0} + {1} = {2}"
_NO_DAYS = (Reason("Le texte ne fixe pas de nombre de jours."),)
_DONE, _DONE_LATE, _WAIVED = Status.DONE, Status.DONE_LATE, Status.WAIVED
_OVERDUE, _DUE_SOON, _UPCOMING = Status.OVERDUE, Status.DUE_SOON, Status.UPCOMING
"""The members, looked up once: on their class, that takes longer than the comparison."""
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
    return tuple(
        sorted(found, key=lambda one: (one[2] or today, one[0].id, one[1]))
    )  # day, rule, key: by number it is faster


def _without_superseded(deadlines: list[Deadline]) -> list[Deadline]:
    """Keep, of a rule that comes round again, the last round missed, which stands for all, and the next one to come."""
    if len(deadlines) == 1:
        return deadlines
    missed = coming = None
    for one in deadlines:
        status = one.status
        if not status.is_open:
            missed = None
        elif status is _OVERDUE:
            missed = one
        elif coming is None:
            coming = one
    return [one for one in deadlines if one is missed or one is coming or not one.status.is_open]


def _judge(case: Case, ready: Ready, today: dt.date) -> list[Deadline]:
    """Return what a rule asks of a file.

    A département asks for hundreds of thousands of answers at once: each start is taken apart once, and nothing is called that a
    comparison says.
    """
    rule, find, *_rest = ready
    acts, delay, since, waivers = case.acts.get(rule.act, ()), rule.delay, rule.since, case.waivers
    made = tuple.__new__  # what a named tuple does, without its call: there are hundreds of thousands of them
    taken: set[Act] = set()
    found = []
    for on, key, reasons, due, until, done_from, total, only, due_at, aside in find(case, rule, today):
        if due is None and delay is not None:
            due = delay.after(on)
        if since is not None and (due or on) < since:
            continue
        done = _done(acts, done_from or on, until, only, today, taken) if acts else None
        if done is not None:
            taken.add(done)
        elif not _is_owed(case, ready, on, due, until, today):
            continue
        waiver = _waiver(case, rule, key) if waivers else None
        if done is not None:
            status = _DONE_LATE if due is not None and _is_late(done, due, due_at) else _DONE
        elif waiver is not None or aside:
            status = _WAIVED
        elif due is None:
            status = _DUE_SOON
        elif due < today:
            status = _OVERDUE
        else:
            warned = case.settings.warn_days.get(rule.id, rule.warn_days)
            status = _DUE_SOON if (due - today).days <= warned else _UPCOMING
        if due is None:
            reasons += _NO_DAYS
        elif total is not None:
            reasons += (total,)
        elif delay is not None:
            reasons += (made(Reason, (_PLUS, (on, delay, due), "", "")),)
        why = "" if waiver is None and (done is not None or not aside) else _set_aside(aside, waiver)
        if done is None:
            found.append(made(Deadline, (rule, key, due, status, reasons, None, "", why, due_at)))
        else:
            found.append(made(Deadline, (rule, key, due, status, reasons, done.on, done.record_id, why, due_at)))
    return found


def _done(
    acts: tuple[Act, ...], since: dt.date, until: dt.date | None, only: str, today: dt.date, taken: set[Act]
) -> Act | None:
    """Return the first act that resolves an obligation; one act resolves one obligation of a rule.

    What is done long after the end of the measure belongs to another time of care.
    """
    last = today
    if until is not None and today - until > MADE_GOOD:
        last = until + MADE_GOOD
    for act in acts:
        if since <= act[0] <= last and (not only or act.record_id == only) and act not in taken:
            return act
    return None


def _is_owed(
    case: Case, ready: Ready, begun: dt.date, due: dt.date | None, until: dt.date | None, today: dt.date
) -> bool:
    """Tell whether an obligation not met is owed.

    The conditions hold; it did not lapse with the measure before its day; it can still be made good: not long after the end of the
    measure, nor, of what is owed to a minor, from majority on; a date only to be known leaves once past.
    """
    day = due or today
    first, last = (day, today) if day < today else (today, day)
    if until is not None and (until < first or today - until > MADE_GOOD):
        return False
    if ready.rule.informs and day < today:
        return False
    if ready.for_minors:
        adult = case.majority
        if adult is not None and (adult <= last or adult <= begun):
            return False
    for meets in ready.conditions:  # noqa: SIM110 — all() would make a generator for each obligation: that is dear
        if not meets(case, max(begun, first)):
            return False
    return True


def _waiver(case: Case, rule: Rule, key: str) -> Waiver | None:
    return next((one for one in case.waivers if (one.rule_id, one.key) == (rule.id, key)), None)


def _set_aside(aside: str, waiver: Waiver | None) -> str:
    """Return why an obligation is set aside: by someone, else by what the record itself says."""
    return f"{waiver.reason} ({waiver.author}, {short_date(waiver.on)})" if waiver else aside


def _is_late(done: Act, due: dt.date, due_at: str) -> bool:
    """Tell whether an act came after its day, or after its hour when both hours are known."""
    return done.on > due or (done.on == due and bool(due_at and done.at) and done.at > due_at)
