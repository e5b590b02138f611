"""Events of age: birthdays, the interview at 17, the end of care of a youth who has come of age."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ppe_desktop.domain.dates import birthday
from ppe_desktop.domain.deadlines import measures
from ppe_desktop.domain.deadlines.case import Case
from ppe_desktop.domain.deadlines.results import Reason
from ppe_desktop.domain.deadlines.rules import Delay, Rule
from ppe_desktop.domain.deadlines.triggers.care import PLUS, PLUS_SETTING
from ppe_desktop.domain.deadlines.triggers.start import Start, begins, born, trigger

ADULT = Delay(months=18 * 12)


@trigger
def autonomy_interview(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The 17th birthday of a child taken in; one taken in later has it as soon as possible, never due on a past birthday."""
    birth, adult = case.birth, case.majority
    if birth is None or adult is None:
        return
    seventeen = birthday(birth, 17)
    for item in case.measures_of(measures.TAKEN_IN):
        end = case.end_of(item)
        if item.since >= adult or (end and end < birthday(birth, 16)):
            continue
        reasons = (born(case), begins(item))
        if item.since <= seventeen:
            told = Reason("17 ans le {0}.", (seventeen,))
            total = Reason("{0} + 17 ans = {1}", (birth, seventeen))
            yield Start(item.since, "17", (*reasons, told), seventeen, end, dt.date.min, total)
        else:
            delay = Delay(months=case.settings.late_entry_months)
            due = delay.after(item.since)
            late = Reason("Accueil commencé après 17 ans : « dans les meilleurs délais ».")
            total = Reason(PLUS_SETTING, (item.since, delay, due))
            yield Start(item.since, "17", (*reasons, late), due, end, dt.date.min, total)
        return


@trigger
def age_reached(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """A birthday: ``years`` and ``months`` of the rule's options."""
    if case.birth is not None:
        years, months = int(rule.options.get("years", 0)), int(rule.options.get("months", 0))
        age = Delay(months=years * 12 + months)
        day = case.majority if age == ADULT else age.after(case.birth)
        assert day is not None
        reached = Reason(PLUS, (case.birth, age, day))
        key = f"{years}-{months}"
        if rule.delay is None:
            yield Start(day, key, (born(case),), day, None, dt.date.min, reached)
        else:
            yield Start(day, key, (born(case), reached), None, None, dt.date.min)


@trigger
def exit_of_care(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The end of the last episode of a youth who has come of age."""
    episodes = case.file.of("care_episode")
    if case.majority is None or not episodes or any(episode.until is None for episode in episodes):
        return
    last = max(episodes, key=lambda episode: episode.until)
    if last.until >= case.majority:
        yield Start(last.until, last.id, (Reason("Sortie le {0}.", (last.until,), "care_episode", last.id),))
