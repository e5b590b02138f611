"""What the page to read before leaving says of a child: the same lines on the screen and on paper."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from ppe_desktop.domain.agenda.words import appointment_label
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import NBSP, long_date, say_age
from ppe_desktop.domain.deadlines.gestures import gesture_of
from ppe_desktop.domain.deadlines.words import Column, column_of, due_words
from ppe_desktop.domain.meetings import is_late, task_words
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import JournalKind, PlacementSetting
from ppe_desktop.services.visit_briefing import Briefing


class Room(NamedTuple):
    """How much is said.

    Attributes:
        letters: of the last visit: enough to remember it by.
        words: letters of each of the child's words.
        most: lines of each part.
        contact: the last contact is told as well.
    """

    letters: int
    words: int
    most: int
    contact: bool


WHOLE = Room(260, 200, 5, contact=True)
SHORT = Room(150, 110, 2, contact=False)
"""For several children on one sheet of paper."""


class Told(NamedTuple):
    """One line: what it says, what is said beside it, and in which tone."""

    text: str
    detail: str = ""
    tone: str = ""


class Part(NamedTuple):
    """A heading and its lines."""

    title: str
    lines: list[Told]


def head_of(one: Briefing, today: dt.date) -> str:
    """Return "9 ans et 8 mois · Chez Mme Auclair"; a place that is kept secret is not named."""
    place = ""
    if one.place is not None:
        hidden = one.is_protected or one.place.is_anonymous
        place = PlacementSetting.label_of(one.place.setting) if hidden or not one.place.name else one.place.name
    return " · ".join(part for part in (say_age(one.child.birth_date, today), place) if part)


def alerts_of(one: Briefing) -> list[tuple[str, str]]:
    """Return what must not be missed: words and kind of badge."""
    found = []
    if one.child.allergies.strip():
        found.append((" ".join(one.child.allergies.split()), "alert"))
    if one.is_protected:
        found.append((_tr("Adresse protégée"), "protect"))
    return found


def parts_of(one: Briefing, today: dt.date, room: Room = WHOLE) -> list[Part]:
    """Return what the page says of a child, in the order it is read; what is empty is left out, but the last time."""
    parts = (
        Part(_tr("La dernière fois"), _last(one, room)),
        Part(_tr("Promis, et à faire"), _few([_task(task, today) for task in one.tasks], len(one.tasks), room)),
        Part(_tr("Ses paroles restées sans réponse"), _few(_words(one, room), one.unanswered_count, room)),
        Part(_tr("Ce qui est dû"), _due(one, today, room)),
        Part(_tr("À venir"), [_ahead(item, today) for item in one.ahead[: room.most]]),
    )
    return [part for part in parts if part.lines]


def _last(one: Briefing, room: Room) -> list[Told]:
    if one.met is None:
        name = first_name_of(one.child)
        lines = [Told(_tr("Aucune rencontre avec {name} n’est notée.").format(name=name))]
    else:
        lines = [_entry(one.met, room)]
    is_told = one.contact is not None and room.contact
    return lines + ([_entry(one.contact, room, _tr("dernier contact"))] if one.contact and is_told else [])


def _entry(entry: Item, room: Room, what: str = "") -> Told:
    said = " ".join(part for part in (entry.part_text, entry.text) if part.strip())
    kind = JournalKind.label_of(entry.kind)
    detail = ", ".join(part for part in (long_date(entry.happened_on), kind, what) if part)
    return Told(excerpt(said, room.letters) or _tr("Rien n’y est écrit."), detail)


def _task(task: Item, today: dt.date) -> Told:
    promised = _tr("promis à l’enfant") if task.promised else ""
    detail = ", ".join(part for part in (promised, task_words(task, today)) if part)
    return Told(excerpt(task.text, 160), detail, "late" if is_late(task, today) else "")


def _few(lines: list[Told], count: int, room: Room) -> list[Told]:
    """Return the first lines, and how many more the file holds."""
    shown = lines[: room.most]
    left = count - len(shown)
    return shown + ([Told(_tr("et {count} de plus au dossier").format(count=left))] if left > 0 else [])


def _words(one: Briefing, room: Room) -> list[Told]:
    lines = []
    for item in one.unanswered:
        exact = item.exact_words.strip()
        said = f"«{NBSP}{excerpt(exact, room.words)}{NBSP}»" if exact else excerpt(item.reported_words, room.words)
        lines.append(Told(said, long_date(item.said_on), "child"))
    return lines


def _due(one: Briefing, today: dt.date, room: Room) -> list[Told]:
    near = [(column_of(due, today), due) for due in one.due]
    tones = {Column.LATE: "late", Column.NOW: "soon", Column.PREPARE: ""}
    lines = [
        Told(gesture_of(due).name, due_words(due, today), tones[column]) for column, due in near if column in tones
    ]
    return _few(lines, len(lines), room)


def _ahead(item: Item, today: dt.date) -> Told:
    days = (item.planned_on - today).days
    when = {0: _tr("aujourd’hui"), 1: _tr("demain")}.get(days, long_date(item.planned_on))
    what = appointment_label(item)
    subject = excerpt(item.subject, 90)
    text = f"{what}{NBSP}: {subject}" if subject and subject != what else what
    return Told(text, ", ".join(part for part in (when, item.at_time) if part))


def _tr(text: str) -> str:
    return QCoreApplication.translate("VisitBriefing", text)
