"""Showing Accueil: what the screen's thread spends from the answer of the base to the first screen painted.

The floor is an empty scene of the same size in the same run: the window's ground painted alone. Run: ``python3 run.py bench home``
(``--children 300``).
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent))

from measure import best
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from ppe_desktop.domain.home import count_of
from ppe_desktop.services.access import AccessService
from ppe_desktop.services.session import Session
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import apply_theme
from ppe_desktop.ui.views.home.home_view import HomeView
from ppe_desktop.vault.keys import FLOOR

MEASURES = ("PLACEMENT_ASE", "AEMO", "AED")


def fill(session: Session, children: int) -> None:
    """Enter invented children at every point of their care, so that every column is full."""
    rng, today = random.Random(7), dt.date.today()

    def enter() -> None:
        with session.database.work() as work:
            for number in range(children):
                _child(work, rng, number, today)
            work.commit()

    session.run(enter)


def _child(work: Any, rng: random.Random, number: int, today: dt.date) -> None:
    since = today - dt.timedelta(days=rng.randrange(20, 900))
    child = work.add(
        "child", birth_surname=f"Nom{number:04d} Lefèvre", first_names=f"Zoé{number}", sex="F",
        birth_date=today - dt.timedelta(days=rng.randrange(200, 6500)),
    )  # fmt: skip
    episode = work.add("care_episode", child_id=child, since=since)
    work.add(
        "measure", episode_id=episode, type=rng.choice(MEASURES), since=since, until=since + dt.timedelta(days=730)
    )
    work.add("placement", episode_id=episode, setting="MECS", name=f"Maison {number % 17}", since=since)
    if number % 3:
        work.add("health_event", child_id=child, kind="BILAN_ENTREE", done_on=since + dt.timedelta(days=15))
    for back in range(number % 4):
        entry = work.add(
            "journal_entry",
            kind="VISITE_LIEU",
            text="Visite.",
            happened_on=today - dt.timedelta(days=30 * back + number % 90),
        )
        work.add("journal_part", child_id=child, entry_id=entry, text="")
    line = work.add("appointment", kind="VISITE", planned_on=today + dt.timedelta(days=number % 60), at_time="14 h")
    work.add("appointment_child", child_id=child, appointment_id=line)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--children", type=int, default=300)
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    application = QApplication([])
    apply_theme(application, "light")
    with tempfile.TemporaryDirectory() as folder:
        made = AccessService(profile=FLOOR).create(
            Path(folder) / "base", "mesure", first_name="Claire", surname="Essai"
        )
        fill(made.session, options.children)
        report(made.session, options.children, options.runs)
        made.session.close()


def report(session: Session, children: int, runs: int) -> None:
    """Print each figure beside the floor of the run."""
    tasks = Tasks(session)
    empty = QWidget()
    empty.resize(1268, 668)
    empty.show()
    read = session.run(session.home.read)
    floor = best(empty.grab, runs, time.thread_time)
    first = best(lambda: _shown(tasks, read), runs, time.thread_time)
    view = HomeView(tasks)
    view.resize(1268, 668)
    view.show()
    _refreshed(view)
    again = best(lambda: _refreshed(view), runs, time.thread_time)
    base = best(lambda: session.run(session.home.read), runs)
    print(f"{children} enfants, {sum(count_of(due) for due in read.due.values())} échéances à montrer")
    print(f"peindre une fenêtre vide (plancher)                       {floor:8.2f} ms   1.00")
    print(
        f"montrer Accueil la première fois, peinture comprise       {first:8.2f} ms   {first / floor:.1f}   (objectif : 100 ms)"
    )
    print(f"le montrer à nouveau, peinture comprise                   {again:8.2f} ms   {again / floor:.1f}")
    print(f"lire et juger, sur le fil de la base                      {base:8.2f} ms")
    tasks.close()


def _shown(tasks: Tasks, read: Any) -> None:
    """Build the screen, give it what the base answered, paint it."""
    view = HomeView(tasks)
    view.resize(1268, 668)
    view.show()
    view.show_home(read)
    view.grab()
    view.close()
    view.deleteLater()
    QApplication.sendPostedEvents()


def _refreshed(view: HomeView) -> None:
    loop = QEventLoop()
    view.late_counted.connect(loop.quit)
    view.refresh()
    loop.exec()
    view.late_counted.disconnect(loop.quit)
    view.grab()


if __name__ == "__main__":
    main()
