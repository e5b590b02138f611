"""Choosing a day for a step: a working day, never after what is due, and why it is not the usual one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ppe_desktop.domain.cycle.steps import Nature
from ppe_desktop.domain.dates import DAYS, birthday, short_date
from ppe_desktop.domain.working_days import (
    SchoolCalendar,
    day_off_words,
    is_working_day,
    next_working_day,
    previous_working_day,
)

_DAY = dt.timedelta(days=1)
_WEEK = dt.timedelta(days=7)
_WEDNESDAY = 2
Accepts = Callable[[dt.date], bool]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the days are chosen among.

    Attributes:
        today: nothing is proposed before tomorrow.
        calendar: the school holidays known.
        zone: zone of the service, A, B or C.
        birth: birth date of the child, if known.
    """

    today: dt.date
    calendar: SchoolCalendar
    zone: str
    birth: dt.date | None = None

    def at_school(self, day: dt.date) -> bool:
        """Tell whether schooling is compulsory for the child on a day, from three to sixteen."""
        return self.birth is not None and birthday(self.birth, 3) <= day < birthday(self.birth, 16)

    def holiday(self, day: dt.date) -> str:
        """Return the name of the school holidays a day falls in, or nothing."""
        return self.calendar.school_holiday(day, self.zone)


@dataclass(frozen=True, slots=True)
class Limit:
    """The last day of a step.

    Attributes:
        day: that day.
        words: what sets it, in French: "la date limite est le 03/12/2026".
    """

    day: dt.date
    words: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A day, and why that one.

    Attributes:
        day: the day proposed.
        why: French words that follow the usual time: "avancé au vendredi 12 : le 14 est un dimanche".
    """

    day: dt.date
    why: str = ""


def propose(
    usual: dt.date,
    earliest: dt.date,
    after: dt.date,
    last: Limit | None,
    nature: Nature,
    around: Surroundings,
    *,
    missed: dt.date | None = None,
) -> Proposal:
    """Choose the day of a step.

    The day is worked and stands between ``earliest`` and ``last``; as near the usual one as it can, before it rather than after.

    Args:
        usual: its usual day.
        earliest: day before which it cannot be: tomorrow, or the step before it.
        after: day from which it leaves enough time after the step before it, if that is possible.
        last: last day by law, or of the step that follows; None without any. When no working day is left, the first one is given,
            and it is said.
        nature: what makes a day good for it.
        around: today, the school holidays.
        missed: its own last day, when it has gone by.
    """
    first = next_working_day(earliest)
    limit = previous_working_day(last.day) if last else None
    if last and limit and limit < first:
        left = f"aucun jour ouvré ne reste à temps, {last.words}\N{NO-BREAK SPACE}: au plus tôt"
        return Proposal(first, left)
    low = max(after, first) if limit is None else min(max(after, first), limit)
    wanted = max(usual, low) if limit is None else min(max(usual, low), limit)
    found = next(
        day for accepts in _preferences(nature, around) if (day := _nearest(wanted, low, limit, accepts)) is not None
    )
    if missed is not None:
        gone = "est aujourd’hui" if missed == around.today else f"du {short_date(missed)} est passée"
        return Proposal(found, f"la date limite {gone}\N{NO-BREAK SPACE}: au plus tôt")
    return Proposal(found, _why(usual, wanted, found, last, nature, around))


def _preferences(nature: Nature, around: Surroundings) -> Iterator[Accepts]:
    """Give the kinds of day to try, the best first."""
    if nature is Nature.MEETING:
        yield lambda day: is_working_day(day) and not around.holiday(day)
    if nature is Nature.CHILD:
        yield lambda day: is_working_day(day) and _out_of_class(day, around)
    yield is_working_day


def _out_of_class(day: dt.date, around: Surroundings) -> bool:
    return not around.at_school(day) or day.weekday() == _WEDNESDAY or bool(around.holiday(day))


def _nearest(wanted: dt.date, low: dt.date, limit: dt.date | None, accepts: Accepts) -> dt.date | None:
    """Return the last good day up to the wanted one, else the first good one after it."""
    day = wanted
    while day >= low:
        if accepts(day):
            return day
        day -= _DAY
    day = wanted + _DAY
    while day <= (limit or wanted + 16 * _WEEK):
        if accepts(day):
            return day
        day += _DAY
    return None


def _why(
    usual: dt.date, wanted: dt.date, found: dt.date, last: Limit | None, nature: Nature, around: Surroundings
) -> str:
    """Say what moved the day away from the usual one."""
    if wanted < usual:
        bound = f"\N{NO-BREAK SPACE}: {last.words}" if last else ""
        return f"avancé au {_named(found, usual)}{bound}{_also(found, nature, around)}"
    if wanted > usual:
        cause = "le moment habituel est passé" if usual <= around.today else "pour laisser le temps de s’y préparer"
        return f"reporté au {_named(found, usual)}\N{NO-BREAK SPACE}: {cause}{_also(found, nature, around)}"
    if found != wanted:
        moved = "avancé" if found < wanted else "reporté"
        return f"{moved} au {_named(found, wanted)}\N{NO-BREAK SPACE}: {_because(wanted, found, nature, around)}"
    return _also(found, nature, around)


def _because(wanted: dt.date, found: dt.date, nature: Nature, around: Surroundings) -> str:
    if off := day_off_words(wanted):
        return f"le {wanted.day} est {off}{_also(found, nature, around)}"
    if nature is Nature.MEETING:
        return f"le {wanted.day} tombe pendant {_during(around.holiday(wanted))} (zone {around.zone})"
    return f"le {wanted.day} est un jour de classe"


def _also(found: dt.date, nature: Nature, around: Surroundings) -> str:
    """Say what else is to be known of the day: out of class, or in holidays nobody could avoid."""
    holiday = around.holiday(found)
    if nature is Nature.CHILD and around.at_school(found):
        if holiday:
            return f". Pendant {_during(holiday)}, hors du temps de classe"
        return ". Un mercredi, pour ne pas prendre sur la classe" if found.weekday() == _WEDNESDAY else ""
    if nature is Nature.MEETING and holiday:
        return f". Pendant {_during(holiday)}, faute d’un autre jour à temps"
    return ""


def _during(name: str) -> str:
    """Return "les vacances d’hiver", "le pont de l’Ascension"."""
    return f"{'les' if name.startswith('Vacances') else 'le'} {name[:1].lower()}{name[1:]}"


def _named(day: dt.date, beside: dt.date) -> str:
    """Return "vendredi 12", with the month when it is not the one beside it."""
    named = f"{DAYS[day.weekday()]} {'1er' if day.day == 1 else day.day}"
    if (day.year, day.month) != (beside.year, beside.month):
        return f"{DAYS[day.weekday()]} {short_date(day)}"
    return named
