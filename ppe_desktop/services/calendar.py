"""The agenda: everything that stands on a day, read in one go; a file of initials for another calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from ppe_desktop.domain.agenda import AgendaChild, AgendaFacts, DayOff, Entry, agenda_children, entries_of
from ppe_desktop.domain.agenda.ics import Choices, leaving, write_calendar
from ppe_desktop.domain.audit import Action, Deed
from ppe_desktop.domain.deadlines import Deadline
from ppe_desktop.domain.errors import OutputError
from ppe_desktop.domain.working_days import public_holidays
from ppe_desktop.runtime.files import write_atomically
from ppe_desktop.services.deadlines import DeadlineService
from ppe_desktop.services.school_days import load_school_calendar
from ppe_desktop.storage.appointments import (
    read_appointments,
    read_followed_children,
    read_health_dates,
    read_sibling_pairs,
)
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.gestures import note_gesture
from ppe_desktop.storage.outside import note_outside

_LEFT = "Agenda copié hors de la base, initiales seules"
_DAY = dt.timedelta(days=1)


class CalendarService:
    """Use cases on the agenda."""

    def __init__(self, database: Database, deadlines: DeadlineService) -> None:
        self._database, self._deadlines = database, deadlines

    def read(self, first: dt.date, last: dt.date) -> AgendaFacts:
        """Return what an agenda may show of a period.

        The appointments and days off are those of the period; the open obligations and the health appointments are all there.
        """
        with self._database.work() as work:
            children = agenda_children(read_followed_children(work.connection), read_sibling_pairs(work.connection))
            appointments = read_appointments(work.connection, first, last)
            health = read_health_dates(work.connection)
        deadlines = tuple(
            (children.get(one.child_id) or AgendaChild(one.child_id, one.name, one.name), deadline)
            for one in self._deadlines.of_everyone()
            for deadline in one.deadlines
            if deadline.status.is_open
        )
        days_off = (*_public(first, last), *_school(first, last, self._deadlines.settings().school_zone))
        return AgendaFacts(children, appointments, deadlines, health, days_off)

    def open_deadlines(self) -> tuple[tuple[AgendaChild, Deadline], ...]:
        """Return the open obligations of every child, for the months to come."""
        today = self._today()
        return self.read(today, today).deadlines

    def count_leaving(self, choices: Choices) -> int:
        """Return how many lines :meth:`export` would write."""
        return len(self._leaving(choices))

    def export(self, path: Path, choices: Choices) -> int:
        """Write the lines chosen as an iCalendar file, initials only, and return how many there are.

        The history of each child concerned says that it was done.

        Raises:
            OutputError: the file cannot be written there.
        """
        lines = self._leaving(choices)
        with self._database.work() as work:
            for child_id in sorted({child.child_id for line in lines for child in line.children}):
                note_gesture(work.session, child_id, work.author, work.now, _LEFT)
            try:
                content = write_calendar(lines, work.now.astimezone(dt.UTC))
                write_atomically(path, content, private=True)
            except OSError as error:
                raise OutputError from error
            note_outside(work, str(path), content)
            work.note(Deed(Action.EXPORT, detail="agenda"))
            work.commit()
        return len(lines)

    def _leaving(self, choices: Choices) -> tuple[Entry, ...]:
        facts = self.read(choices.first, choices.last)
        return leaving(entries_of(facts, choices.first, choices.last, self._today()), choices)

    def _today(self) -> dt.date:
        with self._database.work() as work:
            return work.now.date()


def _public(first: dt.date, last: dt.date) -> Iterable[DayOff]:
    for year in range(first.year, last.year + 1):
        for day, name in public_holidays(year).items():
            if first <= day <= last:
                yield DayOff(day, day, name)


def _school(first: dt.date, last: dt.date, zone: str) -> Iterable[DayOff]:
    """Give the school holidays of a zone; none for a year whose calendar is not published."""
    calendar = load_school_calendar()
    day = first
    while day <= last:
        holiday = calendar.holiday_on(day, zone)
        if holiday is not None:
            yield DayOff(holiday.first, holiday.last, holiday.name, is_public=False)
            day = holiday.last
        day += _DAY
