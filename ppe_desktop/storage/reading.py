"""Reading: rows of the base as plain values, by Core queries (an ORM object costs four times its row)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from functools import cache
from heapq import nlargest
from operator import itemgetter
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Select, String, Table, Uuid, and_, or_, select, type_coerce, union
from sqlalchemy.engine import RowMapping

from ppe_desktop.domain.casefile import PAST_PERSON, CaseFile, Item, Items, PlanFile
from ppe_desktop.domain.plan_objectives import statements_of_objectives
from ppe_desktop.models import (
    Absence,
    Activity,
    Address,
    AddressProtection,
    Authorisation,
    AutonomyInterview,
    AutonomyPlan,
    AutonomyRightTold,
    AutonomyTopic,
    BaseIdentity,
    CareEpisode,
    Child,
    ChildPlan,
    ContactRight,
    DeadlineWaiver,
    Decision,
    DisabilityRight,
    ExitInterview,
    HealthEvent,
    HealthFollowUp,
    HealthProfile,
    HistoryEntry,
    JournalPart,
    LegalStatus,
    Measure,
    MeetingChild,
    MeetingInvitee,
    ObjectiveOpinion,
    Paper,
    ParentalAuthority,
    PendingInput,
    Person,
    PersonTie,
    Placement,
    PlanAction,
    PlanDelivery,
    PlanDomain,
    PlanLink,
    PlanObjective,
    PlanSignature,
    PlanWords,
    ProducedDocument,
    Record,
    Relationship,
    Schooling,
    SiblingLink,
    SituationReport,
    Statement,
    StatementRestriction,
    StatutoryStep,
    SupportPlan,
    Treatment,
    UserProfile,
    Vaccination,
    VisitChild,
    VisitNote,
    YoungAdultContract,
)
from ppe_desktop.storage.kinds import model_of

_HIDDEN = frozenset({"id", "revision"})
_IN_ORDER = itemgetter("position", "id")

OF_CHILD = (
    Relationship, ParentalAuthority, ContactRight, CareEpisode, Decision, SiblingLink, LegalStatus, Absence, Schooling, SupportPlan,
    Activity, Authorisation, HealthProfile, HealthEvent, HealthFollowUp, Treatment, Vaccination, DisabilityRight,
    SituationReport, StatutoryStep, DeadlineWaiver, AutonomyInterview, AutonomyPlan, Paper, YoungAdultContract, ExitInterview,
)  # fmt: skip
"""What is read each time a file opens; the journal, the words, the plans and the documents are read by their own sections."""
OF_PLAN = (PlanDomain, PlanWords, PlanObjective, PlanLink, PlanSignature, PlanDelivery)


def item_of(kind: str, row: Record) -> Item:
    """Return a mapped row as a plain item."""
    columns = row.__table__.columns
    return _item(kind, {column.key: getattr(row, column.key) for column in columns})


def read_item(connection: Connection, model: type[Record], item_id: str) -> Item | None:
    """Return one record, or None."""
    return next(iter(read_items(connection, model, model.id == uuid.UUID(item_id))), None)


def read_items(connection: Connection, model: type[Record], *where: Any) -> tuple[Item, ...]:
    """Return the records of a model that meet the conditions, in their order on screen."""
    table: Table = model.__table__  # type: ignore[assignment]
    query, names = _whole(table)
    found = [dict(zip(names, row, strict=True)) for row in connection.execute(query.where(*where)).all()]
    found.sort(key=_IN_ORDER)  # by us: the base wipes the memory of every row it sorts, long texts included
    return tuple(Item(table.name, row.pop("id"), row.pop("revision"), row) for row in found)


@cache
def _whole(table: Table) -> tuple[Select[Any], tuple[str, ...]]:
    """Return the reading of every column of a table, and their names.

    Identifiers come as the base holds them, in hex digits: each would be made an object only to be written out again.
    """
    columns = [type_coerce(one, String).label(one.name) if isinstance(one.type, Uuid) else one for one in table.columns]
    return select(*columns), tuple(one.name for one in table.columns)


def _item(kind: str, row: RowMapping | dict[str, Any]) -> Item:
    values: dict[str, Any] = {name: value.hex if isinstance(value, uuid.UUID) else value for name, value in row.items()}
    return Item(
        kind, values["id"], values["revision"], {name: value for name, value in values.items() if name not in _HIDDEN}
    )


def read_casefile(connection: Connection, child_id: str, today: dt.date) -> CaseFile | None:
    """Return everything of a child's file but statements, plans and history; siblings' places are those of ``today``."""
    child = read_item(connection, Child, child_id)
    if child is None:
        return None
    key = uuid.UUID(child_id)
    by_kind = {model.__tablename__: read_items(connection, model, model.child_id == key) for model in OF_CHILD}
    already = {link.other_child_id for link in by_kind["sibling_link"]}
    by_kind["sibling_link"] += tuple(
        link for link in _links_seen_from_the_other_side(connection, key) if link.other_child_id not in already
    )
    episodes = [uuid.UUID(episode.id) for episode in by_kind["care_episode"]]
    for model in (Measure, Placement):
        by_kind[model.__tablename__] = read_items(connection, model, model.episode_id.in_(episodes))
    by_kind |= _of_interviews(connection, by_kind["autonomy_interview"])
    siblings, places = _siblings(connection, by_kind["sibling_link"], today)
    by_kind |= _persons(connection, by_kind, [*by_kind["placement"], *places.values()])
    by_kind[PAST_PERSON] = _past_persons(connection, key, by_kind["person"])
    return CaseFile(child, Items(by_kind), siblings, places, read_profile(connection))


def _of_interviews(connection: Connection, interviews: tuple[Item, ...]) -> dict[str, tuple[Item, ...]]:
    """Return the topics of the interviews at 17 and the rights told there; nothing is asked of the base when there is none."""
    held = [uuid.UUID(interview.id) for interview in interviews]
    if not held:
        return {}
    return {
        "autonomy_topic": read_items(connection, AutonomyTopic, AutonomyTopic.interview_id.in_(held)),
        "autonomy_right_told": read_items(connection, AutonomyRightTold, AutonomyRightTold.interview_id.in_(held)),
    }


def _links_seen_from_the_other_side(connection: Connection, key: uuid.UUID) -> tuple[Item, ...]:
    """Return the links written in a sibling's file, turned round: a link is typed once and read from both files."""
    links = read_items(connection, SiblingLink, SiblingLink.other_child_id == key)
    return tuple(
        link.having(child_id=link.other_child_id, other_child_id=link.child_id, is_mirror=True) for link in links
    )


def _siblings(connection: Connection, links: Iterable[Item], today: dt.date) -> tuple[dict[str, Item], dict[str, Item]]:
    """Return the siblings who have a file, and where each lives now, by link."""
    others = {link.id: link.other_child_id for link in links if link.other_child_id}
    keys = [uuid.UUID(other) for other in others.values()]
    children = {child.id: child for child in read_items(connection, Child, Child.id.in_(keys))}
    table = Placement.__table__
    query = (
        select(table, CareEpisode.child_id.label("of_child"))
        .join(CareEpisode.__table__, CareEpisode.id == table.c.episode_id)
        .where(
            CareEpisode.child_id.in_(keys),
            or_(table.c.since.is_(None), table.c.since <= today),
            or_(table.c.until.is_(None), table.c.until >= today),
        )
        .order_by(table.c.is_main, table.c.since)
    )
    places = {row["of_child"].hex: _item("placement", row) for row in connection.execute(query).mappings()}
    return (
        {link_id: children[other] for link_id, other in others.items() if other in children},
        {link_id: places[other] for link_id, other in others.items() if other in places},
    )


def _persons(
    connection: Connection, by_kind: dict[str, tuple[Item, ...]], places: list[Item]
) -> dict[str, tuple[Item, ...]]:
    """Return the persons of the file, with their addresses and what protects these."""
    kinds = ("relationship", "parental_authority", "contact_right", "authorisation")
    linked = {item.person_id for kind in kinds for item in by_kind[kind] if item.person_id}
    addresses = read_items(connection, Address, Address.person_id.in_([uuid.UUID(person) for person in linked]))
    protections = read_items(
        connection,
        AddressProtection,
        or_(
            AddressProtection.address_id.in_([uuid.UUID(item.id) for item in addresses]),
            AddressProtection.placement_id.in_([uuid.UUID(item.id) for item in places]),
        ),
    )
    wanted = linked | {item.hidden_from_id for item in protections}
    persons = read_items(connection, Person, Person.id.in_([uuid.UUID(person) for person in wanted]))
    keys = [uuid.UUID(person) for person in wanted]
    ties = read_items(connection, PersonTie, PersonTie.person_id.in_(keys), PersonTie.other_person_id.in_(keys))
    return {"person": persons, "address": addresses, "address_protection": protections, "person_tie": ties}


def _past_persons(connection: Connection, child: uuid.UUID, here: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return those who spoke, gave an opinion or had words kept from them, and are no longer in the file: their names stay."""
    mine = select(Statement.id).where(Statement.child_id == child)
    objectives = select(PlanObjective.id).join(ChildPlan, ChildPlan.id == PlanObjective.plan_id)
    told: CompoundSelect[Any] = union(
        select(Statement.person_id).where(Statement.child_id == child),
        select(StatementRestriction.hidden_from_id).where(StatementRestriction.statement_id.in_(mine)),
        select(ObjectiveOpinion.person_id).where(
            ObjectiveOpinion.objective_id.in_(objectives.where(ChildPlan.child_id == child))
        ),
    )
    known = {person.id for person in here}
    gone = [one for one in connection.scalars(told) if one is not None and one.hex not in known]
    return read_items(connection, Person, Person.id.in_(gone)) if gone else ()


def read_profile(connection: Connection) -> Item | None:
    """Return the user's profile, once there is one."""
    return next(iter(read_items(connection, UserProfile)), None)


def read_plan(connection: Connection, plan_id: str) -> PlanFile | None:
    """Return a version of the plan with all that belongs to it, read from the tables."""
    plan = read_item(connection, ChildPlan, plan_id)
    if plan is None:
        return None
    key = uuid.UUID(plan_id)
    by_kind = {model.__tablename__: read_items(connection, model, model.plan_id == key) for model in OF_PLAN}
    objectives = [uuid.UUID(item.id) for item in by_kind["plan_objective"]]
    by_kind["plan_action"] = read_items(connection, PlanAction, PlanAction.objective_id.in_(objectives))
    by_kind["objective_opinion"] = read_items(
        connection, ObjectiveOpinion, ObjectiveOpinion.objective_id.in_(objectives)
    )
    referring = (*by_kind["plan_words"], *by_kind["objective_opinion"], *by_kind["plan_objective"])
    quoted = [uuid.UUID(statement_id) for statement_id in statements_of_objectives(referring)]
    by_kind |= _statements(connection, Statement.id.in_(quoted))
    return PlanFile(plan, Items(by_kind))


def read_statements(connection: Connection, child_id: str) -> Items:
    """Return all the words kept in a child's file, the newest first, with the persons they are kept from."""
    found = _statements(connection, Statement.child_id == uuid.UUID(child_id))
    found["statement"] = tuple(sorted(found["statement"], key=lambda s: (s.said_on or dt.date.min, s.id), reverse=True))
    return Items(found)


def read_last_statements(connection: Connection, child_id: str, limit: int) -> tuple[Item, ...]:
    """Return the last words kept in a child's file, the newest first."""
    table: Table = Statement.__table__  # type: ignore[assignment]
    query = (
        select(table).where(table.c.child_id == uuid.UUID(child_id)).order_by(table.c.said_on.desc(), table.c.id.desc())
    )
    return tuple(_item(table.name, row) for row in connection.execute(query.limit(limit)).mappings())


def read_days_of_words(connection: Connection, child_id: str, speaker: str) -> tuple[dt.date, ...]:
    """Return the days of the words of one speaker in a child's file, in no order; their texts are not read."""
    chosen = (Statement.child_id == uuid.UUID(child_id), Statement.speaker == speaker, Statement.said_on.is_not(None))
    found = connection.execute(select(Statement.said_on).where(*chosen)).scalars()
    return tuple(day for day in found if day is not None)


def _statements(connection: Connection, *where: Any) -> dict[str, tuple[Item, ...]]:
    statements = read_items(connection, Statement, *where)
    chosen = select(Statement.id).where(*where)
    restrictions = read_items(connection, StatementRestriction, StatementRestriction.statement_id.in_(chosen))
    return {"statement": statements, "statement_restriction": restrictions}


def read_plans(connection: Connection, child_id: str) -> tuple[Item, ...]:
    """Return the versions of a child's plan, the last one first."""
    plans = read_items(connection, ChildPlan, ChildPlan.child_id == uuid.UUID(child_id))
    return tuple(sorted(plans, key=lambda plan: plan.version, reverse=True))


def read_produced(connection: Connection, child_id: str) -> tuple[Item, ...]:
    """Return the register of the documents produced for a child, the newest first, without the files themselves."""
    return read_register(connection, ProducedDocument.child_id == uuid.UUID(child_id))


def read_register(connection: Connection, *where: Any) -> tuple[Item, ...]:
    """Return the lines of the register that meet the conditions, the newest first, without the files themselves."""
    table: Table = ProducedDocument.__table__  # type: ignore[assignment]
    columns = [column for column in table.columns if column.key not in ("content", "pdf")]
    query = select(*columns).where(*where).order_by(table.c.id.desc())
    return tuple(_item(table.name, row) for row in connection.execute(query).mappings())


def read_history(connection: Connection, child_id: str, limit: int = 500) -> list[dict[str, Any]]:
    """Return the last changes of a child's file, the newest first, those of its persons and addresses included."""
    persons = select(Relationship.person_id).where(Relationship.child_id == uuid.UUID(child_id))
    addresses = select(Address.id).where(Address.person_id.in_(persons))
    protections = select(AddressProtection.id).where(AddressProtection.address_id.in_(addresses))
    entries = select(JournalPart.entry_id).where(JournalPart.child_id == uuid.UUID(child_id))
    meetings = select(MeetingChild.meeting_id).where(MeetingChild.child_id == uuid.UUID(child_id))
    invitees = select(MeetingInvitee.id).where(
        MeetingInvitee.meeting_id.in_(meetings),
        or_(MeetingInvitee.child_id.is_(None), MeetingInvitee.child_id == uuid.UUID(child_id)),
    )
    visits = select(VisitChild.visit_id).where(VisitChild.child_id == uuid.UUID(child_id))
    notes = select(VisitNote.id).where(
        VisitNote.visit_id.in_(visits), or_(VisitNote.child_id.is_(None), VisitNote.child_id == uuid.UUID(child_id))
    )
    about_the_child: Select[Any] = select(type_coerce(HistoryEntry.id, String())).where(
        or_(
            HistoryEntry.child_id == uuid.UUID(child_id),
            and_(HistoryEntry.kind == "person", HistoryEntry.record_id.in_(persons)),
            and_(HistoryEntry.kind == "address", HistoryEntry.record_id.in_(addresses)),
            and_(HistoryEntry.kind == "address_protection", HistoryEntry.record_id.in_(protections)),
            and_(HistoryEntry.kind == "journal_entry", HistoryEntry.record_id.in_(entries)),
            and_(HistoryEntry.kind == "meeting", HistoryEntry.record_id.in_(meetings)),
            and_(HistoryEntry.kind == "meeting_invitee", HistoryEntry.record_id.in_(invitees)),
            and_(HistoryEntry.kind == "visit", HistoryEntry.record_id.in_(visits)),
            and_(HistoryEntry.kind == "visit_note", HistoryEntry.record_id.in_(notes)),
        )
    )
    # Identifiers follow time. They are put in order here: the base wipes the memory of every row it sorts, long texts included.
    newest = nlargest(limit, connection.execute(about_the_child).scalars())
    rows = connection.execute(
        select(HistoryEntry.__table__).where(type_coerce(HistoryEntry.id, String()).in_(newest))
    ).mappings()
    lines = [
        {name: value.hex if isinstance(value, uuid.UUID) else value for name, value in row.items()} for row in rows
    ]
    return sorted(lines, key=itemgetter("id"), reverse=True)


def read_pending(connection: Connection) -> dict[tuple[str, str], str]:
    """Return every text kept aside because it is not a good value yet, by record and field."""
    query = select(PendingInput.record_id, PendingInput.field, PendingInput.text)
    return {(record_id.hex, field): text for record_id, field, text in connection.execute(query)}


def read_identity(connection: Connection) -> tuple[str, bool] | None:
    """Return the identifier of the vault the base belongs to and whether it holds fictitious files."""
    row = connection.execute(select(BaseIdentity.vault_id, BaseIdentity.is_demo)).first()
    return (row[0], row[1]) if row else None


def read_items_of(connection: Connection, kind: str, ids: Iterable[str] | None = None) -> tuple[Item, ...]:
    """Return every record of a kind, or those of some identifiers."""
    model = model_of(kind)
    asked = () if ids is None else (model.id.in_([uuid.UUID(one) for one in ids]),)
    return read_items(connection, model, *asked)
