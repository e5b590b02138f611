"""What the first screen shows: what is due, the week, birthdays, children not met for long, what is being written."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.deadlines.service_settings import setting_facts
from ppe_desktop.domain.deadlines.words import Column
from ppe_desktop.domain.home import (
    Birthday,
    ChildDue,
    Draft,
    Unmet,
    birthdays,
    by_column,
    count_of,
    months_kept,
    unmet,
    week_of,
)
from ppe_desktop.domain.meetings import in_order
from ppe_desktop.domain.names import full_name
from ppe_desktop.services.deadlines import DeadlineService
from ppe_desktop.services.meetings import OpenTask
from ppe_desktop.services.search import SearchService
from ppe_desktop.services.service_settings import keep_value
from ppe_desktop.services.today import Today, note_day, present_day, trust_clock
from ppe_desktop.storage.appointments import read_appointments
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.home_reading import has_children, read_drafts, read_followed, read_last_met
from ppe_desktop.storage.meetings import read_open_tasks
from ppe_desktop.storage.reading import read_profile
from ppe_desktop.storage.service_settings import read_versions

_UNMET = next(fact for fact in setting_facts() if fact.name == "not_met_months")


class Home(NamedTuple):
    """The first screen.

    Attributes:
        today: the day everything is judged on.
        first_name: first name of the user, empty when unknown.
        is_empty: there is no file at all.
        due: what is due, by column.
        week: first and last day of the week shown.
        appointments: what is planned that week, each with ``children``.
        names: names of the children whose files are open, by identifier.
        birthdays: those of the fortnight.
        unmet: the children not met for ``unmet_months``.
        unmet_months: how long is long.
        drafts: plans being prepared.
        recent: files opened last: identifier and name.
        tasks: what was decided or promised and is still to be done.
    """

    today: Today
    first_name: str
    is_empty: bool
    due: dict[Column, list[ChildDue]]
    week: tuple[dt.date, dt.date]
    appointments: tuple[Item, ...]
    names: dict[str, str]
    birthdays: list[Birthday]
    unmet: list[Unmet]
    unmet_months: int
    drafts: list[Draft]
    recent: list[tuple[str, str]]
    tasks: tuple[OpenTask, ...]


class HomeService:
    """Use cases of the first screen."""

    def __init__(self, database: Database, deadlines: DeadlineService, search: SearchService) -> None:
        self._database, self._deadlines, self._search = database, deadlines, search

    def read(self) -> Home:
        """Judge every file and read what stands beside, in one go; the base remembers that it was used today."""
        with self._database.work() as work:
            if note_day(work):
                work.commit()
        with self._database.work() as work:
            connection, today = work.connection, present_day(work)
            profile = read_profile(connection)
            children = read_followed(connection)
            names = {child.id: full_name(child) for child in children}
            months = read_versions(connection).latest.not_met_months
            week = week_of(today.day)
            beside = (
                read_appointments(connection, *week),
                names,
                birthdays(children, today.day),
                unmet(children, read_last_met(connection, today.day), months, today.day),
                months,
                [Draft(plan, child, names[child], version) for plan, child, version in read_drafts(connection)],
            )
            tasks = tuple(OpenTask(one, names[one.child_id]) for one in in_order(read_open_tasks(connection)))
            is_empty = not children and not has_children(connection)
        recent = [(found.child_id, found.name.text) for found in self._search.recent()]
        everyone = ((one.child_id, one.name, one.deadlines) for one in self._deadlines.of_everyone(today.day))
        due = by_column(everyone, today.day)
        return Home(today, profile.first_name if profile else "", is_empty, due, week, *beside, recent, tasks)

    def late_count(self) -> int:
        """Return how many obligations are late."""
        day = self.today().day
        everyone = ((one.child_id, one.name, one.deadlines) for one in self._deadlines.of_everyone(day))
        return count_of(by_column(everyone, day)[Column.LATE])

    def today(self) -> Today:
        """Return the day everything is judged on."""
        with self._database.work() as work:
            return present_day(work)

    def keep_unmet_months(self, months: int) -> None:
        """Keep the choice of how long without meeting a child is long."""
        with self._database.work() as work:
            keep_value(work, _UNMET, months_kept(months))
            work.commit()

    def trust_clock(self) -> None:
        """Take the clock of the machine as right, whatever later day the base was used on."""
        with self._database.work() as work:
            trust_clock(work)
            work.commit()
