"""What the card of each kind of record says before it is opened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import long_date, short_date
from ppe_desktop.domain.names import full_name, person_name
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import (
    AuthorityExercise,
    Closeness,
    ContactKind,
    DecisionKind,
    MeasureType,
    PlacementSetting,
    Role,
    SiblingKind,
    TieKind,
    YesNo,
)
from ppe_desktop.runtime import clock

Lines = tuple[str, str]
Mark = tuple[str, str, str]
"""Words, tone and icon."""

_LIVED: dict[str, Mark] = {
    Closeness.VERY_CLOSE.value: ("Lien très proche", "done", "link"),
    Closeness.CLOSE.value: ("Lien proche", "done", "link"),
    Closeness.DISTANT.value: ("Lien distant", "info", "circle-dashed"),
    Closeness.CONFLICT.value: ("Lien conflictuel", "late", "alert-circle"),
    Closeness.BROKEN.value: ("Lien rompu", "late", "minus"),
}


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
    rows = newest_first(row for row in file.of("parental_authority") if row.person_id == item.person_id)
    holder = "Titulaire de l’autorité parentale" if rows and _holds(rows[0]) else ""
    name = person_name(person, with_civility=True) if person else ""
    if person and person.death_date:
        return name, f"Décès le {short_date(person.death_date)}"
    return name, _joined(holder, person.phone if person else "")


def _holds(authority: Item) -> bool:
    return bool(authority.is_holder == YesNo.YES) and not is_over(authority)


def relationship_marks(item: Item, file: CaseFile) -> list[Mark]:
    """Return the role of a person, what the child lives with them, its end, and that an address of theirs is protected."""
    addresses = {address.id for address in file.of("address") if address.person_id == item.person_id}
    is_protected = any(row.address_id in addresses for row in file.of("address_protection"))
    tone = {Role.MOTHER.value: "mother", Role.FATHER.value: "father"}.get(item.role, "neutral")
    marks = [(Role.label_of(item.role), tone, "user")] if item.role else []
    lived = _LIVED.get(item.closeness)
    if lived is not None:
        marks.append(lived)
    marks += ended_marks(item, file)
    return [*marks, ("Adresse protégée", "protect", "")] if is_protected else marks


def ended_marks(item: Item, _file: CaseFile) -> list[Mark]:
    """Return the mark of a dated record that is over."""
    return [(f"Jusqu’au {short_date(item.until)}", "neutral", "history")] if is_over(item) else []


def is_over(item: Item) -> bool:
    """Tell whether a dated record has ended."""
    return item.until is not None and item.until < clock.now().date()


def newest_first(items: Iterable[Item]) -> list[Item]:
    """Return dated records, those in force first, each part from the newest to the oldest."""
    return sorted(items, key=lambda item: (not is_over(item), item.since or dt.date.min), reverse=True)


def tie(item: Item, file: CaseFile, seen_from: str = "") -> Lines:
    """Summarise a link between two persons, as seen from one of them."""
    is_own = item.person_id == seen_from or not seen_from
    other = file.person(item.other_person_id if is_own else item.person_id)
    label = TieKind.label_of(item.kind)
    if item.kind == TieKind.PARENT_OF:
        label = "En est le parent" if is_own else "En est l’enfant"
    return person_name(other) if other else "Personne à préciser", _joined(
        label, period(item.since, item.until), item.remarks
    )


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
