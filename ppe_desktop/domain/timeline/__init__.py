"""The path of a child as a frieze: what lasts, what happened, what is missing or overlaps; pure functions of plain values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from ppe_desktop.domain.casefile import CaseFile, Item, Items
from ppe_desktop.domain.timeline import events, terms
from ppe_desktop.domain.timeline.lanes import Lanes
from ppe_desktop.domain.timeline.model import Bar, Lane, Notice, Point, Target, Timeline, Undated
from ppe_desktop.domain.timeline.notices import notices_of
from ppe_desktop.domain.timeline.wording import Wording
from ppe_desktop.domain.vocabulary import DatePrecision

__all__ = ["Bar", "Lane", "Notice", "Point", "Target", "Timeline", "Undated", "build"]

_SURE = (DatePrecision.EXACT, DatePrecision.ASSESSED)


def build(
    file: CaseFile,
    journal: Iterable[Item],
    statements: Items,
    plans: Iterable[Item],
    produced: Iterable[Item],
    attachments: Iterable[Item],
    today: dt.date,
    *,
    on_paper: bool = False,
) -> Timeline:
    """Return the path of a child.

    Args:
        file: the file.
        journal: entries of the journal of this child.
        statements: words kept in the file.
        plans: versions of the plan.
        produced: register of the documents produced.
        attachments: documents attached.
        today: the day it is read.
        on_paper: whether it leaves the screen: then no name, of a place or of a school, that is protected from anybody, and no
            detail.
    """
    wording = Wording(file, on_paper=on_paper)
    lanes = Lanes()
    events.add_frame(lanes, file, wording, today)
    events.add_life(lanes, file, wording)
    events.add_meetings(lanes, journal, statements, wording)
    events.add_health(lanes, file, wording)
    events.add_documents(lanes, plans, produced, attachments, wording)
    made = lanes.made()
    notices = notices_of(file, wording, today)
    days = [today, *_days(made), *(notice.since for notice in notices)]
    born = terms.birth_span(file.child)
    return Timeline(
        lanes=made,
        notices=notices,
        undated=tuple(lanes.undated),
        first=min(days),
        last=max(days),
        today=today,
        birth=file.child.birth_date,
        majority=terms.majority_of(born.last) if born else None,
        is_age_sure=file.child.birth_date_precision in _SURE,
    )


def _days(lanes: Iterable[Lane]) -> Iterator[dt.date]:
    """Give every day on which something begins, ends or happens."""
    for lane in lanes:
        yield from (point.on for point in lane.points)
        for bar in lane.bars:
            yield from (day for day in (bar.since, bar.until, bar.term) if day)
