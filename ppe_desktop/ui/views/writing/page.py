"""The page that is written: the headings of the report, one under the other."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.plan_outline import Heading
from ppe_desktop.services.writings import WritingSheet
from ppe_desktop.ui.views.panes.heading_page import HeadingPage
from ppe_desktop.ui.views.plan.desk import PlanDesk
from ppe_desktop.ui.views.writing.sections import (
    InformationHeading,
    PeriodHeading,
    TextHeading,
    WordsHeading,
    WritingSection,
)

_SECTIONS: dict[str, type[WritingSection]] = {
    "periode": PeriodHeading,
    "paroles": WordsHeading,
    "information": InformationHeading,
}


class WritingPage(HeadingPage[WritingSection]):
    """All the headings of a report.

    Signals:
        take_requested: the heading and the gain to take up in it.
    """

    take_requested = Signal(str, object)

    def __init__(self, desk: PlanDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    def show_sheet(self, sheet: WritingSheet, headings: list[Heading]) -> None:
        """Show a report; what is being typed in it is left alone."""
        self.begin(is_sealed=sheet.is_sealed)
        for heading in headings:
            section = self.sections.get(heading.key) or self._new_section(heading)
            section.show_heading(heading)
            section.show_writing(sheet)
        self.order_soon()

    def _new_section(self, heading: Heading) -> WritingSection:
        section = _SECTIONS.get(heading.key, TextHeading)(heading, self._desk, self.column)
        section.take_requested.connect(self.take_requested)
        return self.place(heading.key, section)
