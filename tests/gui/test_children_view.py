"""Enfants: the list filters as one types, keeps siblings together, opens by Enter."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from ppe_desktop.ui.dialogs.new_child_dialog import NewChildDialog
from ppe_desktop.ui.qt_models.children_model import NAME, PLAN
from ppe_desktop.ui.views.children_view import ChildrenView
from tests.support.screens import PATIENCE_MS, add_child, desk, open_session
from tests.support.typing import type_text


@pytest.fixture
def session(tmp_path):
    with open_session(tmp_path / "base") as opened:
        yield opened


@pytest.fixture
def view(qtbot, session):
    for surname, first, birth in (
        ("Zimmermann", "Éloïse", dt.date(2014, 5, 2)),
        ("N’Diaye", "Awa", dt.date(2018, 1, 1)),
        ("de La Tour", "Zoë", dt.date(2009, 7, 9)),
        ("Abadie", "Léa", dt.date(2016, 3, 3)),
    ):
        add_child(session, surname, first, birth, measure="AEMO", since=dt.date(2025, 1, 1))
    with desk(session) as (tasks, _autosaver):
        shown = ChildrenView(tasks)
        qtbot.addWidget(shown)
        shown.resize(1100, 700)
        shown.show()
        shown.refresh()
        qtbot.waitUntil(lambda: shown.model.rowCount() == 4, timeout=PATIENCE_MS)
        yield shown


def names(view):
    return [view.model.card(row).full_name for row in range(view.model.rowCount())]


def test_the_list_comes_in_french_alphabetical_order(view):
    assert names(view) == ["Léa Abadie", "Zoë de La Tour", "Awa N’Diaye", "Éloïse Zimmermann"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("eloise", ["Éloïse Zimmermann"]),
        ("ZOË", ["Zoë de La Tour"]),
        ("n'diaye", ["Awa N’Diaye"]),
        ("tour zo", ["Zoë de La Tour"]),
        ("milieu ouvert lea", ["Léa Abadie"]),
        ("xyz", []),
    ],
)
def test_typing_filters_without_accents_or_case(view, typed, found):
    type_text(view.search_field, typed)
    assert names(view) == found
    assert view.stack.currentWidget() is (view.table if found else view.nobody)


def test_enter_in_the_search_opens_the_first_child(qtbot, view):
    type_text(view.search_field, "awa")
    with qtbot.waitSignal(view.child_requested) as asked:
        qtbot.keyClick(view.search_field, Qt.Key.Key_Return)
    assert asked.args[0] == view.model.card(0).child_id


def test_the_arrow_goes_down_into_the_list_and_enter_opens(qtbot, view):
    view.search_field.setFocus()
    qtbot.keyClick(view.search_field, Qt.Key.Key_Down)
    wanted = view.model.card(view.table.currentIndex().row()).child_id
    with qtbot.waitSignal(view.child_requested) as asked:
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert asked.args == [wanted]


def test_a_click_opens_the_child_clicked(qtbot, view):
    place = view.table.visualRect(view.model.index(2, NAME)).center()
    with qtbot.waitSignal(view.child_requested) as asked:
        qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked.args == [view.model.card(2).child_id]


def test_siblings_stand_together_when_asked(qtbot, view, session):
    first, last = view.model.card(0).child_id, view.model.card(3).child_id
    session.run(session.records.add, "sibling_link", child_id=first, other_child_id=last, kind="DEMI_MERE")
    view.refresh()
    qtbot.waitUntil(lambda: bool(view.model.card(0).siblings), timeout=PATIENCE_MS)
    assert names(view)[:2] == ["Éloïse Zimmermann", "Léa Abadie"], "the eldest of the siblings comes first"
    view.together_chip.click()
    assert names(view)[0] == "Léa Abadie"


def test_the_state_of_the_plan_is_told_in_words_and_filters(qtbot, view, session):
    child_id = view.model.card(1).child_id
    session.run(session.plans.prepare, child_id)
    view.refresh()
    qtbot.waitUntil(lambda: view.model.card(1).plan_state == "draft", timeout=PATIENCE_MS)
    assert view.model.index(1, PLAN).data() == "En préparation"
    chip = next(chip for chip in view.plan_chips.buttons() if chip.property("plan_state") == "draft")
    chip.click()
    assert names(view) == ["Zoë de La Tour"]
    chip.click()
    assert view.model.rowCount() == 4


def dialog_on(qtbot, view):
    dialog = NewChildDialog(view._tasks, [view.model.card(row) for row in range(view.model.rowCount())])
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_an_empty_surname_is_said_beside_the_field_and_nothing_is_lost(qtbot, view):
    dialog = dialog_on(qtbot, view)
    type_text(dialog.first_names.line, "Anaïs")
    qtbot.mouseClick(dialog.create_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.rows["surname"].error() != "", timeout=PATIENCE_MS)
    assert dialog.first_names.line.text() == "Anaïs"
    assert dialog.isVisible()


@pytest.mark.parametrize("typed", ["31/02/2015", "12/12/2199"])
def test_an_impossible_or_future_birth_date_is_said_beside_the_field(qtbot, view, typed):
    dialog = dialog_on(qtbot, view)
    type_text(dialog.surname.line, "Petit")
    type_text(dialog.birth_date.line, typed)
    qtbot.mouseClick(dialog.create_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.rows["birth_date"].error() != "", timeout=PATIENCE_MS)
    assert dialog.isVisible()


def test_five_facts_make_a_file(qtbot, view, session):
    dialog = dialog_on(qtbot, view)
    type_text(dialog.surname.line, "d’Ornano")
    type_text(dialog.first_names.line, "Chloé")
    type_text(dialog.birth_date.line, "2/3/2015")
    with qtbot.waitSignal(dialog.accepted, timeout=PATIENCE_MS):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    child = session.run(session.files.open, dialog.child_id).child
    assert (child.birth_surname, child.first_names, child.birth_date) == ("d’Ornano", "Chloé", dt.date(2015, 3, 2))


def test_a_child_who_may_have_a_file_is_shown_first(qtbot, view):
    dialog = dialog_on(qtbot, view)
    type_text(dialog.surname.line, "abad")
    assert dialog.known_list.isVisible()
    entry = dialog.known_list.item(0)
    assert entry.text().startswith("ABADIE Léa")
    with qtbot.waitSignal(dialog.accepted):
        dialog.known_list.itemActivated.emit(entry)
    assert dialog.child_id == view.model.card(0).child_id
