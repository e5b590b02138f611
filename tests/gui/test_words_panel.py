"""The words beside the screen: what bears on it first, one key to open, one to bring, noted without leaving, never another child's."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ppe_desktop.runtime import clock
from ppe_desktop.ui.views.casefile.casefile_view import CaseFileView
from ppe_desktop.ui.views.plan.objectives_section import DomainObjectives
from ppe_desktop.ui.views.words.words_panel import ALL, BEARING, KEPT_AS, SINCE, WordsPanel
from tests.support.plan_screen import close_view, new_screen, open_view
from tests.support.screens import PATIENCE_MS, add_child, desk, open_session
from tests.support.typing import press, type_text


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with open_session(tmp_path_factory.mktemp("panneau") / "base") as opened:
        yield opened


@pytest.fixture
def view(qtbot, session):
    session.run(session.settings.keep, KEPT_AS, False)
    with desk(session) as (tasks, autosaver):
        shown = CaseFileView(tasks, autosaver, session.records.kinds())
        qtbot.addWidget(shown)
        shown.resize(1360, 720)
        shown.show()
        shown.activateWindow()
        qtbot.waitUntil(shown.isActiveWindow, timeout=PATIENCE_MS)
        yield shown


@pytest.fixture
def malo(session):
    child = add_child(session, "Le Goff", "Malo", dt.date(2014, 2, 3))
    say(session, child, "J’ai mal au ventre.", 300, bears_on="A")
    say(session, child, "Elle a mal dormi.", 200, speaker="MERE", occasion="SANTE")
    say(session, child, "Je veux voir mes sœurs.", 100, bears_on="B")
    return child


def today():
    return clock.now().date()


def say(session, child, words, days, speaker="ENFANT", **more):
    day = today() - dt.timedelta(days=days)
    values = {"child_id": child, "exact_words": words, "speaker": speaker, "said_on": day, **more}
    return session.run(session.records.add, "statement", **values).created


def words(session, child):
    return session.run(session.words.of_child, child).words.items.of("statement")


def settle(qtbot, view):
    """Wait until everything asked for so far, and what it led to, has been answered."""
    for _turn in range(3):
        done = []
        view._tasks.ask(int, then=done.append)
        qtbot.waitUntil(lambda done=done: bool(done), timeout=PATIENCE_MS)


def opened(qtbot, view, child, section="health"):
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        view.open_file(child, section)
    settle(qtbot, view)
    return view.words_panel


def shown(panel):
    return [card.words_label.text().strip("«» \u00a0") for card in panel.cards()]


def f9(view):
    press(QApplication.focusWidget() or view, Qt.Key.Key_F7)


def test_one_key_opens_them_the_child_first_with_why_and_what_became_of_them(qtbot, session, view, malo):
    panel = opened(qtbot, view, malo)
    assert panel.tab.count() == 2
    assert panel.body.isHidden()
    f9(view)
    settle(qtbot, view)
    assert shown(panel) == ["J’ai mal au ventre.", "Elle a mal dormi."]
    first, second = panel.cards()
    assert (first.why.label.text(), first.answer.label.text()) == ("Porte sur la santé", "Sans réponse")
    assert (second.why.label.text(), second.sharing.label.text()) == ("Dite à propos de la santé", "Reste au dossier")
    assert first.hasFocus()
    assert session.run(session.settings.get, KEPT_AS) is True

    panel.chips[ALL].click()
    assert shown(panel) == ["Je veux voir mes sœurs.", "J’ai mal au ventre.", "Elle a mal dormi."]
    assert panel.chips[SINCE].isHidden()
    panel.chips[BEARING].click()
    f9(view)
    settle(qtbot, view)
    assert panel.body.isHidden()
    assert session.run(session.settings.get, KEPT_AS) is False


def test_enter_ties_the_words_under_the_keyboard_and_the_way_back_unties_them(qtbot, session, view, malo):
    panel = opened(qtbot, view, malo)
    panel.toggle()
    press(panel.cards()[0], Qt.Key.Key_Down)
    assert panel.cards()[1].hasFocus()
    press(panel.cards()[1], Qt.Key.Key_Return)
    settle(qtbot, view)
    assert [one.bears_on for one in words(session, malo) if one.speaker == "MERE"] == ["A"]
    assert panel.cards()[1].insert_button.isHidden()
    panel.undo_bar.action_button.click()
    settle(qtbot, view)
    assert [one.bears_on for one in words(session, malo) if one.speaker == "MERE"] == [""]


def test_words_noted_there_are_in_the_base_from_the_first_letters_and_tied(qtbot, session, view, malo):
    panel = opened(qtbot, view, malo)
    panel.note()
    field = panel.form.form.editors["exact_words"].focus_target
    assert field.hasFocus()
    assert len(words(session, malo)) == 3
    type_text(field, "Je ne dors pas.")
    press(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(view._autosaver.is_settled, timeout=PATIENCE_MS)
    settle(qtbot, view)
    (made,) = [one for one in words(session, malo) if one.exact_words == "Je ne dors pas."]
    assert (made.speaker, made.said_on, made.bears_on, made.sharing) == ("ENFANT", today(), "A", "DOSSIER")
    assert panel.form is None
    assert shown(panel)[0] == "Je ne dors pas."

    for typed in ("", "O"):
        panel.note()
        field = panel.form.form.editors["exact_words"].focus_target
        type_text(field, typed)
        field.selectAll()
        press(field, Qt.Key.Key_Delete)
        view._autosaver.send()
        qtbot.waitUntil(view._autosaver.is_settled, timeout=PATIENCE_MS)
        press(field, Qt.Key.Key_Escape)
        settle(qtbot, view)
        assert len(words(session, malo)) == 4


def test_nothing_of_one_child_is_ever_in_the_panel_of_another(qtbot, session, view, malo):
    nolwenn = add_child(session, "Le Goff", "Nolwenn", dt.date(2018, 5, 6))
    say(session, nolwenn, "Je tousse.", 10, bears_on="A")
    panel = opened(qtbot, view, malo)
    panel.toggle()
    panel.chips[ALL].click()
    late = panel._read
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        view.open_file(nolwenn, "health")
        assert panel.cards() == []
    panel._on_words(late)
    settle(qtbot, view)
    assert shown(panel) == ["Je tousse."]


def test_it_is_there_only_where_words_bear_on_something_and_leaves_room_to_read(qtbot, session, view, malo):
    panel = opened(qtbot, view, malo)
    panel.toggle()
    view.show_section("path")
    assert panel.isHidden()
    view.show_section("school")
    settle(qtbot, view)
    assert not panel.isHidden()
    assert not view.sections_scroll.isHidden()
    view.resize(1000, 720)
    qtbot.waitUntil(view.sections_scroll.isHidden, timeout=PATIENCE_MS)
    panel.toggle()
    assert not view.sections_scroll.isHidden()


def test_very_long_words_are_shortened_and_come_whole_at_a_click(qtbot, session, view):
    child = add_child(session, "Diallo", "Awa", dt.date(2016, 2, 3))
    say(session, child, "mot " * 5000, 5, bears_on="A")
    for number in range(20):
        say(session, child, f"Parole {number}", 6 + number, bears_on="A")
    panel = opened(qtbot, view, child)
    panel.toggle()
    (first, *others) = panel.cards()
    assert len(first.words_label.text()) < 400
    assert len(others) == 11
    first.more_button.click()
    assert len(first.words_label.text()) > 19_000
    panel.more_button.click()
    assert len(panel.cards()) == 21


def test_a_view_is_kept_as_words_in_one_gesture_and_words_brought_stand_under_their_speaker(qtbot, session, view, malo):
    mother = session.run(session.records.add, "person", surname="Benali", first_name="Karima").created
    session.run(session.records.add, "relationship", child_id=malo, person_id=mother, role="MERE")
    meeting = session.run(session.meetings.add, "PPE", [malo], today()).created
    session.run(session.meetings.invite_proposed, meeting, malo)
    panel = opened(qtbot, view, malo, "meetings")
    section = view.page("meetings")
    section.show_record("meeting", meeting)
    settle(qtbot, view)
    section.page.show_step("hold")
    (card,) = [card for card in section.page.pages["hold"].cards.values() if "Karima" in card.name_label.text()]
    assert card.keeps["view"].isHidden()
    field = card.fields["view"].editors["view"].focus_target
    field.setFocus()
    type_text(field, "Je veux le voir.")
    view._autosaver.send()
    qtbot.waitUntil(card.keeps["view"].isVisible, timeout=PATIENCE_MS)
    type_text(field, " Souvent.")
    card.keeps["view"].exact_button.click()
    qtbot.waitUntil(lambda: "Gardé" in card.keeps["view"].state_label.text(), timeout=PATIENCE_MS)
    (made,) = [one for one in words(session, malo) if one.meeting_id == meeting]
    assert made.exact_words == "Je veux le voir. Souvent."
    assert card.brought.isHidden()

    panel.toggle()
    panel.chips[ALL].click()
    settle(qtbot, view)
    (said,) = [one for one in panel.cards() if "mal dormi" in one.words_label.text()]
    said.insert_button.click()
    settle(qtbot, view)
    assert not card.brought.isHidden()
    assert (
        session.run(session.words.of_child, malo).words.items.one("statement", said.statement_id).meeting_id == meeting
    )


def test_any_screen_may_quote_in_its_own_way(qtbot, session, malo):
    from ppe_desktop.domain.words_at_hand import domain_subject

    with desk(session) as (tasks, autosaver):
        panel = WordsPanel(tasks, autosaver, session.records.kinds())
        qtbot.addWidget(panel)
        panel.set_open(True)
        file = session.run(session.files.open, malo)
        quoted, other = (one.id for one in words(session, malo) if one.speaker == "ENFANT")
        panel.show_for(file, domain_subject("A", "Citer", [quoted]))
        qtbot.waitUntil(lambda: bool(panel.cards()), timeout=PATIENCE_MS)
        panel.chips[ALL].click()
        by_id = {card.statement_id: card for card in panel.cards()}
        assert by_id[quoted].insert_button.isHidden()
        assert by_id[quoted].there.label.text() == "Déjà citée"
        with qtbot.waitSignal(panel.insert_requested, timeout=PATIENCE_MS) as asked:
            by_id[other].insert_button.click()
        assert asked.args == [other]
        assert all(one.bears_on in ("A", "B", "") for one in words(session, malo))


def test_the_plan_quotes_by_reference_where_one_writes_and_ties_to_the_objective_one_is_in(qtbot, session):
    screen = new_screen(session, "Jade")
    aim = session.run(session.plans.add_objective, screen.plan_id, "B", "Voir sa grand-mère").created
    view = open_view(session, screen.plan_id)
    try:
        panel = view.words.panel
        settle(qtbot, view)
        view.page.go_to("domain_B")
        panel.set_open(True)
        panel.chips[ALL].click()
        qtbot.waitUntil(lambda: bool(panel.cards()), timeout=PATIENCE_MS)
        (card,) = panel.cards()
        assert card.insert_button.text() == "Citer dans ce domaine"
        card.insert_button.click()
        qtbot.waitUntil(lambda: bool(screen.plan().statements("B")), timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: card.there.label.text() == "Déjà citée", timeout=PATIENCE_MS)

        view.page.go_to("actions")
        lists = view.page.findChildren(DomainObjectives)
        (objective,) = [each.cards[aim] for each in lists if aim in each.cards]
        objective.open()
        qtbot.waitUntil(lambda: panel.subject().name == "Voir sa grand-mère", timeout=PATIENCE_MS)
        assert card.insert_button.text() == "Rattacher à cet objectif"
        card.setFocus()
        assert panel.subject().name == "Voir sa grand-mère"
        press(card, Qt.Key.Key_Return)
        tied = screen.ids["statement"]
        qtbot.waitUntil(lambda: words(session, screen.child_id)[0].objective_id == aim, timeout=PATIENCE_MS)
        assert (words(session, screen.child_id)[0].id, len(screen.plan().of("plan_words"))) == (tied, 1)
        settle(qtbot, view)
    finally:
        close_view(view)
