"""Spelling: questions about words, answered by a dictionary that lives in a process of its own while the base is open.

The process is started at the first question and ends with the session: no word of a file outlives the lock.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, TypeVar

from ppe_desktop.domain.spelling import known_words
from ppe_desktop.runtime.resources import resource
from ppe_desktop.services.spelling_child import serve

Result = TypeVar("Result")

PATIENCE_S = 20.0
SUGGESTIONS = 5
PERSONAL_WORDS = "spelling_words"
"""Name under which the user's own words are kept in the base."""


@cache
def profession_words() -> frozenset[str]:
    """Return the words of child protection that dictionaries lack, as known words."""
    lines = resource("spelling", "metier.txt").read_text(encoding="utf-8").splitlines()
    return known_words(line for line in lines if not line.startswith("#"))


@dataclass(frozen=True, slots=True)
class _Child:
    process: SpawnProcess
    pipe: Connection


class Spelling:
    """The French dictionary. Its methods wait for the answer: ask them through :meth:`submit`.

    Where the library is missing or the process dies, every word is right: spelling is a help, never an obstacle.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: _Child | None = None
        self._asker: ThreadPoolExecutor | None = None
        self._is_closed = False

    def submit(self, work: Callable[..., Result], *args: Any) -> Future[Result]:
        """Ask a question without waiting; questions are answered one at a time, in order."""
        if self._asker is None:
            self._asker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="orthographe")
        return self._asker.submit(work, *args)

    def is_available(self) -> bool:
        """Tell whether there is a dictionary on this computer."""
        return bool(self._ask("available", [], [False])[0])

    def check(self, words: Sequence[str]) -> dict[str, bool]:
        """Tell, of each word, whether it is right."""
        asked = list(words)
        return dict(zip(asked, self._ask("check", asked, [True] * len(asked)), strict=True))

    def suggest(self, word: str) -> list[str]:
        """Return the nearest words, the likeliest first, five at most."""
        return [str(found) for found in self._ask("suggest", [word], [])][:SUGGESTIONS]

    def close(self) -> None:
        """End the process; questions still waiting are dropped."""
        self._is_closed = True
        if self._asker is not None:
            self._asker.shutdown(wait=False, cancel_futures=True)
        self._end()

    def _ask(self, question: str, words: list[str], otherwise: list[Any]) -> list[Any]:
        with self._lock:
            if self._is_closed:
                return otherwise
            try:
                child = self._running()
                child.pipe.send_bytes(json.dumps([question, words]).encode("utf-8"))
                if child.pipe.poll(PATIENCE_S):
                    return list(json.loads(child.pipe.recv_bytes()))
            except (EOFError, OSError):
                pass  # it died, or the session closed: below
            self._end()
            return otherwise

    def _running(self) -> _Child:
        if self._child is None:
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe()
            folder = str(resource("spelling", "fr.dic").parent)
            # daemon: the system ends it with the program, even when close() was never called
            process = context.Process(target=serve, args=(theirs, folder), name="ppe-orthographe", daemon=True)
            process.start()
            theirs.close()
            self._child = _Child(process, ours)
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.process.kill()
        with contextlib.suppress(OSError):
            child.pipe.close()
        child.process.join(5)
        with contextlib.suppress(ValueError):
            child.process.close()
