"""How values become French words: what is missing says so, labels carry typographic apostrophes, people are named with courtesy."""

from __future__ import annotations

import datetime as dt

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import long_date, short_date
from ppe_desktop.domain.missing import is_withheld, missing
from ppe_desktop.domain.names import person_name
from ppe_desktop.domain.texts import lines
from ppe_desktop.domain.vocabulary import Choice, Civility, Role

NBSP = "\u00a0"

_BY_CIVILITY: dict[str, tuple[str, str]] = {
    Role.STEP_PARENT: ("Belle-mère", "Beau-père"),
    Role.GRANDPARENT: ("Grand-mère", "Grand-père"),
    Role.SIBLING: ("Sœur", "Frère"),
    Role.UNCLE_AUNT: ("Tante", "Oncle"),
    Role.GUARDIAN: ("Tutrice", "Tuteur"),
    Role.AD_HOC: ("Administratrice ad hoc", "Administrateur ad hoc"),
    Role.FOSTER_CARER: ("Assistante familiale", "Assistant familial"),
    Role.KEY_WORKER: ("Éducatrice de la structure", "Éducateur de la structure"),
    Role.CASE_WORKER: ("Référente ASE", "Référent ASE"),
    Role.TEACHER: ("Enseignante", "Enseignant"),
    Role.CHILD_LAWYER: ("Avocate de l’enfant", "Avocat de l’enfant"),
    Role.PARENT_LAWYER: ("Avocate d’un parent", "Avocat d’un parent"),
    Role.SPONSOR: ("Marraine", "Parrain"),
}  # fmt: skip


def known(text: str, label: str) -> str:
    """Return a typed text, or the mark that it is missing."""
    return text.strip() or missing(label)


def known_day(day: dt.date | None, label: str) -> str:
    """Return a date in words, or the mark that it is missing."""
    return long_date(day) or missing(label)


def known_short_day(day: dt.date | None, label: str) -> str:
    """Return ``23/11/2026``, or the mark that it is missing."""
    return short_date(day) or missing(label)


def known_label(choices: type[Choice], code: str | None, label: str) -> str:
    """Return the French words of a code; "Ne sait pas" and an empty code are marked as missing."""
    return missing(label) if code in (None, "", "INCONNU", "X") else label_of(choices, code)


def label_of(choices: type[Choice], code: str | None) -> str:
    """Return the French words of a code with typographic apostrophes; a free value as it was typed."""
    words = choices.label_of(code)
    return words if words == code else curly(words)


def curly(text: str) -> str:
    """Return a label of the program with typographic apostrophes."""
    return text.replace("'", "’")


def one_line(text: str, separator: str = ", ") -> str:
    """Return the lines of a text put one after another."""
    return separator.join(lines(text))


def courteous(person: Item) -> str:
    """Return "Madame Karima Benali"."""
    return person_name(person, with_civility=True) or missing("nom")


def addressed(person: Item) -> str:
    """Return "Madame Benali", or both names when no civility is known."""
    if person.civility in (Civility.MADAM, Civility.SIR):
        return f"{Civility.label_of(person.civility)} {person.surname}"
    return person_name(person) or missing("nom")


def agreed(civility: str, masculine: str, feminine: str, neutral: str) -> str:
    """Return the form that agrees with a civility."""
    forms: dict[str, str] = {Civility.MADAM: feminine, Civility.SIR: masculine}
    return forms.get(civility, neutral)


def role_label(role: str, civility: str) -> str:
    """Return a role in words, in the feminine or masculine when the civility tells it."""
    if role in _BY_CIVILITY and civility in (Civility.MADAM, Civility.SIR):
        feminine, masculine = _BY_CIVILITY[role]
        return feminine if civility == Civility.MADAM else masculine
    return label_of(Role, role)


def address_line(address: Item) -> str:
    """Return an address of a person or a place on one line; a withheld one prints its mark and nothing else."""
    if is_withheld(address.street):
        return str(address.street)
    town = f"{address.postcode} {address.town}".strip()
    country = address.values.get("country", "")
    return ", ".join(part for part in (one_line(address.street), town, country) if part)


def mid_sentence(label: str) -> str:
    """Return a label as it stands inside a sentence: without its capital, unless it begins with initials."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def joined(*parts: str, separator: str = ", ") -> str:
    """Return the parts that say something, joined."""
    return separator.join(part for part in parts if part)
