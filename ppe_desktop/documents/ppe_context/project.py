"""Headings 9 to 16 of the plan: the three domains, actions, autonomy, support, other documents, general expression."""

from __future__ import annotations

from typing import Any

from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.context.wording import (
    addressed,
    courteous,
    known,
    known_label,
    label_of,
    role_label,
)
from ppe_desktop.documents.context.words import words_values
from ppe_desktop.documents.ppe_context.objectives import no_objective, objective_values, result_values
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import age_on, long_date, short_date
from ppe_desktop.domain.missing import missing
from ppe_desktop.domain.texts import elide
from ppe_desktop.domain.vocabulary import (
    SUPPORT_ROLES,
    ActionState,
    ActionTarget,
    Domain,
    LinkKind,
)

_FIRST_DOMAIN_HEADING = 9
_AUTONOMY_AGE = 16
_NO_RESULT = dict.fromkeys(("resultat_titre", "resultat", "clos_le", "paroles_fin"), "")


def domain_values(source: Source) -> list[dict[str, Any]]:
    """Return the three statutory domains (D223-15), each with its evaluation, needs, words and objectives."""
    return [_domain(source, number, domain) for number, domain in enumerate(Domain, start=_FIRST_DOMAIN_HEADING)]


def _domain(source: Source, number: int, domain: Domain) -> dict[str, Any]:
    written = source.plan.domain(domain.value)
    objectives = [item for item in source.plan.of("plan_objective") if item.domain == domain.value]
    return {
        "numero": number,
        "code": domain.value,
        "titre": domain.label,
        "evaluation": known(written.evaluation if written else "", "évaluation"),
        "besoins": known(written.needs if written else "", "besoins de l’enfant"),
        **words_values(source, domain.value),
        "objectifs": [objective_values(source, item) for item in objectives] or [no_objective()],
    }


def action_values(source: Source) -> list[dict[str, Any]]:
    """Return every objective with the actions that serve it, in the order of the domains (D223-15)."""
    order = [domain.value for domain in Domain]
    objectives = sorted(source.plan.of("plan_objective"), key=lambda item: _rank(order, item.domain))
    planned = [_planned(source, objective) for objective in objectives]
    nothing = {**no_objective(), **_NO_RESULT, "domaine": "", "actions": [_no_action()]}
    return planned or [nothing]


def _rank(order: list[str], code: str) -> int:
    return order.index(code) if code in order else len(order)


def _planned(source: Source, objective: Item) -> dict[str, Any]:
    actions = [_action(action) for action in source.plan.actions(objective.id)]
    domain = label_of(Domain, objective.domain)
    about = objective_values(source, objective) | result_values(source, objective)
    return {"domaine": domain, **about, "actions": actions or [_no_action()]}


def _action(action: Item) -> dict[str, str]:
    return {
        "texte": known(action.text, "action"),
        "pour_qui": known_label(ActionTarget, action.target, "pour qui"),
        "qui_agit": known(action.actors, "qui agit"),
        "debut": short_date(action.start_on),
        "duree": action.duration.strip(),
        "echeance": short_date(action.due_on) or missing("échéance"),
        "role_parents": action.parents_role.strip(),
        "etat": label_of(ActionState, action.state),
    }


def _no_action() -> dict[str, str]:
    empty = dict.fromkeys(("pour_qui", "debut", "duree", "role_parents", "etat"), "")
    return {"texte": missing("action"), "qui_agit": missing("qui agit"), "echeance": missing("échéance"), **empty}


def autonomy_value(source: Source) -> str:
    """Return the project of access to autonomy; before sixteen, a sentence says when it will be prepared."""
    if source.plan.plan.autonomy.strip():
        return str(source.plan.plan.autonomy).strip()
    birth = source.child.birth_date
    if birth is None or age_on(birth, source.today).years < _AUTONOMY_AGE:
        return f"Cette rubrique sera préparée avec {source.called} à partir de {_AUTONOMY_AGE}\u00a0ans."
    return missing("projet d’accès à l’autonomie")


def support_values(source: Source) -> list[dict[str, str]]:
    """Return sponsors, mentors and resource persons, with the terms agreed (D221-29)."""
    found = source.file.with_role(*SUPPORT_ROLES, on=source.today)
    return [
        {
            "nom": courteous(person),
            "qualite": role_label(link.role, person.civility),
            "depuis": short_date(link.since),
            "modalites": link.terms.strip(),
        }
        for link, person in found
    ]


def support_text(source: Source) -> str:
    """Return what the plan says of the support network; marked when nothing at all is known of it."""
    text = str(source.plan.plan.support_network).strip()
    nobody = not source.file.with_role(*SUPPORT_ROLES, on=source.today)
    return text or (missing("parrainage, mentorat, personnes ressources") if nobody else "")


def link_values(source: Source) -> list[dict[str, str]]:
    """Return the other documents the plan must agree with (D223-14)."""
    found = [_link(item) for item in source.plan.of("plan_link")]
    return found or [{"document": missing("documents articulés avec le projet"), "date": "", "coherence": ""}]


def _link(link: Item) -> dict[str, str]:
    return {
        "document": label_of(LinkKind, link.values["kind"]) or missing("document"),
        "date": short_date(link.dated),
        "coherence": link.remarks.strip(),
    }


def expression_values(source: Source) -> dict[str, Any]:
    """Return what each said in general, and for whom a space to write by hand is kept."""
    parents = [] if source.guardianship() else [person for _link, person in source.living_parents()]
    return {
        **words_values(source, ""),
        "page_enfant": f"La page {elide('de', source.called)}",
        "espaces_parents": [{"nom": courteous(person), "appellation": addressed(person)} for person in parents],
    }


def history_text(source: Source) -> str:
    """Return the path of the child as it was told in the plan; marked when the file holds no step either."""
    told = str(source.plan.plan.history_summary).strip()
    known_steps = source.file.of("measure") or source.file.of("placement")
    return told or ("" if known_steps else missing("parcours de l’enfant"))


def plan_values(source: Source) -> dict[str, Any]:
    """Return the facts of the version itself."""
    plan = source.plan.plan
    return {
        "version": int(plan.version),
        "etabli_le": long_date(plan.established_on) or missing("date d’établissement"),
        "reunion_le": long_date(plan.meeting_on),
        "participants": known(plan.participants, "personnes associées à l’élaboration"),
    }
