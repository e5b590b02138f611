"""Objectives and actions, domain by domain."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.plan_outline import Heading
from ppe_desktop.domain.vocabulary import Domain
from ppe_desktop.services.changes import Changes
from ppe_desktop.ui.views.plan.action_card import swapped
from ppe_desktop.ui.views.plan.desk import PlanDesk
from ppe_desktop.ui.views.plan.keyed_column import KeyedColumn
from ppe_desktop.ui.views.plan.objective_card import ObjectiveCard
from ppe_desktop.ui.views.plan.section import PlanSection
from ppe_desktop.ui.views.plan.sheet import PlanSheet, put_in_order
from ppe_desktop.ui.views.plan.typography import colon
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class DomainObjectives(QWidget):
    """The objectives of one domain.

    Attributes:
        cards: card of each objective, by its identifier.
    """

    def __init__(self, domain: str, desk: PlanDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"objectives_{domain}")
        self._domain, self._desk = domain, desk
        self._sheet: PlanSheet | None = None
        self._to_open = ""
        self.title = PlainLabel(Domain.label_of(domain), "section", wrap=True, parent=self)
        self.needs_mark = IconMark("sprout", "accent", 18, self)
        self.needs_label = PlainLabel("", wrap=True, parent=self)
        self.empty_label = PlainLabel(
            self.tr("Pas encore d’objectif dans ce domaine."), "muted", wrap=True, parent=self
        )
        self.add_button = QuietButton(self.tr("Ajouter un objectif"), "plus", self)
        self.add_button.setAccessibleName(self.tr("Ajouter un objectif, {domain}").format(domain=self.title.text()))

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(6)
        needs = QHBoxLayout()
        needs.setSpacing(8)
        needs.addWidget(self.needs_mark, 0, Qt.AlignmentFlag.AlignTop)
        needs.addWidget(self.needs_label, 1)
        column.addWidget(self.title)
        column.addLayout(needs)
        column.addWidget(self.empty_label)
        cards = QVBoxLayout()
        cards.setSpacing(8)
        column.addLayout(cards)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column: KeyedColumn[ObjectiveCard] = KeyedColumn(cards, self._new_card, ObjectiveCard.show_item)

        self.add_button.clicked.connect(self._on_add)

    @property
    def cards(self) -> dict[str, ObjectiveCard]:
        """Return the cards shown."""
        return self._column.widgets

    def show_sheet(self, sheet: PlanSheet) -> None:
        """Show the objectives."""
        self._sheet = sheet
        domain = sheet.plan.domain(self._domain)
        needs = domain.needs.strip() if domain is not None else ""
        self.needs_label.setText(colon(self.tr("Besoins"), needs or self.tr("à compléter au-dessus, dans ce domaine")))
        self.needs_label.set_role("body" if needs else "muted")
        objectives = [item for item in sheet.plan.of("plan_objective") if item.domain == self._domain]
        self._column.show_items(objectives)
        for place, card in enumerate(self.cards.values()):
            card.show_sheet(sheet, place, len(objectives))
        self.empty_label.setVisible(not objectives)
        self.add_button.setVisible(not sheet.is_finished)
        if self._to_open in self.cards:
            self.cards[self._to_open].open()
            self._to_open = ""

    def _new_card(self, objective: Item) -> ObjectiveCard:
        if self._sheet is None:
            raise RuntimeError("a list needs its sheet before its cards")
        card = ObjectiveCard(self._desk, self._sheet, objective, self)
        card.move_requested.connect(self._on_move_requested)
        return card

    def _on_add(self) -> None:
        plans = self._desk.tasks.session.plans
        self._desk.do(plans.add_objective, self._desk.plan_id, self._domain, then=self._on_added)

    def _on_added(self, changes: Changes) -> None:
        self._to_open = changes.created

    def _on_move_requested(self, objective: Item, step: int) -> None:
        if self._sheet is None:
            return
        every = list(self._sheet.plan.of("plan_objective"))
        mine = [item for item in every if item.domain == self._domain]
        moved = iter(swapped(mine, objective, step))
        ordered = [next(moved) if item.domain == self._domain else item for item in every]
        self._desk.do(put_in_order, self._desk.tasks.session.records, "plan_objective", ordered)


class ObjectivesSection(PlanSection):
    """What is aimed at and what each does for it."""

    def __init__(self, heading: Heading, desk: PlanDesk, parent: QWidget | None = None) -> None:
        super().__init__(heading, desk, parent)
        self.domains = {domain.value: DomainObjectives(domain.value, desk, self) for domain in Domain}

        for widget in self.domains.values():
            self.body.addWidget(widget)

    def show_sheet(self, sheet: PlanSheet) -> None:
        """Show the objectives of every domain."""
        for widget in self.domains.values():
            widget.show_sheet(sheet)
