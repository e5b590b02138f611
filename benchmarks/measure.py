"""What the benchmarks share: the least CPU time of several runs, and letting Qt and the base work."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer


def best(work: Callable[[], Any], runs: int, now: Callable[[], float] = time.process_time) -> float:
    """Return the least CPU time of several runs, in milliseconds.

    Args:
        work: what is measured.
        runs: how many times.
        now: the clock; ``time.thread_time`` counts the thread of the screen alone.
    """
    times = []
    for _ in range(runs):
        begin = now()
        work()
        times.append(now() - begin)
    return min(times) * 1000


def settle(milliseconds: int) -> None:
    """Let Qt and the database thread work."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
