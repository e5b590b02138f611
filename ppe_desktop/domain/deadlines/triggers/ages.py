"""Events of age: birthdays, the interview at 17, majority and what follows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import add_months, birthday
from ppe_desktop.domain.deadlines import measures
from ppe_desktop.domain.deadlines.case import Case, Stretch
from ppe_desktop.domain.deadlines.conditions import once_entrusted
from ppe_desktop.domain.deadlines.results import Reason, because
from ppe_desktop.domain.deadlines.rules import Delay, Rule
from ppe_desktop.domain.deadlines.triggers.start import (
    DAY,
    PLUS,
    PLUS_SETTING,
    Start,
    begins,
    born,
    months_announced,
    named,
    setting,
    starting,
    stretches_of,
    trigger,
)

ADULT = Delay(months=18 * 12)


def _is_near(case: Case, months: int, today: dt.date) -> bool:
    """Tell whether an age is reached, or less than :data:`HORIZON` years away."""
    return months_announced(case, today) >= months


@trigger(under=measures.TAKEN_IN, from_months=lambda _rule: 17 * 12)
def autonomy_interview(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The 17th birthday of a child taken in; one taken in later has it as soon as possible, never due on a past birthday."""
    birth, adult = case.birth, case.majority
    if birth is None or adult is None or not _is_near(case, 17 * 12, today):
        return
    seventeen, sixteen = birthday(birth, 17), birthday(birth, 16)
    held = [item for item in case.measures_of(measures.TAKEN_IN) if item.since < adult]
    item = _taken_in_at(case, held, seventeen, sixteen)
    if item is None:
        return
    reasons = (born(case), begins(item))
    until = _last_day(case)
    if item.since < seventeen:
        total = because("{0} + 17 ans = {1}", (birth, seventeen))
        yield starting(item.since, "17", reasons, seventeen, until, dt.date.min, total)
    else:
        delay = Delay(months=case.settings.late_entry_months)
        due = min(delay.after(item.since), adult - DAY)
        late = because("Accueil commencé à 17 ans ou plus : « dans les meilleurs délais ».")
        total = because(PLUS_SETTING, (item.since, delay, due))
        yield starting(item.since, "17", (*reasons, late), due, until, dt.date.min, total)


def _taken_in_at(case: Case, held: list[Item], seventeen: dt.date, sixteen: dt.date) -> Item | None:
    """Return the measure in force at 17, else the first one after, else the last one of the year before."""
    ends = case.ends
    before = [item for item in held if item.since < seventeen]
    there = next((item for item in before if (end := ends[item.id]) is None or end >= seventeen), None)
    after = next((item for item in held if item.since >= seventeen), None)
    return there or after or next((item for item in before if (end := ends[item.id]) is None or end >= sixteen), None)


def _last_day(case: Case) -> dt.date | None:
    """Return the day the child was last taken in; None while it goes on."""
    stretches = case.stretches(measures.TAKEN_IN)
    ends = [one.until for one in stretches]
    return None if None in ends else max((end for end in ends if end), default=None)


def _age(rule: Rule) -> int:
    """Return the age of a rule in months; 0 when a setting of the service says it."""
    options = rule.options
    return 0 if "setting" in options else int(options.get("years", 0)) * 12 + int(options.get("months", 0))


@trigger(under=named, from_months=_age)
def age_reached(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """A birthday: ``years`` and ``months`` of the rule's options, or the age of a setting.

    Other options: ``eve``, the day before is the last one; ``since``, the age from which an act counts; ``over``, the age from which
    nothing is asked any more; ``for``, the measures concerned: a child under one of them only after that age has a month from its start.
    """
    options = rule.options
    if "for" in options and not stretches_of(case, rule):
        return
    months = setting(case, options["setting"]) if "setting" in options else int(options.get("years", 0)) * 12
    months += int(options.get("months", 0))
    if not _is_near(case, months, today):
        return
    birth = case.birth
    assert birth is not None
    age = Delay(months=months)
    day = _age_day(case, months)
    entry = _entry_after(case, rule, day) if "for" in options else None
    reached = because(PLUS_SETTING if "setting" in options else PLUS, (birth, age, day))
    since = add_months(birth, int(options["since"]) * 12) if "since" in options else dt.date.min
    until = add_months(birth, int(options["over"]) * 12) if "over" in options else None
    key = f"{months // 12}-{months % 12}"
    more = tuple(_law(case, rule))
    if entry is not None:
        yield _asked_late(case, rule, entry, key, day, (since, until, tuple(more)))
    elif options.get("eve"):
        due = day - DAY
        total = because("{0} ans le {1} ; dernier jour : {2}.", (months // 12, day, due))
        yield starting(due, key, (born(case), *more), due, until, since, total)
    elif rule.delay is None:
        yield starting(day, key, (born(case), *more), day, until, since, reached)
    else:
        yield starting(day, key, (born(case), reached, *more), None, until, since)


def _entry_after(case: Case, rule: Rule, day: dt.date) -> Stretch | None:
    """Return the time of care that began after an age, for a child who was in none when what is due at that age was due."""
    last = rule.delay.after(day) if rule.delay else day
    for stretch in stretches_of(case, rule):
        if stretch.on <= day and (stretch.until is None or stretch.until >= last):
            return None
    late = [
        one for one in stretches_of(case, rule) if one.on > day and (case.majority is None or one.on < case.majority)
    ]
    return min(late, key=lambda one: one.on, default=None)


_Bounds = tuple[dt.date, dt.date | None, tuple[Reason, ...]]


def _asked_late(case: Case, rule: Rule, entry: Stretch, key: str, day: dt.date, bounds: _Bounds) -> Start:
    """Return what a youth taken in after an age is asked: soon after the start, never after majority, nor before its own day."""
    assert case.majority is not None
    since, until, more = bounds
    delay = Delay(months=case.settings.late_entry_months)
    usual = rule.delay.after(day) if rule.delay else day
    due = min(max(delay.after(entry.on), usual), case.majority - DAY)
    late = because("Prise en charge commencée après cet âge, le {0}.", (day,))
    total = (
        because(PLUS_SETTING, (entry.on, delay, due))
        if due == delay.after(entry.on)
        else because("Au plus tard le {0}.", (due,))
    )
    return starting(entry.on, key, (born(case), begins(entry.measures[0]), late, *more), due, until, since, total)


def _age_day(case: Case, months: int) -> dt.date:
    assert case.birth is not None
    assert case.majority is not None
    return case.majority if months == ADULT.months else add_months(case.birth, months)


def _law(case: Case, rule: Rule) -> Iterator[Reason]:
    """Yield, of a residence permit, the article that applies."""
    assert case.birth is not None
    if rule.act == "permit_request":
        entrusted = case.measures_of(_ENTRUSTED)
        if entrusted:
            is_early = entrusted[0].since <= birthday(case.birth, 16)
            said = "Confié au plus tard le jour des 16 ans" if is_early else "Confié après 16 ans"
            article = "L423-22" if is_early else "L435-3, à titre exceptionnel"
            yield because("{0}, le {1} : article {2}.", (said, entrusted[0].since, article), "measure", entrusted[0].id)


_ENTRUSTED = measures.OF_THE_DEPARTMENT - measures.EMERGENCY


@trigger(under=measures.YOUNG_ADULT)
def young_adult_start(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The beginning of each stretch of support after 18."""
    for stretch in case.stretches(measures.YOUNG_ADULT):
        yield starting(stretch.on, stretch.key, (begins(stretch.measures[0]),), until=stretch.until)


_TAKEN_IN_OR_ADULT = measures.TAKEN_IN | measures.YOUNG_ADULT


@trigger(under=_TAKEN_IN_OR_ADULT)
def exit_of_care(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The end of the last episode of a youth who has come of age and whom the service had taken in."""
    last = _exit(case)
    if last is not None:
        reason = because("Sortie le {0}.", (last.until,), "care_episode", last.id)
        yield starting(last.until, last.id, (reason,))


def _exit(case: Case) -> Item | None:
    """Return the episode a youth of age left the service with."""
    episodes = case.file.of("care_episode")
    if case.majority is None or not episodes or any(episode.until is None for episode in episodes):
        return None
    last = max(episodes, key=lambda episode: episode.until)
    is_adult = last.until >= case.majority - DAY
    was_taken_in = any(item.episode_id == last.id for item in case.measures_of(_TAKEN_IN_OR_ADULT))
    return last if is_adult and was_taken_in else None


@trigger(under=_TAKEN_IN_OR_ADULT)
def exit_again(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """After the interview of the exit, another one may be asked for until 21: a date to know."""
    last = _exit(case)
    if last is None or case.birth is None:
        return
    end = birthday(case.birth, 21)
    held = [act for act in case.done("exit_interview") if last.until <= act.on <= today]
    if held and today <= end:
        said = because("Premier entretien le {0}.", (held[0].on,), held[0].record, held[0].record_id)
        yield starting(held[0].on, last.id, (said,), end, sum=because("Jusqu’aux 21 ans : {0}.", (end,)))


@trigger(under=measures.ALLOWANCE_KEPT, from_months=lambda _rule: ADULT.months)
def allowance_kept(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The eve of majority of a youth for whom the school allowance was kept: placed on at least one 31 July since six years old."""
    birth, adult = case.birth, case.majority
    placed = case.measures_of(measures.ALLOWANCE_KEPT)
    if not placed or birth is None or adult is None or not _is_near(case, ADULT.months, today):
        return
    for year in range(max(birth.year + 6, placed[0].since.year), adult.year + 1):
        july = dt.date(year, 7, 31)
        if july < adult and july <= today and case.under(measures.ALLOWANCE_KEPT, july):
            kept = because(
                "Sous placement judiciaire le {0} : l’allocation de cette rentrée est mise de côté.", (july,)
            )
            due = adult - DAY
            total = because("{0} ans le {1} ; dernier jour : {2}.", (18, adult, due))
            free = case.emancipated_on
            if free and july < free < adult:
                due, total = free, because("Émancipation le {0} : la somme peut être demandée dès ce jour.", (free,))
            yield starting(due, "18-0", (born(case), kept), due, None, birthday(birth, 16), total)
            return


@trigger(under=measures.TAKEN_IN, from_months=lambda _rule: ADULT.months)
def young_adult_right(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The right of one entrusted before 18, from majority to 21: a request nobody decided, or a right to keep in mind."""
    birth, adult = case.birth, case.majority
    if birth is None or adult is None or today < adult:
        return
    end = birthday(birth, 21) - DAY
    if today > end or not once_entrusted(case, today) or case.under(measures.YOUNG_ADULT, today):
        return
    decided = [act for act in case.done("young_adult_decided") if act.on <= today]
    asked = [act for act in case.done("young_adult_request") if act.on <= today]
    waits = [act for act in asked if not decided or act.on > decided[-1].on]
    support = [one.until for one in case.stretches(measures.YOUNG_ADULT) if one.until and one.until < today]
    if waits:
        said = because(
            "Demande du {0} : aucune décision n’est notée.", (waits[-1].on,), waits[-1].record, waits[-1].record_id
        )
        yield starting(waits[-1].on, "demande", (said,))
    elif support or not decided:
        said = (
            because("Accompagnement terminé le {0}.", (max(support),))
            if support
            else because("Aucune demande n’est notée.")
        )
        total = because("Le droit reste ouvert jusqu’à la veille des 21 ans : {0}.", (end,))
        yield starting(adult, "droit", (born(case), said), end, sum=total)
