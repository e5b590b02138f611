"""Searching while typing, on a base of 300 children of 200 notes of 600 characters.

Questions are typed key by key; each key is measured from the third letter on, in processor time of the base's thread, the least of
several passes (what is kept in memory is forgotten before each). The floor, measured in the same run on the same encrypted base, is an
ordinary full-text table asked the same words: the 50 newest notes, their stored text and the excerpt FTS5 makes of it. Its questions
cannot tell the name of a child from a word: those that need it stand apart. Run: ``python3 run.py bench search``
(``--children 10000 --notes 20`` for a département).
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import quantiles
from typing import Any

from sqlalchemy import insert

from ppe_desktop.domain.search import LEAST_LETTERS, parse_query
from ppe_desktop.models import Child, Person, Relationship, Statement
from ppe_desktop.models.declare import new_id
from ppe_desktop.services.access import AccessService
from ppe_desktop.services.search import LIMIT
from ppe_desktop.services.session import Session
from ppe_desktop.storage import connection as storage_connection
from ppe_desktop.storage.search_watch import unwatch
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
    "enfant",
    "école",
    "visite mère",
    "visite mère calme",
    "sœur",
    "éducateu",
    "babi",
    "lundi dacu",
    '"visite mère"',
)
NAMED_QUESTIONS = ("zoé", "nom0123", "zoé12 visite", "nom0123 école", "karima colère")
BATCH = 5000
DAYS = 2500
PREFIXES = "3 4 5 6 7 8"
"""Beginnings of words that the floor has indexes of: every one that the questions ask for."""
PASSPHRASE = "mesure"


def notes_of(rng: random.Random) -> Iterator[str]:
    """Give invented notes of about 600 characters, cut from one long string of words."""
    rare = sorted(
        {
            "".join(rng.choice("bcdflmnprst") + rng.choice("aeiou") for _ in range(rng.randint(2, 4)))
            for _ in range(20_000)
        }
    )
    rng.shuffle(rare)
    drawn = [
        rng.choice(COMMON) if rng.random() < 0.5 else rare[int(rng.paretovariate(0.6)) % len(rare)]
        for _ in range(400_000)
    ]
    while True:
        start = rng.randrange(len(drawn) - WORDS_OF_A_NOTE)
        yield " ".join(drawn[start : start + WORDS_OF_A_NOTE]).capitalize() + "."


def fill(folder: Path, children: int, notes: int) -> None:
    """Make a base with invented children, persons and notes, its index, and the table of the floor.

    Memory is not wiped meanwhile, which halves the time; it is when the base is measured.
    """
    storage_connection.MEMORY_SECURITY = False
    session = AccessService(profile=FLOOR).create(folder, PASSPHRASE, first_name="Claire", surname="Essai").session
    begin = time.perf_counter()
    session.run(_enter, session, children, notes)
    print(f"entrer {children} enfants de {notes} notes {time.perf_counter() - begin:26.1f} s")
    begin = time.process_time()
    session.run(_index, session)
    print(f"faire l’index en entier {time.process_time() - begin:36.1f} s")
    session.run(_make_floor, session)
    session.close()
    storage_connection.MEMORY_SECURITY = True


def _enter(session: Session, children: int, notes: int) -> None:
    with session.database.work() as work:
        unwatch(work.connection)  # the index is made at once below
        for table, rows in _rows(random.Random(7), children, notes):
            work.connection.execute(insert(table), rows)
        work.session.commit()


def _index(session: Session) -> None:
    with session.database.work() as work:
        session.database.index.rebuild(work.connection)
        work.commit()


def _make_floor(session: Session) -> None:
    """Make the ordinary full-text table, its notes numbered in the order of their days."""
    with session.database.work() as work:
        for statement in (
            "CREATE TABLE raw_note (number INTEGER PRIMARY KEY, statement_id TEXT, child_id TEXT, said_on TEXT, words TEXT)",
            "INSERT INTO raw_note SELECT row_number() OVER (ORDER BY said_on, id), id, child_id, said_on, "
            "replace(exact_words, 'œ', 'oe') FROM statement",
            "CREATE VIRTUAL TABLE raw_text USING fts5(words, content='raw_note', content_rowid='number', "
            f"tokenize='unicode61 remove_diacritics 2', prefix='{PREFIXES}')",
            "INSERT INTO raw_text (raw_text) VALUES ('rebuild')",
            "INSERT INTO raw_text (raw_text) VALUES ('optimize')",
        ):
            work.connection.exec_driver_sql(statement)
        work.commit()


def _rows(rng: random.Random, children: int, notes: int) -> Iterator[tuple[type[Any], list[dict[str, Any]]]]:
    now = dt.datetime(2026, 11, 22, 9)
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
                "child_id": ids[n % children],
                "person_id": person["id"],
                "role": "MERE",
            }
            for n, person in enumerate(persons)
        ],
    )
    words = notes_of(rng)
    every = (
        {"id": new_id(), "created_at": now, "child_id": ids[number % children], "speaker": "ENFANT",
         "said_on": dt.date(2020, 1, 1) + dt.timedelta(days=rng.randrange(DAYS)), "exact_words": next(words)}
        for number in range(children * notes)
    )  # fmt: skip
    while batch := [row for _, row in zip(range(BATCH), every, strict=False)]:
        yield Statement, batch


def spent(work: Callable[[], Any]) -> float:
    """Return the processor time of some work in this thread, in milliseconds."""
    begin = time.thread_time()
    work()
    return (time.thread_time() - begin) * 1000


def keys_of(question: str) -> list[str]:
    """Return what stands in the field after each key, from the third letter on."""
    return [question[:end] for end in range(LEAST_LETTERS, len(question) + 1) if parse_query(question[:end]).terms]


def measure(session: Session, questions: tuple[str, ...], runs: int) -> dict[str, tuple[float, float]]:
    """Return for each key the least time of the floor and of the search."""
    found: dict[str, tuple[float, float]] = {}
    keys = [key for question in questions for key in keys_of(question)]
    for _ in range(runs):
        session.database.index.names.forget_all()
        session.search.recent()  # opening the panel asks for it, and reads the names
        for key in keys:
            floor, search = spent(lambda: _ask_floor(session, key)), spent(lambda: session.search.find(key))  # noqa: B023
            before = found.get(key, (floor, search))
            found[key] = min(before[0], floor), min(before[1], search)
    return found


def _ask_floor(session: Session, typed: str) -> None:
    terms = (f'"{" ".join(term.parts)}"{" *" if term.is_prefix else ""}' for term in parse_query(typed).terms)
    with session.database.work() as work:
        work.connection.exec_driver_sql(
            "SELECT n.statement_id, n.child_id, n.said_on, n.words, snippet(raw_text, 0, '[', ']', '…', 20) "
            "FROM raw_text f CROSS JOIN raw_note n ON n.number = f.rowid "
            f"WHERE raw_text MATCH ? ORDER BY f.rowid DESC LIMIT {LIMIT}",
            (" AND ".join(terms),),
        ).all()


def say(title: str, measured: dict[str, tuple[float, float]], *, with_floor: bool) -> float:
    """Print one line for each key, then the spread; return the slowest."""
    print(f"\n{title:26}    plancher    recherche   rapport")
    for key, (floor, search) in measured.items():
        against = f"{floor:9.2f} ms {search:9.2f} ms {search / floor:9.2f}" if with_floor else f"{search:22.2f} ms"
        print(f"{key:26} {against}")
    times = [search for _, search in measured.values()]
    middle, high = quantiles(times, n=20)[9], quantiles(times, n=20)[18]
    print(f"{len(times)} touches : p50 {middle:.1f} ms, p95 {high:.1f} ms, la plus lente {max(times):.1f} ms")
    if with_floor:
        ratios = sorted(search / floor for floor, search in measured.values())
        whole = sum(times) / sum(floor for floor, _ in measured.values())
        print(f"rapport au plancher : {whole:.2f} en tout, p50 {quantiles(ratios, n=20)[9]:.2f}, pire {ratios[-1]:.2f}")
    return max(times)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--children", type=int, default=300)
    parser.add_argument("--notes", type=int, default=200)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--base", type=Path, help="keep the base in this folder, or measure the one it holds")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        base = options.base or Path(folder) / "base"
        if not base.exists():
            fill(base, options.children, options.notes)
        session = AccessService(profile=FLOOR).open(base, PASSPHRASE)
        slowest = say("mots", session.run(measure, session, QUESTIONS, options.runs), with_floor=True)
        named = session.run(measure, session, NAMED_QUESTIONS, options.runs)
        slowest = max(slowest, say("noms, noms et mots", named, with_floor=False))
        print(f"\nla touche la plus lente : {slowest:.1f} ms (objectif : {30 if options.children <= 300 else 100} ms)")
        session.close()


if __name__ == "__main__":
    main()
