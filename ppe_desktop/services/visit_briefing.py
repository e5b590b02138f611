"""The page to read before leaving: the last time, what was promised, what is due, the words still without an answer."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.deadlines import Deadline
from ppe_desktop.domain.home import MEETINGS
from ppe_desktop.domain.meetings import in_order
from ppe_desktop.domain.vocabulary import AppointmentState
from ppe_desktop.storage.appointments import read_appointments_of
from ppe_desktop.storage.reading import read_casefile
from ppe_desktop.storage.unit_of_work import UnitOfWork
from ppe_desktop.storage.visits import read_last_entry, read_left_to_do, read_unanswered

MOST_WORDS = 3
"""Words without an answer that the page gives in full."""
MOST_AHEAD = 3
"""Appointments to come that it tells."""


class Briefing(NamedTuple):
    """What must be known of a child before leaving.

    Attributes:
        child: the child.
        place: where the child lives now; None when not known.
        is_protected: an address or a place of care is protected.
        met: the last entry of the journal that tells the child was met, with ``part_text``.
        contact: the last entry of any kind, when it is not that one.
        tasks: what is still to be done, what was promised to the child first.
        unanswered: the child's last words to which nothing was answered.
        unanswered_count: how many there are in all.
        ahead: the next appointments, that of the visit left out.
        due: the open obligations, the earliest first.
    """

    child: Item
    place: Item | None
    is_protected: bool
    met: Item | None
    contact: Item | None
    tasks: tuple[Item, ...]
    unanswered: tuple[Item, ...]
    unanswered_count: int
    ahead: tuple[Item, ...]
    due: tuple[Deadline, ...] = ()


def briefing_of(work: UnitOfWork, child: Item, visit: Item, today: dt.date) -> Briefing:
    """Return what must be known of a child, but the obligations."""
    connection = work.connection
    file = read_casefile(connection, child.id, today)
    met, contact = read_last_entry(connection, child.id, sorted(MEETINGS)), read_last_entry(connection, child.id)
    unanswered, count = read_unanswered(connection, child.id, MOST_WORDS)
    tasks = in_order(read_left_to_do(connection, child.id))
    ahead = [
        one
        for one in read_appointments_of(connection, child.id)
        if one.planned_on and one.planned_on >= today and one.state == AppointmentState.PLANNED
    ]
    return Briefing(
        child=child,
        place=file.main_place(today) if file else None,
        is_protected=file is not None and _is_protected(file),
        met=met,
        contact=contact if contact and (met is None or contact.id != met.id) else None,
        tasks=tuple(sorted(tasks, key=lambda task: not task.promised)),
        unanswered=unanswered,
        unanswered_count=count,
        ahead=tuple(one for one in ahead if one.id != visit.appointment_id)[:MOST_AHEAD],
    )


def _is_protected(file: CaseFile) -> bool:
    return bool(file.of("address_protection")) or any(place.is_anonymous for place in file.of("placement"))
