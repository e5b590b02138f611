"""The document is really written, or the reason why not is said and nothing is lost."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ppe_desktop.domain.vocabulary import CollectionOutcome, RecipientKind
from ppe_desktop.services.session import Session
from ppe_desktop.ui.dialogs import produce_result
from ppe_desktop.ui.dialogs.produce_dialog import ProduceDialog
from ppe_desktop.ui.printing.folders import proposed_folder
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import apply_theme
from tests.support.base import new_session
from tests.support.plan_screen import STREET, Screen, new_screen
from tests.support.typing import press, type_text

RENDER_MS = 20000


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    opened = new_session(tmp_path_factory.mktemp("base"))
    yield opened
    opened.close()


@pytest.fixture
def screen(session: Session) -> Screen:
    return new_screen(session)


@pytest.fixture
def tasks(qapp: QApplication, session: Session) -> Iterator[Tasks]:
    apply_theme(qapp, "light", 1.0, reduced_motion=True)
    made = Tasks(session)
    yield made
    made.close()


@pytest.fixture
def opened(qtbot, tasks: Tasks, screen: Screen, tmp_path: Path) -> ProduceDialog:
    return open_dialog(qtbot, tasks, screen, tmp_path / "PPE.docx")


def open_dialog(qtbot, tasks: Tasks, screen: Screen, target: Path) -> ProduceDialog:
    dialog = ProduceDialog(tasks, screen.plan_id, None)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: bool(dialog.form.recipients), timeout=RENDER_MS)
    dialog.form.place_line.setText(str(target))
    return dialog


def choose_reader(dialog: ProduceDialog, kind: RecipientKind) -> None:
    combo = dialog.form.recipient_combo
    wanted = next(place for place, reader in enumerate(dialog.form.recipients) if reader.kind is kind)
    combo.setFocus()
    steps = wanted - combo.currentIndex()
    for _ in range(abs(steps)):
        QTest.keyClick(combo, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def until(qtbot, what: Callable[[], object], timeout: int = RENDER_MS) -> None:
    qtbot.waitUntil(lambda: bool(what()), timeout=timeout)


def document_text(path: Path) -> str:
    with ZipFile(path) as archive:
        return archive.read("word/document.xml").decode("utf-8")


def test_a_word_document_is_written_registered_and_its_delivery_noted(qtbot, opened, screen, session, tmp_path):
    with qtbot.waitSignal(opened.produced, timeout=RENDER_MS) as told:
        click(opened.produce_button)
    (path,) = told.args[0].paths
    assert path == tmp_path / "PPE.docx"
    assert "Durand" in document_text(path)
    (registered,) = session.run(session.files.produced, screen.child_id)
    assert registered.is_draft
    assert opened.stack.currentIndex() == 1
    assert str(path) in opened.result_page.paths_label.text()
    with qtbot.waitSignal(opened.delivery_noted):
        click(opened.result_page.delivery_button)
    (delivery,) = screen.plan().of("plan_delivery")
    assert delivery.recipient == "child"
    assert delivery.delivered_on is not None


def test_missing_words_are_told_and_noted_by_keys_before_the_document_is_made(qtbot, opened, screen, session):
    told = opened.missing_words
    until(qtbot, told.isVisible)
    assert opened.produce_button.isEnabled(), "it warns and blocks nothing"
    (speaker, _person), chip = list(told.voices.items())[-1]
    count = len(told.voices)
    with qtbot.waitSignal(opened.words_noted, timeout=RENDER_MS):
        press(chip, Qt.Key.Key_Space)
        press(told.note.ways[CollectionOutcome.NOT_MET], Qt.Key.Key_Space)
        type_text(told.note.text, "Pas d’adresse connue.")
    press(told.note.done_button, Qt.Key.Key_Space)
    until(qtbot, lambda: len(told.voices) == count - 1)
    (noted,) = [
        one
        for one in session.run(session.files.statements, screen.child_id).of("statement")
        if one.why_not_collected == "Pas d’adresse connue."
    ]
    assert (noted.speaker, noted.outcome, noted.exact_words) == (speaker, CollectionOutcome.NOT_MET, "")


def test_the_name_proposed_tells_nothing_of_the_child(qtbot, tasks, screen):
    dialog = ProduceDialog(tasks, screen.plan_id, None)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    name = Path(dialog.form.place_line.text()).name
    assert name.startswith("PPE_")
    assert name.endswith(".docx")
    assert "Durand" not in name
    assert "Léa" not in name
    qtbot.waitUntil(lambda: bool(dialog.form.recipients), timeout=RENDER_MS)


def test_what_the_father_does_not_receive_is_shown_before(qtbot, opened):
    choose_reader(opened, RecipientKind.FATHER)
    until(qtbot, lambda: "Karima Benali" in opened.form.withheld_list.text())
    assert STREET not in opened.form.withheld_list.text()


def test_a_place_that_cannot_be_written_is_said_and_mended(qtbot, opened, session, screen, tmp_path):
    opened.form.place_line.setText(str(tmp_path / "absent" / "PPE.docx"))
    with qtbot.waitSignal(opened.refused, timeout=RENDER_MS):
        click(opened.produce_button)
    assert "Choisissez un autre dossier" in opened.error_banner.label.text()
    assert opened.error_banner.isVisible()
    assert session.run(session.files.produced, screen.child_id) == ()
    opened.form.place_line.setText(str(tmp_path / "PPE.docx"))
    with qtbot.waitSignal(opened.produced, timeout=RENDER_MS):
        click(opened.produce_button)
    assert (tmp_path / "PPE.docx").is_file()


def test_a_withheld_text_stops_everything_and_is_shown_as_plain_text(qtbot, tasks, screen, session, tmp_path):
    session.run(
        session.records.change,
        "plan_domain",
        screen.domain().id,
        evaluation=f"Sa mère habite {STREET}, <b>tout près</b>.",
    )
    dialog = open_dialog(qtbot, tasks, screen, tmp_path / "PPE.docx")
    choose_reader(dialog, RecipientKind.FATHER)
    with qtbot.waitSignal(dialog.refused, timeout=RENDER_MS):
        click(dialog.produce_button)
    assert "ne doit pas lire" in dialog.error_banner.label.text()
    assert "glantines" in dialog.detail_label.text()
    assert dialog.detail_label.textFormat() == Qt.TextFormat.PlainText
    assert list(tmp_path.iterdir()) == []
    assert "habite" in screen.domain().evaluation


def test_a_caution_asks_for_a_tick(qtbot, tasks, screen, session, tmp_path):
    authority = next(item for item in screen.file().of("parental_authority") if item.person_id == screen.ids["father"])
    session.run(session.records.change, "parental_authority", authority.id, exercise="RETRAIT_TOTAL")
    dialog = open_dialog(qtbot, tasks, screen, tmp_path / "PPE.docx")
    choose_reader(dialog, RecipientKind.FATHER)
    assert dialog.form.caution_banner.isVisible()
    assert not dialog.produce_button.isEnabled()
    QTest.keyClick(dialog.form.confirm_box, Qt.Key.Key_Space)
    assert dialog.produce_button.isEnabled()
    choose_reader(dialog, RecipientKind.MOTHER)
    assert not dialog.form.confirm_box.isVisible()


def test_leaving_the_encrypted_base_is_said_once(qtbot, opened, tasks, screen, tmp_path):
    assert opened.leaving_banner.isVisible()
    again = open_dialog(qtbot, tasks, screen, tmp_path / "autre.docx")
    assert not again.leaving_banner.isVisible()


def test_the_file_and_its_folder_are_opened_outside(qtbot, opened, monkeypatch, tmp_path):
    asked: list[Path] = []
    monkeypatch.setattr(produce_result, "open_outside", lambda path: asked.append(path) or len(asked) == 1)
    with qtbot.waitSignal(opened.produced, timeout=RENDER_MS):
        click(opened.produce_button)
    click(opened.result_page.open_button)
    click(opened.result_page.folder_button)
    assert asked == [tmp_path / "PPE.docx", tmp_path]
    assert "Aucun programme" in opened.result_page.banner.label.text()


def test_giving_up_before_anything_writes_nothing(qtbot, opened, tmp_path):
    QTest.keyClick(opened, Qt.Key.Key_Escape)
    assert not opened.isVisible()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows keeps the place of Documents elsewhere than in the environment"
)
def test_the_folder_proposed_is_one_that_exists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert proposed_folder() == tmp_path
    (tmp_path / "Documents").mkdir()
    assert proposed_folder() == tmp_path / "Documents"
