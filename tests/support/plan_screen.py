"""A real base with one rich enough plan, and real gestures, for the screens of the plan."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ppe_desktop.services.session import Session

STREET = "12 sente des Églantines"
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
    child = made.created
    mother = add(session, "person", civility="MME", first_name="Karima", surname="Benali")
    father = add(session, "person", civility="M", first_name="Marc", surname="Durand")
    for person, role in ((mother, "MERE"), (father, "PERE")):
        add(session, "relationship", child_id=child, person_id=person, role=role)
        add(session, "parental_authority", child_id=child, person_id=person, is_holder="OUI", exercise="CONJOINTE")
    address = add(session, "address", person_id=mother, street=STREET, postcode="91990", town="Valbrune")
    add(session, "address_protection", address_id=address, hidden_from_id=father)
    add(
        session,
        "decision",
        child_id=child,
        kind="JUDICIAIRE",
        decided_on=dt.date(2025, 10, 6),
        place="Évry-Courcouronnes",
    )
    statement = add(
        session, "statement", child_id=child, speaker="ENFANT", said_on=dt.date(2026, 10, 1), exact_words=EARLIER
    )
    plan = session.run(session.plans.prepare, child).created
    return Screen(session, child, plan, {"mother": mother, "father": father, "statement": statement})


def type_text(widget: QWidget, text: str) -> None:
    """Type a text, accents included, one key at a time."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter))


def base_of(tmp_path: Path, name: str = "base") -> Path:
    folder = tmp_path / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder
