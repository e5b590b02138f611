"""The statutory deadlines of all the children: reading, judging, and one child after a change.

Each is a ratio to a floor of the same run: the same rows read as tuples by the driver from the same encrypted base.
Run: ``python3 run.py bench deadlines`` (``--children 10000 --base DIR`` for a département, whose base takes minutes to fill).
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from ppe_desktop.models import CareEpisode, Child, ChildPlan, HealthEvent, Measure, Placement, SituationReport
from ppe_desktop.models.declare import new_id
from ppe_desktop.services.access import AccessService
from ppe_desktop.services.session import Session
from ppe_desktop.vault.keys import FLOOR

PASSPHRASE = "mesure"
TABLES = (
    "child",
    "care_episode",
    "measure",
    "placement",
    "child_plan",
    "health_event",
    "situation_report",
    "statutory_step",
    "deadline_waiver",
)


def fill(session: Session, children: int) -> None:
    """Enter invented children, each with four years of measures, places, checks, reports and plans."""
    rng = random.Random(7)
    rows: dict[type[Any], list[dict[str, Any]]] = {
        model: [] for model in (Child, CareEpisode, Measure, Placement, ChildPlan, HealthEvent, SituationReport)
    }
    now = dt.datetime(2026, 11, 20, 9)

    def add(model: type[Any], **values: Any) -> Any:
        row = {"id": new_id(), "created_at": now, "revision": 1, "position": 0, **values}
        rows[model].append(row)
        return row["id"]

    for number in range(children):
        born = dt.date(2007 + rng.randrange(18), 1 + rng.randrange(12), 1 + rng.randrange(28))
        child = add(Child, birth_surname=f"Nom{number:05d}", first_names=f"Zoé{number}", birth_date=born)
        start = dt.date(2022 + rng.randrange(4), 1 + rng.randrange(12), 1 + rng.randrange(28))
        episode = add(CareEpisode, child_id=child, since=start)
        for year in range(3):
            since = start + dt.timedelta(days=365 * year)
            add(
                Measure,
                episode_id=episode,
                type=rng.choice(["PLACEMENT_ASE", "AEMO", "AP"]),
                since=since,
                until=since + dt.timedelta(days=365),
            )
            add(
                Placement,
                episode_id=episode,
                setting="MECS",
                is_main=True,
                since=since,
                until=since + dt.timedelta(days=364),
            )
            add(
                ChildPlan,
                child_id=child,
                version=year + 1,
                status="TERMINE",
                established_on=since + dt.timedelta(days=80),
            )
            add(HealthEvent, child_id=child, kind="BILAN_ANNUEL", done_on=since + dt.timedelta(days=40))
            add(
                SituationReport,
                child_id=child,
                written_on=since + dt.timedelta(days=300),
                sent_on=since + dt.timedelta(days=320),
            )

    def enter() -> None:
        with session.database.work() as work:
            for model, found in rows.items():
                work.connection.execute(insert(model.__table__), found)
            work.commit()

    session.run(enter)


def best(work: Callable[[], Any], runs: int, before: Callable[[], Any] | None = None) -> float:
    """Return the least CPU time of several runs, in milliseconds, from the question to the answer.

    What is done before each run is not counted, nor the time taken to let go of the answer.
    """
    times = []
    for _ in range(runs):
        if before is not None:
            before()
        begin = time.process_time()
        answer = work()
        times.append(time.process_time() - begin)
        del answer
    return min(times) * 1000


def read_raw(session: Session) -> int:
    """Read the same tables as tuples: the floor."""

    def read() -> int:
        with session.database.work() as work:
            cursor = work.connection.connection.cursor()
            return sum(len(cursor.execute(f"SELECT * FROM {table}").fetchall()) for table in TABLES)

    return session.run(read)


def open_base(folder: Path, children: int) -> Session:
    """Open the base of a folder; there is none, make it."""
    access = AccessService(profile=FLOOR)
    if access.has_base(folder):
        return access.open(folder, PASSPHRASE)
    session = access.create(folder, PASSPHRASE, first_name="Claire", surname="Essai").session
    fill(session, children)
    return session


def measure(session: Session, runs: int) -> None:
    """Measure and print."""
    deadlines = session.deadlines
    ids = [one.child_id for one in session.run(deadlines.of_everyone)]
    raw = best(lambda: read_raw(session), runs)
    everyone = best(lambda: session.run(deadlines.of_everyone), runs, before=deadlines.forget)
    again = best(lambda: session.run(deadlines.of_everyone), runs)
    one = best(lambda: session.run(deadlines.of_child, ids[len(ids) // 2]), runs * 3)
    print(f"{len(ids)} enfants")
    print(f"lignes brutes (plancher)                {raw:8.1f} ms   1.00")
    print(f"échéances de tous                       {everyone:8.1f} ms   {everyone / raw:.2f}")
    print(f"les mêmes, une seconde fois             {again:8.1f} ms   {again / raw:.2f}")
    print(f"échéances d’un enfant, après un changement {one:5.2f} ms   (objectif : 5 ms)")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--children", type=int, default=300)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--base", type=Path, help="keep the base in this folder, or measure the one it holds")
    options = parser.parse_args()
    gc.disable()  # as in the application, where cycles are collected on the screen's thread only
    with tempfile.TemporaryDirectory() as folder:
        session = open_base(options.base or Path(folder) / "base", options.children)
        try:
            measure(session, options.runs)
        finally:
            session.close()


if __name__ == "__main__":
    main()
