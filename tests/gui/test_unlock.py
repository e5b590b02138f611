"""The door of a base: real bases, real keys."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.theme import apply_theme
from ppe_desktop.ui.views.unlock_view import UnlockView
from ppe_desktop.vault.paths import BasePaths
from tests.support.base import access
from tests.support.typing import press, type_text
from tests.support.vault import PASSPHRASE, rewrite

WAIT = 15_000


@pytest.fixture(autouse=True)
def _light(qapp: QApplication):
    apply_theme(qapp, "light", reduced_motion=True)
    yield
    apply_theme(qapp, "light")


@pytest.fixture
def gate(qapp: QApplication):
    made = Gate(access)
    yield made
    made.close()


@pytest.fixture
def base(tmp_path: Path):
    """Folder of a base just closed, and its recovery key."""
    folder = tmp_path / "Mes dossiers"
    made = access().create(folder, PASSPHRASE, first_name="Claire", surname="Le Goff")
    made.session.close()
    return folder, made.recovery_key


@pytest.fixture
def view(qtbot, gate: Gate, base) -> UnlockView:
    shown = UnlockView(gate, base[0])
    qtbot.addWidget(shown)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    return shown


def _texts(widget: QWidget) -> str:
    shown = [label.text() for label in widget.findChildren(QLabel)]
    return "\n".join([*shown, *(line.text() for line in widget.findChildren(QLineEdit))])


def _open(qtbot, view: UnlockView, secret: str):
    type_text(view.secret.line, secret)
    with qtbot.waitSignal(view.unlocked, timeout=WAIT) as opened:
        press(view.secret.line, Qt.Key.Key_Return)
    return opened.args[0]


def _refuse(qtbot, view: UnlockView, secret: str) -> None:
    type_text(view.secret.line, secret)
    with qtbot.waitSignal(view._gate.refused, timeout=WAIT):
        press(view.secret.line, Qt.Key.Key_Return)


def test_the_right_phrase_opens_and_leaves_nothing_in_the_field(qtbot, view, base):
    assert view.secret.line.hasFocus()
    assert view.secret.line.echoMode() is QLineEdit.EchoMode.Password
    assert not view.open_button.isEnabled()
    session = _open(qtbot, view, PASSPHRASE)
    try:
        assert session.folder == base[0]
    finally:
        session.close()
    assert PASSPHRASE not in _texts(view)
    view.secret.line.undo()
    assert view.secret.text() == ""


def test_a_wrong_phrase_is_said_under_the_field_then_the_right_one_opens(qtbot, view):
    _refuse(qtbot, view, "une phrase qui n’est pas la bonne")
    assert "ne correspond pas" in view.error_label.text()
    assert view.error_label.isVisible()
    assert view.secret.line.accessibleDescription() == view.error_label.text()
    assert not view.banner.isVisible()
    assert view.secret.line.selectedText() != ""
    session = _open(qtbot, view, PASSPHRASE)
    session.close()
    assert not view.error_label.isVisible()


def test_after_several_wrong_phrases_the_wait_counts_down_and_ends(qtbot, view):
    view.timer.setInterval(30)
    for _ in range(12):
        _refuse(qtbot, view, "encore une autre phrase")
        if view._seconds:
            break
    seconds = view._seconds
    assert seconds > 0
    assert str(seconds) in view.open_button.text()
    assert not view.open_button.isEnabled()
    press(view.secret.line, Qt.Key.Key_Return)
    assert not view._is_busy
    qtbot.waitUntil(lambda: 0 < view._seconds < seconds or not view._seconds, timeout=WAIT)
    view._seconds = min(view._seconds, 2)
    qtbot.waitUntil(lambda: view.open_button.isEnabled(), timeout=WAIT)
    assert view.open_button.text() == "Ouvrir"
    assert view.error_label.text() == ""


def test_the_recovery_key_opens(qtbot, view, base):
    view.recovery_button.click()
    assert view.recovery_label.isVisible()
    assert view.secret.line.hasFocus()
    session = _open(qtbot, view, base[1].lower().replace("-", " "))
    session.close()
    assert base[1] not in _texts(view)


def test_a_damaged_base_is_said_in_a_banner_and_not_touched(qtbot, view, base):
    database = BasePaths(base[0]).database
    rewrite(database, lambda content: content.__setitem__(slice(2000, 2100), bytes(100)))
    before = database.read_bytes()
    _refuse(qtbot, view, PASSPHRASE)
    assert view.banner.isVisible()
    assert "endommagé" in view.banner.label.text()
    assert not view.error_label.isVisible()
    assert database.read_bytes() == before
    assert view.open_button.isEnabled()


def test_an_open_base_says_so(qtbot, view, base):
    session = access().open(base[0], PASSPHRASE)
    try:
        _refuse(qtbot, view, PASSPHRASE)
        assert "déjà ouverte" in view.banner.label.text()
    finally:
        session.close()
    view.secret.wipe()
    _open(qtbot, view, PASSPHRASE).close()
    assert not view.banner.isVisible()


def test_the_hint_is_shown_when_there_is_one(view):
    assert not view.hint_banner.isVisible()
    view.set_hint("Phrase de passe des dossiers fictifs\u00a0: cerise lampe")
    assert view.hint_banner.isVisible()
    view.set_hint("")
    assert not view.hint_banner.isVisible()


def test_another_base_or_a_new_one_can_be_asked_for(qtbot, view, tmp_path, monkeypatch):
    monkeypatch.setattr(
        "ppe_desktop.ui.views.unlock_view.QFileDialog.getExistingDirectory", lambda *_: str(tmp_path / "autre")
    )
    type_text(view.secret.line, "commencée")
    with qtbot.waitSignal(view.other_base_requested) as asked:
        view.other_button.click()
    assert asked.args == [tmp_path / "autre"]
    assert view.secret.text() == ""
    with qtbot.waitSignal(view.first_run_requested):
        view.create_button.click()
