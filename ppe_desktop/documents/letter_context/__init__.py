"""The values of the letters of the service: agreements and opinions asked for, decisions notified, the judge informed, receipts."""

from __future__ import annotations

from ppe_desktop.documents.letter_context.decisions import (
    after_agreement_values,
    contract_notice_values,
    notification_values,
)
from ppe_desktop.documents.letter_context.forms import information_values, receipt_values, trusted_person_values
from ppe_desktop.documents.letter_context.judge import move_chosen, move_values, separation_values, transmission_values
from ppe_desktop.documents.letter_context.requests import (
    home_agreement_values,
    placement_agreement_values,
    placement_opinion_values,
)

__all__ = [
    "after_agreement_values",
    "contract_notice_values",
    "home_agreement_values",
    "information_values",
    "move_chosen",
    "move_values",
    "notification_values",
    "placement_agreement_values",
    "placement_opinion_values",
    "receipt_values",
    "separation_values",
    "transmission_values",
    "trusted_person_values",
]
