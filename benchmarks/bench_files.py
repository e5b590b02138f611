"""Opening a child's file and filtering the list, on a base of 300 children of 200 statements each.

Everything is a ratio to a floor of the same run: the same rows read as tuples by the driver from the same encrypted base, and a bare
Qt table filtered on the same names. Run: ``python3 run.py bench files`` (``--children 300 --words 200``); ``--sections`` measures instead
each section of a full file, and the memory that ten files ask for: at the first visit with nothing prepared, at the first visit once the
sections were prepared in a quiet moment, and at the next ones.

A visit counts everything from the key to the moment when the window shows, painted, what it will go on showing: the processor time of the
whole process, the reading of the base included. At a first visit what stands below the window is made afterwards, a step a turn of the event
loop (``Unrolling``), without anything moving on screen; those steps are held back here, then run and measured one by one, each with its
painting, and what they ask of the base: "suite" is how many there are, what they cost together, and the longest.
"""

from __future__ import annotations

import argparse
import datetime as dt
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from typing import Any, NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from ppe_desktop.models.declare import new_id
from ppe_desktop.services.access import AccessService
from ppe_desktop.services.session import Session
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.garbage import SWEEP_MS
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import apply_theme
from ppe_desktop.ui.views.casefile.casefile_view import SECTIONS, CaseFileView
from ppe_desktop.ui.views.children_view import ChildrenView
from ppe_desktop.ui.widgets.unrolling import Unrolling
from ppe_desktop.vault.keys import FLOOR

WORDS = "Il parle de l’école, du foot, de sa sœur et du week-end chez sa tante, calmement, puis demande quand il la reverra. "
PASSPHRASE = "mesure"
FULL = 10
"""Files that hold everything, opened one after the other."""
TABLES = ("relationship", "parental_authority", "contact_right", "care_episode", "decision", "sibling_link")


def fill(session: Session, children: int, words: int) -> list[str]:
    """Enter invented children with everything a file usually holds; return their identifiers."""
    rng = random.Random(7)
    made = []

    def enter() -> None:
        with session.database.work() as work:
            for number in range(children):
                made.append(_child(work, rng, number, words))
            work.commit()

    session.run(enter)
    return made


def _child(work: Any, rng: random.Random, number: int, words: int) -> str:
    day = dt.date(2010 + rng.randrange(15), 1 + rng.randrange(12), 1 + rng.randrange(28))
    child = work.add(
        "child", birth_surname=f"Nom{number:04d} Lefèvre", first_names=f"Zoé{number}", birth_date=day, sex="F"
    )
    episode = work.add("care_episode", child_id=child, since=dt.date(2024, 3, 1))
    decision = work.add(
        "decision", child_id=child, decided_on=dt.date(2024, 3, 1), reasons=WORDS * 8, content=WORDS * 4
    )
    work.add(
        "measure",
        episode_id=episode,
        decision_id=decision,
        type="PLACEMENT_ASE",
        since=dt.date(2024, 3, 1),
        until=dt.date(2027, 3, 1),
    )
    work.add(
        "placement",
        episode_id=episode,
        setting="MECS",
        name=f"Maison {number % 17}",
        town="Massy",
        since=dt.date(2024, 3, 1),
    )
    for role in ("MERE", "PERE", "GRAND_PARENT", "MEDECIN", "ENSEIGNANT"):
        person = work.add("person", surname=f"Nom{number:04d}", first_name=role.title(), phone="01 99 00 10 10")
        work.add("address", person_id=person, street=f"{number} rue des Essais", postcode="91300", town="Massy")
        work.add("relationship", child_id=child, person_id=person, role=role)
        work.add("contact_right", child_id=child, person_id=person, kind="VISITE", rhythm="un samedi sur deux")
    for index in range(words):
        work.add(
            "statement",
            child_id=child,
            speaker="ENFANT",
            said_on=dt.date(2025, 1 + index % 12, 1 + index % 28),
            exact_words=WORDS * 5,
        )
    return child


def best(work: Callable[[], Any], runs: int) -> float:
    """Return the least CPU time of several runs, in milliseconds."""
    times = []
    for _ in range(runs):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return min(times) * 1000


def settle(milliseconds: int) -> None:
    """Let Qt and the database thread work."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def read_raw(session: Session, child_id: str) -> int:
    """Read the rows of a file as tuples: the floor."""

    def read() -> int:
        with session.database.work() as work:
            cursor = work.connection.connection.cursor()
            count = len(cursor.execute("SELECT * FROM child WHERE id = ?", (child_id,)).fetchall())
            for table in TABLES:
                count += len(cursor.execute(f"SELECT * FROM {table} WHERE child_id = ?", (child_id,)).fetchall())
            for table in ("measure", "placement"):
                query = f"SELECT * FROM {table} WHERE episode_id IN (SELECT id FROM care_episode WHERE child_id = ?)"
                count += len(cursor.execute(query, (child_id,)).fetchall())
            query = "SELECT p.*, a.* FROM relationship r JOIN person p ON p.id = r.person_id JOIN address a ON a.person_id = p.id WHERE r.child_id = ?"
            return count + len(cursor.execute(query, (child_id,)).fetchall())

    return session.run(read)


def open_on_screen(view: CaseFileView, child_id: str) -> None:
    """Open a file until its first section is painted."""
    view.context.file = None
    loop = QEventLoop()
    view.file_shown.connect(loop.quit)
    view.open_file(child_id)
    loop.exec()
    view.grab()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--children", type=int, default=300)
    parser.add_argument("--words", type=int, default=200)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--sections", action="store_true")
    options = parser.parse_args()
    application = QApplication([])
    apply_theme(application, "light")
    with tempfile.TemporaryDirectory() as folder:
        base, listed = Path(folder) / "base", Path(folder) / "enfants"
        asked = (base, listed, options.children, options.words, options.sections)
        filling = multiprocessing.get_context("spawn").Process(target=make_base, args=asked)
        filling.start()  # apart: what entering sixty thousand statements leaves in the heap is not what showing them asks for
        filling.join()
        children = listed.read_text(encoding="utf-8").split()
        session = AccessService(profile=FLOOR).open(base, PASSPHRASE)
        if options.sections:
            report_sections(session, children, options.runs)
        else:
            report(session, children, options.runs)
        session.close()


def make_base(base: Path, listed: Path, children: int, words: int, has_full: bool) -> None:
    """Make a base of invented children, ten of them with a full file when asked, and list their identifiers."""
    session = AccessService(profile=FLOOR).create(base, PASSPHRASE, first_name="Claire", surname="Essai").session
    made = fill(session, children, words)
    for child in made[:FULL] if has_full else ():
        fill_out(session, child, words)
    session.close()
    listed.write_text("\n".join(made), encoding="utf-8")


def report(session: Session, children: list[str], runs: int) -> None:
    """Print each figure beside its floor."""
    rng = random.Random(3)
    tasks = Tasks(session)
    view = CaseFileView(tasks, Autosaver(tasks), session.records.kinds())
    view.resize(1366, 768)
    view.show()
    raw = best(lambda: read_raw(session, rng.choice(children)), runs)
    data = best(lambda: session.run(session.files.open, rng.choice(children)), runs)
    screen = best(lambda: open_on_screen(view, rng.choice(children)), runs)
    print(f"{len(children)} enfants")
    print(f"ouvrir un dossier, lignes brutes (plancher)      {raw:8.2f} ms   1.00")
    print(f"ouvrir un dossier, valeurs lues                  {data:8.2f} ms   {data / raw:.2f}")
    print(f"ouvrir un dossier, première rubrique peinte      {screen:8.2f} ms   (objectif : 100 ms)")
    children_view = ChildrenView(tasks)
    children_view.resize(1366, 768)
    children_view.show()
    cards = best(lambda: session.run(session.files.cards), runs)
    children_view.refresh()
    settle(800)
    children_view.grab()
    floor = best(children_view.table.grab, runs)
    keys = [
        best(lambda text=text: type_key(children_view, text), runs)
        for text in ("n", "no", "nom01", "zoe2", "lefevre mai", "")
    ]
    print(f"lire la liste                                    {cards:8.2f} ms")
    print(f"peindre la liste (plancher d’une touche)         {floor:8.2f} ms   1.00")
    print(
        f"filtrer, la touche la plus lente, peinture comprise {max(keys):5.2f} ms   {max(keys) / floor:.2f}   (objectif : 50 ms)"
    )


def fill_out(session: Session, child: str, words: int) -> None:
    """Enter what a file several years old holds besides: a journal, health, schools, reports."""
    days = [dt.date(2024 + index // 100 % 3, 1 + index % 12, 1 + index % 28) for index in range(max(words, 40))]
    notes = [{"id": new_id(), "text": WORDS * 5, "kind": "VISITE", "happened_on": days[n]} for n in range(words)]

    def enter() -> None:
        with session.database.work() as work:
            work.add_many("journal_entry", notes)
            work.add_many("journal_part", [{"entry_id": note["id"], "child_id": child} for note in notes])
            for kind, values in (
                ("health_event", [{"kind": "DENTAIRE", "done_on": day, "results": WORDS} for day in days[:40]]),
                ("situation_report", [{"written_on": day} for day in days[:12]]),
                ("schooling", [{"school": f"École {n}", "since": dt.date(2015 + n, 9, 1)} for n in range(10)]),
                ("activity", [{"name": f"Judo {n}", "since": dt.date(2015 + n, 9, 1)} for n in range(10)]),
            ):
                work.add_many(kind, [{"child_id": child, **each} for each in values])
            work.commit()

    session.run(enter)


def wait_for_the_base(tasks: Tasks) -> None:
    """Let everything that was asked of the base come and be painted."""
    for _ in range(3):
        loop = QEventLoop()
        tasks.ask(int, then=lambda _nothing, loop=loop: loop.quit())
        loop.exec()
        QApplication.processEvents()


class Visit(NamedTuple):
    """What showing a section costs.

    Attributes:
        first: CPU time from the key to the first screenful, painted, in milliseconds.
        later: that of each step which makes what stands below the window, in milliseconds.
    """

    first: float
    later: list[float]


def show_section(view: CaseFileView, tasks: Tasks, key: str) -> Visit:
    """Change section: measure the first screenful, then each step of what stands below it."""
    go_on, Unrolling.go_on = Unrolling.go_on, lambda _self: None  # type: ignore[method-assign]
    begin = time.process_time()
    view.show_section(key)
    QApplication.processEvents()
    wait_for_the_base(tasks)
    first = (time.process_time() - begin) * 1000
    unrolling, later = view.page(key).unrolling, []
    while unrolling.is_at_work():
        begin = time.process_time()
        unrolling.step()
        QApplication.processEvents()
        later.append((time.process_time() - begin) * 1000)
        if not unrolling.is_at_work():
            begin = time.process_time()
            wait_for_the_base(tasks)
            later[-1] += (time.process_time() - begin) * 1000
    Unrolling.go_on = go_on  # type: ignore[method-assign]
    return Visit(first, later)


def prepare(view: CaseFileView, tasks: Tasks) -> list[float]:
    """Prepare all sections without waiting for a quiet moment; return the CPU time of each step, in milliseconds."""
    view.prepare_sections()
    steps = []
    while view.preparing.is_at_work():
        begin = time.process_time()
        view.preparing.step()
        steps.append((time.process_time() - begin) * 1000)
        wait_for_the_base(tasks)
    return steps


def report_sections(session: Session, children: list[str], runs: int) -> None:
    """Print what each section costs at its first visit and at the next ones, then the memory of ten files opened one after the other."""
    full = children[:FULL]
    tasks = Tasks(session)
    view = CaseFileView(tasks, Autosaver(tasks), session.records.kinds())
    view.resize(1366, 768)
    view.show()
    bare, ready, again = ({key: [] for key, *_ in SECTIONS} for _ in range(3))
    later: dict[str, list[list[float]]] = {key: [] for key, *_ in SECTIONS}
    steps: list[float] = []
    for run in range(2 * max(runs, len(full))):
        is_prepared = run % 2 == 1
        open_on_screen(view, full[run // 2 % len(full)])
        wait_for_the_base(tasks)
        if is_prepared:
            steps += prepare(view, tasks)
        for times in (ready if is_prepared else bare, again):
            for key, *_ in (*SECTIONS[1:], SECTIONS[0]):
                visit = show_section(view, tasks, key)
                times[key].append(visit.first)
                if times is bare:
                    later[key].append(visit.later)
        view.forget()
        settle(SWEEP_MS + 100)
    for key, _icon, title, _page in SECTIONS:
        visits = f"{min(bare[key]):8.2f} ms, préparée {min(ready[key]):8.2f} ms, puis {min(again[key]):8.2f} ms"
        after = min(later[key], key=lambda steps: sum(steps))
        rest = f", suite {len(after)} pas, {sum(after):.1f} ms, le plus long {max(after):.1f} ms" if after else ""
        print(f"{title:24} {visits}   (objectif : 50 ms){rest}")
    print(f"un pas de la préparation, le plus long {max(steps):8.2f} ms, p95 {quantiles(steps, n=20)[18]:8.2f} ms")
    if sys.platform != "win32":
        import resource

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"mémoire, dix dossiers ouverts à toutes leurs rubriques {most:8.0f} Mo au plus   (objectif : 250 Mo)")


def type_key(view: ChildrenView, text: str) -> None:
    """Filter the list on a text and paint it."""
    view.search_field.setText(text)
    view.table.grab()


if __name__ == "__main__":
    main()
