"""Events of age: birthdays, the interview at 17, majority and what follows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import add_months, birthday
from ppe_desktop.domain.deadlines import measures
from ppe_desktop.domain.deadlines.case import Case
from ppe_desktop.domain.deadlines.results import Reason
from ppe_desktop.domain.deadlines.rules import Delay, Rule
from ppe_desktop.domain.deadlines.triggers.start import DAY, PLUS, PLUS_SETTING, Start, begins, born, setting, trigger

ADULT = Delay(months=18 * 12)
HORIZON = 3
"""Years ahead up to which a birthday is announced: nobody prepares a majority fifteen years before."""


def _is_near(case: Case, months: int, today: dt.date) -> bool:
    """Tell whether an age is reached, or less than :data:`HORIZON` years away."""
    birth = case.birth
    return birth is not None and (today.year - birth.year + HORIZON) * 12 + today.month - birth.month >= months


@trigger
def autonomy_interview(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The 17th birthday of a child taken in; one taken in later has it as soon as possible, never due on a past birthday."""
    birth, adult = case.birth, case.majority
    if birth is None or adult is None or not _is_near(case, 17 * 12, today):
        return
    seventeen, sixteen = birthday(birth, 17), birthday(birth, 16)
    for item in case.measures_of(measures.TAKEN_IN):
        end = case.end_of(item)
        if item.since >= adult or (end and end < sixteen):
            continue
        reasons = (born(case), begins(item))
        until = _last_day(case)
        if item.since <= seventeen:
            total = Reason("{0} + 17 ans = {1}", (birth, seventeen))
            yield Start(item.since, "17", reasons, seventeen, until, dt.date.min, total)
        else:
            delay = Delay(months=case.settings.late_entry_months)
            due = min(delay.after(item.since), adult - DAY)
            late = Reason("Accueil commencé après 17 ans : « dans les meilleurs délais ».")
            total = Reason(PLUS_SETTING, (item.since, delay, due))
            yield Start(item.since, "17", (*reasons, late), due, until, dt.date.min, total)
        return


def _last_day(case: Case) -> dt.date | None:
    """Return the day the child was last taken in; None while it goes on."""
    stretches = case.stretches(measures.TAKEN_IN)
    ends = [one.until for one in stretches]
    return None if None in ends else max((end for end in ends if end), default=None)


@trigger
def age_reached(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """A birthday: ``years`` and ``months`` of the rule's options, or the age of a setting.

    Other options: ``eve``, the day before is the last one; ``since``, the age from which an act counts; ``over``, the age from which
    nothing is asked any more; ``law``, a later age that the text allows, which is told.
    """
    options = rule.options
    months = setting(case, options["setting"]) if "setting" in options else int(options.get("years", 0)) * 12
    months += int(options.get("months", 0))
    if not _is_near(case, months, today):
        return
    birth = case.birth
    assert birth is not None
    age = Delay(months=months)
    day = _age_day(case, months)
    reached = Reason(PLUS_SETTING if "setting" in options else PLUS, (birth, age, day))
    since = add_months(birth, int(options["since"]) * 12) if "since" in options else dt.date.min
    until = add_months(birth, int(options["over"]) * 12) if "over" in options else None
    key = f"{months // 12}-{months % 12}"
    more = tuple(_law(case, rule))
    if options.get("eve"):
        due = day - DAY
        total = Reason("{0} ans le {1} ; dernier jour : {2}.", (months // 12, day, due))
        yield Start(due, key, (born(case), *more), due, until, since, total)
    elif rule.delay is None:
        yield Start(day, key, (born(case), *more), day, until, since, reached)
    else:
        yield Start(day, key, (born(case), reached, *more), None, until, since)


def _age_day(case: Case, months: int) -> dt.date:
    assert case.birth is not None
    assert case.majority is not None
    return case.majority if months == ADULT.months else add_months(case.birth, months)


def _law(case: Case, rule: Rule) -> Iterator[Reason]:
    """Yield what the text allows beyond the day the program asks for; of a residence permit, the article that applies."""
    assert case.birth is not None
    assert case.majority is not None
    if "law" in rule.options:
        last = Delay(months=int(rule.options["law"]) * 12 - ADULT.months).after(case.majority)
        yield Reason("Le texte laisse jusqu’au {0}.", (last,))
    if rule.act == "permit_request":
        entrusted = case.measures_of(_ENTRUSTED)
        if entrusted:
            is_early = entrusted[0].since <= birthday(case.birth, 16)
            said = "Confié au plus tard le jour des 16 ans" if is_early else "Confié après 16 ans"
            article = "L423-22" if is_early else "L435-3, à titre exceptionnel"
            yield Reason("{0}, le {1} : article {2}.", (said, entrusted[0].since, article), "measure", entrusted[0].id)


_ENTRUSTED = measures.OF_THE_DEPARTMENT - measures.EMERGENCY


@trigger
def young_adult_start(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The beginning of each stretch of support after 18."""
    for stretch in case.stretches(measures.YOUNG_ADULT):
        yield Start(stretch.on, stretch.key, (begins(stretch.measures[0]),), until=stretch.until)


@trigger
def exit_of_care(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The end of the last episode of a youth who has come of age and whom the service had taken in."""
    last = _exit(case)
    if last is not None and case.birth is not None:
        reason = Reason("Sortie le {0}.", (last.until,), "care_episode", last.id)
        yield Start(last.until, last.id, (reason,), until=birthday(case.birth, 21))


def _exit(case: Case) -> Item | None:
    """Return the episode a youth of age left the service with."""
    episodes = case.file.of("care_episode")
    if case.majority is None or not episodes or any(episode.until is None for episode in episodes):
        return None
    last = max(episodes, key=lambda episode: episode.until)
    is_adult = last.until >= case.majority - DAY
    was_taken_in = any(item.episode_id == last.id for item in case.measures_of(_TAKEN_IN_OR_ADULT))
    return last if is_adult and was_taken_in else None


_TAKEN_IN_OR_ADULT = measures.TAKEN_IN | measures.YOUNG_ADULT


@trigger
def exit_again(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """After the interview of the exit, another one may be asked for until 21: a date to know."""
    last = _exit(case)
    if last is None or case.birth is None:
        return
    end = birthday(case.birth, 21)
    held = [act for act in case.done("exit_interview") if last.until <= act.on <= today]
    if held and today <= end:
        said = Reason("Premier entretien le {0}.", (held[0].on,), held[0].record, held[0].record_id)
        yield Start(held[0].on, last.id, (said,), end, sum=Reason("Jusqu’aux 21 ans : {0}.", (end,)))


@trigger
def allowance_kept(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The eve of majority of a youth for whom the school allowance was kept: placed on at least one 31 July since six years old."""
    birth, adult = case.birth, case.majority
    placed = case.measures_of(measures.ALLOWANCE_KEPT)
    if not placed or birth is None or adult is None or not _is_near(case, ADULT.months, today):
        return
    for year in range(max(birth.year + 6, placed[0].since.year), adult.year + 1):
        july = dt.date(year, 7, 31)
        if july < adult and july <= today and case.under(measures.ALLOWANCE_KEPT, july):
            kept = Reason("Placé par le juge le {0} : l’allocation de cette rentrée est mise de côté.", (july,))
            due = adult - DAY
            total = Reason("{0} ans le {1} ; dernier jour : {2}.", (18, adult, due))
            since = Delay(months=-12).after(adult)
            yield Start(due, "18-0", (born(case), kept), due, None, since, total)
            return
