"""Headings made of texts to write: the domains, the child's history, autonomy, support, general expression."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.plan_outline import Heading
from ppe_desktop.ui.views.plan.desk import PlanDesk
from ppe_desktop.ui.views.plan.plan_form import Lines, PlanForm, PlanReading
from ppe_desktop.ui.views.plan.section import FactsSection, PlanSection
from ppe_desktop.ui.views.plan.sheet import PlanSheet
from ppe_desktop.ui.views.plan.words_block import WordsBlock
from ppe_desktop.ui.widgets.plain_label import PlainLabel

PLAN_TEXTS = {"history": "history_summary", "autonomy": "autonomy", "support": "support_network"}
DOMAIN_LINES = (("evaluation",), ("needs",))


def form_or_reading(
    desk: PlanDesk,
    sheet: PlanSheet,
    item: Item,
    lines: Lines,
    parent: QWidget,
    *,
    least_lines: int = 3,
    unlabelled: Sequence[str] = (),
) -> PlanForm | PlanReading:
    """Return the form of a record, or its words to read once the version is finished."""
    kind = desk.kinds[item.record]
    if sheet.is_finished:
        return PlanReading(kind, item, lines, unlabelled=unlabelled, parent=parent)
    return PlanForm(
        kind,
        item,
        desk.autosaver,
        lines,
        least_lines=least_lines,
        unlabelled=unlabelled,
        pending=sheet.pending,
        parent=parent,
    )


class TextSection(PlanSection):
    """A heading with one long text of the plan."""

    def __init__(self, heading: Heading, desk: PlanDesk, parent: QWidget | None = None) -> None:
        super().__init__(heading, desk, parent)
        self.form: PlanForm | PlanReading | None = None

    def show_sheet(self, sheet: PlanSheet) -> None:
        """Show the text."""
        self.form = show_plan_text(self, self.form, PLAN_TEXTS[self.key], sheet)


class FactsTextSection(FactsSection):
    """A heading with facts of the file and one long text of the plan."""

    def __init__(self, heading: Heading, desk: PlanDesk, parent: QWidget | None = None) -> None:
        super().__init__(heading, desk, parent)
        self.form: PlanForm | PlanReading | None = None

    def show_sheet(self, sheet: PlanSheet) -> None:
        """Show the facts and the text."""
        super().show_sheet(sheet)
        self.form = show_plan_text(self, self.form, PLAN_TEXTS[self.key], sheet)


class DomainSection(PlanSection):
    """One of the three statutory domains: evaluation, needs, everyone's words."""

    def __init__(self, heading: Heading, desk: PlanDesk, parent: QWidget | None = None) -> None:
        super().__init__(heading, desk, parent)
        self.domain = heading.key.rpartition("_")[2]
        self.form: PlanForm | PlanReading | None = None
        self.words_title = PlainLabel(self.tr("Leurs mots"), "section", parent=self)
        self.words = WordsBlock(desk, self.domain, self)

        self.body.addWidget(self.words_title)
        self.body.addWidget(self.words)

    def show_sheet(self, sheet: PlanSheet) -> None:
        """Show the texts and the words."""
        domain = sheet.plan.domain(self.domain)
        if domain is not None and self.form is None:
            self.form = form_or_reading(self.desk, sheet, domain, DOMAIN_LINES, self, least_lines=4)
            self.body.insertWidget(1, self.form)
        elif domain is not None and self.form is not None:
            self.form.show_item(domain)
        self.words.show_sheet(sheet)


class ExpressionSection(PlanSection):
    """What the child and the parents want to say, beyond the domains."""

    def __init__(self, heading: Heading, desk: PlanDesk, parent: QWidget | None = None) -> None:
        super().__init__(heading, desk, parent)
        self.words = WordsBlock(desk, "", self)

        self.body.addWidget(self.words)

    def show_sheet(self, sheet: PlanSheet) -> None:
        """Show the words."""
        self.words.show_sheet(sheet)


def show_plan_text(
    section: PlanSection, form: PlanForm | PlanReading | None, name: str, sheet: PlanSheet
) -> PlanForm | PlanReading:
    """Show one long text of the plan at the end of a section, and return what shows it."""
    if form is None:
        form = form_or_reading(section.desk, sheet, sheet.plan.plan, ((name,),), section)
        section.body.addWidget(form)
    else:
        form.show_item(sheet.plan.plan)
    return form
