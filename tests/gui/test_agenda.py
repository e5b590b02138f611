"""The agenda on screen: month, week, list, forecast, appointments and the export, on real bases, by keys and clicks."""

import datetime as dt
import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QMenu

from ppe_desktop.domain.agenda import EntryKind
from ppe_desktop.runtime import clock
from ppe_desktop.ui.dialogs.why_dialog import WhyDialog
from ppe_desktop.ui.views.agenda.agenda_view import AgendaView
from ppe_desktop.ui.views.agenda.appointment_dialog import AppointmentDialog
from ppe_desktop.ui.views.agenda.day_dialog import DayDialog
from ppe_desktop.ui.views.agenda.export_dialog import ExportDialog
from ppe_desktop.ui.views.agenda.month_table import line_words
from ppe_desktop.ui.views.commands import commands_of
from ppe_desktop.ui.views.workspace import Workspace
from tests.support.screens import PATIENCE_MS, add_child, desk, open_session
from tests.support.typing import press, type_text

DAY = dt.timedelta(days=1)


@pytest.fixture
def session(tmp_path):
    with open_session(tmp_path / "base") as opened:
        yield opened


@pytest.fixture
def view(qtbot, session):
    with desk(session) as (tasks, autosaver):
        shown = AgendaView(tasks, autosaver, session.records.kinds())
        qtbot.addWidget(shown)
        shown.resize(1270, 700)
        shown.show()
        yield shown


@pytest.fixture
def malo(session):
    return child(session, "Malo")


@pytest.fixture
def nolwenn(session):
    return child(session, "Nolwenn")


def child(session, first_names, **more):
    return add_child(session, "Le Goff", first_names, dt.date(2016, 2, 29), **more)


def today():
    return clock.now().date()


def planned(session, day, *children, kind="VISITE", **values):
    return session.run(session.appointments.add, kind, day, children, **values).created


def opened(qtbot, view, mode="month"):
    """Show a view of the agenda and wait for what the base has."""
    if not view._is_restored:
        view.refresh()
        qtbot.waitUntil(lambda: view._is_restored, timeout=PATIENCE_MS)
    view.mode_buttons[mode].click()
    asked = view._asked
    qtbot.waitUntil(lambda: view._asked == asked and view.pages[mode].today == today(), timeout=PATIENCE_MS)
    settle(qtbot, view)
    return view.pages[mode]


def settle(qtbot, view):
    """Wait until everything asked for so far has been answered."""
    done = []
    view._tasks.ask(int, then=done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE_MS)


def lines(view, day):
    """Return the lines of a day as the grid holds them."""
    days = view.month_page.table.days
    return [line_words(entry) for entry in days.cell(days.index_of(day)).entries]


def box_of(view, day, number):
    """Return the middle of a line of the grid; the last place tells how many more there are."""
    table = view.month_page.table
    index = table.days.index_of(day)
    box, _entry = table.delegate.boxes(table.visualRect(index), table.days.cell(index))[number]
    return box.center()


def dialog(qtbot, view, kind=AppointmentDialog):
    qtbot.waitUntil(lambda: any(one.isVisible() for one in view.findChildren(kind)), timeout=PATIENCE_MS)
    return next(one for one in view.findChildren(kind) if one.isVisible())


def one(session, appointment_id):
    return session.run(session.appointments.one, appointment_id)


# --- month


def test_a_click_on_a_line_of_the_month_opens_it(qtbot, session, view, malo):
    made = planned(session, today(), malo, at_time="14 h 30", place="Service")
    opened(qtbot, view)
    assert lines(view, today()) == ["Malo, visite"]
    qtbot.mouseClick(view.month_page.table.viewport(), Qt.MouseButton.LeftButton, pos=box_of(view, today(), 0))
    shown = dialog(qtbot, view)
    assert shown.appointment_id == made
    assert shown.form.editors["place"].focus_target.text() == "Service"


def test_arrows_go_from_day_to_day_and_on_to_the_next_month(qtbot, view, malo):
    page = opened(qtbot, view)
    page.focus()
    press(page.table, Qt.Key.Key_Right)
    assert view.day == today() + DAY
    press(page.table, Qt.Key.Key_Up)
    assert view.day == today() - 6 * DAY
    press(page.table, Qt.Key.Key_Home)
    press(page.table, Qt.Key.Key_PageDown)
    following = view.day
    assert (following.year * 12 + following.month) - (today().year * 12 + today().month) == 1
    qtbot.waitUntil(lambda: page.table.days.index_of(following).isValid(), timeout=PATIENCE_MS)
    assert view.title_label.text() == page.title(following)
    settle(qtbot, view)
    assert page.table.days.cell(page.table.currentIndex()).day == following


def test_the_grid_is_read_aloud_day_by_day(qtbot, session, view, malo):
    planned(session, today(), malo, at_time="9 h", subject="Point")
    opened(qtbot, view)
    days = view.month_page.table.days
    said = days.data(days.index_of(today()), Qt.ItemDataRole.AccessibleTextRole)
    assert "1 élément" in said
    assert "Visite, Point, Malo" in said
    assert "rien de prévu" in days.data(days.index_of(today().replace(day=15 if today().day != 15 else 16)), Qt.ItemDataRole.AccessibleTextRole)  # fmt: skip


def test_a_full_day_says_how_many_more_and_shows_them_all(qtbot, session, view, malo):
    for hour in range(8, 18):
        planned(session, today(), malo, at_time=f"{hour} h")
    opened(qtbot, view)
    table = view.month_page.table
    index = table.days.index_of(today())
    boxes = table.delegate.boxes(table.visualRect(index), table.days.cell(index))
    assert boxes[-1][1] is None
    assert 1 < len(boxes) < 10
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box_of(view, today(), -1))
    shown = dialog(qtbot, view, DayDialog)
    assert [entry.hour.hour for entry in shown.list.lines()] == list(range(8, 18))
    press(shown.list, Qt.Key.Key_Down)
    press(shown.list, Qt.Key.Key_Return)
    assert dialog(qtbot, view).form.editors["at_time"].focus_target.text() == "9 h"


def test_enter_opens_the_only_line_of_a_day_and_plans_on_an_empty_one(qtbot, session, view, malo):
    made = planned(session, today(), malo)
    page = opened(qtbot, view)
    press(page.table, Qt.Key.Key_Return)
    first = dialog(qtbot, view)
    assert first.appointment_id == made
    first.reject()
    view.choose(today() + 2 * DAY)
    settle(qtbot, view)
    press(page.table, Qt.Key.Key_Return)
    second = dialog(qtbot, view)
    assert second.appointment_id == ""
    assert not second.remove_button.isVisible()


# --- an appointment


def test_n_plans_on_the_day_and_everything_is_kept_as_it_is_typed(qtbot, session, view, malo, nolwenn):
    page = opened(qtbot, view)
    day = today() + DAY
    press(page.table, Qt.Key.Key_Right)
    settle(qtbot, view)
    press(page.table, Qt.Key.Key_N)
    shown = dialog(qtbot, view)
    type_text(shown.children_field.line, "nol")
    assert [shown.children_field.names.item(row).text() for row in range(shown.children_field.names.count())] == ["Nolwenn Le Goff"]  # fmt: skip
    press(shown.children_field.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown.form is not None, timeout=PATIENCE_MS)
    made = shown.appointment_id
    assert (one(session, made).planned_on, one(session, made).children) == (day, (nolwenn,))
    type_text(shown.children_field.line, "mal")
    press(shown.children_field.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: set(one(session, made).children) == {malo, nolwenn}, timeout=PATIENCE_MS)
    type_text(shown.form.editors["place"].focus_target, "École")
    qtbot.waitUntil(lambda: one(session, made).place == "École", timeout=PATIENCE_MS)
    assert shown.isVisible()


def test_two_children_chosen_at_once_share_one_appointment(qtbot, session, view, malo, nolwenn):
    opened(qtbot, view)
    shown = view.plan(today())
    for name in ("malo", "nolwenn"):
        type_text(shown.children_field.line, name)
        press(shown.children_field.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown.form is not None, timeout=PATIENCE_MS)
    made = shown.appointment_id
    qtbot.waitUntil(lambda: set(one(session, made).children) == {malo, nolwenn}, timeout=PATIENCE_MS)
    assert len(session.run(session.appointments.between, today(), today())) == 1


def test_brothers_and_sisters_are_one_click_away(qtbot, session, view, malo, nolwenn):
    session.run(session.records.add, "sibling_link", child_id=nolwenn, other_child_id=malo, kind="GERMAIN")
    other = child(session, "Zoé")
    made = planned(session, today(), malo)
    opened(qtbot, view)
    shown = view._open_appointment(appointment=one(session, made))
    assert list(shown.children_field.siblings) == [nolwenn]
    assert other not in shown.children_field.siblings
    qtbot.mouseClick(shown.children_field.siblings[nolwenn], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: set(one(session, made).children) == {malo, nolwenn}, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not shown.children_field.siblings, timeout=PATIENCE_MS)


def test_a_date_that_is_none_yet_is_said_beside_it_and_the_day_stays(qtbot, session, view, malo):
    made = planned(session, today(), malo)
    opened(qtbot, view)
    shown = view._open_appointment(appointment=one(session, made))
    line = shown.form.editors["planned_on"].focus_target
    line.setFocus()
    line.selectAll()
    type_text(line, "bientôt")
    qtbot.waitUntil(lambda: bool(shown.form.rows["planned_on"].error()), timeout=PATIENCE_MS)
    assert one(session, made).planned_on == today()


def test_the_last_child_stays_and_it_is_said(qtbot, session, view, malo, nolwenn):
    made = planned(session, today(), malo, nolwenn)
    opened(qtbot, view)
    shown = view._open_appointment(appointment=one(session, made))
    qtbot.mouseClick(shown.children_field.chips[nolwenn], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: one(session, made).children == (malo,), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: list(shown.children_field.chips) == [malo], timeout=PATIENCE_MS)
    qtbot.mouseClick(shown.children_field.chips[malo], Qt.MouseButton.LeftButton)
    assert "au moins un enfant" in shown.children_row.error()
    assert one(session, made).children == (malo,)


def test_what_took_place_opens_its_entry_in_the_journal(qtbot, session, view, malo):
    made = planned(session, today(), malo, place="Service")
    opened(qtbot, view)
    shown = view._open_appointment(appointment=one(session, made))
    with qtbot.waitSignal(view.file_requested, timeout=PATIENCE_MS) as asked:
        qtbot.mouseClick(shown.held_button, Qt.MouseButton.LeftButton)
    (told,) = session.run(session.journal.read, malo)
    assert asked.args == [malo, "journal", ("journal_entry", told.id)]
    assert (told.happened_on, told.place) == (today(), "Service")
    assert one(session, made).state == "TENU"


def test_what_is_to_come_is_put_off_in_one_gesture(qtbot, session, view, malo):
    made = planned(session, today() + DAY, malo)
    opened(qtbot, view)
    shown = view._open_appointment(appointment=one(session, made))
    assert not shown.held_button.isVisible()
    week = next(action for action in shown.later_menu.actions() if action.text() == "D’une semaine")
    week.trigger()
    qtbot.waitUntil(lambda: one(session, made).planned_on == today() + 8 * DAY, timeout=PATIENCE_MS)
    qtbot.waitUntil(
        lambda: shown.form.editors["planned_on"].focus_target.text() == f"{today() + 8 * DAY:%d/%m/%Y}",
        timeout=PATIENCE_MS,
    )


def test_the_bin_takes_it_and_one_click_gives_it_back(qtbot, session, view, malo):
    made = planned(session, today(), malo)
    opened(qtbot, view)
    shown = view._open_appointment(appointment=one(session, made))
    qtbot.mouseClick(shown.remove_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.undo_bar.isVisible() and lines(view, today()) == [], timeout=PATIENCE_MS)
    qtbot.mouseClick(view.undo_bar.action_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: lines(view, today()) == ["Malo, visite"], timeout=PATIENCE_MS)
    assert one(session, made).children == (malo,)


# --- week, list, filters


def test_the_week_goes_hour_by_hour_and_enter_opens(qtbot, session, view, malo):
    for hour in ("16 h", "", "9h15"):
        planned(session, today(), malo, at_time=hour)
    page = opened(qtbot, view, "week")
    column = next(column for column in page.columns if column.day == today())
    assert [block.entry.when for block in column.blocks] == ["", "9\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}15", "16\N{NO-BREAK SPACE}h"]  # fmt: skip
    tops = [block.y() for block in column.blocks]
    assert tops == sorted(tops)
    assert all(block.height() >= block.heightForWidth(block.width()) for block in column.blocks)
    view.activateWindow()
    page.focus()
    press(page, Qt.Key.Key_Down)
    press(page, Qt.Key.Key_Down)
    qtbot.waitUntil(column.blocks[1].hasFocus, timeout=PATIENCE_MS)
    press(column.blocks[1], Qt.Key.Key_Return)
    assert dialog(qtbot, view).form.editors["at_time"].focus_target.text() == "9h15"


def test_the_list_begins_with_what_is_late_and_says_why(qtbot, session, view):
    late = add_child(session, "Durand", "Léa", dt.date(2016, 3, 1), measure="PLACEMENT_ASE", since=today() - 150 * DAY)
    planned(session, today() - 3 * DAY, late, kind="ENTRETIEN")
    planned(session, today() + 5 * DAY, late)
    page = opened(qtbot, view, "list")
    rows = page.list.lines()
    waiting = [entry for entry in rows if entry.day < today()]
    assert rows[: len(waiting)] == waiting
    assert any(entry.state == "à confirmer" for entry in waiting)
    number = next(
        number for number, row in enumerate(page.list.entries.rows) if row in waiting and row.deadline is not None
    )
    page.list.setCurrentIndex(page.list.entries.index(number))
    press(page.list, Qt.Key.Key_Return)
    assert dialog(qtbot, view, WhyDialog).title_label.text() == page.list.entries.rows[number].deadline.rule.title


def test_arrows_pass_over_the_names_of_days_and_n_plans(qtbot, session, view, malo):
    planned(session, today() + DAY, malo)
    planned(session, today() + 3 * DAY, malo)
    page = opened(qtbot, view, "list")
    chosen = [entry.day for entry in page.list.lines() if entry.kind is EntryKind.APPOINTMENT]
    assert len(chosen) == 2
    first = page.list.chosen()
    press(page.list, Qt.Key.Key_Down)
    assert page.list.chosen() not in (None, first)
    press(page.list, Qt.Key.Key_Up)
    assert page.list.chosen() == first
    press(page.list, Qt.Key.Key_N)
    assert dialog(qtbot, view).appointment_id == ""


def test_a_health_line_opens_its_record_in_the_file(qtbot, session, view, malo):
    made = session.run(
        session.records.add, "health_event", child_id=malo, kind="DENTAIRE", booked_on=today() + DAY
    ).created
    page = opened(qtbot, view, "list")
    index = next(
        page.list.entries.index(number)
        for number, row in enumerate(page.list.entries.rows)
        if getattr(row, "kind", None) is EntryKind.HEALTH
    )
    with qtbot.waitSignal(view.file_requested, timeout=PATIENCE_MS) as asked:
        qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=page.list.visualRect(index).center())
    assert asked.args == [malo, "health", ("health_event", made)]


def test_filters_and_view_are_kept_from_one_time_to_the_next(qtbot, session, view, malo):
    planned(session, today(), malo)
    planned(session, today(), malo, kind="ECRIT")
    opened(qtbot, view)
    assert lines(view, today()) == ["Malo, visite", "Malo, écrit"] or len(lines(view, today())) == 2
    qtbot.mouseClick(view.chips[EntryKind.APPOINTMENT], Qt.MouseButton.LeftButton)
    assert lines(view, today()) == ["Malo, écrit"]
    view.mode_buttons["week"].click()
    settle(qtbot, view)
    with desk(session) as (tasks, autosaver):
        again = AgendaView(tasks, autosaver, session.records.kinds())
        qtbot.addWidget(again)
        again.refresh()
        qtbot.waitUntil(lambda: again.mode == "week", timeout=PATIENCE_MS)
        assert not again.chips[EntryKind.APPOINTMENT].isChecked()
        assert again.chips[EntryKind.WRITING].isChecked()


def test_the_menu_of_a_line_begins_explains_and_opens_each_file(qtbot, session, view, malo, nolwenn):
    planned(session, today(), malo, nolwenn)
    opened(qtbot, view)
    qtbot.mouseClick(view.month_page.table.viewport(), Qt.MouseButton.RightButton, pos=box_of(view, today(), 0))
    menu = next(menu for menu in view.findChildren(QMenu) if menu.isVisible())
    assert [action.text() for action in menu.actions()] == ["Ouvrir le dossier de Malo", "Ouvrir le dossier de Nolwenn"]
    with qtbot.waitSignal(view.file_requested, timeout=PATIENCE_MS) as asked:
        menu.actions()[1].trigger()
    assert asked.args[0] == nolwenn


# --- forecast


def test_a_bar_lists_the_obligations_of_its_month_and_each_says_why(qtbot, session, view):
    add_child(session, "Durand", "Léa", dt.date(2016, 3, 1), measure="PLACEMENT_ASE", since=today() - 40 * DAY)
    page = opened(qtbot, view, "forecast")
    place, family, box = page.chart.boxes()[0]
    qtbot.mouseClick(page.chart, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    stack = page.chart.forecast.stacks[place]
    assert [entry.deadline for entry in page.list.lines()] == [work.deadline for work in stack.works(family)]
    assert family.label in page.chosen_label.text()
    press(page.list, Qt.Key.Key_Return)
    assert dialog(qtbot, view, WhyDialog).title_label.text() == page.list.lines()[0].deadline.rule.title


def test_the_arrows_go_from_month_to_month_and_the_table_says_the_same(qtbot, session, view):
    add_child(session, "Durand", "Léa", dt.date(2016, 3, 1), measure="PLACEMENT_ASE", since=today() - 40 * DAY)
    page = opened(qtbot, view, "forecast")
    page.chart.choose(0)
    for _month in range(3):
        press(page.chart, Qt.Key.Key_Right)
    assert page.chart.place == 3
    press(page.chart, Qt.Key.Key_Left)
    assert page.chart.place == 2
    page.table_button.click()
    table, stacks = page.table, page.chart.forecast.stacks
    assert table.rowCount() == len(stacks) == 13
    totals = [table.item(row, table.columnCount() - 1).text() for row in range(13)]
    assert totals == [str(stack.total) if stack.total else "–" for stack in stacks]
    busy = next(row for row, stack in enumerate(stacks) if stack.total)
    table.setCurrentCell(busy, 0)
    assert len(page.list.lines()) == stacks[busy].total


# --- export


def test_the_export_says_what_leaves_then_writes_initials_only(qtbot, session, view, malo, tmp_path):
    planned(session, today() + DAY, malo, kind="SYNTHESE", at_time="9 h", place="Chez Mme Auclair")
    opened(qtbot, view)
    view.export_action.trigger()
    shown = dialog(qtbot, view, ExportDialog)
    qtbot.waitUntil(lambda: shown.export_button.isEnabled(), timeout=PATIENCE_MS)
    assert "sort de la base protégée" in shown.what_label.text()
    assert not shown.boxes["health"].isChecked()
    shown.boxes["deadlines"].click()
    qtbot.waitUntil(lambda: shown.count_label.text() == "1 ligne", timeout=PATIENCE_MS)
    qtbot.mouseClick(shown.export_button, Qt.MouseButton.LeftButton)
    chooser = shown.findChild(QFileDialog)
    chooser.fileSelected.emit(str(tmp_path / "agenda.ics"))
    chooser.close()
    qtbot.waitUntil(lambda: shown.count_label.text().startswith("Fichier écrit"), timeout=PATIENCE_MS)
    text = (tmp_path / "agenda.ics").read_text(encoding="utf-8")
    assert "SUMMARY:M. G. — synthèse" in text
    assert "Auclair" not in text
    assert "Malo" not in text


def test_nothing_chosen_leaves_nothing_to_write(qtbot, session, view, malo, tmp_path):
    opened(qtbot, view)
    view.export_action.trigger()
    shown = dialog(qtbot, view, ExportDialog)
    for name in ("deadlines", "appointments"):
        shown.boxes[name].setChecked(False)
    qtbot.waitUntil(lambda: shown.count_label.text() == "Rien à exporter", timeout=PATIENCE_MS)
    assert not shown.export_button.isEnabled()


# --- in the workspace


def test_the_agenda_is_a_place_of_the_rail_and_the_way_back_from_a_file(qtbot, session, malo):
    workspace = Workspace(session)
    qtbot.addWidget(workspace)
    workspace.resize(1366, 768)
    workspace.show()
    qtbot.mouseClick(workspace.rail.entry("agenda"), Qt.MouseButton.LeftButton)
    view = workspace.pages.agenda
    assert workspace.stack.currentWidget() is view
    qtbot.waitUntil(lambda: view.month_page.today == today(), timeout=PATIENCE_MS)
    with qtbot.waitSignal(workspace.file_view.file_shown, timeout=PATIENCE_MS):
        view.file_requested.emit(malo, "health", None)
    assert workspace.file_view.header.back_button.toolTip() == "Retour à l’agenda"
    workspace.file_view.closed.emit()
    assert workspace.stack.currentWidget() is view
    assert {"agenda", "appointment"} <= {command.key for command, _gesture in commands_of(workspace)}
    workspace.tasks.close()


def test_the_lock_keeps_what_is_typed_in_an_open_appointment(qtbot, session, malo):
    made = planned(session, today(), malo)
    workspace = Workspace(session)
    qtbot.addWidget(workspace)
    workspace.show()
    workspace.show_agenda()
    view = workspace.pages.agenda
    qtbot.waitUntil(lambda: view.month_page.today == today(), timeout=PATIENCE_MS)
    shown = view._open_appointment(appointment=one(session, made))
    type_text(shown.form.editors["place"].focus_target, "Maison des familles")
    assert workspace.finish()
    assert one(session, made).place == "Maison des familles"
    shown.reject()
    workspace.tasks.close()


def test_thirty_children_make_a_month_that_is_painted_at_once(qtbot, session, view):
    for number in range(30):
        since = today() - (30 + 9 * number) * DAY
        made = add_child(session, f"Nom{number:02d}", "Léa", dt.date(2012, 3, 1) + number * 100 * DAY, measure="AEMO", since=since)  # fmt: skip
        planned(session, today().replace(day=1 + number % 28), made, at_time=f"{8 + number % 9} h")
    page = opened(qtbot, view)
    page.table.grab()  # the first drawing loads icons and fonts
    start = time.process_time()
    page.table.grab()
    assert time.process_time() - start < 0.1
    assert sum(len(lines(view, today().replace(day=day))) for day in range(1, 29)) >= 30
    assert isinstance(page.table.at(QPoint(5, 5))[0], tuple)
