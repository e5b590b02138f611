"""Events of care: its beginning, the term of a measure, a change of place, a provisional order, each two years of placement."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import birthday
from ppe_desktop.domain.deadlines import measures
from ppe_desktop.domain.deadlines.case import Case
from ppe_desktop.domain.deadlines.results import Reason
from ppe_desktop.domain.deadlines.rules import Delay, Rule
from ppe_desktop.domain.deadlines.triggers.start import Start, begins, trigger
from ppe_desktop.domain.vocabulary import MeasureType, PlacementSetting

PLUS = "{0} + {1} = {2}"
"""The sum of a delay."""
PLUS_SETTING = "{0} + {1} (réglage du service) = {2}"
"""The sum of a delay that the service chose."""
_TERM_OF = {
    "judicial": measures.JUDICIAL,
    "administrative": measures.ADMINISTRATIVE,
    "young_adult": measures.YOUNG_ADULT,
}
_REPORTED = measures.TAKEN_IN | measures.JUDICIAL


@trigger
def protection_start(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The first protective measure of each episode: an interim order, then its judgment, count once, from the first."""
    for episode in case.file.of("care_episode"):
        protective = [
            item for item in case.measures if item.episode_id == episode.id and measures.is_protective(item.type)
        ]
        if protective:
            start, due, total = protective[0].since, None, None
            if rule.options.get("setting") == "health_entry_days":
                delay = Delay(days=case.settings.health_entry_days)
                due = delay.after(start)
                total = Reason(PLUS_SETTING, (start, delay, due))
            until = _last_end(case, protective) or episode.until
            yield Start(start, episode.id, (begins(protective[0]),), due, until, sum=total)


@trigger
def taken_in_start(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The first measure of each episode by which the child is taken in."""
    for episode in case.file.of("care_episode"):
        found = [item for item in case.measures_of(measures.OF_THE_DEPARTMENT) if item.episode_id == episode.id]
        if found:
            yield Start(found[0].since, episode.id, (begins(found[0]),), until=episode.until)


def starts_of_care(case: Case, rule: Rule) -> Iterator[Start]:
    """Yield the first measure of each episode for which a report is due, or by which the judge entrusts the child."""
    kinds = measures.ENTRUSTED_BY_JUDGE if rule.options.get("for") == "judge" else _REPORTED
    for episode in case.file.of("care_episode"):
        concerned = [item for item in case.measures_of(kinds) if item.episode_id == episode.id]
        if concerned:
            until = _last_end(case, concerned) or episode.until
            yield Start(concerned[0].since, episode.id, (begins(concerned[0]),), until=until)


def _last_end(case: Case, found: list[Item]) -> dt.date | None:
    """Return the day the last measure ended; None while one goes on."""
    ends = [case.end_of(item) for item in found]
    return None if None in ends else max(end for end in ends if end)


@trigger
def measure_term(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The term of each measure of the kinds the rule names: ``judicial``, ``administrative`` or ``young_adult``."""
    is_own = rule.act == "measure_followed"
    delay = (
        Delay(days=-case.settings.end_report_days) if rule.options.get("setting") == "end_report_days" else rule.delay
    )
    for item in case.measures_of(_TERM_OF[str(rule.options["for"])]):
        if item.until:
            label = MeasureType.label_of(item.type)
            term = Reason("« {0} » : échéance le {1}.", (label, item.until), "measure", item.id)
            due = delay.after(item.until) if delay else item.until
            yield Start(
                item.until,
                item.id,
                (begins(item), term),
                due,
                item.ended_on,
                dt.date.min if is_own else item.until - dt.timedelta(days=180),
                Reason("{0} − {1} = {2}", (item.until, delay.opposite(), due)) if delay else None,
                item.id if is_own else "",
            )


@trigger
def change_of_place(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """Each change of main place while the child is entrusted by the judge; the day the judge was told is on the place itself."""
    places = sorted(
        (p for p in case.file.of("placement") if p.is_main and p.since and p.setting != PlacementSetting.NON_EXECUTE),
        key=lambda place: place.since,
    )
    entrusted = case.measures_of(measures.PLACED_BY_JUDGE)
    for before, place in itertools.pairwise(places):
        during = [m for m in entrusted if m.since < place.since and (m.ended_on is None or m.ended_on >= place.since)]
        if during and before.episode_id == place.episode_id:
            moved = Reason("Changement de lieu d’accueil le {0}.", (place.since,), "placement", place.id)
            yield Start(place.since, place.id, (moved,), done_from=dt.date.min, only=place.id)


@trigger
def provisional_order(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """Each provisional placement order; the judgment that follows in the same episode resolves it."""
    for item in case.measures_of(measures.PROVISIONAL):
        yield Start(item.since, item.id, (begins(item),), until=item.ended_on, only=item.id)


@trigger
def every_two_years(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """Two years of placement by the judge, then every two years; one year for a child under two when entrusted."""
    for start in starts_of_care(case, rule):
        young = case.birth is not None and start.on < birthday(case.birth, 2)
        months = 12 if young else 24
        due, number = Delay(months=months).after(start.on), 1
        is_last = False
        while not is_last and (start.until is None or due <= start.until):
            is_last = due >= today
            total = Reason(PLUS, (start.on, Delay(months=months), due))
            yield Start(
                start.on, f"{start.key}:{number}", start.reasons, due, start.until, due - dt.timedelta(days=183), total
            )
            number += 1
            months += 12 if young and number == 2 else 24
            due = Delay(months=months).after(start.on)
