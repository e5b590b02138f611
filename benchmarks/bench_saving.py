"""A day's typing with the settings that survive a power cut, against the other settings that lose nothing either.

The same texts are saved in bases that differ by their settings only, each save in its turn on every base, so that the noise of the
machine falls on all of them alike; the disk is that of the folder given (``--folder``), never the memory. A save is what the screen asks
for: the field, its history, the index, the journal of readings, in one transaction. Settings that were refused are shown too, and why. Run: ``python3 run.py bench saving``.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ppe_desktop.services.session import Session
from ppe_desktop.storage import connection as connecting
from tests.support.base import Clock, access, new_session
from tests.support.vault import PASSPHRASE

LIMIT = 1.3
SAVES = 400
"""Saves of a day: two hours of typing, one each time the fingers rest."""
OURS = "TRUNCATE, EXTRA, exclusif (le nôtre)"
DELETED, FULL, LOGGED = ("DELETE", "delete"), ("FULL", 2), ("WAL", "wal")
CHOICES: dict[str, dict[str, tuple[str, object]]] = {
    OURS: {},
    "DELETE, EXTRA, exclusif": {"journal_mode": DELETED},
    "TRUNCATE, FULL, exclusif": {"synchronous": FULL},
}
"""What lost nothing in the replayed power cuts, and where a damaged byte always shows."""
REFUSED: dict[str, dict[str, tuple[str, object]]] = {
    "WAL, FULL, exclusif": {"journal_mode": LOGGED, "synchronous": FULL},
    "DELETE, FULL, exclusif": {"journal_mode": DELETED, "synchronous": FULL},
    "sans synchronisation": {"synchronous": ("OFF", 0)},
}
WHY = {
    "WAL, FULL, exclusif": "un octet abîmé de son journal fait disparaître en silence les enregistrements suivants",
    "DELETE, FULL, exclusif": "une coupure sur trois perd le dernier enregistrement",
    "sans synchronisation": "une coupure rend la base illisible",
}


def opened(folder: Path, changes: dict[str, tuple[str, object]]) -> Session:
    """Open a new base with some settings changed."""
    kept = connecting._SETTINGS
    new_session(folder, Clock()).close()
    connecting._SETTINGS = tuple((name, *changes.get(name, (value, answer))) for name, value, answer in kept)
    try:
        return access(Clock()).open(folder, PASSPHRASE)
    finally:
        connecting._SETTINGS = kept


def typed(number: int) -> str:
    """Return the text as it stands at a save: a note that grows, a new one from time to time."""
    return "Elle dit que la cantine lui plaît et que sa sœur vient samedi. " * (1 + number % 25)


def main() -> int:
    """Measure and print; return 1 when ours costs too much."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, default=None, help="dossier du disque à mesurer")
    parser.add_argument("--saves", type=int, default=SAVES)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ppe-mesure-", dir=asked.folder or Path.cwd()) as place:
        sessions = {name: opened(Path(place) / str(n), changes) for n, (name, changes) in enumerate({**CHOICES, **REFUSED}.items())}  # fmt: skip
        children = {name: session.run(session.files.create, surname="Durand").created for name, session in sessions.items()}  # fmt: skip
        times: dict[str, list[float]] = {name: [] for name in sessions}
        for number in range(asked.saves):
            for name, session in sessions.items():
                begin = time.perf_counter()
                session.run(session.records.enter, "child", children[name], "allergies", typed(number))
                times[name].append(time.perf_counter() - begin)
        for session in sessions.values():
            session.close()
    fastest = min(statistics.median(times[name]) for name in CHOICES)
    for name, spent in times.items():
        middle = statistics.median(spent)
        safe = f"   refusé : {WHY[name]}" if name in WHY else ""
        print(
            f"{name:38} {middle * 1000:6.1f} ms (médiane)  {sum(spent):6.1f} s la journée   x {middle / fastest:.2f}{safe}"
        )
    ratio = statistics.median(times[OURS]) / fastest
    print(f"le nôtre : {ratio:.2f} fois le plus rapide des réglages sûrs (au plus {LIMIT})")
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
