"""The screen of the situation report: typed text kept and seen on the page, what the file gained taken up, gaps leading on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import apply_theme
from ppe_desktop.ui.views.writing.seal_dialog import SealDialog
from ppe_desktop.ui.views.writing.writing_view import WritingView
from tests.support.base import new_session
from tests.support.plan_screen import Screen, new_screen, type_text

RENDER_MS = 30000
TYPED = "Léa va bien."


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    session = new_session(tmp_path_factory.mktemp("ecriture") / "base")
    yield new_screen(session)
    session.close()


@pytest.fixture(scope="module")
def entry(screen: Screen) -> str:
    """An entry of the journal, of the year."""
    day = screen.session.run(screen.session.home.today).day - dt.timedelta(5)
    made = screen.session.run(screen.session.journal.start, screen.child_id, "NOTE", day).created
    screen.session.run(screen.session.records.enter, "journal_entry", made, "text", "Une visite calme.")
    return str(made)


@pytest.fixture(scope="module")
def view(screen: Screen, entry: str) -> Iterator[WritingView]:
    apply_theme(QApplication.instance(), "light", 1.0, reduced_motion=True)
    tasks = Tasks(screen.session)
    made = WritingView(tasks, Autosaver(tasks, tasks), screen.session.records.kinds())
    made.resize(1366, 768)
    made.show()
    made.open_writing(screen.session.run(screen.session.writings.start, screen.child_id).created)
    yield made
    made.desk.autosaver.flush()
    made.hide()
    tasks.close()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_what_is_typed_is_kept_and_comes_on_the_page(qtbot, screen, view):
    qtbot.waitUntil(lambda: bool(view.preview_pane.recipients), timeout=RENDER_MS)
    section = view.page.sections["conclusion"]
    (gap,) = section.gap_chips.values()
    view.activateWindow()
    QTest.mouseClick(gap, Qt.MouseButton.LeftButton)
    field = section.form.editors["text"].focus_target
    assert field.hasFocus(), "a gap leads to where it is filled"
    type_text(field, TYPED)
    qtbot.waitUntil(lambda: TYPED in view.preview_pane.paper.text(), timeout=RENDER_MS)
    sheet = screen.session.run(screen.session.writings.read, view.writing_id)
    assert sheet.about.texts["conclusion"] == TYPED
    qtbot.waitUntil(lambda: not section.gap_chips, timeout=RENDER_MS)


def test_what_the_file_gained_is_taken_up_at_the_end_of_the_text(qtbot, screen, view, entry):
    section = view.page.sections["faits"]
    type_text(section.form.editors["text"].focus_target, "Une année stable.")
    button = section.gains.take_buttons["journal_entry", entry]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    text = section.form.editors["text"].text
    qtbot.waitUntil(lambda: "Une visite calme." in text.toPlainText(), timeout=RENDER_MS)
    assert text.toPlainText().startswith("Une année stable.\n")
    qtbot.waitUntil(lambda: ("journal_entry", entry) not in section.gains.rows, timeout=RENDER_MS)
    assert "Note" in section.gains.sources_label.text()


def test_a_gap_of_the_file_leads_to_the_file(qtbot, view):
    chip = view.page.sections["periode"].gap_chips["concertation de la période"]
    with qtbot.waitSignal(view.fact_requested, timeout=RENDER_MS) as asked:
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert asked.args == ["meetings"]


def test_the_family_told_then_the_report_sealed(qtbot, screen, view):
    qtbot.waitUntil(lambda: view.sheet is not None, timeout=RENDER_MS)
    QTest.mouseClick(view.header.seal_button, Qt.MouseButton.LeftButton)
    asking = view.window().findChild(SealDialog)
    assert "information de l’enfant" in asking.untold_banner.label.text()
    assert "parole de la mère" in asking.unheard_banner.label.text()
    qtbot.waitUntil(asking.missing_words.isVisible, timeout=RENDER_MS)  # said before it is sealed, and taken there
    assert asking.unheard_banner.isHidden()
    assert len(asking.missing_words.voices) == asking.missing_words.label.text().count(" et ") + 1
    QTest.mouseClick(asking.note_button, Qt.MouseButton.LeftButton)
    assert view.outline_pane.outline_list.current() == "information", "the step is asked for, and one click away"
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    form = view.page.sections["information"].form
    for name in ("child_informed_on", "parents_informed_on"):
        form.editors[name].focus_target.setFocus()
        type_text(form.editors[name].focus_target, "hier")
    assert view.desk.autosaver.flush()
    session = screen.session

    def report():
        return session.run(session.writings.read, view.writing_id).about.report

    qtbot.waitUntil(lambda: view.sheet.about.report.informed_on is not None, timeout=RENDER_MS)
    QTest.mouseClick(view.header.seal_button, Qt.MouseButton.LeftButton)
    dialog = view.window().findChild(SealDialog)
    assert "Implication des parents" in dialog.gaps_label.text()
    assert dialog.untold_banner.isHidden()
    QTest.mouseClick(dialog.seal_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.sheet is not None and view.sheet.is_sealed, timeout=RENDER_MS)
    assert report().written_on is not None
    assert view.page.sections["conclusion"].entry_field() is None, "a sealed report is read, not written"
