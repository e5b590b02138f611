"""What a file gained since the last report, by heading of the report: proposed to be taken up, with its source, never taken alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ppe_desktop.domain.casefile import CaseFile, Item, Items, PlanFile
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.plan_objectives import is_closed
from ppe_desktop.domain.vocabulary import (
    CollectionOutcome,
    Domain,
    HealthEventKind,
    JournalKind,
    MeetingKind,
    Sharing,
    Speaker,
)
from ppe_desktop.domain.words_said import speaker_words

NBSP = "\N{NO-BREAK SPACE}"
_OF_JOURNAL = {
    JournalKind.HEALTH.value: "evaluation_A",
    JournalKind.CONTACT.value: "evaluation_B",
    JournalKind.SCHOOL.value: "evaluation_C",
}
_OF_PARENTS = (Speaker.MOTHER.value, Speaker.FATHER.value)


class Gain(NamedTuple):
    """A record of the file that a report may take up.

    Attributes:
        heading: key of the heading it is proposed under.
        kind, record_id: the record.
        day: its day.
        title: what it is, in French: "Visite à domicile".
        text: the sentence that goes into the report.
    """

    heading: str
    kind: str
    record_id: str
    day: dt.date | None
    title: str
    text: str

    @property
    def source(self) -> tuple[str, str]:
        """Return what is kept as the trace of it."""
        return self.kind, self.record_id


def gains(
    file: CaseFile, plan: PlanFile | None, said: Items, journal: Iterable[Item], since: dt.date, until: dt.date
) -> list[Gain]:
    """Return what the file gained in a period, the oldest first under each heading.

    Args:
        file: the child's file.
        plan: the version of the plan in force.
        said: words and meetings of the child.
        journal: entries of the child's journal.
        since: first day.
        until: last day.
    """
    found = [
        *_of_journal(journal),
        *_of_words(file, said),
        *_of_health(file),
        *_of_meetings(said),
        *(_of_objectives(plan) if plan is not None else ()),
    ]
    kept = (one for one in found if one.day is not None and since <= one.day <= until and one.text)
    return sorted(kept, key=lambda one: (one.day or dt.date.min, one.kind, one.record_id))


def words_gain(file: CaseFile, statement: Item, heading: str) -> Gain:
    """Return some words as they are taken up under a heading that was chosen."""
    who = speaker_words(statement, file)
    if statement.exact_words.strip():
        text = f"Le {long_date(statement.said_on)}, {who}{NBSP}: «{NBSP}{statement.exact_words.strip()}{NBSP}»"
    else:
        text = f"Le {long_date(statement.said_on)}, propos rapportés ({who}){NBSP}: {statement.reported_words.strip()}"
    return Gain(heading, "statement", statement.id, statement.said_on, who, text)


def may_be_quoted(statement: Item) -> bool:
    """Tell whether words were reviewed and may leave the file, for one reader at least."""
    is_said = bool(statement.exact_words.strip() or statement.reported_words.strip())
    return is_said and statement.sharing != Sharing.FILE_ONLY and statement.outcome == CollectionOutcome.COLLECTED


def _of_journal(journal: Iterable[Item]) -> Iterator[Gain]:
    for one in journal:
        words = "\n".join(text.strip() for text in (one.text, one.values.get("part_text") or "") if text.strip())
        title = JournalKind.label_of(one.kind)
        if words:
            text = f"Le {long_date(one.happened_on)}, {_lower(title)}{NBSP}: {words}"
            yield Gain(_OF_JOURNAL.get(one.kind, "faits"), "journal_entry", one.id, one.happened_on, title, text)


def _of_words(file: CaseFile, said: Items) -> Iterator[Gain]:
    for one in said.of("statement"):
        if may_be_quoted(one):
            yield words_gain(file, one, _heading_of_words(one))


def _heading_of_words(statement: Item) -> str:
    if statement.bears_on in [domain.value for domain in Domain]:
        return f"evaluation_{statement.bears_on}"
    return "implication" if statement.speaker in _OF_PARENTS else "faits"


def _of_health(file: CaseFile) -> Iterator[Gain]:
    """Return the checks that were made: their nature and day, no more; what is medical stays with the doctor."""
    for one in file.of("health_event"):
        label = HealthEventKind.label_of(one.kind)
        text = f"{label} le {long_date(one.done_on)}." if one.done_on else ""
        yield Gain("bilan", "health_event", one.id, one.done_on, label, text)


def _of_meetings(said: Items) -> Iterator[Gain]:
    days = {one.id: one for one in said.of("meeting")}
    for part in said.of("meeting_child"):
        meeting = days.get(part.meeting_id)
        if meeting is None:
            continue
        title = MeetingKind.label_of(meeting.kind)
        for heading, words in (("actions", part.points), ("conclusion", part.conclusion)):
            if words.strip():
                text = f"{title} du {long_date(meeting.held_on)}{NBSP}: {words.strip()}"
                yield Gain(heading, "meeting_child", part.id, meeting.held_on, title, text)


def _of_objectives(plan: PlanFile) -> Iterator[Gain]:
    for one in plan.of("plan_objective"):
        if is_closed(one) and one.closed_on:
            result = one.result.strip() or "résultat à préciser"
            text = f"Objectif «{NBSP}{one.text.strip()}{NBSP}»{NBSP}: {result}"
            yield Gain("actions", "plan_objective", one.id, one.closed_on, "Objectif clos", text)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
