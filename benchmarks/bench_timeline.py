"""Moving along the frieze of a path of 20 years and 2,000 events: time of one frame, against an empty widget of the same size.

Each figure is the least of several runs (the machine may be busy with something else): milliseconds of wall clock and of processor.
Run: ``python3 run.py bench timeline`` (``--events 2000 --years 20``).
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import time
from collections.abc import Callable
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item, Items
from ppe_desktop.domain.timeline import Timeline, build
from ppe_desktop.ui.theme import apply_theme, current
from ppe_desktop.ui.views.casefile.timeline.frieze import Frieze

TODAY = dt.date(2026, 11, 22)
WIDTH, HEIGHT = 1078, 620
FRAMES = 120
LIMIT_MS = 33.0
JOURNAL = ("VISITE_DOMICILE", "VISITE_LIEU", "ENTRETIEN", "APPEL", "RENCONTRE", "NOTE", "ECOLE", "INCIDENT")
WORDS = "Il parle de l’école, du foot, de sa sœur, calmement."


def path(events: int, years: int) -> tuple[Any, ...]:
    """Return an invented file: a third of the events last, the others happen on a day."""
    rng = random.Random(11)
    days = years * 365
    child = Item(
        "child", "0" * 32, 1, {"birth_date": TODAY - dt.timedelta(days=days + 200), "birth_date_precision": "EXACT"}
    )

    def day(within: int = days) -> dt.date:
        return TODAY - dt.timedelta(days=rng.randrange(within))

    def record(kind: str, number: int, /, **values: Any) -> Item:
        return Item(kind, f"{number:032x}", 1, values)

    episode = record("care_episode", 1, since=TODAY - dt.timedelta(days=days), until=None, entry_reason="")
    items: dict[str, list[Item]] = {"care_episode": [episode]}
    journal, statements = [], []
    for number in range(2, events + 1):
        turn, since = number % 20, day()
        until = since + dt.timedelta(days=rng.randrange(20, 400))
        if turn == 0:
            item = record(
                "measure", number, episode_id=episode.id, decision_id=None, type="AEMO", since=since, until=until, ended_on=until,
                court="", judge="", service="",
            )  # fmt: skip
            items.setdefault("measure", []).append(item)
        elif turn == 1:
            item = record("decision", number, decided_on=since, kind="JUDICIAIRE", authority="", content="")
            items.setdefault("decision", []).append(item)
        elif turn == 2:
            item = record("absence", number, kind="SEJOUR", since=since, until=until, place="", remarks="")
            items.setdefault("absence", []).append(item)
        elif turn < 8:
            speaker = rng.choice(("ENFANT", "MERE", "PERE"))
            said = {"exact_words": WORDS, "reported_words": "", "observation": ""}
            statements.append(record("statement", number, speaker=speaker, said_on=since, outcome="RECUEILLIE", **said))
        else:
            journal.append(record("journal_entry", number, kind=rng.choice(JOURNAL), happened_on=since, text=WORDS))
    found = Items({kind: tuple(records) for kind, records in items.items()})
    return CaseFile(child, found), journal, Items({"statement": tuple(statements)})


class Empty(QWidget):
    """The floor: a ground and nothing on it."""

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Fill the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().surface)
        painter.end()


def frame_ms(move: Callable[[int], None], paint: Callable[[], None], runs: int = 5) -> tuple[float, float]:
    """Return the least mean time of a frame over several runs, wall clock and processor, in milliseconds."""
    wall, cpu = [], []
    for _run in range(runs):
        begin, used = time.perf_counter(), time.process_time()
        for frame in range(FRAMES):
            move(frame)
            paint()
        wall.append((time.perf_counter() - begin) * 1000 / FRAMES)
        cpu.append((time.process_time() - used) * 1000 / FRAMES)
    return min(wall), min(cpu)


def least_ms(work: Callable[[], Any], runs: int = 5) -> float:
    """Return the least processor time of a piece of work, in milliseconds."""
    times = []
    for _run in range(runs):
        begin = time.process_time()
        work()
        times.append((time.process_time() - begin) * 1000)
    return min(times)


def measure(timeline: Timeline, application: QApplication) -> dict[str, tuple[float, float]]:
    """Return the time of a frame while moving, at several zooms, and that of an empty widget."""
    page = QScrollArea()  # as in the file: the page scrolls, what is below the window is not drawn
    frieze = Frieze(page)
    page.setWidget(frieze)
    page.resize(WIDTH, HEIGHT)
    page.setWidgetResizable(True)
    page.show()
    frieze.show_timeline(timeline)
    empty = Empty()
    empty.resize(WIDTH, HEIGHT)
    empty.show()
    application.processEvents()
    results = {"widget vide": frame_ms(lambda _frame: None, empty.repaint)}
    bar = frieze.horizontalScrollBar()
    for name, zooms in (
        ("tout le parcours", 0),
        ("quelques années", 4),
        ("quelques mois", 9),
        ("quelques semaines", 13),
    ):
        frieze.show_all()
        for _zoom in range(zooms):
            frieze.zoom_in()
        application.processEvents()
        span = max(bar.maximum(), 1)
        results[name] = frame_ms(
            lambda frame, span=span: bar.setValue(span * frame // FRAMES), frieze.viewport().repaint
        )  # type: ignore[misc]
    results["un cran de zoom"] = frame_ms(
        lambda frame: frieze.zoom_in() if frame % 2 else frieze.zoom_out(), frieze.viewport().repaint
    )
    return results


def main() -> int:
    """Print the figures; return 1 when a frame takes too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=2000)
    parser.add_argument("--years", type=int, default=20)
    options = parser.parse_args()
    application = QApplication([])
    apply_theme(application, "light")
    file, journal, statements = path(options.events, options.years)

    def make() -> Timeline:
        return build(file, journal, statements, (), (), (), TODAY)

    timeline = make()
    print(f"{options.events} événements sur {options.years} ans ; construction : {least_ms(make):.1f} ms de processeur")
    results = measure(timeline, application)
    floor = results["widget vide"][1]
    worst = 0.0
    for name, (wall, cpu) in results.items():
        print(f"{name:20} {wall:7.2f} ms  processeur {cpu:7.2f} ms  {cpu / max(floor, 0.001):6.1f} fois le widget vide")
        worst = max(worst, cpu)
    print(f"la plus longue : {worst:.1f} ms ; limite {LIMIT_MS:.0f} ms")
    return 0 if worst < LIMIT_MS else 1


if __name__ == "__main__":
    raise SystemExit(main())
