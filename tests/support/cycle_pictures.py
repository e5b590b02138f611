"""The year of ``tests/support/annual_cycle.py`` kept as pictures; run by ``tools/annual_cycle_pictures.py``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ppe_desktop.runtime import clock
from ppe_desktop.ui.theme import apply_theme
from ppe_desktop.ui.theme.fonts import load_fonts
from tests.support.annual_cycle import START, AnnualCycle, fill
from tests.support.base import Clock, new_session

SETTLED_MS = 700
SIZE = (1366, 768)


def keep_pictures(folder: Path) -> None:
    """Play the year and keep a picture of each screen in a folder."""
    app = QApplication(sys.argv[:1])
    load_fonts()
    apply_theme(app, "light", 1.0, reduced_motion=True)
    folder.mkdir(parents=True, exist_ok=True)

    def keep(name: str, widget: QWidget) -> None:
        if widget.objectName() == "visit_window":  # full screen, it takes the size of a screen that is not there
            widget.showNormal()
            QTest.qWait(SETTLED_MS)
            widget.resize(*SIZE)
        QTest.qWait(SETTLED_MS)
        widget.grab().save(str(folder / f"{name}.png"))

    hand = Clock(START)
    clock.now = hand
    with tempfile.TemporaryDirectory(prefix="ppe-cycle-") as place:
        session = new_session(Path(place) / "base", hand)
        cycle = AnnualCycle(session, fill(session), hand, Path(place), keep)
        cycle.play()
        cycle.window.close()
