"""Spelling: wrong words underlined while one writes, put right from the menu, learnt in the base, forgotten at the lock."""

import multiprocessing
import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication

from ppe_desktop.domain.facts import Fact, Kind
from ppe_desktop.services.spelling import PERSONAL_WORDS, Spelling, profession_words
from ppe_desktop.services.spelling_child import _answer
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.editors import LongTextEditor
from ppe_desktop.ui.preferences import Preferences
from ppe_desktop.ui.spelling.choices import writing_choices
from ppe_desktop.ui.spelling.speller import speller_of
from ppe_desktop.ui.views.settings.writing_group import WritingGroup
from tests.support.screens import PATIENCE_MS, add_child, desk, open_session
from tests.support.typing import press, type_text

pytest.importorskip("hunspell", reason="no dictionary library on this computer")

PARAGRAPH = "Le référent a rencontré la famille d’accueil et les éducateurs, qui décrivent un enfant apaisé. " * 4


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with open_session(tmp_path_factory.mktemp("mots") / "base") as opened:
        yield opened


@pytest.fixture
def tasks(session):
    session.run(session.settings.keep, PERSONAL_WORDS, [])
    with desk(session) as (tasks, _autosaver):
        yield tasks


@pytest.fixture
def editor(qtbot, tasks):
    made = LongTextEditor(Fact("Remarques", Kind.LONG_TEXT, name="remarks"))
    made.help_with(speller_of(tasks))
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.sent = []
    made.edited.connect(made.sent.append)
    return shown(qtbot, made)


def shown(qtbot, editor):
    editor.show()
    qtbot.waitExposed(editor)
    editor.activateWindow()
    editor.text.setFocus()
    qtbot.waitUntil(editor.text.hasFocus, timeout=PATIENCE_MS)
    return editor


def underlined(editor):
    found, block = [], editor.text.document().begin()
    while block.isValid():
        units = block.text().encode("utf-16-le")
        found += [
            units[2 * span.start : 2 * (span.start + span.length)].decode("utf-16-le")
            for span in block.layout().formats()
            if span.format.underlineStyle() == QTextCharFormat.UnderlineStyle.SpellCheckUnderline
        ]
        block = block.next()
    return found


def wait_for(qtbot, editor, *words):
    qtbot.waitUntil(lambda: underlined(editor) == list(words), timeout=PATIENCE_MS)


def test_a_wrong_word_is_underlined_once_it_is_finished(qtbot, editor):
    type_text(editor.text, "Une fotte et une autre")
    wait_for(qtbot, editor, "fotte")
    type_text(editor.text, " fotte")
    wait_for(qtbot, editor, "fotte")
    type_text(editor.text, ".")
    wait_for(qtbot, editor, "fotte", "fotte")


def test_a_word_left_by_the_cursor_or_the_keyboard_is_judged(qtbot, editor):
    type_text(editor.text, "fotte fotte")
    wait_for(qtbot, editor, "fotte")
    press(editor.text, Qt.Key.Key_Home)
    wait_for(qtbot, editor, "fotte", "fotte")


def test_underlining_is_neither_an_edit_nor_an_undo_step(qtbot, editor):
    type_text(editor.text, "fotte ici")
    wait_for(qtbot, editor, "fotte")
    assert editor.sent[-1] == "fotte ici"
    assert len(editor.sent) == len("fotte ici")
    editor.text.undo()
    assert editor.text.toPlainText() == ""


def test_french_forms_acronyms_and_words_of_the_profession_are_right(qtbot, editor):
    type_text(
        editor.text, "L’école, qu’il aime aujourd’hui ; l’AEMO, la MDPH, un aesh, dis-moi, a-t-il 3ème, visio. fotte."
    )
    wait_for(qtbot, editor, "fotte")


def test_positions_are_right_after_an_emoji(qtbot, editor):
    type_text(editor.text, "😀 fotte 😀 ici.")
    wait_for(qtbot, editor, "fotte")


def test_somebody_s_very_words_are_never_underlined(qtbot, tasks):
    made = LongTextEditor(Fact("Paroles exactes", Kind.LONG_TEXT, name="exact_words"))
    made.help_with(speller_of(tasks))
    qtbot.addWidget(made)
    shown(qtbot, made)
    type_text(made.text, "je veu pas fotte.")
    assert made.spelling is None


def test_a_text_only_shown_starts_nothing(qtbot, tasks):
    made = LongTextEditor(Fact("Remarques", Kind.LONG_TEXT, name="remarks"))
    made.help_with(speller_of(tasks))
    qtbot.addWidget(made)
    made.show_value("Une fotte.")
    made.show()
    assert made.spelling is None


def test_names_of_the_open_file_are_right(qtbot, session, tasks, editor):
    child_id = add_child(session, "Vandenbroucke", "Rasoanirina")
    type_text(editor.text, "Rasoanirina Vandenbroucke fotte.")
    wait_for(qtbot, editor, "Rasoanirina", "Vandenbroucke", "fotte")
    with desk(session) as (_other, autosaver):
        context = FileContext(tasks, autosaver, session.records.kinds(), editor)
        context.file = session.run(session.files.open, child_id)
    wait_for(qtbot, editor, "fotte")


def open_menu(qtbot, editor, *, by):
    aid = editor.spelling
    by()
    qtbot.waitUntil(lambda: aid.menu is not None and aid.menu.isVisible(), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not aid.menu.actions()[0].text().startswith("Recherche"), timeout=PATIENCE_MS)
    return aid.menu, {action.text(): action for action in aid.menu.actions()}


def test_the_menu_puts_the_word_right_in_one_undo_step(qtbot, editor):
    type_text(editor.text, "la coordinattion du projet")
    wait_for(qtbot, editor, "coordinattion")
    place = editor.text.cursorRect(_cursor_on(editor, "coordinattion")).center()

    def right_click():
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, editor.text.viewport().mapToGlobal(place))
        QApplication.sendEvent(editor.text.viewport(), event)

    menu, actions = open_menu(qtbot, editor, by=right_click)
    assert menu.actions()[0].text() == "coordination"
    assert "Ignorer" in actions
    actions["coordination"].trigger()
    assert editor.text.toPlainText() == editor.sent[-1] == "la coordination du projet"
    editor.text.undo()
    assert editor.text.toPlainText() == "la coordinattion du projet"


def _cursor_on(editor, word):
    cursor = editor.text.document().find(word)
    cursor.setPosition(cursor.selectionStart() + 3)
    return cursor


def menu_key(editor):
    place = editor.text.cursorRect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, editor.text.mapToGlobal(place))
    QApplication.sendEvent(editor.text, event)


def test_the_menu_key_and_the_shortcut_do_the_same_from_the_keyboard(qtbot, editor):
    type_text(editor.text, "la coordinattion du projet")
    wait_for(qtbot, editor, "coordinattion")
    editor.text.setTextCursor(_cursor_on(editor, "coordinattion"))
    menu, _actions = open_menu(qtbot, editor, by=lambda: menu_key(editor))
    assert menu.activeAction().text() == "coordination"
    menu.close()
    editor.spelling.menu = None
    editor.text.moveCursor(QTextCursor.MoveOperation.Start)
    shortcut = (Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    menu, _actions = open_menu(qtbot, editor, by=lambda: press(editor.text, *shortcut))
    press(menu, Qt.Key.Key_Return)
    assert editor.text.toPlainText() == "la coordination du projet"


def test_a_slow_answer_comes_in_the_menu_already_open(qtbot, editor):
    type_text(editor.text, "la coordinattion du projet")
    wait_for(qtbot, editor, "coordinattion")
    aid = editor.spelling
    aid._patience.setInterval(0)
    editor.text.setTextCursor(_cursor_on(editor, "coordinattion"))
    menu_key(editor)
    qtbot.waitUntil(lambda: aid.menu is not None and aid.menu.isVisible(), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: aid.menu.actions()[0].text() == "coordination", timeout=PATIENCE_MS)
    assert aid.menu.activeAction().text() == "coordination"
    aid.menu.close()


def test_on_a_right_word_the_ordinary_menu_opens(editor):
    type_text(editor.text, "bonjour")
    assert editor.spelling._on_context_menu(
        QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    ) is False  # fmt: skip


def test_a_word_learnt_is_kept_in_the_base_shown_in_the_settings_and_taken_out(qtbot, session, tasks, editor, tmp_path):
    type_text(editor.text, "un zorglub ici")
    wait_for(qtbot, editor, "zorglub")
    editor.text.setTextCursor(_cursor_on(editor, "zorglub"))
    _menu, actions = open_menu(qtbot, editor, by=lambda: menu_key(editor))
    next(action for text, action in actions.items() if "dictionnaire" in text).trigger()
    wait_for(qtbot, editor)
    assert session.run(session.settings.get, PERSONAL_WORDS) == ["zorglub"]
    group = WritingGroup(Preferences(tmp_path), tasks)
    qtbot.addWidget(group)
    assert [group.word_list.item(row).text() for row in range(group.word_list.count())] == ["zorglub"]
    group.word_list.setCurrentRow(0)
    group.remove_button.click()
    wait_for(qtbot, editor, "zorglub")
    assert session.run(session.settings.get, PERSONAL_WORDS) == []
    assert not group.empty_label.isHidden()


def test_a_word_ignored_is_right_until_the_lock(qtbot, session, tasks, editor):
    type_text(editor.text, "un zorglub ici")
    wait_for(qtbot, editor, "zorglub")
    speller_of(tasks).ignore("zorglub")
    wait_for(qtbot, editor)
    with desk(session) as (later, _autosaver):
        assert speller_of(later) is not speller_of(tasks)
        assert speller_of(later)._ignored == set()


def test_the_switch_takes_the_underlines_away_at_once(qtbot, tasks, editor, tmp_path):
    type_text(editor.text, "une fotte ici")
    wait_for(qtbot, editor, "fotte")
    group = WritingGroup(Preferences(tmp_path), tasks)
    qtbot.addWidget(group)
    group.underline_box.click()
    wait_for(qtbot, editor)
    group.underline_box.click()
    wait_for(qtbot, editor, "fotte")
    assert Preferences(tmp_path).underlines_mistakes
    assert writing_choices().underlines_mistakes


def test_a_key_never_waits_in_a_text_of_twenty_pages(qtbot, editor):
    editor.text.setPlainText("\n".join([PARAGRAPH + "fotte."] * 150))
    assert len(editor.text.toPlainText()) > 50_000
    qtbot.waitUntil(lambda: len(underlined(editor)) == 150, timeout=PATIENCE_MS)
    cursor = editor.text.textCursor()
    cursor.setPosition(25_000)
    editor.text.setTextCursor(cursor)
    spent = []
    for letter in "une phrase de plus avec une fotte dedans, puis la suite ":
        begun = time.thread_time()
        type_text(editor.text, letter)
        QApplication.processEvents()
        spent.append(time.thread_time() - begun)
    assert sorted(spent)[len(spent) * 9 // 10] < 0.016


def test_the_process_ends_with_the_session():
    spelling = Spelling()
    assert spelling.check(["école", "fotte", "l’école"]) == {"école": True, "fotte": False, "l’école": True}
    assert any(child.name == "ppe-orthographe" for child in multiprocessing.active_children())
    process = spelling._child.process
    spelling.close()
    assert spelling._child is None
    with pytest.raises(ValueError, match="closed"):
        process.is_alive()
    assert spelling.check(["fotte"]) == {"fotte": True}, "once closed, nothing is judged"


def test_a_process_that_dies_is_started_again():
    spelling = Spelling()
    try:
        assert spelling.is_available()
        spelling._child.process.kill()
        spelling._child.process.join()
        spelling.check(["fotte"])
        assert spelling.check(["fotte"]) == {"fotte": False}
        assert "faute" in spelling.suggest("fotte") or spelling.suggest("coordinattion") == ["coordination"]
        assert spelling.suggest("x" * 5000) == []
    finally:
        spelling.close()


def test_without_the_library_every_word_is_right():
    assert _answer(None, "available", []) == [False]
    assert _answer(None, "check", ["fotte", "école"]) == [True, True]
    assert _answer(None, "suggest", ["fotte"]) == []


def test_the_words_of_the_profession_are_many_and_in_lower_case():
    assert len(profession_words()) > 150
    assert all(word == word.casefold() for word in profession_words())
