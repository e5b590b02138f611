"""Whose words are missing over all the files, and the words beside a screen when a file has a thousand of them.

Each figure is the least CPU time of several runs, of the thread concerned. The floors, in the same run: the rows that coverage needs read
with nothing made of them, and an empty window painted. Run: ``python3 run.py bench coverage`` (``--children 300``).
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
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
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import text

from ppe_desktop.domain.words_at_hand import Subject, health
from ppe_desktop.services.access import AccessService
from ppe_desktop.services.session import Session
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import apply_theme
from ppe_desktop.ui.views.coverage.coverage_view import CoverageView
from ppe_desktop.ui.views.words.words_panel import WordsPanel
from ppe_desktop.vault.keys import FLOOR

AIM_MS = 50.0
WORDS_OF_EACH, WORDS_OF_ONE = 12, 1000
SPOKE = ("ENFANT", "ENFANT", "MERE", "PERE")
BEARS_ON = ("", "A", "B", "C")
ROWS = (
    "SELECT child_id, id, speaker, person_id, outcome, said_on, exact_words != '', danger FROM statement",
    "SELECT child_id, person_id, role FROM relationship",
    "SELECT child_id, id, status, version, established_on FROM child_plan",
    "SELECT id, first_names, birth_surname, birth_date FROM child",
)
"""The rows that coverage reads, as bare as can be."""


def fill(session: Session, children: int) -> str:
    """Enter invented children, each with two parents, a plan, meetings and words; return one who has a thousand of them."""
    rng, today = random.Random(11), dt.date.today()

    def enter() -> str:
        with session.database.work() as work:
            first = [_child(work, rng, number, today, WORDS_OF_EACH) for number in range(children)]
            many = _child(work, rng, children, today, WORDS_OF_ONE)
            work.commit()
            assert first
            return many

    return str(session.run(enter))


def _child(work: Any, rng: random.Random, number: int, today: dt.date, words: int) -> str:
    child = work.add(
        "child", birth_surname=f"Nom{number:04d} Lefèvre", first_names=f"Zoé{number}", sex="F",
        birth_date=today - dt.timedelta(days=rng.randrange(1500, 6000)),
    )  # fmt: skip
    for role, name in (("MERE", "Anne"), ("PERE", "Paul")):
        person = work.add("person", first_name=name, surname=f"Nom{number:04d}")
        work.add("relationship", child_id=child, person_id=person, role=role)
        work.add("parental_authority", child_id=child, person_id=person, is_holder="OUI")
    for version in (1, 2):
        day = today - dt.timedelta(days=300 * (3 - version))
        status = "TERMINE" if version == 1 else "BROUILLON"
        work.add("child_plan", child_id=child, version=version, status=status, established_on=day)
    for back in (30, 200):
        meeting = work.add("meeting", kind="PPE", held_on=today - dt.timedelta(days=back), state="TENU")
        work.add("meeting_child", child_id=child, meeting_id=meeting)
    work.add("situation_report", child_id=child, written_on=today - dt.timedelta(days=150))
    work.add_many("statement", [_words(rng, child, today) for _each in range(words)])
    return str(child)


def _words(rng: random.Random, child: str, today: dt.date) -> dict[str, Any]:
    return {
        "child_id": child, "speaker": rng.choice(SPOKE), "said_on": today - dt.timedelta(days=rng.randrange(1500)),
        "bears_on": rng.choice(BEARS_ON), "means": "ENTRETIEN", "place": "Au service",
        "exact_words": "Je voudrais que ma grand-mère vienne me voir plus souvent, le mercredi. " * rng.randrange(1, 5),
    }  # fmt: skip


class Beside:
    """The words beside a screen, open, for a child who has a thousand of them."""

    def __init__(self, session: Session, tasks: Tasks, child: str) -> None:
        self._file = session.run(session.files.open, child)
        self._child, self._session = child, session
        self.panel = WordsPanel(tasks, Autosaver(tasks, tasks), session.records.kinds())
        self.panel.resize(360, 700)
        self._subjects = (health(), Subject(health().kind, "L’école", domain="C"))
        self._place = 0
        self.panel.show_for(self._file, self._subjects[0])
        self.panel.set_open(True)
        self.read_again()

    def read_again(self) -> None:
        """Show the words that the base has just given."""
        self.panel._on_words(self._session.run(self._session.words.of_child, self._child))
        self.panel.grab()

    def redraw(self) -> None:
        """Show the same words again, as after a letter typed elsewhere in the file."""
        self.panel._show()
        self.panel.grab()

    def turn(self) -> None:
        """Show the words on another subject, as when one goes to another domain."""
        self._place = 1 - self._place
        self.panel.show_for(self._file, self._subjects[self._place])
        self.panel.grab()


def main() -> int:
    """Print the figures; return 1 when an aim is missed."""
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
        child = fill(made.session, options.children)
        gc.disable()  # as in the application, where cycles are collected between two events of the screen
        missed = report(made.session, child, options.children, options.runs)
        made.session.close()
    return int(missed)


def report(session: Session, child: str, children: int, runs: int) -> bool:
    """Print each figure; tell whether an aim is missed."""
    tasks = Tasks(session)
    rows = _in_base(session, lambda: _bare(session), runs)
    everyone = _in_base(session, session.coverage.everyone, runs)
    found = session.run(session.coverage.everyone)
    view = CoverageView(tasks)
    view.resize(1268, 668)
    view.show()
    empty = QWidget()
    empty.resize(1268, 668)
    empty.show()
    floor = best(empty.grab, runs, time.thread_time)

    def show() -> None:
        view.show_everyone(found)
        view.grab()

    shown = best(show, runs, time.thread_time)
    words = _in_base(session, lambda: session.words.of_child(child), runs)
    beside = Beside(session, tasks, child)
    again, redrawn, turned = (
        best(work, runs, time.thread_time) for work in (beside.read_again, beside.redraw, beside.turn)
    )
    print(f"{children} enfants de {WORDS_OF_EACH} paroles, un autre de {WORDS_OF_ONE}")
    print(f"lire les lignes telles quelles (plancher)                 {rows:8.2f} ms   1.00")
    print(
        f"dire ce qui manque à tous, sur le fil de la base          {everyone:8.2f} ms   {everyone / rows:.1f}   (objectif : {AIM_MS:.0f} ms)"
    )
    print(f"peindre une fenêtre vide (plancher)                       {floor:8.2f} ms   1.00")
    print(f"montrer le tableau, peinture comprise                     {shown:8.2f} ms   {shown / floor:.1f}")
    print(f"lire {WORDS_OF_ONE} paroles, sur le fil de la base                  {words:8.2f} ms")
    print(f"les montrer à côté de l’écran, peinture comprise          {again:8.2f} ms")
    print(f"les montrer à nouveau                                     {redrawn:8.2f} ms")
    print(f"passer à un autre sujet                                   {turned:8.2f} ms")
    print(
        f"lire et montrer                                           {words + again:8.2f} ms   (objectif : {AIM_MS:.0f} ms)"
    )
    for widget in (view, empty, beside.panel):
        widget.close()
    tasks.close()
    return everyone > AIM_MS or words + again > AIM_MS


def _bare(session: Session) -> None:
    with session.database.work() as work:
        for query in ROWS:
            work.connection.execute(text(query)).all()


def _in_base(session: Session, work: Any, runs: int) -> float:
    """Return the least time of a work on the thread of the base."""
    return float(session.run(best, work, runs, time.thread_time))


if __name__ == "__main__":
    raise SystemExit(main())
