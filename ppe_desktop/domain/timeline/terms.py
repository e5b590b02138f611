"""When measures end: their term, what takes over, and until when a minor's measure may last."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import add_months, is_adult_on
from ppe_desktop.domain.timeline.spans import DAY, Span, span
from ppe_desktop.domain.vocabulary import DatePrecision, MeasureType, PlacementSetting, StayKind

M = MeasureType
AT_HOME = frozenset({M.AED, M.AED_R, M.AED_H, M.AESF, M.TISF, M.ACCUEIL_JOUR, M.AEMO, M.AEMO_R, M.AEMO_H, M.AEJM})
"""Measures under which the child lives with the family: no place of care is expected."""
ENTRUSTED = frozenset({
    M.ACCUEIL_72H, M.ACCUEIL_5J, M.AP, M.AJM, M.PARENT_ENFANT, M.PUPILLE, M.ADB, M.OPP_PARQUET, M.OPP_JE, M.PLACEMENT_ASE,
    M.PLACEMENT_DIRECT, M.AUTRE_PARENT, M.TDC, M.HOSPITALISATION, M.PJJ_PLACEMENT, M.TUTELLE_DEPT, M.TUTELLE_FAMILLE, M.DAP_TOTALE,
})  # fmt: skip
"""Measures under which the child lives elsewhere: each can take over from another."""
BESIDE = frozenset({M.MJIE, M.AGBF, M.DAP_PARTIELLE, M.RETRAIT_AP, M.DELAISSEMENT})
"""Measures that go beside another and say nothing of where the child lives."""
FOR_MINORS = (ENTRUSTED - {M.AJM, M.PARENT_ENFANT, M.PJJ_PLACEMENT}) | {
    M.MJIE, M.AEMO, M.AEMO_R, M.AEMO_H, M.DAP_PARTIELLE,
}  # fmt: skip
"""Measures that the majority ends by itself."""
MAY_PRECEDE_BIRTH = frozenset({M.AED, M.AED_R, M.AED_H, M.AESF, M.TISF, M.PARENT_ENFANT, M.UNKNOWN})
"""Help that a pregnant woman may already receive."""
BESIDE_HOME = frozenset({StayKind.RELAY, StayKind.WEEKEND, StayKind.RESPITE, StayKind.HOLIDAYS})
RENEWAL_MONTHS = 3
"""A decision of the last months before a term may be the renewal that was not copied into the measure."""


def is_relay(place: Item) -> bool:
    """Tell whether a place goes beside the main one by its very nature."""
    return place.stay in BESIDE_HOME or place.setting == PlacementSetting.ACCUEIL_JOUR


def takes_over(other: Item, measure: Item) -> bool:
    """Tell whether another measure can replace one: the same, or any of those that say where the child lives."""
    if other.id == measure.id:
        return False
    return other.type == measure.type or (not _is_beside(measure) and not _is_beside(other))


def _is_beside(measure: Item) -> bool:
    return measure.type not in AT_HOME and measure.type not in ENTRUSTED


def successor_day(measure: Item, measures: Iterable[Item]) -> dt.date | None:
    """Return the day from which another measure replaces one that reached its term, if one does.

    It is the term itself when that measure had already begun and goes on: what overlapped then goes on alone.
    """
    term = measure.until
    days = []
    for other in measures:
        begin = other.since
        if begin is None or not takes_over(other, measure) or (measure.since and begin < measure.since):
            continue
        lasts = span(None, other.ended_on or other.until).last > term
        if begin > term:
            days.append(begin)
        elif lasts and (other.type == measure.type or _same_sort(other, measure) or begin >= add_months(term, -1)):
            days.append(term)
    return min(days, default=None)


def _same_sort(one: Item, other: Item) -> bool:
    """Tell whether two measures both keep the child at home, or both entrust the child; begun on the same day, they go together."""
    return one.since != other.since and (one.type in AT_HOME) == (other.type in AT_HOME)


def is_overdue(measure: Item, measures: Iterable[Item], today: dt.date) -> bool:
    """Tell whether a measure is past its term today, without an end and without another that takes over."""
    if measure.until is None or measure.until >= today or measure.ended_on is not None:
        return False
    day = successor_day(measure, measures)
    return day is None or day > today


def span_of(measure: Item, measures: Iterable[Item], today: dt.date) -> Span:
    """Return the days on which a measure is in force, those past its term included while nothing ended it."""
    if is_overdue(measure, measures, today):
        return span(measure.since, None)
    return span(measure.since, measure.ended_on or measure.until)


def majority_of(birth: dt.date) -> dt.date:
    """Return the day of the 18th birthday; 1 March for a child born on 29 February."""
    day = add_months(birth, 12 * 18)
    return day if is_adult_on(birth, day) else day + DAY


def birth_span(child: Item) -> Span | None:
    """Return the days among which the child was born, as far as the date is known."""
    birth = child.birth_date
    if birth is None:
        return None
    if child.birth_date_precision == DatePrecision.MONTH:
        return Span(birth.replace(day=1), birth.replace(day=calendar.monthrange(birth.year, birth.month)[1]))
    if child.birth_date_precision in (DatePrecision.YEAR, DatePrecision.UNKNOWN):
        return Span(dt.date(birth.year, 1, 1), dt.date(birth.year, 12, 31))
    return Span(birth, birth)
