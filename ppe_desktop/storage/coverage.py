"""Whose words are in the files, read in a handful of queries whatever the number of children; never the words themselves."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    Select,
    String,
    Text,
    Uuid,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
)

from ppe_desktop.domain.coverage import Holder, Said
from ppe_desktop.domain.occasions import Dated
from ppe_desktop.domain.vocabulary import CollectionOutcome, FileStatus, PlanStatus, Role, YesNo
from ppe_desktop.models import (
    AutonomyInterview,
    AutonomyTopic,
    Child,
    ChildPlan,
    Meeting,
    MeetingChild,
    ParentalAuthority,
    Person,
    Relationship,
    SituationReport,
    Statement,
    Writing,
)

_PARENTS = (Role.MOTHER.value, Role.FATHER.value, Role.SECOND_PARENT.value)
_ORDER = {role: place for place, role in enumerate(_PARENTS)}


def read_said(connection: Connection, child_ids: Sequence[str] | None = None) -> dict[str, list[Said]]:
    """Return who said something and when, by child, the children of open files or those given.

    One query; what is said is never read out, only whether something is.
    """
    found: dict[str, list[Said]] = defaultdict(list)
    rows = connection.execute(_said(child_ids is not None), _listed(child_ids)).all()
    made = tuple.__new__  # what a named tuple does, without its call: there are thousands of them
    for child_id, statement_id, speaker, person_id, outcome, day, told in rows:
        found[child_id].append(made(Said, (statement_id, speaker, person_id, outcome, _day(day), *_TOLD[told])))
    return found


@cache
def _day(text: str | None) -> dt.date | None:
    """Return a day as the base stores it, if it is known; thousands of words are said on a few hundred days."""
    return dt.date.fromisoformat(text) if text else None


_TOLD = [tuple(bool(bits & 1 << place) for place in range(5)) for bits in range(1 << 5)]
"""What is told of some words, by the number the query makes of it: five facts in one column, read five times as fast."""


def read_holders(
    connection: Connection, today: dt.date, child_ids: Sequence[str] | None = None
) -> dict[str, list[Holder]]:
    """Return the parents, then the other persons who hold parental authority on a day, by child."""
    found: dict[str, dict[str, Holder]] = defaultdict(dict)
    parents = connection.execute(_parents(child_ids is not None), _listed(child_ids)).all()
    for child_id, person_id, role, first, last, died in sorted(parents, key=lambda row: _ORDER[row[2]]):
        found[child_id].setdefault(person_id, Holder(person_id, role, _name(first, last), died is not None))
    others = connection.execute(_holders(child_ids is not None), {**_listed(child_ids), "today": today}).all()
    for child_id, person_id, first, last, died in others:
        found[child_id].setdefault(person_id, Holder(person_id, Role.OTHER.value, _name(first, last), died is not None))
    return {child_id: list(holders.values()) for child_id, holders in found.items()}


def read_dated(connection: Connection, child_ids: Sequence[str] | None = None) -> dict[str, list[Dated]]:
    """Return the plans, meetings, reports and interviews of each child, without their texts."""
    found: dict[str, list[Dated]] = defaultdict(list)
    of_some, listed = child_ids is not None, _listed(child_ids)
    for child_id, plan_id, status, version, established in connection.execute(_plans(of_some), listed).all():
        found[child_id].append(Dated("child_plan", plan_id, status, "", version, established))
    for child_id, meeting_id, state, nature, held in connection.execute(_meetings(of_some), listed).all():
        found[child_id].append(Dated("meeting", meeting_id, state, nature, 0, held))
    for child_id, report_id, written, begun, status, writing in connection.execute(_reports(of_some), listed).all():
        found[child_id].append(
            Dated("situation_report", report_id, status or "", on=written, begun_on=begun, writing_id=writing or "")
        )
    for child_id, interview_id, held, begun, words in connection.execute(_interviews(of_some), listed).all():
        found[child_id].append(
            Dated("autonomy_interview", interview_id, on=held, begun_on=begun, has_words=bool(words))
        )
    return found


def _listed(child_ids: Sequence[str] | None) -> dict[str, Any]:
    return {} if child_ids is None else {"listed": json.dumps(list(child_ids))}


def _name(first: str, last: str) -> str:
    return f"{first} {last}".strip()


def _id(column: Any) -> Any:
    """Read an identifier as it is stored."""
    return type_coerce(column, String())


def _kept(query: Select[Any], child_id: Any, of_some: bool) -> Select[Any]:
    """Restrict a query to the children given, or to those whose files are open."""
    if of_some:
        each = func.json_each(bindparam("listed", type_=Text)).table_valued("value")
        return query.where(child_id.in_(select(type_coerce(each.c.value, Uuid))))
    followed = select(Child.id).where(Child.binned_at.is_(None), Child.status == FileStatus.ACTIVE.value)
    return query.where(child_id.in_(followed))


@cache
def _said(of_some: bool) -> Select[Any]:
    """Return the query of all the words; everyone's are read at once, which costs less than asking whose file is open.

    Each fact is a case: SQLite stops at the first test that decides it, where it would work out a whole product.
    """
    spoken = Statement.outcome.in_((CollectionOutcome.COLLECTED.value, CollectionOutcome.TOO_YOUNG.value))
    words = or_(Statement.exact_words != "", Statement.reported_words != "", Statement.observation != "")
    told = (
        and_(spoken, words),
        and_(Statement.outcome == CollectionOutcome.NOT_MET.value, or_(Statement.why_not_collected != "", words)),
        or_(Statement.answered_on.is_not(None), Statement.answer != ""),
        Statement.danger,
        or_(Statement.alerted_on.is_not(None), Statement.alert_to != ""),
    )
    query = select(
        _id(Statement.child_id), _id(Statement.id), Statement.speaker, _id(Statement.person_id), Statement.outcome, _id(Statement.said_on),
        sum((case((one, 1 << place), else_=0) for place, one in enumerate(told)), literal_column("0", Integer)),
    )  # fmt: skip
    return _kept(query, Statement.child_id, of_some) if of_some else query


@cache
def _parents(of_some: bool) -> Select[Any]:
    query = (
        select(_id(Relationship.child_id), _id(Person.id), Relationship.role, Person.first_name, Person.surname, Person.death_date)
        .join_from(Relationship, Person, Person.id == Relationship.person_id)
        .where(Relationship.role.in_(_PARENTS), Relationship.until.is_(None))
    )  # fmt: skip
    return _kept(query, Relationship.child_id, of_some)


@cache
def _holders(of_some: bool) -> Select[Any]:
    authority = ParentalAuthority
    today: Any = bindparam("today")
    query = (
        select(_id(authority.child_id), _id(Person.id), Person.first_name, Person.surname, Person.death_date)
        .join_from(authority, Person, Person.id == authority.person_id)
        .where(
            authority.is_holder == YesNo.YES.value,
            or_(authority.since.is_(None), authority.since <= today),
            or_(authority.until.is_(None), authority.until >= today),
        )
    )
    return _kept(query, authority.child_id, of_some)


@cache
def _plans(of_some: bool) -> Select[Any]:
    query = select(
        _id(ChildPlan.child_id), _id(ChildPlan.id), ChildPlan.status, ChildPlan.version, ChildPlan.established_on
    )
    return _kept(query, ChildPlan.child_id, of_some)


@cache
def _meetings(of_some: bool) -> Select[Any]:
    query = select(_id(MeetingChild.child_id), _id(Meeting.id), Meeting.state, Meeting.kind, Meeting.held_on).join_from(
        MeetingChild, Meeting, Meeting.id == MeetingChild.meeting_id
    )
    return _kept(query, MeetingChild.child_id, of_some)


@cache
def _reports(of_some: bool) -> Select[Any]:
    """Return the query of the reports, each with the text being written for it."""
    is_draft = and_(Writing.subject_id == SituationReport.id, Writing.status == PlanStatus.DRAFT.value)
    query = select(
        _id(SituationReport.child_id), _id(SituationReport.id), SituationReport.written_on, SituationReport.period_from,
        Writing.status, _id(Writing.id),
    ).join_from(SituationReport, Writing, is_draft, isouter=True)  # fmt: skip
    return _kept(query, SituationReport.child_id, of_some)


@cache
def _interviews(of_some: bool) -> Select[Any]:
    spoken = (
        select(AutonomyTopic.id)
        .where(and_(AutonomyTopic.interview_id == AutonomyInterview.id, AutonomyTopic.own_words != ""))
        .exists()
    )
    query = select(
        _id(AutonomyInterview.child_id), _id(AutonomyInterview.id), AutonomyInterview.held_on, AutonomyInterview.begun_on, spoken
    )  # fmt: skip
    return _kept(query, AutonomyInterview.child_id, of_some)
