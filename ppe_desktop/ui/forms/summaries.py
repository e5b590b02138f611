"""What the card of each kind of record says before it is opened."""

from __future__ import annotations

import datetime as dt

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import long_date, short_date
from ppe_desktop.domain.names import full_name, person_name
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import (
    AuthorityExercise,
    ContactKind,
    DecisionKind,
    MeasureType,
    PlacementSetting,
    Role,
    SiblingKind,
    YesNo,
)

Lines = tuple[str, str]


def period(since: dt.date | None, until: dt.date | None) -> str:
    """Return "du 06/10/2025 au 05/10/2027", "depuis le 06/10/2025", "jusqu’au …" or nothing."""
    if since and until:
        return f"du {short_date(since)} au {short_date(until)}"
    if since:
        return f"depuis le {short_date(since)}"
    return f"jusqu’au {short_date(until)}" if until else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def episode(item: Item, _file: CaseFile) -> Lines:
    """Summarise an episode of care."""
    return f"Prise en charge {period(item.since, item.until)}".strip(), excerpt(item.entry_reason)


def measure(item: Item, _file: CaseFile) -> Lines:
    """Summarise a measure."""
    return MeasureType.label_of(item.type) or "Mesure à préciser", period(item.since, item.ended_on or item.until)


def placement(item: Item, _file: CaseFile) -> Lines:
    """Summarise a place of care."""
    return _joined(item.name or PlacementSetting.label_of(item.setting) or "Lieu à préciser", item.town), _joined(
        PlacementSetting.label_of(item.setting) if item.name else "",
        period(item.since, item.until),
        "lieu tenu secret" if item.is_anonymous else "",
    )


def decision(item: Item, _file: CaseFile) -> Lines:
    """Summarise a decision."""
    day = long_date(item.decided_on)
    nature = "" if item.kind == DecisionKind.UNKNOWN else DecisionKind.label_of(item.kind)
    title = f"{nature or 'Décision'}{f' du {day}' if day else ' à compléter'}"
    return title, _joined(item.authority, excerpt(item.content, 70))


def sibling(item: Item, file: CaseFile) -> Lines:
    """Summarise a sibling."""
    other = file.siblings.get(item.id)
    name = full_name(other) if other else item.other_name or "Frère ou sœur à préciser"
    together = {YesNo.YES.value: "accueillis ensemble", YesNo.NO.value: "séparés"}.get(item.together, "")
    return name, _joined(SiblingKind.label_of(item.kind), together)


def relationship(item: Item, file: CaseFile) -> Lines:
    """Summarise what a person is to the child, their role first."""
    name, second = person_card(item, file)
    return name, _joined(Role.label_of(item.role), second[:1].lower() + second[1:])


def person_card(item: Item, file: CaseFile) -> Lines:
    """Summarise a person whose role is said by a mark."""
    person = file.person(item.person_id)
    authority = next((row for row in file.of("parental_authority") if row.person_id == item.person_id), None)
    holder = "Titulaire de l’autorité parentale" if authority and authority.is_holder == YesNo.YES else ""
    name = person_name(person, with_civility=True) if person else ""
    if person and person.death_date:
        return name, f"Décès le {short_date(person.death_date)}"
    return name, _joined(holder, person.phone if person else "")


def relationship_marks(item: Item, file: CaseFile) -> list[tuple[str, str, str]]:
    """Return the role of a person and, when one of their addresses is, that it is protected."""
    addresses = {address.id for address in file.of("address") if address.person_id == item.person_id}
    is_protected = any(row.address_id in addresses for row in file.of("address_protection"))
    tone = {Role.MOTHER.value: "mother", Role.FATHER.value: "father"}.get(item.role, "neutral")
    role = [(Role.label_of(item.role), tone, "user")] if item.role else []
    return [*role, ("Adresse protégée", "protect", "")] if is_protected else role


def address(item: Item, file: CaseFile) -> Lines:
    """Summarise an address, and from whom it is protected."""
    hidden = [file.person(p.hidden_from_id) for p in file.of("address_protection") if p.address_id == item.id]
    names = ", ".join(person_name(person) for person in hidden if person)
    where = _joined(item.street.replace("\n", ", "), f"{item.postcode} {item.town}".strip())
    return where or "Adresse à compléter", f"Protégée : à ne pas communiquer à {names}" if names else ""


def protection(item: Item, file: CaseFile) -> Lines:
    """Summarise the protection of an address."""
    person = file.person(item.hidden_from_id)
    return f"À ne pas communiquer à {person_name(person) if person else ''}", item.reason


def authority(item: Item, _file: CaseFile) -> Lines:
    """Summarise parental authority."""
    holder = {YesNo.YES.value: "Titulaire", YesNo.NO.value: "Non titulaire"}.get(
        item.is_holder, "Titularité non connue"
    )
    return _joined(holder, AuthorityExercise.label_of(item.exercise)), _joined(
        item.basis, period(item.since, item.until)
    )


def contact(item: Item, _file: CaseFile) -> Lines:
    """Summarise a visiting right."""
    return ContactKind.label_of(item.kind) or "Droit à préciser", _joined(
        item.rhythm, item.place, period(item.since, item.until)
    )
