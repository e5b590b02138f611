"""The settings of the service through time, and the line of history that each change of them leaves."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from ppe_desktop.domain.deadlines.settings_versions import SettingsVersions, versions_from
from ppe_desktop.models import HistoryEntry
from ppe_desktop.storage.history import CHANGED, TYPING_WINDOW
from ppe_desktop.storage.settings import read_setting, write_setting

KEPT_AS = "service_rules"
OF_THE_SERVICE = uuid.UUID(int=0)
"""What the lines of history of a setting are about: no record of the base."""


def read_versions(connection: Connection) -> SettingsVersions:
    """Return the settings of the service through time; those shipped when nothing was ever changed."""
    return versions_from(read_setting(connection, KEPT_AS, {}))


def write_versions(connection: Connection, versions: SettingsVersions) -> None:
    """Keep the settings of the service through time."""
    write_setting(connection, KEPT_AS, versions.as_kept())


def note_change(session: Session, name: str, author: str, at: dt.datetime, old: str, new: str) -> None:
    """Write a line of history for a setting; values tried one after the other by the same hand make one line, or none.

    Args:
        session: the transaction.
        name: name of the setting.
        author: who changed it.
        at: when.
        old: former value, in French words.
        new: new one.
    """
    mine = (HistoryEntry.record_id == OF_THE_SERVICE) & (HistoryEntry.field == name)
    last = session.scalars(select(HistoryEntry).where(mine).order_by(HistoryEntry.id.desc()).limit(1)).first()
    if last and last.author == author and last.new == old and dt.timedelta() <= at - last.at <= TYPING_WINDOW:
        if last.old == new:
            session.delete(last)
        last.new = new
    else:
        line = HistoryEntry(at=at, author=author, action=CHANGED, kind=KEPT_AS, record_id=OF_THE_SERVICE)
        line.field, line.old, line.new = name, old, new
        session.add(line)
    session.flush()


def read_changes(connection: Connection) -> list[dict[str, Any]]:
    """Return the changes of the settings, the last first: moment, author, name of the setting, former and new value."""
    query = (
        select(HistoryEntry.at, HistoryEntry.author, HistoryEntry.field, HistoryEntry.old, HistoryEntry.new)
        .where(HistoryEntry.record_id == OF_THE_SERVICE, HistoryEntry.kind == KEPT_AS)
        .order_by(HistoryEntry.id.desc())
    )
    return [dict(row) for row in connection.execute(query).mappings()]
