"""Visits for the tests of screens: three siblings and their parents, a visit noted or over, visit mode on screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import shiboken6

from ppe_desktop.domain.vocabulary import VisitNoteKind
from ppe_desktop.services.session import Session
from ppe_desktop.ui.views.visit.window import VisitWindow
from tests.support.base import access
from tests.support.screens import PATIENCE_MS, add_child, desk
from tests.support.vault import PASSPHRASE

MALO, INES, NOLWENN = "Malo", "Inès", "Nolwenn"


class Noted(NamedTuple):
    """Something noted: text, mark, first name of the child (none for all of them), role of the person."""

    text: str
    kind: VisitNoteKind = VisitNoteKind.NOTE
    child: str = ""
    person: str = ""


def family(session: Session) -> dict[str, str]:
    """Enter three half-siblings, their mother, and the father of two of them; return identifiers by first name or role."""
    ids = {
        MALO: add_child(session, "Le Goff", MALO, dt.date(2016, 3, 2)),
        INES: add_child(session, "Haddad", INES, dt.date(2012, 5, 9)),
        NOLWENN: add_child(session, "Le Goff", NOLWENN, dt.date(2019, 6, 1)),
    }
    for role, surname, first_name, children in (
        ("MERE", "Benali", "Karima", (MALO, INES, NOLWENN)),
        ("PERE", "Le Goff", "Erwan", (MALO, NOLWENN)),
    ):
        ids[role] = session.run(session.records.add, "person", surname=surname, first_name=first_name).created
        for child in children:
            session.run(session.records.add, "relationship", child_id=ids[child], person_id=ids[role], role=role)
    for other in (INES, NOLWENN):
        session.run(session.records.add, "sibling_link", child_id=ids[MALO], other_child_id=ids[other])
    return ids


def visit_with(session: Session, ids: dict[str, str], notes: Iterable[Noted], *, is_over: bool = True) -> str:
    """Make a visit to the three children in which these things were noted; return its identifier."""
    visit_id = str(session.run(session.visits.prepare, [ids[MALO], ids[INES], ids[NOLWENN]]).created)
    for one in notes:
        note_id = session.visits.new_id()
        child, person = ids.get(one.child, ""), ids.get(one.person, "")
        session.run(session.visits.note, visit_id, note_id, one.kind.value, child, person)
        session.run(session.records.enter, "visit_note", note_id, "text", one.text)
    if is_over:
        session.run(session.visits.end, visit_id)
    return visit_id


@contextmanager
def after_power_cut(folder: Path, copied: Path) -> Iterator[Session]:
    """Open what the disk holds of a base at that moment, journal of the base included, as it is after the current is back."""
    copied.mkdir()
    for path in folder.iterdir():
        if path.is_file():
            (copied / path.name).write_bytes(path.read_bytes())
    session = access().open(copied, PASSPHRASE)
    try:
        yield session
    finally:
        session.close()


@contextmanager
def visit_mode(qtbot: Any, session: Session) -> Iterator[VisitWindow]:
    """Visit mode in a window that has the keyboard."""
    with desk(session) as (_tasks, autosaver):
        window = VisitWindow(autosaver, session.records.kinds())
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE_MS)
        try:
            yield window
        finally:
            if shiboken6.isValid(window):
                window.close()
