"""The lines of an agenda over a period: appointments, open obligations, health, birthdays."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from ppe_desktop.domain.agenda.facts import AgendaChild, AgendaFacts
from ppe_desktop.domain.agenda.hours import read_hour
from ppe_desktop.domain.agenda.model import Entry, EntryKind, Target
from ppe_desktop.domain.agenda.words import appointment_label, health_title, obligation_short, obligation_title
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import NBSP
from ppe_desktop.domain.deadlines import Deadline
from ppe_desktop.domain.deadlines.gestures import gesture_of
from ppe_desktop.domain.deadlines.words import TONES, Column, column_of, due_words
from ppe_desktop.domain.vocabulary import AppointmentKind, AppointmentState

FIRST_BIRTHDAY, LAST_BIRTHDAY = 1, 21
"""Ages whose birthday is shown: beyond, the young adult is no longer accompanied."""

_SHORT = {
    AppointmentKind.PLAN_MEETING.value: "Réunion projet",
    AppointmentKind.HEALTH.value: "Santé",
    AppointmentKind.SCHOOL.value: "École",
    AppointmentKind.CONTACT.value: "Parent",
    AppointmentKind.WRITING.value: "Écrit",
    AppointmentKind.INVITATION.value: "Invitations",
}
_KINDS = {
    AppointmentKind.HEALTH.value: EntryKind.HEALTH,
    AppointmentKind.WRITING.value: EntryKind.WRITING,
    AppointmentKind.INVITATION.value: EntryKind.WRITING,
}


def entries_of(facts: AgendaFacts, first: dt.date, last: dt.date, today: dt.date) -> tuple[Entry, ...]:
    """Return what stands between two days, both included, in order."""
    found = [
        entry
        for entry in (
            *(_appointment(item, facts, today) for item in facts.appointments),
            *(
                deadline_entry(child, deadline, today)
                for child, deadline in facts.deadlines
                if deadline.due_on is not None and first <= deadline.due_on <= last
            ),
            *_health(facts, today),
            *_birthdays(facts.children.values(), first, last),
        )
        if entry is not None and first <= entry.day <= last
    ]
    return tuple(sorted(found, key=Entry.order))


def late_entries(facts: AgendaFacts, today: dt.date) -> tuple[Entry, ...]:
    """Return what is behind and still waits: late obligations, and what was planned of which nothing says that it took place."""
    late = [
        entry
        for child, deadline in facts.deadlines
        if column_of(deadline, today) is Column.LATE and (entry := deadline_entry(child, deadline, today)) is not None
    ]
    waiting = [
        entry
        for entry in (*(_appointment(item, facts, today) for item in facts.appointments), *_health(facts, today))
        if entry is not None and entry.day < today and entry.tone == "soon"
    ]
    return tuple(sorted((*late, *waiting), key=Entry.order))


def _appointment(item: Item, facts: AgendaFacts, today: dt.date) -> Entry | None:
    children = tuple(facts.children[child] for child in item.children if child in facts.children)
    if item.planned_on is None or not children:
        return None
    tone, state = _standing(item, today)
    title = appointment_label(item)
    return Entry(
        _KINDS.get(item.kind, EntryKind.APPOINTMENT),
        item.planned_on,
        title,
        _SHORT.get(item.kind) or title.removesuffix(" annuelle"),
        children,
        hour=read_hour(item.at_time),
        until=read_hour(item.until_time),
        hour_text=item.at_time,
        tone=tone,
        state=state,
        place=item.place,
        subject=item.subject,
        target=Target(children[0].child_id, "overview"),
        appointment=item,
    )


def _standing(item: Item, today: dt.date) -> tuple[str, str]:
    """Return the tone and the words of how an appointment stands."""
    if item.state == AppointmentState.HELD:
        return "done", "a eu lieu"
    if item.state == AppointmentState.CANCELLED:
        return "neutral", "annulé ou reporté"
    return ("soon", "à confirmer") if item.planned_on < today else ("accent", "")


def deadline_entry(child: AgendaChild, deadline: Deadline, today: dt.date) -> Entry | None:
    """Return the line of an open obligation that has a day."""
    if deadline.due_on is None or not deadline.status.is_open:
        return None
    gesture = gesture_of(deadline)
    record = (gesture.kind, gesture.record_id) if gesture.record_id else None
    return Entry(
        EntryKind.DEADLINE,
        deadline.due_on,
        obligation_title(deadline.rule),
        obligation_short(deadline.rule, gesture),
        (child,),
        tone=TONES[deadline.status],
        state=due_words(deadline, today),
        target=Target(child.child_id, gesture.section, record),
        deadline=deadline,
    )


def _health(facts: AgendaFacts, today: dt.date) -> Iterator[Entry]:
    """Give the health appointments booked and not done, and those a check told of, unless a later one answered."""
    last: dict[tuple[str, str], dt.date] = defaultdict(lambda: dt.date.min)
    for event in facts.health:
        day = event.booked_on or event.done_on or dt.date.min
        key = event.child_id, event.kind
        last[key] = max(last[key], day)
    for event in facts.health:
        child = facts.children.get(event.child_id)
        if child is None:
            continue
        if event.booked_on and not event.done_on:
            yield _health_entry(event, child, event.booked_on, today)
        elif event.next_on and last[event.child_id, event.kind] <= (event.done_on or event.booked_on or dt.date.min):
            yield _health_entry(event, child, event.next_on, today)


def _health_entry(event: Item, child: AgendaChild, day: dt.date, today: dt.date) -> Entry:
    tone, state = ("soon", "à confirmer") if day < today else ("info", "")
    return Entry(
        EntryKind.HEALTH,
        day,
        health_title(event.kind),
        "Santé",
        (child,),
        tone=tone,
        state=state,
        target=Target(child.child_id, "health", ("health_event", event.id)),
    )


def _birthdays(children: Iterable[AgendaChild], first: dt.date, last: dt.date) -> Iterator[Entry]:
    for child in children:
        for year in range(first.year, last.year + 1):
            day = birthday_in(child.birth, year) if child.birth else None
            age = year - child.birth.year if child.birth else 0
            if day is not None and FIRST_BIRTHDAY <= age <= LAST_BIRTHDAY:
                words = f"{age}{NBSP}an{'s' if age > 1 else ''}"
                yield Entry(
                    EntryKind.BIRTHDAY, day, f"Anniversaire, {words}", words, (child,), tone="child",
                    target=Target(child.child_id, "overview"),
                )  # fmt: skip


def birthday_in(birth: dt.date, year: int) -> dt.date:
    """Return the birthday of a year; one born on 29 February has it on 1 March when that year has no such day, as for majority."""
    try:
        return birth.replace(year=year)
    except ValueError:
        return dt.date(year, 3, 1)
