"""Those who care for the child, taken out where they would tell a secret place: who knows the surgery can wait at its door."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ppe_desktop.domain.casefile import Item, Items
from ppe_desktop.domain.missing import withheld_mark
from ppe_desktop.domain.vocabulary import HEALTH_ROLES

CARE_KNOWN = "professionnel connu du service"
WHAT = "Soignants et lieux de soins"
WHY = "Ils feraient connaître le lieu d’accueil, qui n’est pas communiqué."

_TELLING = {
    "health_event": ("practitioner", "place", "accompanied_by"),
    "health_follow_up": ("practitioner",),
    "treatment": ("prescriber",),
}
"""What tells where the care is given; the first of each says that it is known."""
_PLAN = "autonomy_plan"
_PLAN_TELLING = {"housing": "connu du service", "health_professionals": CARE_KNOWN, "partners": "connu du service"}
"""What the plan for autonomy says of where one lives and of who is near, and what stands for it."""
PLAN_WHAT = "Logement, soignants et institutions du projet d’accès à l’autonomie"
_WORD = re.compile(r"[\w’'-]{4,}")


@dataclass(frozen=True, slots=True)
class CareShown:
    """Records without those who care for the child.

    Attributes:
        items: the records.
        names: proper names taken out, to be pointed out when they are written elsewhere.
        is_whole: nothing was taken out.
    """

    items: Items
    names: tuple[str, ...]
    is_whole: bool


def without_care(items: Items, secret: Sequence[Item]) -> CareShown:
    """Take out who gives the care begun since a secret place: one known from before tells nothing new.

    Args:
        items: the records.
        secret: the places of care that the reader must not learn.
    """
    names: list[str] = []
    is_whole = True
    for kind, fields in _TELLING.items():
        shown = []
        for one in items.of(kind):
            told = [one.values[field] for field in fields if one.values[field]]
            if told and _goes_with(one, secret):
                is_whole = False
                names += (name for text in told for name in _proper_names(text))
                one = one.having(**{**dict.fromkeys(fields, ""), fields[0]: withheld_mark(CARE_KNOWN)})
            shown.append(one)
        if shown:
            items = items.with_items(kind, shown)
    known = [link for link in items.of("relationship") if link.role not in _ROLES or not _goes_with(link, secret)]
    if len(known) < len(items.of("relationship")):
        items, is_whole = items.with_items("relationship", known), False
    return CareShown(items, tuple(names), is_whole)


def without_places_of_plan(items: Items, secret: Sequence[Item]) -> CareShown:
    """Take out of the plan for autonomy the housing to come and those who are near; written again as time goes, it tells of today.

    Args:
        items: the records.
        secret: the places of care that the reader must not learn.
    """
    if not any(_goes_with(one, secret) for one in items.of(_PLAN)):
        return CareShown(items, (), is_whole=True)
    names: list[str] = []
    shown = []
    for one in items.of(_PLAN):
        told = {field: mark for field, mark in _PLAN_TELLING.items() if one.values[field].strip()}
        names += (name for field in told for name in _proper_names(one.values[field]))
        shown.append(one.having(**{field: withheld_mark(mark) for field, mark in told.items()}))
    return CareShown(items.with_items(_PLAN, shown), tuple(names), is_whole=shown == list(items.of(_PLAN)))


_ROLES = frozenset(role.value for role in HEALTH_ROLES)


def _goes_with(item: Item, secret: Sequence[Item]) -> bool:
    begun, until = _span(item)
    return any(
        (place.since or dt.date.min) <= until and begun <= (place.until or dt.date.max)
        for place in secret
        if begun >= (place.since or dt.date.min)
    )


def _span(item: Item) -> tuple[dt.date, dt.date]:
    """Return from when to when a care lasts; one without a date may be of any day, so of the days to hide."""
    if item.record == "health_event":
        day = item.done_on or item.booked_on or item.asked_on or dt.date.max
        return day, max(day, item.next_on or day)
    return item.values.get("since") or dt.date.max, item.values.get("until") or dt.date.max


def _proper_names(text: str) -> list[str]:
    """Return the proper names of "Dre Naudin-Keïta, médecin généraliste": what begins with a capital after the first word."""
    return [word for word in _WORD.findall(text.partition(" ")[2]) if word[0].isupper()]
