"""A flat battery while one types: whatever was said to be saved is there on reopening."""

from __future__ import annotations

import random
import time
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import pytest

from ppe_desktop.services.session import Session
from ppe_desktop.storage.connection import check_integrity, connect
from tests.support.base import access, new_session
from tests.support.processes import litter, start
from tests.support.vault import PASSPHRASE

TYPING = """
import sys
from pathlib import Path
from tests.support.base import access
from tests.support.vault import PASSPHRASE

folder, child, forgetful = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "oublieux"
run = int(sys.stdin.readline())
session = access().open(folder, PASSPHRASE)
print("pret", flush=True)
for number in range(100000):
    field = ("allergies", "birth_place", "languages")[number % 3]
    if not forgetful:
        session.run(session.records.enter, "child", child, field, f"vie {run} texte {number} " + "été " * 20)
    print(f"{field};{run};{number}", flush=True)
"""
FIELDS = ("allergies", "birth_place", "languages")


def written(session: Session, child: str) -> dict[str, tuple[int, int]]:
    """The life and number of the text found in each field."""
    found = session.run(session.files.open, child).child
    read = {}
    for field in FIELDS:
        words = found.values[field].split()
        read[field] = (int(words[1]), int(words[3])) if words else (-1, -1)
        assert not words or found.values[field].strip() == f"vie {words[1]} texte {words[3]} " + ("été " * 20).strip()
    return read


def campaign(folder: Path, kills: int, seed: int, *, forgetful: bool = False) -> tuple[int, int]:
    """Kill a child at its typing again and again; return how many texts were acknowledged and how many of the last ones were lost."""
    session = new_session(folder)
    child = session.run(session.files.create, surname="Durand").created
    session.close()
    chance, acknowledged, lost = random.Random(seed), 0, 0
    last = dict.fromkeys(FIELDS, (-1, -1))
    for number, process in enumerate(litter(kills, TYPING, str(folder), child, "oublieux" if forgetful else "fidele")):
        start(process, str(number))
        heard: Queue[str] = Queue()
        Thread(
            target=lambda stream=process.stdout, heard=heard: [heard.put(line) for line in stream], daemon=True
        ).start()
        heard_first = heard.get(timeout=30)
        time.sleep(chance.uniform(0, 0.12))
        process.kill()
        process.wait()
        said = [heard_first]
        while True:
            try:
                said.append(heard.get(timeout=0.2))
            except Empty:
                break
        for line in said:
            field, life, text = line.strip().split(";")
            last[field] = (int(life), int(text))
        acknowledged += len(said)
        reopened = access().open(folder, PASSPHRASE)
        try:
            found = written(reopened, child)
        finally:
            reopened.close()
        lost += sum(found[field] < last[field] for field in FIELDS)
        last = {field: max(found[field], last[field]) for field in FIELDS}
    return acknowledged, lost


def key_of(folder: Path) -> bytes:
    session = access().open(folder, PASSPHRASE)
    try:
        return bytes(session._key.bytes())
    finally:
        session.close()


def sound(folder: Path) -> list[str]:
    connection = connect(folder / "dossiers.db", key_of(folder))
    try:
        return check_integrity(connection)
    finally:
        connection.close()


def test_what_was_acknowledged_survives_four_kills(tmp_path: Path) -> None:
    acknowledged, lost = campaign(tmp_path / "base", 4, seed=641)
    assert acknowledged >= 4
    assert lost == 0
    assert sound(tmp_path / "base") == []


def test_the_campaign_notices_a_program_that_acknowledges_without_saving(tmp_path: Path) -> None:
    _acknowledged, lost = campaign(tmp_path / "base", 1, seed=642, forgetful=True)
    assert lost > 0


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_what_was_acknowledged_survives_two_hundred_kills(tmp_path: Path) -> None:
    acknowledged, lost = campaign(tmp_path / "base", 200, seed=int(time.time()))
    assert acknowledged >= 200
    assert lost == 0
    assert sound(tmp_path / "base") == []
