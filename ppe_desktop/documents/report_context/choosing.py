"""What the report prints beside the file: the words of its period, and the concertation it comes after."""

from __future__ import annotations

import datetime as dt

from ppe_desktop.documents.meeting_context.choosing import without_words
from ppe_desktop.domain.casefile import Items
from ppe_desktop.domain.matter import Matter
from ppe_desktop.domain.report_outline import CONCERTED, report_period
from ppe_desktop.domain.vocabulary import CollectionOutcome


def period_of(matter: Matter) -> tuple[dt.date, dt.date]:
    """Return the first and last day of the period a report covers: as written, else the year before it was written."""
    return report_period(matter.subject)


def report_chosen(matter: Matter) -> Items:
    """Return the words said in the period, the meetings held then, the report itself."""
    start, end = period_of(matter)
    said = tuple(
        one
        for one in matter.of("statement")
        if one.said_on and start <= one.said_on <= end and one.outcome == CollectionOutcome.COLLECTED
    )
    meetings = tuple(one for one in matter.of("meeting") if one.held_on and start <= one.held_on <= end)
    last = max((one for one in meetings if one.kind in CONCERTED), key=lambda one: one.held_on, default=None)
    wanted = (last,) if last else ()
    ids = {one.id for one in wanted}
    written = {one.id for one in matter.of("writing") if one.subject_id == matter.subject.id}
    return Items(
        {
            "situation_report": (matter.subject,),
            "writing": tuple(one for one in matter.of("writing") if one.id in written),
            "writing_part": tuple(one for one in matter.of("writing_part") if one.writing_id in written),
            "statement": tuple(sorted(said, key=lambda one: one.said_on)),
            "statement_restriction": matter.of("statement_restriction"),
            "meeting": wanted,
            "meeting_child": tuple(without_words(one) for one in matter.of("meeting_child") if one.meeting_id in ids),
            "meeting_invitee": tuple(
                without_words(one) for one in matter.of("meeting_invitee") if one.meeting_id in ids
            ),
        }
    )
