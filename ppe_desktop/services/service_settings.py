"""The settings of the service: read, changed with a line of history, kept through time so that the past is not judged anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.deadlines.examinations import check_exam, exam_facts
from ppe_desktop.domain.deadlines.rules import Rule
from ppe_desktop.domain.deadlines.service_settings import (
    EXAM_AGES,
    WARNINGS,
    ServiceSettings,
    SettingFact,
    check_value,
    setting_facts,
    value_of,
    warn_fact,
    with_value,
)
from ppe_desktop.domain.deadlines.settings_versions import SettingsVersions
from ppe_desktop.domain.errors import UnknownRecordError
from ppe_desktop.domain.review_name import go_by
from ppe_desktop.services.deadlines import shipped_rules
from ppe_desktop.services.today import present_day
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.service_settings import note_change, read_changes, read_versions, write_versions
from ppe_desktop.storage.unit_of_work import UnitOfWork

ALWAYS = "depuis toujours"


@dataclass(frozen=True, slots=True)
class SettingChange:
    """A change of a setting.

    Attributes:
        at: when.
        author: who.
        name: name of the setting.
        label: what it is called.
        old, new: former and new value, in French words.
    """

    at: dt.datetime
    author: str
    name: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class SettingsSheet:
    """What the settings page shows.

    Attributes:
        versions: the settings through time.
        changes: what was changed, the last first.
    """

    versions: SettingsVersions
    changes: tuple[SettingChange, ...]

    @property
    def settings(self) -> ServiceSettings:
        """The settings in force."""
        return self.versions.latest


class ServiceSettingsService:
    """Use cases on the settings of the service."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def facts(self) -> tuple[SettingFact, ...]:
        """Return what is declared of each setting, the ages of the examinations then the warnings of the rules last."""
        exams = (fact for rule in shipped_rules() for fact in exam_facts(rule))
        return (*setting_facts(), *exams, *(warn_fact(rule) for rule in shipped_rules()))

    def rules(self) -> tuple[Rule, ...]:
        """Return the rules of which the settings move the dates."""
        return shipped_rules()

    def name_review(self) -> None:
        """Let every screen and document name the yearly review as this service does."""
        with self._database.work() as work:
            go_by(read_versions(work.connection).latest)

    def sheet(self) -> SettingsSheet:
        """Return the settings in force, those that were, and who changed what."""
        with self._database.work() as work:
            return self._sheet(work)

    def on(self, day: dt.date) -> ServiceSettings:
        """Return the settings that were in force on a day."""
        with self._database.work() as work:
            return read_versions(work.connection).on(day)

    def change(self, name: str, value: Any) -> SettingsSheet:
        """Change a setting from today on: what was done before stays judged as it was.

        Args:
            name: name of the setting, ``warn_days.RULE`` for the warning of a rule.
            value: its new value.

        Raises:
            FieldError: the setting does not take this value.
            UnknownRecordError: there is no such setting.
        """
        fact = self._fact(name)
        with self._database.work() as work:
            keep_value(work, fact, value)
            work.commit()
            sheet = self._sheet(work)
        go_by(sheet.settings)
        return sheet

    def hold_for_the_past(self, name: str) -> SettingsSheet:
        """Say that the value in force of a setting always was so: the past is judged with it too.

        Raises:
            UnknownRecordError: there is no such setting.
        """
        fact = self._fact(name)
        with self._database.work() as work:
            versions = read_versions(work.connection)
            since = versions.changed_on(name)
            if since is not None:
                kept = value_of(versions.latest, name)
                value = fact.default if kept is None else kept
                write_versions(work.connection, versions.having(name, kept, None))
                at_first = f"{fact.in_words(value)} à partir du {short_date(since)}"
                note_change(work.session, name, work.author, work.now, at_first, f"{fact.in_words(value)} {ALWAYS}")
            work.commit()
            return self._sheet(work)

    def _fact(self, name: str) -> SettingFact:
        found = next((fact for fact in self.facts() if fact.name == name), None)
        if found is None:
            raise UnknownRecordError("Ce réglage n’existe pas dans cette version du programme.")
        return found

    def _sheet(self, work: UnitOfWork) -> SettingsSheet:
        labels = {fact.name: fact.label for fact in self.facts()}
        changes = tuple(_change(line, labels) for line in read_changes(work.connection))
        return SettingsSheet(read_versions(work.connection), changes)


def keep_value(work: UnitOfWork, fact: SettingFact, value: Any) -> None:
    """Keep the value of a setting, from today on when it moves dates, with its line of history; the caller commits.

    Raises:
        FieldError: the setting does not take this value.
    """
    versions = read_versions(work.connection)
    check_value(versions.latest, fact, value)
    if fact.group == EXAM_AGES:
        changed = with_value(versions.latest, fact.name, value)
        for rule in shipped_rules():
            check_exam(rule, changed, fact)
    is_rule_own = fact.group in (WARNINGS, EXAM_AGES) and value == fact.default
    kept, former = None if is_rule_own else value, value_of(versions.latest, fact.name)
    if former == kept:
        return
    since = present_day(work).day if fact.judges else None
    write_versions(work.connection, versions.having(fact.name, kept, since))
    old, new = (fact.in_words(fact.default if one is None else one) for one in (former, kept))
    note_change(work.session, fact.name, work.author, work.now, old, new)


def _change(line: Mapping[str, Any], labels: Mapping[str, str]) -> SettingChange:
    name = line["field"]
    return SettingChange(line["at"], line["author"], name, labels.get(name, name), line["old"] or "", line["new"] or "")
