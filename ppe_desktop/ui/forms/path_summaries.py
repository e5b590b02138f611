"""What the cards of legal statuses and absences say before they are opened."""

from __future__ import annotations

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import AbsenceKind, LegalStatusKind
from ppe_desktop.ui.forms.summaries import Lines, period


def legal_status(item: Item, _file: CaseFile) -> Lines:
    """Summarise a legal status."""
    is_known = item.kind != LegalStatusKind.UNKNOWN
    title = LegalStatusKind.label_of(item.kind) if is_known else "Statut à préciser"
    return title, _joined(period(item.since, item.until), excerpt(item.remarks, 70))


def absence(item: Item, _file: CaseFile) -> Lines:
    """Summarise an absence."""
    title = AbsenceKind.label_of(item.kind) if item.kind != AbsenceKind.UNKNOWN else "Absence à préciser"
    return title, _joined(period(item.since, item.until), item.place, excerpt(item.remarks, 70))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
