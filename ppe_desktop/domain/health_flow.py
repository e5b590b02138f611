"""From the check that is due to the check done: its steps, what each still wants, and what can be proposed for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import is_adult_on, long_date
from ppe_desktop.domain.deadlines import Deadline, Status
from ppe_desktop.domain.deadlines.gestures import gesture_of
from ppe_desktop.domain.health import event_day, event_name
from ppe_desktop.domain.health_needs import After, is_said, needs_left, needs_of, words_of
from ppe_desktop.domain.health_offers import followed_events, proposed_next
from ppe_desktop.domain.texts import excerpt, lines
from ppe_desktop.domain.vocabulary import (
    HEALTH_CHECKS,
    CollectionOutcome,
    DeliveryMode,
)

ACTS = ("health_check", "health_exam")
"""Acts of the rules that such a check answers."""
RECENT_DAYS = 90
"""What a check done longer ago still wants is said in one line, and asked for no more."""


class StepKey(Enum):
    """The steps, in the order in which they come; the value is what the person reads."""

    BOOKED = "Rendez-vous pris"
    DONE = "Réalisé"
    NEEDS = "Besoins repérés"
    PLAN = "Besoins inscrits au projet"
    WORDS = "Ce que l’enfant en dit"
    PARENTS = "Parents informés"
    NEXT = "Prochain rendez-vous"


class StepState(Enum):
    """Where a step stands; the value is the word beside its mark."""

    DONE = "fait"
    MISSING = "à faire"
    LATER = "plus tard"
    NOT_NEEDED = "sans objet"


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One step of a check.

    Attributes:
        key: which one.
        state: where it stands.
        said: what is known, in French; what to do when nothing is.
        missing: what is still to be noted, in a few words each.
    """

    key: StepKey
    state: StepState
    said: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HealthFlow:
    """A check from end to end.

    Attributes:
        title: "Bilan de santé annuel".
        event: the record; None as long as nothing is begun.
        deadline: the obligation that it answers, while one is open.
        steps: its steps; none as long as nothing is begun.
    """

    title: str
    event: Item | None = None
    deadline: Deadline | None = None
    steps: tuple[FlowStep, ...] = ()

    @property
    def key(self) -> str:
        """What tells this check apart from the others of the child."""
        if self.event is not None:
            return self.event.id
        return f"{self.deadline.rule.id}:{self.deadline.key}" if self.deadline else ""

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing is left to be done."""
        return bool(self.steps) and all(step.state in (StepState.DONE, StepState.NOT_NEEDED) for step in self.steps)

    def is_old(self, today: dt.date) -> bool:
        """Tell whether the check was done long ago: what it still wants waits to be looked for."""
        return bool(self.event and self.event.done_on and (today - self.event.done_on).days > RECENT_DAYS)

    def missing(self) -> tuple[str, ...]:
        """Return the names of the steps that are left, in French."""
        return tuple(one.key.value for one in self.steps if one.state is StepState.MISSING)

    def step(self, key: StepKey) -> FlowStep | None:
        """Return a step."""
        return next((one for one in self.steps if one.key is key), None)

    def first_missing(self) -> StepKey | None:
        """Return the first step that something can be done for now."""
        return next((one.key for one in self.steps if one.state is StepState.MISSING), None)


def health_flows(file: CaseFile, deadlines: Iterable[Deadline], after: After, today: dt.date) -> tuple[HealthFlow, ...]:
    """Return the checks that call for something, the most pressing first; the last one done when none does."""
    asked = [one for one in deadlines if one.rule.act in ACTS]
    events = sorted(followed_events(file), key=lambda event: event_day(event) or today, reverse=True)
    begun = [flow_of(file, event, asked, after, today) for event in events if event.done_on is None]
    due = [_due_flow(one) for one in _pressing(asked) if not any(_answers(event, one) for event in _waiting(events))]
    done = [flow_of(file, event, asked, after, today) for event in events if event.done_on]
    last = done[:1]
    return tuple([*begun, *due, *(one for one in last if not one.is_complete)] or last)


def flow_of(file: CaseFile, event: Item, asked: Iterable[Deadline], after: After, today: dt.date) -> HealthFlow:
    """Return the steps of one check."""
    asked = [one for one in asked if one.rule.act in ACTS]
    deadline = next((one for one in _pressing(asked) if _answers(event, one)), None)
    steps = (
        _booked(event),
        _done(event, today),
        _needs(event),
        _in_plan(event, after),
        _words(event, after),
        _parents(file, event, today),
        _next(event, asked),
    )
    return HealthFlow(event_name(event), event, None if event.done_on else deadline, steps)


# --- each step in turn


def _booked(event: Item) -> FlowStep:
    when = event.booked_on or event.done_on
    if when is None:
        asked = f"Demandé le {long_date(event.asked_on)}. " if event.asked_on else ""
        said = f"{asked}Notez le jour, chez qui, et qui accompagne l’enfant."
        return FlowStep(StepKey.BOOKED, StepState.MISSING, said, ("le jour",))
    who = [event.practitioner, event.place, f"avec {event.accompanied_by}" if event.accompanied_by else ""]
    day = "" if event.done_on else f"Le {long_date(when)}"  # once done, the next step says the day
    told = ", ".join(part for part in (day, *who) if part)
    wanted = (("practitioner", "chez qui"), ("accompanied_by", "qui accompagne l’enfant"))
    left = tuple(words for name, words in wanted if not event.values[name])
    return FlowStep(StepKey.BOOKED, StepState.DONE, f"{told}." if told else "", left)


def _done(event: Item, today: dt.date) -> FlowStep:
    if event.done_on:
        return FlowStep(StepKey.DONE, StepState.DONE, f"Le {long_date(event.done_on)}.")
    if event.booked_on is None or event.booked_on > today:
        return FlowStep(StepKey.DONE, StepState.LATER, "Après le rendez-vous.")
    return FlowStep(
        StepKey.DONE, StepState.MISSING, "Le rendez-vous est passé. A-t-il eu lieu\N{NARROW NO-BREAK SPACE}?"
    )


def _needs(event: Item) -> FlowStep:
    if event.done_on is None:
        return FlowStep(StepKey.NEEDS, StepState.LATER, "Une fois le bilan réalisé.")
    if event.needs:
        return FlowStep(StepKey.NEEDS, StepState.DONE, excerpt(" · ".join(lines(event.needs)), 160))
    said = "Ce dont l’enfant a besoin, une ligne par besoin ; ou rien à signaler."
    return FlowStep(StepKey.NEEDS, StepState.MISSING, said)


def _in_plan(event: Item, after: After) -> FlowStep:
    if event.done_on is None or not event.needs:
        return FlowStep(StepKey.PLAN, StepState.LATER, "Une fois les besoins notés.")
    needs, left = needs_of(event), needs_left(event, after)
    if not needs:
        return FlowStep(StepKey.PLAN, StepState.NOT_NEEDED, "Aucun besoin à inscrire.")
    if left:
        count = "Un besoin n’y est pas encore." if len(left) == 1 else f"{len(left)} besoins n’y sont pas encore."
        return FlowStep(StepKey.PLAN, StepState.MISSING, count)
    count = "Le besoin repéré y est." if len(needs) == 1 else f"Les {len(needs)} besoins repérés y sont."
    return FlowStep(StepKey.PLAN, StepState.DONE, count)


def _words(event: Item, after: After) -> FlowStep:
    said = [words for words in words_of(event, after) if is_said(words)]
    if said:
        first = said[0]
        quoted = f"« {excerpt(first.exact_words, 140)} »" if first.exact_words else ""
        outcome = CollectionOutcome.label_of(first.outcome)
        told = quoted or (f"{outcome}." if first.outcome != CollectionOutcome.COLLECTED else "Noté dans Paroles.")
        return FlowStep(StepKey.WORDS, StepState.DONE, told)
    if event.child_words:
        return FlowStep(StepKey.WORDS, StepState.DONE, f"« {excerpt(event.child_words, 140)} »")
    if event.done_on is None:
        return FlowStep(StepKey.WORDS, StepState.LATER, "Avant ou après le bilan, ses mots sur sa santé.")
    return FlowStep(StepKey.WORDS, StepState.MISSING, "Ses mots sur sa santé, tels quels.")


def _parents(file: CaseFile, event: Item, today: dt.date) -> FlowStep:
    if event.parents_informed_on:
        how = event.parents_informed_how
        told = DeliveryMode.label_of(how) if how else ""
        said = ", ".join(part for part in (f"Le {long_date(event.parents_informed_on)}", _lowered(told)) if part)
        return FlowStep(StepKey.PARENTS, StepState.DONE, f"{said}.", () if how else ("comment",))
    birth = file.child.birth_date
    if birth and is_adult_on(birth, event.done_on or today):
        said = "Depuis ses dix-huit ans, ses parents ne sont informés qu’avec son accord."
        return FlowStep(StepKey.PARENTS, StepState.NOT_NEEDED, said)
    if event.done_on is None:
        return FlowStep(StepKey.PARENTS, StepState.LATER, "Une fois le bilan réalisé.")
    return FlowStep(StepKey.PARENTS, StepState.MISSING, "Le jour où ils l’ont su, et comment.")


def _next(event: Item, asked: Iterable[Deadline]) -> FlowStep:
    if event.next_on:
        return FlowStep(StepKey.NEXT, StepState.DONE, f"Le {long_date(event.next_on)}.")
    if event.done_on is None:
        return FlowStep(StepKey.NEXT, StepState.LATER, "Une fois le bilan réalisé.")
    limit = proposed_next(event, asked)
    if limit is None:
        return FlowStep(StepKey.NEXT, StepState.NOT_NEEDED, "Aucune règle n’en demande d’autre pour l’instant.")
    return FlowStep(StepKey.NEXT, StepState.MISSING, f"À faire au plus tard le {long_date(limit)}.")


# --- what a check answers


def _waiting(events: Iterable[Item]) -> list[Item]:
    return [event for event in events if event.done_on is None]


def _pressing(asked: Iterable[Deadline]) -> list[Deadline]:
    """Return what is late or soon, the earliest first; one check answers whatever asks for one."""
    found: dict[str, Deadline] = {}
    for one in sorted(asked, key=lambda one: one.due_on or dt.date.max):
        if one.status in (Status.OVERDUE, Status.DUE_SOON):
            found.setdefault(one.rule.act if one.rule.act == "health_check" else f"{one.rule.id}:{one.key}", one)
    return list(found.values())


def _answers(event: Item, deadline: Deadline) -> bool:
    """Tell whether doing this check answers an obligation, by its nature."""
    gesture = gesture_of(deadline)
    if deadline.rule.act == "health_check":
        return event.kind in HEALTH_CHECKS
    return all(event.values.get(name) == value for name, value in gesture.values.items())


def _due_flow(deadline: Deadline) -> HealthFlow:
    values = gesture_of(deadline).values
    name = event_name(Item("health_event", "", 0, {"exam_age": "", **values}))
    return HealthFlow(name, None, deadline)


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
