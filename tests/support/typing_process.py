"""A person typing without a pause in one field, in a process of its own: told what to open, says what it typed, never stops.

``python -m tests.support.typing_process BASE KIND FIELD`` prints the identifier of the record, then one line per letter: seconds and
length. A child's field is typed in the screen of the file; any other in the form that its facts write.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ppe_desktop.services.session import Session
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.forms.record_form import RecordForm
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.views.casefile.casefile_view import CaseFileView
from tests.support.base import new_session
from tests.support.typing import type_text

TEXT = "Il dit qu’il veut rester à l’école avec Zoë & voir sa sœur <souvent>. "
LETTER_MS = 25

Field = Callable[[], QWidget | None]


def main(folder: Path, kind: str, field: str) -> None:
    """Open the field on screen and type for ever."""
    application = QApplication([])
    session = new_session(folder)
    child_id = session.run(session.files.create, surname="Durand", first_names="Léa", measure="AEMO").created
    tasks = Tasks(session)
    autosaver = Autosaver(tasks, tasks)
    if kind == "child":
        record_id, target = child_id, _field_of_file(tasks, autosaver, child_id, field)
    else:
        record_id = _record(session, kind, child_id)
        target = _field_of_form(session, autosaver, kind, record_id, field)
    typed = ""

    def type_one() -> None:
        nonlocal typed
        widget = target()
        if widget is None:
            return
        letter = TEXT[len(typed) % len(TEXT)]
        type_text(widget, letter)
        typed += letter
        print(f"{time.monotonic():.3f} {len(typed)}", flush=True)

    print(record_id, flush=True)
    timer = QTimer()
    timer.timeout.connect(type_one)
    timer.start(LETTER_MS)
    application.exec()


def _record(session: Session, kind: str, child_id: str) -> str:
    values = {"journal_entry": {"happened_on": session.database.work().now.date()}}.get(kind, {"child_id": child_id})
    return str(session.run(session.records.add, kind, **values).created)


def _field_of_file(tasks: Tasks, autosaver: Autosaver, child_id: str, field: str) -> Field:
    view = CaseFileView(tasks, autosaver, tasks.session.records.kinds())
    view.resize(1200, 800)
    view.show()
    view.open_file(child_id, "identity")

    def target() -> QWidget | None:
        form = view.page("identity").form
        return None if form is None else form.editors[field].focus_target

    return target


def _field_of_form(session: Session, autosaver: Autosaver, kind: str, record_id: str, field: str) -> Field:
    def read() -> object:
        with session.database.work() as work:
            return work.get(kind, record_id)

    form = RecordForm(session.records.kinds()[kind], session.run(read), autosaver)
    form.resize(700, 600)
    form.show()
    if field not in form.editors:
        form.details_button.click()
    return lambda: form.editors[field].focus_target


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
