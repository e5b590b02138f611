"""The process is killed in the middle of a text: what was typed more than two seconds before is in the base, in every kind of field."""

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

FIELDS = [
    ("child", "allergies"),  # long text, in the screen of the file
    ("child", "birth_place"),  # one line
    ("child", "birth_date"),  # a date that is no date yet: kept aside as typed
    ("health_event", "needs"),
    ("activity", "kind"),  # a free value in a list
    ("journal_entry", "text"),
]
"""All of them in the slow campaign: in the suite, every kind of field is typed in by ``test_killed_in_every_field``."""


def type_then_kill(folder, kind, field, seconds):
    """Return the record, what was typed by each moment, and the moment of the kill."""
    command = [sys.executable, "-m", "tests.support.typing_process", str(folder), kind, field]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    record_id = process.stdout.readline().strip()
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
    return record_id, moments, killed_at


def kept_in(folder, kind, record_id, field):
    """What the base holds of a field: its value, or the text kept beside it."""
    session = access().open(folder, PASSPHRASE)

    def read():
        with session.database.work() as work:
            return work.get(kind, record_id).values[field]

    try:
        aside = session.run(session.records.pending).get((record_id, field))
        return session.run(read) if aside is None else aside
    finally:
        session.close()


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 on this system")
@pytest.mark.parametrize(("kind", "field"), FIELDS)
@pytest.mark.parametrize("seconds", [2.9, 3.3, 4.1, 5.3, 7.1])
def test_what_was_typed_two_seconds_before_is_kept(tmp_path, kind, field, seconds):
    record_id, moments, killed_at = type_then_kill(tmp_path / "base", kind, field, seconds)
    kept = kept_in(tmp_path / "base", kind, record_id, field) or ""
    due = max((length for when, length in moments if when < killed_at - PROMISE_S - SLACK_S), default=0)
    whole = TEXT * (len(kept) // len(TEXT) + 1)
    assert kept.rstrip() == whole[: len(kept)].rstrip(), "what is kept is what was typed, from its first letter"
    assert len(kept) >= due - 1  # a line of one field loses the space it ends with
    assert moments[-1][1] > due, "the person was still typing when the process was killed"
