"""« Nouveau document » and the letters of a meeting: chosen by keyboard, made at once, noted as sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtTest import QTest

from ppe_desktop.services.session import Session
from ppe_desktop.ui.dialogs.letters_dialog import LettersDialog
from ppe_desktop.ui.dialogs.new_document_dialog import NewDocumentDialog
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.widgets.plain_label import PlainLabel
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


class Stopper(QObject):
    """Presses « Annuler » at the first step, while the work waits: the same thing happens every time."""

    def __init__(self, dialog: LettersDialog) -> None:
        super().__init__(dialog)
        self.dialog = dialog
        dialog._stepped.connect(self.stop, Qt.ConnectionType.BlockingQueuedConnection)

    @Slot(str)
    def stop(self, _step: str) -> None:
        QTest.mouseClick(self.dialog.close_button, Qt.MouseButton.LeftButton)


def test_letters_stopped_halfway_keep_what_was_made_and_say_what_was_not(
    qtbot, tasks, session, meeting, tmp_path: Path
):
    before = len(session.run(session.files.produced, meeting[0]))
    dialog = LettersDialog(tasks, meeting[1], "réunion")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: len(dialog.boxes) == 3, timeout=RENDER_MS)
    dialog.place_line.setText(str(tmp_path))
    stopper = Stopper(dialog)
    with qtbot.waitSignal(dialog.made, timeout=RENDER_MS) as told:
        QTest.mouseClick(dialog.make_button, Qt.MouseButton.LeftButton)
    assert stopper.dialog is dialog
    assert told.args[0].was_cancelled
    assert len(told.args[0].done) == 1, "the letter in progress is finished"
    assert len(list(tmp_path.iterdir())) == 1
    assert len(session.run(session.files.produced, meeting[0])) == before + 1

    def said() -> str:
        labels = dialog.scroll_area.column.findChildren(PlainLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    qtbot.waitUntil(lambda: bool(said()), timeout=RENDER_MS)
    assert "ce qui était déjà écrit est gardé" in said()
    assert "2 documents n’ont pas été produits" in said()
    dialog.close()


def test_words_of_the_same_day_are_told_apart_by_how_they_begin(session, meeting):
    for words in ("Je voudrais rester au foyer jusqu’aux vacances, pas après.", "", "Oui."):
        session.run(
            session.records.add, "statement", child_id=meeting[0], said_on=dt.date(2026, 11, 20), exact_words=words,
            reported_words="" if words else "Elle n’a pas voulu parler.",
        )  # fmt: skip
    session.run(
        session.records.add, "statement", child_id=meeting[0], said_on=dt.date(2026, 11, 4), exact_words="Rien."
    )
    offers = [one for one in session.documents.offers(meeting[0]) if one.document == "paroles"]
    assert not any("«" in one.about for one in offers), "the title of a window, which nothing hides, quotes nobody"
    about = {one.which for one in offers}
    day = "l’enfant, le 20\N{NO-BREAK SPACE}novembre 2026, "
    assert about == {
        f"{day}«\N{NO-BREAK SPACE}Je voudrais rester au foyer jusqu’aux…\N{NO-BREAK SPACE}»",
        f"{day}sans mots exacts",
        f"{day}«\N{NO-BREAK SPACE}Oui.\N{NO-BREAK SPACE}»",
        "l’enfant, le 4\N{NO-BREAK SPACE}novembre 2026",
    }


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
