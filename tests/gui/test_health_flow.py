"""A check of health from due to done: the gestures counted, the needs in the plan, the words kept, nothing left behind."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from ppe_desktop.domain.health_flow import StepKey, StepState
from ppe_desktop.ui.widgets.chip import ChipButton
from tests.support.screens import PATIENCE_MS, open_session
from tests.support.sections import add, file_screen, focused, records, reload, settle, today
from tests.support.typing import press, type_text

DAY = dt.timedelta(days=1)


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with open_session(tmp_path_factory.mktemp("dossier") / "base") as opened:
        yield opened


@pytest.fixture
def screen(qtbot, session):
    with file_screen(qtbot, session) as (view, child_id):
        mother = session.run(
            session.records.add, "person", civility="MME", first_name="Rose", surname="Le Goff"
        ).created
        session.run(session.records.add, "parental_authority", child_id=child_id, person_id=mother, is_holder="OUI")
        doctor = session.run(
            session.records.add, "person", civility="MME", first_name="Ingrid", surname="Wägner"
        ).created
        session.run(session.records.add, "relationship", child_id=child_id, person_id=doctor, role="MEDECIN")
        (episode,) = records(session, child_id, "care_episode")
        place = {"name": "MECS Les Tilleuls", "since": episode.since, "is_main": True}
        session.run(session.records.add, "placement", episode_id=episode.id, **place)
        view.show_section("health")
        reload(qtbot, view)
        yield view, child_id, mother


class Hands:
    """Does what a person does, and counts: a click or a text typed is one gesture."""

    def __init__(self, qtbot, view):
        self.qtbot, self.view, self.count = qtbot, view, 0
        view.activateWindow()
        self.until(view.isActiveWindow)

    @property
    def card(self):
        return self.view.page("health").flow_card

    def until(self, is_true):
        self.qtbot.waitUntil(is_true, timeout=PATIENCE_MS)

    def click(self, button):
        self.until(button.isVisible)
        self.count += 1
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def type(self, text):
        self.count += 1
        type_text(focused(), text)
        settle(self.qtbot, self.view)

    def body(self, key):
        self.until(lambda: key in self.card.boxes and self.card.boxes[key].body.isVisible())
        return self.card.boxes[key].body

    def take(self, key, beginning):
        """Click what is proposed for a step."""
        body = self.body(key)
        self.until(lambda: self.chip(body, beginning) is not None)
        self.click(self.chip(body, beginning))

    def chip(self, body, beginning):
        chips = (one for one in body.findChildren(ChipButton) if not one.isHidden())
        return next((one for one in chips if one.text().startswith(beginning)), None)

    def state(self, key):
        step = self.card.flow.step(key) if self.card.flow else None
        return step.state if step else None

    def reach(self, key, state=StepState.DONE):
        self.until(lambda: self.state(key) is state)


def draft(session, child_id):
    plans = session.run(session.files.plans, child_id)
    return session.run(session.plans.load, plans[0].id)[1] if plans else None


def test_from_the_check_due_to_the_check_done_in_twelve_gestures(qtbot, screen, session):
    view, child, _mother = screen
    session.run(session.plans.prepare, child)
    reload(qtbot, view)
    hands = Hands(qtbot, view)
    hands.click(hands.card.begin_button)  # the card of Accueil does the same: see below
    assert "Planifier" in hands.card.begin_button.text()
    field = hands.body(StepKey.BOOKED).form.editors["booked_on"].focus_target
    hands.until(field.hasFocus)
    hands.type("hier")
    hands.take(StepKey.BOOKED, "Chez Madame Ingrid Wägner")
    hands.take(StepKey.BOOKED, "Avec MECS Les Tilleuls")
    (event,) = records(session, child, "health_event")
    hands.until(lambda: records(session, child, "health_event")[0].accompanied_by == "MECS Les Tilleuls")
    assert hands.count == 4, "planned"

    hands.take(StepKey.DONE, f"Le {(today() - DAY).day}")
    hands.reach(StepKey.DONE)
    needs = hands.body(StepKey.NEEDS).form.editors["needs"].focus_target
    hands.until(needs.hasFocus)  # the keyboard goes on by itself
    hands.type("Contrôler la vue\nReprendre les soins dentaires")
    hands.reach(StepKey.NEEDS)
    hands.click(hands.body(StepKey.PLAN).all_button)
    hands.reach(StepKey.PLAN)
    hands.click(hands.body(StepKey.WORDS).note_button)
    hands.until(lambda: hands.body(StepKey.WORDS).form is not None)
    hands.until(hands.body(StepKey.WORDS).form.editors["exact_words"].focus_target.hasFocus)
    hands.type("J’ai grandi mais j’ai mal aux dents.")
    hands.reach(StepKey.WORDS)
    hands.take(StepKey.PARENTS, "Aujourd’hui, par téléphone")
    hands.reach(StepKey.PARENTS)
    hands.take(StepKey.NEXT, "Le ")
    hands.until(lambda: hands.card.flow.is_complete)
    assert hands.count <= 12, "and nothing is left to do"
    assert hands.card.due_chip.text() == "Tout est noté"

    (event,) = records(session, child, "health_event")
    assert (event.booked_on, event.done_on) == (today() - DAY, today() - DAY)
    assert (event.parents_informed_on, event.parents_informed_how) == (today(), "Par téléphone")
    assert event.next_on == dt.date(today().year + 1, today().month, today().day) - DAY, "the rule of the year"
    actions = draft(session, child).of("plan_action")
    assert [one.text for one in actions] == ["Contrôler la vue", "Reprendre les soins dentaires"]
    assert {one.health_event_id for one in actions} == {event.id}
    (objective,) = draft(session, child).of("plan_objective")
    assert objective.domain == "A"
    (words,) = session.run(session.files.statements, child).of("statement")
    assert words.exact_words == "J’ai grandi mais j’ai mal aux dents."
    assert (words.bears_on, words.occasion, words.health_event_id) == ("A", "SANTE", event.id)
    assert words.sharing == "DOSSIER", "nothing leaves the file before it is reviewed"


def test_one_click_elsewhere_lands_on_the_day_of_the_appointment(qtbot, screen, session):
    view, child, _mother = screen
    deadline = next(one for one in session.run(session.deadlines.of_child, child) if one.rule.act == "health_check")
    begun = session.run(session.acting.begin, child, deadline)
    view.open_file(begun.child_id, begun.section, (begun.kind, begun.record_id), begun.field)
    hands = Hands(qtbot, view)
    field = hands.body(StepKey.BOOKED).form.editors["booked_on"].focus_target
    hands.until(field.hasFocus)
    hands.type("demain")
    hands.reach(StepKey.BOOKED)
    assert hands.state(StepKey.DONE) is StepState.LATER
    practitioner = hands.body(StepKey.BOOKED).form.editors["practitioner"].focus_target
    press(focused(), Qt.Key.Key_Tab)
    hands.until(practitioner.hasFocus)  # the step stays open under the hands though it is done


def test_a_check_begun_and_left_blank_leaves_no_trace(qtbot, screen, session):
    view, child, _mother = screen
    hands = Hands(qtbot, view)
    hands.click(hands.card.begin_button)
    hands.body(StepKey.BOOKED)
    assert len(records(session, child, "health_event")) == 1
    view.show_section("journal")
    hands.until(lambda: not records(session, child, "health_event"))
    view.show_section("health")
    reload(qtbot, view)
    hands.until(hands.card.begin_button.isVisible)


def test_words_begun_and_left_empty_leave_no_trace_and_silence_is_kept(qtbot, screen, session):
    view, child, _mother = screen
    add(session, child, "health_event", kind="BILAN_ANNUEL", done_on=today() - DAY, needs="Rien à signaler.")
    reload(qtbot, view)
    hands = Hands(qtbot, view)
    body = hands.body(StepKey.WORDS)
    assert hands.state(StepKey.PLAN) is StepState.NOT_NEEDED
    hands.click(body.note_button)
    hands.until(lambda: body.form is not None)
    view.show_section("journal")
    hands.until(lambda: not session.run(session.files.statements, child).of("statement"))
    view.show_section("health")
    reload(qtbot, view)
    hands.click(hands.body(StepKey.WORDS).silent_button)
    hands.reach(StepKey.WORDS)
    (words,) = session.run(session.files.statements, child).of("statement")
    assert words.outcome == "REFUS"
    assert "N’a pas souhaité s’exprimer" in hands.card.boxes[StepKey.WORDS].said_label.text()


def test_without_a_draft_the_flow_says_so_and_opens_one(qtbot, screen, session):
    view, child, _mother = screen
    event = add(
        session, child, "health_event", kind="BILAN_ENTREE", done_on=today() - DAY, needs="Lunettes à renouveler"
    )
    reload(qtbot, view)
    hands = Hands(qtbot, view)
    body = hands.body(StepKey.PLAN)
    hands.until(body.no_draft_label.isVisible)
    assert not body.add_buttons
    hands.click(body.prepare_button)
    hands.until(lambda: bool(body.add_buttons))
    objective = session.run(session.plans.add_objective, draft(session, child).plan.id, "A", "Voir clair").created
    reload(qtbot, view)
    hands.until(lambda: body._objectives == ((objective, "Voir clair"),))
    hands.click(body.add_buttons[0])
    hands.until(body.menu.isVisible)
    press(body.menu, Qt.Key.Key_Down)
    press(body.menu, Qt.Key.Key_Return)
    hands.reach(StepKey.PLAN)
    (action,) = draft(session, child).of("plan_action")
    assert (action.objective_id, action.health_event_id, action.text) == (objective, event, "Lunettes à renouveler")


def test_a_parent_who_must_not_know_the_place_is_told_with_care(qtbot, screen, session):
    view, child, mother = screen
    (place,) = records(session, child, "placement")
    session.run(session.records.add, "address_protection", placement_id=place.id, hidden_from_id=mother)
    add(session, child, "health_event", kind="BILAN_ANNUEL", done_on=today() - DAY, needs="Rien à signaler.")
    reload(qtbot, view)
    hands = Hands(qtbot, view)
    hands.until(lambda: StepKey.PARENTS in hands.card.boxes)
    box = hands.card.boxes[StepKey.PARENTS]
    box.title_button.click()
    note = box.body.note_label.text()
    assert "Madame Rose Le Goff (ne dire ni le lieu" in note
    assert "intimité" in note
