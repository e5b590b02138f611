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
from ppe_desktop.ui.widgets.badge import Badge
from ppe_desktop.ui.widgets.column_scroll import ColumnScroll
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.unrolling import Unrolling
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


def records_of(view):
    """Enter what makes several sections longer than the window; return the identifier of the last vaccination."""
    child, session = view.child_id, view._tasks.session
    for year in range(2015, 2023):
        session.run(session.records.add, "schooling", child_id=child, school=f"École {year}", since=dt.date(year, 9, 1))
    person = session.run(session.records.add, "person", surname="Le Goff", first_name="Erwan").created
    session.run(session.records.add, "relationship", child_id=child, person_id=person, role="PERE")
    episode = session.run(session.records.add, "care_episode", child_id=child, since=dt.date(2024, 3, 1)).created
    since, until = dt.date(2024, 3, 1), dt.date(2027, 3, 1)
    session.run(session.records.add, "measure", episode_id=episode, type="PLACEMENT_ASE", since=since, until=until)
    given = dt.date(2020, 3, 1)
    made = session.run(session.records.add, "vaccination", child_id=child, vaccine="ROR", given_on=given).created
    with_all = view.child_id
    view.forget()
    view.open_file(with_all)
    return made


def wait_for_the_base(qtbot, view):
    """Wait until everything asked of the base was answered and painted."""
    for _ in range(3):
        answers = []
        view._tasks.ask(int, then=answers.append)
        qtbot.waitUntil(lambda answers=answers: bool(answers), timeout=PATIENCE_MS)


def picture(page):
    """Return what the window shows of a page."""
    return page.viewport().grab().toImage()


def test_nothing_on_screen_moves_when_what_stands_below_is_made(qtbot, view, monkeypatch):
    records_of(view)
    wait_for_the_base(qtbot, view)
    monkeypatch.setattr(Unrolling, "go_on", lambda _self: None)
    waited = set()
    for key in ("entourage", "path", "health", "school", "statements", "autonomy", "deadlines", "history"):
        view.show_section(key)
        wait_for_the_base(qtbot, view)
        page = view.page(key)
        page.setFocus()
        before, height = picture(page), page.column.height()
        while page.unrolling.is_at_work():
            waited.add(key)
            page.unrolling.step()
            wait_for_the_base(qtbot, view)
        assert picture(page) == before, key
        assert page.column.height() >= height
    assert {"path", "health", "school", "deadlines"} <= waited


def test_what_stands_below_comes_by_itself_or_as_soon_as_it_is_asked_for(qtbot, view):
    vaccination = records_of(view)
    wait_for_the_base(qtbot, view)
    view.show_section("school")
    school = view.page("school")
    assert "authorisation" not in school._blocks
    qtbot.waitUntil(lambda: not school.unrolling.is_at_work(), timeout=PATIENCE_MS)
    assert school._blocks["authorisation"].isVisible()
    view.show_record("health", "vaccination", vaccination)
    card = view.page("health")._blocks["vaccination"].cards.cards[vaccination]
    assert card.form is not None
    assert card.form.isVisible()
    assert view.page("health").practitioners.isVisible()


def test_the_head_takes_little_of_a_low_window_and_keeps_what_must_not_be_missed(qtbot, view):
    session = view._tasks.session
    session.run(session.records.change, "child", view.child_id, allergies="Arachide")
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        view.reload()
    head = view.header
    tall, words = head.height(), head.visit_button.text()
    view.resize(911, 500)
    qtbot.waitUntil(lambda: head.height() < 0.8 * tall, timeout=PATIENCE_MS)
    facts = head.line_label.geometry()
    assert facts.top() < head.name_label.geometry().center().y() < facts.bottom()
    assert head.visit_button.text() == ""
    assert head.visit_button.accessibleName() == words
    assert head.line_label.accessibleName() in (head.line_label.text(), head.line_label.toolTip())
    assert "Arachide" in [badge.text() for badge in head.findChildren(Badge) if badge.isVisible()]
    view.resize(1200, 700)
    qtbot.waitUntil(lambda: head.height() == tall, timeout=PATIENCE_MS)
    assert head.visit_button.text() == words


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
