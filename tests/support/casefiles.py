"""Case files and plans built by hand: every column has its default, a test names only what matters to it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from ppe_desktop.domain.casefile import CaseFile, Item, Items, PlanFile
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.vocabulary import RecipientKind
from ppe_desktop.models import Base

TODAY = dt.date(2026, 11, 23)
FOR_FILE = Recipient(RecipientKind.FILE, None, "Le dossier du service")


def new_id() -> str:
    """A fresh identifier."""
    return uuid.uuid4().hex


def item(kind: str, /, **values: Any) -> Item:
    """A record of a kind, with the defaults of its columns."""
    columns = Base.metadata.tables[kind].columns
    defaults = {
        column.name: column.default.arg if column.default and column.default.is_scalar else None for column in columns
    }
    unknown = values.keys() - defaults.keys()
    assert not unknown, f"{kind} has no column {unknown}"
    texts = {name: "" for name, column in columns.items() if defaults[name] is None and column.type.python_type is str}
    found = {**defaults, **texts, **values}
    return Item(kind, found.get("id") or new_id(), 1, found)


def grouped(items: Iterable[Item]) -> Items:
    """Records by kind, in the order given."""
    by_kind: dict[str, list[Item]] = {}
    for one in items:
        by_kind.setdefault(one.record, []).append(one)
    return Items({kind: tuple(found) for kind, found in by_kind.items()})


def case_file(child: Item | None = None, *items: Item, profile: Item | None = None, **more: Any) -> CaseFile:
    """A child's file from its records."""
    return CaseFile(child or item("child", birth_surname="Durand"), grouped(items), profile=profile, **more)


def plan_file(*items: Item, **plan: Any) -> PlanFile:
    """One version of a plan from its records."""
    return PlanFile(item("child_plan", **{"version": 1, **plan}), grouped(items))


def parent(role: str, surname: str, first_name: str, **person: Any) -> tuple[Item, Item]:
    """A person and the link that makes her or him a parent."""
    civility = {"MERE": "MME", "PERE": "M"}.get(role, "")
    one = item("person", **{"surname": surname, "first_name": first_name, "civility": civility, **person})
    return one, item("relationship", person_id=one.id, role=role)


def words(speaker: str, domain: str, **statement: Any) -> tuple[Item, Item]:
    """A statement that may be passed on, and its place in the plan."""
    values = {"speaker": speaker, "said_on": dt.date(2026, 10, 12), "sharing": "TOUS", **statement}
    one = item("statement", **values)
    return one, item("plan_words", statement_id=one.id, domain=domain)


def empty_case() -> tuple[CaseFile, PlanFile]:
    """A file where nothing but a surname is known."""
    return case_file(), plan_file()
