"""Sections made ahead while nobody does anything, and pages laid out once however much is added to them."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget

from ppe_desktop.ui.theme import fonts
from ppe_desktop.ui.views.casefile.casefile_view import SECTIONS, CaseFileView
from ppe_desktop.ui.widgets.arranging import arranged_once
from ppe_desktop.ui.widgets.column_scroll import ColumnScroll
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from tests.support.screens import PATIENCE_MS, add_child, desk, open_session


@pytest.fixture
def view(qtbot, tmp_path):
    with open_session(tmp_path / "base") as session, desk(session) as (tasks, autosaver):
        child = add_child(session, "Le Goff", "Anaïs", dt.date(2015, 3, 2))
        shown = CaseFileView(tasks, autosaver, session.records.kinds())
        qtbot.addWidget(shown)
        shown.resize(1200, 700)
        shown.show()
        with qtbot.waitSignal(shown.file_shown, timeout=PATIENCE_MS):
            shown.open_file(child)
        yield shown


def test_sections_are_made_without_leaving_the_one_on_screen(view):
    present = view.stack.currentWidget()
    view.prepare_sections()
    while view.preparing.is_at_work():
        view.preparing.step()
    wanted = [key for key, *_ in SECTIONS if not view.sections.entry(key).isHidden()]
    assert all(view.page(key).shown is view.context.file for key in wanted)
    assert view.stack.currentWidget() is present
    assert view.section() == "overview"


def test_a_key_or_a_menu_puts_it_off_and_leaving_the_file_stops_it(qtbot, view):
    view.prepare_sections()
    view.preparing.step()
    first = view.preparing._timer.remainingTime()
    QTest.keyClick(view.window().windowHandle(), Qt.Key.Key_Shift)
    assert view.preparing._timer.remainingTime() > first
    made = view.stack.count()
    menu = QMenu(view)
    menu.addAction("Une ligne")
    menu.popup(QPoint(0, 0))
    view.preparing.step()
    assert view.stack.count() == made
    menu.close()
    view.preparing.step()
    assert view.stack.count() == made + 1
    view.forget()
    assert not view.preparing.is_at_work()


def test_what_is_added_to_a_page_on_screen_takes_its_place_once(qtbot):
    page = ColumnScroll()
    qtbot.addWidget(page)
    page.resize(500, 400)
    page.show()
    labels = []
    with arranged_once(page.column), arranged_once(page.column):
        for number in range(40):
            labels.append(PlainLabel(f"Ligne {number}", parent=page.column))
            page.body.addWidget(labels[-1])
        hidden = PlainLabel("Cachée", parent=page.column)
        page.body.addWidget(hidden)
        hidden.hide()
        assert not any(label.isVisible() for label in labels)
    assert all(label.isVisible() for label in labels)
    assert hidden.isHidden()
    tops = [label.y() for label in labels]
    assert tops == sorted(set(tops))
    assert page.column.height() > 40 * labels[0].sizeHint().height()
    assert page.body.isEnabled()


def test_an_error_leaves_the_page_as_it_can_be_laid_out(qtbot):
    page = ColumnScroll()
    qtbot.addWidget(page)
    with pytest.raises(ZeroDivisionError), arranged_once(page.column):
        raise ZeroDivisionError
    assert page.body.isEnabled()


def test_what_was_measured_without_a_face_is_measured_again(qtbot):
    class Told(QWidget):
        times = 0

        def changeEvent(self, event):
            self.times += event.type() is QEvent.Type.FontChange

    fonts.load_fonts()
    told = Told()
    qtbot.addWidget(told)
    fonts.load_fonts()
    assert told.times == 0
    fonts._loaded.discard("Italic")
    fonts.load_fonts()
    assert told.times == 1
