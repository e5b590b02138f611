"""The lock that nobody asks for: idleness, the system; and the return to the very place."""

import datetime as dt
import os
import shutil
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QLineEdit

from ppe_desktop.app import has_base
from ppe_desktop.domain.errors import SaveFailedError
from ppe_desktop.runtime import session_watch
from ppe_desktop.runtime.session_watch import means_leaving
from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.locking.idle import IdleWatch
from ppe_desktop.ui.locking.interrupted import InterruptedDialog
from ppe_desktop.ui.locking.kept_place import Returning
from ppe_desktop.ui.main_window import MainWindow
from ppe_desktop.ui.preferences import Preferences
from ppe_desktop.ui.views.unlock_view import UnlockView
from ppe_desktop.ui.widgets.growing_text_edit import GrowingTextEdit
from tests.support.base import access, new_session
from tests.support.screens import PATIENCE_MS, add_child
from tests.support.typing import type_text
from tests.support.vault import PASSPHRASE

LONG = "Une phrase sur la santé, puis une autre.\n" * 30


class Hands:
    """Two clocks set by hand."""

    def __init__(self):
        self.steady, self.wall = 1000.0, 5000.0

    def pass_by(self, seconds, *, asleep=False):
        self.wall += seconds
        if not asleep:
            self.steady += seconds


@pytest.fixture
def window(qtbot, tmp_path):
    session = new_session(tmp_path / "base")
    child_id = add_child(
        session, "Le Goff", "Anaïs", dt.date(2015, 3, 2), sex="F", measure="AEMO", since=dt.date(2025, 10, 6)
    )
    session.run(session.records.change, "child", child_id, allergies=LONG)
    session.close()
    shown = MainWindow(Gate(access), tmp_path / "base", Preferences(tmp_path / "preferences"), has_base)
    shown.child_id = child_id
    qtbot.addWidget(shown)
    shown.resize(1100, 620)
    shown.show()
    qtbot.waitUntil(lambda: shown.centralWidget() is not None, timeout=PATIENCE_MS)
    unlock(qtbot, shown)
    yield shown
    shown.close()


def unlock(qtbot, window):
    door = window.centralWidget()
    assert isinstance(door, UnlockView)
    type_text(door.secret.line, PASSPHRASE)
    with qtbot.waitSignal(window.workspace_shown, timeout=PATIENCE_MS):
        qtbot.keyClick(door.secret.line, Qt.Key.Key_Return)
    return window.workspace


def open_identity(qtbot, window):
    window.workspace.open_child(window.child_id, "identity")
    view = window.workspace.file_view
    qtbot.waitUntil(lambda: view.context.file is not None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: view.page("identity").form is not None, timeout=PATIENCE_MS)
    return view.page("identity").form


def watch(qtbot, window, minutes=5):
    hands = Hands()
    made = IdleWatch(window, steady=lambda: hands.steady, wall=lambda: hands.wall)
    made.start(minutes * 60)
    made.watch(window.windowHandle())
    told = []
    made.idled.connect(lambda: told.append(1))
    return made, hands, told


def touch(window):
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)


def test_idleness_is_told_on_time_whichever_clock_counts_and_every_gesture_starts_again(qtbot, window):
    made, hands, told = watch(qtbot, window)
    hands.pass_by(299)
    touch(window)
    hands.pass_by(299)
    touch(window)
    assert told == []
    assert made.seconds_left() == 300
    hands.pass_by(301)
    made._on_timeout()
    assert told == [1]
    hands.pass_by(400, asleep=True)  # the machine slept: only the wall counted
    touch(window)
    assert told == [1, 1], "the first key after the sleep locks instead of being typed"
    hands.wall -= 86_400  # a clock set back prolongs nothing
    hands.steady += 301
    made._on_timeout()
    assert told == [1, 1, 1]
    made.stop()


def test_a_gesture_after_the_time_is_up_is_not_done(qtbot, window):
    form = open_identity(qtbot, window)
    line = form.editors["birth_place"].focus_target
    line.setFocus()
    made, hands, told = watch(qtbot, window)
    hands.pass_by(3600)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert told == [1]
    assert line.text() == ""
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert line.text() == "a", "control: typed when nobody was away"
    made.stop()


@pytest.mark.parametrize("sign", ["idle", "system"])
def test_the_base_closes_by_itself_and_the_screen_tells_nothing(qtbot, window, sign):
    form = open_identity(qtbot, window)
    type_text(form.editors["birth_place"].focus_target, "Évry")
    session = window.workspace.session
    with qtbot.waitSignal(window.locked, timeout=PATIENCE_MS):
        (window.keeper.idle.idled if sign == "idle" else window.keeper.system.left).emit()
    del form
    assert isinstance(window.centralWidget(), UnlockView)
    qtbot.waitUntil(
        lambda: not any("Anaïs" in label.text() for label in window.findChildren(QLabel)), timeout=PATIENCE_MS
    )
    assert not window.keeper.idle.is_running
    with pytest.raises(ValueError, match="wiped"):
        session._key.bytes()
    window.keeper.lock_wanted.emit()  # told again at the door: nothing to do


def bar_of(editor):
    """The vertical bar of the page that an editor is in."""
    above = editor.parentWidget()
    while not isinstance(above, QAbstractScrollArea):
        above = above.parentWidget()
    return above.verticalScrollBar()


def test_the_return_finds_cursor_selection_and_scroll(qtbot, window):
    editor = open_identity(qtbot, window).editors["allergies"].focus_target
    editor.setFocus()
    cursor = editor.textCursor()
    cursor.setPosition(700)
    cursor.setPosition(712, cursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    qtbot.waitUntil(lambda: bar_of(editor).maximum() > 300, timeout=PATIENCE_MS)
    bar_of(editor).setValue(237)
    window.lock()
    unlock(qtbot, window)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), GrowingTextEdit), timeout=PATIENCE_MS)
    again = QApplication.focusWidget()
    assert again is not editor
    assert again.toPlainText().strip() == LONG.strip()
    qtbot.waitUntil(lambda: again.textCursor().position() == 712, timeout=PATIENCE_MS)
    assert again.textCursor().anchor() == 700
    qtbot.waitUntil(lambda: window.workspace.findChild(Returning).is_over, timeout=PATIENCE_MS)
    assert bar_of(again).value() == 237


def test_what_was_typed_in_a_dialog_is_given_back(qtbot, window):
    window.workspace.create_child()
    dialog = window.workspace.findChild(object, "new_child_dialog")
    qtbot.waitUntil(dialog.isVisible, timeout=PATIENCE_MS)
    line = next(line for line in dialog.findChildren(QLineEdit) if line.isVisible())
    line.setFocus()
    type_text(line, "Kowalczyk")
    window.lock()
    assert not any(
        widget.isVisible() and widget.isWindow() and widget is not window
        for widget in QApplication.topLevelWidgets()
        if widget.inherits("QDialog")
    )
    unlock(qtbot, window)
    qtbot.waitUntil(lambda: window.findChild(InterruptedDialog) is not None, timeout=PATIENCE_MS)
    back = window.findChild(InterruptedDialog)
    assert "Kowalczyk" in back.text.toPlainText()
    back.close_button.click()
    window.lock()
    unlock(qtbot, window)
    session = window.workspace.session
    qtbot.waitUntil(lambda: window.findChild(InterruptedDialog) is None, timeout=PATIENCE_MS)
    assert session.run(session.settings.get, "lock.interrupted") is None, "given back once"


def test_a_text_that_cannot_be_kept_is_hidden_not_lost(qtbot, window, monkeypatch):
    form = open_identity(qtbot, window)
    line = form.editors["birth_place"].focus_target
    type_text(line, "Évry")

    def full(*_args):
        raise SaveFailedError

    monkeypatch.setattr(window.workspace.session.records, "enter", full)
    window.keeper.lock_wanted.emit()
    curtain = window._curtain
    assert curtain.geometry() == window.rect()
    assert not window.lock_action.isEnabled()
    type_text(curtain.secret.line, "faux")
    with qtbot.waitSignal(window.workspace.tasks._answered, timeout=PATIENCE_MS):
        curtain.button.click()
    qtbot.waitUntil(lambda: curtain.row.error() != "", timeout=PATIENCE_MS)
    curtain.secret.wipe()
    type_text(curtain.secret.line, PASSPHRASE)
    with qtbot.waitSignal(curtain.lifted, timeout=PATIENCE_MS):
        curtain.button.click()
    assert line.text() == "Évry"
    monkeypatch.undo()
    assert window.lock()


BUS = """
import subprocess, sys
from PySide6.QtCore import QCoreApplication, QTimer
from ppe_desktop.ui.locking.system_watch import SystemWatch
application = QCoreApplication([])
watch = SystemWatch()
watch.left.connect(lambda: print("parti", flush=True))
for path, member, *values in (
    ("/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", "boolean:true"),
    ("/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", "boolean:false"),
    ("/org/freedesktop/login1/session/_31", "org.freedesktop.login1.Session.Lock"),
):
    subprocess.run(["dbus-send", "--bus=" + sys.argv[1], "--type=signal", path, member, *values], check=True)
QTimer.singleShot(1500, application.quit)
application.exec()
"""


@pytest.mark.skipif(not shutil.which("dbus-daemon") or not shutil.which("dbus-send"), reason="no bus to speak on")
def test_the_bus_of_linux_is_heard():
    with subprocess.Popen(
        ["dbus-daemon", "--session", "--print-address", "--nofork"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as bus:  # fmt: skip
        address = bus.stdout.readline().strip()
        names = ("DBUS_SYSTEM_BUS_ADDRESS", "DBUS_SESSION_BUS_ADDRESS")
        environment = {**os.environ, **dict.fromkeys(names, address)}
        said = subprocess.run([sys.executable, "-c", BUS, address], env=environment, capture_output=True, text=True)
        bus.kill()
    assert said.stdout.split() == ["parti", "parti"], said.stderr


@pytest.mark.parametrize(
    ("message", "reason", "lid", "leaves"),
    [
        (session_watch.WM_WTSSESSION_CHANGE, 7, None, True),
        (session_watch.WM_WTSSESSION_CHANGE, 8, None, False),
        (session_watch.WM_WTSSESSION_CHANGE, 2, None, True),
        (session_watch.WM_POWERBROADCAST, 4, None, True),
        (session_watch.WM_POWERBROADCAST, 7, None, False),
        (session_watch.WM_POWERBROADCAST, 0x8013, 0, True),
        (session_watch.WM_POWERBROADCAST, 0x8013, 1, False),
        (session_watch.WM_POWERBROADCAST, 0x8013, None, False),
        (0x0010, 7, 0, False),
    ],
)
def test_what_windows_says_is_read_right(message, reason, lid, leaves):
    assert means_leaving(message, reason, lid) is leaves
