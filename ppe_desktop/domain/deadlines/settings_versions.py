"""The settings of the service as they were from one day to the next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ppe_desktop.domain.deadlines.service_settings import (
    ServiceSettings,
    settings_from,
    value_of,
    values_of,
    with_value,
)


@dataclass(frozen=True, slots=True)
class SettingsVersion:
    """The settings from a day on.

    Attributes:
        since: first day they hold; None for the first ones, that hold for all that went before.
        settings: the settings.
    """

    since: dt.date | None
    settings: ServiceSettings


@dataclass(frozen=True, slots=True)
class SettingsVersions:
    """The settings of a service through time.

    Attributes:
        versions: the oldest first; the first one has no beginning.
    """

    versions: tuple[SettingsVersion, ...] = (SettingsVersion(None, ServiceSettings()),)

    @property
    def latest(self) -> ServiceSettings:
        """The settings in force."""
        return self.versions[-1].settings

    def on(self, day: dt.date) -> ServiceSettings:
        """Return the settings that were in force on a day."""
        return self.by(day).latest

    def by(self, day: dt.date) -> SettingsVersions:
        """Return the versions known by a day: what was chosen afterwards judges nothing asked about that day."""
        last = self.versions[-1].since
        if last is None or last <= day:
            return self
        return SettingsVersions(tuple(one for one in self.versions if one.since is None or one.since <= day))

    def having(self, name: str, value: Any, since: dt.date | None) -> SettingsVersions:
        """Return the versions with a setting changed.

        Args:
            name: name of the setting.
            value: its new value.
            since: first day of the change; None when it always was so, which corrects the past too.
        """
        if since is None:
            past = (replace(one, settings=with_value(one.settings, name, value)) for one in self.versions)
            return SettingsVersions(_without_repeats(past))
        before = [one for one in self.versions if one.since is None or one.since < since]
        return SettingsVersions(
            _without_repeats([*before, SettingsVersion(since, with_value(self.latest, name, value))])
        )

    def changed_on(self, name: str) -> dt.date | None:
        """Return the day the value in force of a setting began; None when it always was so."""
        begun: dt.date | None = None
        for before, after in zip(self.versions, self.versions[1:], strict=False):
            if value_of(before.settings, name) != value_of(after.settings, name):
                begun = after.since
        return begun

    def as_kept(self) -> dict[str, Any]:
        """Return what is kept in the base, as JSON holds it."""
        return {
            "versions": [
                {"from": one.since.isoformat() if one.since else None, "values": values_of(one.settings)}
                for one in self.versions
            ]
        }


def versions_from(kept: Mapping[str, Any]) -> SettingsVersions:
    """Return the versions of what was kept.

    Values kept without any date are those of always; a version whose day cannot be read is left out.
    """
    if "versions" not in kept:
        return SettingsVersions((SettingsVersion(None, settings_from(kept)),))
    found = [
        SettingsVersion(_day(one["from"]), settings_from(one["values"]))
        for one in kept["versions"]
        if one.get("from") is None or _day(one["from"])
    ]
    dated = sorted((one for one in found if one.since), key=lambda one: one.since or dt.date.min)
    first = next((one for one in found if one.since is None), SettingsVersion(None, ServiceSettings()))
    return SettingsVersions((first, *dated))


def _without_repeats(versions: Iterable[SettingsVersion]) -> tuple[SettingsVersion, ...]:
    found: list[SettingsVersion] = []
    for one in versions:
        if not found or one.settings != found[-1].settings:
            found.append(one)
    return tuple(found)


def _day(text: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except (TypeError, ValueError):
        return None
