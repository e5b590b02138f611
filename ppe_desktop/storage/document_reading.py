"""What a document is made from, read in one go: the record it is about, the child it concerns, meetings with those invited."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection

from ppe_desktop.domain.casefile import Item, Items
from ppe_desktop.models import CareEpisode
from ppe_desktop.storage.kinds import model_of
from ppe_desktop.storage.meetings import INVITEE, MEETING, PART, TASK, read_meetings, read_tasks
from ppe_desktop.storage.reading import read_item, read_statements
from ppe_desktop.storage.sketches import read_drawings
from ppe_desktop.storage.writings import PART as WRITTEN
from ppe_desktop.storage.writings import WRITING, read_writing_parts, read_writings


def read_subject(connection: Connection, kind: str, subject_id: str) -> Item | None:
    """Return the record a document is about."""
    return read_item(connection, model_of(kind), subject_id)


def child_of(connection: Connection, subject: Item) -> str:
    """Return the identifier of the child a record belongs to, or an empty string."""
    if subject.record == "child":
        return subject.id
    episode_id = subject.values.get("episode_id")
    owner = read_item(connection, CareEpisode, episode_id) if episode_id else subject
    return str(owner.values.get("child_id") or "") if owner else ""


def read_printable(connection: Connection, child_id: str, drawn_for: str = "") -> Items:
    """Return all that a document may print of a child beside the file: words, meetings, tasks, texts written for a document.

    The meetings come with this child's own part, and the persons considered for this child, as records of their own kinds.

    Args:
        connection: to the base.
        child_id: the child.
        drawn_for: words whose drawings are wanted too, with their pictures, which may weigh much; none by default.
    """
    words = read_statements(connection, child_id)
    meetings = read_meetings(connection, child_id)
    writings = tuple(one.having(snapshot=None) for one in read_writings(connection, child_id))
    return Items(
        {
            **words.by_kind,
            **({"sketch": read_drawings(connection, drawn_for)} if drawn_for else {}),
            MEETING: meetings,
            PART: tuple(meeting.part for meeting in meetings),
            INVITEE: tuple(invitee for meeting in meetings for invitee in meeting.invitees),
            TASK: read_tasks(connection, child_id),
            WRITING: writings,
            WRITTEN: tuple(part for one in writings for part in read_writing_parts(connection, one.id)),
        }
    )


def latest(items: tuple[Item, ...], field: str) -> Item | None:
    """Return the record with the latest day in a field, undated ones last."""
    return max(items, key=lambda item: (item.values.get(field) or dt.date.min, item.id), default=None)
