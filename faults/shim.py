"""The library that stands between a process and its disk: made with the machine's compiler, driven through ``ctypes``."""

from __future__ import annotations

import ctypes
import errno
import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ABSENT = "pas de compilateur C (gcc) sous Linux"
ROOT = "FAULTS_ROOT"
DISK_FULL, IO_ERROR, READ_ONLY, DENIED = errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES


@functools.cache
def library() -> Path | None:
    """Compile the library once for this process; None where it cannot be."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if not sys.platform.startswith("linux") or compiler is None:
        return None
    target = Path(tempfile.mkdtemp(prefix="ppe-pannes-")) / "disque.so"
    source = Path(__file__).with_name("shim.c")
    command = [compiler, "-shared", "-fPIC", "-O2", "-o", str(target), str(source), "-lpthread"]
    done = subprocess.run(command, capture_output=True, check=False)
    return target if done.returncode == 0 else None


def drive(root: Path, play: str, **told: Any) -> list[Any]:
    """Run one play of :mod:`faults.driven` in a process whose disk below ``root`` is ours; return the lines it says.

    Raises:
        RuntimeError: the process died; what it said on its way is told.
    """
    environment = {**os.environ, "LD_PRELOAD": str(library()), ROOT: str(root), "PYTHONUTF8": "1"}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    done = subprocess.run(
        [sys.executable, "-m", "faults.driven", play, json.dumps(told, default=str)],
        env=environment, cwd=Path(__file__).parent.parent, capture_output=True, text=True, timeout=3000, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{play}: {done.returncode}\n{done.stderr[-3000:]}")
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith(("{", "["))]


class Disk:
    """The disk of this process, once the library is loaded in it."""

    def __init__(self) -> None:
        self._own = ctypes.CDLL(None)
        self._own.fault_quota.argtypes = [ctypes.c_int64]
        self._own.fault_arm.argtypes = [ctypes.c_long] * 3
        self._own.fault_steps.restype = ctypes.c_long

    def record(self, log: Path) -> None:
        """Write down all that reaches the disk from now on."""
        self._own.fault_record(str(log).encode())

    def mark(self, **said: Any) -> None:
        """Write down what has just been said to be kept."""
        self._own.fault_mark(json.dumps(said).encode())

    def fail(self, step: int, error: int, *, for_ever: bool = False) -> None:
        """Make a coming step fail, and all those after it if asked."""
        self._own.fault_arm(step, error, int(for_ever))

    def heal(self) -> int:
        """Fail no more; return how many steps were made since :meth:`fail`."""
        made = int(self._own.fault_steps())
        self._own.fault_arm(0, 0, 0)
        self._own.fault_quota(-1)
        return made

    def leave(self, room: int) -> None:
        """Leave so many bytes free."""
        self._own.fault_arm(0, 0, 0)
        self._own.fault_quota(room)

    def unplug(self) -> None:
        """Pull the disk out: names are gone, and what was open answers no more, even once it is back."""
        self._own.fault_unplug(1)

    def plug(self) -> None:
        """Put the disk back."""
        self._own.fault_unplug(0)
