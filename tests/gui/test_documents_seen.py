"""Attached documents at a glance: small first pages, never written on disk, and words found in a Word document."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from ppe_desktop.runtime.resources import resource
from ppe_desktop.services.attachment_sources import Pasted
from ppe_desktop.ui.views.casefile import thumbnails
from ppe_desktop.ui.views.plan.paper import PaperView
from tests.support.screens import PATIENCE_MS, open_session
from tests.support.sections import file_screen
from tests.support.typing import press, type_text

SLOW_MS = 3 * PATIENCE_MS  # the process that draws pages starts with the first one


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with open_session(tmp_path_factory.mktemp("vus") / "base") as opened:
        yield opened


@pytest.fixture
def screen(qtbot, session):
    with file_screen(qtbot, session) as opened:
        yield opened


def piece(name):
    return resource("demo", "pieces", name).read_bytes()


def show(qtbot, view, session, child_id, **contents):
    """Attach documents, then open the section; return their identifiers by name."""
    made = {
        name: session.attachments.attach(child_id, Pasted(name.replace("_", "."), content)).attachment_id
        for name, content in contents.items()
    }
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        view.open_file(child_id, "documents")
    cards = view.page("documents").cards
    qtbot.waitUntil(lambda: set(made.values()) <= set(cards.cards), timeout=PATIENCE_MS)
    return made


def test_a_pdf_and_a_picture_are_seen_small_and_others_by_their_icon(qtbot, screen, session):
    view, child_id = screen
    made = show(
        qtbot,
        view,
        session,
        child_id,
        bulletin_pdf=piece("bulletin.pdf"),
        lettre_jpg=piece("lettre-mamie.jpg"),
        note_txt=b"Rappeler l'ecole.",
        abime_pdf=b"%PDF-1.4\nabime\n",
    )
    cards = view.page("documents").cards
    pictures = {name: cards.picture(identifier) for name, identifier in made.items()}
    for name in ("bulletin_pdf", "lettre_jpg"):
        qtbot.waitUntil(lambda name=name: not pictures[name].image().isNull(), timeout=SLOW_MS)
        image = pictures[name].image()
        assert max(image.width(), image.height()) <= thumbnails.SIDE + 1
        colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
        assert len(colours) > 8, "a page, not a blank sheet"
    qtbot.waitUntil(lambda: not cards.thumbnails._in_hand and not cards.thumbnails._waiting, timeout=SLOW_MS)
    assert pictures["note_txt"].image().isNull()
    assert pictures["abime_pdf"].image().isNull()


def test_nothing_of_a_thumbnail_is_written_in_clear(qtbot, screen, session):
    view, child_id = screen
    before = {path: path.stat().st_size for path in session.folder.rglob("*") if path.is_file()}
    made = show(qtbot, view, session, child_id, lettre_jpg=piece("lettre-mamie.jpg"))
    picture = view.page("documents").cards.picture(made["lettre_jpg"])
    qtbot.waitUntil(lambda: not picture.image().isNull(), timeout=SLOW_MS)
    new = [path for path in session.folder.rglob("*") if path.is_file() and path not in before]
    assert all(b"JFIF" not in path.read_bytes() for path in (*new, *before) if path.exists())


def test_a_thumbnail_opens_its_document(qtbot, screen, session):
    view, child_id = screen
    made = show(qtbot, view, session, child_id, lettre_jpg=piece("lettre-mamie.jpg"))
    section = view.page("documents")
    qtbot.mouseClick(section.cards.picture(made["lettre_jpg"]), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: section.viewer is not None, timeout=PATIENCE_MS)
    section.viewer.close()


def test_a_document_too_heavy_is_not_put_together_to_be_seen_small(qtbot, screen, session, monkeypatch):
    view, child_id = screen
    monkeypatch.setattr(thumbnails, "HEAVIEST", 100)
    made = show(qtbot, view, session, child_id, lettre_jpg=piece("lettre-mamie.jpg"))
    cards = view.page("documents").cards
    with qtbot.waitSignal(cards.thumbnails.made, timeout=400, raising=False) as told:
        cards.look()
    assert not told.signal_triggered or told.args[1].isNull()
    assert cards.picture(made["lettre_jpg"]).image().isNull()


def test_words_are_found_in_a_word_document_with_the_keyboard(qtbot, screen, session):
    view, child_id = screen
    made = show(qtbot, view, session, child_id, rencontre_docx=piece("rencontre-fratrie.docx"))
    section = view.page("documents")
    section.open_document(section.cards.cards[made["rencontre_docx"]].item)
    viewer = section.viewer
    qtbot.waitUntil(lambda: "goûter" in viewer.paper.text(), timeout=SLOW_MS)
    viewer.bar.focus_search()
    type_text(viewer.bar.search_field, "GOÛTER")
    press(viewer.bar.search_field, Qt.Key.Key_Return)
    count = viewer.paper.text().lower().count("goûter")
    assert viewer.paper.found_here() == (1, count)
    assert viewer.bar.found_label.text() == f"1 sur {count}"
    viewer.bar.search_field.setText("introuvable")
    viewer.bar.search_requested.emit("introuvable")
    assert viewer.bar.found_label.text() == "Aucun résultat"
    viewer.close()
    assert viewer.paper.text() == ""


def test_each_place_found_is_marked_and_scrolled_to(qtbot):
    paper = PaperView()
    qtbot.addWidget(paper)
    paper.resize(500, 400)
    paper.show()
    paper.show_html(
        "".join(f"<p>Ligne {number} {'repère' if number in (3, 90, 170) else ''}</p>" for number in range(180))
    )
    paper.show_found("Repère")
    places = [paper.verticalScrollBar().value()]
    assert paper.found_here() == (1, 3)
    for expected in (2, 3, 1):
        paper.next_found()
        assert paper.found_here()[0] == expected
        places.append(paper.verticalScrollBar().value())
        assert QColor("#ffb84d").rgb() in seen_colours(paper), "the place gone to is in view, marked"
    assert places[0] < places[1] < places[2]
    assert places[3] == places[0]
    paper.resize(700, 400)
    assert paper.found_here() == (1, 3), "the marks outlive another width"
    paper.show_found("")
    assert paper.found_here()[1] == 0


def seen_colours(widget):
    image = widget.viewport().grab().toImage()
    return {image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
