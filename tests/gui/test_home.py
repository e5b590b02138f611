"""Accueil by real gestures: what is due and what answers it in one click, what stands beside, the week on paper, a clock set back."""

import datetime as dt

import pytest
from docx.oxml.ns import qn
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from ppe_desktop.app import has_base
from ppe_desktop.domain.deadlines.words import Column
from ppe_desktop.services.audit import AuditQuery
from ppe_desktop.ui.dialogs.reports_dialog import ReportsDialog
from ppe_desktop.ui.dialogs.why_dialog import WhyDialog
from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.main_window import MainWindow
from ppe_desktop.ui.preferences import Preferences
from ppe_desktop.ui.views.home.week_paper import Week, pdf_of, week_document
from tests.support.base import TODAY, Clock, access, new_session
from tests.support.docx import opened
from tests.support.screens import PATIENCE_MS, add_child
from tests.support.typing import press, type_text
from tests.support.vault import PASSPHRASE

DAY = dt.timedelta(days=1)
NOW = TODAY.date()


def child(session, surname, days=120, birth=dt.date(2017, 6, 1), first_names="Léa"):
    return add_child(session, surname, first_names, birth, measure="PLACEMENT_ASE", since=NOW - days * DAY)


class Desk:
    """The window on a base, and what a person does with it."""

    def __init__(self, qtbot, folder, tmp_path, clock=None):
        self.qtbot = qtbot
        self.window = MainWindow(Gate(lambda: access(clock)), folder, Preferences(tmp_path / "preferences"), has_base)
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        self.until(lambda: self.window.isActiveWindow() and self.window.centralWidget() is not None)
        self.unlock()

    def until(self, condition):
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)

    def unlock(self):
        door = self.window.centralWidget()
        type_text(door.secret.line, PASSPHRASE)
        with self.qtbot.waitSignal(self.window.workspace_shown, timeout=PATIENCE_MS):
            press(door.secret.line, Qt.Key.Key_Return)
        self.workspace = self.window.workspace
        self.home = self.workspace.home_view

    def read(self):
        self.until(lambda: self.home.home is not None)

    def go_home(self):
        with self.qtbot.waitSignal(self.home.late_counted, timeout=PATIENCE_MS):
            self.window.home_action.trigger()

    def click(self, widget):
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def line(self, rule, column=Column.LATE):
        cards = self.home.columns[column].cards
        for card in cards:
            card.show_all()
        return next(line for card in cards for line in card.lines if line.deadline.rule.id == rule)

    def focus(self):
        self.until(lambda: QApplication.focusWidget() is not None)
        return QApplication.focusWidget()


@pytest.fixture
def desk(qtbot, tmp_path):
    """A window on a base that a function fills first."""
    opened = []

    def open_on(fill=None, clock=None):
        session = new_session(tmp_path / "base")
        if fill is not None:
            fill(session)
        session.close()
        opened.append(Desk(qtbot, tmp_path / "base", tmp_path, clock))
        return opened[-1]

    yield open_on
    for one in opened:
        one.window.close()


def one_late(session):
    child(session, "Durand")


def test_unlocking_shows_what_is_due_and_puts_the_keyboard_on_it(desk):
    shown = desk(one_late)
    shown.read()
    assert shown.workspace.stack.currentWidget() is shown.home
    shown.until(lambda: shown.focus() is shown.home.columns[Column.LATE].cards[0].name_button)


def test_an_empty_base_says_what_this_place_is_for_and_offers_the_first_file(desk):
    shown = desk()
    shown.read()
    assert shown.home.empty_state.isVisible()
    shown.until(lambda: shown.focus() is shown.home.empty_state.action_button)
    press(shown.focus(), Qt.Key.Key_Space)
    shown.until(lambda: shown.window.findChild(object, "new_child_dialog") is not None)


def test_locking_on_the_list_comes_back_to_the_list_and_on_accueil_to_accueil(desk):
    shown = desk(one_late)
    shown.window.children_action.trigger()
    shown.window.lock()
    shown.unlock()
    assert shown.workspace.stack.currentWidget() is shown.workspace.children_view
    shown.until(lambda: shown.workspace.late_note.isVisible())
    shown.go_home()
    shown.window.lock()
    shown.unlock()
    assert shown.workspace.stack.currentWidget() is shown.home


def test_the_health_check_is_begun_in_one_click_and_the_keyboard_is_in_its_date(desk):
    shown = desk(one_late)
    shown.read()
    line = shown.line("HEALTH_ENTRY")
    assert line.act_button.text() == "Planifier le bilan de santé"
    shown.click(line.act_button)
    view = shown.workspace.file_view
    shown.until(lambda: view.isVisible() and view.section() == "health")
    shown.until(lambda: shown.focus().objectName() == "booked_on_line")
    type_text(shown.focus(), "12/12/2026")
    shown.until(shown.workspace.autosaver.is_settled)
    shown.go_home()
    (event,) = shown.workspace.session.run(shown.workspace.session.files.open, view.child_id).of("health_event")
    assert (event.kind, event.booked_on) == ("BILAN_ENTREE", dt.date(2026, 12, 12))


def test_a_button_pressed_twice_begins_one_thing_and_keeps_it_open(desk):
    shown = desk(one_late)
    shown.read()
    button = shown.line("HEALTH_ENTRY").act_button
    shown.click(button)
    shown.click(button)
    shown.until(lambda: shown.focus().objectName() == "booked_on_line")
    shown.until(lambda: shown.workspace.file_view.context.file is not None)
    session, child_id = shown.workspace.session, shown.workspace.file_view.child_id
    session.run(session.home.today)  # everything asked before is done
    shown.until(lambda: shown.focus().objectName() == "booked_on_line")
    assert len(session.run(session.files.open, child_id).of("health_event")) == 1


@pytest.mark.parametrize(
    ("rule", "field", "kind"),
    [
        ("TRUSTED_PERSON_INFO", "done_on_line", "statutory_step"),
        ("HEALTH_ENTRY", "booked_on_line", "health_event"),
    ],
)
def test_what_was_begun_and_left_blank_leaves_no_ghost(desk, rule, field, kind):
    shown = desk(one_late)
    shown.read()
    shown.click(shown.line(rule).act_button)
    shown.until(lambda: shown.focus().objectName() == field)
    child_id = shown.workspace.file_view.child_id
    shown.go_home()
    session = shown.workspace.session
    assert not session.run(session.files.open, child_id).of(kind)
    assert session.run(session.files.bin_size) == 0


def test_locking_in_the_middle_of_what_was_begun_keeps_the_letters(desk, tmp_path):
    shown = desk(one_late)
    shown.read()
    shown.click(shown.line("TRUSTED_PERSON_INFO").act_button)
    shown.until(lambda: shown.focus().objectName() == "done_on_line")
    child_id = shown.workspace.file_view.child_id
    type_text(shown.focus(), "20/11/2026")
    shown.window.lock()
    session = access().open(tmp_path / "base", PASSPHRASE)
    (step,) = session.run(session.files.open, child_id).of("statutory_step")
    assert (step.kind, step.done_on) == ("trusted_person_told", dt.date(2026, 11, 20))
    session.close()


def test_locking_on_a_blank_one_leaves_nothing(desk, tmp_path):
    shown = desk(one_late)
    shown.read()
    shown.click(shown.line("TRUSTED_PERSON_INFO").act_button)
    shown.until(lambda: shown.focus().objectName() == "done_on_line")
    child_id = shown.workspace.file_view.child_id
    shown.window.lock()
    session = access().open(tmp_path / "base", PASSPHRASE)
    assert not session.run(session.files.open, child_id).of("statutory_step")
    session.close()


def test_the_plan_is_prepared_in_one_click_and_the_way_back_leads_here(desk):
    shown = desk(one_late)
    shown.read()
    shown.click(shown.line("PPE_INITIAL").act_button)
    shown.until(lambda: shown.workspace.plan_view.isVisible())
    session = shown.workspace.session
    (draft,) = session.run(session.home.read).drafts
    assert shown.workspace.place.plan_id == draft.plan_id
    shown.go_home()
    shown.until(lambda: shown.home.side.drafts.lines)
    shown.click(shown.home.side.drafts.lines[0])
    shown.until(lambda: shown.workspace.plan_view.isVisible())


def test_the_report_is_written_in_one_click_and_those_of_the_month_in_another(desk):
    shown = desk(lambda session: child(session, "Durand", days=500))
    shown.read()
    line = shown.line("REPORT")
    assert line.act_button.text() == "Écrire le rapport"
    shown.click(line.act_button)
    shown.until(lambda: shown.workspace.stack.currentWidget() is shown.workspace.pages.writing)
    shown.go_home()
    shown.click(shown.home.reports_button)
    shown.until(lambda: shown.workspace.findChild(ReportsDialog) is not None)
    shown.workspace.findChild(ReportsDialog).close()


def test_what_has_been_late_for_long_is_folded_and_counted_never_gone(desk):
    def order(session):
        add_child(session, "Durand", "Léa", dt.date(2017, 6, 1), measure="OPP_PARQUET", since=NOW - 90 * DAY)

    shown = desk(order)
    shown.read()
    older = shown.home.columns[Column.LATE].older
    shown.until(older.isVisible)
    assert older.fold_button.text() == "Une échéance plus ancienne"
    assert not older.cards
    shown.click(older.fold_button)
    (card,) = older.cards
    assert [line.deadline.rule.id for line in card.lines] == ["OPP_HEARING"]
    assert older.why_label.isVisible()
    shown.click(older.fold_button)
    assert not older.cards


def test_a_file_opened_from_here_comes_back_here(desk):
    shown = desk(one_late)
    shown.read()
    shown.click(shown.home.columns[Column.LATE].cards[0].name_button)
    view = shown.workspace.file_view
    shown.until(lambda: view.context.file is not None)
    assert view.header.back_button.accessibleName() == "Retour à l’accueil"
    shown.click(view.header.back_button)
    assert shown.workspace.stack.currentWidget() is shown.home
    shown.window.children_action.trigger()
    shown.until(lambda: shown.workspace.children_view.model.rowCount() == 1)
    press(shown.workspace.children_view.search_field, Qt.Key.Key_Return)
    shown.until(lambda: view.isVisible() and view.context.file is not None)
    assert view.header.back_button.accessibleName() == "Retour à la liste des enfants"


def test_the_date_itself_says_why(desk):
    shown = desk(one_late)
    shown.read()
    shown.click(shown.line("PPE_INITIAL").why_button)
    shown.until(lambda: shown.window.findChild(WhyDialog) is not None)
    dialog = shown.window.findChild(WhyDialog)
    assert dialog.title_label.text() == "Établir le projet pour l’enfant"
    dialog.close()


def test_the_rail_and_the_foot_tell_how_many_are_late_without_a_name(desk):
    shown = desk(one_late)
    shown.read()
    count = shown.home.columns[Column.LATE].count_label.text()
    button = shown.workspace.rail.entry("home")
    assert button.accessibleName() == f"Accueil, {count} échéances en retard"
    assert shown.workspace.late_note.text() == f"{count} échéances en retard"
    assert "Durand" not in button.accessibleName() + button.toolTip() + shown.workspace.late_note.text()
    assert QApplication.activeModalWidget() is None, "never a pop-up over a shared screen"


def test_what_is_done_in_a_file_is_no_longer_counted_once_one_leaves_it(desk):
    shown = desk(one_late)
    shown.read()
    before = shown.workspace.late_note.text()
    shown.click(shown.line("HEALTH_ENTRY").act_button)
    shown.until(lambda: shown.focus().objectName() == "booked_on_line")
    done_on = shown.workspace.file_view.findChild(QLineEdit, "done_on_line")
    done_on.setFocus()
    type_text(done_on, "1/9/2026")
    shown.until(shown.workspace.autosaver.is_settled)
    shown.window.children_action.trigger()
    shown.until(lambda: shown.workspace.late_note.text() != before)


def test_tab_goes_down_the_first_column_then_to_the_next(desk):
    def fill(session):
        child(session, "Durand")
        child(session, "Benali", days=85)

    shown = desk(fill)
    shown.read()
    first = shown.home.columns[Column.LATE].cards[0]
    shown.until(lambda: shown.focus() is first.name_button and first.name_button.isVisible())
    seen = []
    for _ in range(80):
        press(shown.focus(), Qt.Key.Key_Tab)
        seen.append(shown.focus())
        if shown.home.columns[Column.NOW].isAncestorOf(seen[-1]):
            break
    late = shown.home.columns[Column.LATE]
    assert [widget for widget in seen[:-1] if not late.isAncestorOf(widget)] == []
    assert seen[:2] == [first.lines[0].why_button, first.lines[0].act_button]


def beside(session):
    one, two = child(session, "Durand", birth=dt.date(2017, 11, 26)), child(session, "Benali")
    session.run(session.appointments.add, "VISITE", NOW + 2 * DAY, [one, two], at_time="14 h 30")
    session.run(session.journal.start, two, "VISITE_LIEU", NOW - 3 * DAY)
    session.run(session.search.note_opened, two)


def texts(block):
    return [line.whole_text() for line in block.lines]


def test_the_week_birthdays_children_not_met_and_files_opened_last_stand_beside(desk):
    shown = desk(beside)
    shown.read()
    side = shown.home.side
    assert texts(side.week) == ["14 h 30 · Visite"]
    assert (
        side.week.lines[0].accessibleName()
        == "Mercredi 25\N{NO-BREAK SPACE}novembre, 14 h 30 · Visite, Léa Durand, Léa Benali"
    )
    assert texts(side.unmet) == ["Léa Durand"]
    assert (
        side.birthdays.lines[0].accessibleName()
        == "Léa Durand, 9\N{NO-BREAK SPACE}ans, jeudi 26\N{NO-BREAK SPACE}novembre"
    )
    assert texts(side.recent) == ["Léa Benali"]
    assert not side.drafts.isVisible()
    shown.click(side.unmet.lines[0])
    shown.until(lambda: shown.workspace.file_view.isVisible() and shown.workspace.file_view.section() == "journal")
    shown.go_home()
    shown.click(side.week.lines[0])
    shown.until(lambda: shown.workspace.pages.agenda.isVisible())
    assert shown.workspace.pages.agenda.day == NOW + 2 * DAY


def test_how_long_is_long_is_chosen_there(desk):
    def fill(session):
        one = child(session, "Durand")
        session.run(session.journal.start, one, "ENTRETIEN", NOW - 40 * DAY)

    shown = desk(fill)
    shown.read()
    side = shown.home.side
    assert not side.unmet.lines
    assert side.unmet.empty_label.isVisible()
    next(action for action in side.months_menu.actions() if action.data() == 1).trigger()
    shown.until(lambda: texts(side.unmet) == ["Léa Durand"])
    assert side.unmet.heading.text() == "Pas rencontrés depuis 1\N{NO-BREAK SPACE}mois"


def test_narrow_or_with_large_letters_the_panel_goes_below(desk):
    shown = desk(beside)
    shown.read()
    side, column = shown.home.side, shown.home.columns[Column.PREPARE]
    assert side.x() > column.x() + column.width()
    shown.window.resize(1000, 700)
    shown.until(lambda: side.y() > column.y() + column.height() - 1)


def test_a_clock_set_back_is_told_and_nothing_is_hidden(desk):
    shown = desk(one_late, Clock(dt.datetime(2020, 2, 3, 8, 0)))
    shown.read()
    banner = shown.home.clock_banner
    assert banner.isVisible()
    assert "3\N{NO-BREAK SPACE}février 2020" in banner.label.text()
    assert shown.home.day_label.text() == "Lundi 23\N{NO-BREAK SPACE}novembre 2026."
    assert "23\N{NO-BREAK SPACE}novembre 2026" in banner.label.text()
    assert shown.home.columns[Column.LATE].cards
    shown.click(banner.action_button)
    shown.until(lambda: not banner.isVisible())


@pytest.fixture
def week(tmp_path):
    session = new_session(tmp_path / "semaine")
    beside(session)
    for number in range(28):
        child(session, f"Nom{number:02d}", days=80 + number)
    yield session
    session.close()


def printed(session, *, initials_only):
    return Week(session.run(session.home.read), initials_only=initials_only)


def test_the_week_of_thirty_children_holds_on_one_page(qapp, week):
    document = week_document(printed(week, initials_only=False))
    text = document.toPlainText()
    assert document.pageCount() == 1
    assert "Semaine du 23 novembre au 29 novembre 2026" in text
    assert "Mercredi 25 novembre" in text
    assert "14 h 30 · Visite — Léa Durand, Léa Benali" in text
    for number in range(28):
        assert f"Léa Nom{number:02d}" in text
    assert "autres échéances" in text, "what was cut is counted, not hidden"


def test_initials_only_tells_no_name_at_all(qapp, week):
    text = week_document(printed(week, initials_only=True)).toPlainText()
    assert "L. D., L. B." in text
    for name in ("Durand", "Benali", "Nom0", "Léa"):
        assert name not in text


def test_the_pdf_is_one_page_of_a4(qapp, week, tmp_path):
    pytest.importorskip("pypdfium2")
    path = tmp_path / "semaine.pdf"
    path.write_bytes(pdf_of(printed(week, initials_only=False)))
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    assert len(document) == 1
    assert [round(side) for side in document[0].get_size()] == [595, 842]
    document.close()


def test_the_button_writes_the_pdf_that_was_asked_for(desk, tmp_path):
    shown = desk(beside)
    shown.read()
    shown.home.week_button.initials_action.trigger()
    shown.home.week_button.save_pdf(tmp_path / "semaine.pdf")
    assert (tmp_path / "semaine.pdf").read_bytes().startswith(b"%PDF")
    assert "quitte la base chiffrée" in shown.home.week_banner.label.text()
    shown.until(lambda: left(shown) == ["Ma semaine"])
    shown.home.week_banner.close_button.click()

    initials = in_word(shown, tmp_path / "semaine.docx")
    assert "L. D., L. B." in initials
    assert not any(name in initials for name in ("Durand", "Benali", "Léa"))
    shown.home.week_button.initials_action.trigger()
    whole = in_word(shown, tmp_path / "semaine.docx", "semaine_2.docx")
    assert "du 23 novembre au 29 novembre 2026" in whole
    assert "Mercredi 25 novembre 14 h 30 Visite Léa Durand, Léa Benali" in whole
    assert left(shown) == ["Ma semaine"] * 3
    assert len(shown.window.workspace.session.outside.copies()) == 3


def in_word(shown, path, really=""):
    """Ask for the week in Word as a person does, and return the text of what was written."""
    shown.home.week_button.word_action.trigger()
    dialog = shown.window.findChild(QFileDialog, "week_word_dialog")
    assert dialog.selectedFiles()[0].endswith("semaine_2026-11-23.docx"), "the name proposed tells nothing of a child"
    dialog.selectFile(str(path))
    dialog.accept()
    shown.until(shown.home.week_banner.isVisible)
    written = path.with_name(really or path.name)
    assert str(written) in shown.home.week_banner.label.text()
    shown.home.week_banner.close_button.click()
    runs = opened(written.read_bytes()).element.body.iter(qn("w:t"))
    return " ".join(" ".join(run.text or "" for run in runs).split())


def left(shown):
    """What the journal of accesses says left the base about the week."""
    session = shown.window.workspace.session
    told = [line.told for line in session.run(session.audit.lines, AuditQuery())]
    return [one.partition("\N{NO-BREAK SPACE}: ")[2] for one in told if "Ma semaine" in one]


def test_the_head_of_a_file_tells_its_next_three_dates_and_why(desk):
    shown = desk(one_late)
    shown.read()
    shown.click(shown.home.columns[Column.LATE].cards[0].name_button)
    header = shown.workspace.file_view.header
    shown.until(lambda: len(header.due_chips) == 3)
    assert any(chip.text().startswith("Bilan de santé, en retard de") for chip in header.due_chips)
    shown.click(header.due_chips[0])
    shown.until(lambda: shown.window.findChild(WhyDialog) is not None)
    shown.window.findChild(WhyDialog).close()
