"""A person who begins an entry of the journal and types without a pause, in a process of its own.

``python -m tests.support.journal_typing_process BASE`` prints the identifier of the child, then one line per letter: seconds and length.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ppe_desktop.domain.casefile import CaseFile
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.views.casefile.casefile_view import CaseFileView
from tests.support.base import new_session
from tests.support.typing import type_text

TEXT = "Nous avons marché jusqu’à l’étang & parlé de sa sœur <souvent>. "
LETTER_MS = 25


def main(folder: Path) -> None:
    """Open a file on its journal, begin an entry as soon as it is shown, and type for ever."""
    application = QApplication([])
    session = new_session(folder)
    child_id = session.run(session.files.create, surname="Durand", first_names="Léa").created
    tasks = Tasks(session)
    view = CaseFileView(tasks, Autosaver(tasks, tasks), session.records.kinds())
    view.resize(1200, 800)
    view.show()
    timer, typed = QTimer(), 0

    def type_one() -> None:
        nonlocal typed
        type_text(view.page("journal").form.text_editor.text, TEXT[typed % len(TEXT)])
        typed += 1
        print(f"{time.monotonic():.3f} {typed}", flush=True)

    def begin(_file: CaseFile) -> None:
        if not timer.isActive():
            view.page("journal").write()
            timer.start(LETTER_MS)

    print(child_id, flush=True)
    timer.timeout.connect(type_one)
    view.file_shown.connect(begin)
    view.open_file(child_id, "journal")
    application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
