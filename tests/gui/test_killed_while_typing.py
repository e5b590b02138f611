"""The process is killed in the middle of a text: what was typed more than two seconds before is in the base."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from tests.support.base import access
from tests.support.typing_process import TEXT
from tests.support.vault import PASSPHRASE

PROMISE_S = 2.0
SLACK_S = 0.8  # two busy cores under test: the promise is kept by the program, the machine may be late to the disk


def type_then_kill(folder, seconds):
    """Return the child, what was typed by each moment, and the moment of the kill."""
    command = [sys.executable, "-m", "tests.support.typing_process", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    child_id = process.stdout.readline().strip()
    lines = []
    reader = threading.Thread(target=lambda: lines.extend(process.stdout), daemon=True)
    reader.start()
    time.sleep(seconds)
    killed_at = time.monotonic()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    reader.join(5)
    process.stdout.close()
    moments = [(float(when), int(length)) for when, length in (line.split() for line in lines if line.count(" ") == 1)]
    return child_id, moments, killed_at


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 on this system")
@pytest.mark.parametrize("seconds", [2.9, 4.1, 5.3])
def test_what_was_typed_two_seconds_before_is_kept(tmp_path, seconds):
    child_id, moments, killed_at = type_then_kill(tmp_path / "base", seconds)
    session = access().open(tmp_path / "base", PASSPHRASE)
    try:
        kept = session.run(session.files.open, child_id).child.allergies
    finally:
        session.close()
    due = max((length for when, length in moments if when < killed_at - PROMISE_S - SLACK_S), default=0)
    whole = TEXT * (len(kept) // len(TEXT) + 1)
    assert kept == whole[: len(kept)], "the text kept is exactly what was typed, from its first letter"
    assert len(kept) >= due
    assert moments[-1][1] > due, "the person was still typing when the process was killed"
