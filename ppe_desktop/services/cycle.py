"""The year of a child's measure: read as it stands, planned step by step or all at once, with the siblings when they share it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.cycle import Known, Surroundings, Year, YearStep, build_year
from ppe_desktop.domain.cycle.period import main_measure
from ppe_desktop.domain.deadlines.service_settings import review_name
from ppe_desktop.domain.errors import UnknownRecordError
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.vocabulary import FileStatus, Speaker
from ppe_desktop.domain.working_days import SchoolHoliday
from ppe_desktop.services.appointments import AppointmentService
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.deadlines import DeadlineService
from ppe_desktop.services.files import FileService
from ppe_desktop.services.school_days import load_school_calendar
from ppe_desktop.storage.case_reading import read_cases
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.reading import read_days_of_words


@dataclass(frozen=True, slots=True)
class Sharing:
    """A brother or a sister under the same measure, begun the same day.

    Attributes:
        child_id: identifier.
        first_name: the name the child goes by.
    """

    child_id: str
    first_name: str


@dataclass(frozen=True, slots=True)
class ChildYear:
    """The year of one child.

    Attributes:
        child_id: the child.
        year: None when no dated measure is in force.
        sharing: siblings who live the same year.
        holidays: school holidays of its days, as far as they are known.
        zone: zone they are those of.
    """

    child_id: str
    year: Year | None
    sharing: tuple[Sharing, ...] = ()
    holidays: tuple[SchoolHoliday, ...] = ()
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """What was planned at once.

    Attributes:
        changes: what changed.
        appointments: identifiers of the appointments made, to take them back.
    """

    changes: Changes
    appointments: tuple[str, ...]


class CycleService:
    """Use cases on the year of a measure."""

    def __init__(
        self, database: Database, files: FileService, deadlines: DeadlineService, appointments: AppointmentService
    ) -> None:
        self._database = database
        self._files, self._deadlines, self._appointments = files, deadlines, appointments

    def of_child(self, child_id: str, on: dt.date | None = None, file: CaseFile | None = None) -> ChildYear:
        """Return the year of a child as it stands today, or on another day.

        Args:
            child_id: the child.
            on: the day; today when none is given.
            file: the file as it was just read; it is read when none is given.

        Raises:
            UnknownRecordError: there is no such child.
        """
        file = file or self._files.open(child_id)
        today = on or self._today()
        settings = self._deadlines.settings()
        known = Known(
            self._deadlines.of_child(child_id, today),
            self._appointments.of_child(child_id),
            self._spoken_on(child_id),
            review_name(settings),
        )
        calendar, zone = load_school_calendar(), settings.school_zone
        year = build_year(file, known, Surroundings(today, calendar, zone, file.child.birth_date))
        if year is None:
            return ChildYear(child_id, None)
        return ChildYear(
            child_id, year, self._sharing(file, today), calendar.between(year.first_day, year.last_day, zone), zone
        )

    def _spoken_on(self, child_id: str) -> tuple[dt.date, ...]:
        with self._database.work() as work:
            return read_days_of_words(work.connection, child_id, Speaker.CHILD.value)

    def _today(self) -> dt.date:
        with self._database.work() as work:
            return work.now.date()

    def plan(self, step: YearStep, day: dt.date, child_ids: Iterable[str]) -> Planned:
        """Plan one step on a day, as one appointment for all the children given.

        Raises:
            FieldError: the day cannot be kept.
            UnknownRecordError: there is no such child.
        """
        return self.plan_all([step], {step.key: day}, child_ids)

    def plan_all(self, steps: Iterable[YearStep], days: Mapping[str, dt.date], child_ids: Iterable[str]) -> Planned:
        """Plan several steps, each on its day: the one given, else the one proposed; a step without any is left.

        Raises:
            FieldError: a day cannot be kept.
            UnknownRecordError: there is no such child.
        """
        children = list(child_ids)
        made: list[str] = []
        records: set[tuple[str, str]] = set()
        for step in steps:
            day = days.get(step.key, step.day)
            if day is None:
                continue
            changes = self._appointments.add(
                step.step.kind, day, children, subject=step.subject, rule=step.rule, rule_key=step.rule_key
            )
            made.append(changes.created)
            records |= changes.records
        return Planned(Changes(frozenset(records)), tuple(made))

    def take_back(self, planned: Planned) -> Changes:
        """Undo :meth:`plan` and :meth:`plan_all`: what was planned goes to the recycle bin; what is no longer there is left."""
        records: set[tuple[str, str]] = set()
        for appointment_id in planned.appointments:
            try:
                records |= self._appointments.remove(appointment_id).records
            except UnknownRecordError:
                continue
        return Changes(frozenset(records))

    def _sharing(self, file: CaseFile, today: dt.date) -> tuple[Sharing, ...]:
        """Return the siblings whose file is followed and whose measure is of the same nature and began the same day."""
        mine = main_measure(file, today)
        if mine is None:
            return ()
        found = []
        with self._database.work() as work:
            for link in file.of("sibling_link"):
                other = file.siblings.get(link.id)
                if other is None or not _is_followed(other):
                    continue
                theirs = [main_measure(case, today) for case in read_cases(work.connection, [other.id])]
                if any(one and (one.type, one.since) == (mine.type, mine.since) for one in theirs):
                    found.append(Sharing(other.id, first_name_of(other)))
        return tuple(dict.fromkeys(found))


def _is_followed(child: Item) -> bool:
    is_binned = child.values.get("binned_at") is not None
    return child.status == FileStatus.ACTIVE and child.death_date is None and not is_binned
