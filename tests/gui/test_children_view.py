"""Enfants: the list filters as one types, keeps siblings together, opens by Enter."""

import datetime as dt
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt

from ppe_desktop.domain.children_list import Part
from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.deadlines import Status
from ppe_desktop.domain.deadlines.families import Family, family_of
from ppe_desktop.runtime import clock
from ppe_desktop.ui.dialogs.bin_dialog import BinDialog
from ppe_desktop.ui.dialogs.new_child_dialog import NewChildDialog
from ppe_desktop.ui.qt_models.children_cells import HEALTH, MEASURE, NAME, NEXT, PLACE, PLAN, REFERENT, REPORT, WORDS
from ppe_desktop.ui.qt_models.children_model import CELL_ROLE
from ppe_desktop.ui.qt_models.children_order import GROUPS, SORTS
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
    rows = (row for row in range(view.model.rowCount()) if not view.model.is_heading(row))
    return [view.model.card(row).full_name for row in rows]


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


def test_siblings_stand_together_until_asked_otherwise(qtbot, view, session):
    first, last = view.model.card(0).child_id, view.model.card(3).child_id
    session.run(session.records.add, "sibling_link", child_id=first, other_child_id=last, kind="DEMI_MERE")
    again(qtbot, view)
    assert names(view)[:2] == ["Éloïse Zimmermann", "Léa Abadie"], "the eldest of the siblings comes first"
    view.group_actions["none"].trigger()
    assert names(view)[0] == "Léa Abadie"


def again(qtbot, view):
    """Read the list again and wait for it."""
    with qtbot.waitSignal(view.model.modelReset, timeout=PATIENCE_MS):
        view.refresh()


def test_the_state_of_the_plan_is_told_in_words_and_filters(qtbot, view, session):
    child_id = view.model.card(1).child_id
    session.run(session.plans.prepare, child_id)
    again(qtbot, view)
    told = view.model.index(1, PLAN).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "brouillon" in told.lower(), "said before the deadlines are known, and after"
    judged(qtbot, view)
    assert view.model.index(1, PLAN).data(CELL_ROLE).second == "brouillon"
    view.chips["plan_draft"].click()
    assert names(view) == ["Zoë de La Tour"]
    view.chips["plan_missing"].click()
    assert view.model.shown() == 4, "two states ticked keep both"
    view.chips["plan_draft"].click()
    view.chips["plan_missing"].click()
    assert view.model.shown() == 4


def test_every_chip_keeps_whom_it_says(qtbot, view, session):
    lea, zoe, awa, eloise = (view.model.card(row).child_id for row in range(4))
    today = clock.now().date()
    session.run(session.records.change, "child", zoe, birth_date=today.replace(year=today.year - 19))
    add = partial(session.run, session.records.add)
    add("health_event", child_id=awa, kind="BILAN_ANNUEL", done_on=today - dt.timedelta(days=30))
    add("statement", child_id=lea, said_on=today - dt.timedelta(days=10), exact_words="J’aime bien ici.")
    episode = session.run(session.files.open, eloise).of("care_episode")[0].id
    add("measure", episode_id=episode, type="AEMO", since=dt.date(2025, 2, 1), until=today + dt.timedelta(days=30))
    person = add("person", surname="Roy").created
    add("relationship", child_id=awa, person_id=person, role="AUTRE")
    address = add("address", person_id=person, town="Massy").created
    add("address_protection", address_id=address, hidden_from_id=add("person", surname="Durand").created)
    again(qtbot, view)
    judged(qtbot, view)
    expected = {
        "adult": ["Zoë de La Tour"],
        "health_due": ["Léa Abadie", "Éloïse Zimmermann"],
        "words_due": ["Zoë de La Tour", "Awa N’Diaye", "Éloïse Zimmermann"],
        "protected": ["Awa N’Diaye"],
        "closed": [],
    }
    for key, kept in expected.items():
        view.chips[key].click()
        assert names(view) == kept, key
        view.chips[key].click()


def judged(qtbot, view):
    """Wait until the deadlines of every child have come."""
    qtbot.waitUntil(lambda: len(view._judged) == view.model.known(), timeout=PATIENCE_MS)


DOTS = {PLAN: Family.PROJECT, REPORT: Family.REPORTS, HEALTH: Family.HEALTH, WORDS: Family.WORDS}


def test_the_next_date_and_the_four_marks_say_what_the_engine_says(qtbot, view, session):
    child_id = view.model.card(0).child_id
    session.run(session.records.add, "health_event", child_id=child_id, kind="BILAN_ANNUEL", done_on=clock.now().date())
    again(qtbot, view)
    judged(qtbot, view)
    late = 0
    for row in range(4):
        deadlines = session.run(session.deadlines.of_child, view.model.card(row).child_id)
        today = clock.now().date()
        shown = [
            one
            for one in deadlines
            if one.rule.shown_days is None or not one.due_on or (today - one.due_on).days <= one.rule.shown_days
        ]
        days = [one.due_on for one in shown if one.status.is_open and one.due_on]
        assert view.model.index(row, NEXT).data() == (short_date(min(days)) if days else "")
        for column, family in DOTS.items():
            is_late = any(one.status is Status.OVERDUE for one in shown if family_of(one.rule) is family)
            assert (view.model.index(row, column).data(CELL_ROLE).tone == "late") is is_late, (row, family)
            late += is_late
    assert late, "a plan that nobody made in three months is late"


def test_sorted_by_next_date_the_most_pressing_comes_first_once_it_is_known(qtbot, view, session):
    view.sort_actions["next"].trigger()
    view.group_actions["none"].trigger()
    judged(qtbot, view)
    days = []
    for row in range(4):
        deadlines = session.run(session.deadlines.of_child, view.model.card(row).child_id)
        days.append(min((one.due_on for one in deadlines if one.status.is_open and one.due_on), default=dt.date.max))
    assert days == sorted(days)


def test_a_long_list_shows_names_then_facts_then_what_is_asked_of_the_deadlines(qtbot, session):
    """A département's list: nothing is lost of a filter, an order or a search whatever came first."""
    for number in range(60):
        add_child(
            session, f"Nom{number:02d}", "Léa", dt.date(2016, 3, 3) if number % 2 else dt.date(2004, 1, 1),
            measure="AEMO", since=dt.date(2025, 1, 1),
        )  # fmt: skip
    with desk(session) as (tasks, _autosaver):
        shown = ChildrenView(tasks)
        shown.few_children = 10
        qtbot.addWidget(shown)
        shown.resize(1100, 500)
        shown.show()
        with qtbot.waitSignal(shown.model.modelReset, timeout=PATIENCE_MS):
            shown.refresh()
        assert shown.model.rowCount() == 60, "the names are there first"
        qtbot.waitUntil(lambda: all(shown.model.has_part(part) for part in Part), timeout=PATIENCE_MS)
        assert shown.model.index(0, MEASURE).data()
        qtbot.waitUntil(lambda: bool(shown._judged), timeout=PATIENCE_MS)
        assert len(shown._judged) < 60, "what is not on screen is not judged before it is asked for"
        shown.chips["health_due"].click()
        assert "échéances lues" in shown.count_label.text()
        judged(qtbot, shown)
        assert names(shown) == [f"Léa Nom{number:02d}" for number in range(1, 60, 2)], "every minor, and no adult"
        assert "échéances lues" not in shown.count_label.text()


def test_a_closed_file_is_shown_by_its_chip_only(qtbot, view, session):
    session.run(session.files.close, view.model.card(0).child_id, closed_on=clock.now().date(), reason="MAINLEVEE")
    again(qtbot, view)
    assert "Léa Abadie" not in names(view)
    assert view.count_label.text() == "3 dossiers"
    view.chips["closed"].click()
    assert names(view) == ["Léa Abadie"]
    assert view.model.index(0, MEASURE).data() == "Dossier clos"


def test_a_heading_sorts_and_sorts_back(qtbot, view):
    header = view.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(NAME) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert names(view)[0] == "Éloïse Zimmermann"
    assert view.sort_button.text() == "Trier : nom (inverse)"
    view.sort_actions["age"].trigger()
    assert names(view) == ["Awa N’Diaye", "Léa Abadie", "Éloïse Zimmermann", "Zoë de La Tour"], "the youngest first"
    view.reverse_action.trigger()
    assert names(view)[0] == "Zoë de La Tour"


def test_no_child_is_lost_whatever_the_order(view):
    for sort in SORTS:
        for group in GROUPS:
            view.sort_actions[sort].trigger()
            view.group_actions[group].trigger()
            assert sorted(names(view)) == ["Awa N’Diaye", "Léa Abadie", "Zoë de La Tour", "Éloïse Zimmermann"]


def test_groups_have_headings_that_the_keyboard_passes_over(qtbot, view, session):
    for row, place in ((0, "MECS Les Tilleuls"), (2, "Famille Roy")):
        child = session.run(session.files.open, view.model.card(row).child_id)
        episode = child.of("care_episode")[0].id
        session.run(session.records.add, "placement", episode_id=episode, name=place, since=dt.date(2025, 1, 1))
    again(qtbot, view)
    view.group_actions["place"].trigger()
    rows = [
        view.model.index(row, NAME).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(view.model.rowCount())
    ]
    assert rows[0] == "Famille Roy"
    assert rows[2] == "MECS Les Tilleuls"
    assert rows[4] == "Sans lieu de vie indiqué"
    assert view.table.currentIndex().row() == 1
    qtbot.keyClick(view.table, Qt.Key.Key_Down)
    assert view.table.currentIndex().row() == 3, "the heading is passed over"


def test_the_list_is_found_as_it_was_left(qtbot, view, session):
    view.sort_actions["age"].trigger()
    view.group_actions["measure"].trigger()
    view.compact_action.trigger()
    view.chips["plan_missing"].click()
    with desk(session) as (tasks, _autosaver):
        other = ChildrenView(tasks)
        qtbot.addWidget(other)
        with qtbot.waitSignal(other.model.modelReset, timeout=PATIENCE_MS):
            other.refresh()
        arrangement = other.model.arrangement
        assert (arrangement.sort, arrangement.group, arrangement.chips) == ("age", "measure", {"plan_missing"})
        assert other.chips["plan_missing"].isChecked()
        assert other.table.verticalHeader().defaultSectionSize() < view.table.fontMetrics().height() * 3
        assert other.table.delegate.is_compact


def test_the_referent_is_the_one_of_today(qtbot, view, session):
    child_id = view.model.card(0).child_id
    for surname, until in (("Ancien", dt.date(2025, 6, 1)), ("Actuelle", None)):
        person = session.run(session.records.add, "person", surname=surname, first_name="Anne").created
        session.run(
            session.records.add, "relationship", child_id=child_id, person_id=person, role="REFERENT_ASE", until=until
        )
    again(qtbot, view)
    assert view.model.index(0, REFERENT).data() == "Anne Actuelle"
    type_text(view.search_field, "actuelle")
    assert names(view) == ["Léa Abadie"]


def test_namesakes_are_told_apart(qtbot, view, session):
    add_child(session, "Abadie", "Léa", dt.date(2011, 1, 1))
    again(qtbot, view)
    told = [view.model.index(row, NAME).data(Qt.ItemDataRole.ToolTipRole) for row in range(2)]
    assert "01/01/2011" in told[0] + told[1]
    assert "03/03/2016" in told[0] + told[1]


def test_the_least_important_columns_leave_first_and_nothing_is_wider_than_the_list(qtbot, view):
    table = view.table
    for width, hidden in ((1420, []), (1180, [REFERENT]), (820, [PLACE, REFERENT])):
        view.resize(width, 600)
        qtbot.waitUntil(partial(lambda wanted: wanted - 120 < table.width() < wanted, width), timeout=PATIENCE_MS)
        assert [column for column in range(9) if table.isColumnHidden(column)] == hidden
        assert table.horizontalHeader().length() <= table.viewport().width()


def test_the_bin_shows_at_the_foot_only_when_it_holds_something(qtbot, view, session):
    assert view.bin_button.isHidden()
    child_id = view.model.card(0).child_id
    session.run(session.files.bin, child_id)
    again(qtbot, view)
    assert "Léa Abadie" not in names(view)
    assert view.bin_button.text() == "Corbeille (1)"
    view.bin_button.click()
    dialog = view.findChild(BinDialog)
    qtbot.waitUntil(lambda: dialog.list.count() == 1, timeout=PATIENCE_MS)
    assert dialog.list.item(0).text().startswith("Dossier entier · Léa Abadie")
    with qtbot.waitSignal(view.place_requested, timeout=PATIENCE_MS) as asked:
        dialog.restore_button.click()
    assert asked.args == [child_id, "overview", None]


def dialog_on(qtbot, view):
    dialog = NewChildDialog(view._tasks)
    qtbot.addWidget(dialog)
    dialog.show()
    wanted = len(view._tasks.session.run(view._tasks.session.people.children))
    qtbot.waitUntil(lambda: len(dialog._known._known) == wanted, timeout=PATIENCE_MS)
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


def candidates(dialog):
    return [dialog.known_list.item(row).text().split("\n") for row in range(dialog.known_list.count())]


def test_a_child_who_may_have_a_file_is_shown_first_and_the_keyboard_opens_it(qtbot, view):
    dialog = dialog_on(qtbot, view)
    type_text(dialog.surname.line, "abad")
    qtbot.waitUntil(dialog.known_list.isVisible, timeout=PATIENCE_MS)
    assert candidates(dialog) == [["ABADIE Léa, 03/03/2016", "Nom qui commence de même"]]
    dialog.known_list.setFocus()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.known_list, Qt.Key.Key_Return)
    assert dialog.child_id == view.model.card(0).child_id


def test_a_twin_is_never_said_to_be_the_same_child(qtbot, view):
    dialog = dialog_on(qtbot, view)
    type_text(dialog.surname.line, "Abadi")
    type_text(dialog.first_names.line, "Tom")
    type_text(dialog.birth_date.line, "3/3/2016")
    qtbot.waitUntil(dialog.known_list.isVisible, timeout=PATIENCE_MS)
    assert candidates(dialog) == [["ABADIE Léa, 03/03/2016", "Jumeau ou jumelle possible : un autre enfant"]]


@pytest.mark.parametrize("is_binned", [True, False])
def test_the_child_who_comes_back_is_found_in_the_closed_files_and_in_the_bin(qtbot, view, session, is_binned):
    child_id = view.model.card(0).child_id
    if is_binned:
        session.run(session.files.bin, child_id)
    else:
        session.run(session.files.close, child_id, closed_on=clock.now().date())
    dialog = dialog_on(qtbot, view)
    type_text(dialog.surname.line, "Abady")
    type_text(dialog.first_names.line, "Lea")
    qtbot.waitUntil(dialog.known_list.isVisible, timeout=PATIENCE_MS)
    state = "dans la corbeille" if is_binned else "dossier clos"
    assert candidates(dialog) == [[f"ABADIE Léa, 03/03/2016, {state}", "Peut-être le même enfant"]]
    with qtbot.waitSignal(dialog.accepted, timeout=PATIENCE_MS):
        dialog.known_list.itemActivated.emit(dialog.known_list.item(0))
    assert session.run(session.files.open, child_id).child.binned_at is None
