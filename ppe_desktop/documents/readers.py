"""For whom each kind of document may be made."""

from __future__ import annotations

import datetime as dt

from ppe_desktop.documents.context.wording import role_label
from ppe_desktop.documents.letter_context.care_facts import measure_of
from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import is_adult_on
from ppe_desktop.domain.deadlines.measures import ADMINISTRATIVE, PLACED_BY_JUDGE, TAKEN_IN
from ppe_desktop.domain.matter import Matter
from ppe_desktop.domain.meetings import CHILD_QUALITY, PLACE_QUALITY
from ppe_desktop.domain.names import full_name, person_name
from ppe_desktop.domain.recipients import PARENT_ROLE, Recipient, carer_readers, parent_readers, recipients_for
from ppe_desktop.domain.sharing import refusal
from ppe_desktop.domain.vocabulary import DecisionKind, MeasureType, RecipientKind, Role, Speaker, YesNo

FOR_FILE = Recipient(RecipientKind.FILE, None, "Le dossier du service")
FOR_JUDGE = Recipient(RecipientKind.JUDGE, None, "Le juge des enfants")
_RECEIVES = (Role.FOSTER_CARER, Role.KEY_WORKER, Role.VOLUNTEER_HOST, Role.THIRD_PARTY)
_HOLDERS = (Role.GUARDIAN, Role.DELEGATE, Role.AD_HOC)


def for_child(file: CaseFile) -> Recipient:
    """Return the child as the reader of his or her own copy."""
    return Recipient(RecipientKind.CHILD, None, f"{full_name(file.child)}, pour son exemplaire")


def plan_readers(matter: Matter, today: dt.date) -> list[Recipient]:
    """Return the readers of the plan, and of what follows it: child, parents, judge, place of care, file."""
    return recipients_for(matter.file, today)


def family_readers(matter: Matter, today: dt.date) -> list[Recipient]:
    """Return the child, the parents and the file."""
    return [for_child(matter.file), *parent_readers(matter.file, today), FOR_FILE]


def speaker_readers(matter: Matter, today: dt.date) -> list[Recipient]:
    """Return the child and each parent: what is handed to each of them alone."""
    return [for_child(matter.file), *parent_readers(matter.file, today)]


def child_readers(matter: Matter, _today: dt.date) -> list[Recipient]:
    """Return the child, and the file: a document in the child's own words."""
    return [for_child(matter.file), FOR_FILE]


def young_readers(matter: Matter, today: dt.date) -> list[Recipient]:
    """Return the young person first, who receives what he or she said; then the parents, the place of care, the file."""
    return [
        for_child(matter.file),
        *parent_readers(matter.file, today),
        *carer_readers(matter.file, today),
        FOR_FILE,
    ]


def report_readers(matter: Matter, today: dt.date) -> list[Recipient]:
    """Return the judge first; then the child and the parents, to whom it is made known before; the file."""
    return [FOR_JUDGE, for_child(matter.file), *parent_readers(matter.file, today), FOR_FILE]


def for_judge(_matter: Matter, _today: dt.date) -> list[Recipient]:
    """Return the judge alone: a letter to the court."""
    return [FOR_JUDGE]


def holder_readers(matter: Matter, today: dt.date) -> list[Recipient]:
    """Return those whose agreement or opinion is asked: the parents, the guardian or delegate."""
    others = [
        Recipient(RecipientKind.PERSON, person.id, f"{person_name(person, with_civility=True)}, {role_label(link.role, person.civility).lower()}")
        for link, person in matter.file.with_role(*_HOLDERS, on=today)
        if person.death_date is None
    ]  # fmt: skip
    return [*parent_readers(matter.file, today), *others]


def agreement_readers(matter: Matter, today: dt.date) -> list[Recipient]:
    """Return those whose agreement an admission decided without a judge needs; nobody for a judicial measure or for help at home."""
    return holder_readers(matter, today) if _is_of(matter, ADMINISTRATIVE & TAKEN_IN, today) else []


def home_help_readers(matter: Matter, today: dt.date) -> list[Recipient]:
    """Return those whose agreement help at home needs; nobody when the child is taken in, or by order of a judge."""
    return holder_readers(matter, today) if _is_of(matter, ADMINISTRATIVE - TAKEN_IN, today) else []


def opinion_readers(matter: Matter, today: dt.date) -> list[Recipient]:
    """Return those whose opinion is asked on a place chosen under a judicial placement; nobody otherwise."""
    return holder_readers(matter, today) if _is_of(matter, PLACED_BY_JUDGE, today) else []


def judge_of_place(matter: Matter, today: dt.date) -> list[Recipient]:
    """Return the judge, for a place under a judicial placement."""
    return [FOR_JUDGE] if _is_of(matter, PLACED_BY_JUDGE, today) else []


def _is_of(matter: Matter, kinds: frozenset[MeasureType], today: dt.date) -> bool:
    subject = matter.subject
    measure = subject if subject.record == "measure" else measure_of(matter.file, subject, today)
    return measure is not None and measure.type in {kind.value for kind in kinds}


def decision_readers(matter: Matter, today: dt.date) -> list[Recipient]:
    """Return those to whom a decision is notified: the young person of age, else the legal representatives."""
    if matter.subject.record == "decision" and matter.subject.kind != DecisionKind.ADMINISTRATIVE:
        return []  # the judge notifies his own
    if matter.subject.record == "young_adult_contract":
        return [for_child(matter.file)]
    birth = matter.file.child.birth_date
    if birth and is_adult_on(birth, today):
        return [for_child(matter.file)]
    return holder_readers(matter, today)


def statement_readers(matter: Matter, today: dt.date) -> list[Recipient]:
    """Return who may receive the sheet of some words: who said them, the judge, the file; nobody from whom they are kept."""
    statement = matter.subject
    if statement.speaker == Speaker.CHILD:
        wanted = [for_child(matter.file)]
    else:
        parents = parent_readers(matter.file, today)
        wanted = [one for one in parents if one.person_id == speaker_id(matter.file, statement)]
    kept = matter.of("statement_restriction")
    found = [one for one in (*wanted, FOR_JUDGE) if not refusal(matter.file, one, statement, kept)]
    return [*found, FOR_FILE]


def speaker_id(file: CaseFile, statement: Item) -> str | None:
    """Return who said some words, for a parent: the person named, else the only parent of that role."""
    if statement.person_id:
        return str(statement.person_id)
    role = {Speaker.MOTHER: Role.MOTHER, Speaker.FATHER: Role.FATHER}.get(statement.speaker)
    found = file.with_role(role) if role else []
    return found[0][1].id if found else None


def invited_readers(matter: Matter, today: dt.date) -> list[Recipient]:
    """Return those who are invited to a meeting, each for his or her own letter."""
    invited = [one for one in matter.of("meeting_invitee") if one.invited == YesNo.YES]
    return [_invited(matter.file, one, today) for one in invited]


def _invited(file: CaseFile, invitee: Item, today: dt.date) -> Recipient:
    person = file.person(invitee.person_id)
    role = next((link.role for link in file.of("relationship") if person and link.person_id == person.id), "")
    quality = role_label(role, person.civility) if person and role else invitee.quality.strip()
    label = f"{invitee.name}, {quality[:1].lower()}{quality[1:]}" if quality else str(invitee.name)
    if invitee.quality == CHILD_QUALITY:
        return Recipient(RecipientKind.CHILD, None, label, invitee_id=invitee.id)
    known = next((one for one in parent_readers(file, today) if one.person_id == invitee.person_id), None)
    if known is not None and invitee.person_id:
        return Recipient(known.kind, known.person_id, known.label, known.caution, invitee_id=invitee.id)
    place = file.main_place(today)
    if place is not None and _receives(file, invitee, today):
        return Recipient(RecipientKind.CARE, invitee.person_id, label, place_id=place.id, invitee_id=invitee.id)
    return Recipient(RecipientKind.PERSON, invitee.person_id, label, invitee_id=invitee.id)


def _receives(file: CaseFile, invitee: Item, today: dt.date) -> bool:
    people = {person.id for _link, person in file.with_role(*_RECEIVES, on=today)}
    return invitee.quality == PLACE_QUALITY or (bool(invitee.person_id) and invitee.person_id in people)


def is_parent(recipient: Recipient) -> bool:
    """Tell whether a reader is a parent by filiation."""
    return recipient.kind in PARENT_ROLE
