"""Running an office program for one conversion: no shell, a clock, a way to give up, and its whole family of processes ended."""

from __future__ import annotations

import base64
import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from ppe_desktop.domain.errors import RenderError

_PAUSE = 0.1
# By their whole path: a bare name is first looked for in the present folder, where anybody may have left a program.
_SYSTEM = Path(os.environ.get("SYSTEMROOT", "C:/Windows")) / "System32"
_TOO_LONG = "La conversion en PDF a pris trop de temps et a été arrêtée. Le fichier Word, lui, peut être produit."
_CANCELLED = "La conversion en PDF a été abandonnée à votre demande. Aucun fichier n’a été gardé."
# The paths come through the environment: nothing is ever pasted into the script.
_WORD_SCRIPT = """
$ErrorActionPreference = 'Stop'
$word = New-Object -ComObject Word.Application
try {
  $word.Visible = $false
  $word.DisplayAlerts = 0
  $word.AutomationSecurity = 3
  $document = $word.Documents.Open($env:PPE_SOURCE, $false, $true, $false)
  $document.ExportAsFixedFormat($env:PPE_TARGET, 17)
  $document.Close(0)
} finally { $word.Quit(0) }
"""


def word_command(source: Path, target: Path) -> tuple[list[str], dict[str, str]]:
    """Return the command that has Word write ``target`` from ``source``, and the environment it needs."""
    encoded = base64.b64encode(_WORD_SCRIPT.encode("utf-16-le")).decode("ascii")
    command = [
        str(_SYSTEM / "WindowsPowerShell" / "v1.0" / "powershell.exe"),
        "-NoLogo",
        "-NoProfile",
        "-NonInteractive",
        "-ExecutionPolicy",
        "Bypass",
        "-EncodedCommand",
        encoded,
    ]
    return command, {"PPE_SOURCE": str(source), "PPE_TARGET": str(target)}


def run_until(command: list[str], folder: Path, extra: dict[str, str], timeout: float, cancel: threading.Event) -> None:
    """Run a program to its end, or end it.

    Args:
        command: program and arguments.
        folder: private folder, where it works and puts its own temporary files.
        extra: variables added to its environment.
        timeout: seconds allowed.
        cancel: set to give up.

    Raises:
        RenderError: too long, or given up.
        OSError: the program cannot be started.
    """
    deadline = time.monotonic() + timeout
    process = _start(command, folder, extra)
    try:
        while process.poll() is None:
            if cancel.is_set():
                raise RenderError(_CANCELLED)
            if time.monotonic() > deadline:
                raise RenderError(_TOO_LONG)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_PAUSE)
    finally:
        _end(process)


def _start(command: list[str], folder: Path, extra: dict[str, str]) -> subprocess.Popen[bytes]:
    environment = {**os.environ, **extra}
    environment |= {name: str(folder) for name in ("TMPDIR", "TMP", "TEMP")}
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW
    return subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        creationflags=flags,
        start_new_session=sys.platform != "win32",
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and whatever it started: soffice is a launcher for another process."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(
                [str(_SYSTEM / "taskkill.exe"), "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False
            )
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)
