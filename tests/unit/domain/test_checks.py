"""Few things are refused, each beside the field that can be corrected; everything else a person writes is kept."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppe_desktop.domain.checks import PAST_ONLY, check_field, check_record, keep
from ppe_desktop.domain.errors import FieldError
from ppe_desktop.domain.facts import LONG_TEXT_LIMIT, TEXT_LIMIT, Fact, Kind
from ppe_desktop.domain.vocabulary import Role, Sex
from ppe_desktop.storage.kinds import record_kinds

D = dt.date
TODAY = D(2026, 11, 23)
KINDS = record_kinds()


def refused(kind: str, values: dict[str, Any], changed: list[str] | None = None) -> str:
    """The field beside which the values are refused, or nothing."""
    kept = {fact.name: fact.default for fact in KINDS[kind].facts} | values
    try:
        check_record(KINDS[kind].facts, kept, TODAY, changed)
    except FieldError as error:
        return error.field
    return ""


CHILD = {"birth_surname": "Durand"}


@pytest.mark.parametrize(
    ("kind", "values", "changed", "field"),
    [
        ("child", {"birth_surname": ""}, None, "birth_surname"),
        ("child", {"birth_surname": "  \n"}, None, "birth_surname"),
        ("child", {**CHILD, "birth_date": D(2026, 11, 24)}, None, "birth_date"),
        ("child", {**CHILD, "birth_date": D(1899, 12, 31)}, None, "birth_date"),
        ("child", {**CHILD, "birth_date": D(2010, 1, 2), "death_date": D(2010, 1, 1)}, None, "death_date"),
        ("child", {**CHILD, "birth_date": D(2010, 1, 2), "death_date": D(2010, 1, 1)}, ["birth_date"], "birth_date"),
        ("child", {**CHILD, "birth_date": D(2010, 1, 2), "death_date": D(2010, 1, 1)}, ["death_date"], "death_date"),
        ("placement", {"since": D(2026, 5, 2), "until": D(2026, 5, 1)}, None, "until"),
        ("placement", {"since": D(2026, 5, 2), "until": D(2026, 5, 1)}, ["since"], "since"),
        ("measure", {"since": D(2026, 5, 2), "ended_on": D(2026, 5, 1)}, ["ended_on"], "ended_on"),
        ("plan_action", {"start_on": D(2026, 5, 2), "due_on": D(2026, 5, 1)}, ["start_on"], "start_on"),
        ("statement", {"said_on": None}, ["said_on"], "said_on"),
        ("statement", {"said_on": D(2026, 12, 1)}, ["said_on"], "said_on"),
        ("decision", {"decided_on": D(2027, 11, 23)}, ["decided_on"], "decided_on"),
        ("relationship", {"person_id": None}, ["person_id"], "person_id"),
        ("person", {"surname": ""}, None, "surname"),
    ],
)
def test_a_refusal_stands_beside_the_field_to_correct(
    kind: str, values: dict[str, Any], changed: list[str] | None, field: str
) -> None:
    assert refused(kind, values, changed) == field


@pytest.mark.parametrize(
    ("kind", "values", "changed"),
    [
        ("child", CHILD, None),
        ("child", {**CHILD, "birth_date": TODAY}, None),
        ("child", {**CHILD, "birth_date": D(1900, 1, 1)}, None),
        ("child", {**CHILD, "birth_date": D(2010, 1, 2), "death_date": D(2010, 1, 2)}, None),
        ("placement", {"since": D(2026, 5, 2), "until": D(2026, 5, 2)}, None),
        ("placement", {"since": D(2027, 5, 2), "until": D(2028, 5, 2)}, None),
        ("measure", {"since": D(2026, 5, 2), "until": D(2030, 5, 1)}, None),
        ("plan_action", {"due_on": D(2020, 5, 1)}, None),
        ("contact_right", {"person_id": "0" * 32, "until": D(2020, 5, 1)}, None),
        ("plan_delivery", {"recipient": "La grand-mère, au téléphone"}, None),
    ],
)
def test_nothing_else_is_refused(kind: str, values: dict[str, Any], changed: list[str] | None) -> None:
    assert refused(kind, values, changed) == ""


@pytest.mark.parametrize("changed", [["birth_place"], ["allergies"]])
def test_a_contradiction_elsewhere_in_the_file_does_not_stop_another_entry(changed: list[str]) -> None:
    dead_before_birth = {**CHILD, "birth_date": D(2010, 1, 2), "death_date": D(2010, 1, 1)}
    assert refused("child", dead_before_birth, changed) == ""
    assert refused("placement", {"since": D(2026, 5, 2), "until": D(2026, 5, 1)}, ["name"]) == ""


def test_only_dates_of_what_happened_must_be_past() -> None:
    for kind in KINDS.values():
        for fact in kind.facts:
            if fact.kind is Kind.DATE:
                tomorrow = refused_alone(fact, TODAY + dt.timedelta(days=1))
                assert tomorrow == (fact.name in PAST_ONLY), f"{kind.name}.{fact.name}"
                assert not refused_alone(fact, TODAY)


def refused_alone(fact: Fact, value: Any) -> bool:
    try:
        check_field(fact, value, TODAY)
    except FieldError as error:
        return error.field == fact.name
    return False


@given(st.text(max_size=60))
def test_any_text_that_fits_is_kept(text: str) -> None:
    for kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.FREE_CHOICE):
        kept = keep(Fact("Remarques", kind, name="remarks"), text)
        assert keep(Fact("Remarques", kind, name="remarks"), kept) == kept
        assert kind is Kind.LONG_TEXT or "\n" not in kept


@pytest.mark.parametrize(
    ("kind", "limit"), [(Kind.TEXT, TEXT_LIMIT), (Kind.FREE_CHOICE, TEXT_LIMIT), (Kind.LONG_TEXT, LONG_TEXT_LIMIT)]
)
def test_a_text_too_long_is_refused_with_its_limit_and_one_that_just_fits_is_not(kind: Kind, limit: int) -> None:
    fact = Fact("Remarques", kind, name="remarks")
    assert keep(fact, "x" * limit) == "x" * limit
    with pytest.raises(FieldError) as error:
        keep(fact, "x" * (limit + 1))
    assert error.value.field == "remarks"
    assert f"{limit:,}".replace(",", "\u202f") in error.value.message


def test_choices_are_closed_and_free_choices_open() -> None:
    sex = Fact("Sexe", Kind.CHOICE, choices=Sex, name="sex")
    assert keep(sex, "F") == "F"
    assert keep(sex, "") == ""
    with pytest.raises(FieldError) as error:
        keep(sex, "Z")
    assert error.value.field == "sex"
    assert keep(Fact("Rôle", Kind.FREE_CHOICE, choices=Role, name="role"), "Voisine") == "Voisine"


def test_only_a_phone_is_grouped() -> None:
    assert keep(Fact("Téléphone", Kind.TEXT, name="phone"), "0199001122") == "01\u00a099\u00a000\u00a011\u00a022"
    assert keep(Fact("Référence", Kind.TEXT, name="external_reference"), "0199001122") == "0199001122"


@pytest.mark.parametrize("value", [None, True, 3, D(2026, 1, 1), b"\x89PNG"])
def test_what_is_no_text_is_kept_as_it_is(value: Any) -> None:
    assert keep(Fact("Valeur", Kind.DATE, name="since"), value) is value
