"""Which children the list keeps, in what order, under what headings: plain functions of the cards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from ppe_desktop.domain.casefile import ChildCard
from ppe_desktop.domain.dates import is_adult_on
from ppe_desktop.domain.standing import Standing, health_standing, words_standing
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
_PLAN_ORDER = {"missing": 0, "draft": 1, "finished": 2}


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


def arranged(cards: list[ChildCard], arrangement: Arrangement) -> list[tuple[str, ChildCard]]:
    """Return the cards in their order on screen, each with the heading it stands under (empty: none).

    Args:
        cards: in French alphabetical order.
        arrangement: what the person asked.
    """
    ordered = _sorted(cards, arrangement)
    if arrangement.group == "siblings":
        return [("", card) for card in _families(ordered, by_age=arrangement.sort == "name")]
    if arrangement.group == "none":
        return [("", card) for card in ordered]
    headed = [(_heading(card, arrangement.group), card) for card in ordered]
    ranks = {heading: (heading.startswith("Sans "), plain(heading)) for heading in {heading for heading, _ in headed}}
    return sorted(headed, key=lambda entry: ranks[entry[0]])


def chip_test(chips: set[str], today: dt.date) -> Callable[[ChildCard], bool]:
    """Return what a card must meet: one of the states of the project that are ticked, and every other chip ticked.

    Closed files are shown by their own chip only.
    """
    states = {chip.removeprefix("plan_") for chip in chips if chip in PLAN_FILTERS}
    horizon = today + dt.timedelta(days=SOON_DAYS)
    tests: list[Callable[[ChildCard], bool]] = []
    if states:
        tests.append(lambda card: card.plan_state in states)
    if "protected" in chips:
        tests.append(lambda card: card.has_protection)
    if "next_soon" in chips:
        tests.append(lambda card: card.next_date is not None and card.next_date <= horizon)
    if "health_due" in chips:
        tests.append(lambda card: health_standing(card.health_on, today) is not Standing.UP_TO_DATE)
    if "words_due" in chips:
        tests.append(lambda card: words_standing(card.words_on, today) is not Standing.UP_TO_DATE)
    if "adult" in chips:
        tests.append(lambda card: card.birth_date is not None and is_adult_on(card.birth_date, today))
    closed = "closed" in chips
    return lambda card: card.is_closed is closed and all(test(card) for test in tests)


def _sorted(cards: list[ChildCard], arrangement: Arrangement) -> list[ChildCard]:
    keys: dict[str, Callable[[ChildCard], Any]] = {
        "age": lambda card: card.birth_date or dt.date.min,
        "measure": lambda card: _text_key(card.measure),
        "place": lambda card: _text_key(card.place),
        "referent": lambda card: _text_key(card.referent),
        "next": lambda card: card.next_date or _LAST,
        "plan": lambda card: (_PLAN_ORDER[card.plan_state], card.plan_on or dt.date.min),
        "health": lambda card: card.health_on or dt.date.min,
        "words": lambda card: card.words_on or dt.date.min,
    }
    is_reversed = arrangement.is_reversed != (arrangement.sort == "age")  # by age: the youngest first
    key = keys.get(arrangement.sort, lambda card: card.order)
    if arrangement.sort == "name" and not is_reversed:
        return cards
    return sorted(cards, key=key, reverse=is_reversed)


def _text_key(text: str) -> tuple[bool, str]:
    return not text, plain(text)


def _heading(card: ChildCard, group: str) -> str:
    value, empty = {
        "measure": (card.measure, "Sans mesure en cours"),
        "place": (card.place, "Sans lieu de vie indiqué"),
        "referent": (card.referent, "Sans référent noté"),
    }[group]
    return value or empty


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
