"""The child's own versions of the plan and of a meeting: plain words by age, large type, our own pictures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ppe_desktop.documents.context import care
from ppe_desktop.documents.context.base import base_values
from ppe_desktop.documents.context.letter import uses_first_name
from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.context.wording import courteous, role_label
from ppe_desktop.documents.context.words import quoted
from ppe_desktop.documents.meeting_context.choosing import is_for
from ppe_desktop.documents.meeting_context.facts import invitee_name, invitee_quality, meeting_of, meeting_values
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.meetings import CHILD_QUALITY
from ppe_desktop.domain.missing import is_withheld
from ppe_desktop.domain.texts import excerpt, lines, plain
from ppe_desktop.domain.vocabulary import (
    ContactKind,
    Domain,
    ObjectiveState,
    Presence,
    Role,
    Speaker,
)

_AROUND = (Role.FOSTER_CARER, Role.KEY_WORKER, Role.VOLUNTEER_HOST, Role.THIRD_PARTY, Role.CASE_WORKER, Role.TRUSTED_PERSON,
           Role.SPONSOR, Role.MENTOR)  # fmt: skip
_OPEN = (ObjectiveState.OPEN.value, ObjectiveState.PARTLY.value)
_THERE = (Presence.PRESENT.value, Presence.REMOTE.value)
_MOST_LETTERS = 160
"""Letters of the child's words recalled over what they changed: enough to know them again."""
_UNSAID = (ContactKind.SUSPENDED.value, ContactKind.RESERVED.value, ContactKind.UNKNOWN.value)


_TITLES = {
    Domain.HEALTH: ("Grandir et aller bien", "Votre santé, votre bien-être"),
    Domain.FAMILY: ("La famille et les autres", "Votre famille et les autres"),
    Domain.SCHOOL: ("L’école et les copains", "Vos études, votre vie avec les autres"),
}
"""What a domain is called to a child, and to who is written to with « vous »."""


def child_plan_values(source: Source) -> dict[str, Any]:
    """Return what the child's own version of the plan prints."""
    plan = source.plan.plan
    return {
        **base_values(source),
        "etabli_le": long_date(plan.established_on),
        "lieu": _place(source),
        "autour": _around(source),
        "rencontres": _contacts(source),
        "paroles": [quoted(one.exact_words.strip()) for one in _own_words(source)],
        "changements": _changes(one for one in source.plan.of("statement") if one.speaker == Speaker.CHILD),
        "domaines": [_domain(source, domain) for domain in Domain if _objectives(source, domain)],
    }


def child_minutes_values(source: Source) -> dict[str, Any]:
    """Return what the child's own version of a meeting prints: who was there, what was decided, what became of his or her words."""
    part = source.subject
    own = next((one for one in source.of_kind("meeting_invitee") if one.quality == CHILD_QUALITY), None)
    told = [one for one in source.of_kind("statement") if one.speaker == Speaker.CHILD]
    meeting = meeting_of(source)
    said = [one.exact_words.strip() for one in told if is_for(one, meeting)]
    words = [own.view.strip()] if own and own.view.strip() else []
    return {
        **base_values(source),
        "reunion": meeting_values(source),
        "presents": [_came(source, one) for one in source.of_kind("meeting_invitee") if one.presence in _THERE],
        "paroles": [quoted(text) for text in dict.fromkeys((*words, *said)) if text],
        "changements": _changes(told),
        "conclusion": lines(part.conclusion),
        "decisions": [_decided(one) for one in source.of_kind("task")],
    }


def _came(source: Source, invitee: Item) -> str:
    if invitee.quality == CHILD_QUALITY:
        return "Toi" if uses_first_name(source) else "Vous"
    person = source.file.person(invitee.person_id)
    if person is not None and source.role_of(person.id) in (Role.MOTHER, Role.FATHER):
        return _called(source, person)
    quality = invitee_quality(source, invitee)
    return f"{invitee_name(invitee)}, {quality[:1].lower()}{quality[1:]}" if quality else invitee_name(invitee)


def _changes(statements: Iterable[Item]) -> list[dict[str, str]]:
    """Return, for the words that were answered, the words, what they changed and the answer given."""
    return [
        {
            "mots": quoted(excerpt(one.exact_words.strip(), _MOST_LETTERS)) if one.exact_words.strip() else "",
            "le": long_date(one.said_on),
            "effet": one.effect.strip(),
            "reponse": one.answer.strip(),
        }
        for one in statements
        if one.effect.strip() or one.answer.strip()
    ]


def _decided(task: Item) -> dict[str, str]:
    return {"texte": task.text.strip(), "qui": task.who.strip(), "pour_le": long_date(task.due_on)}


def _place(source: Source) -> str:
    place = source.file.main_place(source.today)
    if place is None or is_withheld(place.name):
        return ""
    carer = "" if set(plain(place.carer).split()) <= set(plain(place.name).split()) else place.carer.strip()
    return ", ".join(part for part in (place.name.strip(), carer) if part)


def _around(source: Source) -> list[dict[str, str]]:
    """Return the adults who take care of the child, each once, as the child may call for them."""
    found: dict[str, dict[str, str]] = {}
    for link, person in source.file.with_role(*_AROUND, on=source.today):
        quality = role_label(link.role, person.civility)
        found.setdefault(person.id, {"nom": courteous(person), "qualite": quality[:1].lower() + quality[1:]})
    return list(found.values())


def _contacts(source: Source) -> list[dict[str, str]]:
    """Return when the child sees his or her family; rights suspended or not known are left to be told by word of mouth."""
    rights = [one for one in source.file.current("contact_right", source.today) if one.kind not in _UNSAID]
    told = {care_name["nom"]: care_name for care_name in care.contact_values(source)}
    people = [(one, source.file.person(one.person_id)) for one in rights]
    return [
        {"nom": _called(source, person), "rythme": told[courteous(person)]["rythme"]}
        for one, person in people
        if person is not None and one.rhythm.strip() and courteous(person) in told
    ]


def _called(source: Source, person: Item) -> str:
    """Return how a parent is told to the child: "ta maman", "votre père"; anyone else by name."""
    own = {Role.MOTHER.value: ("Ta maman", "Votre mère"), Role.FATHER.value: ("Ton papa", "Votre père")}
    familiar, formal = own.get(source.role_of(person.id), ("", ""))
    return (familiar if uses_first_name(source) else formal) or courteous(person)


def _own_words(source: Source) -> list[Item]:
    said = source.plan.of("statement")
    return [one for one in said if one.speaker == Speaker.CHILD and one.exact_words.strip()]


def _objectives(source: Source, domain: Domain) -> list[Item]:
    found = source.plan.of("plan_objective")
    return [one for one in found if one.domain == domain.value and one.state in _OPEN and one.text.strip()]


def _domain(source: Source, domain: Domain) -> dict[str, Any]:
    return {
        "code": domain.value,
        "titre": _TITLES[domain][0 if uses_first_name(source) else 1],
        "objectifs": [
            {
                "texte": one.text.strip(),
                "actions": [_planned(action) for action in source.plan.actions(one.id) if action.text.strip()],
            }
            for one in _objectives(source, domain)
        ],
    }


def _planned(action: Item) -> str:
    who = action.actors.strip()
    when = f"pour le {long_date(action.due_on)}" if action.due_on else ""
    told = ", ".join(part for part in (who, when) if part)
    return f"{action.text.strip()} ({told})" if told else action.text.strip()
