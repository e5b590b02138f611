"""What the file already knows, as lines to read under the first headings of the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import birth_date_in_words, long_date, say_age, short_date
from ppe_desktop.domain.names import full_name, person_name
from ppe_desktop.domain.plan_outline import latest_decision
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import (
    SUPPORT_ROLES,
    AuthorityExercise,
    Choice,
    ContactKind,
    DecisionKind,
    MeasureType,
    PlacementSetting,
    Role,
    Sex,
    SiblingKind,
    YesNo,
)
from ppe_desktop.ui.views.plan.typography import curly, uncapitalised

_SEPARATOR = " · "
_UNKNOWN = "INCONNU"


@dataclass(frozen=True, slots=True)
class FactLine:
    """One line.

    Attributes:
        label: what it is, in French.
        text: what is known.
        is_protected: something of it is kept from someone.
    """

    label: str
    text: str
    is_protected: bool = False


def period(since: dt.date | None, until: dt.date | None) -> str:
    """Return "du 06/10/2025 au 05/10/2027", "depuis le 06/10/2025", "jusqu’au …" or nothing."""
    if since and until:
        return f"du {short_date(since)} au {short_date(until)}"
    if since:
        return f"depuis le {short_date(since)}"
    return f"jusqu’au {short_date(until)}" if until else ""


def identity(file: CaseFile, today: dt.date) -> list[FactLine]:
    """Return the identity of the child."""
    child = file.child
    birth = birth_date_in_words(child.birth_date, child.birth_date_precision)
    age = f" ({say_age(child.birth_date, today)})" if child.birth_date else ""
    sex = "" if child.sex == Sex.UNKNOWN else Sex.label_of(child.sex)
    wanted = (
        ("Nom", child.birth_surname),
        ("Prénoms", child.first_names),
        ("Naissance", _joined(f"{birth}{age}" if birth else "", child.birth_place)),
        ("Sexe", sex),
    )
    return [FactLine(label, text) for label, text in wanted if text]


def authority(file: CaseFile, today: dt.date) -> list[FactLine]:
    """Return who holds parental authority, and where each lives."""
    found = []
    for item in file.current("parental_authority", today):
        person = file.person(item.person_id)
        if person is None:
            continue
        holder = {YesNo.YES.value: "titulaire", YesNo.NO.value: "non titulaire"}.get(item.is_holder, "")
        where, is_protected = _address(file, item.person_id, today)
        text = _joined(holder, _label(AuthorityExercise, item.exercise), where)
        found.append(FactLine(person_name(person, with_civility=True), text, is_protected))
    return found


def place(file: CaseFile, today: dt.date) -> list[FactLine]:
    """Return where the child lives."""
    main = file.main_place(today)
    if main is None:
        return []
    hidden = main.is_anonymous or any(p.placement_id == main.id for p in file.of("address_protection"))
    where = "lieu protégé" if hidden else _joined(main.name, main.carer, main.town)
    wanted = (
        ("Lieu de vie", _joined(curly(PlacementSetting.label_of(main.setting)), where)),
        ("Depuis", long_date(main.since)),
    )
    return [FactLine(label, text, hidden and label == "Lieu de vie") for label, text in wanted if text]


def siblings(file: CaseFile, _today: dt.date) -> list[FactLine]:
    """Return the brothers and sisters."""
    found = []
    for link in file.of("sibling_link"):
        other = file.siblings.get(link.id)
        name = full_name(other) if other else link.other_name or "Prénom à compléter"
        together = {YesNo.YES.value: "accueillis ensemble", YesNo.NO.value: "séparés"}.get(link.together, "")
        text = _joined(
            _label(SiblingKind, link.kind),
            together,
            excerpt(link.contact_rhythm),
            excerpt(link.separation_reason),
        )
        found.append(FactLine(name, text))
    return found


def service(file: CaseFile, _today: dt.date) -> list[FactLine]:
    """Return the service and the référent."""
    profile = file.profile
    if profile is None:
        return []
    person = f"{profile.first_name} {profile.surname}".strip()
    wanted = (
        ("Service", _joined(profile.service, profile.department)),
        ("Référent", _joined(person, profile.function)),
    )
    return [FactLine(label, text) for label, text in wanted if text]


def decision(file: CaseFile, _today: dt.date) -> list[FactLine]:
    """Return the decision on which the intervention rests."""
    last = latest_decision(file)
    if last is None:
        return []
    day = f"du {long_date(last.decided_on)}" if last.decided_on else ""
    title = " ".join(part for part in (_label(DecisionKind, last.kind) or "décision", day) if part)
    wanted = (
        ("Décision", _joined(title[:1].upper() + title[1:], last.authority, last.place)),
        ("Motifs", excerpt(last.reasons, 240)),
        ("Contenu", excerpt(last.content, 240)),
        ("Objectifs", excerpt(last.objectives, 240)),
    )
    return [FactLine(label, text) for label, text in wanted if text]


def contacts(file: CaseFile, today: dt.date) -> list[FactLine]:
    """Return the visiting rights in force."""
    found = []
    for right in file.current("contact_right", today):
        person = file.person(right.person_id)
        name = person_name(person, with_civility=True) if person else "Une personne"
        found.append(FactLine(name, _joined(_label(ContactKind, right.kind), right.rhythm, right.place)))
    return found


def history(file: CaseFile, _today: dt.date) -> list[FactLine]:
    """Return measures and places, in the order of time."""
    dated = [(item.since or dt.date.min, _measure(item)) for item in file.of("measure")]
    dated += [(item.since or dt.date.min, _past_place(file, item)) for item in file.of("placement")]
    return [line for _since, line in sorted(dated, key=lambda pair: pair[0])]


def support(file: CaseFile, today: dt.date) -> list[FactLine]:
    """Return sponsors, mentors and resource persons."""
    found = file.with_role(*SUPPORT_ROLES, on=today)
    return [FactLine(person_name(person, with_civility=True), _label(Role, link.role)) for link, person in found]


FACTS: dict[str, tuple[Callable[[CaseFile, dt.date], list[FactLine]], str]] = {
    "identity": (identity, "identity"),
    "authority": (authority, "entourage"),
    "place": (place, "path"),
    "siblings": (siblings, "entourage"),
    "service": (service, "profile"),
    "decision": (decision, "path"),
    "contacts": (contacts, "entourage"),
    "history": (history, "path"),
    "support": (support, "entourage"),
}
"""For each heading that the file already fills: its lines, and the section of the file where they are completed."""


def _measure(item: Item) -> FactLine:
    return FactLine(_start(item), _joined(curly(MeasureType.label_of(item.type)), _until(item)))


def _past_place(file: CaseFile, item: Item) -> FactLine:
    hidden = item.is_anonymous or any(p.placement_id == item.id for p in file.of("address_protection"))
    where = "lieu protégé" if hidden else _joined(item.name or item.carer, item.town)
    return FactLine(_start(item), _joined(curly(PlacementSetting.label_of(item.setting)), where, _until(item)), hidden)


def _start(item: Item) -> str:
    return short_date(item.since) or "Date inconnue"


def _until(item: Item) -> str:
    end = item.values.get("ended_on") or item.values.get("until")
    return f"jusqu’au {short_date(end)}" if end else ""


def _address(file: CaseFile, person_id: str, today: dt.date) -> tuple[str, bool]:
    """Return where someone lives; a protected address is only named: this screen is read over shoulders."""
    found = [address for address in file.current("address", today) if address.person_id == person_id]
    if not found:
        return "", False
    if any(p.address_id == address.id for p in file.of("address_protection") for address in found):
        return "adresse protégée", True
    return ", ".join(
        part for part in (*found[0].street.splitlines(), f"{found[0].postcode} {found[0].town}".strip()) if part
    ), False


def _label(choices: type[Choice], code: str) -> str:
    if code in ("", _UNKNOWN):
        return ""
    words = curly(choices.label_of(code))
    return words if words[1:2].isupper() else uncapitalised(words)


def _joined(*parts: str) -> str:
    text = _SEPARATOR.join(part.strip() for part in parts if part and part.strip())
    return text[:1].upper() + text[1:]
