"""Opening a file or a folder with the program the system has for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path


def open_outside(path: Path) -> bool:
    """Open a file or a folder with the program the system chooses for it.

    Args:
        path: an existing file or folder.

    Returns:
        Whether a program was asked to open it; what becomes of it then is not ours.
    """
    if not path.exists():
        return False
    if sys.platform == "win32":
        return _open_on_windows(path)
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    return opener is not None and _start([opener, str(path)])


def _open_on_windows(path: Path) -> bool:
    try:
        getattr(os, "startfile")(str(path))  # noqa: B009 - exists on Windows only
    except OSError:
        return False
    return True


def _start(command: list[str]) -> bool:
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    threading.Thread(target=process.wait, name="ouverture", daemon=True).start()  # leaves no zombie behind
    return True
