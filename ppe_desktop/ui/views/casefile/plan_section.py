"""Projet (PPE): the versions of the plan, and the way to the one in preparation."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.vocabulary import PlanStatus
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.views.casefile.section import Section
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.card import ActionCard
from ppe_desktop.ui.widgets.chip import Chip
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class PlanSection(Section):
    """The versions of the plan.

    Signals:
        preparation_requested: the person wants to work on the plan.
        plan_requested: identifier of the version to read.
    """

    preparation_requested = Signal()
    plan_requested = Signal(str)

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(context, context.tr("Projet pour l’enfant (PPE)"), parent)
        self._cards: list[QWidget] = []
        self._plans: tuple[Item, ...] | None = None
        self.intro_label = PlainLabel(
            self.tr(
                "Le projet se construit avec l’enfant, ses parents et les personnes qui l’accompagnent. Une version terminée ne "
                "change plus ; la suivante repart de ses textes et de ses objectifs ouverts."
            ),
            "muted",
            wrap=True,
            parent=self.column,
        )
        self.prepare_button = PrimaryButton(self.tr("Préparer le projet"), "pencil", self.column)
        self.compare_button = SecondaryButton(self.tr("Comparer deux versions"), "scale", self.column)
        self.compare_button.hide()
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for button in (self.prepare_button, self.compare_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.body.addWidget(self.intro_label)
        self.body.addLayout(buttons)
        self.finish_layout()

        self.prepare_button.clicked.connect(self.preparation_requested)
        self.compare_button.clicked.connect(self._on_compare)

    def show_file(self, file: CaseFile) -> None:
        """Read the versions again."""
        self.context.tasks.ask(self.context.tasks.session.files.plans, file.child.id, then=self._on_plans)

    def _on_plans(self, plans: tuple[Item, ...]) -> None:
        if plans == self._plans:  # the keyboard may be on a card
            return
        self._plans = plans
        for card in self._cards:
            self.body.removeWidget(card)
            card.deleteLater()
        self._cards = [self._plan_card(plan) for plan in plans]
        for place, card in enumerate(self._cards, start=3):
            self.body.insertWidget(place, card)
        self.compare_button.setVisible(len(plans) > 1)
        has_draft = any(plan.status == PlanStatus.DRAFT for plan in plans)
        texts = {True: self.tr("Continuer la préparation"), False: self.tr("Ouvrir la version suivante")}
        self.prepare_button.setText(texts[has_draft] if plans else self.tr("Préparer le projet"))

    def _on_compare(self) -> None:
        from ppe_desktop.ui.views.plan.comparison_window import ComparisonWindow

        if self._plans and self.context.autosaver.flush():
            window = ComparisonWindow(self.context.tasks, self._plans[0].child_id, "", self.window())
            window.changed.connect(self.context.changed)
            window.open()

    def _plan_card(self, plan: Item) -> ActionCard:
        is_finished = plan.status == PlanStatus.FINISHED
        title = self.tr("Version {number}").format(number=plan.version)
        card = ActionCard(title, self.column)
        card.body.addWidget(PlainLabel(title, "strong", parent=card))
        chip = Chip(
            PlanStatus.label_of(plan.status),
            "done" if is_finished else "soon",
            "file-check" if is_finished else "pencil",
            card,
        )
        card.body.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        if plan.established_on:
            card.body.addWidget(
                PlainLabel(self.tr("Établi le {day}").format(day=long_date(plan.established_on)), "muted", parent=card)
            )
        card.setProperty("plan_id", plan.id)
        card.activated.connect(self._on_card_activated)
        return card

    def _on_card_activated(self) -> None:
        self.plan_requested.emit(str(self.sender().property("plan_id")))
