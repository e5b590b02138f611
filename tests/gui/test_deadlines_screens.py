"""Accueil, the deadlines of a file, and why each date is what it is: on real bases, by keys and clicks."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from ppe_desktop.domain.deadlines.words import Column
from ppe_desktop.runtime import clock
from ppe_desktop.ui.dialogs.why_dialog import WhyDialog
from ppe_desktop.ui.views.home.column import SHOWN
from ppe_desktop.ui.views.home.home_view import HomeView
from tests.support.screens import PATIENCE_MS, add_child, desk, open_session
from tests.support.sections import file_screen
from tests.support.typing import type_text

DAY = dt.timedelta(days=1)


@pytest.fixture
def session(tmp_path):
    with open_session(tmp_path / "base") as opened:
        yield opened


@pytest.fixture
def home(qtbot, session):
    with desk(session) as (tasks, _autosaver):
        view = HomeView(tasks)
        qtbot.addWidget(view)
        view.resize(1270, 700)
        view.show()
        yield view


def today():
    return clock.now().date()


def child(session, surname, days_ago, **more):
    birth = today().replace(year=today().year - 9, day=1)
    return add_child(session, surname, "Léa", birth, measure="PLACEMENT_ASE", since=today() - days_ago * DAY, **more)


def shown(view, column):
    return {card.name: card for card in view.columns[column].cards}


def titles(card):
    card.show_all()
    return {line.title_label.text() for line in card.lines}


def refreshed(qtbot, view, condition):
    view.refresh()
    qtbot.waitUntil(condition, timeout=PATIENCE_MS)


def test_a_late_plan_is_in_the_first_column_and_one_click_goes_to_it(qtbot, session, home):
    late = child(session, "Durand", 120)
    child(session, "Benali", 85)
    refreshed(qtbot, home, lambda: bool(shown(home, Column.LATE)))
    assert "Léa Durand" in shown(home, Column.LATE)
    assert "Établir le projet pour l’enfant" in titles(shown(home, Column.NOW)["Léa Benali"])
    card = shown(home, Column.LATE)["Léa Durand"]
    assert "Établir le projet pour l’enfant" in titles(card)
    line = next(line for line in card.lines if line.deadline.rule.id == "PPE_INITIAL")
    assert line.act_button.text() == "Préparer le projet"
    with qtbot.waitSignal(home.act_requested, timeout=PATIENCE_MS) as asked:
        qtbot.mouseClick(line.act_button, Qt.MouseButton.LeftButton)
    assert asked.args == [late, line.deadline]


def test_what_was_done_leaves_the_screen(qtbot, session, home):
    one = child(session, "Durand", 120)
    refreshed(qtbot, home, lambda: bool(shown(home, Column.LATE)))
    check = "Faire faire le bilan de santé et de prévention d’entrée"
    assert check in titles(shown(home, Column.LATE)["Léa Durand"])
    session.run(session.records.add, "health_event", child_id=one, kind="BILAN_ENTREE", done_on=today() - 90 * DAY)
    refreshed(qtbot, home, lambda: not any(check in titles(card) for card in home.columns[Column.LATE].cards))


def test_a_long_column_shows_the_most_urgent_and_offers_the_rest(qtbot, session, home):
    for number in range(SHOWN + 3):
        child(session, f"Nom{number:02d}", 100 + number)
    column = home.columns[Column.LATE]
    refreshed(qtbot, home, lambda: len(column.cards) == SHOWN)
    assert column.cards[0].name == f"Léa Nom{SHOWN + 2:02d}"  # the longest overdue
    assert column.more_button.text() == "Montrer les 3 autres enfants"
    qtbot.mouseClick(column.more_button, Qt.MouseButton.LeftButton)
    assert len(column.cards) == SHOWN + 3


def test_nothing_to_do_is_said_in_each_column(qtbot, session, home):
    add_child(session, "Durand", "Léa")  # neither a birth date nor a measure: nothing can be due
    refreshed(qtbot, home, lambda: home.hello_label.text() == "Bonjour Claire")
    for column in home.columns.values():
        assert column.empty_label.isVisible()
        assert not column.cards


def why(qtbot, session, tasks, rule):
    one = child(session, "Durand", 85)
    found = session.run(session.deadlines.of_child, one)
    deadline = next(deadline for deadline in found if deadline.rule.id == rule and deadline.status.is_open)
    dialog = WhyDialog(tasks, one, "Léa Durand", deadline)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    return one, deadline, dialog


def test_the_explanation_names_the_rule_the_article_the_facts_and_the_sum(qtbot, session):
    with desk(session) as (tasks, _autosaver):
        _one, deadline, dialog = why(qtbot, session, tasks, "PPE_INITIAL")
        assert dialog.title_label.text() == "Établir le projet pour l’enfant"
        assert "D223-12" in dialog.article_label.text()
        assert f"{deadline.due_on:%d/%m/%Y}" in dialog.reasons_label.text()
        assert "Placement confié à l’aide sociale à l’enfance" in dialog.reasons_label.text()


def test_what_if_answers_and_changes_nothing(qtbot, session):
    with desk(session) as (tasks, _autosaver):
        one, _deadline, dialog = why(qtbot, session, tasks, "PPE_INITIAL")
        editor = next(editor for (_kind, _record, name), editor in dialog.what_if.items() if name == "since")
        before = session.run(session.files.open, one)
        type_text(editor.line, "hier")
        qtbot.waitUntil(lambda: dialog.answer_label.text().startswith("Ce serait le"), timeout=PATIENCE_MS)
        assert "Le dossier n’est pas modifié" in dialog.answer_label.text()
        editor.line.clear()
        until = next(editor for (_kind, _record, name), editor in dialog.what_if.items() if name == "until")
        type_text(until.line, "dans 2 ans")
        qtbot.waitUntil(lambda: dialog.answer_label.text().startswith("Cette date ne changerait pas."))
        assert session.run(session.files.open, one) == before


def test_setting_aside_asks_for_a_reason_and_keeps_it(qtbot, session):
    with desk(session) as (tasks, _autosaver):
        one, _deadline, dialog = why(qtbot, session, tasks, "HEALTH_ENTRY")
        qtbot.mouseClick(dialog.waive_button, Qt.MouseButton.LeftButton)
        qtbot.mouseClick(dialog.waive_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "Dites pourquoi" in dialog.reason_row.error(), timeout=PATIENCE_MS)
        type_text(dialog.reason_field.text, "Bilan fait à la maternité")
        with qtbot.waitSignal(dialog.waived, timeout=PATIENCE_MS):
            qtbot.mouseClick(dialog.waive_button, Qt.MouseButton.LeftButton)
        (waiver,) = session.run(session.files.open, one).of("deadline_waiver")
        assert waiver.reason == "Bilan fait à la maternité"


def test_a_step_found_by_the_search_is_opened_in_view_under_what_is_due(qtbot, session):
    with file_screen(qtbot, session) as (view, one):
        made = session.run(session.records.add, "statutory_step", child_id=one, kind="census", remarks="Fait en mairie")
        view.open_file(one, "deadlines", ("statutory_step", made.created))
        page = view.page("deadlines")
        cards = page.blocks["statutory_step"].cards.cards
        qtbot.waitUntil(lambda: made.created in cards and cards[made.created].form is not None, timeout=PATIENCE_MS)
        assert page.lines
        title = cards[made.created].title_button
        qtbot.waitUntil(lambda: not title.visibleRegion().isEmpty(), timeout=PATIENCE_MS)
