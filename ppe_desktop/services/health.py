"""Following a check of health to its end: what it gave rise to, its needs put into the plan, the child's words on it."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.deadlines import Deadline
from ppe_desktop.domain.errors import InputError, UnknownRecordError
from ppe_desktop.domain.health_flow import ACTS
from ppe_desktop.domain.health_needs import After, is_said
from ppe_desktop.domain.vocabulary import (
    HEALTH_CHECKS,
    CollectionOutcome,
    Domain,
    ObjectiveState,
    Occasion,
    PlanStatus,
    Sharing,
    Speaker,
)
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.deadlines import DeadlineService
from ppe_desktop.services.plans import PlanService
from ppe_desktop.services.today import present_day
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.health import (
    read_actions_of_health,
    read_last_plan,
    read_objectives,
    read_words_of_health,
)
from ppe_desktop.storage.journal import forget_thrown
from ppe_desktop.storage.unit_of_work import UnitOfWork

_GOES_ON = (ObjectiveState.OPEN, ObjectiveState.PARTLY)


@dataclass(frozen=True, slots=True)
class ChildHealth:
    """What the steps of a child's checks are made from, beside the file.

    Attributes:
        child_id: the child.
        today: day of the program.
        deadlines: what the rules ask for, as to health.
        after: what the checks gave rise to.
    """

    child_id: str
    today: dt.date
    deadlines: tuple[Deadline, ...]
    after: After


class HealthService:
    """Use cases on the checks of a child's health."""

    def __init__(self, database: Database, deadlines: DeadlineService, plans: PlanService) -> None:
        self._database, self._deadlines, self._plans = database, deadlines, plans

    def of_child(self, child_id: str) -> ChildHealth:
        """Return what is asked for a child's health, and what its checks gave rise to.

        Raises:
            UnknownRecordError: there is no such child.
        """
        asked = tuple(one for one in self._deadlines.of_child(child_id) if one.rule.act in ACTS)
        with self._database.work() as work:
            return ChildHealth(child_id, present_day(work).day, asked, _after(work, child_id))

    def add_to_plan(self, event_id: str, needs: Sequence[str], objective_id: str = "") -> Changes:
        """Make each need an action of the plan being prepared, under an objective of its domain of health.

        Args:
            event_id: the check in which they were found.
            needs: what the child needs, in a few words each.
            objective_id: an objective of the draft; a new one, named after the check, when empty.

        Returns:
            What changed; ``created`` is the objective.

        Raises:
            InputError: no plan is being prepared.
            UnknownRecordError: the check or the objective is not there any more.
        """
        with self._database.work() as work:
            event = work.get("health_event", event_id)
            last = read_last_plan(work.connection, event.child_id)
            if last is None or last[1] != PlanStatus.DRAFT:
                raise InputError(
                    "Aucun projet pour l’enfant n’est en préparation. Préparez la version suivante, puis ajoutez-y ces besoins."
                )
            known = read_objectives(work.connection, last[0], Domain.HEALTH.value)
            if objective_id and objective_id not in {one.id for one in known}:
                raise UnknownRecordError
            objective_id = objective_id or _new_objective(work, last[0], event, len(known))
            for need in needs:
                work.add("plan_action", objective_id=objective_id, text=need, health_event_id=event.id)
            work.commit()
            return Changes(frozenset(work.changed), objective_id)

    def prepare_plan(self, child_id: str) -> Changes:
        """Open the next version of the plan, unless one is being prepared."""
        return self._plans.prepare(child_id)

    def note_words(self, event_id: str, outcome: str = CollectionOutcome.COLLECTED.value) -> Changes:
        """Make a statement of the child on the occasion of a check, everything known filled in; an empty one is gone on with.

        Args:
            event_id: the check.
            outcome: a code of :class:`CollectionOutcome`; silence is information too.

        Returns:
            What changed; ``created`` is the statement.

        Raises:
            UnknownRecordError: the check is not there any more.
        """
        with self._database.work() as work:
            event = work.get("health_event", event_id)
            words = read_words_of_health(work.connection, event.child_id)
            empty = next((one for one in words if one.health_event_id == event.id and not is_said(one)), None)
            if empty is not None:
                work.change("statement", empty.id, outcome=outcome)
                created = empty.id
            else:
                created = work.add("statement", **_statement(event, outcome, work.now.date()))
            work.commit()
            return Changes(frozenset(work.changed), created)

    def discard_unsaid(self, statement_id: str) -> Changes:
        """Take away words begun in which nothing was written; leave any other as they are. Nothing stays in the bin."""
        with self._database.work() as work:
            try:
                words = work.get("statement", statement_id)
            except UnknownRecordError:
                return Changes(frozenset())
            if is_said(words) or any(work.pending([statement_id]).values()):
                return Changes(frozenset())
            work.remove("statement", statement_id)
            forget_thrown(work.connection, [statement_id])
            work.commit()
            return Changes(frozenset(work.changed))


def _after(work: UnitOfWork, child_id: str) -> After:
    last = read_last_plan(work.connection, child_id)
    draft = last[0] if last is not None and last[1] == PlanStatus.DRAFT else ""
    objectives = read_objectives(work.connection, draft, Domain.HEALTH.value) if draft else ()
    return After(
        read_words_of_health(work.connection, child_id),
        read_actions_of_health(work.connection, child_id),
        draft,
        tuple((one.id, one.text) for one in objectives if one.state in _GOES_ON),
    )


def _statement(event: Item, outcome: str, today: dt.date) -> dict[str, object]:
    """Return the first values of the child's words on a check; nothing of them leaves the file before it is reviewed."""
    return {
        "child_id": event.child_id,
        "speaker": Speaker.CHILD.value,
        "said_on": min(event.done_on or today, today),
        "occasion": Occasion.HEALTH.value,
        "bears_on": Domain.HEALTH.value,
        "outcome": outcome,
        "sharing": Sharing.FILE_ONLY.value,
        "health_event_id": event.id,
    }


def _new_objective(work: UnitOfWork, plan_id: str, event: Item, position: int) -> str:
    what = "du bilan de santé" if event.kind in HEALTH_CHECKS else "de l’examen médical"
    day = long_date(event.done_on or event.booked_on)
    text = f"Donner suite aux besoins repérés lors {what}" + (f" du {day}." if day else ".")
    lasting_id = uuid.UUID(bytes=secrets.token_bytes(16)).hex
    values = {"domain": Domain.HEALTH.value, "text": text, "lasting_id": lasting_id, "position": position}
    return work.add("plan_objective", plan_id=plan_id, **values)
