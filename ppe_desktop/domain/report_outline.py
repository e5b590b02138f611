"""The statutory headings of the situation report and what each still lacks (L223-5, R223-18 to R223-21 CASF; 375 of the civil code).

Completeness warns and never blocks: a report with a hole, sent in time, serves the child better than a full one sent late.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ppe_desktop.domain.casefile import CaseFile, Item, Items, PlanFile
from ppe_desktop.domain.dates import add_months, age_on, is_adult_on
from ppe_desktop.domain.plan_outline import Heading, HeadingState
from ppe_desktop.domain.vocabulary import CollectionOutcome, Domain, MeetingKind, PlanStatus, Role, Speaker

AUTONOMY_AGE = 16
"""Age, in years, from which the plan for autonomy is spoken of."""
_YEAR = 12
CONCERTED = (MeetingKind.REVIEW.value, MeetingKind.EXCEPTIONAL.value, MeetingKind.PLAN.value)
"""Kinds of meeting that are the concertation behind a report."""


@dataclass(frozen=True, slots=True)
class ReportFile:
    """What a report is written from.

    Attributes:
        file: the child's file.
        report: the record of the report: its period, its days.
        writing: the document being written.
        texts: what is written, by heading.
        said: words and meetings of the child.
        plan: the version of the plan it speaks of, if there is one.
        today: the day.
    """

    file: CaseFile
    report: Item
    writing: Item
    texts: Mapping[str, str]
    said: Items
    plan: PlanFile | None
    today: dt.date

    def words(self) -> list[Item]:
        """Return the words collected in the period."""
        start, end = report_period(self.report)
        return [
            one
            for one in self.said.of("statement")
            if one.said_on and start <= one.said_on <= end and one.outcome == CollectionOutcome.COLLECTED
        ]

    def concertation(self) -> Item | None:
        """Return the last concertation held in the period."""
        start, end = report_period(self.report)
        held = (one for one in self.said.of("meeting") if one.held_on and start <= one.held_on <= end)
        return max((one for one in held if one.kind in CONCERTED), key=lambda one: one.held_on, default=None)


def report_period(report: Item) -> tuple[dt.date, dt.date]:
    """Return the first and last day a report covers: as written, else the year before it was written."""
    end = report.period_to or report.written_on or dt.date.max
    start = report.period_from or (add_months(end, -_YEAR) if end != dt.date.max else dt.date.min)
    return start, end


def report_outline(of: ReportFile) -> list[Heading]:
    """Return the headings of the report, in the order of the document, each with what it lacks."""
    return [_heading(number, rule, of) for number, rule in enumerate(_RULES, start=1)]


def plan_in_force(plans: Sequence[Item], on: dt.date) -> Item | None:
    """Return the version of the plan a report of a day speaks of: the last one established by then, else a first plan still in draft.

    A draft is spoken of only while nothing was ever finished: beside finished versions it is the next one, not in force yet.

    Args:
        plans: the versions of the child's plan, in any order.
        on: the day the report is written.
    """
    finished = [one for one in plans if one.status == PlanStatus.FINISHED]
    begun = [one for one in finished or plans if _begun_on(one) <= on]
    return max(begun, key=lambda one: one.version, default=None)


def _begun_on(plan: Item) -> dt.date:
    finished = plan.values.get("finished_at")
    return plan.established_on or (finished.date() if finished else dt.date.min)


def has_text(key: str) -> bool:
    """Tell whether a heading holds a text written for the report."""
    return key not in ("periode", "paroles", "information")


def _heading(number: int, rule: _Rule, of: ReportFile) -> Heading:
    found = rule.look(of)
    if found is None:
        return Heading(rule.key, number, rule.title, rule.basis, HeadingState.NOT_CONCERNED)
    state, gaps = found
    return Heading(rule.key, number, rule.title, rule.basis, state, tuple(gaps))


_Found = tuple[HeadingState, list[str]] | None
"""Where a heading stands and what it lacks, or None when the child is not concerned."""


def _found(gaps: list[str], wanted: int) -> _Found:
    if not gaps:
        return HeadingState.COMPLETE, []
    return (HeadingState.EMPTY if len(gaps) >= wanted else HeadingState.PARTIAL), gaps


def _period(of: ReportFile) -> _Found:
    dated = of.report.period_from and (of.report.period_to or of.report.written_on)
    gaps = [] if dated else ["début et fin de la période"]
    gaps += [] if of.concertation() else ["concertation de la période"]
    gaps += [] if of.words() else ["personnes rencontrées"]
    return _found(gaps, 3)


def _text(key: str, gap: str) -> Callable[[ReportFile], _Found]:
    def look(of: ReportFile) -> _Found:
        return _found([] if of.texts.get(key) else [gap], 1)

    return look


def _domain(code: str) -> Callable[[ReportFile], _Found]:
    def look(of: ReportFile) -> _Found:
        if of.texts.get(f"evaluation_{code}"):
            return HeadingState.COMPLETE, []
        planned = of.plan.domain(code) if of.plan is not None else None
        if planned is not None and planned.evaluation.strip():
            return HeadingState.PARTIAL, ["évaluation reprise du projet, à actualiser"]
        return HeadingState.EMPTY, ["évaluation"]

    return look


def _actions(of: ReportFile) -> _Found:
    gaps = [] if of.texts.get("actions") else ["bilan des actions"]
    gaps += [] if of.plan is not None else ["projet pour l’enfant"]
    return _found(gaps, 2)


def _autonomy(of: ReportFile) -> _Found:
    birth = of.file.child.birth_date
    if birth is None or age_on(birth, of.today).years < AUTONOMY_AGE:
        return None
    if of.texts.get("autonomie"):
        return HeadingState.COMPLETE, []
    planned = of.plan is not None and str(of.plan.plan.values.get("autonomy") or "").strip()
    if planned:
        return HeadingState.PARTIAL, ["bilan repris du projet, à actualiser"]
    return HeadingState.EMPTY, ["bilan du projet d’accès à l’autonomie"]


def _words(of: ReportFile) -> _Found:
    spoken = {one.speaker for one in of.words()}
    wanted = [(Speaker.CHILD.value, "parole de l’enfant")]
    birth = of.file.child.birth_date
    if not (birth and is_adult_on(birth, of.today)):
        wanted += [
            (speaker.value, label)
            for role, speaker, label in (
                (Role.MOTHER, Speaker.MOTHER, "parole de la mère"),
                (Role.FATHER, Speaker.FATHER, "parole du père"),
            )
            if any(person.death_date is None for _link, person in of.file.with_role(role, on=of.today))
        ]
    return _found([label for speaker, label in wanted if speaker not in spoken], len(wanted))


def _told(of: ReportFile) -> _Found:
    """Return who was told of the report before it goes to the judge; a reason why not is an answer."""
    writing = of.writing
    if writing.not_informed.strip():
        return HeadingState.COMPLETE, []
    gaps = [] if writing.child_informed_on else ["information de l’enfant"]
    birth = of.file.child.birth_date
    is_adult = bool(birth and is_adult_on(birth, of.today))
    gaps += [] if writing.parents_informed_on or is_adult else ["information des parents"]
    return _found(gaps, 1 if is_adult else 2)


@dataclass(frozen=True, slots=True)
class _Rule:
    key: str
    title: str
    basis: str
    look: Callable[[ReportFile], _Found]


_RULES = (
    _Rule("periode", "Période, personnes rencontrées, concertation", "L223-5", _period),
    _Rule("faits", "Dates et faits marquants", "R223-20", _text("faits", "faits marquants de la période")),
    _Rule("evaluation_A", Domain.HEALTH.label, "R223-19", _domain("A")),
    _Rule("evaluation_B", Domain.FAMILY.label, "R223-19", _domain("B")),
    _Rule("evaluation_C", Domain.SCHOOL.label, "R223-19", _domain("C")),
    _Rule("actions", "Bilan des actions du projet", "R223-20, I, 2°", _actions),
    _Rule(
        "implication",
        "Implication des parents",
        "R223-20, I, 2°",
        _text("implication", "implication des parents"),
    ),
    _Rule("autonomie", "Bilan du projet d’accès à l’autonomie", "R223-20, I, 4°", _autonomy),
    _Rule(
        "decision",
        "Bilan des objectifs de la décision",
        "R223-20, I, 3°",
        _text("decision", "bilan des objectifs de la décision"),
    ),
    _Rule("paroles", "Paroles de l’enfant et de ses parents", "R223-9", _words),
    _Rule(
        "bilan",
        "Bilan pédiatrique, psychique et social",
        "375 du code civil",
        _text("bilan", "bilan pédiatrique, psychique et social"),
    ),
    _Rule("conclusion", "Conclusion et propositions", "R223-20, II", _text("conclusion", "conclusion")),
    _Rule("information", "Information de l’enfant et de ses parents", "L223-5, R223-21", _told),
)
HEADINGS = tuple(rule.key for rule in _RULES)
"""Keys of the headings, in order."""
_TITLES = {rule.key: rule.title for rule in _RULES}


def heading_title(key: str) -> str:
    """Return the French title of a heading; nothing for a key that is none."""
    return _TITLES.get(key, "")
