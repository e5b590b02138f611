"""The towns of France, read once from the file shipped with the program, the first time they are wanted."""

from __future__ import annotations

from functools import cache

from ppe_desktop.domain.towns import Towns, read_towns
from ppe_desktop.runtime.resources import resource


@cache
def load_towns() -> Towns:
    """Return the towns; a few tenths of a second the first time, nothing after."""
    return read_towns(resource("towns", "communes.txt").read_text(encoding="utf-8").splitlines())
