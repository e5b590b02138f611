"""How the natures of the journal look: the icon and the tone of each, the same everywhere."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.vocabulary import JournalKind
from ppe_desktop.ui.widgets.chip import Chip

_LOOKS: dict[str, tuple[str, str]] = {
    JournalKind.NOTE: ("neutral", "pen-line"),
    JournalKind.HOME_VISIT: ("accent", "house"),
    JournalKind.CARE_VISIT: ("accent", "map-pin"),
    JournalKind.INTERVIEW: ("accent", "messages"),
    JournalKind.CALL: ("neutral", "phone"),
    JournalKind.LETTER: ("neutral", "mail"),
    JournalKind.MEETING: ("accent", "users"),
    JournalKind.CONTACT: ("info", "user"),
    JournalKind.SCHOOL: ("info", "graduation-cap"),
    JournalKind.HEALTH: ("info", "heart-pulse"),
    JournalKind.INCIDENT: ("late", "alert-triangle"),
    JournalKind.GOOD_NEWS: ("done", "sparkles"),
}


def look_of(kind: str) -> tuple[str, str]:
    """Return the tone and the icon of a nature, also of one that was typed freely."""
    return _LOOKS.get(kind, ("neutral", "book-open"))


def kind_chip(kind: str, parent: QWidget | None = None) -> Chip:
    """Return the chip that says the nature of an entry."""
    tone, icon_name = look_of(kind)
    return Chip(JournalKind.label_of(kind), tone, icon_name, parent)


def family_of(file: CaseFile) -> list[Item]:
    """Return the child and the siblings who have a file, each once."""
    siblings = {child.id: child for child in file.siblings.values() if child.id != file.child.id}
    return [file.child, *siblings.values()]


def name_in(file: CaseFile, child_id: str) -> str:
    """Return the first name of a child of the family, or nothing when the link between them is gone."""
    return next((first_name_of(child) for child in family_of(file) if child.id == child_id), "")
