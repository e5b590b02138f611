"""A morning without a mouse: unlock, make a file, write in it, find it again, see what is due, lock. Every gesture is a key."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from ppe_desktop.app import has_base
from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.main_window import MainWindow
from ppe_desktop.ui.preferences import Preferences
from tests.support.base import access, new_session
from tests.support.screens import PATIENCE_MS
from tests.support.typing import type_text
from tests.support.vault import PASSPHRASE

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def window(qtbot, tmp_path):
    new_session(tmp_path / "base").close()
    shown = MainWindow(Gate(access), tmp_path / "base", Preferences(tmp_path / "preferences"), has_base)
    qtbot.addWidget(shown)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(lambda: shown.isActiveWindow() and shown.centralWidget() is not None, timeout=PATIENCE_MS)
    yield shown
    shown.close()


class Hands:
    """Two hands on a keyboard: keys go where the focus is, and nowhere else."""

    def __init__(self, qtbot):
        self.qtbot = qtbot

    def until(self, condition):
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)

    def focus(self):
        self.until(lambda: QApplication.focusWidget() is not None)
        return QApplication.focusWidget()

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(self.focus(), key, modifiers)

    def write(self, text):
        type_text(self.focus(), text)

    def tab_to(self, wanted, most=60):
        """Press Tab until the keyboard is where it is wanted."""
        for _ in range(most):
            if wanted(self.focus()):
                return self.focus()
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never comes there; it stands on {self.focus().objectName()}")


def test_a_whole_session_by_the_keyboard_alone(qtbot, window):
    hands = Hands(qtbot)
    hands.until(lambda: QApplication.focusWidget() is not None)
    hands.write(PASSPHRASE)
    with qtbot.waitSignal(window.workspace_shown, timeout=PATIENCE_MS):
        hands.key(Qt.Key.Key_Return)
    workspace = window.workspace
    hands.until(
        lambda: workspace.home_view.empty_state.action_button.hasFocus()
    )  # no file yet: it offers the first one

    hands.key(Qt.Key.Key_N, CTRL)  # a new file
    hands.until(lambda: QApplication.activeWindow() is not None and isinstance(QApplication.activeWindow(), QDialog))
    dialog = QApplication.activeWindow()
    hands.tab_to(lambda widget: widget is dialog.surname.line)
    hands.write("N’Diaye")
    hands.tab_to(lambda widget: widget is dialog.first_names.line)
    hands.write("Zoë")
    hands.tab_to(lambda widget: widget is dialog.birth_date.line)
    hands.write("12/3/2014")
    hands.tab_to(lambda widget: dialog.measure.isAncestorOf(widget) or widget is dialog.measure.focus_target)
    hands.write("Placement confié à l’aide sociale à l’enfance")
    hands.tab_to(lambda widget: widget is dialog.since.line)
    hands.write("il y a 120 jours")
    hands.tab_to(lambda widget: widget is dialog.create_button)
    hands.key(Qt.Key.Key_Space)
    hands.until(lambda: workspace.file_view.context.file is not None)
    child = workspace.file_view.context.file.child
    assert (child.birth_surname, child.first_names, child.birth_date) == ("N’Diaye", "Zoë", dt.date(2014, 3, 12))

    window.activateWindow()  # no window manager here to give the keyboard back when a dialog closes
    hands.until(lambda: workspace.file_view.isAncestorOf(QApplication.focusWidget()))
    hands.key(Qt.Key.Key_J, CTRL)  # the journal
    hands.until(lambda: QApplication.focusWidget().inherits("QTextEdit"))
    hands.write("Visite chez sa tante : elle a montré son cahier de poésie.")
    hands.until(lambda: workspace.autosaver.is_settled())

    hands.key(Qt.Key.Key_K, CTRL)  # any word of any file
    hands.until(lambda: workspace.search_panel.isVisible())
    hands.write("POESIE")
    hands.until(lambda: workspace.search_panel.model.rowCount() > 0)
    hands.key(Qt.Key.Key_Return)
    hands.until(lambda: not workspace.search_panel.isVisible() and workspace.file_view.section() == "journal")

    hands.key(Qt.Key.Key_5, CTRL)  # health
    hands.until(lambda: workspace.file_view.section() == "health")
    health = workspace.file_view.page("health")
    hands.tab_to(lambda widget: widget is health.blocks["health_event"].cards.add_button)
    hands.key(Qt.Key.Key_Space)
    hands.until(lambda: len(health.blocks["health_event"].cards.cards) == 1)

    hands.key(Qt.Key.Key_Home, ALT)  # what is due
    hands.until(lambda: [card for c in workspace.home_view.columns.values() for card in c.cards if card.isVisible()])
    gesture = "Préparer le projet\N{NO-BREAK SPACE}: Établir le projet pour l’enfant, Zoë N’Diaye"
    go = hands.tab_to(lambda widget: widget.accessibleName() == gesture)
    assert go.isVisible()
    hands.key(Qt.Key.Key_Space)
    hands.until(lambda: workspace.plan_view.isVisible())

    with qtbot.waitSignal(window.locked, timeout=PATIENCE_MS):
        hands.key(Qt.Key.Key_L, CTRL)
