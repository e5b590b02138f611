"""Each obligation offers a gesture in plain words, done where the file shows it."""

import datetime as dt

import pytest

from ppe_desktop.domain.deadlines import Deadline, Rule
from ppe_desktop.domain.deadlines.gestures import SECTIONS, gesture_of
from ppe_desktop.domain.deadlines.results import Reason, Status
from ppe_desktop.domain.deadlines.rules import Source
from ppe_desktop.domain.vocabulary import StepKind
from ppe_desktop.services.deadlines import shipped_rules

FILE_SECTIONS = {
    "overview", "identity", "entourage", "path", "health", "school", "plan", "statements", "journal", "deadlines", "documents",
    "autonomy",
}  # fmt: skip
IN_AUTONOMY = {
    "autonomy_interview": "", "mna_told": "", "papers_18": "", "young_adult_plan": "",
    "young_adult_request": "young_adult_contract", "exit_interview": "exit_interview",
}  # fmt: skip
"""Steps answered in the section of autonomy, with the record made there."""


def deadline(rule, *reasons):
    return Deadline(rule, "clé", dt.date(2026, 12, 1), Status.DUE_SOON, reasons)


def invented(act, action="", rule_id="RULE", **more):
    return Rule(
        rule_id, "Faire ce qui est dû", "Tous", "Article", "Texte", Source.LAW, "2026-11", "trigger", None, act,
        action=action, **more,
    )  # fmt: skip


@pytest.mark.parametrize("rule", shipped_rules(), ids=lambda rule: rule.id)
def test_every_rule_shipped_offers_a_verb_and_a_place(rule):
    gesture = gesture_of(deadline(rule))
    assert gesture.section in FILE_SECTIONS
    assert gesture.verb
    assert gesture.verb[0].isupper()
    assert len(gesture.verb) <= 40
    assert gesture.name
    assert not gesture.kind or SECTIONS[gesture.kind] == gesture.section


@pytest.mark.parametrize(
    "step", [one for one in StepKind if one not in {*IN_AUTONOMY, "autonomy_plan"}], ids=lambda step: step.value
)
def test_every_kind_of_step_is_begun_with_its_kind(step):
    gesture = gesture_of(deadline(invented(step.value)))
    assert (gesture.kind, gesture.values, gesture.order) == ("statutory_step", {"kind": step.value}, ("done_on",))
    assert gesture.makes


@pytest.mark.parametrize(("step", "kind"), sorted(IN_AUTONOMY.items()))
def test_what_prepares_majority_is_answered_in_the_section_of_autonomy(step, kind):
    gesture = gesture_of(deadline(invented(step, "autonomy")))
    assert (gesture.section, gesture.kind, gesture.makes) == ("autonomy", kind, bool(kind))
    assert set(gesture.waits) == set(gesture.order)
    assert bool(gesture.order) is bool(kind)


def test_the_plan_of_autonomy_is_written_in_the_plan_at_its_heading():
    gesture = gesture_of(deadline(invented("autonomy_plan", "autonomy")))
    assert (gesture.section, gesture.kind, gesture.order) == ("plan", "child_plan", ("autonomy",))
    assert not gesture.makes


def test_a_fact_of_a_place_opens_that_place():
    moved = Reason("Changement de lieu.", (), "placement", "a" * 32)
    gesture = gesture_of(deadline(invented("judge_told", "path"), moved))
    assert (gesture.section, gesture.kind, gesture.record_id, gesture.order) == (
        "path", "placement", "a" * 32, ("judge_informed_on",),
    )  # fmt: skip
    assert not gesture.makes


def test_without_the_record_the_section_opens():
    gesture = gesture_of(deadline(invented("measure_followed", "path")))
    assert (gesture.section, gesture.kind) == ("path", "")


def test_an_act_nobody_knows_opens_what_the_reasons_speak_of_where_the_rule_says():
    known = Reason("Fratrie séparée.", (), "sibling_link", "b" * 32)
    told = gesture_of(deadline(invented("act_of_tomorrow", "entourage"), known))
    assert (told.verb, told.section, told.kind, told.record_id) == (
        "Ouvrir l’entourage", "entourage", "sibling_link", "b" * 32,
    )  # fmt: skip
    lost = gesture_of(deadline(invented("act_of_tomorrow")))
    assert (lost.verb, lost.section, lost.kind) == ("Ouvrir les échéances", "deadlines", "")


def test_the_yearly_check_is_not_the_one_of_entry():
    entry = gesture_of(deadline(invented("health_check", rule_id="HEALTH_ENTRY")))
    yearly = gesture_of(deadline(invented("health_check", rule_id="HEALTH_ANNUAL", repeats=True)))
    assert (entry.values["kind"], yearly.values["kind"]) == ("BILAN_ENTREE", "BILAN_ANNUEL")


def test_a_report_of_the_end_that_nobody_wrote_yet_is_made():
    gesture = gesture_of(deadline(invented("report_judge", "report")))
    assert gesture.makes
    assert gesture.order == ("written_on", "sent_on")
