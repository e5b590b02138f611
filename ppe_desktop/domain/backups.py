"""Which backups are kept, which may go, and when one is overdue: pure functions of dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping

OPENINGS, DAYS, WEEKS, MONTHS = 5, 7, 4, 6
"""Backups kept whatever their day, then one a day, one a week and one a month, over that many of each."""
OVERDUE = dt.timedelta(days=7)
FRESH = dt.timedelta(hours=4)
"""A base that was copied less long ago is not copied again by itself."""

COUNTED = (
    ("child", "enfant", "enfants"),
    ("statement", "parole", "paroles"),
    ("journal_entry", "note du journal", "notes du journal"),
    ("child_plan", "version de projet", "versions de projet"),
    ("produced_document", "document produit", "documents produits"),
    ("attachment", "pièce jointe", "pièces jointes"),
)
"""Tables that tell a person what a base holds, with their words."""


def superfluous(moments: Iterable[dt.datetime]) -> set[dt.datetime]:
    """Return the backups that no rule of rotation keeps; never the newest one.

    Args:
        moments: when each sound backup was made; a backup of unknown soundness is not given, and so never goes.
    """
    newest_first = sorted(set(moments), reverse=True)
    kept = set(newest_first[:OPENINGS])
    for of_period, most in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        kept |= _newest_of_each(newest_first, of_period, most)
    return set(newest_first) - kept


def told_rows(rows: Mapping[str, int]) -> str:
    """Tell in words what a base holds, from the number of rows of its tables."""
    told = []
    for table, one, several in COUNTED:
        count = rows.get(table, 0)
        if count:
            told.append(f"{count} {several if count > 1 else one}")
    return ", ".join(told) or "aucun dossier"


def is_overdue(last: dt.datetime | None, now: dt.datetime) -> bool:
    """Tell whether too long has passed without a sound backup; a clock set back does not silence the reminder for years."""
    return last is None or abs(now - last) >= OVERDUE


def _newest_of_each(
    newest_first: list[dt.datetime], of_period: Callable[[dt.datetime], Hashable], most: int
) -> set[dt.datetime]:
    newest: dict[Hashable, dt.datetime] = {}
    for moment in newest_first:
        newest.setdefault(of_period(moment), moment)
    return set(list(newest.values())[:most])


def _day(moment: dt.datetime) -> Hashable:
    return moment.date()


def _week(moment: dt.datetime) -> Hashable:
    return moment.isocalendar()[:2]


def _month(moment: dt.datetime) -> Hashable:
    return (moment.year, moment.month)
