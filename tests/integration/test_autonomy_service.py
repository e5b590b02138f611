"""The interview at 17 in a real base: begun once, gone on with, ticked, kept, put in the bin and taken out whole."""

import datetime as dt

import pytest

from ppe_desktop.domain.errors import FieldError, UnknownRecordError
from ppe_desktop.services.autonomy import PREPARED
from tests.support.base import TODAY, Clock, new_session
from tests.support.screens import add_child

DAY = TODAY.date()
BIRTH = dt.date(2009, 6, 1)


@pytest.fixture(scope="module")
def clock():
    return Clock()


@pytest.fixture(scope="module")
def session(tmp_path_factory, clock):
    opened = new_session(tmp_path_factory.mktemp("autonomie") / "base", clock)
    yield opened
    opened.close()


@pytest.fixture
def child(session):
    return add_child(session, "Durand", "Léa", BIRTH, measure="PLACEMENT_ASE", since=dt.date(2020, 1, 6))


def read(session, child):
    return session.run(session.autonomy.of_child, child)


def deadline(session, child, rule):
    return next((one for one in session.run(session.deadlines.of_child, child) if one.rule.id == rule), None)


def begun(session, child):
    return session.run(session.autonomy.begin_interview, child).created


def steps(session, child, kind):
    return [one for one in session.run(session.files.open, child).of("statutory_step") if one.kind == kind]


def test_an_interview_is_begun_once_with_a_page_for_each_theme(session, child):
    first = begun(session, child)
    again = session.run(session.autonomy.begin_interview, child)
    held = read(session, child)
    assert (again.created, again.records) == (first, frozenset())
    assert [one.id for one in held.interviews] == [first]
    assert held.interviews[0].begun_on == DAY
    assert [one.theme for one in held.topics][:2] == ["PARCOURS", "LOGEMENT"]
    assert len({one.theme for one in held.topics}) == 10


def test_one_goes_on_another_day_and_a_finished_one_makes_room_for_another(session, child, clock):
    first = begun(session, child)
    words = next(one for one in read(session, child).topics if one.theme == "LOGEMENT")
    session.run(session.records.enter, "autonomy_topic", words.id, "own_words", "Pas loin de la mer.")
    clock.advance(days=9)
    try:
        assert begun(session, child) == first
        session.run(session.records.change, "autonomy_interview", first, held_on=DAY)
        second = begun(session, child)
    finally:
        clock.advance(days=-9)
    held = read(session, child)
    assert second != first
    assert [one.id for one in held.interviews] == [second, first]
    assert len(held.topics) == 20
    assert [one.own_words for one in held.topics if one.own_words] == ["Pas loin de la mer."]


def test_an_interview_made_elsewhere_receives_the_pages_it_does_not_have(session, child):
    made = session.run(session.records.add, "autonomy_interview", child_id=child).created
    session.run(session.records.add, "autonomy_topic", interview_id=made, theme="SANTE", own_words="Ça va.")
    session.run(session.autonomy.open_interview, made)
    assert len(read(session, child).topics) == 10
    assert session.run(session.autonomy.open_interview, made).records == frozenset()


def test_a_right_is_ticked_today_keeps_its_first_day_and_can_be_unticked(session, child, clock):
    held = begun(session, child)
    session.run(session.autonomy.tell_right, held, "JEUNE_MAJEUR")
    clock.advance(days=1)
    try:
        session.run(session.autonomy.tell_right, held, "JEUNE_MAJEUR")
    finally:
        clock.advance(days=-1)
    (told,) = read(session, child).rights
    assert (told.right, told.told_on) == ("JEUNE_MAJEUR", DAY)
    session.run(session.records.enter, "autonomy_right_told", told.id, "remarks", "Même si je pars ?")
    session.run(session.autonomy.untell_right, held, "JEUNE_MAJEUR")
    (told,) = read(session, child).rights
    assert (told.told_on, told.remarks) == (None, "Même si je pars ?")
    assert session.run(session.autonomy.untell_right, held, "CEJ").records == frozenset()
    with pytest.raises(FieldError):
        session.run(session.autonomy.tell_right, held, "AUTRE_CHOSE")


def test_reading_makes_no_paper_and_two_quick_clicks_make_one(session, child):
    assert read(session, child).papers == ()
    session.run(session.autonomy.set_paper, child, "BANQUE", "A_FAIRE")
    session.run(session.autonomy.set_paper, child, "BANQUE", "DEMANDE")
    (paper,) = read(session, child).papers
    assert (paper.kind, paper.state) == ("BANQUE", "DEMANDE")
    session.run(session.autonomy.set_paper, child, "BANQUE", "OBTENU", paper.id)
    assert [one.state for one in read(session, child).papers] == ["OBTENU"]
    with pytest.raises(FieldError):
        session.run(session.autonomy.set_paper, child, "BANQUE", "PERDU")
    with pytest.raises(UnknownRecordError):
        session.run(session.autonomy.set_paper, "0" * 32, "BANQUE", "OBTENU")


def test_a_complete_checklist_answers_the_deadline_and_a_paper_wanting_again_opens_it_again(session, child):
    for kind, state in (("IDENTITE", "OBTENU"), ("BANQUE", "OBTENU"), ("IMPOTS", "SANS_OBJET")):
        session.run(session.autonomy.set_paper, child, kind, state)
    assert deadline(session, child, "BANK_ID_18").done_on is None
    session.run(session.autonomy.set_paper, child, "LOGEMENT", "DEMANDE")
    assert [one.remarks for one in steps(session, child, "papers_18")] == [PREPARED]
    assert deadline(session, child, "BANK_ID_18").done_on == DAY
    session.run(session.autonomy.set_paper, child, "BANQUE", "A_FAIRE")
    assert steps(session, child, "papers_18") == []
    assert deadline(session, child, "BANK_ID_18").done_on is None


def test_what_someone_noted_by_hand_is_never_taken_back(session, child):
    noted = {"kind": "papers_18", "done_on": DAY - dt.timedelta(days=3), "remarks": "Tout est dans sa pochette."}
    session.run(session.records.add, "statutory_step", child_id=child, **noted)
    session.run(session.autonomy.set_paper, child, "BANQUE", "A_FAIRE")
    assert [one.remarks for one in steps(session, child, "papers_18")] == ["Tout est dans sa pochette."]


def test_the_words_are_kept_exactly_and_only_once(session, child):
    held = begun(session, child)
    session.run(session.records.change, "autonomy_interview", held, place="Au café", present="Léa, moi")
    topic = next(one for one in read(session, child).topics if one.theme == "INQUIETUDES")
    with pytest.raises(FieldError):
        session.run(session.autonomy.keep_words, topic.id)
    words = "j'ai peur d'être toute seul...\n  Voilà ."
    session.run(session.records.enter, "autonomy_topic", topic.id, "own_words", words)
    kept = session.run(session.autonomy.keep_words, topic.id)
    again = session.run(session.autonomy.keep_words, topic.id)
    (said,) = session.run(session.files.statements, child).of("statement")
    stored = session.run(session.autonomy.of_child, child)
    now = next(one for one in stored.topics if one.id == topic.id)
    assert (said.exact_words, said.id) == (now.own_words, now.statement_id)
    assert said.exact_words.startswith("j'ai peur d'être toute seul...")
    assert (said.id, again.created, again.records) == (kept.created, "", frozenset())
    assert (said.speaker, said.occasion, said.said_on) == ("ENFANT", "ENTRETIEN_17", DAY)
    assert (said.place, said.present, said.sharing) == ("Au café", "Léa, moi", "DOSSIER")
    assert stored.kept_words == {said.exact_words}


def test_an_interview_goes_to_the_bin_and_comes_back_whole(session, child):
    held = begun(session, child)
    session.run(session.autonomy.tell_right, held, "SANTE")
    before = read(session, child)
    removed = session.run(session.records.remove, "autonomy_interview", held)
    assert read(session, child).interviews == read(session, child).topics == read(session, child).rights == ()
    session.run(session.records.restore, removed.removed)
    after = read(session, child)
    assert [one.id for one in after.topics] == [one.id for one in before.topics]
    assert [one.right for one in after.rights] == ["SANTE"]


def test_the_interview_and_what_follows_answer_their_deadlines(session, child):
    assert deadline(session, child, "AUTONOMY_17").done_on is None
    held = begun(session, child)
    assert deadline(session, child, "AUTONOMY_17").done_on is None
    session.run(session.records.change, "autonomy_interview", held, held_on=DAY - dt.timedelta(days=2))
    asked = session.run(session.records.add, "young_adult_contract", child_id=child, requested_on=DAY).created
    rules = ("AUTONOMY_17", "YOUNG_ADULT")
    assert [deadline(session, child, rule).done_by for rule in rules] == [held, asked]
    everyone = session.run(session.deadlines.of_everyone, DAY)
    mine = next(one for one in everyone if one.child_id == child)
    assert next(one.done_by for one in mine.deadlines if one.rule.id == "AUTONOMY_17") == held


def test_from_the_deadline_one_click_opens_the_section_and_makes_nothing(session, child):
    opened = session.run(session.acting.begin, child, deadline(session, child, "AUTONOMY_17"))
    assert (opened.section, opened.kind, opened.is_new) == ("autonomy", "", False)
    assert read(session, child).interviews == ()
    asked = session.run(session.acting.begin, child, deadline(session, child, "YOUNG_ADULT"))
    assert (asked.section, asked.kind, asked.field) == ("autonomy", "young_adult_contract", "requested_on")
    session.run(session.acting.discard_if_blank, asked.kind, asked.record_id)
    assert read(session, child).contracts == ()


def test_a_child_that_is_not_there_is_said(session):
    for work in (session.autonomy.of_child, session.autonomy.begin_interview):
        with pytest.raises(UnknownRecordError):
            session.run(work, "0" * 32)
