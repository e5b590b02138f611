"""Santé: noted by the keyboard, dates as people say them, nothing overwritten, landmarks once, allergies never missed."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from ppe_desktop.domain.health import Standing
from tests.support.screens import PATIENCE_MS, child_value, open_session
from tests.support.sections import add, file_screen, focused, records, reload, replace_text, settle, tab_to, today
from tests.support.typing import press, type_text

DAY = dt.timedelta(days=1)
LISTS = ("health_profile", "health_event", "health_follow_up", "treatment", "vaccination", "disability_right")


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with open_session(tmp_path_factory.mktemp("dossier") / "base") as opened:
        yield opened


@pytest.fixture
def screen(qtbot, session):
    with file_screen(qtbot, session) as (view, child_id):
        view.show_section("health")
        yield view, child_id


def cards(view, kind):
    return view.page("health").blocks[kind].cards


def added(qtbot, view, kind):
    """Press the button that adds and return the open card."""
    held = cards(view, kind)
    before = set(held.cards)
    qtbot.mouseClick(held.add_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(held.cards) > len(before), timeout=PATIENCE_MS)
    card = next(card for key, card in held.cards.items() if key not in before)
    qtbot.waitUntil(lambda: card.form is not None, timeout=PATIENCE_MS)
    return card


def facts(view):
    return [fact.text.replace("\u00a0", " ") for fact in view.page("health").state_card.facts()]


def test_an_empty_section_says_what_each_list_is_for_and_offers_the_first_gesture(screen):
    view, _child = screen
    for kind in LISTS:
        block = view.page("health").blocks[kind]
        assert block.heading.text()
        assert block.cards.add_button.isVisible()
        assert block.cards.empty_label.isVisible()
        assert block.cards.empty_label.text().endswith(".")
    assert "Aucun bilan de santé d’entrée noté." in facts(view)
    assert "Secret médical" in view.page("health").secrecy_label.text()


def test_a_check_is_added_by_the_keyboard_alone_and_found_again(qtbot, screen, session):
    view, child = screen
    button = cards(view, "health_event").add_button
    button.setFocus()
    press(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(cards(view, "health_event").cards) == 1, timeout=PATIENCE_MS)
    (card,) = cards(view, "health_event").cards.values()
    qtbot.waitUntil(lambda: card.form is not None and card.form.isAncestorOf(focused()), timeout=PATIENCE_MS)
    replace_text(focused(), "Bilan de santé annuel")
    editors = card.form.editors
    type_text(tab_to(qtbot, editors["asked_on"]), "02/11")
    type_text(tab_to(qtbot, editors["done_on"]), "hier")
    assert editors["done_on"].reading.text() == f"→ {today() - DAY:%d/%m/%Y}"
    type_text(tab_to(qtbot, editors["practitioner"]), "Dre Héroult-Mbaye")
    settle(qtbot, view)
    (event,) = records(session, child, "health_event")
    assert (event.kind, event.done_on, event.practitioner) == ("BILAN_ANNUEL", today() - DAY, "Dre Héroult-Mbaye")
    assert event.asked_on == dt.date(today().year, 11, 2)
    qtbot.waitUntil(lambda: any("(hier)" in text for text in facts(view)), timeout=PATIENCE_MS)

    view._forget_pages()
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        view.open_file(child, "health")
    (again,) = cards(view, "health_event").cards.values()
    assert again.title_button.text().startswith("Bilan de santé annuel, le ")
    assert "Dre Héroult-Mbaye" in again.second_line.text()


def test_a_free_value_is_kept_as_typed(qtbot, screen, session):
    view, child = screen
    card = added(qtbot, view, "health_follow_up")
    line = card.form.editors["kind"].focus_target.lineEdit()
    replace_text(line, "Équithérapie avec « Biscotte »")
    settle(qtbot, view)
    assert records(session, child, "health_follow_up")[0].kind == "Équithérapie avec « Biscotte »"
    reload(qtbot, view)
    assert card.title_button.text() == "Équithérapie avec « Biscotte »"


def test_a_reversed_period_is_said_beside_the_field_and_kept_as_typed(qtbot, screen, session):
    view, child = screen
    treatment = add(session, child, "treatment", name="Vitamine D", since=dt.date(2026, 3, 1))
    reload(qtbot, view)
    card = cards(view, "treatment").cards[treatment]
    card.open()
    line = card.form.editors["until"].focus_target
    type_text(line, "01/02/2026")
    qtbot.waitUntil(lambda: card.form.rows["until"].error() != "", timeout=PATIENCE_MS)
    assert "avant le début" in card.form.rows["until"].error()
    assert card.form.rows["since"].error() == ""
    assert records(session, child, "treatment")[0].until is None
    replace_text(line, "02/03/2026")
    qtbot.waitUntil(lambda: card.form.rows["until"].error() == "", timeout=PATIENCE_MS)
    assert records(session, child, "treatment")[0].until == dt.date(2026, 3, 2)


def test_a_check_asked_for_after_it_was_done_is_refused(qtbot, screen, session):
    view, child = screen
    event = add(session, child, "health_event", kind="DENTAIRE", done_on=today() - 9 * DAY)
    reload(qtbot, view)
    card = cards(view, "health_event").cards[event]
    card.open()
    type_text(card.form.editors["asked_on"].focus_target, "hier")
    qtbot.waitUntil(lambda: card.form.rows["asked_on"].error() != "", timeout=PATIENCE_MS)
    assert "avant sa demande" in card.form.rows["asked_on"].error()


def test_what_is_over_comes_after_what_goes_on_and_says_so(qtbot, screen, session):
    view, child = screen
    over = add(session, child, "health_follow_up", kind="ORTHOPHONIE", since=today() - 99 * DAY, until=today() - DAY)
    waiting = add(session, child, "health_follow_up", kind="ERGOTHERAPIE", waiting_since=today() - 70 * DAY)
    running = add(session, child, "health_follow_up", kind="PSYCHOLOGUE", since=today() - 200 * DAY)
    reload(qtbot, view)
    held = cards(view, "health_follow_up")
    column = held._column
    shown = sorted(held.cards, key=lambda key: column.indexOf(held.cards[key]))
    assert shown == [waiting, running, over]
    assert held.cards[over]._marks_shown[0][0] == f"Terminé le {today() - DAY:%d/%m/%Y}"
    assert held.cards[waiting]._marks_shown[0][0].startswith("En liste d’attente depuis 2")
    assert held.cards[running]._marks_shown == []


def test_a_record_is_opened_and_shown_on_request_now_or_as_soon_as_it_is_read(qtbot, screen, session):
    view, child = screen
    right = add(session, child, "disability_right", kind="AEEH")
    reload(qtbot, view)
    page = view.page("health")
    page.show_record("disability_right", right)
    card = cards(view, "disability_right").cards[right]
    assert card.title_button.isChecked()
    qtbot.waitUntil(lambda: _is_seen(page, card.title_button), timeout=PATIENCE_MS)
    later = add(session, child, "vaccination", vaccine="ROR")
    page.show_record("vaccination", later)
    reload(qtbot, view)
    assert cards(view, "vaccination").cards[later].title_button.isChecked()
    page.show_record("child", child)
    assert page.allergies_card.form.isVisible()
    page.show_record("plan_objective", "0" * 32)


def _is_seen(page, widget):
    place = widget.mapTo(page.viewport(), widget.rect().center())
    return page.viewport().rect().contains(place)


def test_landmarks_are_one_for_a_child_even_when_asked_twice(qtbot, screen, session):
    view, child = screen
    held = cards(view, "health_profile")
    held.add()
    held.add()
    qtbot.waitUntil(lambda: len(held.cards) == 1, timeout=PATIENCE_MS)
    assert not held.add_button.isVisible()
    assert len(records(session, child, "health_profile")) == 1
    (card,) = held.cards.values()
    qtbot.mouseClick(card.remove_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not held.cards, timeout=PATIENCE_MS)
    assert held.add_button.isVisible(), "once removed, they can be noted again"
    held.add()
    qtbot.waitUntil(lambda: len(held.cards) == 1, timeout=PATIENCE_MS)


def test_what_is_being_typed_is_not_overwritten_by_a_reload(qtbot, screen, session):
    view, child = screen
    card = added(qtbot, view, "health_event")
    text = card.form.editors["needs"].focus_target
    text.setFocus()
    type_text(text, "Lunettes")
    add(session, child, "treatment", name="Vitamine D")
    reload(qtbot, view)
    assert text.toPlainText() == "Lunettes"
    type_text(text, " à revoir")
    settle(qtbot, view)
    assert records(session, child, "health_event")[0].needs == "Lunettes à revoir"


def test_allergies_are_changed_here_and_seen_everywhere(qtbot, screen, session):
    view, child = screen
    card = view.page("health").allergies_card
    assert not card.alert.isVisible()
    assert card.edit_button.text() == "Noter une consigne"
    qtbot.mouseClick(card.edit_button, Qt.MouseButton.LeftButton)
    field = card.form.editors["allergies"].focus_target
    qtbot.waitUntil(field.hasFocus, timeout=PATIENCE_MS)
    type_text(field, "Arachide, stylo d’urgence dans le sac.")
    settle(qtbot, view)
    qtbot.waitUntil(card.alert.isVisible, timeout=PATIENCE_MS)
    assert card.alert.text() == child_value(session, child, "allergies") == "Arachide, stylo d’urgence dans le sac."
    assert card.alert.accessibleName() == card.alert.text()
    view.show_section("identity")
    there = view.page("identity").form.editors["allergies"].focus_target
    assert there.toPlainText() == "Arachide, stylo d’urgence dans le sac."
    there.selectAll()
    type_text(there, "Œuf")
    view.show_section("health")
    assert card.form.isHidden(), "it may have changed elsewhere: it is opened again on what is noted now"
    settle(qtbot, view)
    qtbot.waitUntil(lambda: card.alert.text() == "Œuf", timeout=PATIENCE_MS)
    qtbot.mouseClick(card.edit_button, Qt.MouseButton.LeftButton)
    assert field.toPlainText() == "Œuf"
    there_too = child_value(session, child, "allergies")
    assert there_too == "Œuf", "neither form wrote over the other"


def test_long_allergies_take_several_lines_and_are_never_cut(qtbot, screen, session):
    view, child = screen
    session.run(session.records.change, "child", child, allergies="Ne jamais la laisser seule dans l’eau. " * 12)
    reload(qtbot, view)
    alert = view.page("health").allergies_card.alert
    qtbot.waitUntil(lambda: alert.height() >= alert.label.heightForWidth(alert.label.width()), timeout=PATIENCE_MS)
    assert alert.width() <= view.page("health").column.width()


def test_practitioners_are_read_from_the_entourage(qtbot, screen, session):
    view, child = screen
    block = view.page("health").practitioners
    assert block.empty_label.isVisible()
    doctor = session.run(
        session.records.add, "person", civility="MME", first_name="Ingrid", surname="Wägner", phone="0199009080"
    ).created
    session.run(session.records.add, "relationship", child_id=child, person_id=doctor, role="MEDECIN")
    past = session.run(session.records.add, "person", surname="Ancien").created
    session.run(
        session.records.add, "relationship", child_id=child, person_id=past, role="DENTISTE", until=today() - DAY
    )
    reload(qtbot, view)
    (line,) = block.lines()
    assert line[0] == "Madame Ingrid Wägner"
    assert "01\u00a099\u00a000\u00a090\u00a080" in line[1]
    with qtbot.waitSignal(view.page("health").section_requested) as asked:
        block.open_button.click()
    assert asked.args == ["entourage"]


def test_no_fact_rests_on_colour_alone(qtbot, screen, session):
    view, child = screen
    add(session, child, "health_event", kind="DENTAIRE", booked_on=today() - DAY)
    add(session, child, "health_event", kind="OPHTALMO", booked_on=today() + 9 * DAY)
    add(session, child, "treatment", name="Vitamine D")
    reload(qtbot, view)
    card = view.page("health").state_card
    assert {fact.standing for fact in card.facts()} == set(Standing)
    assert any("Rien n’est noté depuis" in text for text in facts(view))
    assert any("dans 9 jours" in text for text in facts(view))
