"""The values of the projet pour l'enfant, in plain French names, as the Word template prints them.

Everything is plain (dictionaries, lists, texts, numbers, yes or no). What is not known is a mark printed in the document; nothing is
ever made up. Protected facts were replaced before, by :mod:`ppe_desktop.domain.withholding`.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from ppe_desktop.documents.context import care, people
from ppe_desktop.documents.context.page import page_values
from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.ppe_context import closing, project
from ppe_desktop.domain.casefile import CaseFile, PlanFile
from ppe_desktop.domain.recipients import Recipient

__all__ = ["ppe_context", "ppe_values"]


def ppe_context(
    file: CaseFile, plan: PlanFile, recipient: Recipient, today: dt.date, *, template_version: str
) -> dict[str, Any]:
    """Return everything the template of the plan may print.

    Args:
        file: the child's file, as the reader may see it.
        plan: the version of the plan, as the reader may see it.
        recipient: the reader.
        today: the day of production.
        template_version: version of the template, printed in the footer.
    """
    source = Source.of(file, plan, recipient, today)
    return {**ppe_values(source), **page_values(source, "Projet pour l’enfant", template_version)}


def ppe_values(source: Source) -> dict[str, Any]:
    """Return what the template of the plan prints between the header and the footer."""
    return {
        **_situation(source),
        **_project(source),
        "signatures": closing.signature_values(source),
        "fait": closing.closing_values(source),
        "remises": closing.delivery_values(source),
    }


def _situation(source: Source) -> dict[str, Any]:
    return {
        "projet": project.plan_values(source),
        "enfant": people.child_values(source),
        "est_majeur": source.is_adult,
        "note_autorite": people.authority_note(source),
        "autorite_parentale": people.authority_values(source),
        "lieu_de_vie": people.place_values(source),
        "fratrie": people.sibling_values(source),
        "service": people.service_values(source),
        "referent": people.referent_values(source),
        "personnes_de_confiance": people.trusted_values(source),
        "decision": care.decision_values(source),
        "droits_de_visite": care.contact_values(source),
        "histoire": project.history_text(source),
        "parcours": care.path_values(source),
    }


def _project(source: Source) -> dict[str, Any]:
    return {
        "domaines": project.domain_values(source),
        "plan_actions": project.action_values(source),
        "autonomie": project.autonomy_value(source),
        "parrainage": project.support_values(source),
        "soutien": project.support_text(source),
        "articulation": project.link_values(source),
        "expression": project.expression_values(source),
    }
