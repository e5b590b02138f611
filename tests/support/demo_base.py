"""The fictitious base, made once in a test run and copied for each module: filling it takes seconds."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from ppe_desktop.services import demo
from ppe_desktop.services.session import Session
from tests.support.base import Clock, access, new_session
from tests.support.vault import PASSPHRASE


def demo_session(factory: pytest.TempPathFactory, clock: Clock | None = None) -> Session:
    """An open session on a copy of the fictitious base, of which the test may do what it wants."""
    return access(clock).open(demo_copy(factory), PASSPHRASE)


def demo_copy(factory: pytest.TempPathFactory) -> Path:
    """A copy of the fictitious base, closed."""
    target = factory.mktemp("fictif") / "base"
    shutil.copytree(_made_once(factory), target)
    return target


def _made_once(factory: pytest.TempPathFactory) -> Path:
    root = factory.getbasetemp()
    run = root.parent if os.environ.get("PYTEST_XDIST_WORKER") else root
    made = run / "base-fictive"
    with FileLock(run / "base-fictive.lock"):
        if not made.exists():
            shutil.rmtree(run / "base-en-cours", ignore_errors=True)
            session = new_session(run / "base-en-cours", is_demo=True)
            try:
                demo.fill(session)
            finally:
                session.close()
            (run / "base-en-cours").rename(made)
    return made
