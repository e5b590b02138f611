"""Searching while typing, on a base of 300 children of 200 notes of 600 characters.

Every figure is beside its floors of the same run, on the same encrypted base: the same question asked of the full-text index by the
driver (numbers of the 50 newest hits), and that plus the rows it names. Run: ``python3 run.py bench search``
(``--children 10000 --notes 20`` for the largest base).
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from ppe_desktop.domain.search import parse_query
from ppe_desktop.models import Child, Person, Relationship, Statement
from ppe_desktop.models.declare import new_id
from ppe_desktop.services.access import AccessService
from ppe_desktop.services.search import LIMIT
from ppe_desktop.services.session import Session
from ppe_desktop.storage.search_index import question_of
from ppe_desktop.vault.keys import FLOOR

COMMON = [
    "enfant",
    "école",
    "visite",
    "mère",
    "père",
    "foyer",
    "semaine",
    "samedi",
    "calme",
    "colère",
    "parle",
    "demande",
    "téléphone",
    "famille",
    "sœur",
    "frère",
    "médecin",
    "audience",
    "juge",
    "éducateur",
    "placement",
    "accueil",
    "retour",
    "vacances",
    "anniversaire",
    "psychologue",
    "inquiet",
    "content",
    "dit",
    "veut",
    "peut",
    "avec",
    "sans",
    "pour",
    "chez",
    "avant",
    "après",
]
"""Half of the words of a note; the others come from a long list, the first ones far more often than the last."""
WORDS_OF_A_NOTE = 95
QUESTIONS = (
    "enf",
    "enfan",
    "visite me",
    "visite mere cal",
    "sœu",
    "éduca",
    "babi",
    "lundi dacu",
    '"visite mere"',
    "nom012",
    "zoe",
    "zo",
)
BATCH = 5000


def note(rng: random.Random, rare: list[str]) -> str:
    """Return an invented note of about 600 characters."""
    chosen = (
        rng.choice(COMMON) if rng.random() < 0.5 else rare[int(rng.paretovariate(0.6)) % len(rare)]
        for _ in range(WORDS_OF_A_NOTE)
    )
    return " ".join(chosen).capitalize() + "."


def fill(session: Session, children: int, notes: int) -> None:
    """Enter invented children, persons and notes in bulk, then make the index."""
    rng = random.Random(7)
    rare = sorted(
        {
            "".join(rng.choice("bcdflmnprst") + rng.choice("aeiou") for _ in range(rng.randint(2, 4)))
            for _ in range(20_000)
        }
    )
    rng.shuffle(rare)
    now = dt.datetime(2026, 11, 22, 9)

    def enter() -> None:
        with session.database.work() as work:
            for table, rows in _rows(rng, rare, children, notes, now):
                work.connection.execute(insert(table), rows)
            work.connection.exec_driver_sql("DELETE FROM temp.search_touched")  # the index is made anew below
            work.commit()

    def index() -> None:
        with session.database.work() as work:
            session.database.index.rebuild(work.connection)
            work.commit()

    begin = time.perf_counter()
    session.run(enter)
    print(f"entrer {children} enfants de {notes} notes {time.perf_counter() - begin:26.1f} s")
    begin = time.process_time()
    session.run(index)
    print(f"faire l’index en entier {time.process_time() - begin:36.1f} s")


def _rows(
    rng: random.Random, rare: list[str], children: int, notes: int, now: dt.datetime
) -> Iterator[tuple[type[Any], list[dict[str, Any]]]]:
    ids = [new_id() for _ in range(children)]
    yield (
        Child,
        [
            {
                "id": child,
                "created_at": now,
                "birth_surname": f"Nom{number:04d}",
                "first_names": f"Zoé{number}",
                "sex": "F",
            }
            for number, child in enumerate(ids)
        ],
    )
    persons = [
        {"id": new_id(), "created_at": now, "surname": f"Nom{n % children:04d}", "first_name": "Karima"}
        for n in range(3 * children)
    ]
    yield Person, persons
    yield (
        Relationship,
        [
            {
                "id": new_id(),
                "created_at": now,
                "child_id": ids[number % children],
                "person_id": person["id"],
                "role": "MERE",
            }
            for number, person in enumerate(persons)
        ],
    )
    batch = []
    for number in range(children * notes):
        day = dt.date(2020, 1, 1) + dt.timedelta(days=rng.randrange(2500))
        batch.append(
            {"id": new_id(), "created_at": now, "child_id": ids[number % children], "speaker": "ENFANT", "said_on": day,
             "exact_words": note(rng, rare)}
        )  # fmt: skip
        if len(batch) == BATCH:
            yield Statement, batch
            batch = []
    if batch:
        yield Statement, batch


def best(work: Callable[[], Any], runs: int) -> float:
    """Return the least CPU time of several runs, in milliseconds."""
    times = []
    for _ in range(runs):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return min(times) * 1000


def measure(session: Session, text: str, runs: int) -> tuple[float, float, float, int]:
    """Return the time of the raw question, of the same with its rows, of the use case, and the number of results."""

    def go() -> tuple[float, float, float, int]:
        with session.database.work() as work:
            table, question = question_of(work.connection, parse_query(text))
            numbers = f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT {LIMIT}"
            rows = (
                "SELECT e.child_id, s.id, s.exact_words, s.speaker, s.said_on "
                f"FROM ({numbers}) f JOIN search_entry e ON e.number = f.rowid LEFT JOIN statement s ON s.id = e.record_id"
            )
            cursor = work.connection.connection.cursor()
            raw = best(lambda: cursor.execute(numbers, (question,)).fetchall(), runs)
            read = best(lambda: cursor.execute(rows, (question,)).fetchall(), runs)
        return raw, read, best(lambda: session.search.find(text), runs), session.search.find(text).count

    return session.run(go)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--children", type=int, default=300)
    parser.add_argument("--notes", type=int, default=200)
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = AccessService(profile=FLOOR).create(
            Path(folder) / "base", "mesure", first_name="Claire", surname="Essai"
        )
        fill(made.session, options.children, options.notes)
        print("question            résultats   index brut   + lignes    recherche   / brut   / lignes")
        slowest = 0.0
        for text in QUESTIONS:
            raw, read, found, count = measure(made.session, text, options.runs)
            slowest = max(slowest, found)
            print(
                f"{text:20} {count:8d} {raw:9.2f} ms {read:8.2f} ms {found:8.2f} ms {found / raw:8.2f} {found / read:8.2f}"
            )
        goal = 30 if options.children <= 300 else 100
        print(f"la touche la plus lente : {slowest:.1f} ms (objectif : {goal} ms)")
        made.session.close()


if __name__ == "__main__":
    main()
