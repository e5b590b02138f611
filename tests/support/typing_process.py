"""A person typing without a pause in a child's file, in a process of its own: told what to open, says what it typed, never stops.

``python -m tests.support.typing_process BASE`` prints the identifier of the child, then one line per letter: seconds and length.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.views.casefile.casefile_view import CaseFileView
from tests.support.base import new_session
from tests.support.typing import type_text

TEXT = "Il dit qu’il veut rester à l’école avec Zoë & voir sa sœur <souvent>. "
LETTER_MS = 25


def main(folder: Path) -> None:
    """Open a file on screen and type for ever."""
    application = QApplication([])
    session = new_session(folder)
    child_id = session.run(session.files.create, surname="Durand", first_names="Léa").created
    tasks = Tasks(session)
    view = CaseFileView(tasks, Autosaver(tasks, tasks), session.records.kinds())
    view.resize(1200, 800)
    view.show()
    view.open_file(child_id, "identity")
    typed = ""

    def type_one() -> None:
        nonlocal typed
        page = view.page("identity")
        if page.form is None:
            return
        letter = TEXT[len(typed) % len(TEXT)]
        type_text(page.form.editors["allergies"].focus_target, letter)
        typed += letter
        print(f"{time.monotonic():.3f} {len(typed)}", flush=True)

    print(child_id, flush=True)
    timer = QTimer()
    timer.timeout.connect(type_one)
    timer.start(LETTER_MS)
    application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
