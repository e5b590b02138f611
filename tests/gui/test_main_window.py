"""The window: the door, the workspace, the lock that keeps every letter and leaves nothing behind."""

import datetime as dt
import gc
import weakref

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from ppe_desktop.app import has_base
from ppe_desktop.runtime.private_copies import PrivateCopies
from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.locking.own_clipboard import HINTS, OURS, OwnClipboard
from ppe_desktop.ui.main_window import MainWindow
from ppe_desktop.ui.preferences import Preferences
from ppe_desktop.ui.views.first_run_view import FirstRunView
from ppe_desktop.ui.views.unlock_view import UnlockView
from tests.support.base import access, new_session
from tests.support.screens import PATIENCE_MS, add_child, child_value
from tests.support.typing import answer_next_question, type_text
from tests.support.vault import PASSPHRASE


@pytest.fixture
def folder(tmp_path):
    session = new_session(tmp_path / "base")
    add_child(session, "Le Goff", "Anaïs", dt.date(2015, 3, 2), sex="F", measure="AEMO", since=dt.date(2025, 10, 6))
    session.close()
    return tmp_path / "base"


@pytest.fixture
def window(qtbot, folder, tmp_path):
    shown = MainWindow(Gate(access), folder, Preferences(tmp_path / "preferences"), has_base)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitUntil(lambda: shown.centralWidget() is not None, timeout=PATIENCE_MS)
    yield shown
    shown.close()


def unlock(qtbot, window):
    door = window.centralWidget()
    assert isinstance(door, UnlockView)
    type_text(door.secret.line, PASSPHRASE)
    with qtbot.waitSignal(window.workspace_shown, timeout=PATIENCE_MS):
        qtbot.keyClick(door.secret.line, Qt.Key.Key_Return)
    return window.workspace


def open_identity(qtbot, workspace):
    view = workspace.children_view
    workspace.show_children()
    qtbot.waitUntil(lambda: view.model.rowCount() == 1, timeout=PATIENCE_MS)
    with qtbot.waitSignal(workspace.file_view.file_shown, timeout=PATIENCE_MS):
        qtbot.keyClick(view.search_field, Qt.Key.Key_Return)
    workspace.file_view.show_section("identity")
    qtbot.waitUntil(lambda: workspace.file_view.page("identity").form is not None, timeout=PATIENCE_MS)
    return workspace.file_view.page("identity").form


def test_a_place_without_a_base_offers_the_first_run(qtbot, tmp_path):
    window = MainWindow(Gate(access), tmp_path / "rien", Preferences(tmp_path), has_base)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.door_shown, timeout=PATIENCE_MS):
        window.show()
    assert isinstance(window.centralWidget(), FirstRunView)
    window.close()


def test_the_passphrase_opens_accueil_and_the_list_is_one_gesture_away(qtbot, window):
    workspace = unlock(qtbot, window)
    assert workspace.stack.currentWidget() is workspace.home_view
    window.children_action.trigger()
    qtbot.waitUntil(lambda: workspace.children_view.model.rowCount() == 1, timeout=PATIENCE_MS)
    assert workspace.children_view.model.card(0).full_name == "Anaïs Le Goff"


def test_the_lock_keeps_the_last_letters_and_unlocking_returns_to_the_same_place(qtbot, window, folder):
    workspace = unlock(qtbot, window)
    form = open_identity(qtbot, workspace)
    child_id = workspace.file_view.child_id
    type_text(form.editors["birth_place"].focus_target, "Évry")
    with qtbot.waitSignal(window.locked, timeout=PATIENCE_MS):
        window.lock_action.trigger()
    assert isinstance(window.centralWidget(), UnlockView)
    session = access().open(folder, PASSPHRASE)
    assert child_value(session, child_id, "birth_place") == "Évry"
    session.close()
    again = unlock(qtbot, window)
    qtbot.waitUntil(lambda: again.file_view.context.file is not None, timeout=PATIENCE_MS)
    assert again.file_view.child_id == child_id
    assert again.file_view.section() == "identity"


def test_the_lock_leaves_no_widget_of_the_file_and_frees_the_base(qtbot, window, folder):
    workspace = unlock(qtbot, window)
    open_identity(qtbot, workspace)
    gone = weakref.ref(workspace.session)
    del workspace
    window.lock()
    qtbot.wait(50)
    gc.collect()
    texts = [label.text() for label in window.findChildren(QWidget) if hasattr(label, "text") and callable(label.text)]
    assert not any("Anaïs" in str(text) for text in texts)
    assert gone() is None, "nothing holds the session any more"
    access().open(folder, PASSPHRASE).close()


def test_a_copy_left_in_clear_is_erased_at_the_door(qtbot, folder, tmp_path):
    left = PrivateCopies(folder / "travail").write(b"%PDF-1.7", ".pdf")  # by a program that was killed
    shown = MainWindow(Gate(access), folder, Preferences(tmp_path / "preferences"), has_base)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitUntil(lambda: not left.exists(), timeout=PATIENCE_MS)
    door = shown.centralWidget()
    door._on_cleared(1)  # what Word holds on Windows
    assert "n’est pas encore effacé" in door.hint_banner.label.text()
    door._on_cleared(0)
    assert not door.hint_banner.isVisible()
    shown.close()


def copied(qtbot, window):
    """Copy a surname from the file on screen; return the line it is in."""
    form = open_identity(qtbot, unlock(qtbot, window))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE_MS)
    line = form.editors["birth_surname"].focus_target
    line.selectAll()
    line.copy()
    assert QGuiApplication.clipboard().text() == "Le Goff"
    return line


@pytest.mark.parametrize("leave", [MainWindow.lock, MainWindow.close])
def test_our_text_leaves_the_clipboard_with_the_lock_and_with_the_window(qtbot, window, leave):
    copied(qtbot, window)
    said = QGuiApplication.clipboard
    qtbot.waitUntil(lambda: all(said().mimeData().data(form) == value for form, value in HINTS.items()))
    assert said().text() == "Le Goff"
    leave(window)
    assert QGuiApplication.clipboard().text() == ""


def test_our_picture_leaves_the_clipboard_with_the_lock(qtbot, window):
    copied(qtbot, window)
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(0)
    QGuiApplication.clipboard().setImage(picture)
    assert QGuiApplication.clipboard().image() == picture
    window.lock()
    assert QGuiApplication.clipboard().image().isNull()


def test_our_text_leaves_the_clipboard_half_a_minute_after_another_program_was_gone_to(qtbot, window):
    line = copied(qtbot, window)
    watch = window.findChild(OwnClipboard)
    watch._away.setInterval(200)
    state = QGuiApplication.instance().applicationStateChanged
    state.emit(Qt.ApplicationState.ApplicationInactive)
    state.emit(Qt.ApplicationState.ApplicationActive)
    assert not watch._away.isActive(), "back in time: it may still be pasted here"
    state.emit(Qt.ApplicationState.ApplicationInactive)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "", timeout=PATIENCE_MS)
    line.copy()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().mimeData().hasFormat(OURS))
    state.emit(Qt.ApplicationState.ApplicationInactive)
    QGuiApplication.clipboard().blockSignals(True)
    QGuiApplication.clipboard().setText("numéro de téléphone")  # copied in another program
    QGuiApplication.clipboard().blockSignals(False)
    qtbot.waitUntil(lambda: not watch._away.isActive(), timeout=PATIENCE_MS)
    window.lock()
    assert QGuiApplication.clipboard().text() == "numéro de téléphone"


def test_closing_in_the_middle_of_a_word_keeps_it(qtbot, window, folder):
    form = open_identity(qtbot, unlock(qtbot, window))
    child_id = window.workspace.file_view.child_id
    type_text(form.editors["allergies"].focus_target, "Arach")
    window.close()
    session = access().open(folder, PASSPHRASE)
    assert child_value(session, child_id, "allergies") == "Arach"
    session.close()


def test_the_title_never_names_a_child(qtbot, window):
    open_identity(qtbot, unlock(qtbot, window))
    assert window.windowTitle() == "PPE Desktop"


def test_the_last_opening_is_told_at_the_door(qtbot, window):
    unlock(qtbot, window)
    window.lock()
    assert "Dernière ouverture" in window.centralWidget().last_label.text()


@pytest.mark.parametrize("number", range(1, 9))
def test_control_and_a_figure_open_the_sections(qtbot, window, number):
    workspace = unlock(qtbot, window)
    open_identity(qtbot, workspace)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE_MS)
    keys = list(workspace.file_view.sections.keys())
    qtbot.keyClick(workspace.file_view, Qt.Key(ord("0") + number), Qt.KeyboardModifier.ControlModifier)
    assert workspace.file_view.section() == keys[number - 1]


def test_closing_on_a_recovery_key_nobody_copied_asks_first(qtbot, tmp_path):
    window = MainWindow(Gate(access), tmp_path / "rien", Preferences(tmp_path), has_base)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.door_shown, timeout=PATIENCE_MS):
        window.show()
    window.centralWidget().setProperty("key_shown", True)
    asked = answer_next_question("leaving_box", leaving=False)
    assert not window.close(), "staying is what happens unless one insists"
    assert "clé de secours" in asked[0]
    window.centralWidget().setProperty("key_shown", False)
    assert window.close()
