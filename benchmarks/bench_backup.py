"""Typing while a base of 200 MB is backed up: what the thread of the screen waits, and what a save waits.

A key is typed in a field every 30 ms and painted at once; a timer beats every 5 ms between two keys. A frame is what passes between two
beats of the thread of the screen; typing goes on as long without a backup, for comparison: on a busy machine that line says what the
machine itself takes. Run: ``python3 run.py bench backup``.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ppe_desktop.services.attachment_sources import Pasted
from ppe_desktop.services.session import Session
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import apply_theme
from ppe_desktop.ui.widgets.growing_text_edit import GrowingTextEdit
from tests.support.base import Clock, new_session

LIMIT_MS = 50.0
BEAT_MS, KEY_MS, SAVE_MS = 5, 30, 500


class Beats:
    """Counts what passes between two beats of the thread of the screen, while somebody types."""

    def __init__(self, session: Session, child: str) -> None:
        self.tasks = Tasks(session)
        self.saver = Autosaver(self.tasks, self.tasks)
        self.child = child
        self.field = GrowingTextEdit()
        self.field.resize(700, 200)
        self.field.show()
        self.field.setFocus()
        self.gaps: list[float] = []
        self.saves: list[float] = []
        self._asked = 0.0
        self._timers = [
            self._every(BEAT_MS, self._beat),
            self._every(KEY_MS, self._type),
            self._every(SAVE_MS, self._save),
        ]
        self._last = time.perf_counter()

    def _every(self, milliseconds: int, work: Any) -> QTimer:
        timer = QTimer(self.field)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(work)
        timer.setInterval(milliseconds)
        return timer

    def go_on_while(self, is_true: Any) -> None:
        """Type and count as long as something is so."""
        self.gaps.clear()
        self.saves.clear()
        self._last = time.perf_counter()
        for timer in self._timers:
            timer.start()
        while is_true():
            QApplication.processEvents()
            time.sleep(0.0005)
        for timer in self._timers:
            timer.stop()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append(now - self._last)
        self._last = now

    def _type(self) -> None:
        QTest.keyClick(self.field, "e")
        self.field.repaint()

    def _save(self) -> None:
        if not self._asked:
            self._asked = time.perf_counter()
            session = self.tasks.session
            self.tasks.ask(
                session.records.enter,
                "child",
                self.child,
                "allergies",
                self.field.toPlainText()[-400:],
                then=self._on_saved,
            )

    def _on_saved(self, _changes: object) -> None:
        self.saves.append(time.perf_counter() - self._asked)
        self._asked = 0.0


def told(name: str, values: list[float]) -> float:
    """Print a line of figures; return the worst, in milliseconds."""
    ordered = sorted(values) or [0.0]
    middle, high, worst = ordered[len(ordered) // 2], ordered[len(ordered) * 99 // 100], ordered[-1]
    over = sum(value * 1000 > LIMIT_MS for value in ordered)
    print(
        f"{name:44} médiane {middle * 1000:6.1f}  99 % {high * 1000:6.1f}  pire {worst * 1000:6.1f} ms   {over} au-dessus de {LIMIT_MS:.0f} ms, sur {len(ordered)}"
    )
    return worst * 1000


def main() -> int:
    """Measure and print; return 1 when a frame was too long."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--megabytes", type=int, default=200)
    asked = parser.parse_args()
    application = QApplication([])
    apply_theme(application)
    with tempfile.TemporaryDirectory(prefix="ppe-mesure-", dir=Path.cwd()) as place:
        session = new_session(Path(place) / "base", Clock())
        child = str(session.run(session.files.create, surname="Durand").created)
        for _number in range(asked.megabytes // 2):
            session.attachments.attach(child, Pasted("note.txt", os.urandom(1024 * 1024).hex().encode()))
        size = (Path(place) / "base" / "dossiers.db").stat().st_size / 1024 / 1024
        beats = Beats(session, child)
        made = session.backups.start()
        begin = time.perf_counter()
        beats.go_on_while(lambda: not made.done())
        spent = time.perf_counter() - begin
        made.result()
        print(f"base de {size:.0f} Mo, sauvegarde faite et relue en {spent:.1f} s")
        worst = told("trames pendant la sauvegarde", beats.gaps)
        told("enregistrements pendant la sauvegarde", beats.saves)
        end = time.perf_counter() + spent
        beats.go_on_while(lambda: time.perf_counter() < end)
        told("trames sans sauvegarde", beats.gaps)
        told("enregistrements sans sauvegarde", beats.saves)
        beats.tasks.close()
        session.close()
    return 0 if worst <= LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
