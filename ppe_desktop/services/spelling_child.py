"""What runs in the spelling process: it holds the dictionary, answers about words, and knows nothing else.

The dictionary is read in one go by a library that lets nothing else run meanwhile: in the window's process it would freeze the
screen at the first words typed.
"""

from __future__ import annotations

import contextlib
import json
import signal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ppe_desktop.runtime import limits

LONGEST = 60
"""Letters past which nothing is a word: looking for its neighbours would take seconds."""


def serve(pipe: Connection, folder: str) -> None:
    """Answer questions until the other side closes.

    Args:
        pipe: the child's end.
        folder: where ``fr.aff`` and ``fr.dic`` lie.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limits.forbid_core_file()
    dictionary = _load(Path(folder))
    with contextlib.suppress(EOFError, OSError):
        while True:
            question, words = json.loads(pipe.recv_bytes())
            pipe.send_bytes(json.dumps(_answer(dictionary, question, words)).encode("utf-8"))


def _load(folder: Path) -> Any:
    """Return the dictionary, or None where its library is not installed (Macs with an Intel processor)."""
    try:
        from hunspell import Hunspell

        # UTF-8: so that on Windows a folder with accents, or a long one, is found too
        return Hunspell("fr", hunspell_data_dir=str(folder.absolute()), system_encoding="utf-8")
    except (ImportError, OSError, ValueError):
        return None


def _answer(dictionary: Any, question: str, words: list[str]) -> list[Any]:
    if question == "available":
        return [dictionary is not None]
    if dictionary is None:
        return [True] * len(words) if question == "check" else []
    if question == "check":
        return [_is_right(dictionary, word) for word in words]
    return list(dictionary.suggest(words[0])) if len(words[0]) <= LONGEST else []


def _is_right(dictionary: Any, word: str) -> bool:
    """Tell whether a word, or each part of a compound one, is in the dictionary."""
    if len(word) > LONGEST or dictionary.spell(word):
        return True
    parts = [part for part in word.split("-") if part]
    return len(parts) > 1 and all(dictionary.spell(part) for part in parts)
