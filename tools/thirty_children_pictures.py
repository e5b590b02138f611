"""Accueil and Agenda of a worker who follows thirty children, kept as pictures: the fictitious files and as many invented ones as it takes.

    python tools/thirty_children_pictures.py FOLDER

Each screen is taken at 1366 × 768 in light, dark, and with letters half as large again.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from ppe_desktop.app import DemoHouse, has_base, load_access
from ppe_desktop.services.session import Session
from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.main_window import MainWindow
from ppe_desktop.ui.preferences import Preferences
from ppe_desktop.ui.theme import Scheme, apply_theme

CHILDREN = 30
SIZE = (1366, 768)
LOOKS: tuple[tuple[str, Scheme, float], ...] = (("", "light", 1.0), ("-sombre", "dark", 1.0), ("-150", "light", 1.5))
FIRST_NAMES = (
    "Adèle", "Bastien", "Capucine", "Doriane", "Émile", "Flavie", "Gaspard", "Hortense", "Isaac", "Joséphine", "Kelyan", "Lison",
    "Marius", "Ninon", "Octave", "Pauline", "Quentin", "Romane",
)  # fmt: skip
SURNAMES = ("Arnaud", "Besnard", "Carlier", "Delmas", "Estève", "Fournel", "Gosselin", "Huet", "Jacquot")
MEASURES = ("PLACEMENT_ASE", "PLACEMENT_ASE", "AEMO", "AP", "OPP_JE")


def invent(session: Session, count: int, today: dt.date) -> None:
    """Enter invented children with a measure, a place, and some of what was done."""
    rng = random.Random(30)
    add = session.records.add
    for number in range(count):
        born = today - dt.timedelta(days=rng.randrange(300, 17 * 365))
        since = today - dt.timedelta(days=rng.randrange(20, 900))
        kind = rng.choice(MEASURES)
        child = session.run(
            session.files.create, surname=rng.choice(SURNAMES), first_names=FIRST_NAMES[number], birth_date=born,
            sex="F" if number % 2 else "M", measure=kind, since=since,
        ).created  # fmt: skip
        if number % 3:
            session.run(add, "health_event", child_id=child, kind="BILAN_ENTREE", done_on=since + dt.timedelta(days=25))
        if number % 4:
            session.run(add, "situation_report", child_id=child, written_on=min(today, since + dt.timedelta(days=350)))


class Pictures:
    """Takes the pictures."""

    def __init__(self, application: QApplication, folder: Path) -> None:
        self._application, self._folder = application, folder

    def run(self) -> None:
        """Make the base, open the window on it, and take every picture."""
        house = DemoHouse()
        apply_theme(self._application, "light")
        try:
            session = house.make()
            today = session.run(session.home.today).day
            invent(session, CHILDREN - len(session.run(session.files.cards)), today)
            window = MainWindow(Gate(load_access), house.folder, Preferences(house.folder.parent), has_base)
            window.resize(*SIZE)
            window.show()
            self._settle()
            window.open_workspace(session)
            for suffix, scheme, scale in LOOKS:
                apply_theme(self._application, scheme, scale)
                self._screens(window, suffix)
            window.close()
        finally:
            house.leave()

    def _screens(self, window: MainWindow, suffix: str) -> None:
        workspace = window.workspace
        assert workspace is not None
        workspace.show_home()
        self._until(lambda: workspace.home_view.home is not None)
        self._settle()
        self._take(window, f"accueil-30{suffix}")
        workspace.show_agenda()
        self._settle()
        workspace.pages.agenda.mode_buttons["month"].click()
        self._settle()
        self._take(window, f"agenda-30{suffix}")

    def _take(self, window: MainWindow, name: str) -> None:
        window.grab().save(str(self._folder / f"{name}.png"))

    def _settle(self, seconds: float = 1.2) -> None:
        """Let the screens receive their answers."""
        loop = QEventLoop()
        QTimer.singleShot(int(seconds * 1000), loop.quit)
        loop.exec()

    def _until(self, is_true: Callable[[], bool]) -> None:
        end = time.monotonic() + 30
        while not is_true() and time.monotonic() < end:
            self._settle(0.1)


def main() -> None:
    """Take the pictures without a screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    Pictures(QApplication([]), folder).run()


if __name__ == "__main__":
    main()
