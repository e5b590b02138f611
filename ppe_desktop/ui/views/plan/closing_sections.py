"""The last headings: documents the plan agrees with, signatures and copies handed over."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.plan_outline import Heading
from ppe_desktop.domain.vocabulary import (
    DeliveryMode,
    LinkKind,
    RecipientKind,
    SignatureState,
    SignerQuality,
)
from ppe_desktop.ui.views.plan.desk import PlanDesk
from ppe_desktop.ui.views.plan.plan_form import PlanForm, PlanReading
from ppe_desktop.ui.views.plan.record_list import ListSpec, RecordList
from ppe_desktop.ui.views.plan.section import PlanSection
from ppe_desktop.ui.views.plan.sheet import PlanSheet
from ppe_desktop.ui.views.plan.text_sections import form_or_reading
from ppe_desktop.ui.views.plan.typography import curly

_SEPARATOR = " · "


def _tr(text: str) -> str:
    return QCoreApplication.translate("PlanView", text)


def link_lines(item: Item) -> tuple[str, str]:
    """Say an articulated document."""
    return curly(LinkKind.label_of(item.kind)), f"daté du {long_date(item.dated)}" if item.dated else ""


def signature_lines(item: Item) -> tuple[str, str]:
    """Say a signature."""
    state = curly(SignatureState.label_of(item.state))
    day = f"le {long_date(item.signed_on)}" if item.signed_on else ""
    name = item.name or _tr("Nom à compléter")
    return name, _SEPARATOR.join(
        part for part in (curly(SignerQuality.label_of(item.quality)), f"{state} {day}".strip(), item.reason) if part
    )


def delivery_lines(item: Item) -> tuple[str, str]:
    """Say a copy that was handed over."""
    day = f"le {long_date(item.delivered_on)}" if item.delivered_on else ""
    recipient = curly(RecipientKind.label_of(item.recipient)) or _tr("Destinataire à compléter")
    mode = curly(DeliveryMode.label_of(item.mode))
    return recipient, _SEPARATOR.join(part for part in (day, mode) if part)


class LinksSection(PlanSection):
    """The other documents that the plan must agree with."""

    def __init__(self, heading: Heading, desk: PlanDesk, parent: QWidget | None = None) -> None:
        super().__init__(heading, desk, parent)
        spec = ListSpec(
            "plan_link",
            (("kind", "dated"), ("remarks",)),
            link_lines,
            "",
            self.tr(
                "Contrat d’accueil, projet personnalisé de scolarisation… : les documents qui vont avec ce projet."
            ),
            self.tr("Ajouter un document"),
            self.tr("Le document n’est plus mentionné."),
        )
        self.links = RecordList(desk, spec, self)

        self.body.addWidget(self.links)

    def show_sheet(self, sheet: PlanSheet) -> None:
        """Show the documents."""
        self.links.show_items(list(sheet.plan.of("plan_link")), sheet)


class SignaturesSection(PlanSection):
    """Who takes part, who signs, who received a copy."""

    def __init__(self, heading: Heading, desk: PlanDesk, parent: QWidget | None = None) -> None:
        super().__init__(heading, desk, parent)
        self.form: PlanForm | PlanReading | None = None
        self.signatures = RecordList(desk, self._signatures_spec(), self)
        self.deliveries = RecordList(desk, self._deliveries_spec(), self)

        self.body.addWidget(self.signatures)
        self.body.addWidget(self.deliveries)

    def show_sheet(self, sheet: PlanSheet) -> None:
        """Show the participants, the signatures and the deliveries."""
        if self.form is None:
            lines = (("established_on", "meeting_on"), ("participants",))
            self.form = form_or_reading(self.desk, sheet, sheet.plan.plan, lines, self)
            self.body.insertWidget(1, self.form)
        else:
            self.form.show_item(sheet.plan.plan)
        self.signatures.show_items(list(sheet.plan.of("plan_signature")), sheet)
        self.deliveries.show_items(list(sheet.plan.of("plan_delivery")), sheet)

    def _signatures_spec(self) -> ListSpec:
        return ListSpec(
            "plan_signature",
            (("name", "quality"), ("state", "signed_on"), ("reason",)),
            signature_lines,
            self.tr("Signatures"),
            self.tr("Personne n’est encore invité à signer."),
            self.tr("Ajouter une personne"),
            self.tr("La personne est retirée des signatures."),
            is_live=True,
        )

    def _deliveries_spec(self) -> ListSpec:
        return ListSpec(
            "plan_delivery",
            (("recipient", "mode"), ("delivered_on",), ("remarks",)),
            delivery_lines,
            self.tr("Remises"),
            self.tr("Aucun exemplaire n’a encore été remis."),
            self.tr("Noter une remise"),
            self.tr("La remise est retirée."),
            {"recipient": RecipientKind.CHILD.value},
            is_live=True,
        )
