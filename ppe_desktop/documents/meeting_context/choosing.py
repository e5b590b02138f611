"""What a meeting's documents print beside the file: that meeting alone, for this child, and the words collected for it."""

from __future__ import annotations

import datetime as dt

from ppe_desktop.domain.casefile import Item, Items
from ppe_desktop.domain.matter import Matter
from ppe_desktop.domain.meetings import CHILD_QUALITY
from ppe_desktop.domain.vocabulary import MeetingKind, Occasion, Speaker

_OCCASIONS = {
    MeetingKind.PLAN: Occasion.PLAN,
    MeetingKind.REVIEW: Occasion.REVIEW,
    MeetingKind.EXCEPTIONAL: Occasion.REVIEW,
}
_CONFIDED = ("prepared", "divergences", "view", "contribution", "reason")
_BEFORE = dt.timedelta(days=92)
"""How long before a meeting words collected for such an occasion are taken as collected for it."""
_YEAR = dt.timedelta(days=366)
"""How long before a meeting an answer, or what words changed, is still told with it."""


def meeting_chosen(matter: Matter) -> Items:
    """Return the meeting, this child's part of it, who was considered, what was decided, and the words collected for it."""
    meeting = next(one for one in matter.of("meeting") if one.id == matter.subject.meeting_id)
    statements = tuple(one for one in matter.of("statement") if is_for(one, meeting))
    return Items(
        {
            "meeting": (meeting,),
            "meeting_child": (matter.subject,),
            "meeting_invitee": tuple(one for one in matter.of("meeting_invitee") if one.meeting_id == meeting.id),
            "task": tuple(one for one in matter.of("task") if one.meeting_id == meeting.id),
            "statement": tuple(sorted(statements, key=lambda one: one.said_on or dt.date.min)),
            "statement_restriction": matter.of("statement_restriction"),
        }
    )


def invitation_chosen(matter: Matter) -> Items:
    """Return the meeting and who was considered for it: an invitation prints no words and no decision."""
    found = meeting_chosen(matter)
    named = {kind: tuple(without_words(one) for one in found.of(kind)) for kind in ("meeting_child", "meeting_invitee")}
    return Items({"meeting": found.of("meeting"), **named})


def child_meeting_chosen(matter: Matter) -> Items:
    """Return what the child's own version tells: his or her own words, who came, what was decided; nobody else's words.

    With the words collected for the meeting come those answered in the year before it: what they changed is told there.
    """
    found = meeting_chosen(matter)
    (meeting,) = found.of("meeting")
    invitees = (one if one.quality == CHILD_QUALITY else without_words(one) for one in found.of("meeting_invitee"))
    told = sorted(matter.of("statement"), key=lambda one: one.said_on or dt.date.min)
    own = (one for one in told if one.speaker == Speaker.CHILD and (is_for(one, meeting) or _is_answered(one, meeting)))
    parts = tuple(without_words(one) for one in found.of("meeting_child"))
    found = found.with_items("meeting_invitee", invitees).with_items("meeting_child", parts)
    return found.with_items("statement", own)


def without_words(item: Item) -> Item:
    """Return a record of a meeting without what was confided, said or written there."""
    empty = {name: "" for name in _CONFIDED if name in item.values}
    return item.having(**empty)


def _is_answered(statement: Item, meeting: Item) -> bool:
    day, held = statement.answered_on or statement.said_on, meeting.held_on
    is_told = statement.answer.strip() or statement.effect.strip()
    return bool(is_told and day and held and held - _YEAR <= day)


def is_for(statement: Item, meeting: Item) -> bool:
    """Tell whether words were collected for a meeting: tied to it, or on that occasion in the weeks before."""
    if statement.meeting_id:
        return bool(statement.meeting_id == meeting.id)
    said, held = statement.said_on, meeting.held_on
    if said is None or held is None or statement.occasion != _OCCASIONS.get(meeting.kind):
        return False
    return bool(held - _BEFORE <= said <= held)
