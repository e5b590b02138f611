"""Beginning what answers an obligation: the record is there, filled with what is known; left blank, it leaves no trace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.deadlines import Deadline
from ppe_desktop.domain.deadlines.gestures import PLAN, WRITING, Gesture, gesture_of
from ppe_desktop.domain.errors import UnknownRecordError
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.plans import PlanService
from ppe_desktop.services.writings import WritingService
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.home_reading import read_of_child
from ppe_desktop.storage.journal import forget_thrown
from ppe_desktop.storage.kinds import record_kinds
from ppe_desktop.storage.unit_of_work import UnitOfWork


class Begun(NamedTuple):
    """Where an obligation is answered.

    Attributes:
        child_id: the child.
        section: section of the file.
        kind: kind of the record to open, empty when the section is enough; ``child_plan`` for a plan being prepared,
            ``writing`` for a report being written.
        record_id: the record.
        field: fact that takes the keyboard.
        is_new: the record was made for this; see :meth:`ActingService.discard_if_blank`.
    """

    child_id: str
    section: str
    kind: str = ""
    record_id: str = ""
    field: str = ""
    is_new: bool = False


class ActingService:
    """Use cases that begin what is due."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._plans, self._writings = PlanService(database), WritingService(database)

    def begin(self, child_id: str, deadline: Deadline) -> Begun:
        """Make or find the record that answers an obligation, and say where it is.

        A plan being prepared, a report being written, or a record that waits to be finished, is taken rather than a second one made.

        Raises:
            UnknownRecordError: there is no such child.
        """
        gesture = gesture_of(deadline)
        if gesture.kind == PLAN:
            heading = gesture.order[0] if gesture.order else ""
            return Begun(child_id, gesture.section, PLAN, self._plans.prepare(child_id).created, heading)
        if gesture.kind == WRITING:
            return Begun(child_id, gesture.section, WRITING, self._writings.start(child_id).created)
        if not gesture.kind:
            return Begun(child_id, gesture.section)
        with self._database.work() as work:
            work.get("child", child_id)
            if gesture.record_id:
                opened = _opened(work, child_id, gesture)
                if opened is not None:
                    return opened
            waiting = _waiting(_candidates(read_of_child(work.connection, gesture.kind, child_id)), gesture)
            if waiting is not None:
                return Begun(child_id, gesture.section, gesture.kind, waiting.id, _first_empty(waiting, gesture.order))
            made = work.add(gesture.kind, child_id=child_id, **gesture.values)
            work.commit()
        return Begun(child_id, gesture.section, gesture.kind, made, gesture.order[0], is_new=True)

    def discard_if_blank(self, kind: str, record_id: str) -> Changes:
        """Take away a record begun in which nothing was entered, without keeping it; leave any other as it is."""
        with self._database.work() as work:
            try:
                item = work.get(kind, record_id)
            except UnknownRecordError:
                return Changes(frozenset())
            if not _is_blank(item) or any(work.pending([record_id]).values()):
                return Changes(frozenset())
            work.remove(kind, record_id)
            forget_thrown(work.connection, [record_id])
            work.commit()
            return Changes(frozenset(work.changed))


def _opened(work: UnitOfWork, child_id: str, gesture: Gesture) -> Begun | None:
    """Return a record that is there already; taken away meanwhile, its section; nothing when it is answered and another is due."""
    try:
        item = work.get(gesture.kind, gesture.record_id)
    except UnknownRecordError:
        return Begun(child_id, gesture.section)
    if gesture.waits and item.values[gesture.order[-1]] is not None:
        return None
    return Begun(child_id, gesture.section, gesture.kind, item.id, _first_empty(item, gesture.order))


def _candidates(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return the records that may be taken up: of the reports, the last one alone, for what was not told of an older one is past."""
    reports = [item for item in items if item.record == "situation_report"]
    return (max(reports, key=lambda one: one.written_on or dt.date.max),) if reports else items


def _waiting(items: Iterable[Item], gesture: Gesture) -> Item | None:
    """Return the last record made that is of the right nature and waits to be finished."""
    for item in items:
        is_same = all(item.values[name] == value for name, value in gesture.values.items())
        if is_same and all(item.values[name] is None for name in gesture.waits):
            return item
    return None


def _first_empty(item: Item, order: tuple[str, ...]) -> str:
    empty = (name for name in order if item.values.get(name) in (None, ""))
    return next(empty, order[-1] if order else "")


_NATURE = ("kind", "exam_age")
"""What a gesture writes of itself, which says nothing of what was done."""


def _is_blank(item: Item) -> bool:
    """Tell whether a record says nothing but its nature."""
    facts = (fact for fact in record_kinds()[item.record].facts if fact.name not in _NATURE)
    return all(item.values.get(fact.name) in (None, "", False, fact.default) for fact in facts)
