"""How a deadline is said, and in which column of the first screen it stands."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from ppe_desktop.domain.dates import NBSP, long_date, short_date
from ppe_desktop.domain.deadlines.results import STATUS_WORDS, Deadline, Status

FORTNIGHT = dt.timedelta(days=14)
AHEAD = dt.timedelta(days=60)


class Column(Enum):
    """Where an obligation stands on the first screen; what has been late for longer than its rule shows it is folded under what is late."""

    LATE = "En retard"
    OLDER = "Plus anciens"
    NOW = "Cette semaine et la suivante"
    PREPARE = "À préparer"


SIDE_BY_SIDE = (Column.LATE, Column.NOW, Column.PREPARE)
"""The columns that stand side by side."""

TONES = {
    Status.OVERDUE: "late",
    Status.DUE_SOON: "soon",
    Status.UPCOMING: "info",
    Status.DONE: "done",
    Status.DONE_LATE: "done",
    Status.WAIVED: "neutral",
    Status.NOT_APPLICABLE: "neutral",
}
"""Tone of each standing; an icon and words always go with it."""


def column_of(deadline: Deadline, today: dt.date) -> Column | None:
    """Return the column an open obligation stands in today; None when it is too far ahead, or closed."""
    if not deadline.status.is_open:
        return None
    if deadline.due_on is None:
        return Column.PREPARE
    if deadline.due_on < today:
        shown = deadline.rule.shown_days
        return Column.LATE if shown is None or (today - deadline.due_on).days <= shown else Column.OLDER
    if deadline.due_on <= today + FORTNIGHT:
        return Column.NOW
    is_near = deadline.due_on <= today + AHEAD or deadline.status is Status.DUE_SOON
    return Column.PREPARE if is_near else None


def due_words(deadline: Deadline, today: dt.date) -> str:
    """Return "en retard de 12 jours", "aujourd’hui", "demain", "dans 9 jours", "dans 4 mois", "fait le 02/03/2026"."""
    if deadline.done_on is not None:
        late = ", après l’échéance" if deadline.status is Status.DONE_LATE else ""
        return f"fait le {short_date(deadline.done_on)}{late}"
    if deadline.status in (Status.WAIVED, Status.NOT_APPLICABLE):
        return STATUS_WORDS[deadline.status]
    if deadline.due_on is None:
        return "sans nombre de jours fixé par le texte"
    days = (deadline.due_on - today).days
    if days == 0:
        return "aujourd’hui"
    if days == 1:
        return "demain"
    return f"en retard de {_span(-days)}" if days < 0 else f"dans {_span(days)}"


def _span(days: int) -> str:
    if days < 60:
        return f"{days}{NBSP}jour{'s' if days > 1 else ''}"
    if days < 730:
        return f"{round(days / 30.44)}{NBSP}mois"
    return f"{round(days / 365.25)}{NBSP}ans"


def due_line(deadline: Deadline, today: dt.date) -> str:
    """Return the date and how far it is: "12 décembre 2026, dans 20 jours"."""
    day = long_date(deadline.due_on)
    words = due_words(deadline, today)
    return f"{day}, {words}" if day and deadline.done_on is None else words[:1].upper() + words[1:]
