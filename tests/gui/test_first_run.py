"""The first-run assistant: by keyboard only, with real bases and real keys."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from ppe_desktop.domain.errors import OutputError
from ppe_desktop.runtime import clock
from ppe_desktop.ui import recovery_sheet
from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.theme import apply_theme
from ppe_desktop.ui.views.first_run.place_step import BASE_FILE
from ppe_desktop.ui.views.first_run_view import FirstRunView
from ppe_desktop.vault.paths import BasePaths
from tests.support.base import access
from tests.support.typing import press, type_text
from tests.support.vault import OTHER_PASSPHRASE, PASSPHRASE

WAIT = 15_000
KEY = "7Q2M-0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ"


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
def folder(tmp_path: Path) -> Path:
    return tmp_path / "Mes dossiers"


@pytest.fixture
def view(qtbot, gate: Gate, folder: Path) -> FirstRunView:
    return _show(qtbot, FirstRunView(gate, folder))


def _show(qtbot, view: FirstRunView) -> FirstRunView:
    qtbot.addWidget(view)
    view.resize(1366, 768)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return view


def _focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keyboard"
    return widget


def _key(key: Qt.Key) -> None:
    press(_focus(), key)


def _type(text: str) -> None:
    type_text(_focus(), text)


def _tab_to(widget: QWidget) -> None:
    target = widget.focusProxy() or widget
    for _ in range(30):
        if target.hasFocus():
            return
        _key(Qt.Key.Key_Tab)
    raise AssertionError(f"{widget.objectName()} is out of reach of the keyboard")


def _texts(widget: QWidget) -> str:
    labels = [f"{label.text()}\n{label.accessibleName()}" for label in widget.findChildren(QLabel)]
    return "\n".join([*labels, *(line.text() for line in widget.findChildren(QLineEdit))])


def _fill_identity(view: FirstRunView) -> None:
    _type("Claire")
    _key(Qt.Key.Key_Tab)
    _type("Le Goff")
    _key(Qt.Key.Key_Return)
    assert view.step is view.passphrase


def _accept_proposal(qtbot, view: FirstRunView) -> str:
    qtbot.waitUntil(lambda: bool(view.passphrase.proposal_label.text()), timeout=WAIT)
    phrase = view.passphrase.proposal_label.text()
    _type(phrase)
    _key(Qt.Key.Key_Return)
    assert view.step is view.place
    return phrase


def _create(qtbot, view: FirstRunView) -> str:
    _tab_to(view.next_button)
    _key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.step is view.recovery, timeout=WAIT)
    return "-".join(label.text() for label in view.recovery.grid.labels)


def _own(view: FirstRunView) -> None:
    _tab_to(view.passphrase.mode_button)
    _key(Qt.Key.Key_Space)


def _gone(view: FirstRunView) -> None:
    view.close()
    view.deleteLater()
    QCoreApplication.sendPostedEvents(view, QEvent.Type.DeferredDelete)


def test_the_whole_assistant_by_keyboard(qtbot, view, folder):
    _fill_identity(view)
    phrase = _accept_proposal(qtbot, view)
    assert phrase not in _texts(view)
    assert len(phrase.split()) == 7
    key = _create(qtbot, view)
    groups = key.split("-")
    assert [len(group) for group in groups] == [4] * 9
    assert not view.next_button.isEnabled()
    first, second = view.recovery.asked()
    _tab_to(view.recovery.lines[0])
    assert groups[0] not in _texts(view.recovery.grid)  # hidden while typed back
    _type(groups[first].lower())
    _tab_to(view.recovery.lines[1])
    _type(groups[second])
    _tab_to(view.next_button)
    with qtbot.waitSignal(view.finished) as finished:
        _key(Qt.Key.Key_Return)
    session = finished.args[0]
    try:
        profile = session.run(session.files.profile)
        assert (profile.first_name, profile.surname) == ("Claire", "Le Goff")
    finally:
        session.close()
    left = _texts(view)
    assert phrase not in left
    assert not [group for group in groups if group in left]
    for secret in (phrase, key):
        access().open(folder, secret).close()


def test_names_are_asked_for_beside_their_fields(view):
    _key(Qt.Key.Key_Return)
    assert view.step is view.identity
    assert "ne peut pas rester vide" in view.identity.rows["first_name"].error()
    assert "ne peut pas rester vide" in view.identity.rows["surname"].error()
    assert view.identity.rows["phone"].error() == ""
    _type("Claire")
    assert view.identity.rows["first_name"].error() == ""


def test_the_facts_of_the_profile_are_kept(qtbot, view):
    steps = view.identity
    steps.civility.combo.setCurrentIndex(steps.civility.combo.findData("MME"))
    for name in ("first_name", "surname", "function", "service", "department", "phone"):
        _tab_to(steps.lines[name])
        _type({"phone": "0199001122"}.get(name, f"mot {name}"))
    _key(Qt.Key.Key_Return)
    _accept_proposal(qtbot, view)
    _create(qtbot, view)
    session = view.making.hand_over()
    try:
        profile = session.run(session.files.profile)
        assert profile.civility == "MME"
        assert profile.phone == "01\u00a099\u00a000\u00a011\u00a022"
        assert profile.service == "mot service"
    finally:
        session.close()


def test_another_phrase_can_be_drawn_and_must_be_typed_right(qtbot, view):
    _fill_identity(view)
    qtbot.waitUntil(lambda: bool(view.passphrase.proposal_label.text()), timeout=WAIT)
    before = view.passphrase.proposal_label.text()
    view.passphrase.other_button.click()
    qtbot.waitUntil(lambda: view.passphrase.proposal_label.text() != before, timeout=WAIT)
    _tab_to(view.passphrase.again)
    _type(before)
    _key(Qt.Key.Key_Return)
    assert view.step is view.passphrase
    assert "Relisez-la mot à mot" in view.passphrase.again_row.error()


def test_a_weak_phrase_is_refused_with_its_reason(qtbot, view):
    _fill_identity(view)
    _own(view)
    _type("Le Goff Claire")
    qtbot.waitUntil(lambda: "bits" in view.passphrase.gauge.word_label.text(), timeout=WAIT)
    _key(Qt.Key.Key_Return)
    _type("Le Goff Claire")
    _key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(view.passphrase.first_row.error()), timeout=WAIT)
    assert view.step is view.passphrase
    assert view.passphrase.first.line.hasFocus()
    assert len(view.passphrase.gauge.advice_label.text()) > 30


def test_an_own_phrase_is_typed_twice(qtbot, view, folder):
    _fill_identity(view)
    _own(view)
    for again in (PASSPHRASE, OTHER_PASSPHRASE):
        view.passphrase.first.wipe()
        view.passphrase.first.setFocus()
        _type(OTHER_PASSPHRASE)
        _key(Qt.Key.Key_Return)
        view.passphrase.again.wipe()
        _type(again)
        _key(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: view.step is view.place or bool(view.passphrase.again_row.error()), timeout=WAIT)
        assert (view.step is view.place) is (again == OTHER_PASSPHRASE)
    assert OTHER_PASSPHRASE not in _texts(view)
    _create(qtbot, view)
    view.making.hand_over().close()
    access().open(folder, OTHER_PASSPHRASE).close()


def test_going_back_keeps_the_names_and_clears_the_phrase(qtbot, view):
    _fill_identity(view)
    phrase = _accept_proposal(qtbot, view)
    _tab_to(view.back_button)
    _key(Qt.Key.Key_Return)
    assert view.step is view.passphrase
    assert view.passphrase.proposal_label.text() == phrase
    assert view.passphrase.again.text() == ""
    _tab_to(view.back_button)
    _key(Qt.Key.Key_Return)
    assert view.identity.values()["surname"] == "Le Goff"
    assert phrase not in _texts(view)


def test_a_base_already_there_is_not_touched_and_another_name_is_proposed(qtbot, gate, folder):
    access().create(folder, PASSPHRASE).session.close()
    view = _show(qtbot, FirstRunView(gate, folder))
    assert BasePaths(folder).database.name == BASE_FILE
    assert view.place.folder == folder.with_name("Mes dossiers 2")
    with qtbot.waitSignal(view.unlock_requested):
        view.identity.unlock_button.click()


def test_a_refused_creation_is_said_in_place_and_loses_nothing(qtbot, view, folder):
    _fill_identity(view)
    phrase = _accept_proposal(qtbot, view)
    access().create(folder, PASSPHRASE).session.close()  # made meanwhile by another window
    _tab_to(view.next_button)
    _key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.place.banner.isVisible(), timeout=WAIT)
    assert "existe déjà" in view.place.banner.label.text()
    assert view.step is view.place
    with qtbot.waitSignal(view.unlock_requested):
        view.place.banner.action_button.click()
    view.place.choose(folder.with_name("Ailleurs"))
    assert not view.place.banner.isVisible()
    _create(qtbot, view)
    view.making.hand_over().close()
    access().open(folder.with_name("Ailleurs"), phrase).close()


def test_a_base_among_other_files_gets_a_folder_of_its_own(view, tmp_path):
    (tmp_path / "Documents").mkdir()
    (tmp_path / "Documents" / "note.txt").write_text("x", encoding="utf-8")
    view.place.choose(tmp_path / "Documents")
    assert view.place.folder == tmp_path / "Documents" / "Mes dossiers"


def test_a_synchronised_folder_is_warned_of(view, tmp_path):
    view.place.choose(tmp_path / "OneDrive" / "Mes dossiers")
    assert not view.place.caution.isHidden()
    assert "OneDrive" in view.place.caution.label.text()
    view.place.choose(tmp_path / "Mes dossiers")
    assert view.place.caution.isHidden()


def test_a_window_closed_before_the_end_leaves_no_base_held(qtbot, gate, folder):
    view = FirstRunView(gate, folder)
    view.show()
    qtbot.waitExposed(view)
    view.identity.lines["first_name"].line.setText("Claire")
    view.identity.lines["surname"].line.setText("Le Goff")
    view.identity.submit()
    phrase = _accept_by_hand(qtbot, view)
    view.place.submit()
    qtbot.waitUntil(lambda: view.step is view.recovery, timeout=WAIT)
    _gone(view)
    access().open(folder, phrase).close()


def test_quitting_before_the_end_leaves_no_base_held(qtbot, view, folder):
    _fill_identity(view)
    phrase = _accept_proposal(qtbot, view)
    _create(qtbot, view)
    view.making.abandon()  # what QCoreApplication.aboutToQuit calls
    access().open(folder, phrase).close()


def test_a_window_closed_while_the_base_is_made_leaves_none_held(qtbot, gate, folder):
    view = FirstRunView(gate, folder)
    view.show()
    view.identity.lines["first_name"].line.setText("Claire")
    view.identity.lines["surname"].line.setText("Le Goff")
    view.identity.submit()
    phrase = _accept_by_hand(qtbot, view)
    with qtbot.waitSignal(gate.created, timeout=WAIT):
        view.place.submit()
        _gone(view)
    access().open(folder, phrase).close()


def _accept_by_hand(qtbot, view: FirstRunView) -> str:
    qtbot.waitUntil(lambda: bool(view.passphrase.proposal_label.text()), timeout=WAIT)
    phrase = view.passphrase.proposal_label.text()
    view.passphrase.again.set_text(phrase)
    view.passphrase.submit()
    return phrase


def test_the_demonstration_can_be_asked_for(qtbot, view):
    with qtbot.waitSignal(view.demo_requested):
        _tab_to(view.identity.demo_button)
        _key(Qt.Key.Key_Space)


def test_the_key_can_be_shown_again_and_saved(qtbot, view, tmp_path):
    _fill_identity(view)
    _accept_proposal(qtbot, view)
    key = _create(qtbot, view)
    _tab_to(view.recovery.lines[0])
    _type("!!!!")
    assert "n’est pas ce groupe" in view.recovery.rows[0].error()
    assert not view.next_button.isEnabled()
    view.recovery.show_button.click()
    assert "-".join(label.text() for label in view.recovery.grid.labels) == key
    view.recovery.save_pdf(tmp_path / "fiche.pdf")
    assert "suffit à ouvrir votre base" in view.recovery.banner.label.text()
    text = PdfReader(tmp_path / "fiche.pdf").pages[0].extract_text()
    assert all(group in text for group in key.split("-"))
    view.recovery.save_pdf(tmp_path / "absent" / "fiche.pdf")
    assert "n’a pas pu être écrit" in view.recovery.banner.label.text()


def test_the_sheet_is_one_page_that_says_everything(qapp, tmp_path):
    document = recovery_sheet.sheet("Mes <dossiers> & Cie", "0f6e-identité", KEY, clock.now().date())
    recovery_sheet.write_pdf(document, tmp_path / "fiche.pdf")
    reader = PdfReader(tmp_path / "fiche.pdf")
    assert len(reader.pages) == 1
    text = " ".join(reader.pages[0].extract_text().split())
    assert "Mes <dossiers> & Cie" in text
    assert "0f6e-identité" in text
    assert all(group in text for group in KEY.split("-"))
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    with pytest.raises(OutputError):
        recovery_sheet.write_pdf(document, tmp_path / "absent" / "fiche.pdf")


def test_the_sheet_is_black_on_white_even_in_the_dark_theme(qapp):
    apply_theme(qapp, "dark", reduced_motion=True)
    document = recovery_sheet.sheet("Mes dossiers", "0f6e", KEY, clock.now().date())
    block, seen = document.begin(), 0
    while block.isValid():
        for found in block.textFormats():
            brush = found.format.foreground()
            assert brush.style() is Qt.BrushStyle.SolidPattern or not block.text(), block.text()
            assert brush.color().lightness() < 100, block.text()
            seen += 1
        block = block.next()
    assert seen > 20


def test_the_sheet_prints_on_one_page(qapp, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "imprimee.pdf"))
    recovery_sheet.print_to(printer, recovery_sheet.sheet("Mes dossiers", "0f6e", KEY, clock.now().date()))
    assert len(PdfReader(tmp_path / "imprimee.pdf").pages) == 1
