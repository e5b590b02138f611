"""For whom a document is produced, and who may be offered as a reader."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ppe_desktop.domain.casefile import CaseFile
from ppe_desktop.domain.dates import is_adult_on
from ppe_desktop.domain.names import full_name, person_name
from ppe_desktop.domain.vocabulary import AuthorityExercise, RecipientKind, Role

PARENT_ROLE = {
    RecipientKind.MOTHER: Role.MOTHER,
    RecipientKind.FATHER: Role.FATHER,
    RecipientKind.PARENT: Role.SECOND_PARENT,
}


@dataclass(frozen=True, slots=True)
class Recipient:
    """A reader of a document.

    Attributes:
        kind: in what quality.
        person_id: who, for a parent.
        label: "Madame Karima Benali, mère", for screens and the register.
        caution: what the user must confirm before sending to this reader, or nothing.
        place_id: the place of care, for who receives the child there.
        invitee_id: the line of the meeting, for who is invited to it.
    """

    kind: RecipientKind
    person_id: str | None = None
    label: str = ""
    caution: str = ""
    place_id: str | None = None
    invitee_id: str | None = None


def recipients_for(file: CaseFile, today: dt.date) -> list[Recipient]:
    """Return the possible readers of the child's plan on a day.

    Each living parent by filiation (two mothers, a second parent) is a reader of her or his own, once; from the majority of the young person, parents are none
    (they hold no parental authority any more). The child, the judge and the service's file always are.
    """
    readers = [Recipient(RecipientKind.CHILD, None, f"{full_name(file.child)}, pour son exemplaire")]
    readers += parent_readers(file, today)
    readers.append(Recipient(RecipientKind.JUDGE, None, "Le juge des enfants"))
    readers += carer_readers(file, today)
    readers.append(Recipient(RecipientKind.FILE, None, "Le dossier du service"))
    return readers


def carer_readers(file: CaseFile, today: dt.date) -> list[Recipient]:
    """Return who receives the child where he or she lives: the service entrusted is given the plan (L223-1-1)."""
    place = file.main_place(today)
    name = (place.carer or place.name).strip() if place is not None else ""
    if place is None or not name:
        return []
    return [Recipient(RecipientKind.CARE, None, f"{name}, lieu d’accueil", place_id=place.id)]


def parent_readers(file: CaseFile, today: dt.date) -> list[Recipient]:
    """Return the living parents by filiation as readers, each once; none from the majority of the young person."""
    if file.child.birth_date and is_adult_on(file.child.birth_date, today):
        return []
    return _parents(file, today)


def _parents(file: CaseFile, today: dt.date) -> list[Recipient]:
    found: dict[str, Recipient] = {}
    for kind, role in PARENT_ROLE.items():
        for _link, person in file.with_role(role, on=today):
            if person.death_date is None:
                label = f"{person_name(person, with_civility=True)}, {role.label.lower()}"
                found.setdefault(person.id, Recipient(kind, person.id, label, _caution(file, person.id)))
    return list(found.values())


def _caution(file: CaseFile, person_id: str) -> str:
    for authority in file.of("parental_authority"):
        if authority.person_id == person_id and authority.exercise == AuthorityExercise.TOTAL:
            return "L’autorité parentale lui a été retirée en totalité : vérifiez avec votre cadre avant toute remise."
    return ""
