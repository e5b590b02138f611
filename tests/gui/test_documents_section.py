"""The section of documents: files dropped, pasted, refused; what is opened is read in the program and gone at the lock."""

import datetime as dt
import os
import struct
import sys
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPoint, QPointF, QRect, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage, QImageReader, QPainter
from PySide6.QtWidgets import QApplication

from ppe_desktop.app import has_base
from ppe_desktop.domain.media import NotShownError
from ppe_desktop.runtime.resources import resource
from ppe_desktop.services.attachment_sources import Pasted
from ppe_desktop.ui.dialogs.attachment_picture import read_picture
from ppe_desktop.ui.dialogs.attachment_viewer import AttachmentViewer
from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.main_window import MainWindow
from ppe_desktop.ui.preferences import Preferences
from ppe_desktop.ui.views.casefile.casefile_view import CaseFileView
from ppe_desktop.ui.widgets.buttons import QuietButton
from tests.support.base import access
from tests.support.screens import PATIENCE_MS, add_child, desk, open_session
from tests.support.typing import press, type_text
from tests.support.vault import PASSPHRASE

PDF = b"%PDF-1.4\nun PDF, pour autant que le dise son debut\n"
SLOW_MS = 3 * PATIENCE_MS  # the process that draws pages starts with the first one


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with open_session(tmp_path_factory.mktemp("documents") / "base") as opened:
        yield opened


@pytest.fixture
def child_id(session):
    return add_child(session, "Le Goff", "Anaïs", dt.date(2015, 3, 2))


@pytest.fixture
def view(qtbot, session, child_id):
    with desk(session) as (tasks, autosaver):
        shown = CaseFileView(tasks, autosaver, session.records.kinds())
        shown.autosaver = autosaver
        qtbot.addWidget(shown)
        shown.resize(1200, 800)
        shown.show()
        with qtbot.waitSignal(shown.file_shown, timeout=PATIENCE_MS):
            shown.open_file(child_id, "documents")
        yield shown


@pytest.fixture
def section(view):
    return view.page("documents")


def piece(name: str) -> bytes:
    return resource("demo", "pieces", name).read_bytes()


def documents(session, child_id):
    return session.run(session.attachments.of_child, child_id)


def attach(qtbot, view, name: str, content: bytes, **facts) -> str:
    """Put a document in the base, then show the file again."""
    session = view.context.tasks.session
    done = session.attachments.attach(view.child_id, Pasted(name, content))
    if facts:
        session.run(session.records.change, "attachment", done.attachment_id, **facts)
    view.reload()
    cards = view.page("documents").cards
    qtbot.waitUntil(lambda: done.attachment_id in cards.cards, timeout=PATIENCE_MS)
    return done.attachment_id


def drop(section, data: QMimeData) -> QDropEvent:
    """Carry something over the section and let it go."""
    copy = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    place, none = QPoint(300, 200), (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(place, copy, data, *none)
    QApplication.sendEvent(section.viewport(), entering)
    section.was_lit = section.drop_zone.is_lit()
    event = QDropEvent(QPointF(place), copy, data, *none)
    if entering.isAccepted():
        QApplication.sendEvent(section.viewport(), event)
    return event


def carrying(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def open_viewer(qtbot, section, attachment_id: str) -> AttachmentViewer:
    button = section.cards.cards[attachment_id].findChild(QuietButton, "open_button")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert section.viewer is not None
    return section.viewer


def test_files_dropped_together_are_taken_each_for_itself(qtbot, session, section, child_id, tmp_path):
    good, bad = written(tmp_path, "Bulletin.pdf", PDF), written(tmp_path, "outil.exe", b"MZ" + bytes(90))
    photo = written(tmp_path, "scan.pdf", piece("dessin-trois-maisons.png"))
    with qtbot.waitSignal(section.attaching.finished, timeout=PATIENCE_MS):
        event = drop(section, carrying(good, bad, photo))
    assert event.dropAction() == Qt.DropAction.CopyAction, "a move would delete the original"
    assert section.was_lit
    assert not section.drop_zone.is_lit()
    qtbot.waitUntil(lambda: len(section.cards.cards) == 2, timeout=PATIENCE_MS)
    assert {item.title for item in documents(session, child_id)} == {"Bulletin", "scan"}
    assert good.read_bytes() == PDF
    assert "outil.exe" in section.report.refusal_banner.label.text()
    said = section.report.done_banner.label.text()
    assert "2 documents sont joints" in said
    assert "L’original reste où il était" in said
    assert "scan.pdf mais c’est une image PNG" in said


def test_what_is_neither_file_nor_picture_is_not_welcome(section):
    words = QMimeData()
    words.setText("Bonjour")
    assert not drop(section, words).isAccepted() or not section.was_lit
    assert not section.was_lit
    page = QMimeData()
    page.setUrls([QUrl("https://example.org/rapport.pdf")])
    drop(section, page)
    assert not section.was_lit


def test_one_file_attached_opens_on_its_facts(qtbot, view, session, section, child_id, tmp_path):
    with qtbot.waitSignal(section.attaching.finished, timeout=PATIENCE_MS):
        section.attach([written(tmp_path, "Certificat_de_scolarite.pdf", PDF)])
    qtbot.waitUntil(lambda: len(section.cards.cards) == 1, timeout=PATIENCE_MS)
    (card,) = section.cards.cards.values()
    qtbot.waitUntil(lambda: card.form is not None, timeout=PATIENCE_MS)
    with qtbot.waitSignal(view.autosaver.saved, timeout=PATIENCE_MS):
        type_text(card.form.editors["received_from"].focus_target, "École du Bourg")
    (item,) = documents(session, child_id)
    assert (item.title, item.received_from) == ("Certificat de scolarite", "École du Bourg")


def test_a_picture_is_pasted_with_the_keyboard(qtbot, view, session, section, child_id):
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(QColor("#336699"))
    QApplication.clipboard().setImage(picture)
    view.activateWindow()
    section.cards.add_button.setFocus()
    qtbot.waitUntil(view.isActiveWindow, timeout=PATIENCE_MS)
    with qtbot.waitSignal(section.attaching.finished, timeout=PATIENCE_MS):
        qtbot.keyClick(section.cards.add_button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    (item,) = documents(session, child_id)
    assert item.title.startswith("Image collée du ")
    content = session.attachments.open(item.id).content
    assert QImage.fromData(content).convertToFormat(picture.format()) == picture
    assert "original" not in section.report.done_banner.label.text(), "there is none"


def test_words_pasted_in_a_field_stay_words(qtbot, view, section):
    attachment_id = attach(qtbot, view, "a.pdf", PDF)
    card = section.cards.cards[attachment_id]
    card.open()
    QApplication.clipboard().setText("Maître Robin")
    view.activateWindow()
    line = card.form.editors["received_from"].focus_target
    line.setFocus()
    qtbot.waitUntil(view.isActiveWindow, timeout=PATIENCE_MS)
    qtbot.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == "Maître Robin"
    assert section.report.done_banner.isHidden()
    qtbot.waitUntil(view.autosaver.is_settled, timeout=PATIENCE_MS)


def test_an_empty_clipboard_is_said(qtbot, section):
    QApplication.clipboard().clear()
    qtbot.mouseClick(section.paste_button, Qt.MouseButton.LeftButton)
    assert "ni image ni fichier" in section.report.done_banner.label.text()


def test_the_same_document_twice_is_shown_where_it_is(qtbot, view, session, section, child_id, tmp_path):
    known = attach(qtbot, view, "a.pdf", PDF, title="Jugement")
    with qtbot.waitSignal(section.attaching.finished, timeout=PATIENCE_MS):
        section.attach([written(tmp_path, "copie.pdf", PDF)])
    assert "est déjà dans ce dossier" in section.report.done_banner.label.text()
    assert section.cards.cards[known].form is not None, "its card is opened"
    assert len(documents(session, child_id)) == 1


def test_a_large_file_can_be_given_up(qtbot, session, section, child_id, tmp_path):
    path = written(tmp_path, "gros.pdf", PDF)
    with path.open("r+b") as stream:
        stream.truncate(40 * 1024 * 1024)
    section.attaching.stepped.connect(section.cancel_button.click)
    with qtbot.waitSignal(section.attaching.finished, timeout=PATIENCE_MS):
        section.attach([path, path])
        assert not section.cards.add_button.isEnabled()
    assert "Annulé" in section.report.done_banner.label.text()
    assert documents(session, child_id) == ()
    assert section.cards.add_button.isEnabled()


def test_a_large_file_shows_how_far_it_is(qtbot, section, tmp_path):
    section.attaching.started.emit()
    section.attaching.stepped.emit("rapport.pdf", 30, 120)
    qtbot.waitUntil(section.progress_row.isVisible, timeout=PATIENCE_MS)
    assert section.progress.value() == 25
    assert "rapport.pdf" in section.step_label.text()
    section.attaching.finished.emit([])
    assert not section.progress_row.isVisible()


def test_documents_are_found_by_nature_and_by_words(qtbot, view, section):
    letter = attach(qtbot, view, "a.pdf", PDF + b"1", title="Lettre de l’école", kind="COURRIER")
    report = attach(qtbot, view, "b.pdf", PDF + b"2", title="Bilan", kind="RAPPORT", received_from="Élan")
    qtbot.waitUntil(lambda: len(section.filter.chips.buttons()) == 3, timeout=PATIENCE_MS)
    type_text(section.filter.search_field, "ECOLE")
    assert list(section.cards.cards) == [letter]
    section.filter.search_field.clear()
    type_text(section.filter.search_field, "elan pdf")
    assert list(section.cards.cards) == [report]
    type_text(section.filter.search_field, " zzz")
    assert section.none_label.isVisible()
    section.filter.search_field.clear()
    next(chip for chip in section.filter.chips.buttons() if chip.property("nature") == "COURRIER").click()
    assert list(section.cards.cards) == [letter]


def test_a_document_removed_comes_back_whole(qtbot, view, session, section, child_id):
    attachment_id = attach(qtbot, view, "a.pdf", PDF)
    section.cards.cards[attachment_id].remove_button.click()
    qtbot.waitUntil(lambda: not section.cards.cards, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: view.context._removed is not None, timeout=PATIENCE_MS)
    view.context._undo_bar.action_button.click()
    qtbot.waitUntil(lambda: attachment_id in section.cards.cards, timeout=PATIENCE_MS)
    assert session.attachments.open(attachment_id).content == PDF


def test_a_document_asked_for_elsewhere_is_brought_into_view(qtbot, view, session, section, child_id):
    attachment_id = attach(qtbot, view, "a.pdf", PDF)
    section.filter.search_field.setText("rien de tel")
    section.show_record("attachment", attachment_id)
    assert section.cards.cards[attachment_id].form is not None


def test_the_register_of_what_was_produced_follows(qtbot, view, session, section, child_id):
    assert section.empty.isVisible()

    def register() -> str:
        with session.database.work() as work:
            made = work.add(
                "produced_document",
                child_id=child_id,
                document="ppe",
                recipient="La mère",
                file_format="docx pdf",
                is_draft=False,
                sha256="ab" * 32,
                template_sha256="cd" * 32,
                withheld='[{"what": "l’adresse du père", "why": "protégée"}]',
                author="",
                content=b"x",
            )
            work.commit()
            return made

    made = session.run(register)
    section.show_record("produced_document", made)
    view.reload()
    qtbot.waitUntil(lambda: made in section._produced, timeout=PATIENCE_MS)
    labels = section._produced[made].findChildren(type(section.empty))
    said = [label.text().replace("\u00a0", " ") for label in labels]
    assert "Projet pour l’enfant — La mère" in said
    assert any("Word et PDF" in text for text in said)
    assert "Non communiqué : l’adresse du père" in said
    assert not section.empty.isVisible()


def test_a_pdf_is_read_searched_and_forgotten_with_the_keyboard(qtbot, view, section):
    viewer = open_viewer(qtbot, section, attach(qtbot, view, "bulletin.pdf", piece("bulletin.pdf"), kind="SCOLARITE"))
    pages = viewer.pages
    qtbot.waitUntil(lambda: not pages.sheet.image().isNull(), timeout=SLOW_MS)
    assert "lecture seule" in viewer.facts_label.text()
    before, wanted = pages.zoom(), []
    pages.page_wanted.connect(lambda page, scale: wanted.append(scale))
    qtbot.keyClick(pages, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert pages.zoom() > before
    qtbot.waitUntil(lambda: len(wanted) == 1, timeout=PATIENCE_MS)
    qtbot.keyClick(pages, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(viewer.bar.search_field.hasFocus, timeout=PATIENCE_MS)
    type_text(viewer.bar.search_field, "Inès")
    press(viewer.bar.search_field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: viewer.bar.found_label.text() == "1 sur 2", timeout=PATIENCE_MS)
    press(viewer.bar.search_field, Qt.Key.Key_Return)
    assert viewer.bar.found_label.text() == "2 sur 2"
    press(viewer.bar.search_field, Qt.Key.Key_Escape)
    assert viewer.bar.search_field.text() == "", "Escape clears the search first"
    with qtbot.waitSignal(viewer.destroyed, timeout=PATIENCE_MS):
        press(viewer.bar.search_field, Qt.Key.Key_Escape)
        assert not viewer.isVisible()
        assert (viewer._content, viewer.title_label.text()) == (b"", "")
        assert viewer.pages.sheet.image().isNull()
    assert section.viewer is None


def two_pages(folder: Path) -> bytes:
    """A PDF of two pages."""
    from PySide6.QtGui import QPdfWriter

    path = folder / "deux.pdf"
    writer = QPdfWriter(str(path))
    painter = QPainter(writer)
    painter.drawText(800, 800, "un")
    writer.newPage()
    painter.drawText(800, 800, "deux")
    painter.end()
    return path.read_bytes()


def test_page_down_at_the_foot_goes_to_the_next_page(qtbot, view, section, tmp_path):
    viewer = open_viewer(qtbot, section, attach(qtbot, view, "deux.pdf", two_pages(tmp_path)))
    pages = viewer.pages
    qtbot.waitUntil(lambda: pages.count() == 2, timeout=SLOW_MS)
    assert viewer.bar.page_label.text() == "Page 1 sur 2"
    for _ in range(12):
        press(pages, Qt.Key.Key_PageDown)
    assert viewer.bar.page_label.text() == "Page 2 sur 2"
    qtbot.waitUntil(lambda: not pages.sheet.image().isNull(), timeout=PATIENCE_MS)
    press(pages, Qt.Key.Key_Home)
    assert pages.page == 0
    viewer.close()


def test_a_word_document_and_a_text_are_read_here(qtbot, view, section):
    viewer = open_viewer(qtbot, section, attach(qtbot, view, "cr.docx", piece("rencontre-fratrie.docx")))
    qtbot.waitUntil(lambda: "goûter" in viewer.paper.text(), timeout=SLOW_MS)
    viewer.close()
    text = "<b>Élève</b> absent\n" * 3 + "présent".rjust(10)
    viewer = open_viewer(qtbot, section, attach(qtbot, view, "note.txt", text.encode("cp1252")))
    qtbot.waitUntil(lambda: viewer.text.toPlainText() == text, timeout=PATIENCE_MS)
    assert viewer.text.isReadOnly()
    viewer.bar.search_field.setText("present")
    viewer.bar.search_requested.emit("present")
    assert viewer.bar.found_label.text() == "Aucun résultat"
    viewer.bar.search_field.setText("présent")
    viewer.bar.search_requested.emit("présent")
    assert viewer.text.textCursor().selectedText() == "présent"
    viewer.close()


def test_a_picture_is_shown_and_what_cannot_be_is_offered_to_another_program(qtbot, view, section):
    viewer = open_viewer(qtbot, section, attach(qtbot, view, "lettre.jpg", piece("lettre-mamie.jpg")))
    qtbot.waitUntil(lambda: not viewer.pages.sheet.image().isNull(), timeout=PATIENCE_MS)
    viewer.close()
    viewer = open_viewer(qtbot, section, attach(qtbot, view, "vieux.rtf", rb"{\rtf1 Bonjour}"))
    qtbot.waitUntil(lambda: "autre programme" in viewer.message_label.text(), timeout=PATIENCE_MS)
    viewer.close()
    viewer = open_viewer(qtbot, section, attach(qtbot, view, "abime.pdf", PDF))
    qtbot.waitUntil(lambda: "abîmé" in viewer.message_label.text(), timeout=SLOW_MS)
    viewer.close()


@pytest.mark.skipif(sys.platform == "win32", reason="the program that opens is chosen on the path of POSIX systems")
def test_a_copy_in_clear_is_announced_before_it_is_made_and_opened(
    qtbot, view, session, section, tmp_path, monkeypatch
):
    seen = tmp_path / "vu"
    opener = tmp_path / ("open" if sys.platform == "darwin" else "xdg-open")
    opener.write_text(f'#!/bin/sh\nprintf %s "$1" > "{seen}.en-cours" && mv "{seen}.en-cours" "{seen}"\n')
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    viewer = open_viewer(qtbot, section, attach(qtbot, view, "vieux.rtf", rb"{\rtf1 Bonjour}"))
    qtbot.mouseClick(viewer.outside_button, Qt.MouseButton.LeftButton)
    assert "copie non chiffrée" in viewer.banner.label.text()
    assert not list((session.folder / "travail").glob("*/*.rtf")), "nothing is made before one agrees"
    assert viewer.banner.action_button.hasFocus() or not viewer.isActiveWindow()
    viewer.banner.action_button.click()
    qtbot.waitUntil(seen.exists, timeout=PATIENCE_MS)
    assert Path(seen.read_text()).read_bytes() == rb"{\rtf1 Bonjour}"
    qtbot.waitUntil(lambda: "effacée au verrouillage" in viewer.banner.label.text(), timeout=PATIENCE_MS)
    viewer.close()


def test_a_copy_is_saved_after_a_word_of_caution(qtbot, view, section, tmp_path):
    viewer = open_viewer(qtbot, section, attach(qtbot, view, "a.txt", b"Bonjour"))
    qtbot.mouseClick(viewer.save_button, Qt.MouseButton.LeftButton)
    assert "quitte la base chiffrée" in viewer.banner.label.text()
    viewer.save_to(str(tmp_path / "copie.txt"))
    qtbot.waitUntil(lambda: "Copie enregistrée" in viewer.banner.label.text(), timeout=PATIENCE_MS)
    assert (tmp_path / "copie.txt").read_bytes() == b"Bonjour"
    viewer.save_to(str(tmp_path / "absent" / "copie.txt"))
    qtbot.waitUntil(lambda: "dossier" in viewer.banner.label.text(), timeout=PATIENCE_MS)
    viewer.close()


def test_the_lock_closes_and_empties_what_is_being_read(qtbot, tmp_path):
    with open_session(tmp_path / "base") as made:
        child_id = add_child(made, "Le Goff", "Anaïs")
        done = made.attachments.attach(child_id, Pasted("a.txt", "Le secret d’Anaïs".encode()))
        copy = made.attachments.copy_for_opening(done.attachment_id)
    assert not copy.exists()
    window = MainWindow(Gate(access), tmp_path / "base", Preferences(tmp_path / "preferences"), has_base)
    qtbot.addWidget(window)
    window.show()
    window.open_workspace(access().open(tmp_path / "base", PASSPHRASE))
    view = window.workspace.file_view
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        window.workspace.open_child(child_id, "documents")
    section = view.page("documents")
    qtbot.waitUntil(lambda: bool(section.cards.cards), timeout=PATIENCE_MS)
    viewer = open_viewer(qtbot, section, done.attachment_id)
    qtbot.waitUntil(lambda: "secret" in viewer.text.toPlainText(), timeout=PATIENCE_MS)
    emptied = []
    viewer.text.textChanged.connect(lambda: emptied.append(viewer.text.toPlainText()))
    with qtbot.waitSignal(viewer.destroyed, timeout=PATIENCE_MS):
        assert window.lock()
    assert emptied == [""]
    window.close()


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be enormous."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")
    )


def test_a_picture_that_claims_to_be_enormous_is_not_unpacked(session):
    with pytest.raises(NotShownError, match="50000 × 50000"):
        read_picture(session.attachments, bomb(50_000, 50_000))
    with pytest.raises(NotShownError, match="abîmée"):
        read_picture(session.attachments, b"\x89PNG\r\n\x1a\n" + bytes(40))


def test_a_picture_is_unpacked_in_another_process_and_comes_as_bare_pixels(session, monkeypatch):
    clear = QImage(30, 20, QImage.Format.Format_ARGB32)
    clear.fill(QColor(200, 10, 10, 128))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    clear.save(buffer, "PNG")
    content = bytes(buffer.data().data())
    monkeypatch.setattr(QImageReader, "read", None)  # whoever decodes it here breaks
    shown = read_picture(session.attachments, content)
    assert shown.image == clear
    assert read_picture(session.attachments, content, longest=15).image.size() == QSize(15, 10)
    with pytest.raises(NotShownError, match="abîmée"):  # a reader of Qt's, for a kind of file that is never taken in
        read_picture(session.attachments, b'/* XPM */ static char *x[] = {"1 1 1 1","a c #fff","a"};')


def test_a_photograph_is_turned_the_way_it_was_taken(session):
    picture = QImage(60, 20, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    painter.fillRect(QRect(0, 0, 20, 20), QColor("black"))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "JPEG")
    plain = bytes(buffer.data().data())
    exif = (
        b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"
    )
    turned = plain[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + plain[2:]
    shown = read_picture(session.attachments, turned)
    assert (shown.image.width(), shown.image.height()) == (20, 60)
    assert (shown.sizes[0].width(), shown.sizes[0].height()) == (20, 60)
    assert shown.image.pixelColor(10, 5).lightness() < 60, "the left of what was recorded is the top of what was seen"
