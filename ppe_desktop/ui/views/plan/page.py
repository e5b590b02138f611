"""The page that is written: the seventeen headings, one under the other."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.plan_outline import Heading
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.plan.closing_sections import LinksSection, SignaturesSection
from ppe_desktop.ui.views.plan.desk import PlanDesk
from ppe_desktop.ui.views.plan.objectives_section import ObjectivesSection
from ppe_desktop.ui.views.plan.section import FactsSection, PlanSection, fields_of
from ppe_desktop.ui.views.plan.sheet import PlanSheet
from ppe_desktop.ui.views.plan.text_sections import DomainSection, ExpressionSection, FactsTextSection, TextSection
from ppe_desktop.ui.widgets.column_scroll import ColumnScroll

PAGE_WIDTH = 560
_SECTIONS: dict[str, type[PlanSection]] = {
    "history": FactsTextSection,
    "support": FactsTextSection,
    "autonomy": TextSection,
    "domain_A": DomainSection,
    "domain_B": DomainSection,
    "domain_C": DomainSection,
    "actions": ObjectivesSection,
    "expression": ExpressionSection,
    "links": LinksSection,
    "signatures": SignaturesSection,
}


class PlanPage(ColumnScroll):
    """All the headings of a version, to read and to write.

    Signals:
        fact_requested: section of the file that the person wants to complete.
        heading_reached: key of the heading now at the top.

    Attributes:
        sections: the headings by key.
    """

    fact_requested = Signal(str)
    heading_reached = Signal(str)

    def __init__(self, desk: PlanDesk, parent: QWidget | None = None) -> None:
        super().__init__(PAGE_WIDTH, parent)
        self._desk = desk
        self.sections: dict[str, PlanSection] = {}
        self._is_for_finished: bool | None = None
        self._reached = ""
        self._in_order: list[QWidget] = []
        self._ordering = QTimer(self)
        self._ordering.setSingleShot(True)
        self._ordering.setInterval(0)
        self.body.setContentsMargins(32, 0, 32, 320)
        self.body.addStretch(1)

        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._ordering.timeout.connect(self._order_fields)
        desk.fields_changed.connect(self._ordering.start)

    def show_sheet(self, sheet: PlanSheet, headings: list[Heading]) -> None:
        """Show a version; what is being typed in it is left alone."""
        if sheet.is_finished is not self._is_for_finished:
            self.clear()
            self._is_for_finished = sheet.is_finished
        for heading in headings:
            section = self.sections.get(heading.key) or self._new_section(heading)
            section.show_heading(heading)
            section.show_sheet(sheet)
        self._ordering.start()

    def clear(self) -> None:
        """Show nothing: another version comes."""
        for section in self.sections.values():
            self.body.removeWidget(section)
            section.hide()
            section.deleteLater()
        self.sections, self._is_for_finished, self._in_order = {}, None, []
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

    def _order_fields(self) -> None:
        """Have Tab follow the order in which the page is read, whatever was added in the middle."""
        fields = [field for section in self.sections.values() for field in fields_of(section)]
        if fields == self._in_order:
            return
        self._in_order = fields
        for before, after in pairwise(fields):
            self.setTabOrder(before, after)

    def _settle_on_reached(self) -> None:
        if self._reached in self.sections:
            self.verticalScrollBar().setValue(self.sections[self._reached].y())

    def _new_section(self, heading: Heading) -> PlanSection:
        section = _SECTIONS.get(heading.key, FactsSection)(heading, self._desk, self.column)
        section.fact_requested.connect(self.fact_requested)
        self.body.insertWidget(self.body.count() - 1, section)
        self.sections[heading.key] = section
        return section

    def _on_scrolled(self, top: int) -> None:
        passed = [key for key, section in self.sections.items() if section.y() <= top + px(80)]
        key = passed[-1] if passed else next(iter(self.sections), "")
        if key and key != self._reached:
            self._reached = key
            self.heading_reached.emit(key)
