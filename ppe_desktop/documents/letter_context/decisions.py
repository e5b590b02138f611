"""Decisions told to the family or to the young adult, with their reasons and the ways to contest them (R223-2, R223-6 CASF)."""

from __future__ import annotations

from typing import Any

from ppe_desktop.documents.context.letter import letter_values
from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.context.wording import known, known_day, label_of
from ppe_desktop.documents.letter_context.care_facts import measure_facts
from ppe_desktop.domain.dates import long_date, short_date
from ppe_desktop.domain.missing import missing
from ppe_desktop.domain.vocabulary import DecisionKind, RightState

APPEAL = "délais et voies de recours"


def notification_values(source: Source) -> dict[str, Any]:
    """Return what the notification of a decision of the département prints; how to contest it is never made up."""
    decision = source.subject
    measures = [one for one in source.file.of("measure") if one.decision_id == decision.id]
    return {
        **letter_values(source),
        "decision": {
            "nature": label_of(DecisionKind, decision.kind),
            "le": known_day(decision.decided_on, "date de la décision"),
            "autorite": known(decision.authority, "autorité qui a décidé"),
            "contenu": known(decision.content, "contenu de la décision"),
            "motifs": known(decision.reasons, "motifs de la décision"),
        },
        "mesures": [measure_facts(one) for one in measures],
        "recours": missing(APPEAL),
    }


def contract_notice_values(source: Source) -> dict[str, Any]:
    """Return what the answer to a request for support after 18 prints: a refusal gives its reasons (R223-2)."""
    contract = source.subject
    since, until = short_date(contract.since), short_date(contract.until)
    return {
        **letter_values(source),
        "demande_le": long_date(contract.requested_on) or missing("date de la demande"),
        "decide_le": long_date(contract.decided_on) or missing("date de la décision"),
        "est_accord": contract.decision == RightState.GRANTED,
        "est_refus": contract.decision == RightState.REFUSED,
        "periode": " ".join(part for part in (f"du {since}" if since else "", f"au {until}" if until else "") if part),
        "contenu": known(contract.content, "accompagnement prévu"),
        "motifs": known(contract.reasons, "motifs de la décision")
        if contract.decision != RightState.GRANTED
        else contract.reasons.strip(),
        "recours": missing(APPEAL),
    }


def after_agreement_values(source: Source) -> dict[str, Any]:
    """Return what is handed over once an admission was agreed to (R223-6)."""
    return {**letter_values(source), "mesure": measure_facts(source.subject)}
