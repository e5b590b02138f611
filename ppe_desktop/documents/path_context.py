"""The chronology of the path: every step with its dates and the age, on a page lying down, under the frieze when the screen drew it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from ppe_desktop.documents.context.base import base_values
from ppe_desktop.documents.context.source import Source
from ppe_desktop.domain.casefile import Items
from ppe_desktop.domain.dates import say_age, short_date
from ppe_desktop.domain.timeline import Bar, Lane, Timeline, build
from ppe_desktop.domain.vocabulary import RecipientKind

_PRINTED = ("episode", "status", "measure", "decision", "place", "school", "worker")
"""What frames the path. Health, words, journal and meetings have documents of their own, each with its own readers."""
_OF_THE_SERVICE = ("absence",)
NO_DATE = "date inconnue"


def path_values(source: Source) -> dict[str, Any]:
    """Return everything the chronology prints; gaps and undated steps in the service's own copy only."""
    path = build(source.file, (), Items({}), (), (), (), source.today)
    is_file = source.recipient.kind is RecipientKind.FILE
    return {
        **base_values(source),
        "etapes": [
            _told(source, lane, step) for lane, step in _steps(path, (*_PRINTED, *(_OF_THE_SERVICE if is_file else ())))
        ],
        "a_verifier": [notice.sentence for notice in path.notices] if is_file else [],
        "sans_date": [f"{one.label} : {one.reason}" for one in path.undated] if is_file else [],
    }


def _steps(path: Timeline, printed: Sequence[str]) -> Iterator[tuple[Lane, Bar]]:
    """Give the steps of the lanes that are printed, oldest first; what happened on a day begins and ends on it."""
    lanes = [lane for lane in path.lanes if lane.key in printed]
    found = [(lane, bar) for lane in lanes for bar in lane.bars]
    found += [(lane, Bar(one.on, one.on, one.label, "", one.tone, one.target)) for lane in lanes for one in lane.points]
    order = {key: rank for rank, key in enumerate(printed)}
    yield from sorted(found, key=lambda one: (one[1].since or dt.date.min, order[one[0].key]))


def _told(source: Source, lane: Lane, step: Bar) -> dict[str, str]:
    is_day = step.since is not None and step.since == step.until
    return {
        "du": short_date(step.since) or NO_DATE,
        "au": "" if is_day else short_date(step.until) or "en cours",
        "age": _age(source, step.since),
        "genre": lane.title,
        "quoi": step.label,
    }


def _age(source: Source, day: dt.date | None) -> str:
    birth = source.child.birth_date
    return say_age(birth, day) if birth and day and day >= birth else ""
