"""A short list of records of the plan: articulated documents, signatures, deliveries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.services.changes import Changes
from ppe_desktop.ui.views.plan.desk import PlanDesk
from ppe_desktop.ui.views.plan.fold_card import FoldHeader
from ppe_desktop.ui.views.plan.keyed_column import KeyedColumn
from ppe_desktop.ui.views.plan.plan_form import Lines, PlanForm, PlanReading
from ppe_desktop.ui.views.plan.sheet import PlanSheet
from ppe_desktop.ui.views.plan.text_sections import form_or_reading
from ppe_desktop.ui.widgets.buttons import IconButton, QuietButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.in_view import come_into_view
from ppe_desktop.ui.widgets.plain_label import PlainLabel


@dataclass(frozen=True)
class ListSpec:
    """What a list shows.

    Attributes:
        kind: kind of record.
        lines: facts of the form, line by line.
        summary: two lines that say a record.
        title: heading of the list, or nothing.
        empty: what the list says when it holds nothing.
        add: words of the button that adds one.
        removed: what is said once one was removed.
        values: first values of a new record.
        is_live: whether it goes on living after the version is finished.
    """

    kind: str
    lines: Lines
    summary: Callable[[Item], tuple[str, str]]
    title: str
    empty: str
    add: str
    removed: str
    values: dict[str, Any] = field(default_factory=dict)
    is_live: bool = False


class RecordCard(Card):
    """One record: two lines that open on its form.

    Signals:
        removal_requested: the record to remove.
    """

    removal_requested = Signal(object)

    def __init__(
        self, desk: PlanDesk, spec: ListSpec, sheet: PlanSheet, item: Item, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"card_{spec.kind}")
        self._desk, self._spec, self._sheet, self._item = desk, spec, sheet, item
        self.form: PlanForm | PlanReading | None = None
        self.header = FoldHeader(self)
        self.remove_button = IconButton("trash", self.tr("Retirer"), parent=self)
        self.remove_button.setVisible(spec.is_live or not sheet.is_finished)

        self.body.setContentsMargins(6, 4, 6, 4)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.header, 1)
        head.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)

        self.header.toggled.connect(self._on_toggled)
        self.remove_button.clicked.connect(self._on_remove)

    def show_item(self, item: Item) -> None:
        """Show the record as it is now."""
        self._item = item
        self.header.set_lines(*self._spec.summary(item))
        self.remove_button.setAccessibleName(self.tr("Retirer {what}").format(what=self.header.title.text()))
        if self.form is not None:
            self.form.show_item(item)

    def open(self) -> None:
        """Open on the form, with the keyboard in it."""
        self.header.setChecked(True)
        if isinstance(self.form, PlanForm):
            self.form.focus_first()
            come_into_view(self)

    def _on_toggled(self, is_open: bool) -> None:
        if is_open and self.form is None:
            self.form = self._make_form()
            self.body.addWidget(self.form)
        if self.form is not None:
            self.form.setVisible(is_open)
        self.body.setContentsMargins(6, 4, 6, 14 if is_open else 4)
        self._desk.fields_changed.emit()

    def _make_form(self) -> PlanForm | PlanReading:
        spec = self._spec
        if not spec.is_live:
            form = form_or_reading(self._desk, self._sheet, self._item, spec.lines, self, least_lines=2)
        else:
            kind = self._desk.kinds[spec.kind]
            pending = self._sheet.pending
            form = PlanForm(
                kind, self._item, self._desk.autosaver, spec.lines, least_lines=2, pending=pending, parent=self
            )
        form.setContentsMargins(12, 4, 12, 0)
        return form

    def _on_remove(self) -> None:
        self.removal_requested.emit(self._item)


class RecordList(QWidget):
    """The records of a kind, in cards, with a button that adds one.

    Attributes:
        cards: card of each record, by its identifier.
    """

    def __init__(self, desk: PlanDesk, spec: ListSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"list_{spec.kind}")
        self._desk, self._spec = desk, spec
        self._sheet: PlanSheet | None = None
        self._to_open = ""
        self.title = PlainLabel(spec.title, "section", parent=self)
        self.empty_label = PlainLabel(spec.empty, "muted", wrap=True, parent=self)
        self.add_button = QuietButton(spec.add, "plus", self)
        self.title.setVisible(bool(spec.title))

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.empty_label)
        self._cards_column = QVBoxLayout()
        self._cards_column.setSpacing(8)
        column.addLayout(self._cards_column)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column: KeyedColumn[RecordCard] = KeyedColumn(self._cards_column, self._new_card, RecordCard.show_item)

        self.add_button.clicked.connect(self._on_add)

    @property
    def cards(self) -> dict[str, RecordCard]:
        """Return the cards shown."""
        return self._column.widgets

    def show_items(self, items: list[Item], sheet: PlanSheet) -> None:
        """Show these records."""
        self._sheet = sheet
        self._column.show_items(items)
        self.empty_label.setVisible(not items)
        self.add_button.setVisible(self._spec.is_live or not sheet.is_finished)
        if self._to_open in self.cards:
            self.cards[self._to_open].open()
            self._to_open = ""

    def _new_card(self, item: Item) -> RecordCard:
        if self._sheet is None:
            raise RuntimeError("a list needs its sheet before its cards")
        card = RecordCard(self._desk, self._spec, self._sheet, item, self)
        card.removal_requested.connect(self._on_removal_requested)
        return card

    def _on_add(self) -> None:
        values = {"plan_id": self._desk.plan_id, "position": len(self.cards), **self._spec.values}
        self._desk.add(self._spec.kind, self._on_added, **values)

    def _on_added(self, changes: Changes) -> None:
        self._to_open = changes.created

    def _on_removal_requested(self, item: Item) -> None:
        undo = partial(self._desk.do, self._desk.tasks.session.records.restore, item)
        self._desk.remove(item.record, item.id, self._spec.removed, undo)
