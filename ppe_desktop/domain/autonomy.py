"""The interview at 17 and the autonomy plan: who is concerned, what is asked, which rights are told, which papers are missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from ppe_desktop.domain.casefile import CaseFile, Item, is_current
from ppe_desktop.domain.dates import add_months, is_adult_on
from ppe_desktop.domain.names import person_name
from ppe_desktop.domain.texts import plain
from ppe_desktop.domain.vocabulary import (
    AutonomyRight,
    AutonomyTheme,
    Closeness,
    PaperKind,
    PaperState,
    RightState,
    Role,
)

FROM_MONTHS = 15 * 12 + 6
"""Age from which the section is offered: the first evaluation is asked for at sixteen."""

KINDS = ("autonomy_interview", "autonomy_plan", "paper", "young_adult_contract", "exit_interview")
"""Records of the child that the section holds; topics and rights told belong to an interview."""

QUESTIONS: dict[AutonomyTheme, str] = {
    AutonomyTheme.PATH: "Comment racontez-vous votre parcours\u00a0? Qu’est-ce qui a compté pour vous\u00a0?",
    AutonomyTheme.HOUSING: "Où aimeriez-vous habiter à dix-huit ans\u00a0? Avec qui pas loin\u00a0?",
    AutonomyTheme.RESOURCES: "De quoi vivrez-vous\u00a0? Que savez-vous déjà faire avec un budget\u00a0?",
    AutonomyTheme.HEALTH: "Comment allez-vous\u00a0? Qui vous soigne, et qui vous soignera ensuite\u00a0?",
    AutonomyTheme.WORK: "Que voulez-vous apprendre\u00a0? Quel métier vous attire\u00a0?",
    AutonomyTheme.PAPERS: "Quels papiers avez-vous\u00a0? Lesquels vous manquent, et comment faire\u00a0?",
    AutonomyTheme.SUPPORT: "Pour quoi voulez-vous de l’aide au quotidien\u00a0? Que préférez-vous faire sans aide\u00a0?",
    AutonomyTheme.NETWORK: "Sur qui pouvez-vous compter\u00a0? Qui appelez-vous quand ça va, et quand ça ne va pas\u00a0?",
    AutonomyTheme.PROUD: "Qu’est-ce qui vous rend fier ou fière\u00a0?",
    AutonomyTheme.WORRIES: "Qu’est-ce qui vous inquiète\u00a0? Qu’est-ce qui aiderait\u00a0?",
}
"""What is asked on the page of each theme, in the order of the conversation."""


NEEDS: tuple[AutonomyTheme, ...] = (
    AutonomyTheme.RESOURCES,
    AutonomyTheme.HOUSING,
    AutonomyTheme.WORK,
    AutonomyTheme.HEALTH,
    AutonomyTheme.PAPERS,
    AutonomyTheme.SUPPORT,
)
"""The six needs that the plan of a young adult covers (R222-6 CASF), in the order of the text."""


NEEDS_TOLD = ("resources", "housing", "work", "health", "procedures", "support")
"""Facts of the interview after leaving that tell the six needs, in the same order."""

PLAN_SECTIONS = {
    "situation": "situation et diplôme",
    "income": "budget, ce qui entre",
    "expenses": "budget, ce qui sort",
    "housing": "logement à 18 ans",
    "health_professionals": "professionnels de santé",
    "network": "personnes sur qui compter",
    "partners": "institutions associées",
    "until_18": "calendrier jusqu’à 18 ans",
    "until_21": "calendrier de 18 à 21 ans",
}
"""Sections of the plan for autonomy beside its themes and its papers, and what is said of one still to be written."""


def theme_of(code: str) -> AutonomyTheme:
    """Return a theme by its code."""
    return next(theme for theme in AutonomyTheme if theme.value == code)


class RightTold(NamedTuple):
    """A right in plain words, and the text it comes from."""

    words: str
    article: str


RIGHTS: dict[AutonomyRight, RightTold] = {
    AutonomyRight.YOUNG_ADULT: RightTold(
        "De 18 à 21 ans, si vos ressources ou le soutien de votre famille ne suffisent pas, vous avez droit à un accompagnement. "
        "Si vous partez, vous pouvez revenir le demander avant 21 ans. Un refus est écrit, expliqué, et peut être contesté.",
        "Articles L222-5 et R223-2 du code de l’action sociale et des familles",
    ),
    AutonomyRight.SAVINGS: RightTold(
        "Si un juge vous a confié au service, l’allocation de rentrée scolaire a pu être mise de côté pour vous à la Caisse des "
        "dépôts. Cet argent est à vous\u00a0: vous le demandez à partir de 18 ans.",
        "Article L543-3 du code de la sécurité sociale",
    ),
    AutonomyRight.FILE: RightTold(
        "Vous pouvez demander à lire votre dossier, avec quelqu’un pour vous accompagner si vous le souhaitez.",
        "Code des relations entre le public et l’administration",
    ),
    AutonomyRight.TRUSTED: RightTold(
        "Vous pouvez choisir un adulte de confiance, qui vous aide dans vos démarches et peut être présent à cet entretien.",
        "Article L223-1-3 du code de l’action sociale et des familles",
    ),
    AutonomyRight.HEALTH: RightTold(
        "À 18 ans, vous gardez une couverture santé, à votre nom. Une aide pour la complémentaire se demande selon vos ressources.",
        "Code de la sécurité sociale",
    ),
    AutonomyRight.COMPLAINTS: RightTold(
        "Si vous n’êtes pas d’accord, vous pouvez écrire au service, demander à être entendu par le juge, ou saisir gratuitement "
        "le Défenseur des droits.",
        "Article R223-2 du code de l’action sociale et des familles, pour les décisions du service",
    ),
    AutonomyRight.YOUTH_CONTRACT: RightTold(
        "Si vous en avez besoin après 18 ans, on doit vous proposer le contrat d’engagement jeune\u00a0: un accompagnement vers "
        "l’emploi ou la formation.",
        "Articles L222-5-1 du code de l’action sociale et des familles, L5131-6 du code du travail",
    ),
    AutonomyRight.PERMIT: RightTold(
        "Vous pouvez demander un titre de séjour, dans l’année qui suit vos 18 ans, ou demander l’asile. Nous vous expliquons "
        "comment, et nous préparons les papiers avec vous.",
        "Article L222-5-1 du code de l’action sociale et des familles\u00a0; articles L423-22 et L435-3 du code de l’entrée et du "
        "séjour des étrangers et du droit d’asile",
    ),
    AutonomyRight.AFTER: RightTold(
        "Six mois après votre départ, le service vous propose un entretien pour faire le point. Vous pouvez en demander un autre "
        "jusqu’à 21 ans.",
        "Article L222-5-2-1 du code de l’action sociale et des familles",
    ),
}

_SETTLED = frozenset({PaperState.HELD, PaperState.NOT_NEEDED})
_PREPARED = (PaperKind.IDENTITY, PaperKind.BANK, PaperKind.TAX, PaperKind.HOUSING)
"""What is to be prepared before majority: papers, a bank account, taxes, housing."""
_NEAR = frozenset({Closeness.VERY_CLOSE, Closeness.CLOSE})
_COUNTED_ON = frozenset({Role.TRUSTED_PERSON, Role.RESOURCE_PERSON, Role.SPONSOR, Role.MENTOR})


def is_concerned(child: Item, today: dt.date) -> bool:
    """Tell whether a child is old enough for the section to be offered."""
    birth: dt.date | None = child.birth_date
    return birth is not None and today >= add_months(birth, FROM_MONTHS)


def is_shown(file: CaseFile, today: dt.date) -> bool:
    """Tell whether the section is offered: by the age, or because something is in it."""
    return is_concerned(file.child, today) or any(file.of(kind) for kind in KINDS)


def is_after_leaving(file: CaseFile, today: dt.date) -> bool:
    """Tell whether an interview after leaving may be written: of age, or out of care, or one is there already."""
    birth: dt.date | None = file.child.birth_date
    episodes = file.of("care_episode")
    has_left = bool(episodes) and all(one.until is not None and one.until <= today for one in episodes)
    is_adult = birth is not None and is_adult_on(birth, today)
    return is_adult or (has_left and is_concerned(file.child, today)) or bool(file.of("exit_interview"))


def open_interview(file: CaseFile) -> Item | None:
    """Return the interview that is begun and not finished, the last one when several are."""
    return next((one for one in interviews(file) if one.held_on is None), None)


def interviews(file: CaseFile) -> list[Item]:
    """Return the interviews, the last one first; one that is not finished comes before those that are."""
    return sorted(
        file.of("autonomy_interview"),
        key=lambda one: (one.held_on is None, one.held_on or one.begun_on or dt.date.min, one.id),
        reverse=True,
    )


def plan_in_force(file: CaseFile) -> Item | None:
    """Return the plan for autonomy in force: the last established, else the last begun."""
    plans = file.of("autonomy_plan")
    return max(plans, key=lambda one: (one.established_on or dt.date.min, one.position, one.id), default=None)


def topics_of(file: CaseFile, interview_id: str) -> dict[AutonomyTheme, Item]:
    """Return the topics of an interview by theme, in the order of the conversation."""
    found = {one.theme: one for one in file.of("autonomy_topic") if one.interview_id == interview_id}
    return {theme: found[theme.value] for theme in QUESTIONS if theme.value in found}


def rights_told(file: CaseFile, interview_id: str) -> dict[str, Item]:
    """Return what was told of the rights at an interview, by code of the right."""
    return {one.right: one for one in file.of("autonomy_right_told") if one.interview_id == interview_id}


def rights_for(child: Item) -> list[AutonomyRight]:
    """Return the rights to tell: that of foreigners to unaccompanied minors only."""
    return [right for right in RIGHTS if right != AutonomyRight.PERMIT or child.is_unaccompanied]


class Step(NamedTuple):
    """What is arranged on a theme: what is aimed at, the steps, who helps, for when."""

    theme: AutonomyTheme
    goal: str
    steps: str
    who: str
    due_on: dt.date | None


def steps_of(topics: dict[AutonomyTheme, Item]) -> list[Step]:
    """Return what is arranged, the nearest day first, then what has no day."""
    steps = [
        Step(theme, one.goal.strip(), one.steps.strip(), one.who.strip(), one.due_on) for theme, one in topics.items()
    ]
    told = [step for step in steps if step.goal or step.steps or step.who or step.due_on]
    return sorted(told, key=lambda step: step.due_on or dt.date.max)


def needs_left(steps: Iterable[Step]) -> tuple[AutonomyTheme, ...]:
    """Return the needs, of the six, for which nothing is arranged yet."""
    arranged = {step.theme for step in steps}
    return tuple(theme for theme in NEEDS if theme not in arranged)


class PaperLine(NamedTuple):
    """A line of the checklist: a paper to have, and its record once something was said of it."""

    kind: str
    item: Item | None

    @property
    def state(self) -> str:
        """Where the paper stands; not known as long as nothing was said."""
        return str(self.item.state) if self.item is not None else PaperState.UNKNOWN.value

    @property
    def is_left(self) -> bool:
        """Tell whether something is still to be done."""
        return self.state not in _SETTLED


def papers_of(file: CaseFile) -> list[PaperLine]:
    """Return the checklist: the papers this young person needs, those already noted, then the others."""
    noted = file.of("paper")
    wanted = [kind for kind in PaperKind if kind != PaperKind.OTHER and _is_needed(kind, file.child)]
    lines: list[PaperLine] = []
    for kind in PaperKind:
        of_kind = [PaperLine(kind.value, one) for one in noted if one.kind == kind.value]
        lines += of_kind or ([PaperLine(kind.value, None)] if kind in wanted else [])
    known = {kind.value for kind in PaperKind}
    return lines + [PaperLine(str(one.kind), one) for one in noted if one.kind not in known]


def _is_needed(kind: PaperKind, child: Item) -> bool:
    nationality = plain(child.nationality or "")
    is_foreign = bool(nationality) and "francais" not in nationality
    if kind == PaperKind.PERMIT:
        return bool(child.is_unaccompanied) or is_foreign
    if kind in (PaperKind.CENSUS, PaperKind.DEFENCE):
        return not (child.is_unaccompanied or is_foreign)
    return True


def are_papers_prepared(papers: Iterable[Item]) -> bool:
    """Tell whether identity, bank, taxes and housing are all settled; for housing, the request made is enough."""
    states: dict[str, set[str]] = {}
    for paper in papers:
        states.setdefault(paper.kind, set()).add(paper.state)
    enough = {PaperKind.HOUSING: _SETTLED | {PaperState.ASKED}}
    return all(states.get(kind.value, set()) & {one.value for one in enough.get(kind, _SETTLED)} for kind in _PREPARED)


class Near(NamedTuple):
    """Someone the young person may count on."""

    person_id: str
    name: str
    quality: str


def network_of(file: CaseFile, today: dt.date) -> list[Near]:
    """Return who matters: close as the young person lives it, person of trust, resource person, sponsor, mentor."""
    found: dict[str, tuple[str, list[str], list[str]]] = {}
    for link in file.of("relationship"):
        person = file.person(link.person_id)
        is_near = link.closeness in {one.value for one in _NEAR}
        matters = is_near or link.role in {one.value for one in _COUNTED_ON}
        if person is None or not matters or not is_current(link, today) or person.values.get("death_date"):
            continue
        _name, roles, lived = found.setdefault(link.person_id, (person_name(person), [], []))
        roles.append(Role.label_of(link.role).lower())
        lived += [Closeness.label_of(link.closeness).lower()] if is_near else []
    return [Near(key, name, _listed([*roles, *lived])) for key, (name, roles, lived) in found.items()]


def _listed(words: list[str]) -> str:
    """Return words one after the other, each once, with a capital at the start."""
    told = ", ".join(dict.fromkeys(filter(None, words)))
    return told[:1].upper() + told[1:]


def is_granted(contract: Item) -> bool:
    """Tell whether support after 18 was granted."""
    return bool(contract.decision == RightState.GRANTED)
