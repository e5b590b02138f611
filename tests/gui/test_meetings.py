"""Meetings on screen: invited, prepared, held, concluded by real gestures; decisions that come back until they are done."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ppe_desktop.documents.meeting_context.domains import by_domain
from ppe_desktop.runtime import clock
from ppe_desktop.ui.views.agenda.appointment_dialog import AppointmentDialog
from ppe_desktop.ui.views.casefile.casefile_view import CaseFileView
from ppe_desktop.ui.views.home.home_view import HomeView
from ppe_desktop.ui.views.workspace import Workspace
from tests.support.screens import PATIENCE_MS, add_child, desk, open_session
from tests.support.typing import press, type_text


@pytest.fixture
def session(tmp_path):
    with open_session(tmp_path / "base") as opened:
        yield opened


@pytest.fixture
def view(qtbot, session):
    with desk(session) as (tasks, autosaver):
        shown = CaseFileView(tasks, autosaver, session.records.kinds())
        qtbot.addWidget(shown)
        shown.resize(1180, 720)
        shown.show()
        yield shown


@pytest.fixture
def malo(session):
    return child(session, "Malo")


def child(session, first_name):
    return add_child(session, "Le Goff", first_name, dt.date(2014, 2, 3))


def today():
    return clock.now().date()


def add(session, kind, /, **values):
    return session.run(session.records.add, kind, **values).created


def parent(session, child_id, role, surname, first_name):
    person = add(session, "person", surname=surname, first_name=first_name)
    add(session, "relationship", child_id=child_id, person_id=person, role=role)
    return person


def meetings(session, child_id):
    return session.run(session.meetings.of_child, child_id)


def meet(session, *children, day=None, **values):
    return session.run(session.meetings.add, "PPE", children, day, **values).created


def opened(qtbot, view, child_id, record=None):
    """Open the file at its meetings, and wait for the list or the page."""
    view.open_file(child_id, "meetings", record)
    qtbot.waitUntil(lambda: view.context.file is not None, timeout=PATIENCE_MS)
    section = view.page("meetings")
    if record:
        qtbot.waitUntil(lambda: not section.page.isHidden(), timeout=PATIENCE_MS)
    settle(qtbot, view)
    return section


def settle(qtbot, view):
    """Wait until everything asked for so far, and what it led to, has been answered."""
    for _turn in range(3):
        done = []
        view._tasks.ask(int, then=done.append)
        qtbot.waitUntil(lambda done=done: bool(done), timeout=PATIENCE_MS)


def written(qtbot, view, editor, text):
    """Type in a field and wait until the base has it."""
    field = editor.focus_target
    field.setFocus()
    type_text(field, text)
    view._autosaver.send()
    qtbot.waitUntil(view._autosaver.is_settled, timeout=PATIENCE_MS)
    settle(qtbot, view)


def chosen(qtbot, view, editor, code):
    """Choose a value of a list as a person does, by its line."""
    combo = editor.combo
    index = combo.findData(code)
    assert index >= 0
    combo.setCurrentIndex(index)
    combo.activated.emit(index)
    view._autosaver.send()
    qtbot.waitUntil(view._autosaver.is_settled, timeout=PATIENCE_MS)
    settle(qtbot, view)


def test_a_whole_meeting_from_the_invitations_to_the_decisions(qtbot, session, view, malo):
    parent(session, malo, "MERE", "Benali", "Karima")
    section = opened(qtbot, view, malo)
    assert not section.empty_label.isHidden()
    section.kinds_menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: not section.page.isHidden(), timeout=PATIENCE_MS)
    settle(qtbot, view)

    step = section.page.pages["invite"]
    written(qtbot, view, step.form.editors["held_on"], "10/12/2026")
    written(qtbot, view, step.form.editors["aim"], "Parler de l’année qui vient.")
    assert step.all_button.text() == "Inviter les 2 personnes proposées"
    step.all_button.click()
    qtbot.waitUntil(step.all_button.isHidden, timeout=PATIENCE_MS)
    step.guest_line.setFocus()
    type_text(step.guest_line, "Mme Noël")
    type_text(step.quality_line, "Directrice")
    press(step.quality_line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(step.rows) == 3, timeout=PATIENCE_MS)

    section.page.step_buttons["prepare"].click()
    written(qtbot, view, section.page.pages["prepare"].form.editors["prepared"], "Il veut parler de ses sœurs.")
    section.page.step_buttons["hold"].click()
    hold = section.page.pages["hold"]
    (mother,) = [card for card in hold.cards.values() if "Karima" in card.name_label.text()]
    chosen(qtbot, view, mother.form.editors["presence"], "A_DISTANCE")
    written(qtbot, view, mother.fields["view"].editors["view"], "Je veux qu’il rentre petit à petit.")
    written(qtbot, view, hold.part_form.editors["divergences"], "Madame : dès janvier.")
    section.page.step_buttons["conclude"].click()
    conclude = section.page.pages["conclude"]
    written(qtbot, view, conclude.part_form.editors["conclusion"], "Un samedi de plus.")
    conclude.tasks.add_button.click()
    qtbot.waitUntil(lambda: len(conclude.tasks.cards) == 1, timeout=PATIENCE_MS)
    settle(qtbot, view)
    (card,) = conclude.tasks.cards.values()
    written(qtbot, view, card.form.editors["text"], "Appeler l’école")
    written(qtbot, view, card.form.editors["who"], "Référente")

    (kept,) = meetings(session, malo)
    assert (kept.held_on, kept.aim) == (dt.date(2026, 12, 10), "Parler de l’année qui vient.")
    assert sorted((one.name, one.invited, one.presence) for one in kept.invitees) == [
        ("Karima Benali", "OUI", "A_DISTANCE"),
        ("Malo Le Goff", "OUI", "ATTENDU"),
        ("Mme Noël", "OUI", "ATTENDU"),
    ]
    assert [one.view for one in kept.invitees if one.person_id] == ["Je veux qu’il rentre petit à petit."]
    part = kept.part
    assert (part.prepared, part.conclusion) == ("Il veut parler de ses sœurs.", "Un samedi de plus.")
    assert "dès janvier" in part.divergences
    assert [(task.text, task.who) for task in kept.tasks] == [("Appeler l’école", "Référente")]
    assert [one.planned_on for one in session.run(session.appointments.of_child, malo)] == [dt.date(2026, 12, 10)]


def test_a_blocked_person_is_locked_until_a_reason_is_typed(qtbot, session, view, malo):
    father = parent(session, malo, "PERE", "Le Goff", "Erwan")
    add(session, "contact_right", child_id=malo, person_id=father, kind="SUSPENDU")
    made = meet(session, malo)
    section = opened(qtbot, view, malo, ("meeting", made))
    step = section.page.pages["invite"]
    row = step.rows[father]
    assert not row.box.isEnabled()
    assert row.state.text() == "Motif nécessaire"
    assert "suspendus" in row.why_label.text()
    for target in (row.box, row.name_label):
        qtbot.mouseClick(target, Qt.MouseButton.LeftButton)
    settle(qtbot, view)
    assert meetings(session, malo)[0].invitees == ()
    row.reason_line.setFocus()
    press(row.reason_line, Qt.Key.Key_Return)
    assert not row.lift_button.isEnabled()
    type_text(row.reason_line, "Accord du juge")
    assert row.box.isEnabled()
    assert row.lift_button.isEnabled()
    qtbot.waitUntil(view._autosaver.is_settled, timeout=PATIENCE_MS)
    settle(qtbot, view)
    (kept,) = meetings(session, malo)[0].invitees
    assert (kept.invited, kept.reason) == ("INCONNU", "Accord du juge"), "kept as it is typed, decided by nobody"
    assert (row.state.text(), row.box.isChecked()) == ("Motif nécessaire", False)
    section = opened(qtbot, view, child(session, "Nolwenn"))
    section = opened(qtbot, view, malo, ("meeting", made))
    row = section.page.pages["invite"].rows[father]
    assert row.reason_line.text() == "Accord du juge", "and there when one comes back"
    row.reason_line.setFocus()
    press(row.reason_line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: meetings(session, malo)[0].invitees[0].invited == "OUI", timeout=PATIENCE_MS)
    (kept,) = meetings(session, malo)[0].invitees
    assert (kept.invited, kept.reason) == ("OUI", "Accord du juge")
    qtbot.waitUntil(row.reason_line.isHidden, timeout=PATIENCE_MS)
    assert row.box.isChecked()
    assert "Réserve levée\N{NO-BREAK SPACE}: Accord du juge" in row.why_label.text()


def test_parents_who_must_not_meet_are_received_apart_in_one_click(qtbot, session, view, malo):
    parents = [parent(session, malo, role, "Le Goff", name) for role, name in (("MERE", "Karima"), ("PERE", "Erwan"))]
    made = meet(session, malo)
    section = opened(qtbot, view, malo, ("meeting", made))
    step = section.page.pages["invite"]
    assert step.apart_block.isHidden()
    add(session, "person_tie", person_id=parents[0], other_person_id=parents[1], kind="CONFLIT")
    view.reload()
    qtbot.waitUntil(step.apart_block.isVisible, timeout=PATIENCE_MS)
    assert "en conflit" in step.apart_block.banner.label.text()
    assert step.form.rows["apart"].isHidden()
    step.apart_block.buttons["A_DISTANCE"].click()
    settle(qtbot, view)
    assert meetings(session, malo)[0].apart == "A_DISTANCE"
    assert step.apart_block.buttons["A_DISTANCE"].isChecked()
    assert "à distance" in step.apart_block.banner.label.text()


def test_a_child_who_is_not_invited_needs_a_reason_and_what_was_prepared_is_kept(qtbot, session, view, malo):
    section = opened(qtbot, view, malo, ("meeting", meet(session, malo)))
    row = section.page.pages["invite"].rows["child"]
    row.refuse_button.click()
    qtbot.waitUntil(lambda: row.state.text() == "Pas d’invitation, motif à noter", timeout=PATIENCE_MS)
    settle(qtbot, view)
    written(qtbot, view, row.form.editors["reason"], "Il préfère écrire")
    assert row.state.text() == "Pas d’invitation"

    section.page.show_step("prepare")
    prepare = section.page.pages["prepare"]
    assert prepare.keep.isHidden()
    written(qtbot, view, prepare.form.editors["prepared"], "Il veut parler de ses sœurs.")
    assert prepare.keep.reported_button.isVisible()
    prepare.keep.reported_button.click()
    settle(qtbot, view)
    (kept,) = session.run(session.files.statements, malo).of("statement")
    assert (kept.reported_words, kept.exact_words) == ("Il veut parler de ses sœurs.", "")
    assert prepare.keep.reported_button.isHidden()
    written(qtbot, view, prepare.form.editors["prepared"], " Et du foot.")
    assert prepare.keep.exact_button.text() == "Reprendre le texte d’ici"


def test_not_inviting_keeps_why(qtbot, session, view, malo):
    mother = parent(session, malo, "MERE", "Benali", "Karima")
    section = opened(qtbot, view, malo, ("meeting", meet(session, malo)))
    row = section.page.pages["invite"].rows[mother]
    row.refuse_button.click()
    qtbot.waitUntil(lambda: row.form is not None and not row.form.isHidden(), timeout=PATIENCE_MS)
    written(qtbot, view, row.form.editors["reason"], "Reçue à part la veille")
    (kept,) = meetings(session, malo)[0].invitees
    assert (kept.invited, kept.reason) == ("NON", "Reçue à part la veille")
    assert (row.state.text(), row.box.isChecked()) == ("Pas d’invitation", False)


def test_an_invitation_sent_and_its_answer(qtbot, session, view, malo):
    mother = parent(session, malo, "MERE", "Benali", "Karima")
    section = opened(qtbot, view, malo, ("meeting", meet(session, malo)))
    row = section.page.pages["invite"].rows[mother]
    qtbot.mouseClick(row.name_label, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not row.details_button.isHidden(), timeout=PATIENCE_MS)
    row.details_button.click()
    written(qtbot, view, row.form.editors["sent_on"], "1/11/2026")
    assert row.state.text() == "Invitation envoyée"
    chosen(qtbot, view, row.form.editors["answer"], "VIENT")
    assert row.state.text() == "Vient"


def test_a_sibling_joins_and_each_file_keeps_its_own(qtbot, session, view, malo):
    nolwenn = child(session, "Nolwenn")
    add(session, "sibling_link", child_id=malo, other_child_id=nolwenn)
    mother = parent(session, malo, "MERE", "Benali", "Karima")
    made = meet(session, malo)
    section = opened(qtbot, view, malo, ("meeting", made))
    press(section.page.pages["invite"].rows[mother].box, Qt.Key.Key_Space)
    settle(qtbot, view)
    section.page.sibling_button.click()
    (action,) = section.page.menu.actions()
    section.page.menu.hide()
    action.trigger()
    qtbot.waitUntil(lambda: "Nolwenn" in section.page.second_label.text(), timeout=PATIENCE_MS)
    assert section.page.sibling_button.isHidden()
    section = opened(qtbot, view, nolwenn, ("meeting", made))
    assert [row.is_invited() for row in section.page.pages["invite"].rows.values()] == [False]
    assert "Malo" in section.page.second_label.text()


def test_to_the_bin_and_back(qtbot, session, view, malo):
    made = meet(session, malo, day=today())
    section = opened(qtbot, view, malo, ("meeting", made))
    section.page.remove_button.click()
    qtbot.waitUntil(lambda: not section.list.isHidden() and not section.cards, timeout=PATIENCE_MS)
    assert meetings(session, malo) == ()
    section._undo_bar.action_button.click()
    qtbot.waitUntil(lambda: not section.page.isHidden(), timeout=PATIENCE_MS)
    assert [one.id for one in meetings(session, malo)] == [made]


def test_a_meeting_just_made_waits_for_its_day(qtbot, session, view, malo):
    section = opened(qtbot, view, malo)
    section.kinds_menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: not section.page.isHidden(), timeout=PATIENCE_MS)
    day = section.page.pages["invite"].form.rows["held_on"]
    qtbot.waitUntil(lambda: day.isAncestorOf(QApplication.focusWidget() or view), timeout=PATIENCE_MS)


def test_the_list_opens_a_page_and_comes_back_by_keyboard(qtbot, session, view, malo):
    made = meet(session, malo, day=today())
    section = opened(qtbot, view, malo)
    card = section.cards[made]
    card.setFocus()
    press(card, Qt.Key.Key_Return)
    assert not section.page.isHidden()
    assert QApplication.focusWidget() is section.page.back_button
    press(section.page.back_button, Qt.Key.Key_Space)
    assert not section.list.isHidden()
    assert QApplication.focusWidget() is card


def test_the_points_of_the_annual_review_are_laid_out_by_domain_in_one_click(qtbot, session, view, malo):
    review = session.run(session.meetings.add, "CONCERTATION_ANNUELLE", [malo], today()).created
    section = opened(qtbot, view, malo, ("meeting", review))
    section.page.step_buttons["hold"].click()
    hold = section.page.pages["hold"]
    written(qtbot, view, hold.part_form.editors["points"], "Une bonne année.")
    hold.domains_button.click()
    view._autosaver.send()
    qtbot.waitUntil(view._autosaver.is_settled, timeout=PATIENCE_MS)
    settle(qtbot, view)
    (kept,) = meetings(session, malo)
    before, found = by_domain(kept.part.points)
    assert (before, len(found)) == ("Une bonne année.", 3)
    assert hold.domains_button.isHidden()


def test_whose_words_a_meeting_lacks_is_said_before_it_is_concluded(qtbot, session, view, malo):
    mother = parent(session, malo, "MERE", "Benali", "Karima")
    section = opened(qtbot, view, malo, ("meeting", meet(session, malo, day=today())))
    section.page.step_buttons["conclude"].click()
    banner = section.page.pages["conclude"].missing_words
    qtbot.waitUntil(banner.isVisible, timeout=PATIENCE_MS)
    assert banner.label.text() == "Sans parole récente, ni motif noté\N{NO-BREAK SPACE}: Malo et Karima Benali."
    words = {"child_id": malo, "said_on": today(), "speaker": "ENFANT", "exact_words": "Je veux rester."}
    add(session, "statement", **words)
    view.reload()
    only_hers = "Sans parole récente, ni motif noté\N{NO-BREAK SPACE}: Karima Benali."
    qtbot.waitUntil(lambda: banner.label.text() == only_hers, timeout=PATIENCE_MS)
    refused = {
        "child_id": malo,
        "said_on": today(),
        "speaker": "MERE",
        "person_id": mother,
        "outcome": "REFUS",
    }
    add(session, "statement", **refused)
    view.reload()
    qtbot.waitUntil(banner.isHidden, timeout=PATIENCE_MS)


def test_the_next_meeting_is_planned_once(qtbot, session, view, malo):
    made = meet(session, malo, day=today(), next_on=dt.date(2027, 5, 12))
    section = opened(qtbot, view, malo, ("meeting", made))
    section.page.step_buttons["conclude"].click()
    button = section.page.pages["conclude"].next_button
    assert button.text() == "Prévoir la réunion du 12\N{NO-BREAK SPACE}mai 2027"
    button.click()
    qtbot.waitUntil(button.isHidden, timeout=PATIENCE_MS)
    assert [one.held_on for one in meetings(session, malo)] == [dt.date(2027, 5, 12), today()]


def test_a_task_opens_its_meeting_at_the_decisions(qtbot, session, view, malo):
    made = meet(session, malo, day=today())
    task = session.run(session.meetings.add_task, malo, "Appeler l’école", meeting_id=made).created
    section = opened(qtbot, view, malo, ("task", task))
    conclude = section.page.pages["conclude"]
    assert not conclude.isHidden()
    card = conclude.tasks.cards[task]
    assert card.title_button.isChecked()
    assert card.extra.combo.isHidden()
    plan = session.run(session.plans.prepare, malo).created
    aim = session.run(session.plans.add_objective, plan, "C", "Lire avec plaisir").created
    view.reload()
    qtbot.waitUntil(card.extra.combo.isVisible, timeout=PATIENCE_MS)
    place = card.extra.combo.findData(aim)
    card.extra.combo.setCurrentIndex(place)
    card.extra.combo.activated.emit(place)
    qtbot.waitUntil(lambda: meetings(session, malo)[0].tasks[0].objective_id == aim, timeout=PATIENCE_MS)
    settle(qtbot, view)
    assert card.extra.combo.currentText() == "Lire avec plaisir"
    card.extra.click()
    qtbot.waitUntil(lambda: meetings(session, malo)[0].tasks[0].done_on == today(), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: "fait le" in card.second_line.text(), timeout=PATIENCE_MS)


def test_the_overview_ticks_what_is_done(qtbot, session, view, malo):
    late = today() - dt.timedelta(days=3)
    session.run(session.meetings.add_task, malo, "Répondre à Malo", due_on=late, promised=True)
    view.open_file(malo)
    qtbot.waitUntil(lambda: view.context.file is not None, timeout=PATIENCE_MS)
    card = view.page("overview").tasks_card
    qtbot.waitUntil(lambda: card.body.count() == 2, timeout=PATIENCE_MS)
    line = card.body.itemAt(1).widget()
    assert "en retard de 3\N{NO-BREAK SPACE}jours" in line.box.accessibleName()
    line.box.click()
    qtbot.waitUntil(card.isHidden, timeout=PATIENCE_MS)
    assert session.run(session.meetings.open_tasks) == ()


def test_home_shows_what_was_promised_until_it_is_ticked(qtbot, session, malo):
    add_task = session.meetings.add_task
    session.run(add_task, malo, "Répondre à Malo", due_on=today() - dt.timedelta(days=1), promised=True)
    session.run(add_task, malo, "Appeler l’école", due_on=today() + dt.timedelta(days=1))
    with desk(session) as (tasks, _autosaver):
        home = HomeView(tasks)
        qtbot.addWidget(home)
        home.resize(1270, 700)
        home.show()
        home.refresh()
        block = home.side.tasks
        qtbot.waitUntil(lambda: len(block.ticks) == 2, timeout=PATIENCE_MS)
        first, second = block.ticks
        said = block.ticks[first].accessibleName()
        assert "promis à l’enfant" in said
        assert "en retard d’un jour" in said
        block.ticks[first].setFocus()
        press(block.ticks[first], Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: list(block.ticks) == [second], timeout=PATIENCE_MS)
        assert QApplication.focusWidget() is block.ticks[second]
        home._undo_bar.action_button.click()
        qtbot.waitUntil(lambda: list(block.ticks) == [first, second], timeout=PATIENCE_MS)


def test_the_agenda_leads_to_the_meeting(qtbot, session, malo):
    made = session.run(session.appointments.add, "SYNTHESE", today(), [malo]).created
    visit = session.run(session.appointments.add, "VISITE", today(), [malo]).created
    with desk(session) as (tasks, autosaver):
        kind, asked = session.records.kinds()["appointment"], []
        for appointment, is_offered in ((visit, False), (made, True)):
            item = session.run(session.appointments.one, appointment)
            dialog = AppointmentDialog(tasks, autosaver, kind, {}, appointment=item)
            dialog.file_requested.connect(lambda *told: asked.append(told))
            dialog.show()
            assert dialog.meeting_button.isHidden() is not is_offered
            if is_offered:
                dialog.meeting_button.click()
                qtbot.waitUntil(lambda: bool(asked), timeout=PATIENCE_MS)
            else:
                dialog.accept()
        (meeting,) = meetings(session, malo)
        assert asked == [(malo, "meetings", ("meeting", meeting.id))]
        assert meeting.kind == "CONCERTATION_ANNUELLE"


def test_a_line_of_home_opens_the_decision(qtbot, session, malo):
    made = meet(session, malo, day=today())
    session.run(session.meetings.add_task, malo, "Appeler l’école", meeting_id=made)
    workspace = Workspace(session)
    qtbot.addWidget(workspace)
    workspace.resize(1270, 700)
    workspace.show()
    try:
        block = workspace.home_view.side.tasks
        qtbot.waitUntil(lambda: bool(block.lines), timeout=PATIENCE_MS)
        block.lines[0].click()
        view = workspace.file_view
        qtbot.waitUntil(lambda: view.section() == "meetings" and view.context.file is not None, timeout=PATIENCE_MS)
        section = view.page("meetings")
        qtbot.waitUntil(lambda: "conclude" in section.page.pages, timeout=PATIENCE_MS)
        assert not section.page.isHidden()
    finally:
        workspace.tasks.close()
