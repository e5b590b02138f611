"""The page that is written: the seventeen headings, one under the other."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.plan_outline import Heading
from ppe_desktop.ui.views.panes.heading_page import HeadingPage
from ppe_desktop.ui.views.plan.closing_sections import LinksSection, SignaturesSection
from ppe_desktop.ui.views.plan.desk import PlanDesk
from ppe_desktop.ui.views.plan.objectives_section import ObjectivesSection
from ppe_desktop.ui.views.plan.section import FactsSection, PlanSection
from ppe_desktop.ui.views.plan.sheet import PlanSheet
from ppe_desktop.ui.views.plan.text_sections import DomainSection, ExpressionSection, FactsTextSection, TextSection

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


class PlanPage(HeadingPage[PlanSection]):
    """All the headings of a version of the plan."""

    def __init__(self, desk: PlanDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

        desk.fields_changed.connect(self.order_soon)

    def show_sheet(self, sheet: PlanSheet, headings: list[Heading]) -> None:
        """Show a version; what is being typed in it is left alone."""
        self.begin(is_sealed=sheet.is_finished)
        for heading in headings:
            section = self.sections.get(heading.key) or self._new_section(heading)
            section.show_heading(heading)
            section.show_sheet(sheet)
        self.order_soon()

    def _new_section(self, heading: Heading) -> PlanSection:
        return self.place(heading.key, _SECTIONS.get(heading.key, FactsSection)(heading, self._desk, self.column))
