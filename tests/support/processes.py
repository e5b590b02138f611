"""Children to kill without warning, as a flat battery would."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator

READY = "pret"


@contextlib.contextmanager
def child(code: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run Python code in a child that prints ``pret`` when ready; it is killed on leaving the block, if not before."""
    process = _launch(code, *arguments)
    try:
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[str]) -> str:
    """Kill at once (SIGKILL, TerminateProcess) and return what was still to read."""
    if process.stdout is None or process.stdout.closed:
        return ""
    process.kill()
    return process.communicate()[0]


def wait_ready(process: subprocess.Popen[str]) -> None:
    """Wait for the line that says that the child works."""
    line = process.stdout.readline() if process.stdout else ""
    assert line.strip() == READY, line


def litter(count: int, code: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Give ``count`` children one after the other; the next one loads its modules while the present one is at work.

    The code must wait for a line on its standard input before it touches any file (see :func:`start`).
    """
    waiting = [_launch(code, *arguments)]
    try:
        for number in range(count):
            if number + 1 < count:
                waiting.append(_launch(code, *arguments))
            yield waiting[0]
            kill(waiting.pop(0))
    finally:
        for process in waiting:
            kill(process)


def start(process: subprocess.Popen[str], line: str = "") -> None:
    """Give a child the line it waits for, then wait until it works."""
    assert process.stdin is not None
    process.stdin.write(line + "\n")
    process.stdin.flush()
    wait_ready(process)


def _launch(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
