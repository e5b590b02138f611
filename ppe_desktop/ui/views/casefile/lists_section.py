"""A section made of several lists: each under a heading that holds the button to add, so that an empty one takes two lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_cards import CardsSpec, RecordCards
from ppe_desktop.ui.views.casefile.section import Section
from ppe_desktop.ui.widgets.plain_label import PlainLabel

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
        self.note_label = PlainLabel(note, "muted", wrap=True, parent=self)
        self.cards = RecordCards(context, replace(spec, title=""), select, new_values, self, batch=_BATCH)

        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.heading, 1)
        head.addWidget(self.cards.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.note_label)
        column.addWidget(self.cards)
        self.note_label.setVisible(bool(note))

    def show_file(self, file: CaseFile) -> None:
        """Show the records as the file has them now."""
        self.cards.show_file(file)


class ListsSection(Section):
    """A section whose records are in lists, one a kind.

    Attributes:
        blocks: the lists, by kind of record.
    """

    def __init__(self, context: FileContext, title: str, parent: QWidget | None = None) -> None:
        super().__init__(context, title, parent)
        self.blocks: dict[str, ListBlock] = {}
        page = self.widget()
        if (
            page is not None
        ):  # as high as the words at this width: the least each label accepts leaves a blank at the foot
            page.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)

    def add_block(self, spec: CardsSpec, select: Select, new_values: NewValues = of_child, note: str = "") -> ListBlock:
        """Add a list at the foot of the page."""
        block = ListBlock(self.context, spec, select, new_values, note, self.column)
        self.blocks[spec.kind] = block
        self.body.addSpacing(8)
        self.body.addWidget(block)
        return block

    def show_file(self, file: CaseFile) -> None:
        """Show every list as the file has it now."""
        for block in self.blocks.values():
            block.show_file(file)

    def show_record(self, kind: str, record_id: str) -> None:
        """Open the card of a record and bring it into view; one not read yet opens as soon as it is."""
        if kind not in self.blocks:
            return
        cards = self.blocks[kind].cards
        if record_id in cards.cards:
            cards.cards[record_id].open()
        else:
            cards.open_when_shown(record_id)
