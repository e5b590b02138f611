"""The statutory headings of the PPE and, for a given file, what each still lacks (D223-14, D223-15, L223-1-1 CASF).

Completeness warns and never blocks: a plan with a hole is better handed over than not written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from ppe_desktop.domain.casefile import CaseFile, Item, PlanFile
from ppe_desktop.domain.dates import age_on, is_adult_on
from ppe_desktop.domain.plan_objectives import CHILD, CHILD_WORDS, RESULT, asked_to_close, is_closed, not_told
from ppe_desktop.domain.vocabulary import PARENT_ROLES, SUPPORT_ROLES, Domain, Role, Sex, Speaker, YesNo


class HeadingState(Enum):
    """Where a heading stands."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    EMPTY = "empty"
    NOT_CONCERNED = "not_concerned"


@dataclass(frozen=True, slots=True)
class Heading:
    """One statutory heading of the plan.

    Attributes:
        key: stable name, used by screens to go there.
        number: its number in the document.
        title: French title.
        basis: article.
        state: where it stands.
        gaps: what is missing, in French, one short phrase each.
    """

    key: str
    number: int
    title: str
    basis: str
    state: HeadingState
    gaps: tuple[str, ...] = ()


class _Empty(list[str]):
    """The gaps of a heading of which nothing at all is there."""


_Gaps = Callable[[CaseFile, PlanFile, dt.date], list[str] | None]
"""Returns the gaps of a heading (as :class:`_Empty` when nothing is there), or None when the child is not concerned."""


def _gaps(wanted: dict[str, Any]) -> list[str]:
    """Return the labels of what is not there."""
    missing = [label for label, value in wanted.items() if not value]
    return _Empty(missing) if len(missing) == len(wanted) else missing


def outline(file: CaseFile, plan: PlanFile, today: dt.date) -> list[Heading]:
    """Return the headings of the plan, in the order of the document, each with what it lacks."""
    return [_heading(number, rule, file, plan, today) for number, rule in enumerate(_RULES, start=1)]


def _heading(number: int, rule: _Rule, file: CaseFile, plan: PlanFile, today: dt.date) -> Heading:
    gaps = rule.gaps(file, plan, today)
    if gaps is None:
        return Heading(rule.key, number, rule.title, rule.basis, HeadingState.NOT_CONCERNED)
    state = HeadingState.COMPLETE if not gaps else HeadingState.PARTIAL
    if isinstance(gaps, _Empty):
        state = HeadingState.EMPTY
    return Heading(rule.key, number, rule.title, rule.basis, state, tuple(gaps))


def _identity(file: CaseFile, _plan: PlanFile, _today: dt.date) -> list[str]:
    child = file.child
    wanted = {
        "prénom": child.first_names,
        "date de naissance": child.birth_date,
        "lieu de naissance": child.birth_place,
    }
    return _gaps({**wanted, "sexe": child.sex != Sex.UNKNOWN})


def _authority(file: CaseFile, _plan: PlanFile, today: dt.date) -> list[str] | None:
    if file.child.birth_date and is_adult_on(file.child.birth_date, today):
        return None
    current = file.current("parental_authority", today)
    if not current:
        return _Empty(["titulaires de l’autorité parentale", "leurs adresses", "exercice"])
    gaps = []
    with_address = {address.person_id for address in file.current("address", today)}
    if any(item.is_holder == YesNo.YES and item.person_id not in with_address for item in current):
        gaps.append("adresse d’un titulaire de l’autorité parentale")
    if any(item.is_holder == YesNo.YES and item.exercise == "INCONNU" for item in current):
        gaps.append("exercice de l’autorité parentale")
    return gaps


def _place(file: CaseFile, _plan: PlanFile, today: dt.date) -> list[str]:
    place = file.main_place(today)
    if place is None:
        return _Empty(["lieu de vie", "depuis quand"])
    return [] if place.name or place.town else ["nom ou commune du lieu de vie"]


def _siblings(file: CaseFile, _plan: PlanFile, _today: dt.date) -> list[str] | None:
    links = file.of("sibling_link")
    if not links:
        return None
    separated = [link for link in links if link.together == YesNo.NO and not link.separation_reason]
    unknown = [link for link in links if link.together == YesNo.UNKNOWN]
    return ["motif de la séparation de la fratrie"] * bool(separated) + ["accueil ensemble ou séparé"] * bool(unknown)


def _service(file: CaseFile, _plan: PlanFile, _today: dt.date) -> list[str]:
    profile = file.profile
    if profile is None:
        return _Empty(["service", "nom du référent", "fonction du référent"])
    wanted = {"service": profile.service, "nom du référent": profile.surname, "fonction du référent": profile.function}
    return _gaps(wanted)


def _decision(file: CaseFile, _plan: PlanFile, _today: dt.date) -> list[str]:
    decision = latest_decision(file)
    if decision is None:
        return _Empty(["date et lieu de la décision", "motifs", "contenu", "objectifs"])
    wanted = {
        "date de la décision": decision.decided_on,
        "lieu de la décision": decision.place,
        "motifs": decision.reasons,
        "contenu": decision.content,
        "objectifs": decision.objectives,
    }
    return _gaps(wanted)


def _contacts(file: CaseFile, _plan: PlanFile, today: dt.date) -> list[str]:
    known = {right.person_id for right in file.current("contact_right", today)}
    parents = [person for _link, person in file.with_role(*PARENT_ROLES, on=today) if person.death_date is None]
    missing = [person for person in parents if person.id not in known]
    if parents and len(missing) == len(parents):
        return _Empty(["droits de visite et d’hébergement des parents"])
    return ["droits de visite et d’hébergement d’un parent"] * bool(missing)


def _history(file: CaseFile, plan: PlanFile, _today: dt.date) -> list[str]:
    known = plan.plan.history_summary or file.of("measure") or file.of("placement")
    return _gaps({"parcours de l’enfant": known})


def _domain_gaps(code: str) -> _Gaps:
    def gaps(file: CaseFile, plan: PlanFile, today: dt.date) -> list[str]:
        domain = plan.domain(code)
        wanted = {"évaluation": domain and domain.evaluation, "besoins": domain and domain.needs}
        return _gaps({**wanted, **_spoken(file, plan, code, today, "parole")})

    return gaps


def _spoken(file: CaseFile, plan: PlanFile, domain: str, today: dt.date, noun: str) -> dict[str, Any]:
    """Return whose words are wanted under a domain and those there are; a recorded refusal or absence counts as an answer."""
    expected = [(Speaker.CHILD, "de l’enfant")]
    for role, speaker, label in ((Role.MOTHER, Speaker.MOTHER, "de la mère"), (Role.FATHER, Speaker.FATHER, "du père")):
        if any(person.death_date is None for _link, person in file.with_role(role, on=today)):
            expected.append((speaker, label))
    return {f"{noun} {label}": plan.statements(domain, speaker) for speaker, label in expected}


def _actions(file: CaseFile, plan: PlanFile, today: dt.date) -> list[str]:
    if not plan.of("plan_objective"):
        return _Empty(["objectifs", "actions"])
    gaps = [] if plan.of("plan_action") else ["actions"]
    without = [objective for objective in plan.of("plan_objective") if not plan.actions(objective.id)]
    if plan.of("plan_action") and without:
        gaps.append("action pour chaque objectif")
    if any(not action.due_on for action in plan.of("plan_action")):
        gaps.append("échéance d’une action")
    if any(not action.actors for action in plan.of("plan_action")):
        gaps.append("qui agit, pour une action")
    return gaps + _lived(file, plan, today)


def _lived(file: CaseFile, plan: PlanFile, today: dt.date) -> list[str]:
    """Return what is still to be asked for about the objectives: everyone's opinion, what came of those that are closed."""
    found = plan.of("plan_objective")
    silent = {one for item in found if not is_closed(item) for one in not_told(file, plan, item.id, today)}
    asked = {one for item in found for one in asked_to_close(plan, item)}
    gaps = ["avis de l’enfant sur un objectif"] * (CHILD in silent)
    gaps += ["avis d’un parent sur un objectif"] * any(one != CHILD for one in silent)
    gaps += ["résultat d’un objectif clos"] * (RESULT in asked)
    return gaps + ["parole de l’enfant sur un résultat"] * (CHILD_WORDS in asked)


def _autonomy(file: CaseFile, plan: PlanFile, today: dt.date) -> list[str] | None:
    birth = file.child.birth_date
    if plan.plan.autonomy:
        return []
    if birth is None or age_on(birth, today).years < 16:
        return None
    return _Empty(["projet d’accès à l’autonomie"])


def _support(file: CaseFile, plan: PlanFile, today: dt.date) -> list[str]:
    known = plan.plan.support_network or file.with_role(*SUPPORT_ROLES, on=today)
    return _gaps({"parrainage, mentorat, personnes ressources": known})


def _links(_file: CaseFile, plan: PlanFile, _today: dt.date) -> list[str]:
    return _gaps({"documents articulés (DIPC, contrat d’accueil…)": plan.of("plan_link")})


def _expression(file: CaseFile, plan: PlanFile, today: dt.date) -> list[str]:
    return _gaps(_spoken(file, plan, "", today, "expression"))


def _signatures(_file: CaseFile, plan: PlanFile, _today: dt.date) -> list[str]:
    signatures = plan.of("plan_signature")
    return _gaps(
        {"personnes à qui proposer la signature": signatures, "date d’établissement": plan.plan.established_on}
    )


@dataclass(frozen=True, slots=True)
class _Rule:
    key: str
    title: str
    basis: str
    gaps: _Gaps


_RULES = (
    _Rule("identity", "Identité de l’enfant", "D223-14, 1°", _identity),
    _Rule("authority", "Autorité parentale", "D223-14, 2°", _authority),
    _Rule("place", "Lieu de vie", "D223-14, 3°", _place),
    _Rule("siblings", "Fratrie", "D223-14, 4°", _siblings),
    _Rule("service", "Service et référent", "D223-14", _service),
    _Rule("decision", "Décision fondant l’intervention", "D223-14", _decision),
    _Rule("contacts", "Droits de visite et d’hébergement", "D223-14", _contacts),
    _Rule("history", "Parcours de l’enfant", "Pratique", _history),
    _Rule("domain_A", Domain.HEALTH.label, "D223-15", _domain_gaps("A")),
    _Rule("domain_B", Domain.FAMILY.label, "D223-15", _domain_gaps("B")),
    _Rule("domain_C", Domain.SCHOOL.label, "D223-15", _domain_gaps("C")),
    _Rule("actions", "Objectifs et plan d’actions", "D223-15", _actions),
    _Rule("autonomy", "Projet d’accès à l’autonomie", "D223-15", _autonomy),
    _Rule("support", "Parrainage, mentorat, personnes ressources", "D221-29", _support),
    _Rule("links", "Articulation avec les autres documents", "D223-14", _links),
    _Rule("expression", "Expression de l’enfant et de ses parents", "D223-15", _expression),
    _Rule("signatures", "Signatures et remises", "L223-1-1", _signatures),
)


def latest_decision(file: CaseFile) -> Item | None:
    """Return the decision on which the intervention rests: the last one taken."""
    return max(file.of("decision"), key=lambda item: item.decided_on or dt.date.min, default=None)
