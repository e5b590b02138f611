"""A measure that goes on: what is known of the one that follows, so that nobody types it again, nor over the one that ends."""

from __future__ import annotations

from typing import Any

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.deadlines.acts import followed_on
from ppe_desktop.domain.deadlines.measures import EMERGENCY, PROVISIONAL

_KEPT = ("episode_id", "type", "court", "judge", "service")


def renewed(file: CaseFile, measure: Item) -> dict[str, Any] | None:
    """Return the first values of the measure that renews another: the same one, from the day its term falls.

    None when there is nothing to renew: no term is known, something followed it already, or it is an order of some days or
    months that a decision of another kind follows (L223-2 CASF, articles 375-3 and 375-5 of the code civil).
    """
    if measure.until is None or measure.type in EMERGENCY | PROVISIONAL:
        return None
    if followed_on(file.of("measure"), measure) is not None:
        return None
    return {"since": measure.until, **{name: measure.values[name] for name in _KEPT}}
