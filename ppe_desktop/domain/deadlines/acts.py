"""What was done, found in the file: each act that may resolve an obligation, with its business day."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from operator import itemgetter

from ppe_desktop.domain.autonomy import is_granted
from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.deadlines import measures
from ppe_desktop.domain.deadlines.case import Act
from ppe_desktop.domain.deadlines.rules import Delay
from ppe_desktop.domain.texts import plain
from ppe_desktop.domain.vocabulary import (
    HEALTH_CHECKS,
    AutonomyRight,
    DecisionKind,
    HealthEventKind,
    JournalKind,
    MeasureType,
    PlanStatus,
    RecipientKind,
    Role,
    StepKind,
)

FOLLOWS_EARLY = dt.timedelta(days=31)
"""A measure of another kind begun at most this long before the term of one is taken for what follows it."""
_HOUR = re.compile(r"(\d{1,2}) ?(?:h|:|heures?) ?(\d{2})?")
_FAMILY = frozenset({"parent", "parents", "mere", "pere", "maman", "papa", "tuteur", "tutrice", "famille"})
_WORD = re.compile(r"[a-z0-9]+")

_TOLD_BY = {
    AutonomyRight.PERMIT.value: StepKind.UNACCOMPANIED_TOLD.value,
    AutonomyRight.SAVINGS.value: StepKind.ARS.value,
}
"""The act that a right told at the interview is."""

_DAY_AND_RECORD = itemgetter(0, 2)

_FINISHED, _COMPULSORY = PlanStatus.FINISHED, HealthEventKind.COMPULSORY
"""Members of enumerations asked of every record: to look one up on its class takes longer than the rest of the question."""

Told = tuple[str, Item, dt.date | None]


def acts_of(file: CaseFile) -> dict[str, tuple[Act, ...]]:
    """Return the acts of a file by code, the oldest first."""
    found: dict[str, list[Act]] = defaultdict(list)
    made = tuple.__new__  # what a named tuple does, without its call: a département has a hundred thousand of them
    for read in (_of_plans, _of_reports, _of_steps, _of_places, _of_measures, _of_autonomy, _of_entourage):
        for code, item, day in read(file):
            if day is not None:
                hour = hour_of(item.judge_informed_at) if code == "judge_told" else ""
                found[code].append(made(Act, (day, item.record, item.id, hour)))
    for acts in found.values():
        if len(acts) > 1:
            acts.sort(key=_DAY_AND_RECORD)
    return {code: tuple(acts) for code, acts in found.items()}


def hour_of(typed: str) -> str:
    """Return an hour as it is compared, "18:00", of what was typed: "18 h", "18h30", "18:30"; empty when it is none."""
    found = _HOUR.search(typed.replace("\u00a0", " ").replace("\u202f", " ")) if typed else None
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return ""
    return f"{int(found[1]):02d}:{int(found[2] or 0):02d}"


def _of_plans(file: CaseFile) -> Iterator[Told]:
    for plan in file.of("child_plan"):
        if plan.status == _FINISHED:
            yield "ppe", plan, plan.established_on
            if plan.autonomy.strip():
                yield StepKind.AUTONOMY_PLAN, plan, plan.established_on
    for delivery in file.of("plan_delivery"):
        if _is_service(delivery.recipient):
            yield "ppe_sent", delivery, delivery.delivered_on


def _is_service(recipient: str) -> bool:
    """Tell whether a plan was handed to someone else than the child, the parents and the judge."""
    if recipient in {kind.value for kind in RecipientKind}:
        return recipient == RecipientKind.CARE
    words = set(_WORD.findall(plain(recipient)))
    return bool(words) and ("accueil" in words or words.isdisjoint(_FAMILY))


def _of_reports(file: CaseFile) -> Iterator[Told]:
    for report in file.of("situation_report"):
        told = report.informed_on or (report.written_on if report.not_informed else None)
        yield "report", report, report.written_on
        yield "report_informed", report, report.informed_on
        if told:  # nothing goes to the judge before the family knows it, or before the reason why not is written
            yield "report_judge", report, report.sent_on


def _of_steps(file: CaseFile) -> Iterator[Told]:
    for event in file.of("health_event"):
        if event.kind in HEALTH_CHECKS:
            yield "health_check", event, event.done_on
        elif event.kind == _COMPULSORY:
            yield "health_exam", event, event.done_on
    for step in file.of("statutory_step"):
        yield step.kind, step, step.done_on
        if step.kind == StepKind.PARENTS_TOLD:
            yield "prosecutor_told", step, step.done_on
    for decision in file.of("decision"):
        if decision.kind == DecisionKind.JUDICIAL:
            yield "hearing_3y", decision, decision.decided_on
    for episode in file.of("care_episode"):
        received = episode.concern_on
        if received:
            yield "concern_evaluated", episode, episode.concern_evaluated_on


def _of_autonomy(file: CaseFile) -> Iterator[Told]:
    """Give the acts told by the interview at 17, the rights ticked there, the plan, support after 18 and the interview after leaving."""
    for interview in file.of("autonomy_interview"):
        yield StepKind.AUTONOMY_INTERVIEW, interview, interview.held_on
    for told in file.of("autonomy_right_told"):
        if told.right in _TOLD_BY:
            yield _TOLD_BY[told.right], told, told.told_on
    for plan in file.of("autonomy_plan"):
        yield StepKind.AUTONOMY_PLAN, plan, plan.established_on
    for contract in file.of("young_adult_contract"):
        yield StepKind.YOUNG_ADULT, contract, contract.requested_on
        yield "young_adult_decided", contract, contract.decided_on
        if is_granted(contract) and contract.content.strip():
            yield StepKind.YOUNG_ADULT_PLAN, contract, contract.since or contract.decided_on
    for leaving in file.of("exit_interview"):
        yield StepKind.EXIT, leaving, leaving.held_on


def _of_entourage(file: CaseFile) -> Iterator[Told]:
    """Give the trusted persons designated, and the visits that the journal tells."""
    for link in file.of("relationship"):
        if link.role == Role.TRUSTED_PERSON:
            yield StepKind.TRUSTED_PERSON, link, link.since
    for entry in file.of("journal_entry"):
        at_home = entry.kind == JournalKind.HOME_VISIT
        if at_home and _lives_away(file, entry.happened_on):
            continue
        if at_home or entry.kind == JournalKind.CARE_VISIT:
            yield StepKind.LIFE_PLACE, entry, entry.happened_on
            yield StepKind.THIRD_PARTY, entry, entry.happened_on


def _lives_away(file: CaseFile, day: dt.date | None) -> bool:
    """Tell whether the child lives in a place of the service on a day: a visit to a home is then one to the parents."""
    return day is not None and any(
        item.type in measures.AWAY
        and (item.since is None or item.since <= day)
        and (item.ended_on is None or item.ended_on >= day)
        for item in file.of("measure")
    )


def _of_places(file: CaseFile) -> Iterator[Told]:
    for place in file.of("placement"):
        yield "judge_told", place, place.judge_informed_on
        yield "parents_asked", place, place.parents_opinion_on
    for link in file.of("sibling_link"):
        yield "separation_told", link, link.judge_informed_on


def _of_measures(file: CaseFile) -> Iterator[Told]:
    over = {episode.id: episode.until for episode in file.of("care_episode")}
    held = file.of("measure")
    for measure in held:
        yield "measure_followed", measure, followed_on(held, measure) or over.get(measure.episode_id)
        yield "agreed", measure, measure.agreed_on
        if measure.type in measures.EMERGENCY:
            yield "prosecutor_told", measure, measure.prosecutor_told_on
        elif measure.type in measures.YOUNG_ADULT:
            yield "young_adult_request", measure, measure.since
            yield "young_adult_decided", measure, measure.since
        elif measure.type in measures.PROVISIONAL:
            yield "judgment", measure, _judged_on(held, measure)
            if measure.type == MeasureType.OPP_PARQUET:
                yield "judge_ruled", measure, _ruled_on(held, measure)


def followed_on(held: tuple[Item, ...], measure: Item) -> dt.date | None:
    """Return the day something answered the term of a measure: its end, another one of its type, one that takes its place."""
    if measure.ended_on:
        ended: dt.date = measure.ended_on
        return ended
    begun: dt.date = measure.since or dt.date.min
    term = measure.until or _longest(measure)
    if term is None and measure.type not in measures.EMERGENCY:
        return None
    near = max(begun, term - FOLLOWS_EARLY) if term else begun
    is_main = measure.type in measures.MAIN
    after = [
        other.since
        for other in held
        if other.id != measure.id
        and other.since
        and other.episode_id == measure.episode_id
        and (
            other.since > begun
            if other.type == measure.type
            else is_main and other.type in measures.MAIN and other.since > near
        )
    ]
    return min(after, default=None)


def _longest(measure: Item) -> dt.date | None:
    """Return the last day a measure may last to when its term is not noted; None when no text says it."""
    if measure.since is None:
        return None
    if measure.type in measures.AGREED or measure.type == MeasureType.AEMO_R:
        return Delay(months=12).after(measure.since)
    return Delay(months=24).after(measure.since) if measure.type in measures.TERMED else None


def _ruled_on(held: tuple[Item, ...], order: Item) -> dt.date | None:
    """Return the day the children's judge first ruled after an order of the prosecutor: any measure of his, or the end of the order."""
    after = _next_measures(held, order, measures.JUDICIAL - {MeasureType.OPP_PARQUET})
    return min([*after, *filter(None, [order.ended_on])], default=None)


def _judged_on(held: tuple[Item, ...], order: Item) -> dt.date | None:
    """Return the day a decision on the merits followed an order: another judicial measure, or the end of the last order."""
    after = _next_measures(held, order, measures.JUDICIAL - measures.PROVISIONAL)
    if after:
        return min(after)
    chain = [order, *(other for other in held if other.type in measures.PROVISIONAL and other.episode_id == order.episode_id
                      and other.since and order.since and other.since >= order.since)]  # fmt: skip
    ends = [other.ended_on for other in chain]
    return None if None in ends else max(ends)


def _next_measures(held: tuple[Item, ...], order: Item, kinds: frozenset[MeasureType]) -> list[dt.date]:
    return [
        other.since
        for other in held
        if other.type in kinds
        and other.episode_id == order.episode_id
        and other.since
        and order.since
        and other.since >= order.since
        and other.id != order.id
    ]
