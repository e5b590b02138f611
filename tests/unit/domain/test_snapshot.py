"""A finished plan comes back from its frozen text exactly as it was."""

from __future__ import annotations

import datetime as dt
import json

from hypothesis import given
from hypothesis import strategies as st

from ppe_desktop.domain.casefile import CaseFile, Item, Items, PlanFile
from ppe_desktop.domain.snapshot import FORMAT, from_json, to_json
from tests.support.rich_case import rich_case

VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**40), 2**40), st.text(max_size=30), st.dates(), st.datetimes(), st.binary(max_size=40)
)  # fmt: skip
IDS = st.uuids().map(lambda value: value.hex)
ITEMS = st.builds(
    Item, st.text(min_size=1, max_size=8), IDS, st.integers(1, 99), st.dictionaries(st.text(max_size=8), VALUES, max_size=5)
)  # fmt: skip
GROUPS = st.dictionaries(st.text(max_size=8), st.lists(ITEMS, max_size=3).map(tuple), max_size=3).map(Items)
LINKED = st.dictionaries(IDS, ITEMS, max_size=2)


@given(ITEMS, GROUPS, LINKED, LINKED, st.none() | ITEMS, ITEMS, GROUPS)
def test_any_file_and_plan_come_back_the_same(
    child: Item, items: Items, siblings: dict[str, Item], places: dict[str, Item], profile: Item | None, plan: Item, plan_items: Items
) -> None:  # fmt: skip
    file, version = CaseFile(child, items, siblings, places, profile), PlanFile(plan, plan_items)
    frozen = to_json(file, version)
    assert from_json(frozen) == (file, version)
    assert to_json(*from_json(frozen)) == frozen


def test_a_full_file_comes_back_with_its_days_still_days() -> None:
    file, plan = rich_case()
    back, back_plan = from_json(to_json(file, plan))
    assert (back, back_plan) == (file, plan)
    assert type(back.child.birth_date) is dt.date
    assert json.loads(to_json(file, plan))["format"] == FORMAT


def test_a_moment_is_not_taken_for_a_day() -> None:
    moment = dt.datetime(2026, 11, 23, 0, 0)
    file, plan = rich_case()
    back, _plan = from_json(to_json(CaseFile(file.child.having(created_at=moment), Items({})), plan))
    assert type(back.child.created_at) is dt.datetime
