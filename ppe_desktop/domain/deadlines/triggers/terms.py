"""The terms of measures: what is asked for before each one, and the longest a measure may last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import birthday
from ppe_desktop.domain.deadlines import measures
from ppe_desktop.domain.deadlines.case import Case
from ppe_desktop.domain.deadlines.results import Reason, because
from ppe_desktop.domain.deadlines.rules import Delay, Rule
from ppe_desktop.domain.deadlines.triggers.start import (
    DAY,
    MINUS,
    YEAR,
    Start,
    begins,
    measure_named,
    starting,
    trigger,
)
from ppe_desktop.domain.vocabulary import MeasureType

_TERM_OF = {
    "judicial": measures.TERMED,
    "intensive": frozenset({MeasureType.AEMO_R}),
    "administrative": measures.AGREED,
    "young_adult": measures.YOUNG_ADULT,
}
_REINFORCED = MeasureType.AEMO_R
LONG_BEFORE = dt.timedelta(days=120)
"""A report sent to the judge this long before its day is the one of the end of the measure."""
TWO_YEARS = Delay(months=24)
SAID = "« {0} » : échéance le {1}."


@trigger(under=lambda rule: _TERM_OF[str(rule.options["for"])])
def measure_term(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The term of each measure of the kinds the rule names: ``judicial``, ``intensive``, ``administrative`` or ``young_adult``."""
    kinds = str(rule.options["for"])
    seen: dict[tuple[str, dt.date], Start] = {}
    for item in case.measures_of(_TERM_OF[kinds]):
        if kinds == "young_adult" and case.birth is None and item.until is None:
            continue
        due, why = _term(case, item, kinds)
        start = starting(
            item.since, item.id, (begins(item), *why), due, _lapse(case, item, due), dt.date.min, None, item.id
        )
        held = seen.get((item.decision_id or item.id, due))
        if held is None or _is_followed(case, held.only):
            seen[item.decision_id or item.id, due] = start
    yield from seen.values()


def _is_followed(case: Case, measure_id: str) -> bool:
    return any(act.record_id == measure_id for act in case.done("measure_followed"))


def _term(case: Case, item: Item, kinds: str) -> tuple[dt.date, tuple[Reason, ...]]:
    """Return the last day of a measure and the reasons for it."""
    told = because(SAID, (measure_named(item.type), item.until), "measure", item.id)
    if kinds == "administrative":
        return _administrative_term(case, item, told)
    if kinds == "intensive":
        return _at_most(item, told, YEAR.after(item.since), "Un an au plus, renouvelable : {0}.")
    if kinds == "young_adult":
        if case.birth is None:
            return item.until, (told,)
        return _at_most(item, told, birthday(case.birth, 21), "21 ans le {0} : le droit s’arrête là.")
    return _judicial_term(item, told)


def _judicial_term(item: Item, told: Reason) -> tuple[dt.date, tuple[Reason, ...]]:
    """Return the last day of a measure of the judge: its term, else two years; a placement alone may be ordered for longer."""
    if item.until is not None and item.type not in measures.AT_HOME_BY_JUDGE:
        return item.until, (told,)
    limit = TWO_YEARS.after(item.since)
    if item.until is None:
        return limit, (because("Aucune échéance n’est notée : deux ans au plus, {0}.", (limit,), "measure", item.id),)
    if item.until > limit:
        return item.until, (
            told,
            because("Plus de deux ans : une action en milieu ouvert dure deux ans au plus, à vérifier."),
        )
    return item.until, (told,)


def _at_most(item: Item, told: Reason, limit: dt.date, said: str) -> tuple[dt.date, tuple[Reason, ...]]:
    if item.until and item.until <= limit:
        return item.until, (told,)
    return limit, ((told,) if item.until else ()) + (because(said, (limit,)),)


def _administrative_term(case: Case, item: Item, told: Reason) -> tuple[dt.date, tuple[Reason, ...]]:
    """Return the last day of a benefit: its term; a year to the day ends on the eve, that day included, if the service says so."""
    anniversary = YEAR.after(item.since)
    last = anniversary - DAY if case.settings.admin_end_inclusive else anniversary
    if item.until is None:
        return last, (because("Aucune échéance n’est notée : un an au plus, dernier jour le {0}.", (last,)),)
    if item.until == anniversary and last < anniversary:
        return last, (told, because("Un an jour pour jour : dernier jour le {0} (réglage du service).", (last,)))
    if item.until > anniversary:
        return last, (
            told,
            because("Un an au plus à la fois : un nouvel accord après le {0}, à noter comme une mesure.", (last,)),
        )
    return item.until, (told,)


def _lapse(case: Case, item: Item, due: dt.date) -> dt.date | None:
    """Return the day after which nothing is asked: the end of the measure; of one that runs until majority, the eve.

    A measure of assistance éducative is for a minor who is not emancipated (CC 375): it runs until then at the latest.
    """
    last = None if item.type in measures.YOUNG_ADULT else case.majority
    free = case.emancipated_on
    if free and free > item.since and item.type in measures.JUDICIAL:
        last = min(free, last or free)
    if last and due >= last - DAY:
        return min(due, last) - DAY
    ended: dt.date | None = item.ended_on
    return ended


@trigger(under=measures.END_REPORTED)
def end_report(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The report before the term of each measure of assistance éducative: on the day the decision says, else so long before."""
    before = dt.timedelta(days=case.settings.end_report_days)
    prepared = dt.timedelta(days=case.settings.end_report_start_days)
    seen: set[dt.date] = set()
    for item in case.measures_of(measures.END_REPORTED):
        last, why = _term(case, item, "intensive" if item.type == _REINFORCED else "judicial")
        if last in seen:
            continue
        asked = _asked_by_judge(case, item)
        due: dt.date = asked.end_report_on if asked else last - before
        begun, since = last - prepared, max(item.since, due - LONG_BEFORE)
        if due <= item.since:
            continue
        is_guessed = item.until is None and not asked
        if is_guessed and last < today and not any(since <= act.on for act in case.past(rule.act, today)):
            continue  # the term to be noted is asked for by another rule
        total = (
            because("La décision demande ce rapport pour le {0}.", (due,), "decision", asked.id)
            if asked
            else because(MINUS, (last, Delay(0, before.days), due))
        )
        reasons: tuple[Reason, ...] = (begins(item), *why)
        if begun < due:
            reasons += (because("Il se prépare à partir du {0} (réglage du service).", (begun,)),)
        seen.add(last)
        yield starting(since, item.id, reasons, due, case.end_of(item), since, total)


def _asked_by_judge(case: Case, measure: Item) -> Item | None:
    """Return the decision that says the day of the report before the term of a measure."""
    for one in case.judgments:
        if one.end_report_on and one.id == measure.decision_id:
            return one
    return None
