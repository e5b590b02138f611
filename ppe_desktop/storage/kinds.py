"""The kinds of record the base holds, read from the declarations of the models."""

from __future__ import annotations

from functools import cache

from ppe_desktop.domain.facts import RecordKind
from ppe_desktop.models import Base, Record
from ppe_desktop.models.declare import facts_of


@cache
def model_of(kind: str) -> type[Record]:
    """Return the mapped class of a kind of record.

    Raises:
        KeyError: no such kind.
    """
    return _models()[kind]


@cache
def record_kinds() -> dict[str, RecordKind]:
    """Return every kind of record by name."""
    return {
        name: RecordKind(name, model.kind_label, model.owner_key, facts_of(model)) for name, model in _models().items()
    }


@cache
def _models() -> dict[str, type[Record]]:
    classes = (mapper.class_ for mapper in Base.registry.mappers)
    return {model.__tablename__: model for model in classes if issubclass(model, Record)}


def owner_kind(kind: str) -> str:
    """Return the kind of record that ``kind`` belongs to, or an empty string."""
    model = model_of(kind)
    if not model.owner_key:
        return ""
    (key,) = model.__table__.c[model.owner_key].foreign_keys
    return str(key.column.table.name)
