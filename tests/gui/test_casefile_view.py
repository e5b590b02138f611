"""A child's file: what is typed is in the base within two seconds; errors beside their field; removal can be undone."""

import datetime as dt
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

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
    return add_child(
        session, "Le Goff", "Anaïs", dt.date(2015, 3, 2), sex="F", measure="PLACEMENT_ASE", since=dt.date(2025, 10, 6)
    )


@pytest.fixture
def view(qtbot, session, child_id):
    with desk(session) as (tasks, autosaver):
        shown = CaseFileView(tasks, autosaver, session.records.kinds())
        shown.autosaver = autosaver
        qtbot.addWidget(shown)
        shown.resize(1200, 800)
        shown.show()
        with qtbot.waitSignal(shown.file_shown, timeout=PATIENCE_MS):
            shown.open_file(child_id)
        yield shown


def identity(qtbot, view):
    view.show_section("identity")
    qtbot.waitUntil(lambda: view.page("identity").form is not None, timeout=PATIENCE_MS)
    return view.page("identity").form


def test_the_header_says_who_how_old_under_which_measure(view):
    assert view.header.name_label.text() == "Anaïs Le Goff"
    assert "née le 2\u00a0mars 2015" in view.header.line_label.text()
    assert "Placement confié" in view.header.line_label.text()


@pytest.mark.parametrize("key", [key for key, *_rest in SECTIONS])
def test_every_section_opens_and_says_something(qtbot, view, key):
    view.show_section(key)
    assert view.stack.currentWidget().objectName() == f"{key}_section"
    assert view.page(key).title_label.text()


def test_what_is_typed_is_in_the_base_within_two_seconds(qtbot, view, session, child_id):
    form = identity(qtbot, view)
    begin = time.monotonic()
    with qtbot.waitSignal(view.autosaver.saved, timeout=2000):
        type_text(form.editors["birth_place"].focus_target, "Évry-Courcouronnes")
    assert time.monotonic() - begin < 2.5
    assert child_value(session, child_id, "birth_place") == "Évry-Courcouronnes"


def test_typing_without_a_pause_is_saved_all_the_same(qtbot, view, session, child_id):
    line = identity(qtbot, view).editors["birth_place"].focus_target
    end = time.monotonic() + 3
    while time.monotonic() < end and not child_value(session, child_id, "birth_place"):
        type_text(line, "a")
        qtbot.wait(120)
    assert child_value(session, child_id, "birth_place").startswith("a")


def test_an_impossible_date_is_said_beside_its_field_and_kept_as_typed(qtbot, view, session, child_id):
    form = identity(qtbot, view)
    line = form.editors["birth_date"].focus_target
    line.selectAll()
    type_text(line, "31/02/2015")
    qtbot.waitUntil(lambda: form.rows["birth_date"].error() != "", timeout=PATIENCE_MS)
    assert "n’existe pas" in form.rows["birth_date"].error()
    assert child_value(session, child_id, "birth_date") == dt.date(2015, 3, 2), "the base keeps the last good value"
    assert session.run(session.records.pending) == {(child_id, "birth_date"): "31/02/2015"}
    line.selectAll()
    type_text(line, "1/2/2015")
    qtbot.waitUntil(lambda: form.rows["birth_date"].error() == "", timeout=PATIENCE_MS)
    assert child_value(session, child_id, "birth_date") == dt.date(2015, 2, 1)


def test_a_text_kept_aside_is_shown_again_when_the_file_is_reopened(qtbot, view, session, child_id):
    with pytest.raises(Exception, match="n’existe pas"):
        session.run(session.records.enter, "child", child_id, "birth_date", "31/02/2015")
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        view.reload()
    form = identity(qtbot, view)
    assert form.editors["birth_date"].focus_target.text() == "31/02/2015"
    assert "sans être compris" in form.rows["birth_date"].error(), "nobody takes it for what the file holds"


def test_undo_takes_back_what_was_typed_even_after_it_was_saved(qtbot, view, session, child_id):
    text = identity(qtbot, view).editors["allergies"].focus_target
    with qtbot.waitSignal(view.autosaver.saved, timeout=PATIENCE_MS):
        type_text(text, "Arachide")
    qtbot.keyClick(text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert text.toPlainText() != "Arachide"
    qtbot.waitUntil(lambda: child_value(session, child_id, "allergies") == text.toPlainText(), timeout=PATIENCE_MS)


def test_a_hundred_thousand_pasted_characters_are_kept(qtbot, view, session, child_id):
    text = identity(qtbot, view).editors["allergies"].focus_target
    QApplication.clipboard().setText("é " * 50_000)
    with qtbot.waitSignal(view.autosaver.saved, timeout=PATIENCE_MS):
        text.paste()
    assert child_value(session, child_id, "allergies") == "é " * 50_000


def test_a_place_added_then_removed_comes_back_when_asked(qtbot, view, session, child_id):
    view.show_section("path")
    page = view.page("path")
    qtbot.waitUntil(lambda: len(page.episode_cards.cards) == 1, timeout=PATIENCE_MS)
    (card,) = page.episode_cards.cards.values()
    qtbot.waitUntil(lambda: card.extra is not None, timeout=PATIENCE_MS)
    places = card.extra.place_cards
    qtbot.mouseClick(places.add_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(places.cards) == 1, timeout=PATIENCE_MS)
    (place,) = places.cards.values()
    with qtbot.waitSignal(view.autosaver.saved, timeout=PATIENCE_MS):
        type_text(place.form.editors["name"].focus_target, "MECS Les Tilleuls")
    qtbot.mouseClick(place.remove_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not places.cards, timeout=PATIENCE_MS)
    view.context._undo_bar.action_button.click()
    qtbot.waitUntil(lambda: len(session.run(session.files.open, child_id).of("placement")) == 1, timeout=PATIENCE_MS)
    assert session.run(session.files.open, child_id).of("placement")[0].name == "MECS Les Tilleuls"


def test_words_are_noted_and_stay_in_the_file_until_reviewed(qtbot, view, session, child_id):
    qtbot.mouseClick(view.header.statement_button, Qt.MouseButton.LeftButton)
    page = view.page("statements")
    qtbot.waitUntil(lambda: len(page.cards.cards) == 1, timeout=PATIENCE_MS)
    (card,) = page.cards.cards.values()
    with qtbot.waitSignal(view.autosaver.saved, timeout=PATIENCE_MS):
        type_text(card.form.editors["exact_words"].focus_target, "J’aime bien ici & là <bientôt> {{ }}")
    (statement,) = session.run(session.files.statements, child_id).of("statement")
    assert statement.exact_words == "J’aime bien ici & là <bientôt> {{ }}"
    assert statement.sharing == "DOSSIER"
    assert statement.said_on is not None


def test_a_known_person_is_offered_before_a_new_one_is_made(qtbot, view, session, child_id):
    known = session.run(session.records.add, "person", surname="Ben Ali", first_name="Karima", civility="MME").created
    dialog = PersonDialog(session.run(session.files.persons), session.run(session.files.open, child_id))
    qtbot.addWidget(dialog)
    dialog.show()
    type_text(dialog.surname_line, "ali k")
    assert dialog.known_list.item(0).text() == "Madame Karima Ben Ali"
    dialog.surname_line.clear()
    type_text(dialog.surname_line, "benali")
    assert dialog.known_list.item(0).text() == "Madame Karima Ben Ali · nom qui se prononce de même"
    dialog.surname_line.clear()
    type_text(dialog.surname_line, "ben al")
    assert dialog.known_list.item(0).text() == "Madame Karima Ben Ali"
    with qtbot.waitSignal(dialog.accepted):
        dialog.known_list.itemActivated.emit(dialog.known_list.item(0))
    assert dialog.person_id == known


def test_a_person_without_a_name_is_refused_beside_the_field(qtbot, session, child_id):
    dialog = PersonDialog((), session.run(session.files.open, child_id))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.mouseClick(dialog.add_button, Qt.MouseButton.LeftButton)
    assert dialog.surname_row.error()
    assert dialog.isVisible()


def test_nothing_crosses_from_one_child_to_another(qtbot, view, session, child_id):
    other = add_child(session, "Martin", "Léo", dt.date(2018, 1, 1))
    line = identity(qtbot, view).editors["birth_place"].focus_target
    type_text(line, "Brest")
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        view.open_file(other, "identity")
    assert view.page("identity").form.editors["birth_place"].focus_target.text() == ""
    qtbot.waitUntil(view.autosaver.is_settled, timeout=PATIENCE_MS)
    assert child_value(session, child_id, "birth_place") == "Brest"
    assert child_value(session, other, "birth_place") == ""


def add_relation(session, child_id, surname, role):
    person = session.run(session.records.add, "person", surname=surname).created
    session.run(session.records.add, "relationship", child_id=child_id, person_id=person, role=role)
    return person


def test_whom_an_address_is_protected_from_is_chosen_by_name_never_by_default(qtbot, view, session, child_id):
    mother = add_relation(session, child_id, "Martin", "MERE")
    father = add_relation(session, child_id, "Durand", "PERE")
    session.run(session.records.add, "address", person_id=mother, town="Évry")
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        view.reload()
    view.show_section("entourage")
    persons = view.page("entourage").person_cards
    qtbot.waitUntil(lambda: len(persons.cards) == 2, timeout=PATIENCE_MS)
    card = next(card for card in persons.cards.values() if card.item.person_id == mother)
    card.open()
    (address,) = card.extra.address_cards.cards.values()
    address.open()
    choices = address.extra.cards.persons_menu.actions()
    assert [action.text() for action in choices] == ["Durand — Père"]
    choices[0].trigger()
    qtbot.waitUntil(lambda: bool(address.extra.cards.cards), timeout=PATIENCE_MS)
    (made,) = session.run(session.files.open, child_id).of("address_protection")
    assert made.hidden_from_id == father
    assert ("Adresse protégée", "protect", "") in card._marks_shown
    assert not address.extra.cards.add_button.isEnabled(), "nobody else: said, not a button that does nothing"


def test_a_removed_card_gives_the_keyboard_to_the_next_one(qtbot, view, session, child_id):
    for day in (1, 2):
        session.run(session.records.add, "decision", child_id=child_id, decided_on=dt.date(2026, 1, day))
    view.show_section("path")
    cards = view.page("path").decision_cards
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        view.reload()
    qtbot.waitUntil(lambda: len(cards.cards) == 2, timeout=PATIENCE_MS)
    first, second = cards.cards.values()
    first.remove_button.setFocus()
    first.remove_button.click()
    qtbot.waitUntil(lambda: len(cards.cards) == 1, timeout=PATIENCE_MS)
    assert view.focusWidget() is second.title_button
