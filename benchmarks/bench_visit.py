"""Visit mode: work from the gesture to the page on screen, against an empty window of the same size painted in the same run.

The work is that of the screen's thread (the window made, laid out and painted) and that of the base's thread for what the page waits
for, each the least of several runs, in milliseconds of processor: the machine may be busy with something else. The page to read comes
after, child by child, and is measured apart. The first opening loads the modules of visit mode: it is measured once, in this process,
where the window of the program is loaded as it is right after the unlocking, and nothing of visit mode is.
Run: ``python3 run.py bench visit``.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from measure import best
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ppe_desktop.domain.visits import Step
from ppe_desktop.services.demo import fill
from ppe_desktop.services.session import Session
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import apply_theme
from tests.support.base import Clock, new_session

SIZE = (1366, 768)
RUNS = 5
LIMIT_MS = 150.0
PATIENCE_S = 30


def until(is_true: Callable[[], bool]) -> None:
    """Let Qt and the base work until something is so, asleep when there is nothing to do."""
    end = time.monotonic() + PATIENCE_S
    while not is_true():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.monotonic() > end:
            raise TimeoutError


def empty_window() -> None:
    """Open an empty window as large as the screen, paint it, close it."""
    window = QWidget()
    window.resize(*SIZE)
    window.show()
    window.grab()
    window.close()


class Bench:
    """One base with the fictitious files, and visit mode over it."""

    def __init__(self, folder: Path) -> None:
        from ppe_desktop.runtime import clock

        self.session: Session = new_session(folder, Clock(clock.now()), is_demo=True)
        fill(self.session)
        self.tasks = Tasks(self.session)
        self.autosaver = Autosaver(self.tasks, self.tasks)
        self.kinds = self.session.records.kinds()
        children = [
            card.child_id
            for card in self.session.run(self.session.files.cards)
            if card.full_name.startswith(("Malo", "Inès", "Nolwenn"))
        ]
        self.visit_id = self.session.run(self.session.visits.prepare, children, place="Maison").created

    def open(self, step: str = "") -> QWidget:
        """Open visit mode at a step and paint it."""
        from ppe_desktop.ui.views.visit.window import VisitWindow

        window = VisitWindow(self.autosaver, self.kinds)
        window.resize(*SIZE)
        window.show()
        window.open_visit(self.visit_id, step)
        until(lambda: window.opened is not None)
        window.grab()
        return window

    def close(self) -> None:
        """Close the base."""
        self.tasks.close()
        self.session.close()


def main() -> int:
    """Print the figures; return 1 when visit mode takes too long to open."""
    application = QApplication([])
    apply_theme(application, "light")
    import_module("ppe_desktop.ui.main_window")
    import_module("ppe_desktop.ui.views.workspace")
    floor = best(empty_window, RUNS, time.thread_time)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder) / "base")
        base_ms = best_in_base(bench, bench.session.visits.open)
        page_ms = best_in_base(bench, bench.session.visits.briefing)
        begin = time.thread_time()
        bench.open().close()
        first_ms = (time.thread_time() - begin) * 1000 + base_ms
        before = best(lambda: bench.open().close(), RUNS, time.thread_time) + base_ms
        during = best(lambda: bench.open(Step.DURING).close(), RUNS, time.thread_time) + base_ms
        key_ms, sort_ms = used(bench)
        bench.close()
    print(f"fenêtre vide                {floor:7.2f} ms")
    for name, value in (("la première fois, sans attendre", first_ms), ("préparer", before), ("pendant", during)):
        print(f"ouvrir, {name:31} {value:7.1f} ms, {value / floor:.0f} fois la fenêtre vide")
    print(f"dont la base                {base_ms:7.1f} ms")
    print(f"ensuite, la page à lire de trois enfants {page_ms:7.1f} ms de la base")
    print(f"une touche dans le champ    {key_ms:7.2f} ms")
    print(f"une note rangée             {sort_ms:7.1f} ms")
    print(f"limite à l’ouverture : {LIMIT_MS:.0f} ms")
    return 0 if max(first_ms, before, during) < LIMIT_MS else 1


def best_in_base(bench: Bench, work: Callable[[str], object]) -> float:
    """Return the least time of a use case on the base's thread."""
    return float(bench.session.run(best, lambda: work(bench.visit_id), RUNS, time.thread_time))


def used(bench: Bench) -> tuple[float, float]:
    """Return the time of a key in the field, and of a note sorted, on the screen's thread."""
    session = bench.session
    ids = [session.visits.new_id() for _note in range(RUNS)]
    for note_id in ids:
        session.run(session.visits.note, bench.visit_id, note_id)
        session.run(session.records.enter, "visit_note", note_id, "text", "Une phrase entendue pendant la visite.")
    window = bench.open(Step.DURING)
    field = window.during_page.field  # type: ignore[attr-defined]

    def key() -> None:
        QApplication.sendEvent(field, QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, "a"))
        QApplication.processEvents()

    key_ms = best(key, 40, time.thread_time)
    window.close()
    session.run(session.visits.end, bench.visit_id)
    window = bench.open(Step.AFTER)
    page = window.after_page  # type: ignore[attr-defined]
    sort_ms = best(page.sort_current, RUNS, time.thread_time)
    until(lambda: len(session.run(session.visits.open, bench.visit_id).notes) >= RUNS)
    window.close()
    return key_ms, sort_ms


if __name__ == "__main__":
    raise SystemExit(main())
