"""One kind of field after the other is filled in, then the process is killed: what was typed two seconds before is in the base."""

import datetime as dt
import itertools
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from ppe_desktop.domain.errors import UnknownRecordError
from tests.support.base import access
from tests.support.every_field_process import FIELDS
from tests.support.vault import PASSPHRASE
from tests.support.voice_desk import said_on_page

PROMISE_S = 2.0
SLACK_S = 0.8  # two busy cores under test: the promise is kept by the program, the machine may be late to the disk
KILLS = 30
"""Kills of the long campaign, spread from the first letter of the first field to the last one."""
START_S = 100
"""A process that hangs is given up then; it starts in six seconds of a processor to itself."""
NO_KILL = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 on this system")


class Typed:
    """What a process said that it typed, letter by letter."""

    def __init__(self, folder):
        command = [sys.executable, "-m", "tests.support.every_field_process", str(folder)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self._lines = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self.process.stdout:
            self._lines.append(line)

    def letters(self):
        """Moment, place of the field, length, and record, of each letter told whole."""
        words = [line.split() for line in list(self._lines) if line.endswith("\n")]
        return [(float(w[0]), int(w[1]), int(w[2]), tuple(w[3:])) for w in words if len(w) == 6]

    def wait(self, is_true):
        end = time.monotonic() + START_S
        while time.monotonic() < end and not is_true(self.letters()):
            assert self.process.poll() is None, "the process stopped by itself"
            threading.Event().wait(0.05)
        assert is_true(self.letters())

    def kill(self):
        killed_at = time.monotonic()
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self._reader.join()  # the pipe of a process that is gone comes to its end
        self.process.stdout.close()
        return killed_at


def kept(session, kind, record_id, field):
    """What the base holds of a field: the text kept beside it, or its value; nothing while the entry it is of is on its way."""

    content = session.sketches.content

    def read():
        with session.database.work() as work:
            found = work.get(kind, record_id).values
        return said_on_page(field, found["title"], content(record_id)[1]) if kind == "sketch" else found[field]

    aside = session.run(session.records.pending).get((record_id, field))
    try:
        return session.run(read) if aside is None else aside
    except UnknownRecordError:
        return None


def as_typed(value):
    """A value as the fingers gave it."""
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    return "" if value is None else str(value)


def bare(text):
    """A text without what the program sets for the writer: groups of figures, no-break spaces, the end of a line."""
    return text.replace("\u202f", " ").replace("\u00a0", " ").rstrip()


def held_up(letters, killed_at):
    """Return the longest time that the machine let pass without the program being able to do anything, in the last seconds."""
    moments = [*(when for when, *_rest in letters), killed_at]
    recent = [(before, after) for before, after in itertools.pairwise(moments) if after > killed_at - 2 * PROMISE_S]
    return max((after - before for before, after in recent), default=0.0)


def check(folder, letters, killed_at):
    """Compare the base with what was typed two seconds before; return the kinds of field that were due whole."""
    due, records = {}, {}
    since = killed_at - PROMISE_S - max(SLACK_S, held_up(letters, killed_at))
    for when, place, length, record in letters:
        records[place] = record
        if when < since:
            due[place] = length
    session = access().open(folder, PASSPHRASE)
    try:
        found = {place: as_typed(kept(session, *record)) for place, record in records.items()}
    finally:
        session.close()
    for place, text in found.items():
        name, typed = FIELDS[place]
        if name == "phone":
            text = text.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
        whole = bare(typed * (len(text) // len(typed) + 2)) if place == len(FIELDS) - 1 else typed
        assert bare(whole).startswith(bare(text)), f"{name}: what is kept is what was typed, from its first letter"
        assert len(bare(text)) >= len(bare(whole[: due.get(place, 0)])), f"{name}: letters are missing"
    return {FIELDS[place][0] for place, length in due.items() if length >= len(FIELDS[place][1])}


@NO_KILL
def test_each_kind_of_field_keeps_what_was_typed_two_seconds_before(tmp_path):
    typed = Typed(tmp_path / "base")
    last = len(FIELDS) - 1
    long_enough = PROMISE_S + SLACK_S + 0.7

    def is_long_in_the_last(letters):
        since = [when for when, place, length, _record in letters if place == last and length >= len(FIELDS[last][1])]
        return bool(since) and time.monotonic() - since[0] > long_enough

    typed.wait(is_long_in_the_last)
    killed_at = typed.kill()
    assert check(tmp_path / "base", typed.letters(), killed_at) == {name for name, _text in FIELDS}


@pytest.mark.slow
@NO_KILL
@pytest.mark.parametrize("kill", range(KILLS))
def test_whenever_the_kill_comes_nothing_due_is_missing_in_any_field(tmp_path, kill):
    typed = Typed(tmp_path / "base")
    whole = sum(len(text) for _name, text in FIELDS)
    typed.wait(lambda letters: len(letters) > whole * kill // KILLS)
    check(tmp_path / "base", typed.letters(), typed.kill())
