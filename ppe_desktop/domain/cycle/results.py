"""What is answered of a year: its steps, where each stands, its day and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from ppe_desktop.domain.cycle.period import Period
from ppe_desktop.domain.cycle.steps import Step
from ppe_desktop.domain.vocabulary import MeasureType


class State(Enum):
    """Where a step stands."""

    DONE = "done"
    PLANNED = "planned"
    PROPOSED = "proposed"
    AWAITED = "awaited"
    PASSED = "passed"


STATE_WORDS = {
    State.DONE: "fait",
    State.PLANNED: "prévu",
    State.PROPOSED: "à planifier",
    State.AWAITED: "date à recevoir",
    State.PASSED: "non noté",
}
"""How each is said in French."""


@dataclass(frozen=True, slots=True)
class YearStep:
    """One step of one child's year.

    Attributes:
        step: what it is.
        title: in French, with the child's name.
        short: one word for the drawing.
        subject: the same without the name, for an appointment that may concern several children.
        state: where it stands.
        day: the day done, planned or proposed; None when nothing can be said.
        reason: why that day, one French sentence.
        due_on: last day by law, if there is one.
        rule: rule it serves, for the appointment made of it.
        rule_key: what tells apart the obligations of that rule, when the obligation exists already.
        appointment_id: identifier of the appointment planned, if one.
        is_late: its last day has gone by, or the day planned has and nothing says it took place.
    """

    step: Step
    title: str
    short: str
    subject: str
    state: State
    day: dt.date | None = None
    reason: str = ""
    due_on: dt.date | None = None
    rule: str = ""
    rule_key: str = ""
    appointment_id: str = ""
    is_late: bool = False

    @property
    def key(self) -> str:
        """Stable name of the step."""
        return self.step.key


@dataclass(frozen=True, slots=True)
class Year:
    """The year of a measure.

    Attributes:
        period: the measure, the first and the last day.
        steps: in order.
        remarks: what is to be known of the proposals, French sentences.
    """

    period: Period
    steps: tuple[YearStep, ...]
    remarks: tuple[str, ...] = ()

    @property
    def measure_label(self) -> str:
        """Return the name of the measure."""
        return MeasureType.label_of(self.period.measure.type)

    @property
    def title(self) -> str:
        """Return what it is called: the reports of the youngest come every six months."""
        return "Le semestre de la mesure" if self.period.is_half_year else "L’année de la mesure"

    @property
    def first_day(self) -> dt.date:
        """First day to draw."""
        return min([self.period.start, *(step.day for step in self.steps if step.day)])

    @property
    def last_day(self) -> dt.date:
        """Last day to draw."""
        return max([self.period.end, *(step.day for step in self.steps if step.day)])

    def to_plan(self) -> tuple[YearStep, ...]:
        """Return the steps that have a day proposed."""
        return tuple(step for step in self.steps if step.state is State.PROPOSED)
