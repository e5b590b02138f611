"""Authorisations asked for a child's acts: which come first, and how an act is often regarded (CC 373-4 and 375-7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.vocabulary import ActCategory, ActKind, Answer

OFTEN_USUAL = frozenset({ActKind.CARE, ActKind.TRIP, ActKind.SPORT, ActKind.HAIR})
OFTEN_IMPORTANT = frozenset(
    {
        ActKind.SURGERY,
        ActKind.PSYCHIATRY,
        ActKind.TREATMENT,
        ActKind.VACCINE,
        ActKind.SCHOOL,
        ActKind.IDENTITY,
        ActKind.ABROAD,
        ActKind.RELIGION,
        ActKind.PICTURE,
        ActKind.PHONE,
    }
)


def often_regarded_as(act: str) -> ActCategory | None:
    """Return how practice often regards an act, a suggestion only; None when nobody can say."""
    if act in OFTEN_USUAL:
        return ActCategory.USUAL
    return ActCategory.IMPORTANT if act in OFTEN_IMPORTANT else None


def is_waiting(authorisation: Item) -> bool:
    """Tell whether an answer is still awaited; silence once noted is an answer too."""
    return authorisation.answer in (Answer.WAITING, "")


def in_order(authorisations: Iterable[Item]) -> list[Item]:
    """Return those awaited first, the oldest request before; then the others, the last answered first."""
    found = list(authorisations)
    waiting = [item for item in found if is_waiting(item)]
    answered = [item for item in found if not is_waiting(item)]
    waiting.sort(key=lambda item: item.asked_on or dt.date.min)
    answered.sort(key=lambda item: item.answered_on or item.asked_on or dt.date.min, reverse=True)
    return [*waiting, *answered]
