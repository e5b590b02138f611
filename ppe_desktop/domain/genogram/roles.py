"""Where each role stands in the drawing of the entourage."""

from __future__ import annotations

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.genogram.graph import Group
from ppe_desktop.domain.vocabulary import Civility, Role, Sex, TieKind

FAMILY_GENERATIONS: dict[str, int] = {
    Role.MOTHER.value: 1,
    Role.FATHER.value: 1,
    Role.SECOND_PARENT.value: 1,
    Role.OWN_CHILD.value: -1,
    Role.SIBLING.value: 0,
    Role.GRANDPARENT.value: 2,
    Role.UNCLE_AUNT.value: 1,
    Role.STEP_PARENT.value: 1,
    Role.OTHER_FAMILY.value: 1,
}
"""Generation of each role of the family, the surest first."""

ADULT_ROLES = (
    Role.THIRD_PARTY, Role.VOLUNTEER_HOST, Role.FOSTER_CARER, Role.SPONSOR, Role.MENTOR, Role.TRUSTED_PERSON,
    Role.RESOURCE_PERSON, Role.FRIEND,
)  # fmt: skip
"""Roles of the adults who count for the child, and of friends."""

OPEN_ROLES = (Role.GUARDIAN, Role.DELEGATE, Role.OTHER)
"""Roles that a relative or a service may hold: the person says which."""

CARER_ROLES = (Role.FOSTER_CARER, Role.VOLUNTEER_HOST, Role.THIRD_PARTY, Role.KEY_WORKER)
"""Roles that tell where the child lives: their name is that of the place."""

COUPLE_TIES = (TieKind.MARRIED, TieKind.COUPLE, TieKind.SEPARATED, TieKind.DIVORCED)
KIN_TIES = (*COUPLE_TIES, TieKind.PARENT_OF, TieKind.SIBLINGS)


def group_of(role: str, person: Item) -> Group:
    """Return the group a role puts a person in; a role typed freely depends on whether the person acts for a service."""
    if role in FAMILY_GENERATIONS:
        return Group.FAMILY
    if role in ADULT_ROLES:
        return Group.ADULTS
    known = {member.value for member in Role} - {member.value for member in OPEN_ROLES}
    if role in known or person.organisation or person.function or person.civility == Civility.NEUTRAL:
        return Group.PROFESSIONALS
    return Group.ADULTS


def group_among(roles: list[str], person: Item) -> Group:
    """Return the group of a person who holds several roles: the nearest to the child."""
    found = {group_of(role, person) for role in roles}
    return next((group for group in Group if group in found), Group.ADULTS)


def sex_of(person: Item, roles: list[str]) -> str:
    """Return the sex a role or a civility tells, or that it is not known."""
    if Role.MOTHER in roles or person.civility == Civility.MADAM:
        return Sex.FEMALE.value
    if Role.FATHER in roles or person.civility == Civility.SIR:
        return Sex.MALE.value
    return Sex.UNKNOWN.value


def tone_of(roles: list[str]) -> str:
    """Return the colour of a person, as elsewhere in the program."""
    if Role.MOTHER in roles:
        return "mother"
    return "father" if Role.FATHER in roles else "other"


_SAID = {
    Role.MOTHER: ("Mère", "Mère"),
    Role.FATHER: ("Père", "Père"),
    Role.STEP_PARENT: ("Belle-mère", "Beau-père"),
    Role.GRANDPARENT: ("Grand-mère", "Grand-père"),
    Role.SIBLING: ("Sœur", "Frère"),
    Role.UNCLE_AUNT: ("Tante", "Oncle"),
    Role.OTHER_FAMILY: ("Famille", "Famille"),
    Role.GUARDIAN: ("Tutrice", "Tuteur"),
    Role.DELEGATE: ("Délégataire", "Délégataire"),
    Role.AD_HOC: ("Administratrice ad hoc", "Administrateur ad hoc"),
    Role.VOLUNTEER_HOST: ("Accueillante bénévole", "Accueillant bénévole"),
    Role.FOSTER_CARER: ("Assistante familiale", "Assistant familial"),
    Role.KEY_WORKER: ("Éducatrice", "Éducateur"),
    Role.CASE_WORKER: ("Référente ASE", "Référent ASE"),
    Role.TEACHER: ("Enseignante", "Enseignant"),
    Role.CHILD_LAWYER: ("Avocate de l’enfant", "Avocat de l’enfant"),
    Role.PARENT_LAWYER: ("Avocate d’un parent", "Avocat d’un parent"),
    Role.SPONSOR: ("Marraine", "Parrain"),
    Role.FRIEND: ("Amie", "Ami"),
    Role.OWN_CHILD: ("Sa fille", "Son fils"),
}


def role_words(role: str, sex: str) -> str:
    """Return a role in few words, in the gender that is known: those of the form are too long for a drawing."""
    words = _SAID.get(next((member for member in Role if member.value == role), Role.OTHER))
    if words and words[0] == words[1]:
        return words[0]
    if words and sex in (Sex.FEMALE, Sex.MALE):
        return words[0 if sex == Sex.FEMALE else 1]
    return Role.label_of(role)
