"""Where each step of a year stands, as the file, the appointments and the words noted tell it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.cycle import steps as s
from ppe_desktop.domain.cycle.period import Period, follow_ups, is_of
from ppe_desktop.domain.cycle.proposal import Surroundings
from ppe_desktop.domain.cycle.results import State, YearStep
from ppe_desktop.domain.cycle.steps import Anchor, Nature, Step, Variant
from ppe_desktop.domain.dates import add_months, short_date
from ppe_desktop.domain.deadlines.results import Deadline
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.texts import elide
from ppe_desktop.domain.vocabulary import HEALTH_CHECKS, AppointmentState

_DAY = dt.timedelta(days=1)
_LOOSE = frozenset({"plan_meeting", "review", "hearing"})
"""Steps whose appointment is known by its nature alone: a meeting of the plan is one, whoever noted it."""
AFTER_REPORT = {"inform": 7, "judge": 15, "update": 30}
"""Days after a report once it is written, for what follows it."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is read of the child besides the file.

    Attributes:
        deadlines: the obligations, judged today.
        appointments: what is planned for the child.
        words_on: days on which words of the child were noted.
        review: what the service calls the yearly review: "synthèse annuelle".
    """

    deadlines: Sequence[Deadline]
    appointments: Sequence[Item] = ()
    words_on: Sequence[dt.date] = ()
    review: str = "synthèse annuelle"


def concerns(deadline: Deadline, period: Period) -> bool:
    """Tell whether an obligation belongs to this year: still open and due by its end, or done in the course of it."""
    if not is_of(deadline, period.measure):
        return False
    if deadline.done_on is not None:
        return period.start <= deadline.done_on
    return deadline.status.is_open and (deadline.due_on is None or deadline.due_on <= add_months(period.end, 4))


class Reader:
    """Reads where each step stands."""

    def __init__(self, file: CaseFile, period: Period, known: Known, around: Surroundings) -> None:
        self._file, self._period, self._known, self._today = file, period, known, around.today
        child, review = first_name_of(file.child), known.review
        with_parents = not file.child.is_unaccompanied
        self._words = {
            "child": child, "de_child": elide("de", child), "to_child": f"à {child}",
            "of_parents": " et de ses parents" if with_parents else "", "to_parents": " et à ses parents" if with_parents else "",
            "review": review, "Review": review[:1].upper() + review[1:], "Short": review.split()[0].capitalize(),
        }  # fmt: skip
        anyone = "le jeune" if period.variant is Variant.YOUNG_ADULT else "l’enfant"
        whose = "du jeune" if period.variant is Variant.YOUNG_ADULT else "de l’enfant"
        self._anonymous = self._words | {"child": anyone, "de_child": whose, "to_child": "à l’enfant"}

    def read(self, step: Step) -> YearStep:
        """Return a step as it stands, before any day is proposed."""
        served = self._served(step)
        due = served.due_on if served and served.status.is_open else None
        found = YearStep(
            step, step.title.format(**self._words), step.short.format(**self._words), step.title.format(**self._anonymous),
            State.PROPOSED, due_on=due, rule=self._rule(step), rule_key=served.key if served else "",
        )  # fmt: skip
        if step.acts and served is not None and served.done_on is not None:
            said = f"Fait le {short_date(served.done_on)}."
            return replace(found, state=State.DONE, day=served.done_on, reason=said)
        return self._planned(found) or self._told(found, served) or found

    def _rule(self, step: Step) -> str:
        """Return the rule a step serves: without any report due, the meetings of the year prepare the end of the agreement."""
        if step.rule != "REPORT" or self._period.report is not None:
            return step.rule
        return "YA_END" if self._period.variant is Variant.YOUNG_ADULT else "ADMIN_END"

    def _served(self, step: Step) -> Deadline | None:
        """Return the obligation a step answers, or prepares."""
        period, rule = self._period, self._rule(step)
        if rule == "REPORT":
            return period.report
        found = [
            one for one in self._known.deadlines if one.rule.id in (step.acts or (rule,)) and concerns(one, period)
        ]
        by = period.report.done_by if period.report else ""
        if rule in ("REPORT_INFORM", "PPE_UPDATE"):
            found = follow_ups(period.report, found, rule) if period.report and by else []
        elif rule == "REPORT_JUDGE":
            found = [one for one in found if one.status.is_open or (by and one.done_by == by)]
        elif step.anchor is Anchor.START:
            found = [one for one in found if one.key.startswith(period.measure.episode_id)] or found
        is_open = [one for one in found if one.status.is_open]
        return min(is_open or found, key=lambda one: (one.due_on or dt.date.max, one.key), default=None)

    def _planned(self, found: YearStep) -> YearStep | None:
        """Return the step as its appointment tells it: held, or planned."""
        appointment = self._appointment(found.step, found.rule)
        if appointment is None:
            return self._booked(found)
        day = appointment.planned_on
        if appointment.state == AppointmentState.HELD and not found.step.acts:
            return replace(
                found,
                state=State.DONE,
                day=day,
                reason=f"A eu lieu le {short_date(day)}.",
                appointment_id=appointment.id,
            )
        if appointment.state == AppointmentState.HELD:
            return None
        is_past = day < self._today
        said = f"Prévu le {short_date(day)}" + (", sans suite notée." if is_past else ".")
        return replace(found, state=State.PLANNED, day=day, reason=said, appointment_id=appointment.id, is_late=is_past)

    def _appointment(self, step: Step, rule: str) -> Item | None:
        first, last = self._span(step)
        mine = [
            one
            for one in self._known.appointments
            if one.kind == step.kind
            and (one.rule == rule or (not one.rule and step.key in _LOOSE))
            and one.state != AppointmentState.CANCELLED
            and one.planned_on
            and first <= one.planned_on <= last
        ]
        held = [one for one in mine if one.state == AppointmentState.HELD]
        coming = [one for one in mine if one.planned_on >= self._today]
        return next(iter(held or coming or mine[::-1]), None)

    def _booked(self, found: YearStep) -> YearStep | None:
        if found.step.kind != s.HEALTH_ENTRY.kind:
            return None
        days = [
            event.booked_on
            for event in self._file.of("health_event")
            if event.kind in HEALTH_CHECKS and event.booked_on and not event.done_on
        ]
        day = max(days, default=None)
        if day is None or day < self._period.start:
            return None
        is_past = day < self._today
        said = f"Rendez-vous noté le {short_date(day)}" + (", sans suite." if is_past else ".")
        return replace(found, state=State.PLANNED, day=day, reason=said, is_late=is_past)

    def _told(self, found: YearStep, served: Deadline | None) -> YearStep | None:
        """Return the step of words once words of the child were noted in its time, before what they serve."""
        if found.step.nature is not Nature.CHILD or found.step.acts:
            return None
        first, last = self._span(found.step)
        if found.step.anchor is Anchor.END:
            first = max(first, usual_day(found.step, self._period, found.due_on) - 45 * _DAY)
        last = min(last, (served.done_on if served else None) or self._today, self._today)
        day = max((day for day in self._known.words_on if first <= day <= last), default=None)
        if day is None:
            return None
        said = f"Paroles {self._words['de_child']} notées le {short_date(day)}."
        return replace(found, state=State.DONE, day=day, reason=said)

    def _span(self, step: Step) -> tuple[dt.date, dt.date]:
        """Return the days between which what is noted may be this step."""
        period, ahead = self._period, self._today + 300 * _DAY
        if step.anchor is Anchor.START:
            return period.care_start - 31 * _DAY, max(add_months(period.care_start, 5), ahead)
        return max(period.start + _DAY, add_months(period.end, -5)), max(add_months(period.end, 4), ahead)


def usual_day(step: Step, period: Period, due: dt.date | None) -> dt.date:
    """Return the day on which a step usually comes; the yearly health check is counted from its own last day."""
    if step is s.HEALTH_ANNUAL and due is not None:
        return step.usual.after(due)
    written = period.report.done_on if period.report else None
    if written is not None and step.key in AFTER_REPORT:
        return written + AFTER_REPORT[step.key] * _DAY
    return step.usual.after(period.care_start if step.anchor is Anchor.START else period.end)
