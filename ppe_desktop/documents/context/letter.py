"""What every letter holds: who writes, to whom, at which address, in which terms."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ppe_desktop.documents.context import people
from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.context.wording import address_line, agreed, courteous, known, one_line, role_label
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import age_on, long_date
from ppe_desktop.domain.missing import is_withheld, missing
from ppe_desktop.domain.texts import elide, lines
from ppe_desktop.domain.vocabulary import Civility, DecisionKind, RecipientKind

SMALL_UNTIL = 6
"""Age under which an invitation is made of pictures."""
_MADAM, _SIR = ("madame", "mme", "mme."), ("monsieur", "m.", "m")


def letter_values(source: Source) -> dict[str, Any]:
    """Return the values common to all letters."""
    return {
        "service": people.service_values(source),
        "referent": people.referent_values(source),
        "enfant": people.child_values(source),
        "de_enfant": elide("de", source.called),
        "de_nom_complet": elide("de", source.full_name),
        "que_nom_complet": elide("que", source.full_name),
        "que_enfant": elide("que", source.called),
        "votre_enfant": source.agreed("votre fils", "votre fille", "votre enfant"),
        "est_parent": source.recipient.kind in (RecipientKind.MOTHER, RecipientKind.FATHER, RecipientKind.PARENT),
        "a_l_enfant": source.recipient.kind is RecipientKind.CHILD,
        "est_majeur": source.is_adult,
        "adresse_a": addressee(source),
        "fait": made_values(source),
        "tu": uses_first_name(source),
        "petit": is_small(source),
        "grand": not uses_first_name(source),
    }


def made_values(source: Source, day: dt.date | None = None) -> dict[str, str]:
    """Return where and when a document is made, and who signs for the département."""
    return {
        "lieu": source.profile("town") or missing("lieu"),
        "date": long_date(day or source.today),
        "signataire": known(source.profile("signatory"), "signataire du département"),
        "fonction_signataire": one_line(source.profile("signatory_function")),
    }


def uses_first_name(source: Source) -> bool:
    """Tell whether the child is written to with « tu »."""
    return _age(source) is not None and (_age(source) or 0) < source.formal_age


def is_small(source: Source) -> bool:
    """Tell whether the child is so young that pictures come before words."""
    return _age(source) is not None and (_age(source) or 0) < SMALL_UNTIL


def _age(source: Source) -> int | None:
    birth = source.child.birth_date
    return None if birth is None else int(age_on(birth, source.today).years)


def addressee(source: Source) -> dict[str, Any]:
    """Return the name, the quality, the lines of the address, the greeting and the agreement of who receives the letter.

    The child's letter carries no address: it is handed over, and lies at home. A young adult's goes by post.
    """
    kind = source.recipient.kind
    if kind is RecipientKind.CHILD:
        name = source.full_name
        return {
            "nom": name,
            "qualite": "",
            "lignes": _own_address(source),
            "salutation": source.civility or source.called,
            "accord": source.agreed("", "e", "(e)"),
        }
    if kind is RecipientKind.JUDGE:
        return _judge(source)
    person = source.file.person(source.recipient.person_id)
    if kind is RecipientKind.CARE:
        return _carer(source, person)
    if person is None:
        return _guest(source)
    return {
        "nom": courteous(person),
        "qualite": "",
        "lignes": _address(source, person),
        "salutation": greeting(person.civility),
        "accord": _ending(person.civility),
    }


def _own_address(source: Source) -> list[str]:
    """Return where a young adult lives, as far as this copy may tell it; nothing for a child."""
    place = source.file.main_place(source.today) if source.is_adult else None
    if place is None:
        return []
    town = "" if is_withheld(place.name) else address_line(place)
    return [line for line in (place.name.strip(), town) if line]


def _ending(civility: str) -> str:
    """Return what a participle takes to agree with who receives the letter."""
    return agreed(civility, "", "e", "(e)")


def _address(source: Source, person: Item) -> list[str]:
    current = source.file.current("address", source.today)
    own = next((item for item in current if item.person_id == person.id), None)
    if own is None:
        return [person.organisation.strip()] if person.organisation.strip() else [missing("adresse")]
    if is_withheld(own.street):
        return [own.street]
    town = f"{own.postcode} {own.town}".strip()
    return [line for line in (*lines(own.street), town, own.country.strip()) if line] or [missing("adresse")]


def _carer(source: Source, person: Item | None) -> dict[str, Any]:
    place = source.file.items.one("placement", source.recipient.place_id)
    name = courteous(person) if person else (place.carer or place.name if place else missing("nom"))
    where = [place.name] if place and plain_differs(place.name, name) else []
    town = address_line(place) if place else ""
    return {
        "nom": name,
        "qualite": "",
        "lignes": [*where, *([town] if town else [])] or [missing("adresse")],
        "salutation": greeting(person.civility if person else civility_of(name)),
        "accord": _ending(person.civility if person else civility_of(name)),
    }


def plain_differs(one: str, other: str) -> bool:
    """Tell whether a name of place adds something to the name of who receives there."""
    return bool(one.strip()) and one.strip().lower() not in other.lower()


def _guest(source: Source) -> dict[str, Any]:
    invitee = source.items.one("meeting_invitee", source.recipient.invitee_id)
    name = (invitee.name if invitee else source.recipient.label).strip()
    quality = invitee.quality.strip() if invitee else ""
    civility = civility_of(name)
    return {
        "nom": name,
        "qualite": quality,
        "lignes": [],
        "salutation": greeting(civility),
        "accord": _ending(civility),
    }


def _judge(source: Source) -> dict[str, Any]:
    measure = next((item for item in source.file.current("measure", source.today) if item.judge or item.court), None)
    court, named = _split((measure.court.strip() if measure else "") or _court(source))
    judge = (measure.judge.strip() if measure else "") or named
    civility = civility_of(judge)
    title = agreed(
        civility, "Monsieur le juge des enfants", "Madame la juge des enfants", "Madame ou Monsieur le juge des enfants"
    )
    greeted = agreed(civility, "Monsieur le juge", "Madame la juge", "Madame, Monsieur le juge")
    return {
        "nom": title,
        "qualite": judge,
        "lignes": [court or missing("tribunal")],
        "salutation": greeted,
        "accord": _ending(civility),
    }


def _split(authority: str) -> tuple[str, str]:
    """Return the court and the judge of an authority typed on one line: "Tribunal judiciaire d’Évry, Mme Aubertin, juge des enfants"."""
    parts = [part.strip() for part in authority.split(",")]
    at = next((index for index, part in enumerate(parts) if civility_of(part)), len(parts))
    return ", ".join(parts[:at]), next(iter(parts[at:]), "")


def _court(source: Source) -> str:
    """Return the court of the last judicial decision, when the measure names none."""
    judged = [one for one in source.file.of("decision") if one.kind == DecisionKind.JUDICIAL and one.authority.strip()]
    last = max(judged, key=lambda one: one.decided_on or dt.date.min, default=None)
    return last.authority.strip() if last else ""


def greeting(civility: str) -> str:
    """Return the greeting of a letter: "Madame", "Monsieur", or both."""
    return agreed(civility, "Monsieur", "Madame", "Madame, Monsieur")


def civility_of(name: str) -> str:
    """Return the civility that a name typed by hand begins with, as a code, or nothing."""
    first = next(iter(name.split()), "").lower()  # a no-break space may follow "Mme"
    if first in _MADAM:
        return Civility.MADAM.value
    return Civility.SIR.value if first in _SIR else ""


def quality_of(source: Source, person: Item | None, otherwise: str = "") -> str:
    """Return what a person is to the child, in the feminine or masculine: "Mère", "Assistante familiale"."""
    role = source.role_of(person.id) if person else ""
    return role_label(role, person.civility) if person and role else otherwise
