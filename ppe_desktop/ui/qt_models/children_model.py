"""The list of children for Qt: thin, read-only, filtered on folded text."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ppe_desktop.domain.casefile import ChildCard
from ppe_desktop.domain.dates import say_age, short_date
from ppe_desktop.domain.texts import plain

Index = QModelIndex | QPersistentModelIndex
CARD_ROLE = Qt.ItemDataRole.UserRole
SECOND_ROLE = Qt.ItemDataRole.UserRole + 1
TONE_ROLE = Qt.ItemDataRole.UserRole + 2

NAME, MEASURE, PLACE, PLAN = range(4)
HEADINGS = ("Enfant", "Mesure", "Lieu de vie", "Projet")
PLAN_WORDS = {"missing": ("À établir", "late"), "draft": ("En préparation", "soon"), "finished": ("Établi", "done")}


class ChildrenModel(QAbstractTableModel):
    """The children that match what is typed, siblings one after the other when asked."""

    def __init__(self, today: dt.date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._all: list[ChildCard] = []
        self._shown: list[ChildCard] = []
        self._words: list[str] = []
        self._plan_state = ""
        self._siblings_together = True

    def set_cards(self, cards: list[ChildCard]) -> None:
        """Show other children; they come in alphabetical order."""
        self._all = cards
        self._refresh()

    def set_filter(self, text: str) -> None:
        """Keep the children in whose line every word typed begins a word, accents and case apart."""
        self._words = plain(text).split()
        self._refresh()

    def set_plan_state(self, state: str) -> None:
        """Keep the children whose plan is in a state; all with an empty one."""
        self._plan_state = state
        self._refresh()

    def set_siblings_together(self, together: bool) -> None:
        """Put siblings one after the other, or keep to the alphabet."""
        self._siblings_together = together
        self._refresh()

    def card(self, row: int) -> ChildCard:
        """Return the child of a row."""
        return self._shown[row]

    def row_of(self, child_id: str) -> int:
        """Return the row of a child, -1 when it is not shown."""
        return next((row for row, card in enumerate(self._shown) if card.child_id == child_id), -1)

    def total(self) -> int:
        """Return the number of children, shown or not."""
        return len(self._all)

    def _refresh(self) -> None:
        self.beginResetModel()
        shown = [card for card in self._all if self._matches(card)]
        self._shown = _grouped(shown) if self._siblings_together else shown
        self.endResetModel()

    def _matches(self, card: ChildCard) -> bool:
        if self._plan_state and card.plan_state != self._plan_state:
            return False
        text = f" {card.searchable}"
        return all(f" {word}" in text for word in self._words)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of children shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the French heading of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the first line, the second line or the tone of a cell."""
        card = self._shown[index.row()]
        if role == CARD_ROLE:
            return card
        first, second, tone = self._cell(card, index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return first
        if role == SECOND_ROLE:
            return second
        if role == TONE_ROLE:
            return tone
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in (first, second) if part)
        return None

    def _cell(self, card: ChildCard, column: int) -> tuple[str, str, str]:
        if column == NAME:
            siblings = f" · fratrie de {len(card.siblings) + 1}" if card.siblings else ""
            return card.list_name, say_age(card.birth_date, self._today) + siblings, ""
        if column == MEASURE:
            term = f"jusqu’au {short_date(card.next_term)}" if card.next_term else ""
            is_past = card.next_term is not None and card.next_term < self._today
            return card.measure or "À préciser", "échue, sans décision" if is_past else term, "late" if is_past else ""
        if column == PLACE:
            return card.place or "À préciser", "adresse protégée" if card.has_protection else "", ""
        words, tone = PLAN_WORDS[card.plan_state]
        before = "dernier : le" if card.plan_state == "draft" else "le"
        return words, f"{before} {short_date(card.plan_on)}" if card.plan_on else "", tone


def _grouped(cards: list[ChildCard]) -> list[ChildCard]:
    """Put each child right after the first of its siblings, the eldest first."""
    by_id = {card.child_id: card for card in cards}
    grouped: list[ChildCard] = []
    placed: set[str] = set()
    for card in cards:
        if card.child_id in placed:
            continue
        family = [by_id[other] for other in {card.child_id, *card.siblings} if other in by_id and other not in placed]
        family.sort(key=lambda member: (member.birth_date or dt.date.max, member.list_name))
        grouped += family
        placed |= {member.child_id for member in family}
    return grouped
