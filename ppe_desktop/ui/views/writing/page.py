"""The page that is written: the headings of the report, one under the other."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.plan_outline import Heading
from ppe_desktop.services.writings import WritingSheet
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.plan.desk import PlanDesk
from ppe_desktop.ui.views.plan.section import fields_of
from ppe_desktop.ui.views.writing.sections import (
    InformationHeading,
    PeriodHeading,
    TextHeading,
    WordsHeading,
    WritingSection,
)
from ppe_desktop.ui.widgets.column_scroll import ColumnScroll

PAGE_WIDTH = 560
_SECTIONS: dict[str, type[WritingSection]] = {
    "periode": PeriodHeading,
    "paroles": WordsHeading,
    "information": InformationHeading,
}


class WritingPage(ColumnScroll):
    """All the headings, to read and to write.

    Signals:
        fact_requested: section of the file that the person wants to complete.
        heading_reached: key of the heading now at the top.
        take_requested: the heading and the gain to take up in it.

    Attributes:
        sections: the headings by key.
    """

    fact_requested = Signal(str)
    heading_reached = Signal(str)
    take_requested = Signal(str, object)

    def __init__(self, desk: PlanDesk, parent: QWidget | None = None) -> None:
        super().__init__(PAGE_WIDTH, parent)
        self._desk = desk
        self.sections: dict[str, WritingSection] = {}
        self._is_for_sealed: bool | None = None
        self._reached = ""
        self._in_order: list[QWidget] = []
        self.body.setContentsMargins(32, 0, 32, 320)
        self.body.addStretch(1)

        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def show_sheet(self, sheet: WritingSheet, headings: list[Heading]) -> None:
        """Show a report; what is being typed in it is left alone."""
        if sheet.is_sealed is not self._is_for_sealed:
            self.clear()
            self._is_for_sealed = sheet.is_sealed
        for heading in headings:
            section = self.sections.get(heading.key) or self._new_section(heading)
            section.show_heading(heading)
            section.show_writing(sheet)
        self._order_fields()

    def clear(self) -> None:
        """Show nothing: another report comes."""
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
        self._reached = key
        self._settle_on_reached()
        self.heading_reached.emit(key)
        QTimer.singleShot(0, self, self._settle_on_reached)

    def _settle_on_reached(self) -> None:
        if self._reached in self.sections:
            key = self._reached
            self.verticalScrollBar().setValue(self.sections[key].y())
            self._reached = key

    def _order_fields(self) -> None:
        """Have Tab follow the order in which the page is read."""
        fields = [field for section in self.sections.values() for field in fields_of(section)]
        if fields == self._in_order:
            return
        self._in_order = fields
        for before, after in pairwise(fields):
            self.setTabOrder(before, after)

    def _new_section(self, heading: Heading) -> WritingSection:
        section = _SECTIONS.get(heading.key, TextHeading)(heading, self._desk, self.column)
        section.fact_requested.connect(self.fact_requested)
        section.take_requested.connect(self.take_requested)
        self.body.insertWidget(self.body.count() - 1, section)
        self.sections[heading.key] = section
        return section

    def _on_scrolled(self, top: int) -> None:
        passed = [key for key, section in self.sections.items() if section.y() <= top + px(80)]
        key = passed[-1] if passed else next(iter(self.sections), "")
        if key and key != self._reached:
            self._reached = key
            self.heading_reached.emit(key)
