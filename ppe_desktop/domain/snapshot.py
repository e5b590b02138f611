"""The frozen form of a finished plan: the whole file and plan as JSON text, read back to the same values."""

from __future__ import annotations

import base64
import datetime as dt
import json
from typing import Any

from ppe_desktop.domain.casefile import CaseFile, Item, Items, PlanFile

FORMAT = 1


def to_json(file: CaseFile, plan: PlanFile) -> str:
    """Return the file and plan as text."""
    frozen = {
        "format": FORMAT,
        "child": _item(file.child),
        "items": _items(file.items),
        "siblings": {key: _item(item) for key, item in file.siblings.items()},
        "sibling_places": {key: _item(item) for key, item in file.sibling_places.items()},
        "profile": _item(file.profile) if file.profile else None,
        "plan": _item(plan.plan),
        "plan_items": _items(plan.items),
    }
    return json.dumps(frozen, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> tuple[CaseFile, PlanFile]:
    """Return the file and plan that :func:`to_json` froze."""
    frozen = json.loads(text)
    profile = _item_back(frozen["profile"]) if frozen["profile"] else None
    siblings = {key: _item_back(item) for key, item in frozen["siblings"].items()}
    places = {key: _item_back(item) for key, item in frozen["sibling_places"].items()}
    file = CaseFile(_item_back(frozen["child"]), _items_back(frozen["items"]), siblings, places, profile)
    return file, PlanFile(_item_back(frozen["plan"]), _items_back(frozen["plan_items"]))


def _item(item: Item) -> dict[str, Any]:
    return {
        "record": item.record,
        "id": item.id,
        "revision": item.revision,
        "values": {k: _value(v) for k, v in item.values.items()},
    }


def _items(items: Items) -> dict[str, Any]:
    return {kind: [_item(item) for item in found] for kind, found in items.by_kind.items()}


def _item_back(frozen: dict[str, Any]) -> Item:
    values = {name: _value_back(value) for name, value in frozen["values"].items()}
    return Item(frozen["record"], frozen["id"], frozen["revision"], values)


def _items_back(frozen: dict[str, Any]) -> Items:
    return Items({kind: tuple(_item_back(item) for item in found) for kind, found in frozen.items()})


def _value(value: Any) -> Any:
    """Mark what JSON has no form for: moments, days, pictures."""
    if isinstance(value, dt.datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, dt.date):
        return {"day": value.isoformat()}
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode("ascii")}
    return value


def _value_back(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    ((form, text),) = value.items()
    if form == "moment":
        return dt.datetime.fromisoformat(text)
    return dt.date.fromisoformat(text) if form == "day" else base64.b64decode(text)
