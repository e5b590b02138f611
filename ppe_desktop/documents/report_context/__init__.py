"""The values of the situation report (L223-5, R223-18 to R223-21 CASF), written after the concertation behind it."""

from __future__ import annotations

from typing import Any

from ppe_desktop.documents.context import care
from ppe_desktop.documents.context.base import base_values, part
from ppe_desktop.documents.context.letter import made_values
from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.context.statements import said_values
from ppe_desktop.documents.context.wording import known_day, known_label, label_of
from ppe_desktop.documents.report_context.choosing import report_chosen
from ppe_desktop.documents.report_context.facts import concertation_values, event_values, met_values, period_values
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import age_on, long_date
from ppe_desktop.domain.missing import missing
from ppe_desktop.domain.vocabulary import ActionState, Domain, ObjectiveState

__all__ = ["report_chosen", "report_values"]
_AUTONOMY_AGE = 16


def report_values(source: Source) -> dict[str, Any]:
    """Return everything the situation report prints: facts already filled, texts written, marks for what is still to write."""
    return {
        **base_values(source),
        "periode": period_values(source),
        "fait": made_values(source, source.subject.written_on),
        "decision": care.decision_values(source, until=source.subject.written_on),
        "projet": _plan(source),
        "rencontres": met_values(source),
        "concertation": concertation_values(source),
        "faits": event_values(source),
        "faits_texte": part(source, "faits"),
        "domaines": [_domain(source, domain) for domain in Domain],
        "actions": _actions(source),
        "bilan_actions": part(source, "actions"),
        "implication": part(source, "implication") or missing("implication des parents"),
        "bilan_decision": part(source, "decision") or missing("bilan des objectifs de la décision"),
        "autonomie": _autonomy(source),
        "paroles": said_values(source, source.of_kind("statement")),
        "bilan_sante": part(source, "bilan") or missing("bilan pédiatrique, psychique et social"),
        "conclusion": part(source, "conclusion") or missing("conclusion"),
        "information": _information(source.subject),
    }


def _plan(source: Source) -> dict[str, str]:
    plan = source.plan.plan
    if plan.record != "child_plan":
        return {"version": "", "etabli_le": missing("projet pour l’enfant")}
    return {"version": str(plan.version), "etabli_le": known_day(plan.established_on, "date d’établissement")}


def _domain(source: Source, domain: Domain) -> dict[str, str]:
    """Return what is said under a domain: the text written for the report, else the evaluation of the plan."""
    planned = source.plan.domain(domain.value)
    written = part(source, f"evaluation_{domain.value}")
    text = written or (planned.evaluation.strip() if planned else "")
    return {
        "titre": domain.label,
        "texte": text or missing("évaluation"),
        "du_projet": "" if written or not text else "oui",
    }


def _actions(source: Source) -> list[dict[str, Any]]:
    order = [domain.value for domain in Domain]
    objectives = sorted(source.plan.of("plan_objective"), key=lambda one: order.index(one.domain))
    return [
        {
            "objectif": one.text.strip() or missing("objectif"),
            "etat": label_of(ObjectiveState, one.state),
            "resultat": one.result.strip(),
            "actions": [_action(action) for action in source.plan.actions(one.id)],
        }
        for one in objectives
    ]


def _action(action: Item) -> dict[str, str]:
    return {
        "texte": action.text.strip() or missing("action"),
        "qui": action.actors.strip(),
        "parents": action.parents_role.strip(),
        "etat": known_label(ActionState, action.state, "état"),
    }


def _autonomy(source: Source) -> str:
    birth = source.child.birth_date
    if birth is None or age_on(birth, source.today).years < _AUTONOMY_AGE:
        return ""
    return (
        part(source, "autonomie")
        or str(source.plan.plan.values.get("autonomy") or "").strip()
        or missing("bilan du projet d’accès à l’autonomie")
    )


def _information(report: Item) -> dict[str, str]:
    informed, why_not = long_date(report.informed_on), report.not_informed.strip()
    return {
        "le": informed
        or ("" if why_not else missing("date de l’information des parents et de l’enfant, avant l’envoi au juge")),
        "sinon": "" if informed else why_not,
    }
