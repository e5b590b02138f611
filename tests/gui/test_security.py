"""Réglages, Sécurité and Sauvegardes, the door's ways out, and the way back from a backup: real bases, real keys."""

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ppe_desktop.app import has_base
from ppe_desktop.domain.errors import DamagedBaseError, WrongSecretError
from ppe_desktop.services.backups import BackupState, second_folder
from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.main_window import MainWindow
from ppe_desktop.ui.preferences import Preferences
from ppe_desktop.ui.views.backup_note import BackupNote
from ppe_desktop.ui.views.restore_view import RestoreView
from ppe_desktop.ui.views.security.key_dialogs import (
    UNPROVED_SHEET,
    ChangePassphraseDialog,
    ChoosePassphraseDialog,
    DrawKeyDialog,
    RemoveServiceKeyDialog,
    TryRecoveryDialog,
)
from ppe_desktop.ui.views.settings.backups_page import BackupsPage
from ppe_desktop.ui.views.settings.security_page import SecurityPage
from ppe_desktop.ui.views.trust.notices import Notices
from ppe_desktop.ui.views.unlock_view import UnlockView
from ppe_desktop.vault.bundles import find_bundles
from ppe_desktop.vault.paths import BasePaths
from tests.support.base import access, new_session
from tests.support.screens import PATIENCE_MS, add_child, desk
from tests.support.typing import answer_next_question, type_text
from tests.support.vault import OTHER_PASSPHRASE, PASSPHRASE, rewrite

WAIT = 15_000


@pytest.fixture
def session(tmp_path):
    opened = new_session(tmp_path / "base")
    yield opened
    opened.close()


@pytest.fixture
def page(qtbot, session, tmp_path):
    with desk(session) as (tasks, _autosaver):
        shown = SecurityPage(Preferences(tmp_path), tasks)
        qtbot.addWidget(shown)
        shown.resize(900, 700)
        shown.show()
        yield shown


@pytest.fixture
def window(qtbot, tmp_path):
    shown = MainWindow(Gate(access), tmp_path / "base", Preferences(tmp_path / "preferences"), has_base)
    qtbot.addWidget(shown)
    yield shown
    shown.close()


def opened_dialog(qtbot, page, kind):
    qtbot.waitUntil(lambda: page.findChild(kind) is not None, timeout=PATIENCE_MS)
    return page.findChild(kind)


def answer(qtbot, dialog, secret, then):
    """Type a secret, go on, and wait for what follows."""
    dialog.asking.field.wipe()
    type_text(dialog.asking.field.line, secret)
    qtbot.mouseClick(dialog.next_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(then, timeout=WAIT)


def prove(qtbot, dialog):
    """Type back the two groups asked of a new key, and end; return the key."""
    key = dialog.sheet._key
    for rank, line in zip(dialog.sheet.asked(), dialog.sheet.lines, strict=True):
        type_text(line.line, key.split("-")[rank])
    with qtbot.waitSignal(dialog.done_told, timeout=WAIT):
        qtbot.mouseClick(dialog.next_button, Qt.MouseButton.LeftButton)
    return key


def opens(folder, secret):
    try:
        access().open(folder, secret).close()
    except WrongSecretError:
        return False
    return True


def test_the_phrase_is_changed_with_a_wrong_one_refused_first(qtbot, page, session):
    page.change_button.click()
    dialog = opened_dialog(qtbot, page, ChangePassphraseDialog)
    answer(qtbot, dialog, "faux", lambda: dialog.asking.row.error() != "")
    answer(qtbot, dialog, PASSPHRASE, lambda: dialog.step is dialog.phrase)
    qtbot.waitUntil(lambda: dialog.phrase.proposal_label.text() != "", timeout=WAIT)
    proposed = dialog.phrase.proposal_label.text()
    type_text(dialog.phrase.again.line, proposed)
    with qtbot.waitSignal(dialog.done_told, timeout=WAIT):
        qtbot.mouseClick(dialog.next_button, Qt.MouseButton.LeftButton)
    assert "changée" in page.done_banner.label.text()
    session.close()
    assert not opens(session.folder, PASSPHRASE)
    assert opens(session.folder, proposed)


def test_the_sheet_is_renewed_proved_and_tried_for_real(qtbot, page, session):
    page.renew_button.click()
    dialog = opened_dialog(qtbot, page, DrawKeyDialog)
    answer(qtbot, dialog, PASSPHRASE, lambda: dialog.step is dialog.sheet)
    assert not dialog.next_button.isEnabled()
    qtbot.waitUntil(lambda: session.run(session.settings.get, UNPROVED_SHEET) is True, timeout=WAIT)
    key = prove(qtbot, dialog)
    assert session.run(session.settings.get, UNPROVED_SHEET) is False
    assert not any(key[:4] == label.text() for label in page.findChildren(QLabel)), "the key is gone from the screen"

    page.try_button.click()
    trial = opened_dialog(qtbot, page, TryRecoveryDialog)
    answer(qtbot, trial, PASSPHRASE, lambda: "pas la clé" in trial.asking.row.error())
    answer(qtbot, trial, key.lower().replace("-", " "), lambda: trial.step is trial.told)
    qtbot.mouseClick(trial.next_button, Qt.MouseButton.LeftButton)
    assert trial.step is trial.phrase
    trial.reject()


def test_a_key_is_entrusted_to_the_service_then_taken_back(qtbot, page, session):
    page.entrust_button.click()
    dialog = opened_dialog(qtbot, page, DrawKeyDialog)
    answer(qtbot, dialog, PASSPHRASE, lambda: dialog.step is dialog.sheet)
    key = prove(qtbot, dialog)
    assert session.keys.kind_of(key) == "service"
    qtbot.waitUntil(page.remove_button.isVisible, timeout=WAIT)
    page.remove_button.click()
    removing = opened_dialog(qtbot, page, RemoveServiceKeyDialog)
    with qtbot.waitSignal(removing.done_told, timeout=WAIT):
        answer(qtbot, removing, PASSPHRASE, lambda: True)
    qtbot.waitUntil(lambda: not page.remove_button.isVisible(), timeout=WAIT)
    with pytest.raises(WrongSecretError):
        session.keys.kind_of(key)


def test_a_key_nobody_noted_is_not_lost_without_a_word(qtbot, page):
    page.renew_button.click()
    dialog = opened_dialog(qtbot, page, DrawKeyDialog)
    answer(qtbot, dialog, PASSPHRASE, lambda: dialog.step is dialog.sheet)
    asked = answer_next_question("lost_key_box", leaving=False)
    dialog.cancel_button.click()
    assert asked
    assert dialog.isVisible()
    dialog.done(0)
    page.reload()
    qtbot.waitUntil(page.unproved_banner.isVisible, timeout=WAIT)


def test_the_time_before_the_lock_is_kept_and_bounded(qtbot, page, tmp_path):
    with qtbot.waitSignal(page.lock_settings_changed):
        page.minutes.activated.emit(page.minutes.count() - 1)
    assert Preferences(tmp_path).lock_minutes == 15
    (tmp_path / "reglages.ini").write_text("[verrouillage]\nminutes=100000\n", encoding="utf-8")
    assert Preferences(tmp_path).lock_minutes <= 15


def test_backups_are_made_from_the_page_and_copied_to_the_stick(qtbot, session, tmp_path):
    stick = tmp_path / "cle"
    stick.mkdir()
    with desk(session) as (tasks, _autosaver):
        page = BackupsPage(tasks)
        qtbot.addWidget(page)
        page.show()
        qtbot.waitUntil(lambda: "Aucune sauvegarde" in page.here_card.state.text(), timeout=WAIT)
        page.choose(stick)
        qtbot.waitUntil(lambda: "copiée au deuxième" in page.banner.label.text(), timeout=WAIT)
        qtbot.waitUntil(lambda: "branché, dernière copie" in page.second_card.state.text(), timeout=WAIT)
        assert "Dernière" in page.here_card.state.text()
    assert len(find_bundles(second_folder(stick, session.keys.vault_id))) == 1


def test_the_note_at_the_foot_says_the_last_backup_and_what_goes_wrong(qtbot, session):
    with desk(session) as (tasks, _autosaver):
        notices = Notices()
        note = BackupNote(tasks, notices)
        qtbot.addWidget(notices)
        qtbot.addWidget(note)
        note.round.back_up()
        qtbot.waitUntil(lambda: "Sauvegarde du" in note.text(), timeout=WAIT)
        assert notices.isHidden()
        long_ago = dt.datetime(2026, 11, 1, 9, 0)
        note.show_state(BackupState(long_ago, 3, 1000, None, False, None, is_overdue=True, is_second_overdue=False))
        assert "Aucune sauvegarde n’a réussi depuis le dimanche 1er novembre" in notices.banner(
            "late"
        ).label.text().replace("\u00a0", " ")
        note.show_failure(DamagedBaseError())
        with qtbot.waitSignal(note.restore_requested):
            notices.banner("damaged").action_button.click()


def door(qtbot, window):
    window.show()
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), UnlockView), timeout=PATIENCE_MS)
    return window.centralWidget()


def enter(qtbot, view, secret):
    type_text(view.secret.line, secret)
    qtbot.keyClick(view.secret.line, Qt.Key.Key_Return)


def test_the_recovery_key_opens_and_a_new_phrase_is_proposed(qtbot, session, window):
    key = session.keys.renew_recovery_key(PASSPHRASE).recovery_key
    session.close()
    with qtbot.waitSignal(window.workspace_shown, timeout=WAIT):
        enter(qtbot, door(qtbot, window), key)
    dialog = opened_dialog(qtbot, window, ChoosePassphraseDialog)
    dialog.phrase.mode_button.click()
    type_text(dialog.phrase.first.line, OTHER_PASSPHRASE)
    type_text(dialog.phrase.again.line, OTHER_PASSPHRASE)
    with qtbot.waitSignal(dialog.done_told, timeout=WAIT):
        dialog.next_button.click()
    window.lock()
    assert opens(session.folder, OTHER_PASSPHRASE)
    assert not opens(session.folder, PASSPHRASE)
    assert opens(session.folder, key)


def test_a_base_left_by_another_computer_is_taken_over_after_a_question(qtbot, session, window):
    session.close()
    mark = BasePaths(session.folder).lock.with_name("verrou.json")
    mark.write_text(json.dumps({"host": "POSTE-12", "pid": 4, "started": "2026-11-20T08:00:00"}), encoding="ascii")
    view = door(qtbot, window)
    enter(qtbot, view, PASSPHRASE)
    qtbot.waitUntil(view.banner.isVisible, timeout=WAIT)
    assert "POSTE-12" in view.banner.label.text()
    asked = answer_next_question("sure_box", leaving=False)
    view.banner.action_button.click()
    assert asked
    assert window.workspace is None
    answer_next_question("sure_box", leaving=True)
    with qtbot.waitSignal(window.workspace_shown, timeout=WAIT):
        view.banner.action_button.click()


def test_a_base_copied_online_is_moved_from_the_door(qtbot, session, tmp_path, monkeypatch):
    session.close()
    synced = tmp_path / "Dropbox" / "base"
    shutil.copytree(session.folder, synced)
    window = MainWindow(Gate(access), synced, Preferences(tmp_path / "preferences"), has_base)
    qtbot.addWidget(window)
    monkeypatch.setattr("ppe_desktop.runtime.paths.default_base_folder", lambda: tmp_path / "disque" / "Mes dossiers")
    view = door(qtbot, window)
    enter(qtbot, view, PASSPHRASE)
    qtbot.waitUntil(view.banner.isVisible, timeout=WAIT)
    assert "Dropbox" in view.banner.label.text()
    answer_next_question("sure_box", leaving=True)
    with qtbot.waitSignal(view.other_base_requested, timeout=WAIT):
        view.banner.action_button.click()
    with qtbot.waitSignal(window.workspace_shown, timeout=WAIT):
        enter(qtbot, window.centralWidget(), PASSPHRASE)
    assert window.workspace.session.folder == tmp_path / "disque" / "Mes dossiers"
    window.close()


def spoil_first_page(base: Path) -> None:
    rewrite(base, lambda content: content.__setitem__(100, content[100] ^ 1))


@pytest.mark.parametrize(
    ("spoil", "said", "compared"),
    [
        (spoil_first_page, "endommagé", "ne peut pas être lue en entier"),
        (Path.unlink, "n’est plus à sa place", "pas de base dans ce dossier"),
    ],
    ids=["page", "gone"],
)
def test_a_damaged_base_is_repaired_from_its_backup(qtbot, session, window, spoil, said, compared):
    add_child(session, "Le Goff", "Anaïs", dt.date(2015, 3, 2))
    session.backups.make()
    session.close()
    spoil(BasePaths(session.folder).database)
    view = door(qtbot, window)
    qtbot.waitUntil(lambda: "Dernière sauvegarde" in view.backup_label.text(), timeout=WAIT)
    enter(qtbot, view, PASSPHRASE)
    qtbot.waitUntil(view.banner.isVisible, timeout=WAIT)
    assert said in view.banner.label.text()
    view.banner.action_button.click()
    restore = window.centralWidget()
    assert isinstance(restore, RestoreView)
    qtbot.waitUntil(lambda: restore.chosen() is not None, timeout=WAIT)
    assert not restore.restore_button.isVisible()
    type_text(restore.secret.line, PASSPHRASE)
    restore.compare_button.click()
    qtbot.waitUntil(restore.restore_button.isVisible, timeout=WAIT)
    assert compared in restore.result_words.text()
    restore.restore_button.click()
    qtbot.waitUntil(lambda: "en place" in restore.banner.label.text(), timeout=WAIT)
    restore.back_button.click()
    with qtbot.waitSignal(window.workspace_shown, timeout=WAIT):
        enter(qtbot, window.centralWidget(), PASSPHRASE)
    opened = window.workspace.session
    assert [card.list_name for card in opened.run(opened.files.cards)] == ["LE GOFF Anaïs"]


def test_without_a_backup_what_reads_of_the_base_is_copied_beside_it(qtbot, session, window):
    add_child(session, "Le Goff", "Anaïs", dt.date(2015, 3, 2))
    session.close()
    door(qtbot, window)
    window.show_restore()
    restore = window.centralWidget()
    qtbot.waitUntil(restore.recover_button.isVisible, timeout=WAIT)
    type_text(restore.secret.line, PASSPHRASE)
    restore.recover_button.click()
    qtbot.waitUntil(lambda: "1 enfant. Rien ne manque" in restore.banner.label.text(), timeout=WAIT)
    restore.back_button.click()
    assert window.centralWidget().folder.name.startswith("base-recuperee")
    with qtbot.waitSignal(window.workspace_shown, timeout=WAIT):
        enter(qtbot, window.centralWidget(), PASSPHRASE)
