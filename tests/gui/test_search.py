"""Ctrl+K: everything is found from the keyboard alone, opens where it is, and leaves nothing behind."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ppe_desktop.app import has_base
from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.main_window import MainWindow
from ppe_desktop.ui.preferences import Preferences
from ppe_desktop.ui.views.search.lines import LINE_ROLE, Command, matching
from tests.support.base import access, new_session
from tests.support.screens import PATIENCE_MS, add_child
from tests.support.typing import press, type_text

DAY = dt.date(2026, 11, 2)


@pytest.fixture
def window(qtbot, tmp_path):
    session = new_session(tmp_path / "base")
    ines, malo = add_child(session, "Haddad", "Inès"), add_child(session, "Le Goff", "Malo")
    for child, words in ((ines, "Le zèbre a dormi"), (malo, "J’ai vu un zèbre"), (malo, "<b>Une girafe</b>")):
        session.run(session.records.add, "statement", child_id=child, exact_words=words, speaker="ENFANT", said_on=DAY)
    session.run(session.records.add, "working_note", child_id=malo, text="Un zèbre à rappeler", written_on=DAY)
    shown = MainWindow(Gate(access), tmp_path / "base", Preferences(tmp_path / "preferences"), has_base)
    qtbot.addWidget(shown)
    shown.resize(1366, 768)
    shown.show()
    shown.open_workspace(session)
    shown.workspace.show_children()
    shown.ines, shown.malo = ines, malo
    qtbot.waitUntil(lambda: shown.workspace.children_view.model.rowCount() == 2, timeout=PATIENCE_MS)
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow, timeout=PATIENCE_MS)
    yield shown
    shown.close()


@pytest.fixture
def panel(qtbot, window):
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    found = window.workspace.search_panel
    qtbot.waitUntil(lambda: found.isVisible() and found.field.hasFocus() and settled(found), timeout=PATIENCE_MS)
    return found


def settled(panel):
    return panel._asked is None


def said(panel):
    return [panel.model.line(row).said() for row in range(panel.model.rowCount())]


def ask(qtbot, panel, text):
    type_text(panel.field, text)
    qtbot.waitUntil(lambda: settled(panel), timeout=PATIENCE_MS)


def chosen(panel):
    return panel.list.currentIndex().data(LINE_ROLE)


def test_results_come_by_child_with_the_words_in_context(qtbot, panel):
    ask(qtbot, panel, "zebre")
    files = [line for line in map(panel.model.line, range(panel.model.rowCount())) if line.file]
    assert {line.file.name.text for line in files} == {"Inès Haddad", "Malo Le Goff"}
    assert any("Le zèbre a dormi" in words for words in said(panel))
    assert panel.count_label.text() == "3 résultats"
    assert chosen(panel).hit is not None, "the first thing found is what Enter opens"


def test_enter_opens_the_file_at_the_section_and_the_record(qtbot, window, panel):
    ask(qtbot, panel, "dormi")
    record = chosen(panel).hit.record_id
    with qtbot.waitSignal(window.workspace.file_view.file_shown, timeout=PATIENCE_MS):
        press(panel.field, Qt.Key.Key_Return)
    assert not panel.isVisible()
    assert window.workspace.file_view.child_id == window.ines
    assert window.workspace.file_view.section() == "statements"
    assert record


def test_a_name_and_a_word_open_what_is_in_that_file(qtbot, window, panel):
    ask(qtbot, panel, "malo zèb")
    first = panel.model.line(0).file
    assert (first.child_id, first.name.found) == (window.malo, ((0, 4),))
    assert {line.hit.child_id for line in map(panel.model.line, range(1, panel.model.rowCount()))} == {window.malo}
    press(panel.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.workspace.file_view.child_id == window.malo, timeout=PATIENCE_MS)
    assert window.workspace.file_view.section() in ("statements", "journal")


def test_what_is_planned_opens_in_the_file(qtbot, window, panel):
    workspace = window.workspace
    planned = workspace.session.run(
        workspace.session.records.add, "appointment", subject="Bilan d’orthoptie", planned_on=DAY
    ).created
    workspace.session.run(
        workspace.session.records.add, "appointment_child", child_id=window.ines, appointment_id=planned
    )
    ask(qtbot, panel, "orthop")
    assert "Bilan d’orthoptie" in chosen(panel).said()
    with qtbot.waitSignal(workspace.file_view.file_shown, timeout=PATIENCE_MS):
        press(panel.field, Qt.Key.Key_Return)
    assert (workspace.file_view.child_id, workspace.file_view.section()) == (window.ines, "deadlines")


def test_the_text_of_a_report_opens_where_it_is_written(qtbot, window, panel):
    workspace = window.workspace
    session = workspace.session
    writing = session.run(session.writings.start, window.ines).created
    part = session.run(session.writings.read, writing).parts["faits"]
    session.run(session.records.enter, "writing_part", part.id, "text", "Un hippocampe brodé")
    ask(qtbot, panel, "hippocampe")
    press(panel.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: workspace.stack.currentWidget() is workspace.pages.writing, timeout=PATIENCE_MS)
    assert workspace.pages.writing.writing_id == writing


def test_enter_typed_before_the_answer_opens_what_was_typed(qtbot, window, panel):
    type_text(panel.field, "girafe")
    press(panel.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.workspace.file_view.child_id == window.malo, timeout=PATIENCE_MS)


def test_the_arrows_move_among_what_can_be_chosen(qtbot, panel):
    first = chosen(panel)
    assert first.command is not None, "the heading is passed over"
    press(panel.field, Qt.Key.Key_Down)
    assert chosen(panel) != first
    press(panel.field, Qt.Key.Key_Up)
    press(panel.field, Qt.Key.Key_Up)
    assert chosen(panel) == first
    assert panel.field.hasFocus()


def test_a_child_opens_by_the_first_letters_of_the_name(qtbot, window, panel):
    ask(qtbot, panel, "ma")
    assert chosen(panel).file.child_id == window.malo
    assert "troisième lettre" in panel.count_label.text()
    press(panel.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.workspace.file_view.child_id == window.malo, timeout=PATIENCE_MS)


def test_filters_are_reached_by_tab_and_keep_a_group(qtbot, panel):
    ask(qtbot, panel, "zebre")
    for _ in range(10):
        QTest.keyClick(panel.window().focusWidget(), Qt.Key.Key_Tab)
        if panel.group_chips["journal"].hasFocus():
            break
    assert panel.group_chips["journal"].hasFocus()
    QTest.keyClick(panel.group_chips["journal"], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2, timeout=PATIENCE_MS)
    assert "Note de travail" in said(panel)[1]


def test_tab_stays_in_the_panel(panel):
    for _ in range(40):
        QTest.keyClick(panel.window().focusWidget(), Qt.Key.Key_Tab)
        assert panel.isAncestorOf(panel.window().focusWidget())
    for _ in range(3):
        QTest.keyClick(panel.window().focusWidget(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        assert panel.isAncestorOf(panel.window().focusWidget())


def test_one_period_at_a_time(qtbot, panel):
    ask(qtbot, panel, "zebre")
    month, year = panel.period_chips[1], panel.period_chips[12]
    month.click()
    year.click()
    assert (month.isChecked(), year.isChecked()) == (False, True)
    assert panel.question().since is not None
    year.click()
    assert panel.question().since is None


def test_escape_clears_then_closes_and_the_keyboard_goes_back(qtbot, window, panel):
    ask(qtbot, panel, "zebre")
    press(panel.field, Qt.Key.Key_Escape)
    assert (panel.field.text(), panel.isVisible()) == ("", True)
    press(panel.field, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert window.workspace.children_view.search_field.hasFocus()


def test_a_late_answer_is_dropped(qtbot, panel):
    asked = panel.question()
    ask(qtbot, panel, "girafe")
    shown = said(panel)
    panel._on_answered(asked, ())
    assert said(panel) == shown


def test_what_was_just_typed_is_found(qtbot, window):
    workspace = window.workspace
    workspace.open_child(window.ines, "identity")
    qtbot.waitUntil(lambda: workspace.file_view.context.file is not None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: workspace.file_view.page("identity").form is not None, timeout=PATIENCE_MS)
    type_text(workspace.file_view.page("identity").form.editors["birth_place"].focus_target, "Massy")
    window.search_action.trigger()
    ask(qtbot, workspace.search_panel, "massy")
    assert any("Massy" in words for words in said(workspace.search_panel))


def test_a_command_is_done_by_its_name(qtbot, window, panel):
    ask(qtbot, panel, "réglages")
    assert chosen(panel).command.key == "settings"
    press(panel.field, Qt.Key.Key_Return)
    assert window.workspace.stack.currentWidget() is window.workspace.pages.settings


def test_commands_are_found_without_accents_from_the_second_letter():
    commands = [Command("settings", "Réglages", "settings", "thème"), Command("lock", "Verrouiller", "lock")]
    assert matching(commands, "r") == []
    assert [command.key for command in matching(commands, "reg")] == ["settings"]
    assert [command.key for command in matching(commands, "theme")] == ["settings"]


def test_the_files_opened_last_are_offered_before_anything_is_typed(qtbot, window):
    workspace = window.workspace
    for child in (window.ines, window.malo):
        with qtbot.waitSignal(workspace.file_view.file_shown, timeout=PATIENCE_MS):
            workspace.open_child(child)
    window.search_action.trigger()
    qtbot.waitUntil(lambda: settled(workspace.search_panel), timeout=PATIENCE_MS)
    assert said(workspace.search_panel)[:3] == ["Dossiers ouverts récemment", "Malo Le Goff", "Inès Haddad"]
    assert "Noter une parole de Malo" in said(workspace.search_panel)


def test_nothing_found_says_what_to_try(qtbot, panel):
    ask(qtbot, panel, "zzzz")
    assert panel.stack.currentWidget() is panel.nothing
    assert "accents" in panel.nothing.explanation.text()


def test_signs_in_a_text_are_drawn_not_obeyed(qtbot, panel):
    ask(qtbot, panel, "girafe")
    assert chosen(panel).hit.excerpt.text == "<b>Une girafe</b>"
    assert not panel.grab().isNull()


def test_the_lock_closes_and_empties_the_panel(qtbot, window, panel):
    ask(qtbot, panel, "zebre")
    model, field = panel.model, panel.field
    field.setParent(None)
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.workspace is None
    assert (model.rowCount(), field.text()) == (0, "")


def test_the_field_on_the_menu_line_opens_the_search_and_hides_with_the_lock(qtbot, window):
    opener = window.menuBar().cornerWidget()
    assert "Ctrl+K" in opener.keys_label.text()
    opener.click()
    assert window.workspace.search_panel.isVisible()
    window.lock()
    assert not opener.isVisible()
