"""What is done with documents that were made: as of a past day, handed over and refused, corrected in Word, verified; reports of the month."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewWidget
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from sqlalchemy import update

from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.vocabulary import RecipientKind, SignatureState
from ppe_desktop.models import ProducedDocument
from ppe_desktop.runtime import clock
from ppe_desktop.services.audit import AuditQuery
from ppe_desktop.ui.dialogs.correction_dialog import CorrectionDialog
from ppe_desktop.ui.dialogs.delivery_dialog import DeliveryDialog
from ppe_desktop.ui.dialogs.produce_dialog import ProduceDialog
from ppe_desktop.ui.dialogs.reports_dialog import ReportsDialog
from ppe_desktop.ui.dialogs.verify_dialog import VerifyDialog
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.printing.kept_pages import print_pages, read_pages
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.views.casefile.produced_card import ProducedCard
from ppe_desktop.ui.views.casefile.register_gestures import RegisterGestures
from tests.support.base import Clock, new_session
from tests.support.plan_screen import Screen, new_screen
from tests.support.typing import type_text

RENDER_MS = 30000
AGO = 40


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """A girl entered forty days ago, whose allergies were corrected today."""
    told = Clock(clock.now() - dt.timedelta(days=AGO))
    session = new_session(tmp_path_factory.mktemp("registre") / "base", told)
    made = new_screen(session)
    session.run(session.records.change, "child", made.child_id, allergies="aux arachides")
    told.moment = clock.now()
    session.run(session.records.change, "child", made.child_id, allergies="aucune connue")
    yield made
    session.close()


@pytest.fixture
def tasks(qtbot, screen: Screen) -> Iterator[Tasks]:
    made = Tasks(screen.session)
    yield made
    made.close()


def opened(qtbot, dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def plain_spaces(text: str) -> str:
    return text.replace("\u00a0", " ")


def body(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read("word/document.xml").decode()


def line_of(screen: Screen, document_id: str):
    lines = screen.session.run(screen.session.files.produced, screen.child_id)
    return next(one for one in lines if one.id == document_id)


@pytest.fixture(scope="module")
def letter(screen: Screen, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A health sheet for the mother: its line of the register, its file."""
    documents = screen.session.documents
    mother = next(one for one in documents.recipients(screen.child_id, "sante") if "mère" in one.label)
    made = documents.produce(screen.child_id, mother, tmp_path_factory.mktemp("lettre") / "f.docx", document="sante")
    return made.document_id, made.paths[0]


def test_a_document_is_made_as_of_a_past_day_and_the_register_says_it(qtbot, tasks, screen, tmp_path):
    dialog = ProduceDialog(tasks, screen.child_id, None, document="sante")
    opened(qtbot, dialog)
    qtbot.waitUntil(lambda: bool(dialog.form.recipients), timeout=RENDER_MS)
    dialog.form.place_line.setText(str(tmp_path / "fiche.docx"))
    past = dialog.form.past_day
    past.box.setFocus()
    QTest.keyClick(past.box, Qt.Key.Key_Space)
    assert not dialog.produce_button.isEnabled(), "a day is awaited"
    type_text(past.line, "demain")
    assert past.reading.text() == "Choisissez un jour passé."
    day = clock.today() - dt.timedelta(days=20)
    past.line.selectAll()
    type_text(past.line, day.strftime("%d/%m/%Y"))
    assert long_date(day) in past.reading.text()
    with qtbot.waitSignal(dialog.produced, timeout=RENDER_MS) as told:
        click(dialog.produce_button)
    made = told.args[0]
    assert "aux arachides" in body(made.paths[0])
    line = line_of(screen, made.document_id)
    assert line.as_of == day
    host = QWidget()
    qtbot.addWidget(host)
    card = ProducedCard(line, (), (line,), host)
    said = plain_spaces(" ".join(label.text() for label in card.findChildren(type(dialog.detail_label))))
    assert f"d’après le dossier tel qu’il était le {plain_spaces(long_date(day))} au soir" in said


def test_a_plan_keeps_its_own_past(qtbot, tasks, screen):
    dialog = ProduceDialog(tasks, screen.plan_id, None)
    opened(qtbot, dialog)
    assert dialog.form.past_day.isHidden()
    qtbot.waitUntil(lambda: bool(dialog.form.recipients), timeout=RENDER_MS)


def test_a_handing_over_that_was_refused_is_noted(qtbot, tasks, screen, letter):
    dialog = DeliveryDialog(tasks, line_of(screen, letter[0]))
    opened(qtbot, dialog)
    assert dialog.choices["recipient"].value() == RecipientKind.MOTHER
    combo = dialog.choices["signature"].combo
    combo.setFocus()
    while combo.currentData() != SignatureState.REFUSED:
        before = combo.currentIndex()
        QTest.keyClick(combo, Qt.Key.Key_Down)
        assert combo.currentIndex() != before
    dialog.days["delivered_on"].line.selectAll()
    type_text(dialog.days["delivered_on"].line, "hier")
    with qtbot.waitSignal(dialog.noted, timeout=RENDER_MS):
        click(dialog.note_button)
    (noted,) = screen.session.run(screen.session.sealing.deliveries, screen.child_id)[letter[0]]
    assert (noted.signature, noted.delivered_on) == ("REFUSE", clock.today() - dt.timedelta(days=1))


def test_a_file_is_verified_then_brought_back_corrected(qtbot, tasks, screen, letter, tmp_path):
    document_id, path = letter
    verify = VerifyDialog(tasks)
    opened(qtbot, verify)
    verify.check(path)
    qtbot.waitUntil(verify.card.isVisible, timeout=RENDER_MS)
    assert "inchangé" in verify.finding_label.text()
    corrected = tmp_path / "corrige.docx"
    kept = path.read_bytes()
    corrected.write_bytes(_with(kept, "aucune connue", "au lait"))
    verify.check(corrected)
    qtbot.waitUntil(lambda: "modifié" in verify.finding_label.text(), timeout=RENDER_MS)

    dialog = CorrectionDialog(tasks, document_id, corrected)
    opened(qtbot, dialog)
    qtbot.waitUntil(dialog.keep_button.isEnabled, timeout=RENDER_MS)
    assert "au lait" in dialog.page.toPlainText()
    with qtbot.waitSignal(dialog.kept, timeout=RENDER_MS) as told:
        click(dialog.keep_button)
    after = line_of(screen, told.args[0].created)
    assert (after.replaces_id, after.document) == (document_id, "sante")
    copy = screen.session.sealing.save_copy(document_id, tmp_path / "copie.docx")
    assert copy.read_bytes() == kept, "the later version never touches the former"


def test_the_reports_of_the_month_are_made_at_once(qtbot, tasks, screen, tmp_path):
    dialog = ReportsDialog(tasks)
    opened(qtbot, dialog)
    qtbot.waitUntil(lambda: bool(dialog.boxes), timeout=RENDER_MS)
    assert [line.name for _box, line in dialog.boxes] == ["Léa Durand"]
    dialog.place_line.setText(str(tmp_path))
    QTest.keyClick(dialog.reader_combo, Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.made, timeout=RENDER_MS) as told:
        click(dialog.make_button)
    ((report, made),) = told.args[0].done
    assert report.child_id == screen.child_id
    line = line_of(screen, made.document_id)
    assert (line.document, line.is_draft, line.recipient) == ("rapport", True, "Le dossier du service")
    assert "Durand" not in made.paths[0].name
    assert dialog.heading.text() == "Un rapport est prêt"
    assert dialog.folder_button.isVisible()
    assert not dialog.make_button.isVisible()


def _with(docx: bytes, before: str, after: str) -> bytes:
    """A Word file in which someone typed something else."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part.filename)
            if part.filename == "word/document.xml":
                assert before.encode() in content
                content = content.replace(before.encode(), after.encode())
            new.writestr(part, content)
    return made.getvalue()


def three_pages(path: Path) -> bytes:
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    painter = QPainter(writer)
    for number in range(3):
        if number:
            writer.newPage()
        painter.drawText(600, 600, f"Page {number + 1} : l’école lui plaît.")
    painter.end()
    return path.read_bytes()


def keep_pdf(screen: Screen, document_id: str, pdf: bytes) -> None:
    """Give a line of the register the PDF that LibreOffice would have made with it."""

    def keep() -> None:
        with screen.session.database.work() as work:
            kept = {"pdf": pdf, "pdf_sha256": hashlib.sha256(pdf).hexdigest()}
            work.connection.execute(
                update(ProducedDocument).where(ProducedDocument.id == uuid.UUID(document_id)).values(kept)
            )
            work.commit()

    screen.session.run(keep)


def test_a_kept_document_is_printed_page_by_page_and_the_journal_tells_it(qtbot, tasks, screen, letter, tmp_path):
    document_id, _path = letter
    host = QWidget()
    qtbot.addWidget(host)
    without = ProducedCard(line_of(screen, document_id), (), (), host)
    assert without.print_button.isHidden(), "without a PDF there are no pages"
    keep_pdf(screen, document_id, three_pages(tmp_path / "garde.pdf"))
    card = ProducedCard(line_of(screen, document_id), (), (), host)
    gestures = RegisterGestures(FileContext(tasks, Autosaver(tasks), {}, host), host)
    card.print_requested.connect(gestures.print_kept)
    card.print_button.click()
    qtbot.waitUntil(lambda: gestures.dialog is not None, timeout=RENDER_MS)
    preview = gestures.dialog
    assert preview.objectName() == "kept_preview"
    assert "Martin" not in preview.windowTitle(), "the queue of a printer is read by others"
    qtbot.waitUntil(lambda: preview.findChild(QPrintPreviewWidget).pageCount() == 3, timeout=RENDER_MS)
    before = prints(screen)
    preview.accept()
    qtbot.waitUntil(lambda: prints(screen) == before + 1, timeout=RENDER_MS)


def test_the_paper_holds_each_page_and_only_those_asked_for(screen, letter, tmp_path):
    document_id, _path = letter
    keep_pdf(screen, document_id, three_pages(tmp_path / "garde.pdf"))
    pages = read_pages(screen.session, document_id)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "papier.pdf"))
    printer.setFromTo(2, 3)
    print_pages(pages, printer)
    paper = (tmp_path / "papier.pdf").read_bytes()
    assert len(screen.session.attachments.pdf_sizes(paper)) == 2
    drawn = screen.session.attachments.pdf_page(paper, 0, 1.0)
    assert len(set(drawn.pixels[::4])) > 1, "something is written on the page"


def prints(screen: Screen) -> int:
    lines = screen.session.run(screen.session.audit.lines, AuditQuery())
    return sum("mpression" in line.told for line in lines)
