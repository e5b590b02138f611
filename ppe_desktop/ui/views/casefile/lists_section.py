"""A section made of several lists: each under a heading that holds the button to add, so that an empty one takes two lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_cards import CardsSpec, RecordCards
from ppe_desktop.ui.views.casefile.section import Section
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.unrolling import Step

Select = Callable[[CaseFile], Iterable[Item]]
NewValues = Callable[[CaseFile], dict[str, Any] | None]


def of_child(file: CaseFile) -> dict[str, Any]:
    """Return the first values of a record that belongs to the child."""
    return {"child_id": file.child.id}


_BATCH = 4
"""Cards of a list made at a time: with those of the lists above, what one screen shows."""


class ListBlock(QWidget):
    """A list of records; the button that adds one stands at the end of its heading.

    Attributes:
        cards: the records.
    """

    def __init__(
        self,
        context: FileContext,
        spec: CardsSpec,
        select: Select,
        new_values: NewValues = of_child,
        note: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Build the list.

        Args:
            context: the open file.
            spec: what the cards show; its title heads the block.
            select: the records of the list, from the file.
            new_values: the first values of a new record; None when it cannot be added now.
            note: what is always said under the heading.
            parent: parent widget.
        """
        super().__init__(parent)
        self.heading = PlainLabel(spec.title, "section", parent=self)
        self.cards = RecordCards(context, replace(spec, title=""), select, new_values, self, batch=_BATCH)

        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.heading, 1)
        head.addWidget(self.cards.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        if note:
            self.note_label = PlainLabel(note, "muted", wrap=True, parent=self)
            column.addWidget(self.note_label)
        column.addWidget(self.cards)

    def show_file(self, file: CaseFile) -> None:
        """Show the records as the file has them now."""
        self.cards.show_file(file)


class ListsSection(Section):
    """A section whose records are in lists, one a kind, made from the top down as the window has room for them."""

    def __init__(self, context: FileContext, title: str, parent: QWidget | None = None) -> None:
        super().__init__(context, title, parent)
        self._lists: dict[str, Callable[[], ListBlock]] = {}
        self._blocks: dict[str, ListBlock] = {}
        page = self.widget()
        if (
            page is not None
        ):  # as high as the words at this width: the least each label accepts leaves a blank at the foot
            page.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)

    @property
    def blocks(self) -> dict[str, ListBlock]:
        """The lists, by kind of record; those that waited for room in the window are made."""
        self.unrolling.complete()
        for kind in self._lists:
            self._make(kind)
        return self._blocks

    def add_block(self, spec: CardsSpec, select: Select, new_values: NewValues = of_child, note: str = "") -> None:
        """Add a list at the foot of the page."""
        self._lists[spec.kind] = partial(ListBlock, self.context, spec, select, new_values, note, self.column)

    def show_file(self, file: CaseFile) -> None:
        """Show every list as the file has it now."""
        for kind in self._blocks:
            self.show_block(kind, file)
        self.unrolling.begin(self.steps())

    def steps(self) -> list[Step]:
        """Return what is still to be made, from the top down."""
        return [partial(self._make, kind) for kind in self._lists if kind not in self._blocks]

    def show_block(self, kind: str, file: CaseFile) -> None:
        """Show a list as the file has it now."""
        self._blocks[kind].show_file(file)

    def place_last(self, widget: QWidget) -> None:
        """Put a widget at the foot of the page, a little apart from what stands above."""
        place = self.body.count() - 1  # above the stretch
        self.body.insertSpacing(place, 8)
        self.body.insertWidget(place + 1, widget)

    def show_record(self, kind: str, record_id: str) -> None:
        """Open the card of a record and bring it into view; one not read yet opens as soon as it is."""
        if kind not in self._lists:
            return
        cards = self.blocks[kind].cards
        if record_id in cards.cards:
            cards.cards[record_id].open()
        else:
            cards.open_when_shown(record_id)

    def _make(self, kind: str) -> None:
        if kind in self._blocks:
            return
        self._blocks[kind] = self._lists[kind]()
        self.place_last(self._blocks[kind])
        if self.context.file is not None:
            self.show_block(kind, self.context.file)
