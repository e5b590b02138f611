"""Aide: every page opens, every link leads to a page, nothing leaves the program."""

import re

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices

from ppe_desktop.runtime.resources import resource
from ppe_desktop.ui.views.casefile.casefile_view import SECTIONS
from ppe_desktop.ui.views.help.pages import help_pages
from ppe_desktop.ui.views.help_view import ICONS, HelpView
from ppe_desktop.ui.views.workspace import SECTION_HELP

PAGES = help_pages()
ENGLISH = re.compile(r"\b(settings?|help|file|save|the|and|click|password|backup|back up|shortcuts?|page down)\b", re.I)


@pytest.fixture
def view(qtbot):
    view = HelpView()
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    return view


def anchors(view):
    document, found = view.reader.document(), []
    block = document.begin()
    while block.isValid():
        parts = block.begin()
        while not parts.atEnd():
            letters = parts.fragment().charFormat()
            if letters.isAnchor():
                found.append(letters.anchorHref())
            parts += 1
        block = block.next()
    return found


def test_every_shipped_file_is_a_page_with_an_icon():
    assert len(PAGES) == len(list(resource("help").glob("[0-9][0-9]-*.md")))
    assert set(PAGES) == set(ICONS)


@pytest.mark.parametrize("name", list(PAGES))
def test_each_page_opens_in_french(qtbot, view, name):
    qtbot.mouseClick(view.sections.entry(name), Qt.MouseButton.LeftButton)
    text = view.reader.document().toRawText()
    assert view.page() == name
    assert text.startswith(PAGES[name].title)
    assert not ENGLISH.search(text)
    assert "'" not in text
    assert not re.search(r" [:;!?»]|« ", text), "a no-break space is missing"


@pytest.mark.parametrize("name", list(PAGES))
def test_no_link_is_broken(view, name):
    view.show_page(name)
    assert set(anchors(view)) <= set(PAGES)


def test_a_link_leads_to_its_page(qtbot, view):
    view.show_page("demarrer")
    with qtbot.waitSignal(view.reader.page_requested):
        view.reader.anchorClicked.emit(QUrl("securite"))
    assert view.page() == "securite"
    assert view.sections.entry("securite").isChecked()


def test_a_link_to_the_outside_opens_nothing(view, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    view.reader.anchorClicked.emit(QUrl("https://example.org"))
    assert view.page() == "demarrer"
    assert opened == []


@pytest.mark.parametrize("name", ["demarrer", "dossier", "ppe"])
def test_the_pages_asked_by_the_screens_exist(view, name):
    view.show_page(name)
    assert view.page() == name


def test_each_section_of_a_file_has_its_page():
    keys = {key for key, *_rest in SECTIONS}
    assert set(SECTION_HELP) <= keys
    assert set(SECTION_HELP.values()) <= set(PAGES)
    assert {"health", "meetings", "autonomy", "statements"} <= set(SECTION_HELP)
