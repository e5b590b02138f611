"""Which words of a file bear on what is on screen, and why: a default to read by, never a judgment of what was said.

Only the words of one child's file are ever given to these functions; nothing here looks into another file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from ppe_desktop.domain.autonomy import QUESTIONS
from ppe_desktop.domain.casefile import Item, Items
from ppe_desktop.domain.dates import NBSP, add_months, short_date
from ppe_desktop.domain.vocabulary import (
    AutonomyTheme,
    Domain,
    MeetingKind,
    Occasion,
    Speaker,
)

RECENT_DAYS = 60
"""Days during which words on nothing in particular are offered everywhere, and words come before a meeting."""
REPORT_MONTHS = 12
"""Months of words offered for a report when the file has none yet."""
SPEAKERS = tuple(one.value for one in Speaker)
"""Whose words come first: the child's, then the mother's, the father's, the others'."""

_ABOUT = {
    Domain.HEALTH.value: "porte sur la santé",
    Domain.FAMILY.value: "porte sur la famille",
    Domain.SCHOOL.value: "porte sur l’école et la vie sociale",
}
_OCCASIONS = {
    Domain.HEALTH.value: (Occasion.HEALTH, "dite à propos de la santé"),
    Domain.FAMILY.value: (Occasion.CONTACT, "dite à propos des rencontres avec la famille"),
    Domain.SCHOOL.value: (Occasion.SCHOOL, "dite à propos de l’école"),
}
_DOMAIN_OF_THEME = {
    AutonomyTheme.HEALTH.value: Domain.HEALTH.value,
    AutonomyTheme.NETWORK.value: Domain.FAMILY.value,
    AutonomyTheme.WORK.value: Domain.SCHOOL.value,
}
_OCCASION_OF_MEETING = {
    MeetingKind.PLAN.value: Occasion.PLAN.value,
    MeetingKind.REVIEW.value: Occasion.REVIEW.value,
    MeetingKind.HEALTH.value: Occasion.HEALTH.value,
}


class SubjectKind(Enum):
    """What sort of thing is on screen."""

    DOMAIN = "domain"
    OBJECTIVE = "objective"
    MEETING = "meeting"
    THEME = "theme"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is on screen, on which words may bear.

    Attributes:
        kind: what sort of thing.
        name: what it is called over the words: "La santé".
        domain: code of the domain of the plan it falls in, when it falls in one.
        objective_ids: identifiers of the objective, that of this version first, then the one that lasts.
        meeting_id: the meeting.
        meeting_kind: its nature.
        day: day of the meeting, or of the last report or version.
        before: what came before a report, as it is said: "le dernier rapport".
        place, present: where the meeting is held and who is there, for the words noted at it.
        theme: code of the theme of the interview at 17.
        insert: what a click on words does here ("Rattacher à cette réunion"); empty when it does nothing.
        is_tie: that click ties the words themselves to what is on screen; else the screen quotes them in its own way.
        inserted: identifiers of the words already there.
    """

    kind: SubjectKind
    name: str
    domain: str = ""
    objective_ids: tuple[str, ...] = ()
    meeting_id: str = ""
    meeting_kind: str = ""
    day: dt.date | None = None
    before: str = "le dernier rapport"
    place: str = ""
    present: str = ""
    theme: str = ""
    insert: str = ""
    is_tie: bool = False
    inserted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Links:
    """Where words are cited already.

    Attributes:
        domains: for words quoted in the last version of the plan, the codes of the domains they are quoted under.
        objectives: for words cited with an objective (an opinion, what closed it), the identifiers of these objectives.
        domain_of: domain of each objective, by identifier of the version's and by the one that lasts.
        lasting: identifier that lasts of each objective, by that of the version's: the next version has another one.
    """

    domains: Mapping[str, frozenset[str]] = field(default_factory=dict)
    objectives: Mapping[str, frozenset[str]] = field(default_factory=dict)
    domain_of: Mapping[str, str] = field(default_factory=dict)
    lasting: Mapping[str, str] = field(default_factory=dict)


class AtHand(NamedTuple):
    """Words that bear on what is on screen.

    Attributes:
        statement: the words.
        reasons: why, the strongest first; empty when everything is shown.
    """

    statement: Item
    reasons: tuple[str, ...] = ()


class FileWords(NamedTuple):
    """The words of one file and what surrounds them.

    Attributes:
        items: the words, the newest first, and the persons they are kept from.
        names: names of the speakers and of those from whom words are kept, by person, in the file or not.
        links: where they are cited.
        last_document: day of the last finished plan or of the last document handed out, if there is one.
    """

    items: Items
    names: Mapping[str, str]
    links: Links
    last_document: dt.date | None


def health() -> Subject:
    """Return the health of the child as a subject."""
    return Subject(
        SubjectKind.DOMAIN, "La santé", domain=Domain.HEALTH.value, insert="Rattacher à la santé", is_tie=True
    )


def family() -> Subject:
    """Return the persons around the child as a subject."""
    name, insert = "La famille et l’entourage", "Rattacher à la famille"
    return Subject(SubjectKind.DOMAIN, name, domain=Domain.FAMILY.value, insert=insert, is_tie=True)


def school() -> Subject:
    """Return school and social life as a subject."""
    name, insert = "L’école et la vie sociale", "Rattacher à l’école"
    return Subject(SubjectKind.DOMAIN, name, domain=Domain.SCHOOL.value, insert=insert, is_tie=True)


def meeting_subject(meeting: Item, present: str = "") -> Subject:
    """Return a meeting as a subject.

    Args:
        meeting: the meeting.
        present: who is there, for the words noted at it.
    """
    day = f" du{NBSP}{short_date(meeting.held_on)}" if meeting.held_on else ""
    return Subject(
        SubjectKind.MEETING, f"La réunion{day}", meeting_id=meeting.id, meeting_kind=meeting.kind, day=meeting.held_on,
        domain=Domain.HEALTH.value if meeting.kind == MeetingKind.HEALTH else "", place=meeting.place, present=present,
        insert="Rattacher à cette réunion", is_tie=True,
    )  # fmt: skip


def theme_subject(theme: str = "") -> Subject:
    """Return a theme of the interview at 17 as a subject; the interview as a whole without one."""
    domain = _DOMAIN_OF_THEME.get(theme, "")
    name = AutonomyTheme.label_of(theme) or "L’entretien des 17 ans"
    insert = "Rattacher à ce thème" if domain else ""
    return Subject(SubjectKind.THEME, name, domain=domain, theme=theme, insert=insert, is_tie=True)


def domain_subject(code: str, insert: str = "", inserted: Iterable[str] = ()) -> Subject:
    """Return a domain of the plan as a subject; with no code, the general expression."""
    name = Domain.label_of(code) or "L’expression de chacun"
    return Subject(SubjectKind.DOMAIN, name, domain=code, insert=insert, inserted=frozenset(inserted))


def objective_subject(objective: Item) -> Subject:
    """Return an objective of the plan as a subject: words are tied to it as long as it lasts, from version to version."""
    known = tuple(dict.fromkeys(one for one in (objective.id, objective.lasting_id) if one))
    name = objective.text.strip() or "Cet objectif"
    return Subject(
        SubjectKind.OBJECTIVE, name, domain=objective.domain, objective_ids=known, insert="Rattacher à cet objectif",
        is_tie=True,
    )  # fmt: skip


def plan_subject(last: dt.date | None, insert: str = "", inserted: Iterable[str] = ()) -> Subject:
    """Return the plan as a whole as a subject.

    Args:
        last: day on which the version before was finished, if there is one.
        insert: what a click on words does here.
        inserted: the words already there.
    """
    return Subject(
        SubjectKind.REPORT,
        "Le projet",
        day=last,
        before="la dernière version",
        insert=insert,
        inserted=frozenset(inserted),
    )


def report_subject(name: str, last: dt.date | None, insert: str = "", inserted: Iterable[str] = ()) -> Subject:
    """Return a report as a subject.

    Args:
        name: what it is called.
        last: day of the one before, if there was one.
        insert: what a click on words does here.
        inserted: the words already there.
    """
    return Subject(SubjectKind.REPORT, name, day=last, insert=insert, inserted=frozenset(inserted))


def bearing_on(statements: Iterable[Item], subject: Subject, links: Links, today: dt.date) -> list[AtHand]:
    """Return the words that bear on a subject, the child's first, then by strength of the reason, then the newest."""
    found = [(_reasons(one, subject, links, today), one) for one in statements]
    kept = [(min(rank for rank, _why in why), AtHand(one, _said(why))) for why, one in found if why]
    newest = sorted(
        kept, key=lambda pair: (pair[1].statement.said_on or dt.date.min, pair[1].statement.id), reverse=True
    )
    return [one for _rank, one in sorted(newest, key=lambda pair: (_place(pair[1].statement), pair[0]))]


def since(statements: Iterable[Item], day: dt.date | None) -> list[AtHand]:
    """Return the words said after a day, all of them without one: the child's first, then the newest."""
    kept = [one for one in statements if day is None or one.said_on is None or one.said_on > day]
    newest = sorted(kept, key=lambda one: (one.said_on or dt.date.min, one.id), reverse=True)
    return [AtHand(one) for one in sorted(newest, key=_place)]


def _place(statement: Item) -> int:
    return SPEAKERS.index(statement.speaker) if statement.speaker in SPEAKERS else len(SPEAKERS)


def _said(why: list[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words for _rank, words in sorted(why)))


def _reasons(statement: Item, subject: Subject, links: Links, today: dt.date) -> list[tuple[int, str]]:
    """Return why words bear on a subject, each with its rank: 0 for a tie made by hand, 9 for what is only recent."""
    found = [*_by_objective(statement, subject, links), *_by_domain(statement, subject, links)]
    if subject.kind is SubjectKind.MEETING:
        found += _by_meeting(statement, subject)
    elif subject.kind is SubjectKind.THEME:
        found += _by_theme(statement, subject)
    elif subject.kind is SubjectKind.REPORT:
        found += _by_report(statement, subject, today)
    if not found and subject.kind is not SubjectKind.REPORT and _is_recent(statement, subject, links, today):
        found.append((9, "récente, sans sujet précisé"))
    return found


def _by_objective(statement: Item, subject: Subject, links: Links) -> Iterable[tuple[int, str]]:
    if not subject.objective_ids:
        return
    if {statement.objective_id, links.lasting.get(statement.objective_id or "")} & set(subject.objective_ids):
        yield 0, "dite sur cet objectif"
    if links.objectives.get(statement.id, frozenset()).intersection(subject.objective_ids):
        yield 0, "citée dans cet objectif"


def _by_domain(statement: Item, subject: Subject, links: Links) -> Iterable[tuple[int, str]]:
    domain = subject.domain
    if not domain:
        return
    if statement.bears_on == domain:
        yield 1, _ABOUT[domain]
    if domain in links.domains.get(statement.id, frozenset()):
        yield 2, "citée dans ce domaine du projet"
    cited = {*links.objectives.get(statement.id, frozenset()), statement.objective_id}.difference(subject.objective_ids)
    if any(links.domain_of.get(one or "") == domain for one in cited):
        yield 2, "liée à un objectif de ce domaine"
    if domain == Domain.HEALTH and statement.health_event_id:
        yield 1, "notée avec un bilan ou un examen"
    occasion, words = _OCCASIONS[domain]
    if statement.occasion == occasion:
        yield 3, words


def _by_meeting(statement: Item, subject: Subject) -> Iterable[tuple[int, str]]:
    day, said = subject.day, statement.said_on
    if statement.meeting_id == subject.meeting_id:
        is_before = day is not None and said is not None and said < day
        yield 0, "dite avant, pour cette réunion" if is_before else "dite à cette réunion"
    elif day is not None and said is not None and dt.timedelta() <= day - said <= dt.timedelta(days=RECENT_DAYS):
        if statement.occasion and statement.occasion == occasion_of(subject.meeting_kind):
            yield 2, "recueillie pour une réunion de cette nature"
        yield 4, "dite dans les deux mois qui précèdent"


def _by_theme(statement: Item, subject: Subject) -> Iterable[tuple[int, str]]:
    if statement.occasion != Occasion.AUTONOMY:
        return
    is_this = any(theme.value == subject.theme and asked == statement.question for theme, asked in QUESTIONS.items())
    is_other = not is_this and statement.question in QUESTIONS.values()
    if is_this:
        yield 0, "dite sur ce thème"
    elif not subject.theme or not is_other:
        yield 3, f"dite à l’entretien des 17{NBSP}ans"


def _by_report(statement: Item, subject: Subject, today: dt.date) -> Iterable[tuple[int, str]]:
    said = statement.said_on
    if said is None:
        return
    if subject.day is not None and said > subject.day:
        yield 1, f"dite depuis {subject.before}"
    elif subject.day is None and said >= add_months(today, -REPORT_MONTHS):
        yield 1, "dite depuis un an"


def _is_recent(statement: Item, subject: Subject, links: Links, today: dt.date) -> bool:
    """Tell whether words said lately bear on nothing in particular, so that they may bear on this."""
    if subject.kind is SubjectKind.MEETING and subject.day is not None:
        return False
    quoted = any(links.domains.get(statement.id, ()))
    aims = (statement.bears_on, statement.objective_id, statement.meeting_id, quoted, statement.id in links.objectives)
    is_free = not any(aims) and statement.occasion in ("", None, Occasion.FREE, Occasion.VISIT, Occasion.UNKNOWN)
    said = statement.said_on
    return is_free and said is not None and dt.timedelta() <= today - said <= dt.timedelta(days=RECENT_DAYS)


def first_values(subject: Subject | None, today: dt.date) -> dict[str, object]:
    """Return what words noted while a subject is on screen have from the start."""
    values: dict[str, object] = {"said_on": today}
    if subject is None:
        return values
    if subject.domain and subject.kind is not SubjectKind.MEETING:
        values["bears_on"] = subject.domain
    if subject.objective_ids:
        values["objective_id"] = subject.objective_ids[0]
    if subject.kind is SubjectKind.MEETING:
        values |= {"meeting_id": subject.meeting_id, "occasion": occasion_of(subject.meeting_kind)}
        if subject.day is not None and subject.day <= today:
            values |= {"said_on": subject.day, "place": subject.place, "present": subject.present}
    if subject.kind is SubjectKind.THEME:
        values["occasion"] = Occasion.AUTONOMY.value
        values["question"] = next((asked for theme, asked in QUESTIONS.items() if theme.value == subject.theme), "")
    return values


def can_insert(statement: Item, subject: Subject) -> bool:
    """Tell whether a click may tie words to what is on screen: a tie they have already is never taken away."""
    if not subject.insert or statement.id in subject.inserted:
        return False
    return not subject.is_tie or not any(statement.values.get(name) for name in ties(subject))


def ties(subject: Subject) -> dict[str, str]:
    """Return the facts that tie words to a subject of the file: its meeting, its objective, or its domain."""
    if subject.kind is SubjectKind.MEETING:
        return {"meeting_id": subject.meeting_id}
    if subject.objective_ids:
        return {"objective_id": subject.objective_ids[0]}
    return {"bears_on": subject.domain} if subject.domain else {}


def occasion_of(meeting_kind: str) -> str:
    """Return the occasion of words said at a meeting of a kind; empty when none says it."""
    return _OCCASION_OF_MEETING.get(meeting_kind, "")
