"""A name of 300 characters, one written from right to left, an emoji: every section draws them whole or ends them with an ellipsis."""

import datetime as dt

import pytest
from PySide6.QtWidgets import QAbstractScrollArea, QLabel

from ppe_desktop.domain.names import full_name
from ppe_desktop.ui.dialogs.bin_dialog import BinDialog
from ppe_desktop.ui.theme import apply_theme
from ppe_desktop.ui.views.casefile.casefile_view import SECTIONS, CaseFileView
from ppe_desktop.ui.views.casefile.entourage_section import MAP
from ppe_desktop.ui.views.casefile.genogram.canvas import GenogramCanvas
from ppe_desktop.ui.views.casefile.timeline.frieze import Frieze
from ppe_desktop.ui.widgets.chip import Chip
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.title_button import TitleButton
from tests.support.screens import PATIENCE_MS, add_child, desk, open_session

NAMES = {
    "long": "Rasoanirinarivelo-" * 16 + "Le Goff",
    "one word": "A" * 300,
    "right to left": "مريم بنت عبد الله الفهري",
    "emoji": "Zoé 👩‍👩‍👧 🌈",
}
WIDTH, HEIGHT = 1270, 640
"""What the window leaves the file on a screen of 1366 by 768."""


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with open_session(tmp_path_factory.mktemp("noms") / "base") as opened:
        yield opened


@pytest.fixture(scope="module")
def child(session):
    """A file where everything that bears a name bears each of these in turn."""
    made = add_child(
        session,
        NAMES["one word"],
        NAMES["long"],
        dt.date(2015, 3, 2),
        measure="PLACEMENT_ASE",
        since=dt.date(2025, 10, 6),
    )
    episode = session.run(session.files.open, made).of("care_episode")[0].id
    for name in NAMES.values():
        fill(session, made, episode, name)
    return made


def fill(session, child, episode, name):
    def add(kind, **values):
        return session.run(session.records.add, kind, **values).created

    person = add("person", surname=name, first_name=name)
    add("relationship", child_id=child, person_id=person, role="MERE", since=dt.date(2015, 3, 2))
    add("sibling_link", child_id=child, other_name=name)
    add("placement", episode_id=episode, name=name, carer=name, since=dt.date(2025, 10, 6))
    add("decision", child_id=child, authority=name, decided_on=dt.date(2025, 10, 6))
    add("schooling", child_id=child, school=name, since=dt.date(2026, 9, 1))
    add("treatment", child_id=child, name=name, since=dt.date(2026, 9, 1))
    add("statement", child_id=child, exact_words=name, said_on=dt.date(2026, 10, 1), speaker="MERE", person_id=person)
    entry = session.run(session.journal.start, child, "NOTE", dt.date(2026, 10, 2)).created
    session.run(session.records.change, "journal_entry", entry, text=name, present=name, place=name)
    session.run(session.records.remove, "activity", add("activity", child_id=child, name=name))


@pytest.fixture
def scale():
    return 1.0


@pytest.fixture
def view(qtbot, qapp, session, child, scale):
    apply_theme(qapp, "light", scale)
    with desk(session) as (tasks, autosaver):
        shown = CaseFileView(tasks, autosaver, session.records.kinds())
        qtbot.addWidget(shown)
        shown.resize(WIDTH, HEIGHT)
        shown.show()
        with qtbot.waitSignal(shown.file_shown, timeout=PATIENCE_MS):
            shown.open_file(child)
        yield shown
    apply_theme(qapp, "light")


def check_nothing_overflows(page):
    """No area scrolls sideways, and no text that does not wrap is wider than its label."""
    for area in (page, *page.findChildren(QAbstractScrollArea)):
        if area.isVisible() and not isinstance(area, (Frieze, GenogramCanvas)):  # drawings that one moves in
            assert area.horizontalScrollBar().maximum() == 0, (page.objectName(), area)
    for label in page.findChildren(QLabel):
        if label.isVisible() and label.text() and not label.wordWrap():
            assert label.sizeHint().width() <= label.width() + 2, (page.objectName(), label.text()[:60])


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_every_section_keeps_its_width_whatever_the_name(qtbot, view):
    for key, *_rest in SECTIONS:
        view.show_section(key)
        page = view.page(key)
        qtbot.wait(30)  # the answers of a section come one by one, and none says that it is the last
        view.grab()
        assert view.width() == WIDTH, key
        check_nothing_overflows(page)
    view.show_section("entourage")
    view.page("entourage").tabs.setCurrentIndex(MAP)
    view.grab()
    assert view.width() == WIDTH


def test_the_title_of_a_card_ends_in_an_ellipsis_and_is_told_whole(qtbot, view):
    view.show_section("entourage")
    button = view.page("entourage").findChild(TitleButton)
    drawn = button.grab().toImage()
    margin = drawn.copy(drawn.width() - 3, 0, 3, drawn.height())
    colours = {margin.pixel(x, y) for x in range(margin.width()) for y in range(margin.height())}
    assert len(colours) == 1, "no letter is cut at the edge"
    assert button.toolTip() == button.text()


def test_the_bin_tells_it_on_few_lines(qtbot, view, session, child):
    dialog = BinDialog(
        view.context.tasks, child, name=full_name(session.run(session.files.open, child).child), parent=view
    )
    dialog.show()
    qtbot.waitUntil(lambda: dialog.list.count() == len(NAMES), timeout=PATIENCE_MS)
    assert dialog.width() <= WIDTH
    assert dialog.list.horizontalScrollBar().maximum() == 0
    assert all(len(dialog.list.item(row).text()) < 200 for row in range(len(NAMES)))
    dialog.close()


def test_a_word_without_end_is_broken_where_lines_wrap_and_read_as_it_is(qtbot):
    label = PlainLabel("A" * 300, wrap=True)
    qtbot.addWidget(label)
    assert label.text() == "A" * 300
    assert label.minimumSizeHint().width() < 300
    one_line = PlainLabel("A" * 300)
    qtbot.addWidget(one_line)
    assert one_line.minimumSizeHint().width() > 1500
    one_line.setWordWrap(True)
    assert one_line.minimumSizeHint().width() < 300
    one_line.setText("Rasoanirinarivelo")
    assert one_line.text() == "Rasoanirinarivelo"
    one_line.clear()
    assert one_line.text() == ""


def test_a_chip_stays_short_and_tells_the_whole(qtbot):
    chip = Chip(NAMES["long"])
    qtbot.addWidget(chip)
    assert chip.shown_text().endswith("…")
    assert chip.text() == chip.toolTip() == chip.accessibleName() == NAMES["long"]
    chip.set_state("À jour", "done")
    assert (chip.shown_text(), chip.toolTip()) == ("À jour", "")
