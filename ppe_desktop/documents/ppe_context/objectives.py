"""Objectives as the plan prints them: what each says of them, and what came of those that are closed."""

from __future__ import annotations

from typing import Any

from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.context.wording import NBSP, known, label_of
from ppe_desktop.documents.context.words import quoted
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.missing import missing
from ppe_desktop.domain.plan_objectives import (
    Opiner,
    asked_opiners,
    is_closed,
    is_told,
    opiner_called,
    opinions,
    said_in,
    speaker_called,
)
from ppe_desktop.domain.vocabulary import Agreement, CollectionOutcome, ObjectiveState, Speaker

_PARENTS = (Speaker.MOTHER.value, Speaker.FATHER.value)
_ABOUT_RESULT = (ObjectiveState.REACHED.value, ObjectiveState.DROPPED.value, ObjectiveState.PARTLY.value)


def objective_values(source: Source, objective: Item) -> dict[str, Any]:
    """Return an objective: its text, its state, and what each says of it."""
    return {
        "texte": known(objective.text, "objectif"),
        "etat": label_of(ObjectiveState, objective.state),
        "avis": _opinions(source, objective),
    }


def no_objective() -> dict[str, Any]:
    """Return what stands where no objective is written."""
    return {"texte": missing("objectifs"), "etat": "", "avis": []}


def result_values(source: Source, objective: Item) -> dict[str, str]:
    """Return what came of an objective that is closed or partly reached, and the words about it; nothing while it goes on."""
    is_about = objective.state in _ABOUT_RESULT
    words = source.plan.items.one("statement", objective.values.get("closing_words_id")) if is_about else None
    is_dropped = objective.state == ObjectiveState.DROPPED
    result = str(objective.values.get("result") or "").strip() if is_about else ""
    return {
        "resultat_titre": ("Pourquoi il s’arrête" if is_dropped else "Résultat") if result else "",
        "resultat": result,
        "clos_le": long_date(objective.values.get("closed_on")) if is_about else "",
        "paroles_fin": f"{_called(source, words)}{NBSP}: {_said(words)}" if words is not None else "",
    }


def _opinions(source: Source, objective: Item) -> list[dict[str, str]]:
    """Return the opinions known; in the service's own copy, also those still to be asked for: true gaps there."""
    expected = asked_opiners(source.file, source.today)
    told = opinions(source.plan, objective.id, expected)
    is_gap = source.withholds_nothing and not is_closed(objective)
    found = []
    for opiner in dict.fromkeys([*expected, *told]):
        opinion = told.get(opiner)
        words = _words(source, opinion) if opinion is not None else ""
        if is_told(opinion) or words:
            agreement = label_of(Agreement, opinion.agreement) if opinion is not None and is_told(opinion) else ""
            found.append({"qui": _opiner(source, opiner), "avis": _lower(agreement), "mots": words})
        elif is_gap and not (opiner.speaker in _PARENTS and source.guardianship()):
            found.append({"qui": _opiner(source, opiner), "avis": missing("avis sur l’objectif"), "mots": ""})
    return found


def _words(source: Source, opinion: Item) -> str:
    statement = source.plan.items.one("statement", opinion.statement_id)
    if statement is not None:
        return _said(statement)
    typed = str(opinion.words).strip()
    return quoted(typed) if typed and source.withholds_nothing else ""


def _said(statement: Item) -> str:
    """Return what a statement says on one line: exact words between guillemets, anything else as it is."""
    said = " ".join(said_in(statement).split())
    if statement.outcome != CollectionOutcome.COLLECTED:
        label = _lower(label_of(CollectionOutcome, statement.outcome))
        return f"{label}. {said}" if said else label
    return quoted(said) if statement.exact_words.strip() else said


def _called(source: Source, words: Item) -> str:
    if words.speaker == Speaker.CHILD:
        return source.called
    return speaker_called(source.file, words.speaker, words.values.get("person_id"), source.today)


def _opiner(source: Source, opiner: Opiner) -> str:
    return source.called if opiner.speaker == Speaker.CHILD else opiner_called(source.file, opiner, source.today)


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]
