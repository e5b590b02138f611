"""« L’année de la mesure » in the file: drawn, listed, planned by keys and clicks, taken back; the deadlines by standing."""

from __future__ import annotations

import datetime as dt
import itertools
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from ppe_desktop.domain.cycle import State
from ppe_desktop.domain.dates import add_months, full_date, short_date
from ppe_desktop.runtime import clock
from ppe_desktop.ui.views.casefile.casefile_view import CaseFileView
from tests.support.screens import PATIENCE_MS, add_child, desk, open_session
from tests.support.sections import focused, replace_text
from tests.support.typing import press, type_text

DAY = dt.timedelta(days=1)


@pytest.fixture
def session(tmp_path):
    with open_session(tmp_path / "base") as opened:
        yield opened


def today():
    return clock.now().date()


def placed(session, first_names="Léa", days_ago=20, **more):
    return add_child(
        session, "Durand", first_names, add_months(today(), -110), measure="PLACEMENT_ASE", since=today() - days_ago * DAY, **more
    )  # fmt: skip


@contextmanager
def screen(qtbot, session, child_id, *, is_unfolded=True):
    """The Échéances section of a child's file, its year read."""
    with desk(session) as (tasks, autosaver):
        view = CaseFileView(tasks, autosaver, session.records.kinds())
        qtbot.addWidget(view)
        view.resize(1200, 800)
        view.show()
        view.activateWindow()
        view.open_file(child_id, "deadlines")
        qtbot.waitUntil(lambda: view.context.file is not None, timeout=PATIENCE_MS)
        page = view.page("deadlines")
        qtbot.waitUntil(lambda: bool(page.year.drawing.places) and bool(page.lines), timeout=PATIENCE_MS)
        if is_unfolded:
            qtbot.mouseClick(page.year.fold_button, Qt.MouseButton.LeftButton)
        yield page


def state_of(page, key):
    return page.year.lines[key].step.state


def test_the_year_is_drawn_and_its_list_unfolds_by_keys(qtbot, session):
    with screen(qtbot, session, placed(session), is_unfolded=False) as page:
        year = page.year
        assert year.title_label.text() == "L’année de la mesure"
        assert not year.list.isVisible()
        assert {place.step.key for place in year.drawing.places} >= {"health", "plan", "review", "report"}
        assert "Réunion du projet pour l’enfant, à planifier" in year.drawing.accessibleDescription()
        year.fold_button.setFocus()
        press(year.fold_button, Qt.Key.Key_Space)
        assert year.list.isVisible()
        assert year.fold_button.text() == "Replier les étapes"


def test_a_click_on_the_drawing_leads_to_the_step(qtbot, session):
    with screen(qtbot, session, placed(session), is_unfolded=False) as page:
        drawing = page.year.drawing
        place = next(place for place in drawing.places if place.step.key == "review")
        qtbot.mouseClick(drawing, Qt.MouseButton.LeftButton, pos=QPoint(round(place.x), round(drawing._axis())))
        assert page.year.list.isVisible()
        assert focused().objectName() == "review_day"


def test_words_and_marks_of_the_drawing_do_not_hide_one_another(qtbot, session):
    with screen(qtbot, session, placed(session, days_ago=500)) as page:
        for width in (320, 480, 760):
            page.year.drawing.resize(width, 200)
            places = page.year.drawing.places
            assert len(places) > 5
            marks = [place.x for place in places]
            assert marks == sorted(marks)
            assert all(later - earlier >= 12 for earlier, later in itertools.pairwise(marks))
            for one in places:
                assert one.left >= 0
                assert one.left + one.width <= width
                same = [other for other in places if other is not one and other.lane == one.lane]
                assert all(one.left >= other.left + other.width or other.left >= one.left + one.width for other in same)


def test_a_step_is_planned_on_the_day_proposed_and_taken_back(qtbot, session):
    child = placed(session)
    with screen(qtbot, session, child) as page:
        line = page.year.lines["plan_meeting"]
        proposed = line.step.day
        assert line.plan_button.text() == f"Planifier le {full_date(proposed)}"
        assert line.reason_label.text().startswith("Mois")
        qtbot.mouseClick(line.plan_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: state_of(page, "plan_meeting") is State.PLANNED, timeout=PATIENCE_MS)
        assert page.year.lines["plan_meeting"].chip.text() == f"prévu le {short_date(proposed)}"
        (made,) = session.run(session.appointments.of_child, child)
        assert made.planned_on == proposed
        assert page.year.undo_bar.isVisible()
        qtbot.mouseClick(page.year.undo_bar.action_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: state_of(page, "plan_meeting") is State.PROPOSED, timeout=PATIENCE_MS)
        assert page.year.lines["plan_meeting"].step.day == proposed
        assert not session.run(session.appointments.of_child, child)


def test_another_day_typed_as_people_say_it_is_understood_and_kept(qtbot, session):
    child = placed(session)
    with screen(qtbot, session, child) as page:
        line = page.year.lines["plan_meeting"]
        line.day_field.setFocus()
        replace_text(line.day_field, "+30j")
        wanted = today() + 30 * DAY
        assert line.plan_button.text() == f"Planifier le {full_date(wanted)}"
        press(line.day_field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: state_of(page, "plan_meeting") is State.PLANNED, timeout=PATIENCE_MS)
        (made,) = session.run(session.appointments.of_child, child)
        assert made.planned_on == wanted


def test_what_is_no_day_is_explained_and_nothing_is_planned(qtbot, session):
    child = placed(session)
    with screen(qtbot, session, child) as page:
        line = page.year.lines["plan_meeting"]
        line.day_field.setFocus()
        replace_text(line.day_field, "bientôt")
        press(line.day_field, Qt.Key.Key_Return)
        assert "Cette date n’est pas comprise" in line.note_label.text()
        assert line.note_label.isVisible()
        replace_text(line.day_field, " ")
        press(line.day_field, Qt.Key.Key_Return)
        assert "Écrivez le jour" in line.note_label.text()
        assert not session.run(session.appointments.of_child, child)


def test_a_sunday_or_a_day_after_the_limit_is_said_and_left_to_the_person(qtbot, session):
    with screen(qtbot, session, placed(session)) as page:
        line = page.year.lines["plan"]
        line.day_field.setFocus()
        replace_text(line.day_field, "dimanche")
        assert line.note_label.text().startswith("Ce jour-là est ")
        replace_text(line.day_field, short_date(line.step.due_on + 365 * DAY))
        assert "C’est après la date limite" in line.note_label.text()
        replace_text(line.day_field, "hier")
        assert "Ce jour est passé." in line.note_label.text()


def test_what_is_typed_stays_when_the_year_changed_meanwhile(qtbot, session):
    child = placed(session)
    with screen(qtbot, session, child) as page:
        page.year.lines["report"].day_field.setFocus()
        replace_text(page.year.lines["report"].day_field, "12/0")
        former = page.year.lines["report"]
        session.run(session.records.add, "health_event", child_id=child, kind="BILAN_ENTREE", done_on=today())
        page.show_file(page.context.file)
        qtbot.waitUntil(lambda: page.year.lines["report"] is not former, timeout=PATIENCE_MS)
        again = page.year.lines["report"].day_field
        assert again.text() == "12/0"
        assert again.hasFocus()
        type_text(again, "4")
        assert again.text() == "12/04"


def test_after_planning_the_keyboard_goes_to_the_next_step(qtbot, session):
    with screen(qtbot, session, placed(session)) as page:
        page.year.lines["first_words"].plan_button.setFocus()
        press(page.year.lines["first_words"].plan_button, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: state_of(page, "first_words") is State.PLANNED, timeout=PATIENCE_MS)
        keys = list(page.year.lines)
        after = keys[keys.index("first_words") + 1]
        qtbot.waitUntil(lambda: focused().objectName() == f"{after}_plan", timeout=PATIENCE_MS)


def test_all_that_remains_is_planned_at_once_and_undone_at_once(qtbot, session):
    child = placed(session)
    with screen(qtbot, session, child) as page:
        count = len([line for line in page.year.lines.values() if line.step.state is State.PROPOSED])
        assert page.year.all_button.text() == f"Tout planifier ({count} étapes)"
        replace_text(page.year.lines["plan_meeting"].day_field, "+40j")
        qtbot.mouseClick(page.year.all_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not page.year.all_button.isVisible(), timeout=PATIENCE_MS)
        made = session.run(session.appointments.of_child, child)
        assert len(made) == count
        assert today() + 40 * DAY in {one.planned_on for one in made}
        assert page.year.undo_bar.label.text() == f"{count} étapes sont planifiées."
        qtbot.mouseClick(page.year.undo_bar.action_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(page.year.all_button.isVisible, timeout=PATIENCE_MS)
        assert not session.run(session.appointments.of_child, child)


def test_a_day_that_cannot_be_read_stops_the_planning_of_all_and_an_empty_one_is_left(qtbot, session):
    child = placed(session)
    with screen(qtbot, session, child) as page:
        replace_text(page.year.lines["report"].day_field, "bientôt")
        qtbot.mouseClick(page.year.all_button, Qt.MouseButton.LeftButton)
        assert "Cette date n’est pas comprise" in page.year.lines["report"].note_label.text()
        assert focused().objectName() == "report_day"
        assert not session.run(session.appointments.of_child, child)
        replace_text(page.year.lines["report"].day_field, " ")
        qtbot.mouseClick(page.year.all_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: state_of(page, "review") is State.PLANNED, timeout=PATIENCE_MS)
        assert state_of(page, "report") is State.PROPOSED


def test_the_hearing_is_noted_when_the_judge_says_its_day(qtbot, session):
    child = placed(session, days_ago=300)
    (measure,) = session.run(session.files.open, child).of("measure")
    session.run(session.records.change, "measure", measure.id, until=today() + 90 * DAY)
    with screen(qtbot, session, child) as page:
        line = page.year.lines["hearing"]
        assert line.plan_button.text() == "Noter la date"
        assert line.reason_label.text().startswith("Le juge fixe la date")
        line.day_field.setFocus()
        type_text(line.day_field, "+60j")
        press(line.day_field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: state_of(page, "hearing") is State.PLANNED, timeout=PATIENCE_MS)
        (made,) = session.run(session.appointments.of_child, child)
        assert (made.kind, made.planned_on) == ("AUDIENCE", today() + 60 * DAY)


def test_siblings_are_offered_and_share_the_appointment_only_when_asked(qtbot, session):
    one, two = placed(session), placed(session, "Hugo")
    session.run(session.records.add, "sibling_link", child_id=one, other_child_id=two, kind="GERMAIN")
    with screen(qtbot, session, one) as page:
        box = page.year.sharing_box
        assert box.text() == "Planifier en même temps pour Hugo, sous la même mesure"
        assert not box.isChecked()
        qtbot.mouseClick(page.year.lines["health"].plan_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: state_of(page, "health") is State.PLANNED, timeout=PATIENCE_MS)
        assert not session.run(session.appointments.of_child, two)
        box.setFocus()
        press(box, Qt.Key.Key_Space)
        qtbot.mouseClick(page.year.lines["plan_meeting"].plan_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: state_of(page, "plan_meeting") is State.PLANNED, timeout=PATIENCE_MS)
        (shared,) = session.run(session.appointments.of_child, two)
        assert set(shared.children) == {one, two}
        assert page.year.sharing_box.isChecked(), "the choice stays for the next step"


def test_what_took_place_is_said_in_one_click(qtbot, session):
    child = placed(session)
    session.run(session.appointments.add, "REUNION_PPE", today() - 3 * DAY, [child], rule="PPE_INITIAL")
    with screen(qtbot, session, child) as page:
        line = page.year.lines["plan_meeting"]
        assert line.chip.text().startswith("en retard, prévu le")
        qtbot.mouseClick(line.held_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: state_of(page, "plan_meeting") is State.DONE, timeout=PATIENCE_MS)


def test_a_child_without_measure_has_no_year_on_screen(qtbot, session):
    made = add_child(session, "Durand", "Léa", add_months(today(), -110))
    with desk(session) as (tasks, autosaver):
        view = CaseFileView(tasks, autosaver, session.records.kinds())
        qtbot.addWidget(view)
        view.show()
        view.open_file(made, "deadlines")
        qtbot.waitUntil(lambda: view.context.file is not None, timeout=PATIENCE_MS)
        page = view.page("deadlines")
        with qtbot.waitSignal(page.year.shown, timeout=PATIENCE_MS):
            page.show_file(view.context.file)
        assert not page.year.isVisible()


# ---------------------------------------------------------------- the deadlines by standing


def test_deadlines_stand_by_standing_and_family_and_what_is_done_folds(qtbot, session):
    child = placed(session, days_ago=70)
    session.run(session.records.add, "health_event", child_id=child, kind="BILAN_ENTREE", done_on=today() - 60 * DAY)
    with screen(qtbot, session, child) as page:
        coming, closed = page.groups["coming"], page.groups["closed"]
        if not coming.is_open():
            qtbot.mouseClick(coming.fold_button, Qt.MouseButton.LeftButton)
        assert coming.title_label.text() == f"À venir ({len(coming.lines)})"
        assert not closed.lines
        assert closed.isVisible()
        closed.fold_button.setFocus()
        press(closed.fold_button, Qt.Key.Key_Space)
        titles = [line.title_label.text() for line in closed.lines]
        assert "Faire faire le bilan de santé et de prévention d’entrée" in titles
        assert not any(line.go_button.isVisible() for line in closed.lines)
        due = [line.deadline.due_on for line in page.lines if line.deadline.status.name == "OVERDUE"]
        assert all(day < today() for day in due)


def test_a_line_begins_what_answers_it(qtbot, session):
    child = placed(session, days_ago=70)
    with screen(qtbot, session, child) as page:
        line = next(line for line in page.lines if line.deadline.rule.id == "PPE_INITIAL")
        assert line.go_button.text() == "Préparer le projet"
        view = page.window()
        with qtbot.waitSignal(view.begin_requested, timeout=PATIENCE_MS) as asked:
            qtbot.mouseClick(line.go_button, Qt.MouseButton.LeftButton)
        assert asked.args[0] == child
        assert asked.args[1].rule.id == "PPE_INITIAL"


def test_a_line_says_what_is_planned_for_it(qtbot, session):
    child = placed(session, days_ago=70)
    with screen(qtbot, session, child) as page:
        qtbot.mouseClick(page.year.lines["plan_meeting"].plan_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: state_of(page, "plan_meeting") is State.PLANNED, timeout=PATIENCE_MS)

        def said():
            (line,) = [line for line in page.lines if line.deadline.rule.id == "PPE_INITIAL"]
            return line.planned_chip is not None and line.planned_chip.text()

        qtbot.waitUntil(lambda: bool(said()), timeout=PATIENCE_MS)
        day = page.year.lines["plan_meeting"].step.day
        assert said() == f"Réunion du projet pour l’enfant le {short_date(day)}"


def test_what_does_not_concern_the_child_says_why(qtbot, session):
    with screen(qtbot, session, placed(session, days_ago=70)) as page:
        absent = page.groups["absent"]
        assert absent.isVisible()
        assert not absent.lines
        qtbot.mouseClick(absent.fold_button, Qt.MouseButton.LeftButton)
        line = next(line for line in absent.lines if line.deadline.rule.id == "YA_END")
        assert not line.go_button.isVisible()
        assert line.due_chip.text() == "Ne concerne pas cet enfant"
        qtbot.mouseClick(line.why_button, Qt.MouseButton.LeftButton)
        dialog = next(widget for widget in QApplication.topLevelWidgets() if widget.objectName() == "why_dialog")
        assert "Concerne\N{NO-BREAK SPACE}: " in dialog.reasons_label.text()
        assert "Placement confié à l’aide sociale à l’enfance" in dialog.reasons_label.text()
        assert dialog.waive_button.isHidden()
        dialog.accept()
