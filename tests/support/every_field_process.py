"""A person who fills in one kind of field after the other without a pause, in a process of its own, and never stops.

``python -m tests.support.every_field_process BASE`` prints one line per letter: seconds, place of the field in ``FIELDS``, length typed,
kind of record, identifier and name of the fact. The last field is typed in for ever.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from ppe_desktop.services.session import Session
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.forms.record_form import RecordForm
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.views.casefile.casefile_view import CaseFileView
from ppe_desktop.ui.views.plan.plan_view import PlanView
from tests.support.base import new_session
from tests.support.typing import press, type_text
from tests.support.voice_desk import STROKE, VOICE_FIELDS, Target, VoiceDesk, draw_stroke

FIELDS = (
    ("short text", "Quimper & l’île de Sein"),
    ("long text", "Arachide, <lait> et œuf.\nPrévenir l’école."),
    ("date", "06/10/2015"),
    ("free choice", "Escalade du mercredi"),
    ("number", "6"),
    ("phone", "0612345678"),
    ("postcode", "29000"),
    ("person", "D’Angelo-N’Diaye"),
    ("working note", "Rappeler l’assistante sociale."),
    ("journal", "Nous avons marché jusqu’à l’étang."),
    ("plan block", "Léa grandit bien & dort mieux."),
    *VOICE_FIELDS,
    ("statement", "Je veux rester avec Zoë. "),
)
"""Kinds of field, and what is typed in each; the last text again and again."""
LETTER_MS = 8


class Desk:
    """Every screen that a person types in, on one base."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.tasks = Tasks(session)
        self.autosaver = Autosaver(self.tasks, self.tasks)
        self.child_id = str(session.run(session.files.create, surname="Durand", first_names="Léa").created)
        self.file = CaseFileView(self.tasks, self.autosaver, session.records.kinds())
        self.file.resize(1200, 800)
        self.file.show()
        self.file.open_file(self.child_id, "identity")
        self.plan: PlanView | None = None
        self._forms: dict[str, RecordForm] = {}
        self._voices: VoiceDesk | None = None
        self._ways: dict[str, Callable[[], Target | None]] = {
            "short text": lambda: self._identity("birth_place"),
            "long text": lambda: self._identity("allergies"),
            "date": lambda: self._identity("birth_date"),
            "free choice": lambda: self._record("activity", "kind", child_id=self.child_id),
            "number": lambda: self._record("decision", "report_every", child_id=self.child_id),
            "phone": lambda: self._record("person", "phone", surname="Benali"),
            "postcode": lambda: self._record("address", "postcode", person_id=self._person()),
            "person": lambda: self._record("person", "surname", surname="D"),
            "working note": lambda: self._record("working_note", "text", child_id=self.child_id),
            "journal": self._journal,
            "plan block": self._plan_block,
            "statement": self._statement,
        }

    def target(self, name: str) -> Target | None:
        """Return a field of a kind, or nothing while its screen is being read."""
        way = self._ways.get(name)
        return self._voice(name) if way is None else way()

    def _voice(self, name: str) -> Target | None:
        if self._voices is None:
            if self.plan is not None:
                self.plan.hide()
            self._voices = VoiceDesk(self.session, self.tasks, self.autosaver)
        return self._voices.target(name)

    def _person(self) -> str:
        return self._forms["person phone"].record_id

    def _identity(self, field: str) -> Target | None:
        form = self.file.page("identity").form
        return None if form is None else Target(form.editors[field].focus_target, "child", self.child_id, field)

    def _record(self, kind: str, field: str, **values: object) -> Target:
        form = self._forms.get(f"{kind} {field}")
        if form is None:
            made = str(self.session.run(self.session.records.add, kind, **values).created)
            form = RecordForm(
                self.session.records.kinds()[kind], self.session.run(self._read, kind, made), self.autosaver
            )
            form.resize(700, 600)
            form.show()
            self._forms[f"{kind} {field}"] = form
        return Target(form.field(field), kind, form.record_id, field)

    def _read(self, kind: str, record_id: str) -> object:
        with self.session.database.work() as work:
            return work.get(kind, record_id)

    def _journal(self) -> Target:
        page = self.file.page("journal")
        if page.form is None:
            self.file.show_section("journal")
            page.write()
        return Target(page.form.text_editor.text, "journal_entry", page.form.entry_id, "text")

    def _plan_block(self) -> Target | None:
        if self.plan is None:
            self.file.hide()
            self.plan = PlanView(self.tasks, self.autosaver, self.session.records.kinds())
            self.plan.resize(1200, 800)
            self.plan.show()
            self.plan.open_plan(self.session.run(self.session.plans.prepare, self.child_id).created)
        section = self.plan.page.sections.get("domain_A") if self.plan.sheet is not None else None
        if section is None:
            return None
        form = section.form
        return Target(form.editors["evaluation"].focus_target, "plan_domain", form.record_id, "evaluation")

    def _statement(self) -> Target:
        if self._voices is not None:
            self._voices.close()
        return self._record("statement", "exact_words", child_id=self.child_id, said_on=dt.date(2026, 10, 1))


def main(folder: Path) -> None:
    """Type in every field, then in the last one for ever."""
    application = QApplication([])
    desk = Desk(new_session(folder))
    place = typed = 0

    def type_one() -> None:
        nonlocal place, typed
        name, text = FIELDS[place]
        target = desk.target(name)
        if target is None:
            return
        if not typed:
            target.widget.setFocus()
            press(target.widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        letter = text[typed % len(text)]
        if letter == STROKE:
            draw_stroke(target.widget, typed)
        else:
            type_text(target.widget, letter)
        typed += 1
        if target.record_id == "-":
            target = desk.target(name) or target  # its line is made at the first letter
        print(f"{time.monotonic():.3f} {place} {typed} {target.kind} {target.record_id} {target.field}", flush=True)
        if typed == len(text) and place + 1 < len(FIELDS):
            place, typed = place + 1, 0

    timer = QTimer()
    timer.timeout.connect(type_one)
    timer.start(LETTER_MS)
    application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
