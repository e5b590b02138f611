"""A15, and what other tests already count: versions below which a known hole is open, and campaigns that live in the suite."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from faults.campaign import Outcome, Run

_ROOT = Path(__file__).parent.parent
FLOORS = {
    "jinja2": (3, 1, 6), "lxml": (6, 0), "sqlcipher3": (0, 6, 4), "cryptography": (46, 0), "argon2-cffi": (25, 1), "SQLAlchemy": (2, 0, 44),
    "pypdfium2": (5, 0), "docxtpl": (0, 20), "mammoth": (1, 11), "filelock": (3, 20), "PySide6-Essentials": (6, 11, 3),
}  # fmt: skip
"""Least versions: those that closed a hole or that a format rests on."""


def versions(run: Run) -> Outcome:
    """A15: no library below its floor, and SQLCipher 4."""
    from sqlcipher3 import dbapi2

    outcome = Outcome(len(FLOORS) + 1)
    outcome.escapes = [f"{name} {version(name)}" for name, least in FLOORS.items() if _numbers(version(name)) < least]
    cipher = str(dbapi2.connect(":memory:").execute("PRAGMA cipher_version").fetchone()[0])
    if not cipher.startswith("4."):
        outcome.escapes.append(f"SQLCipher {cipher}")
    del run
    outcome.control, outcome.caught = "une version 3.1.5 de jinja2 serait refusée", _numbers("3.1.5") < FLOORS["jinja2"]
    outcome.notes = f"SQLCipher {cipher.split()[0]}, Python {sys.version.split()[0]}"
    return outcome


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:3])


def in_the_suite(run: Run, tests: tuple[str, ...], control: str) -> Outcome:
    """Run tests of the suite that are a campaign by themselves, and count them; then some of them with the guard taken away.

    Args:
        run: the running of the campaign.
        tests: files of tests.
        control: which tests must fail with :mod:`faults.blind`, as pytest chooses them (``-k``).
    """
    del run
    said = _pytest(*tests)
    passed, failed = _count(said, "passed"), _count(said, "failed") + _count(said, "error")
    outcome = Outcome(passed + failed)
    outcome.escapes = re.findall(r"^(?:FAILED|ERROR) (\S+)", said, re.MULTILINE) or (
        [said[-300:]] if failed or not passed else []
    )
    said = _pytest("-p", "faults.blind", "-k", control, *tests)
    blind = _count(said, "failed")
    outcome.control, outcome.caught = f"veille coupée : {blind} de ces essais échouent", blind > 0
    return outcome


def _pytest(*arguments: str) -> str:
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", "-o", "addopts=", "-m", "not slow", *arguments]  # fmt: skip
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command, cwd=_ROOT, env=environment, capture_output=True, text=True, timeout=1500, check=False
    )
    return done.stdout


def _count(said: str, word: str) -> int:
    found = re.search(rf"(\d+) {word}", said)
    return int(found[1]) if found else 0
