"""The list of children at scale: its first screen, what follows, each key, each order, and looking for a child before making one.

Reading is a ratio to the same rows read by the driver's own cursor from the same encrypted base. Run:
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

from ppe_desktop.domain.children_list import READ_PARTS, Part
from ppe_desktop.domain.deadlines.outlook import Outlook, outlook_of
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
from ppe_desktop.storage.cards import read_cards, read_part
from ppe_desktop.ui.qt_models.children_model import ChildrenModel
from ppe_desktop.ui.qt_models.children_order import FILTERS, GROUPS, SORTS
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
    "SELECT e.child_id, m.type, m.until, m.since, m.ended_on FROM care_episode e JOIN measure m ON m.episode_id = e.id",
    "SELECT e.child_id, p.name, p.setting, p.is_main, p.since, p.until FROM care_episode e JOIN placement p ON p.episode_id = e.id",
    "SELECT child_id, person_id, id, since, until FROM relationship WHERE role = 'REFERENT_ASE'",
    "SELECT child_id, status, established_on, version FROM child_plan",
    "SELECT id, (SELECT said_on FROM statement WHERE child_id = child.id AND speaker = 'ENFANT' ORDER BY said_on DESC LIMIT 1) FROM child",
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


def reading(session: Session, runs: int) -> tuple[float, float, list[float], float]:
    """Return the time of the names, of the same raw, of each kind of fact after them, and of all the rows raw, in milliseconds."""

    def measure() -> tuple[float, float, list[float], float]:
        with session.database.work() as work:
            connection = work.connection
            cursor = connection.connection.cursor()

            def raw(*queries: str) -> float:
                return best(lambda: [cursor.execute(query).fetchall() for query in queries], runs)

            parts = [best(lambda part=part: read_part(connection, part, TODAY), runs) for part in READ_PARTS]
            return best(lambda: read_cards(connection), runs), raw(RAW[0]), parts, raw(*RAW)

    return session.run(measure)


def judge(session: Session, children: list[str]) -> tuple[list[Outlook], float]:
    """Return what the deadlines of some children come down to, and the time it took, in milliseconds."""
    begin = time.thread_time()
    outlooks = [outlook_of(session.deadlines.of_child(child), TODAY) for child in children]
    return outlooks, (time.thread_time() - begin) * 1000


def arranging(model: ChildrenModel, runs: int) -> tuple[float, str]:
    """Return the dearest order, grouping or chip, and its name."""
    times = {}
    for sort in SORTS:
        for group in GROUPS:
            model.arrangement.sort, model.arrangement.group = sort, group
            times[best(model.rearrange, runs)] = f"{SORTS[sort]}, {GROUPS[group].lower()}"
    for chip in FILTERS:
        times[best(lambda chip=chip: model.set_chips({chip}), runs)] = FILTERS[chip][0]
    model.set_chips(set())
    return max(times), times[max(times)]


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
            names, raw_names, parts, raw = reading(session, asked.runs)
            cards, known = session.run(session.files.children_list, READ_PARTS)
            outlooks, judging = session.run(judge, session, [card.child_id for card in cards[:25]])
            children = session.run(session.people.children)
        finally:
            session.close()
    report_list(asked, names, raw_names, parts, raw)
    model = ChildrenModel(TODAY)
    table = ChildrenTable(model)
    table.resize(1200, 700)
    table.show()
    show = best(lambda: (model.set_cards(cards, {}, TODAY), table.grab()), asked.runs)
    for part, facts in known.items():
        model.set_part(part, facts)
    model.set_part(Part.OUTLOOK, {card.child_id: outlooks[place % len(outlooks)] for place, card in enumerate(cards)})
    keys = [
        best(lambda text=text: model.set_filter(text), asked.runs)
        for text in ("l", "le", "lef", "lefevre z", "maison 12", "")
    ]
    dearest, which = arranging(model, asked.runs)
    index = best(lambda: KnownChildren([(child.child_id, child.identity) for child in children]), 1)
    found = KnownChildren([(child.child_id, child.identity) for child in children])
    typed = identity(birth_surname="Lefebvre-012x", first_names="Lea", birth_date=dt.date(2015, 3, 2))
    look = best(lambda: found.like(typed), asked.runs)
    print(f"ranger et peindre les noms   {show:8.1f} ms")
    print(f"premier écran, en tout       {names + show:8.1f} ms   (objectif : 100 ms)")
    print(f"filtrer, par touche          {max(keys):8.1f} ms au plus   (objectif : 50 ms)")
    print(f"trier, regrouper, filtrer    {dearest:8.1f} ms au plus ({which})   (objectif : 50 ms)")
    print(f"juger l’écran ({len(outlooks)} enfants)   {judging:8.1f} ms, après la première peinture")
    print(f"indexer les noms             {index:8.1f} ms (en arrière-plan, à l’ouverture de « Nouveau dossier »)")
    print(f"chercher un enfant           {look:8.1f} ms par pause")


def report_list(asked: argparse.Namespace, names: float, raw_names: float, parts: list[float], raw: float) -> None:
    """Print what reading the list costs beside its floor."""
    print(f"{asked.children} enfants")
    print(
        f"lire les noms                {names:8.1f} ms   {names / raw_names:5.2f} x les mêmes lignes brutes ({raw_names:.1f} ms)"
    )
    whole = names + sum(parts)
    print(f"lire le reste                {sum(parts):8.1f} ms   en {len(parts)} fois, {max(parts):.1f} ms au plus")
    print(f"lire toute la liste          {whole:8.1f} ms   {whole / raw:5.2f} x les mêmes lignes brutes ({raw:.1f} ms)")


if __name__ == "__main__":
    main()
