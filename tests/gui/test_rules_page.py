"""Règles et délais: settings typed, refused, taken back by keys and clicks on a real base; the rules read in the help."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from ppe_desktop.domain.dates import add_months
from ppe_desktop.domain.deadlines import ServiceSettings
from ppe_desktop.runtime import clock
from ppe_desktop.services.deadlines import shipped_rules
from ppe_desktop.ui.dialogs.why_dialog import open_why
from ppe_desktop.ui.views.help.rules_dialog import RulesDialog
from ppe_desktop.ui.views.help_view import HelpView
from ppe_desktop.ui.views.settings_view import SettingsView
from ppe_desktop.ui.views.workspace import Workspace
from tests.support.screens import PATIENCE_MS, add_child, desk, open_session
from tests.support.typing import press, type_text

DAY = dt.timedelta(days=1)


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with open_session(tmp_path_factory.mktemp("rules") / "base") as opened:
        yield opened


@pytest.fixture(scope="module")
def view(qapp, session):
    """The settings, opened once: the page puts itself right between two tests."""
    with desk(session) as (tasks, autosaver):
        shown = SettingsView(tasks, autosaver)
        shown.resize(1200, 730)
        shown.show()
        yield shown
        shown.close()
        shown.deleteLater()


def is_as_high_as_its_words(page):
    return page.column.height() == page.column.heightForWidth(page.column.width()) > page.viewport().height()


@pytest.fixture
def page(qtbot, session, view):
    session.run(session.deadlines.keep_settings, ServiceSettings())
    qtbot.mouseClick(view.sections.entry("rules"), Qt.MouseButton.LeftButton)
    page = view.rules_page
    page.search.clear()
    page.reload()
    qtbot.waitUntil(lambda: is_shown(page), timeout=PATIENCE_MS)
    qtbot.waitUntil(
        lambda: bool(view.rules_page.rows) and is_as_high_as_its_words(view.rules_page), timeout=PATIENCE_MS
    )
    return view.rules_page


def is_shown(page):
    """Whether the page shows the settings as they are shipped."""
    return bool(page.rows) and not any(row.default_button.isVisible() for row in page.rows.values())


def settings(session):
    return session.run(session.deadlines.settings)


def entry_due(session, child_id):
    found = session.run(session.deadlines.of_child, child_id)
    return next(one.due_on for one in found if one.rule.id == "HEALTH_ENTRY")


def write(row, text):
    row.line.setFocus()
    row.line.selectAll()
    type_text(row.line, text)


def kept(qtbot, page, row, text):
    with qtbot.waitSignal(page.settings_changed, timeout=PATIENCE_MS):
        write(row, text)


def test_a_number_typed_moves_the_dates_and_the_default_comes_back_with_one_gesture(qtbot, page, session):
    since = clock.now().date() - 5 * DAY
    child = add_child(session, "Durand", "Léa", dt.date(2016, 2, 17), measure="PLACEMENT_ASE", since=since)
    row = page.rows["health_entry_days"]
    assert row.line.text() == "30"
    assert row.default_label.isVisible()
    assert not row.default_button.isVisible()
    kept(qtbot, page, row, "45")
    assert entry_due(session, child) == since + 45 * DAY
    assert row.default_button.text() == "Revenir à 30\N{NO-BREAK SPACE}jours"
    assert "Depuis le" in row.since_label.text()
    assert "30\N{NO-BREAK SPACE}jours → 45\N{NO-BREAK SPACE}jours" in page.changes_text.text()
    with qtbot.waitSignal(page.settings_changed, timeout=PATIENCE_MS):
        qtbot.mouseClick(row.default_button, Qt.MouseButton.LeftButton)
    assert row.line.text() == "30"
    assert row.line.hasFocus()
    assert entry_due(session, child) == since + 30 * DAY
    assert not row.default_button.isVisible()


def test_return_keeps_at_once_what_is_typed(qtbot, page, session):
    row = page.rows["life_place_months"]
    write(row, "9")
    with qtbot.waitSignal(page.settings_changed, timeout=PATIENCE_MS):
        press(row.line, Qt.Key.Key_Return)
    assert settings(session).life_place_months == 9


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("health_entry_days", "trente", "nombre entier, de 1 à 180"),
        ("health_entry_days", "120", "avant le délai du bilan"),
    ],
)
def test_an_impossible_number_is_refused_beside_it_and_stays_to_be_put_right(qtbot, page, session, name, typed, said):
    row = page.rows[name]
    before = settings(session)
    write(row, typed)
    qtbot.waitUntil(lambda: said in row.error_label.text(), timeout=PATIENCE_MS)
    assert row.error_line.isVisible()
    assert row.line.text() == typed
    assert said in row.line.accessibleDescription()
    assert settings(session) == before
    page.reload()
    kept(qtbot, page, row, "62")
    assert not row.error_line.isVisible()
    assert getattr(settings(session), name) == 62


def test_the_age_is_chosen_among_the_two_that_the_texts_say(qtbot, page, session):
    row = page.rows["young_age"]
    assert "L223-5" in row.article_label.text()
    assert "R223-18" in row.article_label.text()
    row.combo.setFocus()
    with qtbot.waitSignal(page.settings_changed, timeout=PATIENCE_MS):
        press(row.combo, Qt.Key.Key_Down)
    assert settings(session).young_age == 2
    with qtbot.waitSignal(page.settings_changed, timeout=PATIENCE_MS):
        qtbot.mouseClick(row.past_button, Qt.MouseButton.LeftButton)
    assert not row.since_label.isVisible()
    versions = session.run(session.service_settings.sheet).versions
    assert versions.on(dt.date(2020, 1, 1)).young_age == 2


def test_what_is_typed_is_kept_when_the_page_is_left(qtbot, view, page, session):
    write(page.rows["life_place_months"], "4")
    qtbot.mouseClick(view.sections.entry("about"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: settings(session).life_place_months == 4, timeout=PATIENCE_MS)


def test_every_rule_has_its_warning_found_by_its_words(qtbot, page, session):
    assert not any(name.startswith("warn_days") for name in page.rows)
    qtbot.mouseClick(page.warnings_button, Qt.MouseButton.LeftButton)
    assert len(page.rows) > len(shipped_rules())
    qtbot.waitUntil(lambda: is_as_high_as_its_words(page), timeout=PATIENCE_MS)
    for rule in shipped_rules():
        assert page.rows[f"warn_days.{rule.id}"].line.text() == str(rule.warn_days)
    page.search.setFocus()
    type_text(page.search, "RECENSEMENT citoyen")
    shown = {name for name, row in page.rows.items() if row.isVisible()}
    assert shown == {"warn_days.CENSUS_16"}
    kept(qtbot, page, page.rows["warn_days.CENSUS_16"], "20")
    assert settings(session).warn_days == {"CENSUS_16": 20}
    page.search.setFocus()
    press(page.search, Qt.Key.Key_Escape)
    assert page.rows["young_age"].isVisible()
    type_text(page.search, "zzz")
    assert page.empty_label.isVisible()


def test_each_setting_shows_its_source_and_the_help_is_one_gesture_away(qtbot, view, page):
    for row in page.rows.values():
        assert row.source_chip.text() in ("Loi", "Règle du département", "Usage")
        assert row.article_label.text()
        assert row.line is None or row.line.accessibleName().startswith(row.label.text())
    assert view.help_page() == "echeances"
    with qtbot.waitSignal(view.help_requested):
        qtbot.mouseClick(page.help_button, Qt.MouseButton.LeftButton)


def test_the_calendar_of_the_examinations_is_shown_with_its_source_and_found(qtbot, page):
    card = page.exams_card
    ages = card.ages_label.text().split(" · ")
    assert len(ages) == 21  # twenty for each child: one of the first month is gone, one of about six has come
    assert ages[-1].replace("\N{NO-BREAK SPACE}", " ") == "15 à 16 ans"
    assert "R2132-1" in card.article_label.text()
    assert "2025" in card.unsure_label.text()
    type_text(page.search, "R2132-1")
    assert card.isVisible()
    assert not page.rows["young_age"].isVisible()
    type_text(page.search, "zzz")
    assert not card.isVisible()
    assert page.empty_label.isVisible()


def test_the_age_of_an_examination_is_corrected_and_its_date_moves(qtbot, page, session):
    today = clock.now().date()
    child = add_child(session, "Petit", "Noé", today - 260 * DAY, measure="PLACEMENT_ASE", since=today - 200 * DAY)
    due = {one.key: one.due_on for one in session.run(session.deadlines.of_child, child)}
    if page.exams_button.isVisible():  # a search unfolds them too
        assert "exam_ages.9_MOIS.until" not in page.rows
        qtbot.mouseClick(page.exams_button, Qt.MouseButton.LeftButton)
    row = page.rows["exam_ages.9_MOIS.until"]
    assert row.line.text() == "10"
    assert "R2132-1" in row.article_label.text()
    assert "à vérifier" in row.unsure_label.text()
    write(row, "8")
    qtbot.waitUntil(lambda: "avant de commencer" in row.error_label.text(), timeout=PATIENCE_MS)
    kept(qtbot, page, row, "11")
    moved = {one.key: one.due_on for one in session.run(session.deadlines.of_child, child)}
    assert moved["9_MOIS"] == add_months(due["9_MOIS"] + DAY, 1) - DAY
    assert session.run(session.service_settings.sheet).versions.changed_on("exam_ages.9_MOIS.until") == today
    kept(qtbot, page, row, "10")
    assert settings(session).exam_ages == ()


def test_the_page_leaves_no_blank_at_its_end(qtbot, page):
    qtbot.waitUntil(lambda: is_as_high_as_its_words(page), timeout=PATIENCE_MS)
    assert page.verticalScrollBar().maximum() > 0


def test_the_help_shows_every_rule_and_what_the_law_leaves_unsure(qtbot):
    view = HelpView()
    qtbot.addWidget(view)
    view.resize(1200, 730)
    view.show()
    view.show_page("echeances")
    text = view.reader.toPlainText()
    for rule in shipped_rules():
        assert rule.title in text
    assert "Ce que la loi laisse incertain" in text
    assert "{{" not in text
    assert view.search.isVisible()
    view.search.setFocus()
    type_text(view.search, "recensement")
    found = view.reader.toPlainText()
    assert "Faire le recensement citoyen" in found
    assert "Établir le projet pour l’enfant" not in found
    press(view.search, Qt.Key.Key_Escape)
    assert view.reader.toPlainText() == text
    view.show_page("journal")
    assert not view.search.isVisible()


def test_the_rules_open_in_a_window_of_their_own(qtbot):
    dialog = RulesDialog()
    qtbot.addWidget(dialog)
    dialog.open()
    assert "Établir le projet pour l’enfant" in dialog.reader.toPlainText()
    type_text(dialog.search, "L113-1")
    assert "recensement" in dialog.reader.toPlainText()
    type_text(dialog.search, "zzz")
    assert "Aucune règle" in dialog.reader.toPlainText()
    qtbot.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_the_rules_open_from_the_reasons_of_a_date_and_f1_opens_them_from_their_settings(qtbot, tmp_path):
    with open_session(tmp_path / "base") as session:
        child = add_child(session, "Durand", "Léa", measure="PLACEMENT_ASE", since=clock.now().date())
        workspace = Workspace(session)
        qtbot.addWidget(workspace)
        workspace.resize(1366, 768)
        workspace.show()
        deadline = session.run(session.deadlines.of_child, child)[0]
        why = open_why(workspace.tasks, child, "Léa Durand", deadline, workspace, print)
        qtbot.mouseClick(why.rules_button, Qt.MouseButton.LeftButton)
        rules = why.findChild(RulesDialog)
        assert rules.isVisible()
        rules.close()
        why.close()
        workspace.show_settings()
        (view,) = workspace.findChildren(SettingsView)
        view.show_section("rules")
        qtbot.mouseClick(view.rules_page.help_button, Qt.MouseButton.LeftButton)
        assert workspace.stack.currentWidget() is workspace.findChildren(HelpView)[0]
        workspace.show_settings()
        workspace.show_help()
        (help_view,) = workspace.findChildren(HelpView)
        assert help_view.page() == "echeances"
        workspace.show_settings()
        view.show_section("profile")
        workspace.show_help()
        assert help_view.page() == "demarrer"
        workspace.tasks.close()


def test_a_setting_changed_moves_what_the_rail_and_the_first_screen_count(qtbot, tmp_path):
    with open_session(tmp_path / "base") as session:
        since = clock.now().date() - 40 * DAY
        add_child(session, "Durand", "Léa", dt.date(2016, 2, 17), measure="PLACEMENT_ASE", since=since)
        workspace = Workspace(session)
        qtbot.addWidget(workspace)
        workspace.show()
        qtbot.waitUntil(workspace.late_note.isVisible, timeout=PATIENCE_MS)
        before = workspace.late_note.text()
        workspace.show_settings()
        (view,) = workspace.findChildren(SettingsView)
        view.show_section("rules")
        kept(qtbot, view.rules_page, view.rules_page.rows["health_entry_days"], "60")
        workspace.show_children()
        qtbot.waitUntil(lambda: workspace.late_note.text() != before, timeout=PATIENCE_MS)
        workspace.tasks.close()
