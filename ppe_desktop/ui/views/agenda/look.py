"""How the lines of the agenda look, the same in every view."""

from __future__ import annotations

import datetime as dt

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from ppe_desktop.domain.agenda import Entry, EntryKind
from ppe_desktop.domain.dates import DAYS, full_date
from ppe_desktop.ui.theme import px

ICONS = {
    EntryKind.DEADLINE: "hourglass",
    EntryKind.APPOINTMENT: "calendar",
    EntryKind.HEALTH: "heart-pulse",
    EntryKind.BIRTHDAY: "cake",
    EntryKind.WRITING: "file-pen",
}
"""Icon of each kind of line."""


def icon_of(entry: Entry) -> str:
    """Return the icon of a line: its kind, or how it stands when that matters more."""
    if entry.tone == "late":
        return "alert-triangle"
    if entry.tone == "done":
        return "check-circle"
    return "x" if entry.is_cancelled else ICONS[entry.kind]


def font_of(pixels: int, *, is_bold: bool = False) -> QFont:
    """Return the font of the application at a size that follows that of the text."""
    font = QFont(QApplication.font())
    font.setPixelSize(px(pixels))
    font.setWeight(QFont.Weight.DemiBold if is_bold else QFont.Weight.Normal)
    return font


def day_title(day: dt.date, today: dt.date) -> str:
    """Return "Aujourd’hui, lundi 23 novembre 2026", "Mercredi 25 novembre 2026"."""
    words = full_date(day)
    near = {0: "Aujourd’hui", 1: "Demain", -1: "Hier"}.get((day - today).days)
    return f"{near}, {words}" if near else words[:1].upper() + words[1:]


def short_weekday(day: dt.date) -> str:
    """Return "lun."."""
    return f"{DAYS[day.weekday()][:3]}."
