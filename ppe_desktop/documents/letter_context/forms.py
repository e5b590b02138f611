"""Papers filled by hand or handed over: the person of trust, the receipt of the plan, what is told before any help (R223-1 CASF)."""

from __future__ import annotations

from typing import Any

from ppe_desktop.documents.context import people
from ppe_desktop.documents.context.base import base_values
from ppe_desktop.documents.context.letter import letter_values
from ppe_desktop.documents.context.page import reader_label
from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.context.wording import label_of, mid_sentence
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.missing import missing
from ppe_desktop.domain.vocabulary import DeliveryMode, RecipientKind


def trusted_person_values(source: Source) -> dict[str, Any]:
    """Return what the designation of a person of trust prints (L223-1-3)."""
    return {**base_values(source), "personnes_de_confiance": people.trusted_values(source)}


def receipt_values(source: Source) -> dict[str, Any]:
    """Return what the receipt of the plan prints: which version, for whom, when it was handed over if that is noted."""
    plan = source.plan.plan
    handed = [one for one in source.plan.of("plan_delivery") if one.recipient == source.recipient.kind.value]
    last = handed[-1] if handed else None
    return {
        **base_values(source),
        "a_qui": reader_label(source),
        "est_enfant": source.recipient.kind is RecipientKind.CHILD,
        "projet": {
            "version": int(plan.version),
            "etabli_le": long_date(plan.established_on) or missing("date d’établissement"),
        },
        "remis_le": long_date(last.delivered_on) if last else "",
        "remis_par": label_of(DeliveryMode, last.mode).lower() if last else "",
    }


def information_values(source: Source) -> dict[str, Any]:
    """Return what is told to who asks for help or is offered some (R223-1)."""
    return {
        **letter_values(source),
        "decideur": source.profile("signatory") or missing("nom de la personne qui décide"),
        "fonction_decideur": mid_sentence(source.profile("signatory_function"))
        or missing("qualité de la personne qui décide"),
    }
