"""The obligations that do not concern a child on a day, each with its reason: an absence that nobody explains looks like a mistake."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ppe_desktop.domain.deadlines.case import Case
from ppe_desktop.domain.deadlines.results import Deadline, Reason, Status
from ppe_desktop.domain.deadlines.rules import Rule
from ppe_desktop.domain.vocabulary import MeasureType


def not_applicable(
    case: Case, rules: Iterable[Rule], found: Iterable[Deadline], today: dt.date
) -> tuple[Deadline, ...]:
    """Return the rules that gave no obligation, in their order.

    Args:
        case: the child's file.
        rules: the rules in force.
        found: the obligations of the child.
        today: the day of the answer.
    """
    given = {deadline.rule.id for deadline in found}
    facts = _facts(case, today)
    return tuple(
        Deadline(rule, "", None, Status.NOT_APPLICABLE, (Reason("Concerne : {0}", (rule.who,)), *facts))
        for rule in rules
        if rule.id not in given
    )


def _facts(case: Case, today: dt.date) -> tuple[Reason, ...]:
    """Return what of the file decides: death, transfer, age, measures."""
    child = case.child
    if case.child.death_date is not None:
        return (Reason("Décès le {0} : rien n’est plus dû.", (case.child.death_date,), "child", child.id),)
    gone = case.transferred_on
    if gone is not None and gone <= today:
        return (Reason("Dossier transféré à un autre département le {0} : rien n’est plus demandé.", (gone,)),)
    born = "Naissance le {0}." if case.birth else "Date de naissance inconnue."
    running = [item for item in case.measures if item.since <= today and (item.ended_on or today) >= today]
    if not running:
        return (Reason(born, (case.birth,), "child", child.id), Reason("Aucune mesure en cours au dossier."))
    return (
        Reason(born, (case.birth,), "child", child.id),
        *(
            Reason("Mesure en cours : « {0} », depuis le {1}.", (MeasureType.label_of(item.type), item.since),
                   "measure", item.id)
            for item in running
        ),
    )  # fmt: skip
