"""Writing an iCalendar file (RFC 5545) that says when and for whom by initials, and nothing else of a child.

A writer of one kind of event takes sixty lines; a library would add a dependency to ship and watch for no more. Hours are floating
(local, wherever the calendar is), days without an hour are whole days.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ppe_desktop.domain.agenda.forecast import family_of
from ppe_desktop.domain.agenda.model import Entry, EntryKind
from ppe_desktop.domain.vocabulary import AppointmentKind

PRODUCT = "-//PPE Desktop//Agenda//FR"
LINE_OCTETS = 75
_HOUR = dt.timedelta(hours=1)
_NAMESPACE = uuid.UUID("0d4f2c7e-5a1b-5c3d-9e8f-70a1b2c3d4e5")
_WORDS = {
    AppointmentKind.VISIT.value: "visite",
    AppointmentKind.INTERVIEW.value: "entretien",
    AppointmentKind.PLAN_MEETING.value: "réunion",
    AppointmentKind.MEETING.value: "réunion",
    AppointmentKind.HEARING.value: "audience",
    AppointmentKind.SCHOOL.value: "école",
    AppointmentKind.WRITING.value: "écrit à préparer",
    AppointmentKind.INVITATION.value: "invitations",
}
"""Words that may leave, by nature; any other nature, typed freely, may hold a name: it leaves as "rendez-vous"."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person lets out.

    Attributes:
        kinds: kinds of lines; birthdays never leave, for a day of birth tells who a child is.
        first: first day.
        last: last day.
    """

    kinds: frozenset[EntryKind]
    first: dt.date
    last: dt.date


def leaving(entries: Iterable[Entry], choices: Choices) -> tuple[Entry, ...]:
    """Return the lines that the choices let out; what is cancelled and what took place stays."""
    return tuple(
        entry
        for entry in entries
        if entry.kind in choices.kinds
        and entry.kind is not EntryKind.BIRTHDAY
        and choices.first <= entry.day <= choices.last
        and not entry.is_cancelled
        and entry.tone != "done"
    )


def summary_of(entry: Entry) -> str:
    """Return all that is said of a line outside: "L. H. — synthèse"."""
    who = ", ".join(child.initials for child in entry.children)
    return f"{who} — {_what(entry)}"


def _what(entry: Entry) -> str:
    if entry.deadline is not None:
        return f"échéance, {family_of(entry.deadline).label.lower()}"
    if entry.kind is EntryKind.HEALTH:
        return "rendez-vous de santé"
    kind = entry.appointment.kind if entry.appointment else ""
    return entry.short.lower() if kind == AppointmentKind.REVIEW else _WORDS.get(kind, "rendez-vous")


def write_calendar(entries: Iterable[Entry], stamp: dt.datetime) -> bytes:
    """Return the file: UTF-8, lines of 75 octets at most ended as the standard asks.

    Args:
        entries: the lines that leave, from :func:`leaving`.
        stamp: the present moment, in UTC.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for entry in entries:
        lines += _event(entry, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(piece + b"\r\n" for line in lines for piece in _folded(line))


def _event(entry: Entry, stamp: dt.datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{_identifier(entry)}",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        *_moments(entry),
        f"SUMMARY:{_escaped(summary_of(entry))}",
        "CLASS:PRIVATE",
        f"TRANSP:{'TRANSPARENT' if entry.hour is None else 'OPAQUE'}",
        "END:VEVENT",
    ]


def _moments(entry: Entry) -> list[str]:
    if entry.hour is None:
        after = entry.day + dt.timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    start = dt.datetime.combine(entry.day, entry.hour)
    end = dt.datetime.combine(entry.day, entry.until) if entry.until else start + _HOUR
    return [f"DTSTART:{start:%Y%m%dT%H%M%S}", f"DTEND:{max(end, start):%Y%m%dT%H%M%S}"]


def _identifier(entry: Entry) -> str:
    """Return what makes a second import replace the first: drawn from the record, it tells nothing of it."""
    parts: tuple[str, ...]
    if entry.deadline is not None:
        parts = ("deadline", entry.children[0].child_id, entry.deadline.rule.id, entry.deadline.key)
    elif entry.appointment is not None:
        parts = ("appointment", entry.appointment.id)
    else:
        record = entry.target.record if entry.target else None
        parts = record or (entry.kind.value, entry.day.isoformat(), entry.names)
    return str(uuid.uuid5(_NAMESPACE, "\n".join(parts)))


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[bytes]:
    """Give a line in pieces of 75 octets at most, each but the first begun by a space; a letter is never parted."""
    piece, room = b"", LINE_OCTETS
    for letter in line:
        octets = letter.encode("utf-8")
        if len(piece) + len(octets) > room:
            yield piece
            piece = b" "
        piece += octets
    yield piece
