"""Whose words are missing where: over all the files, in one file, for one plan or meeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.coverage import (
    ChildCoverage,
    Holder,
    Occasion,
    Said,
    Telling,
    alerts_of,
    is_young_adult,
    since_of,
    unanswered,
)
from ppe_desktop.domain.names import first_name_of, full_name, sort_key
from ppe_desktop.domain.occasions import Dated, occasions_of
from ppe_desktop.domain.prints import Produced
from ppe_desktop.services.today import present_day
from ppe_desktop.storage.coverage import read_dated, read_holders, read_said
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.home_reading import read_followed, read_names
from ppe_desktop.storage.service_settings import read_versions
from ppe_desktop.storage.unit_of_work import UnitOfWork


class _Window(NamedTuple):
    day: dt.date
    months: int
    answer_days: int


class CoverageService:
    """Use cases on whose words are missing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def everyone(self) -> tuple[ChildCoverage, ...]:
        """Return what every open file has of everyone's words, in French alphabetical order of the children."""
        with self._database.work() as work:
            children = sorted((one for one in read_followed(work.connection) if one.death_date is None), key=sort_key)
            return _covered(work, children, None)

    def of_child(self, child_id: str) -> ChildCoverage | None:
        """Return what one file has, closed or not; None when there is no such child."""
        with self._database.work() as work:
            found = _covered(work, read_names(work.connection, [child_id]), [child_id])
            return found[0] if found else None

    def of_occasion(self, child_id: str, kind: str, record_id: str) -> Occasion | None:
        """Return whose words a plan, a meeting, a report or an interview has; None for one that awaits nobody's.

        Args:
            child_id: the child; a meeting about siblings has each child's own.
            kind: ``"child_plan"``, ``"meeting"``, ``"situation_report"``, ``"autonomy_interview"``.
            record_id: identifier.
        """
        found = self.of_child(child_id)
        occasions = found.occasions if found else ()
        return next((one for one in occasions if (one.kind, one.record_id) == (kind, record_id)), None)

    def of_document(self, document: str, subject_id: str) -> tuple[str, Occasion] | None:
        """Return the child and whose words a document about to be made has; None for one that awaits nobody's.

        Args:
            document: kind of document, a code of :class:`~ppe_desktop.domain.prints.Produced`.
            subject_id: the record it is about.

        Raises:
            UnknownRecordError: there is no such record.
        """
        kind = _SUBJECTS.get(document)
        if kind is None:
            return None
        with self._database.work() as work:
            subject = work.get(kind, subject_id)
        child_id = str(subject.child_id)
        if document != Produced.AUTONOMY_PLAN:
            is_meeting = kind == "meeting_child"
            about = ("meeting", str(subject.meeting_id)) if is_meeting else (kind, subject_id)
            occasion = self.of_occasion(child_id, *about)
            return (child_id, occasion) if occasion is not None else None
        found = self.of_child(child_id)  # the plan awaits both parents, when the interview awaits the young person only
        if found is None:
            return None
        return child_id, Occasion(kind, subject_id, Produced.AUTONOMY_PLAN.label, dt.date.min, None, found.voices)


_SUBJECTS: dict[str, str] = {
    Produced.PPE: "child_plan",
    Produced.CHILD_PLAN: "child_plan",
    Produced.REPORT: "situation_report",
    Produced.MINUTES: "meeting_child",
    Produced.CHILD_MINUTES: "meeting_child",
    Produced.INTERVIEW: "autonomy_interview",
    Produced.AUTONOMY_PLAN: "autonomy_interview",
}
"""Documents in which words are awaited, and what they are about."""


def _covered(work: UnitOfWork, children: Iterable[Item], child_ids: Sequence[str] | None) -> tuple[ChildCoverage, ...]:
    connection, day = work.connection, present_day(work).day
    settings = read_versions(connection).latest
    window = _Window(day, settings.words_months, settings.answer_days)
    said, holders = read_said(connection, child_ids), read_holders(connection, day, child_ids)
    dated = read_dated(connection, child_ids)
    return tuple(
        _of_child(one, said.get(one.id, []), holders.get(one.id, []), dated.get(one.id, []), window) for one in children
    )


def _of_child(
    child: Item, said: Sequence[Said], holders: Sequence[Holder], dated: Sequence[Dated], window: _Window
) -> ChildCoverage:
    day, months = window.day, window.months
    telling = Telling(first_name_of(child), holders, said, is_adult=is_young_adult(child.birth_date, day))
    return ChildCoverage(
        child.id,
        full_name(child),
        telling.over(since_of(None, day, months), day),
        occasions_of(dated, telling.over, day, months),
        unanswered(said, day, window.answer_days, months),
        alerts_of(said),
    )
