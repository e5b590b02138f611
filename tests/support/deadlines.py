"""Files built for the statutory deadlines: one episode, its records one after the other, judged with the rules shipped."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.deadlines import Case, Deadline, Rule, ServiceSettings, Status, evaluate
from ppe_desktop.domain.deadlines.acts import acts_of
from ppe_desktop.services.deadlines import shipped_rules
from tests.support.casefiles import case_file, item

RULES: dict[str, Rule] = {one.id: one for one in shipped_rules()}


class FileBuilder:
    """A child's file under construction, with one episode of care."""

    def __init__(self, since: dt.date | None, until: dt.date | None = None, **episode: Any) -> None:
        self.episode = item("care_episode", since=since, until=until, **episode)
        self.items: list[Item] = [self.episode]
        self.about: dict[str, Any] = {"birth_surname": "Durand", "birth_date": dt.date(2014, 6, 20)}
        self.chosen = ServiceSettings()

    def born(self, day: dt.date | None) -> FileBuilder:
        """Set the birth date."""
        return self.child(birth_date=day)

    def child(self, **facts: Any) -> FileBuilder:
        """Set facts of the child."""
        self.about |= facts
        return self

    def settings(self, **values: Any) -> FileBuilder:
        """Set settings of the service."""
        self.chosen = replace(self.chosen, **values)
        return self

    def add(self, *items: Item) -> FileBuilder:
        """Add records."""
        self.items += items
        return self

    def measure(self, kind: str, since: dt.date | None, until: dt.date | None = None, **more: Any) -> FileBuilder:
        """Add a measure."""
        return self.add(item("measure", episode_id=self.episode.id, type=kind, since=since, until=until, **more))

    def place(self, since: dt.date, setting: str, **more: Any) -> FileBuilder:
        """Add a main place."""
        return self.add(
            item("placement", episode_id=self.episode.id, setting=setting, is_main=True, since=since, **more)
        )

    def step(self, kind: str, done_on: dt.date) -> FileBuilder:
        """Add a step done."""
        return self.add(item("statutory_step", kind=kind, done_on=done_on))

    def plan(self, established_on: dt.date) -> FileBuilder:
        """Add a finished plan."""
        return self.add(item("child_plan", version=len(self.items), status="TERMINE", established_on=established_on))

    def case(self) -> Case:
        """The case as the rules judge it, its acts found in the records."""
        file = case_file(item("child", **self.about), *self.items)
        return Case(file, acts_of(file), (), self.chosen)


def of(case: Case, rule_id: str, today: dt.date) -> list[Deadline]:
    """The deadlines of one rule, the earliest first."""
    return list(evaluate(case, [RULES[rule_id]], today))


def open_days(case: Case, rule_id: str, today: dt.date) -> list[dt.date | None]:
    """The days of what is still to be done."""
    return [one.due_on for one in of(case, rule_id, today) if one.status.is_open]


def status_of(case: Case, rule_id: str, today: dt.date) -> list[Status]:
    """Where each deadline of a rule stands."""
    return [one.status for one in of(case, rule_id, today)]
