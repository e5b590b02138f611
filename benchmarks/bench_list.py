"""The list of children at scale: reading it, showing it, filtering it at each key, and looking for a child before making one.

Reading is a ratio to the same queries run on the driver's own cursor from the same encrypted base. Run:
``python3 run.py bench list`` (``--children 10000``).
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication
from sqlalchemy import insert

from ppe_desktop.domain.likeness import KnownChildren, identity
from ppe_desktop.models import (
    CareEpisode,
    Child,
    ChildPlan,
    HealthEvent,
    Measure,
    Person,
    Placement,
    Relationship,
    Statement,
)
from ppe_desktop.models.declare import new_id
from ppe_desktop.services.access import AccessService
from ppe_desktop.services.session import Session
from ppe_desktop.storage.cards import read_cards
from ppe_desktop.ui.qt_models.children_model import ChildrenModel
from ppe_desktop.ui.theme import apply_theme
from ppe_desktop.ui.views.children_table import ChildrenTable
from ppe_desktop.vault.keys import FLOOR

SURNAMES = (
    "Martin",
    "Lefèvre",
    "Benali",
    "N’Diaye",
    "de La Tour",
    "Nguyen",
    "Garcia",
    "Coulibaly",
    "Le Goff",
    "Müller",
)
FIRST = ("Léa", "Tom", "Aïcha", "Noah", "Chloé", "Ibrahima", "Inès", "Malo", "Zoé", "Yanis")
TODAY = dt.date(2026, 11, 23)
RAW = (
    "SELECT id, birth_surname, use_surname, first_names, usual_first_name, other_names, birth_date, death_date, status, closed_on"
    " FROM child WHERE binned_at IS NULL",
    "SELECT e.child_id, m.type, m.since, m.until FROM care_episode e JOIN measure m ON m.episode_id = e.id",
    "SELECT e.child_id, p.name, p.setting, p.is_main, p.since FROM care_episode e JOIN placement p ON p.episode_id = e.id",
    "SELECT r.child_id, p.first_name, p.surname FROM relationship r JOIN person p ON p.id = r.person_id"
    " WHERE r.role = 'REFERENT_ASE' ORDER BY r.since, r.id",
    "SELECT child_id, status, established_on FROM child_plan ORDER BY version",
    "SELECT child_id, MAX(done_on) FROM health_event WHERE kind IN ('BILAN_ENTREE', 'BILAN_ANNUEL') GROUP BY child_id",
    "SELECT child_id, MAX(said_on) FROM statement WHERE speaker = 'ENFANT' GROUP BY child_id",
    "SELECT child_id, next_on FROM health_event WHERE next_on >= '2026-11-23'",
)


def fill(session: Session, children: int, words: int) -> None:
    """Enter invented children, straight into the tables."""
    rng = random.Random(7)
    stamp = {"created_at": dt.datetime(2026, 1, 1), "revision": 1, "position": 0}
    rows: dict[Any, list[dict[str, Any]]] = {
        m: [] for m in (Child, CareEpisode, Measure, Placement, ChildPlan, HealthEvent, Statement, Relationship)
    }
    referent = new_id()
    for number in range(children):
        child, episode = new_id(), new_id()
        born = dt.date(2008 + rng.randrange(17), 1 + rng.randrange(12), 1 + rng.randrange(28))
        surname = f"{rng.choice(SURNAMES)}-{number % 997:03d}x"
        rows[Child].append(
            {"id": child, "birth_surname": surname, "first_names": rng.choice(FIRST), "birth_date": born, **stamp}
        )
        rows[CareEpisode].append({"id": episode, "child_id": child, "since": dt.date(2025, 1, 1), **stamp})
        rows[Measure].append(
            {"id": new_id(), "episode_id": episode, "type": "PLACEMENT_ASE", "since": dt.date(2025, 1, 1),
             "until": dt.date(2027, 1 + number % 12, 1), **stamp}
        )  # fmt: skip
        rows[Placement].append(
            {"id": new_id(), "episode_id": episode, "setting": "MECS", "name": f"Maison {number % 60}",
             "since": dt.date(2025, 1, 1), **stamp}
        )  # fmt: skip
        rows[ChildPlan].append({"id": new_id(), "child_id": child, "version": 1, **stamp})
        rows[HealthEvent].append(
            {"id": new_id(), "child_id": child, "kind": "BILAN_ANNUEL", "done_on": dt.date(2026, 3, 1), **stamp}
        )
        rows[Relationship].append(
            {"id": new_id(), "child_id": child, "person_id": referent, "role": "REFERENT_ASE", **stamp}
        )
        rows[Statement] += [
            {
                "id": new_id(),
                "child_id": child,
                "said_on": dt.date(2026, 1, 1 + n),
                "exact_words": "Il parle. " * 40,
                **stamp,
            }
            for n in range(words)
        ]

    def enter() -> None:
        with session.database.work() as work:
            work.connection.execute(
                insert(Person).values(id=referent, surname="Montreuil", first_name="Claire", **stamp)
            )
            for model, values in rows.items():
                work.connection.execute(insert(model), values)
            work.commit()

    session.run(enter)


def best(work: Callable[[], Any], runs: int) -> float:
    """Return the least CPU time of several runs, in milliseconds."""
    times = []
    for _ in range(runs):
        begin = time.thread_time()
        work()
        times.append(time.thread_time() - begin)
    return min(times) * 1000


def reading(session: Session, runs: int) -> tuple[float, float]:
    """Return the time of the list and that of the same rows read raw, in milliseconds."""

    def measure() -> tuple[float, float]:
        with session.database.work() as work:
            connection = work.connection
            cursor = connection.connection.cursor()
            return (
                best(lambda: read_cards(connection, TODAY), runs),
                best(lambda: [cursor.execute(query).fetchall() for query in RAW], runs),
            )

    return session.run(measure)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=3)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    application = QApplication([])
    apply_theme(application, "light")
    with tempfile.TemporaryDirectory() as folder:
        service = AccessService(lambda: dt.datetime(2026, 11, 23, 9), profile=FLOOR)
        session = service.create(
            Path(folder) / "base", "phrase de passe du banc d’essai", first_name="A", surname="B"
        ).session
        try:
            fill(session, asked.children, asked.words)
            ours, raw = reading(session, asked.runs)
            cards = session.run(session.files.cards)
            known = session.run(session.people.children)
        finally:
            session.close()
    model = ChildrenModel(TODAY)
    table = ChildrenTable(model)
    table.resize(1200, 700)
    table.show()
    show = best(lambda: (model.set_cards(cards, TODAY), table.grab()), asked.runs)
    keys = [
        best(lambda text=text: model.set_filter(text), asked.runs)
        for text in ("l", "le", "lef", "lefevre z", "maison 12")
    ]
    index = best(lambda: KnownChildren([(child.child_id, child.identity) for child in known]), 1)
    found = KnownChildren([(child.child_id, child.identity) for child in known])
    typed = identity(birth_surname="Lefebvre-012x", first_names="Lea", birth_date=dt.date(2015, 3, 2))
    look = best(lambda: found.like(typed), asked.runs)
    print(f"{asked.children} enfants")
    print(f"lire la liste        {ours:8.1f} ms   {ours / raw:5.2f} x les mêmes lignes brutes ({raw:.1f} ms)")
    print(f"ranger et afficher   {show:8.1f} ms")
    print(f"filtrer, par touche  {max(keys):8.1f} ms au plus")
    print(f"indexer les noms     {index:8.1f} ms (en arrière-plan, à l’ouverture de « Nouveau dossier »)")
    print(f"chercher un enfant   {look:8.1f} ms par pause")


if __name__ == "__main__":
    main()
