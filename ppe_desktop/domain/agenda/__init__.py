"""The agenda: what stands on each day of a period, the work of the next twelve months, and what may leave for another calendar."""

from ppe_desktop.domain.agenda.entries import deadline_entry, entries_of, late_entries
from ppe_desktop.domain.agenda.facts import AgendaChild, AgendaFacts, DayOff, agenda_children
from ppe_desktop.domain.agenda.model import FILTERS, Entry, EntryKind, Target

__all__ = [
    "FILTERS",
    "AgendaChild",
    "AgendaFacts",
    "DayOff",
    "Entry",
    "EntryKind",
    "Target",
    "agenda_children",
    "deadline_entry",
    "entries_of",
    "late_entries",
]
