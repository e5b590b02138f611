"""Réglages, Journal, the copies in clear, who read a file: one real window on a real base."""

from __future__ import annotations

import datetime as dt
import json
import platform
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMessageBox, QPushButton

from ppe_desktop.app import has_base
from ppe_desktop.domain.audit import ChainState, Fault
from ppe_desktop.domain.errors import DamagedBaseError, UnknownRecordError
from ppe_desktop.domain.prints import Produced
from ppe_desktop.domain.retention import IN_CLEAR
from ppe_desktop.runtime import clock
from ppe_desktop.services.audit import AuditState
from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.main_window import MainWindow
from ppe_desktop.ui.preferences import Preferences
from ppe_desktop.ui.views.rotate_view import RotateView
from ppe_desktop.ui.views.settings_view import SettingsView
from ppe_desktop.ui.views.trust.archive_dialog import ArchiveDialog
from ppe_desktop.ui.views.trust.copies_dialog import CopiesDialog
from ppe_desktop.ui.views.trust.erase_dialog import EraseDialog
from ppe_desktop.ui.views.trust.journal_model import TOLD
from ppe_desktop.ui.views.trust.readings_dialog import ReadingsDialog
from ppe_desktop.ui.views.unlock_view import UnlockView
from ppe_desktop.ui.views.workspace import Workspace
from tests.support.base import Clock, access, new_session
from tests.support.screens import PATIENCE_MS, add_child, open_session
from tests.support.typing import type_text
from tests.support.vault import OTHER_PASSPHRASE, PASSPHRASE


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with open_session(tmp_path_factory.mktemp("trust") / "base") as opened:
        yield opened


@pytest.fixture
def workspace(qtbot, session):
    shown = Workspace(session)
    qtbot.addWidget(shown)
    shown.resize(1366, 768)
    shown.show()
    yield shown
    shown.tasks.close()


def told(browser):
    return [line.told for line in browser.model.lines()]


def test_reading_a_file_is_one_line_and_shown_from_its_history(qtbot, session, workspace):
    child = add_child(session, "Moreau", "Lina")
    workspace.open_child(child)
    qtbot.waitUntil(lambda: workspace.file_view.context.file is not None, timeout=PATIENCE_MS)
    workspace.open_child(child, "history")
    qtbot.waitUntil(lambda: workspace.file_view.section() == "history", timeout=PATIENCE_MS)
    button = workspace.file_view.page("history").readings_button
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = workspace.findChild(ReadingsDialog)
    qtbot.waitUntil(lambda: dialog.browser.model.rowCount() > 0, timeout=PATIENCE_MS)
    assert told(dialog.browser) == ["Lecture du dossier — MOREAU Lina"]
    dialog.close()


def test_the_journal_is_read_filtered_checked_and_saved(qtbot, session, workspace, tmp_path):
    child = add_child(session, "Benali", "Amina")
    workspace.show_audit()
    page = workspace.findChild(SettingsView).journal_page
    qtbot.waitUntil(lambda: "le journal est entier" in page.state_banner.label.text(), timeout=PATIENCE_MS)
    browser = page.browser
    qtbot.waitUntil(lambda: browser.child_combo.findData(child) > 0, timeout=PATIENCE_MS)
    assert browser.model.index(0, TOLD).data() == "Ajout\u00a0: Enfant — BENALI Amina"
    browser.child_combo.setCurrentIndex(browser.child_combo.findData(child))
    browser.family_combo.setCurrentIndex(browser.family_combo.findData("change"))
    browser.reload()
    qtbot.waitUntil(lambda: told(browser) == ["Ajout\u00a0: Enfant — BENALI Amina"], timeout=PATIENCE_MS)
    browser.child_combo.setCurrentIndex(0)
    browser.family_combo.setCurrentIndex(0)
    type_text(browser.words_field, "amina ajout")
    qtbot.waitUntil(lambda: told(browser) == ["Ajout\u00a0: Enfant — BENALI Amina"], timeout=PATIENCE_MS)
    page.export(tmp_path / "journal.csv")
    qtbot.waitUntil(lambda: page.done_banner.isVisible(), timeout=PATIENCE_MS)
    assert "BENALI Amina" in (tmp_path / "journal.csv").read_text(encoding="utf-8-sig")
    page.show_state(AuditState(ChainState(11, 12), Fault.NONE))
    assert "la ligne 12 a été modifiée" in page.state_banner.label.text()
    workspace.trust.show_state(AuditState(ChainState(11, 12), Fault.NONE))
    workspace.show_home()
    altered = workspace.notices.banner("journal")
    assert altered.isVisible(), "what is grave stays from page to page"
    qtbot.mouseClick(altered.action_button, Qt.MouseButton.LeftButton)
    altered.close_button.click()
    assert not workspace.notices.isVisible()
    assert workspace.stack.currentWidget() is workspace.findChild(SettingsView)


def test_the_copies_in_clear_are_listed_and_taken_away(qtbot, session, workspace, tmp_path: Path):
    child = add_child(session, "Petit", "Tom")
    target = tmp_path / "parcours.pdf"
    session.register.write(child, Produced.PATH, target, b"%PDF contenu")
    for former in session.outside.copies()[:-1]:
        session.outside.remove(former)
    workspace.trust.show_waiting((1, 1))
    reminder = workspace.notices.banner("copies")
    assert "plus d’un jour" in reminder.label.text()
    qtbot.mouseClick(reminder.action_button, Qt.MouseButton.LeftButton)
    dialog = workspace.findChild(CopiesDialog)
    qtbot.waitUntil(lambda: len(dialog.cards) == 1, timeout=PATIENCE_MS)
    card = next(iter(dialog.cards.values()))
    qtbot.mouseClick(card.findChild(type(dialog.close_button), "remove_button"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.empty.isVisible(), timeout=PATIENCE_MS)
    assert not target.exists()
    dialog.close()


def test_a_closed_file_is_archived_then_erased_after_two_confirmations(qtbot, session, workspace, tmp_path):
    child = add_child(session, "Garnier", "Élodie")
    session.run(session.files.close, child, closed_on=dt.date(2023, 6, 30))
    workspace.show_settings()
    settings = workspace.findChild(SettingsView)
    settings.show_section("retention")
    page = settings.retention_page
    qtbot.waitUntil(lambda: child in page.cards, timeout=PATIENCE_MS)
    page.cards[child].findChild(QPushButton, "erase_button").click()
    dialog = page.findChild(EraseDialog)
    qtbot.waitUntil(dialog.next_button.isEnabled, timeout=PATIENCE_MS)
    dialog.archive_button.click()
    asked = dialog.findChild(ArchiveDialog)
    assert len(asked.protection().passphrase.split()) == 7, "a phrase is proposed, nothing is in clear by itself"
    asked.key_choice.click()
    asked.go_on_button.click()
    assert asked.key_row.error()
    asked.clear_choice.click()
    assert asked.protection() == IN_CLEAR
    asked.reject()
    dialog.archive(tmp_path / "archive.zip", IN_CLEAR)
    qtbot.waitUntil(lambda: "PAS chiffrée" in dialog.banner.label.text(), timeout=PATIENCE_MS)
    dialog.next_button.click()
    type_text(dialog.name_line, "Elodie Garnie")
    type_text(dialog.by_line, "Mme Valls")
    for text, gone in (("Elodie Garnie", False), ("elodie garnier", True)):
        dialog.name_line.clear()
        type_text(dialog.name_line, text)
        dialog.next_button.click()
        qtbot.waitUntil(lambda: dialog.findChild(QMessageBox, "last_question") is not None, timeout=PATIENCE_MS)
        box = dialog.findChild(QMessageBox, "last_question")
        box.findChild(QPushButton, "erase_for_good").click()
        if not gone:
            qtbot.waitUntil(lambda: bool(dialog.rows["typed_name"].error()), timeout=PATIENCE_MS)
            qtbot.waitUntil(lambda: dialog.findChild(QMessageBox, "last_question") is None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: child not in page.cards, timeout=PATIENCE_MS)
    assert "effacé" in page.banner.label.text()
    with pytest.raises(UnknownRecordError):
        session.run(session.files.open, child)


def test_the_key_is_changed_from_the_settings_and_the_sheet_proved(qtbot, tmp_path):
    new_session(tmp_path / "base", Clock(clock.now())).close()
    window = MainWindow(Gate(access), tmp_path / "base", Preferences(tmp_path / "preferences"), has_base)
    qtbot.addWidget(window)
    window.open_workspace(access().open(tmp_path / "base", PASSPHRASE))
    window.show()
    window.workspace.show_settings()
    window.findChild(SettingsView).security_page.rotation_button.click()
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), RotateView), timeout=PATIENCE_MS)
    view = window.centralWidget()
    type_text(view.asking.field.line, PASSPHRASE)
    view.next_button.click()
    assert view.step is view.phrase
    view.phrase.passphrase = lambda: OTHER_PASSPHRASE  # how a phrase is chosen is tested with the first run
    view.phrase.completed.emit()
    qtbot.waitUntil(lambda: view.step is view.sheet, timeout=20_000)
    groups = view.sheet._groups()
    for rank, line in zip(view.sheet.asked(), view.sheet.lines, strict=True):
        type_text(line.line, groups[rank])
    view.next_button.click()
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), UnlockView), timeout=PATIENCE_MS)
    access().open(tmp_path / "base", OTHER_PASSPHRASE).close()
    window.close()


def test_after_a_stop_nobody_asked_for_the_last_words_are_told_and_shown(qtbot, tmp_path):
    session = new_session(tmp_path / "base", Clock(clock.now()))
    child = add_child(session, "Moreau", "Lina")
    session.run(session.records.change, "child", child, allergies="Arachides")
    session.close()
    mark = tmp_path / "base" / "verrou.json"
    told = {"host": platform.node() or "poste sans nom", "pid": 1, "started": "2026-11-22T08:00:00"}
    mark.write_text(json.dumps(told), "ascii")  # as a program that died leaves it
    reopened = access(Clock(clock.now())).open(tmp_path / "base", PASSPHRASE)
    shown = Workspace(reopened)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitUntil(lambda: shown.notices.banner("last") is not None, timeout=PATIENCE_MS)
    last = shown.notices.banner("last")
    assert "s’est arrêté sans être fermé" in last.label.text()
    assert "Allergies" in last.label.text()
    assert "MOREAU Lina" in last.label.text()
    shown.backup_note.show_failure(DamagedBaseError())
    damaged = shown.notices.banner("damaged")
    assert last.isVisible() and damaged.isVisible()  # noqa: PT018 - one does not hide the other
    qtbot.waitUntil(lambda: damaged.mapTo(shown, QPoint()).y() < last.mapTo(shown, QPoint()).y())  # the gravest first
    with qtbot.assertNotEmitted(shown.restore_requested):
        qtbot.mouseClick(last.action_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown.file_view.section() == "history", timeout=PATIENCE_MS)
    assert shown.place.child_id == child
    shown.tasks.close()
    reopened.close()
    again = access(Clock(clock.now())).open(tmp_path / "base", PASSPHRASE)
    assert not again.was_cut
    again.close()
