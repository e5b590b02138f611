"""What is said at a meeting, or while preparing it, turned into words of the file: written once, kept where it was written.

The words kept from a view always have the same identifier: asking twice never makes them twice.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from enum import Enum
from typing import Any

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.meetings import CHILD_QUALITY
from ppe_desktop.domain.vocabulary import CollectionOutcome, Means, Presence, Sharing, Speaker, YesNo
from ppe_desktop.domain.words_at_hand import occasion_of
from ppe_desktop.domain.words_said import speaker_of

VIEW, CONTRIBUTION, PREPARED = "view", "contribution", "prepared"
EXACT, REPORTED = "exact_words", "reported_words"
_CAME = (Presence.PRESENT, Presence.REMOTE)
_SPACE = uuid.UUID("6d0f5a3e-7b1c-4f0b-9a54-2f6c2f0f7d11")


class Kept(Enum):
    """Whether a text is among the words of the file."""

    NO = "no"
    YES = "yes"
    CHANGED = "changed"


def kept_id(record_id: str, child_id: str, field: str) -> str:
    """Return the identifier of the words kept from a field, always the same for one child.

    Args:
        record_id: the person considered for the meeting, or the child's part of it.
        child_id: the child in whose file the words go.
        field: ``view``, ``contribution`` or ``prepared``.
    """
    return uuid.uuid5(_SPACE, f"{record_id}/{child_id}/{field}").hex


def kept(text: str, statement: Item | None) -> Kept:
    """Tell whether a text is among the words of the file, and still says the same."""
    if statement is None:
        return Kept.NO
    said = text.strip()
    return Kept.YES if said in (statement.exact_words.strip(), statement.reported_words.strip()) else Kept.CHANGED


def can_be_kept(invitee: Item) -> bool:
    """Tell whether what a person says at a meeting may be kept as words: the child's, or those of a person of the file."""
    return bool(invitee.person_id) or invitee.quality == CHILD_QUALITY


def belongs_to(invitee: Item, child_id: str, children: int) -> bool:
    """Tell whether what a person says is about one child without doubt.

    Args:
        invitee: the person.
        child_id: the child.
        children: number of children the meeting is about.
    """
    return bool(invitee.child_id == child_id) or (invitee.child_id is None and children == 1)


def from_view(
    file: CaseFile, meeting: Item, invitee: Item, field: str, others: list[Item], today: dt.date
) -> dict[str, Any]:
    """Return the words made of what a person says at a meeting.

    Args:
        file: the child's file.
        meeting: the meeting.
        invitee: the person.
        field: ``view`` or ``contribution``.
        others: everybody considered for this child.
        today: the day.
    """
    is_child = invitee.person_id is None
    is_written = field == CONTRIBUTION or invitee.presence == Presence.WRITTEN
    is_remote = invitee.presence == Presence.REMOTE and not is_written
    return {
        **_common(file, meeting, today),
        "speaker": Speaker.CHILD.value if is_child else speaker_of(file, invitee.person_id),
        "person_id": invitee.person_id,
        "means": Means.LETTER.value if is_written else "" if is_remote else Means.TALK.value,
        "place": "À distance" if is_remote else "" if is_written else meeting.place,
        "present": "" if is_written else present_names(others),
    }


def from_preparation(file: CaseFile, meeting: Item, today: dt.date) -> dict[str, Any]:
    """Return the words made of what the child wants said at a meeting, noted while preparing it."""
    return {**_common(file, meeting, today), "speaker": Speaker.CHILD.value, "means": Means.TALK.value}


def _common(file: CaseFile, meeting: Item, today: dt.date) -> dict[str, Any]:
    return {
        "child_id": file.child.id,
        "meeting_id": meeting.id,
        "said_on": min(meeting.held_on or today, today),
        "occasion": occasion_of(meeting.kind),
        "outcome": CollectionOutcome.COLLECTED.value,
        "sharing": Sharing.FILE_ONLY.value,
    }


def present_names(invitees: Iterable[Item]) -> str:
    """Return the names of those who came to a meeting, in one line."""
    came = [one.name for one in invitees if one.invited == YesNo.YES and one.presence in _CAME]
    return ", ".join(dict.fromkeys(name for name in came if name))


def words_again(text: str, name: str) -> dict[str, Any]:
    """Return what changes when the text words were kept from has changed: they have to be read back and shared anew.

    Args:
        text: the text as it is now.
        name: fact that holds it, exact words or reported ones.
    """
    return {name: text, "sharing": Sharing.FILE_ONLY.value, "read_back": ""}


def kept_from(meeting: Item) -> dict[str, Item]:
    """Return the words of the file tied to a meeting, by identifier."""
    return {one.id: one for one in meeting.words}


def brought_by(invitee: Item, meeting: Item, file: CaseFile) -> list[Item]:
    """Return the words tied to a meeting that a person said, less those kept from what the person says there.

    Args:
        invitee: the person.
        meeting: the meeting, with its ``words``.
        file: the child's file.
    """
    own = {kept_id(invitee.id, file.child.id, field) for field in (VIEW, CONTRIBUTION)}
    return [one for one in meeting.words if one.id not in own and _is_said_by(one, invitee, file)]


def brought_by_others(meeting: Item, invited: Iterable[Item], file: CaseFile) -> list[Item]:
    """Return the words tied to a meeting of those who are not invited, and of the child's preparation kept as words."""
    invited = list(invited)
    kept_here = {kept_id(one.id, file.child.id, field) for one in meeting.invitees for field in (VIEW, CONTRIBUTION)}
    return [
        one
        for one in meeting.words
        if one.id not in kept_here and not any(_is_said_by(one, invitee, file) for invitee in invited)
    ]


def _is_said_by(statement: Item, invitee: Item, file: CaseFile) -> bool:
    is_child, says_child = invitee.quality == CHILD_QUALITY, statement.speaker == Speaker.CHILD
    if is_child or says_child:
        return bool(is_child and says_child)
    if statement.person_id or not invitee.person_id:
        return bool(statement.person_id and statement.person_id == invitee.person_id)
    return bool(statement.speaker == speaker_of(file, invitee.person_id) != Speaker.OTHER)
