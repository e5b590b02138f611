"""What each cell of the list of children says: a first line, a second one, an icon and a tone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from ppe_desktop.domain.casefile import ChildCard
from ppe_desktop.domain.dates import is_adult_on, say_age, short_date
from ppe_desktop.domain.standing import Standing, health_standing, words_standing

NAME, MEASURE, PLACE, REFERENT, NEXT, PLAN, HEALTH, WORDS = range(8)


class Column(NamedTuple):
    """A column: heading, key of its sort, what it means, its least width in pixels at scale 1, and that on a narrow screen."""

    title: str
    sort: str
    help: str
    width: int
    narrow: int


COLUMNS = (
    Column("Enfant", "name", "Nom, prénom et âge", 218, 184),
    Column("Mesure", "measure", "Mesure en cours et son échéance", 150, 118),
    Column("Lieu de vie", "place", "Lieu d’accueil principal en ce moment", 136, 110),
    Column("Référent", "referent", "Personne notée « Référent ou référente ASE » dans l’entourage", 116, 100),
    Column(
        "Prochaine date", "next", "Fin de la mesure, rendez-vous santé, fin de droits : la première à venir", 142, 122
    ),
    Column("Projet", "plan", "Projet pour l’enfant (PPE)", 118, 92),
    Column("Santé", "health", "Dernier bilan de santé réalisé : à jour pendant douze mois", 118, 92),
    Column("Parole", "words", "Dernière parole de l’enfant recueillie : récente pendant six mois", 118, 92),
)
DROPPED_FIRST = (REFERENT, PLACE)
"""What goes when there is no room; the place is then told under the measure."""

PLAN_WORDS = {"missing": ("À établir", "late"), "draft": ("Brouillon", "soon"), "finished": ("Établi", "done")}
_HEALTH_WORDS = {
    Standing.UP_TO_DATE: ("À jour", "done", ""),
    Standing.SOON: ("À refaire", "soon", ""),
    Standing.LATE: ("Ancien", "late", ""),
    Standing.MISSING: ("Aucun", "neutral", "circle-dashed"),
}
_WORDS_WORDS = {
    Standing.UP_TO_DATE: ("Récente", "done", ""),
    Standing.SOON: ("À revoir", "soon", ""),
    Standing.LATE: ("Ancienne", "late", ""),
    Standing.MISSING: ("Aucune", "neutral", "circle-dashed"),
}


class Cell(NamedTuple):
    """One cell.

    Attributes:
        first: first line.
        second: second line, smaller.
        tone: tone of the mark, or of the second line where there is no mark.
        icon: name of the mark; empty for that of the tone.
        told: the whole, for the pointer and for screen readers.
    """

    first: str
    second: str
    tone: str
    icon: str
    told: str


def cell_of(
    card: ChildCard, column: int, today: dt.date, names: Mapping[str, str], *, place_dropped: bool = False
) -> Cell:
    """Return what a cell says.

    Args:
        card: the child.
        column: which column.
        today: present day.
        names: full names of the children who have siblings, by identifier.
        place_dropped: the place has no column of its own.
    """
    if column == NAME:
        return _name(card, today, names)
    if column == MEASURE:
        return _measure(card, today, place_dropped=place_dropped)
    if column == PLACE:
        return _plain(card.place or ("" if card.is_closed else "À préciser"), _protection(card))
    if column == REFERENT:
        return _plain(card.referent, "")
    if column == NEXT:
        return _next(card, today)
    if column == PLAN:
        return _plan(card)
    if column == HEALTH:
        return _mark(_HEALTH_WORDS[health_standing(card.health_on, today)], card.health_on, "Bilan de santé")
    return _mark(_WORDS_WORDS[words_standing(card.words_on, today)], card.words_on, "Parole de l’enfant")


def _plain(first: str, second: str, tone: str = "") -> Cell:
    return Cell(first, second, tone, "", ", ".join(part for part in (first, second) if part))


def _name(card: ChildCard, today: dt.date, names: Mapping[str, str]) -> Cell:
    if card.is_deceased:
        age = f"décès · né le {short_date(card.birth_date)}" if card.birth_date else "décès"
    else:
        age = say_age(card.birth_date, today)
    adult = card.birth_date is not None and not card.is_deceased and is_adult_on(card.birth_date, today)
    siblings = f"fratrie de {len(card.siblings) + 1}" if card.siblings else ""
    parts = [
        age,
        card.sign and f"né(e) le {card.sign}" if card.birth_date else card.sign,
        "majeur" if adult else "",
        siblings,
    ]
    second = " · ".join(part for part in parts if part)
    family = [names[other] for other in card.siblings if other in names]
    told = f"{card.list_name}, {second}" + (f" : {', '.join(sorted(family))}" if family else "")
    return Cell(card.list_name, second, "", "", told)


def _measure(card: ChildCard, today: dt.date, *, place_dropped: bool) -> Cell:
    if card.is_closed:
        return _plain("Dossier clos", f"le {short_date(card.closed_on)}" if card.closed_on else "")
    is_past = card.next_term is not None and card.next_term < today
    first = card.measure or "À préciser"
    if is_past:
        return _plain(first, "échue, sans décision", "late")
    if place_dropped and card.place:
        return _plain(first, " · ".join(part for part in (_protection(card), card.place) if part))
    return _plain(
        first, f"jusqu’au {short_date(card.next_term)}" if card.next_term else _protection(card) * place_dropped
    )


def _protection(card: ChildCard) -> str:
    return "adresse protégée" if card.has_protection else ""


def _next(card: ChildCard, today: dt.date) -> Cell:
    if card.next_date is None or card.is_closed:
        return _plain("", "")
    days = (card.next_date - today).days
    tone = "late" if days < 0 else "soon" if days <= 60 else ""
    return Cell(short_date(card.next_date), card.next_what, tone, "", f"{short_date(card.next_date)}, {card.next_what}")


def _plan(card: ChildCard) -> Cell:
    words, tone = PLAN_WORDS[card.plan_state]
    day = short_date(card.plan_on)
    is_draft = card.plan_state == "draft"
    last = f", dernier projet établi le {day}" if is_draft else f", le {day}"
    return Cell(words, "" if is_draft else day, tone, "", f"Projet pour l’enfant : {words}{last if day else ''}")


def _mark(words: tuple[str, str, str], day: dt.date | None, what: str) -> Cell:
    first, tone, icon_name = words
    second = short_date(day)
    return Cell(first, second, tone, icon_name, f"{what} : {first}" + (f", {second}" if second else ""))
