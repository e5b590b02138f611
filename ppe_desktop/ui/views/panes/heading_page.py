"""The page that is written: headings one under the other, in the order of Tab, the one being read known."""

from __future__ import annotations

from itertools import pairwise
from typing import Generic, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.plan.section import PlanSection, fields_of
from ppe_desktop.ui.widgets.column_scroll import ColumnScroll

PAGE_WIDTH = 560
_REACHED = 80
"""A heading this near the top, in pixels at scale 1, is the one being read."""

Section = TypeVar("Section", bound=PlanSection)


class HeadingPage(ColumnScroll, Generic[Section]):
    """All the headings of a document, to read and to write.

    Signals:
        fact_requested: section of the file that the person wants to complete.
        heading_reached: key of the heading now at the top.

    Attributes:
        sections: the headings by key.
    """

    fact_requested = Signal(str)
    heading_reached = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(PAGE_WIDTH, parent)
        self.sections: dict[str, Section] = {}
        self._is_for_sealed: bool | None = None
        self._reached = ""
        self._in_order: list[QWidget] = []
        self._ordering = QTimer(self)
        self._ordering.setSingleShot(True)
        self._ordering.setInterval(0)
        self.body.setContentsMargins(32, 0, 32, 320)
        self.body.addStretch(1)

        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._ordering.timeout.connect(self._order_fields)

    def clear(self) -> None:
        """Show nothing: another document comes."""
        for section in self.sections.values():
            self.body.removeWidget(section)
            section.hide()
            section.deleteLater()
        self.sections, self._is_for_sealed, self._in_order = {}, None, []
        self.verticalScrollBar().setValue(0)

    def go_to(self, key: str) -> None:
        """Bring a heading to the top and put the keyboard in its first field."""
        field = self.sections[key].first_field()
        if field is not None:
            field.setFocus()
        self.scroll_to(key)
        QTimer.singleShot(0, self, self._settle_on_reached)

    def scroll_to(self, key: str) -> None:
        """Bring a heading to the top."""
        self._reached = key
        self.verticalScrollBar().setValue(self.sections[key].y())
        self._reached = key
        self.heading_reached.emit(key)

    def begin(self, *, is_sealed: bool) -> None:
        """Begin to show a document: what is read and what is written are not the same widgets."""
        if is_sealed is not self._is_for_sealed:
            self.clear()
            self._is_for_sealed = is_sealed

    def place(self, key: str, section: Section) -> Section:
        """Put a new heading under the others."""
        section.fact_requested.connect(self.fact_requested)
        self.body.insertWidget(self.body.count() - 1, section)
        self.sections[key] = section
        return section

    def order_soon(self) -> None:
        """Have Tab follow the order in which the page is read, once everything has its place."""
        self._ordering.start()

    def _order_fields(self) -> None:
        fields = [field for section in self.sections.values() for field in fields_of(section)]
        if fields == self._in_order:
            return
        self._in_order = fields
        for before, after in pairwise(fields):
            self.setTabOrder(before, after)

    def _settle_on_reached(self) -> None:
        if self._reached in self.sections:
            key = self._reached
            self.verticalScrollBar().setValue(self.sections[key].y())
            self._reached = key

    def _on_scrolled(self, top: int) -> None:
        passed = [key for key, section in self.sections.items() if section.y() <= top + px(_REACHED)]
        key = passed[-1] if passed else next(iter(self.sections), "")
        if key and key != self._reached:
            self._reached = key
            self.heading_reached.emit(key)
