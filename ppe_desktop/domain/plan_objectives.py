"""An objective of the plan as a living thing: who agrees with it, where it stands, what closing it still asks for."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ppe_desktop.domain.casefile import CaseFile, Item, PlanFile
from ppe_desktop.domain.dates import is_adult_on, short_date
from ppe_desktop.domain.names import first_name_of, person_name
from ppe_desktop.domain.vocabulary import (
    PARENT_ROLES,
    Agreement,
    ObjectiveState,
    Role,
    Speaker,
    YesNo,
)

CLOSED_STATES = (ObjectiveState.REACHED.value, ObjectiveState.DROPPED.value)
"""An objective partly reached goes on: the next version takes it over."""

RESULT, CHILD_WORDS = "résultat", "parole de l’enfant"
"""What closing an objective asks for, as it is said on screen."""

_ROLES = {Speaker.MOTHER.value: Role.MOTHER, Speaker.FATHER.value: Role.FATHER}
_SOMEBODY = "Une autre personne"
_WHOSE = {Speaker.MOTHER.value: "sa mère", Speaker.FATHER.value: "son père"}


def is_closed(objective: Item) -> bool:
    """Tell whether an objective is closed: reached or dropped."""
    return objective.state in CLOSED_STATES


@dataclass(frozen=True, slots=True)
class Opiner:
    """Someone whose opinion is asked for, or was noted.

    Attributes:
        speaker: in what quality, a code of ``Speaker``.
        person_id: which person; empty for the child, and for everyone of that quality when persons were not told apart.
    """

    speaker: str
    person_id: str = ""


CHILD = Opiner(Speaker.CHILD.value)


def asked_opiners(file: CaseFile, day: dt.date) -> list[Opiner]:
    """Return whose agreement is asked for: the child, each living parent, each other living holder of parental authority.

    From the majority, nobody's but the young person's own.
    """
    if file.child.birth_date and is_adult_on(file.child.birth_date, day):
        return [CHILD]
    qualities = (*_ROLES, Speaker.OTHER.value)
    return [CHILD, *(Opiner(one, person.id) for one in qualities for person in _living(file, one, day))]


def opiner_called(file: CaseFile, opiner: Opiner, day: dt.date) -> str:
    """Return who gives an opinion: "Léa", "Madame Karima Benali, sa mère"; everyone of that quality when no person is told."""
    if opiner.speaker == Speaker.CHILD:
        return first_name_of(file.child)
    one = file.person(opiner.person_id or None)
    everyone = [] if opiner.person_id else _living(file, opiner.speaker, day) or _ever(file, opiner.speaker)
    persons = [one] if one is not None else everyone
    names = " et ".join(dict.fromkeys(person_name(person, with_civility=True) for person in persons))
    return ", ".join(part for part in (names, _WHOSE.get(opiner.speaker, "")) if part) or _SOMEBODY


def speaker_called(file: CaseFile, speaker: str, person_id: str | None, day: dt.date) -> str:
    """Return who said some words; another person who is not told stays "Une autre personne"."""
    if speaker == Speaker.OTHER and not person_id:
        return _SOMEBODY
    return opiner_called(file, Opiner(speaker, person_id or ""), day)


def _living(file: CaseFile, speaker: str, day: dt.date) -> list[Item]:
    if speaker in _ROLES:
        found = [person for _link, person in file.with_role(_ROLES[speaker], on=day)]
    else:
        found = [person for person in _other_holders(file, day) if person is not None]
    living = {person.id: person for person in found if person.death_date is None}
    return list(living.values())


def _other_holders(file: CaseFile, day: dt.date) -> list[Item | None]:
    """Return the holders of parental authority who are neither mother nor father, and a second parent."""
    parents = {person.id for role in _ROLES.values() for _link, person in file.with_role(role, on=day)}
    holders = [one.person_id for one in file.current("parental_authority", day) if one.is_holder == YesNo.YES]
    seconds = [person.id for _link, person in file.with_role(*PARENT_ROLES, on=day)]
    return [file.person(one) for one in dict.fromkeys([*holders, *seconds]) if one not in parents]


def _ever(file: CaseFile, speaker: str) -> list[Item]:
    role = _ROLES.get(speaker)
    return [person for _link, person in file.with_role(role)] if role else []


def opiner_of(opinion: Item) -> Opiner:
    """Return who an opinion says it is of."""
    return Opiner(opinion.speaker, opinion.values.get("person_id") or "")


def opinions(plan: PlanFile, objective_id: str, asked: Iterable[Opiner] = ()) -> dict[Opiner, Item]:
    """Return what each said of an objective.

    Args:
        plan: the version of the plan.
        objective_id: the objective.
        asked: whose opinions are asked for. An opinion that names nobody is of the only person asked in that quality, if there is
            one; with several, it stays of all of them, for nobody can tell any more whose it was.
    """
    found = {opiner_of(one): one for one in plan.of("objective_opinion") if one.objective_id == objective_id}
    persons = defaultdict(list)
    for opiner in asked:
        persons[opiner.speaker].append(opiner)
    for speaker, opiners in persons.items():
        unnamed = Opiner(speaker)
        if len(opiners) == 1 and unnamed in found and opiners[0] not in found:
            found[opiners[0]] = found.pop(unnamed)
    return found


def is_told(opinion: Item | None) -> bool:
    """Tell whether someone's opinion is known, be it that he or she would not say."""
    return opinion is not None and opinion.agreement not in ("", Agreement.UNKNOWN.value)


def opinion_words(plan: PlanFile, opinion: Item) -> str:
    """Return the words that go with an opinion: those of the statement it refers to, else those typed with it."""
    statement = plan.items.one("statement", opinion.statement_id)
    return said_in(statement) if statement is not None else str(opinion.words).strip()


def said_in(statement: Item) -> str:
    """Return what a statement says: exact words, else what was reported, else why there is nothing."""
    for name in ("exact_words", "reported_words", "observation", "why_not_collected"):
        text = str(statement.values.get(name) or "").strip()
        if text:
            return text
    return ""


def not_told(file: CaseFile, plan: PlanFile, objective_id: str, day: dt.date) -> list[Opiner]:
    """Return those whose opinion on an objective is still to be asked for."""
    asked = asked_opiners(file, day)
    known = opinions(plan, objective_id, asked)
    return [opiner for opiner in asked if not is_told(known.get(opiner))]


def asked_to_close(plan: PlanFile, objective: Item) -> list[str]:
    """Return what a closed objective still asks for; nothing for one that goes on. It is asked for and never blocks."""
    if not is_closed(objective):
        return []
    has_words = plan.items.one("statement", objective.closing_words_id) is not None
    return [RESULT] * (not objective.result.strip()) + [CHILD_WORDS] * (not has_words)


@dataclass(frozen=True, slots=True)
class OpinionsShown:
    """The opinions and results of a plan as one reader may see them.

    Attributes:
        opinions: the opinions that are shown.
        objectives: the objectives, without the closing words that are withheld.
        statements: identifiers of the words shown with them.
        withheld: what is not shown, and why, in French.
        texts: what was typed in opinions and must not be read.
    """

    opinions: tuple[Item, ...]
    objectives: tuple[Item, ...]
    statements: frozenset[str]
    withheld: tuple[tuple[str, str], ...]
    texts: tuple[str, ...]


_NOT_REVIEWED = "Ces mots restent au dossier : leur transmission n’a pas été décidée."


def opinions_shown(plan: PlanFile, why_not: Callable[[Item], str]) -> OpinionsShown:
    """Return the opinions a reader may see.

    An opinion that rests on words kept from the reader is withheld whole: "pas d’accord" would tell what the words said. Words typed
    with an opinion and never kept as a statement were never reviewed: the opinion is shown without them to nobody but the service.

    Args:
        plan: the version of the plan.
        why_not: why the reader may not read a statement, or nothing.
    """
    judged = [(one, *_why_withheld(plan, one, why_not)) for one in plan.of("objective_opinion")]
    shown = tuple(one for one, why, _what in judged if not why)
    closing = [(one, *_why_words_withheld(plan, one, why_not)) for one in plan.of("plan_objective")]
    objectives = tuple(one.having(closing_words_id=None) if why else one for one, why, _what in closing)
    statements = [one.statement_id for one in shown] + [one.values.get("closing_words_id") for one in objectives]
    noted = [(what, why) for _one, why, what in (*judged, *closing) if why]
    texts = tuple(str(one.words) for one, why, _what in judged if why and one.words)
    return OpinionsShown(shown, objectives, frozenset(filter(None, statements)), tuple(dict.fromkeys(noted)), texts)


def _why_withheld(plan: PlanFile, opinion: Item, why_not: Callable[[Item], str]) -> tuple[str, str]:
    what = f"Avis {_OF[opinion.speaker]} sur un objectif" if opinion.speaker in _OF else "Avis sur un objectif"
    statement = plan.items.one("statement", opinion.statement_id)
    if statement is not None:
        return why_not(statement), what
    return (_NOT_REVIEWED if str(opinion.words).strip() or opinion.statement_id else ""), what


def _why_words_withheld(plan: PlanFile, objective: Item, why_not: Callable[[Item], str]) -> tuple[str, str]:
    statement = plan.items.one("statement", objective.values.get("closing_words_id"))
    if statement is None:
        return "", ""
    return why_not(statement), f"Paroles du {short_date(statement.said_on)} sur le résultat d’un objectif"


_OF = {
    Speaker.CHILD.value: "de l’enfant",
    Speaker.MOTHER.value: "de la mère",
    Speaker.FATHER.value: "du père",
    Speaker.OTHER.value: "d’une autre personne",
}


def statements_of_objectives(items: Iterable[Item]) -> set[str]:
    """Return the identifiers of the words that opinions and objectives refer to."""
    found = (one.values.get(name) for one in items for name in ("statement_id", "closing_words_id"))
    return {one for one in found if one}
