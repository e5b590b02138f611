"""« Nouveau document » and the letters of a meeting: chosen by keyboard, made at once, noted as sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ppe_desktop.services.session import Session
from ppe_desktop.ui.dialogs.letters_dialog import LettersDialog
from ppe_desktop.ui.dialogs.new_document_dialog import NewDocumentDialog
from ppe_desktop.ui.tasks import Tasks
from tests.support.base import new_session

RENDER_MS = 30000


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    made = new_session(tmp_path_factory.mktemp("lettres") / "base")
    yield made
    made.close()


@pytest.fixture(scope="module")
def meeting(session: Session) -> tuple[str, str]:
    """A child whose mother and father are invited: its identifier, and that of the meeting's part."""
    run = session.run
    child = run(
        session.files.create,
        surname="Ferrand",
        first_names="Anaïs",
        birth_date=dt.date(2015, 3, 1),
        measure="PLACEMENT_ASE",
    ).created
    for name, role in (("Inès", "MERE"), ("Luc", "PERE")):
        person = run(
            session.records.add, "person", surname="Ferrand", first_name=name, civility="MME" if role == "MERE" else "M"
        ).created
        run(session.records.add, "relationship", child_id=child, person_id=person, role=role)
        run(
            session.records.add,
            "address",
            person_id=person,
            street=f"{len(name)}, rue des Ormes",
            postcode="91000",
            town="Évry",
        )
    made = run(
        session.meetings.add,
        "PPE",
        [child],
        dt.date(2026, 12, 14),
        at_time="14 h",
        place="Au service",
        aim="Préparer le projet",
    ).created
    run(session.meetings.invite_proposed, made, child)
    (one,) = run(session.meetings.of_child, child)
    return child, one.part.id


@pytest.fixture
def tasks(qtbot, session: Session) -> Iterator[Tasks]:
    made = Tasks(session)
    yield made
    made.close()


def test_what_makes_sense_is_offered_and_chosen_with_the_keyboard(qtbot, tasks, meeting):
    dialog = NewDocumentDialog(tasks, meeting[0])
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.offer() is not None, timeout=RENDER_MS)
    titles = set()
    for place in range(dialog.tree.topLevelItemCount()):
        group = dialog.tree.topLevelItem(place)
        titles |= {group.child(row).text(0) for row in range(group.childCount())}
    assert "Invitation à une réunion" in titles
    assert "Fiche de santé" in titles
    assert "Compte rendu de réunion" not in titles
    while dialog.offer().document != "invitation":
        QTest.keyClick(dialog.tree, Qt.Key.Key_Down)
    assert "L223-1" in dialog.why_label.text()
    with qtbot.waitSignal(dialog.chosen) as told:
        QTest.keyClick(dialog.tree, Qt.Key.Key_Return)
    assert told.args[0].subject_id == meeting[1]


def test_all_the_letters_of_a_meeting_are_made_at_once(qtbot, tasks, session, meeting, tmp_path: Path):
    dialog = LettersDialog(tasks, meeting[1], "réunion du 14 décembre 2026")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: len(dialog.boxes) == 3, timeout=RENDER_MS)
    dialog.place_line.setText(str(tmp_path))
    QTest.keyClick(dialog.boxes[1][0], Qt.Key.Key_Space)
    with qtbot.waitSignal(dialog.made, timeout=RENDER_MS):
        QTest.mouseClick(dialog.make_button, Qt.MouseButton.LeftButton)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) == 2
    assert all(name.startswith("Invitation_2026-11-23") and "Ferrand" not in name for name in names)
    lines = session.run(session.files.produced, meeting[0])
    assert {(one.document, one.subject_kind, one.subject_id) for one in lines} == {
        ("invitation", "meeting_child", meeting[1])
    }
    assert {one.recipient for one in lines} == {"Anaïs Ferrand, l’enfant", "Monsieur Luc Ferrand, père"}
    with qtbot.waitSignal(dialog.sending_requested) as told:
        QTest.mouseClick(dialog.sent_button, Qt.MouseButton.LeftButton)
    assert len(told.args[0]) == 2
    dialog.close()


def test_a_folder_that_is_not_there_is_said_and_nothing_is_registered(qtbot, tasks, session, meeting, tmp_path: Path):
    before = session.run(session.files.produced, meeting[0])
    dialog = LettersDialog(tasks, meeting[1], "réunion")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: len(dialog.boxes) == 3, timeout=RENDER_MS)
    dialog.place_line.setText(str(tmp_path / "absent"))
    with qtbot.waitSignal(dialog.made, timeout=RENDER_MS) as told:
        QTest.mouseClick(dialog.make_button, Qt.MouseButton.LeftButton)
    assert not told.args[0].done
    assert all("Choisissez un autre dossier" in why for _reader, why in told.args[0].refused)
    assert dialog.banner.isVisible()
    assert session.run(session.files.produced, meeting[0]) == before
    dialog.close()
