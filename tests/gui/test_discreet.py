"""Mode discret: one key, and nothing that names or tells somebody can be read in the window; the same key shows everything again."""

import datetime as dt

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from ppe_desktop.domain.deadlines.words import Column
from ppe_desktop.runtime import clock
from ppe_desktop.ui.discreet import Squares
from ppe_desktop.ui.views.workspace import Workspace
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from tests.support.screens import PATIENCE_MS, add_child, open_session
from tests.support.typing import press


@pytest.fixture
def shown(qtbot, tmp_path):
    """A window on one child who said something."""
    with open_session(tmp_path / "base") as session:
        since = clock.today() - dt.timedelta(days=120)
        child = add_child(session, "Durand", "Léa", dt.date(2016, 2, 17), measure="PLACEMENT_ASE", since=since)
        words = {"speaker": "ENFANT", "said_on": clock.today(), "exact_words": "Je veux voir ma sœur."}
        session.run(session.records.add, "statement", child_id=child, **words)
        workspace = Workspace(session)
        qtbot.addWidget(workspace)
        workspace.resize(1366, 768)
        workspace.show()
        workspace.activateWindow()
        qtbot.waitUntil(lambda: bool(workspace.home_view.columns[Column.LATE].cards), timeout=PATIENCE_MS)
        yield workspace, child
        workspace.tasks.close()


def is_hidden(widget):
    return any(isinstance(one.graphicsEffect(), Squares) for one in (widget, *parents(widget)))


def parents(widget):
    while widget := widget.parentWidget():
        yield widget


def colours(widget):
    """How many colours the widget is drawn in: letters have dozens of shades, squares a few each."""
    image = widget.grab().toImage()
    return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}


def test_one_key_hides_names_and_notes_and_shows_them_again(qtbot, shown):
    workspace, child = shown
    card = workspace.home_view.columns[Column.LATE].cards[0]
    name, before = card.name_button, card.name_button.grab().toImage()
    clear = colours(name)
    press(workspace, Qt.Key.Key_F9)
    assert is_hidden(name), "at once, before the base has told who is named"
    assert workspace.discretion.button.isVisible()
    assert len(colours(name)) < len(clear) / 2, "squares, not letters"
    line = card.lines[0]
    qtbot.waitUntil(lambda: not is_hidden(line.act_button), timeout=PATIENCE_MS)  # what is to be done names nobody
    assert is_hidden(name)
    assert QApplication.sendEvent(name, QEvent(QEvent.Type.ToolTip)), "no tip names anybody"

    workspace.open_child(child, "statements")
    view = workspace.file_view

    def said():
        texts = [*view.findChildren(PlainLabel), *view.findChildren(QAbstractButton)]
        return [one for one in texts if one.isVisible() and ("Durand" in one.text() or "ma sœur" in one.text())]

    qtbot.waitUntil(lambda: any("sœur" in one.text() for one in said()), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: all(is_hidden(one) for one in said()), timeout=PATIENCE_MS)
    assert any("Durand" in one.text() for one in said())

    workspace.show_children()
    qtbot.waitUntil(lambda: is_hidden(workspace.children_view.table.viewport()), timeout=PATIENCE_MS)
    workspace.show_home()
    qtbot.mouseClick(workspace.discretion.button, Qt.MouseButton.LeftButton)
    assert not is_hidden(name)
    assert not workspace.discretion.button.isVisible()
    assert name.grab().toImage().size() == before.size()
    assert len(colours(name)) > len(clear) / 2, "letters again; the ring of the keyboard may have come or gone"
