"""Scolarité et vie sociale: schools, support, activities, authorisations; nothing forced, nothing lost."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.support.screens import PATIENCE_MS, open_session
from tests.support.sections import add, file_screen, focused, records, reload, replace_text, settle, tab_to, today
from tests.support.typing import press, type_text

DAY = dt.timedelta(days=1)


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with open_session(tmp_path_factory.mktemp("dossier") / "base") as opened:
        yield opened


@pytest.fixture
def screen(qtbot, session):
    with file_screen(qtbot, session) as (view, child_id):
        view.show_section("school")
        yield view, child_id


def cards(view, kind):
    return view.page("school").blocks[kind].cards


def in_order(held):
    return sorted(held.cards, key=lambda key: held._column.indexOf(held.cards[key]))


def marks(card):
    return [text for text, _tone, _icon in card._marks_shown]


def test_an_empty_section_says_what_each_list_is_for(screen):
    view, _child = screen
    for kind in ("schooling", "support_plan", "activity", "authorisation"):
        block = view.page("school").blocks[kind]
        assert block.heading.text()
        assert block.cards.empty_label.isVisible()
        assert block.cards.add_button.isVisible()
    note = view.page("school").blocks["authorisation"].note_label.text()
    assert "373-4" in note
    assert "375-7" in note


def test_a_school_is_added_by_the_keyboard_alone(qtbot, screen, session):
    view, child = screen
    button = cards(view, "schooling").add_button
    button.setFocus()
    press(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(cards(view, "schooling").cards) == 1, timeout=PATIENCE_MS)
    (card,) = cards(view, "schooling").cards.values()
    qtbot.waitUntil(lambda: card.form is not None and card.form.isAncestorOf(focused()), timeout=PATIENCE_MS)
    type_text(focused(), "École de l’Œuvre-aux-Chênes")
    typed = {"town": "Évry", "level": "Classe passerelle", "since": "1er septembre"}
    for name, text in typed.items():
        type_text(tab_to(qtbot, card.form.editors[name]), text)
    settle(qtbot, view)
    (school,) = records(session, child, "schooling")
    assert (school.school, school.town, school.level) == ("École de l’Œuvre-aux-Chênes", "Évry", "Classe passerelle")
    assert school.since == dt.date(today().year, 9, 1)
    reload(qtbot, view)
    assert card.title_button.text() == "École de l’Œuvre-aux-Chênes"
    assert card.second_line.text().startswith("Classe passerelle · Évry · depuis le 01/09/")


def test_the_present_school_is_first_and_says_so(qtbot, screen, session):
    view, child = screen
    former = add(session, child, "schooling", school="Avant", since=today() - 400 * DAY, until=today() - 100 * DAY)
    present = add(session, child, "schooling", school="Maintenant", since=today() - 90 * DAY, attendance="DESCOLARISE")
    reload(qtbot, view)
    held = cards(view, "schooling")
    assert in_order(held) == [present, former]
    assert marks(held.cards[present]) == ["En ce moment", "Inscrit mais déscolarisé"]
    assert marks(held.cards[former]) == []


def test_two_schools_at_once_are_kept_and_said(qtbot, screen, session):
    view, child = screen
    one = add(session, child, "schooling", school="École", since=today() - 90 * DAY)
    other = add(session, child, "schooling", school="IME", since=today() - 300 * DAY)
    reload(qtbot, view)
    for key in (one, other):
        assert "Deux écoles à la même période" in marks(cards(view, "schooling").cards[key])
    session.run(session.records.change, "schooling", other, until=today() - 90 * DAY)
    reload(qtbot, view)
    assert "Deux écoles à la même période" not in marks(cards(view, "schooling").cards[one])


def test_a_reversed_period_is_said_beside_the_field(qtbot, screen, session):
    view, child = screen
    activity = add(session, child, "activity", name="Judo", since=dt.date(2026, 9, 11))
    reload(qtbot, view)
    card = cards(view, "activity").cards[activity]
    card.open()
    type_text(card.form.editors["until"].focus_target, "10/09/2026")
    qtbot.waitUntil(lambda: card.form.rows["until"].error() != "", timeout=PATIENCE_MS)
    assert "avant le début" in card.form.rows["until"].error()
    assert records(session, child, "activity")[0].until is None


def test_authorisations_awaited_come_first_and_say_for_how_long(qtbot, screen, session):
    view, child = screen
    father = session.run(session.records.add, "person", civility="M", first_name="Yann", surname="Le Goff").created
    session.run(session.records.add, "relationship", child_id=child, person_id=father, role="PERE")
    given = add(session, child, "authorisation", act="SPORT", answer="ACCORD", answered_on=today() - DAY)
    waiting = add(
        session,
        child,
        "authorisation",
        act="CHIRURGIE",
        details="Amygdales",
        person_id=father,
        asked_on=today() - 23 * DAY,
    )
    judge = add(session, child, "authorisation", act="PSYCHIATRIE", answer="JUGE", answered_on=today() - 90 * DAY)
    ended = add(
        session,
        child,
        "authorisation",
        act="ETRANGER",
        answer="ACCORD",
        asked_on=today() - 300 * DAY,
        until=today() - 9 * DAY,
    )
    reload(qtbot, view)
    held = cards(view, "authorisation")
    assert in_order(held) == [waiting, given, judge, ended]
    assert marks(held.cards[waiting]) == ["En attente, demandée il y a 23\u00a0jours"]
    assert held.cards[waiting].second_line.text().startswith("Amygdales · demandée à Yann Le Goff le ")
    assert marks(held.cards[judge])[0].startswith("Autorisé par le juge le ")
    assert marks(held.cards[ended])[0].startswith("N’est plus valable depuis le ")


def test_the_person_asked_is_chosen_among_those_of_the_file(qtbot, screen, session):
    view, child = screen
    mother = session.run(session.records.add, "person", first_name="Karima", surname="Ben Ali").created
    session.run(session.records.add, "relationship", child_id=child, person_id=mother, role="MERE")
    request = add(session, child, "authorisation", act="IMAGE")
    reload(qtbot, view)
    card = cards(view, "authorisation").cards[request]
    card.open()
    combo = card.form.editors["person_id"].focus_target
    assert [combo.itemText(row) for row in range(combo.count())] == ["", "Karima Ben Ali"]
    combo.setFocus()
    press(combo, Qt.Key.Key_Down)
    settle(qtbot, view)
    assert records(session, child, "authorisation")[0].person_id == mother


def test_how_an_act_is_often_regarded_is_offered_and_never_imposed(qtbot, screen, session):
    view, child = screen
    request = add(session, child, "authorisation", act="CHIRURGIE")
    reload(qtbot, view)
    card = cards(view, "authorisation").cards[request]
    card.open()
    advice = card.extra
    qtbot.waitUntil(advice.take_button.isVisible, timeout=PATIENCE_MS)
    assert "à vérifier" in advice.label.text()
    assert records(session, child, "authorisation")[0].category == "", "nothing is written until it is asked for"
    qtbot.mouseClick(advice.take_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not advice.take_button.isVisible(), timeout=PATIENCE_MS)
    assert records(session, child, "authorisation")[0].category == "NON_USUEL"
    assert card.form.editors["category"].combo.currentText() == "Acte non usuel"
    free = card.form.editors["act"].focus_target.lineEdit()
    replace_text(free, "Piercing à l’oreille")
    settle(qtbot, view)
    assert records(session, child, "authorisation")[0].act == "Piercing à l’oreille"


def test_an_answer_before_the_request_is_refused(qtbot, screen, session):
    view, child = screen
    request = add(session, child, "authorisation", act="IMAGE", asked_on=dt.date(2026, 10, 2))
    reload(qtbot, view)
    card = cards(view, "authorisation").cards[request]
    card.open()
    type_text(card.form.editors["answered_on"].focus_target, "01/10/2026")
    qtbot.waitUntil(lambda: card.form.rows["answered_on"].error() != "", timeout=PATIENCE_MS)
    assert "avant la demande" in card.form.rows["answered_on"].error()


def test_a_record_is_opened_on_request(qtbot, screen, session):
    view, child = screen
    plan = add(session, child, "support_plan", kind="PAI", content="Asthme")
    page = view.page("school")
    page.show_record("support_plan", plan)
    reload(qtbot, view)
    card = cards(view, "support_plan").cards[plan]
    assert card.title_button.isChecked()
    card.title_button.setChecked(False)
    page.show_record("support_plan", plan)
    assert card.title_button.isChecked()


def test_what_is_being_typed_is_not_overwritten_by_a_reload(qtbot, screen, session):
    view, child = screen
    school = add(session, child, "schooling", school="École")
    reload(qtbot, view)
    card = cards(view, "schooling").cards[school]
    card.open()
    text = card.form.editors["situation"].focus_target
    text.setFocus()
    type_text(text, "Elle lit ")
    add(session, child, "activity", name="Judo")
    reload(qtbot, view)
    type_text(text, "beaucoup.")
    settle(qtbot, view)
    assert records(session, child, "schooling")[0].situation == "Elle lit beaucoup."


def test_markup_typed_in_a_name_is_shown_as_typed(qtbot, screen, session):
    view, child = screen
    activity = add(session, child, "activity", name="<b>Judo</b> & {{ x }}", remarks="<img src=x>")
    reload(qtbot, view)
    card = cards(view, "activity").cards[activity]
    assert card.title_button.text() == "<b>Judo</b> & {{ x }}"
    assert any("<img src=x>" in label.text() for label in card.findChildren(QLabel))


def test_the_page_ends_with_its_last_list_at_any_width(qtbot, screen, session):
    view, child = screen
    for number in range(3):
        add(session, child, "activity", name=f"Activité {number}", remarks="Elle en parle souvent. " * 9)
    reload(qtbot, view)
    page = view.page("school")
    last = page.blocks["authorisation"]
    for width in (1300, 760):
        view.resize(width, 500)
        qtbot.waitUntil(lambda: 0 <= page.column.height() - last.geometry().bottom() < 80, timeout=PATIENCE_MS)
        second = next(iter(cards(view, "activity").cards.values())).second_line
        qtbot.waitUntil(lambda label=second: label.height() >= label.heightForWidth(label.width()), timeout=PATIENCE_MS)
