"""Autonomie: the interview at 17 gone through by the keyboard, rights and papers at one click, words kept, a sheet to take away."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from ppe_desktop.domain.autonomy import PLAN_SECTIONS, QUESTIONS, topics_of
from ppe_desktop.runtime import clock
from ppe_desktop.ui.theme.fonts import load_fonts
from ppe_desktop.ui.views.casefile.autonomy.sheet import foot_of_sheet, sheet_document
from ppe_desktop.ui.views.casefile.autonomy.talk import KEYS
from ppe_desktop.ui.views.casefile.casefile_view import CaseFileView
from tests.support.screens import PATIENCE_MS, add_child, desk, open_session
from tests.support.sections import add, focused, records, reload, settle, today
from tests.support.typing import press, type_text

YEAR = dt.timedelta(days=365)
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with open_session(tmp_path_factory.mktemp("autonomie") / "base") as opened:
        yield opened


@pytest.fixture
def desk_of(session):
    with desk(session) as (tasks, autosaver):
        yield tasks, autosaver


@pytest.fixture
def open_file(qtbot, session, desk_of):
    def opened(birth=None, section="autonomy", **more):
        since = today() - 3 * YEAR
        birth = birth or today() - 17 * YEAR
        child = add_child(session, "Le Goff", "Zoé", birth, measure="PLACEMENT_ASE", since=since, **more)
        view = CaseFileView(*desk_of, session.records.kinds())
        qtbot.addWidget(view)
        view.resize(1200, 800)
        view.show()
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow, timeout=PATIENCE_MS)
        with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
            view.open_file(child, section)
        return view, child

    return opened


def turn(qtbot, view, key):
    qtbot.keyClick(focused(), key, ALT)
    return view.page("autonomy").talk


def begin(qtbot, view):
    """Begin the interview by the keyboard, and return the conversation."""
    page = view.page("autonomy")
    page.begin_button.setFocus()
    press(page.begin_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.talk.isVisible() and page.talk.page() is not None, timeout=PATIENCE_MS)
    return page.talk


def until(qtbot, is_true):
    qtbot.waitUntil(is_true, timeout=PATIENCE_MS)


def test_the_section_is_offered_to_the_older_ones_and_the_keyboard_skips_it_for_a_child(qtbot, open_file):
    view, _child = open_file(today() - 8 * YEAR, "journal")
    assert view.sections.entry("autonomy").isHidden()
    for _press in range(len(view.sections.keys())):
        qtbot.keyClick(view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        assert view.section() != "autonomy"
    older, _child = open_file(section="overview")
    assert older.sections.entry("autonomy").isVisible()


def test_the_interview_is_gone_through_by_the_keyboard_and_taken_up_again(qtbot, open_file, session):
    view, child = open_file()
    talk = begin(qtbot, view)
    (held,) = records(session, child, "autonomy_interview")
    assert held.begun_on == today()
    assert talk.page().isAncestorOf(focused())
    turn(qtbot, view, Qt.Key.Key_Right)
    assert (talk.key, talk.place_label.text()) == ("PARCOURS", "Entretien des 17\u00a0ans · thème 1 sur 10")
    assert focused().objectName() == "own_words_text"
    type_text(focused(), "J'ai changé 4 fois de maison")
    turn(qtbot, view, Qt.Key.Key_Right)
    assert talk.key == "LOGEMENT"
    settle(qtbot, view)
    words = {one.theme: one.own_words for one in records(session, child, "autonomy_topic")}
    assert words["PARCOURS"] == "J'ai changé 4 fois de maison"
    turn(qtbot, view, Qt.Key.Key_Left)
    assert focused().toPlainText() == "J'ai changé 4 fois de maison"
    talk.leave_button.click()
    page = view.page("autonomy")
    until(qtbot, lambda: "ses mots sur 1 thème sur 10" in page.interview_cards[held.id].second_line.text())
    card = page.interview_cards[held.id]
    assert card.open_button.text() == "Continuer l’entretien"
    assert card.open_button.hasFocus()
    card.themes["SANTE"].click()
    assert talk.key == "SANTE"
    assert talk.isVisible()


def test_every_page_is_reached_and_the_last_one_ends_the_interview(qtbot, open_file, session):
    view, child = open_file()
    talk = begin(qtbot, view)
    seen = [talk.key]
    for _page in range(len(KEYS) - 1):
        talk.next_button.click()
        seen.append(talk.key)
    assert seen == list(KEYS)
    assert len(seen) == len(QUESTIONS) + 4
    assert talk.next_button.text() == "Terminer"
    held_on = talk.page().forms[-1].editors["held_on"].focus_target
    held_on.setFocus()
    type_text(held_on, "aujourd’hui")
    settle(qtbot, view)
    talk.next_button.click()
    page = view.page("autonomy")
    assert talk.isHidden()
    (held,) = records(session, child, "autonomy_interview")
    assert held.held_on == today()
    until(qtbot, page.again_button.isVisible)
    assert page.interview_cards[held.id].title_label.text().startswith("Entretien mené le")


def test_the_end_of_an_interview_without_words_says_so_and_takes_why(qtbot, open_file, session):
    view, child = open_file()
    talk = begin(qtbot, view)
    (held,) = records(session, child, "autonomy_interview")
    talk.go_to("end", view.context.file)
    told = talk.page().missing_words
    until(qtbot, told.isVisible)
    assert "Zoé" in told.label.text()
    ((_voice, chip),) = told.voices.items()
    press(chip, Qt.Key.Key_Space)
    press(told.note.ways["REFUS"], Qt.Key.Key_Space)
    press(told.note.done_button, Qt.Key.Key_Space)
    until(qtbot, told.isHidden)
    assert [one.outcome for one in session.run(session.files.statements, child).of("statement")] == ["REFUS"]
    child_id, plan = session.run(session.coverage.of_document, "projet-autonomie", held.id)
    assert child_id == child
    assert session.run(session.coverage.of_document, "recepisse", held.id) is None
    meeting = session.run(session.records.add, "meeting", kind="PPE").created
    part = session.run(session.records.add, "meeting_child", child_id=child, meeting_id=meeting).created
    report = session.run(session.records.add, "situation_report", child_id=child).created
    for document, subject, about in (("compte-rendu", part, meeting), ("rapport", report, report)):
        assert session.run(session.coverage.of_document, document, subject)[1].record_id == about
    assert not plan.missing


def test_the_plan_for_autonomy_is_written_section_by_section(qtbot, open_file, session):
    view, child = open_file()
    plans = view.page("autonomy").plans
    press(plans.cards.add_button, Qt.Key.Key_Space)
    until(qtbot, lambda: len(plans.cards.cards) == 1)
    (card,) = plans.cards.cards.values()
    until(qtbot, lambda: card.form is not None)
    assert set(PLAN_SECTIONS) <= set(card.form.editors)
    type_text(card.form.field("until_21"), "Un point par trimestre.")
    settle(qtbot, view)
    (plan,) = records(session, child, "autonomy_plan")
    assert plan.until_21 == "Un point par trimestre."
    until(qtbot, lambda: "calendrier de 18" not in card.second_line.text())


def test_what_is_typed_is_not_lost_when_the_file_is_read_again_meanwhile(qtbot, open_file, session):
    view, child = open_file()
    talk = begin(qtbot, view)
    turn(qtbot, view, Qt.Key.Key_Right)
    field = focused()
    type_text(field, "Ma vie")
    add(session, child, "paper", kind="BANQUE", state="DEMANDE")
    reload(qtbot, view)
    type_text(field, " continue")
    assert field.hasFocus()
    assert talk.key == "PARCOURS"
    settle(qtbot, view)
    assert records(session, child, "autonomy_topic")[0].own_words == "Ma vie continue"


def test_words_are_kept_exactly_even_when_clicked_before_they_are_saved(qtbot, open_file, session):
    view, child = open_file()
    talk = begin(qtbot, view)
    turn(qtbot, view, Qt.Key.Key_Right)
    page = talk.page()
    assert not page.keep_button.isEnabled()
    type_text(focused(), 'c\'est "moi" qui décide...')
    page.keep_button.click()
    until(qtbot, lambda: page.keep_button.text() == "Gardé dans Paroles")
    assert not page.keep_button.isEnabled()
    (said,) = session.run(session.files.statements, child).of("statement")
    assert (said.exact_words, said.occasion) == ('c\'est "moi" qui décide...', "ENTRETIEN_17")
    type_text(page.first_field(), " oui")
    assert page.keep_button.isEnabled()


def test_rights_are_ticked_with_the_young_person(qtbot, open_file, session):
    view, child = open_file()
    talk = begin(qtbot, view)
    page = view.page("autonomy")
    page.open_talk(talk.interview_id, "rights")
    rows = talk.page().rows
    assert "TITRE_SEJOUR" not in rows
    assert len(rows) == 8
    box = rows["SANTE"].box
    box.setFocus()
    press(box, Qt.Key.Key_Space)
    until(qtbot, rows["SANTE"].remarks_button.isVisible)
    (told,) = records(session, child, "autonomy_right_told")
    assert (told.right, told.told_on) == ("SANTE", today())
    rows["SANTE"].remarks_button.click()
    until(qtbot, lambda: rows["SANTE"]._form is not None)
    press(box, Qt.Key.Key_Space)
    until(qtbot, lambda: records(session, child, "autonomy_right_told")[0].told_on is None)
    until(qtbot, lambda: not box.isChecked())


def test_the_permit_is_offered_to_an_unaccompanied_minor(qtbot, open_file, session):
    view, child = open_file()
    session.run(session.records.change, "child", child, is_unaccompanied=True)
    reload(qtbot, view)
    talk = begin(qtbot, view)
    view.page("autonomy").open_talk(talk.interview_id, "rights")
    assert "TITRE_SEJOUR" in talk.page().rows
    assert "TITRE_SEJOUR" in view.page("autonomy").papers.rows
    assert "JDC" not in view.page("autonomy").papers.rows


def test_a_paper_takes_one_click_and_looking_makes_none(qtbot, open_file, session):
    view, child = open_file()
    papers = view.page("autonomy").papers
    assert records(session, child, "paper") == ()
    row = papers.rows["BANQUE"]
    assert row.details_button.isHidden()
    row.chips["DEMANDE"].click()
    until(qtbot, row.details_button.isVisible)
    (paper,) = records(session, child, "paper")
    assert (paper.kind, paper.state) == ("BANQUE", "DEMANDE")
    row.details_button.click()
    row.form.editors["who"].focus_target.setFocus()
    type_text(focused(), "Zoé et moi")
    settle(qtbot, view)
    row.chips["DEMANDE"].click()
    until(qtbot, lambda: records(session, child, "paper")[0].state == "INCONNU")
    assert records(session, child, "paper")[0].who == "Zoé et moi"
    assert not any(chip.isChecked() for chip in row.chips.values())


def test_another_paper_is_added_named_removed_and_put_back(qtbot, open_file, session):
    view, child = open_file()
    papers = view.page("autonomy").papers
    papers.add_button.click()
    until(qtbot, lambda: any(row.form is not None for row in papers.rows.values()))
    (paper,) = records(session, child, "paper")
    row = papers.rows[paper.id]
    row.remove_button.click()
    until(qtbot, lambda: records(session, child, "paper") == ())
    until(qtbot, lambda: view.context._undo_bar.isVisible())
    until(qtbot, lambda: view.context._removed is not None)
    view.context._undo_bar.action_requested.emit()
    until(qtbot, lambda: len(records(session, child, "paper")) == 1)


def test_steps_are_gathered_on_one_page_and_open_their_theme(qtbot, open_file, session):
    view, child = open_file()
    talk = begin(qtbot, view)
    topics = {one.theme: one for one in records(session, child, "autonomy_topic")}
    values = {"goal": "Un studio", "who": "Mon éducatrice", "due_on": today() + YEAR}
    session.run(session.records.change, "autonomy_topic", topics["LOGEMENT"].id, **values)
    reload(qtbot, view)
    page = view.page("autonomy")
    page.open_talk(talk.interview_id, "steps")
    steps = talk.page().list
    assert [step.theme.value for step in steps._shown] == ["LOGEMENT"]
    steps.theme_requested.emit("LOGEMENT")
    assert talk.key == "LOGEMENT"
    assert talk.page().arranged_form.editors["who"].line.text() == "Mon éducatrice"
    talk.leave_button.click()
    page.plan_button.click()
    assert view.section() == "plan"
    page.network.open_button.click()
    assert view.section() == "entourage"


def test_support_after_eighteen_and_the_interview_after_leaving_are_in_their_time(qtbot, open_file, session):
    view, child = open_file()
    page = view.page("autonomy")
    assert page.exits.isHidden()
    page.contracts.cards.add_button.click()
    until(qtbot, lambda: len(page.contracts.cards.cards) == 1)
    (contract,) = records(session, child, "young_adult_contract")
    until(qtbot, lambda: page.contracts.cards.cards[contract.id].form is not None)
    adult, _child = open_file(today() - 19 * YEAR)
    assert adult.page("autonomy").exits.isVisible()


def test_a_record_found_elsewhere_opens_where_it_is(qtbot, open_file, session):
    view, child = open_file()
    interview = session.run(session.records.add, "autonomy_interview", child_id=child).created
    topic = session.run(session.records.add, "autonomy_topic", interview_id=interview, theme="FIER").created
    page = view.page("autonomy")
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        view.open_file(child, "autonomy", ("autonomy_topic", topic))
    until(qtbot, lambda: page.talk.isVisible() and page.talk.key == "FIER")
    assert len(records(session, child, "autonomy_topic")) == len(QUESTIONS)
    paper = add(session, child, "paper", kind="IMPOTS", state="A_FAIRE")
    with qtbot.waitSignal(view.file_shown, timeout=PATIENCE_MS):
        view.open_file(child, "autonomy", ("paper", paper))
    until(qtbot, lambda: page.papers.rows["IMPOTS"].form is not None)
    assert page.talk.isHidden()


def test_an_interview_removed_closes_its_page_and_comes_back(qtbot, open_file, session):
    view, child = open_file()
    talk = begin(qtbot, view)
    interview, page = talk.interview_id, view.page("autonomy")
    session.run(session.records.remove, "autonomy_interview", interview)
    reload(qtbot, view)
    assert talk.isHidden()
    assert page.begin_button.isVisible()
    session.run(session.records.restore, _binned(interview, child))
    reload(qtbot, view)
    page.interview_cards[interview].open_button.click()
    until(qtbot, lambda: talk.isVisible() and talk.page() is not None)


def _binned(interview, child):
    from tests.support.casefiles import item

    return item("autonomy_interview", id=interview, child_id=child)


def test_the_sheet_says_the_words_first_and_nothing_the_professional_wrote(qtbot, open_file, session, tmp_path):
    load_fonts()  # the number of pages is that of the letters shipped with the program
    view, child = open_file()
    talk = begin(qtbot, view)
    interview = talk.interview_id
    by_theme = topics_of(session.run(session.files.open, child), interview)
    for theme, one in by_theme.items():
        values = {
            "own_words": f"Mes mots sur {theme.value} <b>&",
            "situation": "AVIS DU PROFESSIONNEL",
            "goal": "Viser haut",
        }
        session.run(
            session.records.change, "autonomy_topic", one.id, **values, who="Mon éducatrice", due_on=today() + YEAR
        )
    for right in talk_rights():
        session.run(session.autonomy.tell_right, interview, right)
    session.run(session.autonomy.set_paper, child, "BANQUE", "A_FAIRE")
    session.run(session.autonomy.set_paper, child, "IDENTITE", "OBTENU")
    plan = {"housing": "Un studio près du lycée", "situation": "AVIS DU PROFESSIONNEL"}
    session.run(session.records.add, "autonomy_plan", child_id=child, **plan)
    reload(qtbot, view)
    file = view.context.file
    document = sheet_document(file, file.items.one("autonomy_interview", interview), today())
    text = document.toPlainText()  # of which Qt makes plain spaces
    assert document.pageCount() == 2
    assert "« Mes mots sur LOGEMENT <b>& »" in text
    assert "AVIS DU PROFESSIONNEL" not in text
    assert text.index("Vos mots") < text.index("Vos étapes") < text.index("Les droits que nous avons vus")
    assert "01 99 00 11 22" in text.replace("\u202f", " ")
    assert "Compte en banque" in text
    assert "Un studio près du lycée" in text
    assert "Carte d’identité ou passeport" not in text
    target = tmp_path / "feuille.pdf"
    view.page("autonomy").sheet_desk.save_pdf(interview, target)
    until(qtbot, target.exists)
    assert target.read_bytes().startswith(b"%PDF")
    until(qtbot, lambda: [one.document for one in produced(session, child)] == ["autonomie"])
    assert foot_of_sheet()


def talk_rights():
    return (
        "JEUNE_MAJEUR",
        "ALLOCATION_RENTREE",
        "ACCES_DOSSIER",
        "PERSONNE_CONFIANCE",
        "SANTE",
        "RECOURS",
        "CEJ",
        "APRES_SORTIE",
    )


def produced(session, child):
    return session.run(session.files.produced, child)


def test_an_interview_held_in_two_meetings_by_the_keyboard_then_its_sheet_and_what_follows(
    qtbot, open_file, session, tmp_path, monkeypatch
):
    view, child = open_file()
    later, first = session.database.now, clock.now()
    talk = begin(qtbot, view)
    turn(qtbot, view, Qt.Key.Key_Right)
    type_text(focused(), "J’ai changé quatre fois de maison.")
    settle(qtbot, view)
    press(talk.leave_button, Qt.Key.Key_Space)

    later.moment = first + dt.timedelta(days=9)
    monkeypatch.setattr(clock, "now", later)
    page = view.page("autonomy")
    (held,) = records(session, child, "autonomy_interview")
    card = page.interview_cards[held.id]
    until(qtbot, card.open_button.hasFocus)
    until(qtbot, lambda: "ses mots sur 1 thème sur 10" in card.second_line.text())
    press(card.open_button, Qt.Key.Key_Space)
    until(qtbot, talk.isVisible)
    assert talk.key == "LOGEMENT", "taken up where words are still missing"
    assert focused().objectName() == "own_words_text"
    type_text(focused(), "Un studio près du lycée.")
    while talk.next_button.text() != "Terminer":
        turn(qtbot, view, Qt.Key.Key_Right)
    held_on = talk.page().forms[-1].editors["held_on"].focus_target
    held_on.setFocus()
    type_text(held_on, "aujourd’hui")
    settle(qtbot, view)
    press(talk.next_button, Qt.Key.Key_Space)
    until(qtbot, page.again_button.isVisible)
    (held,) = records(session, child, "autonomy_interview")
    assert (held.begun_on, held.held_on) == (first.date(), first.date() + dt.timedelta(days=9))

    target = tmp_path / "feuille.pdf"
    page.sheet_desk.save_pdf(held.id, target)
    until(qtbot, lambda: target.exists() and bool(produced(session, child)))
    text = sheet_document(view.context.file, held, today()).toPlainText()
    assert "« J’ai changé quatre fois de maison. »" in text
    assert "« Un studio près du lycée. »" in text

    press(page.contracts.cards.add_button, Qt.Key.Key_Space)
    until(qtbot, lambda: len(page.contracts.cards.cards) == 1)
    (contract,) = page.contracts.cards.cards.values()
    until(qtbot, lambda: contract.form is not None and contract.form.isVisible())
    for name, typed in (("requested_on", "aujourd’hui"), ("decided_on", "aujourd’hui")):
        field = contract.form.field(name)
        field.setFocus()
        type_text(field, typed)
    settle(qtbot, view)
    (kept,) = records(session, child, "young_adult_contract")
    assert kept.requested_on == kept.decided_on == clock.now().date()
