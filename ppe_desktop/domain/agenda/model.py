"""One line of the agenda."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ppe_desktop.domain.agenda.facts import AgendaChild
from ppe_desktop.domain.agenda.hours import say_hour
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.deadlines import Deadline
from ppe_desktop.domain.vocabulary import Choice


class EntryKind(Choice):
    """What an agenda shows, each with its filter."""

    DEADLINE = "echeance", "Échéances"
    APPOINTMENT = "rendez_vous", "Rendez-vous"
    HEALTH = "sante", "Santé"
    BIRTHDAY = "anniversaire", "Anniversaires"
    WRITING = "ecrit", "Écrits"


FILTERS: tuple[EntryKind, ...] = tuple(EntryKind)
"""The filters, in their order on screen."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a line leads.

    Attributes:
        child_id: the file.
        section: its section.
        record: kind and identifier of a record in it, when there is one.
    """

    child_id: str
    section: str
    record: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """Something on a day.

    Attributes:
        kind: what it is.
        day: when.
        title: what it is in full, "Établir le projet pour l’enfant".
        short: the same in a word or two, for a narrow place.
        children: the children concerned.
        hour: at what time, when it has one that is understood.
        until: until when.
        hour_text: the hour as it was written.
        tone: late, soon, done…; the words of ``state`` say the same.
        state: how it stands: "en retard de 3 jours", "a eu lieu".
        place: where.
        subject: what it is about, as typed.
        target: file, section and record it leads to.
        appointment: the appointment it is.
        deadline: the obligation it is.
    """

    kind: EntryKind
    day: dt.date
    title: str
    short: str
    children: tuple[AgendaChild, ...] = ()
    hour: dt.time | None = None
    until: dt.time | None = None
    hour_text: str = ""
    tone: str = "neutral"
    state: str = ""
    place: str = ""
    subject: str = ""
    target: Target | None = None
    appointment: Item | None = None
    deadline: Deadline | None = None

    @property
    def names(self) -> str:
        """Return the children by the name they go by: "Malo, Nolwenn"."""
        return ", ".join(child.name for child in self.children)

    @property
    def when(self) -> str:
        """Return the hour as it is read: "14 h 30", else as it was typed, else nothing."""
        return say_hour(self.hour) or self.hour_text

    @property
    def is_cancelled(self) -> bool:
        """Tell whether it will not take place."""
        return self.appointment is not None and self.tone == "neutral"

    def order(self) -> tuple[dt.date, dt.time, int, str, str]:
        """Return what sorts the lines: the day, what has no hour first, then by hour, kind and name."""
        rank = FILTERS.index(self.kind)
        return self.day, self.hour or dt.time.min, -1 if self.hour is None else rank, self.names, self.title

    def said(self) -> str:
        """Return the line as it is read aloud: "14 h 30, Visite, Malo, Service, a eu lieu"."""
        parts = (self.when, self.title, self.subject, self.names, self.place, self.state)
        return ", ".join(part for part in parts if part)
