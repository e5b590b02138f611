"""Santé: where things stand, allergies, checks, follow-ups, treatments, vaccinations, rights, practitioners."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.health import events_in_order, health_facts
from ppe_desktop.domain.health_offers import FOLLOWED
from ppe_desktop.domain.periods import current_first
from ppe_desktop.runtime import clock
from ppe_desktop.ui.forms import health_summaries
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_cards import CardsSpec
from ppe_desktop.ui.views.casefile.health_cards import AllergiesCard, HealthStateCard
from ppe_desktop.ui.views.casefile.health_flow import HealthFlowCard
from ppe_desktop.ui.views.casefile.lists_section import ListsSection
from ppe_desktop.ui.views.casefile.practitioners_block import PractitionersBlock
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.unrolling import Step


class HealthSection(ListsSection):
    """The child's health: dates, professionals, needs and follow-ups; results stay with the doctor.

    Signals:
        section_requested: key of the section to open.
        record_requested: section, kind and identifier of a record to be shown.
    """

    section_requested = Signal(str)
    record_requested = Signal(str, str, str)

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(context, context.tr("Santé"), parent)
        self._profile_asked = False
        self._practitioners: PractitionersBlock | None = None
        self.secrecy_label = PlainLabel(
            self.tr(
                "Secret médical\u00a0: notez ici les dates, les professionnels, les besoins et les suivis. Les résultats et les "
                "diagnostics restent au médecin, sauf s’ils sont strictement utiles à l’accompagnement de l’enfant."
            ),
            "muted",
            wrap=True,
            parent=self.column,
        )
        self.flow_card = HealthFlowCard(context, self.column)
        self.state_card = HealthStateCard(self.column)
        self.allergies_card = AllergiesCard(context, self.column)
        self.body.addWidget(self.secrecy_label)
        self.body.addWidget(self.flow_card)
        self.body.addWidget(self.state_card)
        self.body.addWidget(self.allergies_card)
        self._add_blocks()
        self.finish_layout()

        context.error_raised.connect(self._on_error)
        self.flow_card.record_requested.connect(self.record_requested)

    @property
    def practitioners(self) -> PractitionersBlock:
        """The professionals around the child's health, at the foot of the page; made, with what stands above, if it waited."""
        self.unrolling.complete()
        return self._practitioners or self._make_practitioners()

    def _add_blocks(self) -> None:
        self.add_block(
            CardsSpec(
                "health_profile",
                self.tr("Repères de santé"),
                self.tr("Noter les repères"),
                self.tr("Le carnet de santé, le médecin traitant, les droits, l’autorisation de soins des parents."),
                health_summaries.profile,
            ),
            _of("health_profile"),
            self._new_profile,
        )
        self.add_block(
            CardsSpec(
                "health_event",
                self.tr("Bilans et examens"),
                self.tr("Ajouter un bilan"),
                self.tr(
                    "Bilan d’entrée, bilan annuel, examens, consultations, hospitalisations\u00a0: demandés, prévus ou faits."
                ),
                health_summaries.event,
                marks=health_summaries.event_marks,
            ),
            events_in_order,
        )
        self._add_care_blocks()

    def _add_care_blocks(self) -> None:
        self.add_block(
            CardsSpec(
                "health_follow_up",
                self.tr("Suivis en cours"),
                self.tr("Ajouter un suivi"),
                self.tr("Orthophonie, psychologue, centre médico-psychologique… ou une liste d’attente."),
                health_summaries.follow_up,
                marks=health_summaries.follow_up_marks,
            ),
            _lasting("health_follow_up"),
        )
        self.add_block(
            CardsSpec(
                "treatment",
                self.tr("Traitements"),
                self.tr("Ajouter un traitement"),
                self.tr("Ce qui est prescrit, et qui le donne."),
                health_summaries.treatment,
                marks=health_summaries.over_marks,
            ),
            _lasting("treatment"),
        )
        self.add_block(
            CardsSpec(
                "vaccination",
                self.tr("Vaccinations"),
                self.tr("Ajouter une vaccination"),
                self.tr("Les vaccins faits et les rappels à prévoir."),
                health_summaries.vaccination,
            ),
            _vaccinations,
        )
        self.add_block(
            CardsSpec(
                "disability_right",
                self.tr("Handicap et longue maladie"),
                self.tr("Ajouter un droit"),
                self.tr(
                    "Les droits demandés ou ouverts\u00a0: maison départementale des personnes handicapées (MDPH), "
                    "affection de longue durée (ALD)."
                ),
                health_summaries.right,
                marks=health_summaries.right_marks,
            ),
            _lasting("disability_right"),
        )

    def show_file(self, file: CaseFile) -> None:
        """Show the child's health as the file has it now."""
        self.state_card.show_facts(health_facts(file, clock.today()))
        self.allergies_card.show_child(file.child)
        self.flow_card.show_file(file)
        if self._practitioners is not None:
            self._practitioners.show_file(file)
        super().show_file(file)

    def steps(self) -> list[Step]:
        """Return the lists still to be made, then the practitioners."""
        last = [] if self._practitioners is not None else [self._show_practitioners]
        return [*super().steps(), *last]

    def show_block(self, kind: str, file: CaseFile) -> None:
        """Show a list; a child has landmarks once, so that nothing offers to add a second time."""
        super().show_block(kind, file)
        if kind == "health_profile":
            profile = self._blocks[kind].cards
            self._profile_asked = self._profile_asked and not profile.cards
            profile.add_button.setVisible(not profile.cards)

    def show_record(self, kind: str, record_id: str) -> None:
        """Open the card of a record and bring it into view; the steps of a check begun elsewhere; for the child, the allergies."""
        wanted_id, field = self.context.wanted_field
        if kind == "health_event" and wanted_id == record_id and self._is_followed(record_id):
            self.context.take_wanted_field(record_id)
            self.flow_card.open_check(record_id, field)
        elif kind == "child":
            if self.allergies_card.form is None or self.allergies_card.form.isHidden():
                self.allergies_card.edit()
        else:
            super().show_record(kind, record_id)

    def _show_practitioners(self) -> None:
        made = self._practitioners or self._make_practitioners()
        if self.context.file is not None:
            made.show_file(self.context.file)

    def _make_practitioners(self) -> PractitionersBlock:
        self._practitioners = PractitionersBlock(self.column)
        self._practitioners.entourage_requested.connect(self._on_entourage_requested)
        self.place_last(self._practitioners)
        return self._practitioners

    def _is_followed(self, event_id: str) -> bool:
        """Tell whether a health event is a check that is followed step by step."""
        file = self.context.file
        event = file.items.one("health_event", event_id) if file is not None else None
        return event is not None and event.kind in FOLLOWED

    def _new_profile(self, file: CaseFile) -> dict[str, Any] | None:
        """Return the first values of the landmarks; a child has them once, even when the button is pressed twice."""
        if self._profile_asked or file.of("health_profile"):
            return None
        self._profile_asked = True
        return {"child_id": file.child.id}

    def _on_error(self, _error: object) -> None:
        self._profile_asked = False

    def _on_entourage_requested(self) -> None:
        self.section_requested.emit("entourage")


def _of(kind: str) -> Any:
    def select(file: CaseFile) -> tuple[Item, ...]:
        return file.of(kind)

    return select


def _lasting(kind: str) -> Any:
    def select(file: CaseFile) -> list[Item]:
        return current_first(file.of(kind), clock.today())

    return select


def _vaccinations(file: CaseFile) -> list[Item]:
    today = clock.today()
    return sorted(file.of("vaccination"), key=lambda row: row.given_on or row.next_on or today, reverse=True)
