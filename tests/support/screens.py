"""Real windows on real encrypted bases, driven by keys and clicks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ppe_desktop.runtime import clock
from ppe_desktop.services.session import Session
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.tasks import Tasks
from tests.support.base import Clock, new_session

PATIENCE_MS = 8000


@contextmanager
def open_session(folder: Path) -> Iterator[Session]:
    """An open session on a new base, closed at the end whatever happens."""
    session = new_session(folder, Clock(clock.now()))
    try:
        yield session
    finally:
        session.close()


@contextmanager
def desk(session: Session) -> Iterator[tuple[Tasks, Autosaver]]:
    """What a view needs to reach the base."""
    tasks = Tasks(session)
    try:
        yield tasks, Autosaver(tasks, tasks)
    finally:
        tasks.close()


def add_child(session: Session, surname: str, first_names: str, birth: dt.date | None = None, **more: Any) -> str:
    """Enter a child and return the identifier."""
    made = session.run(session.files.create, surname=surname, first_names=first_names, birth_date=birth, **more)
    return str(made.created)


def child_value(session: Session, child_id: str, name: str) -> Any:
    """Return what the base holds in a fact of a child."""
    return session.run(session.files.open, child_id).child.values[name]
