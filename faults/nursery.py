"""Processes to kill, born quickly: forked from one that has loaded everything already, where the system can fork."""

from __future__ import annotations

import contextlib
import multiprocessing
import sys
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any

_LOADED = ["faults.working", "faults.readers", "faults.plan", "tests.support.base"]
"""What is imported once for all: the plan too, which each of them would import again to know what to do."""


def context() -> Any:
    """Return the way processes are born on this system."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(_LOADED)
    return made


@contextlib.contextmanager
def at_work(work: Callable[..., None], *told: Any) -> Iterator[tuple[Any, Connection]]:
    """Give a process that runs ``work(pipe, *told)``, and the pipe it speaks into; it is killed on leaving the block."""
    ways = context()
    ours, theirs = ways.Pipe(duplex=True)
    process = ways.Process(target=work, args=(theirs, *told), daemon=True)
    process.start()
    theirs.close()
    try:
        yield process, ours
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()


def last_words(pipe: Connection) -> list[Any]:
    """Return all that a killed process had time to say."""
    said = []
    with contextlib.suppress(EOFError, OSError):
        while pipe.poll(0):
            said.append(pipe.recv())
    return said
