"""The everyday start: check what Qt needs from the system, then show the window."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ppe_desktop.runtime.preflight import missing_libraries


def measure_first_paint(what: str, folder: str) -> int:
    """Show the window on a base's folder and leave at the first paint of the ``"window"`` or of its ``"door"``."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return open_window(Path(folder), measure=what)


def open_window(base: Path | None = None, *, is_demo: bool = False, measure: str = "") -> int:
    """Show the window until it is closed; return the exit code (3 when a system library is missing).

    Args:
        base: folder of the base; the usual one by default.
        is_demo: open a throw-away base of fictitious files.
        measure: leave at the first paint of the ``"window"`` or of its ``"door"``, for the benchmark.
    """
    if not can_show():
        return 3
    from ppe_desktop import app

    return app.run_window(base=base, is_demo=is_demo, measure=measure)


def can_show() -> bool:
    """Tell whether Qt has what it needs from the system; say what is missing otherwise."""
    missing = missing_libraries(on_screen=os.environ.get("QT_QPA_PLATFORM") != "offscreen")
    if missing:
        sys.stderr.write(f"Il manque des bibliothèques système pour afficher la fenêtre : {', '.join(missing)}.\n")
    return not missing
