"""What starts each obligation: functions that find, in a file, the events the rules name."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import add_months, is_adult_on, short_date
from ppe_desktop.domain.deadlines import measures
from ppe_desktop.domain.deadlines.case import Case
from ppe_desktop.domain.deadlines.results import Reason
from ppe_desktop.domain.deadlines.rules import Delay, Rule
from ppe_desktop.domain.vocabulary import MeasureType, PlacementSetting


@dataclass(frozen=True, slots=True)
class Start:
    """An event that starts an obligation.

    Attributes:
        on: day of the event.
        key: tells this obligation from the others of the rule.
        reasons: facts used.
        due: day by which, when the event itself sets it.
        until: day after which nothing is owed any more if it was not due before (end of the measure).
        done_from: acts before this day do not count; the day of the event by default.
        sum: the sum made, in words, when the event sets the date.
        only: identifier of the record whose act alone resolves it (this measure, this place); any act of the rule by default.
    """

    on: dt.date
    key: str
    reasons: tuple[Reason, ...]
    due: dt.date | None = None
    until: dt.date | None = None
    done_from: dt.date | None = None
    sum: str = ""
    only: str = ""


ADULT = Delay(months=18 * 12)
Trigger = Callable[[Case, Rule, dt.date], Iterable[Start]]
TRIGGERS: dict[str, Trigger] = {}


def trigger(function: Trigger) -> Trigger:
    """Make a function available to the rules under its name."""
    TRIGGERS[function.__name__] = function
    return function


def birthday(birth: dt.date, years: int) -> dt.date:
    """Return the birthday as a deadline counts it: of one born on 29 February, 28 February in a common year."""
    return add_months(birth, years * 12)


def majority(birth: dt.date) -> dt.date:
    """Return the first day of majority: of one born on 29 February, 1 March."""
    reached = birthday(birth, 18)
    return reached if is_adult_on(birth, reached) else reached + dt.timedelta(days=1)


def _measures(case: Case, kinds: frozenset[MeasureType] | None = None) -> list[Item]:
    """Return the dated measures of some kinds, the earliest first."""
    found = [item for item in case.file.of("measure") if item.since and (kinds is None or item.type in kinds)]
    return sorted(found, key=lambda item: item.since)


def _begins(measure: Item) -> Reason:
    label = MeasureType.label_of(measure.type)
    return Reason(f"« {label} » commence le {short_date(measure.since)}.", "measure", measure.id)


def _born(case: Case) -> Reason:
    return Reason(f"Naissance le {short_date(case.birth)}.", "child", case.child.id)


@trigger
def protection_start(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The first protective measure of each episode: an interim order, then its judgment, count once, from the first."""
    for episode in case.file.of("care_episode"):
        of_episode = [item for item in _measures(case) if item.episode_id == episode.id]
        protective = [item for item in of_episode if measures.is_protective(item.type)]
        if protective:
            last_end = (
                None
                if any(case.end_of(item) is None for item in protective)
                else max(item.ended_on for item in protective)
            )
            start, due, words = protective[0].since, None, ""
            if rule.options.get("setting") == "health_entry_days":
                delay = Delay(days=case.settings.health_entry_days)
                due = delay.after(start)
                words = f"{short_date(start)} + {delay.in_words()} (réglage du service) = {short_date(due)}"
            until = last_end or episode.until
            yield Start(start, episode.id, (_begins(protective[0]),), due, until, sum=words)


@trigger
def taken_in_start(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The first measure of each episode by which the child is taken in."""
    for episode in case.file.of("care_episode"):
        found = [item for item in _measures(case, measures.OF_THE_DEPARTMENT) if item.episode_id == episode.id]
        if found:
            yield Start(found[0].since, episode.id, (_begins(found[0]),), until=episode.until)


@trigger
def reports(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The start of care, then each report: the next one is due a year later, or six months under the age of the settings."""
    for first in _starts_of_care(case, rule):
        told = dict(_acts_as_moments(case, rule.act, first.on, first.until))
        moments = [(first.on, "debut", first.reasons), *((on, on.isoformat(), reasons) for on, reasons in told.items())]
        for on, name, reasons in moments:
            delay, why = _report_delay(case, on)
            due = delay.after(on)
            done_from = on if name == "debut" else on + dt.timedelta(days=1)
            words = f"{short_date(on)} + {delay.in_words()} = {short_date(due)}"
            yield Start(on, f"{first.key}:{name}", (*reasons, *why), due, first.until, done_from, words)


def _starts_of_care(case: Case, rule: Rule) -> Iterator[Start]:
    kinds = {"judge": measures.ENTRUSTED_BY_JUDGE}.get(rule.options.get("for", ""))
    for episode in case.file.of("care_episode"):
        concerned = [
            item
            for item in _measures(case, kinds)
            if item.episode_id == episode.id and (kinds or item.type in measures.TAKEN_IN | measures.JUDICIAL)
        ]
        if concerned:
            ends = [case.end_of(item) for item in concerned]
            until = None if None in ends else max(end for end in ends if end)
            yield Start(concerned[0].since, episode.id, (_begins(concerned[0]),), until=until or episode.until)


def _acts_as_moments(
    case: Case, act: str, since: dt.date, until: dt.date | None
) -> Iterator[tuple[dt.date, tuple[Reason, ...]]]:
    for done in case.done(act):
        if done.on >= since and (until is None or done.on <= until):
            yield done.on, (Reason(f"Dernier rapport le {short_date(done.on)}.", done.record, done.record_id),)


def _report_delay(case: Case, on: dt.date) -> tuple[Delay, tuple[Reason, ...]]:
    """Return the delay by the age on the day of reference, which gives the earlier date (never the age on the due date)."""
    limit = case.settings.young_age
    if case.birth is None:
        return Delay(months=12), (Reason("Date de naissance inconnue : rythme annuel.", "child", case.child.id),)
    if on < birthday(case.birth, limit):
        return Delay(months=6), (_born(case), Reason(f"Moins de {limit} ans ce jour-là : tous les six mois."))
    return Delay(months=12), (_born(case), Reason(f"{limit} ans ou plus ce jour-là : tous les ans."))


@trigger
def after_act(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """Each act named by the rule's option ``after``."""
    for done in case.done(str(rule.options["after"])):
        reason = Reason(f"{rule.options['said']} le {short_date(done.on)}.", done.record, done.record_id)
        yield Start(done.on, done.record_id or done.on.isoformat(), (reason,))


@trigger
def yearly_check(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """Each health check: the next one twelve months later, as long as the child is taken in."""
    for start in taken_in_start(case, rule, today):
        for done in case.done(rule.act):
            if done.on >= start.on and (start.until is None or done.on <= start.until):
                reason = Reason(f"Dernier bilan de santé le {short_date(done.on)}.", done.record, done.record_id)
                yield Start(done.on, f"{start.key}:{done.on.isoformat()}", (reason,), until=start.until,
                            done_from=done.on + dt.timedelta(days=1))  # fmt: skip


@trigger
def measure_term(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The term of each measure of the kinds the rule names: ``judicial``, ``administrative`` or ``young_adult``."""
    kinds = {
        "judicial": measures.JUDICIAL,
        "administrative": measures.ADMINISTRATIVE,
        "young_adult": measures.YOUNG_ADULT,
    }
    for item in _measures(case, kinds[str(rule.options["for"])]):
        if item.until:
            term = Reason(
                f"« {MeasureType.label_of(item.type)} » : échéance le {short_date(item.until)}.", "measure", item.id
            )
            delay = _term_delay(case, rule)
            due = delay.after(item.until) if delay else item.until
            is_own = rule.act == "measure_followed"
            yield Start(
                item.until,
                item.id,
                (_begins(item), term),
                due,
                item.ended_on,
                dt.date.min if is_own else item.until - dt.timedelta(days=180),
                f"{short_date(item.until)} − {delay.in_words().removesuffix(' avant')} = {short_date(due)}"
                if delay
                else "",
                item.id if is_own else "",
            )


def _term_delay(case: Case, rule: Rule) -> Delay | None:
    if rule.options.get("setting") == "end_report_days":
        return Delay(days=-case.settings.end_report_days)
    return rule.delay


@trigger
def autonomy_interview(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The 17th birthday of a child taken in; one taken in later has it as soon as possible, never due on a past birthday."""
    birth = case.birth
    if birth is None:
        return
    seventeen = birthday(birth, 17)
    for item in _measures(case, measures.TAKEN_IN):
        end = case.end_of(item)
        if item.since >= majority(birth) or (end and end < birthday(birth, 16)):
            continue
        reasons = (_born(case), _begins(item))
        if item.since <= seventeen:
            yield Start(item.since, "17", (*reasons, Reason(f"17 ans le {short_date(seventeen)}.")), seventeen, end, dt.date.min,
                        f"{short_date(birth)} + 17 ans = {short_date(seventeen)}")  # fmt: skip
        else:
            delay = Delay(months=case.settings.late_entry_months)
            due = delay.after(item.since)
            late = Reason("Accueil commencé après 17 ans : « dans les meilleurs délais ».")
            yield Start(item.since, "17", (*reasons, late), due, end, dt.date.min,
                        f"{short_date(item.since)} + {delay.in_words()} (réglage du service) = {short_date(due)}")  # fmt: skip
        return


@trigger
def age_reached(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """A birthday: ``years`` and ``months`` of the rule's options."""
    if case.birth is not None:
        years, months = int(rule.options.get("years", 0)), int(rule.options.get("months", 0))
        age = Delay(months=years * 12 + months)
        day = majority(case.birth) if age == ADULT else age.after(case.birth)
        words = f"{short_date(case.birth)} + {age.in_words()} = {short_date(day)}"
        yield Start(day, f"{years}-{months}", (_born(case),), None if rule.delay else day, None, dt.date.min, words)


@trigger
def exit_of_care(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The end of the last episode of a youth who has come of age."""
    ended = [episode for episode in case.file.of("care_episode") if episode.until]
    if case.birth is None or not ended or any(episode.until is None for episode in case.file.of("care_episode")):
        return
    last = max(ended, key=lambda episode: episode.until)
    if last.until >= majority(case.birth):
        yield Start(last.until, last.id, (Reason(f"Sortie le {short_date(last.until)}.", "care_episode", last.id),))


@trigger
def change_of_place(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """Each change of main place while the child is entrusted by the judge; the day the judge was told is on the place itself."""
    places = sorted(
        (p for p in case.file.of("placement") if p.is_main and p.since and p.setting != PlacementSetting.NON_EXECUTE),
        key=lambda place: place.since,
    )
    entrusted = _measures(case, measures.PLACED_BY_JUDGE)
    for before, place in itertools.pairwise(places):
        during = [m for m in entrusted if m.since < place.since and (m.ended_on is None or m.ended_on >= place.since)]
        if during and before.episode_id == place.episode_id:
            moved = Reason(f"Changement de lieu d’accueil le {short_date(place.since)}.", "placement", place.id)
            yield Start(place.since, place.id, (moved,), done_from=dt.date.min, only=place.id)


@trigger
def provisional_order(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """Each provisional placement order; the judgment that follows in the same episode resolves it."""
    for item in _measures(case, measures.PROVISIONAL):
        yield Start(item.since, item.id, (_begins(item),), until=item.ended_on, only=item.id)


@trigger
def every_two_years(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """Two years of placement by the judge, then every two years; one year for a child under two when entrusted."""
    for start in _starts_of_care(case, rule):
        young = case.birth is not None and start.on < birthday(case.birth, 2)
        months = 12 if young else 24
        due, number = Delay(months=months).after(start.on), 1
        is_last = False
        while not is_last and (start.until is None or due <= start.until):
            is_last = due >= today
            yield Start(start.on, f"{start.key}:{number}", start.reasons, due, start.until, due - dt.timedelta(days=183),
                        f"{short_date(start.on)} + {Delay(months=months).in_words()} = {short_date(due)}")  # fmt: skip
            number += 1
            months += 12 if young and number == 2 else 24
            due = Delay(months=months).after(start.on)
