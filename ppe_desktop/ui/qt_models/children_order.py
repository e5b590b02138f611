"""Which children the list keeps, in what order, under what headings: plain functions of the cards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ppe_desktop.domain.casefile import ChildCard
from ppe_desktop.domain.children_list import MeasureInForce, Part, Parts, PlanState
from ppe_desktop.domain.dates import is_adult_on
from ppe_desktop.domain.deadlines.families import Family
from ppe_desktop.domain.deadlines.outlook import NOTHING_ASKED, Mark, Outlook, Standing
from ppe_desktop.domain.standing import words_standing
from ppe_desktop.domain.texts import plain

SOON_DAYS = 60

SORTS: dict[str, str] = {
    "name": "Nom",
    "age": "Âge",
    "measure": "Mesure",
    "place": "Lieu de vie",
    "referent": "Référent",
    "next": "Prochaine date",
    "plan": "Projet",
    "report": "Rapport",
    "health": "Santé",
    "words": "Parole",
}
"""What the list can be sorted by, and its name on screen."""

GROUPS: dict[str, str] = {
    "siblings": "Fratries ensemble",
    "measure": "Par mesure",
    "place": "Par lieu de vie",
    "referent": "Par référent",
    "none": "Sans regrouper",
}
"""How the children can be grouped."""

FILTERS: dict[str, tuple[str, str]] = {
    "plan_missing": ("Projet à établir", "late"),
    "plan_draft": ("Projet en préparation", "soon"),
    "plan_finished": ("Projet établi", "done"),
    "next_soon": ("Échéance dans 60 jours", "soon"),
    "health_due": ("Santé à faire", "soon"),
    "words_due": ("Sans parole récente", "child"),
    "protected": ("Adresse protégée", "neutral"),
    "adult": ("Jeunes majeurs", "info"),
    "closed": ("Dossiers clos", "neutral"),
}
"""The filter chips: words and tone."""

PLAN_FILTERS = ("plan_missing", "plan_draft", "plan_finished")
_LAST = dt.date.max
_NO_MEASURE = MeasureInForce("", None)
_NO_OUTLOOK = Outlook()
_DUE = (Standing.LATE, Standing.SOON, Standing.TO_DO)
_FAMILIES = {"plan": Family.PROJECT, "report": Family.REPORTS, "health": Family.HEALTH}
_OF_SORTS = {
    "measure": Part.MEASURE,
    "place": Part.PLACE,
    "referent": Part.REFERENT,
    "next": Part.OUTLOOK,
    "plan": Part.OUTLOOK,
    "report": Part.OUTLOOK,
    "health": Part.OUTLOOK,
    "words": Part.WORDS,
}
_OF_CHIPS = {
    "plan_missing": (Part.PLAN,),
    "plan_draft": (Part.PLAN,),
    "plan_finished": (Part.PLAN,),
    "next_soon": (Part.OUTLOOK,),
    "health_due": (Part.OUTLOOK,),
    "words_due": (Part.WORDS, Part.OUTLOOK),
    "protected": (Part.PROTECTION,),
}
SEARCHED = (Part.MEASURE, Part.PLACE, Part.REFERENT)
"""What is typed is sought in these facts beside the names."""


@dataclass
class Arrangement:
    """What the person asked of the list.

    Attributes:
        sort: key of :data:`SORTS`.
        is_reversed: the other way round.
        group: key of :data:`GROUPS`.
        chips: keys of :data:`FILTERS` that are ticked.
    """

    sort: str = "name"
    is_reversed: bool = False
    group: str = "siblings"
    chips: set[str] = field(default_factory=set)


def arrangement_of(kept: Mapping[str, Any]) -> Arrangement:
    """Return how the list was left; what this version does not know is passed over."""
    found = Arrangement()
    found.sort = kept["sort"] if kept.get("sort") in SORTS else found.sort
    found.group = kept["group"] if kept.get("group") in GROUPS else found.group
    found.is_reversed = bool(kept.get("reversed"))
    found.chips = {chip for chip in kept.get("chips", ()) if chip in FILTERS}
    return found


def parts_needed(arrangement: Arrangement) -> set[Part]:
    """Return the facts without which the children cannot be put in order, grouped or kept as asked."""
    needed = {part for chip in arrangement.chips for part in _OF_CHIPS.get(chip, ())}
    keys = (arrangement.sort, arrangement.group)
    return needed | {_OF_SORTS[key] for key in keys if key in _OF_SORTS}


def arranged(cards: list[ChildCard], parts: Parts, arrangement: Arrangement) -> list[tuple[str, ChildCard]]:
    """Return the cards in their order on screen, each with the heading it stands under (empty: none).

    Args:
        cards: in French alphabetical order.
        parts: what is known about the children.
        arrangement: what the person asked.
    """
    ordered = _sorted(cards, parts, arrangement)
    if arrangement.group == "siblings":
        return [("", card) for card in _families(ordered, by_age=arrangement.sort == "name")]
    if arrangement.group == "none":
        return [("", card) for card in ordered]
    heading = _headings(parts, arrangement.group)
    headed = [(heading(card), card) for card in ordered]
    ranks = {heading: (heading.startswith("Sans "), plain(heading)) for heading in {heading for heading, _ in headed}}
    return sorted(headed, key=lambda entry: ranks[entry[0]])


def chip_test(chips: set[str], parts: Parts, today: dt.date) -> Callable[[ChildCard], bool]:
    """Return what a card must meet: one of the states of the project that are ticked, and every other chip ticked.

    Closed files are shown by their own chip only.
    """
    states = {chip.removeprefix("plan_") for chip in chips if chip in PLAN_FILTERS}
    horizon = today + dt.timedelta(days=SOON_DAYS)
    plans: Mapping[str, PlanState] = parts.get(Part.PLAN, {})
    outlooks: Mapping[str, Outlook] = parts.get(Part.OUTLOOK, {})
    words, protected = parts.get(Part.WORDS, {}), parts.get(Part.PROTECTION, {})

    def outlook(card: ChildCard) -> Outlook:
        return outlooks.get(card.child_id, _NO_OUTLOOK)

    def has_plan_in(card: ChildCard) -> bool:
        plan = plans.get(card.child_id)
        return (plan.state if plan else "missing") in states

    def is_due_soon(card: ChildCard) -> bool:
        day = outlook(card).next_on
        return day is not None and day <= horizon

    @cache
    def are_old(last: dt.date | None) -> bool:
        return words_standing(NOTHING_ASKED, last, today) is not Standing.UP_TO_DATE

    def lacks_words(card: ChildCard) -> bool:
        asked = outlook(card).mark(Family.WORDS).standing
        return asked in (Standing.LATE, Standing.SOON) or are_old(words.get(card.child_id))

    known: dict[str, Callable[[ChildCard], bool]] = {
        "protected": lambda card: card.child_id in protected,
        "next_soon": is_due_soon,
        "health_due": lambda card: outlook(card).mark(Family.HEALTH).standing in _DUE,
        "words_due": lacks_words,
        "adult": lambda card: card.birth_date is not None and is_adult_on(card.birth_date, today),
    }
    tests = [test for chip, test in known.items() if chip in chips]
    if states:
        tests.append(has_plan_in)
    closed = "closed" in chips
    return lambda card: card.is_closed is closed and all(test(card) for test in tests)


def _sorted(cards: list[ChildCard], parts: Parts, arrangement: Arrangement) -> list[ChildCard]:
    is_reversed = arrangement.is_reversed != (arrangement.sort == "age")  # by age: the youngest first
    if arrangement.sort == "name" and not is_reversed:
        return cards
    return sorted(cards, key=_key(parts, arrangement.sort), reverse=is_reversed)


def _key(parts: Parts, sort: str) -> Callable[[ChildCard], Any]:
    """Return the key of a sort; what is not known comes last, and what presses first."""
    if sort == "name":
        return lambda card: card.order
    if sort == "age":
        return lambda card: card.birth_date or dt.date.min
    known = parts.get(_OF_SORTS[sort], {})
    if sort == "words":
        return lambda card: known.get(card.child_id, dt.date.min)
    if sort == "next":
        return lambda card: known.get(card.child_id, _NO_OUTLOOK).next_on or _LAST
    if sort in _FAMILIES:
        family = _FAMILIES[sort]
        return lambda card: _mark_key(known.get(card.child_id, _NO_OUTLOOK).mark(family))
    heading = _value(parts, sort)
    keys: dict[str, tuple[bool, str]] = {}
    return lambda card: keys.get(text := heading(card)) or keys.setdefault(text, _text_key(text))


def _mark_key(mark: Mark) -> tuple[int, dt.date]:
    return mark.standing.value, mark.due_on or mark.done_on or _LAST


def _value(parts: Parts, sort: str) -> Callable[[ChildCard], str]:
    known = parts.get(_OF_SORTS[sort], {})
    if sort == "measure":
        return lambda card: known.get(card.child_id, _NO_MEASURE).label
    return lambda card: known.get(card.child_id, "")


def _text_key(text: str) -> tuple[bool, str]:
    return not text, plain(text)


def _headings(parts: Parts, group: str) -> Callable[[ChildCard], str]:
    value = _value(parts, group)
    nothing = {
        "measure": "Sans mesure en cours",
        "place": "Sans lieu de vie indiqué",
        "referent": "Sans référent noté",
    }[group]
    return lambda card: value(card) or nothing


def _families(cards: Iterable[ChildCard], *, by_age: bool) -> list[ChildCard]:
    """Put each child right after the first of its siblings; the eldest first when the list is by name."""
    cards = list(cards)
    with_siblings = {card.child_id: card for card in cards if card.siblings}
    place = {card.child_id: number for number, card in enumerate(cards) if card.siblings}
    grouped: list[ChildCard] = []
    placed: set[str] = set()
    for card in cards:
        if not card.siblings:
            grouped.append(card)
            continue
        if card.child_id in placed:
            continue
        family = [with_siblings[other] for other in _family(card, with_siblings) if other not in placed]
        if by_age:
            family.sort(key=lambda member: (member.birth_date or _LAST, member.order))
        else:
            family.sort(key=lambda member: place[member.child_id])
        grouped += family
        placed.update(member.child_id for member in family)
    return grouped


def _family(card: ChildCard, known: dict[str, ChildCard]) -> set[str]:
    """Return a child and the siblings it is linked to, among those known."""
    return {other for other in (card.child_id, *card.siblings) if other in known}
