"""What is searched, read from the declarations of the models: which columns of which records, of which child, of which day."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ppe_desktop.domain.facts import Fact, Kind
from ppe_desktop.domain.prints import Produced
from ppe_desktop.domain.vocabulary import Choice
from ppe_desktop.storage.kinds import model_of, owner_kind, record_kinds

_SEARCHED = (Kind.TEXT, Kind.LONG_TEXT, Kind.FREE_CHOICE)
_BESIDE_FACTS: dict[str, dict[str, tuple[str, type[Choice] | None]]] = {
    "attachment": {"file_name": ("Fichier", None)},
    "produced_document": {"document": ("Document", Produced), "recipient": ("Destinataire", None)},
}
"""Columns that are searched without being facts, with their French label and list of choices."""

CHILD_NAMES = ("birth_surname", "use_surname", "first_names", "usual_first_name", "other_names")
PERSON_NAMES = ("first_name", "surname", "birth_surname", "organisation")
_TITLES = {
    "person": PERSON_NAMES,
    "sibling_link": ("other_name",),
    "placement": ("name", "carer"),
    "schooling": ("school",),
    "activity": ("name",),
    "treatment": ("name",),
    "attachment": ("title", "file_name"),
    "produced_document": ("document",),
}
"""What a record is called: found there, it comes before the rest. The names of children are kept in memory (``search_names``)."""

_DAYS = (
    "said_on", "happened_on", "written_on", "dated_on", "dated", "done_on", "given_on", "decided_on", "established_on", "answered_on",
    "signed_on", "delivered_on", "planned_on", "held_on", "made_on", "told_on", "booked_on", "asked_on", "since", "start_on",
)  # fmt: skip
"""Dates that place a record in time, the most telling first; without any, the day it was entered."""

LISTED = "(SELECT value FROM json_each(?))"
"""A list of values of any length as one parameter: the statement stays the same, and SQLite prepares it once."""

PERSON_LINKS = ("relationship", "parental_authority", "contact_right", "authorisation")
"""What makes a person, and all that belongs to the person, part of a child's file."""

_LINKED = " UNION ".join(f"SELECT child_id FROM {table} WHERE person_id = {{person}}" for table in PERSON_LINKS)
_OWN_CHILDREN = {
    "person": _LINKED.format(person="r.id"),
    "address": _LINKED.format(person="r.person_id"),
    "person_tie": _LINKED.format(person="r.person_id"),
    "address_protection": _LINKED.format(person="(SELECT person_id FROM address WHERE id = r.address_id)")
    + " UNION SELECT child_id FROM care_episode WHERE id = (SELECT episode_id FROM placement WHERE id = r.placement_id)",
    "journal_entry": "SELECT child_id FROM journal_part WHERE entry_id = r.id",
    "appointment": "SELECT child_id FROM appointment_child WHERE appointment_id = r.id",
    "meeting": "SELECT child_id FROM meeting_child WHERE meeting_id = r.id",
    "meeting_invitee": "SELECT child_id FROM meeting_child WHERE meeting_id = r.meeting_id AND coalesce(r.child_id, child_id) = child_id",
    "visit": "SELECT child_id FROM visit_child WHERE visit_id = r.id",
    "visit_note": "SELECT child_id FROM visit_child WHERE visit_id = r.visit_id AND coalesce(r.child_id, child_id) = child_id",
}
"""Children concerned by records that belong to no one child."""

_PERSON_NAME = "(SELECT trim(first_name || ' ' || surname) FROM person WHERE id = r.person_id)"
_ABOUT = {
    "statement": "r.speaker",
    "child_plan": "r.version",
    "writing": "r.document",
    "writing_part": "(SELECT document FROM writing WHERE id = r.writing_id) || ' ' || r.heading",
    **dict.fromkeys(("address", *PERSON_LINKS), _PERSON_NAME),
}
"""What completes the French name of a kind of record in a list of results."""
_PLAN_DAY = "(SELECT established_on FROM child_plan WHERE id = r.plan_id)"
_PLAN_DAY_BY_OBJECTIVE = (
    "(SELECT established_on FROM child_plan WHERE id = "
    "(SELECT plan_id FROM plan_objective WHERE plan_objective.id = r.objective_id))"
)
_INTERVIEW_DAY = "(SELECT coalesce(held_on, begun_on) FROM autonomy_interview WHERE id = r.interview_id)"
_DAY_OF_ANOTHER = {
    "journal_part": "(SELECT happened_on FROM journal_entry WHERE id = r.entry_id)",
    "plan_domain": _PLAN_DAY,
    "plan_objective": _PLAN_DAY,
    "plan_action": _PLAN_DAY_BY_OBJECTIVE,
    "objective_opinion": _PLAN_DAY_BY_OBJECTIVE,
    "meeting_child": "(SELECT held_on FROM meeting WHERE id = r.meeting_id)",
    "meeting_invitee": "(SELECT held_on FROM meeting WHERE id = r.meeting_id)",
    "visit_note": "(SELECT made_on FROM visit WHERE id = r.visit_id)",
    "autonomy_topic": _INTERVIEW_DAY,
    "autonomy_right_told": _INTERVIEW_DAY,
    "writing_part": "(SELECT established_on FROM writing WHERE id = r.writing_id)",
}
"""What is dated by the record it is part of."""
_OPENS = {
    "journal_part": "r.entry_id",
    "address": "r.person_id",
    "meeting_child": "r.meeting_id",
    "meeting_invitee": "r.meeting_id",
    "visit_note": "r.visit_id",
    "autonomy_topic": "r.interview_id",
    "autonomy_right_told": "r.interview_id",
    "writing_part": "r.writing_id",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of record that is searched.

    Attributes:
        kind: its name.
        label: French name.
        columns: the columns searched, with their labels and the lists of choices of those that have one.
        titles: those among them that name the record.
        children: query of the children concerned, for a record ``r``.
        day: its date, for a record ``r``.
        about: what completes its name, for a record ``r``.
        opens: record on whose card it is shown, for a record ``r``.
        plan: version of the plan it belongs to, for a record ``r``.
    """

    kind: str
    label: str
    columns: dict[str, tuple[str, type[Choice] | None]]
    titles: tuple[str, ...]
    children: str
    day: str
    about: str
    opens: str
    plan: str

    def found(self, where: str = "1") -> str:
        """Return the query of the records and the children concerned, with the day as a count of days."""
        return (
            f"SELECT '{self.kind}' AS kind, r.id AS record_id, c.id AS child_id, "
            f"CAST(julianday({self.day}) - 1721424.5 AS INTEGER) AS day "
            f"FROM {self.kind} r JOIN child c ON c.id IN ({self.children}) AND c.binned_at IS NULL WHERE {where}"
        )

    def texts(self) -> str:
        """Return the query of the texts of some records."""
        return f"SELECT r.id, {', '.join(self._held())} FROM {self.kind} r WHERE r.id IN {LISTED}"

    def shown(self) -> str:
        """Return the query of what a list of results shows of some records."""
        columns = ", ".join((self.about, self.opens, self.plan, *self._held()))
        return f"SELECT r.id, {columns} FROM {self.kind} r WHERE r.id IN {LISTED}"

    def _held(self) -> list[str]:
        return [f"r.{name}" for name in self.columns]

    def said(self, values: Sequence[Any]) -> list[tuple[str, str, str]]:
        """Return the column, label and words of each value that holds something."""
        return [
            (name, label, choices.label_of(value) if choices else value)
            for (name, (label, choices)), value in zip(self.columns.items(), values, strict=True)
            if value
        ]


FOLLOWERS: dict[str, tuple[tuple[str, str], ...]] = {
    "person": (
        ("address", f"r.person_id IN {LISTED}"),
        ("person_tie", f"r.person_id IN {LISTED}"),
        ("address_protection", f"r.address_id IN (SELECT id FROM address WHERE person_id IN {LISTED})"),
    ),
    "address": (("address_protection", f"r.address_id IN {LISTED}"),),
    "journal_entry": (("journal_part", f"r.entry_id IN {LISTED}"),),
    "child_plan": (
        ("plan_domain", f"r.plan_id IN {LISTED}"),
        ("plan_objective", f"r.plan_id IN {LISTED}"),
        ("plan_action", f"r.objective_id IN (SELECT id FROM plan_objective WHERE plan_id IN {LISTED})"),
        ("objective_opinion", f"r.objective_id IN (SELECT id FROM plan_objective WHERE plan_id IN {LISTED})"),
    ),
    "meeting": (("meeting_child", f"r.meeting_id IN {LISTED}"), ("meeting_invitee", f"r.meeting_id IN {LISTED}")),
    "visit": (("visit_note", f"r.visit_id IN {LISTED}"),),
    "autonomy_interview": (
        ("autonomy_topic", f"r.interview_id IN {LISTED}"),
        ("autonomy_right_told", f"r.interview_id IN {LISTED}"),
    ),
    "writing": (("writing_part", f"r.writing_id IN {LISTED}"),),
}
"""Records that may change files, or days, when another one changes: by kind of the other one, their kind and which they are."""


@cache
def sources() -> dict[str, Source]:
    """Return every kind of record that is searched and belongs to a child's file, by name."""
    found = (_source(kind) for kind in sorted(record_kinds()))
    return {source.kind: source for source in found if source is not None}


def _source(kind: str) -> Source | None:
    columns = {fact.name: (fact.label, _choices(fact)) for fact in record_kinds()[kind].facts if fact.kind in _SEARCHED}
    columns |= _BESIDE_FACTS.get(kind, {})
    children = _OWN_CHILDREN.get(kind) or owner(kind, "child")
    if not columns or not children:
        return None
    table = model_of(kind).__table__
    dates = tuple(name for name in _DAYS if name in table.columns)
    when = [f"r.{name}" for name in dates] + ["date(r.created_at)"]
    if kind in _DAY_OF_ANOTHER:
        when.insert(0, _DAY_OF_ANOTHER[kind])
    return Source(
        kind,
        record_kinds()[kind].label,
        columns,
        _TITLES.get(kind, ()),
        children,
        f"coalesce({', '.join(when)})" if len(when) > 1 else when[0],
        _ABOUT.get(kind, "''"),
        _OPENS.get(kind, "r.id"),
        owner(kind, "child_plan") or "''",
    )


def _choices(fact: Fact) -> type[Choice] | None:
    return fact.choices if fact.kind is Kind.FREE_CHOICE else None


def owner(kind: str, wanted: str, record: str = "r") -> str:
    """Return the expression of the owner of a kind, climbing from owner to owner; empty when none leads there."""
    if kind == wanted:
        return f"{record}.id"
    key, above = model_of(kind).owner_key, owner_kind(kind)
    if not above:
        return ""
    if above == wanted:
        return f"{record}.{key}"
    climbed = owner(above, wanted, above)
    return f"(SELECT {climbed} FROM {above} WHERE {above}.id = {record}.{key})" if climbed else ""


def listed(values: Iterable[Any]) -> tuple[str]:
    """Return the parameter that stands for ``LISTED``."""
    return (json.dumps(list(values)),)
