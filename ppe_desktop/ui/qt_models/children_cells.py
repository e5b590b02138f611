"""What each cell of the list of children says: a first line, a second one, an icon and a tone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from ppe_desktop.domain.casefile import ChildCard
from ppe_desktop.domain.children_list import MeasureInForce, Part, Parts, PlanState
from ppe_desktop.domain.dates import is_adult_on, say_age, short_date
from ppe_desktop.domain.deadlines.families import Family
from ppe_desktop.domain.deadlines.outlook import NOTHING_ASKED, Mark, Outlook, Standing
from ppe_desktop.domain.standing import words_standing

NAME, MEASURE, PLACE, REFERENT, NEXT, PLAN, REPORT, HEALTH, WORDS = range(9)


class Column(NamedTuple):
    """A column: heading, key of its sort, what it means, its least width in pixels at scale 1, and that on a narrow screen."""

    title: str
    sort: str
    help: str
    width: int
    narrow: int


COLUMNS = (
    Column("Enfant", "name", "Nom, prénom et âge", 218, 176),
    Column("Mesure", "measure", "Mesure en cours et son échéance", 150, 104),
    Column("Lieu de vie", "place", "Lieu d’accueil principal en ce moment", 136, 110),
    Column("Référent", "referent", "Personne notée « Référent ou référente ASE » dans l’entourage", 116, 100),
    Column("Prochaine date", "next", "La première échéance à tenir, d’après les règles", 122, 112),
    Column("Projet", "plan", "Projet pour l’enfant (PPE)", 108, 88),
    Column("Rapport", "report", "Rapports de situation : à écrire, à faire connaître, à transmettre", 108, 88),
    Column("Santé", "health", "Bilans de santé", 108, 88),
    Column("Parole", "words", "Dernière parole de l’enfant recueillie : récente pendant six mois", 108, 88),
)
MARKED = (PLAN, REPORT, HEALTH, WORDS)
TIGHT = 72
"""Width of a mark in pixels at scale 1 where there is room for nothing else: the pointer and screen readers have its words."""
DROPPED_FIRST = (REFERENT, PLACE)
"""What goes when there is no room; the place is then told under the measure."""

_STANDINGS = {
    Standing.LATE: ("En retard", "late", ""),
    Standing.SOON: ("Bientôt", "soon", ""),
    Standing.TO_DO: ("À faire", "neutral", "circle-dashed"),
    Standing.UP_TO_DATE: ("À jour", "done", ""),
    Standing.NOT_ASKED: ("", "", ""),
}
_PLAN_STATES = {"draft": ("Brouillon", "soon", ""), "finished": ("Établi", "done", "")}
_WORDS_WORDS = {
    Standing.LATE: ("En retard", "late", ""),
    Standing.SOON: ("À revoir", "soon", ""),
    Standing.TO_DO: ("Aucune", "neutral", "circle-dashed"),
    Standing.UP_TO_DATE: ("Récente", "done", ""),
}
LONGEST_MARK = max(
    (words for words, *_ in (*_STANDINGS.values(), *_PLAN_STATES.values(), *_WORDS_WORDS.values())), key=len
)
"""The mark that takes most room: where it has none, the marks are drawn without their words."""
_FAMILIES = {PLAN: Family.PROJECT, REPORT: Family.REPORTS, HEALTH: Family.HEALTH}


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
    card: ChildCard, parts: Parts, column: int, today: dt.date, names: Mapping[str, str], *, place_dropped: bool = False
) -> Cell:
    """Return what a cell says.

    Args:
        card: the child.
        parts: what is known so far; what is not read yet is left blank.
        column: which column.
        today: present day.
        names: full names of the children who have siblings, by identifier.
        place_dropped: the place has no column of its own.
    """
    if column == NAME:
        return _name(card, today, names)
    if column == MEASURE:
        return _measure(card, parts, today, place_dropped=place_dropped)
    if column == PLACE:
        return _place(card, parts)
    if column == REFERENT:
        return _plain(_of(parts, Part.REFERENT, card, ""), "")
    outlook: Outlook | None = parts.get(Part.OUTLOOK, {}).get(card.child_id)
    if column == NEXT:
        return _next(card, outlook, today)
    if column == WORDS:
        return _words(card, parts, outlook, today)
    plan: PlanState | None = _of(parts, Part.PLAN, card, None) if column == PLAN else None
    return _family(_FAMILIES[column], outlook, plan)


def _of(parts: Parts, part: Part, card: ChildCard, nothing: Any) -> Any:
    return parts.get(part, {}).get(card.child_id, nothing)


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


def _measure(card: ChildCard, parts: Parts, today: dt.date, *, place_dropped: bool) -> Cell:
    if card.is_closed:
        return _plain("Dossier clos", f"le {short_date(card.closed_on)}" if card.closed_on else "")
    if Part.MEASURE not in parts:
        return _plain("", "")
    measure: MeasureInForce = _of(parts, Part.MEASURE, card, MeasureInForce("À préciser", None))
    if measure.term is not None and measure.term < today:
        return _plain(measure.label, "échue, sans décision", "late")
    place = _of(parts, Part.PLACE, card, "")
    if place_dropped and place:
        return _plain(measure.label, " · ".join(part for part in (_protection(card, parts), place) if part))
    term = f"jusqu’au {short_date(measure.term)}" if measure.term else ""
    return _plain(measure.label, term or _protection(card, parts) * place_dropped)


def _place(card: ChildCard, parts: Parts) -> Cell:
    unknown = "" if card.is_closed or Part.PLACE not in parts else "À préciser"
    return _plain(_of(parts, Part.PLACE, card, unknown), _protection(card, parts))


def _protection(card: ChildCard, parts: Parts) -> str:
    return "adresse protégée" if _of(parts, Part.PROTECTION, card, False) else ""


def _next(card: ChildCard, outlook: Outlook | None, today: dt.date) -> Cell:
    if outlook is None or outlook.next_on is None or card.is_closed:
        return _plain("", "")
    day = short_date(outlook.next_on)
    tone = "late" if outlook.is_late else "soon" if (outlook.next_on - today).days <= 60 else ""
    about = outlook.next_family.short_label if outlook.next_family else ""
    return Cell(day, about, tone, "", f"{day} : {outlook.next_what}")


def _family(family: Family, outlook: Outlook | None, plan: PlanState | None) -> Cell:
    """Return where a family of deadlines stands; the state of the plan is told beside it, or alone when no rule asks for one."""
    mark = outlook.mark(family) if outlook is not None else NOTHING_ASKED
    is_draft = plan is not None and plan.state == "draft"
    day = short_date(mark.done_on if mark.standing is Standing.UP_TO_DATE else mark.due_on)
    if mark.standing is Standing.NOT_ASKED and plan is not None:
        return _mark(_PLAN_STATES[plan.state], "" if is_draft else short_date(plan.established_on), family.label, "")
    asked = f"{_asked(mark)} (brouillon en cours)" if is_draft else _asked(mark)
    return _mark(_STANDINGS[mark.standing], "brouillon" if is_draft else day, family.label, asked)


def _asked(mark: Mark) -> str:
    """Return what is to be done and when, else when it was last done."""
    if mark.standing is Standing.UP_TO_DATE:
        return f"fait le {short_date(mark.done_on)}" if mark.done_on else ""
    limit = f", pour le {short_date(mark.due_on)}" if mark.due_on else ""
    return f"{mark.what}{limit}"


def _words(card: ChildCard, parts: Parts, outlook: Outlook | None, today: dt.date) -> Cell:
    if Part.WORDS not in parts:
        return _plain("", "")
    asked = outlook.mark(Family.WORDS) if outlook is not None else NOTHING_ASKED
    last: dt.date | None = _of(parts, Part.WORDS, card, None)
    words = _WORDS_WORDS[words_standing(asked, last, today)]
    return _mark(words, short_date(last), Family.WORDS.label, f"la dernière le {short_date(last)}" if last else "")


def _mark(words: tuple[str, str, str], second: str, what: str, more: str) -> Cell:
    first, tone, icon_name = words
    told = f"{what} : {first or 'rien n’est demandé'}"
    return Cell(first, second if first else "", tone, icon_name, f"{told}, {more}" if more else told)
