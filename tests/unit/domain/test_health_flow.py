"""A check of health step by step: what each step says and still wants, what is proposed, what the plan takes up already."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.health_flow import FlowStep, StepKey, StepState, flow_of, health_flows
from ppe_desktop.domain.health_needs import After, needs_left, needs_of
from ppe_desktop.domain.health_offers import parents_to_tell, proposed_booking, proposed_practitioners
from tests.support.casefiles import TODAY, case_file, item, new_id

DAY = dt.timedelta(days=1)


def check(**values: Any) -> Item:
    return item("health_event", **{"kind": "BILAN_ANNUEL", **values})


def steps(event: Item, after: After = After(), *more: Item, birth: dt.date | None = None) -> dict[StepKey, FlowStep]:
    file = case_file(None, event, *more)
    if birth is not None:
        file = type(file)(file.child.having(birth_date=birth), file.items)
    return {step.key: step for step in flow_of(file, event, (), after, TODAY).steps}


def action(event: Item, text: str) -> Item:
    return item("plan_action", objective_id=new_id(), text=text, health_event_id=event.id)


def test_a_check_that_is_only_begun_wants_its_day_and_nothing_else_yet() -> None:
    found = steps(check())
    assert found[StepKey.BOOKED].state is StepState.MISSING
    assert {step.state for key, step in found.items() if key is not StepKey.BOOKED} == {StepState.LATER}


@pytest.mark.parametrize(("booked_on", "state"), [(TODAY + DAY, StepState.LATER), (TODAY, StepState.MISSING)])
def test_whether_it_took_place_is_asked_from_the_day_of_the_appointment(booked_on: dt.date, state: StepState) -> None:
    found = steps(check(booked_on=booked_on, practitioner="Dre Wägner"))
    assert found[StepKey.DONE].state is state
    assert found[StepKey.BOOKED].missing == ("qui accompagne l’enfant",)


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("", ()),
        ("Rien à signaler.", ()),
        ("Rien d’autre à signaler", ()),
        ("Lunettes\n\n  Dents  \n", ("Lunettes", "Dents")),
        ("Revoir la vue. Soins dentaires, avec calme.", ("Revoir la vue.", "Soins dentaires, avec calme.")),
        ("Revoir le Dr. Attal et M. Sow", ("Revoir le Dr. Attal et M. Sow",)),
    ],
)
def test_needs_are_told_apart_by_lines_and_sentences(text: str, needs: tuple[str, ...]) -> None:
    assert needs_of(check(needs=text)) == needs


def test_a_need_is_in_the_plan_when_an_action_of_this_check_still_speaks_of_it() -> None:
    event, other = check(done_on=TODAY, needs="Contrôler la vue\nReprendre les soins dentaires"), check()
    after = After(
        actions=(action(event, "Soins dentaires à reprendre avec M. Garnier"), action(other, "Contrôler la vue"))
    )
    assert needs_left(event, after) == ("Contrôler la vue",)
    assert steps(event, after)[StepKey.PLAN].said == "Un besoin n’y est pas encore."


def test_silence_is_a_word_and_an_empty_statement_is_none() -> None:
    event = check(done_on=TODAY, needs="Rien à signaler.")
    empty = item("statement", child_id=new_id(), health_event_id=event.id, outcome="RECUEILLIE")
    assert steps(event, After(words=(empty,)))[StepKey.WORDS].state is StepState.MISSING
    silent = steps(event, After(words=(empty.having(outcome="REFUS"),)))[StepKey.WORDS]
    assert (silent.state, silent.said) == (StepState.DONE, "N’a pas souhaité s’exprimer.")


def test_parents_are_told_of_a_minor_only_and_how_is_asked_too() -> None:
    event = check(done_on=TODAY, parents_informed_on=TODAY)
    assert steps(event)[StepKey.PARENTS].missing == ("comment",)
    told = steps(event.having(parents_informed_how="COURRIER"))[StepKey.PARENTS]
    assert told.missing == ()
    assert told.said.endswith(", par courrier.")
    adult = steps(check(done_on=TODAY), birth=dt.date(2008, 1, 1))
    assert adult[StepKey.PARENTS].state is StepState.NOT_NEEDED


def test_a_parent_kept_from_the_place_is_named_with_what_not_to_say() -> None:
    mother, father, gone = (item("person", civility="MME", surname=name) for name in ("Alba", "Brun", "Cros"))
    holders = [
        item("parental_authority", child_id=new_id(), person_id=person.id, is_holder="OUI")
        for person in (mother, father, gone)
    ]
    episode = new_id()
    place = item("placement", episode_id=episode, name="MECS", since=TODAY - 9 * DAY, is_main=True)
    hidden = item("address_protection", placement_id=place.id, hidden_from_id=father.id)
    file = case_file(None, mother, father, gone.having(death_date=TODAY), *holders, place, hidden)
    told = parents_to_tell(file, check(), TODAY)
    assert [one.name for one in told] == ["Madame Alba", "Madame Brun"]
    assert told[0].caution == ""
    assert "ni le lieu" in told[1].caution


def test_the_appointment_and_the_doctor_of_the_last_check_are_proposed() -> None:
    last = check(done_on=TODAY - 300 * DAY, practitioner="Dre Wägner", place="Évry", next_on=TODAY + 20 * DAY)
    now = check()
    file = case_file(None, last, now, check(kind="DENTAIRE", practitioner="Dr Lestrade", next_on=TODAY + 2 * DAY))
    assert proposed_practitioners(file, TODAY) == (("Dre Wägner", "Évry"),)
    assert proposed_booking(file, now, TODAY) == TODAY + 20 * DAY


def test_what_is_begun_comes_before_what_was_done_and_an_old_check_says_the_rest_in_one_line() -> None:
    begun, old = check(booked_on=TODAY + DAY), check(done_on=TODAY - 200 * DAY, needs="Rien à signaler.")
    flows = health_flows(case_file(None, old, begun), (), After(), TODAY)
    assert [flow.key for flow in flows] == [begun.id, old.id]
    assert flows[1].is_old(TODAY)
    assert flows[1].missing() == ("Ce que l’enfant en dit", "Parents informés")
