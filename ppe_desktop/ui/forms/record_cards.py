"""A list of records of one kind, each a card that opens into its form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_form import RecordForm
from ppe_desktop.ui.theme import icon
from ppe_desktop.ui.widgets.buttons import IconButton, SecondaryButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.plain_label import PlainLabel

Summary = Callable[[Item, CaseFile], tuple[str, str]]
"""Gives the title and the second line of a record's card."""


@dataclass(frozen=True)
class CardsSpec:
    """What a list of cards shows.

    Attributes:
        kind: kind of record.
        title: heading of the list.
        add_label: button that adds one.
        empty: what the list says when there is nothing.
        summary: title and second line of a card.
        only: facts to show; all of them by default.
        extra: builds what follows the form in an open card.
    """

    kind: str
    title: str
    add_label: str
    empty: str
    summary: Summary
    only: tuple[str, ...] | None = None
    extra: Callable[[FileContext, Item, QWidget], QWidget | None] = field(default=lambda _context, _item, _parent: None)


class RecordCard(Card):
    """One record: a line that opens into its form.

    Signals:
        removal_requested: the person wants it out.
    """

    removal_requested = Signal(object)

    def __init__(self, context: FileContext, spec: CardsSpec, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("record_card")
        self._context, self._spec, self.item = context, spec, item
        self.form: RecordForm | None = None
        self.extra: QWidget | None = None
        self.title_button = QPushButton(self)
        self.title_button.setObjectName("card_title")
        self.title_button.setCheckable(True)
        self.title_button.setProperty("flat_title", True)
        self.title_button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.title_button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.second_line = PlainLabel("", "muted", wrap=True, parent=self)
        self.remove_button = IconButton("trash", self.tr("Retirer"), parent=self)

        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title_button, 1)
        head.addWidget(self.remove_button)
        self.body.addLayout(head)
        self.body.addWidget(self.second_line)

        self.title_button.toggled.connect(self._on_toggled)
        self.remove_button.clicked.connect(self._on_remove)
        self._show_arrow(is_open=False)

    def show_item(self, item: Item, file: CaseFile) -> None:
        """Show the record as it is now."""
        self.item = item
        title, second = self._spec.summary(item, file)
        self.title_button.setText(title)
        self.title_button.setAccessibleName(title)
        self.title_button.setToolTip(title)
        self.second_line.setText(second)
        self.second_line.setVisible(bool(second))
        if self.form is not None:
            self.form.show_item(item)
        shower = getattr(self.extra, "show_file", None)
        if shower is not None:
            shower(file)

    def open(self) -> None:
        """Open the card on its form and put the keyboard in it."""
        self.title_button.setChecked(True)
        if self.form is not None:
            self.form.focus_first()

    def _on_toggled(self, is_open: bool) -> None:
        if is_open and self.form is None:
            self._build_form()
        for widget in (self.form, self.extra):
            if widget is not None:
                widget.setVisible(is_open)
        self._show_arrow(is_open=is_open)

    def _build_form(self) -> None:
        context = self._context
        kind = context.kinds[self._spec.kind]
        self.form = RecordForm(
            kind,
            self.item,
            context.autosaver,
            only=self._spec.only,
            options=context.options(),
            pending=context.pending,
            parent=self,
        )
        self.body.addWidget(self.form)
        self.extra = self._spec.extra(context, self.item, self)
        if self.extra is not None:
            self.body.addWidget(self.extra)
            if context.file is not None:
                self.show_item(self.item, context.file)

    def _show_arrow(self, *, is_open: bool) -> None:
        self.title_button.setIcon(icon("chevron-down" if is_open else "chevron-right", "muted"))

    def _on_remove(self) -> None:
        self.removal_requested.emit(self)


class RecordCards(QWidget):
    """The records of a kind, in cards, with a button to add one.

    Signals:
        added: identifier of the record just added.
    """

    added = Signal(str)

    def __init__(
        self,
        context: FileContext,
        spec: CardsSpec,
        select: Callable[[CaseFile], Iterable[Item]],
        new_values: Callable[[CaseFile], dict[str, Any] | None],
        parent: QWidget | None = None,
    ) -> None:
        """Build the list.

        Args:
            context: the open file.
            spec: what the cards show.
            select: the records of the list, from the file.
            new_values: the first values of a new record; None when it cannot be added yet.
            parent: parent widget.
        """
        super().__init__(parent)
        self.setObjectName(f"{spec.kind}_cards")
        self._context, self._spec, self._select, self._new_values = context, spec, select, new_values
        self.cards: dict[str, RecordCard] = {}
        self._to_open = ""
        self.heading = PlainLabel(spec.title, "section", parent=self)
        self.empty_label = PlainLabel(spec.empty, "muted", wrap=True, parent=self)
        self.add_button = SecondaryButton(spec.add_label, "plus", self)

        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self.heading)
        self._column.addWidget(self.empty_label)
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.heading.setVisible(bool(spec.title))

        self.add_button.clicked.connect(self.add)

    def show_file(self, file: CaseFile) -> None:
        """Show the records as the file has them now; open cards stay open."""
        items = list(self._select(file))
        for gone in self.cards.keys() - {item.id for item in items}:
            card = self.cards.pop(gone)
            self._column.removeWidget(card)
            card.deleteLater()
        for place, item in enumerate(items, start=2):
            card = self.cards.get(item.id) or self._new_card(item)
            if self._column.indexOf(card) != place:
                self._column.insertWidget(place, card)
            card.show_item(item, file)
        self.empty_label.setVisible(not items and bool(self._spec.empty))
        if self._to_open in self.cards:
            self.cards[self._to_open].open()
            self._to_open = ""

    def add(self) -> None:
        """Add a record and open it."""
        file = self._context.file
        values = self._new_values(file) if file is not None else None
        if values is not None:
            self._context.add(self._spec.kind, self._on_added, **values)

    def open_when_shown(self, record_id: str) -> None:
        """Open a card as soon as the file shows it."""
        self._to_open = record_id

    def _new_card(self, item: Item) -> RecordCard:
        card = RecordCard(self._context, self._spec, item, self)
        card.removal_requested.connect(self._on_removal_requested)
        self.cards[item.id] = card
        return card

    def _on_added(self, changes: Any) -> None:
        self._to_open = changes.created
        self.added.emit(changes.created)

    def _on_removal_requested(self, card: RecordCard) -> None:
        label = self._context.kinds[self._spec.kind].label
        self._context.remove(card.item, self.tr("{kind} : retrait effectué.").format(kind=label))
