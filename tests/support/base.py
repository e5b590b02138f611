"""Open bases for the tests: real SQLCipher files with a cheap derivation cost, and a clock set by hand."""

from __future__ import annotations

import atexit
import datetime as dt
import shutil
import tempfile
from functools import cache
from pathlib import Path

from ppe_desktop.services.access import AccessService
from ppe_desktop.services.session import Session
from tests.support.vault import CHEAP, CHEAP_BOUNDS, PASSPHRASE

TODAY = dt.datetime(2026, 11, 23, 14, 5)
MADE = dt.datetime(2020, 1, 6, 9, 0)
"""Moment at which the empty base was made: before any clock of the tests, or theirs would look set back."""


class Clock:
    """A clock that shows what it is told."""

    def __init__(self, moment: dt.datetime = TODAY) -> None:
        self.moment = moment

    def __call__(self) -> dt.datetime:
        return self.moment

    def advance(self, **delta: float) -> None:
        self.moment += dt.timedelta(**delta)


def access(clock: Clock | None = None) -> AccessService:
    """An access service with the cheap cost."""
    return AccessService(clock or Clock(), profile=CHEAP, bounds=CHEAP_BOUNDS)


def new_session(folder: Path, clock: Clock | None = None, *, is_demo: bool = False) -> Session:
    """An open session on a new empty base: a copy of one made once, since making the tables takes half a second."""
    shutil.copytree(_empty_base(is_demo=is_demo), folder, dirs_exist_ok=True)
    return access(clock).open(folder, PASSPHRASE)


@cache
def _empty_base(*, is_demo: bool) -> Path:
    holder = tempfile.mkdtemp(prefix="ppe-base-vide-")
    atexit.register(shutil.rmtree, holder, ignore_errors=True)
    made = access(Clock(MADE)).create(
        Path(holder) / "base", PASSPHRASE, is_demo=is_demo, civility="MME", first_name="Claire", surname="Le Goff",
        function="référente ASE", service="Service de l’aide sociale à l’enfance", department="Essonne", town="Évry-Courcouronnes",
        phone="0199001122",
    )  # fmt: skip
    made.session.close()
    return Path(holder) / "base"
