"""Agreements and opinions asked of the legal representatives (R223-4, R223-5, R223-7 and R223-8 CASF)."""

from __future__ import annotations

from typing import Any

from ppe_desktop.documents.context.letter import letter_values
from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.letter_context.care_facts import contacts, measure_facts, measure_of, place_facts, staff


def placement_agreement_values(source: Source) -> dict[str, Any]:
    """Return what the request for agreement to an admission prints (R223-5, R223-8)."""
    return _about_place(source)


def placement_opinion_values(source: Source) -> dict[str, Any]:
    """Return what the request for an opinion on a place prints (R223-7, R223-8)."""
    return _about_place(source)


def home_agreement_values(source: Source) -> dict[str, Any]:
    """Return what the request for agreement to help at home prints (R223-4)."""
    return {**letter_values(source), "mesure": measure_facts(source.subject), "equipe": staff(source)}


def _about_place(source: Source) -> dict[str, Any]:
    return {
        **letter_values(source),
        "lieu": {
            **place_facts(source.subject),
            "en_cours": bool(source.subject.since and source.subject.since <= source.today),
        },
        "mesure": measure_facts(measure_of(source.file, source.subject, source.today)),
        "droits": contacts(source),
        "equipe": staff(source),
    }
