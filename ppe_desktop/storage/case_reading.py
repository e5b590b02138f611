"""What the statutory rules need of each child, read in one query whatever the number of children.

The query has one arm for each kind of record and gives tuples of values as the base keeps them. Records are made of them only for the
children who are judged anew: at ten thousand children, to make dates and records that nobody looks at costs more than to read.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, cast

from sqlalchemy import Boolean, Connection, Date, DateTime

from ppe_desktop.domain.casefile import CaseFile, Item, Items
from ppe_desktop.domain.deadlines.case import kept
from ppe_desktop.domain.vocabulary import AppointmentKind, AppointmentState, JournalKind, Role
from ppe_desktop.models import (
    Appointment,
    AutonomyInterview,
    AutonomyPlan,
    AutonomyRightTold,
    CareEpisode,
    Child,
    ChildPlan,
    ContactRight,
    DeadlineWaiver,
    Decision,
    ExitInterview,
    HealthEvent,
    JournalEntry,
    LegalStatus,
    Measure,
    ParentalAuthority,
    Placement,
    PlanDelivery,
    Record,
    Relationship,
    SiblingLink,
    SituationReport,
    StatutoryStep,
    YoungAdultContract,
)

_COLUMNS: dict[type[Record], tuple[str, ...]] = {
    CareEpisode: ("child_id", "since", "until", "exit_reason", "concern_on", "concern_evaluated_on"),
    Decision: ("child_id", "kind", "decided_on", "notified_on", "report_every", "end_report_on", "travel_ban_until"),
    Measure: ("episode_id", "decision_id", "type", "since", "until", "ended_on", "end_reason", "agreed_on", "prosecutor_told_on"),
    Placement: (
        "episode_id", "setting", "is_main", "since", "until", "is_urgent", "decided_on", "decided_at", "judge_informed_on",
        "judge_informed_at", "parents_opinion_on",
    ),
    SiblingLink: ("child_id", "separated_on", "judge_informed_on"),
    ContactRight: ("child_id", "kind", "since", "until"),
    LegalStatus: ("child_id", "kind", "since"),
    ParentalAuthority: ("child_id", "exercise", "since", "until"),
    ChildPlan: ("child_id", "status", "established_on", "autonomy"),
    PlanDelivery: ("plan_id", "recipient", "delivered_on"),
    HealthEvent: ("child_id", "kind", "exam_age", "done_on"),
    SituationReport: ("child_id", "written_on", "informed_on", "not_informed", "sent_on"),
    StatutoryStep: ("child_id", "kind", "done_on"),
    AutonomyInterview: ("child_id", "held_on"),
    AutonomyRightTold: ("interview_id", "right", "told_on"),
    AutonomyPlan: ("child_id", "established_on"),
    YoungAdultContract: ("child_id", "requested_on", "decided_on", "decision", "since", "content"),
    ExitInterview: ("child_id", "held_on"),
    DeadlineWaiver: ("child_id", "rule", "rule_key", "reason", "author", "waived_on"),
}  # fmt: skip
"""What is read of each kind of record: first the record it belongs to."""
_OWNERS = {"episode_id": "care_episode", "plan_id": "child_plan", "interview_id": "autonomy_interview"}
"""Records of a child to which others belong, by the column that says which."""
_CHILD = (
    "birth_surname", "use_surname", "first_names", "usual_first_name", "birth_date", "birth_date_precision", "death_date", "is_unaccompanied",
    "nationality", "sex", "status", "created_at",
)  # fmt: skip

_A_FEW = 20
"""Children up to whom each is looked for; beyond, everyone is read and the others are left out."""
_HEARING = AppointmentKind.HEARING.value
_VISITS = (JournalKind.HOME_VISIT.value, JournalKind.CARE_VISIT.value)
_PARENTS = (Role.MOTHER.value, Role.FATHER.value, Role.SECOND_PARENT.value)
_READ_AS: dict[type[Any], Callable[[Any], Any]] = {
    Date: dt.date.fromisoformat,
    DateTime: dt.datetime.fromisoformat,
    Boolean: bool,
}
"""What makes a value of what the base keeps as text or number."""

Row = tuple[Any, ...]
"""Number of the arm, record it belongs to, identifier, then what is read of its kind."""


class CaseRows(NamedTuple):
    """What the base holds of one child for the rules; two readings are equal when nothing that the rules read has changed.

    Attributes:
        child: the row of the child.
        others: the rows of the records, kind by kind.
    """

    child: Row
    others: list[Row]

    @property
    def child_id(self) -> str:
        """Identifier of the child."""
        return str(self.child[2])


class _Arm(NamedTuple):
    """One arm of the query: a kind of record.

    Attributes:
        record: the kind.
        names: what is read of it.
        reads: the values that the base keeps otherwise, with what makes a value of them.
        belongs: column of the record it belongs to, a child or another one.
        source: tables it is read from; ``r`` is that of the record.
        every: which of them, for everyone.
        one: which of them, for one child.
    """

    record: str
    names: tuple[str, ...]
    reads: tuple[tuple[str, Callable[[Any], Any]], ...]
    belongs: str
    source: str
    every: str
    one: str


def read_case_rows(connection: Connection, child_ids: Sequence[str] | None = None) -> list[CaseRows]:
    """Return, for each child who is not in the recycle bin, the rows that the rules need.

    Args:
        connection: connection to the base.
        child_ids: these children only, in the bin or not; everyone when None.
    """
    if child_ids is None or len(child_ids) > _A_FEW:
        statement = _statement(of_one=False, binned=child_ids is not None)
        everyone = _by_child(_rows(connection, statement))
        wanted = None if child_ids is None else set(child_ids)
        return [rows for rows in everyone if wanted is None or rows.child_id in wanted]
    statement = _statement(of_one=True)
    return [
        rows
        for child_id in dict.fromkeys(child_ids)
        for rows in _by_child(_rows(connection, statement, {"child": child_id}))
    ]


def _rows(connection: Connection, statement: str, values: Mapping[str, str] | None = None) -> list[Row]:
    """Return what the driver gives, plain tuples: there may be hundreds of thousands of them."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(statement, values or {})
        return cast("list[Row]", cursor.fetchall())
    finally:
        cursor.close()


def _by_child(found: Iterable[Row]) -> list[CaseRows]:
    """Return the rows child by child; a record that belongs to another one comes after it."""
    children: list[Row] = []
    others: defaultdict[str | None, list[Row]] = defaultdict(list)
    owner: dict[str, str] = {}
    owned, owners = _owned(), _owners()
    for row in found:
        arm = row[0]
        if arm in owned:
            others[owner.get(row[1])].append(row)
        elif arm:
            if arm in owners:
                owner[row[2]] = row[1]
            others[row[1]].append(row)
        else:
            children.append(row)
    return [CaseRows(row, others.get(row[1], [])) for row in children]


def case_file(rows: CaseRows) -> CaseFile:
    """Return the file made of the rows of a child: it holds what the rules need and nothing else."""
    arms = _arms()
    by_kind: dict[str, list[Item]] = defaultdict(list)
    for row in rows.others:
        arm = arms[row[0]]
        by_kind[arm[0]].append(_item(arm, row))
    return CaseFile(_item(arms[0], rows.child), Items({kind: tuple(items) for kind, items in by_kind.items()}))


def read_cases(connection: Connection, child_ids: Sequence[str] | None = None) -> list[CaseFile]:
    """Return, for each child who is not in the recycle bin, a file that holds what the rules need and nothing else.

    Args:
        connection: connection to the base.
        child_ids: these children only, in the bin or not; everyone when None.
    """
    return [case_file(rows) for rows in read_case_rows(connection, child_ids)]


class _ReadItem(Item):
    """A record of which ``values`` is made when it is asked for: the rules read attributes, and hundreds of thousands of records."""

    @kept
    def values(self) -> Mapping[str, Any]:
        """Value of every column by name."""
        return {name: value for name, value in self.__dict__.items() if name not in _OF_EVERY_ITEM}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Item) and _compared(self) == _compared(other)

    __hash__ = None


_OF_EVERY_ITEM = ("record", "id", "revision")


def _compared(item: Item) -> tuple[str, str, int, Mapping[str, Any]]:
    return item.record, item.id, item.revision, item.values


def _item(arm: _Arm, row: Row) -> Item:
    record, names, reads, *_where = arm
    own = dict(zip(names, row[3:]))  # noqa: B905 — the arms with fewer columns end with nothing
    for name, read in reads:
        value = own[name]
        if value is not None:
            own[name] = read(value)
    own["record"], own["id"], own["revision"] = record, row[2], 0
    item = _new(_ReadItem)
    _put(item, "__dict__", own)  # an item is read-only: its own way in is closed
    return item


_new, _put = object.__new__, object.__setattr__


@cache
def _statement(*, of_one: bool, binned: bool = False) -> str:
    """Return the query of everyone's rows, of the recycle bin or not, or of the rows of one ``child``."""
    most = max(len(arm.names) for arm in _arms())
    return " UNION ALL ".join(
        f"SELECT {number}, {arm.belongs}, "
        + ", ".join(f'r."{name}"' for name in ("id", *arm.names))  # "right" and its like are words of SQL
        + f"{', NULL' * (most - len(arm.names))} FROM {arm.source} "
        + f"WHERE {arm.one if of_one else 'TRUE' if binned and not number else arm.every}"
        for number, arm in enumerate(_arms())
    )


@cache
def _arms() -> tuple[_Arm, ...]:
    """Return the arms of the query; the first one is that of the children."""
    child = _Arm("child", _CHILD, _reads(Child, _CHILD), "r.id", "child r", "r.binned_at IS NULL", "r.id = :child")
    return (
        child,
        *(_records(model, names) for model, names in _COLUMNS.items()),
        _visits(),
        _hearings(),
        _trusted(),
        _orphans(),
    )


@cache
def _owned() -> frozenset[int]:
    """Return the numbers of the arms of what belongs to another record of the child."""
    return frozenset(number for number, arm in enumerate(_arms()) if arm.belongs.removeprefix("r.") in _OWNERS)


@cache
def _owners() -> frozenset[int]:
    """Return the numbers of the arms of the records to which others belong."""
    return frozenset(number for number, arm in enumerate(_arms()) if arm.record in _OWNERS.values())


def _records(model: type[Record], names: tuple[str, ...]) -> _Arm:
    """Return the arm of the records of a kind, which belong to a child or to a record of one."""
    kind, key = model.__tablename__, names[0]
    of_one = "r.child_id = :child"
    if key in _OWNERS:
        of_one = f"r.{key} IN (SELECT o.id FROM {_OWNERS[key]} o WHERE o.child_id = :child)"
    return _Arm(kind, names, _reads(model, names), f"r.{key}", f"{kind} r", "TRUE", of_one)


def _visits() -> _Arm:
    """Return the arm of the visits that the journal tells: their day and their nature, never their words."""
    names, every = ("kind", "happened_on"), f"r.kind IN {_VISITS}"
    source = "journal_part p JOIN journal_entry r ON r.id = p.entry_id"
    reads = _reads(JournalEntry, names)
    return _Arm("journal_entry", names, reads, "p.child_id", source, every, f"p.child_id = :child AND {every}")


def _hearings() -> _Arm:
    """Return the arm of the hearings planned: their day, never what is said of them."""
    names, every = ("planned_on",), f"r.kind = '{_HEARING}' AND r.state = '{AppointmentState.PLANNED.value}'"
    source = "appointment_child p JOIN appointment r ON r.id = p.appointment_id"
    reads = _reads(Appointment, names)
    return _Arm("appointment", names, reads, "p.child_id", source, every, f"p.child_id = :child AND {every}")


def _trusted() -> _Arm:
    """Return the arm of the trusted persons designated."""
    names, every = ("role", "since"), f"r.role = '{Role.TRUSTED_PERSON.value}'"
    reads = _reads(Relationship, names)
    return _Arm("relationship", names, reads, "r.child_id", "relationship r", every, f"r.child_id = :child AND {every}")


def _orphans() -> _Arm:
    """Return the arm of the children whose two parents, as the file knows them, have died: a row for each parent."""
    parents = (
        f"relationship o JOIN person q ON q.id = o.person_id WHERE o.child_id = r.child_id AND o.role IN {_PARENTS}"
    )
    every = (
        f"p.death_date IS NOT NULL AND r.role IN {_PARENTS} AND (SELECT count(*) FROM {parents}) > 1 "
        f"AND NOT EXISTS (SELECT 1 FROM {parents} AND q.death_date IS NULL)"
    )
    source = "relationship r JOIN person p ON p.id = r.person_id"
    return _Arm("orphan", (), (), "r.child_id", source, every, f"r.child_id = :child AND {every}")


def _reads(model: type[Record], names: Sequence[str]) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    found = ((name, _READ_AS.get(type(model.__table__.c[name].type))) for name in names)
    return tuple((name, read) for name, read in found if read is not None)
