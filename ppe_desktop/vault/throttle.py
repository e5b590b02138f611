"""Delays after wrong passphrases, kept across restarts.

They stop a colleague who tries a few guesses at an unattended screen; against a thief who copies the files only the strength of
the passphrase counts. So a file that cannot be written never prevents the owner from opening the base.
"""

from __future__ import annotations

import contextlib
import json
import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from ppe_desktop.domain.errors import WaitBeforeRetryError, WrongSecretError
from ppe_desktop.runtime.files import write_atomically

Result = TypeVar("Result")

DELAYS_SECONDS = (0, 0, 0, 2, 5, 15, 30, 60)  # after the first, second… failure in a row; then always the last
_MOST_BYTES = 4096


class AttemptThrottle:
    """Count the failures in a row on one base and say how long to wait before the next attempt.

    A damaged file counts as one longest delay, once, and is rewritten: damaging it must not be a way to skip the wait.
    """

    def __init__(self, path: Path, now: Callable[[], float] = time.time) -> None:
        """Read the state left by the former session.

        Args:
            path: the ``essais.json`` of the base; it holds a count and an instant, no name.
            now: wall time in seconds since 1970; wall time because the delay must survive a restart.
        """
        self._path = path
        self._now = now
        self._failures, self._last = self._read()

    @property
    def failures(self) -> int:
        """Failures in a row since the last success."""
        return self._failures

    def seconds_left(self) -> int:
        """Return the whole seconds left to wait, 0 when an attempt is allowed."""
        now = float(self._now())
        if now < self._last:
            # The clock was set back: restart the delay from now, or the wait could last for years.
            self._last = now
            self._write()
        return max(0, math.ceil(self._delay() - (now - self._last)))

    def check(self) -> None:
        """Allow the attempt or refuse it.

        Raises:
            WaitBeforeRetryError: a delay runs.
        """
        left = self.seconds_left()
        if left:
            raise WaitBeforeRetryError(left)

    def record_failure(self) -> None:
        """Note a wrong secret; the next delay starts now."""
        self._failures += 1
        self._last = float(self._now())
        self._write()

    def record_success(self) -> int:
        """Forget the failures; return how many there were, for the audit trail."""
        failures, self._failures = self._failures, 0
        self._write()
        return failures

    def _delay(self) -> int:
        return DELAYS_SECONDS[min(self._failures, len(DELAYS_SECONDS)) - 1] if self._failures else 0

    def _read(self) -> tuple[int, float]:
        try:
            with self._path.open("rb") as stream:
                return _parse(stream.read(_MOST_BYTES))
        except FileNotFoundError:
            return 0, 0.0
        except (OSError, ValueError, RecursionError):
            self._failures, self._last = len(DELAYS_SECONDS), float(self._now())
            self._write()
            return self._failures, self._last

    def _write(self) -> None:
        state = {"echecs": self._failures, "dernier": self._last}
        with contextlib.suppress(OSError):  # the count goes on in memory
            write_atomically(self._path, json.dumps(state).encode("ascii"), private=True)


def counted(path: Path, work: Callable[[], Result]) -> Result:
    """Do something that asks for a secret, unless a delay runs; count its failure, or forget the former ones.

    Args:
        path: the ``essais.json`` of the base.
        work: what asks for the secret.

    Raises:
        WaitBeforeRetryError: a delay runs.
        WrongSecretError: by ``work``; counted.
    """
    throttle = AttemptThrottle(path)
    throttle.check()
    try:
        done = work()
    except WrongSecretError:
        throttle.record_failure()
        raise
    if throttle.failures:
        throttle.record_success()
    return done


def _parse(data: bytes) -> tuple[int, float]:
    state = json.loads(data)
    if not isinstance(state, dict) or set(state) != {"echecs", "dernier"}:
        raise ValueError("unexpected content")
    failures, last = state["echecs"], state["dernier"]
    if type(failures) is not int or type(last) is not float or failures < 0 or not math.isfinite(last):
        raise ValueError("unexpected value")
    return failures, last
