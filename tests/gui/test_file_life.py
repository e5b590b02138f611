"""Closing, reopening and binning a file from its own screen; two persons made one; what the bin gives back."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from ppe_desktop.runtime import clock
from ppe_desktop.storage.kinds import record_kinds
from ppe_desktop.ui.dialogs.bin_dialog import BinDialog, section_of
from ppe_desktop.ui.dialogs.close_file_dialog import CloseFileDialog, ReopenFileDialog
from ppe_desktop.ui.dialogs.merge_dialog import MergeDialog
from ppe_desktop.ui.dialogs.person_dialog import PersonDialog
from ppe_desktop.ui.views.casefile.casefile_view import SECTIONS, CaseFileView
from tests.support.screens import PATIENCE_MS, add_child, child_value, desk, open_session
from tests.support.typing import type_text


@pytest.fixture
def session(tmp_path):
    with open_session(tmp_path / "base") as opened:
        yield opened


@pytest.fixture
def child_id(session):
    return add_child(session, "Le Goff", "Anaïs", dt.date(2015, 3, 2), measure="AEMO", since=dt.date(2025, 10, 6))


@pytest.fixture
def view(qtbot, session, child_id):
    with desk(session) as (tasks, autosaver):
        shown = CaseFileView(tasks, autosaver, session.records.kinds())
        qtbot.addWidget(shown)
        shown.resize(1200, 800)
        shown.show()
        with qtbot.waitSignal(shown.file_shown, timeout=PATIENCE_MS):
            shown.open_file(child_id)
        yield shown


def gesture(view, key, kind):
    """Choose a gesture in the menu of the file and return its dialog."""
    view.header.gesture_actions[key].trigger()
    return view.findChild(kind)


def test_a_file_is_closed_then_opened_again_for_a_second_episode(qtbot, view, session, child_id):
    assert not view.header.gesture_actions["reopen"].isVisible()
    dialog = gesture(view, "close", CloseFileDialog)
    assert "Action éducative en milieu ouvert" in dialog.open_label.text(), "what will be ended is said before"
    dialog.reason.combo.setCurrentIndex(dialog.reason.combo.findData("MAINLEVEE"))
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert child_value(session, child_id, "status") == "CLOS"
    assert view.closed_banner.isVisible()
    assert "mainlevée" in view.closed_banner.label.text()
    assert not view.header.gesture_actions["close"].isVisible()

    view.closed_banner.action_button.click()
    again = view.findChild(ReopenFileDialog)
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        qtbot.mouseClick(again.done_button, Qt.MouseButton.LeftButton)
    file = session.run(session.files.open, child_id)
    assert (file.child.status, len(file.of("care_episode"))) == ("ACTIF", 2)
    assert not view.closed_banner.isVisible()


def test_what_cannot_be_is_said_beside_its_field(qtbot, view, session, child_id):
    dialog = gesture(view, "close", CloseFileDialog)
    dialog.closed_on.line.setText("31/02/2026")
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert "n’existe pas" in dialog.rows["closed_on"].error()
    dialog.closed_on.line.setText("1/1/2020")
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "avant le début" in dialog.rows["closed_on"].error(), timeout=PATIENCE_MS)
    assert child_value(session, child_id, "status") == "ACTIF"


def test_a_death_is_closed_with_its_own_words_and_no_age_is_told_after(qtbot, view, session, child_id):
    dialog = gesture(view, "close", CloseFileDialog)
    combo = dialog.reason.combo
    combo.setCurrentIndex(combo.findData("DECES"))
    combo.activated.emit(combo.currentIndex())
    assert dialog.rows["closed_on"].label.text() == "Date du décès"
    assert dialog.rows["destination"].isHidden()
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert child_value(session, child_id, "death_date") == clock.now().date()
    assert "11\u00a0ans" not in view.header.line_label.text()


def test_a_whole_file_goes_to_the_bin_after_a_clear_question(qtbot, view, session, child_id):
    view.header.gesture_actions["bin_file"].trigger()
    box = view.findChild(QMessageBox)
    assert "Anaïs Le Goff" in box.text()
    assert "Rien n’est effacé" in box.informativeText()
    keep = next(button for button in box.buttons() if button.text() == "Garder le dossier")
    assert box.defaultButton() is keep
    with qtbot.waitSignal(view.closed, timeout=PATIENCE_MS):
        next(button for button in box.buttons() if button is not keep).click()
    assert child_value(session, child_id, "binned_at") is not None
    assert session.run(session.files.cards) == []


def test_what_was_thrown_is_put_back_where_it_was(qtbot, view, session, child_id):
    made = session.run(session.records.add, "decision", child_id=child_id, authority="Juge des enfants").created
    session.run(session.records.remove, "decision", made)
    dialog = gesture(view, "bin", BinDialog)
    qtbot.waitUntil(lambda: dialog.list.count() == 1, timeout=PATIENCE_MS)
    assert "Juge des enfants" in dialog.list.item(0).text()
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        dialog.restore_button.click()
    assert view.section() == "path"
    assert session.run(session.files.open, child_id).of("decision")[0].id == made


def test_what_cannot_be_put_back_stays_and_says_why(qtbot, view, session, child_id):
    file = session.run(session.files.open, child_id)
    measure, episode = file.of("measure")[0].id, file.of("care_episode")[0].id
    session.run(session.records.remove, "measure", measure)
    session.run(session.records.remove, "care_episode", episode)
    dialog = gesture(view, "bin", BinDialog)
    qtbot.waitUntil(lambda: dialog.list.count() == 2, timeout=PATIENCE_MS)
    dialog.list.setCurrentRow(1)
    dialog.restore_button.click()
    qtbot.waitUntil(lambda: "remettez celle-là d’abord" in dialog.error_label.text(), timeout=PATIENCE_MS)
    assert dialog.list.count() == 2


def test_what_is_put_back_is_shown_in_a_section_that_exists():
    assert {section_of(kind) for kind in record_kinds()} <= {key for key, *_rest in SECTIONS}
    assert (section_of("child"), section_of("plan_words"), section_of("journal_part")) == (
        "overview",
        "plan",
        "journal",
    )


def test_what_siblings_share_comes_back_for_all_of_them(qtbot, view, session, child_id):
    malo = add_child(session, "Le Goff", "Malo")
    entry = session.run(session.journal.start, child_id).created
    session.run(session.records.change, "journal_entry", entry, text="Au parc tous ensemble.")
    session.run(session.journal.involve, entry, malo)
    session.run(session.journal.remove, entry)
    dialog = gesture(view, "bin", BinDialog)
    qtbot.waitUntil(lambda: dialog.list.count() == 1, timeout=PATIENCE_MS)
    assert "Journal · Anaïs Le Goff et Malo Le Goff" in dialog.list.item(0).text()
    assert "Au parc" in dialog.list.item(0).text()
    assert "Anaïs Le Goff et Malo Le Goff" in dialog.shared_label.text()
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        dialog.restore_button.click()
    assert view.section() == "journal"
    for child in (child_id, malo):
        assert [one.text for one in session.run(session.journal.read, child)] == ["Au parc tous ensemble."]


def test_two_records_of_one_person_are_made_one_then_parted(qtbot, view, session, child_id):
    kept, other = (
        session.run(session.records.add, "person", surname=surname, first_name="Karima", **more).created
        for surname, more in (("Benali", {}), ("Ben Ali", {"email": "k@exemple.fr"}))
    )
    session.run(session.records.add, "relationship", child_id=child_id, person_id=other, role="MERE")
    dialog = gesture(view, "merge", MergeDialog)
    qtbot.waitUntil(lambda: dialog.pairs_list.count() == 1, timeout=PATIENCE_MS)
    dialog.pairs_list.setCurrentRow(0)
    if dialog.kept_combo.currentData() != kept:
        dialog.swap_button.click()
    qtbot.waitUntil(dialog.merge_button.isEnabled, timeout=PATIENCE_MS)
    assert "Anaïs Le Goff" in dialog.effect_label.text()
    with qtbot.waitSignal(dialog.changed, timeout=PATIENCE_MS):
        dialog.merge_button.click()
    (person,) = session.run(session.files.persons)
    assert (person.id, person.surname, person.email) == (kept, "Benali", "k@exemple.fr")
    qtbot.waitUntil(lambda: dialog.past_combo.count() == 1, timeout=PATIENCE_MS)
    with qtbot.waitSignal(dialog.changed, timeout=PATIENCE_MS):
        dialog.part_button.click()
    assert {each.id for each in session.run(session.files.persons)} == {kept, other}


def test_a_telephone_already_known_is_a_strong_sign(qtbot, session, child_id):
    known = session.run(session.records.add, "person", surname="Roy", first_name="Paul", phone="06 12 34 56 78").created
    dialog = PersonDialog(session.run(session.files.persons), session.run(session.files.open, child_id))
    qtbot.addWidget(dialog)
    dialog.show()
    type_text(dialog.surname_line, "Duval")
    assert not dialog.known_list.isVisible()
    type_text(dialog.phone_line, "+33612345678")
    assert dialog.known_list.isVisible()
    assert "même téléphone" in dialog.known_list.item(0).text()
    dialog.known_list.setFocus()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.known_list, Qt.Key.Key_Return)
    assert dialog.person_id == known


def test_page_keys_go_round_all_the_sections(qtbot, view):
    qtbot.keyClick(view, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert view.section() == SECTIONS[-1][0]
    qtbot.keyClick(view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert view.section() == "overview"
