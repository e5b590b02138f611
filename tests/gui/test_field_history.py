"""The former values of a field: found when one comes to it, read in full, taken back as an ordinary entry."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from ppe_desktop.domain.casefile import Item
from ppe_desktop.services.history import has_a_past
from ppe_desktop.ui.dialogs.field_history_dialog import FieldHistoryDialog
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.forms.record_form import RecordForm
from ppe_desktop.ui.tasks import Tasks
from tests.support.base import Clock, new_session
from tests.support.screens import PATIENCE_MS, add_child
from tests.support.typing import press, type_text

LONG = "Un premier motif, assez long pour ne pas tenir sur une ligne. " * 6


@pytest.fixture(scope="module")
def clock():
    return Clock()


@pytest.fixture
def moment(clock):
    clock.moment = dt.datetime(2026, 11, 1, 9, 5)
    return clock


@pytest.fixture(scope="module")
def session(tmp_path_factory, clock):
    opened = new_session(tmp_path_factory.mktemp("valeurs") / "base", clock)
    yield opened
    opened.close()


@pytest.fixture
def child_id(session, moment):
    return add_child(session, "Durand", "Léa", dt.date(2016, 3, 4), sex="F")


@pytest.fixture
def made(session, child_id):
    """Make a record and give its facts new values, an hour apart."""

    def make(clock, kind, first, *changes, **owner):
        record_id = session.run(session.records.add, kind, **owner, **first).created
        for change in changes:
            clock.advance(hours=1)
            for name, value in change.items():
                session.run(session.records.enter, kind, record_id, name, value)
        return record_id

    return make


def past(session, kind, record_id, name):
    return session.run(session.history.of, kind, record_id, name)


def test_the_first_value_is_told_with_the_moment_the_record_was_made(session, child_id, made, moment):
    record = made(moment, "decision", {"place": "Évry"}, {"place": "Corbeil"}, {"place": "Melun"}, child_id=child_id)
    values = past(session, "decision", record, "place")
    assert [(value.shown, value.at.hour, value.is_current) for value in values] == [
        ("Melun", 11, True),
        ("Corbeil", 10, False),
        ("Évry", 9, False),
    ]
    assert {value.author for value in values} == {"Claire Le Goff"}
    assert has_a_past(values)


def test_a_value_typed_once_or_in_one_stretch_has_no_past(session, child_id, made, moment):
    record = made(moment, "decision", {}, {"place": "Évry"}, child_id=child_id)
    moment.advance(minutes=2)
    session.run(session.records.enter, "decision", record, "place", "Évry-Courcouronnes")
    values = past(session, "decision", record, "place")
    assert [value.shown for value in values] == ["Évry-Courcouronnes"]
    assert not has_a_past(values)
    assert past(session, "decision", record, "authority") == ()


def test_a_value_erased_can_be_found_again(session, child_id, made, moment):
    record = made(moment, "decision", {"place": "Évry"}, {"place": ""}, child_id=child_id)
    values = past(session, "decision", record, "place")
    assert [value.shown for value in values] == ["(vide)", "Évry"]
    assert has_a_past(values)


def test_choices_dates_flags_and_persons_are_told_in_words(session, child_id, made, moment):
    persons = [
        session.run(session.records.add, "person", surname=name, first_name="Inès").created
        for name in ("Benali", "Leroy")
    ]
    decision = made(
        moment,
        "decision",
        {"kind": "JUDICIAIRE", "decided_on": dt.date(2026, 1, 5)},
        {"kind": "ADMINISTRATIVE", "decided_on": "6/1/2026"},
        child_id=child_id,
    )
    assert past(session, "decision", decision, "decided_on")[1].shown == "5\u00a0janvier 2026"
    kinds = [value.shown for value in past(session, "decision", decision, "kind")]
    assert len(kinds) == 2
    assert not any(word.isupper() for word in kinds)
    link = made(
        moment,
        "relationship",
        {"person_id": persons[0], "is_emergency_contact": True},
        {"is_emergency_contact": False},
        child_id=child_id,
    )
    assert [value.shown for value in past(session, "relationship", link, "is_emergency_contact")] == ["Non", "Oui"]
    said = made(moment, "statement", {"said_on": dt.date(2026, 10, 1), "speaker": "AUTRE", "person_id": persons[0]}, {"person_id": persons[1]}, child_id=child_id)  # fmt: skip
    assert [value.shown for value in past(session, "statement", said, "person_id")] == ["Inès Leroy", "Inès Benali"]


@pytest.fixture
def form(qtbot, session, child_id, made, moment):
    """The form of a decision whose place and reasons changed."""
    record = made(
        moment, "decision", {"place": "Évry", "reasons": LONG, "kind": "JUDICIAIRE"},
        {"place": "Corbeil", "reasons": "Court.", "kind": "ADMINISTRATIVE"}, child_id=child_id,
    )  # fmt: skip
    moment.advance(hours=1)
    tasks = Tasks(session)
    autosaver = Autosaver(tasks, tasks)
    kind = session.records.kinds()["decision"]
    shown = RecordForm(kind, now(session, record), autosaver)
    shown.autosaver = autosaver
    qtbot.addWidget(shown)
    shown.resize(800, 700)
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    yield shown
    tasks.close()


def now(session, record) -> Item:
    def read():
        with session.database.work() as work:
            return work.get("decision", record)

    return session.run(read)


def open_past(qtbot, form, name):
    target = form.editors[name].focus_target
    target.setFocus()
    press(target, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(form.findChildren(FieldHistoryDialog)), timeout=PATIENCE_MS)
    return form.findChildren(FieldHistoryDialog)[0]


def shows(row):
    return row.past_button is not None and row.past_button.isVisible()


def test_the_clock_shows_on_the_field_one_is_in_only_if_it_has_a_past(qtbot, form):
    row = form.rows["place"]
    assert row.past_button is None
    form.editors["place"].focus_target.setFocus()
    qtbot.waitUntil(lambda: shows(row), timeout=PATIENCE_MS)
    assert "Ctrl+H" in form.editors["place"].focus_target.accessibleDescription()
    form.editors["authority"].focus_target.setFocus()
    qtbot.waitUntil(lambda: not shows(row), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: "authority" in form._past._looked, timeout=PATIENCE_MS)
    assert not shows(form.rows["authority"])


def test_nothing_is_asked_of_the_base_before_somebody_comes(form):
    assert form._past._looked <= {"kind"}, "but for the first field, which takes the keyboard"


def test_the_field_keeps_its_width_when_the_clock_appears(qtbot, form):
    before = form.editors["place"].width()
    form.editors["place"].focus_target.setFocus()
    qtbot.waitUntil(lambda: shows(form.rows["place"]), timeout=PATIENCE_MS)
    assert form.editors["place"].width() == before


def test_a_former_value_is_read_in_full_and_taken_back(qtbot, form, session):
    dialog = open_past(qtbot, form, "reasons")
    assert dialog.value_list.count() == 2
    assert dialog.text.toPlainText().strip() == LONG.strip()
    assert "Valeur actuelle" in dialog.value_list.item(0).text()
    assert "1er\u00a0novembre 2026 à 9\u00a0h\u00a005" in dialog.value_list.item(1).text()
    with qtbot.waitSignal(form.autosaver.saved, timeout=PATIENCE_MS):
        press(dialog.value_list, Qt.Key.Key_Return)
    assert form.editors["reasons"].text.toPlainText() == now(session, form.record_id).reasons == LONG
    values = past(session, "decision", form.record_id, "reasons")
    assert [value.shown for value in values] == [LONG, "Court.", LONG]
    form.editors["reasons"].text.undo()
    assert form.editors["reasons"].text.toPlainText() == "Court."


@pytest.mark.parametrize(("name", "expected"), [("place", "Évry"), ("kind", "JUDICIAIRE")])
def test_a_line_and_a_choice_are_taken_back_too(qtbot, form, session, name, expected):
    dialog = open_past(qtbot, form, name)
    with qtbot.waitSignal(form.autosaver.saved, timeout=PATIENCE_MS):
        qtbot.mouseClick(dialog.take_button, Qt.MouseButton.LeftButton)
    assert now(session, form.record_id).values[name] == expected


def test_the_present_value_cannot_be_taken_and_escape_changes_nothing(qtbot, form, session):
    dialog = open_past(qtbot, form, "place")
    dialog.value_list.setCurrentRow(0)
    assert not dialog.take_button.isEnabled()
    press(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not form.findChildren(FieldHistoryDialog), timeout=PATIENCE_MS)
    assert now(session, form.record_id).place == "Corbeil"
    assert form.focusWidget() is form.editors["place"].focus_target


def test_what_was_just_typed_becomes_part_of_the_past(qtbot, form):
    line = form.editors["place"].focus_target
    line.setFocus()
    line.selectAll()
    with qtbot.waitSignal(form.autosaver.saved, timeout=PATIENCE_MS):
        type_text(line, "Melun")
    dialog = open_past(qtbot, form, "place")
    shown = [dialog.value_list.item(row).text().split("\n")[-1] for row in range(dialog.value_list.count())]
    assert shown == ["Melun", "Corbeil", "Évry"]
