"""What a section prints, saves or copies is in the register of documents and in the history, wherever it went."""

import datetime as dt

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

from ppe_desktop.ui.views.casefile.entourage_section import MAP
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from tests.support.screens import PATIENCE_MS, open_session
from tests.support.sections import file_screen
from tests.support.typing import type_text


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with open_session(tmp_path_factory.mktemp("impressions") / "base") as opened:
        yield opened


@pytest.fixture
def screen(qtbot, session):
    with file_screen(qtbot, session) as opened:
        yield opened


def entries_of(session, child_id, *texts):
    for number, text in enumerate(texts):
        made = session.run(session.journal.start, child_id, "NOTE", dt.date(2026, 3, 1 + number))
        session.run(session.records.change, "journal_entry", made.created, text=text)


def register(session, child_id):
    return session.run(session.files.produced, child_id)


def wait_for_lines(qtbot, session, child_id, count=1):
    qtbot.waitUntil(lambda: len(register(session, child_id)) == count, timeout=PATIENCE_MS)
    return register(session, child_id)


def open_section(qtbot, view, key):
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        view.open_file(view.child_id, key)
    return view.page(key)


def accept(view, name, path):
    """Print as the preview does once the box of the system is accepted, in a file: no printer here."""
    dialog = view.findChild(QPrintPreviewDialog, name)
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    dialog.paintRequested.emit(printer)
    dialog.accept()


def words_of(section):
    return [label.text() for card in section._produced.values() for label in card.findChildren(PlainLabel)]


def test_the_journal_saved_as_filtered_says_what_is_not_in_it(qtbot, screen, session, tmp_path):
    view, child_id = screen
    entries_of(session, child_id, "Piscine avec sa sœur.", "Rentrée des classes.")
    page = open_section(qtbot, view, "journal")
    qtbot.waitUntil(lambda: len(page.entries()) == 2, timeout=PATIENCE_MS)
    type_text(page.filters.words_field, "piscine")
    qtbot.waitUntil(lambda: len(page.entries()) == 1, timeout=PATIENCE_MS)
    page.save_pdf(tmp_path / "journal.pdf")
    (line,) = wait_for_lines(qtbot, session, child_id)
    assert (line.document, line.file_format) == ("journal", "pdf")
    assert (tmp_path / "journal.pdf").read_bytes().startswith(b"%PDF")
    section = open_section(qtbot, view, "documents")
    qtbot.waitUntil(lambda: bool(section._produced), timeout=PATIENCE_MS)
    said = " ".join(words_of(section)).replace("\u00a0", " ")
    assert "Journal" in said
    assert "par Claire Le Goff, document de travail, au format PDF" in said
    assert "Non communiqué : les entrées sans « piscine »" in said
    history = open_section(qtbot, view, "history")
    qtbot.waitUntil(lambda: bool(history._cards), timeout=PATIENCE_MS)
    assert any("Journal · PDF" in label.text() for label in history.findChildren(PlainLabel))


def test_the_journal_printed_is_entered_once_it_is_printed_not_when_it_is_looked_at(qtbot, screen, session, tmp_path):
    view, child_id = screen
    entries_of(session, child_id, "Piscine.")
    page = open_section(qtbot, view, "journal")
    qtbot.waitUntil(lambda: bool(page.entries()), timeout=PATIENCE_MS)
    page.preview_print()
    view.findChild(QPrintPreviewDialog, "journal_preview").reject()
    page.preview_print()
    assert register(session, child_id) == ()
    accept(view, "journal_preview", tmp_path / "papier.pdf")
    (line,) = wait_for_lines(qtbot, session, child_id)
    assert line.document == "journal"


def test_a_journal_that_cannot_be_written_is_said_and_leaves_no_line(qtbot, screen, session, tmp_path):
    view, child_id = screen
    entries_of(session, child_id, "Piscine.")
    page = open_section(qtbot, view, "journal")
    qtbot.waitUntil(lambda: bool(page.entries()), timeout=PATIENCE_MS)
    with qtbot.waitSignal(view.error_raised, timeout=PATIENCE_MS) as said:
        page.save_pdf(tmp_path / "absent" / "journal.pdf")
    assert "n’existe pas" in said.args[0].message
    assert register(session, child_id) == ()


def test_the_path_saved_or_printed_is_entered(qtbot, screen, session, tmp_path):
    view, child_id = screen
    panel = open_section(qtbot, view, "path").timeline
    qtbot.waitUntil(lambda: panel.timeline is not None, timeout=PATIENCE_MS)
    panel.save_pdf(tmp_path / "parcours.pdf")
    wait_for_lines(qtbot, session, child_id)
    panel.print_button.click()
    qtbot.waitUntil(lambda: view.findChild(QPrintPreviewDialog, "timeline_preview") is not None, timeout=PATIENCE_MS)
    accept(view, "timeline_preview", tmp_path / "papier.pdf")
    assert {line.document for line in wait_for_lines(qtbot, session, child_id, 2)} == {"parcours"}


def test_the_entourage_saved_or_copied_is_entered_with_those_it_does_not_show(qtbot, screen, session, tmp_path):
    view, child_id = screen
    father = session.run(session.records.add, "person", surname="Le Goff", first_name="Yann").created
    carer = session.run(session.records.add, "person", surname="Vasseur", first_name="Odile").created
    for person, role in ((father, "PERE"), (carer, "ASSISTANT_FAMILIAL")):
        session.run(session.records.add, "relationship", child_id=child_id, person_id=person, role=role)
    address = session.run(session.records.add, "address", person_id=carer, street="3 rue des Lilas").created
    session.run(session.records.add, "address_protection", address_id=address, hidden_from_id=father)
    section = open_section(qtbot, view, "entourage")
    section.tabs.setCurrentIndex(MAP)
    panel = section.map_panel
    for ending in ("pdf", "png", "svg"):
        panel.write(tmp_path / f"carte.{ending}")
        qtbot.waitUntil((tmp_path / f"carte.{ending}").exists, timeout=PATIENCE_MS)
    panel.export_menu.actions()[0].trigger()
    QGuiApplication.clipboard().clear()
    found = wait_for_lines(qtbot, session, child_id, 4)
    assert {line.file_format for line in found} == {"pdf", "png", "svg", "copie"}
    hidden = panel.shared_sheet().picture.drawing.hidden
    assert hidden
    assert all("personne" in line.withheld for line in found)
    svg = (tmp_path / "carte.svg").read_text(encoding="utf-8")
    assert "Lilas" not in svg
    assert "Vasseur" not in svg


def test_a_drawing_that_cannot_be_written_is_said_in_its_place(qtbot, screen, session, tmp_path):
    view, child_id = screen
    section = open_section(qtbot, view, "entourage")
    section.tabs.setCurrentIndex(MAP)
    section.map_panel.write(tmp_path / "absent" / "carte.png")
    qtbot.waitUntil(section.map_panel.banner.isVisible, timeout=PATIENCE_MS)
    assert "n’existe pas" in section.map_panel.banner.label.text()
    assert register(session, child_id) == ()
