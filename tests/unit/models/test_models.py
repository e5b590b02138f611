"""What every mapped class keeps to, so that forms, history and restoring need no second list."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint

from ppe_desktop.domain.facts import Kind
from ppe_desktop.models import Base
from ppe_desktop.models.declare import new_id
from ppe_desktop.storage.kinds import model_of, owner_kind, record_kinds

KINDS = sorted(record_kinds())
CHOSEN_BY_PROGRAM = {"appointment_child", "child_plan", "produced_document", "visit_child"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_fact_has_french_words_and_a_place_in_the_table(kind: str) -> None:
    table = Base.metadata.tables[kind]
    facts = record_kinds()[kind].facts
    assert facts or kind in CHOSEN_BY_PROGRAM
    assert len({fact.name for fact in facts}) == len(facts)
    for fact in facts:
        assert fact.label.strip() == fact.label != ""
        assert fact.name in table.columns
        assert (fact.choices is not None) == (fact.kind in (Kind.CHOICE, Kind.FREE_CHOICE)), fact.name
        assert (fact.kind in (Kind.PERSON, Kind.RECORD)) == bool(fact.target), fact.name
        assert "'" not in fact.label + fact.help, "typographic apostrophes only"


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_column_holds_when_nothing_was_typed_is_one_of_its_choices(kind: str) -> None:
    for fact in record_kinds()[kind].facts:
        if fact.choices is not None and fact.default:
            assert fact.default in set(fact.choices), fact.name


@pytest.mark.parametrize("kind", KINDS)
def test_owners_lead_up_to_a_child_or_a_person(kind: str) -> None:
    seen = [kind]
    while above := owner_kind(seen[-1]):
        seen.append(above)
        assert len(seen) < 6
    alone = {"address_protection", "appointment", "journal_entry", "meeting", "visit"}
    assert seen[-1] in {"child", "person", "user_profile"} | alone


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_owned_disappears_with_its_owner_and_a_record_pointed_to_cannot_be_removed(kind: str) -> None:
    owner = model_of(kind).owner_key
    for column in Base.metadata.tables[kind].columns:
        for key in column.foreign_keys:
            assert key.ondelete == ("CASCADE" if column.name == owner else "RESTRICT"), column


def test_every_constraint_has_a_name_by_which_a_migration_can_find_it() -> None:
    for table in Base.metadata.tables.values():
        for constraint in table.constraints:
            if isinstance(constraint, (CheckConstraint, ForeignKeyConstraint, UniqueConstraint)):
                assert constraint.name, (table.name, constraint)


def test_identifiers_are_of_version_seven_and_keep_the_order_in_which_they_were_made() -> None:
    made = [new_id() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {one.version for one in made[:100]} == {7}
    assert {one.variant for one in made[:100]} == {uuid.RFC_4122}
    assert [one.hex for one in made] == sorted(one.hex for one in made)
