"""The lanes of the frieze: each record of the file becomes a bar, a point, or something still to be dated."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from operator import attrgetter

from ppe_desktop.domain.timeline.model import Bar, Lane, Point, Target, Undated

LANES: tuple[tuple[str, str, str, tuple[str, str]], ...] = (
    ("episode", "Prise en charge", "route", ("épisode", "épisodes")),
    ("status", "Statut juridique", "scale", ("statut", "statuts")),
    ("measure", "Mesures", "shield", ("mesure", "mesures")),
    ("decision", "Décisions", "gavel", ("décision", "décisions")),
    ("place", "Lieux d’accueil", "home", ("lieu", "lieux")),
    ("absence", "Absences", "map-pin-off", ("absence", "absences")),
    ("school", "Scolarité", "graduation-cap", ("événement", "événements")),
    ("worker", "Référents", "user", ("référent", "référents")),
    ("meeting", "Réunions", "users", ("réunion", "réunions")),
    ("visit", "Visites, entretiens", "house", ("rencontre", "rencontres")),
    ("journal", "Journal", "book-open", ("note", "notes")),
    ("words", "Paroles", "quote", ("parole", "paroles")),
    ("health", "Santé", "heart-pulse", ("événement de santé", "événements de santé")),
    ("document", "Documents", "file-text", ("document", "documents")),
)
"""Key, title, icon and noun of each lane, from top to bottom."""

NO_DATE = "date à préciser"
WRONG_ORDER = "la fin précède le début"


class Lanes:
    """Gathers the events lane by lane."""

    def __init__(self) -> None:
        self._bars: dict[str, list[Bar]] = defaultdict(list)
        self._points: dict[str, list[Point]] = defaultdict(list)
        self.undated: list[Undated] = []

    def bar(self, lane: str, bar: Bar) -> None:
        """Add what lasts; without any date, or with dates that cannot be, it waits to be dated."""
        if bar.since is None and bar.until is None:
            self.undated.append(Undated(bar.label, NO_DATE, bar.target))
        elif bar.since and bar.until and bar.until < bar.since:
            self.undated.append(Undated(bar.label, WRONG_ORDER, bar.target))
        else:
            self._bars[lane].append(bar)

    def point(
        self, lane: str, on: dt.date | None, label: str, detail: str, icon: str, tone: str, target: Target
    ) -> None:
        """Add what happened on a day; without its date it waits to be dated."""
        if on is None:
            self.undated.append(Undated(label, NO_DATE, target))
        else:
            self._points[lane].append(Point(on, label, detail, icon, tone, target))

    def made(self) -> tuple[Lane, ...]:
        """Return the lanes that hold something, in order, each bar on its line."""
        return tuple(
            Lane(
                key, title, icon, noun, in_rows(self._bars[key]), tuple(sorted(self._points[key], key=attrgetter("on")))
            )
            for key, title, icon, noun in LANES
            if self._bars[key] or self._points[key]
        )


def in_rows(bars: list[Bar]) -> tuple[Bar, ...]:
    """Return the bars, oldest first, each on the first line that is free on its dates; main things above second ones."""
    placed: list[Bar] = []
    ends: list[tuple[dt.date, dt.date]] = []  # of each line: first and last day of its last bar
    ordered = sorted(bars, key=lambda bar: (bar.since or dt.date.min, bar.is_second, bar.until or dt.date.max))
    for bar in ordered:
        begin, end = bar.since or dt.date.min, bar.until or dt.date.max
        row = next((number for number, last in enumerate(ends) if _follows(begin, last)), len(ends))
        ends[row : row + 1] = [(begin, end)]
        placed.append(replace(bar, row=row))
    return tuple(placed)


def _follows(begin: dt.date, last: tuple[dt.date, dt.date]) -> bool:
    """Tell whether a bar may follow another on its line: a change within a day is no overlap."""
    return begin > last[1] or (begin == last[1] and begin > last[0])
