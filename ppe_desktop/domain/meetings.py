"""Who is proposed for a meeting about a child, and why: a default that a person always confirms.

Nobody is proposed but those tied to this very child: the father of a half-brother never appears. Whoever must not be written to
without thinking (authority withdrawn, contacts suspended, protected address, tie that ended) waits for a reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import IntEnum
from itertools import combinations
from typing import NamedTuple

from ppe_desktop.domain.casefile import CaseFile, Item, is_current
from ppe_desktop.domain.dates import NBSP, age_on, is_adult_on, long_date
from ppe_desktop.domain.names import first_name_of, full_name, person_name
from ppe_desktop.domain.texts import elide, plain
from ppe_desktop.domain.vocabulary import (
    PARENT_ROLES,
    AuthorityExercise,
    ContactKind,
    MeetingKind,
    ObjectiveState,
    Role,
    TieKind,
    YesNo,
)

CHILD_KEY, PLACE_KEY = "child", "place"
"""What stands for the child, and for a place of care whose carer is not among the persons of the file."""
CHILD_QUALITY = "L’enfant"
PLACE_QUALITY = "Lieu d’accueil"
YOUNG = 6
"""Age in years under which the presence of the child is decided case by case, unless the service sets another."""
NOT_ESTABLISHED = frozenset({"inconnu", "inconnue", "non etabli", "non etablie", "x", "pere inconnu", "mere inconnue"})
"""What is typed in the place of a name when nobody is known."""

_HOLDERS = (Role.GUARDIAN, Role.DELEGATE, Role.THIRD_PARTY, Role.AD_HOC)
_CARERS = (Role.FOSTER_CARER, Role.KEY_WORKER, Role.VOLUNTEER_HOST)
_SERVICE = (Role.CASE_WORKER, Role.SUPERVISOR)
_CARE = (Role.DOCTOR, Role.MATERNAL_HEALTH, Role.PSYCHOLOGIST, Role.CHILD_PSYCHIATRIST)
_FOR_THEIR_PART = (*_CARE, Role.TEACHER, Role.DENTIST, Role.SPEECH_THERAPIST)
_IF_CHILD_WISHES = (Role.TRUSTED_PERSON, Role.CHILD_LAWYER, Role.FRIEND)
_NEVER = (Role.JUDGE, Role.OWN_CHILD)
_BETWEEN_PROFESSIONALS = (MeetingKind.HEALTH, MeetingKind.CESSEC)

_BY_ROLE = (*PARENT_ROLES, *_HOLDERS, *_CARERS, *_SERVICE)


class Standing(IntEnum):
    """Where a person stands before anybody confirmed, in the order of the list."""

    PROPOSED = 0
    OPTIONAL = 1
    BLOCKED = 2
    IMPOSSIBLE = 3


class Proposal(NamedTuple):
    """A person whose invitation is to be confirmed.

    Attributes:
        key: identifier of the person, or :data:`CHILD_KEY`, or :data:`PLACE_KEY`.
        name: "Karima Benali".
        quality: "Mère".
        standing: proposed, by choice, blocked until a reason is given, or not possible.
        reason: why, in a French sentence.
    """

    key: str
    name: str
    quality: str
    standing: Standing
    reason: str

    @property
    def person_id(self) -> str:
        """Return the identifier of the person in the file, empty for the child and for the place of care."""
        return "" if self.key in (CHILD_KEY, PLACE_KEY) else self.key

    @property
    def is_proposed(self) -> bool:
        """Tell whether the person is proposed by default."""
        return self.standing is Standing.PROPOSED

    @property
    def is_blocked(self) -> bool:
        """Tell whether inviting this person asks for a reason."""
        return self.standing is Standing.BLOCKED


class _Case(NamedTuple):
    """The file on the day of the meeting."""

    file: CaseFile
    day: dt.date
    kind: str
    is_adult: bool
    invite_age: int


def proposals(file: CaseFile, kind: str, day: dt.date, invite_age: int = YOUNG) -> list[Proposal]:
    """Return who may be invited to a meeting about a child, those proposed first; nobody once the child died.

    Args:
        file: the file of the child.
        kind: nature of the meeting, a code of ``MeetingKind`` or free words.
        day: day of the meeting; what was in force that day counts.
        invite_age: age in years from which the child is invited without anybody having to decide it.
    """
    child = file.child
    if child.death_date is not None:
        return []
    case = _Case(file, day, kind, bool(child.birth_date) and is_adult_on(child.birth_date, day), invite_age)
    found = [_child(case)]
    for person in file.of("person"):
        links = [link for link in file.of("relationship") if link.person_id == person.id and link.role not in _NEVER]
        if links:
            found.append(_person(case, person, links))
    found += _place(case)
    return sorted((one._replace(reason=_set(one.reason)) for one in found), key=lambda one: one.standing)


def _set(text: str) -> str:
    """Return a sentence with the spaces that do not break before its colons and semicolons."""
    return text.replace(" :", f"{NBSP}:").replace(" ;", f"{NBSP};")


def _child(case: _Case) -> Proposal:
    child, name = case.file.child, full_name(case.file.child)
    if case.is_adult:
        return Proposal(
            CHILD_KEY,
            name,
            CHILD_QUALITY,
            Standing.PROPOSED,
            "La réunion est la sienne : personne ne vient sans son accord.",
        )
    if child.birth_date and age_on(child.birth_date, case.day).years < case.invite_age:
        words = (
            f"Moins de {case.invite_age}{NBSP}ans : une invitation en dessin ; sa présence se décide au cas par cas, une absence "
            "se motive."
        )
        return Proposal(CHILD_KEY, name, CHILD_QUALITY, Standing.OPTIONAL, words)
    return Proposal(CHILD_KEY, name, CHILD_QUALITY, Standing.PROPOSED, "Reçoit sa propre invitation.")


def _person(case: _Case, person: Item, links: list[Item]) -> Proposal:
    current = [link for link in links if is_current(link, case.day)]
    link = min(current or links, key=_rank)
    standing, reason = _blocked(case, person, current, links) or _by_role(case, person, link)
    quality = Role.label_of(link.role)
    return Proposal(person.id, person_name(person), quality, standing, reason)


def _rank(link: Item) -> int:
    return _BY_ROLE.index(link.role) if link.role in _BY_ROLE else len(_BY_ROLE)


def _blocked(case: _Case, person: Item, current: list[Item], links: list[Item]) -> tuple[Standing, str] | None:
    """Return why a person must not be invited as a matter of course."""
    if person.death_date is not None:
        return Standing.IMPOSSIBLE, "Personne décédée."
    if plain(person.surname).strip() in ("", *NOT_ESTABLISHED):
        return Standing.IMPOSSIBLE, "Personne inconnue : il n’y a personne à inviter."
    if not current:
        until = max((link.until for link in links if link.until), default=None)
        words = (
            f"Lien terminé le {long_date(until)}."
            if until and until < case.day
            else "Lien qui n’a pas encore commencé."
        )
        return Standing.BLOCKED, words
    reasons = [*_protections(case, person), *([] if case.is_adult else _bans(case, person))]
    return (Standing.BLOCKED, " ".join(reasons)) if reasons else None


def _bans(case: _Case, person: Item) -> list[str]:
    """Return what a judge took from a person over a child under age."""
    found = []
    if any(one.exercise == AuthorityExercise.TOTAL for one in _authority(case, person)):
        found.append("L’autorité parentale lui a été retirée en totalité.")
    if any(right.kind == ContactKind.SUSPENDED for right in _rights(case, person)):
        found.append("Ses droits de visite sont suspendus.")
    return found


def _protections(case: _Case, person: Item) -> list[str]:
    """Return the addresses that this person must not learn, or that nobody must learn of this person."""
    file, found = case.file, []
    places = {place.id for place in file.current("placement", case.day)}
    owners = {address.id: address.person_id for address in file.of("address")}
    for protection in file.of("address_protection"):
        owner = owners.get(protection.address_id)
        if protection.hidden_from_id == person.id and protection.placement_id in places:
            found.append("Le lieu d’accueil ne doit pas lui être dit.")
        elif protection.hidden_from_id == person.id and owner:
            of_whom = file.person(owner)
            found.append(
                f"L’adresse {elide('de', person_name(of_whom) if of_whom else 'une personne')} ne doit pas lui être dite."
            )
        elif owner == person.id:
            found.append("Son adresse est protégée : elle ne doit paraître sur aucune autre invitation.")
    is_parent = any(link.role in PARENT_ROLES and link.person_id == person.id for link in file.of("relationship"))
    if is_parent and any(place.is_anonymous for place in file.current("placement", case.day)):
        found.append("Le lieu d’accueil est tenu secret par décision du juge.")
    return list(dict.fromkeys(found))


def _authority(case: _Case, person: Item) -> list[Item]:
    return [one for one in case.file.current("parental_authority", case.day) if one.person_id == person.id]


def _rights(case: _Case, person: Item) -> list[Item]:
    return [one for one in case.file.current("contact_right", case.day) if one.person_id == person.id]


def _by_role(case: _Case, person: Item, link: Item) -> tuple[Standing, str]:
    role = link.role
    if case.is_adult:
        return (
            Standing.OPTIONAL,
            f"Dix-huit ans passés : vient seulement avec l’accord {elide('de', first_name_of(case.file.child))}.",
        )
    if role in (*PARENT_ROLES, *_HOLDERS) and role != Role.THIRD_PARTY and case.kind in _BETWEEN_PROFESSIONALS:
        return Standing.OPTIONAL, "Réunion entre professionnels : la famille est informée, sa venue se décide."
    if role in PARENT_ROLES:
        return _parent(case, person)
    if role in _HOLDERS:
        return Standing.PROPOSED, f"{Role.label_of(role)} : reçoit sa propre invitation."
    if role in _CARERS:
        return Standing.PROPOSED, "Accompagne l’enfant au quotidien."
    if role in _SERVICE:
        return Standing.PROPOSED, "Suit l’enfant pour le service."
    return _others(case, person, role)


def _parent(case: _Case, person: Item) -> tuple[Standing, str]:
    held = _authority(case, person)
    ways = {one.exercise for one in held}
    if ways & {AuthorityExercise.WITHDRAWN.value} or any(one.is_holder == YesNo.NO for one in held):
        words = (
            "Parent sans exercice de l’autorité parentale : informé des choix importants ; son invitation se décide."
        )
        return Standing.OPTIONAL, words
    if AuthorityExercise.PARTIAL in ways:
        return Standing.PROPOSED, "Parent, autorité parentale retirée en partie : reçoit sa propre invitation."
    said = "Parent : reçoit sa propre invitation, à sa propre adresse."
    if not ways or ways == {AuthorityExercise.UNKNOWN.value}:
        said = "Parent : l’autorité parentale n’est pas renseignée, à vérifier."
    if person.birth_date and not is_adult_on(person.birth_date, case.day):
        said = "Parent encore mineur : l’invitation est à son nom, avec une personne de son choix."
    return Standing.PROPOSED, said


def _others(case: _Case, person: Item, role: str) -> tuple[Standing, str]:
    if role in _CARE and case.kind == MeetingKind.HEALTH:
        return Standing.PROPOSED, "Suit la santé de l’enfant."
    if role in _FOR_THEIR_PART:
        return Standing.OPTIONAL, "Seulement pour sa partie, si c’est nécessaire."
    if role in _IF_CHILD_WISHES:
        return Standing.OPTIONAL, "Si l’enfant le souhaite."
    if role == Role.PARENT_LAWYER:
        return Standing.OPTIONAL, "À la demande du parent concerné."
    if role == Role.INTERPRETER:
        needed = case.file.child.interpreter_needed == YesNo.YES
        return (
            (Standing.PROPOSED, "L’enfant a besoin d’un interprète.")
            if needed
            else (Standing.OPTIONAL, "Si quelqu’un en a besoin.")
        )
    if any(right.kind not in (ContactKind.RESERVED, ContactKind.UNKNOWN) for right in _rights(case, person)):
        return Standing.PROPOSED, "A un droit de visite ou de correspondance."
    if case.kind == MeetingKind.FAMILY:
        words = "La conférence réunit la famille et les proches : avec l’accord de l’enfant et des titulaires de l’autorité parentale."
        return Standing.OPTIONAL, words
    return Standing.OPTIONAL, "Avec l’accord de l’enfant et des titulaires de l’autorité parentale."


def _place(case: _Case) -> Iterable[Proposal]:
    """Give the main place of care when nobody of the file is its carer."""
    place = case.file.main_place(case.day)
    has_carer = bool(case.file.with_role(*_CARERS, Role.THIRD_PARTY, on=case.day))
    name = (place.carer or place.name) if place is not None else ""
    if name and not has_carer:
        standing = Standing.OPTIONAL if case.is_adult else Standing.PROPOSED
        yield Proposal(PLACE_KEY, name, PLACE_QUALITY, standing, "Accueille l’enfant.")


def must_not_meet(file: CaseFile, day: dt.date) -> list[str]:
    """Return why two parents of the child should not be received together, a French sentence each; empty when nothing says so."""
    parents = {
        person.id: person for _link, person in file.with_role(*PARENT_ROLES, on=day) if person.death_date is None
    }
    owners = {address.id: address.person_id for address in file.of("address")}
    hidden = {(owners.get(one.address_id), one.hidden_from_id) for one in file.of("address_protection")}
    found = []
    for one, other in combinations(parents.values(), 2):
        for owner, reader in ((one, other), (other, one)):
            if (owner.id, reader.id) in hidden:
                found.append(
                    f"L’adresse {elide('de', person_name(owner))} est protégée {elide('de', person_name(reader))}."
                )
        ties = {tie.kind for tie in file.of("person_tie") if {tie.person_id, tie.other_person_id} == {one.id, other.id}}
        if TieKind.CONFLICT in ties:
            found.append(f"{person_name(one)} et {person_name(other)} sont en conflit.")
    return [_set(one) for one in found + _not_with_child(file, day, parents)]


def _not_with_child(file: CaseFile, day: dt.date, parents: dict[str, Item]) -> list[str]:
    suspended = {one.person_id for one in file.current("contact_right", day) if one.kind == ContactKind.SUSPENDED}
    return [
        f"Les droits de visite {elide('de', person_name(person))} sont suspendus : pas en même temps que l’enfant."
        for person_id, person in parents.items()
        if person_id in suspended
    ]


def task_words(task: Item, today: dt.date) -> str:
    """Return who does a task and for when, lateness in words: "Référente, en retard de 3 jours (pour le 4 décembre 2026)"."""
    parts = [task.who, _when(task, today)]
    return ", ".join(part for part in parts if part)


def _when(task: Item, today: dt.date) -> str:
    if task.done_on is not None:
        return f"fait le {long_date(task.done_on)}"
    if task.due_on is None:
        return ""
    late = (today - task.due_on).days
    day = long_date(task.due_on)
    if late > 0:
        return f"en retard {elide('de', _days(late))} (pour le {day})"
    return "pour aujourd’hui" if not late else f"pour le {day}"


def _days(count: int) -> str:
    return "un jour" if count == 1 else f"{count}{NBSP}jours"


def is_late(task: Item, today: dt.date) -> bool:
    """Tell whether a task was to be done before today."""
    return task.done_on is None and task.due_on is not None and task.due_on < today


def in_order(tasks: Iterable[Item]) -> list[Item]:
    """Return tasks, what is left to do first, by day; what has no day after, and what was done at the end."""
    return sorted(
        tasks, key=lambda task: (task.done_on is not None, task.due_on or dt.date.max, not task.promised, task.id)
    )


def served_by(task: Item, objectives: Iterable[Item]) -> Item | None:
    """Return the objective of the last version of the plan that a decision serves, followed from the version it was decided in.

    Args:
        task: the decision.
        objectives: the objectives of every version of the plan, those of the last one first.
    """
    objectives = list(objectives)
    chosen = next((one for one in objectives if one.id == task.objective_id), None)
    if chosen is None:
        return None
    return next(one for one in objectives if one.lasting_id == chosen.lasting_id)


def objectives_to_serve(objectives: Iterable[Item], served: Item | None) -> list[Item]:
    """Return the objectives that a decision may serve: those of the last version still open, and the one it serves already."""
    objectives = list(objectives)
    last = objectives[0].plan_id if objectives else ""
    return [
        one
        for one in objectives
        if (one.plan_id == last and one.state == ObjectiveState.OPEN and one.text.strip())
        or (served is not None and one.id == served.id)
    ]
