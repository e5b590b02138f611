"""A list of records of one kind, each a card that opens into its form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_card import CardsSpec, RecordCard
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.rest_of_list import RestOfList

__all__ = ["CardsSpec", "RecordCard", "RecordCards"]


class RecordCards(QWidget):
    """The records of a kind, in cards, with a button to add one.

    Signals:
        added: identifier of the record just added.
        gesture_requested: identifier of the record whose gesture was made.
    """

    added = Signal(str)
    gesture_requested = Signal(str)

    def __init__(
        self,
        context: FileContext,
        spec: CardsSpec,
        select: Callable[[CaseFile], Iterable[Item]],
        new_values: Callable[[CaseFile], dict[str, Any] | None],
        parent: QWidget | None = None,
        *,
        batch: int = 0,
    ) -> None:
        """Build the list.

        Args:
            context: the open file.
            spec: what the cards show.
            select: the records of the list, from the file.
            new_values: the first values of a new record; None when it cannot be added yet.
            parent: parent widget.
            batch: cards made at first, and each time the foot of the list comes on screen; all at once when 0.
        """
        super().__init__(parent)
        self.setObjectName(f"{spec.kind}_cards")
        self._batch = self._made = batch
        self._items: list[Item] = []
        self._context, self._spec, self._select, self._new_values = context, spec, select, new_values
        self.cards: dict[str, RecordCard] = {}
        self._to_open = self._added_id = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        if spec.title:
            self._column.addWidget(PlainLabel(spec.title, "section", parent=self))
        self._above = self._column.count()
        self.add_button = SecondaryButton(spec.add_label, "plus", self)
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

        self.add_button.clicked.connect(self.add)

    @cached_property
    def empty_label(self) -> PlainLabel:
        """What is said when there is nothing; made for the first time there is."""
        made = PlainLabel(self._spec.empty, "muted", wrap=True, parent=self)
        self._column.insertWidget(self._above, made)
        self._above += 1
        return made

    @cached_property
    def rest(self) -> RestOfList:
        """The room of the cards still to be made; made for the first list too long for a screen."""
        made = RestOfList(self)
        self._column.addWidget(made)
        made.reached.connect(self._on_rest_reached)
        return made

    @cached_property
    def persons_menu(self) -> QMenu:
        """The persons among whom a new record is chosen; made where there is somebody to choose."""
        menu = QMenu(self)
        menu.setObjectName("persons_menu")
        return menu

    def show_file(self, file: CaseFile) -> None:
        """Show the records as the file has them now; open cards stay open."""
        self._items = list(self._select(file))
        self._drop(self.cards.keys() - {item.id for item in self._items})
        items = self._to_show()
        self._drop(self.cards.keys() - {item.id for item in items})
        self._place(items)
        for item in items:
            self.cards[item.id].show_item(item, file)
        is_empty = not items and bool(self._spec.empty)
        if is_empty or "empty_label" in self.__dict__:
            self.empty_label.setVisible(is_empty)
        self._show_offers(file)
        self._open_wanted()

    def _to_show(self) -> list[Item]:
        """Return the first records, those that were opened, and the one to open; the others wait to come on screen."""
        if not self._batch or len(self._items) <= self._made + self._batch // 2:
            return self._items
        used = self.in_use()
        kept = {key for key, card in self.cards.items() if card.form is not None or key == used} | {self._to_open}
        return [item for place, item in enumerate(self._items) if place < self._made or item.id in kept]

    def _place(self, items: list[Item]) -> None:
        """Make the cards that are wanting, and put them all in order."""
        is_used = bool(self.in_use())
        for place, item in enumerate(items, start=self._above):
            is_new = item.id not in self.cards
            card = self.cards.get(item.id) or self._new_card(item)
            if is_new or (not is_used and self._column.indexOf(card) != place):  # nothing moves under the hands
                self._column.insertWidget(place, card)
        left = len(self._items) - len(items)
        if left or "rest" in self.__dict__:
            height = max((self.cards[item.id].sizeHint().height() for item in items[:1]), default=0)
            self.rest.stand_for(left, height + self._column.spacing())

    def _open_wanted(self) -> None:
        if self._to_open in self.cards:
            card = self.cards[self._to_open]
            card.open()
            if self._to_open == self._added_id and card.form is not None:
                self._added_id = ""
                self._context.typed_ahead.type_into(card.form.first_field())
            self._to_open = ""

    def _show_more(self) -> None:
        """Make the cards that are wanting; those that are there stay as they are."""
        file = self._context.file
        if file is None:
            return
        known, items = set(self.cards), self._to_show()
        self._place(items)
        for item in items:
            if item.id not in known:
                self.cards[item.id].show_item(item, file)

    def _on_rest_reached(self) -> None:
        self._made += max(2, self._made // 2)  # a little first: what was on screen may want one card only
        self._show_more()

    def add(self) -> None:
        """Add a record and open it."""
        if self._spec.offers is not None:
            self.persons_menu.popup(self.add_button.mapToGlobal(QPoint(0, self.add_button.height())))
            return
        file = self._context.file
        values = self._new_values(file) if file is not None else None
        if values is not None:
            self.add_with(values)

    def add_with(self, values: dict[str, Any]) -> None:
        """Add a record of which something is known, and open it."""
        self._context.add_to_write(self._spec.kind, self._on_added, **values)

    def open_when_shown(self, record_id: str) -> None:
        """Open a card as soon as the file shows it; at once when it is further down the list."""
        self._to_open = record_id
        if any(item.id == record_id for item in self._items):
            self._show_more()
            self._open_wanted()

    def _show_offers(self, file: CaseFile) -> None:
        """Offer the persons by name: whom one protects from is never chosen by the software."""
        if self._spec.offers is None:
            return
        offers = self._spec.offers(file)
        self.persons_menu.clear()
        for person_id, name in offers:
            self.persons_menu.addAction(name.replace("&", "&&"), partial(self._add_for, person_id))
        self.add_button.setEnabled(bool(offers))
        self.add_button.setToolTip("" if offers else self._spec.nobody)

    def _add_for(self, person_id: str) -> None:
        file = self._context.file
        values = self._new_values(file) if file is not None else None
        if values is not None:
            self._context.add_to_write(self._spec.kind, self._on_added, **values, **{self._spec.offered: person_id})

    def in_use(self) -> str:
        """Return the identifier of the record whose card holds the keyboard, empty when none does."""
        focused = QApplication.focusWidget()
        used = (key for key, card in self.cards.items() if focused is not None and card.isAncestorOf(focused))
        return next(used, "")

    def _drop(self, gone: set[str]) -> None:
        """Take cards away; the keyboard goes to the one that follows, or to the button that adds."""
        places = list(self.cards)
        for record_id in gone:
            card = self.cards.pop(record_id)
            if card.isAncestorOf(QApplication.focusWidget() or self):
                after = [self.cards[other] for other in places[places.index(record_id) :] if other in self.cards]
                (after[0].title_button if after else self.add_button).setFocus()
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()

    def _new_card(self, item: Item) -> RecordCard:
        card = RecordCard(self._context, self._spec, item, self)
        card.removal_requested.connect(self._on_removal_requested)
        card.gesture_requested.connect(self.gesture_requested)
        self.cards[item.id] = card
        return card

    def _on_added(self, changes: Any) -> None:
        self._to_open = self._added_id = changes.created
        self.added.emit(changes.created)

    def _on_removal_requested(self, card: RecordCard) -> None:
        label = self._context.kinds[self._spec.kind].label
        self._context.remove(card.item, self.tr("{kind} : retrait effectué.").format(kind=label))
