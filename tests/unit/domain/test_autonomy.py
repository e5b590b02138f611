"""Autonomy: who is concerned, which rights and papers, what is arranged, who matters, and what answers the deadlines."""

import datetime as dt

import pytest

from ppe_desktop.domain.autonomy import (
    NEEDS,
    QUESTIONS,
    RIGHTS,
    are_papers_prepared,
    interviews,
    is_after_leaving,
    is_shown,
    needs_left,
    network_of,
    papers_of,
    rights_for,
    steps_of,
    theme_of,
    topics_of,
)
from ppe_desktop.domain.deadlines.acts import acts_of
from ppe_desktop.domain.vocabulary import AutonomyRight, AutonomyTheme, PaperKind
from tests.support.casefiles import case_file as any_file
from tests.support.casefiles import item

TODAY = dt.date(2026, 11, 22)
D = dt.date


def case_file(*items, child=None):
    return any_file(item("child", birth_surname="Durand", **(child or {})), *items)


def interview(**values):
    return item("autonomy_interview", **values)


def topic(held, theme, **values):
    return item("autonomy_topic", interview_id=held.id, theme=theme, **values)


def paper(kind, state):
    return item("paper", kind=kind, state=state)


def test_every_theme_has_its_question_and_every_right_its_words():
    assert set(QUESTIONS) == set(AutonomyTheme)
    assert set(RIGHTS) == set(AutonomyRight)
    assert theme_of("LOGEMENT") is AutonomyTheme.HOUSING
    for words, article in RIGHTS.values():
        assert words.endswith(".")
        assert article
        assert "'" not in words


@pytest.mark.parametrize(
    ("birth", "shown"),
    [(D(2011, 5, 22), True), (D(2011, 5, 23), False), (D(2008, 1, 1), True), (None, False)],
)
def test_the_section_is_offered_from_fifteen_and_a_half(birth, shown):
    assert is_shown(case_file(child={"birth_date": birth}), TODAY) is shown


def test_something_kept_offers_the_section_at_any_age():
    young = {"birth_date": D(2015, 1, 1)}
    assert is_shown(case_file(paper("IDENTITE", "OBTENU"), child=young), TODAY)


def test_the_interview_after_leaving_waits_for_majority_or_for_the_leaving():
    youth = {"birth_date": D(2009, 3, 12)}
    inside = item("care_episode", since=D(2024, 1, 1), until=None)
    left = item("care_episode", since=D(2024, 1, 1), until=D(2026, 9, 1))
    assert not is_after_leaving(case_file(inside, child=youth), TODAY)
    assert is_after_leaving(case_file(left, child=youth), TODAY)
    assert is_after_leaving(case_file(inside, child={"birth_date": D(2008, 11, 22)}), TODAY)


def test_the_permit_is_told_to_unaccompanied_minors_only():
    told = case_file(child={"is_unaccompanied": False}).child
    alone = case_file(child={"is_unaccompanied": True}).child
    assert AutonomyRight.PERMIT not in rights_for(told)
    assert rights_for(alone) == list(RIGHTS)


def test_an_interview_that_goes_on_comes_before_those_that_are_held():
    old, last, begun = (
        interview(held_on=D(2025, 3, 1)), interview(held_on=D(2026, 3, 1)), interview(begun_on=D(2024, 1, 1)),
    )  # fmt: skip
    assert [one.id for one in interviews(case_file(old, last, begun))] == [begun.id, last.id, old.id]


def test_steps_are_gathered_the_nearest_first_and_an_empty_theme_gives_none():
    held = interview()
    file = case_file(
        held,
        topic(held, "SANTE", goal="Un dentiste"),
        topic(held, "LOGEMENT", goal="Un studio", steps="Visiter", who="Moi", due_on=D(2027, 1, 15)),
        topic(held, "FIER", own_words="Mon bac blanc."),
        topic(held, "PAPIERS", steps="Mairie", due_on=D(2026, 12, 1)),
    )
    steps = steps_of(topics_of(file, held.id))
    assert [step.theme.value for step in steps] == ["PAPIERS", "LOGEMENT", "SANTE"]
    assert steps[1] == (AutonomyTheme.HOUSING, "Un studio", "Visiter", "Moi", D(2027, 1, 15))
    assert needs_left(steps) == (AutonomyTheme.RESOURCES, AutonomyTheme.WORK, AutonomyTheme.SUPPORT)
    assert len(NEEDS) == 6


@pytest.mark.parametrize(
    ("about", "missing"),
    [
        ({"is_unaccompanied": False, "nationality": ""}, {"TITRE_SEJOUR"}),
        ({"is_unaccompanied": False, "nationality": "Française"}, {"TITRE_SEJOUR"}),
        ({"is_unaccompanied": True, "nationality": ""}, {"RECENSEMENT", "JDC"}),
        ({"is_unaccompanied": False, "nationality": "Malienne"}, {"RECENSEMENT", "JDC"}),
    ],
)
def test_the_checklist_is_that_of_the_young_person(about, missing):
    kinds = {line.kind for line in papers_of(case_file(child=about))}
    assert {kind.value for kind in PaperKind} - kinds == missing | {"AUTRE"}


def test_what_is_noted_stays_on_the_checklist_even_when_it_is_not_expected():
    file = case_file(
        paper("TITRE_SEJOUR", "DEMANDE"), paper("Permis de conduire", "A_FAIRE"), paper("BANQUE", "OBTENU"),
        child={"nationality": "Française"},
    )  # fmt: skip
    lines = {line.kind: line for line in papers_of(file)}
    assert lines["TITRE_SEJOUR"].state == "DEMANDE"
    assert lines["Permis de conduire"].is_left
    assert not lines["BANQUE"].is_left
    assert lines["IMPOTS"].item is None
    assert lines["IMPOTS"].is_left


@pytest.mark.parametrize(
    ("housing", "bank", "prepared"),
    [
        ("DEMANDE", "OBTENU", True),
        ("OBTENU", "SANS_OBJET", True),
        ("DEMANDE", "DEMANDE", False),
        ("A_FAIRE", "OBTENU", False),
    ],
)
def test_papers_are_prepared_when_the_four_are_settled(housing, bank, prepared):
    papers = [paper("IDENTITE", "OBTENU"), paper("IMPOTS", "OBTENU"), paper("LOGEMENT", housing), paper("BANQUE", bank)]
    assert are_papers_prepared(papers) is prepared
    assert not are_papers_prepared(papers[1:])


def test_who_matters_is_who_is_close_or_counted_on_now():
    near, trusted, gone, far = (
        item("person", first_name=name, surname="Test") for name in ("Ana", "Béa", "Cid", "Ève")
    )
    dead = item("person", first_name="Dan", surname="Test", death_date=D(2020, 1, 1))
    base = {"since": None, "until": None, "closeness": ""}
    links = [
        item("relationship", person_id=near.id, role="GRAND_PARENT", **(base | {"closeness": "TRES_PROCHE"})),
        item("relationship", person_id=trusted.id, role="PERSONNE_CONFIANCE", **base),
        item("relationship", person_id=gone.id, role="PERSONNE_CONFIANCE", **(base | {"until": D(2025, 1, 1)})),
        item("relationship", person_id=dead.id, role="PERSONNE_CONFIANCE", **base),
        item("relationship", person_id=far.id, role="PERE", **(base | {"closeness": "DISTANT"})),
    ]
    found = network_of(case_file(near, trusted, gone, dead, far, *links), TODAY)
    assert [one.person_id for one in found] == [near.id, trusted.id]
    assert found[0].quality.endswith("très proche")


def test_records_of_autonomy_answer_the_deadlines():
    held = interview(held_on=D(2026, 3, 4), handed_on=D(2026, 3, 18))
    going_on = interview(begun_on=D(2026, 9, 1), handed_on=D(2026, 9, 2))
    told = [
        item("autonomy_right_told", interview_id=held.id, right=right, told_on=D(2026, 3, 5))
        for right in ("TITRE_SEJOUR", "ALLOCATION_RENTREE", "SANTE")
    ]
    contract = item(
        "young_adult_contract", requested_on=D(2026, 10, 2), decided_on=D(2027, 2, 1), since=D(2027, 3, 12),
        decision="ACCORDE", content="Un studio",
    )  # fmt: skip
    refused = contract.having(decision="REFUSE")
    leaving = item("exit_interview", held_on=D(2028, 1, 9))
    acts = acts_of(case_file(held, going_on, *told, contract, leaving))
    days = {code: [act.on for act in found] for code, found in acts.items()}
    assert (
        days.items()
        >= {
            "autonomy_interview": [D(2026, 3, 4)],
            "mna_told": [D(2026, 3, 5)],
            "ars_told": [D(2026, 3, 5)],
            "young_adult_request": [D(2026, 10, 2)],
            "young_adult_plan": [D(2027, 3, 12)],
            "exit_interview": [D(2028, 1, 9)],
        }.items()
    )
    assert "young_adult_plan" not in acts_of(case_file(refused))
