"""Finished plans read back: what was frozen by an earlier version of the program gains the facts added since, empty."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Text

from ppe_desktop.domain.casefile import CaseFile, Item, Items, PlanFile
from ppe_desktop.domain.snapshot import from_json
from ppe_desktop.storage.kinds import model_of, record_kinds


def read_frozen(text: str) -> tuple[CaseFile, PlanFile]:
    """Return the file and the plan as they were frozen, every record with all the facts that its kind has today."""
    file, plan = from_json(text)
    shown = CaseFile(
        _completed(file.child),
        _all_completed(file.items),
        {key: _completed(item) for key, item in file.siblings.items()},
        {key: _completed(item) for key, item in file.sibling_places.items()},
        _completed(file.profile) if file.profile else None,
    )
    return shown, PlanFile(_completed(plan.plan), _all_completed(plan.items))


def _all_completed(items: Items) -> Items:
    return Items({kind: tuple(_completed(item) for item in found) for kind, found in items.by_kind.items()})


def _completed(item: Item) -> Item:
    added = _empty_values(item.record)
    return item if added.keys() <= item.values.keys() else item.having(**{**added, **item.values})


@cache
def _empty_values(kind: str) -> dict[str, Any]:
    """Return what each fact of a kind holds while nothing is known of it; nothing for a kind that is no more."""
    if kind not in record_kinds():
        return {}
    return {fact.name: fact.default for fact in record_kinds()[kind].facts} | {
        column.key: "" if isinstance(column.type, Text) and not column.nullable else None
        for column in model_of(kind).__table__.columns
        if column.key not in ("id", "revision") and "fact" not in column.info
    }
