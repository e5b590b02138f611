"""Which words bear on what, and why, in tables; who is said to speak; what a click may tie."""

import datetime as dt

import pytest

from ppe_desktop.domain.autonomy import QUESTIONS
from ppe_desktop.domain.vocabulary import AutonomyTheme
from ppe_desktop.domain.words_at_hand import (
    Links,
    bearing_on,
    can_insert,
    domain_subject,
    family,
    first_values,
    health,
    meeting_subject,
    objective_subject,
    report_subject,
    since,
    theme_subject,
    ties,
)
from ppe_desktop.domain.words_said import answer_words, sharing_words, speaker_words
from tests.support.casefiles import case_file, item, new_id, parent

TODAY = dt.date(2026, 11, 23)
CHILD = item("child", birth_surname="Le Goff", first_names="Malo", sex="M", birth_date=dt.date(2014, 2, 3))
MEETING = item("meeting", kind="PPE", held_on=TODAY, place="Mairie")
OTHER_MEETING, PANEL = new_id(), item("meeting", kind="INSTANCE_SANTE", held_on=TODAY)
OBJECTIVE = item("plan_objective", domain="B", text="Voir ses sœurs", lasting_id=new_id())
SAME_DOMAIN = item("plan_objective", domain="B", lasting_id=new_id())
ASKED = QUESTIONS[AutonomyTheme.HEALTH]
ELSEWHERE = QUESTIONS[AutonomyTheme.PAPERS]


def ago(days):
    return TODAY - dt.timedelta(days=days)


def said(days=400, **values):
    return item("statement", **{"speaker": "ENFANT", "said_on": ago(days), "exact_words": "…", **values})


def why(statement, subject, links=None):
    found = bearing_on([statement], subject, links or Links(), TODAY)
    return [reason for one in found for reason in one.reasons]


RECENT = ["récente, sans sujet précisé"]
REASONS = [
    (health(), {"bears_on": "A"}, ["porte sur la santé"]),
    (health(), {"health_event_id": new_id()}, ["notée avec un bilan ou un examen"]),
    (health(), {"bears_on": "B"}, []),
    (health(), {"occasion": "SANTE"}, ["dite à propos de la santé"]),
    (health(), {"bears_on": "A", "occasion": "SANTE"}, ["porte sur la santé", "dite à propos de la santé"]),
    (health(), {}, []),
    (health(), {"days": 10}, RECENT),
    (health(), {"days": 60}, RECENT),
    (health(), {"days": 61}, []),
    (health(), {"days": -1}, []),
    (health(), {"days": 10, "bears_on": "B"}, []),
    (health(), {"days": 10, "meeting_id": OTHER_MEETING}, []),
    (health(), {"days": 10, "occasion": "ECOLE"}, []),
    (health(), {"days": 10, "occasion": "VISITE"}, RECENT),
    (family(), {"occasion": "DROIT_VISITE"}, ["dite à propos des rencontres avec la famille"]),
    (objective_subject(OBJECTIVE), {"objective_id": OBJECTIVE.id}, ["dite sur cet objectif"]),
    (objective_subject(OBJECTIVE), {"objective_id": OBJECTIVE.lasting_id}, ["dite sur cet objectif"]),
    (objective_subject(OBJECTIVE), {"objective_id": SAME_DOMAIN.lasting_id}, ["liée à un objectif de ce domaine"]),
    (objective_subject(OBJECTIVE), {"objective_id": new_id()}, []),
    (meeting_subject(MEETING), {"days": 0, "meeting_id": MEETING.id}, ["dite à cette réunion"]),
    (meeting_subject(MEETING), {"days": 9, "meeting_id": MEETING.id}, ["dite avant, pour cette réunion"]),
    (meeting_subject(MEETING), {"days": 60}, ["dite dans les deux mois qui précèdent"]),
    (meeting_subject(MEETING), {"days": 61}, []),
    (meeting_subject(MEETING), {"days": -1}, []),
    (meeting_subject(MEETING), {"days": 9, "occasion": "PPE"},
     ["recueillie pour une réunion de cette nature", "dite dans les deux mois qui précèdent"]),
    (meeting_subject(MEETING), {"bears_on": "A"}, []),
    (meeting_subject(PANEL), {"bears_on": "A"}, ["porte sur la santé"]),
    (theme_subject("SANTE"), {"occasion": "ENTRETIEN_17", "question": ASKED}, ["dite sur ce thème"]),
    (theme_subject("SANTE"), {"occasion": "ENTRETIEN_17", "question": ELSEWHERE}, []),
    (theme_subject("SANTE"), {"occasion": "ENTRETIEN_17"}, ["dite à l’entretien des 17\u00a0ans"]),
    (theme_subject("SANTE"), {"bears_on": "A"}, ["porte sur la santé"]),
    (theme_subject("FIER"), {"bears_on": "A"}, []),
    (theme_subject(), {"occasion": "ENTRETIEN_17", "question": ELSEWHERE}, ["dite à l’entretien des 17\u00a0ans"]),
    (report_subject("Rapport", ago(100)), {"days": 99}, ["dite depuis le dernier rapport"]),
    (report_subject("Rapport", ago(100)), {"days": 100}, []),
    (report_subject("Rapport", None), {"days": 300}, ["dite depuis un an"]),
    (report_subject("Rapport", None), {"days": 400}, []),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "values", "expected"), REASONS)
def test_why_words_bear_on_a_subject(subject, values, expected):
    links = Links(domain_of={SAME_DOMAIN.lasting_id: "B"})
    assert why(said(**values), subject, links) == expected


def test_words_cited_bear_where_they_are_cited():
    statement = said()
    links = Links(
        {statement.id: frozenset({"B"})},
        {statement.id: frozenset({OBJECTIVE.id})},
        {OBJECTIVE.id: "B", OBJECTIVE.lasting_id: "B"},
    )
    assert why(statement, objective_subject(OBJECTIVE), links) == [
        "citée dans cet objectif",
        "citée dans ce domaine du projet",
    ]
    assert why(statement, domain_subject("B"), links) == [
        "citée dans ce domaine du projet",
        "liée à un objectif de ce domaine",
    ]
    assert why(statement, domain_subject("A"), links) == []
    assert why(said(), domain_subject("B"), links) == []
    lately = said(5)
    assert why(lately, health(), Links({lately.id: frozenset({"B"})})) == []
    assert why(lately, health(), Links({lately.id: frozenset({""})})) == RECENT


def test_words_said_on_an_objective_follow_it_into_the_next_version():
    before = new_id()
    links = Links(lasting={before: OBJECTIVE.lasting_id})
    assert why(said(objective_id=before), objective_subject(OBJECTIVE), links) == ["dite sur cet objectif"]
    assert why(said(objective_id=before), objective_subject(OBJECTIVE)) == []


def test_words_without_a_day_bear_by_what_they_say_and_never_by_their_age():
    assert why(said(said_on=None, bears_on="A"), health()) == ["porte sur la santé"]
    for subject in (health(), meeting_subject(MEETING), report_subject("Rapport", None)):
        assert why(said(said_on=None), subject) == []


def test_the_child_comes_first_then_the_strongest_then_the_newest():
    old_tie, new_tie = said(300, bears_on="A"), said(200, bears_on="A")
    loose = said(1)
    mother, father, other = (said(2, speaker=speaker, bears_on="A") for speaker in ("MERE", "PERE", "AUTRE"))
    found = bearing_on([other, loose, father, old_tie, mother, new_tie], health(), Links(), TODAY)
    assert [one.statement.id for one in found] == [one.id for one in (new_tie, old_tie, loose, mother, father, other)]
    kept = since([other, old_tie, loose], ago(250))
    assert [one.statement.id for one in kept] == [loose.id, other.id]
    assert len(since([other, old_tie, loose], None)) == 3


@pytest.mark.parametrize(
    ("subject", "values", "expected"),
    [
        (health(), {}, True),
        (health(), {"bears_on": "B"}, False),
        (meeting_subject(MEETING), {"bears_on": "B"}, True),
        (meeting_subject(MEETING), {"meeting_id": OTHER_MEETING}, False),
        (theme_subject("SANTE"), {}, True),
        (theme_subject("FIER"), {}, False),
        (domain_subject("B", "Citer"), {"bears_on": "A"}, True),
        (domain_subject("B"), {}, False),
    ],
)
def test_a_click_never_takes_a_tie_away(subject, values, expected):
    assert can_insert(said(**values), subject) is expected


def test_words_already_there_are_not_brought_twice():
    statement = said()
    assert not can_insert(statement, domain_subject("B", "Citer", [statement.id]))


def test_what_is_noted_is_tied_to_what_is_on_screen():
    held = first_values(meeting_subject(MEETING, "Karima Benali"), TODAY)
    assert held == {
        "said_on": TODAY, "meeting_id": MEETING.id, "occasion": "PPE", "place": "Mairie", "present": "Karima Benali",
    }  # fmt: skip
    to_come = meeting_subject(item("meeting", kind="CESSEC", held_on=TODAY + dt.timedelta(days=3), place="Mairie"))
    assert "place" not in (values := first_values(to_come, TODAY))
    assert values["said_on"] == TODAY
    assert first_values(objective_subject(OBJECTIVE), TODAY)["objective_id"] == OBJECTIVE.id
    assert first_values(theme_subject("SANTE"), TODAY)["question"] == ASKED
    assert first_values(None, TODAY) == {"said_on": TODAY}
    assert ties(health()) == {"bears_on": "A"}
    assert ties(report_subject("Rapport", None)) == {}


def test_answers_and_sharing_in_words():
    assert answer_words(said()) == ("Sans réponse", "soon")
    assert answer_words(said(answered_on=TODAY))[0] == "Réponse donnée le\u00a023/11/2026"
    assert answer_words(said(answer="Oui.")) == ("Réponse donnée", "done")
    assert answer_words(said(outcome="REFUS")) == ("", "")
    assert answer_words(said(speaker="AUTRE")) == ("", "")
    assert sharing_words(said()) == ("Reste au dossier", "neutral")
    assert sharing_words(said(sharing="TOUS"), ["Erwan"])[1] == "late"
    assert sharing_words(said(sharing="TOUS", kept_secret="Mon cahier"))[1] == "soon"


def test_who_speaks_when_there_are_two_mothers_none_or_one_who_left():
    karima, hers = parent("MERE", "Benali", "Karima")
    lila, also = parent("MERE", "Diallo", "Lila")
    one, two = case_file(CHILD, karima, hers), case_file(CHILD, karima, hers, lila, also)
    unsaid, of_lila = said(speaker="MERE"), said(speaker="MERE", person_id=lila.id)
    assert speaker_words(unsaid, one) == "Karima Benali, sa mère"
    assert speaker_words(unsaid, two) == "Sa mère"
    assert speaker_words(of_lila, two) == "Lila Diallo, sa mère"
    assert (
        speaker_words(of_lila, one, {lila.id: "Lila Diallo"}) == "Lila Diallo, sa mère, qui n’est plus dans l’entourage"
    )
    assert speaker_words(said(speaker="AUTRE"), one) == "Une autre personne"
    assert speaker_words(said(), one) == "Malo"
