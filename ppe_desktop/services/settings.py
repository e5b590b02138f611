"""The user's choices that live in the base because they may tell something of a child."""

from __future__ import annotations

from typing import Any

from ppe_desktop.storage.database import Database
from ppe_desktop.storage.settings import read_setting, write_setting


class SettingService:
    """Use cases on the choices kept in the base."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str, default: Any = None) -> Any:
        """Return a choice, or the default."""
        with self._database.work() as work:
            return read_setting(work.connection, name, default)

    def keep(self, name: str, value: Any) -> None:
        """Keep a choice (anything JSON can hold)."""
        with self._database.work() as work:
            write_setting(work.connection, name, value)
            work.commit()
