"""A real base with one rich enough plan, and real gestures, for the screens of the plan."""

from __future__ import annotations

import datetime as dt
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ppe_desktop.services.session import Session
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import apply_theme
from ppe_desktop.ui.views.plan.plan_view import PlanView

STREET = "12 sente des Églantines"
PATIENCE_S = 10
EARLIER = "J’aime bien le jardin de Mamie."


@dataclass
class Screen:
    """An open base with a child, her parents, a decision and a draft of her plan."""

    session: Session
    child_id: str
    plan_id: str
    ids: dict[str, str] = field(default_factory=dict)

    def plan(self) -> Any:
        return self.session.run(self.session.plans.load, self.plan_id)[1]

    def file(self) -> Any:
        return self.session.run(self.session.files.open, self.child_id)

    def domain(self, code: str = "A") -> Any:
        return self.plan().domain(code)


def add(session: Session, kind: str, /, **values: Any) -> str:
    return str(session.run(session.records.add, kind, **values).created)


def new_screen(session: Session, first_name: str = "Léa") -> Screen:
    """Enter a child whose mother's address is protected from her father, and open a plan."""
    made = session.run(
        session.files.create,
        surname="Durand",
        first_names=first_name,
        birth_date=dt.date(2016, 3, 4),
        sex="F",
        measure="PLACEMENT_ASE",
        since=dt.date(2025, 10, 6),
    )
    ids = session.run(_family, session, made.created)
    plan = session.run(session.plans.prepare, made.created).created
    return Screen(session, made.created, plan, ids)


def _family(session: Session, child: str) -> dict[str, str]:
    """Enter the parents, the protected address, the decision and earlier words in one transaction: it is done before each test."""
    with session.database.work() as work:
        mother = work.add("person", civility="MME", first_name="Karima", surname="Benali")
        father = work.add("person", civility="M", first_name="Marc", surname="Durand")
        for person, role in ((mother, "MERE"), (father, "PERE")):
            work.add("relationship", child_id=child, person_id=person, role=role)
            work.add("parental_authority", child_id=child, person_id=person, is_holder="OUI", exercise="CONJOINTE")
        address = work.add("address", person_id=mother, street=STREET, postcode="91990", town="Valbrune")
        work.add("address_protection", address_id=address, hidden_from_id=father)
        day = dt.date(2025, 10, 6)
        work.add("decision", child_id=child, kind="JUDICIAIRE", decided_on=day, place="Évry-Courcouronnes")
        said_on = dt.date(2026, 10, 1)
        statement = work.add("statement", child_id=child, speaker="ENFANT", said_on=said_on, exact_words=EARLIER)
        work.commit()
    return {"mother": mother, "father": father, "statement": statement}


def type_text(widget: QWidget, text: str) -> None:
    """Type a text, accents included, one key at a time."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter))


def open_view(session: Session, plan_id: str, size: tuple[int, int] = (1366, 768)) -> PlanView:
    """Return the screen of a plan, read and laid out; :func:`close_view` puts it away."""
    apply_theme(QApplication.instance(), "light", 1.0, reduced_motion=True)
    tasks = Tasks(session)
    view = PlanView(tasks, Autosaver(tasks, tasks), session.run(session.records.kinds))
    view.resize(*size)
    view.show()
    show_plan(view, plan_id)
    return view


def show_plan(view: PlanView, plan_id: str) -> None:
    """Show another plan, without its page: it is made only where it is what is tried."""
    view.open_plan(plan_id)
    end = time.monotonic() + PATIENCE_S
    while view.sheet is None or not view.preview_pane.recipients:
        QTest.qWait(5)
        assert time.monotonic() < end, "the plan was not read"
    view.header.preview_button.setChecked(False)
    view.activateWindow()  # a dialog of the test before had the keyboard


def close_view(view: PlanView) -> None:
    """Put away the screen and what works for it."""
    view.desk.autosaver.flush()
    view.hide()
    view.desk.tasks.close()
    view.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def base_of(tmp_path: Path, name: str = "base") -> Path:
    folder = tmp_path / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder
